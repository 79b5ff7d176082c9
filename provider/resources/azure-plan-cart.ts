import { z } from "zod";
import { messageOf, RefusedError } from "../client/errors";
import { parseServiceTime } from "../client/service-time";
import { isConclusivelyExpired } from "./azure-plan/cart-verdict";
import { resolveCatalogItem } from "./azure-plan/catalog-item";
import { refuseLineErrors } from "./azure-plan/checkout";
import { CART_MARGINS, PURCHASE_TIMES } from "./azure-plan/facts";
import { isVacant, lookForPlans, type PlanSituation } from "./azure-plan/look";
import { outcomeOf } from "./azure-plan/order-outcome";
import { describeTarget, type PlanTarget, targetKey } from "./azure-plan/target";
import { planTargetFields } from "./azure-plan/target-fields";
import { requireCheckpoints } from "./engine-guard";
import { switchField } from "./fields";
import { type CartReference, defined, NO_CART } from "./hidden-keys";
import { assertSamePartner } from "./partner-view";
import type { OperationContext, ResourceModule } from "./resource";
import { refuseMovedResource } from "./same-customer";

const MINUTE_MS = 60_000;

/** Inputs of a plan's cart: which plan it is for. */
export interface AzurePlanCartInputs extends PlanTarget {
  readonly allowReplacement: boolean;
}

/** What the stack keeps of a cart: enough to know whether it can still be bought. */
export interface AzurePlanCartState extends AzurePlanCartInputs {
  readonly creationTimestamp?: string;
  readonly expirationTimestamp?: string;
  readonly partnerTenantId?: string;
}

/**
 * The cart that an `AzurePlanSubscription` is bought with: its write-ahead log. It costs nothing, and its id is in the
 * stack before the purchase begins, so that an interrupted one can be taken up (`docs/never-twice.md`). Its id is
 * `none` where a plan existed and no cart was needed.
 */
export const azurePlanCart: ResourceModule<AzurePlanCartInputs, AzurePlanCartState> = {
  type: "AzurePlanCart",
  fields: { ...planTargetFields, allowReplacement: switchField(false) },
  state: z.object({
    customerId: z.string(),
    productId: z.string(),
    skuId: z.string(),
    partnerIdOnRecord: z.string().exactOptional(),
    allowReplacement: switchField(false),
    creationTimestamp: z.string().exactOptional(),
    expirationTimestamp: z.string().exactOptional(),
    partnerTenantId: z.string().exactOptional(),
  }),
  replaceOn: ["customerId", "partnerIdOnRecord", "productId", "skuId"],
  timeoutsMs: { create: 60 * MINUTE_MS, read: 5 * MINUTE_MS, update: 5 * MINUTE_MS, delete: 5 * MINUTE_MS },
  endsAtDelete: false,
  target: targetKey,

  refuse: (inputs, oldInputs) => refuseMovedResource(inputs, oldInputs, movedPlanConsequences),

  create: async (context, inputs) => {
    const kept = context.memory.keptCartOfSibling(targetKey(inputs), context.hidden.urn);
    const cart = kept ?? (await makeCart(context, inputs));
    return { id: cart.id, state: { ...inputs, ...withoutId(cart), partnerTenantId: context.client.partnerTenantId } };
  },

  read: async (context, id, state) => {
    assertSamePartner(context, state.partnerTenantId, `The cart of ${describeTarget(state)}`);
    const situation = await lookForPlans(context, state, { share: true });
    if (isVacant(situation) && isSpent(context, id, state, situation)) return undefined;
    const cart = referenceOf(id, state);
    if (id !== NO_CART) context.memory.recordKeptCart(targetKey(state), context.hidden.urn, cart);
    const settled = context.hidden.settled || situation.plans.length > 0;
    return { id, state, ...(settled && { hidden: { settled } }) };
  },

  // Past its expiry a cart that nobody has seen a plan for must be renewed, or the plan could never be bought. This is
  // the only diff that asks the service, and never one that decides anything when the service does not answer.
  diffUnchanged: async (context, id, state) => {
    const { expirationTimestamp } = state;
    const expiresMs = parseServiceTime(expirationTimestamp);
    const mayHaveExpired =
      expiresMs !== undefined && context.clock.now() > expiresMs - CART_MARGINS.withoutServiceTimeMs;
    if (id === NO_CART || context.hidden.settled || !mayHaveExpired) return { kind: "same" };
    assertSamePartner(context, state.partnerTenantId, `The cart of ${describeTarget(state)}`);
    try {
      const situation = await lookForPlans(context, state, { share: true });
      const spent = isVacant(situation) && isSpent(context, id, state, situation);
      return spent ? { kind: "replace", properties: ["expirationTimestamp"] } : { kind: "same" };
    } catch {
      return { kind: "same" };
    }
  },

  update: async (context, _id, old, inputs) => {
    assertSamePartner(context, old.partnerTenantId, `The cart of ${describeTarget(old)}`);
    const { creationTimestamp, expirationTimestamp } = old;
    const partnerTenantId = context.client.partnerTenantId;
    return { ...inputs, ...defined({ creationTimestamp, expirationTimestamp }), partnerTenantId };
  },

  delete: async (context, id, state) => {
    if (id === NO_CART) return;
    // Removing the row changes nothing at the service, so a question that cannot be asked must not stop it.
    try {
      await warnOfUnmanagedPlan(context, id, state);
    } catch (error) {
      context.log.warn(`Whether cart ${id} has bought a plan could not be asked: ${messageOf(error)}`);
    }
  },
};

/** What changing an input that says which plan is meant would do. */
export const movedPlanConsequences = {
  customerId: "would buy a new plan for another customer",
  partnerIdOnRecord: "would buy a new plan through another reseller",
  productId: "would buy another product",
  skuId: "would buy another product",
} as const;

async function makeCart(context: OperationContext, target: PlanTarget): Promise<CartReference> {
  if (!(await isStillVacant(context, target))) return { id: NO_CART };
  requireCheckpoints(context);
  const item = await resolveCatalogItem(context, target);
  const cart = await context.client.carts.create({
    customerId: target.customerId,
    lineItems: [
      {
        id: 0,
        catalogItemId: item.catalogItemId,
        quantity: 1,
        billingCycle: item.billingCycle,
        ...(target.partnerIdOnRecord && {
          participants: [{ key: "transaction_reseller", value: target.partnerIdOnRecord }],
        }),
      },
    ],
  });
  refuseLineErrors(target, cart);
  context.memory.recordFreshCart(cart.id, context.clock.now());
  const { id, creationTimestamp, expirationTimestamp } = cart;
  return { id, ...defined({ creationTimestamp, expirationTimestamp }) };
}

/** Looks for a plan, and, where the state may have forgotten a purchase, again when every earlier one must be listed. */
async function isStillVacant(context: OperationContext, target: PlanTarget): Promise<boolean> {
  const situation = await lookForPlans(context, target);
  refuseLegacyCustomer(target, situation);
  if (!isVacant(situation)) return false;
  const { settings, memory, hidden, log } = context;
  const isReplaced = memory.replacesKeptCart(targetKey(target), hidden.urn);
  if (!settings.settleBeforePurchase && !isReplaced) return true;
  const why = isReplaced ? "a cart is replaced that may have bought" : "settleBeforePurchase";
  log.status(`${why}: waiting until every earlier purchase is listed`);
  await context.clock.sleep(PURCHASE_TIMES.listLagMs + PURCHASE_TIMES.inFlightMs, context.signal);
  return isVacant(await lookForPlans(context, target));
}

function refuseLegacyCustomer(target: PlanTarget, situation: PlanSituation): void {
  const [legacy] = situation.legacySubscriptions;
  if (!legacy || !isVacant(situation)) return;
  throw new RefusedError(
    `${describeTarget(target)} still has a legacy Azure subscription (MS-AZR-0145P, ${legacy.id}), beside which no ` +
      "Azure plan can be bought. Nothing was bought. Upgrade it to an Azure plan with a ProductUpgrade, or in Partner Center, then run " +
      "`pulumi up` again: the plan is adopted.",
  );
}

/** True when a cart for which no plan is there can never buy one. */
function isSpent(context: OperationContext, id: string, state: AzurePlanCartState, situation: PlanSituation): boolean {
  if (id === NO_CART) return true;
  if (isConclusivelyExpired(referenceOf(id, state), situation.serviceTimeMs, context.clock.now())) return true;
  return planOfCart(state, situation) !== undefined;
}

/** The plan that this cart bought and that is no more, by the time of its order. */
function planOfCart(state: AzurePlanCartState, situation: PlanSituation): string | undefined {
  const madeMs = parseServiceTime(state.creationTimestamp) ?? Number.POSITIVE_INFINITY;
  for (const order of situation.orders) {
    const outcome = outcomeOf(order, state);
    const orderedMs = parseServiceTime(order.creationDate) ?? Number.NEGATIVE_INFINITY;
    if (outcome.kind === "provisioned" && orderedMs >= madeMs && situation.endedPlanIds.has(outcome.subscriptionId)) {
      return outcome.subscriptionId;
    }
  }
  return undefined;
}

async function warnOfUnmanagedPlan(context: OperationContext, id: string, state: AzurePlanCartState): Promise<void> {
  assertSamePartner(context, state.partnerTenantId, `The cart of ${describeTarget(state)}`);
  if (context.memory.wasManaged("AzurePlanSubscription", targetKey(state))) return;
  const cart = await context.client.carts.get({ customerId: state.customerId, cartId: id });
  if (cart.status?.toLowerCase() !== "ordered") return;
  const { plans, openOrders } = await lookForPlans(context, state);
  const found = [...plans.map((plan) => `plan ${plan.id}`), ...openOrders.map((order) => `order ${order.id}`)];
  context.log.warn(
    `Cart ${id} of ${describeTarget(state)} was bought by an interrupted run, and no resource manages its plan ` +
      `(${found.join(", ") || "not listed yet"}). Declaring the AzurePlanSubscription again adopts it.`,
  );
}

function referenceOf(id: string, state: AzurePlanCartState): CartReference {
  const { creationTimestamp, expirationTimestamp } = state;
  return { id, ...defined({ creationTimestamp, expirationTimestamp }) };
}

function withoutId({ id: _, ...timestamps }: CartReference): Omit<CartReference, "id"> {
  return timestamps;
}

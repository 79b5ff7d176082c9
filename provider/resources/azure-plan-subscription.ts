import { z } from "zod";
import { hasEnded, type Subscription } from "../client/endpoints/subscriptions";
import { DeadlineError, isApiError, messageOf, RefusedError } from "../client/errors";
import type { OnExisting } from "./azure-plan/adoption";
import { type CancelAzureSubscriptions, cancelChoices } from "./azure-plan/cancellation";
import { PURCHASE_TIMES } from "./azure-plan/facts";
import { type ObtainedPlan, obtainPlan } from "./azure-plan/purchase";
import { changePlan, readSubscriptionIfThere } from "./azure-plan/subscriptions";
import { suspendPlan } from "./azure-plan/suspension";
import { describeTarget, type PlanTarget, targetKey } from "./azure-plan/target";
import { planTargetFields } from "./azure-plan/target-fields";
import { movedPlanConsequences } from "./azure-plan-cart";
import { switchField, wordField } from "./fields";
import { defined } from "./hidden-keys";
import { assertSamePartner, confirmCustomer } from "./partner-view";
import { poll } from "./polling";
import { type OperationContext, type ResourceModule, UnfinishedError } from "./resource";
import { refuseMovedResource } from "./same-customer";
import { mayTearDown } from "./teardown";

const MINUTE_MS = 60_000;
const LONGEST_NAME = 255;
const SUSPENDED_CANNOT_CHANGE = "800091";

/** Inputs of a plan. Optional ones that are left out are unmanaged: they never show drift and are never changed. */
export interface AzurePlanSubscriptionInputs extends PlanTarget {
  readonly status: "active" | "suspended";
  readonly friendlyName?: string;
  readonly onExisting: OnExisting;
  readonly onMissing: "purchase" | "fail";
  readonly onDestroy?: "suspend" | "retain";
  readonly cancelAzureSubscriptions: CancelAzureSubscriptions;
  readonly allowReplacement: boolean;
}

/** What the stack keeps of a plan. */
export interface AzurePlanSubscriptionState extends Omit<AzurePlanSubscriptionInputs, "status"> {
  /** As the service says, so that states which nobody can declare show as drift. */
  readonly status: string;
  readonly orderId?: string;
  /** Catalog item that was bought. */
  readonly offerId?: string;
  readonly creationDate?: string;
  /** True for a plan that no cart of this stack has bought. */
  readonly adopted?: boolean;
  readonly partnerTenantId?: string;
  /** The first Azure subscription, which is born with the plan. */
  readonly azureSubscriptionId?: string;
}

/** An Azure plan of one customer. The resource's id is the plan's subscription id in Partner Center. */
export const azurePlanSubscription: ResourceModule<AzurePlanSubscriptionInputs, AzurePlanSubscriptionState> = {
  type: "AzurePlanSubscription",
  fields: {
    ...planTargetFields,
    status: wordField(["active", "suspended"]).optional().default("active"),
    friendlyName: z
      .string({ error: "must be text" })
      .trim()
      .min(1, "must not be empty")
      .max(LONGEST_NAME, `must have at most ${LONGEST_NAME} characters`)
      .optional(),
    onExisting: wordField(["adopt", "fail"]).optional().default("adopt"),
    onMissing: wordField(["purchase", "fail"]).optional().default("purchase"),
    onDestroy: wordField(["suspend", "retain"]).optional(),
    cancelAzureSubscriptions: wordField(cancelChoices).optional().default("none"),
    allowReplacement: switchField(false),
  },
  state: z.object({
    customerId: z.string(),
    productId: planTargetFields.productId,
    skuId: planTargetFields.skuId,
    partnerIdOnRecord: z.string().exactOptional(),
    status: z.string().default("active"),
    friendlyName: z.string().exactOptional(),
    onExisting: wordField(["adopt", "fail"]).default("adopt"),
    onMissing: wordField(["purchase", "fail"]).default("purchase"),
    onDestroy: wordField(["suspend", "retain"]).exactOptional(),
    cancelAzureSubscriptions: wordField(cancelChoices).default("none"),
    allowReplacement: switchField(false),
    orderId: z.string().exactOptional(),
    offerId: z.string().exactOptional(),
    creationDate: z.string().exactOptional(),
    adopted: z.boolean().exactOptional(),
    partnerTenantId: z.string().exactOptional(),
    azureSubscriptionId: z.string().exactOptional(),
  }),
  replaceOn: ["customerId", "partnerIdOnRecord", "productId", "skuId"],
  timeoutsMs: { create: 60 * MINUTE_MS, read: 5 * MINUTE_MS, update: 30 * MINUTE_MS, delete: 60 * MINUTE_MS },
  endsAtDelete: true,
  target: targetKey,

  refuse: (inputs, oldInputs) => refuseMovedResource(inputs, oldInputs, movedPlanConsequences),

  announce: (log, inputs, _settings, oldInputs) => {
    const outlook = oldInputs ? outlookOfChange(inputs, oldInputs) : outlookOfCreate(inputs);
    if (outlook) log.info(outlook);
  },

  create: async (context, inputs) => {
    const plan = await obtainPlan(context, inputs, {
      onExisting: inputs.onExisting,
      ...(inputs.status === "suspended" && {
        whyNotBuy: 'status is "suspended": a plan is not bought to be suspended',
      }),
    });
    const id = plan.subscription.id.toLowerCase();
    const state = toState(context, inputs, plan);
    // From here on the plan is ours: whatever fails leaves it in the stack.
    try {
      const { customerId, status, friendlyName } = inputs;
      await settle(context, id, customerId, { status, ...defined({ friendlyName }) });
      const azureSubscriptionId = await firstAzureSubscription(context, customerId, id, plan.adopted);
      return { id, state: { ...state, status, ...defined({ friendlyName, azureSubscriptionId }) } };
    } catch (error) {
      throw new UnfinishedError({ id, state }, [messageOf(error)], { cause: error });
    }
  },

  read: async (context, id, state) => {
    const { customerId } = state;
    const what = `Azure plan ${id} of customer ${customerId}`;
    assertSamePartner(context, state.partnerTenantId, what);
    const subscription = await findSubscription(context, customerId, id);
    if (!subscription || hasEnded(subscription)) {
      await confirmCustomer(context, customerId, what);
      return undefined;
    }
    const azureSubscriptionId =
      state.azureSubscriptionId ?? (await onlyAzureSubscriptionIfTold(context, customerId, id));
    // What `get` asks for has never been kept, so it is told whole.
    const known = state.partnerTenantId === undefined ? { ...everythingOf(subscription), ...state } : state;
    return {
      id,
      state: {
        ...known,
        ...liveInputs(known, subscription),
        ...computedOf(context, subscription),
        ...defined({ azureSubscriptionId, orderId: state.orderId ?? subscription.orderId }),
      },
    };
  },

  update: async (context, id, old, inputs) => {
    assertSamePartner(context, old.partnerTenantId, `Azure plan ${id} of customer ${old.customerId}`);
    const computed = defined({
      orderId: old.orderId,
      offerId: old.offerId,
      creationDate: old.creationDate,
      adopted: old.adopted,
      azureSubscriptionId: old.azureSubscriptionId ?? (await onlyAzureSubscriptionIfTold(context, old.customerId, id)),
    });
    const partnerTenantId = context.client.partnerTenantId;
    // What the stack believes to be as declared is left alone: the preview showed no change of it, and somebody else's
    // suspension is for a refresh to find.
    const changed = {
      ...(inputs.status !== old.status && { status: inputs.status }),
      ...(inputs.friendlyName !== old.friendlyName && defined({ friendlyName: inputs.friendlyName })),
    };
    await settle(context, id, inputs.customerId, changed);
    return { ...inputs, ...computed, partnerTenantId };
  },

  delete: async (context, id, state) => {
    const { customerId } = state;
    const what = `Azure plan ${id} of customer ${customerId}`;
    assertSamePartner(context, state.partnerTenantId, what);
    if (!mayTearDown(context, azurePlanSubscription, id, state)) return;
    context.memory.recordManaged(targetKey(state));
    // Only what this stack certainly bought is suspended unasked; an import file need not say who did.
    if ((state.onDestroy ?? (state.adopted === false ? "suspend" : "retain")) === "retain") {
      const reason =
        state.onDestroy === "retain" ? 'onDestroy is "retain"' : "this stack adopted it and did not buy it";
      context.log.info(`${what} is left ${state.status} as it is: ${reason}.`);
      return;
    }
    if (!(await readSubscriptionIfThere(context, customerId, id))) {
      await confirmCustomer(context, customerId, what);
      context.log.info(`${what} does not exist any more.`);
      return;
    }
    const suspended = await suspendPlan(context, { customerId, subscriptionId: id }, state.cancelAzureSubscriptions);
    context.log.info(suspended ? `${what} is suspended.` : `${what} was not active any more.`);
  },
};

/** What creating it does. Which of both it will be, only Partner Center knows; see `preflight`. */
function outlookOfCreate(inputs: Partial<AzurePlanSubscriptionInputs>): string {
  const { customerId = "(not known yet)", partnerIdOnRecord, status, onExisting, onMissing } = inputs;
  const who = describeTarget({ customerId, ...defined({ partnerIdOnRecord }) });
  const buys = onMissing === "purchase" && status !== "suspended";
  const takesOver = `Takes over the Azure plan of ${who}${status === "active" ? ", reactivated if it is suspended" : ""}`;
  if (onExisting === "fail") return buys ? `Buys an Azure plan for ${who}.` : `Creates nothing: onExisting is "fail".`;
  return buys ? `${takesOver}. Buys one if there is none.` : `${takesOver}. Buys nothing.`;
}

function outlookOfChange(
  inputs: Partial<AzurePlanSubscriptionInputs>,
  oldInputs: Partial<AzurePlanSubscriptionInputs>,
): string | undefined {
  if (inputs.status === undefined || inputs.status === oldInputs.status) return undefined;
  return inputs.status === "suspended"
    ? "Suspends the Azure plan; refused while Azure subscriptions under it are active."
    : "Reactivates the Azure plan.";
}

/** Brings status and name to these, in the order in which the service allows both. */
async function settle(
  context: OperationContext,
  id: string,
  customerId: string,
  { status, friendlyName }: { readonly status?: "active" | "suspended"; readonly friendlyName?: string },
): Promise<void> {
  if (status === "active") await changePlan(context, customerId, id, { status });
  if (friendlyName !== undefined) await renamePlan(context, customerId, id, friendlyName);
  // Suspending because a program says so never cancels anything: only destroying may be told to.
  if (status === "suspended") await suspendPlan(context, { customerId, subscriptionId: id }, "none");
}

/** @throws RefusedError for a plan that is suspended at the service, which takes no other change. */
async function renamePlan(context: OperationContext, customerId: string, id: string, friendlyName: string) {
  try {
    await changePlan(context, customerId, id, { friendlyName });
  } catch (error) {
    if (!isApiError(error, 400, SUSPENDED_CANNOT_CHANGE)) throw error;
    const remedy =
      "If the program declares the plan active, run `pulumi up --refresh`: it sees that somebody suspended it, and " +
      "reactivates it first. If it declares it suspended, the name waits until it is active again.";
    throw new RefusedError(`${error.message} ${remedy}`);
  }
}

function toState(
  context: OperationContext,
  inputs: AzurePlanSubscriptionInputs,
  { subscription, orderId, adopted }: ObtainedPlan,
): AzurePlanSubscriptionState {
  return {
    ...inputs,
    ...liveInputs({ ...inputs }, subscription),
    ...computedOf(context, subscription),
    ...defined({ orderId: orderId ?? subscription.orderId }),
    adopted,
  };
}

/** What a plan that no stack manages has beside what every one has. */
function everythingOf({
  friendlyName,
  partnerId,
}: Subscription): Pick<AzurePlanSubscriptionState, "friendlyName" | "partnerIdOnRecord" | "adopted"> {
  return { ...defined({ friendlyName }), ...(partnerId && { partnerIdOnRecord: partnerId }), adopted: true };
}

/** Managed inputs with what is true now; what the program left out stays out. */
function liveInputs(
  managed: Pick<AzurePlanSubscriptionState, "friendlyName" | "partnerIdOnRecord">,
  subscription: Subscription,
): Pick<AzurePlanSubscriptionState, "status" | "friendlyName" | "partnerIdOnRecord"> {
  return {
    status: subscription.status.toLowerCase(),
    ...(managed.friendlyName !== undefined && { friendlyName: subscription.friendlyName ?? "" }),
    // A reseller that the service leaves out is no drift: it often does.
    ...(managed.partnerIdOnRecord !== undefined && {
      partnerIdOnRecord: subscription.partnerId || managed.partnerIdOnRecord,
    }),
  };
}

function computedOf(
  context: OperationContext,
  { offerId, creationDate }: Subscription,
): Pick<AzurePlanSubscriptionState, "offerId" | "creationDate" | "partnerTenantId"> {
  return { ...defined({ offerId, creationDate }), partnerTenantId: context.client.partnerTenantId };
}

/** Looks in the customer's list first, which a refresh of many resources shares, then by id. */
async function findSubscription(
  context: OperationContext,
  customerId: string,
  subscriptionId: string,
): Promise<Subscription | undefined> {
  const { items } = await context.client.subscriptions.list({ customerId }, { share: true }).all();
  const listed = items.find(({ id }) => id.toLowerCase() === subscriptionId.toLowerCase());
  return listed ?? readSubscriptionIfThere(context, customerId, subscriptionId);
}

/**
 * The Azure subscription that came with a plan we bought, which may take a moment; of an adopted one the only one that
 * is there, if so. The plan is complete without it, and a refresh finds it later.
 */
async function firstAzureSubscription(
  context: OperationContext,
  customerId: string,
  subscriptionId: string,
  adopted: boolean,
): Promise<string | undefined> {
  if (adopted) return onlyAzureSubscriptionIfTold(context, customerId, subscriptionId);
  try {
    return await poll(
      context,
      `waiting for the first Azure subscription of plan ${subscriptionId}`,
      async () => {
        const found = await onlyAzureSubscriptionIfTold(context, customerId, subscriptionId);
        return found ? { done: found } : { pending: "none yet" };
      },
      PURCHASE_TIMES.firstAzureSubscriptionMs,
    );
  } catch (error) {
    if (error instanceof DeadlineError && !context.signal.aborted) return undefined;
    throw error;
  }
}

/** The plan's Azure subscription when it has exactly one. A convenience: what cannot be told fails nothing. */
async function onlyAzureSubscriptionIfTold(
  context: OperationContext,
  customerId: string,
  subscriptionId: string,
): Promise<string | undefined> {
  try {
    const { items } = await context.client.azureEntitlements.list({ customerId, subscriptionId }).all();
    const [only, ...others] = items;
    return others.length === 0 ? only?.id.toLowerCase() : undefined;
  } catch (error) {
    context.signal.throwIfAborted();
    context.log.warn(`The Azure subscriptions of plan ${subscriptionId} could not be listed: ${messageOf(error)}`);
    return undefined;
  }
}

import type { AzureEntitlement } from "../../client/endpoints/entitlements";
import { ApiError, messageOf, RefusedError } from "../../client/errors";
import { whileEngineLives } from "../engine-guard";
import { isUnanswered, MOST_TRIES } from "../failure-rows";
import type { OperationContext } from "../resource";

/** The plan to suspend. */
export interface PlanReference {
  readonly customerId: string;
  readonly subscriptionId: string;
}

/** What to do about active Azure subscriptions under a plan that is to be suspended. */
export const cancelChoices = ["none", "azure", "partnerCenter"] as const;

/** One of those. */
export type CancelAzureSubscriptions = (typeof cancelChoices)[number];

/** Where Azure subscriptions are cancelled. */
export type CancellationPlace = Exclude<CancelAzureSubscriptions, "none">;

/** Whether Partner Center, whose word counts for a suspension, takes the Azure subscription for active. */
export function isActive({ status }: AzureEntitlement): boolean {
  return status.toLowerCase() === "active";
}

/** An Azure subscription as messages name it. */
export function nameOf({ id, friendlyName }: AzureEntitlement): string {
  return `${friendlyName?.trim() || "(unnamed)"} ${id}`;
}

/**
 * Asks for the end of these Azure subscriptions. All are looked at before the first is touched.
 * @throws RefusedError naming the one that stopped it and those that are cancelled already.
 */
export async function cancelAll(
  context: OperationContext,
  plan: PlanReference,
  entitlements: readonly AzureEntitlement[],
  place: CancellationPlace,
): Promise<void> {
  const enabled = place === "azure" ? await enabledInAzure(context, plan, entitlements) : entitlements;
  const cancel = place === "azure" ? cancelInAzure : cancelInPartnerCenter;
  const done: AzureEntitlement[] = [];
  for (const entitlement of enabled) {
    context.log.status(`cancelling Azure subscription ${nameOf(entitlement)}`);
    try {
      await cancel(context, plan, entitlement);
    } catch (error) {
      throw done.length > 0 ? withCancelled(error, done) : error;
    }
    done.push(entitlement);
  }
}

/** The entitlements that Azure has not ended yet: Partner Center lags behind it. */
async function enabledInAzure(
  context: OperationContext,
  plan: PlanReference,
  entitlements: readonly AzureEntitlement[],
): Promise<AzureEntitlement[]> {
  const enabled = await Promise.all(entitlements.map((one) => isEnabledInAzure(context, plan, one)));
  return entitlements.filter((_, at) => enabled[at]);
}

async function isEnabledInAzure(
  context: OperationContext,
  plan: PlanReference,
  entitlement: AzureEntitlement,
): Promise<boolean> {
  const azure = await explained(plan, entitlement, () =>
    context.client.azureSubscriptions.get({ azureSubscriptionId: entitlement.id, ...tokenOf(context, plan) }),
  );
  return !["disabled", "deleted"].includes(azure.state.toLowerCase());
}

async function cancelInAzure(
  context: OperationContext,
  plan: PlanReference,
  entitlement: AzureEntitlement,
): Promise<void> {
  const subscription = { azureSubscriptionId: entitlement.id, ...tokenOf(context, plan) };
  const cancel = () =>
    explained(plan, entitlement, () =>
      context.client.azureSubscriptions.cancel(subscription, guard(context, entitlement)),
    );
  await untilAnswered(context, cancel, () => isEnabledInAzure(context, plan, entitlement));
}

/** Azure subscriptions live in the customer's tenant; a setting says whose token has rights in them. */
function tokenOf({ settings }: OperationContext, { customerId }: PlanReference) {
  return settings.managementTenant === "customer" ? { tenantId: customerId } : {};
}

async function cancelInPartnerCenter(
  context: OperationContext,
  { customerId, subscriptionId }: PlanReference,
  one: AzureEntitlement,
): Promise<void> {
  const entitlement = { customerId, subscriptionId, entitlementId: one.id };
  // Partner Center knows no other reason, so a routine end is reported as a compromise; the option says so.
  await untilAnswered(
    context,
    () => context.client.azureEntitlements.cancel(entitlement, guard(context, one)),
    async () => isActive(await context.client.azureEntitlements.get(entitlement)),
  );
}

function guard(context: OperationContext, { id }: AzureEntitlement) {
  return whileEngineLives(context, `Azure subscription ${id} was not cancelled`);
}

/** An unanswered request is repeated only for what is still there: that is harmless, and harmless for nothing else. */
async function untilAnswered(
  context: OperationContext,
  cancel: () => Promise<unknown>,
  isStillThere: () => Promise<boolean>,
): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await cancel();
      return;
    } catch (error) {
      if (!isUnanswered(error)) throw error;
      if (!(await isStillThere())) return;
      if (tries >= MOST_TRIES) throw error;
    }
    await context.clock.sleep(context.settings.pollIntervalMs * tries, context.signal);
  }
}

/** Resource Manager's refusals, with what is missing. */
async function explained<T>(plan: PlanReference, entitlement: AzureEntitlement, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const remedy = error instanceof ApiError ? remedyOf(error, plan) : undefined;
    if (remedy === undefined) throw error;
    throw new RefusedError(`Azure subscription ${nameOf(entitlement)} was not cancelled. ${remedy}`);
  }
}

function remedyOf({ status, code, message }: ApiError, { customerId }: PlanReference): string | undefined {
  if (code === "ResourcesExistingOnSubscription") {
    return `Resources are in it; delete them and run again. ${message}`;
  }
  if (status !== 403 && !(status === 401 && code === "InvalidAuthenticationTokenTenant")) return undefined;
  return (
    "The partner's identity must be its owner, without conditions; a role with only the cancel action is not enough. " +
    `Give it Owner in the customer's tenant ${customerId}, through the group for admin-on-behalf-of, GDAP or a role ` +
    "assignment for the application, which the customer must have consented to; or, if its rights come from the " +
    `partner's own tenant, set managementTenant to "partner". ${message}`
  );
}

function withCancelled(error: unknown, done: readonly AzureEntitlement[]): RefusedError {
  const names = done.map(nameOf).join(", ");
  return new RefusedError(`${messageOf(error)}\nCancelled before that, and not enabled again: ${names}.`);
}

import type { CustomerEntitlement } from "../../client/endpoints/reservations";
import { hasEnded } from "../../client/endpoints/subscriptions";
import { ApiError, RefusedError } from "../../client/errors";
import { parseServiceTime } from "../../client/service-time";
import type { OperationContext } from "../resource";
import type { PlanReference } from "./cancellation";
import { isItemOf } from "./target";

/** An Azure reservation that still runs. */
interface LiveReservation {
  readonly id: string;
  readonly name: string;
  /** As the service says it. */
  readonly ends?: string;
}

/** Words for a reservation that has ended. */
const ended = /cancel|expired|refund|returned|failed/i;

/**
 * Refuses to begin with the end of a plan that reservations keep. Who cannot list them is told so; then Partner Center
 * refuses by itself.
 * @throws RefusedError naming them.
 */
export async function refuseOverReservations(context: OperationContext, plan: PlanReference): Promise<void> {
  const found = await listLiveReservations(context, plan);
  if (found.length === 0) return;
  const list = found.map(({ id, name, ends }) => `  ${name} ${id}${ends ? `, until ${ends}` : ""}`).join("\n");
  if (await hasOtherPlans(context, plan)) {
    // Partner Center does not say to which plan a reservation belongs.
    context.log.info(
      `Customer ${plan.customerId} has Azure reservations, of this plan or of another one, and Partner Center refuses to ` +
        `suspend the one that they belong to:\n${list}`,
    );
    return;
  }
  throw new RefusedError(
    `Azure plan ${plan.subscriptionId} of customer ${plan.customerId} was not suspended, and nothing was cancelled: it has ` +
      `${found.length} Azure reservation(s):\n${list}\n` +
      'Return or exchange them in the Azure portal, or let them end; or set onDestroy: "retain" to leave the plan as it ' +
      "is. An option takes effect only after a `pulumi up` has written it.",
  );
}

async function listLiveReservations(context: OperationContext, plan: PlanReference): Promise<LiveReservation[]> {
  const { customerId } = plan;
  try {
    const { items } = await context.client.reservations.list({ customerId }).all();
    const running = items.filter((one) => isReservation(one) && isAhead(context, one.expiryDate));
    return (await Promise.all(running.map((one) => detailsOf(context, plan, one)))).flat();
  } catch (error) {
    const mayNotAsk = error instanceof RefusedError || (error instanceof ApiError && error.status === 403);
    if (!mayNotAsk) throw error;
    context.log.info(
      `Whether Azure plan ${plan.subscriptionId} has reservations cannot be listed: only a signed-in user may ask. Partner ` +
        "Center refuses to suspend a plan that has some.",
    );
    return [];
  }
}

async function detailsOf(
  context: OperationContext,
  { customerId }: PlanReference,
  entitlement: CustomerEntitlement,
): Promise<LiveReservation[]> {
  const details = await context.client.reservations.listDetails({ customerId, entitlement });
  if (details.length === 0) {
    const { productId, skuId, referenceOrder, expiryDate } = entitlement;
    const name = [productId, skuId].filter(Boolean).join(":") || "(unnamed)";
    return [{ id: `of order ${referenceOrder?.id ?? "unknown"}`, name, ...(expiryDate && { ends: expiryDate }) }];
  }
  return details
    .filter(
      ({ provisioningState, expiryDateTime }) =>
        !ended.test(provisioningState ?? "") && isAhead(context, expiryDateTime),
    )
    .map(({ reservationId, displayName, expiryDateTime }) => ({
      id: reservationId,
      name: displayName?.trim() || "(unnamed)",
      ...(expiryDateTime && { ends: expiryDateTime }),
    }));
}

const isReservation = ({ entitlementType }: CustomerEntitlement): boolean =>
  entitlementType.toLowerCase() === "reservedinstance";

/** An end that nobody knows is ahead. */
function isAhead({ clock }: OperationContext, end: string | undefined): boolean {
  return (parseServiceTime(end) ?? Number.POSITIVE_INFINITY) > clock.now();
}

async function hasOtherPlans(
  context: OperationContext,
  { customerId, subscriptionId }: PlanReference,
): Promise<boolean> {
  const { items } = await context.client.subscriptions.list({ customerId }).all();
  const own = items.find(({ id }) => id.toLowerCase() === subscriptionId.toLowerCase());
  const [productId = "", skuId = ""] = (own?.offerId ?? "").split(":");
  return items.some((one) => one !== own && !hasEnded(one) && isItemOf({ customerId, productId, skuId }, one.offerId));
}

import type { Ids } from "../ids";
import type { Charge } from "./billing-entities";
import { monthNumber, monthsLater } from "./billing-periods";
import { type ChargeKind, chargeProduct } from "./charge-products";
import { partnerOf } from "./customers";
import type { Instant } from "./entities";
import type { Model } from "./model";
import type { Span } from "./status-changes";

/** What somebody says of a new charge. */
export interface ChargeWish {
  readonly kind: ChargeKind;
  readonly quantity: number;
  /** US dollars for one, decimal text; the product's price unless given. */
  readonly unitPrice?: string | undefined;
}

/** Something was bought or credited for a customer at that instant. Ids come from `ids`. */
export function addCharge(model: Model, customerId: string, wish: ChargeWish, at: Instant, ids?: Ids): Charge {
  const customer = model.customer(customerId);
  const source = ids ?? model.ids.of(customer.id);
  const charge: Charge = {
    id: source.guid(),
    partnerTenantId: partnerOf(model, customer).tenantId,
    customerId: customer.id,
    kind: wish.kind,
    chargedAt: at,
    quantity: wish.quantity,
    unitPrice: wish.unitPrice ?? chargeProduct(wish.kind).unitPrice,
    orderId: source.hex(12),
    subscriptionId: source.guid(),
  };
  model.charges.set(charge.id, charge);
  return charge;
}

/** The instants of a stretch at which the charge falls due, up to the instant given. */
export function chargeDates(charge: Charge, within: Span, until: Instant): Instant[] {
  const covers = (at: Instant) => at >= within.from && at < within.to && at <= until;
  if (!chargeProduct(charge.kind).monthly) {
    return covers(charge.chargedAt) ? [charge.chargedAt] : [];
  }
  const first = Math.max(0, monthNumber(within.from) - monthNumber(charge.chargedAt));
  const last = monthNumber(within.to) - monthNumber(charge.chargedAt);
  const dates: Instant[] = [];
  for (let month = first; month <= last; month += 1) {
    const date = monthsLater(charge.chargedAt, month);
    if (covers(date)) {
      dates.push(date);
    }
  }
  return dates;
}

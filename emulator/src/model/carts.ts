import { Refusal } from "../errors";
import { isAzurePlanItem, judgeItem } from "./catalog";
import { requireAgreement } from "./customers";
import type { Cart, CartLine, CartLineError, Customer, Partner } from "./entities";
import type { Model } from "./model";
import { requirePartnerAgreement } from "./standing";

/** A cart as a caller wants it. */
export interface CartWish {
  readonly attestationAccepted: boolean;
  readonly lines: readonly CartLineWish[];
}

/** A line as a caller wants it. */
export interface CartLineWish {
  readonly id?: number | undefined;
  readonly catalogItemId?: string | undefined;
  readonly friendlyName?: string | undefined;
  readonly quantity: number;
  readonly billingCycle: string;
  readonly currencyCode?: string | undefined;
  readonly termDuration?: string | undefined;
  readonly participants?: readonly { readonly key: string; readonly value: string }[] | undefined;
  readonly provisioningContext?: Readonly<Record<string, string>> | undefined;
}

/** Whether anything of the cart was ordered. */
export const isOrdered = (cart: Cart): boolean => Object.keys(cart.orders).length > 0;

/** Makes a cart. Unknown items are errors on their line, not a failure (C 7.4, 13.6). */
export function createCart(model: Model, partner: Partner, customer: Customer, wish: CartWish, by: string): Cart {
  requirePartnerAgreement(partner);
  const lines = judgeLines(model, partner, customer, wish);
  const createdAt = model.stamp(customer.id);
  const ids = model.ids.of(customer.id);
  const cart: Cart = {
    id: ids.guid(),
    partnerTenantId: partner.tenantId,
    customerId: customer.id,
    createdAt,
    expiresAt: createdAt + model.switches.durationMs("cartLifetime") + 1_500 + Math.round(ids.ticks() * 1_000),
    modifiedAt: createdAt,
    modifiedBy: by,
    lines,
    attestationAccepted: wish.attestationAccepted,
    orders: {},
  };
  model.carts.set(cart.id, cart);
  return cart;
}

/** The partner's cart of this id; expired ones answer as a switch says (C 7.1). */
export function findCart(model: Model, partner: Partner, customer: Customer, id: string): Cart {
  const cart = model.carts.get(id.toLowerCase());
  if (cart === undefined || cart.partnerTenantId !== partner.tenantId || cart.customerId !== customer.id) {
    throw new Refusal("cartNotFound", id);
  }
  if (isExpired(model, cart) && !(isOrdered(cart) && model.switches.is("expiredOrderedCart", "kept"))) {
    if (model.switches.is("expiredCart", "404")) {
      throw new Refusal("cartNotFound", id);
    }
    throw new Refusal("cartItemsWrong", `The cart ${id} has expired.`);
  }
  return cart;
}

/** Whether the cart's time is over. */
export const isExpired = (model: Model, cart: Cart): boolean => model.isPast(cart.expiresAt);

/** Replaces the lines of a cart that was not ordered yet. */
export function updateCart(
  model: Model,
  cart: Cart,
  partner: Partner,
  customer: Customer,
  wish: CartWish,
  by: string,
): void {
  if (isOrdered(cart)) {
    throw new Refusal("cartSubmitted", cart.id);
  }
  cart.lines = judgeLines(model, partner, customer, wish);
  cart.attestationAccepted = wish.attestationAccepted || cart.attestationAccepted;
  cart.modifiedAt = model.stamp(customer.id);
  cart.modifiedBy = by;
}

/** Refuses when the partner's attestation is required and was not given (C 7.3). */
export function requireAttestation(model: Model, partner: Partner, accepted: boolean): void {
  const required =
    model.switches.is("attestationRequired", "everyone") ||
    (model.switches.is("attestationRequired", "indirectProviders") && partner.kind === "indirectProvider");
  if (required && !accepted) {
    throw new Refusal("attestationMissing");
  }
}

function judgeLines(model: Model, partner: Partner, customer: Customer, wish: CartWish): CartLine[] {
  if (model.switches.is("attestationCheckedAt", "cart")) {
    requireAttestation(model, partner, wish.attestationAccepted);
  }
  if (model.switches.is("agreementCheckedAt", "cart")) {
    requireAgreement(customer);
  }
  if (wish.lines.length === 0) {
    throw new Refusal("cartItemsWrong", "A cart needs at least one line.");
  }
  const numbers = wish.lines.map((line, index) => line.id ?? index);
  if (numbers.toSorted((a, b) => a - b).some((number, index) => number !== index)) {
    throw new Refusal("lineNumbersWrong", String(numbers.length - 1));
  }
  const groups = [...new Set(wish.lines.map((line) => line.billingCycle))];
  return wish.lines.map((line, index) =>
    judgeLine(model, partner, customer, line, numbers[index] ?? index, String(groups.indexOf(line.billingCycle))),
  );
}

function judgeLine(
  model: Model,
  partner: Partner,
  customer: Customer,
  line: CartLineWish,
  id: number,
  orderGroup: string,
): CartLine {
  if (line.catalogItemId === undefined || line.catalogItemId === "") {
    throw new Refusal("catalogItemMissing");
  }
  if (line.currencyCode && line.currencyCode.toUpperCase() !== customer.currency) {
    throw new Refusal("currencyUnsupported", line.currencyCode);
  }
  const participants = line.participants ?? [];
  return {
    id,
    catalogItemId: line.catalogItemId,
    friendlyName: line.friendlyName,
    quantity: line.quantity,
    billingCycle: line.billingCycle,
    termDuration: line.termDuration,
    participants,
    provisioningContext: line.provisioningContext ?? {},
    currency: customer.currency,
    orderGroup,
    error: lineError(model, partner, customer, line, line.catalogItemId),
  };
}

function lineError(
  model: Model,
  partner: Partner,
  customer: Customer,
  line: CartLineWish,
  itemId: string,
): CartLineError | undefined {
  const known = judgeItem(model, itemId, customer.country);
  if (known !== "sold" || !isAzurePlanItem(itemId)) {
    return { code: "CatalogItemIdIsNotValid", description: `The catalog item id ${itemId} is not valid.` };
  }
  if (line.quantity !== 1) {
    return { code: "InvalidInput", description: `The quantity of ${itemId} must be 1, not ${line.quantity}.` };
  }
  if (line.termDuration) {
    return { code: "InvalidInput", description: `${itemId} has no term: leave out termDuration.` };
  }
  if (line.billingCycle !== "one_time" && line.billingCycle !== "monthly") {
    return { code: "BillingPlanNotSupported", description: `${itemId} cannot be billed ${line.billingCycle}.` };
  }
  const named = (line.participants ?? []).length > 0;
  if (named && partner.kind === "directBill" && model.switches.is("directBillParticipants", "lineError")) {
    return {
      code: "ParticipantsIsNotSupportedForPartner",
      description: "Participants are not supported for a direct-bill partner.",
    };
  }
  return undefined;
}

import { Refusal } from "../errors";
import { itemOf, kindOf } from "./catalog";
import { requireAgreement } from "./customers";
import type { Cart, CartLine, Customer, Partner, PurchasedItem } from "./entities";
import { type LineContext, type Violation, violationOf, type WantedLine } from "./line-rules";
import type { Model } from "./model";
import { requirePartnerAgreement } from "./standing";

/** A cart as a caller wants it. */
export interface CartWish {
  readonly attestationAccepted: boolean;
  readonly lines: readonly CartLineWish[];
}

/** A line as a caller wants it. */
export interface CartLineWish extends Omit<PurchasedItem, "catalogItemId" | "provisioningContext"> {
  readonly id?: number | undefined;
  readonly catalogItemId?: string | undefined;
  readonly billingCycle: string;
  readonly currencyCode?: string | undefined;
  readonly participants?: readonly { readonly key: string; readonly value: string }[] | undefined;
  readonly provisioningContext?: Readonly<Record<string, string>> | undefined;
  readonly addonItems?: readonly unknown[] | undefined;
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
    requireAgreement(model, customer);
  }
  if (wish.lines.length === 0) {
    throw new Refusal("cartItemsWrong", "A cart needs at least one line.");
  }
  const numbers = wish.lines.map((line, index) => line.id ?? index);
  if (numbers.toSorted((a, b) => a - b).some((number, index) => number !== index)) {
    throw new Refusal("lineNumbersWrong", String(numbers.length - 1));
  }
  const groups = [...new Set(wish.lines.map((line) => line.billingCycle))];
  const judged: CartLine[] = [];
  for (const [index, line] of wish.lines.entries()) {
    const { catalogItemId = "" } = line;
    // Legacy Azure goes into orders of its own, named so (C 7.2).
    const orderGroup = kindOf(catalogItemId) === "legacyAzure" ? "OMS-0" : String(groups.indexOf(line.billingCycle));
    const earlier = judged.filter((one) => one.error === undefined).map(wantedLine);
    judged.push(judgeLine({ model, partner, customer, earlier }, line, numbers[index] ?? index, orderGroup));
  }
  return judged;
}

function judgeLine(
  { model, partner, customer, earlier }: Omit<LineContext, "item" | "line">,
  { currencyCode, ...wish }: CartLineWish,
  id: number,
  orderGroup: string,
): CartLine {
  const { catalogItemId, participants = [], provisioningContext = {} } = wish;
  if (catalogItemId === undefined || catalogItemId === "") {
    throw new Refusal("catalogItemMissing");
  }
  const line = { ...wish, catalogItemId, participants, provisioningContext };
  const problem = currencyProblem(customer, currencyCode) ?? attestationProblem(line);
  if (problem !== undefined && model.switches.is("cartProblems", "refused")) {
    throw new Refusal(problem.refusal, problem.detail);
  }
  const violation =
    problem ??
    violationOf(model, partner, customer, wantedLine(line), earlier) ??
    participantsProblem(model, partner, line);
  return {
    ...line,
    id,
    currency: customer.currency,
    orderGroup,
    error: violation && {
      code: violation.cartError,
      description: new Refusal(violation.refusal, violation.detail).message,
      quantities: violation.quantities,
    },
  };
}

/** A cart's line as the rules of purchases look at it. */
export function wantedLine(
  line: PurchasedItem & Pick<CartLine, "billingCycle" | "participants" | "addonItems">,
): WantedLine {
  return {
    ...line,
    partnerIdOnRecord: resellerOf(line),
    additionalPartnerIdsOnRecord: moreResellersOf(line),
    hasAddOns: (line.addonItems ?? []).length > 0,
  };
}

/** The reseller on record that a line names. */
export function resellerOf({ participants }: Pick<CartLine, "participants">): string | undefined {
  return participants.find((one) => one.key === "transaction_reseller")?.value;
}

/** The additional resellers on record that a line names. */
export function moreResellersOf({ participants }: Pick<CartLine, "participants">): string[] {
  return participants.filter((one) => one.key === "additional_transaction_reseller").map((one) => one.value);
}

function currencyProblem(customer: Customer, currency: string | undefined): Violation | undefined {
  return currency && currency.toUpperCase() !== customer.currency
    ? { cartError: "CurrencyIsNotSupported", refusal: "currencyUnsupported", detail: currency }
    : undefined;
}

/** Some items ask for an attestation of their own (C 6.5). */
export function attestationProblem(line: PurchasedItem): Violation | undefined {
  const wanted = itemOf(line.catalogItemId)?.sku.attestationType;
  return wanted !== undefined && line.attestationAccepted !== true
    ? { cartError: "AttestationNotAccepted", refusal: "itemAttestationMissing", detail: line.catalogItemId }
    : undefined;
}

function participantsProblem(
  model: Model,
  partner: Partner,
  { participants }: Pick<CartLine, "participants">,
): Violation | undefined {
  const refused = partner.kind === "directBill" && model.switches.is("directBillParticipants", "lineError");
  return participants.length > 0 && refused
    ? {
        cartError: "ParticipantsIsNotSupportedForPartner",
        refusal: "invalidInput",
        detail: "participants are not supported for a direct-bill partner",
      }
    : undefined;
}

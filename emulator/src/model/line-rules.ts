import type { ErrorName } from "../errors";
import { reservationViolation, savingsPlanViolation } from "./benefit-rules";
import { type CatalogItem, type ItemState, judgeItem, stockOf } from "./catalog";
import type { CartLineError, Customer, Partner, PurchasedItem } from "./entities";
import { isEuropean } from "./markets";
import type { Model } from "./model";
import { meteredViolation } from "./saas-rules";
import { sandboxViolation } from "./sandbox-limits";
import { addDuration } from "./terms";

/** Something that cannot be bought as it is: how a cart's line says it, and how an order is refused for it. */
export interface Violation {
  readonly cartError: CartLineError["code"];
  readonly refusal: ErrorName;
  readonly detail: string;
  readonly quantities?: CartLineError["quantities"];
}

/** A line that somebody wants to buy, as far as rules look at it. */
export interface WantedLine extends PurchasedItem {
  /** Left out where the SKU's own is meant. */
  readonly billingCycle?: string | undefined;
  readonly partnerIdOnRecord?: string | undefined;
  readonly additionalPartnerIdsOnRecord?: readonly string[] | undefined;
  /** Whether add-ons come with it. */
  readonly hasAddOns?: boolean | undefined;
}

/** Everything a rule may look at. */
export interface LineContext {
  readonly model: Model;
  readonly partner: Partner;
  readonly customer: Customer;
  readonly item: CatalogItem;
  readonly line: WantedLine;
  /** The sound lines before it that are bought together with it. */
  readonly earlier: readonly WantedLine[];
}

type Rule = (context: LineContext) => Violation | undefined;

/** The first thing that is wrong with a line after the earlier ones of its cart or order, if anything (C 4.4, 7.2). */
export function violationOf(
  model: Model,
  partner: Partner,
  customer: Customer,
  line: WantedLine,
  earlier: readonly WantedLine[] = [],
): Violation | undefined {
  const { state, item } = judgeItem(model, line.catalogItemId, customer.country);
  if (item === undefined || state !== "sold") {
    return unsold(state, line.catalogItemId);
  }
  const context: LineContext = { model, partner, customer, item, line, earlier };
  for (const rule of rules) {
    const violation = rule(context);
    if (violation !== undefined) {
      return violation;
    }
  }
  return undefined;
}

function unsold(state: ItemState, id: string): Violation {
  const detail = state === "reissued" ? (id.split(":")[2] ?? id) : id;
  const cartError = state === "retired" ? "LegacyOfferNotEligibleForPurchase" : "CatalogItemIdIsNotValid";
  return { cartError, refusal: unsoldRefusals[state], detail };
}

const unsoldRefusals: Readonly<Record<ItemState, ErrorName>> = {
  unknown: "offerInvalid",
  reissued: "availabilityNotFound",
  notSold: "itemNotEligible",
  retired: "offerRetired",
  elsewhere: "offerElsewhere",
  sold: "itemNotEligible",
};

const stock: Rule = ({ model, item, line, earlier }) => {
  const { withdrawn, remaining: inStock } = stockOf(model, item);
  if (withdrawn) {
    return {
      cartError: "UnableToProcessCartLineItem",
      refusal: "availabilitiesUnreadable",
      detail: `${item.product.id}/${item.sku.id}`,
    };
  }
  const taken = earlier
    .filter((one) => one.catalogItemId === line.catalogItemId)
    .reduce((sum, one) => sum + one.quantity, 0);
  if (inStock === null || inStock - taken >= line.quantity) {
    return undefined;
  }
  const remaining = Math.max(0, inStock - taken);
  return remaining === 0
    ? { cartError: "InventoryNotAvailable", refusal: "inventoryMissing", detail: line.catalogItemId }
    : {
        cartError: "QuotaNotAvailable",
        refusal: "quantityUnavailable",
        detail: String(line.quantity),
        quantities: { available: remaining, purchased: 0 },
      };
};

const quantity: Rule = ({ item: { sku }, line }) =>
  line.quantity < sku.minimumQuantity || line.quantity > sku.maximumQuantity
    ? {
        cartError: "InvalidInput",
        refusal: "quantityNotAllowed",
        detail: `${line.quantity} of ${line.catalogItemId}: from ${sku.minimumQuantity} to ${sku.maximumQuantity}`,
      }
    : undefined;

const term: Rule = ({ item: { sku }, line }) => {
  if (sku.terms.some((one) => one.duration === line.termDuration && one.retired)) {
    return {
      cartError: "UnableToProcessCartLineItem",
      refusal: "termRetired",
      detail: `${line.termDuration} of ${line.catalogItemId}`,
    };
  }
  const known = sku.terms.filter((one) => !one.retired).map((one) => one.duration);
  const fits = known.length === 0 ? !line.termDuration : known.includes(line.termDuration ?? "");
  const wanted = known.length === 0 ? "it has no term: leave out termDuration" : `its terms are ${known.join(", ")}`;
  return fits
    ? undefined
    : { cartError: "InvalidInput", refusal: "termInvalid", detail: `${line.catalogItemId}: ${wanted}` };
};

/** The plan advertises `one_time` and takes `monthly`, too (C 7.8). */
const billingCycle: Rule = ({ item: { product, sku }, line }) => {
  const cycles = product.kind === "azurePlan" ? ["one_time", "monthly"] : sku.billingCycles;
  return line.billingCycle === undefined || cycles.includes(line.billingCycle)
    ? undefined
    : {
        cartError: "BillingPlanNotSupported",
        refusal: "billingCycleInvalid",
        detail: `${line.catalogItemId} cannot be billed ${line.billingCycle}`,
      };
};

const promotion: Rule = ({ model, customer, item: { product, sku }, line: { promotionId }, earlier }) => {
  if (!promotionId) {
    return undefined;
  }
  const [, found] =
    Object.entries(sku.promotions ?? {}).find(([id]) => `${product.id}:${sku.id}:${id}` === promotionId) ?? [];
  if (found === undefined) {
    return { cartError: "InvalidPromotionId", refusal: "promotionInvalid", detail: promotionId };
  }
  const uses = [...model.subscriptions.group(customer.id), ...earlier].filter((one) => one.promotionId === promotionId);
  return uses.length < found.usesPerCustomer
    ? undefined
    : { cartError: "InvalidPromotionId", refusal: "promotionUsedUp", detail: promotionId };
};

const customTermEnd: Rule = ({ model, item: { sku }, line: { customTermEndDate: date, termDuration = "" } }) => {
  if (date === undefined) {
    return undefined;
  }
  if (sku.customTermEnd !== true) {
    return { cartError: "InvalidCustomTermEndDateProduct", refusal: "customTermEndNotForItem", detail: date };
  }
  const end = Date.parse(date);
  const now = model.clock.now();
  const fits = end > now && end <= addDuration(now, termDuration);
  return fits ? undefined : { cartError: "InvalidCustomTermEndDate", refusal: "customTermEndInvalid", detail: date };
};

/** Up to five more resellers, in the European Union and EFTA only (C 7.3). */
const moreResellers: Rule = ({ customer, line: { additionalPartnerIdsOnRecord: more = [] } }) => {
  const allowed = isEuropean(customer.country) ? mostMoreResellers : 0;
  return more.length <= allowed
    ? undefined
    : {
        cartError: "ParticipantsIsNotSupportedForPartner",
        refusal: "invalidInput",
        detail: `at most ${allowed} additional resellers in ${customer.country}`,
      };
};

const mostMoreResellers = 5;

const addOns: Rule = ({ line }) =>
  line.hasAddOns
    ? { cartError: "InvalidInput", refusal: "addOnUnfit", detail: `${line.catalogItemId} has no add-ons` }
    : undefined;

const benefit: Rule = (context) => {
  switch (context.item.product.kind) {
    case "reservation":
      return reservationViolation(context);
    case "savingsPlan":
      return savingsPlanViolation(context);
    case "saas":
      return meteredViolation(context);
    default:
      return undefined;
  }
};

const rules: readonly Rule[] = [
  stock,
  quantity,
  term,
  billingCycle,
  promotion,
  customTermEnd,
  addOns,
  moreResellers,
  sandboxViolation,
  benefit,
];

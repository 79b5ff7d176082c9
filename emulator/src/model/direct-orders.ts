import { Refusal } from "../errors";
import { attestationProblem, requireAttestation } from "./carts";
import { itemOf, kindOf } from "./catalog";
import { requireAgreement } from "./customers";
import type { Customer, Order, Partner } from "./entities";
import { violationOf, type WantedLine } from "./line-rules";
import type { Model } from "./model";
import { type PurchaseLine, placeOrder } from "./orders";

/** An order as a caller wants it, without a cart. */
export interface OrderWish {
  readonly attestationAccepted: boolean;
  /** Left out where the first item's own is meant. */
  readonly billingCycle?: string | undefined;
  readonly lines: readonly (Omit<PurchaseLine, "number"> & { readonly number?: number | undefined })[];
}

/** Places an order without a cart, by the rules of a checkout; what is wrong with a line refuses all of it (C 8.4). */
export function orderDirectly(model: Model, partner: Partner, customer: Customer, wish: OrderWish): Order {
  requireAttestation(model, partner, wish.attestationAccepted);
  requireAgreement(model, customer);
  if (wish.lines.length === 0) {
    throw new Refusal("cartItemsWrong", "An order needs at least one line.");
  }
  const lines = wish.lines.map((line, index): PurchaseLine => ({ ...line, number: line.number ?? index }));
  if (
    lines
      .map((line) => line.number)
      .toSorted((a, b) => a - b)
      .some((number, index) => number !== index)
  ) {
    throw new Refusal("lineNumbersWrong", String(lines.length - 1));
  }
  if (model.switches.is("planByOrder", "4018") && lines.some((line) => kindOf(line.catalogItemId) === "azurePlan")) {
    throw new Refusal("orderCannotBeProcessed", "an Azure plan is bought with a cart.");
  }
  lines.forEach((line, index) => {
    requireSound(model, partner, customer, { ...line, billingCycle: wish.billingCycle }, lines.slice(0, index));
  });
  const [first] = lines;
  const billingCycle = wish.billingCycle ?? itemOf(first?.catalogItemId ?? "")?.sku.billingCycles[0] ?? "none";
  return placeOrder(model, partner, customer, { boughtWith: "order", billingCycle, lines });
}

function requireSound(
  model: Model,
  partner: Partner,
  customer: Customer,
  line: WantedLine,
  earlier: readonly WantedLine[],
): void {
  if (line.catalogItemId === "") {
    throw new Refusal("catalogItemMissing");
  }
  const violation = violationOf(model, partner, customer, line, earlier) ?? attestationProblem(line);
  if (violation !== undefined) {
    throw new Refusal(violation.refusal, violation.detail);
  }
}

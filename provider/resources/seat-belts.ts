import { RefusedError } from "../client/errors";
import { howToSet } from "../setting-facts";
import type { Settings } from "../settings";
import { nameOfValue, type PropertyBag } from "./property-bag";
import type { CheckFailure, OperationContext } from "./resource";
import { containsUnknown } from "./unknown-values";

/**
 * Limits that a partner sets beside the program, so that a mistake in the program meets them: whom it may touch and how
 * much it may buy. They refuse before anything is sent.
 */

/** Refuses in the preview what {@link requireAllowedCustomer} would refuse later. Unknown values are judged then. */
export function refuseForeignCustomer(settings: Pick<Settings, "allowedCustomers">, bag: PropertyBag): CheckFailure[] {
  const { customerId } = bag;
  if (containsUnknown(customerId) || isAllowed(settings, customerId)) return [];
  return [{ property: "customerId", reason: `${foreign(customerId)} ${remedy}` }];
}

/**
 * Lets an operation that changes something go on for an allowed customer only.
 * @throws RefusedError with the remedy.
 */
export function requireAllowedCustomer(settings: Pick<Settings, "allowedCustomers">, bag: PropertyBag): void {
  const { customerId } = bag;
  if (!isAllowed(settings, customerId)) throw new RefusedError(`${foreign(customerId)} Nothing was sent. ${remedy}`);
}

function isAllowed({ allowedCustomers }: Pick<Settings, "allowedCustomers">, customerId: unknown): boolean {
  if (allowedCustomers === undefined || customerId === undefined) return true;
  return typeof customerId === "string" && allowedCustomers.includes(customerId.toLowerCase());
}

function foreign(customerId: unknown): string {
  return `customer ${nameOfValue(customerId)} is not among the allowed customers.`;
}

const remedy = `Add it if that is meant: ${howToSet("allowedCustomers")}`;

/** A purchase that is about to be sent. */
export interface Purchase {
  /** Equal for all requests of one purchase. */
  readonly key: string;
  /** What has not happened when it is refused, to go on in a sentence: `cart X was not checked out`. */
  readonly untouched: string;
}

/**
 * Counts a purchase that is about to be sent. Repeating the request of one is one purchase.
 * @throws RefusedError when the run has bought as much as it may.
 */
export function countPurchase(
  { settings, memory }: Pick<OperationContext, "settings" | "memory">,
  { key, untouched }: Purchase,
): void {
  const { maxPurchasesPerRun } = settings;
  if (maxPurchasesPerRun === undefined || memory.countPurchase(key, maxPurchasesPerRun)) return;
  throw new RefusedError(
    `This run may buy ${maxPurchasesPerRun === 0 ? "nothing" : `${maxPurchasesPerRun} plan(s) and has done so`} (maxPurchasesPerRun): ` +
      `${untouched}, and nothing was bought for it. Run \`pulumi up\` again for the next ones, ` +
      `or allow more: ${howToSet("maxPurchasesPerRun")}`,
  );
}

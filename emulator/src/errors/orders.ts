import type { DocumentedError } from "./documented-error";

/** Errors of carts, checkout and orders (C 4.4). */
export const ordersErrors = {
  cartNotFound: { status: 404, code: 800008, description: "The cart {0} was not found." },
  cartItemsWrong: { status: 400, code: 800009, description: "There is an error in the items of the cart. {0}" },
  cartSubmitted: { status: 400, code: 800065, description: "The cart {0} was already submitted." },
  cartInProcess: { status: 409, code: 800064, description: "The cart {0} is being processed by another request." },
  catalogItemMissing: { status: 400, code: 900142, description: "The catalog item id is missing." },
  currencyUnsupported: { status: 400, code: 900169, description: "The currency {0} is not supported for the items." },
  lineNumbersWrong: { status: 400, code: 800071, description: "Line item numbers must run from 0 to {0}." },
  attestationMissing: {
    status: 400,
    code: 900206,
    description: "The partner attestation is missing: PartnerOnRecordAttestationAccepted must be true.",
  },
  resellerUnknown: { status: 400, code: 800016, description: "The partner id {0} is not a valid indirect reseller." },
  resellerIsProvider: {
    status: 404,
    code: 2072,
    description: "The partner id {0} is the indirect provider's own and cannot be partner on record.",
  },
  itemNotEligible: { status: 403, code: 800020, description: "The item is not eligible for this customer: {0}" },
  offerNotEligible: { status: 403, code: 2085, description: "The offer is not eligible for this customer: {0}" },
  orderCannotBeProcessed: { status: 400, code: 4018, description: "The order cannot be processed: {0}" },
  planLimitReached: {
    status: 403,
    code: 800089,
    description: "The requested quantity 1 exceeds the remaining limit 0 for the current term.",
  },
  sandboxLimitReached: { status: 400, code: 800018, description: "The limit of the sandbox is met: {0}." },
  sandboxPlanLimitReached: { status: 400, code: 900116, description: "The sandbox limit on Azure plans is met." },
  orderNotFound: { status: 404, code: 20000, description: "The order {0} was not found." },
  orderNotCancellable: { status: 400, code: 800061, description: "The order {0} cannot be cancelled." },
  orderPatchRefused: {
    status: 400,
    code: 800063,
    description: "The order {0} cannot be updated. Use PATCH subscription to suspend the subscription instead.",
  },
} as const satisfies Readonly<Record<string, DocumentedError>>;

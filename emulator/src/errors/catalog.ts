import type { DocumentedError } from "./documented-error";

/** Errors of the catalog (C 4.4). */
export const catalogErrors = {
  productNotFound: { status: 404, code: 400013, description: "The product {0} was not found." },
  skuNotFound: { status: 404, code: 400018, description: "The SKU {0} was not found." },
  availabilityNotFound: { status: 404, code: 400019, description: "The availability {0} was not found." },
  segmentNotAllowed: { status: 403, code: 400030, description: "The target segment {0} is not allowed." },
  viewNotAllowed: { status: 403, code: 400036, description: "The target view {0} is not allowed." },
  itemUnavailable: { status: 200, code: 400072, description: "The item {0} is not available." },
  availabilitiesUnreadable: {
    status: 400,
    code: 900143,
    description: "The availabilities of {0} could not be read for the customer.",
  },
} as const satisfies Readonly<Record<string, DocumentedError>>;

import { azureCodes } from "./azure-codes";
import { entraCodes } from "./entra-codes";
import type { ErrorCode } from "./error-code";
import { generalCodes } from "./general-codes";
import { purchaseCodes } from "./purchase-codes";
import { subscriptionCodes } from "./subscription-codes";

/** Every error code of the references, transcribed from their tables: provoked by a test, or why not. */
export const errorCodes: readonly ErrorCode[] = [
  ...generalCodes,
  ...purchaseCodes,
  ...subscriptionCodes,
  ...entraCodes,
  ...azureCodes,
];

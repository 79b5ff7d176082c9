import { z } from "zod";
import { AZURE_PLAN } from "../../client/azure-plan";
import { guidField } from "../fields";

const catalogId = (byDefault: string, length: number, what: string) =>
  z
    .string({ error: `must be the ${what}` })
    .trim()
    .toUpperCase()
    .regex(new RegExp(`^[A-Z0-9]{${length}}$`), { error: `must be a ${what} of ${length} letters and digits` })
    .optional()
    .default(byDefault);

/** Inputs that say which plan is meant, shared by the plan and its cart. */
export const planTargetFields = {
  customerId: guidField,
  productId: catalogId(AZURE_PLAN.productId, 12, "product id"),
  skuId: catalogId(AZURE_PLAN.skuId, 4, "SKU id"),
  partnerIdOnRecord: z
    .string({ error: "must be the reseller's PartnerID as text" })
    .trim()
    .regex(/^\d{4,10}$/, { error: "must be the reseller's PartnerID: digits only" })
    .optional(),
};

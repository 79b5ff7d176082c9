import { z } from "zod";
import { integer } from "../decimal";
import { endpoint } from "../endpoint";
import { Attributes, collection, Links, openRecord } from "./shapes";

export const Sku = z.looseObject({
  id: z.string(),
  productId: z.string().optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  minimumQuantity: integer.optional(),
  maximumQuantity: integer.optional(),
  isTrial: z.boolean().optional(),
  supportedBillingCycles: z.array(z.string()).optional(),
  purchasePrerequisites: z.array(z.string()).optional(),
  inventoryVariables: z.array(z.string()).optional(),
  provisioningVariables: z.array(z.string()).optional(),
  actions: z.array(z.string()).optional(),
  dynamicAttributes: openRecord.optional(),
  termsOfUseUri: z.string().optional(),
  attestationProperties: z
    .looseObject({ attestationType: z.string().optional(), enforceAttestation: z.boolean().optional() })
    .optional(),
  consumptionType: z.string().optional(),
  links: Links.optional(),
  attributes: Attributes.optional(),
});
export type Sku = z.output<typeof Sku>;

const Term = z.looseObject({
  id: z.string().optional(),
  /** ISO 8601: `P1M`, `P1Y`, `P3Y`. */
  duration: z.string().optional(),
  description: z.string().optional(),
  billingCycle: z.string().optional(),
});

/** What can be ordered right now. Its ids are reissued now and then: use them at once, store them nowhere. */
export const Availability = z.looseObject({
  id: z.string(),
  productId: z.string().optional(),
  skuId: z.string().optional(),
  /** `product:sku:availability`. */
  catalogItemId: z.string().optional(),
  /** `{code, symbol}`, or the code alone. */
  defaultCurrency: z.unknown().optional(),
  segment: z.string().optional(),
  country: z.string().optional(),
  isPurchasable: z.boolean().optional(),
  isRenewable: z.boolean().optional(),
  renewalInstructions: z.array(z.unknown()).optional(),
  terms: z.array(Term).optional(),
  includedQuantityOptions: z.array(z.unknown()).optional(),
  product: openRecord.optional(),
  sku: openRecord.optional(),
  links: Links.optional(),
});
export type Availability = z.output<typeof Availability>;

const CatalogQuery = z.strictObject({
  targetSegment: z.enum(["commercial", "education", "government", "nonprofit"]).optional(),
  reservationScope: z.literal("AzurePlan").optional(),
});

/** A SKU, in the customer's own market. An unknown one answers 404 `400013` or `400018`. */
export const getSku = endpoint({
  name: "getSku",
  method: "GET",
  path: "/v1/customers/{customerId}/products/{productId}/skus/{skuId}",
  response: Sku,
  retry: "safe",
  credential: "either",
  source: "get-a-list-of-skus-for-a-product-by-customer",
});

/** What the customer can buy of a SKU: market, segment and eligibility are applied already. */
export const listAvailabilities = endpoint({
  name: "listAvailabilities",
  method: "GET",
  path: "/v1/customers/{customerId}/products/{productId}/skus/{skuId}/availabilities",
  query: CatalogQuery,
  response: collection(Availability),
  retry: "safe",
  credential: "either",
  source: "get-a-list-of-availabilities-for-a-sku-by-customer",
});

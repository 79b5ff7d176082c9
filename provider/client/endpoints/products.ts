import { z } from "zod";
import { decimal, integer } from "../decimal";
import { endpoint } from "../endpoint";
import { Attributes, collection, ItemType, Links, openRecord } from "./shapes";

/** Something that is sold, in one or more SKUs. */
export const Product = z.looseObject({
  /** Twelve upper-case characters, such as `DZH318Z0BPS6`; a GUID for legacy products. */
  id: z.string(),
  title: z.string().optional(),
  description: z.string().optional(),
  productType: ItemType.optional(),
  isMicrosoftProduct: z.boolean().optional(),
  publisherName: z.string().optional(),
  localizedAttributes: z.array(z.looseObject({ key: z.string().optional(), value: z.string().optional() })).optional(),
  links: Links.optional(),
  attributes: Attributes.optional(),
});
export interface Product extends z.output<typeof Product> {}

const Currency = z.looseObject({ code: z.string().optional(), symbol: z.string().optional() });

/** A product in one form. */
export const Sku = z.looseObject({
  /** Four upper-case characters, unique within the product only. */
  id: z.string(),
  productId: z.string().optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  minimumQuantity: integer.optional(),
  maximumQuantity: integer.optional(),
  isTrial: z.boolean().optional(),
  /** `monthly`, `annual`, `one_time` and more; open. */
  supportedBillingCycles: z.array(z.string()).optional(),
  /** Such as `MicrosoftCustomerAgreement`, `InventoryCheck`, `AzureSubscriptionRegistration`; open. */
  purchasePrerequisites: z.array(z.string()).optional(),
  inventoryVariables: z.array(z.string()).optional(),
  provisioningVariables: z.array(z.string()).optional(),
  actions: z.array(z.string()).optional(),
  dynamicAttributes: openRecord.optional(),
  termsOfUseUri: z.string().optional(),
  constraints: z
    .array(
      z.looseObject({
        constraintName: z.string().optional(),
        constraintValue: decimal.optional(),
        constraintType: z.string().optional(),
      }),
    )
    .optional(),
  attestationProperties: z
    .looseObject({ attestationType: z.string().optional(), enforceAttestation: z.boolean().optional() })
    .optional(),
  consumptionType: z.string().optional(),
  specializedOfferProperties: z
    .array(
      z.looseObject({
        startDate: z.string().optional(),
        endDate: z.string().optional(),
        pricingPolicies: z
          .array(z.looseObject({ type: z.string().optional(), value: z.unknown().optional() }))
          .optional(),
      }),
    )
    .optional(),
  /** Savings plans only. */
  minimumPurchaseCommitment: z
    .looseObject({ grain: z.string().optional(), currencyCode: Currency.optional(), amount: decimal.optional() })
    .optional(),
  links: Links.optional(),
  attributes: Attributes.optional(),
});
export interface Sku extends z.output<typeof Sku> {}

const Term = z.looseObject({
  id: z.string().optional(),
  /** ISO 8601: `P1M`, `P1Y`, `P3Y`. */
  duration: z.string().optional(),
  description: z.string().optional(),
  /** `Annual`, `Monthly`: in PascalCase here. */
  billingCycle: z.string().optional(),
  renewalOptions: z
    .array(z.looseObject({ termDuration: z.string().optional(), description: z.string().optional() }))
    .optional(),
  cancellationPolicies: z
    .array(
      z.looseObject({
        refundOptions: z
          .array(
            z.looseObject({
              sequenceId: integer.optional(),
              type: z.string().optional(),
              expiresAfter: z.string().optional(),
            }),
          )
          .optional(),
      }),
    )
    .optional(),
});

/** What can be ordered right now. Its ids are reissued now and then: use them at once, store them nowhere. */
export const Availability = z.looseObject({
  id: z.string(),
  productId: z.string().optional(),
  skuId: z.string().optional(),
  /** `product:sku:availability`. */
  catalogItemId: z.string().optional(),
  /** `{code, symbol}`; also where the code alone was sent. */
  defaultCurrency: z.union([Currency, z.string().transform((code) => ({ code }))]).optional(),
  /** `commercial`, `education`, `government`, `nonprofit`; open. */
  segment: z.string().optional(),
  country: z.string().optional(),
  /** Only what says `true` may be ordered. */
  isPurchasable: z.boolean().optional(),
  isRenewable: z.boolean().optional(),
  renewalInstructions: z
    .array(
      z.looseObject({
        applicableTermIds: z.array(z.string()).optional(),
        renewalOptions: z
          .array(z.looseObject({ renewToId: z.string().optional(), isAutoRenewable: z.boolean().optional() }))
          .optional(),
      }),
    )
    .optional(),
  /** Absent or empty for an Azure plan. */
  terms: z.array(Term).optional(),
  includedQuantityOptions: z.array(z.unknown()).optional(),
  product: Product.optional(),
  sku: Sku.optional(),
  links: Links.optional(),
  attributes: Attributes.optional(),
});
export interface Availability extends z.output<typeof Availability> {}

const TargetSegment = z.enum(["commercial", "education", "government", "nonprofit"]);
export type TargetSegment = z.output<typeof TargetSegment>;

/** What is left out gives all segments but nonprofit, and no reservations for Azure plans. */
const Narrowed = z.strictObject({
  targetSegment: TargetSegment.optional(),
  reservationScope: z.literal("AzurePlan").optional(),
});

/** Where it is sold: ISO 3166-1, two letters. */
const Country = z.strictObject({ country: z.string().length(2) });

/** A part of the catalog; `MicrosoftAzure` has the Azure plan. */
const TargetView = z.enum([
  "Azure",
  "AzureReservations",
  "AzureReservationsVM",
  "AzureReservationsSQL",
  "AzureReservationsCosmosDb",
  "MicrosoftAzure",
  "OnlineServices",
  "Software",
  "SoftwareSUSELinux",
  "SoftwarePerpetual",
  "SoftwareSubscriptions",
  "SpecializedOffers",
  "MarketplaceSaaS",
]);
export type TargetView = z.output<typeof TargetView>;

const ProductView = z.strictObject({ targetView: TargetView });

/** Facts that all catalog calls share. */
const read = { method: "GET", retry: "safe", credential: "either" } as const;

/** Products that are sold in a country. */
export const listProducts = endpoint({
  ...read,
  name: "listProducts",
  path: "/v1/products",
  query: Country.extend(ProductView.shape).extend(Narrowed.shape),
  response: collection(Product),
  source: "get-a-list-of-products",
});

/** A product. An unknown one answers 404 `400013`. */
export const getProduct = endpoint({
  ...read,
  name: "getProduct",
  path: "/v1/products/{productId}",
  query: Country,
  response: Product,
  source: "get-a-product-by-id",
});

/** The SKUs of a product in a country. */
export const listSkus = endpoint({
  ...read,
  name: "listSkus",
  path: "/v1/products/{productId}/skus",
  query: Country.extend(Narrowed.shape),
  response: collection(Sku),
  source: "get-a-list-of-skus-for-a-product",
});

/** A SKU. An unknown one answers 404 `400013` or `400018`. */
export const getSku = endpoint({
  ...read,
  name: "getSku",
  path: "/v1/products/{productId}/skus/{skuId}",
  query: Country,
  response: Sku,
  source: "get-a-sku-by-id",
});

/** What can be bought of a SKU in a country. */
export const listAvailabilities = endpoint({
  ...read,
  name: "listAvailabilities",
  path: "/v1/products/{productId}/skus/{skuId}/availabilities",
  query: Country.extend(Narrowed.shape),
  response: collection(Availability),
  source: "get-a-list-of-availabilities-for-a-sku",
});

/** An availability. One that was reissued answers 404 `400019`. */
export const getAvailability = endpoint({
  ...read,
  name: "getAvailability",
  path: "/v1/products/{productId}/skus/{skuId}/availabilities/{availabilityId}",
  query: Country,
  response: Availability,
  source: "get-an-availability-by-id",
});

/** Products that a customer can buy, in its own market. */
export const listCustomerProducts = endpoint({
  ...read,
  name: "listCustomerProducts",
  path: "/v1/customers/{customerId}/products",
  query: ProductView.extend(Narrowed.shape),
  response: collection(Product),
  source: "get-a-list-of-products-by-customer",
});

/** A product, in the customer's own market. */
export const getCustomerProduct = endpoint({
  ...read,
  name: "getCustomerProduct",
  path: "/v1/customers/{customerId}/products/{productId}",
  response: Product,
  source: "get-a-list-of-skus-for-a-product-by-customer",
});

/** The SKUs of a product that a customer can buy. */
export const listCustomerSkus = endpoint({
  ...read,
  name: "listCustomerSkus",
  path: "/v1/customers/{customerId}/products/{productId}/skus",
  query: Narrowed,
  response: collection(Sku),
  source: "get-a-list-of-skus-for-a-product-by-customer",
});

/** A SKU, in the customer's own market. An unknown one answers 404 `400013` or `400018`. */
export const getCustomerSku = endpoint({
  ...read,
  name: "getCustomerSku",
  path: "/v1/customers/{customerId}/products/{productId}/skus/{skuId}",
  response: Sku,
  source: "get-a-list-of-skus-for-a-product-by-customer",
});

/** What the customer can buy of a SKU: market, segment and eligibility are applied already. */
export const listCustomerAvailabilities = endpoint({
  ...read,
  name: "listCustomerAvailabilities",
  path: "/v1/customers/{customerId}/products/{productId}/skus/{skuId}/availabilities",
  query: Narrowed,
  response: collection(Availability),
  source: "get-a-list-of-availabilities-for-a-sku-by-customer",
});

/** An availability, in the customer's own market. One that was reissued answers 404 `400019`. */
export const getCustomerAvailability = endpoint({
  ...read,
  name: "getCustomerAvailability",
  path: "/v1/customers/{customerId}/products/{productId}/skus/{skuId}/availabilities/{availabilityId}",
  response: Availability,
  source: "get-a-list-of-availabilities-for-a-sku-by-customer",
});

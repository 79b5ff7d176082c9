/** Target views that product lists know (C 6.3). */
export const targetViews = [
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
] as const;

/** Target segments that lists know. */
export const targetSegments = ["commercial", "education", "government", "nonprofit"] as const;

/** What becomes of an item that is bought. */
export const itemKinds = [
  "azurePlan",
  "legacyAzure",
  "license",
  "software",
  "reservation",
  "savingsPlan",
  "saas",
] as const;

/** What becomes of an item that is bought. */
export type ItemKind = (typeof itemKinds)[number];

/** Whether it is Azure that is paid by usage: a plan or a legacy subscription. */
export const isAzure = ({ kind }: { readonly kind: ItemKind }): boolean =>
  kind === "azurePlan" || kind === "legacyAzure";

/** Whether items of this kind are bought by the seat, renew and can be given back. */
export const hasSeats = (kind: ItemKind): boolean => kind === "license" || kind === "saas";

/** Whether Microsoft itself sells it. */
export const isMicrosofts = ({ publisherName }: Pick<CatalogProduct, "publisherName">): boolean =>
  publisherName.startsWith("Microsoft");

/** A kind of product, with the kind below it (C 6.5). */
export interface ItemType {
  readonly id: string;
  readonly displayName: string;
  readonly subType?: ItemType;
}

/** How long something is bought for, and how it is paid and given back. */
export interface Term {
  readonly id: string;
  /** ISO 8601: `P1M`, `P1Y`, `P3Y`. */
  readonly duration: string;
  readonly description: string;
  /** PascalCase here, unlike everywhere else. */
  readonly billingCycle: "Annual" | "Monthly" | "OneTime";
  /** Within this time (ISO 8601) everything is refunded. */
  readonly refundedWithin?: string;
  /** Whether it was offered once; a purchase cannot name it any more. */
  readonly retired?: boolean;
}

/** What a promotion takes off a price. */
export interface Promotion {
  /** The part of the price that it takes off: 0.15. */
  readonly reduction: number;
  /** How many purchases of one customer it can be used for. */
  readonly usesPerCustomer: number;
}

/** A variant of a product. */
export interface CatalogSku {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly minimumQuantity: number;
  readonly maximumQuantity: number;
  /** In snake_case. */
  readonly billingCycles: readonly string[];
  readonly purchasePrerequisites: readonly string[];
  readonly inventoryVariables: readonly string[];
  readonly provisioningVariables: readonly string[];
  readonly actions: readonly string[];
  readonly dynamicAttributes: Readonly<Record<string, unknown>>;
  /** Whether it is sold; `retired` ones were once. */
  readonly sale: "sold" | "notSold" | "retired";
  /** Empty for what has no term. */
  readonly terms: readonly Term[];
  /** List price of one for one term (or billing cycle), in the customer's currency; 0 for what is paid by usage. */
  readonly price: number;
  /** What must be attested before it is bought, if anything. */
  readonly attestationType?: string;
  /** Promotions by their id. */
  readonly promotions?: Readonly<Record<string, Promotion>>;
  /** Whether it is paid by usage on top, which an Azure plan of the customer pays. */
  readonly metered?: boolean;
  /** Whether its end can be set to a date. */
  readonly customTermEnd?: boolean;
}

/** A product of the catalog. */
export interface CatalogProduct {
  readonly id: string;
  readonly kind: ItemKind;
  readonly title: string;
  readonly description: string;
  readonly productType: ItemType;
  readonly publisherName: string;
  readonly views: readonly (typeof targetViews)[number][];
  readonly segments: readonly (typeof targetSegments)[number][];
  /** Countries where it is sold; everywhere when left out. */
  readonly countries?: readonly string[];
  /** Whether lists show it only with `reservationScope=AzurePlan`. */
  readonly forAzurePlans?: boolean;
  readonly localizedAttributes?: readonly { readonly key: string; readonly value: string }[];
  readonly skus: readonly CatalogSku[];
}

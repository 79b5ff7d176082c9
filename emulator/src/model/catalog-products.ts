import type { CatalogProduct, CatalogSku, ItemType, Term } from "./catalog-facts";

const plain: Pick<
  CatalogSku,
  | "minimumQuantity"
  | "maximumQuantity"
  | "purchasePrerequisites"
  | "inventoryVariables"
  | "provisioningVariables"
  | "actions"
  | "dynamicAttributes"
  | "sale"
  | "terms"
> = {
  minimumQuantity: 1,
  maximumQuantity: 1,
  purchasePrerequisites: ["MicrosoftCustomerAgreement"],
  inventoryVariables: [],
  provisioningVariables: [],
  actions: ["Refund"],
  dynamicAttributes: { isMicrosoftProduct: true },
  sale: "sold",
  terms: [],
};

const typeOf = (id: string, subType?: string): ItemType => ({
  id,
  displayName: id,
  ...(subType !== undefined && { subType: { id: subType, displayName: subType } }),
});

/** The Azure plan (C 6.1). */
export const azurePlanProduct: CatalogProduct = {
  id: "DZH318Z0BPS6",
  kind: "azurePlan",
  title: "Microsoft Azure plan",
  description: "Gain access to Azure Services.",
  productType: typeOf("Azure", "Azure"),
  publisherName: "Microsoft Corporation",
  views: ["MicrosoftAzure"],
  segments: ["commercial"],
  localizedAttributes: [
    { key: "OfferType", value: "Azure" },
    { key: "Standard", value: "0001" },
    { key: "DevTest", value: "0002" },
  ],
  skus: [
    {
      ...plain,
      id: "0001",
      title: "Microsoft Azure plan",
      description: "Microsoft Azure plan (MS-AZR-0017G)",
      billingCycles: ["one_time"],
      dynamicAttributes: { isMicrosoftProduct: true, pilotProgram: "modernazurepilot" },
      price: 0,
    },
    {
      ...plain,
      id: "0002",
      title: "Microsoft Azure plan for DevTest",
      description: "Microsoft Azure plan for DevTest (MS-AZR-0148G)",
      billingCycles: ["one_time"],
      dynamicAttributes: { isMicrosoftProduct: true, pilotProgram: "modernazurepilot" },
      sale: "notSold",
      price: 0,
    },
  ],
};

/** The offer that came before the plan; the offer's id is its SKU's and its catalog item's (C 6.1). */
export const legacyAzureOffer = "MS-AZR-0145P";

/** The product of that offer. */
export const legacyAzureProduct: CatalogProduct = {
  id: "9DEA7946-EC2C-441E-9FFD-E3B275F7E838",
  kind: "legacyAzure",
  title: "Microsoft Azure",
  description: "Microsoft Azure, paid by usage.",
  productType: typeOf("Azure"),
  publisherName: "Microsoft",
  views: ["Azure"],
  segments: ["commercial"],
  skus: [
    {
      ...plain,
      id: legacyAzureOffer,
      title: "Microsoft Azure",
      description: "Microsoft Azure (MS-AZR-0145P)",
      billingCycles: ["monthly"],
      purchasePrerequisites: ["MicrosoftCloudAgreement"],
      actions: [],
      sale: "retired",
      price: 0,
    },
  ],
};

const yearly = (id: string, billingCycle: Term["billingCycle"], refundedWithin?: string): Term => ({
  id,
  duration: "P1Y",
  description: "One-year commitment",
  billingCycle,
  ...(refundedWithin !== undefined && { refundedWithin }),
});

const licenseProduct: CatalogProduct = {
  id: "CFQ7TTC0LH18",
  kind: "license",
  title: "Practice Office Suite",
  description: "Licenses for people who only write letters.",
  productType: typeOf("OnlineServicesNCE"),
  publisherName: "Microsoft Corporation",
  views: ["OnlineServices"],
  segments: ["commercial", "nonprofit"],
  skus: [
    {
      ...plain,
      id: "0001",
      title: "Practice Office Suite Basic",
      description: "Letters only.",
      maximumQuantity: 300,
      billingCycles: ["monthly", "annual"],
      actions: ["Refund", "Edit"],
      terms: [
        {
          id: "mth7k2p9x4qa",
          duration: "P1M",
          description: "One-month commitment",
          billingCycle: "Monthly",
          refundedWithin: "P7D",
        },
        yearly("yrm3c8v1n6zd", "Monthly", "P7D"),
        yearly("yra5h0w2j7tb", "Annual", "P7D"),
        {
          id: "tri8l1g5y0ws",
          duration: "P3Y",
          description: "Three-year commitment",
          billingCycle: "Annual",
          refundedWithin: "P7D",
          retired: true,
        },
      ],
      price: 60,
      promotions: { "39NFJQT1PFPL": { reduction: 0.15, usesPerCustomer: 1 } },
      customTermEnd: true,
    },
    {
      ...plain,
      id: "0002",
      title: "Practice Cloud Desktop",
      description: "Somebody else's computer; how it is used must be attested.",
      maximumQuantity: 300,
      billingCycles: ["monthly"],
      actions: ["Refund", "Edit"],
      terms: [
        {
          id: "mth9r4s6b1ke",
          duration: "P1M",
          description: "One-month commitment",
          billingCycle: "Monthly",
          refundedWithin: "P7D",
        },
      ],
      price: 31,
      attestationType: "Windows365",
    },
  ],
};

const softwareProduct: CatalogProduct = {
  id: "DG7GMGF0DWTL",
  kind: "software",
  title: "Practice Server",
  description: "A server to keep for ever.",
  productType: typeOf("Software"),
  publisherName: "Microsoft Corporation",
  views: ["Software", "SoftwarePerpetual"],
  segments: ["commercial", "education"],
  countries: ["US", "GB", "DE", "AU", "CA"],
  skus: [
    {
      ...plain,
      id: "0004",
      title: "Practice Server, 16 cores",
      description: "Perpetual license for 16 cores.",
      maximumQuantity: 999_999_999,
      billingCycles: ["one_time"],
      price: 540,
    },
  ],
};

const reservationProduct: CatalogProduct = {
  id: "DZH318Z0BQ35",
  kind: "reservation",
  title: "Reserved VM Instance, Practice Series",
  description: "Virtual machines paid in advance.",
  productType: typeOf("Azure", "VirtualMachines"),
  publisherName: "Microsoft Corporation",
  views: ["AzureReservations", "AzureReservationsVM"],
  segments: ["commercial"],
  forAzurePlans: true,
  skus: [
    {
      ...plain,
      id: "00G1",
      title: "Reserved VM Instance, P1s, US West, one year",
      description: "Reserved VM Instance, P1s.",
      maximumQuantity: 100,
      billingCycles: ["one_time"],
      purchasePrerequisites: ["InventoryCheck", "AzureSubscriptionRegistration", "MicrosoftCustomerAgreement"],
      inventoryVariables: ["CustomerId", "AzureSubscriptionId", "ArmRegionName"],
      provisioningVariables: ["Scope", "SubscriptionId", "Duration"],
      dynamicAttributes: { isMicrosoftProduct: true, armRegionName: "westus", armSkuName: "Practice_P1s" },
      terms: [yearly("yrs2d9f4g8mc", "OneTime")],
      price: 372,
    },
  ],
};

const savingsPlanProduct: CatalogProduct = {
  id: "DZH318Z09V17",
  kind: "savingsPlan",
  title: "Practice Savings Plan for Compute",
  description: "A promise to spend by the hour.",
  productType: typeOf("Azure", "SavingsPlan"),
  publisherName: "Microsoft Corporation",
  views: ["Azure"],
  segments: ["commercial"],
  skus: [
    {
      ...plain,
      id: "0003",
      title: "Practice Savings Plan for Compute, one year",
      description: "One year of a commitment by the hour.",
      billingCycles: ["one_time", "monthly"],
      provisioningVariables: ["Scope", "SubscriptionId", "EntitlementId"],
      actions: [],
      terms: [yearly("ysp6n1x3u5lf", "Monthly")],
      price: 0,
    },
  ],
};

const saasTerm: Term = {
  id: "mth2q7e5u9rx",
  duration: "P1M",
  description: "One-month commitment",
  billingCycle: "Monthly",
  refundedWithin: "P1D",
};

const saasProduct: CatalogProduct = {
  id: "DZH318Z0C7TT",
  kind: "saas",
  title: "Practice Ledger",
  description: "Bookkeeping by somebody else.",
  productType: typeOf("SaaS"),
  publisherName: "Practice Ledgers Ltd",
  views: ["MarketplaceSaaS"],
  segments: ["commercial"],
  skus: [
    {
      ...plain,
      id: "0001",
      title: "Practice Ledger by seat",
      description: "A seat for each bookkeeper.",
      maximumQuantity: 100,
      billingCycles: ["monthly"],
      actions: ["Refund", "Edit"],
      dynamicAttributes: { isMicrosoftProduct: false },
      terms: [saasTerm],
      price: 9,
    },
    {
      ...plain,
      id: "0002",
      title: "Practice Ledger by entry",
      description: "Each entry costs; an Azure plan pays for it.",
      billingCycles: ["monthly"],
      dynamicAttributes: { isMicrosoftProduct: false },
      terms: [saasTerm],
      price: 0,
      metered: true,
    },
  ],
};

/** Everything in the catalog: the plan as the service has it, one made-up item of each other kind to meet its rules. */
export const catalogProducts: readonly CatalogProduct[] = [
  azurePlanProduct,
  legacyAzureProduct,
  licenseProduct,
  softwareProduct,
  reservationProduct,
  savingsPlanProduct,
  saasProduct,
];

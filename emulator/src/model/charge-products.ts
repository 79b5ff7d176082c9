/** What can be charged beside metered usage, and the texts that line items say of it. */
export interface ChargeProduct {
  readonly productId: string;
  readonly skuId: string;
  readonly availabilityId: string;
  readonly productName: string;
  readonly skuName: string;
  readonly publisherName: string;
  readonly publisherId: string;
  readonly productQualifiers: readonly string[];
  readonly unitType: string;
  readonly chargeType: string;
  readonly termAndBillingCycle: string;
  readonly billingFrequency: string;
  /** How long what was charged lasts; 0 for things without end and for credits. */
  readonly termMonths: number;
  /** Whether it is charged again every month. */
  readonly monthly: boolean;
  /** US dollars for one unless the charge says otherwise; a credit's is negative. Decimal text. */
  readonly unitPrice: string;
  /** Part of the price that a promotion takes off. Decimal text. */
  readonly discount: string;
  readonly promotionId: string;
  readonly creditReasonCode: string;
}

const microsoft = { publisherName: "Microsoft Corporation", publisherId: "" };
const plain = {
  ...microsoft,
  productQualifiers: [],
  unitType: "",
  chargeType: "new",
  billingFrequency: "",
  termMonths: 0,
  monthly: false,
  discount: "0",
  promotionId: "",
  creditReasonCode: "",
} as const;

/** The kinds of charges (B 9.5, 10.2), by the keys that seeds and the portal name them with. Prices are made up. */
export const chargeProducts = {
  reservation: {
    ...plain,
    productId: "DZH318Z0BQ4L",
    skuId: "02ZK",
    availabilityId: "DZH318Z0BM5V",
    productName: "Reserved VM Instance",
    skuName: "Reserved VM Instance, Standard_D2s_v3, EU West, 1 Year",
    unitType: "1 Hour",
    termAndBillingCycle: "1 Year commitment, paid once",
    termMonths: 12,
    unitPrice: "613.20",
  },
  licence: {
    ...plain,
    productId: "CFQ7TTC0LCHC",
    skuId: "0002",
    availabilityId: "CFQ7TTC0X8QP",
    productName: "Microsoft 365 Business Premium",
    skuName: "Microsoft 365 Business Premium",
    unitType: "Licenses",
    chargeType: "renew",
    termAndBillingCycle: "1 Year commitment, billed every month",
    billingFrequency: "1-month",
    termMonths: 1,
    monthly: true,
    unitPrice: "17.605",
    discount: "0.15",
    promotionId: "39NFJQT20W5F:0001:39NFJQT1PJLT",
  },
  software: {
    ...plain,
    productId: "DG7GMGF0D5RK",
    skuId: "0005",
    availabilityId: "DG7GMGF0FVDZ",
    productName: "Windows Server 2022 Standard - 16 Core License Pack",
    skuName: "Windows Server 2022 Standard - 16 Core License Pack",
    unitType: "Licenses",
    termAndBillingCycle: "One-time payment",
    unitPrice: "893.07",
  },
  marketplace: {
    ...plain,
    productId: "DZH318Z08M2T",
    skuId: "0014",
    availabilityId: "DZH318Z0C2KB",
    productName: "Backhaul Backup for Teams",
    skuName: "Standard plan",
    publisherName: "Backhaul Software",
    publisherId: "43216790",
    unitType: "Users",
    chargeType: "renew",
    termAndBillingCycle: "1 Month commitment, billed every month",
    billingFrequency: "1-month",
    termMonths: 1,
    monthly: true,
    unitPrice: "3.49",
  },
  credit: {
    ...plain,
    productId: "DZH318Z0BPS6",
    skuId: "0001",
    availabilityId: "",
    productName: "Credit",
    skuName: "Service credit",
    chargeType: "customerCredit",
    termAndBillingCycle: "",
    unitPrice: "-25.00",
    creditReasonCode: "Service Level Agreement",
  },
  /** A legacy subscription of Office, billed with legacy Azure. */
  office: {
    ...plain,
    productId: "031C9E47-4802-4248-838E-778FB1D2CC05",
    skuId: "",
    availabilityId: "",
    productName: "Office 365 Business Premium",
    skuName: "Office 365 Business Premium",
    chargeType: "Cycle fee",
    termAndBillingCycle: "",
    billingFrequency: "MONTHLY",
    termMonths: 1,
    monthly: true,
    unitPrice: "11.75",
  },
} as const satisfies Readonly<Record<string, ChargeProduct>>;

/** Key of a kind of charge. */
export type ChargeKind = keyof typeof chargeProducts;

/** The keys of all kinds. */
export const chargeKinds = Object.keys(chargeProducts).filter((key): key is ChargeKind =>
  Object.hasOwn(chargeProducts, key),
);

/** What is charged with this key. */
export const chargeProduct = (key: ChargeKind): ChargeProduct => chargeProducts[key];

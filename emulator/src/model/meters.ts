import { createHash } from "node:crypto";

/** What Azure measures and at which price. */
export interface Meter {
  readonly productId: string;
  readonly skuId: string;
  readonly availabilityId: string;
  readonly productName: string;
  readonly skuName: string;
  readonly name: string;
  readonly category: string;
  readonly subcategory: string;
  /** Unit of the quantity as usage records and line items write it. */
  readonly unit: string;
  /** US dollars for one unit: decimal text. */
  readonly unitPrice: string;
  /** Whether the partner gets its earned credit on it. */
  readonly partnerEarnedCredit: boolean;
  /** Full type of the resource it belongs to. */
  readonly resourceType: string;
}

const vm = {
  productName: "Virtual Machines",
  category: "Virtual Machines",
  resourceType: "Microsoft.Compute/virtualMachines",
};
const storage = { productName: "Storage", category: "Storage", resourceType: "Microsoft.Storage/storageAccounts" };

/** The meters that resources can have, by the keys that seeds and the portal name them with. Prices are made up. */
export const meters = {
  vmB2s: {
    ...vm,
    productId: "DZH318Z0BQ35",
    skuId: "00JR",
    availabilityId: "DZH318Z0BXWC",
    skuName: "B2s",
    name: "B2s",
    subcategory: "BS Series",
    unit: "1 Hour",
    unitPrice: "0.0496",
    partnerEarnedCredit: true,
  },
  vmD2sV3: {
    ...vm,
    productId: "DZH318Z0BQ3L",
    skuId: "0049",
    availabilityId: "DZH318Z0BXR1",
    skuName: "D2s v3",
    name: "D2 v3/D2s v3",
    subcategory: "Dv3/DSv3 Series",
    unit: "1 Hour",
    unitPrice: "0.117",
    partnerEarnedCredit: true,
  },
  vmE4sV5: {
    ...vm,
    productId: "DZH318Z08NGX",
    skuId: "01C4",
    availabilityId: "DZH318Z0BZ0T",
    skuName: "E4s v5",
    name: "E4s v5",
    subcategory: "Esv5 Series",
    unit: "1 Hour",
    unitPrice: "0.3136",
    partnerEarnedCredit: true,
  },
  diskPremium: {
    productName: "Premium SSD Managed Disks",
    category: "Storage",
    resourceType: "Microsoft.Compute/disks",
    productId: "DZH318Z0BP04",
    skuId: "008J",
    availabilityId: "DZH318Z0BX6K",
    skuName: "P10 LRS",
    name: "P10 LRS Disk",
    subcategory: "Premium SSD Managed Disks",
    unit: "1/Month",
    unitPrice: "21.6754",
    partnerEarnedCredit: true,
  },
  blobHot: {
    ...storage,
    productId: "DZH318Z0BNZH",
    skuId: "0037",
    availabilityId: "DZH318Z0BWQ8",
    skuName: "Hot LRS",
    name: "Hot LRS Data Stored",
    subcategory: "Tiered Block Blob",
    unit: "1 GB/Month",
    unitPrice: "0.0196",
    partnerEarnedCredit: true,
  },
  blobOperations: {
    ...storage,
    productId: "DZH318Z0BNZH",
    skuId: "0038",
    availabilityId: "DZH318Z0BWQ9",
    skuName: "Hot LRS",
    name: "Hot Write Operations",
    subcategory: "Tiered Block Blob",
    unit: "10K",
    unitPrice: "0.054",
    partnerEarnedCredit: true,
  },
  bandwidth: {
    productName: "Bandwidth",
    category: "Bandwidth",
    resourceType: "Microsoft.Compute/virtualMachines",
    productId: "DZH318Z0BPS8",
    skuId: "000C",
    availabilityId: "DZH318Z0BX1N",
    skuName: "Inter-Region",
    name: "Standard Data Transfer Out",
    subcategory: "",
    unit: "1 GB",
    unitPrice: "0.087",
    partnerEarnedCredit: true,
  },
  publicIp: {
    productName: "IP Addresses",
    category: "Virtual Network",
    resourceType: "Microsoft.Network/publicIPAddresses",
    productId: "DZH318Z0BP8Q",
    skuId: "0007",
    availabilityId: "DZH318Z0BX3V",
    skuName: "Standard",
    name: "Standard IPv4 Static Public IP",
    subcategory: "IP Addresses",
    unit: "1 Hour",
    unitPrice: "0.005",
    partnerEarnedCredit: true,
  },
  networkFree: {
    productName: "Virtual Network",
    category: "Virtual Network",
    resourceType: "Microsoft.Network/virtualNetworks",
    productId: "DZH318Z0BP9M",
    skuId: "0002",
    availabilityId: "DZH318Z0BX40",
    skuName: "Private",
    name: "Basic Private Link (free)",
    subcategory: "Virtual Network Private Link",
    unit: "1 Hour",
    unitPrice: "0",
    partnerEarnedCredit: false,
  },
  sqlServerless: {
    productName: "SQL Database Single/Elastic Pool General Purpose - Serverless",
    category: "SQL Database",
    resourceType: "Microsoft.Sql/servers",
    productId: "DZH318Z0BQGX",
    skuId: "00B1",
    availabilityId: "DZH318Z0BXMP",
    skuName: "1 vCore",
    name: "vCore",
    subcategory: "Single/Elastic Pool General Purpose - Serverless - Compute Gen5",
    unit: "1 Hour",
    unitPrice: "0.521834",
    partnerEarnedCredit: true,
  },
  appServiceP1: {
    productName: "Azure App Service Premium v3 Plan",
    category: "Azure App Service",
    resourceType: "Microsoft.Web/serverfarms",
    productId: "DZH318Z0BQ54",
    skuId: "001T",
    availabilityId: "DZH318Z0BXBD",
    skuName: "P1 v3",
    name: "P1 v3 App",
    subcategory: "Premium v3 Plan",
    unit: "1 Hour",
    unitPrice: "0.2475",
    partnerEarnedCredit: true,
  },
  logAnalytics: {
    productName: "Log Analytics",
    category: "Log Analytics",
    resourceType: "Microsoft.OperationalInsights/workspaces",
    productId: "DZH318Z0BQDL",
    skuId: "000H",
    availabilityId: "DZH318Z0BXH2",
    skuName: "Analytics Logs",
    name: "Pay-as-you-go Data Ingestion",
    subcategory: "",
    unit: "1 GB",
    unitPrice: "2.3",
    partnerEarnedCredit: true,
  },
  linuxLicence: {
    productName: "Virtual Machines Licenses",
    category: "Virtual Machines Licenses",
    resourceType: "Microsoft.Compute/virtualMachines",
    productId: "DZH318Z0BPN2",
    skuId: "00FD",
    availabilityId: "DZH318Z0BX8W",
    skuName: "1-4 vCPU",
    name: "1-4 vCPU VM License",
    subcategory: "Red Hat Enterprise Linux",
    unit: "1 Hour",
    unitPrice: "0.06",
    partnerEarnedCredit: false,
  },
} as const satisfies Readonly<Record<string, Meter>>;

/** Key of a meter. */
export type MeterKey = keyof typeof meters;

/** The keys of all meters. */
export const meterKeys = Object.keys(meters).filter((key): key is MeterKey => Object.hasOwn(meters, key));

/** The meter of this key. */
export const meterOf = (key: MeterKey): Meter => meters[key];

const meterRegions: Readonly<Record<string, string>> = {
  westus: "US West",
  westus2: "US West 2",
  eastus: "US East",
  centralus: "US Central",
  westeurope: "EU West",
  northeurope: "EU North",
  germanywestcentral: "DE West Central",
  uksouth: "UK South",
  norwayeast: "NO East",
  australiaeast: "AU East",
  canadacentral: "CA Central",
};

/** How meters name an Azure region. */
export const meterRegion = (location: string): string => meterRegions[location.toLowerCase()] ?? location;

/** The rate card's GUID of a meter in a region: the same one always. */
export function meterGuid(key: string, location: string): string {
  const digest = createHash("sha256")
    .update(`meter:${key}:${meterRegion(location)}`)
    .digest("hex");
  return digest.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, "$1-$2-4$3-8$4-$5");
}

/** The meter's id in usage by meter (B 4.7): no GUID, but text with spaces, parentheses and slashes. */
export function meterText(meter: Meter, location: string): string {
  return `${meter.productId}-${meter.skuId}-${meter.productName}/${meter.name} (${meterRegion(location)})`;
}

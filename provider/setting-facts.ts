import type { CloudName } from "./client/endpoint";

/** What is known of one setting. */
export interface SettingFacts {
  /** Environment variable; beats stack config, is beaten by an explicit `Provider`. */
  readonly env: string;
  /** Text taken when nothing is set; absent where there is none or where it depends on the cloud. */
  readonly byDefault?: string;
  readonly secret?: true;
  /** How messages show a value. */
  readonly example: string;
}

/** Every setting. Its key is the name in an explicit `Provider` and, after `partnercenter:`, in stack config. */
export const settingFacts = {
  tenantId: { env: "PARTNERCENTER_TENANT_ID", example: "<GUID of the partner's tenant>" },
  clientId: { env: "PARTNERCENTER_CLIENT_ID", example: "<GUID of the application>" },
  clientSecret: { env: "PARTNERCENTER_CLIENT_SECRET", secret: true, example: "<secret>" },
  certificatePath: { env: "PARTNERCENTER_CERTIFICATE_PATH", example: "./application.pem" },
  certificate: { env: "PARTNERCENTER_CERTIFICATE", secret: true, example: "< application.pem" },
  certificatePassword: { env: "PARTNERCENTER_CERTIFICATE_PASSWORD", secret: true, example: "<passphrase>" },
  oidcTokenFile: { env: "PARTNERCENTER_OIDC_TOKEN_FILE", example: "/var/run/secrets/tokens/entra" },
  useGithubOidc: { env: "PARTNERCENTER_USE_GITHUB_OIDC", byDefault: "false", example: "true" },
  refreshTokenFile: { env: "PARTNERCENTER_REFRESH_TOKEN_FILE", example: "./refresh-token" },
  cloud: { env: "PARTNERCENTER_CLOUD", byDefault: "public", example: "public" },
  endpoint: {
    env: "PARTNERCENTER_ENDPOINT",
    byDefault: "https://api.partnercenter.microsoft.com",
    example: "https://api.partnercenter.microsoft.com",
  },
  graphEndpoint: { env: "PARTNERCENTER_GRAPH_ENDPOINT", example: "https://graph.microsoft.com" },
  managementEndpoint: { env: "PARTNERCENTER_MANAGEMENT_ENDPOINT", example: "https://management.azure.com" },
  authority: { env: "PARTNERCENTER_AUTHORITY", example: "https://login.microsoftonline.com" },
  caFile: { env: "PARTNERCENTER_CA_FILE", example: "./company-ca.pem" },
  pollInterval: { env: "PARTNERCENTER_POLL_INTERVAL", byDefault: "2s", example: "2s" },
  timeScale: { env: "PARTNERCENTER_TIME_SCALE", byDefault: "1", example: "1" },
  settleBeforePurchase: { env: "PARTNERCENTER_SETTLE_BEFORE_PURCHASE", byDefault: "false", example: "true" },
  managementTenant: { env: "PARTNERCENTER_MANAGEMENT_TENANT", byDefault: "customer", example: "partner" },
  preflight: { env: "PARTNERCENTER_PREFLIGHT", byDefault: "false", example: "true" },
  maxPurchasesPerRun: { env: "PARTNERCENTER_MAX_PURCHASES_PER_RUN", example: "1" },
  allowedCustomers: { env: "PARTNERCENTER_ALLOWED_CUSTOMERS", example: "<GUID>,<GUID>" },
  protectProduction: { env: "PARTNERCENTER_PROTECT_PRODUCTION", byDefault: "false", example: "true" },
} as const satisfies Readonly<Record<string, SettingFacts>>;

export type SettingKey = keyof typeof settingFacts;

/** The ways in which an application proves that it is itself; an identity has exactly one of them. */
export const proofKeys = [
  "clientSecret",
  "certificatePath",
  "certificate",
  "oidcTokenFile",
  "useGithubOidc",
] as const satisfies readonly SettingKey[];

/** What makes an identity; it comes whole from one source. */
export const identityKeys = [
  "tenantId",
  "clientId",
  ...proofKeys,
  "certificatePassword",
  "refreshTokenFile",
] as const satisfies readonly SettingKey[];

export type IdentityKey = (typeof identityKeys)[number];

/** Names that people have set already for other Azure tools. */
export interface BorrowedIdentity {
  readonly prefix: string;
  readonly env: Readonly<Partial<Record<IdentityKey, string>>>;
  /** The switch without which `oidcTokenFile` does not count and with which, without that file, GitHub's OIDC is meant. */
  readonly oidcSwitch?: string;
}

/** The identity only, in this order, after all of ours. */
export const borrowedIdentities: readonly BorrowedIdentity[] = [
  {
    // Azure's own libraries; AKS sets the last one for workload identities.
    prefix: "AZURE_",
    env: {
      tenantId: "AZURE_TENANT_ID",
      clientId: "AZURE_CLIENT_ID",
      clientSecret: "AZURE_CLIENT_SECRET",
      certificatePath: "AZURE_CLIENT_CERTIFICATE_PATH",
      certificatePassword: "AZURE_CLIENT_CERTIFICATE_PASSWORD",
      oidcTokenFile: "AZURE_FEDERATED_TOKEN_FILE",
    },
  },
  {
    // azure-native and azurerm.
    prefix: "ARM_",
    env: {
      tenantId: "ARM_TENANT_ID",
      clientId: "ARM_CLIENT_ID",
      clientSecret: "ARM_CLIENT_SECRET",
      certificatePath: "ARM_CLIENT_CERTIFICATE_PATH",
      certificatePassword: "ARM_CLIENT_CERTIFICATE_PASSWORD",
      oidcTokenFile: "ARM_OIDC_TOKEN_FILE_PATH",
      useGithubOidc: "ARM_USE_OIDC",
    },
    oidcSwitch: "ARM_USE_OIDC",
  },
];

/** Clouds that this package works in; what each has of its own: its services' roots, which are also whom tokens are for. */
export const clouds = {
  public: {
    authority: "https://login.microsoftonline.com",
    graph: "https://graph.microsoft.com",
    management: "https://management.azure.com",
    tokenExchange: "api://AzureADTokenExchange",
  },
  usGovernment: {
    authority: "https://login.microsoftonline.us",
    graph: "https://graph.microsoft.us",
    management: "https://management.usgovcloudapi.net",
    tokenExchange: "api://AzureADTokenExchangeUSGov",
  },
} as const satisfies Readonly<Record<CloudName, Readonly<Record<string, string>>>>;

/** Every setting's key, in the order of the table. */
export const settingKeys: readonly SettingKey[] = Object.keys(settingFacts).filter(isSettingKey);

export function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(settingFacts, key);
}

/** The two places where a setting is usually set, as one sentence. */
export function howToSet(key: SettingKey): string {
  const facts: SettingFacts = settingFacts[key];
  const flag = facts.secret ? "--secret " : "";
  return `Set ${key} with \`pulumi config set ${flag}partnercenter:${key} ${facts.example}\` or in the environment as ${facts.env}.`;
}

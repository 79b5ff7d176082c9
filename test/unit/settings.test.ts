import { inspect } from "node:util";
import { settingFacts, settingKeys } from "../../provider/setting-facts";
import { loadSettings, type SettingOptions } from "../../provider/settings";

const identity = {
  tenantId: "0AAAAAAA-0000-4000-8000-00000000000A",
  clientId: "0BBBBBBB-0000-4000-8000-00000000000B",
  clientSecret: "Tp7~very-secret",
};

const ours = {
  PARTNERCENTER_TENANT_ID: "1aaaaaaa-0000-4000-8000-000000000001",
  PARTNERCENTER_CLIENT_ID: "1bbbbbbb-0000-4000-8000-000000000001",
  PARTNERCENTER_CLIENT_SECRET: "environment-secret",
};

const azure = {
  AZURE_TENANT_ID: "2aaaaaaa-0000-4000-8000-000000000002",
  AZURE_CLIENT_ID: "2bbbbbbb-0000-4000-8000-000000000002",
  AZURE_CLIENT_SECRET: "azure-secret",
};

const arm = {
  ARM_TENANT_ID: "3aaaaaaa-0000-4000-8000-000000000003",
  ARM_CLIENT_ID: "3bbbbbbb-0000-4000-8000-000000000003",
  ARM_CLIENT_SECRET: "arm-secret",
};

const secrets = [identity, ours, azure, arm].flatMap((source) =>
  Object.entries(source).flatMap(([key, value]) => (/secret/i.test(key) ? [value] : [])),
);

function refusal(
  config: Record<string, unknown>,
  environment: Record<string, string> = {},
  options?: SettingOptions,
): string {
  try {
    loadSettings(config, environment, options);
  } catch (error) {
    expect(error).toMatchObject({ kind: "settings" });
    for (const secret of secrets) expect(inspect(error)).not.toContain(secret);
    return error instanceof Error ? error.message : "";
  }
  throw new Error("the settings were accepted");
}

describe("loadSettings", () => {
  it("needs an identity only", () => {
    expect(loadSettings(identity, {})).toEqual({
      identity: {
        tenantId: "0aaaaaaa-0000-4000-8000-00000000000a",
        clientId: "0bbbbbbb-0000-4000-8000-00000000000b",
        clientSecret: "Tp7~very-secret",
      },
      cloud: "public",
      endpoint: "https://api.partnercenter.microsoft.com",
      graphEndpoint: "https://graph.microsoft.com",
      managementEndpoint: "https://management.azure.com",
      authority: "https://login.microsoftonline.com",
      pollIntervalMs: 2000,
      timeScale: 1,
      settleBeforePurchase: false,
      managementTenant: "customer",
      preflight: false,
    });
  });

  it("reads every setting, as text or typed", () => {
    const config = {
      ...identity,
      cloud: "USGovernment",
      endpoint: "http://127.0.0.1:8080/v1/",
      graphEndpoint: "http://127.0.0.1:8081",
      managementEndpoint: "http://127.0.0.1:8082/",
      authority: "https://localhost:8443/",
      caFile: "ca.pem",
      pollInterval: "500ms",
      timeScale: 60,
      settleBeforePurchase: true,
      managementTenant: "Partner",
      preflight: true,
      maxPurchasesPerRun: 3,
      allowedCustomers: '["0CCCCCCC-0000-4000-8000-00000000000c","0ddddddd-0000-4000-8000-00000000000d"]',
      protectProduction: true,
    };
    expect(loadSettings(config, {})).toMatchObject({
      cloud: "usGovernment",
      endpoint: "http://127.0.0.1:8080",
      graphEndpoint: "http://127.0.0.1:8081",
      managementEndpoint: "http://127.0.0.1:8082",
      authority: "https://localhost:8443",
      caFile: "ca.pem",
      pollIntervalMs: 500,
      timeScale: 60,
      settleBeforePurchase: true,
      managementTenant: "partner",
      preflight: true,
      maxPurchasesPerRun: 3,
      allowedCustomers: ["0ccccccc-0000-4000-8000-00000000000c", "0ddddddd-0000-4000-8000-00000000000d"],
    });
    const texts = Object.fromEntries(Object.entries(config).map(([key, value]) => [key, String(value)]));
    expect(loadSettings(texts, {})).toEqual(loadSettings(config, {}));
  });

  it("reads every setting from the environment", () => {
    const values: Record<string, string> = {
      ...identity,
      refreshTokenFile: "refresh-token",
      cloud: "public",
      endpoint: "https://proxy.example/pc",
      graphEndpoint: "https://graph.example",
      managementEndpoint: "https://management.example",
      authority: "https://login.example",
      caFile: "ca.pem",
      pollInterval: "3",
      timeScale: "1",
      settleBeforePurchase: "1",
      managementTenant: "partner",
      preflight: "true",
      maxPurchasesPerRun: "0",
      allowedCustomers: "0ccccccc-0000-4000-8000-00000000000c, 0ddddddd-0000-4000-8000-00000000000d",
      protectProduction: "true",
    };
    const environment = Object.fromEntries(settingKeys.map((key) => [settingFacts[key].env, values[key]]));
    expect(loadSettings({}, environment)).toEqual(loadSettings(values, {}));
    // Of the proofs there can be one only; the others have tests of their own.
    const proofs = ["certificatePath", "certificate", "certificatePassword", "oidcTokenFile", "useGithubOidc"];
    expect(Object.keys(values)).toEqual(settingKeys.filter((key) => !proofs.includes(key)));
  });

  it("knows the US Government cloud's own addresses", () => {
    expect(loadSettings({ ...identity, cloud: "usGovernment" }, {})).toMatchObject({
      endpoint: "https://api.partnercenter.microsoft.com",
      authority: "https://login.microsoftonline.us",
      managementEndpoint: "https://management.usgovcloudapi.net",
    });
  });

  it("takes the real Partner Center only by name, when it is protected", () => {
    expect(refusal({ ...identity, protectProduction: true })).toMatch(
      /protectProduction is set and no endpoint is named.*partnercenter:endpoint/,
    );
    const endpoint = "https://api.partnercenter.microsoft.com";
    expect(loadSettings({ ...identity, protectProduction: true, endpoint }, {}).endpoint).toBe(endpoint);
    expect(loadSettings({ ...identity, protectProduction: false }, {}).endpoint).toBe(endpoint);
  });

  it("takes an emulator for all services, so that practice never meets the real Azure", () => {
    expect(loadSettings({ ...identity, endpoint: "https://127.0.0.1:8443" }, {})).toMatchObject({
      graphEndpoint: "https://127.0.0.1:8443",
      managementEndpoint: "https://127.0.0.1:8443",
    });
  });

  it.each([
    ["2s", 2000],
    ["500ms", 500],
    ["1.5s", 1500],
    ["1m", 60_000],
    ["4", 4000],
    [0.25, 250],
  ])("reads the poll interval %j as %i ms", (pollInterval, expected) => {
    expect(loadSettings({ ...identity, pollInterval }, {}).pollIntervalMs).toBe(expected);
  });
});

describe("precedence", () => {
  const tenant = (...args: Parameters<typeof loadSettings>) => loadSettings(...args).identity.tenantId[0];
  const everything = { ...ours, ...azure, ...arm };

  it("is explicit Provider, PARTNERCENTER_*, stack config, AZURE_*, ARM_*", () => {
    expect(tenant(identity, everything, { explicitProvider: true })).toBe("0");
    expect(tenant(identity, everything)).toBe("1");
    expect(tenant(identity, { ...azure, ...arm })).toBe("0");
    expect(tenant({}, { ...azure, ...arm })).toBe("2");
    expect(tenant({}, arm)).toBe("3");
  });

  it("holds for each setting by itself, except for the identity", () => {
    const config = { ...identity, pollInterval: "7s" };
    const environment = { PARTNERCENTER_POLL_INTERVAL: "9s" };
    expect(loadSettings(config, environment).pollIntervalMs).toBe(9000);
    expect(loadSettings(config, environment, { explicitProvider: true }).pollIntervalMs).toBe(7000);
  });

  it("takes empty values for not set", () => {
    expect(tenant(identity, { PARTNERCENTER_TENANT_ID: "", PARTNERCENTER_CLIENT_ID: " " })).toBe("0");
  });

  it("never mixes two identities", () => {
    const message = refusal(identity, { PARTNERCENTER_CLIENT_SECRET: "environment-secret" });
    expect(message).toContain(
      "tenantId and clientId are missing: the environment (PARTNERCENTER_*) has clientSecret only",
    );
    expect(message).toContain("PARTNERCENTER_TENANT_ID");
  });

  it("says where a borrowed identity is incomplete", () => {
    const message = refusal({}, { AZURE_TENANT_ID: azure.AZURE_TENANT_ID, AZURE_CLIENT_ID: azure.AZURE_CLIENT_ID });
    expect(message).toContain("clientSecret is missing: the environment (AZURE_*)");
    expect(message).toContain("Set AZURE_CLIENT_SECRET too");
  });
});

describe("refusals", () => {
  it("of a missing identity say how to set it", () => {
    const message = refusal({});
    expect(message).toContain("tenantId, clientId, clientSecret are needed");
    expect(message).toContain("pulumi config set --secret partnercenter:clientSecret");
    expect(message).toContain("PARTNERCENTER_CLIENT_SECRET");
    expect(message).toContain("AZURE_CLIENT_SECRET");
  });

  it("of a missing part name it and its source", () => {
    const { clientSecret: _, ...rest } = identity;
    expect(refusal(rest)).toContain("clientSecret is missing: stack config has tenantId and clientId only");
    expect(refusal(rest, {}, { explicitProvider: true })).toContain("the explicit Provider has");
  });

  it.each([
    ["tenantID", "partnercenter:tenantId"],
    ["client_secret", "partnercenter:clientSecret"],
    ["enpoint", "partnercenter:endpoint"],
    ["timescale", "partnercenter:timeScale"],
  ])("of the unknown key %s name %s", (key, near) => {
    expect(refusal({ ...identity, [key]: "x" })).toContain(
      `partnercenter:${key} is not a setting. Did you mean ${near}?`,
    );
  });

  it("of a key like no other list what there is", () => {
    expect(refusal({ ...identity, wallpaper: "blue" })).toContain(
      "There are tenantId, clientId, clientSecret, certificatePath",
    );
  });

  const rows: readonly (readonly [string, Record<string, unknown>, RegExp])[] = [
    ["a domain for the tenant", { tenantId: "contoso.onmicrosoft.com" }, /tenantId.*domain name.*GUID/],
    ["a tenant that is no GUID", { tenantId: "contoso" }, /tenantId must be a GUID/],
    ["a secret in the wrong place", { clientId: "Tp7~very-secret" }, /clientId must be a GUID/],
    ["a wrong type", { tenantId: { secret: "Tp7~very-secret" } }, /tenantId must be a text/],
    ["an unknown cloud", { cloud: "germany" }, /cloud must be public or usGovernment.*"germany"/],
    ["China", { cloud: "china" }, /no Azure plans in the China cloud.*21Vianet/],
    ["a count that is none", { maxPurchasesPerRun: "-1" }, /maxPurchasesPerRun must be a whole number from 0/],
    ["a fraction of a purchase", { maxPurchasesPerRun: 1.5 }, /maxPurchasesPerRun must be a whole number from 0/],
    [
      "a customer that is no GUID",
      { allowedCustomers: "contoso" },
      /allowedCustomers must be a list of GUIDs; number 1/,
    ],
    ["no address", { endpoint: "localhost" }, /endpoint is not an address.*PARTNERCENTER_ENDPOINT/],
    ["another protocol", { endpoint: "ftp://x.example" }, /endpoint must begin with https/],
    ["plain HTTP to elsewhere", { endpoint: "http://x.example" }, /endpoint must begin with https:.*credentials/],
    ["plain HTTP to a lookalike", { endpoint: "http://localhost.example" }, /endpoint must begin with https/],
    [
      "credentials in an address",
      { endpoint: "https://u:Tp7~very-secret@x.example" },
      /endpoint must not contain cred/,
    ],
    ["a query in an address", { endpoint: "https://x.example/?a=1" }, /endpoint must not contain a query/],
    ["plain HTTP for tokens", { authority: "http://login.example" }, /authority must begin with https/],
    ["a tenant in the authority", { authority: "https://login.example/common" }, /authority must not contain a path/],
    ["no time", { pollInterval: "often" }, /pollInterval.*500ms.*"often"/],
    ["no time at all", { pollInterval: "0s" }, /pollInterval must be a time above zero/],
    ["no number", { timeScale: "fast" }, /timeScale must be a number/],
    ["a negative scale", { timeScale: -1 }, /timeScale must be a number above zero/],
    ["a scale for the real service", { timeScale: 60 }, /timeScale 60.*api\.partnercenter\.microsoft\.com.*emulator/],
    ["no tenant's side", { managementTenant: "mine" }, /managementTenant must be customer or partner/],
    ["no truth", { settleBeforePurchase: "maybe" }, /settleBeforePurchase must be true or false/],
  ];

  it.each(rows)("of %s", (_what, wrong, expected) => {
    expect(refusal({ ...identity, ...wrong })).toMatch(expected);
  });

  it("name the environment where the value came from there", () => {
    expect(refusal(identity, { PARTNERCENTER_CLOUD: "moon" })).toContain(
      'the environment (PARTNERCENTER_*) has "moon"',
    );
  });
});

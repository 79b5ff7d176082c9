import { inspect } from "node:util";
import { loadSettings } from "../../provider/settings";

const who = { tenantId: "0aaaaaaa-0000-4000-8000-00000000000a", clientId: "0bbbbbbb-0000-4000-8000-00000000000b" };
const secrets = ["Tp7~very-secret", "open-sesame-7", "request-token-secret"];
const [clientSecret = "", certificatePassword = "", requestToken = ""] = secrets;
const github = {
  ACTIONS_ID_TOKEN_REQUEST_URL: "https://github.example/token?job=7",
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken,
};
const githubOidc = { requestUrl: github.ACTIONS_ID_TOKEN_REQUEST_URL, requestToken };

const identityOf = (...args: Parameters<typeof loadSettings>) => loadSettings(...args).identity;

function refusal(...args: Parameters<typeof loadSettings>): string {
  try {
    loadSettings(...args);
  } catch (error) {
    expect(error).toMatchObject({ kind: "settings" });
    for (const secret of secrets) expect(inspect(error)).not.toContain(secret);
    return error instanceof Error ? error.message : "";
  }
  throw new Error("the identity was accepted");
}

describe("an application proves itself", () => {
  it.each([
    ["a secret", { clientSecret }, { clientSecret }],
    ["a certificate", { certificatePath: "app.pem" }, { certificatePath: "app.pem" }],
    [
      "an encrypted certificate",
      { certificatePath: "app.pem", certificatePassword },
      { certificatePath: "app.pem", certificatePassword },
    ],
    ["a certificate's text", { certificate: "PEM" }, { certificate: "PEM" }],
    [
      "an encrypted certificate's text",
      { certificate: "PEM", certificatePassword },
      { certificate: "PEM", certificatePassword },
    ],
    ["an OIDC token file", { oidcTokenFile: "token" }, { oidcTokenFile: "token" }],
    ["GitHub's OIDC", { useGithubOidc: true }, { githubOidc }],
    ["a secret, GitHub's being off", { clientSecret, useGithubOidc: "false" }, { clientSecret }],
  ])("with %s", (_what, proof, expected) => {
    expect(identityOf({ ...who, ...proof }, github)).toEqual({ ...who, ...expected });
    const withUser = { ...who, ...proof, refreshTokenFile: "refresh" };
    expect(identityOf(withUser, github)).toEqual({ ...who, ...expected, refreshTokenFile: "refresh" });
  });

  it("with exactly one thing of one source", () => {
    expect(refusal({ ...who, clientSecret, certificatePath: "app.pem" }, {})).toMatch(
      /^clientSecret and certificatePath contradict each other: stack config has both/,
    );
    expect(refusal({ ...who, clientSecret, oidcTokenFile: "token", useGithubOidc: true }, github)).toMatch(
      /^clientSecret and oidcTokenFile and useGithubOidc contradict each other/,
    );
    const environment = { AZURE_CLIENT_SECRET: clientSecret, AZURE_CLIENT_CERTIFICATE_PATH: "app.pem" };
    expect(refusal({}, environment)).toMatch(
      /^AZURE_CLIENT_SECRET and AZURE_CLIENT_CERTIFICATE_PATH contradict each other: the environment \(AZURE_\*\)/,
    );
  });

  it("never with a half of another source", () => {
    const password = { PARTNERCENTER_CERTIFICATE_PASSWORD: certificatePassword };
    expect(refusal({ ...who, certificatePath: "app.pem" }, password)).toMatch(
      /^certificatePassword is set without certificatePath: the environment \(PARTNERCENTER_\*\)/,
    );
    expect(refusal({ ...who, clientSecret }, { PARTNERCENTER_REFRESH_TOKEN_FILE: "refresh" })).toMatch(
      /tenantId and clientId and clientSecret are missing.*has refreshTokenFile only/,
    );
  });

  it("or is refused with every way to do it", () => {
    const message = refusal(who, {});
    expect(message).toMatch(/^clientSecret is missing/);
    expect(message).toMatch(/may have certificatePath, certificate, oidcTokenFile or useGithubOidc/);
    expect(message).not.toMatch(/This job/);
    expect(refusal(who, github)).toContain("This job could use useGithubOidc.");
    expect(refusal({ certificatePath: "app.pem" }, {})).toMatch(/^tenantId and clientId are missing/);
  });
});

describe("GitHub's OIDC", () => {
  it("is for a job of GitHub Actions that may ask for a token", () => {
    expect(refusal({ ...who, useGithubOidc: true }, {})).toMatch(
      /ACTIONS_ID_TOKEN_REQUEST_URL and ACTIONS_ID_TOKEN_REQUEST_TOKEN are not.*id-token: write/,
    );
  });

  it.each(["http://github.example/token", "nowhere"])("is not asked for at %s", (url) => {
    expect(refusal({ ...who, useGithubOidc: true }, { ...github, ACTIONS_ID_TOKEN_REQUEST_URL: url })).toMatch(
      /ACTIONS_ID_TOKEN_REQUEST_URL is no address/,
    );
  });

  it("must be switched on by a truth", () => {
    expect(refusal({ ...who, useGithubOidc: "perhaps" }, github)).toMatch(/useGithubOidc must be true or false/);
  });
});

describe("names that people have set already", () => {
  const azure = { AZURE_TENANT_ID: who.tenantId, AZURE_CLIENT_ID: who.clientId };
  const arm = { ARM_TENANT_ID: who.tenantId, ARM_CLIENT_ID: who.clientId };

  it.each([
    ["AZURE_*'s certificate", { ...azure, AZURE_CLIENT_CERTIFICATE_PATH: "a.pem" }, { certificatePath: "a.pem" }],
    [
      "AZURE_*'s encrypted certificate",
      {
        ...azure,
        AZURE_CLIENT_CERTIFICATE_PATH: "a.pem",
        AZURE_CLIENT_CERTIFICATE_PASSWORD: certificatePassword,
      },
      { certificatePath: "a.pem", certificatePassword },
    ],
    ["a workload identity of AKS", { ...azure, AZURE_FEDERATED_TOKEN_FILE: "token" }, { oidcTokenFile: "token" }],
    ["ARM_*'s certificate", { ...arm, ARM_CLIENT_CERTIFICATE_PATH: "a.pem" }, { certificatePath: "a.pem" }],
    [
      "ARM_*'s OIDC token file",
      { ...arm, ARM_USE_OIDC: "true", ARM_OIDC_TOKEN_FILE_PATH: "token" },
      { oidcTokenFile: "token" },
    ],
    ["ARM_*'s OIDC on GitHub", { ...arm, ...github, ARM_USE_OIDC: "true" }, { githubOidc }],
    [
      "ARM_*'s secret, its OIDC being off",
      { ...arm, ARM_CLIENT_SECRET: clientSecret, ARM_USE_OIDC: "false", ARM_OIDC_TOKEN_FILE_PATH: "token" },
      { clientSecret },
    ],
  ])("make %s work", (_what, environment, expected) => {
    expect(identityOf({}, environment)).toEqual({ ...who, ...expected });
  });

  it("do not count beside an identity of our own", () => {
    const environment = { ...azure, AZURE_CLIENT_CERTIFICATE_PATH: "a.pem", ARM_USE_OIDC: "perhaps" };
    expect(identityOf({ ...who, clientSecret }, environment)).toEqual({ ...who, clientSecret });
  });

  it("do not count where only GitHub's own are there", () => {
    expect(refusal({}, github)).toMatch(/^No identity is set.*This job could use useGithubOidc/);
  });
});

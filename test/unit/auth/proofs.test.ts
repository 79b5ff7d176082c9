import { constants, createHash, verify, X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { applicationCertificate, certificates } from "../../../emulator/src/certificates/certificates";
import { TransportError } from "../../../provider/client/errors";
import { encryptedKey } from "../../support/encrypted-key";
import { clientId, failureOf, fakeEntra, grant, refusal, tenantId, thrownBy, wish } from "./fake-entra";

const passphrase = "open-sesame-7";
let folder: string;
const made = applicationCertificate();
const other = applicationCertificate();
const elliptic = certificates();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "proofs-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function file(text: string | Uint8Array, name = "proof"): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

function partOf(jwt: string, index: number): Record<string, unknown> {
  return JSON.parse(Buffer.from(jwt.split(".")[index] ?? "", "base64url").toString("utf8"));
}

describe("a certificate", () => {
  const identity = (certificatePath: string, certificatePassword?: string) => ({
    tenantId,
    clientId,
    certificatePath,
    ...(certificatePassword !== undefined && { certificatePassword }),
  });

  it("signs what the application proves itself with", async () => {
    const path = file(`${made.certificate}\n${made.privateKey}\n${other.certificate}`);
    const { source, forms } = fakeEntra(grant, { identity: identity(path) });
    expect(await source.getToken(wish)).toBe("token-1");
    const [form] = forms();
    expect(form).not.toHaveProperty("client_secret");
    expect(form?.client_assertion_type).toBe("urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    const assertion = form?.client_assertion ?? "";
    const certificate = new X509Certificate(made.certificate);
    expect(partOf(assertion, 0)).toMatchObject({
      "x5t#S256": createHash("sha256").update(certificate.raw).digest("base64url"),
      x5c: [certificate.raw.toString("base64"), new X509Certificate(other.certificate).raw.toString("base64")],
    });
    expect(partOf(assertion, 1)).toMatchObject({
      iss: clientId,
      sub: clientId,
      aud: `https://login.example:8443/${tenantId}/oauth2/v2.0/token`,
    });
    const [header, payload, signature] = assertion.split(".");
    const key = { key: certificate.publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
    const signed = Buffer.from(`${header}.${payload}`);
    expect(verify("sha256", signed, key, Buffer.from(signature ?? "", "base64url"))).toBe(true);
  });

  it("may have an encrypted key", async () => {
    const path = file(encryptedKey(made.privateKey, passphrase) + made.certificate);
    const { source } = fakeEntra(grant, { identity: identity(path, passphrase) });
    expect(await source.getToken(wish)).toBe("token-1");
  });

  it("may be a text, in one line too", async () => {
    const text = `${made.privateKey}${made.certificate}`;
    for (const certificate of [text, text.replaceAll("\n", "\\n")]) {
      const { source } = fakeEntra(grant, { identity: { tenantId, clientId, certificate } });
      expect(await source.getToken(wish)).toBe("token-1");
    }
  });

  it("that is a broken text is refused by the setting's name, and not shown", async () => {
    const certificate = `${made.privateKey}${other.certificate}`;
    const { source, requests } = fakeEntra(grant, { identity: { tenantId, clientId, certificate } });
    const error = await thrownBy(source);
    expect(error.message).toMatch(/^certificate holds no certificate that belongs to its private key/);
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(made.privateKey.split("\n")[1]);
    expect(requests).toEqual([]);
  });

  it("is named when Entra does not know it, and read again after that", async () => {
    const path = file(other.privateKey + other.certificate);
    const { source, forms } = fakeEntra((nth) => (nth === 1 ? refusal(700027, "No match.") : grant(nth)), {
      identity: identity(path),
    });
    const error = await failureOf(source);
    expect(error.codes).toEqual(["700027"]);
    expect(error.message).toContain(new X509Certificate(other.certificate).fingerprint.replaceAll(":", ""));
    expect(error.message).toContain(path);
    file(made.privateKey + made.certificate);
    expect(await source.getToken(wish)).toBe("token-2");
    const thumbprints = forms().map(({ client_assertion }) => partOf(client_assertion ?? "", 0)["x5t#S256"]);
    expect(new Set(thumbprints).size).toBe(2);
  });

  const wrong: readonly (readonly [string, () => string, RegExp])[] = [
    ["a file that is not there", () => join(folder, "none.pem"), /cannot be read/],
    ["a PFX file", () => file(Uint8Array.of(0x30, 0x82, 1, 2), "application"), /is a PFX file.*openssl pkcs12/],
    ["a PFX file by its name", () => file("anything", "application.PFX"), /is a PFX file/],
    ["no key", () => file(made.certificate), /holds no private key/],
    ["no certificate", () => file(made.privateKey), /holds no certificate \(/],
    ["a key of another certificate", () => file(made.privateKey + other.certificate), /no certificate that belongs/],
    ["a key that Entra does not take", () => file(elliptic.privateKey + elliptic.certificate), /kind ec.*RSA/],
    [
      "a broken key",
      () => file(`-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n${made.certificate}`),
      /private key that cannot be read\./,
    ],
    [
      "an encrypted key without its passphrase",
      () => file(encryptedKey(made.privateKey, passphrase) + made.certificate),
      /encrypted private key.*--secret partnercenter:certificatePassword/,
    ],
  ];

  it.each(wrong)("of %s is refused before anything is sent", async (_what, path, expected) => {
    const { source, requests } = fakeEntra(grant, { identity: identity(path()) });
    const error = await thrownBy(source);
    expect(error).toMatchObject({ kind: "settings", message: expect.stringMatching(expected) });
    expect(error.message).toContain("certificatePath");
    expect(requests).toEqual([]);
  });

  it("with a wrong passphrase shows neither key nor passphrase", async () => {
    const pem = encryptedKey(made.privateKey, passphrase);
    const path = file(pem + made.certificate);
    const { source } = fakeEntra(grant, { identity: identity(path, "wrong-and-secret") });
    const error = await thrownBy(source);
    expect(error.message).toMatch(/cannot be read with certificatePassword/);
    const shown = inspect(error, { depth: 10, showHidden: true });
    expect(shown).not.toContain("wrong-and-secret");
    expect(shown).not.toContain(pem.split("\n")[1]);
  });

  it("shows key, passphrase and assertion nowhere", async () => {
    const path = file(encryptedKey(made.privateKey, passphrase) + made.certificate);
    const { source, forms } = fakeEntra(
      (nth, { body }) => {
        const assertion = new URLSearchParams(body).get("client_assertion");
        return nth === 1 ? grant(1) : refusal(700027, `The assertion '${assertion}' is wrong.`);
      },
      { identity: identity(path, passphrase) },
    );
    await source.getToken(wish);
    const error = await failureOf(source, { ...wish, force: true });
    const secrets = [passphrase, made.privateKey.split("\n")[1] ?? "", ...forms().map((form) => form.client_assertion)];
    for (const shown of [inspect(source, { depth: 10 }), inspect(error, { depth: 10, showHidden: true })]) {
      for (const secret of secrets) expect(shown).not.toContain(secret);
    }
    expect(error.message).toContain("The assertion '[secret]' is wrong.");
  });
});

describe("an OIDC token file", () => {
  it("is read again for each token", async () => {
    const path = file("\uFEFFassertion-1\n");
    const { source, forms } = fakeEntra(grant, { identity: { tenantId, clientId, oidcTokenFile: path } });
    await source.getToken(wish);
    await source.getToken(wish);
    file("assertion-2");
    await source.getToken({ ...wish, force: true });
    expect(forms().map((form) => form.client_assertion)).toEqual(["assertion-1", "assertion-2"]);
  });

  it.each([
    ["that is not there", undefined, /cannot be read/],
    ["that is empty", " \n", /is empty/],
  ])("%s is refused before a token is asked for", async (_what, text, expected) => {
    const path = text === undefined ? join(folder, "none") : file(text);
    const { source, tokenRequests } = fakeEntra(grant, { identity: { tenantId, clientId, oidcTokenFile: path } });
    expect(await thrownBy(source)).toMatchObject({ kind: "settings", message: expect.stringMatching(expected) });
    expect(tokenRequests).toEqual([]);
  });

  it("explains that the application does not trust it, in Entra's words", async () => {
    const path = file("assertion-1");
    const { source } = fakeEntra(() => refusal(700213, "No record for subject 'repo:contoso/x'."), {
      identity: { tenantId, clientId, oidcTokenFile: path },
    });
    const { message } = await failureOf(source);
    expect(message).toMatch(/federated credentials.*subject 'repo:contoso\/x'/);
    expect(message).toContain(path);
  });
});

describe("GitHub's OIDC", () => {
  const githubOidc = { requestUrl: "https://github.example/token?job=7", requestToken: "request-token-secret" };
  const identity = { tenantId, clientId, githubOidc };

  it.each([
    ["public", "api://AzureADTokenExchange"],
    ["usGovernment", "api://AzureADTokenExchangeUSGov"],
  ] as const)("asks GitHub for a token for the %s cloud", async (cloud, audience) => {
    const { source, requests, forms } = fakeEntra(grant, {
      identity,
      cloud,
      elsewhere: () => ({ body: { value: "github-assertion" } }),
    });
    expect(await source.getToken(wish)).toBe("token-1");
    const asked = requests.find(({ url }) => url.host === "github.example");
    expect(Object.fromEntries(asked?.url.searchParams ?? [])).toEqual({ job: "7", audience });
    expect(asked?.headers.Authorization).toBe("Bearer request-token-secret");
    expect(forms()[0]?.client_assertion).toBe("github-assertion");
  });

  it.each([
    ["refuses", { status: 403, body: {} }],
    ["answers with something else", { text: "<html>" }],
  ])("tells when GitHub %s", async (_what, outcome) => {
    const { source, tokenRequests } = fakeEntra(grant, { identity, elsewhere: () => outcome });
    const error = await failureOf(source);
    expect(error.message).toMatch(/GitHub gives no OIDC token.*id-token: write/);
    expect(tokenRequests).toEqual([]);
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain("request-token-secret");
  });

  it("tries again when GitHub does not answer, and then tells", async () => {
    const broken = new TransportError("GitHub's OIDC service (github.example): broke.", false);
    const { source, clock } = fakeEntra(grant, { identity, elsewhere: () => ({ error: broken }) });
    expect((await failureOf(source)).message).toContain("No OIDC token from GitHub");
    expect(clock.sleeps).toEqual([500, 1500, 3500]);
  });
});

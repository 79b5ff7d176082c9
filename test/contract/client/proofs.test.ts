import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { applicationCertificate } from "../../../emulator/src/certificates/certificates";
import { createTokenSource } from "../../../provider/auth/token-source";
import type { ApplicationProof } from "../../../provider/identity";
import { encryptedKey } from "../../support/encrypted-key";
import { administer } from "./administer";
import { useBench } from "./emulated-client";

const passphrase = "open-sesame-7";
const audience = "api://AzureADTokenExchange";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "proofs-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const bench = useBench();

function file(text: string): string {
  const path = join(folder, "proof");
  writeFileSync(path, text);
  return path;
}

/** A client whose application proves itself in this way. */
function clientWith(proof: ApplicationProof) {
  const { tenantId, clientId } = bench().emulator;
  return bench().client({ identity: { tenantId, clientId, ...proof } });
}

/** How many customers a client of this proof sees. */
async function seen(proof: ApplicationProof): Promise<number> {
  return (await clientWith(proof).customers.list().all()).items.length;
}

/** Why it sees none. */
async function refusal(proof: ApplicationProof): Promise<Error> {
  const error: unknown = await seen(proof).catch((thrown: unknown) => thrown);
  if (!(error instanceof Error)) throw new Error("the call succeeded");
  return error;
}

const application = () => `/portal/applications/${bench().emulator.clientId}`;

describe("an application with a certificate", () => {
  it("signs in with its PEM file, once that is registered", async () => {
    const { certificate, privateKey } = applicationCertificate();
    const certificatePath = file(privateKey + certificate);
    const error = await refusal({ certificatePath });
    expect(error).toMatchObject({ kind: "auth", codes: ["700027"] });
    expect(error.message).toContain(`the certificate in "${certificatePath}" (thumbprint `);
    await administer(bench().emulator, `${application()}/certificates`, { certificate });
    expect(await seen({ certificatePath })).toBeGreaterThan(0);
  });

  it("signs in with an encrypted key in a text", async () => {
    const { certificate, privateKey } = applicationCertificate();
    await administer(bench().emulator, `${application()}/certificates`, { certificate });
    const text = encryptedKey(privateKey, passphrase) + certificate;
    expect(await seen({ certificate: text, certificatePassword: passphrase })).toBeGreaterThan(0);
    const oneLine = text.trim().replaceAll("\n", "\\n");
    expect(await seen({ certificate: oneLine, certificatePassword: passphrase })).toBeGreaterThan(0);
  });
});

describe("an application with a token of another identity provider", () => {
  const subject = "repo:nordhang/infrastructure:ref:refs/heads/main";

  it("signs in with the token in a file, as it is at the time", async () => {
    const { emulator, clock } = bench();
    const oidcTokenFile = file("");
    const one = clientWith({ oidcTokenFile });
    const deliver = async () => {
      const { token } = await administer(emulator, "/portal/workloads", { subject, audience });
      file(`${token}\n`);
    };
    await deliver();
    await administer(emulator, `${application()}/federatedCredentials`, { subject });
    expect((await one.customers.list().all()).items.length).toBeGreaterThan(0);

    emulator.clock.advance(2 * 3_600_000);
    await clock.advance(2 * 3_600_000);
    const stale: unknown = await one.customers
      .list()
      .all()
      .catch((thrown: unknown) => thrown);
    expect(stale).toMatchObject({ kind: "auth", codes: ["700024"], message: expect.stringContaining(oidcTokenFile) });

    await deliver();
    expect((await one.customers.list().all()).items.length).toBeGreaterThan(0);
  });

  it("signs in as a job of GitHub's", async () => {
    const { emulator } = bench();
    const { requestUrl, requestToken } = await administer(emulator, "/portal/workloads", { subject });
    const githubOidc = { requestUrl: String(requestUrl), requestToken: String(requestToken) };
    await administer(emulator, `${application()}/federatedCredentials`, { subject: "repo:nordhang/other" });
    const error = await refusal({ githubOidc });
    expect(error).toMatchObject({ kind: "auth", codes: ["700213"] });
    // The person who has to mend it sees which subject came.
    expect(error.message).toContain(subject);
    await administer(emulator, `${application()}/federatedCredentials`, { subject });
    expect(await seen({ githubOidc })).toBeGreaterThan(0);
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(String(requestToken));
  });

  it("is told that GitHub gives no token", async () => {
    const { emulator } = bench();
    const { requestUrl } = await administer(emulator, "/portal/workloads", { subject });
    const error = await refusal({ githubOidc: { requestUrl: String(requestUrl), requestToken: "another-job's" } });
    expect(error).toMatchObject({ kind: "auth", message: expect.stringMatching(/HTTP 401.*id-token: write/) });
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain("another-job's");
  });
});

describe("an expired secret", () => {
  it("is called that", async () => {
    const { emulator } = bench();
    const clientSecret = "one-that-has-expired";
    await administer(emulator, `${application()}/secrets`, { value: clientSecret, expiresAt: "2020-01-01T00:00:00Z" });
    const error = await refusal({ clientSecret });
    expect(error).toMatchObject({ kind: "auth", codes: ["7000222"] });
    expect(error.message).toContain("has expired");
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(clientSecret);
  });
});

describe("each service", () => {
  const call = "getThing (GET /thing)";

  /** The service and tenant that a token is for. */
  function claims(token: string): unknown {
    const { aud, tid }: Record<string, unknown> = JSON.parse(
      Buffer.from(token.split(".")[1] ?? "", "base64url").toString(),
    );
    return { aud, tid };
  }

  it("gets tokens of its own, of the tenant that is named", async () => {
    const { emulator, settings, clock, transport, customer } = bench();
    const source = createTokenSource(settings, transport(), clock);
    const { tenantId } = emulator;
    const { id: customerId } = customer("withPlan");
    const ask = async (service: "partnerCenter" | "graph" | "management", tenant?: string) =>
      claims(await source.getToken({ service, credential: "either", call, ...(tenant && { tenantId: tenant }) }));
    expect(await ask("partnerCenter")).toEqual({ aud: "https://api.partnercenter.microsoft.com", tid: tenantId });
    expect(await ask("graph")).toEqual({ aud: "https://graph.microsoft.com", tid: tenantId });
    expect(await ask("management", customerId)).toEqual({ aud: "https://management.azure.com", tid: customerId });

    await administer(emulator, `${application()}/consent`, { tenantId: customerId, granted: false });
    const wish = { service: "management", credential: "either", call, tenantId: customerId, force: true } as const;
    await expect(source.getToken(wish)).rejects.toMatchObject({
      codes: ["700016"],
      message: expect.stringContaining(`the customer's tenant ${customerId}`),
    });
  });
});

import { createPrivateKey, createPublicKey, createSign, generateKeyPairSync } from "node:crypto";
import { certificates } from "../src/certificates/certificates";
import { admin, read, requestToken, textAt, useEmulator } from "./support";

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
const issuer = "https://ci.example";
const exchange = "api://AzureADTokenExchange";

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

function signed(claims: object, header: object = {}, key = privateKey): string {
  const content = `${part({ alg: "RS256", typ: "JWT", ...header })}.${part(claims)}`;
  return `${content}.${createSign("sha256").update(content).sign(key, "base64url")}`;
}

/** Seconds since 1970 as clients outside stamp them. */
const now = () => Math.floor(Date.now() / 1_000);

describe("assertions of an application itself", () => {
  const emulator = useEmulator();

  const ask = (assertion: string, form: Record<string, string> = {}) =>
    requestToken(emulator(), {
      form: {
        client_secret: "",
        client_assertion: assertion,
        client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        ...form,
      },
    });

  async function register() {
    const { body } = await admin(emulator(), "POST", `/portal/applications/${emulator().clientId}/certificates`, {});
    return { x5t: textAt(body, "thumbprint"), key: createPrivateKey(textAt(body, "privateKey")) };
  }

  test("are refused for what is wrong with them", async () => {
    const { x5t, key } = await register();
    const { clientId, apiUrl, tenantId } = emulator();
    const good = {
      iss: clientId,
      sub: clientId,
      aud: `${apiUrl}/${tenantId}/oauth2/v2.0/token`,
      exp: now() + 600,
      nbf: now(),
      jti: "1",
    };
    const header = { x5t };
    expect((await ask(signed(good, header, key))).status).toBe(200);
    expect((await ask(signed({ ...good, aud: `${apiUrl}/${tenantId}/v2.0` }, header, key))).status).toBe(200);
    const bad: readonly [string, number][] = [
      ["no token", 50027],
      [signed({ ...good, jti: undefined }, header, key), 50027],
      [signed({ ...good, sub: tenantId }, header, key), 700021],
      [signed(good, { x5t: "AAAA" }, key), 700027],
      [signed(good, header), 700027],
      [signed({ ...good, aud: `${apiUrl}/elsewhere/oauth2/v2.0/token` }, header, key), 700023],
      [signed({ ...good, exp: now() - 1_000 }, header, key), 700024],
      [signed({ ...good, nbf: now() + 1_000 }, header, key), 700024],
    ];
    for (const [assertion, code] of bad) {
      const refused = await ask(assertion);
      expect([refused.status, refused.body]).toMatchObject([401, { error: "invalid_client", error_codes: [code] }]);
    }
    expect((await ask(signed(good, header, key), { client_assertion_type: "" })).body).toMatchObject({
      error_codes: [900144],
    });
  });

  test("go by the client's clock, not by the emulator's", async () => {
    const { x5t, key } = await register();
    const { clientId, apiUrl, tenantId, clock } = emulator();
    clock.advance(400 * 24 * 3_600_000);
    const claims = { iss: clientId, sub: clientId, aud: `${apiUrl}/${tenantId}/`, exp: now() + 600, jti: "1" };
    expect((await ask(signed(claims, { x5t }, key))).status).toBe(200);
  });
});

describe("certificates of an application", () => {
  const emulator = useEmulator();

  test("have to be some, with an RSA key", async () => {
    const path = `/portal/applications/${emulator().clientId}/certificates`;
    const { authority } = certificates();
    for (const [certificate, message] of [
      ["x", "no certificate"],
      [authority, "RSA"],
    ]) {
      const refused = await admin(emulator(), "POST", path, { certificate });
      expect([refused.status, textAt(refused.body, "message")]).toEqual([400, expect.stringContaining(message ?? "")]);
    }
    expect((await admin(emulator(), "POST", "/portal/applications/nobody/certificates", {})).status).toBe(404);
  });
});

describe("assertions of an issuer outside", () => {
  const emulator = useEmulator();
  const { n = "", e = "" } = createPublicKey(privateKey).export({ format: "jwk" });
  const credential = { issuer, subject: "job-1", keys: [{ kty: "RSA", n, e }] };
  const good = () => ({ iss: issuer, sub: "job-1", aud: exchange, exp: now() + 600 });

  const ask = (assertion: string) =>
    requestToken(emulator(), {
      form: {
        client_secret: "",
        client_assertion: assertion,
        client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      },
    });

  const trust = (change: object = {}) =>
    admin(emulator(), "POST", `/portal/applications/${emulator().clientId}/federatedCredentials`, {
      ...credential,
      ...change,
    });

  test("are believed when issuer, audience, subject and key fit, and told apart when not", async () => {
    await trust();
    expect((await ask(signed(good()))).status).toBe(200);
    const stranger = generateKeyPairSync("rsa", { modulusLength: 2_048 }).privateKey;
    const bad: readonly [string, number, number][] = [
      [signed({ ...good(), iss: "https://other.example" }), 700211, 70021],
      [signed({ ...good(), aud: "api://other" }), 700212, 70021],
      [signed({ ...good(), sub: "job-2" }), 700213, 70021],
      [signed(good(), {}, stranger), 700027, 700027],
      [signed({ ...good(), exp: now() - 1_000 }), 700024, 700024],
    ];
    for (const [assertion, code, older] of bad) {
      emulator().switches.set({ federatedMismatch: "700211" });
      expect((await ask(assertion)).body).toMatchObject({ error_codes: [code] });
      emulator().switches.set({ federatedMismatch: "70021" });
      expect((await ask(assertion)).body).toMatchObject({ error_codes: [older] });
    }
  });

  test("of the emulator's own issuer end with its clock", async () => {
    await trust({ issuer: "emulator", subject: "own", keys: [] });
    const made = await admin(emulator(), "POST", "/portal/workloads", { subject: "own", claims: { ref: "main" } });
    const token = textAt(made.body, "token");
    expect((await ask(token)).status).toBe(200);
    emulator().clock.advance(16 * 60_000);
    expect((await ask(token)).body).toMatchObject({ error_codes: [700024] });
  });

  test("of the emulator's own issuer can be verified by anybody, and are given to known workloads only", async () => {
    const { apiUrl, oidcIssuer } = emulator();
    const config = await read(await fetch(`${apiUrl}/oidc/.well-known/openid-configuration`));
    expect(config.body).toMatchObject({ issuer: oidcIssuer, jwks_uri: `${oidcIssuer}/.well-known/jwks` });
    const keys = await read(await fetch(`${apiUrl}/oidc/.well-known/jwks`));
    expect(keys.body).toMatchObject({ keys: [{ kty: "RSA", alg: "RS256", use: "sig" }] });
    const refused = await fetch(`${apiUrl}/oidc/token?audience=x`, { headers: { authorization: "bearer nobody" } });
    expect(refused.status).toBe(401);
  });
});

import { admin, appClient, at, Client, customerOf, requestToken, textAt, useEmulator, userClient } from "./support";

const scopes = ["https://api.partnercenter.microsoft.com/.default"];
const refresh = { grant_type: "refresh_token", refresh_token: "x" };
const unknown = "00000000-1111-4222-8333-444444444444";

describe("the token endpoint", () => {
  const emulator = useEmulator();

  test.each(["v1", "v2"] as const)("%s answers in its own way", async (version) => {
    emulator().switches.set({ tokenLifetime: "1h" });
    const { status, body } = await requestToken(emulator(), { version });
    expect(status).toBe(200);
    expect(body).toMatchObject({ token_type: "Bearer", expires_in: version === "v1" ? "3600" : 3600 });
    expect(at(body, "resource")).toBe(version === "v1" ? "https://api.partnercenter.microsoft.com" : undefined);
    const [, payload] = textAt(body, "access_token").split(".");
    const claims: unknown = JSON.parse(Buffer.from(payload ?? "", "base64url").toString());
    expect(claims).toMatchObject({
      tid: emulator().tenantId,
      appid: emulator().clientId,
      aud: "https://api.partnercenter.microsoft.com",
    });
  });

  test("accepts the tenant's domain and Basic credentials", async () => {
    const { clientId, clientSecret, apiUrl } = emulator();
    const authorization = `Basic ${Buffer.from(`${clientId}:${encodeURIComponent(clientSecret)}`).toString("base64")}`;
    const body = new URLSearchParams({ grant_type: "client_credentials", scope: scopes[0] ?? "" });
    const url = `${apiUrl}/nordhang.onmicrosoft.com/oauth2/v2.0/token`;
    expect((await fetch(url, { method: "POST", body, headers: { authorization } })).status).toBe(200);
  });

  test.each([
    ["a wrong secret", { form: { client_secret: "x" } }, 401, "invalid_client", 7000215],
    ["no secret", { form: { client_secret: "" } }, 401, "invalid_client", 7000216],
    ["no secret for a user", { form: { client_secret: "", ...refresh } }, 401, "invalid_client", 7000218],
    ["a scope that names no resource", { form: { scope: "Mail.Read", ...refresh } }, 400, "invalid_scope", 70011],
    ["an unknown tenant", { tenant: unknown }, 400, "invalid_request", 90002],
    ["an unknown client", { form: { client_id: unknown } }, 400, "unauthorized_client", 700016],
    ["an unknown resource", { form: { scope: "https://x.example/.default" } }, 400, "invalid_resource", 500011],
    [
      "an unknown v1 resource",
      { version: "v1" as const, form: { resource: "https://x.example" } },
      400,
      "invalid_resource",
      500011,
    ],
    [
      "a scope without .default",
      { form: { scope: "https://api.partnercenter.microsoft.com/user_impersonation" } },
      400,
      "invalid_scope",
      1002012,
    ],
    ["no scope", { form: { scope: "" } }, 400, "invalid_request", 900144],
    ["another grant", { form: { grant_type: "password" } }, 400, "unsupported_grant_type", 70003],
    ["a foreign refresh token", { form: refresh }, 400, "invalid_grant", 70000],
  ])("refuses %s as Entra does", async (_what, wish, status, error, code) => {
    const refused = await requestToken(emulator(), wish);
    expect(refused.status).toBe(status);
    expect(refused.body).toMatchObject({ error, error_codes: [code] });
    expect(textAt(refused.body, "error_description")).toMatch(`AADSTS${code}: `);
    expect(emulator().journal.entries()).toMatchObject([
      { method: "POST", status, code: `AADSTS${code}`, effect: null },
    ]);
    expect(JSON.stringify(emulator().journal.entries())).not.toContain(emulator().clientSecret);
  });

  test("describes itself", async () => {
    const { apiUrl, tenantId } = emulator();
    const tenant: unknown = await (await fetch(`${apiUrl}/${tenantId}/v2.0/.well-known/openid-configuration`)).json();
    expect(tenant).toMatchObject({
      token_endpoint: `${apiUrl}/${tenantId}/oauth2/v2.0/token`,
      issuer: `${apiUrl}/${tenantId}/v2.0`,
    });
    const common: unknown = await (await fetch(`${apiUrl}/common/v2.0/.well-known/openid-configuration`)).json();
    expect(common).toMatchObject({ issuer: `${apiUrl}/{tenantid}/v2.0` });
    const instance: unknown = await (await fetch(`${apiUrl}/common/discovery/instance`)).json();
    expect(instance).toMatchObject({ metadata: [{ aliases: [new URL(apiUrl).host] }] });
    const missing = await fetch(`${apiUrl}/${unknown}/v2.0/.well-known/openid-configuration`);
    expect(missing.status).toBe(400);
  });

  test("rotates refresh tokens", async () => {
    emulator().switches.set({ replacedRefreshToken: "refused" });
    const form = { grant_type: "refresh_token", refresh_token: emulator().userRefreshToken };
    const first = await requestToken(emulator(), { form });
    expect((await requestToken(emulator(), { form })).status).toBe(400);
    const next = { ...form, refresh_token: textAt(first.body, "refresh_token") };
    expect((await requestToken(emulator(), { form: next })).status).toBe(200);
  });
});

describe("the API's look at tokens", () => {
  const emulator = useEmulator();

  test("wants one", async () => {
    const response = await fetch(`${emulator().apiUrl}/v1/customers`);
    expect(response.status).toBe(401);
    expect(response.headers.get("www-authenticate")).toContain("OAuth realm=");
    expect(await response.text()).toContain("800001");
  });

  test("refuses foreign ones, and the retired audience with 900420", async () => {
    const foreign = await new Client(emulator(), "a.b.c").get("/customers");
    expect([foreign.status, at(foreign.body, "code")]).toEqual([401, 400]);
    for (const [resource, code] of [
      ["https://graph.windows.net", 900420],
      ["https://management.azure.com", 400],
    ] as const) {
      const { body } = await requestToken(emulator(), { version: "v1", form: { resource } });
      const refused = await new Client(emulator(), textAt(body, "access_token")).get("/customers");
      expect([refused.status, at(refused.body, "code")]).toEqual([401, code]);
    }
  });

  test("lets them expire after an hour, an advanced clock included", async () => {
    emulator().switches.set({ tokenLifetime: "1h" });
    const client = await appClient(emulator());
    emulator().clock.advance(3_590_000);
    expect((await client.get("/customers")).status).toBe(200);
    emulator().clock.advance(20_000);
    const refused = await client.get("/customers");
    expect([refused.status, at(refused.body, "code")]).toEqual([401, 400]);
  });

  test("gives an hour of the client's time when the clock runs fast", async () => {
    emulator().switches.set({ tokenLifetime: "1h" });
    emulator().clock.change({ speed: 1_000 });
    const client = await appClient(emulator());
    emulator().clock.advance(2 * 3_600_000);
    expect((await client.get("/customers")).status).toBe(200);
    emulator().clock.advance(1_000 * 3_600_000);
    expect((await client.get("/customers")).status).toBe(401);
  });

  test("refuses everything but tokens to a partner without the Admin agent role", async () => {
    await admin(emulator(), "POST", `/portal/partners/${emulator().tenantId}/roles`, { adminAgent: false });
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    for (const path of ["/customers", `/customers/${id}/usagebudget`]) {
      const refused = await client.get(path);
      expect([refused.status, at(refused.body, "code")]).toEqual([403, 900150]);
    }
  });

  test("lets only users see agreements", async () => {
    emulator().switches.set({ agreementReads: "appUserOnly" });
    const { id } = customerOf(emulator(), "new");
    const app = await appClient(emulator());
    const user = await userClient(emulator());
    const paths = [
      "/agreements",
      `/customers/${id}/agreements`,
      `/customers/${id}/directSignedMicrosoftCustomerAgreementStatus`,
    ];
    for (const path of paths) {
      const refused = await app.get(path);
      expect([refused.status, at(refused.body, "code")]).toEqual([403, 900329]);
      expect((await user.get(path)).status).toBe(200);
    }
    expect((await user.get("/agreements")).body).toMatchObject({
      items: [{ agreementType: "MicrosoftCloudAgreement" }],
    });
    expect((await user.get("/agreements?agreementType=*")).body).toMatchObject({ totalCount: 2 });
    const own = await user.get(`/customers/${id}/agreements?agreementType=MicrosoftCustomerAgreement`);
    expect(own.body).toMatchObject({ totalCount: 1, items: [{ type: "MicrosoftCustomerAgreement" }] });
    expect(Object.keys(Object(own.body))).toEqual(["totalCount", "items"]);
    await admin(emulator(), "POST", `/portal/customers/${id}/agreement`, { accepted: true });
    expect((await user.get(paths[2] ?? "")).body).toEqual({ isSigned: true });
  });
});

import { claimsOf } from "./msal";
import { admin, at, Client, read, requestToken, textAt, useEmulator, userClient } from "./support";

const day = 24 * 60 * 60_000;
const redirectUri = "http://localhost:4180/back";
const resource = "https://api.partnercenter.microsoft.com";

describe("authorization codes", () => {
  const emulator = useEmulator();

  const authorize = (change: Record<string, string> = {}, path = "oauth2/v2.0/authorize") => {
    const { clientId, tenantId, apiUrl } = emulator();
    const query = { client_id: clientId, response_type: "code", redirect_uri: redirectUri, state: "s", ...change };
    return fetch(`${apiUrl}/${tenantId}/${path}?${new URLSearchParams(query)}`, { redirect: "manual" });
  };

  const redeem = (code: string, form: Record<string, string> = {}, version: "v1" | "v2" = "v2") =>
    requestToken(emulator(), {
      version,
      form: {
        grant_type: "authorization_code",
        code,
        redirect_uri: redirectUri,
        scope: `${resource}/user_impersonation offline_access`,
        ...form,
      },
    });

  const answered = async (change?: Record<string, string>) =>
    new URL((await authorize(change)).headers.get("location") ?? "").searchParams;

  const codeOf = async (change?: Record<string, string>) => (await answered(change)).get("code") ?? "";

  test("come back in the query, in the fragment or in a form", async () => {
    expect((await answered()).get("state")).toBe("s");
    const fragment = (await authorize({ response_mode: "fragment" })).headers.get("location") ?? "";
    expect(fragment).toMatch(/^http:\/\/localhost:4180\/back#code=.+&state=s$/);
    const form = await authorize({ response_mode: "form_post" });
    expect(form.headers.get("content-type")).toContain("text/html");
    const page = await form.text();
    expect(page).toMatch(/action="http:\/\/localhost:4180\/back".*name="code" value=".+"/);
    expect(await (await authorize({ response_mode: "form_post" })).text()).not.toBe(page);
  });

  test("are redeemed once, within ten minutes, for the address they were sent to", async () => {
    emulator().switches.set({ tokenLifetime: "1h" });
    const code = await codeOf();
    expect((await redeem(code, { redirect_uri: "http://localhost/other" })).body).toMatchObject({
      error_codes: [500112],
    });
    const tokens = await redeem(code);
    expect(tokens.body).toMatchObject({ scope: `${resource}/user_impersonation`, expires_in: 3600 });
    expect(at(tokens.body, "id_token")).toBeUndefined();
    expect((await new Client(emulator(), textAt(tokens.body, "access_token")).get("/agreements")).status).toBe(200);
    expect((await redeem(code)).body).toMatchObject({ error_codes: [54005] });
    const late = await codeOf();
    emulator().clock.advance(10 * 60_000);
    expect((await redeem(late)).body).toMatchObject({ error: "invalid_grant", error_codes: [70008] });
    expect((await redeem("never given")).body).toMatchObject({ error_codes: [70000] });
  });

  test("bring no refresh token unless it is asked for, and in v1 always one and an id token", async () => {
    emulator().switches.set({ tokenLifetime: "1h" });
    const scope = `${resource}/user_impersonation`;
    expect(at((await redeem(await codeOf(), { scope })).body, "refresh_token")).toBeUndefined();
    const location = (await authorize({ resource }, "oauth2/authorize")).headers.get("location") ?? "";
    const code = new URL(location).searchParams.get("code") ?? "";
    const { body } = await redeem(code, { resource }, "v1");
    expect(body).toMatchObject({
      expires_in: "3600",
      resource,
      scope: "user_impersonation",
      refresh_token: expect.any(String),
    });
    expect(claimsOf(textAt(body, "id_token"))).toMatchObject({ ver: "1.0", upn: "admin@nordhang.onmicrosoft.com" });
  });

  test("are not given for another answer, to strange addresses or for unknown users", async () => {
    expect((await answered({ response_type: "token" })).get("error_description")).toContain("AADSTS70005");
    expect((await answered({ login_hint: "nobody@x.example" })).get("error_description")).toContain("AADSTS50034");
    const strange = await read(await authorize({ redirect_uri: "https://evil.example/" }));
    expect([strange.status, strange.body]).toMatchObject([400, { error_codes: [50011] }]);
    const unknown = await read(await authorize({ client_id: emulator().tenantId }));
    expect(unknown.body).toMatchObject({ error_codes: [700016] });
  });

  test("are not given, nor tokens, where nobody consented", async () => {
    const { clientId, tenantId, userRefreshToken } = emulator();
    const before = await codeOf();
    await admin(emulator(), "POST", `/portal/applications/${clientId}/consent`, { tenantId, granted: false });
    expect((await answered()).get("error_description")).toContain("AADSTS65001");
    expect((await redeem(before)).body).toMatchObject({ error_codes: [65001], suberror: "consent_required" });
    const form = { grant_type: "refresh_token", refresh_token: userRefreshToken };
    expect((await requestToken(emulator(), { form })).body).toMatchObject({ error_codes: [65001] });
  });
});

describe("refresh tokens", () => {
  const emulator = useEmulator();
  const renew = (token: string) =>
    requestToken(emulator(), { form: { grant_type: "refresh_token", refresh_token: token } });

  test("lapse after 90 days without use", async () => {
    emulator().clock.advance(89 * day);
    const next = textAt((await renew(emulator().userRefreshToken)).body, "refresh_token");
    emulator().clock.advance(89 * day);
    const last = textAt((await renew(next)).body, "refresh_token");
    emulator().clock.advance(90 * day);
    expect((await renew(last)).body).toMatchObject({ error: "invalid_grant", error_codes: [700082] });
  });

  test("stay usable after their exchange when the switch says so", async () => {
    emulator().switches.set({ replacedRefreshToken: "usable" });
    const { userRefreshToken } = emulator();
    expect((await renew(userRefreshToken)).status).toBe(200);
    expect((await renew(userRefreshToken)).status).toBe(200);
  });

  test("are revoked in the portal, and a new sign-in gives another", async () => {
    const [user] = emulator().users;
    const path = `/portal/users/${user?.userPrincipalName}`;
    expect((await admin(emulator(), "POST", `${path}/revoke`)).body).toMatchObject({ revoked: 1 });
    const refused = await renew(emulator().userRefreshToken);
    expect(refused.body).toMatchObject({ error: "invalid_grant", error_codes: [50173], suberror: "bad_token" });
    const again = await admin(emulator(), "POST", `${path}/signIn`);
    expect((await renew(textAt(again.body, "refreshToken"))).status).toBe(200);
  });

  test("belong to one application", async () => {
    const { clientId, clientSecret, tenantId } = emulator().otherPartner;
    const form = {
      client_id: clientId,
      client_secret: clientSecret,
      grant_type: "refresh_token",
      refresh_token: emulator().userRefreshToken,
    };
    expect((await requestToken(emulator(), { tenant: tenantId, form })).body).toMatchObject({ error_codes: [70000] });
  });

  test("want a second factor when the tenant does", async () => {
    emulator().switches.set({ signInMfa: "required" });
    const passwordOnly = emulator().users[3];
    const token = passwordOnly?.refreshToken ?? "";
    expect((await renew(token)).body).toMatchObject({ error: "interaction_required", error_codes: [50079] });
    await admin(emulator(), "POST", `/portal/users/${passwordOnly?.userPrincipalName}`, { mfa: true });
    expect((await renew(token)).body).toMatchObject({ error_codes: [50076], suberror: "basic_action" });
    expect((await renew(emulator().userRefreshToken)).status).toBe(200);
  });

  test("give tokens for Graph as far as that is consented", async () => {
    const { clientId, userRefreshToken } = emulator();
    const graph = "https://graph.microsoft.com";
    const ask = (token: string, scope: string) =>
      requestToken(emulator(), { form: { grant_type: "refresh_token", refresh_token: token, scope } });
    const { body } = await ask(userRefreshToken, `${graph}/PartnerBilling.Read.All openid offline_access`);
    expect(claimsOf(textAt(body, "access_token"))).toMatchObject({ scp: "User.Read PartnerBilling.Read.All" });
    await admin(emulator(), "POST", `/portal/applications/${clientId}/permissions`, { delegated: [] });
    const next = textAt(body, "refresh_token");
    expect((await ask(next, `${graph}/PartnerBilling.Read.All`)).body).toMatchObject({ error_codes: [65001] });
    const rest = await ask(next, `${graph}/.default`);
    expect(claimsOf(textAt(rest.body, "access_token"))).toMatchObject({ scp: "User.Read" });
  });
});

describe("short-lived tokens", () => {
  const emulator = useEmulator({ switches: { tokenLifetime: "90s" } });

  test("say so, and end", async () => {
    expect((await requestToken(emulator())).body).toMatchObject({ expires_in: 90 });
    const client = await userClient(emulator());
    emulator().clock.advance(89_000);
    expect((await client.get("/customers")).status).toBe(200);
    emulator().clock.advance(2_000);
    expect((await client.get("/customers")).status).toBe(401);
  });
});

import { admin, appClient, at, customerOf, useEmulator } from "./support";

describe("the log of credentials", () => {
  const emulator = useEmulator();
  const seen = (kind: string) =>
    emulator()
      .credentials.all()
      .flatMap((one) => (one.kind === kind ? [one.text] : []));

  const form = async (fields: Readonly<Record<string, string>>) => {
    const { clientId, clientSecret, tokenUrl, apiUrl } = emulator();
    const address = tokenUrl.replace(/^https:\/\/[^/]+/, apiUrl);
    const body = new URLSearchParams({ client_id: clientId, client_secret: clientSecret, ...fields });
    const reply = await fetch(address, { method: "POST", body });
    return Object(await reply.json());
  };

  test("has what was given away and what was shown, once each", async () => {
    const old = emulator().userRefreshToken;
    const scope = "https://api.partnercenter.microsoft.com/.default offline_access openid";
    const given = await form({ grant_type: "refresh_token", refresh_token: old, scope });
    const client = await appClient(emulator());
    await client.get(`/customers/${customerOf(emulator(), "new").id}`);
    await client.get("/customers");

    expect(seen("clientSecret")).toEqual([emulator().clientSecret]);
    expect(seen("refreshToken")).toEqual([old, at(given, "refresh_token")]);
    expect(seen("idToken")).toEqual([at(given, "id_token")]);
    expect(seen("accessToken")).toHaveLength(2);
    expect(seen("accessToken")).toContain(at(given, "access_token"));
  });

  test("has what was refused: a code, an assertion, a signature and a token that nobody made", async () => {
    await form({ grant_type: "authorization_code", code: "a-code", client_assertion: "an-assertion" });
    const { apiUrl } = emulator();
    await fetch(`${apiUrl}/billingexports/part?sig=a%2Fsignature`);
    await fetch(`${apiUrl}/v1/customers`, { headers: { Authorization: "Bearer nobodys-token" } });
    await fetch(`${apiUrl}/oidc/token`, { headers: { Authorization: "Bearer asking-token" } });
    expect(seen("authorizationCode")).toEqual(["a-code"]);
    expect(seen("clientAssertion")).toEqual(["an-assertion"]);
    expect(seen("exportSignature")).toEqual(["a/signature"]);
    expect(seen("accessToken")).toContain("nobodys-token");
    expect(seen("workloadRequestToken")).toEqual(["asking-token"]);
  });

  test("is read and cleared by the admin API", async () => {
    await fetch(`${emulator().apiUrl}/v1/customers`, { headers: { Authorization: "Bearer seen-once" } });
    const { body } = await admin(emulator(), "GET", "/credentials");
    expect(at(body, "credentials")).toContainEqual({ kind: "accessToken", text: "seen-once" });
    await admin(emulator(), "DELETE", "/credentials");
    expect(emulator().credentials.all()).toEqual([]);
  });
});

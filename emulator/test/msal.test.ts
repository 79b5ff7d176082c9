import { createHash, createPublicKey, verify } from "node:crypto";
import { InteractionRequiredAuthError } from "@azure/msal-node";
import { applicationCertificate } from "../src/certificates/certificates";
import { claimsOf, msal, partnerCenter } from "./msal";
import { admin, at, Client, customerOf, read, textAt, useEmulator } from "./support";

const unknown = "00000000-1111-4222-8333-444444444444";
const redirectUri = "http://localhost:4180/back";
const userScopes = ["https://api.partnercenter.microsoft.com/user_impersonation", "openid", "offline_access"];

describe("MSAL over TLS, as an application,", () => {
  const emulator = useEmulator();

  test("gets a token by secret that the API accepts", async () => {
    const result = await (await msal(emulator())).acquireTokenByClientCredential({ scopes: partnerCenter });
    expect(result?.expiresOn?.getTime()).toBeGreaterThan(Date.now() + 3_500_000);
    expect((await new Client(emulator(), result?.accessToken ?? "").get("/customers")).status).toBe(200);
  });

  test.each([
    ["a wrong secret", { clientSecret: "wrong" }, partnerCenter, "AADSTS7000215"],
    ["an unknown application", { clientId: unknown }, partnerCenter, "AADSTS700016"],
    ["an unknown resource", {}, ["https://nowhere.example/.default"], "AADSTS500011"],
    ["an unknown tenant", { tenantId: unknown }, partnerCenter, "AADSTS90002|endpoints_resolution_error"],
  ])("is refused with %s", async (_what, change, wanted, message) => {
    const application = await msal(emulator(), change);
    await expect(application.acquireTokenByClientCredential({ scopes: wanted })).rejects.toThrow(new RegExp(message));
  });

  test("may have several secrets, and is refused with one that has expired", async () => {
    const { clientId } = emulator();
    const path = `/portal/applications/${clientId}/secrets`;
    const old = await admin(emulator(), "POST", path, { value: "old", expiresAt: "2020-01-01T00:00:00Z" });
    await admin(emulator(), "POST", path, { value: "new" });
    const ask = async (clientSecret: string) =>
      (await msal(emulator(), { clientSecret })).acquireTokenByClientCredential({ scopes: partnerCenter });
    expect((await ask("new"))?.accessToken).toBeTruthy();
    await expect(ask("old")).rejects.toThrow("AADSTS7000222");
    await admin(emulator(), "POST", `${path}/${textAt(old.body, "id")}`, { expiresAt: null });
    expect((await ask("old"))?.accessToken).toBeTruthy();
  });

  test.each(["thumbprint", "thumbprintSha256"] as const)("gets a token by certificate, named by %s", async (name) => {
    const pem = applicationCertificate();
    const digest = createHash(name === "thumbprint" ? "sha1" : "sha256")
      .update(Buffer.from(pem.certificate.replace(/-----[^-]+-----|\s/g, ""), "base64"))
      .digest("hex");
    const application = await msal(emulator(), { clientCertificate: { [name]: digest, privateKey: pem.privateKey } });
    const ask = () => application.acquireTokenByClientCredential({ scopes: partnerCenter });
    await expect(ask()).rejects.toThrow("AADSTS700027");
    const path = `/portal/applications/${emulator().clientId}/certificates`;
    const registered = await admin(emulator(), "POST", path, { certificate: pem.certificate });
    expect(Buffer.from(textAt(registered.body, name), "base64url").toString("hex")).toBe(digest);
    const token = (await ask())?.accessToken ?? "";
    expect((await new Client(emulator(), token).get("/customers")).status).toBe(200);
  });

  test("gets a token by the token of a workload, asked for as in GitHub's jobs", async () => {
    emulator().switches.set({ federatedMismatch: "700211" });
    const subject = "repo:nordhang/infrastructure:ref:refs/heads/main";
    const workload = await admin(emulator(), "POST", "/portal/workloads", { subject });
    const clientAssertion = async () => {
      const url = `${textAt(workload.body, "requestUrl")}&audience=api://AzureADTokenExchange`;
      const authorization = `bearer ${textAt(workload.body, "requestToken")}`;
      const local = url.replace(emulator().apiUrlTls, emulator().apiUrl);
      return textAt((await read(await fetch(local, { headers: { authorization } }))).body, "value");
    };
    const application = await msal(emulator(), { clientAssertion });
    const ask = () => application.acquireTokenByClientCredential({ scopes: partnerCenter });
    await expect(ask()).rejects.toThrow("AADSTS700211");
    const path = `/portal/applications/${emulator().clientId}/federatedCredentials`;
    await admin(emulator(), "POST", path, { subject: `${subject}-other` });
    await expect(ask()).rejects.toThrow("AADSTS700213");
    await admin(emulator(), "POST", path, { subject });
    const token = (await ask())?.accessToken ?? "";
    expect((await new Client(emulator(), token).get("/customers")).status).toBe(200);
  });

  test("gets tokens for Graph, and for Resource Manager in a customer's tenant that consented", async () => {
    const graph = await msal(emulator());
    const forGraph = await graph.acquireTokenByClientCredential({ scopes: ["https://graph.microsoft.com/.default"] });
    expect(claimsOf(forGraph?.accessToken ?? "")).toMatchObject({ roles: ["PartnerBilling.Read.All"] });
    const { id: tenantId } = customerOf(emulator(), "withPlan");
    const scopes = ["https://management.azure.com/.default"];
    const forAzure = await (await msal(emulator(), { tenantId })).acquireTokenByClientCredential({ scopes });
    expect(claimsOf(forAzure?.accessToken ?? "")).toMatchObject({ aud: "https://management.azure.com", tid: tenantId });
    await admin(emulator(), "POST", `/portal/applications/${emulator().clientId}/consent`, {
      tenantId,
      granted: false,
    });
    const unconsented = await msal(emulator(), { tenantId });
    await expect(unconsented.acquireTokenByClientCredential({ scopes })).rejects.toThrow("AADSTS700016");
  });
});

describe("MSAL over TLS, for a user,", () => {
  const emulator = useEmulator();

  test("signs in by a code with PKCE and renews by the refresh token", async () => {
    const application = await msal(emulator());
    const verifier = "a-verifier-of-forty-three-characters-or-more-";
    const codeChallenge = createHash("sha256").update(verifier).digest("base64url");
    const url = await application.getAuthCodeUrl({
      scopes: userScopes,
      redirectUri,
      state: "here",
      codeChallenge,
      codeChallengeMethod: "S256",
      loginHint: "sales@nordhang.onmicrosoft.com",
      nonce: "once",
    });
    const local = url.replace(emulator().apiUrlTls, emulator().apiUrl);
    const back = new URL((await fetch(local, { redirect: "manual" })).headers.get("location") ?? "");
    expect([back.origin + back.pathname, back.searchParams.get("state")]).toEqual([redirectUri, "here"]);
    const code = back.searchParams.get("code") ?? "";
    const redeem = (codeVerifier: string) =>
      application.acquireTokenByCode({ code, scopes: userScopes, redirectUri, codeVerifier, nonce: "once" });
    await expect(redeem("another-verifier-of-forty-three-characters-xx")).rejects.toThrow("AADSTS501481");
    const result = await redeem(verifier);
    expect(result.account?.username).toBe("sales@nordhang.onmicrosoft.com");
    expect(result.idTokenClaims).toMatchObject({ nonce: "once", ver: "2.0", tid: emulator().tenantId });
    const { clock } = emulator();
    clock.advance(1_000);
    const account = result.account;
    const renewed =
      account && (await application.acquireTokenSilent({ account, scopes: userScopes, forceRefresh: true }));
    expect(renewed?.accessToken).not.toBe(result.accessToken);
    await expect(redeem(verifier)).rejects.toThrow("AADSTS54005");
  });

  test("gets an id token that the published keys verify", async () => {
    const application = await msal(emulator());
    const refreshToken = emulator().userRefreshToken;
    const result = await application.acquireTokenByRefreshToken({ refreshToken, scopes: userScopes });
    const [header = "", payload = "", signature = ""] = result?.idToken.split(".") ?? [];
    const config = await read(
      await fetch(`${emulator().apiUrl}/${emulator().tenantId}/v2.0/.well-known/openid-configuration`),
    );
    const keys = (await read(await fetch(textAt(config.body, "jwks_uri")))).body;
    const key = createPublicKey({ key: Object(at(keys, "keys.0")), format: "jwk" });
    const valid = verify("sha256", Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, "base64url"));
    expect(valid).toBe(true);
    expect(JSON.parse(Buffer.from(header, "base64url").toString())).toMatchObject({ kid: at(keys, "keys.0.kid") });
  });

  test("is told to sign in again when a second factor is wanted, or the sign-in was revoked", async () => {
    emulator().switches.set({ signInMfa: "required" });
    const application = await msal(emulator());
    const [admin1, , , passwordOnly] = emulator().users;
    const ask = (refreshToken = "") => application.acquireTokenByRefreshToken({ refreshToken, scopes: userScopes });
    const refused = await ask(passwordOnly?.refreshToken).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(InteractionRequiredAuthError);
    expect(refused).toMatchObject({ message: expect.stringContaining("AADSTS50079") });
    await admin(emulator(), "POST", `/portal/users/${admin1?.userPrincipalName}/revoke`);
    await expect(ask(admin1?.refreshToken)).rejects.toThrow("AADSTS50173");
  });
});

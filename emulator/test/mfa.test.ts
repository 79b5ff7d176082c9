import type { Emulator } from "../src";
import { admin, appClient, at, Client, codeOf, customerOf, requestToken, textAt, useEmulator } from "./support";

const user = "admin@nordhang.onmicrosoft.com";

/** A client whose user signed in like this. */
async function signedIn(emulator: Emulator, name: string): Promise<Client> {
  const { body } = await admin(emulator, "POST", `/portal/users/${name}/signIn`);
  const form = { grant_type: "refresh_token", refresh_token: textAt(body, "refreshToken") };
  return new Client(emulator, textAt((await requestToken(emulator, { form })).body, "access_token"));
}

const withoutSecondFactor = (emulator: Emulator) => signedIn(emulator, "password.only@nordhang.onmicrosoft.com");

describe("a user who signed in without a second factor", () => {
  const emulator = useEmulator({ switches: { signInMfa: "optional" } });

  test("is refused with 900421 by Partner Center, until there is one", async () => {
    emulator().switches.set({ mfaClaim: "required" });
    const client = await withoutSecondFactor(emulator());
    expect(await codeOf(client.get("/customers"))).toEqual([401, 900421]);
    await admin(emulator(), "POST", "/portal/users/password.only@nordhang.onmicrosoft.com", { mfa: true });
    expect(await codeOf(client.get("/customers"))).toEqual([401, 900421]);
    expect((await (await withoutSecondFactor(emulator())).get("/customers")).status).toBe(200);
  });

  test("is let through as before the enforcement when the switch says so", async () => {
    await admin(emulator(), "PUT", "/switches", { mfaClaim: "optional" });
    expect((await (await withoutSecondFactor(emulator())).get("/customers")).status).toBe(200);
  });

  test("meets the enforcement for some requests while it is rolled out", async () => {
    await admin(emulator(), "PUT", "/switches", { mfaClaim: "gradual" });
    const client = await withoutSecondFactor(emulator());
    const asked = ["00", "01", "02", "03"].map((id) => client.get("/customers", { "MS-RequestId": id }));
    const statuses = (await Promise.all(asked)).map(({ status }) => status);
    expect(statuses).toEqual([401, 200, 401, 200]);
  });

  test.each(["header", "body"] as const)("is told so in the %s when asked for by ValidateMfa", async (place) => {
    await admin(emulator(), "PUT", "/switches", { mfaReport: place });
    const report = async (client: Client) => {
      const { headers, body } = await client.get("/customers?size=1", { ValidateMfa: "true" });
      return place === "header" ? headers.get("isMfaCompliant") : String(at(body, "isMfaCompliant"));
    };
    expect(await report(await withoutSecondFactor(emulator()))).toBe("false");
    expect(await report(await signedIn(emulator(), user))).toBe("true");
    const unasked = await (await signedIn(emulator(), user)).get("/customers?size=1");
    expect([unasked.headers.get("isMfaCompliant"), at(unasked.body, "isMfaCompliant")]).toEqual([null, undefined]);
  });
});

describe("reports on users' requests", () => {
  const emulator = useEmulator({ clock: "2099-03-02T12:00:00Z", switches: { signInMfa: "optional" } });

  test("list the newest ones, without those of applications", async () => {
    const client = await signedIn(emulator(), user);
    await client.get("/customers", { "MS-RequestId": "one", "MS-CorrelationId": "two" });
    const first = await client.get("/partnerRequests");
    expect(at(first.body, "items.1")).toEqual({
      requestId: "one",
      correlationId: "two",
      operationName: "GET /v1/customers",
      requestDateTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+$/),
      ipAddress: "127.0.0.1",
      objectId: expect.any(String),
      tenantId: emulator().tenantId,
      upn: user,
      applicationId: emulator().clientId,
      mfaCompliant: true,
    });
    expect(at((await client.get("/partnerRequests")).body, "totalCount")).toBe(3);
    expect(await codeOf((await appClient(emulator())).get("/partnerRequests"))).toEqual([403, 900329]);
  });

  test("count them by day and application", async () => {
    await (await withoutSecondFactor(emulator())).get("/customers");
    const client = await signedIn(emulator(), user);
    const row = { applicationId: emulator().clientId, applicationName: "" };
    const day = { loginDate: "2099-03-02", mfaCompliantRequestCount: 1, totalRequestCount: 2, ...row };
    expect((await client.get("/applicationmfaadoptionstatus")).body).toEqual([day]);
    emulator().clock.advance(24 * 60 * 60_000);
    const later = await signedIn(emulator(), user);
    const next = { loginDate: "2099-03-03", mfaCompliantRequestCount: 1, totalRequestCount: 1, ...row };
    expect((await later.get("/applicationmfaadoptionstatus")).body).toEqual([next, day]);
    const bounded = await later.get("/applicationmfaadoptionstatus?startDate=2099-03-01&endDate=2099-03-02");
    expect(bounded.body).toEqual([day]);
  });

  test("name users without a second factor for seven days", async () => {
    const { clock } = emulator();
    const named = async () =>
      at((await (await signedIn(emulator(), user)).get("/nonMfaCompliantPartnerPrincipals")).body, "items");
    expect(await named()).toEqual([]);
    await (await withoutSecondFactor(emulator())).get("/customers");
    expect(await named()).toEqual([
      {
        objectId: expect.any(String),
        tenantId: emulator().tenantId,
        upn: "password.only@nordhang.onmicrosoft.com",
        lastNonMfaCompliantRequestDateTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+$/),
      },
    ]);
    clock.advance(8 * 24 * 60 * 60_000);
    expect(await named()).toEqual([]);
  });
});

describe("roles of users", () => {
  const emulator = useEmulator();

  const withRoles = async (...roles: string[]) => {
    const client = await signedIn(emulator(), user);
    await admin(emulator(), "POST", `/portal/users/${user}`, { roles });
    return client;
  };

  test("are needed: Admin agent for nearly everything", async () => {
    const client = await withRoles("helpdeskAgent", "globalAdmin");
    expect(await codeOf(client.get("/customers"))).toEqual([403, 900150]);
    await withRoles("adminAgent");
    expect((await client.get("/customers")).status).toBe(200);
  });

  test("let Sales agents at agreements", async () => {
    const client = await withRoles("salesAgent");
    expect((await client.get("/agreements")).status).toBe(200);
    expect(await codeOf(client.get("/customers"))).toEqual([403, 900150]);
  });

  test("let administrators see how far orders are, and readers of the customer's directory how far subscriptions are", async () => {
    const { id, subscriptionId } = customerOf(emulator(), "withPlan");
    const [order] = emulator().model.orders.group(id);
    const orderPath = `/customers/${id}/orders/${order?.id}/provisioningstatus`;
    const subscriptionPath = `/customers/${id}/subscriptions/${subscriptionId}/provisioningstatus`;
    const administrator = await withRoles("globalAdmin");
    expect((await administrator.get(orderPath)).status).toBe(200);
    expect(await codeOf(administrator.get(subscriptionPath))).toEqual([403, 900150]);
    const reader = await withRoles("directoryReader");
    expect((await reader.get(subscriptionPath)).status).toBe(200);
    expect(await codeOf(reader.get(orderPath))).toEqual([403, 900150]);
  });

  test("must be two to cancel and to reactivate an Azure subscription", async () => {
    emulator().switches.set({ entitlementCancel: "202" });
    const client = await withRoles("adminAgent");
    const { id, subscriptionId, azureSubscriptionIds = [] } = customerOf(emulator(), "withPlan");
    const azure = `/customers/${id}/subscriptions/${subscriptionId}/azureEntitlements/${azureSubscriptionIds[0]}`;
    const reason = { cancellationReason: "compromise" };
    expect(await codeOf(client.post(`${azure}/cancel`, reason))).toEqual([403, 900150]);
    expect(await codeOf(client.post(`${azure}/reactivate`))).toEqual([403, 900335]);
    await withRoles("adminAgent", "globalAdmin");
    expect((await client.post(`${azure}/cancel`, reason)).status).toBe(202);
    expect((await client.post(`${azure}/reactivate`)).status).toBe(202);
  });
});

import type { Emulator } from "../src";
import {
  type Answer,
  admin,
  appClient,
  at,
  customerOf,
  effects,
  read,
  requestToken,
  textAt,
  useEmulator,
} from "./support";

const cancelVersion = "api-version=2021-10-01";
const scope = "https://management.azure.com/.default";

/** The first seeded Azure subscription under a plan. */
function seeded(emulator: Emulator): { tenantId: string; planId: string; id: string } {
  const {
    id: tenantId,
    subscriptionId: planId = "",
    azureSubscriptionIds: [id = ""] = [],
  } = customerOf(emulator, "withPlan");
  return { tenantId, planId, id };
}

async function tokenFor(emulator: Emulator, tenant: string, kind: "app" | "user"): Promise<string> {
  const user = { grant_type: "refresh_token", refresh_token: emulator.userRefreshToken };
  const form = kind === "app" ? { scope } : { ...user, scope };
  return textAt((await requestToken(emulator, { tenant, form })).body, "access_token");
}

/** Calls Azure Resource Manager with a token of the customer's tenant. */
async function azure(
  emulator: Emulator,
  method: string,
  path: string,
  { kind = "app", token }: { kind?: "app" | "user"; token?: string } = {},
): Promise<Answer> {
  const bearer = token ?? (await tokenFor(emulator, seeded(emulator).tenantId, kind));
  const headers = { authorization: `Bearer ${bearer}` };
  return read(await fetch(`${emulator.managementUrl}${path}`, { method, headers }));
}

const codeOf = async (answer: Promise<Answer>) => {
  const { status, body } = await answer;
  return [status, at(body, "error.code")];
};

const cancelPath = (id: string) => `/subscriptions/${id}/providers/Microsoft.Subscription/cancel`;
const enablePath = (id: string) => `/subscriptions/${id}/providers/Microsoft.Subscription/enable`;

describe("Azure Resource Manager", () => {
  const emulator = useEmulator({ switches: { azureRights: "both" } });

  const get = (id: string, options = {}) =>
    azure(emulator(), "GET", `/subscriptions/${id}?api-version=2022-12-01`, options);
  const cancel = (id: string, more = "", options = {}) =>
    azure(emulator(), "POST", `${cancelPath(id)}?${cancelVersion}${more}`, options);
  const enable = (id: string) => azure(emulator(), "POST", `${enablePath(id)}?${cancelVersion}`);
  const status = async ({ tenantId, planId, id }: ReturnType<typeof seeded>) => {
    const path = `/customers/${tenantId}/subscriptions/${planId}/azureEntitlements/${id}`;
    return at((await (await appClient(emulator())).get(path)).body, "status");
  };

  test("cancels an Azure subscription and enables it again; Partner Center shows it ten minutes later", async () => {
    emulator().switches.set({ azureSubscriptionStates: "inactive", entitlementDelay: "10m" });
    const subscription = seeded(emulator());
    const { id, tenantId } = subscription;
    await admin(emulator(), "DELETE", `/portal/azureSubscriptions/${id}/resources`);
    const shown = {
      id: `/subscriptions/${id}`,
      subscriptionId: id,
      tenantId,
      displayName: expect.any(String),
      state: "Enabled",
    };
    expect(await get(id)).toMatchObject({ status: 200, body: shown });
    expect(await cancel(id)).toMatchObject({ status: 200, body: { subscriptionId: id } });
    expect((await get(id)).body).toMatchObject({ state: "Disabled" });
    expect(await status(subscription)).toBe("active");
    emulator().clock.advance(10 * 60_000);
    expect(await status(subscription)).toBe("inactive");
    expect((await get(id)).body).toMatchObject({ state: "Disabled" });

    expect((await cancel(id)).status).toBe(200);
    expect(await enable(id)).toMatchObject({ status: 200, body: { subscriptionId: id } });
    expect((await get(id)).body).toMatchObject({ state: "Enabled" });
    expect(await status(subscription)).toBe("inactive");
    emulator().clock.advance(10 * 60_000);
    expect(await status(subscription)).toBe("active");
    expect(effects(emulator())).toEqual(["azureSubscriptionCancelled", "azureSubscriptionEnabled"]);
  });

  test("refuses to cancel while there are resources, unless told not to look", async () => {
    const { id } = seeded(emulator());
    expect(await codeOf(cancel(id))).toEqual([400, "ResourcesExistingOnSubscription"]);
    expect((await get(id)).body).toMatchObject({ state: "Enabled" });
    expect((await cancel(id, "&IgnoreResourceCheck=true")).status).toBe(200);
  });

  test("shows what Partner Center cancels when Partner Center does", async () => {
    emulator().switches.set({ entitlementDelay: "10m" });
    const { id, tenantId, planId } = seeded(emulator());
    const path = `/customers/${tenantId}/subscriptions/${planId}/azureEntitlements/${id}/cancel`;
    await (await appClient(emulator())).post(path, { cancellationReason: "compromise" });
    expect((await get(id)).body).toMatchObject({ state: "Enabled" });
    emulator().clock.advance(10 * 60_000);
    expect((await get(id)).body).toMatchObject({ state: "Disabled" });
  });

  test.each([
    ["warned", "Warned"],
    ["pastDue", "PastDue"],
    ["deleted", "Deleted"],
    ["somethingNew", "Disabled"],
  ])("shows the status %s as %s", async (set, state) => {
    const { id } = seeded(emulator());
    await admin(emulator(), "POST", `/portal/azureSubscriptions/${id}`, { status: set });
    expect((await get(id)).body).toMatchObject({ state });
  });

  test("enables nothing that is deleted or whose plan is not active", async () => {
    const { id, planId } = seeded(emulator());
    await admin(emulator(), "POST", `/portal/azureSubscriptions/${id}`, { status: "deleted" });
    expect(await codeOf(enable(id))).toEqual([409, "Conflict"]);
    await admin(emulator(), "POST", `/portal/azureSubscriptions/${id}`, { status: "inactive" });
    await admin(emulator(), "POST", `/portal/subscriptions/${planId}`, { status: "suspended" });
    expect(await codeOf(enable(id))).toEqual([409, "Conflict"]);
  });

  test.each([
    ["owner", [200, 400, 200]],
    ["cancelRole", [403, 403, 200]],
    ["reader", [200, 403, 403]],
    ["none", [403, 403, 403]],
  ])("lets the role %s read, cancel and enable: %j", async (partnerRole, expected) => {
    const { id } = seeded(emulator());
    await admin(emulator(), "POST", `/portal/azureSubscriptions/${id}`, { partnerRole });
    expect([(await get(id)).status, (await cancel(id)).status, (await enable(id)).status]).toEqual(expected);
  });

  test("says who may not, and that only owners cancel", async () => {
    const { id } = seeded(emulator());
    await admin(emulator(), "POST", `/portal/azureSubscriptions/${id}`, { partnerRole: "cancelRole" });
    const refused = await cancel(id);
    expect(refused.body).toMatchObject({
      error: { code: "Forbidden", message: expect.stringMatching(/^Only subscription owners/) },
    });
    expect(await codeOf(get(id))).toEqual([403, "AuthorizationFailed"]);
  });

  test.each([
    ["both", 200, 200],
    ["users", 403, 200],
    ["applications", 200, 403],
    ["nobody", 403, 403],
  ])("gives rights to %s when the switch azureRights says so", async (azureRights, app, user) => {
    await admin(emulator(), "PUT", "/switches", { azureRights });
    const { id } = seeded(emulator());
    expect([(await get(id)).status, (await get(id, { kind: "user" })).status]).toEqual([app, user]);
  });

  test("wants a token of the customer's tenant, unless the switch says otherwise", async () => {
    emulator().switches.set({ azureTokenTenant: "customer" });
    const { id } = seeded(emulator());
    const token = await tokenFor(emulator(), emulator().tenantId, "app");
    expect(await codeOf(get(id, { token }))).toEqual([401, "InvalidAuthenticationTokenTenant"]);
    await admin(emulator(), "PUT", "/switches", { azureTokenTenant: "either" });
    expect((await get(id, { token })).status).toBe(200);
  });

  test("wants a token for itself that has not expired", async () => {
    emulator().switches.set({ tokenLifetime: "1h" });
    const { id, tenantId } = seeded(emulator());
    const none = read(await fetch(`${emulator().managementUrl}/subscriptions/${id}?api-version=2022-12-01`));
    expect(await codeOf(none)).toEqual([401, "AuthenticationFailed"]);
    expect(await codeOf(get(id, { token: "somebody.else's" }))).toEqual([401, "InvalidAuthenticationToken"]);
    const { token } = await appClient(emulator());
    expect(await codeOf(get(id, { token }))).toEqual([401, "InvalidAuthenticationTokenAudience"]);
    const own = await tokenFor(emulator(), tenantId, "app");
    emulator().clock.advance(60 * 60_000);
    expect(await codeOf(get(id, { token: own }))).toEqual([401, "ExpiredAuthenticationToken"]);
  });

  test("wants an api-version and an id that exists", async () => {
    const { id } = seeded(emulator());
    expect(await codeOf(azure(emulator(), "GET", `/subscriptions/${id}`))).toEqual([400, "MissingApiVersionParameter"]);
    const wrong = azure(emulator(), "GET", `/subscriptions/${id}?api-version=new`);
    expect(await codeOf(wrong)).toEqual([400, "InvalidApiVersionParameter"]);
    expect(await codeOf(get("x"))).toEqual([400, "InvalidSubscriptionId"]);
    expect(await codeOf(get("11111111-2222-4333-8444-555555555555"))).toEqual([404, "SubscriptionNotFound"]);
  });
});

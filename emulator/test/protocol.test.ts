import { gunzipSync } from "node:zlib";
import { request } from "undici";
import { admin, appClient, at, customerOf, useEmulator, userClient } from "./support";

const bom = "\uFEFF";

describe("replies", () => {
  const emulator = useEmulator({ clock: "2026-03-01T08:00:00Z" });

  test("start with a byte order mark, errors too, unless the switch is off", async () => {
    emulator().switches.set({ bom: "on", gzip: "off" });
    const client = await appClient(emulator());
    for (const path of ["/customers", "/customers/nobody"]) {
      const answer = await client.get(path);
      expect(answer.raw.startsWith(bom)).toBe(true);
      expect(answer.headers.get("content-length")).toBe(String(Buffer.byteLength(answer.raw)));
    }
    emulator().switches.set({ bom: "off" });
    expect((await client.get("/customers")).raw.startsWith("{")).toBe(true);
    const token = await fetch(emulator().adminUrl.concat("/clock"));
    expect((await token.text()).startsWith("{")).toBe(true);
  });

  test("of newer services begin without the mark when the switch says so", async () => {
    emulator().switches.set({ bom: "olderServices", gzip: "off" });
    const client = await appClient(emulator());
    const user = await userClient(emulator());
    const { id, subscriptionId } = customerOf(emulator(), "withPlan");
    const plan = `/customers/${id}/subscriptions/${subscriptionId}`;
    const wish = { customerId: id, productFamily: "azure" };
    expect((await client.get(plan)).raw.startsWith(bom)).toBe(true);
    expect((await client.get(`${plan}/azureEntitlements`)).raw.startsWith("{")).toBe(true);
    expect((await user.post("/productUpgrades/eligibility", wish)).raw.startsWith("{")).toBe(true);
  });

  test("are compressed for those who ask when the switch is on", async () => {
    emulator().switches.set({ bom: "on", gzip: "on" });
    const { token } = await appClient(emulator());
    const headers = { authorization: `Bearer ${token}`, "accept-encoding": "gzip" };
    const answer = await request(`${emulator().apiUrl}/v1/customers`, { headers });
    expect(answer.headers["content-encoding"]).toBe("gzip");
    const text = gunzipSync(Buffer.from(await answer.body.arrayBuffer())).toString("utf8");
    expect(text.startsWith(`${bom}{"totalCount"`)).toBe(true);
  });

  test("echo the ids that were sent, make those that were not, and carry the emulator's date", async () => {
    const client = await appClient(emulator());
    const sent = { "MS-RequestId": "11111111-2222-4333-8444-555555555555", "MS-CorrelationId": "own-correlation" };
    const echoed = await client.get("/customers", sent);
    expect(echoed.headers.get("ms-requestid")).toBe(sent["MS-RequestId"]);
    expect(echoed.headers.get("ms-correlationid")).toBe("own-correlation");
    expect(echoed.headers.get("ms-cv")).toMatch(/^[A-Za-z0-9+/]{16}\.0$/);
    expect(echoed.headers.get("ms-serverid")).toBeTruthy();
    expect(echoed.headers.get("date")).toMatch(/^Sun, 01 Mar 2026 08:00:\d\d GMT$/);
    const made = await client.get("/customers");
    expect(made.headers.get("ms-requestid")).toMatch(/^[0-9a-f-]{36}$/);
    expect(emulator().journal.entries().at(-1)?.requestId).toBe(made.headers.get("ms-requestid"));
    emulator().clock.change({ now: Date.parse("2026-05-05T05:05:05Z") });
    const later = await fetch(`${emulator().apiUrl}/v1/customers`);
    expect(later.headers.get("date")).toMatch(/^Tue, 05 May 2026 05:05:0\d GMT$/);
  });

  test("come for paths and query names in any case and with repeated slashes", async () => {
    const client = await appClient(emulator());
    const { id, subscriptionId } = customerOf(emulator(), "withPlan");
    expect((await client.get("//CUSTOMERS?SIZE=1")).body).toMatchObject({ totalCount: 1 });
    const azure = await client.get(
      `/Customers/${id}//Subscriptions/${subscriptionId?.toUpperCase()}/AZUREENTITLEMENTS/`,
    );
    expect(azure.body).toMatchObject({ totalCount: 2 });
  });

  test("link with or without the version", async () => {
    const client = await appClient(emulator());
    emulator().switches.set({ linkVersion: "included" });
    expect(at((await client.get("/customers?size=1")).body, "links.self.uri")).toBe("/v1/customers?size=1");
    expect(at((await client.get("/customers?size=1")).body, "links.next.uri")).toBe(
      "/v1/customers?size=1&seekOperation=Next",
    );
  });

  test("of errors have shape A with a number or a text as code", async () => {
    emulator().switches.set({ errorCodes: "number", malformedCustomerId: "800002" });
    const client = await appClient(emulator());
    const refused = await client.get("/customers/nobody");
    expect(refused.raw).toContain('"code":800002,');
    expect(refused.body).toEqual({ code: 800002, description: expect.any(String), data: [], source: "PartnerFD" });
    emulator().switches.set({ errorCodes: "string" });
    expect((await client.get("/customers/nobody")).raw).toContain('"code":"800002"');
  });

  test("to unknown routes name the route and are counted", async () => {
    const client = await appClient(emulator());
    await client.get("/fridges");
    const missing = await client.get("/fridges?cold=1");
    expect([missing.status, at(missing.body, "code")]).toEqual([404, 1000]);
    expect(at(missing.body, "description")).toContain("GET /v1/fridges");
    expect(Object.fromEntries(emulator().unknownRoutes)).toEqual({ "GET /v1/fridges": 2 });
    expect(emulator().journal.entries().at(-1)).toMatchObject({ status: 404, note: "unknown route", query: "cold=1" });
    expect(at((await admin(emulator(), "GET", "/state")).body, "unknownRoutes")).toEqual({ "GET /v1/fridges": 2 });
    const adminMissing = await admin(emulator(), "GET", "/fridges");
    expect([adminMissing.status, at(adminMissing.body, "error")]).toEqual([404, "NotFound"]);
  });
});

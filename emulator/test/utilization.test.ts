import { portal, type SeedFile } from "../src";
import { appClient, at, customerOf, launch, textAt, useEmulator } from "./support";

const start = Date.UTC(2026, 4, 20, 12);
const range = "start_time=2026-05-10T00:00:00-00:00&end_time=2026-05-13T00:00:00Z";

describe("utilization records", () => {
  const emulator = useEmulator({ clock: start, switches: { utilizationNotReady: "recent204" } });
  const path = (query: string, kind: "legacy" | "withPlan" = "legacy") => {
    const { id, subscriptionId } = customerOf(emulator(), kind);
    return `/customers/${id}/subscriptions/${subscriptionId}/utilizations/azure?${query}`;
  };

  test("tell what was used, by the time of its report, and grow with the clock", async () => {
    emulator().switches.set({ totalCounts: "items", utilizationOffset: "+00:00" });
    const client = await appClient(emulator());
    const { body } = await client.get(path(range));
    expect(body).toMatchObject({ totalCount: 6, attributes: { objectType: "Collection" } });
    expect(at(body, "items.0")).toEqual({
      usageStartTime: "2026-05-09T00:00:00+00:00",
      usageEndTime: "2026-05-10T00:00:00+00:00",
      resource: {
        id: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
        name: "B2s",
        category: "Virtual Machines",
        subcategory: "BS Series",
        region: "US West",
      },
      quantity: 86.4,
      unit: "1 Hour",
      infoFields: {},
      instanceData: {
        resourceUri: expect.stringMatching(
          /resourceGroups\/shop\/providers\/Microsoft.Compute\/virtualMachines\/shop-web$/,
        ),
        location: "westus",
        partNumber: "",
        orderNumber: "",
        additionalInfo: { ServiceType: "Standard", ImageType: "Canonical", VMName: "shop-web", UsageType: "ComputeHR" },
      },
      attributes: { objectType: "AzureUtilizationRecord" },
    });
    expect(at(body, "items.5.usageEndTime")).toBe("2026-05-12T00:00:00+00:00");
    const { id, subscriptionId } = customerOf(emulator(), "legacy");
    expect(textAt(body, "links.self.uri")).toMatch(
      `customers/${id}/subscriptions/${subscriptionId}/utilizations/azure?start`,
    );
    const recent = path("start_time=2026-05-20&end_time=2026-05-22T00:00:00%2B00:00");
    expect((await client.get(recent)).status).toBe(204);
    emulator().clock.advance(37 * 60 * 60_000);
    const daily = await (await appClient(emulator())).get(recent);
    expect(at(daily.body, "items.0.usageStartTime")).toBe("2026-05-19T00:00:00+00:00");
    expect(at(daily.body, "totalCount")).toBe(4);
    portal.editSubscription(emulator().model, subscriptionId ?? "", { status: "suspended" });
    emulator().clock.advance(5 * 24 * 60 * 60_000);
    const after = await (await appClient(emulator())).get(
      path("start_time=2026-05-23T12:00:00Z&end_time=2026-05-26T00:00:00Z"),
    );
    expect(at(after.body, "items")).toEqual([]);
  });

  test("come by hour, without details and with another offset", async () => {
    emulator().switches.set({ utilizationReporting: "4h", hourlyUtilization: "data" });
    const client = await appClient(emulator());
    emulator().switches.set({ utilizationOffset: "-07:00" });
    const { body } = await client.get(path(`${range}&granularity=Hourly&show_details=False`));
    expect(at(body, "items.length")).toBe(3 * 24 * 2);
    expect(at(body, "items.0")).toMatchObject({
      usageStartTime: "2026-05-09T12:00:00-07:00",
      usageEndTime: "2026-05-09T13:00:00-07:00",
    });
    expect(at(body, "items.0.instanceData")).toBeUndefined();
    emulator().switches.set({ hourlyUtilization: "empty" });
    expect(at((await client.get(path(`${range}&granularity=hourly`))).body, "items")).toEqual([]);
    expect(at((await client.get(path(range))).body, "items.length")).toBe(6);
    emulator().switches.set({ utilizationReporting: "28h" });
    expect(at((await client.get(path(range))).body, "items.0.usageStartTime")).toBe("2026-05-07T17:00:00-07:00");
  });

  test("are paged by a token that carries the query", async () => {
    emulator().switches.set({ seekTokenPlace: "both" });
    const client = await appClient(emulator());
    const whole = await client.get(path(`${range}&show_details=false`));
    const first = await client.get(path(`${range}&show_details=false&size=4`));
    const token = textAt(first.body, "continuationToken");
    expect(at(first.body, "links.next.headers")).toEqual([{ key: "MS-ContinuationToken", value: token }]);
    const second = await client.get(path("seek_operation=Next"), { "MS-ContinuationToken": token });
    expect([at(first.body, "items"), at(second.body, "items")].flat()).toEqual(at(whole.body, "items"));
    expect(at(second.body, "links.next")).toBeUndefined();
    expect(at(second.body, "continuationToken")).toBeUndefined();
    for (const [query, sent] of [
      ["seek_operation=Next", undefined],
      ["seek_operation=Next", `x${token}`],
      ["seek_operation=Previous", token],
    ] as const) {
      const headers: Record<string, string> = sent === undefined ? {} : { "MS-ContinuationToken": sent };
      const refused = await client.get(path(query), headers);
      expect([refused.status, at(refused.body, "code")]).toEqual([400, 3000]);
    }
    const elsewhere = await client.get(path("seek_operation=Next", "withPlan"), { "MS-ContinuationToken": token });
    expect(elsewhere.status).toBe(400);
  });

  test("link in every way that was seen", async () => {
    emulator().switches.set({ linkSpelling: "asShown", linkHeaders: "empty", linkVersion: "omitted" });
    const client = await appClient(emulator());
    const uriWith = async (switches: Record<string, string>, member = "next") => {
      emulator().switches.set(switches);
      return textAt((await client.get(path(`${range}&size=2`))).body, `links.${member}.uri`);
    };
    expect(await uriWith({})).toMatch(/^customers\/.*\/azure\?size=2&seek_operation=Next$/);
    expect(await uriWith({ linkSpelling: "plain" })).toMatch(/^\/customers\//);
    expect(await uriWith({ linkSpelling: "noLeadingSlash" }, "self")).toMatch(/^customers\//);
    expect(await uriWith({ linkSpelling: "misplacedQuestionMark" })).toMatch(/\?size=2\?seek_operation=Next$/);
    expect(await uriWith({ linkSpelling: "emptyOffset" })).toMatch(/seek_operation=Next&offset=$/);
    expect(await uriWith({ linkSpelling: "misspelledParameter" })).toMatch(
      /^\/customers\/.*\?size=2&seek_operation=Next$/,
    );
    const page = async () => (await client.get(path(`${range}&size=2`))).body;
    expect(at(await page(), "links.self.headers")).toEqual([]);
    emulator().switches.set({ linkHeaders: "absent", seekTokenPlace: "body", totalCounts: "more" });
    expect(at(await page(), "links.self")).not.toHaveProperty("headers");
    expect(at(await page(), "links.next")).not.toHaveProperty("headers");
    expect(textAt(await page(), "continuationToken")).not.toBe("");
    expect(at(await page(), "totalCount")).toBe(3);
    emulator().switches.set({ seekTokenPlace: "header", totalCounts: "fewer" });
    expect(at(await page(), "continuationToken")).toBeUndefined();
    expect(textAt(await page(), "links.next.headers.0.value")).not.toBe("");
    expect(at(await page(), "totalCount")).toBe(1);
  });

  test.each([
    "",
    "start_time=2026-05-10",
    "start_time=yesterday&end_time=2026-05-13",
    "start_time=2026-05-13&end_time=2026-05-10",
    `${range}&granularity=weekly`,
    `${range}&show_details=perhaps`,
    `${range}&size=0`,
    `${range}&size=1001`,
  ])("refuse the query %s", async (query) => {
    const refused = await (await appClient(emulator())).get(path(query));
    expect([refused.status, at(refused.body, "code")]).toEqual([400, 3000]);
  });

  test("are not ready for the last hour, or never, by switch", async () => {
    const client = await appClient(emulator());
    const ending = (time: string) => client.get(path(`start_time=2026-05-18&end_time=2026-05-20T${time}Z`));
    const late = await ending("11:30:00");
    expect([late.status, late.headers.get("retry-after"), late.raw]).toEqual([204, "10", ""]);
    expect((await ending("10:30:00")).status).toBe(200);
    emulator().switches.set({ utilizationNotReady: "recentEmpty" });
    expect(at((await ending("11:30:00")).body, "items")).toEqual([]);
    emulator().switches.set({ utilizationNotReady: "always204" });
    expect((await ending("10:30:00")).status).toBe(204);
  });

  test("are empty for plans", async () => {
    emulator().switches.set({ unknownUsageSubscription: "byKind" });
    emulator().switches.set({ totalCounts: "items" });
    const client = await appClient(emulator());
    expect((await client.get(path(range, "withPlan"))).body).toMatchObject({ totalCount: 0, items: [] });
    const unknown = await client.get(path(range).replace(/subscriptions\/.{8}/, "subscriptions/00000000"));
    expect([unknown.status, at(unknown.body, "code")]).toEqual([404, 20003]);
  });

  test("write quantities exactly, with zeros or with noise", async () => {
    emulator().switches.set({ decimalSpelling: "exact" });
    const client = await appClient(emulator());
    const quantity = async () => /"quantity":([^,]*)/.exec((await client.get(path(range))).raw)?.[1];
    const exact = (await quantity()) ?? "";
    emulator().switches.set({ decimalSpelling: "trailingZeros" });
    expect(await quantity()).toBe(exact.padEnd(exact.indexOf(".") + 7, "0"));
    emulator().switches.set({ decimalSpelling: "binaryNoise" });
    expect(await quantity()).toBe(Number(exact).toFixed(20));
  });
});

test("a sandbox has no utilization", async () => {
  const legacyResources = [{ meter: "vmB2s" as const, name: "a", dailyQuantity: "1" }];
  const customers = [{ name: "Old", domain: "old.example", legacyAzure: true, legacyResources }];
  const seedFile: SeedFile = {
    partners: [
      { name: "Box", domain: "box.example", sandbox: true, customers },
      { name: "Two", domain: "two.example" },
    ],
  };
  const sandbox = await launch({ seed: 7, seedFile, clock: start, switches: { utilizationNotReady: "recent204" } });
  try {
    const client = await appClient(sandbox);
    const { id, subscriptionId } = customerOf(sandbox, "legacy");
    const answer = await client.get(`/customers/${id}/subscriptions/${subscriptionId}/utilizations/azure?${range}`);
    expect(at(answer.body, "items")).toEqual([]);
  } finally {
    await sandbox.close();
  }
});

import { PartnerCenter } from "../../support/partner-center";
import { budget, type Declaration, plan, SmallEngine, upgrade } from "../../support/small-engine";

/** Whatever is throttled in an operation of whichever resource: nobody comes back before the time that was told. */

let center: PartnerCenter;
let stack: SmallEngine;

beforeEach(async () => {
  center = await PartnerCenter.open();
  stack = new SmallEngine(center);
});

afterEach(() => center.close());

const WAIT_SECONDS = 20;

/** Requests for a customer that arrived after it was told to wait, and before that time was over. */
function tooEarly(customerId: string, waitMs: number): string[] {
  let closedUntilMs = 0;
  const early: string[] = [];
  for (const { method, path, at, status } of center.journal()) {
    if (!path.toLowerCase().includes(customerId) && !path.toLowerCase().includes("productupgrades")) continue;
    const atMs = Date.parse(at);
    if (atMs < closedUntilMs) early.push(`${method} ${path} ${closedUntilMs - atMs} ms too early`);
    if (status === 429) closedUntilMs = Math.max(closedUntilMs, atMs + waitMs);
  }
  return early;
}

const programs: Readonly<Record<string, () => { customerId: string; first: Declaration[]; next: Declaration[] }>> = {
  "a plan and a budget": () => {
    const { id } = center.customer("new");
    const bought = plan(id, { friendlyName: "Contoso", cancelAzureSubscriptions: "partnerCenter" });
    const renamed = plan(id, { friendlyName: "Fabrikam", cancelAzureSubscriptions: "partnerCenter" });
    return { customerId: id, first: [bought, budget(id, "10")], next: [renamed, budget(id, "20")] };
  },
  "an upgrade": () => {
    const { id } = center.customer("legacy");
    return { customerId: id, first: [upgrade(id)], next: [upgrade(id)] };
  },
};

describe.each(Object.keys(programs))("%s, with every kind of call throttled", (name) => {
  test.each(["seconds", "date"] as const)(
    "made, changed, refreshed and destroyed: 0 requests before Retry-After (%s)",
    async (form) => {
      const { customerId, first, next } = programs[name]?.() ?? { customerId: "", first: [], next: [] };
      const options = { settings: { refreshTokenFile: center.userTokenFile } };
      const storm = () => {
        for (const method of ["GET", "POST", "PATCH"]) {
          const fault = { status: 429, retryAfterSeconds: WAIT_SECONDS, retryAfterAs: form, times: 3 };
          center.emulator.faults.add({ method, path: "/v1/**", ...fault });
        }
      };
      storm();
      expect((await stack.up(first, options)).failures).toEqual([]);
      storm();
      expect((await stack.up(next, { ...options, refresh: true })).failures).toEqual([]);
      storm();
      expect((await stack.destroy(options)).failures).toEqual([]);
      const refused = center.journal().filter(({ status }) => status === 429);
      expect(refused.length).toBeGreaterThanOrEqual(3);
      // A date says whole seconds only.
      expect(tooEarly(customerId, WAIT_SECONDS * 1000 - (form === "date" ? 1000 : 0))).toEqual([]);
    },
  );
});

test("a service that does nothing but fail is asked hardly more than once a call", async () => {
  const { id } = center.customer("new");
  const run = stack.begin([budget(id, "10")]);
  expect((await run.done).failures).toEqual([]);
  const outputs = stack.row("budget")?.outputs ?? {};
  const provider = await run.process.provider("CustomerUsageBudget");
  center.emulator.faults.add({ path: "/v1/**", status: 503, times: 100_000 });
  const since = center.now;
  const calls = 800;
  let failed = 0;
  for (let made = 0; made < calls; made += 1) {
    await provider.read(id, outputs).catch(() => {
      failed += 1;
    });
  }
  expect(failed).toBe(calls);
  expect(center.journal(since).length / calls).toBeLessThanOrEqual(1.1);
});

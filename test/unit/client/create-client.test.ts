import { createCalls } from "../../../provider/client/create-client";
import { setUsageBudget } from "../../../provider/client/endpoints/budgets";
import { checkoutCart, getCart } from "../../../provider/client/endpoints/carts";
import { listCustomers } from "../../../provider/client/endpoints/customers";
import { listSubscriptions } from "../../../provider/client/endpoints/subscriptions";
import type { WireReply } from "../../../provider/client/pipeline";
import { RetryBudget } from "../../../provider/client/retry-budget";
import { Throttle } from "../../../provider/client/throttle";
import type { WireRequest } from "../../../provider/client/transport";
import { FakeClock } from "../../support/fake-clock";
import { plainSettings as settings } from "../../support/plain-settings";
import { idsInOrder } from "./attempts";

type Script = (
  request: WireRequest,
  nth: number,
) => { status?: number; headers?: Record<string, string>; body?: unknown };

function harness(script: Script) {
  const requests: WireRequest[] = [];
  const clock = new FakeClock({ hasty: true });
  const client = createCalls(settings, {
    clock,
    newId: idsInOrder("id"),
    random: () => 0,
    retryBudget: new RetryBudget(),
    throttle: new Throttle(),
    tokens: { getToken: async ({ force }) => (force ? "fresh" : "cached") },
    transport: {
      exchange: async (request): Promise<WireReply> => {
        requests.push(request);
        const { status = 200, headers = {}, body } = script(request, requests.length);
        const bytes = new TextEncoder().encode(body === undefined ? "" : JSON.stringify(body));
        return { status, headers, bytes };
      },
      stream: () => Promise.reject(new Error("nothing is streamed here")),
      close: async () => {},
    },
  });
  return { client, requests, clock };
}

const path = { customerId: "c", cartId: "k" };

describe("createCalls", () => {
  it("makes a call: ids, token, headers, reply", async () => {
    const { client, requests } = harness(() => ({
      headers: { date: "Thu, 15 Jan 2026 12:00:00 GMT", "ms-requestid": "echo,echo", location: "/customers/c" },
      body: { id: "k", status: "Active" },
    }));
    const reply = await client.call(getCart, { path }).reply();
    expect(reply).toEqual({
      status: 200,
      body: { id: "k", status: "Active", lineItems: [] },
      requestId: "echo",
      correlationId: "id-1",
      serviceTimeMs: Date.UTC(2026, 0, 15, 12),
      location: "/customers/c",
    });
    expect(requests[0]?.headers).toEqual({
      Accept: "application/json",
      "Accept-Encoding": "gzip, deflate, br",
      Authorization: "Bearer cached",
      "MS-CorrelationId": "id-1",
      "MS-RequestId": "id-2",
      "MS-Contract-Version": "v1",
      "MS-PartnerCenter-Application": "pulumi-partnercenter",
      "User-Agent": "pulumi-partnercenter",
    });
  });

  it("knows its partner", () => {
    expect(harness(() => ({})).client.partnerTenantId).toBe(settings.identity.tenantId);
  });

  it("takes a fresh token after a 401, under a new request id", async () => {
    const { client, requests } = harness((_request, nth) => (nth === 1 ? { status: 401 } : { body: { id: "k" } }));
    await client.call(getCart, { path });
    expect(requests.map(({ headers }) => [headers.Authorization, headers["MS-RequestId"]])).toEqual([
      ["Bearer cached", "id-2"],
      ["Bearer fresh", "id-3"],
    ]);
  });

  it("sends a checkout once, and the next one with a fresh token after a 401", async () => {
    const { client, requests } = harness((_request, nth) => (nth === 1 ? { status: 401 } : { body: {} }));
    await expect(client.call(checkoutCart, { path })).rejects.toMatchObject({ kind: "api", status: 401 });
    expect(requests).toHaveLength(1);
    await client.call(checkoutCart, { path });
    expect(requests[1]?.headers.Authorization).toBe("Bearer fresh");
  });

  it("refuses a reply in another form, and does not repeat the call for it", async () => {
    const { client, requests } = harness(() => ({ body: { status: "Active" } }));
    await expect(client.call(getCart, { path })).rejects.toMatchObject({ kind: "contract" });
    expect(requests).toHaveLength(1);
  });

  it("reads a list to its end, and tells the time of its last page", async () => {
    const { client, requests } = harness((_request, nth) => ({
      headers: { date: new Date(Date.UTC(2026, 0, nth)).toUTCString() },
      body: { items: [{ id: `c${nth}` }], ...(nth < 3 && { links: { next: { uri: `/customers?page=${nth}` } } }) },
    }));
    const { items, serviceTimeMs } = await client.list(listCustomers, {}).all();
    expect(items.map(({ id }) => id)).toEqual(["c1", "c2", "c3"]);
    expect(serviceTimeMs).toBe(Date.UTC(2026, 0, 3));
    expect(requests.map(({ url }) => url.pathname + url.search)).toEqual([
      "/v1/customers",
      "/v1/customers?page=1",
      "/v1/customers?page=2",
    ]);
    expect(new Set(requests.map(({ headers }) => headers["MS-RequestId"])).size).toBe(3);
    expect(new Set(requests.map(({ headers }) => headers["MS-CorrelationId"])).size).toBe(1);
  });

  it("asks for the next page of a list when somebody wants it", async () => {
    const { client, requests } = harness((_request, nth) => ({
      body: { items: [{ id: String(nth) }], links: { next: { uri: `/v1/customers?page=${nth}` } } },
    }));
    for await (const page of client.list(listCustomers, {}).pages()) {
      expect(page.map(({ id }) => id)).toEqual([String(requests.length)]);
      if (requests.length === 3) break;
    }
    expect(requests).toHaveLength(3);
  });

  it("retries a page, not the list", async () => {
    const { client, requests } = harness((_request, nth) => {
      if (nth === 2) return { status: 503 };
      return { body: { items: [{ id: `c${nth}` }], ...(nth < 3 && { continuationToken: "next" }) } };
    });
    await client.list(listCustomers, {}).all();
    expect(requests.map(({ headers }) => headers["MS-ContinuationToken"])).toEqual([undefined, "next", "next"]);
  });

  it("shares reads that ask for it until something is written for the customer", async () => {
    const { client, requests } = harness(() => ({ body: { items: [{ id: "s", status: "active" }] } }));
    const read = (share: boolean) => client.list(listSubscriptions, { path: { customerId: "c" } }, { share }).all();
    const [one, other] = await Promise.all([read(true), read(true)]);
    expect(requests).toHaveLength(1);
    expect(one.items[0]).toEqual(other.items[0]);
    expect(one.items[0]).not.toBe(other.items[0]);
    await read(false);
    expect(requests).toHaveLength(2);
    await client
      .with({ correlationId: "other" })
      .call(setUsageBudget, { path: { customerId: "C" }, body: { Amount: "1" } });
    await read(true);
    expect(requests).toHaveLength(4);
  });

  it("keeps the defaults of a derived client, and lets a call overrule them", async () => {
    const { client, requests } = harness(() => ({ body: { id: "k" } }));
    const derived = client.with({ correlationId: "operation", timeoutMs: 7 }).with({ retry: "never" });
    await derived.call(getCart, { path });
    await derived.call(getCart, { path }, { timeoutMs: 8 });
    await client.call(getCart, { path });
    expect(requests.map(({ timeoutMs }) => timeoutMs)).toEqual([7, 8, 180_000]);
    expect(requests.map(({ headers }) => headers["MS-CorrelationId"])).toEqual(["operation", "operation", "id-3"]);
  });

  it("sends nothing once the caller has given up", async () => {
    const { client, requests } = harness(() => ({ body: { id: "k" } }));
    const signal = AbortSignal.abort(new Error("deadline"));
    await expect(client.call(getCart, { path }, { signal })).rejects.toThrow("deadline");
    expect(requests).toHaveLength(0);
  });

  it("loads neither network nor authentication before the first call", () => {
    jest.isolateModules(() => {
      const loaded: string[] = [];
      for (const name of ["undici", "@azure/msal-node"]) {
        jest.doMock(name, () => {
          loaded.push(name);
          return {};
        });
      }
      const fresh: typeof import("../../../provider/client/create-client") = require("../../../provider/client/create-client");
      fresh.createClient({ ...settings, caFile: "/does/not/exist" });
      expect(loaded).toEqual([]);
    });
  });
});

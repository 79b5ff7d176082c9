import { z } from "zod";
import { type AnyEndpoint, endpoint } from "../../../provider/client/endpoint";
import { setUsageBudget } from "../../../provider/client/endpoints/budgets";
import { checkoutCart, createCart, getCart } from "../../../provider/client/endpoints/carts";
import { listCustomers } from "../../../provider/client/endpoints/customers";
import { listOrders } from "../../../provider/client/endpoints/orders";
import { listSubscriptions, updateSubscription } from "../../../provider/client/endpoints/subscriptions";
import { parseJson } from "../../../provider/client/json";
import { type Place, prepare } from "../../../provider/client/prepare";
import { idsInOrder } from "./attempts";

const roots = {
  partnerCenter: "https://service.example",
  graph: "https://graph.example",
  management: "https://management.example",
};
const place: Place = { cloud: "public", roots };

function request(endpoint: AnyEndpoint, args: unknown, options = {}) {
  return prepare(endpoint, args, options, place, idsInOrder("id"));
}

describe("prepare", () => {
  it("makes the address from the path", () => {
    const { url, method, call, customerId } = request(getCart, { path: { customerId: "c-1", cartId: "k 1/2?#%" } });
    expect(url.href).toBe("https://service.example/v1/customers/c-1/carts/k%201%2F2%3F%23%25");
    expect({ method, call, customerId }).toEqual({
      method: "GET",
      call: "getCart (GET /v1/customers/{customerId}/carts/{cartId})",
      customerId: "c-1",
    });
  });

  it("keeps the root's own path", () => {
    const elsewhere = { ...place, roots: { ...roots, partnerCenter: "http://127.0.0.1:1/pc" } };
    const { url } = prepare(listCustomers, {}, {}, elsewhere, idsInOrder());
    expect(url.href).toBe("http://127.0.0.1:1/pc/v1/customers");
  });

  it("goes to the service that answers the call, with what every call of it carries", () => {
    const cancel = endpoint({
      name: "cancelThing",
      method: "POST",
      path: "/things/{thingId}/cancel",
      service: "management",
      fixedQuery: { "api-version": "2021-10-01" },
      query: z.strictObject({ IgnoreResourceCheck: z.boolean().optional() }),
      response: z.unknown(),
      retry: "safe",
      credential: "either",
      source: "azure-subscriptions",
    });
    const asked = request(
      cancel,
      { path: { thingId: "1" }, query: { IgnoreResourceCheck: true } },
      { tenantId: "t-2" },
    );
    expect(asked.url.href).toBe(
      "https://management.example/things/1/cancel?api-version=2021-10-01&IgnoreResourceCheck=true",
    );
    expect(asked).toMatchObject({ service: "management", tokenTenantId: "t-2" });
    expect(request(cancel, { path: { thingId: "1" } }).url.search).toBe("?api-version=2021-10-01");
  });

  it("refuses what a cloud does not have, with the reason", () => {
    const endpointHere = { ...listCustomers, unavailableIn: { usGovernment: "There are no customers there." } };
    const elsewhere: Place = { ...place, cloud: "usGovernment" };
    expect(() => prepare(endpointHere, {}, {}, elsewhere, idsInOrder())).toThrow(
      "listCustomers (GET /v1/customers) does not exist in the cloud usGovernment: There are no customers there. Nothing was sent.",
    );
    expect(prepare(endpointHere, {}, {}, place, idsInOrder()).service).toBe("partnerCenter");
  });

  it.each(["", " ", ".", ".."])("refuses the path segment %j", (cartId) => {
    expect(() => request(getCart, { path: { customerId: "c", cartId } })).toThrow(
      /cartId must not be.*Nothing was sent/,
    );
  });

  it("refuses a missing path segment", () => {
    expect(() => request(getCart, { path: { customerId: "c" } })).toThrow("cartId must not be missing");
  });

  it("writes queries percent-encoded and leaves out what is not given", () => {
    const path = { customerId: "c" };
    const { url } = request(listSubscriptions, { path, query: { order_id: "a b+&=", mpn_id: undefined } });
    expect(url.search).toBe("?order_id=a%20b%2B%26%3D");
    expect(request(listOrders, { path, query: { include_price: true } }).url.search).toBe("?include_price=true");
    expect(request(listOrders, { path }).url.search).toBe("");
    const filter = { field: "CompanyName", startsWith: "Contoso & Söhne" };
    expect(request(listCustomers, { query: { filter } }).url.searchParams.get("filter")).toBe(
      '{"Field":"CompanyName","Value":"Contoso & Söhne","Operator":"starts_with"}',
    );
  });

  it("refuses what an endpoint does not know, without showing it", () => {
    expect(() => request(listOrders, { path: { customerId: "c" }, query: { order: "private" } })).toThrow(
      "listOrders (GET /v1/customers/{customerId}/orders): query is not valid: (root): unknown members order. Nothing was sent.",
    );
    const lineItems = [{ id: 0, catalogItemId: "p:s:a", quantity: -1, billingCycle: "one_time", price: "private" }];
    const body = { lineItems, PartnerOnRecordAttestationAccepted: true };
    expect(() => request(createCart, { path: { customerId: "c" }, body })).toThrow(/body is not valid.*lineItems\.0/);
    expect(() => request(createCart, { path: { customerId: "c" }, body })).not.toThrow(/private/);
  });

  it("writes amounts as exact numbers and removes a budget explicitly", () => {
    const path = { customerId: "c" };
    expect(request(setUsageBudget, { path, body: { Amount: "1234567890.123456789012345600" } }).body).toBe(
      '{"Amount":1234567890.1234567890123456}',
    );
    expect(request(setUsageBudget, { path, body: { Amount: null } }).body).toBe('{"Amount":null}');
    expect(() => request(setUsageBudget, { path, body: {} })).toThrow("Nothing was sent");
  });

  it("sends a resource back as it was read, with the change", () => {
    const read = parseJson('{"id":"s","status":"active","new":{"rate":1.10},"quantity":1,"attributes":{"etag":""}}');
    const subscription = updateSubscription.response.parse(read);
    const path = { customerId: "c", subscriptionId: "s" };
    const { body, headers } = request(updateSubscription, { path, body: { ...subscription, status: "suspended" } });
    expect(parseJson(body ?? "")).toEqual(
      parseJson('{"id":"s","status":"suspended","new":{"rate":1.10},"quantity":1,"attributes":{"etag":""}}'),
    );
    expect(body).toContain('"rate":1.10');
    expect(headers).not.toHaveProperty("If-Match");
  });

  it("sends the tag that a resource carries", () => {
    const path = { customerId: "c", subscriptionId: "s" };
    const body = { id: "s", status: "active", attributes: { etag: "abc=" } };
    expect(request(updateSubscription, { path, body }).headers).toMatchObject({ "If-Match": '"abc="' });
  });

  it("sends a write without a body as JSON", () => {
    const attempt = request(checkoutCart, { path: { customerId: "c", cartId: "k" } });
    expect(attempt.headers).toMatchObject({ "Content-Type": "application/json" });
    expect(attempt).not.toHaveProperty("body");
    expect(attempt.retry).toBe("never");
  });

  it("takes options, and defaults where there are none", () => {
    const path = { customerId: "c", cartId: "k" };
    const signal = new AbortController().signal;
    const options = { signal, timeoutMs: 5, retryForMs: 6, retry: "never", correlationId: "mine" } as const;
    expect(request(getCart, { path }, options)).toMatchObject({ ...options, requestId: "id-1" });
    expect(request(getCart, { path })).toMatchObject({
      timeoutMs: 180_000,
      retryForMs: 300_000,
      retry: "safe",
      correlationId: "id-1",
      requestId: "id-2",
    });
  });
});

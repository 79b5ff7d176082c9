import fc from "fast-check";
import type { AnyEndpoint } from "../../../provider/client/endpoint";
import { SpendingBudget } from "../../../provider/client/endpoints/budgets";
import { Cart, CartCheckoutResult, CartError, getCart, updateCart } from "../../../provider/client/endpoints/carts";
import { cancelAzureEntitlement } from "../../../provider/client/endpoints/entitlements";
import { updateSubscription } from "../../../provider/client/endpoints/subscriptions";
import { ContractError } from "../../../provider/client/errors";
import { parseJson } from "../../../provider/client/json";
import { validateReply } from "../../../provider/client/validate";
import { endpoints } from "./endpoint-files";
import { type Member, membersOf, objectOf, sampleOf } from "./schema-samples";

type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

const read = (endpoint: AnyEndpoint, json: unknown): unknown =>
  validateReply(endpoint, parseJson(JSON.stringify(json)));

/** The document with something else at a path; nothing instead of it when there is no value. */
function changed(document: unknown, [head, ...rest]: Member["path"], change: (old: unknown) => unknown): unknown {
  if (head === undefined) return change(document);
  const copy = structuredClone(Object(document));
  const value = changed(copy[head], rest, change);
  if (value === undefined) delete copy[head];
  else copy[head] = value;
  return copy;
}

/** Every value of the document, with what `change` makes of it. */
function mapped(value: unknown, change: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return change(value.map((element) => mapped(element, change)));
  if (typeof value !== "object" || value === null) return change(value);
  return change(Object.fromEntries(Object.entries(value).map(([name, member]) => [name, mapped(member, change)])));
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const json = endpoints.filter(([, { accept, response }]) => accept === undefined && objectOf(response) !== undefined);

describe.each(endpoints)("%s", (name, endpoint) => {
  it("is named as it is called, and is whole", () => {
    expect(endpoint.name).toBe(name);
    expect(endpoint.path).toMatch(/^\/(?:v1(?:\.0)?|subscriptions)\/[\w./{}]+$/);
    expect(endpoint.source).toMatch(/^[A-Za-z0-9.-]+$/);
    if (endpoint.method === "GET") expect(endpoint.request).toBeUndefined();
    if (endpoint.method === "GET") expect(endpoint.retry).toBe("safe");
  });
});

describe.each(json)("replies of %s", (name, endpoint) => {
  const whole = sampleOf(endpoint.response, "all");
  const smallest = sampleOf(endpoint.response, "required");
  const members = membersOf(endpoint.response);

  it("may have all documented members, or only those that must be there", () => {
    expect(() => read(endpoint, whole)).not.toThrow();
    expect(() => read(endpoint, smallest)).not.toThrow();
  });

  const required = members.filter((member) => member.required).map(({ path }) => [path.join("."), path] as const);
  if (required.length > 0) {
    it.each(required)("need %s", (shown, path) => {
      for (const without of [changed(whole, path, () => undefined), changed(whole, path, () => null)]) {
        const refused = () => read(endpoint, without);
        expect(refused).toThrow(ContractError);
        expect(refused).toThrow(`${name} (`);
        expect(refused).toThrow(`${shown}: `);
      }
    });
  }

  it("may have null for what may be absent", () => {
    for (const { path } of members.filter((member) => !member.required)) {
      const absent = read(
        endpoint,
        changed(whole, path, () => undefined),
      );
      expect(
        read(
          endpoint,
          changed(whole, path, () => null),
        ),
      ).toEqual(absent);
    }
  });

  it("keep members that nobody has documented", () => {
    const grown = mapped(whole, (value) => (isObject(value) ? { ...value, somethingNew: { deep: [1] } } : value));
    const kept = JSON.stringify(read(endpoint, grown));
    expect(kept.split('"somethingNew":{"deep":[1]}').length).toBe(JSON.stringify(grown).split('"somethingNew"').length);
  });

  it("may have any text where there are words, and numbers as texts", () => {
    const strange = mapped(whole, (value) => (value === "text" ? "brand_new" : value));
    expect(() => read(endpoint, strange)).not.toThrow();
    const texts = mapped(whole, (value) => (value === 1.25 ? "1.25" : value));
    expect(read(endpoint, texts)).toEqual(read(endpoint, whole));
  });

  it("may spell members in any case", () => {
    const pascal = mapped(whole, (value) =>
      isObject(value) && !("self" in value) && !("uri" in value)
        ? Object.fromEntries(
            Object.entries(value).map(([key, member]) => [key[0]?.toUpperCase() + key.slice(1), member]),
          )
        : value,
    );
    expect(read(endpoint, pascal)).toEqual(read(endpoint, whole));
    if (members.length > 0) expect(pascal).not.toEqual(whole);
  });

  it("of any form throw nothing but our own error, which shows no values", () => {
    const paths = fc.constantFrom<Member["path"]>([], ...members.map(({ path }) => path));
    const value = fc.oneof(fc.jsonValue(), fc.constant("private"), fc.constant({ private: "private" }));
    fc.assert(
      fc.property(fc.array(fc.tuple(paths, value), { minLength: 1, maxLength: 4 }), (changes) => {
        let document: unknown = whole;
        for (const [path, instead] of changes) document = changedIfThere(document, path, instead);
        try {
          read(endpoint, document);
        } catch (error) {
          expect(error).toBeInstanceOf(ContractError);
          expect(String(error)).not.toContain("private");
        }
      }),
      { numRuns: 60 },
    );
  });
});

function changedIfThere(document: unknown, path: Member["path"], instead: Json | unknown): unknown {
  const parent = path.slice(0, -1).reduce<unknown>((at, name) => Object(at)[name], document);
  return path.length > 0 && !isObject(parent) && !Array.isArray(parent)
    ? document
    : changed(document, path, () => instead);
}

describe("endpoints", () => {
  it("spend money in one call only, which is sent once", () => {
    const once = endpoints.filter(([, { retry }]) => retry === "never").map(([name]) => name);
    expect(once).toEqual(["checkoutCart"]);
    const careful = endpoints.filter(([, { retry }]) => retry === "unsent").map(([name]) => name);
    expect(careful.toSorted()).toEqual([
      "cancelAzureEntitlement",
      "cancelAzureSubscription",
      "createAgreement",
      "createUpgrade",
      "enableAzureSubscription",
      "reactivateAzureEntitlement",
    ]);
  });

  it("name the paths that differ and no values", () => {
    const reply = { id: "private", lineItems: [{ quantity: "private" }, { error: "private" }] };
    expect(() => read(getCart, reply)).toThrow(
      "getCart (GET /v1/customers/{customerId}/carts/{cartId}): the reply is not in the documented form (cart-resources): " +
        "lineItems.0.quantity: must be a decimal number; lineItems.1.error: must be object.",
    );
  });
});

describe("replies", () => {
  it("tell cart errors in one form of three", () => {
    const codes = ["10001", '"catalog_item_id_is_not_valid"', '"CatalogItemIdIsNotValid"', '"10001"'];
    const cart = Cart.parse(
      parseJson(`{"id":"k","lineItems":[${codes.map((code) => `{"error":{"errorCode":${code}}}`)}]}`),
    );
    expect(new Set(cart.lineItems.map(({ error }) => error?.errorCode))).toEqual(new Set(["CatalogItemIdIsNotValid"]));
    expect(CartError.parse({ errorCode: "subscription_is_not_enabled_for_r_i" }).errorCode).toBe(
      "SubscriptionIsNotEnabledForRI",
    );
    expect(CartError.parse({ errorCode: "brand_new" }).errorCode).toBe("brand_new");
  });

  it("tell a checkout's orders and errors, and empty lists for none", () => {
    const result = CartCheckoutResult.parse(
      parseJson(
        '{"orders":[{"id":"o","status":"pending","lineItems":[{"lineItemNumber":0}]}],"orderErrors":[{"code":800005}]}',
      ),
    );
    expect(result.orders[0]?.lineItems[0]?.lineItemNumber).toBe(0);
    expect(result.orderErrors).toEqual([{ code: "800005" }]);
    expect(CartCheckoutResult.parse({})).toEqual({ orders: [], orderErrors: [] });
  });

  it("keep the digits of a budget", () => {
    const budget = (text: string) => SpendingBudget.parse(parseJson(text)).amount;
    expect(budget('{"amount":1250.500000}')).toBe("1250.5");
    expect(budget('{"amount":"27.2329000000000000000001"}')).toBe("27.2329000000000000000001");
    expect(budget('{"amount":null}')).toBeUndefined();
    expect(budget("{}")).toBeUndefined();
  });

  it("may have no body where a change takes time", () => {
    expect(updateSubscription.response.parse(undefined)).toBeUndefined();
    expect(cancelAzureEntitlement.response.parse(undefined)).toBeUndefined();
  });

  it("go back into a cart as they came, without what is the service's to say", () => {
    const text =
      '{"id":"k","newer":1.10,"lineItems":[{"id":0,"quantity":1,"newer":2.50,"pricing":{"listPrice":12.50},"error":{"errorCode":"0"}}]}';
    const cart = Cart.parse(parseJson(text));
    expect(JSON.stringify(updateCart.request?.parse(cart))).toBe(
      '{"id":"k","lineItems":[{"id":0,"quantity":1,"newer":2.50}],"newer":1.10}',
    );
  });

  it("keep the value of a member that came in both cases", () => {
    expect(read(getCart, { Id: "other", id: "k", Status: "Ordered" })).toMatchObject({ id: "k", status: "Ordered" });
  });
});

import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { AnyEndpoint } from "../../../provider/client/endpoint";
import * as agreements from "../../../provider/client/endpoints/agreements";
import * as azureSubscriptions from "../../../provider/client/endpoints/azure-subscriptions";
import * as budgets from "../../../provider/client/endpoints/budgets";
import * as carts from "../../../provider/client/endpoints/carts";
import * as customers from "../../../provider/client/endpoints/customers";
import * as entitlements from "../../../provider/client/endpoints/entitlements";
import * as exportsArea from "../../../provider/client/endpoints/exports";
import * as orders from "../../../provider/client/endpoints/orders";
import * as products from "../../../provider/client/endpoints/products";
import * as subscriptions from "../../../provider/client/endpoints/subscriptions";
import * as upgrades from "../../../provider/client/endpoints/upgrades";
import { parseJson } from "../../../provider/client/json";
import { validateReply } from "../../../provider/client/validate";

const areas = {
  agreements,
  "azure-subscriptions": azureSubscriptions,
  budgets,
  carts,
  customers,
  entitlements,
  exports: exportsArea,
  orders,
  products,
  subscriptions,
  upgrades,
};

function isEndpoint(value: unknown): value is AnyEndpoint {
  return typeof value === "object" && value !== null && "method" in value && "retry" in value;
}

const endpoints = Object.values(areas).flatMap((area) => Object.entries(area).filter(([, value]) => isEndpoint(value)));

/** Smallest replies that are in the documented form: ids and statuses, nothing else. */
const smallest: Readonly<Record<string, string>> = {
  listCustomerAgreements: '{"items":[{}]}',
  getDirectSignedStatus: '{"isSigned":true}',
  getUsageBudget: "{}",
  setUsageBudget: "{}",
  exportBilledUsage: "{}",
  exportUnbilledUsage: "{}",
  exportBilledReconciliation: "{}",
  exportUnbilledReconciliation: "{}",
  getExportOperation: '{"status":"running"}',
  getExportManifest: '{"rootDirectory":"https://x","sasToken":"s","blobs":[]}',
  getAzureSubscription: '{"subscriptionId":"a","state":"Enabled"}',
  cancelAzureSubscription: '{"subscriptionId":"a"}',
  enableAzureSubscription: '{"subscriptionId":"a"}',
  createCart: '{"id":"k"}',
  getCart: '{"id":"k"}',
  updateCart: '{"id":"k"}',
  checkoutCart: "{}",
  listCustomers: '{"items":[{"id":"c"}]}',
  getCustomer: '{"id":"c"}',
  listAzureEntitlements: '{"items":[{"id":"e","status":"active"}]}',
  getAzureEntitlement: '{"id":"e","status":"active"}',
  cancelAzureEntitlement: '{"id":"e","status":"active"}',
  getOrder: '{"id":"o","status":"pending"}',
  listOrders: '{"items":[{"id":"o","status":"pending"}]}',
  getSku: '{"id":"0001"}',
  listAvailabilities: '{"items":[{"id":"DZH318Z0BMGV"}]}',
  listSubscriptions: '{"items":[{"id":"s","status":"active"}]}',
  getSubscription: '{"id":"s","status":"active"}',
  updateSubscription: '{"id":"s","status":"active"}',
  getUpgradeEligibility: '{"isEligible":false}',
  createUpgrade: "{}",
  getUpgradeStatus: '{"status":"Completed"}',
};

function read(endpoint: AnyEndpoint, json: string): unknown {
  return validateReply(endpoint, parseJson(json));
}

/** Every object in the document gets a member that nobody has documented, and every absent one may be null. */
function grown(json: string): string {
  return json.replaceAll("{", '{"somethingNew":{"deep":[1.10]},"links":null,').replaceAll(",}", "}");
}

describe.each(endpoints)("%s", (name, value) => {
  if (!isEndpoint(value)) throw new Error("not an endpoint");
  const json = smallest[name] ?? "";

  it("is named as it is called, and is whole", () => {
    expect(value.name).toBe(name);
    expect(value.path).toMatch(/^\/(?:v1(?:\.0)?|subscriptions)\/[\w/.{}]+$/);
    expect(value.source).toMatch(/^[a-z-]+$/);
    const bodiless = ["checkoutCart", "cancelAzureSubscription", "enableAzureSubscription"];
    expect(value.request === undefined).toBe(value.method === "GET" || bodiless.includes(name));
  });

  it("takes the smallest documented reply", () => {
    expect(json).not.toBe("");
    expect(() => read(value, json)).not.toThrow();
  });

  it("keeps members that nobody has documented, and takes null for absent", () => {
    expect(JSON.stringify(read(value, grown(json)))).toContain('"somethingNew":{"deep":[1.10]}');
  });

  const required = [...json.matchAll(/"(id|status|items|isSigned|rootDirectory|sasToken|blobs)":/g)].map(
    ([, member]) => member ?? "",
  );
  it.each(required.length > 0 ? required : ["(none)"])("needs %s", (member) => {
    if (member === "(none)") return;
    const without = json.replace(`"${member}":`, '"other":');
    expect(() => read(value, without)).toThrow(expect.objectContaining({ kind: "contract" }));
    try {
      read(value, without);
    } catch (error) {
      expect(String(error)).toContain(`${name} (`);
      expect(String(error)).toContain(member);
    }
  });
});

describe("endpoints", () => {
  it("are all here", () => {
    const files = readdirSync(join(__dirname, "../../../provider/client/endpoints"));
    expect(new Set(files)).toEqual(new Set([...Object.keys(areas).map((area) => `${area}.ts`), "shapes.ts"]));
  });

  it("spend money in one call only, which is sent once", () => {
    const once = endpoints.filter(([, value]) => isEndpoint(value) && value.retry === "never").map(([name]) => name);
    expect(once).toEqual(["checkoutCart"]);
    expect(entitlements.cancelAzureEntitlement.retry).toBe("unsent");
  });

  it("name the paths that differ and no values", () => {
    const reply = '{"id":"private","lineItems":[{"quantity":"private"},{"error":"private"}]}';
    expect(() => read(carts.getCart, reply)).toThrow(
      "getCart (GET /v1/customers/{customerId}/carts/{cartId}): the reply is not in the documented form (cart-resources): " +
        "lineItems.0.quantity: must be a decimal number; lineItems.1.error: must be object.",
    );
  });
});

describe("replies", () => {
  it("tell cart errors in one form of three", () => {
    const codes = ["10001", '"catalog_item_id_is_not_valid"', '"CatalogItemIdIsNotValid"', '"10001"'];
    const cart = carts.Cart.parse(
      parseJson(`{"id":"k","lineItems":[${codes.map((code) => `{"error":{"errorCode":${code}}}`)}]}`),
    );
    expect(new Set(cart.lineItems.map(({ error }) => error?.errorCode))).toEqual(new Set(["CatalogItemIdIsNotValid"]));
    expect(carts.CartError.parse({ errorCode: "subscription_is_not_enabled_for_r_i" }).errorCode).toBe(
      "SubscriptionIsNotEnabledForRI",
    );
    expect(carts.CartError.parse({ errorCode: "brand_new" }).errorCode).toBe("brand_new");
  });

  it("tell a checkout's orders and errors, and empty lists for none", () => {
    const result = carts.CartCheckoutResult.parse(
      parseJson(
        '{"orders":[{"id":"o","status":"pending","lineItems":[{"lineItemNumber":0}]}],"orderErrors":[{"code":800005}]}',
      ),
    );
    expect(result.orders[0]?.lineItems[0]?.lineItemNumber).toBe(0);
    expect(result.orderErrors).toEqual([{ code: "800005" }]);
    expect(carts.CartCheckoutResult.parse({})).toEqual({ orders: [], orderErrors: [] });
  });

  it("keep the digits of a budget", () => {
    const budget = (json: string) => budgets.SpendingBudget.parse(parseJson(json)).amount;
    expect(budget('{"amount":1250.500000}')).toBe("1250.5");
    expect(budget('{"amount":"27.2329000000000000000001"}')).toBe("27.2329000000000000000001");
    expect(budget('{"amount":null}')).toBeUndefined();
    expect(budget("{}")).toBeUndefined();
  });

  it("may have no body where a change takes time", () => {
    expect(upgrades.createUpgrade.response.parse(undefined)).toBeUndefined();
    expect(subscriptions.updateSubscription.response.parse(undefined)).toBeUndefined();
    expect(entitlements.cancelAzureEntitlement.response.parse(undefined)).toBeUndefined();
  });

  it("go back into a cart with prices as they came", () => {
    const text = '{"id":"k","lineItems":[{"id":0,"catalogItemId":"p:s:a","quantity":1,"pricing":{"listPrice":12.50}}]}';
    const cart = carts.Cart.parse(parseJson(text));
    expect(JSON.stringify(carts.updateCart.request?.parse(cart))).toBe(text);
  });
});

import type { EmulatorOptions } from "../src";
import { type Answer, admin, type Client, letProvision, textAt } from "./support";

/** The SKUs of the catalog, by what becomes of them. */
export const skus = {
  plan: ["DZH318Z0BPS6", "0001"],
  devTest: ["DZH318Z0BPS6", "0002"],
  office: ["CFQ7TTC0LH18", "0001"],
  desktop: ["CFQ7TTC0LH18", "0002"],
  server: ["DG7GMGF0DWTL", "0004"],
  reservation: ["DZH318Z0BQ35", "00G1"],
  savingsPlan: ["DZH318Z09V17", "0003"],
  ledger: ["DZH318Z0C7TT", "0001"],
  ledgerByEntry: ["DZH318Z0C7TT", "0002"],
} as const;

/** One of the SKUs. */
export type SkuName = keyof typeof skus;

/** What a sound line says beside its item: the rest of a cart line of the SKU. */
export const soundLines: Readonly<Record<SkuName, object>> = {
  plan: { billingCycle: "one_time" },
  devTest: { billingCycle: "one_time" },
  office: { billingCycle: "monthly", termDuration: "P1Y", quantity: 5 },
  desktop: { billingCycle: "monthly", termDuration: "P1M", attestationAccepted: true },
  server: { billingCycle: "one_time" },
  reservation: { billingCycle: "one_time", termDuration: "P1Y" },
  savingsPlan: {
    billingCycle: "monthly",
    termDuration: "P1Y",
    purchaseCommitment: { amount: 1.25, grain: "hourly", currency: "USD" },
  },
  ledger: { billingCycle: "monthly", termDuration: "P1M" },
  ledgerByEntry: { billingCycle: "monthly", termDuration: "P1M" },
};

/** A seed whose main partner is a sandbox; the other one is an indirect provider. */
export const sandboxSeed: EmulatorOptions = {
  seedFile: {
    partners: [
      {
        name: "Sand",
        domain: "sand.example",
        sandbox: true,
        customers: Array.from({ length: 11 }, (_, index) => ({ name: `Box ${index}`, domain: `box${index}.example` })),
      },
      {
        name: "Dune",
        domain: "dune.example",
        sandbox: true,
        kind: "indirectProvider",
        resellers: ["1000001", "1000002", "1000003", "1000004"].map((partnerId) => ({ partnerId, name: partnerId })),
        customers: [{ name: "Bucket", domain: "bucket.example" }],
      },
    ],
  },
};

/** The catalog item to buy the SKU for the customer with. */
export async function itemOf(client: Client, customerId: string, name: SkuName): Promise<string> {
  const [product, sku] = skus[name];
  const path = `/customers/${customerId}/products/${product}/skus/${sku}/availabilities`;
  return textAt((await client.get(`${path}?reservationScope=AzurePlan`)).body, "items.0.catalogItemId");
}

/** A cart with one line of the SKU; what is given comes instead of what a sound line says. */
export async function cartWith(client: Client, customerId: string, name: SkuName, more: object = {}): Promise<Answer> {
  const catalogItemId = await itemOf(client, customerId, name);
  const line = { id: 0, catalogItemId, quantity: 1, ...soundLines[name], ...more };
  return client.post(`/customers/${customerId}/carts`, {
    lineItems: [line],
    partnerOnRecordAttestationAccepted: true,
  });
}

/** Buys the SKU with a cart and lets it be provisioned; says what came of it. */
export async function buy(
  client: Client,
  customerId: string,
  name: SkuName,
  more: object = {},
): Promise<{ readonly orderId: string; readonly subscriptionId: string }> {
  const cart = await cartWith(client, customerId, name, more);
  const made = await client.post(`/customers/${customerId}/carts/${textAt(cart.body, "id")}/checkout`);
  if (made.status !== 201) {
    throw new Error(`the checkout of ${name} answers ${made.raw}`);
  }
  const orderId = textAt(made.body, "orders.0.id");
  letProvision(client.emulator);
  const order = await client.get(`/customers/${customerId}/orders/${orderId}`);
  return { orderId, subscriptionId: textAt(order.body, "lineItems.0.subscriptionId") };
}

/** The body of a direct order of one line of the SKU. */
export async function orderBody(client: Client, customerId: string, name: SkuName, more: object = {}): Promise<object> {
  const { billingCycle, ...line } = { billingCycle: undefined, ...soundLines[name] };
  const offerId = await itemOf(client, customerId, name);
  return {
    billingCycle,
    partnerOnRecordAttestationAccepted: true,
    lineItems: [{ lineItemNumber: 0, offerId, quantity: 1, ...line, ...more }],
  };
}

/** Registers the subscription for reservations and waits until it is. */
export async function registerFor(client: Client, customerId: string, subscriptionId: string): Promise<Answer> {
  const accepted = await client.post(`/customers/${customerId}/subscriptions/${subscriptionId}/registrations`);
  const { clock, switches } = client.emulator;
  clock.advance(switches.durationMs("registrationDelay") + 1);
  return accepted;
}

/** Sets the stock of a SKU. */
export const setStock = (client: Client, name: SkuName, stock: object): Promise<Answer> =>
  admin(client.emulator, "POST", `/portal/catalog/products/${skus[name][0]}/skus/${skus[name][1]}`, stock);

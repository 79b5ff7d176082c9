import { buy, itemOf, type SkuName, sandboxSeed, setStock, soundLines } from "./shop";
import { admin, appClient, at, type Client, codeOf, customerOf, textAt, useEmulator } from "./support";

/** A cart, or the order, of several equal lines. */
async function linesOf(client: Client, customerId: string, name: SkuName, count: number, more: object = {}) {
  const item = await itemOf(client, customerId, name);
  const { billingCycle, ...sound } = { billingCycle: "one_time", ...soundLines[name] };
  const all = Array.from({ length: count }, (_, number) => ({ quantity: 1, ...sound, ...more, number }));
  const common = { partnerOnRecordAttestationAccepted: true };
  return {
    cart: {
      ...common,
      lineItems: all.map(({ number, ...line }) => ({ id: number, catalogItemId: item, billingCycle, ...line })),
    },
    order: {
      ...common,
      billingCycle,
      lineItems: all.map(({ number, ...line }) => ({ lineItemNumber: number, offerId: item, ...line })),
    },
  };
}

const errors = (body: unknown, count: number) =>
  Array.from({ length: count }, (_, index) => at(body, `lineItems.${index}.error.errorCode`));

describe("lines that are sound one by one and too much together", () => {
  const emulator = useEmulator({ switches: { cartErrorCodes: "snake_case" } });

  test("take no more from the stock than there is", async () => {
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    const { cart, order } = await linesOf(client, id, "office", 2, { quantity: 5 });
    const made = await client.post(`/customers/${id}/carts`, cart);
    expect(errors(made.body, 2)).toEqual([undefined, undefined]);
    await setStock(client, "office", { remaining: 8 });
    const later = await client.post(`/customers/${id}/carts`, cart);
    expect(errors(later.body, 2)).toEqual([undefined, "quota_not_available"]);
    expect(at(later.body, "lineItems.1.error.additionalInformation.availableQuantity")).toBe(3);
    expect(await codeOf(client.post(`/customers/${id}/carts/${textAt(made.body, "id")}/checkout`))).toEqual([
      400, 800017,
    ]);
    expect(await codeOf(client.post(`/customers/${id}/orders`, order))).toEqual([400, 800017]);
    await setStock(client, "office", { remaining: 10 });
    expect((await client.post(`/customers/${id}/orders`, order)).status).toBe(201);
    expect(await codeOf(client.post(`/customers/${id}/orders`, order))).toEqual([400, 800010]);
  });

  test("give back to the stock what they took when their order fails", async () => {
    emulator().switches.set({ repeatedCheckout: "storedResult", provisioningDelay: "20s" });
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    await setStock(client, "office", { remaining: 5 });
    const { cart } = await linesOf(client, id, "office", 1, { quantity: 5, provisioningContext: { scope: null } });
    const made = await client.post(`/customers/${id}/carts`, cart);
    expect(made.body).toMatchObject({ lineItems: [{ provisioningContext: {} }] });
    const checkout = () => client.post(`/customers/${id}/carts/${textAt(made.body, "id")}/checkout`);
    const failed = textAt((await checkout()).body, "orders.0.id");
    await admin(emulator(), "POST", `/portal/orders/${failed}`, { status: "error" });
    const again = await checkout();
    expect(again.status).toBe(201);
    expect(at(again.body, "orders.0.id")).not.toBe(failed);
  });

  test("use a promotion no more than once", async () => {
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    const { cart, order } = await linesOf(client, id, "office", 2, { promotionId: "CFQ7TTC0LH18:0001:39NFJQT1PFPL" });
    const made = await client.post(`/customers/${id}/carts`, cart);
    expect(errors(made.body, 2)).toEqual([undefined, "invalid_promotion_id"]);
    expect(await codeOf(client.post(`/customers/${id}/orders`, order))).toEqual([400, 27006]);
  });
});

describe("lines in a sandbox", () => {
  const emulator = useEmulator({ ...sandboxSeed, switches: { cartErrorCodes: "snake_case" } });

  test("are not more subscriptions than a customer may have, those with errors aside", async () => {
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    await buy(client, id, "office");
    const { cart, order } = await linesOf(client, id, "office", 5);
    const made = await client.post(`/customers/${id}/carts`, cart);
    expect(errors(made.body, 5)).toEqual([undefined, undefined, undefined, undefined, "sandbox_limit_exceeded"]);
    expect(await codeOf(client.post(`/customers/${id}/orders`, order))).toEqual([403, 800066]);
    const [wrong, ...rest] = cart.lineItems;
    const withError = { ...cart, lineItems: [{ ...wrong, quantity: 301 }, ...rest] };
    const mixed = await client.post(`/customers/${id}/carts`, withError);
    expect(errors(mixed.body, 5).slice(1)).toEqual([undefined, undefined, undefined, undefined]);
  });
});

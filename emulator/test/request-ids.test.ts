import { randomUUID } from "node:crypto";
import { appClient, at, customerOf, effects, planCart, textAt, useEmulator } from "./support";

describe("a repeated MS-RequestId", () => {
  const emulator = useEmulator();
  const newCustomer = () => customerOf(emulator(), "new").id;

  test("gives a write's stored answer again", async () => {
    emulator().switches.set({ requestIds: "honoured" });
    const client = await appClient(emulator());
    const id = newCustomer();
    const sent = { "MS-RequestId": randomUUID() };
    const body = { lineItems: [{ catalogItemId: "a:b:c", quantity: 1, billingCycle: "monthly" }] };
    const first = await client.post(`/customers/${id}/carts`, body, sent);
    const second = await client.post(`/customers/${id}/carts`, body, sent);
    expect(second.body).toEqual(first.body);
    expect(effects(emulator())).toEqual(["cartCreated"]);
    expect(emulator().journal.entries().at(-1)).toMatchObject({
      effect: null,
      note: expect.stringContaining("stored answer"),
    });
    const other = await client.post(`/customers/${id}/carts`, body, { "MS-RequestId": randomUUID() });
    expect(textAt(other.body, "id")).not.toBe(textAt(first.body, "id"));
  });

  test("protects a checkout even where repeating it is refused", async () => {
    emulator().switches.set({ requestIds: "honoured", repeatedCheckout: "800065" });
    const client = await appClient(emulator());
    const path = `/customers/${newCustomer()}/carts/${await planCart(client, newCustomer())}/checkout`;
    const sent = { "MS-RequestId": randomUUID() };
    const first = await client.post(path, undefined, sent);
    expect((await client.post(path, undefined, sent)).body).toEqual(first.body);
    expect(at((await client.post(path)).body, "code")).toBe(800065);
  });

  test.each([
    ["honoured", 201],
    ["honouredWithFailures", 403],
  ])("after a failure, %s, gives %i once the cause is gone", async (value, status) => {
    emulator().switches.set({ agreementCheckedAt: "checkout", requestIds: value });
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "noAgreement");
    const path = `/customers/${id}/carts/${await planCart(client, id)}/checkout`;
    const sent = { "MS-RequestId": randomUUID() };
    expect((await client.post(path, undefined, sent)).status).toBe(403);
    emulator().model.customer(id).directlySigned = true;
    expect((await client.post(path, undefined, sent)).status).toBe(status);
  });

  test.each([
    ["honoured60s", 61_000, 2],
    ["honoured60s", 59_000, 1],
    ["honoured", 3_000_000, 1],
    ["ignored", 0, 2],
  ])("%s after %i ms makes %i carts", async (value, laterMs, carts) => {
    emulator().switches.set({ requestIds: value });
    const client = await appClient(emulator());
    const sent = { "MS-RequestId": randomUUID() };
    const body = { lineItems: [{ catalogItemId: "a:b:c", quantity: 1, billingCycle: "monthly" }] };
    await client.post(`/customers/${newCustomer()}/carts`, body, sent);
    emulator().clock.advance(laterMs);
    await client.post(`/customers/${newCustomer()}/carts`, body, sent);
    expect(effects(emulator())).toHaveLength(carts);
  });

  test("means nothing for reads and for another path", async () => {
    emulator().switches.set({ budgetReadLag: "0s" });
    const client = await appClient(emulator());
    const sent = { "MS-RequestId": randomUUID() };
    const id = newCustomer();
    await client.get(`/customers/${id}/usagebudget`, sent);
    await client.patch(`/customers/${id}/usagebudget`, { Amount: 5 }, sent);
    expect((await client.get(`/customers/${id}/usagebudget`, sent)).body).toMatchObject({ amount: 5 });
    await client.patch(`/customers/${customerOf(emulator(), "new", 1).id}/usagebudget`, { Amount: 6 }, sent);
    expect(effects(emulator())).toEqual(["budgetSet", "budgetSet"]);
  });
});

import type { CartLineItem } from "../../../provider/client/endpoints/carts";
import { type Bench, useBench } from "./emulated-client";

const reservation = { productId: "DZH318Z0BQ35", skuId: "00G1" };

describe("reservations under a plan", () => {
  const bench = useBench();

  it("can be bought once the plan is registered", async () => {
    const { client, customer, emulator } = bench();
    const { registrations } = client();
    const { id: customerId, subscriptionId = "" } = customer("withPlan");
    const plan = { customerId, subscriptionId };
    expect((await registrations.get(plan)).status.toLowerCase()).toBe("notregistered");
    expect((await lineFor(bench())).error?.errorCode).toBe("SubscriptionNotRegistered");
    await registrations.create(plan);
    expect((await registrations.get(plan)).status.toLowerCase()).toBe("registering");
    emulator.clock.advance(120_000);
    expect((await registrations.get(plan)).status.toLowerCase()).toBe("registered");
    expect((await lineFor(bench())).error).toBeUndefined();
  });

  it("are listed with what they are", async () => {
    const { userClient, customer, emulator } = bench();
    const { registrations, reservations, carts } = userClient();
    const { id: customerId, subscriptionId = "" } = customer("withPlan");
    expect((await reservations.list({ customerId }).all()).items).toEqual([]);
    await registrations.create({ customerId, subscriptionId });
    emulator.clock.advance(120_000);
    const { cartId } = await lineFor(bench());
    await carts.checkout({ customerId, cartId });
    emulator.clock.advance(120_000);
    const { items } = await reservations.list({ customerId }).all();
    expect(items).toMatchObject([{ ...reservation, quantity: 1, entitlementType: "reservedinstance" }]);
    const [entitlement] = items;
    if (!entitlement) throw new Error("no reservation");
    const details = await reservations.listDetails({ customerId, entitlement });
    expect(details).toMatchObject([{ reservationId: expect.any(String), scopeType: "shared", quantity: 1 }]);
  });

  it("are not followed to another host", async () => {
    const { userClient, customer } = bench();
    const artifact = { link: { uri: "https://evil.example/v1/reservations" } };
    const entitlement = { entitlementType: "reservedinstance", entitledArtifacts: [artifact] };
    const details = userClient().reservations.listDetails({ customerId: customer("withPlan").id, entitlement });
    await expect(details).rejects.toMatchObject({ kind: "contract", message: expect.stringContaining("another host") });
  });
});

/** A cart's line with a reservation for the customer's plan, and the cart that it is in. */
async function lineFor({ client, customer }: Bench): Promise<CartLineItem & { readonly cartId: string }> {
  const { carts, catalog } = client();
  const { id: customerId, subscriptionId = "" } = customer("withPlan");
  const scope = { customerId, ...reservation, reservationScope: "AzurePlan" } as const;
  const { items } = await catalog.listAvailabilities(scope).all();
  const line = {
    id: 0,
    catalogItemId: items[0]?.catalogItemId ?? "",
    quantity: 1,
    billingCycle: "one_time",
    termDuration: "P1Y",
    provisioningContext: { scope: "shared", SubscriptionId: subscriptionId },
  };
  const cart = await carts.create({ customerId, lineItems: [line] });
  const [made] = cart.lineItems;
  if (!made) throw new Error("no line");
  return { ...made, cartId: cart.id };
}

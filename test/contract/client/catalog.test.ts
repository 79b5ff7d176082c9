import { administer } from "./administer";
import { useBench } from "./emulated-client";

const plan = { productId: "DZH318Z0BPS6", skuId: "0001" };

describe("the catalog", () => {
  const bench = useBench();

  it.each(["country", "customer"] as const)("leads from products to what can be bought, by %s", async (scoped) => {
    const { client, customer } = bench();
    const { id, country } = customer("new");
    const scope = scoped === "country" ? { country } : { customerId: id };
    const { catalog } = client();
    const { items: products } = await catalog.listProducts({ ...scope, targetView: "MicrosoftAzure" }).all();
    expect(products.map((product) => product.id)).toContain(plan.productId);
    expect(await catalog.getProduct({ ...scope, ...plan })).toMatchObject({ id: plan.productId });
    const { items: skus } = await catalog.listSkus({ ...scope, ...plan, targetSegment: "commercial" }).all();
    expect(skus.map((sku) => sku.id)).toContain(plan.skuId);
    const sku = await catalog.getSku({ ...scope, ...plan });
    expect(sku).toMatchObject({ id: plan.skuId, supportedBillingCycles: ["one_time"] });
    const { items: availabilities } = await catalog.listAvailabilities({ ...scope, ...plan }).all();
    const availabilityId = availabilities[0]?.id ?? "";
    const availability = await catalog.getAvailability({ ...scope, ...plan, availabilityId });
    expect(availability).toMatchObject({ id: availabilityId, isPurchasable: true });
    expect(availability.defaultCurrency).toMatchObject({ code: expect.stringMatching(/^[A-Z]{3}$/) });
  });

  it("gives the item of an Azure plan in one call, as it is today", async () => {
    const { client, customer, emulator } = bench();
    const customerId = customer("new").id;
    const { item, listed } = await client().catalog.findItem({ customerId });
    expect(listed).toBe(1);
    expect(item).toMatchObject({
      catalogItemId: expect.stringMatching(/^DZH318Z0BPS6:0001:[A-Z0-9]{12}$/),
      billingCycle: "one_time",
    });
    await administer(emulator, "/portal/catalog/reissue");
    const renewed = await client().catalog.findItem({ customerId });
    expect(renewed.item?.catalogItemId).not.toBe(item?.catalogItemId);
    const gone = client().catalog.getAvailability({
      customerId,
      ...plan,
      availabilityId: item?.availability.id ?? "",
    });
    await expect(gone).rejects.toMatchObject({ status: 404, code: "400019" });
  });

  it("has no item where nothing can be bought", async () => {
    const { client, customer } = bench();
    const found = await client().catalog.findItem({ customerId: customer("new").id, skuId: "0002" });
    expect(found).toEqual({ listed: 1 });
  });
});

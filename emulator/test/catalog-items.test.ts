import { buy, registerFor, setStock, skus } from "./shop";
import { appClient, at, codeOf, customerOf, useEmulator } from "./support";

describe("the catalog's items", () => {
  const emulator = useEmulator();

  test.each([
    ["OnlineServices", "", ["CFQ7TTC0LH18"]],
    ["OnlineServices", "&targetSegment=nonprofit", ["CFQ7TTC0LH18"]],
    ["OnlineServices", "&targetSegment=education", []],
    ["Software", "", ["DG7GMGF0DWTL"]],
    ["SoftwarePerpetual", "&targetSegment=education", ["DG7GMGF0DWTL"]],
    ["Azure", "", ["9DEA7946-EC2C-441E-9FFD-E3B275F7E838", "DZH318Z09V17"]],
    ["AzureReservations", "", []],
    ["AzureReservationsVM", "&reservationScope=AzurePlan", ["DZH318Z0BQ35"]],
    ["MarketplaceSaaS", "", ["DZH318Z0C7TT"]],
    ["MicrosoftAzure", "", ["DZH318Z0BPS6"]],
  ])("of view %s%s are %j", async (view, more, ids) => {
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    for (const path of [
      `/products?country=US&targetView=${view}${more}`,
      `/customers/${id}/products?targetView=${view}${more}`,
    ]) {
      const found = await client.get(path);
      expect(Object(found.body).items.map((one: { id: string }) => one.id)).toEqual(ids);
    }
  });

  test("have the terms, prerequisites and variables of their kind", async () => {
    const client = await appClient(emulator());
    const read = async (name: keyof typeof skus) => {
      const path = `/products/${skus[name][0]}/skus/${skus[name][1]}/availabilities?country=US&reservationScope=AzurePlan`;
      return at((await client.get(path)).body, "items.0");
    };
    expect(await read("office")).toMatchObject({
      isRenewable: true,
      terms: [
        {
          duration: "P1M",
          billingCycle: "Monthly",
          cancellationPolicies: [{ refundOptions: [{ type: "Full", expiresAfter: "P7D" }] }],
        },
        { duration: "P1Y", billingCycle: "Monthly" },
        { duration: "P1Y", billingCycle: "Annual" },
      ],
      renewalInstructions: [
        { applicableTermIds: expect.any(Array), renewalOptions: [{ renewToId: "CFQ7TTC0LH18:0001" }] },
      ],
      product: { productType: { id: "OnlineServicesNCE" } },
      sku: { maximumQuantity: 300, supportedBillingCycles: ["monthly", "annual"] },
    });
    expect(at(await read("office"), "terms.3")).toBeUndefined();
    expect(await read("desktop")).toMatchObject({
      sku: { attestationProperties: { attestationType: "Windows365", enforceAttestation: true } },
    });
    expect(await read("reservation")).toMatchObject({
      sku: {
        purchasePrerequisites: expect.arrayContaining(["InventoryCheck", "AzureSubscriptionRegistration"]),
        inventoryVariables: ["CustomerId", "AzureSubscriptionId", "ArmRegionName"],
        provisioningVariables: ["Scope", "SubscriptionId", "Duration"],
      },
    });
    expect(await read("savingsPlan")).toMatchObject({
      sku: { minimumPurchaseCommitment: { grain: "Hourly", currencyCode: { code: "USD" } } },
    });
    expect(await read("ledger")).toMatchObject({
      product: { isMicrosoftProduct: false, publisherName: "Practice Ledgers Ltd" },
    });
  });

  test("that were withdrawn answer 200 with an error", async () => {
    const client = await appClient(emulator());
    const list = `/products/${skus.office[0]}/skus/${skus.office[1]}/availabilities`;
    const [before] = Object((await client.get(`${list}?country=US`)).body).items;
    expect(before.isPurchasable).toBe(true);
    await setStock(client, "office", { withdrawn: true });
    expect(at((await client.get(`${list}?country=US`)).body, "items.0.isPurchasable")).toBe(false);
    expect(await codeOf(client.get(`${list}/${before.id}?country=US`))).toEqual([200, 400072]);
  });

  test("of a plan have no terms, or an empty list of them", async () => {
    const client = await appClient(emulator());
    const terms = async () =>
      at((await client.get("/products/DZH318Z0BPS6/skus/0001/availabilities?country=US")).body, "items.0.terms");
    emulator().switches.set({ planTerms: "absent" });
    expect(await terms()).toBeUndefined();
    emulator().switches.set({ planTerms: "empty" });
    expect(await terms()).toEqual([]);
  });
});

describe("a customer's catalog", () => {
  const emulator = useEmulator();

  test("can be asked by POST, as its pages print", async () => {
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    const path = `/customers/${id}/products/DZH318Z0BPS6/skus`;
    expect(await client.post(path)).toMatchObject({ status: 200, body: { items: [{ id: "0001" }, { id: "0002" }] } });
    expect((await client.post(`/customers/${id}/products?targetView=MicrosoftAzure`)).status).toBe(200);
  });
});

describe("the inventory", () => {
  const emulator = useEmulator();
  const path = "/extensions/product/checkInventory?country=US";
  const target = (name: keyof typeof skus) => ({ productId: skus[name][0], skuId: skus[name][1] });

  test("drops what does not exist, and means every SKU when none is named", async () => {
    const client = await appClient(emulator());
    const targetItems = [
      { productId: "NOPE" },
      { productId: skus.plan[0], skuId: "0009" },
      { ProductId: skus.office[0] },
    ];
    const checked = await client.post(path, { targetItems });
    expect(checked.body).toEqual([
      { productId: skus.office[0], skuId: "0001", isRestricted: false, restrictions: [] },
      { productId: skus.office[0], skuId: "0002", isRestricted: false, restrictions: [] },
    ]);
  });

  test("restricts what is out of stock, and reservations until the subscription is registered", async () => {
    const client = await appClient(emulator());
    const { id, subscriptionId = "" } = customerOf(emulator(), "withPlan");
    const body = {
      targetItems: [target("reservation"), target("office")],
      inventoryContext: { CustomerId: id, azureSubscriptionId: subscriptionId, armRegionName: "westus" },
    };
    expect((await client.post(path, body)).body).toMatchObject([
      { isRestricted: true, restrictions: [{ reasonCode: "NotAvailableForSubscription", properties: {} }] },
      { isRestricted: false },
    ]);
    await registerFor(client, id, subscriptionId);
    await setStock(client, "office", { remaining: 5 });
    await buy(client, customerOf(emulator(), "new").id, "office");
    expect((await client.post(path, body)).body).toMatchObject([
      { isRestricted: false, restrictions: [] },
      { isRestricted: true, restrictions: [{ reasonCode: "NotAvailable" }] },
    ]);
  });

  test("wants a country and items", async () => {
    const client = await appClient(emulator());
    expect(await codeOf(client.post("/extensions/product/checkInventory", { targetItems: [] }))).toEqual([400, 800002]);
    expect(await codeOf(client.post(path, {}))).toEqual([400, 800002]);
  });
});

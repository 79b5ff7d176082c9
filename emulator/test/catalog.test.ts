import { admin, appClient, at, customerOf, textAt, useEmulator } from "./support";

const plan = "DZH318Z0BPS6";

describe("the catalog", () => {
  const emulator = useEmulator();

  test("leads from the product to what can be bought, by country and by customer", async () => {
    emulator().switches.set({ planTerms: "absent", linkVersion: "omitted" });
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new", 1);
    for (const [root, country] of [
      ["", "&country=gb"],
      [`/customers/${id}`, ""],
    ] as const) {
      const products = await client.get(`${root}/products?targetView=MicrosoftAzure${country}`);
      expect(products.body).toMatchObject({
        items: [{ id: plan, title: "Microsoft Azure plan", productType: { id: "Azure", subType: { id: "Azure" } } }],
      });
      const query = country.replace("&", "?");
      const skus = await client.get(`${root}/products/${plan}/skus${query}`);
      expect(skus.body).toMatchObject({
        totalCount: 2,
        items: [
          { id: "0001", supportedBillingCycles: ["one_time"], purchasePrerequisites: ["MicrosoftCustomerAgreement"] },
          { id: "0002" },
        ],
      });
      const found = await client.get(`${root}/products/${plan}/skus/0001/availabilities${query}`);
      expect(found.body).toMatchObject({
        items: [
          {
            id: "DZH318Z0BMGV",
            catalogItemId: `${plan}:0001:DZH318Z0BMGV`,
            country: "GB",
            isPurchasable: true,
            segment: "commercial",
            defaultCurrency: { code: "GBP" },
          },
        ],
      });
      expect(at(found.body, "items.0.terms")).toBeUndefined();
      for (const path of ["", "/skus/0001", "/skus/0001/availabilities/DZH318Z0BMGV"]) {
        expect((await client.get(`${root}/products/${plan}${path}${query}`)).status).toBe(200);
      }
    }
    const links = await client.get(`/products/${plan}/skus/0001?country=gb`);
    expect(textAt(links.body, "links.self.uri")).toBe(`/products/${plan}/skus/0001?country=gb`);
    expect(at(links.body, "attributes")).toBeUndefined();
  });

  test("marks the Dev/Test SKU as not for sale", async () => {
    const client = await appClient(emulator());
    const found = await client.get(`/products/${plan}/skus/0002/availabilities?country=US`);
    expect(at(found.body, "items.0.isPurchasable")).toBe(false);
  });

  test("reissues availability ids on demand", async () => {
    const client = await appClient(emulator());
    const scopes = [
      [`/customers/${customerOf(emulator(), "new", 1).id}`, ""],
      ["", "?country=GB"],
    ] as const;
    const list = async ([root, query]: (typeof scopes)[number]) =>
      textAt((await client.get(`${root}/products/${plan}/skus/0001/availabilities${query}`)).body, "items.0.id");
    const one = ([root, query]: (typeof scopes)[number]) =>
      client.get(`${root}/products/${plan}/skus/0001/availabilities/DZH318Z0BMGV${query}`);
    for (const scope of scopes) {
      expect([await list(scope), (await one(scope)).status]).toEqual(["DZH318Z0BMGV", 200]);
    }
    await admin(emulator(), "POST", "/portal/catalog/reissue");
    for (const scope of scopes) {
      const gone = await one(scope);
      expect([gone.status, at(gone.body, "code")]).toEqual([404, 400019]);
      expect(await list(scope)).not.toBe("DZH318Z0BMGV");
      expect(await list(scope)).toMatch(/^[0-9A-Z]{12}$/);
    }
  });

  test.each([
    ["/products?targetView=MicrosoftAzure", 400, 800002],
    ["/products?country=US", 400, 800002],
    ["/products?country=US&targetView=Fridges", 403, 400036],
    ["/products?country=US&targetView=MicrosoftAzure&targetSegment=martians", 403, 400030],
    ["/products/NOPE?country=US", 404, 400013],
    ["/products/NOPE/skus?country=US", 404, 400013],
    [`/products/${plan}/skus/0009?country=US`, 404, 400018],
  ])("refuses %s", async (path, status, code) => {
    const refused = await (await appClient(emulator())).get(path);
    expect([refused.status, at(refused.body, "code")]).toEqual([status, code]);
  });

  test("has nothing for other views and segments", async () => {
    const client = await appClient(emulator());
    for (const query of ["targetView=SpecializedOffers", "targetView=MicrosoftAzure&targetSegment=education"]) {
      expect((await client.get(`/products?country=US&${query}`)).body).toMatchObject({ totalCount: 0, items: [] });
    }
  });

  test("writes its ids twice in the headers, unless the switch says otherwise", async () => {
    emulator().switches.set({ catalogHeaders: "doubled" });
    const client = await appClient(emulator());
    const sent = { "MS-RequestId": "11111111-2222-4333-8444-555555555555" };
    const path = `/products/${plan}?country=US`;
    expect((await client.get(path, sent)).headers.get("ms-requestid")).toBe(
      `${sent["MS-RequestId"]},${sent["MS-RequestId"]}`,
    );
    emulator().switches.set({ catalogHeaders: "single" });
    expect((await client.get(path, sent)).headers.get("ms-requestid")).toBe(sent["MS-RequestId"]);
  });
});

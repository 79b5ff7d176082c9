import { admin, appClient, at, codeOf, customerOf, textAt, useEmulator, userClient } from "./support";
import { usualUsage } from "./usual-usage";

const start = Date.UTC(2026, 4, 20, 12);
const day = 24 * 60 * 60_000;

describe("service costs", () => {
  const emulator = useEmulator({ clock: start, switches: usualUsage });
  const path = (kind: "withPlan" | "legacy" | "new", last = "") =>
    `/customers/${customerOf(emulator(), kind).id}/servicecosts/mostrecent${last}`;
  const get = async (url: string) => (await userClient(emulator())).get(url);
  const items = async (kind: "withPlan" | "legacy" | "new") => {
    const found = at((await get(path(kind, "/lineitems"))).body, "items");
    return Array.isArray(found) ? found : [];
  };

  test("sum up what the newest invoice charged for a customer", async () => {
    const { id } = customerOf(emulator(), "withPlan");
    const { body } = await get(path("withPlan"));
    const summary = {
      billingStartDate: "2026-04-01T00:00:00Z",
      billingEndDate: "2026-04-30T00:00:00Z",
      pretaxTotal: 3153.64,
      tax: 0,
      afterTaxTotal: 3153.64,
      currencyCode: "EUR",
      currencySymbol: "€",
      customerId: id,
    };
    expect(body).toEqual({
      ...summary,
      details: [{ invoiceType: "OneTime", summary }],
      links: {
        self: { uri: path("withPlan"), method: "GET", headers: [] },
        serviceCostLineItems: { uri: path("withPlan", "/lineitems"), method: "GET", headers: [] },
      },
      attributes: { objectType: "ServiceCostsSummary" },
    });
    emulator().clock.advance(20 * day);
    const later = (await get(path("withPlan"))).body;
    expect(later).toMatchObject({ billingStartDate: "2026-05-01T00:00:00Z", billingEndDate: "2026-05-31T00:00:00Z" });
    expect(at(later, "pretaxTotal")).not.toBe(3153.64);
  });

  test("are listed by what was charged, with the product of new commerce", async () => {
    const { id, name, subscriptionId } = customerOf(emulator(), "withPlan");
    const lines = await items("withPlan");
    expect(lines.reduce<number>((sum, one) => sum + Number(at(one, "afterTaxTotal")), 0)).toBeCloseTo(3153.64, 6);
    expect(lines[0]).toEqual({
      invoiceNumber: expect.stringMatching(/^G\d{9}$/),
      invoiceType: "OneTime",
      customerId: id,
      customerName: name,
      startDate: "2026-04-01T00:00:00Z",
      endDate: "2026-04-30T00:00:00Z",
      subscriptionFriendlyName: "Esker production",
      subscriptionId,
      orderId: expect.any(String),
      offerId: expect.stringMatching(/^DZH318Z0BQ3L:0049:/),
      offerName: "D2s v3",
      resellerMPNId: "-1",
      chargeType: "new",
      quantity: expect.any(Number),
      unitPrice: expect.any(Number),
      pretaxTotal: expect.any(Number),
      tax: 0,
      afterTaxTotal: expect.any(Number),
      currencyCode: "EUR",
      currencySymbol: "€",
      productId: "DZH318Z0BQ3L",
      productName: "Virtual Machines",
      skuId: "0049",
      skuName: "D2s v3",
      availabilityId: "DZH318Z0BXR1",
      publisherId: "",
      publisherName: "Microsoft Corporation",
      termAndBillingCycle: "",
      discountDetails: "",
      attributes: { objectType: "ServiceCostLineItem" },
    });
    const [first] = lines;
    const product = Number(at(first, "quantity")) * Number(at(first, "unitPrice"));
    expect(product).toBeCloseTo(Number(at(first, "pretaxTotal")), 1);
    expect(lines.find((one) => Number(at(one, "pretaxTotal")) < 0)).toMatchObject({
      startDate: "0001-01-01T00:00:00",
      endDate: "0001-01-01T00:00:00",
    });
    emulator().clock.advance(20 * day);
    expect(at((await items("withPlan"))[0], "startDate")).toBe("2026-05-01T00:00:00Z");
  });

  test("of a legacy customer are one line for Azure and one for each licence", async () => {
    const lines = await items("legacy");
    expect(lines).toMatchObject([
      { offerName: "Office 365 Business Premium", invoiceType: "Recurring", quantity: 14 },
      {
        invoiceNumber: expect.stringMatching(/^D\d{9}$/),
        offerId: "MS-AZR-0145P",
        offerName: "Microsoft Azure",
        startDate: "2026-03-28T00:00:00Z",
        endDate: "2026-04-27T00:00:00Z",
        chargeType: "Assess usage fee for current cycle",
        quantity: 1,
        currencyCode: "USD",
      },
    ]);
    expect(at(lines[1], "unitPrice")).toBe(at(lines[1], "pretaxTotal"));
    expect(lines[1]).not.toHaveProperty("productId");
    expect((await get(path("legacy"))).body).toMatchObject({
      billingStartDate: "2026-03-28T00:00:00Z",
      afterTaxTotal: 279,
      details: [{ invoiceType: "Recurring", summary: { afterTaxTotal: 279 } }],
    });
  });

  test("are the customer's own alone, and nothing for one who was billed nothing", async () => {
    const { body } = await get(path("new"));
    expect(body).toMatchObject({ billingStartDate: "2026-04-01T00:00:00Z", pretaxTotal: 0, details: [] });
    expect(await items("new")).toEqual([]);
    const euros = customerOf(emulator(), "new", 2);
    expect(euros.country).toBe("DE");
    expect((await get(`/customers/${euros.id}/servicecosts/MostRecent/lineitems`)).body).toMatchObject({ items: [] });
  });

  test("know nothing of made-up invoices, whose customers are made up too", async () => {
    const before = (await get(path("withPlan"))).raw;
    const wish = { currency: "EUR", lineItems: 3 };
    await admin(emulator(), "POST", `/portal/partners/${emulator().tenantId}/invoices`, wish);
    expect((await get(path("withPlan"))).raw).toBe(before);
  });

  test("name the reseller on record and tell the tax", async () => {
    const { customers } = emulator().otherPartner;
    const { id = "" } = customers.find((one) => one.kind === "withPlan") ?? {};
    const client = await userClient(emulator(), emulator().otherPartner);
    const { body } = await client.get(`/customers/${id}/servicecosts/mostrecent/lineitems`);
    expect(at(body, "items.0")).toMatchObject({ resellerMPNId: "4821077", currencyCode: "CAD", currencySymbol: "$" });
    const [pretax, tax, total] = ["pretaxTotal", "tax", "afterTaxTotal"].map((one) =>
      Number(at(body, `items.0.${one}`)),
    );
    expect(tax).toBeCloseTo(Number(pretax) * 0.05, 1);
    expect(total).toBeCloseTo(Number(pretax) + Number(tax), 6);
  });

  test("know the most recent period only, and are for users", async () => {
    const { id } = customerOf(emulator(), "withPlan");
    expect(await codeOf(get(`/customers/${id}/servicecosts/current`))).toEqual([400, 3000]);
    expect(await codeOf(get(`/customers/${id}/servicecosts/previous/lineitems`))).toEqual([400, 3000]);
    const client = await appClient(emulator());
    expect(await codeOf(client.get(path("withPlan")))).toEqual([403, 900150]);
    expect(await codeOf(client.get(path("withPlan", "/lineitems")))).toEqual([403, 900150]);
    emulator().switches.set({ decimalSpelling: "binaryNoise" });
    expect((await get(path("withPlan"))).raw).toMatch(/"pretaxTotal":3153\.6\d{19},/);
    expect(textAt((await get(path("withPlan"))).body, "links.self.uri")).toBe(path("withPlan"));
  });
});

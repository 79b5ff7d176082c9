import Big from "big.js";
import { parseJsonExactly } from "../src/json";
import { lineItems as items, itemsOf, pagesOf, plainBilling, setsOf, unbilledPath } from "./billing-pages";
import { admin, appClient, at, type Client, codeOf, customerOf, textAt, useEmulator } from "./support";

// Of new commerce v1 has line items until 21 April 2025.
const live = Date.UTC(2025, 3, 15, 10, 30);
const over = Date.UTC(2025, 3, 21);

const sum = (numbers: readonly unknown[]) =>
  numbers.reduce((total: Big, one) => total.plus(String(at(one, "text"))), new Big(0)).toFixed();

const column = (items: readonly unknown[], member: string) => items.map((item) => at(item, member));

const dailyRatedUsage =
  "partnerId partnerName customerId customerName customerDomainName customerCountry invoiceNumber productId skuId availabilityId skuName productName publisherName publisherId subscriptionId subscriptionDescription chargeStartDate chargeEndDate usageDate meterType meterCategory meterId meterSubCategory meterName meterRegion unitOfMeasure resourceLocation consumedService resourceGroup resourceUri tags additionalInfo serviceInfo1 serviceInfo2 mpnId resellerMpnId chargeType unitPrice quantity unitType billingPreTaxTotal billingCurrency pricingPreTaxTotal pricingCurrency entitlementId entitlementDescription pcToBCExchangeRate pcToBCExchangeRateDate effectiveUnitPrice rateOfPartnerEarnedCredit rateOfCredit creditType invoiceLineItemType billingProvider attributes";
const oneTime =
  "partnerId customerId customerName customerDomainName customerCountry invoiceNumber mpnId resellerMpnId orderId orderDate productId skuId availabilityId productName skuName productQualifiers chargeType unitPrice effectiveUnitPrice unitType quantity subtotal taxTotal totalForCustomer currency publisherName publisherId subscriptionDescription subscriptionId subscriptionStartDate subscriptionEndDate chargeStartDate chargeEndDate termAndBillingCycle alternateId referenceId priceAdjustmentDescription discountDetails pricingCurrency pcToBCExchangeRate pcToBCExchangeRateDate billableQuantity meterDescription billingFrequency reservationOrderId creditReasonCode promotionId invoiceLineItemType billingProvider attributes";

describe("line items of new commerce", () => {
  const emulator = useEmulator({ clock: live, switches: plainBilling });

  const exactItems = async (client: Client, path: string) => itemsOf(parseJsonExactly((await client.get(path)).raw));

  test("of an invoice have a row a day and resource in usage, and their sum in reconciliation, until v1 gives them up", async () => {
    const client = await appClient(emulator());
    const { invoice, usage, reconciliation } = await setsOf(client);
    const days = await exactItems(client, usage);
    expect(Object.keys(Object(days[0])).join(" ")).toBe(dailyRatedUsage);
    expect(new Set(column(days, "usageDate")).size).toBe(31);
    expect(
      new Set(column(days, "resourceUri").map((uri, index) => `${uri} ${column(days, "meterId")[index]}`)).size,
    ).toBe(8);
    const lines = await exactItems(client, reconciliation);
    expect(Object.keys(Object(lines[0])).join(" ")).toBe(oneTime);
    expect(sum(column(lines, "totalForCustomer"))).toBe(String(at(invoice, "totalCharges")));
    const meter = lines.find((line) => at(line, "meterDescription") === "B2s") ?? lines[0];
    const own = days.filter((day) => at(day, "meterName") === at(meter, "meterDescription"));
    expect(sum(column(own, "quantity"))).toBe(String(at(meter, "billableQuantity.text")));
    emulator().clock.change({ now: over });
    expect(await codeOf(client.get(usage))).toEqual([404, 1000]);
    expect(await codeOf(client.get(reconciliation))).toEqual([404, 1000]);
  });

  test("of usage hang together to the last digit and say whose they are", async () => {
    const client = await appClient(emulator());
    const { invoice, usage } = await setsOf(client);
    const text = (day: unknown, member: string) => String(at(day, `${member}.text`));
    for (const day of await exactItems(client, usage)) {
      const effective = new Big(text(day, "unitPrice")).times(new Big(1).minus(text(day, "rateOfPartnerEarnedCredit")));
      expect(text(day, "effectiveUnitPrice")).toBe(effective.toFixed());
      const pricing = effective.times(text(day, "quantity"));
      expect(text(day, "pricingPreTaxTotal")).toBe(pricing.prec(28).toFixed());
      const billing = pricing.times(text(day, "pcToBCExchangeRate"));
      expect(text(day, "billingPreTaxTotal")).toBe(billing.prec(28).toFixed());
    }
    const plan = customerOf(emulator(), "withPlan");
    const lake = (await items(client, usage)).find((day) => textAt(day, "resourceUri").endsWith("eskerlake"));
    expect(lake).toMatchObject({
      partnerId: emulator().tenantId,
      customerId: plan.id,
      customerName: plan.name,
      customerDomainName: "eskeranalytics.onmicrosoft.com",
      customerCountry: "NL",
      invoiceNumber: at(invoice, "id"),
      subscriptionId: plan.subscriptionId,
      subscriptionDescription: "Esker production",
      entitlementDescription: "Esker data lake",
      chargeStartDate: "2025-03-01T00:00:00Z",
      chargeEndDate: "2025-04-01T00:00:00Z",
      usageDate: "2025-03-01T00:00:00Z",
      consumedService: "Microsoft.Storage",
      tags: '{"env":"prod","owner":"d.visser"}',
      billingCurrency: "EUR",
      pricingCurrency: "USD",
      creditType: "Partner Earned Credit Applied",
      rateOfCredit: 0.15,
      billingProvider: "marketplace",
      invoiceLineItemType: "usage_line_items",
      attributes: { objectType: "DailyRatedUsageLineItem" },
    });
  });

  test("of reconciliation round as published, and tell every kind of charge", async () => {
    const client = await appClient(emulator());
    const lines = await exactItems(client, (await setsOf(client)).reconciliation);
    const down = (amount: Big) => amount.round(2, Big.roundDown);
    for (const line of lines) {
      const number = (member: string) => new Big(String(at(line, `${member}.text`)));
      const isUsage = at(line, "meterDescription") !== "";
      const [price, rate] = [number("effectiveUnitPrice"), number("pcToBCExchangeRate")];
      const quantity = number("billableQuantity");
      const subtotal = isUsage
        ? down(down(price.times(quantity)).times(rate))
        : down(price.times(rate)).times(quantity);
      expect(number("subtotal").toFixed()).toBe(subtotal.toFixed());
      expect(number("totalForCustomer").toFixed()).toBe(subtotal.plus(number("taxTotal")).toFixed());
    }
    const charges = (await items(client, (await setsOf(client)).reconciliation)).filter(
      (line) => at(line, "meterDescription") === "",
    );
    expect(
      charges.map((line) => [at(line, "productName"), at(line, "chargeType"), at(line, "billableQuantity")]),
    ).toEqual([
      ["Reserved VM Instance", "new", 1],
      ["Microsoft 365 Business Premium", "renew", 25],
      ["Windows Server 2022 Standard - 16 Core License Pack", "new", 2],
      ["Backhaul Backup for Teams", "renew", 12],
      ["Credit", "customerCredit", 1],
    ]);
    expect(charges[0]).toMatchObject({
      orderDate: expect.stringMatching(/^2025-03-01T10:30:0/),
      chargeStartDate: "2025-03-01T00:00:00Z",
      chargeEndDate: "2026-03-01T00:00:00Z",
      reservationOrderId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      resellerMpnId: 0,
      billingProvider: "one_time",
      attributes: { objectType: "OneTimeInvoiceLineItem" },
    });
    expect(charges[1]).toMatchObject({
      priceAdjustmentDescription: '[{"Name":"Promotion","Value":15,"Type":"Percentage"}]',
      subscriptionEndDate: "2026-03-01T00:00:00Z",
      billingFrequency: "1-month",
    });
    expect(charges[2]).toMatchObject({
      chargeStartDate: "0001-01-01T00:00:00",
      termAndBillingCycle: "One-time payment",
    });
    expect(charges[4]).toMatchObject({ creditReasonCode: "Service Level Agreement", unitPrice: -25 });
  });

  test("that are unbilled grow with the clock, by a day and at once, until the invoice takes them", async () => {
    emulator().switches.set({ usageLatency: "24h" });
    const client = await appClient(emulator());
    const usage = unbilledPath("usage");
    const days = async (path: string) => new Set(column(await items(client, path), "usageDate")).size;
    expect(await days(usage)).toBe(13);
    emulator().clock.advance(24 * 3_600_000);
    expect(await days(usage)).toBe(14);
    expect(at(await items(client, usage), "0.invoiceNumber")).toBe("");
    const count = async () => (await items(client, unbilledPath("billing"))).length;
    const before = await count();
    const { id } = customerOf(emulator(), "withPlan");
    await admin(emulator(), "POST", `/portal/customers/${id}/charges`, { kind: "software", unitPrice: "10.005" });
    expect(await count()).toBe(before + 1);
    emulator().switches.set({
      v1UnbilledUsage: "live",
      v1UnbilledReconciliation: "live",
      v1BilledReconciliation: "live",
    });
    emulator().clock.change({ now: Date.UTC(2025, 4, 7) });
    expect(await days(unbilledPath("usage", "previous"))).toBe(30);
    expect(await items(client, unbilledPath("billing", "previous"))).toHaveLength(before + 1);
    emulator().clock.change({ now: Date.UTC(2025, 4, 9) });
    expect(await items(client, unbilledPath("usage", "previous"))).toEqual([]);
    const billed = await items(client, (await setsOf(client)).reconciliation);
    expect(billed.filter((line) => at(line, "unitPrice") === 10.005)).toHaveLength(1);
  });

  test("of what is charged every month fall due again on its day", async () => {
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "withPlan");
    await admin(emulator(), "POST", `/portal/customers/${id}/charges`, { kind: "marketplace", quantity: 77 });
    emulator().switches.set({ v1UnbilledReconciliation: "live" });
    const due = async () =>
      (await items(client, unbilledPath("billing")))
        .filter((line) => at(line, "billableQuantity") === 77)
        .map((line) => [at(line, "chargeStartDate"), at(line, "chargeEndDate")]);
    expect(await due()).toEqual([["2025-04-15T00:00:00Z", "2025-05-15T00:00:00Z"]]);
    emulator().clock.change({ now: Date.UTC(2025, 4, 15, 10, 29) });
    expect(await due()).toEqual([]);
    emulator().clock.change({ now: Date.UTC(2025, 4, 15, 10, 31) });
    expect(await due()).toEqual([["2025-05-15T00:00:00Z", "2025-06-15T00:00:00Z"]]);
  });

  test("come in both forms of the path, with their words in any case", async () => {
    const client = await appClient(emulator());
    const { path, usage, reconciliation } = await setsOf(client);
    const days = await items(client, usage);
    for (const same of [
      `${path}/OneTime/UsageLineItems`,
      `${path}/Marketplace/usage_line_items`,
      `${path.replace("/G", "/OneTime-G")}/onetime/usagelineitems?size=2000`,
      `${path}?PROVIDER=Marketplace&invoicelineitemtype=UsageLineItems&currencycode=eur`,
    ]) {
      expect(await items(client, same)).toEqual(days);
    }
    expect(await items(client, `${path}/OneTime/BillingLineItems`)).toEqual(await items(client, reconciliation));
    expect(await items(client, `${path}?provider=all&invoiceLineItemType=billinglineitems`)).toHaveLength(13);
    emulator().clock.change({ now: over });
    expect(await codeOf(client.get(`${path}/OneTime/UsageLineItems`))).toEqual([404, 1000]);
  });

  test("with or without partner earned credit can be asked for, and then say it", async () => {
    const client = await appClient(emulator());
    const { usage } = await setsOf(client);
    const all = await items(client, usage);
    const earned = await items(client, `${usage}&hasPartnerEarnedCredit=true`);
    const other = await items(client, `${usage}&hasPartnerEarnedCredit=false`);
    expect(earned.length + other.length).toBe(all.length);
    expect(new Set(column(all, "hasPartnerEarnedCredit"))).toEqual(new Set([undefined]));
    for (const [some, has, rate, type] of [
      [earned, true, 0.15, "Partner Earned Credit Applied"],
      [other, false, 0, "Credit Not Applied"],
    ] as const) {
      expect(some.length).toBeGreaterThan(0);
      expect(
        new Set(
          some.map((day) => [at(day, "hasPartnerEarnedCredit"), at(day, "rateOfCredit"), at(day, "creditType")].join()),
        ),
      ).toEqual(new Set([[has, rate, type].join()]));
    }
    expect((await pagesOf(client, `${usage}&hasPartnerEarnedCredit=false&size=7`)).flat()).toEqual(other);
  });

  test("are none in another currency, or of legacy commerce", async () => {
    const client = await appClient(emulator());
    const { path, usage } = await setsOf(client);
    expect(await items(client, usage.replace("=EUR", "=USD"))).toEqual([]);
    expect(await items(client, `${path}?provider=azure&invoiceLineItemType=usagelineitems`)).toEqual([]);
    expect(await items(client, `${path}?provider=office&invoiceLineItemType=billinglineitems`)).toEqual([]);
    expect(await items(client, unbilledPath("usage", "current", "GBP"))).toEqual([]);
  });

  test("write numbers as numbers or texts, with the noise that was seen, by switch", async () => {
    const client = await appClient(emulator());
    const { reconciliation } = await setsOf(client);
    const [number] = await items(client, reconciliation);
    emulator().switches.set({ lineItemNumbers: "string" });
    const [text] = await items(client, reconciliation);
    for (const member of [
      "unitPrice",
      "quantity",
      "subtotal",
      "billableQuantity",
      "pcToBCExchangeRate",
      "resellerMpnId",
    ]) {
      expect(at(text, member)).toBe(String(at(number, member)));
    }
    emulator().switches.set({ lineItemNumbers: "number", decimalSpelling: "trailingZeros" });
    const [line = ""] = (await client.get(`${reconciliation}&size=1`)).raw.split("},");
    expect(line).toMatch(/"subtotal":\d+\.\d{6},/);
    expect(line).toContain('"quantity":1,');
  });

  test("write dates with or without their offset, by switch", async () => {
    const client = await appClient(emulator());
    const { usage, reconciliation } = await setsOf(client);
    const dates = async () => {
      const [charge] = (await items(client, reconciliation)).filter((line) => at(line, "meterDescription") === "");
      return [
        at(await items(client, usage), "0.usageDate"),
        at(charge, "chargeStartDate"),
        String(at(charge, "orderDate")).replace(/:0\d(\.\d+)?/, ""),
      ];
    };
    expect(await dates()).toEqual(["2025-03-01T00:00:00Z", "2025-03-01T00:00:00Z", "2025-03-01T10:30Z"]);
    emulator().switches.set({ lineItemDates: "noOffset" });
    expect(await dates()).toEqual(["2025-03-01T00:00:00", "2025-03-01T00:00:00", "2025-03-01T10:30"]);
    emulator().switches.set({ lineItemDates: "-08:00" });
    expect(await dates()).toEqual(["2025-03-01T00:00:00-08:00", "2025-03-01T00:00:00-08:00", "2025-03-01T02:30-08:00"]);
  });

  test("spell and name their members as samples do, by switch", async () => {
    const client = await appClient(emulator());
    const { usage } = await setsOf(client);
    const names = async () => Object.keys(Object((await items(client, `${usage}&size=1`))[0]));
    emulator().switches.set({ lineItemCasing: "mixed" });
    expect((await names()).filter((name) => /^[A-Z]/.test(name))).toEqual([
      "PartnerName",
      "ProductName",
      "UsageDate",
      "MeterId",
      "UnitType",
      "RateOfPartnerEarnedCredit",
    ]);
    emulator().switches.set({ lineItemCasing: "camelCase", lineItemKinds: "misspelled" });
    expect((await names()).slice(-3)).toEqual(["invoiceLineitemType", "billingProvider", "attributes"]);
    emulator().switches.set({ lineItemKinds: "none" });
    expect((await names()).join(" ")).toBe(dailyRatedUsage.replace(" invoiceLineItemType billingProvider", ""));
    emulator().switches.set({ lineItemKinds: "both", lineItemMembers: "of2019" });
    expect((await names()).slice(-5).join(" ")).toBe(
      "pricingPreTaxTotal pricingCurrency invoiceLineItemType billingProvider attributes",
    );
    emulator().switches.set({ lineItemMembers: "withStrays" });
    expect((await names()).slice(dailyRatedUsage.split(" ").length).join(" ")).toBe(
      "quoteId providerName providerId providerSource IsPartnerEarnedCreditApplied RateOfPartnerEarnedCredit attributes/objectType",
    );
  });

  test("of reconciliation write customers with a prefix, by switch", async () => {
    const client = await appClient(emulator());
    const { reconciliation, usage } = await setsOf(client);
    emulator().switches.set({ lineItemCustomerIds: "org" });
    const { id } = customerOf(emulator(), "withPlan");
    expect(at(await items(client, reconciliation), "0.customerId")).toBe(`org:${id}`);
    expect(at(await items(client, usage), "0.customerId")).toBe(id);
  });

  test("can be made up in any number for practice, the same ones always, with a total that is their sum", async () => {
    const client = await appClient(emulator());
    const wish = { lineItems: 4_321 };
    const made = await admin(emulator(), "POST", `/portal/partners/${emulator().tenantId}/invoices`, wish);
    const path = `/invoices/${textAt(made.body, "id")}/lineitems`;
    const usage = await pagesOf(client, `${path}/onetime/usagelineitems`);
    expect(usage.map((page) => page.length)).toEqual([2_000, 2_000, 321]);
    expect(new Set(column(usage.flat(), "resourceUri")).size).toBe(4_321);
    expect(await pagesOf(client, `${path}/onetime/usagelineitems`)).toEqual(usage);
    const lines = await exactItems(client, `${path}/onetime/billinglineitems`);
    const rest = await pagesOf(client, `${path}/onetime/billinglineitems`);
    expect(lines).toHaveLength(2_000);
    const total = rest
      .flat()
      .reduce((cents: number, line) => cents + Math.round(Number(at(line, "totalForCustomer")) * 100), 0);
    expect(total / 100).toBe(at(made.body, "totalCharges"));
    const tooMany = admin(emulator(), "POST", `/portal/partners/${emulator().tenantId}/invoices`, {
      lineItems: 1_000_001,
    });
    expect((await tooMany).status).toBe(400);
  });
});

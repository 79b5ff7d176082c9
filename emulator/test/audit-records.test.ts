import { portalApplicationId } from "../src/model/audit";
import {
  type Answer,
  admin,
  appClient,
  at,
  buyPlan,
  type Client,
  codeOf,
  customerOf,
  otherClient,
  textAt,
  useEmulator,
  userClient,
} from "./support";

const start = "2026-01-01T00:00:00Z";
const day = 24 * 60 * 60_000;

const ask = (client: Client, more = "", headers?: Record<string, string>): Promise<Answer> =>
  client.get(`/auditrecords?startDate=2026-01-01${more}`, headers);

async function records(client: Client, more = ""): Promise<object[]> {
  const { body } = await ask(client, more);
  const items = at(body, "items");
  return Array.isArray(items) ? items : [];
}

const filtered = (filter: object) => `&filter=${encodeURIComponent(JSON.stringify(filter))}`;
const operations = (some: readonly object[]) => some.map((one) => at(one, "operationType"));
const newValue = (record: unknown): unknown => JSON.parse(textAt(record, "resourceNewValue"));

const newCustomer = {
  companyProfile: { domain: "moss.example" },
  billingProfile: {
    culture: "en-US",
    email: "ada@moss.example",
    language: "en",
    companyName: "Moss Mills",
    defaultAddress: {
      country: "US",
      city: "Reno",
      state: "NV",
      addressLine1: "1 High Street",
      postalCode: "89501",
      firstName: "Ada",
      lastName: "Moss",
      phoneNumber: "5550100",
    },
  },
};

describe("audit records", () => {
  const emulator = useEmulator({
    clock: start,
    switches: {
      planBudgets: "effective",
      auditPageSize: "500",
      customerCreateIds: "optional",
      modernInvoices: "all",
      invoiceDay: "8",
    },
  });

  test("tell who changed what, and what came of it", async () => {
    emulator().switches.set({ gzip: "off", budgetRounding: "none" });
    const [app, user] = [await appClient(emulator()), await userClient(emulator())];
    const customer = customerOf(emulator(), "new");
    expect(await records(app)).toEqual([]);
    const { orderId } = await buyPlan(app, customer.id);
    const budget = await user.patch(`/customers/${customer.id}/usagebudget`, { Amount: null });
    expect((await records(app)).length).toBe(1);
    await user.patch(`/customers/${customer.id}/usagebudget`, '{"Amount":250.123456789012345678}', {
      "ms-correlationid": "c0ffee00-0000-4000-8000-000000000001",
    });
    expect(budget.status).toBe(200);
    const [order, set] = await records(app);
    expect(order).toEqual({
      partnerId: emulator().tenantId,
      customerId: customer.id,
      customerName: customer.name,
      applicationId: emulator().clientId,
      resourceType: "order",
      resourceNewValue: expect.any(String),
      operationType: "create_order",
      operationDate: expect.stringMatching(/^2026-01-01T00:\d\d:\d\d\.\d{4,7}Z$/),
      operationStatus: "succeeded",
      originalCorrelationId: expect.any(String),
      attributes: { objectType: "AuditRecord" },
    });
    const { body } = await app.get(`/customers/${customer.id}/orders/${orderId}`);
    expect(newValue(order)).toMatchObject({
      Id: orderId,
      LineItems: [{ OfferId: at(body, "lineItems.0.offerId"), Links: { Product: { Body: null, Method: "GET" } } }],
    });
    expect(set).toMatchObject({
      operationType: "update_customer_spending_budget",
      userPrincipalName: expect.stringContaining("@"),
      originalCorrelationId: "c0ffee00-0000-4000-8000-000000000001",
    });
    expect(textAt(set, "resourceNewValue")).toContain('"Amount":250.123456789012345678');
    expect(await records(await otherClient(emulator()))).toEqual([]);
  });

  test("are written even if nobody got the answer, and not when nothing changed", async () => {
    const client = await appClient(emulator());
    const customer = customerOf(emulator(), "withPlan");
    await admin(emulator(), "POST", "/faults", { method: "PATCH", path: "/v1/**", action: "resetAfterCommit" });
    await client.patch(`/customers/${customer.id}/usagebudget`, { Amount: 1 }).catch(() => undefined);
    await client.patch(`/customers/${customer.id}/usagebudget`, { Amount: 1 });
    await client.post(`/customers/${customer.id}/carts`, {});
    expect(operations(await records(client))).toEqual(["update_customer_spending_budget"]);
  });

  test("tell also what people did in the portal", async () => {
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    await admin(emulator(), "POST", `/portal/customers/${id}/plan`, {});
    await admin(emulator(), "POST", `/portal/customers/${id}/budget`, { amount: null });
    const found = await records(client);
    expect(operations(found)).toEqual(["create_order", "update_customer_spending_budget"]);
    expect(found.map((one) => at(one, "applicationId"))).toEqual([portalApplicationId, portalApplicationId]);
    expect(newValue(found[1])).toEqual({ Amount: null, Attributes: { ObjectType: "SpendingBudget" } });
  });

  test("can be narrowed down by dates and by a filter", async () => {
    const client = await appClient(emulator());
    const [one, other] = [customerOf(emulator(), "new"), customerOf(emulator(), "withPlan")];
    await client.patch(`/customers/${one.id}/usagebudget`, { Amount: 1 });
    await buyPlan(client, one.id);
    emulator().clock.advance(2 * day);
    const later = await appClient(emulator());
    await later.patch(`/customers/${other.id}/usagebudget`, { Amount: 2 });
    const count = async (more: string) => (await records(later, more)).length;
    expect(await count("")).toBe(3);
    expect(await count("&endDate=2026-01-01")).toBe(2);
    expect(await count("&endDate=2026-01-03")).toBe(3);
    expect(await count("&endDate=2026-01-02T23:59:59Z")).toBe(2);
    const budgets = { Field: "OperationType", Value: "Update_Customer", Operator: "starts_with" };
    const ofOne = { Field: "customerId", Value: one.id.toUpperCase(), Operator: "equals" };
    const isOrder = { field: "ResourceType", value: "order", operator: "substring" };
    expect(await count(filtered(budgets))).toBe(2);
    expect(await count(filtered({ LeftFilter: budgets, RightFilter: ofOne, Operator: "and" }))).toBe(1);
    expect(await count(filtered({ LeftFilter: budgets, RightFilter: ofOne, Operator: "or" }))).toBe(3);
    expect(await count(filtered(isOrder))).toBe(1);
    expect(await count(filtered({ ...isOrder, operator: "not_equals" }))).toBe(2);
    expect(await count(filtered({ ...isOrder, operator: "not_starts_with" }))).toBe(2);
    expect(await count(filtered({ ...isOrder, operator: "greater_than" }))).toBe(2);
    expect(await count(filtered({ ...isOrder, operator: "less_than_or_equals" }))).toBe(1);
  });

  test("refuse questions that make no sense", async () => {
    const client = await appClient(emulator());
    expect(await codeOf(client.get("/auditrecords"))).toEqual([400, 800002]);
    for (const more of [
      "&endDate=2025-12-01",
      "&endDate=soon",
      "&size=-1",
      "&offset=x",
      "&filter=x",
      "&filter=3",
      filtered({ Field: "Colour", Value: "red", Operator: "equals" }),
      filtered({ Field: "CustomerId", Value: "x", Operator: "resembles" }),
      "&seekOperation=Next",
    ]) {
      expect([more, ...(await codeOf(ask(client, more)))]).toEqual([more, 400, 800002]);
    }
  });

  test("page by a continuation token, or by an offset", async () => {
    emulator().switches.set({ auditPaging: "seek", auditPageSize: "500", linkVersion: "omitted" });
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    for (const amount of [1, 2, 3, 4, 5]) {
      await client.patch(`/customers/${id}/usagebudget`, { Amount: amount });
    }
    const everything = await records(client);
    const seek = await ask(client, "&size=2");
    const token = textAt(seek.body, "continuationToken");
    expect(at(seek.body, "links.next.headers")).toEqual([{ key: "MS-ContinuationToken", value: token }]);
    const second = await client.get(textAt(seek.body, "links.next.uri"), { "ms-continuationtoken": token });
    // The form of the SDK: nothing but the token.
    const third = await client.get("/auditrecords?seekOperation=Next", {
      "ms-continuationtoken": textAt(second.body, "continuationToken"),
    });
    expect([seek, second, third].flatMap(({ body }) => at(body, "items"))).toEqual(everything);
    expect([at(third.body, "continuationToken"), at(third.body, "links.next")]).toEqual([undefined, undefined]);

    emulator().switches.set({ auditPaging: "offset", auditPageSize: "3" });
    const first = await ask(client, "&size=1000");
    expect(textAt(first.body, "links.next.uri")).toContain("offset=3");
    expect(at(first.body, "continuationToken")).toBeUndefined();
    const rest = await client.get(textAt(first.body, "links.next.uri"));
    expect([first, rest].flatMap(({ body }) => at(body, "items"))).toEqual(everything);
    expect(at(rest.body, "links.next")).toBeUndefined();
  });

  test("keep the name of a customer that is gone, and nobody's password", async () => {
    const client = await appClient(emulator());
    const partner = emulator().model.partners.get(emulator().tenantId);
    Object.assign(partner ?? {}, { sandbox: true });
    const made = await client.post("/customers", newCustomer);
    const password = textAt(made.body, "userCredentials.password");
    expect((await client.send("DELETE", `/customers/${textAt(made.body, "id")}`)).status).toBe(204);
    const [created, deleted] = await records(client);
    expect([created, deleted]).toMatchObject([
      { operationType: "create_customer", customerName: "Moss Mills" },
      { operationType: "delete_customer", customerName: "Moss Mills" },
    ]);
    expect(newValue(created)).toMatchObject({ UserCredentials: null, CompanyProfile: { Domain: "moss.example" } });
    expect(textAt(created, "resourceNewValue")).not.toContain(password);
  });

  test("tell that invoices came out, when they did", async () => {
    emulator().switches.set({ tokenLifetime: "30d" });
    const client = await appClient(emulator());
    const ready = filtered({ Field: "OperationType", Value: "ready_invoice", Operator: "equals" });
    expect(await records(client, ready)).toEqual([]);
    emulator().clock.advance(9 * day);
    const sinceNewYear = filtered({ Field: "InvoiceDate", Value: "2026-01-01", Operator: "greater_than" });
    const invoices = Object(at((await client.get(`/invoices?offset=0${sinceNewYear}`)).body, "items"));
    const told = await records(client, ready);
    expect(told).toHaveLength(invoices.length);
    expect(told[0]).toMatchObject({ resourceType: "invoice", operationDate: "2026-01-08T16:51:13.4533333Z" });
    const [newest] = told.map(newValue).filter((one) => at(one, "Id") === at(invoices, "0.id"));
    expect(newest).toMatchObject({
      TotalCharges: at(invoices, "0.totalCharges"),
      CurrencyCode: at(invoices, "0.currencyCode"),
      InvoiceDate: at(invoices, "0.invoiceDate"),
    });
  });
});

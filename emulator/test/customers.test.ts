import { admin, appClient, at, customerOf, otherClient, textAt, useEmulator } from "./support";

const filter = (content: object) => encodeURIComponent(JSON.stringify(content));

describe("customers", () => {
  const emulator = useEmulator();

  test("are listed page by page with links.next and a token", async () => {
    emulator().switches.set({ linkVersion: "omitted" });
    const client = await appClient(emulator());
    const seen: unknown[] = [];
    let answer = await client.get("/customers?size=3");
    expect(answer.body).toMatchObject({
      totalCount: 3,
      attributes: { objectType: "Collection" },
      links: { self: { uri: "/customers?size=3" } },
    });
    for (;;) {
      seen.push(...Object(answer.body).items.map((item: unknown) => at(item, "id")));
      const next = Object(at(answer.body, "links.next"));
      if (next.uri === undefined) {
        break;
      }
      expect(next).toMatchObject({ uri: "/customers?size=3&seekOperation=Next", method: "GET" });
      expect(next.headers).toEqual([{ key: "MS-ContinuationToken", value: textAt(answer.body, "continuationToken") }]);
      answer = await client.get(next.uri, { [next.headers[0].key]: next.headers[0].value });
    }
    expect(seen).toEqual(emulator().customers.map((customer) => customer.id));
    expect(at(answer.body, "continuationToken")).toBeUndefined();
  });

  test("go on with the token alone, until it expires", async () => {
    const client = await appClient(emulator());
    const first = await client.get("/customers?size=2");
    const headers = { "MS-ContinuationToken": textAt(first.body, "continuationToken") };
    expect((await client.get("/customers?seekOperation=Next", headers)).body).toMatchObject({ totalCount: 2 });
    expect((await client.get("/customers?seekOperation=Next")).status).toBe(400);
    emulator().clock.advance(3_590_000);
    const late = await appClient(emulator());
    emulator().clock.advance(20_000);
    expect((await late.get("/customers?seekOperation=Next", headers)).status).toBe(400);
  });

  test("come in pages no larger than the service's", async () => {
    emulator().switches.set({ customerPageSize: "4" });
    const client = await appClient(emulator());
    for (const query of ["", "?size=0", "?size=100"]) {
      expect((await client.get(`/customers${query}`)).body).toMatchObject({ totalCount: 4 });
    }
    expect((await client.get("/customers?size=many")).status).toBe(400);
  });

  test.each([
    [{ Field: "CompanyName", Value: "bright", Operator: "starts_with" }, ["Brightwater Dental Group"]],
    [{ field: "domain", value: "COBALT", operator: "StartsWith" }, ["Cobalt Freight GmbH"]],
    [{ Field: "CompanyName", Value: "zzz", Operator: "starts_with" }, []],
  ])("can be searched by %j", async (content, names) => {
    emulator().switches.set({ linkVersion: "omitted" });
    const client = await appClient(emulator());
    const found = await client.get(`/customers?size=10&filter=${filter(content)}`);
    expect(Object(found.body).items.map((item: unknown) => at(item, "companyProfile.companyName"))).toEqual(names);
    expect(textAt(found.body, "links.self.uri")).toBe(`/customers?size=10&filter=${filter(content)}`);
  });

  test.each([
    [{ Field: "CompanyName", Value: "b", Operator: "equals" }],
    [{ Field: "City", Value: "b", Operator: "starts_with" }],
    [{ Field: "CompanyName" }],
  ])("cannot be searched by %j", async (content) => {
    const client = await appClient(emulator());
    expect((await client.get(`/customers?filter=${filter(content)}`)).status).toBe(400);
  });

  test("by id have their billing profile, in the list they do not", async () => {
    const client = await appClient(emulator());
    const { id, name, country } = customerOf(emulator(), "new", 1);
    const one = await client.get(`/customers/${id.toUpperCase()}`);
    expect(one.body).toMatchObject({
      id,
      relationshipToPartner: "reseller",
      allowDelegatedAccess: false,
      companyProfile: { tenantId: id, companyName: name, attributes: { objectType: "CustomerCompanyProfile" } },
      billingProfile: { defaultAddress: { country }, attributes: { objectType: "CustomerBillingProfile" } },
      attributes: { objectType: "Customer" },
    });
    expect(at((await client.get("/customers")).body, "items.0.billingProfile")).toBeUndefined();
  });

  test("that do not exist, are malformed or somebody else's, are told apart", async () => {
    emulator().switches.set({ unknownCustomer: "404", malformedCustomerId: "800002" });
    const client = await appClient(emulator());
    const code = async (path: string) => {
      const { status, body } = await client.get(path);
      return [status, at(body, "code")];
    };
    const nobody = "/customers/00000000-1111-4222-8333-444444444444";
    expect(await code(nobody)).toEqual([404, 60003]);
    expect(await code(`/customers/${emulator().otherPartner.customers[0]?.id}`)).toEqual([403, 20002]);
    expect(await code("/customers/contoso")).toEqual([400, 800002]);
    emulator().switches.set({ unknownCustomer: "403", malformedCustomerId: "900118" });
    expect(await code(nobody)).toEqual([403, 20002]);
    expect(await code("/customers/contoso")).toEqual([400, 900118]);
  });

  test("whose relationship ended are refused everywhere and not listed", async () => {
    emulator().switches.set({ customerPageSize: "500" });
    const { id } = customerOf(emulator(), "withPlan");
    const client = await appClient(emulator());
    const before = await client.get("/customers");
    expect(before.body).toMatchObject({ totalCount: emulator().customers.length });
    await admin(emulator(), "POST", `/portal/customers/${id}/relationship`, { relationship: "none" });
    for (const path of ["", "/subscriptions", "/orders", "/usagebudget", "/products?targetView=MicrosoftAzure"]) {
      const refused = await client.get(`/customers/${id}${path}`);
      expect([refused.status, at(refused.body, "code")]).toEqual([403, 20002]);
    }
    expect((await client.get("/customers")).body).toMatchObject({ totalCount: emulator().customers.length - 1 });
    await admin(emulator(), "POST", `/portal/customers/${id}/relationship`, { relationship: "reseller" });
    expect((await client.get(`/customers/${id}`)).status).toBe(200);
  });

  test("of another partner are its own", async () => {
    const other = await otherClient(emulator());
    expect((await other.get("/customers")).body).toMatchObject({
      totalCount: emulator().otherPartner.customers.length,
    });
    const refused = await other.get(`/customers/${customerOf(emulator(), "withPlan").id}/subscriptions`);
    expect([refused.status, at(refused.body, "code")]).toEqual([403, 20002]);
  });
});

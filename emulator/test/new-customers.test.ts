import type { SeedFile } from "../src";
import {
  admin,
  appClient,
  at,
  type Client,
  codeOf,
  customerOf,
  effects,
  otherClient,
  textAt,
  useEmulator,
  userClient,
} from "./support";

const sandbox: SeedFile = {
  partners: [
    {
      name: "Sand",
      domain: "sand.example",
      sandbox: true,
      customers: [{ name: "Box", domain: "box.example", plans: [{}] }],
    },
    { name: "Other", domain: "other.example" },
  ],
};

const address = {
  country: "US",
  city: "Reno",
  state: "NV",
  addressLine1: "1 High Street",
  addressLine2: "Floor 2",
  postalCode: "89501",
  firstName: "Ada",
  lastName: "Moss",
  phoneNumber: "5550100",
};

const wish = (domain: string, more: object = {}, where: object = {}) => ({
  companyProfile: { domain, ...more },
  billingProfile: {
    culture: "en-US",
    email: "ada@moss.example",
    language: "en",
    companyName: "Moss Mills",
    defaultAddress: { ...address, ...where },
  },
});

describe("new customers", () => {
  const emulator = useEmulator({ switches: { customerCreateIds: "optional" } });

  test("are made with credentials, and are in the list from then on", async () => {
    emulator().switches.set({ customerPageSize: "500" });
    const client = await appClient(emulator());
    const made = await client.post("/customers", { ...wish("moss.onmicrosoft.com"), enableGDAPByDefault: true });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      companyProfile: { domain: "moss.onmicrosoft.com", companyName: "Moss Mills" },
      billingProfile: {
        email: "ada@moss.example",
        firstName: "Ada",
        defaultAddress: { ...address },
        attributes: { objectType: "CustomerBillingProfile" },
      },
      relationshipToPartner: "none",
      userCredentials: { userName: "admin" },
      enableGDAPByDefault: true,
      attributes: { objectType: "Customer" },
    });
    const read = await client.get(`/customers/${textAt(made.body, "id")}`);
    expect(read.body).toMatchObject({ relationshipToPartner: "reseller" });
    expect(at(read.body, "userCredentials")).toBeUndefined();
    expect((await client.get("/customers")).body).toMatchObject({ totalCount: emulator().customers.length + 1 });
    expect(effects(emulator())).toEqual(["customerCreated"]);
  });

  test("are made once for an MS-RequestId, and need both ids when the switch says so", async () => {
    emulator().switches.set({ requestIds: "honoured" });
    const client = await appClient(emulator());
    const ids = {
      "MS-RequestId": "11111111-2222-4333-8444-555555555555",
      "MS-CorrelationId": "21111111-2222-4333-8444-555555555555",
    };
    const once = await client.post("/customers", wish("moss.onmicrosoft.com"), ids);
    const twice = await client.post("/customers", wish("moss.onmicrosoft.com"), ids);
    expect(at(twice.body, "id")).toBe(at(once.body, "id"));
    expect(await codeOf(client.post("/customers", wish("moss.onmicrosoft.com")))).toEqual([400, 3000]);
    expect(effects(emulator())).toEqual(["customerCreated"]);
    emulator().switches.set({ customerCreateIds: "required" });
    expect(await codeOf(client.post("/customers", wish("fern.onmicrosoft.com")))).toEqual([400, 800002]);
    const other = { ...ids, "MS-RequestId": "31111111-2222-4333-8444-555555555555" };
    expect((await client.post("/customers", wish("fern.onmicrosoft.com"), other)).status).toBe(201);
  });

  test.each([
    [
      "a registration number where there are none",
      wish("a.example", { organizationRegistrationNumber: "12345" }),
      600002,
    ],
    ["no registration number", wish("a.example", {}, { country: "BR" }), 600049],
    [
      "a malformed registration number",
      wish("a.example", { organizationRegistrationNumber: "#" }, { country: "in" }),
      600050,
    ],
    [
      "no phone number beside a registration number",
      wish("a.example", { organizationRegistrationNumber: "1234567" }, { country: "PL", phoneNumber: null }),
      600051,
    ],
    ["no domain", wish("nonsense"), 800002],
    ["no last name", wish("a.example", {}, { lastName: "" }), 800002],
  ])("with %s are refused", async (_what, body, code) => {
    emulator().switches.set({ registrationPhone: "required" });
    const client = await appClient(emulator());
    expect(await codeOf(client.post("/customers", body))).toEqual([400, code]);
    expect(effects(emulator())).toEqual([]);
  });

  test("need no phone number when the switch says so", async () => {
    emulator().switches.set({ registrationPhone: "optional" });
    const client = await appClient(emulator());
    const body = wish("a.example", { organizationRegistrationNumber: "1234567" }, { country: "PL", phoneNumber: null });
    const made = await client.post("/customers", body);
    expect(textAt(made.body, "companyProfile.organizationRegistrationNumber")).toBe("1234567");
  });

  test("of an indirect provider belong to a reseller, and are found by it by users only", async () => {
    emulator().switches.set({ customerPageSize: "500" });
    const client = await otherClient(emulator());
    const made = await client.post("/customers", { ...wish("moss.example"), associatedPartnerId: "5330914" });
    expect(textAt(made.body, "associatedPartnerId")).toBe("5330914");
    expect(await codeOf(client.post("/customers", { ...wish("b.example"), associatedPartnerId: "1" }))).toEqual([
      400, 800016,
    ]);
    const tenantOf = (partnerId: string) =>
      [...emulator().model.partners.values()].flatMap((one) => one.resellers).find((one) => one.partnerId === partnerId)
        ?.tenantId;
    const found = async (caller: Client, Field: string, Value: string | undefined) => {
      const filter = encodeURIComponent(JSON.stringify({ Field, Value, Operator: "starts_with" }));
      const { status, body } = await caller.get(`/customers?size=0&filter=${filter}`);
      return [status, at(body, "code") ?? at(body, "totalCount")];
    };
    expect(await found(client, "IndirectReseller", tenantOf("5330914"))).toEqual([403, 900329]);
    const user = await userClient(emulator(), emulator().otherPartner);
    expect(await found(user, "IndirectReseller", tenantOf("5330914"))).toEqual([200, 2]);
    expect(await found(user, "IndirectReseller", tenantOf("4821077"))).toEqual([200, 1]);
    const provider = emulator().otherPartner.tenantId;
    expect(await found(client, "IndirectCloudSolutionProvider", provider)).toEqual([200, 4]);
    expect(await found(await appClient(emulator()), "IndirectCloudSolutionProvider", provider)).toEqual([200, 0]);
  });

  test.each([
    [{ active: false }, 400, 900154],
    [{ agreementAccepted: false }, 403, 900123],
  ])("do not belong to a reseller with %j", async (standing, status, code) => {
    const client = await otherClient(emulator());
    const path = `/portal/partners/${emulator().otherPartner.tenantId}/resellers/5330914`;
    await admin(emulator(), "POST", path, standing);
    const body = { ...wish("fern.example"), associatedPartnerId: "5330914" };
    expect(await codeOf(client.post("/customers", body))).toEqual([status, code]);
    expect(effects(emulator())).toEqual([]);
  });

  test("cannot be deleted outside a sandbox", async () => {
    const client = await appClient(emulator());
    const path = `/customers/${customerOf(emulator(), "new").id}`;
    expect(await codeOf(client.send("DELETE", path))).toEqual([400, 900127]);
  });
});

describe("sandbox customers", () => {
  const emulator = useEmulator({ seedFile: sandbox, switches: { customerCreateIds: "optional" } });

  test("are deleted once their plan is suspended", async () => {
    emulator().switches.set({ subscriptionPatch: "200", unknownCustomer: "404", customerDeletion: "400" });
    const client = await appClient(emulator());
    const { id, subscriptionId, azureSubscriptionIds = [] } = customerOf(emulator(), "withPlan");
    const path = `/customers/${id}`;
    const remove = () => codeOf(client.send("DELETE", path));
    expect(await remove()).toEqual([400, 800002]);
    emulator().switches.set({ customerDeletion: "403" });
    expect(await remove()).toEqual([403, 2032]);
    for (const azure of azureSubscriptionIds) {
      await admin(emulator(), "POST", `/portal/azureSubscriptions/${azure}`, { status: "inactive" });
    }
    await client.patch(`${path}/subscriptions/${subscriptionId}`, { status: "suspended" });
    expect((await client.send("DELETE", path)).status).toBe(204);
    expect(await codeOf(client.get(path))).toEqual([404, 60003]);
    expect([...emulator().model.subscriptions.values()].some((one) => one.customerId === id)).toBe(false);
    expect(effects(emulator())).toEqual(["subscriptionUpdated", "customerDeleted"]);
  });

  test("are at most 75", async () => {
    const client = await appClient(emulator());
    for (let at = emulator().customers.length; at < 75; at++) {
      expect((await client.post("/customers", wish(`c${at}.example`))).status).toBe(201);
    }
    expect(await codeOf(client.post("/customers", wish("last.example")))).toEqual([400, 800018]);
  });
});

describe("a sandbox customer that is deleted after it was billed", () => {
  const charged = {
    name: "Box",
    domain: "box.example",
    charges: [{ kind: "software" as const, daysAgo: 40 }, { kind: "licence" as const }],
  };
  const seedFile: SeedFile = {
    partners: [
      {
        name: "Sand",
        domain: "sand.example",
        sandbox: true,
        customers: [charged],
        billing: { paid: false, adjustments: [{ customer: "box.example", credit: "12.5" }] },
      },
      { name: "Other", domain: "other.example" },
    ],
  };
  const emulator = useEmulator({ clock: Date.UTC(2026, 4, 20), seedFile, switches: { modernInvoices: "all" } });

  test("takes its line items and charges along, and the invoices keep their totals", async () => {
    const client = await appClient(emulator());
    const totals = async () => {
      const { status, body } = await client.get("/invoices");
      return [status, at(body, "items.0.totalCharges"), at(body, "items.0.amendments.0.totalCharges")];
    };
    const before = await totals();
    expect(before).toEqual([200, expect.any(Number), -12.5]);
    const { id = "" } = emulator().customers[0] ?? {};
    expect((await client.send("DELETE", `/customers/${id}`)).status).toBe(204);
    expect(await totals()).toEqual(before);
    expect(emulator().model.charges.size).toBe(0);
  });
});

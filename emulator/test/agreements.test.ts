import {
  admin,
  appClient,
  at,
  codeOf,
  customerOf,
  effects,
  planCart,
  textAt,
  useEmulator,
  userClient,
} from "./support";

const template = "117a77b0-9360-443b-8795-c6dedc750cf9";
const contact = { firstName: "Ada", lastName: "Moss", email: "ada@moss.example", phoneNumber: "5550100" };
const type = "MicrosoftCustomerAgreement";

describe("agreements", () => {
  const emulator = useEmulator();
  const unsigned = () => customerOf(emulator(), "noAgreement").id;

  test("have templates by type", async () => {
    const user = await userClient(emulator());
    const types = async (query: string) =>
      Object((await user.get(`/agreements${query}`)).body).items.map((one: unknown) => at(one, "agreementType"));
    expect(await types("")).toEqual(["MicrosoftCloudAgreement"]);
    expect(await types(`?agreementType=${type}`)).toEqual([type]);
    expect(await types("?agreementType=*")).toEqual(["MicrosoftCloudAgreement", type]);
  });

  test("are confirmed with a contact, once for each, and open the way to a purchase", async () => {
    emulator().switches.set({ legacyAttestation: "accepted", agreementCheckedAt: "checkout" });
    const user = await userClient(emulator());
    const path = `/customers/${unsigned()}/agreements`;
    const list = () => user.get(`${path}?agreementType=${type}`);
    expect((await list()).body).toEqual({ totalCount: 0, items: [] });
    const cart = `/customers/${unsigned()}/carts/${await planCart(user, unsigned())}/checkout`;
    expect(await codeOf(user.post(cart))).toEqual([403, 13605]);
    const dateAgreed = "2026-01-02T03:04:05.000Z";
    emulator().clock.change({ now: Date.parse("2026-03-01T00:00:00Z") });
    const later = await userClient(emulator());
    const body = { primaryContact: contact, dateAgreed, templateId: template, type };
    const made = await later.post(path, body);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ primaryContact: contact, dateAgreed, templateId: template, type });
    expect(textAt(made.body, "userId")).toMatch(/^[0-9a-f-]{36}$/);
    expect((await later.get(`${path}?agreementType=${type}`)).body).toMatchObject({
      totalCount: 1,
      items: [
        {
          primaryContact: contact,
          dateAgreed: "2026-01-02T03:04:05",
          agreementLink: "https://aka.ms/customeragreement",
        },
      ],
    });
    const again = await later.post(path, body);
    expect(again.body).toMatchObject({ code: 600061, isRetryable: false, parameters: {} });
    expect(at(again.body, "source")).toBeUndefined();
    const other = { ...body, primaryContact: { ...contact, firstName: "Eve" } };
    expect((await later.post(path, other)).status).toBe(201);
    expect((await later.post(cart)).status).toBe(201);
    expect(effects(emulator())).toEqual(["cartCreated", "agreementRecorded", "agreementRecorded", "orderCreated"]);
  });

  test.each([
    ["a date to come", { dateAgreed: "2999-01-01T00:00:00Z" }],
    ["an unknown template", { templateId: "00000000-0000-4000-8000-000000000000" }],
    ["an unknown type", { type: "Other" }],
    ["no contact", { primaryContact: null }],
    ["no date", { dateAgreed: "soon" }],
  ])("with %s are refused", async (_what, more) => {
    emulator().switches.set({ legacyAttestation: "accepted", unknownTemplate: "800002" });
    const user = await userClient(emulator());
    const body = { primaryContact: contact, dateAgreed: "2026-01-02", templateId: template, type, ...more };
    expect(await codeOf(user.post(`/customers/${unsigned()}/agreements`, body))).toEqual([400, 800002]);
  });

  test("from before April 2023 do not count", async () => {
    emulator().switches.set({
      legacyAttestation: "accepted",
      agreementCheckedAt: "checkout",
      attestationAge: "dateAgreed",
    });
    const user = await userClient(emulator());
    const body = { primaryContact: contact, dateAgreed: "2023-03-31T00:00:00Z", templateId: template, type };
    expect((await user.post(`/customers/${unsigned()}/agreements`, body)).status).toBe(201);
    const cart = await planCart(user, unsigned());
    expect(await codeOf(user.post(`/customers/${unsigned()}/carts/${cart}/checkout`))).toEqual([403, 13605]);
  });

  test("from before April 2023 count when the switch looks at when they were recorded", async () => {
    emulator().switches.set({
      legacyAttestation: "accepted",
      agreementCheckedAt: "checkout",
      attestationAge: "recorded",
    });
    const user = await userClient(emulator());
    const body = { primaryContact: contact, dateAgreed: "2023-03-31T00:00:00Z", templateId: template, type };
    const checkout = `/customers/${unsigned()}/carts/${await planCart(user, unsigned())}/checkout`;
    expect(await codeOf(user.post(checkout))).toEqual([403, 13605]);
    expect((await user.post(`/customers/${unsigned()}/agreements`, body)).status).toBe(201);
    expect((await user.post(checkout)).status).toBe(201);
  });

  test.each([
    ["800002", { templateId: "117a77b0-9360-443b-8795-c6dedc750cf8" }],
    ["3000", { templateId: "117a77b0-9360-443b-8795-c6dedc750cf8" }],
    ["800002", { type: "MicrosoftBarterAgreement" }],
    ["3000", { type: "MicrosoftBarterAgreement" }],
  ])("are refused with %s for %j", async (unknownTemplate, more) => {
    emulator().switches.set({ legacyAttestation: "accepted", unknownTemplate });
    const user = await userClient(emulator());
    const body = { primaryContact: contact, dateAgreed: "2026-01-02", templateId: template, type, ...more };
    expect(await codeOf(user.post(`/customers/${unsigned()}/agreements`, body))).toEqual([
      400,
      Number(unknownTemplate),
    ]);
    expect(effects(emulator())).toEqual([]);
  });

  test.each([
    ["403", 403],
    ["410", 410],
  ])("can no longer be confirmed with a contact alone: %s", async (position, status) => {
    emulator().switches.set({ legacyAttestation: position });
    const user = await userClient(emulator());
    const body = { primaryContact: contact, dateAgreed: "2026-01-02", templateId: template, type };
    expect(await codeOf(user.post(`/customers/${unsigned()}/agreements`, body))).toEqual([status, 900141]);
    expect(effects(emulator())).toEqual([]);
  });

  test("are for users only, except when the switch opens reading to applications", async () => {
    emulator().switches.set({ agreementReads: "appUserOnly", legacyAttestation: "accepted" });
    const app = await appClient(emulator());
    const path = `/customers/${unsigned()}/agreements`;
    expect(await codeOf(app.get(path))).toEqual([403, 900329]);
    const body = { primaryContact: contact, dateAgreed: "2026-01-02", templateId: template, type };
    expect(await codeOf(app.post(path, body))).toEqual([403, 900329]);
    emulator().switches.set({ agreementReads: "both" });
    expect((await app.get(path)).status).toBe(200);
  });

  test("are made by an enhanced attestation that the customer accepts", async () => {
    emulator().switches.set({ legacyAttestation: "403" });
    const app = await appClient(emulator());
    const begun = await app.post("/attestations/enhanced", {
      country: "gb",
      language: "en-GB",
      companyName: "Harbour Street Legal",
      signatoryFirstName: contact.firstName,
      signatoryLastName: contact.lastName,
      signatoryEmail: contact.email,
    });
    const attestationId = textAt(begun.body, "attestationId");
    expect([begun.status, at(begun.body, "status")]).toEqual([201, "created"]);
    const path = `/customers/${unsigned()}/agreements`;
    expect(await codeOf(app.post(path, { attestationId }))).toEqual([400, 800002]);
    const accepted = await admin(emulator(), "POST", `/portal/attestations/${attestationId}/accept`);
    expect(accepted.body).toEqual({ attestationId, status: "accepted" });
    expect((await app.post(path, { attestationId })).body).toMatchObject({ type, templateId: template });
    expect(await codeOf(app.post(path, { attestationId }))).toEqual([400, 600061]);
    expect(await codeOf(app.post(path, { attestationId: "nobody" }))).toEqual([404, 1000]);
    const cart = await planCart(app, unsigned());
    expect((await app.post(`/customers/${unsigned()}/carts/${cart}/checkout`)).status).toBe(201);
    expect(effects(emulator())).toEqual(["attestationBegun", "agreementRecorded", "cartCreated", "orderCreated"]);
  });

  test("are attested by applications alone", async () => {
    emulator().switches.set({ appUserOnAppOnly: "2032" });
    const user = await userClient(emulator());
    expect(await codeOf(user.post("/attestations/enhanced", {}))).toEqual([403, 2032]);
    emulator().switches.set({ appUserOnAppOnly: "900150" });
    expect(await codeOf(user.post("/attestations/enhanced", {}))).toEqual([403, 900150]);
  });

  test("are signed by the customer itself, too", async () => {
    const user = await userClient(emulator());
    const path = `/customers/${unsigned()}/directSignedMicrosoftCustomerAgreementStatus`;
    expect((await user.get(path)).body).toEqual({ isSigned: false });
    await admin(emulator(), "POST", `/portal/customers/${unsigned()}/agreement`, { accepted: true });
    expect((await user.get(path)).body).toEqual({ isSigned: true });
  });

  test("can be read as documents whose links change and end after five minutes", async () => {
    const user = await userClient(emulator());
    const path = `/agreementtemplates/${template}/document`;
    const german = await user.get(`${path}?country=de&language=de-de`);
    expect(german.body).toMatchObject({ language: "de-DE", country: "DE", versionRank: 0 });
    expect((await user.get(`${path}?country=DE&language=ja-JP`)).body).toMatchObject({ language: "en-US" });
    expect((await user.get(path)).body).toMatchObject({ language: "en-US", country: "US" });
    expect(textAt((await user.get(path)).body, "displayUri")).not.toBe(
      textAt((await user.get(path)).body, "displayUri"),
    );
    const read = await fetch(textAt(german.body, "downloadUri"));
    expect([read.status, await read.text()]).toEqual([200, expect.stringContaining("MicrosoftCustomerAgreement")]);
    emulator().clock.advance(301_000);
    expect((await fetch(textAt(german.body, "displayUri"))).status).toBe(404);
    expect(await codeOf(user.get(path.toUpperCase()))).toEqual([404, 1000]);
  });
});

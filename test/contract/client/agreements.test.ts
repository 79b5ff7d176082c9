import { administer } from "./administer";
import { useBench } from "./emulated-client";

describe("agreements", () => {
  const bench = useBench({ switches: { legacyAttestation: "accepted" } });

  it("have templates and texts", async () => {
    const one = bench().userClient();
    const { items } = await one.agreements.listMetadata().all();
    expect(items.map(({ agreementType }) => agreementType)).toEqual(["MicrosoftCustomerAgreement"]);
    expect((await one.agreements.listMetadata({ agreementType: "*" }).all()).items.length).toBeGreaterThan(1);
    const document = await one.agreements.getDocument({
      templateId: items[0]?.templateId ?? "",
      language: "de-DE",
      country: "DE",
    });
    expect(document).toMatchObject({ language: "de-DE", country: "DE", downloadUri: expect.stringContaining("http") });
  });

  it("are recorded for a customer, who may then buy", async () => {
    const one = bench().userClient();
    const customerId = bench().customer("noAgreement").id;
    expect((await one.agreements.list({ customerId }).all()).items).toEqual([]);
    expect(await one.customers.mayBuyAzurePlan({ customerId })).toMatchObject({
      allowed: "no",
      findings: [{ kind: "noAgreement", effect: "blocks" }],
    });
    const { items: templates } = await one.agreements.listMetadata().all();
    const primaryContact = { firstName: "Ada", lastName: "Lovelace", email: "ada@example.com" };
    const agreement = { primaryContact, templateId: templates[0]?.templateId ?? "" };
    const dateAgreed = new Date(bench().emulator.clock.now() - 3_600_000).toISOString();
    const recorded = await one.agreements.record({ customerId, ...agreement, dateAgreed });
    expect(recorded).toMatchObject({ primaryContact, type: "MicrosoftCustomerAgreement" });
    expect((await one.agreements.list({ customerId }).all()).items).toMatchObject([{ primaryContact }]);
    expect((await one.agreements.list({ customerId, agreementType: "MicrosoftCloudAgreement" }).all()).items).toEqual(
      [],
    );
    expect(await one.customers.mayBuyAzurePlan({ customerId })).toEqual({ allowed: "yes", findings: [] });
    const again = one.agreements.record({ customerId, ...agreement, dateAgreed });
    await expect(again).rejects.toMatchObject({ kind: "api", code: "600061" });
  });

  it("are signed by the customer itself, too", async () => {
    const { userClient, customer, emulator } = bench();
    const customerId = customer("noAgreement").id;
    const one = userClient();
    expect((await one.agreements.getDirectSignedStatus({ customerId })).isSigned).toBe(false);
    await administer(emulator, `/portal/customers/${customerId}/agreement`, { accepted: true });
    expect((await one.agreements.getDirectSignedStatus({ customerId })).isSigned).toBe(true);
    expect((await one.customers.mayBuyAzurePlan({ customerId })).allowed).toBe("yes");
  });

  it("are not to be asked for in the US Government cloud", async () => {
    const { client, customer } = bench();
    const one = client({ cloud: "usGovernment" });
    const customerId = customer("new").id;
    await expect(one.agreements.list({ customerId }).all()).rejects.toMatchObject({ kind: "refused" });
    const { allowed, findings } = await one.customers.mayBuyAzurePlan({ customerId });
    expect(allowed).toBe("unknown");
    expect(findings).toMatchObject([{ kind: "agreementNotReadable", effect: "mayBlock" }]);
  });
});

describe("whether a customer may buy", () => {
  const bench = useBench();

  it("is told with what stands in the way", async () => {
    const { userClient, client, customer } = bench();
    const kindsFor = async (kind: Parameters<typeof customer>[0]) =>
      (await userClient().customers.mayBuyAzurePlan({ customerId: customer(kind).id })).findings.map(
        ({ kind }) => kind,
      );
    expect(await kindsFor("new")).toEqual([]);
    expect(await kindsFor("legacy")).toEqual(["legacySubscription"]);
    expect(await kindsFor("withPlan")).toEqual(["planExists"]);
    const asApplication = await client().customers.mayBuyAzurePlan({ customerId: customer("new").id });
    expect(asApplication).toMatchObject({ allowed: "unknown", findings: [{ kind: "agreementNotReadable" }] });
  });
});

import { useBench } from "./emulated-client";

describe.each([
  {},
  { upgradeLocation: "statusPath" },
  { upgradeLocation: "absolute" },
  { upgradeBody: "status", upgradeStatuses: "snake_case" },
])("product upgrades (%j)", (switches) => {
  const bench = useBench({ switches });

  it("go from eligible to completed", async () => {
    const { userClient, customer, emulator } = bench();
    const one = userClient();
    const subject = { customerId: customer("legacy").id };
    expect(await one.productUpgrades.getEligibility(subject)).toMatchObject({ isEligible: true });
    const { upgradeId } = await one.productUpgrades.create(subject);
    expect(upgradeId).toMatch(/^[0-9a-f-]{36}$/);
    expect((await one.productUpgrades.getStatus({ ...subject, upgradeId })).status.toLowerCase()).not.toBe("completed");
    await expect(one.productUpgrades.create(subject)).rejects.toMatchObject({ status: 409, code: "900109" });
    emulator.clock.advance(24 * 3_600_000);
    const done = await one.productUpgrades.getStatus({ ...subject, upgradeId });
    expect(done.status.toLowerCase()).toBe("completed");
    expect(done.lineItems[0]).toMatchObject({
      sourceProduct: { id: expect.any(String) },
      targetProduct: { id: expect.any(String) },
    });
  });

  it("are refused with the reason", async () => {
    const { userClient, customer } = bench();
    const eligibility = await userClient().productUpgrades.getEligibility({ customerId: customer("new").id });
    expect(eligibility).toMatchObject({ isEligible: false, reason: expect.any(String) });
    const unknown = { customerId: customer("legacy").id, upgradeId: "00000000-0000-4000-8000-00000000dead" };
    await expect(userClient().productUpgrades.getStatus(unknown)).rejects.toMatchObject({ code: "900106" });
  });
});

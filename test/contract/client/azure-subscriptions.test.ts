import { useBench } from "./emulated-client";

describe("Azure subscriptions at Azure itself", () => {
  const bench = useBench();

  it("are cancelled and enabled by their owner", async () => {
    const { client, customer, emulator } = bench();
    const { azureSubscriptions, azureEntitlements } = client();
    const {
      id: customerId,
      subscriptionId = "",
      azureSubscriptionIds: [azureSubscriptionId = ""] = [],
    } = customer("withPlan");
    const subscription = { azureSubscriptionId, tenantId: customerId };
    expect(await azureSubscriptions.get(subscription)).toMatchObject({ state: "Enabled", tenantId: customerId });
    const full = { kind: "api", status: 400, code: "ResourcesExistingOnSubscription" };
    await expect(azureSubscriptions.cancel(subscription)).rejects.toMatchObject(full);
    await fetch(`${emulator.adminUrl}/portal/azureSubscriptions/${azureSubscriptionId}/resources`, {
      method: "DELETE",
    });
    await azureSubscriptions.cancel(subscription);
    expect((await azureSubscriptions.get(subscription)).state).toBe("Disabled");
    emulator.clock.advance(30 * 60_000);
    const entitlement = { customerId, subscriptionId, entitlementId: azureSubscriptionId };
    expect((await azureEntitlements.get(entitlement)).status).toBe("inactive");
    await azureSubscriptions.enable(subscription);
    expect((await azureSubscriptions.get(subscription)).state).toBe("Enabled");
  });

  it("are refused to others, and unknown ones are", async () => {
    const { client, customer } = bench();
    const { azureSubscriptions } = client();
    const [azureSubscriptionId = ""] = customer("withPlan").azureSubscriptionIds ?? [];
    const foreign = azureSubscriptions.get({ azureSubscriptionId });
    await expect(foreign).rejects.toMatchObject({ code: "InvalidAuthenticationTokenTenant" });
    const unknown = { azureSubscriptionId: "00000000-0000-4000-8000-00000000dead", tenantId: customer("withPlan").id };
    await expect(azureSubscriptions.get(unknown)).rejects.toMatchObject({ status: 404, code: "SubscriptionNotFound" });
  });
});

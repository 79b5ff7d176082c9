import * as pulumi from "@pulumi/pulumi";
import { AzurePlanSubscription, ProductUpgrade } from "pulumi-partnercenter";

const config = new pulumi.Config();
/** Longest time of one `pulumi up`; the next one goes on waiting for an upgrade that takes longer. */
const patience = config.get("patience") ?? "2h";

const upgrade = new ProductUpgrade(
  "customer",
  { customerId: config.require("tenantId") },
  { customTimeouts: { create: patience, update: patience } },
);

// The plan that the upgrade makes. It takes the customer from the upgrade, so it waits for it, and can never buy one.
const plan = new AzurePlanSubscription("customer", {
  customerId: upgrade.customerId,
  friendlyName: config.require("planName"),
  onMissing: "fail",
});

export const upgradeId = upgrade.id;
export const upgradeStatus = upgrade.status;
export const planId = plan.id;

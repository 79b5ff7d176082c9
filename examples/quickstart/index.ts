import * as pulumi from "@pulumi/pulumi";
import { AzurePlanSubscription, CustomerUsageBudget } from "pulumi-partnercenter";

interface Customer {
  /** Name of the customer's rows in the stack: short, and never reused for somebody else. */
  readonly name: string;
  /** The customer's Microsoft Entra tenant id. */
  readonly tenantId: string;
  /** What the customer's Azure plan is called in Partner Center. */
  readonly planName: string;
  /** Monthly budget in the customer's billing currency. */
  readonly monthlyBudget: string;
}

const config = new pulumi.Config();
const customers = config.requireObject<Customer[]>("customers");
const cancelAzureSubscriptions = config.getBoolean("cancelAzureSubscriptions") ? "partnerCenter" : "none";

/** The plan of each customer, by name: what other providers build Azure resources on. */
export const plans: Record<string, pulumi.Output<{ planId: string; azureSubscriptionId: string | undefined }>> = {};

for (const { name, tenantId, planName, monthlyBudget } of customers) {
  const plan = new AzurePlanSubscription(name, {
    customerId: tenantId,
    friendlyName: planName,
    cancelAzureSubscriptions,
  });
  new CustomerUsageBudget(name, { customerId: tenantId, amount: monthlyBudget });

  plans[name] = pulumi
    .all([plan.id, plan.azureSubscriptionId])
    .apply(([planId, azureSubscriptionId]) => ({ planId, azureSubscriptionId }));
}

import * as pulumi from "@pulumi/pulumi";
import { AzurePlanSubscription, CustomerUsageBudget, Provider, preflight } from "pulumi-partnercenter";

interface Customer {
  readonly name: string;
  readonly tenantId: string;
  readonly monthlyBudget: string;
  readonly production: boolean;
}

const config = new pulumi.Config();
const customers = config.requireObject<Customer[]>("customers");

const partner = new Provider("partner", {
  tenantId: config.require("partnerTenant"),
  clientId: config.require("application"),
  clientSecret: config.requireSecret("applicationSecret"),
  allowedCustomers: customers.map(({ tenantId }) => tenantId),
  maxPurchasesPerRun: 5,
});

/** What each customer builds Azure resources on. */
export const azureSubscriptions: Record<string, pulumi.Output<string | undefined>> = {};
const forecasts: pulumi.Output<{ name: string; outcome: string }>[] = [];

for (const { name, tenantId, monthlyBudget, production } of customers) {
  const forecast = preflight({ customerId: tenantId }, { provider: partner });
  forecasts.push(forecast.apply(({ outcome }) => ({ name, outcome })));

  const plan = new AzurePlanSubscription(
    name,
    { customerId: tenantId, friendlyName: `${name} Azure`, onDestroy: production ? "retain" : "suspend" },
    { provider: partner, protect: production },
  );
  new CustomerUsageBudget(name, { customerId: tenantId, amount: monthlyBudget }, { provider: partner });
  azureSubscriptions[name] = plan.azureSubscriptionId;
}

/** Whose plans the next `pulumi up` will buy, as far as reading tells. */
export const purchases = pulumi
  .all(forecasts)
  .apply((found) => found.flatMap(({ name, outcome }) => (outcome === "buys" ? [name] : [])));

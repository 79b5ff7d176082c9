import { AZURE_PLAN } from "../provider/client/azure-plan";
import type { PartnerCenterClient } from "../provider/client/client";
import type { Customer } from "../provider/client/endpoints/customers";
import type { Subscription } from "../provider/client/endpoints/subscriptions";
import { RefusedError } from "../provider/client/errors";
import { isItemOf } from "../provider/resources/azure-plan/target";
import { azurePlanSubscription } from "../provider/resources/azure-plan-subscription";
import { customerUsageBudget } from "../provider/resources/customer-usage-budget";
import { checkInputs } from "../provider/resources/input-check";
import type { PropertyBag } from "../provider/resources/property-bag";
import type { OperationContext, ResourceModule } from "../provider/resources/resource";
import { HANDLER, type ResourceName, typeToken } from "../sdk/handler";
import { RowNames } from "./row-names";

/** One resource to import, as `pulumi import --file` reads it. */
export interface ImportEntry {
  readonly type: string;
  readonly name: string;
  readonly id: string;
  readonly inputs: PropertyBag;
  readonly outputs: PropertyBag;
}

/** What was found at Partner Center. */
export interface FoundResources {
  /** The contents of a file for `pulumi import --file`. */
  readonly file: { readonly resources: readonly ImportEntry[] };
  /** TypeScript that declares the same resources. */
  readonly program: string;
  /** What was left out, and why: a line each. */
  readonly notes: readonly string[];
}

/** Customers that are read at a time. */
const WIDTH = 8;

/**
 * Reads the Azure plans and budgets of customers and says them as Pulumi imports them, so that nothing is bought and the
 * preview that follows is empty. Only reads.
 * @param customers tenants (GUIDs), or `all` of the partner's.
 * @throws RefusedError when a customer is not the partner's; a PartnerCenterError when it cannot be read.
 */
export async function findResources(
  context: OperationContext,
  customers: readonly string[] | "all",
): Promise<FoundResources> {
  const wanted = await customersOf(context.client, customers);
  const names = new RowNames();
  const entries: ImportEntry[] = [];
  const notes: string[] = [];
  for (let from = 0; from < wanted.length; from += WIDTH) {
    const some = wanted.slice(from, from + WIDTH);
    const found = await Promise.all(some.map((customer) => resourcesOf(context, customer)));
    some.forEach((customer, at) => {
      const row = names.of(nameOf(customer));
      for (const resource of found[at]?.resources ?? []) entries.push(toEntry(resource, row, names));
      notes.push(...(found[at]?.notes ?? []));
    });
  }
  return { file: { resources: entries }, program: programOf(entries), notes };
}

async function customersOf(client: PartnerCenterClient, wanted: readonly string[] | "all"): Promise<Customer[]> {
  if (wanted === "all") return [...(await client.customers.list().all()).items];
  const ids = new Set(wanted.map((id) => id.toLowerCase()));
  return Promise.all([...ids].map((customerId) => client.customers.get({ customerId })));
}

const nameOf = ({ id, companyProfile }: Customer): string => companyProfile?.companyName?.trim() || id;

interface FoundResource {
  readonly name: ResourceName;
  /** Added to the customer's name. */
  readonly suffix: string;
  readonly id: string;
  readonly inputs: PropertyBag;
  readonly state: object;
}

async function resourcesOf(
  context: OperationContext,
  customer: Customer,
): Promise<{ resources: FoundResource[]; notes: string[] }> {
  const customerId = customer.id.toLowerCase();
  const who = `${nameOf(customer)} (${customerId})`;
  const { items } = await context.client.subscriptions.list({ customerId }, { share: true }).all();
  const target = { customerId, productId: AZURE_PLAN.productId, skuId: AZURE_PLAN.skuId };
  const plans = items.filter(({ offerId }) => isItemOf(target, offerId));
  const manageable = plans.filter(({ status }) => ["active", "suspended"].includes(status.toLowerCase()));
  const resources: FoundResource[] = [];
  for (const plan of manageable) {
    const found = await readPlan(context, customerId, plan, manageable.length > 1);
    if (found) resources.push(found);
  }
  const budget = await readBudget(context, customerId);
  if (budget) resources.push(budget);
  const leftOut = plans.filter((plan) => !manageable.includes(plan));
  return { resources, notes: leftOut.map(({ id, status }) => `${who}: plan ${id} is ${status} and was left out`) };
}

/** One plan; its reseller is declared only where it tells the customer's plans apart. */
function readPlan(
  context: OperationContext,
  customerId: string,
  { id, status, friendlyName, partnerId }: Subscription,
  oneOfSeveral: boolean,
): Promise<FoundResource | undefined> {
  const args = {
    customerId,
    status: status.toLowerCase(),
    ...(friendlyName?.trim() && { friendlyName: friendlyName.trim() }),
    ...(oneOfSeveral && partnerId && { partnerIdOnRecord: partnerId }),
    onMissing: "fail",
  };
  const suffix = oneOfSeveral && partnerId ? `-${partnerId}` : "";
  return readResource(context, azurePlanSubscription, "AzurePlanSubscription", suffix, id.toLowerCase(), args, {
    adopted: true,
  });
}

function readBudget(context: OperationContext, customerId: string): Promise<FoundResource | undefined> {
  const { partnerTenantId } = context.client;
  // Any amount: the read puts the one that is set in its place.
  const args = { customerId, amount: "1" };
  return readResource(context, customerUsageBudget, "CustomerUsageBudget", "-budget", customerId, args, {
    partnerTenantId,
  });
}

/** Reads it as a refresh would, so that what is imported is what every later refresh finds. */
async function readResource<Inputs extends object, State extends object>(
  context: OperationContext,
  resource: ResourceModule<Inputs, State>,
  name: ResourceName,
  suffix: string,
  id: string,
  args: PropertyBag,
  computed: PropertyBag,
): Promise<FoundResource | undefined> {
  const { bag, failures } = checkInputs<Inputs>(resource.fields, args);
  if (failures.length > 0) {
    const list = failures.map(({ property, reason }) => `${property}: ${reason}`).join("; ");
    throw new RefusedError(`${name} ${id} cannot be imported: ${list}.`);
  }
  const existing = await resource.read(context, id, resource.state.parse({ ...bag, ...computed }));
  if (!existing) return undefined;
  const state: PropertyBag = JSON.parse(JSON.stringify(existing.state));
  const keys = Object.keys(resource.fields).filter((key) => key in state);
  const inputs = Object.fromEntries(keys.map((key) => [key, state[key]]));
  return { name, suffix, id, inputs, state };
}

function toEntry({ name, suffix, id, inputs, state }: FoundResource, row: string, names: RowNames): ImportEntry {
  const provider = { __provider: HANDLER[name] };
  return {
    type: typeToken(name),
    name: suffix === "" ? row : names.of(`${row}${suffix}`),
    id,
    inputs: { ...inputs, ...provider },
    outputs: { ...state, ...provider },
  };
}

/** What need not be written down, since it is the default. */
const defaults: PropertyBag = {
  status: "active",
  onExisting: "adopt",
  cancelAzureSubscriptions: "none",
  allowReplacement: false,
  productId: AZURE_PLAN.productId,
  skuId: AZURE_PLAN.skuId,
};

function programOf(entries: readonly ImportEntry[]): string {
  const classes = Object.keys(HANDLER).filter((name) => entries.some(({ type }) => type.endsWith(`:${name}`)));
  const lines = entries.map(({ type, name, inputs }) => {
    const args = Object.entries(inputs).filter(([key, value]) => !key.startsWith("__") && defaults[key] !== value);
    const written = args.map(([key, value]) => `  ${key}: ${JSON.stringify(value)},\n`).join("");
    return `new ${type.split(":").at(-1)}(${JSON.stringify(name)}, {\n${written}});\n`;
  });
  return [`import { ${classes.join(", ")} } from "pulumi-partnercenter";\n`, ...lines].join("\n");
}

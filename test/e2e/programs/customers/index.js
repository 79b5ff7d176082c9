/** A program that declares the rows which the test gives it as JSON: `[{ kind, name, args, opts }]`. */
const pulumi = require("@pulumi/pulumi");
const { AzurePlanSubscription, CustomerUsageBudget, Provider } = require("pulumi-partnercenter");

class Group extends pulumi.ComponentResource {
  constructor(name, _args, opts) {
    super("e2e:index:Group", name, {}, opts);
  }
}

const classes = { plan: AzurePlanSubscription, budget: CustomerUsageBudget, group: Group, provider: Provider };
const groups = {};
const providers = {};

for (const { kind, name, args, opts = {} } of JSON.parse(process.env.ROWS)) {
  const { parent, provider, ...others } = opts;
  // JSON has no resources: `{ noParent: true }` is an alias at the top of the stack.
  if (others.aliases) {
    others.aliases = others.aliases.map((alias) => (alias.noParent ? { parent: pulumi.rootStackResource } : alias));
  }
  const row = new classes[kind](name, args, {
    ...others,
    ...(parent && { parent: groups[parent] }),
    ...(provider && { provider: providers[provider] }),
  });
  if (kind === "group") groups[name] = row;
  if (kind === "provider") providers[name] = row;
}

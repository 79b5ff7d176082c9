/** A program that declares the rows which the test gives it as JSON: `[{ kind, name, args, opts }]`. */
const pulumi = require("@pulumi/pulumi");
const { AzurePlanSubscription, CustomerUsageBudget, ProductUpgrade, Provider } = require("pulumi-partnercenter");

class Group extends pulumi.ComponentResource {
  constructor(name, _args, opts) {
    super("e2e:index:Group", name, {}, opts);
  }
}

const classes = {
  plan: AzurePlanSubscription,
  budget: CustomerUsageBudget,
  upgrade: ProductUpgrade,
  group: Group,
  provider: Provider,
};
const rows = {};
const groups = {};
const providers = {};

for (const { kind, name, args, get, opts = {} } of JSON.parse(process.env.ROWS)) {
  const { parent, provider, dependsOn, deletedWith, replaceWith, ...others } = opts;
  // JSON has no resources: `{ noParent: true }` is an alias at the top of the stack.
  if (others.aliases) {
    others.aliases = others.aliases.map((alias) => (alias.noParent ? { parent: pulumi.rootStackResource } : alias));
  }
  const options = {
    ...others,
    ...(parent && { parent: groups[parent] }),
    ...(provider && { provider: providers[provider] }),
    ...(dependsOn && { dependsOn: rows[dependsOn] }),
    ...(deletedWith && { deletedWith: rows[deletedWith] }),
    ...(replaceWith && { replaceWith: replaceWith.map((row) => rows[row]) }),
  };
  // `get` holds what the class method takes between name and options.
  const row = get ? classes[kind].get(name, ...get, options) : new classes[kind](name, args, options);
  if (get) row.status?.apply((status) => pulumi.log.info(`${name} is ${status}`));
  rows[name] = row;
  if (kind === "group") groups[name] = row;
  if (kind === "provider") providers[name] = row;
}

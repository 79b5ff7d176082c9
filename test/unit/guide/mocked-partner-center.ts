import * as pulumi from "@pulumi/pulumi";

type Inputs = Readonly<Record<string, unknown>>;

/** What a program has registered: one row of its stack. */
export interface Row {
  /** `AzurePlanSubscription`, `AzurePlanCart`, `CustomerUsageBudget` or `ProductUpgrade`. */
  readonly kind: string;
  readonly name: string;
  /** As the program gave them: defaults are the provider's affair. Keys with `__` are the package's own. */
  readonly inputs: Inputs;
  /** URN and id of the explicit provider; empty without one. */
  readonly provider: string;
}

/** An engine without a provider behind it, which answers as the provider would. */
export class MockedPartnerCenter {
  readonly rows: Row[] = [];
  /** Arguments of explicit providers, by name and without `partnercenter:`. */
  readonly partners = new Map<string, Inputs>();
  /** Names of the rows with the resource option `protect`. */
  readonly protectedRows = new Set<string>();

  /** @param forecasts what `preflight` answers, by customer. */
  constructor(
    private readonly project: string,
    private readonly forecasts: Readonly<Record<string, { readonly outcome: string }>> = {},
  ) {}

  /**
   * Runs a program to its end, and gives what it exports.
   * @param config stack configuration by name; what is no text, as JSON.
   * @param secrets names of those that are secret.
   * @param load requires the program, which must not be loaded before the mocks are set.
   */
  async run<Exports>(config: Inputs, secrets: readonly string[], load: () => Exports): Promise<Exports> {
    await pulumi.runtime.setMocks(
      { newResource: (args) => this.#register(args), call: (args) => this.#call(args) },
      this.project,
      "test",
    );
    const key = (name: string) => `${this.project}:${name}`;
    const texts = Object.entries(config).map(([name, value]) => [
      key(name),
      typeof value === "string" ? value : JSON.stringify(value),
    ]);
    pulumi.runtime.setAllConfig(Object.fromEntries(texts), secrets.map(key));
    let exports: Exports | undefined;
    await pulumi.runtime.runInPulumiStack(async () => {
      // Options do not reach a mock, but they do reach a transformation.
      pulumi.runtime.registerStackTransformation(({ name, type, opts }) => {
        if (opts.protect === true) this.protectedRows.add(`${kindOf(type)} ${name}`);
        return undefined;
      });
      exports = load();
    });
    await pulumi.runtime.disconnect();
    if (exports === undefined) throw new Error("the program was not loaded");
    return exports;
  }

  of(kind: string): readonly Row[] {
    return this.rows.filter((row) => row.kind === kind);
  }

  #register({ type, name, inputs, provider = "" }: pulumi.runtime.MockResourceArgs): pulumi.runtime.MockResourceResult {
    if (type === "pulumi:providers:pulumi-nodejs") {
      const own = Object.entries<unknown>(inputs).map(([key, value]) => [key.replace("partnercenter:", ""), value]);
      this.partners.set(name, Object.fromEntries(own));
    }
    if (!type.includes("/partnercenter:")) return { id: `${name}-id`, state: inputs };
    const kind = kindOf(type);
    this.rows.push({ kind, name, inputs, provider });
    const { id, ...computed } = answers[kind]?.(inputs) ?? { id: `${name}-id` };
    return { id, state: { ...inputs, ...computed } };
  }

  #call({ token, inputs }: pulumi.runtime.MockCallArgs): pulumi.runtime.MockCallResult {
    if (token !== "partnercenter:index:preflight") throw new Error(`nobody answers ${token}`);
    return this.forecasts[inputs.customerId] ?? {};
  }
}

const kindOf = (type: string): string => type.split(":").at(-1) ?? type;

const partnerTenantId = "7d1c4c0e-3f58-4b0e-9d0f-6b6f0f6f2f11";

/** What the provider answers beside the inputs. A program sees what is missing here as `undefined`. */
export const answers: Readonly<Record<string, (inputs: Inputs) => Inputs & { readonly id: string }>> = {
  AzurePlanCart: () => ({
    id: "b1a7d0a2-7f0f-4a4e-8a35-1d1f6a9c8c10",
    creationTimestamp: "2026-03-01T00:00:00Z",
    expirationTimestamp: "2026-03-08T00:00:00Z",
    partnerTenantId,
  }),
  AzurePlanSubscription: ({ customerId, status = "active" }) => ({
    id: `plan-of-${String(customerId)}`,
    status,
    orderId: "dd1e7c2b5c4f",
    offerId: "DZH318Z0BPS6:0001:DZH318Z0BPQ3",
    creationDate: "2026-03-01T00:00:20Z",
    adopted: false,
    partnerTenantId,
    azureSubscriptionId: `azure-of-${String(customerId)}`,
  }),
  CustomerUsageBudget: ({ customerId, amount }) => ({
    id: String(customerId),
    amount: String(amount),
    partnerTenantId,
  }),
  ProductUpgrade: ({ customerId, productFamily = "azure" }) => ({
    id: `upgrade-of-${String(customerId)}`,
    productFamily,
    status: "completed",
    planSubscriptionId: `plan-of-${String(customerId)}`,
    planSubscriptionIds: [`plan-of-${String(customerId)}`],
    partnerTenantId,
  }),
};

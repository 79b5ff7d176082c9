import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type Emulator,
  type HoldPoint,
  type JournalEntry,
  type SeedFile,
  startEmulator,
} from "pulumi-partnercenter-emulator";
import type { ResourceName } from "../../sdk/handler";
import { EmulatorAdmin, settingsFor } from "../../tools/emulator-admin";
import {
  type OperationResult,
  openStack,
  type PulumiProcess,
  type PulumiStack,
  type ResourceState,
  type RunOptions,
} from "../support/pulumi-stack";

/** The emulator's clock runs this fast, and the provider waits this much shorter: ten minutes are one second. */
export const SPEED = 600;

/** A row of the program `customers`. */
export interface Row {
  readonly kind: "plan" | "budget" | "upgrade" | "group" | "provider";
  readonly name: string;
  readonly args?: Readonly<Record<string, unknown>>;
  /** Only reads: what the class's `get` takes between name and options. */
  readonly get?: readonly unknown[];
  /** Resource options as JSON; `parent`, `provider` and `dependsOn` are names of rows declared before. */
  readonly opts?: Readonly<Record<string, unknown>>;
}

type SeedPartner = SeedFile["partners"][number];
type SeedCustomer = Omit<NonNullable<SeedPartner["customers"]>[number], "name">;

/** For commands whose failure the test looks at. */
export const mayFail: RunOptions = { expectCode: "any" };

/**
 * Starts an emulator for the tests of a file, with customers of these names, and ends it after them.
 * @param customers what is special about each; `{}` has neither plan nor budget.
 * @param partner what is special about the partner; by default one that sells to customers itself.
 */
export function useWorld(
  customers: Readonly<Record<string, Partial<SeedCustomer>>>,
  partner: Partial<SeedPartner> = {},
): World {
  const world = new World(customers, partner);
  beforeAll(() => world.start());
  afterAll(() => world.stop());
  return world;
}

/** Partner Center, with a partner whose customers tests know by name, and the stacks on it. */
export class World {
  /** Everything that any CLI of the file has printed. */
  said = "";
  readonly #stacks: ProgramStack[] = [];
  #emulator: Emulator | undefined;

  constructor(
    private readonly customers: Readonly<Record<string, Partial<SeedCustomer>>>,
    private readonly partner: Partial<SeedPartner>,
  ) {}

  async start(): Promise<void> {
    const customers = Object.entries(this.customers).map(([name, special]) => ({
      name,
      domain: `${name.toLowerCase()}.onmicrosoft.com`,
      ...special,
    }));
    this.#emulator = await startEmulator({
      speed: SPEED,
      seedFile: {
        partners: [
          { name: "Nordhang Cloud Services", domain: "nordhang.onmicrosoft.com", customers, ...this.partner },
          {
            name: "Meridian Distribution",
            domain: "meridian.onmicrosoft.com",
            customers: [{ name: "Juniper Lane Bakery", domain: "juniperlane.onmicrosoft.com" }],
          },
        ],
      },
    });
  }

  async stop(): Promise<void> {
    for (const stack of this.#stacks) stack.close();
    await this.#emulator?.close();
  }

  get emulator(): Emulator {
    if (!this.#emulator) throw new Error("the emulator runs only while tests do");
    return this.#emulator;
  }

  /** A provider's settings for the main partner, as environment. */
  get settings(): Readonly<Record<string, string>> {
    return settingsFor(this.emulator, SPEED);
  }

  /** Does what a person does in the portal; see the emulator's README for what there is. */
  portal(path: string, change: unknown): Promise<void> {
    return new EmulatorAdmin(this.emulator).portal(path, change);
  }

  /** Opens a stack of the program `customers`, or of another. */
  async stack(
    name: string,
    options: Partial<Pick<Parameters<typeof openStack>[0], "env" | "config" | "secretConfig" | "program">> = {},
  ): Promise<ProgramStack> {
    const stack = await openStack({
      name,
      program: "customers",
      project: "e2e",
      env: this.settings,
      onOutput: (text) => {
        this.said += text;
      },
      ...options,
    });
    const opened = new ProgramStack(stack);
    this.#stacks.push(opened);
    return opened;
  }

  /** The Entra tenant of the customer of this name. */
  id(name: string): string {
    const found = this.emulator.customers.find((customer) => customer.name === name);
    if (!found) throw new Error(`no customer is called ${name}`);
    return found.id;
  }

  /** A plan of the customer of this name; the row is called the same unless said. */
  planRow(name: string, args: Row["args"] = {}, opts?: Row["opts"], rowName = name): Row {
    return { kind: "plan", name: rowName, args: { customerId: this.id(name), ...args }, ...(opts && { opts }) };
  }

  budgetRow(name: string, amount: unknown, opts?: Row["opts"], rowName = name): Row {
    return { kind: "budget", name: rowName, args: { customerId: this.id(name), amount }, ...(opts && { opts }) };
  }

  /** The number of the last request so far. */
  get now(): number {
    return this.emulator.journal.entries().at(-1)?.seq ?? 0;
  }

  requests(since: number, customer?: string): readonly JournalEntry[] {
    const of = customer && this.id(customer);
    return this.emulator.journal.entries({ since }).filter(({ customerId }) => of === undefined || customerId === of);
  }

  /** Requests that changed something, as `orderCreated 0123abcd`. */
  writes(since = 0, customer?: string): readonly string[] {
    return this.requests(since, customer).flatMap(({ effect }) => (effect ? [`${effect.kind} ${effect.id}`] : []));
  }

  /** Orders that requests, and nobody in the portal, made for the customer. */
  orders(customer: string): readonly string[] {
    return this.writes(0, customer).filter((write) => write.startsWith("orderCreated"));
  }

  carts(customer: string): readonly string[] {
    const of = this.id(customer);
    return [...this.emulator.model.carts.values()].filter((cart) => cart.customerId === of).map(({ id }) => id);
  }

  /** The customer's plan, the last one if it had several. */
  plan(customer: string) {
    const of = this.id(customer);
    const plan = [...this.emulator.model.subscriptions.values()].findLast(
      ({ customerId, kind }) => customerId === of && kind === "azurePlan",
    );
    if (!plan) throw new Error(`${customer} has no plan`);
    return plan;
  }

  azureSubscriptions(customer: string) {
    const of = this.id(customer);
    return [...this.emulator.model.azureSubscriptions.values()].filter(({ customerId }) => customerId === of);
  }

  /** The customer's budget as the service keeps it. */
  budget(customer: string): string | undefined {
    const of = this.id(customer);
    return [...this.emulator.model.budgets].find(([key]) => key.endsWith(`/${of}`))?.[1];
  }

  /** Holds the next request like this one, of one customer. */
  hold(customer: string, method: string, path: string, point: HoldPoint) {
    return this.emulator.holds.add({ method, path: `/v1/customers/${this.id(customer)}/${path}`, point, times: 1 });
  }

  /** Where a client secret or an access token stands in clear: what was printed, and every file of every stack. */
  leaks(): readonly string[] {
    const { clientSecret, otherPartner } = this.emulator;
    const secrets = [clientSecret, otherPartner.clientSecret];
    const holds = (text: string) => secrets.some((one) => text.includes(one)) || /\beyJ[\w-]{8,}\.eyJ/.test(text);
    const files = this.#stacks.flatMap(({ folder }) => filesBelow(folder));
    return [...(holds(this.said) ? ["output"] : []), ...files.filter((file) => holds(readFileSync(file, "latin1")))];
  }
}

/** A stack whose program is the rows of the moment. */
export class ProgramStack {
  rows: readonly Row[] = [];

  constructor(readonly pulumi: PulumiStack) {}

  get folder(): string {
    return this.pulumi.folder;
  }

  preview(args: readonly string[] = [], options: RunOptions = {}): Promise<OperationResult> {
    return this.pulumi.preview(args, this.#withRows(options));
  }

  up(args: readonly string[] = [], options: RunOptions = {}): Promise<OperationResult> {
    return this.pulumi.up(args, this.#withRows(options));
  }

  refresh(args: readonly string[] = [], options: RunOptions = {}): Promise<OperationResult> {
    return this.pulumi.refresh(args, this.#withRows(options));
  }

  destroy(args: readonly string[] = [], options: RunOptions = {}): Promise<OperationResult> {
    return this.pulumi.destroy(args, this.#withRows(options));
  }

  /** Starts `up` in the background. */
  startUp(args: readonly string[] = [], options: RunOptions = {}): PulumiProcess {
    return this.pulumi.startOperation("up", args, this.#withRows(options));
  }

  /** Our rows in the state file on disk, also while the CLI runs. */
  get resources(): readonly ResourceState[] {
    const text = this.pulumi.readStateText();
    return text === "" ? [] : ownRows(JSON.parse(text).checkpoint.latest?.resources ?? []);
  }

  /** The row of this name. */
  row(type: ResourceName, name: string): ResourceState | undefined {
    return this.resources.find((row) => row.type.endsWith(`:${type}`) && row.urn.endsWith(`::${name}`));
  }

  plan(name: string): ResourceState | undefined {
    return this.row("AzurePlanSubscription", name);
  }

  cart(name: string): ResourceState | undefined {
    return this.row("AzurePlanCart", `${name}-cart`);
  }

  budget(name: string): ResourceState | undefined {
    return this.row("CustomerUsageBudget", name);
  }

  close(): void {
    this.pulumi.close();
  }

  #withRows(options: RunOptions): RunOptions {
    return { ...options, env: { ROWS: JSON.stringify(this.rows), ...options.env } };
  }
}

/**
 * The rows of our types, with what says how they are. The engine writes the others, and facts of its own beside ours,
 * anew each time: ciphertexts, times, empty lists.
 */
export function ownRows(resources: readonly ResourceState[]): readonly ResourceState[] {
  return resources
    .filter(({ type }) => type.includes("/partnercenter:"))
    .map(({ urn, type, custom, id, parent, inputs, outputs, initErrors }) =>
      JSON.parse(JSON.stringify({ urn, type, custom, id, parent, inputs, outputs, initErrors })),
    );
}

/** What the engine did to each row: `AzurePlanSubscription alder: same`. Steps on its own rows are left out. */
export function stepsOf({ events }: OperationResult): readonly string[] {
  return events.flatMap(({ resourcePreEvent }) => {
    const { op, urn = "", type = "" } = resourcePreEvent?.metadata ?? {};
    const resource = /partnercenter:(\w+)$/.exec(type)?.[1];
    return resource ? [`${resource} ${urn.split("::").at(-1)}: ${op}`] : [];
  });
}

type Severity = "error" | "info" | "warning";

/** What a person is told under Diagnostics: errors unless said. The engine's own "update failed" is left out. */
export function complaintsOf({ events }: OperationResult, severity: Severity = "error"): string[] {
  return diagnosticsIn(events, severity).flatMap(({ message }) =>
    /^(update|preview|refresh|destroy) failed$/.test(message) ? [] : [message],
  );
}

/** What a person is told about one row: of a plan's, its cart's too. */
export function complaintsAbout(name: string, { events }: OperationResult, severity: Severity = "error"): string[] {
  const rows = new RegExp(`::${name}(-cart)?$`);
  return diagnosticsIn(events, severity).flatMap(({ urn, message }) => (rows.test(urn) ? [message] : []));
}

function diagnosticsIn(events: OperationResult["events"], severity: Severity) {
  return events.flatMap(({ diagnosticEvent: said }) =>
    said?.severity === severity && !said.ephemeral ? [{ urn: said.urn ?? "", message: said.message.trim() }] : [],
  );
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

import { HANDLER, type ResourceName, typeToken } from "../../sdk/handler";
import type { DynamicHost } from "../../test/support/dynamic-host";
import { type Bag, InitError } from "../../test/support/engine-values";
import type { Chance } from "./chance";

/** What the engine would keep of a resource. */
interface Row {
  readonly id: string;
  readonly inputs: Bag;
  readonly outputs: Bag;
  /** Half made: the next thing to do is an update. */
  readonly half?: true;
}

/** What can be done with a customer's resources, and how likely each is. */
const withPlan = { readPlan: 4, changePlan: 3, deletePlan: 1, portal: 1, budget: 3, refused: 1, late: 1 } as const;
const withoutPlan = { createPlan: 8, budget: 2, refused: 1, late: 1 } as const;

/** One thing that was done. */
export type Deed = keyof typeof withPlan | keyof typeof withoutPlan;

/** What people do behind the API's back. */
export type Portal = (path: string, change: unknown) => Promise<void>;

/**
 * A customer's plan and budget, declared, changed and removed again and again under the same names: what a program that
 * is never finished would do. One step at a time.
 */
export class CustomerLife {
  #cart: Row | undefined;
  #plan: Row | undefined;
  #budget: Row | undefined;

  /**
   * @param own the host that makes and reads them.
   * @param other the host that deletes plans: one that makes them would know that it manages them.
   */
  constructor(
    private readonly customerId: string,
    private readonly own: DynamicHost,
    private readonly other: DynamicHost,
    private readonly portal: Portal,
    private readonly chance: Chance,
  ) {}

  /**
   * Does something.
   * @returns what it was, also when it failed.
   */
  async step(): Promise<{ readonly deed: Deed; readonly failure?: string }> {
    const deed = this.chance.weighted<Deed>(this.#plan ? withPlan : withoutPlan);
    try {
      await this.#do(deed);
      return { deed };
    } catch (error) {
      return { deed, failure: error instanceof Error ? error.message : String(error) };
    }
  }

  #do(deed: Deed): Promise<void> {
    switch (deed) {
      case "createPlan":
        return this.#createPlan({});
      case "late":
        // A deadline that ends whatever is under way, at a moment that nobody chose.
        return this.#plan
          ? this.#changePlan({ __timeouts: { update: 1 + this.chance.below(200) } })
          : this.#createPlan({ __timeouts: { create: 1 + this.chance.below(400) } });
      case "readPlan":
        return this.#readPlan();
      case "changePlan":
        return this.#changePlan({});
      case "deletePlan":
        return this.#deletePlan();
      case "portal":
        return this.#changeInPortal();
      case "budget":
        return this.#budgetStep();
      case "refused":
        return this.#refused();
    }
  }

  async #createPlan(hidden: Bag): Promise<void> {
    this.#cart ??= await this.#create("AzurePlanCart", "plan-cart", { customerId: this.customerId });
    const { id, outputs } = this.#cart;
    const { creationTimestamp, expirationTimestamp } = outputs;
    const __cart = { id, ...(creationTimestamp !== undefined && { creationTimestamp, expirationTimestamp }) };
    const name = this.chance.in(0.5) ? { friendlyName: `Plan ${this.chance.below(1_000)}` } : {};
    try {
      this.#plan = await this.#create("AzurePlanSubscription", "plan", {
        customerId: this.customerId,
        cancelAzureSubscriptions: "partnerCenter",
        onDestroy: "suspend",
        __cart,
        ...name,
        ...hidden,
      });
    } catch (error) {
      // As `pulumi up --refresh` does: a cart that has expired or was used up is replaced.
      if (!(error instanceof InitError) && this.chance.in(0.2)) this.#cart = undefined;
      throw error;
    }
  }

  async #create(type: ResourceName, name: string, inputs: Bag): Promise<Row> {
    const checked = await this.#check(type, name, inputs);
    try {
      return { inputs: checked, ...(await this.own.create(checked)) };
    } catch (error) {
      if (!(error instanceof InitError)) throw error;
      return { inputs: checked, id: error.id, outputs: error.properties, half: true };
    }
  }

  async #check(type: ResourceName, name: string, inputs: Bag): Promise<Bag> {
    const given = { ...inputs, __provider: HANDLER[type], __urn: this.#urn(type, name) };
    const { inputs: checked, failures } = await this.own.check({}, given);
    const [failure] = failures;
    if (failure) throw new Error(`${failure.property}: ${failure.reason}`);
    return checked;
  }

  #urn(type: ResourceName, name: string): string {
    return `urn:pulumi:soak::soak::${typeToken(type)}::${this.customerId}-${name}`;
  }

  async #readPlan(): Promise<void> {
    const plan = this.#plan;
    if (!plan) return;
    const read = await this.own.read(plan.id, plan.outputs);
    if (read === undefined) this.#forgetPlan();
    else this.#plan = { ...plan, outputs: read.outputs };
  }

  async #changePlan(hidden: Bag): Promise<void> {
    const plan = this.#plan;
    if (!plan) return;
    const changes = {
      status: this.chance.in(0.2) ? "suspended" : "active",
      friendlyName: `Plan ${this.chance.below(1_000)}`,
    };
    const news = await this.#check("AzurePlanSubscription", "plan", { ...plan.inputs, ...changes, ...hidden });
    const diff = await this.own.diff(plan.id, plan.outputs, news);
    if (diff.changes === "none" && !plan.half) return;
    try {
      const outputs = await this.own.update(plan.id, plan.outputs, news);
      this.#plan = { id: plan.id, inputs: news, outputs };
    } catch (error) {
      if (!(error instanceof InitError)) throw error;
      this.#plan = { id: plan.id, inputs: news, outputs: error.properties, half: true };
    }
  }

  async #deletePlan(): Promise<void> {
    const plan = this.#plan;
    if (!plan) return;
    await this.other.delete(plan.id, plan.outputs);
    // Some are gone for good a while later, so that the next one is bought and not taken back.
    if (this.chance.in(0.3)) await this.portal(`subscriptions/${plan.id}`, { status: "deleted" });
    const cart = this.#cart;
    this.#forgetPlan();
    if (cart) await this.other.delete(cart.id, cart.outputs);
  }

  #forgetPlan(): void {
    this.#plan = undefined;
    this.#cart = undefined;
  }

  async #changeInPortal(): Promise<void> {
    if (!this.#plan) return;
    const change = this.chance.in(0.5) ? { friendlyName: "By hand" } : { status: "suspended" };
    await this.portal(`subscriptions/${this.#plan.id}`, change);
    await this.#readPlan();
  }

  async #budgetStep(): Promise<void> {
    const amount = `${1 + this.chance.below(9_999)}.5`;
    const wish = { customerId: this.customerId, amount };
    const budget = this.#budget;
    if (!budget) {
      this.#budget = await this.#create("CustomerUsageBudget", "budget", wish);
    } else if (this.chance.in(0.4)) {
      const read = await this.own.read(budget.id, budget.outputs);
      this.#budget = read && { ...budget, outputs: read.outputs };
    } else if (this.chance.in(0.6)) {
      const news = await this.#check("CustomerUsageBudget", "budget", wish);
      await this.own.diff(budget.id, budget.outputs, news);
      this.#budget = { ...budget, inputs: news, outputs: await this.own.update(budget.id, budget.outputs, news) };
    } else {
      await this.other.delete(budget.id, budget.outputs);
      this.#budget = undefined;
    }
  }

  /** Inputs that no check lets through. */
  async #refused(): Promise<void> {
    const wrong = this.chance.of<Bag>([
      { status: "asleep" },
      { customerId: "nobody" },
      { friendlyName: 7 },
      { onExisting: ["adopt"] },
      { surprise: true },
    ]);
    const given = { customerId: this.customerId, ...wrong, __provider: HANDLER.AzurePlanSubscription };
    await this.own.check({}, { ...given, __urn: this.#urn("AzurePlanSubscription", "refused") });
  }
}

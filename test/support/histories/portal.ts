import type { PartnerCenter } from "../partner-center";
import type { Deed, History } from "./history";

/** What people do to a history's customer behind the stack's back; nothing where it cannot be done. */
export class Portal {
  constructor(
    private readonly center: PartnerCenter,
    private readonly customerId: string,
    private readonly history: History,
  ) {}

  async do(deed: Deed): Promise<void> {
    const { center } = this;
    const [plan] = center.plans(this.customerId);
    const edit = (body: Readonly<Record<string, string>>) => plan && center.portal(`/subscriptions/${plan.id}`, body);
    switch (deed) {
      case "suspend plan":
        await edit({ status: "suspended" });
        break;
      case "reactivate plan":
        if (plan?.status === "suspended") await edit({ status: "active" });
        break;
      case "delete plan":
        await edit({ status: "deleted" });
        break;
      case "rename plan":
        await edit({ friendlyName: "By hand" });
        break;
      case "turn renewal on":
        if (plan) plan.autoRenewEnabled = true;
        break;
      case "end Azure subscriptions":
        for (const { id } of plan ? center.emulator.model.azureSubscriptionsOf(plan.id) : []) {
          await center.portal(`/azureSubscriptions/${id}`, { status: "inactive" });
        }
        break;
      case "add Azure subscription":
        if (plan) await center.portal(`/subscriptions/${plan.id}/azureSubscriptions`, { friendlyName: "Another" });
        break;
      case "set budget":
      case "remove budget":
        await center.portal(`/customers/${this.customerId}/budget`, { amount: deed === "set budget" ? "77.7" : null });
        break;
      case "buy plan":
        if (!plan) await center.buyByHand(this.customerId).catch(unlessRefused);
        break;
      case "fail order":
        // One that cannot be repeated needs a person (R2).
        if (this.history.switches.repeatedCheckout === "storedResult") await this.#failPendingOrders();
        break;
      case "fail upgrades":
        await this.#setUpgradeOutcome({ code: "4711", text: "It has a limit." });
        break;
      case "mend upgrades":
        await this.#setUpgradeOutcome(null);
        break;
    }
  }

  async #setUpgradeOutcome(errorDetails: { readonly code: string; readonly text: string } | null): Promise<void> {
    if (this.history.kind !== "legacy") return;
    const legacy = this.center.emulator.customers.find(({ id }) => id === this.customerId)?.subscriptionId;
    await this.center.portal(`/subscriptions/${legacy}/upgradeOutcome`, { errorDetails });
  }

  async #failPendingOrders(): Promise<void> {
    const { clock, model } = this.center.emulator;
    for (const { id, customerId, provisionedAt, handSetStatus } of model.orders.values()) {
      const pending = handSetStatus === undefined && Math.floor(provisionedAt ?? 0) > clock.now();
      if (customerId === this.customerId && pending) await this.center.portal(`/orders/${id}`, { status: "error" });
    }
  }
}

/** A purchase of a run that died may arrive while a person buys; the service then refuses one of them. */
function unlessRefused(error: Error): void {
  if (!/planLimitReached|itemNotEligible/.test(error.message)) throw error;
}

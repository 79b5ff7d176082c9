import type { JournalEntry } from "pulumi-partnercenter-emulator";
import type { PartnerCenter, Subscription } from "../partner-center";
import type { Report, Row } from "../small-engine";
import type { RunEvent } from "./history";
import type { Program } from "./program";

/** What is so at one moment: in the stack, and at the service. */
export interface Sight {
  readonly rows: readonly Row[];
  /** Plans that are not deleted. */
  readonly plans: readonly Subscription[];
  /** Ids of plans with Azure subscriptions that are active. */
  readonly busyPlans: ReadonlySet<string>;
  /** Ids of plans that came from carts. */
  readonly bought: ReadonlySet<string>;
  /** When each cart expires, in milliseconds since 1970. */
  readonly cartsEndMs: ReadonlyMap<string, number>;
  readonly budget: string | undefined;
  /** Ids of upgrades, and whether each has failed. */
  readonly upgrades: ReadonlyMap<string, boolean>;
}

/** An engine operation that was played to its end, or to its death. */
export interface PlayedRun {
  readonly event: Pick<RunEvent, "does" | "refresh" | "replace">;
  readonly report: Report;
  /** Something died: what the report says is not all. */
  readonly crashed: boolean;
  /** The provider of an earlier run was still alive, or what it sent shows only now. */
  readonly crowded: boolean;
  readonly program: Program;
  readonly before: Sight;
  readonly after: Sight;
  /** What was asked of the service meanwhile. */
  readonly entries: readonly JournalEntry[];
  /** The run may not know what is so: somebody changed it, or an earlier run did not end, and no refresh has seen it. */
  readonly stale: boolean;
  /** What each row said when it was last applied and nothing has happened to it since. */
  readonly applied: ReadonlyMap<string, string>;
}

export function look(center: PartnerCenter, customerId: string, rows: readonly Row[]): Sight {
  const { model, clock, tenantId } = center.emulator;
  // The model applies what is due when somebody reads it.
  for (const plan of center.plans(customerId)) model.settle(plan);
  const plans = center.plans(customerId).map((one) => structuredClone(one));
  const busy = plans.filter(({ id }) => model.azureSubscriptionsOf(id).some(({ status }) => status === "active"));
  const bought = plans.filter(({ orderId }) => model.orders.get(orderId)?.boughtWith === "cart");
  const upgrades = [...model.upgrades.values()].filter((one) => one.customerId === customerId);
  const hasFailed = ({ lines }: (typeof upgrades)[number]) =>
    lines.some(({ failure, endsAt }) => failure !== undefined && endsAt <= clock.now());
  return {
    rows,
    plans,
    busyPlans: new Set(busy.map(({ id }) => id)),
    bought: new Set(bought.map(({ id }) => id)),
    cartsEndMs: new Map([...model.carts.values()].map(({ id, expiresAt }) => [id, expiresAt])),
    budget: model.budgets.get(`${tenantId}/${customerId}`),
    upgrades: new Map(upgrades.map((one) => [one.id, hasFailed(one)])),
  };
}

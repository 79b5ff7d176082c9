import type { Operation, Stage } from "./operations";

/** What can be wrong once everything has come to its end, worst first. */
export const faultsFound = ["twice", "lost", "suspended", "not converged", "restless"] as const;

/** One of those. */
export type FaultFound = (typeof faultsFound)[number];

/** What a sceptic would count as broken, and in which way. */
export interface Finding {
  readonly fault: FaultFound;
  readonly text: string;
}

/** Orders of the customer that came from a cart and have led, or may yet lead, to a plan. */
function ordersBought({ center, customerId }: Stage): number {
  const { model, clock } = center.emulator;
  return [...model.orders.values()].filter((order) => {
    const failed = order.handSetStatus === "error" || order.handSetStatus === "cancelled";
    return order.customerId === customerId && order.boughtWith === "cart" && !failed && order.createdAt <= clock.now();
  }).length;
}

/**
 * What the emulator's own state and journal say of the run that was interrupted and the one that followed.
 * @param since number of the journal's last entry before the operation began.
 */
export function findings(operation: Operation, stage: Stage, since: number): readonly Finding[] {
  const { center, customerId, stack } = stage;
  const found: Finding[] = [];
  const bought = ordersBought(stage);
  if (bought > operation.orders) found.push({ fault: "twice", text: `${bought} orders were made` });
  const upgrades = center.effects("upgradeCreated").filter((entry) => entry.customerId === customerId).length;
  if (upgrades > (operation.upgrades ?? 0)) found.push({ fault: "twice", text: `${upgrades} upgrades were begun` });

  const managed = new Set(stack.rows.map(({ id }) => id));
  if (operation.command !== "destroy") {
    for (const { id } of operation.upgrades ? [] : center.plans(customerId)) {
      if (!managed.has(id)) found.push({ fault: "lost", text: `plan ${id} is in no stack` });
    }
  }
  if (!operation.suspends) {
    const suspensions = center
      .effects("subscriptionUpdated", since)
      .filter((entry) => entry.customerId === customerId && entry.effect?.status === "suspended");
    if (suspensions.length > 0)
      found.push({ fault: "suspended", text: "a plan that the program declares was suspended" });
  }
  for (const text of operation.judge(stage)) found.push({ fault: "not converged", text });
  return found;
}

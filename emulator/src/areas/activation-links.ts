import type { Order, OrderLine } from "../model/entities";
import type { Model } from "../model/model";

/** Where the customer activates the SaaS of these lines of an order: once it is there, until it is active (C 8.4). */
export function activationLinks(model: Model, order: Order, lines: readonly OrderLine[]) {
  return lines
    .filter(({ subscriptionId }) => {
      const bought = model.subscriptions.get(subscriptionId);
      return bought?.kind === "saas" && bought.status === "pending" && model.isVisible(bought);
    })
    .map(({ number, subscriptionId }) => ({
      lineItemNumber: number,
      link: { uri: `https://publisher.example/activate/${order.id}/${subscriptionId}`, method: "GET", headers: [] },
    }));
}

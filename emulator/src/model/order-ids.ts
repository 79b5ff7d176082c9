import type { Order } from "./entities";
import type { Model } from "./model";

/** Ids of a new order, in the form of the time that a switch says (C 13.1). */
export function newOrderIds(model: Model, customerId: string): Pick<Order, "id" | "alternateId"> {
  const ids = model.ids.of(customerId);
  const alternateId = ids.hex(12);
  switch (model.switches.position("orderIds")) {
    case "base64url":
      return { id: `${ids.token(32)}1`, alternateId };
    case "guid": {
      const id = ids.guid();
      return { id, alternateId: id };
    }
    default:
      return { id: alternateId, alternateId };
  }
}

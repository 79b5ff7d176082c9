import type { ApiCall } from "../http/call";
import { type CustomerErrors, findCustomer } from "../model/customers";
import type { Customer } from "../model/entities";

/** The customer in the path, refused as documented if it is none of the caller's. */
export function customerOf(call: ApiCall<"customerId">, errors?: CustomerErrors): Customer {
  return findCustomer(call.model, call.partner, call.param("customerId"), errors);
}

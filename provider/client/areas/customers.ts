import type { Call, CallOptions, Calls, List } from "../calls";
import { type Customer, type CustomerFilter, getCustomer, listCustomers } from "../endpoints/customers";
import { type Eligibility, mayBuyAzurePlan } from "../purchase-eligibility";

/** The partner's customers. `customerId` is always the customer's Entra tenant: GUID. */
export class Customers {
  constructor(private readonly calls: Calls) {}

  /**
   * All customers, in no promised order; a listed customer carries its profile's names only.
   * @param wanted `size`: customers a page, 1 to 500; `filter`: the beginning of a name or a domain.
   * @throws ApiError 400 for a filter that the service does not take.
   * @see get-a-list-of-customers (commerce 5.1, 5.2)
   */
  list(
    { size, filter }: { readonly size?: number; readonly filter?: CustomerFilter } = {},
    options?: CallOptions,
  ): List<Customer> {
    return this.calls.list(listCustomers, { query: { size, filter } }, options);
  }

  /**
   * One customer, with its billing profile: the market of its catalog is `billingProfile.defaultAddress.country`.
   * @throws ApiError 404 `60003` for an unknown one, 403 `20002` for one without a relationship to the partner.
   * @see get-a-customer-by-id (commerce 5.3)
   */
  get({ customerId }: { readonly customerId: string }, options?: CallOptions): Call<Customer> {
    return this.calls.call(getCustomer, { path: { customerId } }, options);
  }

  /**
   * Whether the customer may buy an Azure plan now, and why not, as far as reading tells: relationship, agreement,
   * legacy subscriptions, plans that are there. Changes nothing. Agreements can be read with a user's token only;
   * without one the answer says that it does not know.
   * @throws ApiError as {@link get} does.
   * @see commerce 5.7, 5.9, 7.8
   */
  mayBuyAzurePlan({ customerId }: { readonly customerId: string }, options?: CallOptions): Promise<Eligibility> {
    return mayBuyAzurePlan(this.calls, customerId, options);
  }
}

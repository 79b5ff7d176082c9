import type { Call, CallOptions, Calls } from "../calls";
import { getUsageBudget, type SpendingBudget, setUsageBudget } from "../endpoints/budgets";

/** Customers' monthly spending budgets. They inform and stop nothing. */
export class Budgets {
  constructor(private readonly calls: Calls) {}

  /**
   * A customer's budget: canonical decimal text in the currency of its usage records; without `amount` there is none.
   * @throws ApiError 404, or 400 `3000`, for a customer without Azure usage.
   * @see get-a-customer-s-usage-spending-budget (billing 6.2)
   */
  get({ customerId }: { readonly customerId: string }, options?: CallOptions): Call<SpendingBudget> {
    return this.calls.call(getUsageBudget, { path: { customerId } }, options);
  }

  /**
   * Sets the budget. The last writer wins; repeating changes nothing.
   * @param budget `amount`: decimal text such as `"1250.50"`, or a number.
   * @see update-a-customer-s-usage-spending-budget (billing 6.3)
   */
  set(
    { customerId, amount }: { readonly customerId: string; readonly amount: string | number },
    options?: CallOptions,
  ): Call<SpendingBudget> {
    return this.calls.call(setUsageBudget, { path: { customerId }, body: { Amount: amount } }, options);
  }

  /**
   * Removes the budget. Repeating changes nothing.
   * @see update-a-customer-s-usage-spending-budget (billing 6.3)
   */
  remove({ customerId }: { readonly customerId: string }, options?: CallOptions): Call<SpendingBudget> {
    return this.calls.call(setUsageBudget, { path: { customerId }, body: { Amount: null } }, options);
  }
}

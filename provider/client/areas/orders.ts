import type { Call, CallOptions, Calls, List } from "../calls";
import {
  getOrder,
  listOrderProvisioning,
  listOrders,
  type Order,
  type OrderLineProvisioning,
} from "../endpoints/orders";

/** Names one order. */
export interface OrderReference {
  readonly customerId: string;
  /** Opaque: its form has changed over the years. */
  readonly orderId: string;
}

/** Orders: what was bought. They are made by checking out a cart. */
export class Orders {
  constructor(private readonly calls: Calls) {}

  /**
   * A customer's orders. **New ones appear after up to 15 minutes**; by id they are there at once.
   * @param wanted `billingType`: only orders of this billing cycle (an Azure plan's is not certain); `includePrice`:
   * with prices, before tax.
   * @see get-all-of-a-customer-s-orders, get-a-list-of-orders-by-customer-and-billing-cycle-type (commerce 8.4)
   */
  list(
    wanted: {
      readonly customerId: string;
      readonly billingType?: "monthly" | "annual" | "onetime" | "none";
      readonly includePrice?: boolean;
    },
    options?: CallOptions,
  ): List<Order> {
    const { customerId, billingType, includePrice } = wanted;
    const query = { billingType, include_price: includePrice };
    return this.calls.list(listOrders, { path: { customerId }, query }, options);
  }

  /**
   * An order. `lineItems[].subscriptionId` appears when what was bought is ready.
   * @param wanted `includePrice`: with prices, before tax.
   * @throws ApiError 404 `20000` for an unknown one.
   * @see get-an-order-by-id (commerce 8.4)
   */
  get(wanted: OrderReference & { readonly includePrice?: boolean }, options?: CallOptions): Call<Order> {
    const { customerId, orderId, includePrice } = wanted;
    return this.calls.call(
      getOrder,
      { path: { customerId, orderId }, query: { include_price: includePrice } },
      options,
    );
  }

  /**
   * How far each line of an order is. With a user's token only.
   * @throws ApiError 404 `800007` or `20000` for an unknown one.
   * @see get-order-provisioning-status (commerce 8.4)
   */
  listProvisioning({ customerId, orderId }: OrderReference, options?: CallOptions): List<OrderLineProvisioning> {
    return this.calls.list(listOrderProvisioning, { path: { customerId, orderId } }, options);
  }
}

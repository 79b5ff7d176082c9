import type { Call, CallOptions, Calls } from "../calls";
import {
  type Cart,
  type CartCheckoutResult,
  checkoutCart,
  createCart,
  getCart,
  type NewCartLineItem,
  updateCart,
} from "../endpoints/carts";

/** Names one cart. */
export interface CartReference {
  readonly customerId: string;
  readonly cartId: string;
}

/** Carts: what is about to be bought. They cost nothing and live for seven days; there is no list of them. */
export class Carts {
  constructor(private readonly calls: Calls) {}

  /**
   * Makes a cart. The partner attests that its reseller of record is right, as every cart must. **Look at
   * `lineItems[].error` of the answer**: a line that cannot be bought does not fail the call.
   * @param cart lines are numbered from 0 by the caller.
   * @throws ApiError 400 `800009` and others for lines, 403 `20002` without a relationship.
   * @see create-a-cart (commerce 7.4)
   */
  create(
    { customerId, lineItems }: { readonly customerId: string; readonly lineItems: NewCartLineItem[] },
    options?: CallOptions,
  ): Call<Cart> {
    const body = { lineItems, PartnerOnRecordAttestationAccepted: true } as const;
    return this.calls.call(createCart, { path: { customerId }, body }, options);
  }

  /**
   * A cart as it is now; `status` `Ordered` says that it was bought.
   * @throws ApiError 404 `800008` for an unknown or expired one.
   * @see cart-resources (commerce 7.4)
   */
  get({ customerId, cartId }: CartReference, options?: CallOptions): Call<Cart> {
    return this.calls.call(getCart, { path: { customerId, cartId } }, options);
  }

  /**
   * Replaces the lines of a cart. Look at `lineItems[].error` of the answer.
   * @param change `cart`: the whole of it as it was read, with changes.
   * @throws ApiError 404 `800008`; 400 `800065` when it was bought already; 409 `800064` while it is being bought.
   * @see update-a-cart (commerce 7.4)
   */
  update(
    { customerId, cart }: { readonly customerId: string; readonly cart: Cart },
    options?: CallOptions,
  ): Call<Cart> {
    return this.calls.call(updateCart, { path: { customerId, cartId: cart.id }, body: cart }, options);
  }

  /**
   * **Buys what is in the cart.** Sent once, whatever happens: after a lost answer {@link get} tells whether it was
   * bought, and checking the same cart out again is documented to give the same orders. `orderErrors` of the answer
   * name groups that were not bought.
   * @throws ApiError 403 `13605` without an accepted agreement, 403 `800089` beyond the number of plans, 409 while an
   * order or an upgrade is under way, 404 `400019` when the availability was reissued meanwhile; TransportError when no
   * answer came, which does not mean that nothing was bought.
   * @see checkout-a-cart (commerce 7.5)
   */
  checkout({ customerId, cartId }: CartReference, options?: CallOptions): Call<CartCheckoutResult> {
    return this.calls.call(checkoutCart, { path: { customerId, cartId } }, options);
  }
}

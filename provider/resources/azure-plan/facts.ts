const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Bounds that the purchase relies on, in milliseconds of the service's time (`docs/never-twice.md`). */
export const PURCHASE_TIMES = {
  /** F: a request whose sender died has been carried out, or never will be. */
  inFlightMs: 5 * MINUTE_MS,
  /** Documented delay until a new order is listed. */
  listLagMs: 15 * MINUTE_MS,
  /** From this age on, what is not listed does not exist. */
  listsCompleteMs: 60 * MINUTE_MS,
  /** Longest time one checkout may take. */
  checkoutTimeoutMs: 3 * MINUTE_MS,
  /** How long a new order or subscription may answer 404. */
  notYetVisibleMs: 5 * MINUTE_MS,
  /** How long the service may count cancelled Azure subscriptions as active: documented 10 minutes, advised 15 to 30. */
  suspensionSettlesMs: 30 * MINUTE_MS,
  /** How long to look for the first Azure subscription, which is born with the plan. */
  firstAzureSubscriptionMs: 2 * MINUTE_MS,
} as const;

/** How near to a cart's expiry no checkout is begun, and how long after it the cart certainly cannot be bought. */
export const CART_MARGINS = {
  beforeExpiryMs: 45 * MINUTE_MS,
  afterExpiryMs: 15 * MINUTE_MS,
  /** Both, when a reply tells no service time: this machine's clock may be wrong by two hours. */
  withoutServiceTimeMs: 3 * HOUR_MS,
  /** A cart that lives shorter than this gets this fraction of its life on both sides instead. */
  shortLifeMs: 8 * HOUR_MS,
  shortLifeFraction: 0.1,
} as const;

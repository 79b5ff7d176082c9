/** One endpoint that the service names as throttled. */
export interface ThrottledEndpoint {
  readonly method: "GET" | "POST" | "PUT" | "PATCH";
  /** Below the API's root; `{…}` stands for one segment. Case does not matter. */
  readonly path: `/v1/${string}`;
  /** Whether the emulator has it; the others are license and transfer calls that are outside its scope. */
  readonly served: boolean;
}

const customer = "/v1/customers/{customerId}";
const subscription = `${customer}/subscriptions/{subscriptionId}` as const;

/**
 * The endpoints for which the service's documents name throttling (C 4.5). All others may be throttled, too; of these
 * it is announced.
 */
export const throttledEndpoints: readonly ThrottledEndpoint[] = [
  { method: "POST", path: `${customer}/orders`, served: true },
  { method: "PATCH", path: `${customer}/orders/{orderId}`, served: true },
  { method: "POST", path: `${customer}/carts`, served: true },
  { method: "PUT", path: `${customer}/carts/{cartId}`, served: true },
  { method: "POST", path: `${customer}/carts/{cartId}/checkout`, served: true },
  { method: "GET", path: `${subscription}/upgrades`, served: false },
  { method: "POST", path: `${subscription}/upgrades`, served: false },
  { method: "POST", path: `${subscription}/registrations`, served: true },
  { method: "GET", path: `${subscription}/conversions`, served: false },
  { method: "POST", path: `${subscription}/conversions`, served: false },
  { method: "PATCH", path: subscription, served: true },
  { method: "POST", path: "/v1/productUpgrades", served: true },
  { method: "POST", path: "/v1/productUpgrades/eligibility", served: true },
  { method: "POST", path: "/v1/productUpgrades/{upgradeId}/status", served: true },
  { method: "GET", path: customer, served: true },
  { method: "GET", path: `${customer}/subscriptions`, served: true },
  { method: "GET", path: subscription, served: true },
  { method: "GET", path: `${subscription}/addons`, served: false },
  { method: "GET", path: `${subscription}/azureEntitlements`, served: true },
  { method: "GET", path: `${subscription}/registrationstatus`, served: true },
  { method: "GET", path: `${customer}/orders`, served: true },
  { method: "GET", path: `${customer}/orders/{orderId}`, served: true },
  { method: "GET", path: `${customer}/orders/{orderId}/provisioningstatus`, served: true },
  { method: "POST", path: `${customer}/transfers`, served: false },
  { method: "POST", path: `${customer}/migrations/newcommerce/validate`, served: false },
  { method: "POST", path: `${customer}/migrations/newcommerce`, served: false },
];

/** Published limit of the Customer, Order and Subscription resources: requests a minute and tenant (C 4.5). */
export const publishedRequestsPerMinute = 500;

import { requestMatcher } from "../request-pattern";
import { throttledEndpoints } from "../throttled-endpoints";
import type { ThrottlePolicy } from "./throttle-policy";

const resources = {
  customers: ["/v1/customers", "/v1/customers/*"],
  orders: ["/v1/customers/*/orders", "/v1/customers/*/orders/**"],
  subscriptions: ["/v1/customers/*/subscriptions", "/v1/customers/*/subscriptions/**"],
} as const;

/** Makes the test whether a request counts for policies of these endpoints. */
export function policyMatcher(endpoints: ThrottlePolicy["endpoints"]): (method: string, path: string) => boolean {
  const matchers = patternsOf(endpoints).map(requestMatcher);
  return (method, path) => matchers.some((matches) => matches(method, path));
}

function patternsOf(endpoints: ThrottlePolicy["endpoints"]) {
  if (endpoints === "listed") {
    return throttledEndpoints;
  }
  const isResource = (name: string): name is keyof typeof resources => Object.hasOwn(resources, name);
  const paths = isResource(endpoints) ? resources[endpoints] : [endpoints === "all" ? "/v1/**" : endpoints];
  return paths.map((path) => ({ method: "*", path }));
}

import fc from "fast-check";
import { CHECKOUT, DAY, HOUR, MINUTE } from "../partner-center";
import type { DeclaredPlan, Edit } from "./program";

/**
 * Random histories of one customer, as data: what a program declares and how it changes, runs and how they fail, people
 * in the portal, time. Left out, or recognised when it comes about, is what no client can decide
 * (`docs/never-twice.md`): failed orders that cannot be repeated (R2), carts that vanish (R3), requests that take effect
 * later than F (R6), `--target` and moves to another provider (R9). That rows leave the state right after a killed
 * purchase (R1) is kept from happening by letting time pass before.
 */

const status = fc.constantFrom("active" as const, "active" as const, "suspended" as const);
const friendlyName = fc.constantFrom(undefined, "Contoso", "Fabrikam");
const onDestroy = fc.constantFrom(undefined, "suspend" as const, "retain" as const);
const cancelAzureSubscriptions = fc.constantFrom("none" as const, "partnerCenter" as const);
const amount = fc.constantFrom("100", "250.5", "99999999999999.9");

const planArgs: fc.Arbitrary<DeclaredPlan> = fc.record({
  status: fc.constant("active" as const),
  friendlyName,
  onDestroy,
  cancelAzureSubscriptions,
});

const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ edit: fc.constant("friendlyName" as const), to: friendlyName }),
  fc.record({ edit: fc.constant("status" as const), to: status }),
  fc.record({ edit: fc.constant("budget" as const), to: fc.option(amount, { nil: undefined }) }),
  fc.record({ edit: fc.constant("plan" as const), to: fc.option(planArgs, { nil: undefined, freq: 3 }) }),
  fc.record({ edit: fc.constant("onDestroy" as const), to: onDestroy }),
  fc.record({ edit: fc.constant("cancelAzureSubscriptions" as const), to: cancelAzureSubscriptions }),
  fc.record({ edit: fc.constant("upgrade" as const), to: fc.boolean() }),
  fc.record({
    edit: fc.constant("rename" as const),
    row: fc.constantFrom("plan" as const, "budget" as const, "upgrade" as const),
    alias: fc.boolean(),
  }),
  fc.record({ edit: fc.constant("spelling" as const), to: fc.nat(2) }),
);

/** Calls that a run makes, by what they are. */
export const calls = {
  orders: ["GET", "/v1/customers/*/orders"],
  subscriptions: ["GET", "/v1/customers/*/subscriptions"],
  subscription: ["GET", "/v1/customers/*/subscriptions/*"],
  changeSubscription: ["PATCH", "/v1/customers/*/subscriptions/*"],
  entitlements: ["GET", "/v1/customers/*/subscriptions/*/azureEntitlements"],
  cancelEntitlement: ["POST", "/v1/customers/*/subscriptions/*/azureEntitlements/*/cancel"],
  makeCart: ["POST", "/v1/customers/*/carts"],
  cart: ["GET", "/v1/customers/*/carts/*"],
  checkout: ["POST", CHECKOUT],
  order: ["GET", "/v1/customers/*/orders/*"],
  budget: ["GET", "/v1/customers/*/usagebudget"],
  setBudget: ["PATCH", "/v1/customers/*/usagebudget"],
  eligibility: ["POST", "/v1/productUpgrades/eligibility"],
  upgrade: ["POST", "/v1/productUpgrades"],
  upgradeStatus: ["POST", "/v1/productUpgrades/*/status"],
  catalog: ["GET", "/v1/products/**"],
} as const;

export type CallName = keyof typeof calls;

/** Calls that change something. */
const writes = ["checkout", "makeCart", "changeSubscription", "setBudget", "upgrade"] as const;

const groups = {
  "every write": writes,
  "every read": ["subscriptions", "subscription", "cart", "order", "budget", "upgradeStatus"],
} as const satisfies Readonly<Record<string, readonly CallName[]>>;

/** The calls that a fault strikes, each for itself. */
export function callsStruck(call: CallName | keyof typeof groups): readonly CallName[] {
  return call === "every write" || call === "every read" ? groups[call] : [call];
}

const callName = fc.constantFrom(...(Object.keys(calls) as CallName[]));

const write = fc.constantFrom(...writes);

/** What can go wrong with any call. */
const fault = fc.constantFrom(
  { status: 503 },
  { status: 503, afterCommit: true },
  { status: 408 },
  { status: 429, retryAfterSeconds: 20 },
  { status: 429, retryAfterSeconds: 90, retryAfterAs: "date" as const },
  { status: 429, retryAfterSeconds: 0 },
  { status: 401, code: 400 },
  { status: 403, code: 900150 },
  { action: "expireToken" as const },
  { action: "resetBeforeCommit" as const },
  { action: "resetAfterCommit" as const },
  { action: "truncate" as const },
  { action: "html" as const, status: 200, afterCommit: true },
);

/** What only a checkout can answer. */
const checkoutFault = fc.constantFrom(
  { status: 409, code: 800060 },
  { status: 409, code: 900112 },
  { status: 404, code: 400019 },
  { status: 404, code: 800008 },
);

const struckCall = fc.oneof(
  { weight: 5, arbitrary: fc.record({ call: callName, fault, times: fc.constantFrom(1, 1, 2, 7) }) },
  { weight: 3, arbitrary: fc.record({ call: write, fault, times: fc.constantFrom(1, 1, 2, 3) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      call: fc.constantFrom("every write" as const, "every read" as const),
      fault,
      times: fc.constant(1),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ call: fc.constant("checkout" as const), fault: checkoutFault, times: fc.constant(1) }),
  },
);

export type StruckCall = typeof struckCall extends fc.Arbitrary<infer One> ? One : never;

/** Where a run dies, and who: at a call, or between a provider's answer and its record in the state. */
const crash = fc.oneof(
  fc.record({
    call: fc.oneof(write, callName),
    point: fc.constantFrom("received" as const, "committed" as const, "halfReplied" as const),
    who: fc.constantFrom("everything" as const, "engine" as const, "provider" as const),
  }),
  fc.record({ afterCalls: fc.integer({ min: 1, max: 9 }) }),
);

export type Crash = typeof crash extends fc.Arbitrary<infer One> ? One : never;

/** Rows that `--replace` names, by what they are. */
const replaced = fc.constantFrom("plan" as const, "plan-cart" as const, "budget" as const, "upgrade" as const);

type Replaced = typeof replaced extends fc.Arbitrary<infer One> ? One : never;

/** True now and then. */
const rarely = fc.nat(7).map((one) => one === 7);

const run = fc.record({
  does: fc.oneof(
    { weight: 8, arbitrary: fc.constant("up" as const) },
    { weight: 2, arbitrary: fc.constant("refresh" as const) },
    { weight: 2, arbitrary: fc.constant("preview" as const) },
    { weight: 2, arbitrary: fc.constant("destroy" as const) },
  ),
  edits: fc.array(edit, { maxLength: 2 }),
  refresh: fc.boolean(),
  continueOnError: fc.boolean(),
  replace: fc.oneof(
    { weight: 6, arbitrary: fc.constant<Replaced[]>([]) },
    { weight: 1, arbitrary: fc.uniqueArray(replaced, { minLength: 1, maxLength: 2 }) },
  ),
  faults: fc.oneof(
    { weight: 1, arbitrary: fc.constant<StruckCall[]>([]) },
    { weight: 1, arbitrary: fc.array(struckCall, { minLength: 1, maxLength: 3 }) },
  ),
  crash: fc.option(crash, { nil: undefined, freq: 2 }),
  /** The partner's application has lost its role while this runs. */
  withoutRole: rarely,
});

export type RunEvent = typeof run extends fc.Arbitrary<infer One> ? One : never;

/** What people do behind the stack's back. */
const deed = fc.constantFrom(
  "suspend plan" as const,
  "reactivate plan" as const,
  "delete plan" as const,
  "rename plan" as const,
  "turn renewal on" as const,
  "end Azure subscriptions" as const,
  "add Azure subscription" as const,
  "set budget" as const,
  "remove budget" as const,
  "buy plan" as const,
  "fail order" as const,
  "fail upgrades" as const,
  "mend upgrades" as const,
);

export type Deed = typeof deed extends fc.Arbitrary<infer One> ? One : never;

const event = fc.oneof(
  { weight: 10, arbitrary: run },
  { weight: 4, arbitrary: fc.record({ does: fc.constant("portal" as const), deed }) },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant("pass" as const),
      ms: fc.constantFrom(MINUTE, 20 * MINUTE, 2 * HOUR, 6 * DAY, 7 * DAY),
    }),
  },
  /** Until shortly before the stack's cart expires. */
  { weight: 1, arbitrary: fc.record({ does: fc.constant("pass to the cart's last minutes" as const) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("expire tokens" as const) }) },
  /**
   * The checkout is under way when everything dies. It takes effect up to F later, or never, and perhaps nobody runs
   * anything again before the cart has nearly expired.
   */
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant("dying checkout" as const),
      takesEffectAfterMinutes: fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined, freq: 3 }),
      lastMinutes: rarely,
    }),
  },
);

export type Event = typeof event extends fc.Arbitrary<infer One> ? One : never;

/** The customer at the beginning. */
export const customerKinds = ["new", "withPlan", "suspendedPlan", "legacy"] as const;

/** Events of a history, at most. */
const LONGEST = 16;

/** Histories of every kind. */
export function histories() {
  return fc.record({
    kind: fc.constantFrom(...customerKinds, "new" as const),
    plan: fc.option(planArgs, { nil: undefined }),
    budget: fc.option(amount, { nil: undefined }),
    switches: fc.record({
      planLimit: fc.constantFrom("enforced", "off"),
      repeatedCheckout: fc.constantFrom("storedResult", "800065"),
      requestIds: fc.constantFrom("honoured", "honouredWithFailures", "honoured60s", "ignored"),
      orderListLag: fc.constantFrom("0s", "15m"),
      provisioningDelay: fc.constantFrom("0s", "20s", "3m"),
      subscriptionPatch: fc.constantFrom("200", "202"),
      removedBudget: fc.constantFrom("absent", "null"),
    }),
    events: fc.array(event, { minLength: 1, maxLength: LONGEST, size: "max" }),
  });
}

export type History = ReturnType<typeof histories> extends fc.Arbitrary<infer One> ? One : never;

import {
  type CartAge,
  type CartFailureStep,
  type CartRow,
  type CartVerdict,
  cartFailureRows,
  cartRows,
} from "../../../provider/resources/azure-plan/cart-verdict";
import { type RenewalStep, renewalRows } from "../../../provider/resources/azure-plan/checkout";
import { type CheckoutStep, checkoutRows } from "../../../provider/resources/azure-plan/checkout-verdict";
import { type PlanChangeStep, planChangeRows } from "../../../provider/resources/azure-plan/subscriptions";
import { type FailureRow, type WriteOutcome, writeRows } from "../../../provider/resources/failure-rows";
import { type UpgradeStep, upgradeRows } from "../../../provider/resources/product-upgrade/begin";

/** What the page says of one step of a decision table. */
export interface Told {
  readonly done: string;
  /** Why that is safe, whatever else happens meanwhile. */
  readonly why: string;
  /** The test that shows it, below `test/contract/resources/`. */
  readonly proof: string;
}

const none: Told = { done: "", why: "", proof: "checkout.test.ts" };

const cart: Readonly<Record<CartVerdict["kind"], Told>> = {
  ordered: {
    done: "check it out again: the answer names its order",
    why: "A cart becomes at most one order that does not fail (S1), so repeating buys nothing.",
    proof: "purchase.test.ts",
  },
  open: {
    done: "look; nothing there: check it out; a plan there: wait 5 minutes, ask the cart again, and adopt only if it is still open",
    why: "Whatever a dead run has sent arrives within F and shows in the cart, so its plan is never taken for somebody's.",
    proof: "purchase.test.ts",
  },
  dead: {
    done: "look, its own order first; adopt, or stop until a refresh has made a new cart",
    why: "Nobody can buy with it any more (S2), and what it has bought is listed by now (S3).",
    proof: "purchase.test.ts",
  },
  undecided: {
    done: "stop, naming when it will be decided",
    why: "Neither buying nor adopting would be certain, and the cart stays in the stack.",
    proof: "purchase.test.ts",
  },
};

const cartFailure: Readonly<Record<CartFailureStep, Told>> = {
  nothing: {
    done: "stop with the reason, after the client's own retries",
    why: "Asking changes nothing; the next run asks again.",
    proof: "purchase.test.ts",
  },
  withoutStatus: {
    done: "as a cart without a status: undecided before its expiry, dead after it",
    why: "A cart that is unknown may have been bought and hidden, until it certainly cannot be.",
    proof: "purchase.test.ts",
  },
};

const checkout: Readonly<Record<CheckoutStep, Told>> = {
  awaitOrder: none,
  retryOrder: none,
  findOrder: {
    done: "find the cart's order by item and time",
    why: "The cart has been bought, so nothing is sent again. An unlisted order is waited for; two that fit are not guessed between.",
    proof: "purchase.test.ts",
  },
  askCart: {
    done: "ask the cart; at most 3 tries",
    why: "`Ordered`: repeating names the order. `Active`: one that commits later and ours are one order (S1). Near the expiry nothing is begun.",
    proof: "checkout.test.ts",
  },
  renewAvailability: {
    done: "put today's availability into the same cart, once",
    why: "The same cart stays at most one order, also when a dead run's checkout arrives between.",
    proof: "checkout.test.ts",
  },
  adoptExisting: {
    done: "wait until what is on its way has arrived, ask the cart, then look and adopt",
    why: "A checkout of ours that nobody answered shows in the cart, so its plan is not taken for somebody's, nor somebody's for ours.",
    proof: "checkout.test.ts",
  },
  authorise: {
    done: "a new token, once; ask the cart",
    why: "Refused before anything was done; the cart has the last word.",
    proof: "checkout.test.ts",
  },
  wait: {
    done: "wait as told, longer each time; ask the cart",
    why: "Refused before anything was done; the wait may lead into the cart's last minutes, where nothing is begun.",
    proof: "hazards.test.ts",
  },
  stop: {
    done: "stop with the reason",
    why: "Nothing was bought and the cart stays open: the next run uses it again.",
    proof: "checkout.test.ts",
  },
};

const renewal: Readonly<Record<RenewalStep, Told>> = {
  askCart: {
    done: "ask the cart",
    why: "It was bought meanwhile, is being bought, or nobody knows. The same lines twice are the same lines.",
    proof: "checkout.test.ts",
  },
  stop: { done: "stop with the reason", why: "The cart is as it was and costs nothing.", proof: "checkout.test.ts" },
};

const planChange: Readonly<Record<PlanChangeStep, Told>> = {
  look: {
    done: "read the plan; repeat with what was read while it is not so; at most 6 tries",
    why: "A target state: one that commits late changes nothing more. A body read earlier is never sent again.",
    proof: "unanswered-writes.test.ts",
  },
  authorise: { done: "a new token, once; read the plan", why: "It did nothing.", proof: "unanswered-writes.test.ts" },
  wait: { done: "wait, read the plan, repeat", why: "It did nothing.", proof: "hazards.test.ts" },
  stop: { done: "stop with the reason", why: "It did nothing; the plan stays in the stack.", proof: "plan.test.ts" },
};

const upgrade: Readonly<Record<UpgradeStep, Told>> = {
  exists: {
    done: "ask the eligibility, take over the upgrade that it names",
    why: "The service keeps one upgrade of a customer's products at a time.",
    proof: "upgrade.test.ts",
  },
  unanswered: {
    done: "ask the eligibility before another request; at most 3 tries",
    why: "One that was begun is named and taken over; one that arrives late makes the second be refused as `900109`.",
    proof: "upgrade.test.ts",
  },
  stop: { done: "stop with the reason", why: "None was begun.", proof: "upgrade.test.ts" },
};

const write: Readonly<Record<WriteOutcome, Told>> = {
  unanswered: {
    done: "read it back (a cancellation: repeat what is still active, 3 tries; a budget: it stands in the stack)",
    why: "Target states: what commits late is what is wanted. A kept row is gone on with, or removed, by the next run.",
    proof: "unanswered-writes.test.ts",
  },
  refused: { done: "stop with the reason", why: "It did nothing.", proof: "unanswered-writes.test.ts" },
  ended: {
    done: "stop",
    why: "Nothing is sent for an engine that is gone, without a token, or after the deadline; the next run looks first.",
    proof: "unanswered-writes.test.ts",
  },
};

function table<Step extends string>(
  title: string,
  rows: readonly FailureRow<Step>[],
  told: Readonly<Record<Step, Told>>,
): string {
  return written(
    title,
    rows.map((row) => [seen(row), told[row.step]]),
  );
}

function written(title: string, rows: readonly (readonly [seen: string, told: Told])[]): string {
  const lines = rows.map(([what, { done, why, proof }]) => `| ${what} | ${done} | ${why} | \`${proof}\` |`);
  return [`### ${title}`, "", "| Seen | Done | Why that is safe | Shown by |", "|---|---|---|---|", ...lines].join(
    "\n",
  );
}

function seen({ kind, status, codes, from }: FailureRow<string>): string {
  if (kind === "transport") return "no answer: reset, timeout, unreadable";
  if (kind === "contract") return "an answer in no documented form";
  if (status !== undefined)
    return [status, ...(codes ? [codes.map((code) => `\`${code}\``).join(", ")] : [])].join(" ");
  if (from !== undefined) return `${from} and above`;
  return kind === "api" ? "any other answer" : "anything else";
}

const ages: Readonly<Record<CartAge, string>> = {
  usable: "outside the margin",
  expiring: "inside the margin",
  expired: "conclusively expired",
};

function cartTable(): string {
  const rows: readonly CartRow[] = cartRows;
  const told = rows.map(({ status, age, verdict }) => {
    const what = status === undefined ? "anything else" : `\`${status.charAt(0).toUpperCase()}${status.slice(1)}\``;
    return [age === undefined ? what : `${what}, ${ages[age]}`, cart[verdict]] as const;
  });
  return written("What the cart says", told);
}

/** Every text that the tables tell. */
export const toldRows: readonly Told[] = [cart, cartFailure, checkout, renewal, planChange, upgrade, write].flatMap(
  (one) => Object.values<Told>(one),
);

/** The tables of the page, from the code's own. */
export function decisionTables(): string {
  return [
    cartTable(),
    table("A question after the cart that failed", cartFailureRows, cartFailure),
    table("A checkout that failed", checkoutRows, checkout),
    table("A cart's new availability that failed", renewalRows, renewal),
    table("A change of a plan that failed: name, suspension, reactivation", planChangeRows, planChange),
    table("A request for an upgrade that failed", upgradeRows, upgrade),
    table("A cancellation or a budget that failed", writeRows, write),
  ].join("\n\n");
}

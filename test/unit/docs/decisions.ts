import {
  type CartAge,
  type CartFailureStep,
  type CartRow,
  type CartVerdict,
  cartFailureRows,
  cartRows,
} from "../../../provider/resources/azure-plan/cart-verdict";
import { type RenewalStep, renewalRows } from "../../../provider/resources/azure-plan/checkout";
import {
  type CheckoutFailureStep,
  type CheckoutStep,
  checkoutRows,
} from "../../../provider/resources/azure-plan/checkout-verdict";
import type { Found } from "../../../provider/resources/azure-plan/look";
import { type OrderOutcome, type OrderRow, orderRows } from "../../../provider/resources/azure-plan/order-outcome";
import { type PlanChangeStep, planChangeRows } from "../../../provider/resources/azure-plan/subscriptions";
import { type SuspensionStep, suspensionRows } from "../../../provider/resources/azure-plan/suspension";
import { type BudgetStep, budgetReadRows, budgetRemovalRows } from "../../../provider/resources/customer-usage-budget";
import {
  type FailureRow,
  type LookupStep,
  lookupRows,
  type WriteOutcome,
  writeRows,
} from "../../../provider/resources/failure-rows";
import {
  type EligibilityRow,
  type EligibilityStep,
  eligibilityRows,
  type UpgradeStep,
  upgradeRows,
} from "../../../provider/resources/product-upgrade/begin";
import type { UpgradePhase } from "../../../provider/resources/product-upgrade/outcome";
import { upgradeLookupRows } from "../../../provider/resources/product-upgrade/subject";

/** What the page says of one step of a decision table. */
export interface Told {
  readonly done: string;
  /** Why that is safe, whatever else happens meanwhile. */
  readonly why: string;
  /** The test that shows it, below `test/contract/resources/`. */
  readonly proof: string;
}

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

const look: Readonly<Record<Found, Told>> = {
  nothing: {
    done: "ask the cart again right before the checkout, and send it while the cart is open",
    why: "What somebody buys in this moment is R5; what a dead run of ours buys is the same cart's one order (S1).",
    proof: "purchase.test.ts",
  },
  plan: {
    done: "wait 5 minutes, ask the cart again, and adopt it only while the cart is still open",
    why: "A checkout of a dead run has arrived by then (F) and shows in the cart, so our own plan is not taken for somebody's.",
    proof: "purchase.test.ts",
  },
  order: {
    done: "the same, then wait for the order's plan and adopt that",
    why: "The order's plan may be in no list for a while, and buying beside it would be buying twice.",
    proof: "cart.test.ts",
  },
  several: {
    done: "the same wait and question, then stop and list them",
    why: "No client can tell which is meant, and nothing is bought or changed.",
    proof: "plan.test.ts",
  },
};

const order: Readonly<Record<OrderOutcome["kind"], Told>> = {
  provisioned: {
    done: "read the plan by its id, then wait for its first Azure subscription",
    why: "The plan is the cart's own; a failure from here on keeps it in the stack.",
    proof: "plan.test.ts",
  },
  failed: {
    done: "check the cart out once more, which retries the order; failed again, or somebody's: stop",
    why: "A failed order is no plan, and the cart still becomes at most one order that does not fail (S1).",
    proof: "checkout.test.ts",
  },
  pending: {
    done: "ask for the order again, until the create's deadline",
    why: "Nothing is sent but questions; after the deadline the next run goes on from the cart.",
    proof: "checkout.test.ts",
  },
};

const lookup: Readonly<Record<LookupStep, Told>> = {
  absent: {
    done: "what is new: ask again for 5 minutes, then stop; a plan whose order is more than an hour old is gone",
    why: "Lists and ids lag behind orders, by less than an hour (S3). Until it is certain, nothing is bought.",
    proof: "checkout.test.ts",
  },
  nothing: {
    done: "stop with the reason, after the client's own retries",
    why: "Asking changes nothing; the next run goes on from the cart.",
    proof: "purchase.test.ts",
  },
};

const checkout: Readonly<Record<CheckoutStep | CheckoutFailureStep, Told>> = {
  awaitOrder: {
    done: "wait for it, as below",
    why: "The answer of our own cart's checkout names our own order.",
    proof: "purchase.test.ts",
  },
  retryOrder: {
    done: "check it out once more; again: stop",
    why: "The service retries a failed order under the same cart (S1).",
    proof: "checkout.test.ts",
  },
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
  end: {
    done: "stop",
    why: "Nothing is sent for an engine that is gone, without a token, or after the deadline; the next run asks the cart.",
    proof: "hazards.test.ts",
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

const suspension: Readonly<Record<SuspensionStep, Told>> = {
  lookForActive: {
    done: "look for active Azure subscriptions: there is one: stop and name it; there is none: repeat, for 30 minutes",
    why: "The service counts cancelled ones for a while. One that is active is somebody's new one, and is not touched.",
    proof: "plan.test.ts",
  },
  stop: {
    done: "stop with the reason",
    why: "It did nothing; the plan stays in the stack.",
    proof: "plan.test.ts",
  },
};

const eligibility: Readonly<Record<EligibilityStep, Told>> = {
  takeOver: {
    done: "take it over",
    why: "The service keeps one upgrade of a customer's products at a time, so it is what a dead run began, or somebody.",
    proof: "upgrade.test.ts",
  },
  begin: {
    done: "ask the engine whether it still lives, then send the request",
    why: "None is under way. One that arrives late makes a second be refused as `900109`.",
    proof: "upgrade.test.ts",
  },
  stop: { done: "stop with the service's reason", why: "Nothing was sent.", proof: "upgrade.test.ts" },
};

const phase: Readonly<Record<UpgradePhase, Told>> = {
  completed: { done: "done", why: "It is never asked for again.", proof: "upgrade.test.ts" },
  failed: {
    done: "stop; the row says so, and the next run begins another one if the service allows it",
    why: "What has failed holds nothing up, and the row stands in the stack.",
    proof: "upgrade.test.ts",
  },
  pending: {
    done: "ask again, until the deadline",
    why: "Only questions are sent; the row stands in the stack, half made, and the next run goes on waiting.",
    proof: "upgrade.test.ts",
  },
};

const upgradeLookup: Readonly<Record<LookupStep, Told>> = {
  absent: {
    done: "one just begun: ask again for 5 minutes, then stop; one in the stack: it is forgotten by a refresh",
    why: "Whoever begins anew asks the eligibility first, which names what there is.",
    proof: "upgrade.test.ts",
  },
  nothing: {
    done: "stop with the reason, after the client's own retries",
    why: "Asking changes nothing; the upgrade stays in the stack.",
    proof: "upgrade.test.ts",
  },
};

const budgetRead: Readonly<Record<BudgetStep, Told>> = {
  none: {
    done: "ask for the customer: there is one: no budget is set; there is none: stop",
    why: "Nothing is forgotten for a customer that only this identity cannot see.",
    proof: "budget.test.ts",
  },
  stop: {
    done: "stop with the reason, after the client's own retries",
    why: "Asking changes nothing.",
    proof: "budget.test.ts",
  },
};

const budgetRemoval: Readonly<Record<BudgetStep, Told>> = {
  none: {
    done: "the row goes",
    why: "The customer or the relationship has gone, and the budget with it.",
    proof: "budget.test.ts",
  },
  stop: { done: "stop, as every budget that failed (below)", why: "The row stays.", proof: "budget.test.ts" },
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

/** Neighbours that lead to the same are one line. */
function written(title: string, rows: readonly (readonly [seen: string, told: Told])[]): string {
  const merged: { readonly seen: string[]; readonly told: Told }[] = [];
  for (const [what, told] of rows) {
    const last = merged.at(-1);
    if (last?.told === told) last.seen.push(what);
    else merged.push({ seen: [what], told });
  }
  const lines = merged.map(
    ({ seen, told: { done, why, proof } }) => `| ${seen.join("; ")} | ${done} | ${why} | \`${proof}\` |`,
  );
  return [`### ${title}`, "", "| Seen | Done | Why that is safe | Shown by |", "|---|---|---|---|", ...lines].join(
    "\n",
  );
}

function seen({ kind, status, codes, from }: FailureRow<string>): string {
  if (kind === "transport") return "no answer: reset, timeout, unreadable";
  if (kind === "contract") return "an answer in no documented form";
  if (status !== undefined)
    return [status, ...(codes ? [codes.map((code) => `\`${code}\``).join(", ")] : [])].join(" ");
  if (from === 400) return "any other 4xx";
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

function lookTable(): string {
  const found: Readonly<Record<Found, string>> = {
    nothing: "no plan, and none on its way",
    plan: "one plan",
    order: "one order whose plan is not there yet",
    several: "more than one of either",
  };
  return written("What a look finds, while the cart is open", [
    [found.nothing, look.nothing],
    [found.plan, look.plan],
    [found.order, look.order],
    [found.several, look.several],
  ]);
}

function answeredCheckoutTable(): string {
  return written("A checkout that was answered", [
    ["it names an order of the plan's item", checkout.awaitOrder],
    ["it names none, with or without the service's reasons", checkout.retryOrder],
  ]);
}

const spelt: Readonly<Record<string, string>> = {
  cancelled: "`cancelled`",
  error: "`error`",
  poreviewrejected: "`po_review_rejected`, in any spelling",
};

function orderTable(): string {
  const rows: readonly OrderRow[] = orderRows;
  return written(
    "What the order says",
    rows.map(({ status, namesPlan, outcome }) => {
      if (status !== undefined) return [spelt[status] ?? status, order[outcome]];
      return [namesPlan ? "any other status, with a plan's id" : "any other status, documented or not", order[outcome]];
    }),
  );
}

function eligibilityTable(): string {
  const rows: readonly EligibilityRow[] = eligibilityRows;
  return written(
    "What the eligibility for an upgrade says",
    rows.map(({ upgrade: named, isEligible, step }) => {
      const parts = [
        ...(named === undefined ? [] : [`names an upgrade that is ${named}`]),
        ...(isEligible === undefined ? [] : [isEligible ? "another may be begun" : "no other may be begun"]),
      ];
      return [parts.join(", ") || "anything else", eligibility[step]];
    }),
  );
}

function phaseTable(): string {
  return written("What an upgrade says", [
    ["`completed`, in any spelling", phase.completed],
    ["a word with `fail` or `error` in it", phase.failed],
    ["any other word", phase.pending],
  ]);
}

/** Every text that the tables tell. */
export const toldRows: readonly Told[] = [
  cart,
  cartFailure,
  look,
  checkout,
  order,
  lookup,
  renewal,
  planChange,
  suspension,
  eligibility,
  upgrade,
  phase,
  upgradeLookup,
  budgetRead,
  budgetRemoval,
  write,
].flatMap((one) => Object.values<Told>(one));

/** The tables of the page, from the code's own. */
export function decisionTables(): string {
  return [
    cartTable(),
    table("A question after the cart that failed", cartFailureRows, cartFailure),
    lookTable(),
    answeredCheckoutTable(),
    table("A checkout that failed", checkoutRows, checkout),
    table("A cart's new availability that failed", renewalRows, renewal),
    orderTable(),
    table("A question after an order or a plan, by its id, that failed", lookupRows, lookup),
    table("A change of a plan that failed: name, suspension, reactivation", planChangeRows, planChange),
    table("A suspension that was refused", suspensionRows, suspension),
    eligibilityTable(),
    table("A request for an upgrade that failed", upgradeRows, upgrade),
    phaseTable(),
    table("A question after an upgrade that failed", upgradeLookupRows, upgradeLookup),
    table("A question after a budget that failed", budgetReadRows, budgetRead),
    table("A budget's removal that failed", budgetRemovalRows, budgetRemoval),
    table("A cancellation or a budget that failed", writeRows, write),
  ].join("\n\n");
}

import { isDeepStrictEqual } from "node:util";
import type { JournalEntry } from "pulumi-partnercenter-emulator";
import { type Row, urnOf } from "../small-engine";
import { contentOf, type KindOfRow, kindsOfRow } from "./program";
import type { PlayedRun, Sight } from "./sight";

/** What must hold of every run. Each says what is wrong, or nothing. */
type Rule = (run: PlayedRun) => string | undefined;

const typeOf = {
  upgrade: "ProductUpgrade",
  plan: "AzurePlanSubscription",
  budget: "CustomerUsageBudget",
} as const;

type EffectKind = NonNullable<JournalEntry["effect"]>["kind"];

/** Which effects a row of each kind may have. */
const effectsOf: Readonly<Record<KindOfRow, readonly EffectKind[]>> = {
  upgrade: ["upgradeCreated"],
  plan: ["cartCreated", "cartUpdated", "orderCreated", "subscriptionUpdated", "entitlementCancelled"],
  budget: ["budgetSet"],
};

/** 45 minutes before a cart expires none is begun; one that is under way may take some. */
const LAST_CHECKOUT_MS = 40 * 60_000;

/** A run that destroys wants nothing to be there. */
const wantedBy = ({ event, program }: PlayedRun, kind: KindOfRow) =>
  event.does === "destroy" ? undefined : contentOf(program, kind);

const rowsOf = ({ rows }: Sight, kind: KindOfRow) => rows.filter(({ type }) => type === typeOf[kind]);
const rowNamed = ({ rows }: Sight, kind: KindOfRow, name: string): Row | undefined =>
  rows.find(({ urn, pendingDelete }) => urn === urnOf(typeOf[kind], name) && !pendingDelete);
const effectsIn = ({ entries }: PlayedRun, ...kinds: readonly EffectKind[]) =>
  entries.flatMap(({ effect }) => (effect && kinds.includes(effect.kind) ? [effect] : []));
const nameIn = (urn: string) => urn.split("::").at(-1) ?? "";

/** No fault may keep these from holding: of all runs, also dead ones and those beside an orphan. */
export const safetyRules: Readonly<Record<string, Rule>> = {
  "at most one live order of ours": ({ after }) =>
    after.bought.size > 1 ? `plans ${[...after.bought].join(", ")} came from carts` : undefined,

  "at most one upgrade that has not failed": ({ after }) => {
    const going = [...after.upgrades].filter(([, failed]) => !failed);
    return going.length > 1 ? `upgrades ${going.map(([id]) => id).join(", ")}` : undefined;
  },

  "an object that is there does not leave the state by a refresh": ({ report, before, after }) => {
    for (const step of report.steps) {
      const [what, name = ""] = step.split(" ");
      const row = what === "gone" && before.rows.find(({ urn }) => nameIn(urn) === name);
      if (!row) continue;
      const isThere = ({ plans, budget, upgrades }: Sight) =>
        (row.type === "AzurePlanSubscription" && plans.some(({ id }) => id === row.id)) ||
        (row.type === "CustomerUsageBudget" && budget !== undefined) ||
        (row.type === "ProductUpgrade" && upgrades.has(row.id));
      if (isThere(before) && isThere(after)) return step;
    }
    return undefined;
  },

  "no failure of our own making": ({ report }) =>
    /waits for something that never comes|is not a function|Cannot read|undefined/.exec(report.error)?.[0],
};

/** What holds when only this run was there to act. */
export const quietRules: Readonly<Record<string, Rule>> = {
  "previews and refreshes write nothing": (run) => {
    if (run.event.does !== "preview" && run.event.does !== "refresh") return undefined;
    return run.entries.find(({ effect }) => effect)?.effect?.kind;
  },

  "no write without a diff": (run) => {
    if (run.crashed || run.report.failures.length > 0) return undefined;
    for (const kind of kindsOfRow) {
      const names = [...rowsOf(run.before, kind), ...rowsOf(run.after, kind)].map(({ urn }) => nameIn(urn));
      const mine = new Set(names.flatMap((name) => [name, `${name}-cart`]));
      const acted = run.report.steps.some((step) => {
        const [name = "", ...what] = step.split(" ").reverse();
        return mine.has(name) && !["same", "unchanged", "drifted", "gone"].includes(what.reverse().join(" "));
      });
      const [effect] = effectsIn(run, ...effectsOf[kind]);
      if (effect && !acted) return `${effect.kind} after ${run.report.steps.join(", ")}`;
    }
    return undefined;
  },

  "only what is declared is written, and only where it is not so": (run) => {
    const { program, before, event } = run;
    const plan = event.does === "destroy" ? undefined : program.plan;
    for (const { friendlyName } of effectsIn(run, "subscriptionUpdated").map(changeOf)) {
      if (friendlyName !== undefined && friendlyName !== plan?.friendlyName) return `named ${friendlyName}`;
    }
    if (!plan && effectsIn(run, "cartCreated", "orderCreated").length > 0) return "a purchase for no declared plan";
    const budget = wantedBy(run, "budget") === undefined ? undefined : program.budget;
    const [set] = effectsIn(run, "budgetSet");
    if (set && (set.amount ?? undefined) !== budget) return `budget ${set.amount}`;
    const known = rowsOf(before, "budget").some(({ urn }) => nameIn(urn) === program.names.budget.name);
    if (set && known && before.budget === budget && !event.replace.includes("budget")) return "an equal budget is set";
    if (!wantedBy(run, "upgrade") && effectsIn(run, "upgradeCreated").length > 0) return "no upgrade is declared";
    return undefined;
  },

  "what is not managed stays as it is": ({ before, after, program }) => {
    for (const plan of before.plans) {
      const now = after.plans.find(({ id }) => id === plan.id);
      if (!now) return `plan ${plan.id} is deleted`;
      if (program.plan?.friendlyName === undefined && now.friendlyName !== plan.friendlyName) {
        return `the name ${plan.friendlyName} became ${now.friendlyName}`;
      }
      const rest = ({ partnerId, quantity, autoRenewEnabled, billingCycle }: typeof plan) => {
        return { partnerId, quantity, autoRenewEnabled, billingCycle };
      };
      if (!isDeepStrictEqual(rest(plan), rest(now))) return JSON.stringify([rest(plan), rest(now)]);
    }
    return undefined;
  },

  "a plan that is declared is not suspended": (run) => {
    const suspended = effectsIn(run, "subscriptionUpdated").some((effect) => changeOf(effect).status === "suspended");
    return suspended && run.event.does !== "destroy" && run.program.plan?.status === "active" ? "suspended" : undefined;
  },

  "a plan that we did not buy is not suspended unasked": (run) => {
    for (const effect of effectsIn(run, "subscriptionUpdated")) {
      if (changeOf(effect).status !== "suspended" || run.before.bought.has(effect.id)) continue;
      const wanted = run.event.does !== "destroy" && run.program.plan?.status === "suspended";
      const asked = run.before.rows.some(({ id, outputs }) => id === effect.id && outputs.onDestroy === "suspend");
      if (!wanted && !asked) return effect.id;
    }
    return undefined;
  },

  "Azure subscriptions are cancelled only by a delete that may": (run) => {
    const may = run.before.rows.some(({ outputs }) => outputs.cancelAzureSubscriptions === "partnerCenter");
    const leaves = run.event.does === "destroy" || !run.program.plan;
    const [cancelled] = effectsIn(run, "entitlementCancelled");
    return cancelled && !(may && leaves) ? cancelled.id : undefined;
  },

  "a cart is asked before each checkout of it": ({ entries }) => {
    const asked = new Set<string>();
    for (const { method, path, status, effect } of entries) {
      const [, id = "", action] = /\/carts\/([^/]+)(\/checkout)?$/.exec(path) ?? [];
      if (effect?.kind === "cartCreated") asked.add(effect.id);
      if (id && method === "GET" && status !== null && status < 500) asked.add(id);
      if (action && !asked.delete(id)) return id;
    }
    return undefined;
  },

  "no purchase is begun in a cart's last minutes": ({ entries, after }) => {
    for (const { at, effect } of entries) {
      const endsMs = effect?.kind === "orderCreated" && after.cartsEndMs.get(String(effect.cartId));
      if (endsMs && Date.parse(at) > endsMs - LAST_CHECKOUT_MS) return `${endsMs - Date.parse(at)} ms before its end`;
    }
    return undefined;
  },

  "eligibility is asked before each upgrade is begun": ({ entries }) => {
    let asked = false;
    for (const { method, path, status } of entries) {
      if (path.endsWith("/eligibility")) asked = true;
      if (method === "POST" && path.endsWith("/productUpgrades")) {
        if (!asked) return "begun without a look";
        // A refusal begins nothing.
        asked = status === 401 || status === 403 || status === 429;
      }
    }
    return undefined;
  },

  "what has not changed is the same": ({ event, report, crashed, program, applied }) => {
    if (event.does !== "up" || event.refresh || crashed || report.failures.length > 0) return undefined;
    for (const kind of kindsOfRow) {
      const { name } = program.names[kind];
      const content = contentOf(program, kind);
      const isOld = content !== undefined && applied.get(name) === content && !event.replace.includes(kind);
      if (isOld && !report.steps.includes(`same ${name}`)) return `${name}: ${report.steps.join(", ")}`;
    }
    return undefined;
  },

  "a run without failures reaches what is declared": (run) => {
    const { event, report, crashed, program, after, before, stale } = run;
    if (event.does === "preview" || event.does === "refresh" || crashed || report.failures.length > 0) return undefined;
    for (const kind of kindsOfRow) {
      const wanted = wantedBy(run, kind);
      const row = rowNamed(after, kind, program.names[kind].name);
      if (wanted !== undefined && !row) return `${kind} is not in the stack`;
      if (wanted === undefined && rowsOf(after, kind).length > 0) return `${kind} is still in the stack`;
    }
    if (event.does === "destroy" && after.rows.length > 0) return "rows are left";
    const ended = endOfPlan(run);
    if (ended) return ended;
    const wantsBudget = wantedBy(run, "budget") !== undefined;
    if (wantsBudget && !stale && after.budget !== program.budget) return `the budget is ${after.budget}`;
    if (!wantsBudget && rowsOf(before, "budget").length > 0 && after.budget !== undefined && !stale) {
      return `the budget is still ${after.budget}`;
    }
    return wantedBy(run, "plan") && !stale ? unreached(run) : undefined;
  },
};

/** In what a declared plan differs from the one that its row names. */
function unreached({ program, after }: PlayedRun): string | undefined {
  const row = rowNamed(after, "plan", program.names.plan.name);
  const plan = after.plans.find(({ id }) => id === row?.id);
  if (!plan) return `plan ${row?.id} is not there`;
  if (plan.status !== program.plan?.status) return `the plan is ${plan.status}`;
  const name = program.plan.friendlyName;
  return name !== undefined && plan.friendlyName !== name ? `the plan is called ${plan.friendlyName}` : undefined;
}

/** What is wrong with the end of a plan whose row went away because nobody declares it any more. */
function endOfPlan(run: PlayedRun): string | undefined {
  if (wantedBy(run, "plan") !== undefined) return undefined;
  const rows = rowsOf(run.before, "plan");
  // A rename that was killed leaves two rows of one plan, each with its own wish.
  const ending = rows.filter(
    ({ outputs }) => (outputs.onDestroy ?? (outputs.adopted === false ? "suspend" : "retain")) === "suspend",
  );
  for (const { id } of rows) {
    const [before, now] = [run.before, run.after].map(({ plans }) => plans.find((plan) => plan.id === id));
    const ends = ending.some((row) => row.id === id);
    if (ends && now?.status === "active") return `plan ${id} is still active`;
    if (!ends && before?.status !== now?.status) return `plan ${id} became ${now?.status}`;
  }
  return undefined;
}

function changeOf(effect: Readonly<Record<string, unknown>>): {
  readonly status?: unknown;
  readonly friendlyName?: unknown;
} {
  return effect;
}

/** Everything that is wrong with a run. */
export function complaintsOf(run: PlayedRun): readonly string[] {
  const rules = run.crowded ? safetyRules : { ...safetyRules, ...quietRules };
  return Object.entries(rules).flatMap(([name, rule]) => {
    const found = rule(run);
    return found === undefined ? [] : [`${name}: ${found}`];
  });
}

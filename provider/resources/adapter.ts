import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { dynamic } from "@pulumi/pulumi";
import { DeadlineError, messageOf, PartnerCenterError, RefusedError } from "../client/errors";
import { redact } from "../client/redact";
import type { ProviderRuntime } from "../runtime";
import { isHiddenKey, readHiddenKeys, writeHiddenKeys } from "./hidden-keys";
import { checkInputs } from "./input-check";
import type { PropertyBag } from "./property-bag";
import {
  type CheckFailure,
  type DiffDecision,
  type Existing,
  type OperationContext,
  type ResourceModule,
  type TimedOperation,
  UnfinishedError,
} from "./resource";
import { refuseForeignCustomer, requireAllowedCustomer } from "./seat-belts";
import { containsUnknown } from "./unknown-values";

/** The longest time that a timer can be set to; about 24 days. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Carries one resource module to Pulumi's dynamic-provider host.
 * @param makeRuntime builds what operations run on, from stack configuration; called once, by `configure`.
 */
export function dynamicProvider<Inputs extends object, State extends object>(
  resource: ResourceModule<Inputs, State>,
  makeRuntime: (config: dynamic.Config) => ProviderRuntime,
): dynamic.ResourceProvider<PropertyBag, PropertyBag> {
  // The host hands out this object before `configure` has ended and keeps it when that fails, so every method waits
  // on what configure sets synchronously, and a failure stays the answer.
  let ready: Promise<ProviderRuntime> = Promise.reject(new Error(`${resource.type} is used before it is configured`));
  ready.catch(() => undefined);

  const run = async <Result>(
    operation: TimedOperation,
    bag: PropertyBag,
    task: (context: OperationContext) => Promise<Result>,
  ): Promise<Result> => {
    try {
      const runtime = await ready;
      const { context, end } = openContext(runtime, resource, operation, bag);
      try {
        if (operation !== "read") requireAllowedCustomer(runtime.settings, bag);
        return await task(context);
      } finally {
        end();
      }
    } catch (error) {
      throw presentable(error, resource.type, bag);
    }
  };

  const claimMade = ({ memory, hidden: { urn } }: OperationContext, id: string): void => {
    if (urn && resource.endsAtDelete) memory.claimByCreate(urn, resource.type, id);
  };

  return {
    configure: async ({ config }) => {
      ready = Promise.resolve().then(() => makeRuntime(config));
      // A failure is every method's answer; here the host would print it with a stack.
      await ready.catch(() => undefined);
    },

    check: async (olds, news) => {
      const { memory, settings, logFor } = await ready.catch((error) => {
        throw presentable(error, resource.type, news);
      });
      const checked = checkInputs<Inputs>(resource.fields, news);
      // Old inputs as this version reads them, so that a default of today is no change.
      const old = Object.keys(olds).length > 0 ? checkInputs<Inputs>(resource.fields, olds) : undefined;
      const before = { ...olds, ...old?.bag };
      const refused = () => [
        ...refuseForeignCustomer(settings, checked.bag),
        ...(resource.refuse?.(checked.bag, before) ?? []),
      ];
      const failures = checked.failures.length > 0 ? checked.failures : refused();
      const { urn } = readHiddenKeys(news);
      if (failures.length === 0) resource.announce?.(logFor(urn), checked.known, settings, old?.known);
      if (!urn || failures.length > 0 || !isComplete(checked.known, checked.bag)) {
        return { inputs: checked.bag, failures: [...failures] };
      }
      const target = resource.target(checked.known);
      const other = memory.otherDeclaration(urn, resource.type, target);
      memory.recordCheck(urn, resource.type, target);
      return { inputs: checked.bag, failures: other === undefined ? [] : [declaredTwice(other)] };
    },

    diff: async (id, olds, news) =>
      run("read", { ...olds, ...hiddenOf(news) }, async (context) => {
        const decision = await decide(resource, context, id, olds, news);
        const { urn } = context.hidden;
        if (urn && resource.endsAtDelete && decision.kind !== "replace") {
          context.memory.claimByDiff(urn, resource.type, id);
        }
        switch (decision.kind) {
          case "same":
            return { changes: false };
          case "update":
            // Lets the engine compare inputs itself, which gives a property diff and makes replaceOnChanges work.
            return {};
          case "continue":
            return { changes: true };
          case "replace":
            return { changes: true, replaces: [...decision.properties] };
        }
      }),

    create: async (given) =>
      run("create", given, async (context) => {
        const inputs = parseInputs(resource, given);
        try {
          const existing = await resource.create(context, inputs);
          claimMade(context, existing.id);
          return { id: existing.id, outs: outputsOf(existing, given) };
        } catch (error) {
          if (error instanceof UnfinishedError) claimMade(context, error.existing.id);
          throw error;
        }
      }),

    read: async (id, props = {}) =>
      run("read", props, async (context) => {
        if (resource.endsAtDelete) context.memory.recordRead(resource.type, id);
        const existing = await resource.read(context, id, parseState(resource, props));
        if (!existing) {
          // Without computed outputs it is no refresh but a lookup, where an empty answer would count as found.
          if (!("partnerTenantId" in props)) throw new RefusedError(`${resource.type} ${id} does not exist.`);
          return {};
        }
        const outs = outputsOf(existing, props);
        return { id: existing.id, props: outs, inputs: inputsAmong(resource, outs, props) };
      }),

    update: async (id, olds, news) =>
      run("update", news, async (context) => {
        const state = await resource.update(context, id, parseState(resource, olds), parseInputs(resource, news));
        return { outs: outputsOf({ id, state }, news) };
      }),

    delete: async (id, props) =>
      run("delete", props, (context) => resource.delete(context, id, parseState(resource, props))),
  };
}

/** Two rows for one thing would each make it, or fight over it. */
function declaredTwice(other: string): CheckFailure {
  return {
    property: "customerId",
    reason: `${other} of this program is declared for the same customer already. Declare it once.`,
  };
}

function openContext<Inputs extends object, State extends object>(
  runtime: ProviderRuntime,
  resource: ResourceModule<Inputs, State>,
  operation: TimedOperation,
  bag: PropertyBag,
): { context: OperationContext; end: () => void } {
  const hidden = readHiddenKeys(bag);
  const deadlineMs = hidden.timeoutsMs?.[operation] ?? resource.timeoutsMs[operation];
  const deadline = new AbortController();
  const timer = setTimeout(
    () => {
      deadline.abort(new DeadlineError(deadlineText(resource.type, operation, deadlineMs)));
    },
    Math.min(deadlineMs, LONGEST_TIMER_MS),
  );
  const context: OperationContext = {
    client: runtime.client.with({ signal: deadline.signal, correlationId: randomUUID() }),
    settings: runtime.settings,
    clock: runtime.clock,
    signal: deadline.signal,
    log: runtime.logFor(hidden.urn),
    engine: runtime.engine,
    memory: runtime.memory,
    hidden,
    checkpointsSkipped: runtime.checkpointsSkipped,
  };
  return { context, end: () => clearTimeout(timer) };
}

function deadlineText(type: string, operation: TimedOperation, deadlineMs: number): string {
  const again = operation === "delete" ? "the same command" : "`pulumi up`";
  return (
    `${type}: ${operation} was not finished after ${deadlineMs / 1000} seconds, which is its deadline. ` +
    `What was begun goes on at Partner Center; run ${again} again to continue, ` +
    `or give more time with customTimeouts: { ${operation}: "2h" }.`
  );
}

async function decide<Inputs extends object, State extends object>(
  resource: ResourceModule<Inputs, State>,
  context: OperationContext,
  id: string,
  olds: PropertyBag,
  news: PropertyBag,
): Promise<DiffDecision> {
  const state = parseState(resource, olds);
  // Compared as this version reads the old state, so that an input it did not have yet counts as its default.
  const before: PropertyBag = Object.fromEntries(Object.entries(state));
  const changed = Object.keys(resource.fields).filter((key) => !isDeepStrictEqual(before[key], news[key]));
  if (changed.length === 0) {
    return (await resource.diffUnchanged?.(context, id, state)) ?? { kind: "same" };
  }
  // An unknown value may turn out to be the old one, so it alone never replaces.
  const replacing = resource.replaceOn.filter((key) => changed.includes(key) && !containsUnknown(news[key]));
  return replacing.length > 0 ? { kind: "replace", properties: replacing } : { kind: "update" };
}

function isComplete<Inputs extends object>(known: Partial<Inputs>, bag: PropertyBag): known is Inputs {
  return Object.keys(bag).every((key) => isHiddenKey(key) || key in known);
}

function parseInputs<Inputs extends object, State extends object>(
  resource: ResourceModule<Inputs, State>,
  bag: PropertyBag,
): Inputs {
  const { known, failures } = checkInputs<Inputs>(resource.fields, bag);
  if (failures.length > 0 || !isComplete(known, bag)) {
    const list = failures.map(({ property, reason }) => `${property}: ${reason}`).join("; ");
    throw new RefusedError(
      `${resource.type} was given inputs that its check would refuse (${list || "some are unknown"}).`,
    );
  }
  return known;
}

function parseState<Inputs extends object, State extends object>(
  resource: ResourceModule<Inputs, State>,
  bag: PropertyBag,
): State {
  const visible = Object.fromEntries(Object.entries(bag).filter(([key]) => !isHiddenKey(key)));
  const parsed = resource.state.safeParse(visible);
  if (parsed.success) return parsed.data;
  const paths = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");
  throw new RefusedError(`${resource.type}: the state in this stack cannot be read (${paths}).`);
}

/**
 * The bag that the engine keeps: JSON only, nothing undefined (the host cannot carry it and would lose an object that
 * was just made), hidden keys as given unless the operation set new ones.
 */
function outputsOf<State extends object>(existing: Existing<State>, given: PropertyBag): PropertyBag {
  const bag = { ...existing.state, ...hiddenOf(given), ...writeHiddenKeys(existing.hidden ?? {}) };
  return JSON.parse(JSON.stringify(bag));
}

/** The engine's inputs after a refresh: those input keys that the old outputs had, with what is true now. */
function inputsAmong<Inputs extends object, State extends object>(
  resource: ResourceModule<Inputs, State>,
  outs: PropertyBag,
  props: PropertyBag,
): PropertyBag {
  const isInput = (key: string) =>
    (isHiddenKey(key) && key !== "__settled") || (key in resource.fields && key in props);
  return Object.fromEntries(Object.entries(outs).filter(([key]) => isInput(key)));
}

function hiddenOf(bag: PropertyBag): PropertyBag {
  return Object.fromEntries(Object.entries(bag).filter(([key]) => isHiddenKey(key)));
}

/**
 * What the host is thrown. It hands `message` to the engine, which shows it on the resource's own row, and prints the
 * error and its stack on the stack's row besides: there our own failures only say where to look, or every text would
 * stand there twice.
 */
function presentable(error: unknown, type: string, given: PropertyBag): Error {
  if (error instanceof UnfinishedError) {
    const properties = outputsOf(error.existing, given);
    return pointing(
      Object.assign(new Error(error.message), { id: error.existing.id, properties, reasons: error.reasons }),
    );
  }
  if (PartnerCenterError.isInstance(error)) return pointing(new Error(error.message, { cause: error }));
  const message = redact(messageOf(error));
  return error instanceof Error && error.message === message ? error : new Error(message);

  function pointing<E extends Error>(shown: E): E {
    const name = readHiddenKeys(given).urn?.split("::").slice(3).join("::");
    shown.toString = () => `${type}${name ? ` ${name}` : ""}`;
    shown.stack = "what went wrong is told with this resource";
    return shown;
  }
}

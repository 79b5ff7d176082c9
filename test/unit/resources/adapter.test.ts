import type { dynamic } from "@pulumi/pulumi";
import { z } from "zod";
import type { Calls } from "../../../provider/client/calls";
import { PartnerCenterClient } from "../../../provider/client/client";
import { DeadlineError, RefusedError, SettingsError } from "../../../provider/client/errors";
import { systemClock } from "../../../provider/clock";
import { dynamicProvider } from "../../../provider/resources/adapter";
import { ProcessMemory } from "../../../provider/resources/process-memory";
import type { PropertyBag } from "../../../provider/resources/property-bag";
import { type ResourceModule, UnfinishedError } from "../../../provider/resources/resource";
import type { ProviderRuntime } from "../../../provider/runtime";
import { plainSettings } from "../../support/plain-settings";

interface NoteInputs {
  readonly text: string;
  readonly shelf: string;
}

interface NoteState extends NoteInputs {
  readonly page?: number;
}

/** A resource without a service, whose operations tests replace. */
function note(operations: Partial<ResourceModule<NoteInputs, NoteState>> = {}): ResourceModule<NoteInputs, NoteState> {
  return {
    type: "Note",
    fields: { text: z.string(), shelf: z.string().optional().default("top") },
    state: z.object({ text: z.string(), shelf: z.string().default("top"), page: z.number().exactOptional() }),
    replaceOn: ["shelf"],
    timeoutsMs: { create: 60_000, read: 60_000, update: 60_000, delete: 60_000 },
    endsAtDelete: true,
    target: ({ shelf }) => shelf,
    create: async (_, inputs) => ({ id: "n1", state: { ...inputs, page: 7 } }),
    read: async (_, id, state) => ({ id, state }),
    update: async (_context, _id, old, inputs) => ({ ...old, ...inputs }),
    delete: async () => undefined,
    ...operations,
  };
}

const calls: Calls = {
  partnerTenantId: "t",
  call: () => {
    throw new Error("no service here");
  },
  list: () => {
    throw new Error("no service here");
  },
  follow: () => {
    throw new Error("no service here");
  },
  download: () => Promise.reject(new Error("no service here")),
  with: () => calls,
};
const client = new PartnerCenterClient(calls, systemClock());

function runtime(): ProviderRuntime {
  return {
    client,
    settings: { ...plainSettings, pollIntervalMs: 1 },
    clock: systemClock(),
    engine: { alive: async () => true, log: async () => undefined },
    memory: new ProcessMemory(),
    checkpointsSkipped: false,
    logFor: () => ({ status: () => undefined, info: () => undefined, warn: () => undefined }),
  };
}

/** A provider as the host uses it: every method there, and configured unless told otherwise. */
type Provider = Required<dynamic.ResourceProvider<PropertyBag, PropertyBag>>;
const provider = (resource = note(), makeRuntime = runtime) => dynamicProvider(resource, makeRuntime) as Provider;
const config = { config: { get: () => undefined, require: () => "" } };
const hidden = { __provider: "text", __urn: "urn:n" };
const inputs = { text: "hello", shelf: "top", ...hidden };

async function configured(operations: Partial<ResourceModule<NoteInputs, NoteState>> = {}): Promise<Provider> {
  const ready = provider(note(operations));
  await ready.configure(config);
  return ready;
}

const failureOf = async (promise: Promise<unknown>): Promise<Error & Record<string, unknown>> => {
  const outcome = await promise.then(
    () => undefined,
    (error) => error,
  );
  if (!outcome) throw new Error("expected a failure");
  return outcome;
};

describe("configuring", () => {
  test("calls that come before configure has ended wait for it", async () => {
    const early = provider();
    const configuring = early.configure(config);
    const checks = [1, 2, 3].map(() => early.check({}, { text: "x" }));
    await configuring;
    for (const { failures } of await Promise.all(checks)) expect(failures).toEqual([]);
  });

  test("a failure stays the answer of every later call", async () => {
    const broken = provider(note(), () => {
      throw new SettingsError("partnercenter:clientSecret is missing");
    });
    await broken.configure(config);
    for (const call of [
      broken.check({}, {}),
      broken.create({ text: "x" }),
      broken.read("n1", {}),
      broken.delete("n1", {}),
    ]) {
      expect((await failureOf(call)).message).toMatch(/clientSecret is missing/);
    }
  });
});

describe("check and diff", () => {
  test("defaults become inputs, hidden keys stay", async () => {
    const { inputs: checked } = await (await configured()).check({}, { text: "hello", ...hidden });
    expect(checked).toEqual(inputs);
  });

  test("hidden keys never make a difference", async () => {
    const ready = await configured();
    expect(await ready.diff("n1", inputs, { ...inputs, __urn: "urn:m", __cart: { id: "c" } })).toEqual({
      changes: false,
    });
  });

  test("a change lets the engine compare, a fixed property replaces, an unknown one does not", async () => {
    const ready = await configured();
    const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    expect(await ready.diff("n1", inputs, { ...inputs, text: "new" })).toEqual({});
    expect(await ready.diff("n1", inputs, { ...inputs, shelf: "low" })).toEqual({ changes: true, replaces: ["shelf"] });
    expect(await ready.diff("n1", inputs, { ...inputs, shelf: unknown })).toEqual({});
  });

  test("an input that an older version did not have counts as its default", async () => {
    const { shelf: _, ...older } = inputs;
    expect(await (await configured()).diff("n1", older, inputs)).toEqual({ changes: false });
  });
});

describe("results", () => {
  test("create keeps state and hidden keys, and carries nothing undefined", async () => {
    const ready = await configured({
      create: async (_, given) => ({ id: "n1", state: { ...given, ...({ page: undefined } as object) } }),
    });
    const { id, outs } = await ready.create(inputs);
    expect(id).toBe("n1");
    expect(outs).toEqual(inputs);
    expect(Object.keys(outs ?? {})).not.toContain("page");
  });

  test("an unfinished object is handed over with everything that read and delete need", async () => {
    const ready = await configured({
      create: async (_, given) => {
        throw new UnfinishedError({ id: "n1", state: { ...given, page: 1 } }, ["the ink is wet"]);
      },
    });
    const failure = await failureOf(ready.create(inputs));
    expect(failure).toMatchObject({
      id: "n1",
      reasons: ["the ink is wet"],
      properties: { text: "hello", page: 1, __provider: "text" },
    });
  });

  test("read gives as inputs the input keys that the old outputs had, with their present values", async () => {
    const ready = await configured({
      read: async (_, id) => ({ id, state: { text: "changed", shelf: "top", page: 8 } }),
    });
    const { inputs: read, props } = await ready.read("n1", { text: "hello", page: 7, ...hidden });
    expect(read).toEqual({ text: "changed", ...hidden });
    expect(props).toEqual({ text: "changed", shelf: "top", page: 8, ...hidden });
  });

  test("what is gone has no id; what is only looked up and not there is an error", async () => {
    const ready = await configured({ read: async () => undefined });
    expect(await ready.read("n1", { ...inputs, partnerTenantId: "t" })).toEqual({});
    expect((await failureOf(ready.read("n1", inputs))).message).toBe("Note n1 does not exist.");
  });

  test("our own failures are told once: beside the message the host prints only where to look", async () => {
    const ready = await configured({
      delete: async () => {
        throw new RefusedError("not today");
      },
    });
    const failure = await failureOf(ready.delete("n1", { ...inputs, __urn: "urn:pulumi:dev::shop::a:b:C::my::note" }));
    expect(failure.message).toBe("not today");
    expect(`${failure}: ${failure.stack}`).toBe("Note my::note: what went wrong is told with this resource");
  });

  test("state that cannot be read says where", async () => {
    const failure = await failureOf((await configured()).delete("n1", { text: 5, ...hidden }));
    expect(failure.message).toMatch(/Note: the state in this stack cannot be read \(text: /);
  });
});

test("an operation's own deadline ends it, with what to do", async () => {
  const ready = await configured({
    create: (context) =>
      new Promise((_, reject) => context.signal.addEventListener("abort", () => reject(context.signal.reason))),
  });
  const failure = await failureOf(ready.create({ ...inputs, __timeouts: { create: 1 } }));
  expect(failure.cause).toBeInstanceOf(DeadlineError);
  expect(failure.message).toMatch(/0\.001 seconds.*pulumi up.*customTimeouts: \{ create/);
});

import { z } from "zod";
import type { Remembered } from "../http/request-memory";
import type { IdsPosition } from "../ids";
import type { JournalEntry } from "../journal";
import { ExactNumber, parseJson } from "../json";
import type { SeededPartner } from "../seed";

const stateFormat = "pulumi-partnercenter-emulator state";

/** Counts up when what is in the file changes its meaning. */
const stateVersion = 1;

const isObject = (value: unknown) => typeof value === "object" && value !== null;

const position: z.ZodType<IdsPosition> = z.strictObject({
  count: z.number(),
  get branches() {
    return z.record(z.string(), position);
  },
});

const savedState = z.strictObject({
  format: z.literal(stateFormat),
  version: z.literal(stateVersion),
  clock: z.strictObject({
    now: z.number(),
    speed: z.number().positive(),
    frozen: z.boolean(),
    dateSkewMs: z.number(),
    tokenSkewMs: z.number(),
  }),
  ids: z.strictObject({ seed: z.string(), position }),
  switches: z.record(z.string(), z.string()),
  signingKey: z.string().min(1),
  /** The partners and customers that were there at the start, for people and for the ready file. */
  tenants: z.array(z.custom<SeededPartner>(isObject)).min(2),
  model: z.record(z.string(), z.unknown()),
  requestMemory: z.array(z.tuple([z.string(), z.custom<Remembered>(isObject)])),
  journal: z.strictObject({ seq: z.number(), entries: z.array(z.custom<JournalEntry>(isObject)) }),
  unknownRoutes: z.record(z.string(), z.number()),
});

/** Everything the emulator knows at one instant, as plain data. */
export type SavedState = z.output<typeof savedState>;

/** Writes a state as JSON. */
export function writeState(state: Omit<SavedState, "format" | "version">): string {
  const whole: SavedState = { format: stateFormat, version: stateVersion, ...state };
  return JSON.stringify(whole, (_key, value: unknown) =>
    value instanceof ExactNumber ? { [exactMark]: value.text } : value,
  );
}

/** Reads a state that `writeState` wrote; throws `RangeError` for anything else. */
export function readState(text: string): SavedState {
  const result = savedState.safeParse(parse(text));
  if (!result.success) {
    throw new RangeError(
      `this is no state of version ${stateVersion} of this emulator:\n${z.prettifyError(result.error)}`,
    );
  }
  return result.data;
}

/** Marks a number that keeps its digits; stored answers have them. */
const exactMark = "$exactNumber";

function parse(text: string): unknown {
  try {
    return revived(parseJson(text));
  } catch (error) {
    throw new RangeError(`this is no state of an emulator: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function revived(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(revived);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  const exact: unknown = Reflect.get(value, exactMark);
  return typeof exact === "string"
    ? new ExactNumber(exact)
    : Object.fromEntries(Object.entries(value).map(([name, member]) => [name, revived(member)]));
}

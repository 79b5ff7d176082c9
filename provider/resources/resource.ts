import type { z } from "zod";
import type { PartnerCenterClient } from "../client/client";
import type { Clock } from "../clock";
import type { EngineLink } from "../engine-link";
import type { Settings } from "../settings";
import type { HiddenKeys } from "./hidden-keys";
import type { ProcessMemory } from "./process-memory";
import type { PropertyBag } from "./property-bag";

/** An input that cannot be accepted; shown on the resource's row as `property … has a problem: …`. */
export interface CheckFailure {
  readonly property: string;
  readonly reason: string;
}

/** The four operations that take time and can be given a deadline. */
export type TimedOperation = "create" | "read" | "update" | "delete";

/** What an operation says on its resource's row. Never throws, never waits. */
export interface OperationLog {
  /** Live text on the row, replaced by the next one and gone when the operation ends. */
  status(text: string): void;
  /** A line that stays under the resource's diagnostics. */
  info(text: string): void;
  warn(text: string): void;
}

/** Everything an operation may touch besides its inputs. */
export interface OperationContext {
  /** Bound to this operation's signal and correlation id. */
  readonly client: PartnerCenterClient;
  readonly settings: Pick<
    Settings,
    "pollIntervalMs" | "settleBeforePurchase" | "maxPurchasesPerRun" | "managementTenant"
  >;
  readonly clock: Clock;
  /** Aborts with a {@link DeadlineError} when the operation's own time is over. */
  readonly signal: AbortSignal;
  readonly log: OperationLog;
  readonly engine: EngineLink;
  /** What this process has seen and done so far, shared by all resources. */
  readonly memory: ProcessMemory;
  readonly hidden: HiddenKeys;
  /** `PULUMI_SKIP_CHECKPOINTS`: the engine then forgets what a crash interrupts. */
  readonly checkpointsSkipped: boolean;
}

/** A resource that exists: what the engine keeps of it. */
export interface Existing<State> {
  readonly id: string;
  readonly state: State;
  /** Hidden keys that the operation wants kept beside the state. */
  readonly hidden?: HiddenKeys;
}

/**
 * Ends a create or update whose object exists but is not finished: the engine keeps `id` and `state`, fails the run,
 * and calls update at the next `up`.
 */
export class UnfinishedError<State> extends Error {
  constructor(
    readonly existing: Existing<State>,
    readonly reasons: readonly string[],
    options?: ErrorOptions,
  ) {
    super(reasons.join("\n"), options);
    this.name = "UnfinishedError";
  }
}

/** What a changed set of inputs means. */
export type DiffDecision =
  | { readonly kind: "same" }
  | { readonly kind: "update" }
  /** No input changed, but the object is not as it should be yet: update goes on with it. */
  | { readonly kind: "continue" }
  | { readonly kind: "replace"; readonly properties: readonly string[] };

/**
 * One resource's whole life, free of Pulumi: an adapter carries it to an engine.
 * `Inputs` is what a program may say, `State` what is kept: the inputs and what the service computed.
 */
export interface ResourceModule<Inputs extends object, State extends object> {
  /** Type as in the token `pulumi-nodejs:dynamic/partnercenter:<type>`. */
  readonly type: string;
  /** One schema an input: validates, normalises, fills the default. Unknown values never reach it. */
  readonly fields: { readonly [Key in keyof Inputs]-?: z.ZodType<Inputs[Key]> };
  /** Reads state of this and every earlier version. */
  readonly state: z.ZodType<State>;
  /** Inputs that cannot change in place. */
  readonly replaceOn: readonly (keyof Inputs & string)[];
  /** Deadlines in milliseconds where the program gives no `customTimeouts`. */
  readonly timeoutsMs: Readonly<Record<TimedOperation, number>>;
  /** Whether a delete ends something at the service, so that who has claimed the object counts. */
  readonly endsAtDelete: boolean;
  /** Which real thing these inputs speak of, for claims: equal for two resources that would manage the same one. */
  readonly target: (of: Inputs | State) => string;
  /** Rules between old and new inputs, after each passed its field's; in previews some are unknown. No network. */
  readonly refuse?: (inputs: PropertyBag, oldInputs: PropertyBag) => readonly CheckFailure[];
  /**
   * Says on the row what these inputs lead to, in the preview already, where it costs money or ends something. No
   * network.
   * @param inputs in previews some may be missing.
   * @param oldInputs absent for what does not exist yet.
   */
  readonly announce?: (
    log: OperationLog,
    inputs: Partial<Inputs>,
    settings: Settings,
    oldInputs?: Partial<Inputs>,
  ) => void;
  /** Asked only when no input changed. The single place where a diff may use the network; see `AzurePlanCart`. */
  readonly diffUnchanged?: (context: OperationContext, id: string, state: State) => Promise<DiffDecision>;
  readonly create: (context: OperationContext, inputs: Inputs) => Promise<Existing<State>>;
  /** Answers `undefined` only when the object certainly does not exist any more. */
  readonly read: (context: OperationContext, id: string, state: State) => Promise<Existing<State> | undefined>;
  readonly update: (context: OperationContext, id: string, old: State, inputs: Inputs) => Promise<State>;
  readonly delete: (context: OperationContext, id: string, state: State) => Promise<void>;
}

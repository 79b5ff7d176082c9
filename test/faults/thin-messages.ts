import type { ResourceName } from "../../sdk/handler";
import type { Bag } from "../support/engine-values";
import type { Said } from "../support/provider-process";

/** Which provider a process runs: ours, or one that buys without a protocol. */
export type ProviderKind = "ours" | "naive";

/** What the engine's side sends to a thin provider process. `nowMs` is the service's time, milliseconds since 1970. */
export type ToProvider =
  | {
      readonly kind: "start";
      readonly nowMs: number;
      readonly settings: Readonly<Record<string, string>>;
      readonly environment: Readonly<Record<string, string>>;
      readonly clockAheadMs: number;
      readonly provider: ProviderKind;
    }
  | {
      readonly kind: "call";
      readonly id: number;
      readonly nowMs: number;
      readonly type: ResourceName;
      readonly method: "check" | "diff" | "create" | "read" | "update" | "delete";
      readonly args: readonly unknown[];
    }
  /** The answer to `sleep`. */
  | { readonly kind: "woke"; readonly id: number; readonly nowMs: number }
  /** The answer to `alive`. */
  | { readonly kind: "engine"; readonly id: number; readonly alive: boolean };

/** A failed call, with the half-made object where there is one. */
export interface Failure {
  readonly message: string;
  readonly id?: string;
  readonly properties?: Bag;
  readonly reasons?: readonly string[];
}

/** What a thin provider process sends. */
export type FromProvider =
  | { readonly kind: "answer"; readonly id: number; readonly value: unknown }
  | { readonly kind: "failure"; readonly id: number; readonly failure: Failure }
  | { readonly kind: "sleep"; readonly id: number; readonly durationMs: number }
  | { readonly kind: "alive"; readonly id: number }
  | { readonly kind: "said"; readonly said: Said };

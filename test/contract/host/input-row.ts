import type { ResourceName } from "../../../sdk/handler";
import type { Bag } from "../../support/engine-values";
import type { PartnerCenter } from "../../support/partner-center";

/** Kinds of what requests changed at Partner Center, in their order. */
export type Effects = readonly string[];

/** What stands in the service and in the stack while a row is tried. */
export interface Subject {
  readonly center: PartnerCenter;
  readonly customer: string;
  /** The resource's id. */
  readonly id: string;
}

/** What a changed input means. */
export type Change =
  /** An update, which does this at the service. */
  | { readonly updates: Effects }
  /**
   * Refused by `check` with this text; with `allowReplacement` a replacement, which does this, or is refused as a whole
   * (`fails`).
   */
  | { readonly replaces: RegExp; readonly effects: Effects; readonly fails?: RegExp }
  /** The row is about something else. */
  | { readonly never: string };

/** What happens when somebody changes the same thing behind the stack's back. */
export type Drift =
  /** A refresh reads another value, and the next `up` brings the declared one back. */
  | { readonly byHand: (subject: Subject) => unknown; readonly reads: unknown; readonly healed: Effects }
  /** A refresh reads a value that Partner Center itself does not let go: the next `up` says so. */
  | { readonly byHand: (subject: Subject) => unknown; readonly reads: unknown; readonly stays: RegExp }
  /** A refresh finds the resource gone, and the next `up` makes it anew. */
  | { readonly byHand: (subject: Subject) => unknown; readonly gone: true; readonly healed: Effects }
  /** A refresh reads another value, and `check` refuses to go on as if it were the program's change. */
  | { readonly byHand: (subject: Subject) => unknown; readonly reads: unknown; readonly refused: RegExp }
  /** A refresh finds nothing, though this is done. */
  | { readonly byHand: (subject: Subject) => unknown; readonly unmanaged: string }
  /** It cannot, because of this. */
  | { readonly never: string };

/**
 * One input of one resource, with everything that is promised of it. In texts `{customer}` and `{other}` stand for the
 * two customers that a row has for itself, `{CUSTOMER}` for the first one in capitals.
 */
export interface InputRow {
  readonly resource: ResourceName;
  readonly input: string;
  /** What is special, where an input has several rows. */
  readonly as?: string;
  /** What both customers have at first; nothing unless said. */
  readonly before?: "plan" | "legacySubscription";
  /** True where the Azure subscription that is born with a plan lives on: it stops a suspension. */
  readonly azureSubscriptionActive?: boolean;
  /** What the program says beside the input; the customer unless said. */
  readonly args?: Bag;
  /** Ways to write a value, with what becomes of it. `undefined` is left out. */
  readonly spellings: readonly (readonly [given: unknown, kept: unknown])[];
  /** Values that `check` refuses, with the reason. */
  readonly refused: readonly (readonly [given: unknown, reason: RegExp])[];
  /** Value that the resource is made with, as `check` keeps it. */
  readonly from: unknown;
  /** Value that the program says later. */
  readonly to: unknown;
  readonly created: Effects;
  readonly changed: Change;
  readonly drift: Drift;
  /** What destroying does in the end, or the reason for which it is refused. */
  readonly destroyed: Effects | RegExp;
  /** The input as the service has it, where it has it. */
  readonly shows?: (subject: Subject) => unknown;
}

/** A row without what is the same in every row of its resource. */
export type RowWithout<Common extends keyof InputRow> = Omit<InputRow, Common> & Partial<Pick<InputRow, Common>>;

/** Spellings and refusals of a customer's id. */
export const customerIdForms = {
  spellings: [
    ["{CUSTOMER}", "{customer}"],
    [" {customer} ", "{customer}"],
  ],
  refused: [
    [undefined, /^it is required$/],
    ["contoso.onmicrosoft.com", /must be a GUID such as/],
    [7, /must be a GUID/],
  ],
  from: "{customer}",
  to: "{other}",
} as const;

/** Spellings and refusals of a switch that is off unless said. */
export const offSwitchForms = {
  spellings: [
    [undefined, false],
    [true, true],
  ],
  refused: [
    ["true", /^must be true or false$/],
    [1, /^must be true or false$/],
  ],
} as const;

/** `allowReplacement`: it only lets `check` pass what another input changes. */
export const leaveToReplace = {
  input: "allowReplacement",
  ...offSwitchForms,
  from: false,
  to: true,
  changed: { updates: [] },
  drift: { never: "the service does not know it: it says what a program may do" },
} as const;

import type { Bag } from "../engine-values";
import { budget, type Declaration, plan, upgrade } from "../small-engine";

/** A plan as a program declares it. */
export interface DeclaredPlan {
  readonly status: "active" | "suspended";
  readonly friendlyName?: string | undefined;
  readonly onDestroy?: "suspend" | "retain" | undefined;
  readonly cancelAzureSubscriptions: "none" | "partnerCenter";
}

/** What can be declared for the customer of a history, each at most once. */
export const kindsOfRow = ["upgrade", "plan", "budget"] as const;
export type KindOfRow = (typeof kindsOfRow)[number];

/** A row's name now, and the earlier ones that it has an alias for. */
interface Naming {
  readonly name: string;
  readonly aliases: readonly string[];
}

/** A program about one customer: plain data, from which both the declarations and the expectations follow. */
export interface Program {
  readonly upgrade: boolean;
  readonly plan: DeclaredPlan | undefined;
  /** The budget's amount, canonical decimal text. */
  readonly budget: string | undefined;
  readonly names: Readonly<Record<KindOfRow, Naming>>;
  /** How ids and amounts are written: none of the three ways means anything else. */
  readonly spelling: number;
  readonly renames: number;
}

/** A change of the program. */
export type Edit =
  | { readonly edit: "plan"; readonly to: DeclaredPlan | undefined }
  | { readonly edit: "status"; readonly to: DeclaredPlan["status"] }
  | { readonly edit: "friendlyName"; readonly to: string | undefined }
  | { readonly edit: "onDestroy"; readonly to: DeclaredPlan["onDestroy"] }
  | { readonly edit: "cancelAzureSubscriptions"; readonly to: DeclaredPlan["cancelAzureSubscriptions"] }
  | { readonly edit: "budget"; readonly to: string | undefined }
  | { readonly edit: "upgrade"; readonly to: boolean }
  | { readonly edit: "rename"; readonly row: KindOfRow; readonly alias: boolean }
  | { readonly edit: "spelling"; readonly to: number };

const unnamed = (name: string): Naming => ({ name, aliases: [] });

export const emptyProgram: Program = {
  upgrade: false,
  plan: undefined,
  budget: undefined,
  names: { upgrade: unnamed("upgrade"), plan: unnamed("plan"), budget: unnamed("budget") },
  spelling: 0,
  renames: 0,
};

export function edited(program: Program, edit: Edit): Program {
  switch (edit.edit) {
    case "plan":
      return { ...program, plan: edit.to };
    case "status":
      return withPlan(program, { status: edit.to });
    case "friendlyName":
      return withPlan(program, { friendlyName: edit.to });
    case "onDestroy":
      return withPlan(program, { onDestroy: edit.to });
    case "cancelAzureSubscriptions":
      return withPlan(program, { cancelAzureSubscriptions: edit.to });
    case "budget":
      return { ...program, budget: edit.to };
    case "upgrade":
      return { ...program, upgrade: edit.to };
    case "rename": {
      const { name, aliases } = program.names[edit.row];
      const renames = program.renames + 1;
      const naming = { name: `${edit.row}${renames}`, aliases: edit.alias ? [name, ...aliases] : [] };
      return { ...program, renames, names: { ...program.names, [edit.row]: naming } };
    }
    case "spelling":
      return { ...program, spelling: edit.to };
  }
}

function withPlan(program: Program, change: Partial<DeclaredPlan>): Program {
  return program.plan ? { ...program, plan: { ...program.plan, ...change } } : program;
}

/** The program as an engine registers it: an upgrade comes before the plan that it makes. */
export function declarationsOf(program: Program, customerId: string): readonly Declaration[] {
  const id = [customerId, customerId.toUpperCase(), ` ${customerId} `][program.spelling] ?? customerId;
  const named = (kind: KindOfRow) => program.names[kind];
  return [
    ...(program.upgrade ? [upgrade(id, {}, named("upgrade"))] : []),
    ...(program.plan ? [plan(id, argsOf(program.plan), named("plan"))] : []),
    ...(program.budget === undefined ? [] : [budget(id, spelled(program.budget, program.spelling), named("budget"))]),
  ];
}

function argsOf({ status, friendlyName, onDestroy, cancelAzureSubscriptions }: DeclaredPlan): Bag {
  return {
    status,
    cancelAzureSubscriptions,
    ...(friendlyName !== undefined && { friendlyName }),
    ...(onDestroy && { onDestroy }),
  };
}

function spelled(amount: string, spelling: number): string | number {
  if (spelling === 1) return amount.includes(".") ? `${amount}0` : `${amount}.00`;
  return spelling === 2 && amount.length < 10 ? Number(amount) : amount;
}

/** What a row of the program says, whatever it is called and however it is written; `undefined` while it is not there. */
export function contentOf(program: Program, kind: KindOfRow): string | undefined {
  const content = kind === "upgrade" ? program.upgrade || undefined : program[kind];
  return content === undefined ? undefined : JSON.stringify(content);
}

/** States that versions of this package wrote, and a Partner Center in which what they say is true. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../../tools/repository";
import type { StackState } from "../support/pulumi-stack";
import { ownRows, type Row, useWorld, type World } from "./world";

/** One of them. */
export interface KeptState {
  readonly about: string;
  /** The program that wrote it, as rows of the program `customers`. */
  readonly rows: readonly Row[];
  readonly state: StackState;
}

/** How the partner sells: each writes states of its own. */
export type PartnerKind = "direct" | "reseller";

const folder = join(repositoryRoot, "test", "fixtures", "states");

/** Resellers of the indirect provider. */
export const resellers = { larkspur: "4821077", tamarack: "5330914" } as const;

const indirectProvider = {
  kind: "indirectProvider" as const,
  resellers: [
    { partnerId: resellers.larkspur, name: "Larkspur" },
    { partnerId: resellers.tamarack, name: "Tamarack" },
  ],
};

/** Whom the programs name. They have the same ids in every emulator. */
const customers = {
  direct: { bought: {}, adopted: { plans: [{ friendlyName: "By hand" }] }, legacy: { legacyAzure: true } },
  reseller: {
    shared: { reseller: resellers.larkspur },
    adopted: { plans: [{ friendlyName: "By hand", partnerIdOnRecord: resellers.tamarack }] },
    legacy: {
      legacySubscriptions: [
        { partnerIdOnRecord: resellers.larkspur },
        { partnerIdOnRecord: resellers.tamarack, friendlyName: "Second" },
      ],
    },
  },
};

const partnerOf = (kind: PartnerKind) => (kind === "reseller" ? indirectProvider : {});

/** A Partner Center where a state of this kind can be written. */
export const useWorldBefore = (kind: PartnerKind): World => useWorld(customers[kind], partnerOf(kind));

/** The same customers without anything, and what a kept state says is theirs, made up before each file's tests. */
export function useWorldOf(kept: KeptState, kind: PartnerKind): World {
  const vacant = Object.keys(customers[kind]).map((name) => [name, {}]);
  const world = useWorld(Object.fromEntries(vacant), partnerOf(kind));
  beforeAll(() => plant(world, kept));
  return world;
}

/** Where a version keeps its state. */
export function pathOf(version: string, kind: PartnerKind): string {
  return join(folder, kind === "direct" ? `${version}.json` : `${version}-${kind}.json`);
}

/** Files of every version so far, with whose state each is. */
export function keptStates(): readonly (readonly [file: string, kind: PartnerKind, kept: KeptState])[] {
  return readdirSync(folder).map((file) => [
    file,
    file.endsWith("-reseller.json") ? "reseller" : "direct",
    readKept(join(folder, file)),
  ]);
}

export const readKept = (path: string): KeptState => JSON.parse(readFileSync(path, "utf8"));

/** Our rows of a state, in an order that does not depend on which was finished first. */
export const rowsOf = (state: StackState) =>
  ownRows(state.deployment.resources ?? []).toSorted((one, other) => one.urn.localeCompare(other.urn));

/** Makes up at Partner Center what the state says is there. */
async function plant(world: World, { state }: KeptState): Promise<void> {
  const { model } = world.emulator;
  for (const { type, id = "", outputs = {} } of rowsOf(state)) {
    const customerId = String(outputs.customerId);
    if (type.endsWith(":CustomerUsageBudget")) {
      await world.portal(`/customers/${customerId}/budget`, { amount: outputs.amount });
    }
    if (!type.endsWith(":AzurePlanSubscription")) continue;
    const { friendlyName = "Azure plan", partnerIdOnRecord } = outputs;
    await world.portal(`/customers/${customerId}/plan`, { friendlyName, partnerIdOnRecord });
    const made = [...model.subscriptions.values()].findLast(
      (one) => one.customerId === customerId && one.kind === "azurePlan",
    );
    if (!made) throw new Error(`no plan was made for ${customerId}`);
    model.subscriptions.delete(made.id);
    const createdAt = Date.parse(String(outputs.creationDate));
    model.subscriptions.set(id, { ...made, id, createdAt, catalogItemId: String(outputs.offerId) });
  }
}

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  createSourceFile,
  forEachChild,
  isClassDeclaration,
  isPropertyDeclaration,
  isVariableStatement,
  type Node,
  NodeFlags,
  ScriptTarget,
} from "typescript";
import { modelMembers } from "../src/state/model-state";
import { appClient, buyPlan, customerOf, useEmulator } from "./support";

/** Every field of every class, and how a saved state has it, or why it need not. The model's are found by themselves. */
const fields: Readonly<Record<string, string>> = {
  "Clock.#origin": "clock.now",
  "Clock.#anchor": "clock.now",
  "Clock.#speed": "clock.speed",
  "Clock.#frozen": "clock.frozen",
  "Clock.#dateSkewMs": "clock.dateSkewMs",
  "Clock.#tokenSkewMs": "clock.tokenSkewMs",
  "Clock.#waiters": "requests on their way, which no state has",
  "Clock.#timer": "follows from the waiters",
  "Ids.#seed": "ids.seed",
  "Ids.#count": "ids.position",
  "Ids.#branches": "ids.position",
  "CredentialLog.#seen": "what was seen is to look at, and no part of a state",
  "Journal.#entries": "journal.entries, when wanted",
  "Journal.#seq": "journal.seq",
  "Switches.#positions": "switches",
  "RequestMemory.#answers": "requestMemory",
  "TokenSigner.#key": "signingKey",
  "StateKeeper.#tenants": "tenants",
  "IndexedMap.#groups": "follows from the entries",
  "IndexedMap.#groupOf": "does not change",
  "Chance.#state": "used while a seed is made, before anything runs",
  "Router.#routes": "does not change",
  "Pipeline.#parts": "does not change",
  "Pipeline.#inFlight": "requests on their way, which no state has",
  "InFlight.#turns": "requests on their way, which no state has",
  "Faults.#queue": "queued faults are not part of a state",
  "Pipeline.#gate": "does not change",
  "Gate.#parts": "does not change",
  "Throttle.#enforced": "throttle policies are not part of a state",
  "Faults.#spent": "queued faults are not part of a state",
  "Faults.#count": "queued faults are not part of a state",
  "Holds.#holds": "holds are not part of a state",
  "Holds.#count": "holds are not part of a state",
  "Hold.#held": "holds are not part of a state",
  "Hold.#watchers": "holds are not part of a state",
  "Hold.#matches": "holds are not part of a state",
  "Hold.#left": "holds are not part of a state",
  "Hold.#gone": "holds are not part of a state",
  "Hold.#released": "holds are not part of a state",
  "Hold.#toSkip": "holds are not part of a state",
};

/** Variables of modules that change, and why a state need not have them. */
const variables: Readonly<Record<string, string>> = {
  "certificates.made": "one authority for all emulators of a process; clients read its file anew",
  "signing-key.made": "one key for all emulators of a process; who verifies its tokens reads the published keys anew",
};

const root = join(__dirname, "../src");
const sources = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));

function statements(name: string): Node[] {
  const found: Node[] = [];
  const text = readFileSync(join(root, name), "utf8");
  forEachChild(createSourceFile(name, text, ScriptTarget.ESNext, true), (node) => {
    found.push(node);
  });
  return found;
}

function fieldsOf(node: Node): string[] {
  if (!isClassDeclaration(node) || node.name?.text === "Model") {
    return [];
  }
  return node.members
    .filter(isPropertyDeclaration)
    .map((member) => `${node.name?.text}.${member.name.getText()}`)
    .filter((name) => !name.endsWith(".name"));
}

/** Variables declared with `let`, and constants that hold something made with `new` that can change. */
function variablesOf(node: Node, name: string): string[] {
  if (!isVariableStatement(node)) {
    return [];
  }
  const { declarations, flags } = node.declarationList;
  const changes = (text: string) => (flags & NodeFlags.Let) !== 0 || /= new (Map|Set|WeakMap)\b/.test(text);
  return declarations
    .filter((one) => changes(one.getText()))
    .map((one) => `${name.replace(/^.*\//, "").replace(/\.ts$/, "")}.${one.name.getText()}`);
}

test("every field that remembers something is in the state, or it is said why not", () => {
  const found = sources.flatMap((name) => statements(name).flatMap(fieldsOf));
  expect(found.toSorted()).toEqual(Object.keys(fields).toSorted());
});

test("no module remembers anything behind the state's back", () => {
  const found = sources.flatMap((name) => statements(name).flatMap((node) => variablesOf(node, name)));
  expect(found).toEqual(Object.keys(variables));
});

describe("the model", () => {
  const emulator = useEmulator();

  test("hides nothing, and holds plain JSON data only", async () => {
    await buyPlan(await appClient(emulator()), customerOf(emulator(), "new").id);
    expect(readFileSync(join(root, "model/model.ts"), "utf8")).not.toMatch(/^\s*(#\w+ |#\w+;|static |private )/m);
    const members = modelMembers(emulator().model);
    expect(Object.keys(members)).toEqual(expect.arrayContaining(["partners", "customers", "carts", "catalogEdition"]));
    expect(Object.entries(members).flatMap(([name, value]) => unplain(value, name))).toEqual([]);
  });
});

/** Where a value is not what JSON gives back. A member that is undefined is one that is not there. */
function unplain(value: unknown, path: string): string[] {
  if (value === null || ["string", "boolean"].includes(typeof value) || Number.isFinite(value)) {
    return [];
  }
  if (Array.isArray(value)) {
    return value.flatMap((one, at) => unplain(one, `${path}.${at}`));
  }
  const plain = typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype;
  return plain
    ? Object.entries(value).flatMap(([name, one]) => (one === undefined ? [] : unplain(one, `${path}.${name}`)))
    : [`${path} is ${String(value)}`];
}

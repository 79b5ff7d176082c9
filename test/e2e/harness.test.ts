import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventually } from "../support/eventually";
import { findResource, openStack } from "../support/pulumi-stack";

jest.setTimeout(120_000);

const folder = mkdtempSync(join(tmpdir(), "harness-"));
const journal = join(folder, "journal");
const entries = () => (existsSync(journal) ? readFileSync(journal, "utf8").trim().split("\n") : []);

const open = () =>
  openStack({
    name: "harness",
    program: "harness",
    secretConfig: { greeting: "hush" },
    env: { HARNESS_JOURNAL: journal, PARTNERCENTER_TENANT_ID: "given on purpose" },
  });

beforeEach(() => rmSync(journal, { force: true }));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a stack is made, is unchanged on the second up, and is destroyed", async () => {
  const stack = await open();

  const preview = await stack.preview();
  expect(preview.changes).toEqual({ create: 3 });
  expect(entries()).toEqual([]);

  const first = await stack.up();
  expect(first.changes).toEqual({ create: 3 });
  expect(await stack.outputs()).toEqual({ greeting: "hush", node: process.version, thingId: "thing-one" });
  expect(stack.readStateText()).not.toContain("hush");

  const second = await stack.up(["--expect-no-changes"]);
  expect(second.changes).toEqual({ same: 3 });

  const state = await stack.exportState();
  expect(findResource(state, "thing")).toMatchObject({ id: "thing-one", inputs: { value: "one" } });
  await stack.importState(state);

  await stack.setConfig({ "harness:value": "two" });
  const changed = await stack.preview(["--expect-no-changes"], { expectCode: "any" });
  expect(changed.code).not.toBe(0);

  await stack.destroy();
  expect(entries()).toEqual(["create one", "delete thing-one"]);
});

test("kill -9 hits the provider host of one CLI, in the middle of its create", async () => {
  const stack = await open();
  const slow = stack.startOperation("up", [], { env: { HARNESS_CREATE_MS: "60000" } });
  await eventually("create", () => entries()[0]);

  expect(slow.providerPids()).toHaveLength(1);
  expect(slow.killProviders()).toHaveLength(1);

  const { code, all } = await slow.wait();
  expect(code).toBe(1);
  expect(all).toContain("error reading from server: EOF");
  await stack.up();
  expect(entries()).toEqual(["create one", "create one"]);
});

test("a crash of the CLI leaves a lock, which cancel releases, and a pending operation", async () => {
  const stack = await open();
  const slow = stack.startOperation("up", [], { env: { HARNESS_CREATE_MS: "60000" } });
  await eventually("create", () => entries()[0]);

  slow.crash();
  expect((await slow.wait()).code).toBe(-1);

  const locked = await stack.up([], { expectCode: "any" });
  expect(locked.all).toContain("the stack is currently locked");
  await stack.cancel();
  expect((await stack.exportState()).deployment.pending_operations).toHaveLength(1);
  expect((await stack.up()).all).toContain("interrupted while creating");
});

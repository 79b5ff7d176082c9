import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repositoryRoot } from "../../tools/repository";
import { complaintsAbout, complaintsOf, mayFail, type ProgramStack, stepsOf, useWorld } from "./world";

jest.setTimeout(120_000);

const world = useWorld({ legacy: { legacyAzure: true } });
const STATUS = "/v1/productUpgrades/*/status";
const alone = { PARTNERCENTER_REFRESH_TOKEN_FILE: "" };

let folder: string;
let stack: ProgramStack;
let planId: string | undefined;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "upgrade-"));
  const refreshTokenFile = join(folder, "refresh-token");
  writeFileSync(refreshTokenFile, world.emulator.userRefreshToken);
  stack = await world.stack("upgrade", {
    program: join(repositoryRoot, "examples", "legacy-upgrade"),
    env: { ...world.settings, PARTNERCENTER_REFRESH_TOKEN_FILE: refreshTokenFile },
    config: { tenantId: world.id("legacy"), planName: "Legacy no more", patience: "2h" },
  });
});

afterAll(() => rmSync(folder, { recursive: true }));

const upgrade = () => stack.row("ProductUpgrade", "customer");
const begun = () => world.writes().filter((write) => write.startsWith("upgradeCreated"));

test("an application alone: warned in the preview, refused in the up, nothing sent", async () => {
  const preview = await stack.preview([], { env: alone });
  expect(complaintsAbout("customer", preview, "warning").join()).toMatch(/signed-in user only.*refreshTokenFile/s);
  const up = await stack.up([], { ...mayFail, env: alone });
  expect(complaintsOf(up).join()).toMatch(/signed-in user only \(App\+User\).*nothing was sent/s);
  expect(stack.resources).toEqual([]);
  expect(world.requests(0, "legacy")).toEqual([]);
});

test("a preview says on the upgrade's row what will be bought, and changes nothing", async () => {
  const preview = await stack.preview();
  expect(stepsOf(preview)).toEqual(["ProductUpgrade customer: create", "AzurePlanSubscription customer: create"]);
  expect(complaintsAbout("customer", preview, "info").join()).toMatch(/buys the plan.*cannot be undone/s);
  expect(world.writes()).toEqual([]);
});

test("an up that cannot see the end keeps the upgrade with its id, and nothing that needs it", async () => {
  world.emulator.faults.add({ method: "POST", path: STATUS, status: 400, code: 900111 });
  const up = await stack.up([], mayFail);
  expect(complaintsOf(up).join()).toMatch(/getUpgradeStatus.*900111/s);
  expect(upgrade()).toMatchObject({ outputs: { status: "pending" }, initErrors: [expect.any(String)] });
  expect(stack.plan("customer")).toBeUndefined();
  expect(begun()).toHaveLength(1);
});

test("one whose time runs out meanwhile keeps it too", async () => {
  const hold = world.emulator.holds.add({ method: "POST", path: STATUS, point: "received" });
  const up = await stack.up(["--config", "patience=1s"], mayFail);
  hold.release();
  expect(complaintsOf(up).join()).toMatch(/update was not finished after 1 seconds.*customTimeouts/s);
  expect(upgrade()).toMatchObject({ outputs: { status: "pending" }, initErrors: [expect.any(String)] });
  expect(begun()).toHaveLength(1);
});

test("the next up goes on waiting, and the plan that comes of it is managed", async () => {
  const { id } = upgrade() ?? {};
  const up = await stack.up(["--config", "patience=2h"]);
  expect(stepsOf(up)).toEqual(["ProductUpgrade customer: update", "AzurePlanSubscription customer: create"]);
  expect(complaintsAbout("customer", up, "info").join("\n")).toMatch(/Upgrade \S+ is completed: Completed, 1 of 1/);
  planId = world.plan("legacy").id;
  expect(upgrade()).toMatchObject({ id, outputs: { status: "completed", planSubscriptionId: planId } });
  expect(upgrade()?.initErrors).toBeUndefined();
  expect(stack.plan("customer")).toMatchObject({ id: planId, outputs: { adopted: true } });
  expect(world.plan("legacy").friendlyName).toBe("Legacy no more");
  expect(begun()).toHaveLength(1);
  expect(world.orders("legacy")).toEqual([]);
  expect(await stack.pulumi.outputs()).toMatchObject({ upgradeId: id, upgradeStatus: "completed", planId });
});

test("a second up and a refresh find nothing to do, the latter also as an application alone", async () => {
  const since = world.now;
  await stack.up(["--expect-no-changes"]);
  await stack.refresh(["--preview-only", "--expect-no-changes"], { env: alone });
  expect(world.writes(since)).toEqual([]);
});

test("another customer is refused in the preview", async () => {
  const preview = await stack.preview(["--config", `tenantId=${world.emulator.tenantId}`], mayFail);
  expect(complaintsOf(preview).join()).toMatch(/customerId.*would upgrade another customer.*allowReplacement/s);
});

test("destroying forgets the upgrade and says so; the plan stays", async () => {
  const destroy = await stack.destroy();
  expect(complaintsAbout("customer", destroy, "info").join()).toMatch(/is forgotten and not undone/);
  expect(stack.resources).toEqual([]);
  expect(world.plan("legacy")).toMatchObject({ id: planId, status: "active" });
  expect(world.leaks()).toEqual([]);
});

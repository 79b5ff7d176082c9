import { join } from "node:path";
import { HANDLER } from "../../../sdk/handler";
import { DynamicHost, sdks } from "../../support/dynamic-host";
import { type Bag, InitError, unknownValue } from "../../support/engine-values";
import { FakeEngine } from "../../support/fake-engine";
import { PartnerCenter } from "../../support/partner-center";
import { urnOf } from "../../support/small-engine";
import { registeredBag, stackConfig } from "../../support/stack-config";

const cwd = join(__dirname, "..", "programs", "host");
const SPEED = 600;
const STATUS = "/v1/productUpgrades/*/status";
const urn = urnOf("ProductUpgrade", "upgrade");

let center: PartnerCenter;
let customers: string[];

beforeAll(async () => {
  const named = (at: number) => ({ name: `Customer ${at}`, domain: `customer${at}.example.com`, legacyAzure: true });
  const partners = [
    { name: "Ours", domain: "ours.example.com", customers: Array.from({ length: 20 }, (_, at) => named(at)) },
    { name: "Theirs", domain: "theirs.example.com" },
  ];
  center = await PartnerCenter.open({ speed: SPEED, seedFile: { partners } });
  customers = center.emulator.customers.map(({ id }) => id);
});

afterAll(() => center.close());
afterEach(() => center.emulator.holds.releaseAll());

function newCustomer(): string {
  const id = customers.pop();
  if (!id) throw new Error("there are no more customers");
  return id;
}

const bag = (inputs: Bag) => registeredBag("ProductUpgrade", "upgrade", inputs);

describe.each(sdks)("the host of %s", (sdk) => {
  let engine: FakeEngine;
  let host: DynamicHost;

  beforeAll(async () => {
    engine = await FakeEngine.start();
    host = await DynamicHost.start({ cwd, sdk, engine: engine.address });
    await host.configure({
      ...stackConfig(center, SPEED),
      "partnercenter:refreshTokenFile": center.userTokenFile,
    });
  });

  afterAll(async () => {
    await host.stop();
    engine.stop();
    expect(host.output).not.toMatch(/^\s+at .*(\.js|node:)/m);
    expect(host.output).not.toContain(center.emulator.userRefreshToken);
  });

  async function checked(inputs: Bag): Promise<Bag> {
    const answer = await host.check({}, bag(inputs));
    expect(answer.failures).toEqual([]);
    return answer.inputs;
  }

  test.each<[string, (customerId: string) => Bag, Bag]>([
    ["nothing but the customer", (customerId) => ({ customerId }), {}],
    ["a GUID in capitals", (customerId) => ({ customerId: customerId.toUpperCase() }), {}],
    ["a family in capitals", (customerId) => ({ customerId, productFamily: "Azure" }), {}],
    ["leave to replace", (customerId) => ({ customerId, allowReplacement: true }), { allowReplacement: true }],
  ])("%s: made, read, updated, and nothing left to do", async (_what, given, expected) => {
    const customerId = newCustomer();
    const inputs = await checked(given(customerId));
    expect(inputs).toMatchObject({ customerId, productFamily: "azure", allowReplacement: false, ...expected });
    const made = await host.create(inputs);
    const [plan] = center.plans(customerId);
    expect(made.outputs).toEqual({
      ...inputs,
      status: "completed",
      planSubscriptionId: plan?.id,
      planSubscriptionIds: [plan?.id],
      partnerTenantId: center.emulator.tenantId,
    });

    const read = await host.read(made.id, made.outputs);
    expect(read).toEqual({ id: made.id, outputs: made.outputs, inputs });
    expect(await host.diff(made.id, made.outputs, inputs)).toMatchObject({ changes: "none", replaces: [] });

    const other = { ...inputs, allowReplacement: !inputs.allowReplacement };
    expect(await host.diff(made.id, made.outputs, other)).toMatchObject({ changes: "unknown", replaces: [] });
    const updated = await host.update(made.id, made.outputs, other);
    expect(updated).toEqual({ ...made.outputs, allowReplacement: other.allowReplacement });
    expect((await host.diff(made.id, updated, other)).changes).toBe("none");
    expect(center.effects("upgradeCreated").filter((entry) => entry.customerId === customerId)).toHaveLength(1);
    await host.delete(made.id, updated);
    expect(center.plans(customerId)[0]?.status).toBe("active");
  });

  test("a row that is asked for by its id", async () => {
    const inputs = await checked({ customerId: newCustomer() });
    const made = await host.create(inputs);
    expect(await host.get(made.id, inputs)).toMatchObject({ id: made.id, outputs: { ...made.outputs } });
    await expect(host.get("00000000-0000-4000-8000-00000000dead", inputs)).rejects.toThrow(/does not exist/);
  });

  test("unknown values pass, hide no other mistake, and replace nothing", async () => {
    const given = bag({ customerId: unknownValue });
    const { inputs, failures } = await host.check({}, given);
    expect(failures).toEqual([]);
    expect(inputs).toMatchObject({ customerId: unknownValue, productFamily: "azure" });
    expect((await host.check({}, { ...given, productFamily: "" })).failures).toEqual([
      { property: "productFamily", reason: expect.stringContaining("azure") },
    ]);
    const olds = { ...inputs, customerId: newCustomer(), status: "completed" };
    expect(await host.diff("id", olds, inputs)).toMatchObject({ changes: "unknown", replaces: [] });
  });

  async function failureOf(made: Promise<unknown>): Promise<InitError> {
    const failure: unknown = await made.catch((error) => error);
    if (!(failure instanceof InitError)) throw failure;
    return failure;
  }

  test("half made: id, text and reason, then gone on with as long as it takes; said on its own row", async () => {
    engine.logs.length = 0;
    const given = await checked({ customerId: newCustomer() });
    center.emulator.faults.add({ method: "POST", path: STATUS, status: 400, code: 900111 });
    const failure = await failureOf(host.create(given));
    expect(failure.properties).toMatchObject({ __provider: HANDLER.ProductUpgrade, status: "pending" });
    expect(failure.reasons.join()).toMatch(/900111/);

    const hold = center.hold("POST", STATUS, "received");
    const hurried = { ...given, __timeouts: { update: 1 } };
    const again = await failureOf(host.update(failure.id, failure.properties, hurried));
    hold.release();
    expect(again.reasons.join()).toMatch(/update was not finished after 0.001 seconds.*`pulumi up` again/);
    expect(again).toMatchObject({ id: failure.id, properties: { ...failure.properties, __timeouts: { update: 1 } } });

    expect((await host.diff(failure.id, failure.properties, given)).changes).toBe("some");
    expect(await host.update(failure.id, failure.properties, given)).toMatchObject({ status: "completed" });
    const said = engine.logs.map(({ message, ephemeral, urn: row }) => {
      expect(row).toBe(urn);
      return `${ephemeral ? "live" : "kept"}: ${message.replace(/ \S+-\S+-\S+-\S+-\S+/g, " X")}`;
    });
    expect(said[0]).toMatch(/^kept: Upgrades the legacy Azure subscriptions .*cannot be undone/);
    expect(said).toContainEqual(expect.stringMatching(/^live: beginning the upgrade/));
    expect(said.at(-1)).toMatch(/^kept: Upgrade X is completed: Completed, 1 of 1/);
  });

  test("one that failed is replaced", async () => {
    const olds = bag({ customerId: newCustomer(), productFamily: "azure", allowReplacement: false, status: "failed" });
    const { status: _, ...inputs } = olds;
    expect(await host.diff("id", olds, inputs)).toEqual({
      changes: "some",
      replaces: ["status"],
      deleteBeforeReplace: false,
    });
  });
});

import { join } from "node:path";
import { HANDLER } from "../../../sdk/handler";
import { DynamicHost, sdks } from "../../support/dynamic-host";
import { type Bag, InitError, unknownValue } from "../../support/engine-values";
import { eventually } from "../../support/eventually";
import { FakeEngine } from "../../support/fake-engine";
import { PartnerCenter } from "../../support/partner-center";
import { urnOf } from "../../support/small-engine";
import { registeredBag as bag, stackConfig } from "../../support/stack-config";

jest.setTimeout(60_000);

/** Any folder inside the repository: the constant text finds the built package from there upwards. */
const cwd = join(__dirname, "..", "programs", "host");

const SPEED = 600;
const CUSTOMERS = 200;

let center: PartnerCenter;
let customers: string[];

beforeAll(async () => {
  const named = (at: number) => ({ name: `Customer ${at}`, domain: `customer${at}.example.com` });
  const partners = [
    { name: "Ours", domain: "ours.example.com", customers: Array.from({ length: CUSTOMERS }, (_, at) => named(at)) },
    { name: "Theirs", domain: "theirs.example.com" },
  ];
  center = await PartnerCenter.open({ speed: SPEED, seedFile: { partners } });
  customers = center.emulator.customers.map(({ id }) => id);
});

afterAll(() => center.close());
afterEach(() => {
  center.emulator.faults.clear();
  center.emulator.holds.releaseAll();
});

const config = () => stackConfig(center, SPEED);

function newCustomer(): string {
  const id = customers.pop();
  if (!id) throw new Error("there are no more customers");
  return id;
}

/** The cart's row and then the plan's inputs, as the engine comes to them. */
async function planInputs(host: DynamicHost, customerId: string, args: Bag = {}): Promise<Bag> {
  const cart = await host.check({}, bag("AzurePlanCart", "plan-cart", { customerId }));
  expect(cart.failures).toEqual([]);
  const { id, outputs } = await host.create(cart.inputs);
  const { creationTimestamp, expirationTimestamp } = outputs;
  const __cart = { id, creationTimestamp, expirationTimestamp };
  const { inputs, failures } = await host.check(
    {},
    bag("AzurePlanSubscription", "plan", { customerId, ...args, __cart }),
  );
  expect(failures).toEqual([]);
  return inputs;
}

describe.each(sdks)("the host of %s", (sdk) => {
  let engine: FakeEngine;
  let host: DynamicHost;
  const others: DynamicHost[] = [];

  beforeAll(async () => {
    engine = await FakeEngine.start();
    host = await DynamicHost.start({ cwd, sdk, engine: engine.address });
    await host.configure(config());
  });

  afterEach(async () => {
    await Promise.all(others.splice(0).map((other) => other.stop()));
  });

  afterAll(async () => {
    await host.stop();
    engine.stop();
    // Whatever was refused in these tests: told on its row, and not a second time with a stack in the host's output.
    expect(host.output).not.toMatch(/^\s+at .*(\.js|node:)/m);
    expect(host.output).not.toMatch(/HTTP \d|Nothing was bought|Nothing was charged/);
    expect(host.output).not.toContain(center.emulator.clientSecret);
  });

  /** Another process, ended with the test. */
  async function another(options: { readonly engine?: string; readonly without?: string } = {}): Promise<DynamicHost> {
    const { without = "", engine: answering = engine.address } = options;
    const other = await DynamicHost.start({ cwd, sdk, engine: answering });
    others.push(other);
    const { [without]: _, ...settings } = config();
    await other.configure(settings);
    return other;
  }

  test("first calls that come at once are all configured", async () => {
    const answers = await Promise.all(
      (["AzurePlanCart", "AzurePlanSubscription"] as const).flatMap((type) =>
        [1, 2, 3].map((at) => host.check({}, bag(type, `first-${at}`, { customerId: newCustomer() }))),
      ),
    );
    for (const { failures } of answers) expect(failures).toEqual([]);
  });

  test("unknown values pass check and diff untouched, nested ones too, and hide no other mistake", async () => {
    const __cart = { id: unknownValue, creationTimestamp: unknownValue, expirationTimestamp: unknownValue };
    const args = { customerId: unknownValue, friendlyName: unknownValue, __cart };
    const given = bag("AzurePlanSubscription", "unknown", args);
    const { inputs, failures } = await host.check({}, given);
    expect(failures).toEqual([]);
    expect(inputs).toMatchObject(args);
    const wrong = await host.check({}, { ...given, status: "asleep" });
    expect(wrong.failures).toEqual([{ property: "status", reason: expect.stringMatching(/"active".*"suspended"/) }]);
    const olds = { ...given, customerId: newCustomer(), friendlyName: "x" };
    expect(await host.diff("id", olds, inputs)).toEqual({
      changes: "unknown",
      replaces: [],
      deleteBeforeReplace: false,
    });
  });

  test("a plan's life", async () => {
    const inputs = await planInputs(host, newCustomer(), { friendlyName: "Contoso" });
    const made = await host.create(inputs);
    expect(made.outputs).toMatchObject({ adopted: false, status: "active", friendlyName: "Contoso" });
    expect(made.outputs.__provider).toBe(HANDLER.AzurePlanSubscription);
    expect(center.plan(made.id).status).toBe("active");

    const { outputs, inputs: live } = (await host.read(made.id, made.outputs)) ?? {};
    expect(outputs).toEqual(made.outputs);
    expect(live).toEqual(expect.objectContaining(inputs));
    expect((await host.diff(made.id, made.outputs, inputs)).changes).toBe("none");

    const renamed = { ...inputs, friendlyName: "Contoso Ltd" };
    expect((await host.diff(made.id, made.outputs, renamed)).changes).toBe("unknown");
    const updated = await host.update(made.id, made.outputs, renamed);
    expect(updated).toMatchObject({ friendlyName: "Contoso Ltd", orderId: made.outputs.orderId });
    expect(center.plan(made.id).friendlyName).toBe("Contoso Ltd");

    const elsewhere = { ...renamed, customerId: newCustomer() };
    expect(await host.diff(made.id, updated, elsewhere)).toMatchObject({ changes: "some", replaces: ["customerId"] });
  });

  test("a delete leaves the plan that this process manages, and suspends in a process that manages none", async () => {
    const made = await host.create(await planInputs(host, newCustomer()));
    await host.delete(made.id, made.outputs);
    expect(center.plan(made.id).status).toBe("active");

    const later = await another();
    await expect(later.delete(made.id, made.outputs)).rejects.toThrow(/was not suspended: it has 1 active/);
    await later.delete(made.id, { ...made.outputs, cancelAzureSubscriptions: "partnerCenter" });
    expect(center.plan(made.id).status).toBe("suspended");
  });

  test("a cart's life", async () => {
    const { inputs } = await host.check({}, bag("AzurePlanCart", "lone-cart", { customerId: newCustomer() }));
    const made = await host.create(inputs);
    const dates = { creationTimestamp: expect.any(String), expirationTimestamp: expect.any(String) };
    expect(made.outputs).toMatchObject(dates);
    expect(await host.read(made.id, made.outputs)).toMatchObject({ id: made.id, outputs: made.outputs });
    expect((await host.diff(made.id, made.outputs, inputs)).changes).toBe("none");
    expect(await host.update(made.id, made.outputs, { ...inputs, allowReplacement: true })).toMatchObject(dates);
    await host.delete(made.id, made.outputs);
  });

  test("a budget's life", async () => {
    const customerId = newCustomer();
    const { inputs } = await host.check({}, bag("CustomerUsageBudget", "budget", { customerId, amount: "1250.50" }));
    const made = await host.create(inputs);
    expect(made).toMatchObject({ id: customerId, outputs: { amount: "1250.5" } });
    const updated = await host.update(customerId, made.outputs, { ...inputs, amount: "0.1" });
    expect(await host.read(customerId, updated)).toMatchObject({ outputs: { amount: "0.1" } });
    await (await another()).delete(customerId, updated);
    expect(await (await another()).read(customerId, updated)).toBeUndefined();
  });

  test("a plan and a budget that are asked for by their ids, whole, and not there: an error", async () => {
    const customerId = newCustomer();
    const plan = bag("AzurePlanSubscription", "plan", { customerId });
    const budget = bag("CustomerUsageBudget", "budget", { customerId });
    await expect(host.get(customerId, plan)).rejects.toThrow(/AzurePlanSubscription .* does not exist/);
    await expect(host.get(customerId, budget)).rejects.toThrow(/CustomerUsageBudget .* does not exist/);

    const id = await center.buyByHand(customerId);
    await center.portal(`/customers/${customerId}/budget`, { amount: "7.50" });
    const found = await host.get(id, plan);
    expect(found).toMatchObject({ id, inputs: plan });
    expect(found?.outputs).toMatchObject({
      customerId,
      status: "active",
      friendlyName: center.plan(id).friendlyName,
      adopted: true,
      offerId: expect.any(String),
      partnerTenantId: center.emulator.tenantId,
    });
    expect(await host.get(customerId, budget)).toMatchObject({
      id: customerId,
      outputs: { amount: "7.5", partnerTenantId: center.emulator.tenantId },
    });
  });

  test("half made: the engine gets id, properties with the text, and the reasons", async () => {
    const path = "/v1/customers/*/subscriptions/*";
    center.emulator.faults.add({ method: "PATCH", path, status: 400, code: 800092, description: "Not this name." });
    const inputs = await planInputs(host, newCustomer(), { friendlyName: "Contoso" });
    const failure: unknown = await host.create(inputs).catch((error) => error);
    if (!(failure instanceof InitError)) throw failure;
    expect(center.plan(failure.id).status).toBe("active");
    expect(failure.properties).toMatchObject({ __provider: HANDLER.AzurePlanSubscription, adopted: false });
    expect(failure.reasons.join()).toMatch(/Not this name/);
    expect(await host.update(failure.id, failure.properties, inputs)).toMatchObject({ friendlyName: "Contoso" });
  });

  test("a refusal is one message with cause and remedy", async () => {
    const inputs = await planInputs(host, newCustomer());
    center.failCheckout({ status: 403, code: 13605 });
    const failure = await host.create(inputs).catch((error: Error) => error.message);
    expect(failure).toMatch(/was not bought.*13605.*Agreement.*Nothing was charged/s);
    expect(String(failure).match(/13605/g)).toHaveLength(1);
  });

  test("cancelled while it buys: the running create ends as it would have", async () => {
    const inputs = await planInputs(host, newCustomer());
    const hold = center.holdCheckout("received");
    const running = host.create(inputs);
    await hold.whenHeld();
    await host.cancel();
    hold.release();
    expect((await running).outputs).toMatchObject({ adopted: false, status: "active" });
  });

  test("progress stands on the resource's own row and goes; what happened stays there", async () => {
    const buyer = await another({ engine: engine.address });
    engine.logs.length = 0;
    await buyer.create(await planInputs(buyer, newCustomer()));
    expect(engine.logs).toContainEqual({
      severity: "info",
      message: expect.stringMatching(/^checking out cart /),
      urn: urnOf("AzurePlanSubscription", "plan"),
      ephemeral: true,
    });
    const customerId = newCustomer();
    await center.portal(`/customers/${customerId}/budget`, { amount: "7" });
    const budget = await buyer.check({}, bag("CustomerUsageBudget", "budget", { customerId, amount: "8" }));
    await buyer.create(budget.inputs);
    expect(engine.logs).toContainEqual({
      severity: "info",
      message: expect.stringMatching(/Replaced the customer's budget of 7/),
      urn: urnOf("CustomerUsageBudget", "budget"),
      ephemeral: false,
    });
  });

  test("the engine is gone before the checkout: nothing is bought", async () => {
    const dying = await FakeEngine.start();
    const orphan = await another({ engine: dying.address });
    const inputs = await planInputs(orphan, newCustomer());
    dying.stop();
    const since = center.now;
    await expect(orphan.create(inputs)).rejects.toThrow(/Pulumi engine.*does not answer/);
    expect(center.calls(since)).not.toContain("POST checkout");
  });

  test("a missing setting is the answer of every call, with how to set it, and no stack", async () => {
    const broken = await another({ without: "partnercenter:clientSecret" });
    const message = /clientSecret.*pulumi config set --secret partnercenter:clientSecret.*PARTNERCENTER_CLIENT_SECRET/s;
    for (const type of ["AzurePlanCart", "CustomerUsageBudget"] as const) {
      const given = bag(type, "broken", { customerId: newCustomer(), amount: "1" });
      for (const attempt of [1, 2]) {
        await expect(broken.check({}, { ...given, attempt })).rejects.toThrow(message);
        await expect(broken.create(given)).rejects.toThrow(message);
      }
    }
    expect(broken.output).not.toMatch(/^\s+at /m);
    expect(broken.output).not.toMatch(/pulumi config set/);
  });

  test("killed while it buys: another process takes the same cart up, and there is one order", async () => {
    const first = await another();
    const customerId = newCustomer();
    const inputs = await planInputs(first, customerId);
    const hold = center.holdCheckout("committed");
    const lost = first.create(inputs).catch(() => "lost");
    await hold.whenHeld();
    await first.kill();
    expect(await lost).toBe("lost");
    await eventually("the emulator sees that its client has gone", () => (hold.gone === 1 ? true : undefined));
    const second = await another();
    expect((await second.create(inputs)).outputs).toMatchObject({ adopted: false });
    expect(center.effects("orderCreated").filter((entry) => entry.customerId === customerId)).toHaveLength(1);
  });
});

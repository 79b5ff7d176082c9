import { join } from "node:path";
import { azurePlanCart } from "../../../provider/resources/azure-plan-cart";
import { azurePlanSubscription } from "../../../provider/resources/azure-plan-subscription";
import { customerUsageBudget } from "../../../provider/resources/customer-usage-budget";
import { productUpgrade } from "../../../provider/resources/product-upgrade";
import type { ResourceName } from "../../../sdk/handler";
import { DynamicHost, type ResourceAnswer } from "../../support/dynamic-host";
import { type Bag, unknownValue } from "../../support/engine-values";
import { FakeEngine } from "../../support/fake-engine";
import { PartnerCenter } from "../../support/partner-center";
import { registeredBag, stackConfig } from "../../support/stack-config";
import type { Subject } from "./input-row";
import { budgetInputs, upgradeInputs } from "./other-inputs";
import { ALDERBROOK, cartInputs, LARKSPUR, planInputs, TAMARACK } from "./plan-inputs";

const cwd = join(__dirname, "..", "programs", "host");
const SPEED = 600;

const table = [...planInputs, ...cartInputs, ...budgetInputs, ...upgradeInputs];
const titled = table.map((row, at) => ({ ...row, at, title: `${row.resource}.${row.input} ${row.as ?? ""}`.trim() }));

let center: PartnerCenter;
let engine: FakeEngine;
/**
 * Three runs, each a process of its own, since one keeps in mind what it read, and lets live what it made: the first
 * makes and changes things, the second finds what was changed by hand, the third replaces or destroys.
 */
let first: DynamicHost;
let second: DynamicHost;
let third: DynamicHost;

beforeAll(async () => {
  const customers = titled.flatMap(({ at, before }) =>
    ["", "-other"].map((which) => ({
      name: `${at}${which}`,
      domain: `customer${at}${which}.example.com`,
      ...(before === "legacySubscription" && { legacyAzure: true }),
      ...(before === "plan" && { plans: [{ azureSubscriptions: [] }] }),
    })),
  );
  const resellers = [
    { partnerId: LARKSPUR, name: "Larkspur" },
    { partnerId: TAMARACK, name: "Tamarack" },
    { partnerId: ALDERBROOK, name: "Alderbrook" },
  ];
  center = await PartnerCenter.open({
    speed: SPEED,
    seedFile: {
      partners: [
        { name: "Ours", domain: "ours.example.com", kind: "indirectProvider", resellers, customers },
        { name: "Theirs", domain: "theirs.example.com" },
      ],
    },
  });
  engine = await FakeEngine.start();
  const config = { ...stackConfig(center, SPEED), "partnercenter:refreshTokenFile": center.userTokenFile };
  [first, second, third] = await Promise.all([start(config), start(config), start(config)]);
});

async function start(config: Bag): Promise<DynamicHost> {
  const started = await DynamicHost.start({ cwd, engine: engine.address });
  await started.configure(config);
  return started;
}

afterAll(async () => {
  await Promise.all([first, second, third].map((host) => host.stop()));
  engine.stop();
  await center.close();
});

test.each([azurePlanSubscription, azurePlanCart, customerUsageBudget, productUpgrade])(
  "every input of $type has a row, and no row has another",
  ({ type, fields }) => {
    const told = new Set(table.filter(({ resource }) => resource === type).map(({ input }) => input));
    expect([...told].sort()).toEqual(Object.keys(fields).sort());
  },
);

/** What the engine keeps of a resource. */
interface Kept extends ResourceAnswer {
  readonly inputs: Bag;
}

describe.each(titled)("$title", (row) => {
  const { at, resource, input, from, to } = row;
  let customer: string;
  let other: string;
  /** A plan stands beside the cart that it was bought with. */
  let cart: Kept | undefined;
  let kept: Kept;
  let since: number;

  beforeAll(() => {
    [customer, other] = [idOf(`${at}`), idOf(`${at}-other`)];
  });

  const subject = (): Subject => ({ center, customer, id: kept.id });

  /** A program's inputs, as its class registers them, `undefined` left out. */
  function program(value: unknown, more: Bag = {}, madeWith = cart): Bag {
    const args: Bag = { customerId: "{customer}", ...row.args, ...more, [input]: value };
    return bagOf(resource, fill(args), args.onMissing === "fail" ? undefined : madeWith);
  }

  function fill(args: Bag): Bag {
    const text = JSON.stringify(args)
      .replaceAll("{customer}", customer)
      .replaceAll("{CUSTOMER}", customer.toUpperCase())
      .replaceAll("{other}", other);
    return JSON.parse(text);
  }

  const filled = (value: unknown) => fill({ value }).value;

  /** What changed at Partner Center for the row's customers, since it was asked last. */
  function effects(): readonly string[] {
    const entries = center.journal(since).filter(({ customerId }) => customerId === customer || customerId === other);
    since = center.now;
    return entries.flatMap(({ effect }) => (effect ? [effect.kind] : []));
  }

  async function accepted(run: DynamicHost, news: Bag, olds: Bag = {}): Promise<Bag> {
    const { inputs, failures } = await run.check(olds, news);
    expect(failures).toEqual([]);
    return inputs;
  }

  /** Makes the resource, a plan's cart first. */
  async function make(run: DynamicHost, args: (madeWith?: Kept) => Bag): Promise<Kept> {
    if (resource === "AzurePlanSubscription" && args().onMissing !== "fail") {
      const inputs = await accepted(run, cartBag(args()));
      cart = { ...(await run.create(inputs)), inputs };
    }
    const inputs = await accepted(run, args(cart));
    return { ...(await run.create(inputs)), inputs };
  }

  /** What the next `up` would do, by what `check` and `diff` answer and the engine makes of it. */
  async function planned(
    run: DynamicHost,
    value: unknown,
  ): Promise<{ readonly inputs: Bag; readonly step: "same" | "update" }> {
    const inputs = await accepted(run, program(value), kept.inputs);
    const { changes, replaces } = await run.diff(kept.id, kept.outputs, inputs);
    expect(replaces).toEqual([]);
    if (changes === "none") return { inputs, step: "same" };
    // The engine compares its old inputs with the new ones, and finds what it must.
    expect(changes).toBe("unknown");
    expect(inputs).not.toEqual(kept.inputs);
    return { inputs, step: "update" };
  }

  async function refresh(run: DynamicHost): Promise<void> {
    const read = await run.read(kept.id, kept.outputs);
    if (!read) throw new Error("it is gone");
    kept = { ...read, inputs: read.inputs ?? {} };
  }

  /** A refresh finds everything as it was kept, and the `up` after it has nothing to do. */
  async function expectNothingToDo(run: DynamicHost, value: unknown): Promise<void> {
    const before = kept;
    await refresh(run);
    expect(kept).toEqual(before);
    expect(await planned(run, value)).toEqual({ inputs: before.inputs, step: "same" });
    expect(effects()).toEqual([]);
  }

  async function update(run: DynamicHost, value: unknown): Promise<void> {
    const { inputs, step } = await planned(run, value);
    expect(step).toBe("update");
    kept = { id: kept.id, inputs, outputs: await run.update(kept.id, kept.outputs, inputs) };
  }

  function expectService(value: unknown): void {
    if (row.shows) expect(row.shows(subject())).toEqual(filled(value));
  }

  test("is checked", async () => {
    for (const [given, expected] of row.spellings) {
      const inputs = await accepted(first, program(given));
      expect(inputs[input]).toEqual(filled(expected));
      expect(await accepted(first, inputs, inputs)).toEqual(inputs);
    }
    for (const [given, reason] of row.refused) {
      const { failures } = await first.check({}, program(given));
      expect(failures).toEqual([{ property: input, reason: expect.stringMatching(reason) }]);
    }
    const misspelt = await first.check({}, { ...program(from), [input.toUpperCase()]: "x" });
    expect(misspelt.failures).toEqual([
      { property: input.toUpperCase(), reason: expect.stringContaining(`did you mean ${input}?`) },
    ]);
    expect((await accepted(first, program(unknownValue)))[input]).toBe(unknownValue);
  });

  test("is made as given; a refresh and a second preview find nothing", async () => {
    since = center.now;
    kept = await make(first, (madeWith) => program(from, {}, madeWith));
    expect(effects()).toEqual(row.created);
    expect(kept.inputs[input]).toEqual(filled(from));
    expect(kept.outputs).toMatchObject(kept.inputs);
    expectService(from);
    await expectNothingToDo(first, from);
    for (const [given, expected] of row.spellings) {
      if (expected === from) expect((await planned(first, filled(given))).step).toBe("same");
    }
    const unsure = { ...kept.inputs, [input]: unknownValue };
    expect(await first.diff(kept.id, kept.outputs, unsure)).toMatchObject({ changes: "unknown", replaces: [] });
  });

  test("changes as is said, and as nothing else", async () => {
    if ("never" in row.changed) return;
    if ("replaces" in row.changed) {
      const { failures } = await first.check(kept.inputs, program(to));
      expect(failures).toEqual([{ property: input, reason: expect.stringMatching(row.changed.replaces) }]);
      expect(failures[0]?.reason).toContain("Put it back, declare a second resource, or set allowReplacement: true");
      expect(effects()).toEqual([]);
      return;
    }
    if (!row.azureSubscriptionActive) await endAzureSubscriptions(customer);
    const { id } = kept;
    await update(first, to);
    expect(effects()).toEqual(row.changed.updates);
    expect(kept.id).toBe(id);
    expect(kept.outputs[input]).toEqual(to);
    expectService(to);
    await expectNothingToDo(first, to);
  });

  test("shows drift, and is brought back", async () => {
    const { drift } = row;
    const declared = "updates" in row.changed ? to : from;
    if ("never" in drift) return;
    await drift.byHand(subject());
    if ("unmanaged" in drift) return expectNothingToDo(second, declared);
    if ("gone" in drift) {
      expect(await second.read(kept.id, kept.outputs)).toBeUndefined();
      if (cart) expect(await second.read(cart.id, cart.outputs)).toBeUndefined();
      const { id } = kept;
      kept = await make(second, (madeWith) => program(declared, {}, madeWith));
      expect(kept.id === id).toBe(resource === "CustomerUsageBudget");
    } else {
      const before = kept;
      await refresh(second);
      expect(kept.inputs).toEqual({ ...before.inputs, [input]: drift.reads });
      if ("refused" in drift) {
        const { failures } = await second.check(kept.inputs, program(declared));
        expect(failures).toEqual([{ property: input, reason: expect.stringMatching(drift.refused) }]);
        kept = before;
        return;
      }
      if ("stays" in drift) {
        await expect(update(second, declared)).rejects.toThrow(drift.stays);
        expect(effects()).toEqual([]);
        return;
      }
      await update(second, declared);
      expectService(declared);
    }
    expect(effects()).toEqual(drift.healed);
    await expectNothingToDo(second, declared);
  });

  test("ends, or is replaced, in a later run", async () => {
    if (!row.azureSubscriptionActive) await endAzureSubscriptions(customer);
    if ("replaces" in row.changed) {
      const { effects: expected, fails } = row.changed;
      const args = (madeWith?: Kept) => program(to, { allowReplacement: true }, madeWith);
      const news = await accepted(third, args(cart), kept.inputs);
      expect(await third.diff(kept.id, kept.outputs, news)).toEqual({
        changes: "some",
        replaces: [input],
        deleteBeforeReplace: false,
      });
      const olds = [kept, cart];
      const made = make(third, args);
      if (fails) await expect(made).rejects.toThrow(fails);
      else {
        expect((await made).id).not.toBe(kept.id);
        for (const old of olds) if (old) await third.delete(old.id, old.outputs);
      }
      expect(effects()).toEqual(expected);
      return;
    }
    const deleted = third.delete(kept.id, kept.outputs);
    if (row.destroyed instanceof RegExp) await expect(deleted).rejects.toThrow(row.destroyed);
    else await deleted;
    expect(effects()).toEqual(row.destroyed instanceof RegExp ? [] : row.destroyed);
  });
});

function idOf(name: string): string {
  const found = center.emulator.customers.find((one) => one.name === name);
  if (!found) throw new Error(`no customer is called ${name}`);
  return found.id;
}

function bagOf(resource: ResourceName, args: Bag, cart: Kept | undefined): Bag {
  const { creationTimestamp, expirationTimestamp } = cart?.outputs ?? {};
  const __cart = JSON.parse(JSON.stringify({ id: cart?.id, creationTimestamp, expirationTimestamp }));
  return registeredBag(resource, "row", { ...args, ...(cart && { __cart }) });
}

/** What a plan's class gives its cart. */
function cartBag({ customerId, partnerIdOnRecord, productId, skuId, allowReplacement }: Bag): Bag {
  const args = { customerId, partnerIdOnRecord, productId, skuId, allowReplacement };
  return registeredBag("AzurePlanCart", "row-cart", JSON.parse(JSON.stringify(args)));
}

/** Nothing is left that would stop a suspension. */
async function endAzureSubscriptions(customer: string): Promise<void> {
  const all = [...center.emulator.model.azureSubscriptions.values()].filter((one) => one.customerId === customer);
  for (const { id } of all) await center.portal(`/azureSubscriptions/${id}`, { status: "inactive" });
}

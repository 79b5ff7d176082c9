import { join } from "node:path";
import fc from "fast-check";
import { badBag, bagOf } from "../../support/bad-input";
import { DynamicHost } from "../../support/dynamic-host";
import type { Bag } from "../../support/engine-values";
import { PartnerCenter } from "../../support/partner-center";
import { registeredBag, stackConfig } from "../../support/stack-config";

const cwd = join(__dirname, "..", "programs", "host");
const SPEED = 600;
const SEED = 20261125;
const BAGS_EACH = 30;

const inputs = {
  AzurePlanCart: ["customerId", "productId", "skuId", "partnerIdOnRecord", "allowReplacement"],
  AzurePlanSubscription: ["customerId", "status", "friendlyName", "onExisting", "onMissing", "onDestroy"],
  CustomerUsageBudget: ["customerId", "amount", "allowReplacement"],
  ProductUpgrade: ["customerId", "productFamily", "allowReplacement"],
} as const;
const types = ["AzurePlanCart", "AzurePlanSubscription", "CustomerUsageBudget", "ProductUpgrade"] as const;

let center: PartnerCenter;
let host: DynamicHost;

beforeAll(async () => {
  center = await PartnerCenter.open({ speed: SPEED });
  host = await DynamicHost.start({ cwd });
  await host.configure(stackConfig(center, SPEED));
});

afterAll(async () => {
  await host.stop();
  await center.close();
});

/** What an engine could send of it: values that its protocol has, members that are there. */
function sendable(bag: Bag): Bag {
  const members = Object.entries(bag).flatMap(([name, value]) => {
    const text = typeof value === "number" ? undefined : JSON.stringify(value);
    if (text !== undefined) return [[name, JSON.parse(text)] as const];
    return typeof value === "number" ? [[name, value] as const] : [];
  });
  return bagOf(members);
}

/** The host's answer to a sane question about this type. */
async function expectAlive(type: (typeof types)[number]): Promise<void> {
  const { id } = center.customer("new");
  const args = { customerId: id, ...(type === "CustomerUsageBudget" && { amount: "10" }) };
  expect((await host.check({}, registeredBag(type, "sane", args))).failures).toEqual([]);
}

describe.each(types)("the real host, given any %s", (type) => {
  test("answers by the property's name and lives on", async () => {
    const hidden = ["__urn", "__cart", "__timeouts", "__settled"];
    const bags = fc.sample(badBag([...inputs[type], ...hidden]), { numRuns: BAGS_EACH, seed: SEED });
    let refused = 0;
    for (const [at, bag] of bags.entries()) {
      const given = { ...sendable(bag), __provider: registeredBag(type, "x", {}).__provider };
      const { failures } = await host.check(at % 2 === 0 ? {} : given, given);
      for (const { property, reason } of failures) {
        const names: readonly string[] = [...inputs[type], ...Object.keys(given)];
        expect(names.some((name) => property === name || property.startsWith(`${name}.`))).toBe(true);
        expect(reason).not.toBe("");
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(BAGS_EACH);
    await expectAlive(type);
  });

  test("refuses states that it cannot read, and lives on", async () => {
    const bags = fc.sample(badBag([...inputs[type], "partnerTenantId", "status", "__cart"]), {
      numRuns: 20,
      seed: SEED,
    });
    for (const bag of bags) {
      const state = { ...sendable(bag), __provider: registeredBag(type, "x", {}).__provider };
      for (const ask of [
        () => host.diff("id", state, state),
        () => host.read("id", state),
        () => host.delete("id", state),
      ]) {
        const error = await ask().then(
          () => undefined,
          (failure: Error) => failure,
        );
        expect(String(error)).not.toMatch(/TypeError|RangeError|Cannot read|is not a function/);
      }
    }
    await expectAlive(type);
  });
});

test("nothing of it was left unhandled or shown with a stack", () => {
  expect(host.output).not.toMatch(/unhandled|^\s+at .*(\.js|node:)/im);
});

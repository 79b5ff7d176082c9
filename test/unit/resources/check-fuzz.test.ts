import type { dynamic } from "@pulumi/pulumi";
import fc from "fast-check";
import { createClient } from "../../../provider/client/create-client";
import { TransportError } from "../../../provider/client/errors";
import { RetryBudget } from "../../../provider/client/retry-budget";
import { Throttle } from "../../../provider/client/throttle";
import { dynamicProvider } from "../../../provider/resources/adapter";
import { azurePlanCart } from "../../../provider/resources/azure-plan-cart";
import { azurePlanSubscription } from "../../../provider/resources/azure-plan-subscription";
import { customerUsageBudget } from "../../../provider/resources/customer-usage-budget";
import { productUpgrade } from "../../../provider/resources/product-upgrade";
import type { PropertyBag } from "../../../provider/resources/property-bag";
import type { ResourceModule } from "../../../provider/resources/resource";
import { createRuntime, type ProviderRuntime } from "../../../provider/runtime";
import { badBag, badValue, bagOf, nested, trickyNames } from "../../support/bad-input";
import { FakeClock } from "../../support/fake-clock";
import { plainSettings } from "../../support/plain-settings";

const SEED = 20261125;
const RUNS = 400;

const customerId = "3f0a1c2e-5b7d-4e9a-8c61-0d2f4b6a8e90";
const hiddenNames = ["__provider", "__urn", "__cart", "__timeouts", "__settled"];
const settings = { ...plainSettings, allowedCustomers: [customerId], maxPurchasesPerRun: 0 };

type Provider = Required<dynamic.ResourceProvider<PropertyBag, PropertyBag>>;

/** Requests that somebody tried to send. */
const sent: string[] = [];

/** What a new process runs on whose service cannot be reached. */
function offlineRuntime(): ProviderRuntime {
  const clock = new FakeClock();
  const client = createClient(settings, {
    clock,
    retryBudget: new RetryBudget(0),
    throttle: new Throttle(),
    tokens: { getToken: async () => "token" },
    transport: {
      exchange: async (request) => {
        sent.push(request.call);
        throw new TransportError("nobody is there", true);
      },
      stream: () => Promise.reject(new Error("nothing is streamed here")),
      close: async () => {},
    },
  });
  const engine = { alive: async () => true, log: async () => undefined };
  return createRuntime({ settings, engine, environment: {}, clock, client });
}

/** A resource in a process of its own, which has seen nothing yet. */
function fresh<Inputs extends object, State extends object>(module: ResourceModule<Inputs, State>) {
  return {
    type: module.type,
    fields: Object.keys(module.fields),
    start: async (): Promise<Provider> => {
      const provider = dynamicProvider(module, offlineRuntime) as Provider;
      await provider.configure({ config: { get: () => undefined, require: () => "" } });
      return provider;
    },
  };
}

const resources = [
  fresh(azurePlanCart),
  fresh(azurePlanSubscription),
  fresh(customerUsageBudget),
  fresh(productUpgrade),
];

/** Members of states beside the inputs. */
const stateNames = [
  "partnerTenantId",
  "creationTimestamp",
  "expirationTimestamp",
  "orderId",
  "adopted",
  "planSubscriptionIds",
];

beforeEach(() => {
  sent.length = 0;
});

describe.each(resources)("$type, given anything", ({ fields, start }) => {
  const known = [...fields, ...hiddenNames];
  const valid = Object.entries({ customerId, amount: "10" }).filter(([name]) => fields.includes(name));
  /** Valid inputs with one thing spoiled. */
  const nearlyRight = fc
    .tuple(fc.constantFrom(...known, ...trickyNames), badValue)
    .map((spoiled) => bagOf([...valid, spoiled]));
  const given = fc.oneof(badBag(known), nearlyRight);

  /** What a check says must name what it is about. */
  function expectNamed(failures: readonly dynamic.CheckFailure[], news: PropertyBag): void {
    const names = [...fields, ...Object.keys(news)];
    for (const { property, reason } of failures) {
      expect(names.some((name) => property === name || property.startsWith(`${name}.`))).toBe(true);
      expect(reason).not.toBe("");
      expect(reason.length).toBeLessThan(2_000);
    }
  }

  test("check names the property of whatever it refuses, lets no unknown one pass, and keeps to what it said", async () => {
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.constant({}), given), given, async (olds, news) => {
        const provider = await start();
        const { inputs = {}, failures = [] } = await provider.check(olds, news);
        expectNamed(failures, news);
        const strangers = Object.keys(news).filter(
          (name) => !fields.includes(name) && (!name.startsWith("__") || name === "__proto__"),
        );
        const refused = failures.map(({ property }) => property);
        expect(refused).toEqual(expect.arrayContaining(strangers));
        expect(Object.getPrototypeOf(inputs)).toBe(Object.prototype);
        if (failures.length > 0) return;
        accepted += 1;
        expect((await (await start()).check({}, inputs)).inputs).toEqual(inputs);
      }),
      { seed: SEED, numRuns: RUNS },
    );
    expect(accepted).toBeGreaterThan(RUNS / 50);
    expect(sent).toEqual([]);
  });

  test.each(["list", "object"] as const)("check refuses a %s that is 100,000 deep, by name", async (kind) => {
    const provider = await start();
    for (const name of [...fields, "stranger"]) {
      const news = { ...Object.fromEntries(valid), [name]: nested(kind, 100_000) };
      const { failures = [] } = await provider.check({}, news);
      expect(failures.map(({ property }) => property)).toContain(name);
      expectNamed(failures, news);
    }
  });

  test("every other call ends with an answer or with a text of ours", async () => {
    const state = badBag([...fields, ...stateNames, ...hiddenNames]);
    const id = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("none", customerId, "", "../..", "%2e%2e"));
    const reasons: unknown[] = [];
    const note = (error: unknown) => {
      reasons.push(error);
    };
    await fc.assert(
      fc.asyncProperty(id, state, given, async (id, olds, news) => {
        reasons.length = 0;
        const provider = await start();
        await provider.diff(id, olds, news).catch(note);
        await provider.read(id, olds).catch(note);
        await provider.update(id, olds, news).catch(note);
        await provider.delete(id, olds).catch(note);
        await provider.create(news).catch(note);
        for (const error of reasons) {
          expect(error).toBeInstanceOf(Error);
          // What is not ours is shown with its stack; ours says where to look.
          expect(error).toMatchObject({ stack: "what went wrong is told with this resource" });
        }
      }),
      { seed: SEED, numRuns: RUNS / 4 },
    );
  });
});

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { titlesIn } from "../../../emulator/test/conformance/test-titles";
import type { Calls } from "../../../provider/client/calls";
import { PartnerCenterClient } from "../../../provider/client/client";
import type { AnyEndpoint } from "../../../provider/client/endpoint";
import { FakeClock } from "../../support/fake-clock";
import { endpoints } from "../client/endpoint-files";
import { endpointIndex } from "./endpoint-index";

const offered = endpointIndex.flatMap(({ client, ...row }) => ("name" in client ? [{ ...row, ...client }] : []));

/** Calls that go nowhere: each is noted and answered with what leads on. */
function noting(seen: AnyEndpoint[]): Calls {
  const answers: Readonly<Record<string, unknown>> = {
    getSubscription: { id: "s", status: "active" },
    getExportOperation: { status: "succeeded", "resourceLocation@odata.navigationLink": "https://x/manifests/m" },
    getExportManifest: { rootDirectory: "https://x", sasToken: "s", blobs: [] },
  };
  const calls: Calls = {
    partnerTenantId: "t",
    call: (endpoint) => {
      seen.push(endpoint);
      const body = JSON.parse(JSON.stringify(answers[endpoint.name] ?? {}));
      const reply = { status: 200, body, location: "https://x/productUpgrades/u" };
      return Object.assign(Promise.resolve(body), { reply: async () => reply });
    },
    list: (endpoint) => {
      seen.push(endpoint);
      return {
        pages: async function* () {},
        all: async () => ({ items: [] }),
        [Symbol.asyncIterator]: async function* () {},
      };
    },
    follow: (endpoint) => {
      seen.push(endpoint);
      const body = JSON.parse('{"reservations":[],"virtualMachineReservations":[]}');
      return Object.assign(Promise.resolve(body), { reply: async () => ({ status: 200, body }) });
    },
    download: () => Promise.reject(new Error("nothing is downloaded here")),
    with: () => calls,
  };
  return calls;
}

/** Calls the method that a row names. */
async function use(name: string, args: unknown, seen: AnyEndpoint[]): Promise<void> {
  const client = new PartnerCenterClient(noting(seen), new FakeClock({ hasty: true }));
  const [area = "", method = ""] = name.split(".");
  const object: unknown = Reflect.get(client, area);
  if (typeof object !== "object" || object === null) throw new Error(`the client has no ${area}`);
  const found: unknown = Reflect.get(object, method);
  if (typeof found !== "function") throw new Error(`${area} has no ${method}`);
  const result: unknown = found.apply(object, args === undefined ? [] : [args]);
  if (Symbol.asyncIterator in Object(result)) for await (const _ of Object(result)) break;
  await result;
}

const pattern = (path: string) => path.replaceAll(/\{\w+\}/g, "{}").toLowerCase();

describe("the index of endpoints", () => {
  it.each(offered.map((row) => [`${row.method} ${row.path}`, row.name, row] as const))(
    "%s is what %s calls",
    async (_endpoint, name, row) => {
      const seen: AnyEndpoint[] = [];
      await use(name, row.with, seen);
      const asked = seen.find((one) => one.method === row.method && pattern(one.path) === pattern(row.path));
      expect(asked).toBeDefined();
      expect(asked?.paging).toBe(row.paging);
    },
  );

  it("names tests that exist, and that use the method", () => {
    const missing = offered.filter(({ name, test }) => {
      const [file = "", title = ""] = test.split(" > ");
      const path = join(__dirname, "../../contract/client", file);
      const [area, method] = name.split(".");
      const uses = new RegExp(`\\b${area}\\b[^]*\\.${method}\\(`);
      return !existsSync(path) || !titlesIn(path).includes(title) || !uses.test(readFileSync(path, "utf8"));
    });
    expect(missing.map(({ name, test }) => `${name}: ${test}`)).toEqual([]);
  });

  it("has every endpoint that the client has", () => {
    const indexed = new Set(endpointIndex.map(({ method, path }) => `${method} ${pattern(path)}`));
    const others = endpoints.filter(([, { method, path }]) => !indexed.has(`${method} ${pattern(path)}`));
    expect(others.map(([name]) => name)).toEqual([]);
  });

  it("gives reasons", () => {
    const silent = endpointIndex.filter(({ client }) => "notOffered" in client && client.notOffered.length < 40);
    expect(silent).toEqual([]);
  });
});

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CanarySearch, expectNoCanary } from "../support/canaries";
import type { ProgramStack } from "./world";
import { mayFail, useWorld } from "./world";

jest.setTimeout(120_000);

const passphrase = "canary~passphrase/of+the=stack&8080";
const world = useWorld({ alder: {}, birch: {}, cedar: {} });

/** Everything that was printed or stored: output, event and gRPC logs, state, its backups and history, temporary files. */
function everything({ folder }: ProgramStack): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = entries.map((entry) => join(entry.parentPath, entry.name));
  return { output: world.said, ...Object.fromEntries(files.map((file) => [file, readFileSync(file, "latin1")])) };
}

function search(): CanarySearch {
  const seen = world.emulator.credentials.all().map(({ kind, text }) => ({ name: kind, text }));
  return new CanarySearch([...seen, { name: "passphrase of the stack", text: passphrase }]);
}

test("with credentials in the environment, none is in any log, state or file: success, failure and kill -9", async () => {
  const stack = await world.stack("leaks", { env: { ...world.settings, PULUMI_CONFIG_PASSPHRASE: passphrase } });
  const env = { PULUMI_DEBUG_GRPC: join(stack.folder, "grpc.json"), TMPDIR: join(stack.folder, "project") };
  const loud = ["--logtostderr", "-v=9", "--debug"];
  stack.rows = [world.planRow("alder", { friendlyName: "Alder" }), world.budgetRow("alder", "12.5", {}, "budget")];
  await stack.up(loud, { env });

  const refused = { PARTNERCENTER_CLIENT_SECRET: "canary8Q~a-wrong-secret-of-the-stack" };
  stack.rows = [...stack.rows, world.planRow("birch")];
  const failed = await stack.up(loud, { ...mayFail, env: { ...env, ...refused } });
  expect(failed.all).toContain("the client secret is wrong");

  const hold = world.hold("cedar", "POST", "carts/*/checkout", "committed");
  stack.rows = [...stack.rows, world.planRow("cedar")];
  const run = stack.startUp(loud, { env });
  await hold.whenHeld();
  run.crash();
  await run.wait();
  hold.release();
  await stack.pulumi.cancel();
  await stack.pulumi.refresh(loud, { ...mayFail, env });

  const seen = everything(stack);
  const kinds = new Set(world.emulator.credentials.all().map(({ kind }) => kind));
  expect([...kinds]).toEqual(expect.arrayContaining(["accessToken", "clientSecret"]));
  expect(Object.keys(seen).some((place) => place.endsWith("grpc.json"))).toBe(true);
  expectNoCanary(search(), seen);

  // The same search finds what is planted in each of them.
  const [token = ""] = world.emulator.credentials
    .all()
    .flatMap(({ kind, text }) => (kind === "accessToken" ? [text] : []));
  const again = search();
  for (const text of Object.values(seen)) expect(again.in(`${text}${token}`)).not.toEqual([]);
});

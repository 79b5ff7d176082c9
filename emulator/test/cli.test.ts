import { type ChildProcess, spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { mkdtemp, readFile, rm, watch, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { flagNames } from "../src/cli-flags";
import { stopWhenAsked } from "../src/cli-stop";
import { buildSync } from "./build";
import { at, textAt } from "./support";

describe("the command", () => {
  let folder = "";
  const children: ChildProcess[] = [];
  const cli = buildSync();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "emulator-cli-"));
  });
  afterAll(async () => {
    children.forEach((child) => {
      child.kill("SIGKILL");
    });
    await rm(folder, { recursive: true, force: true });
  });

  const run = (...args: string[]) => {
    const child = spawn(process.execPath, [cli, ...args], { stdio: ["ignore", "pipe", "pipe"] });
    children.push(child);
    const texts = { out: "", error: "" };
    child.stdout.on("data", (chunk: Buffer) => {
      texts.out += chunk.toString();
    });
    child.stderr.on("data", (chunk: Buffer) => {
      texts.error += chunk.toString();
    });
    const done = new Promise<number | null>((resolve) => child.once("close", resolve));
    return { child, texts, done };
  };

  /** Resolves when the file is there: it is written in one step. */
  const ready = async (name: string): Promise<unknown> => {
    for await (const { filename } of watch(folder)) {
      if (filename === name) {
        return JSON.parse(await readFile(join(folder, name), "utf8"));
      }
    }
    return undefined;
  };

  test("says how it is used", async () => {
    const { texts, done } = run("--help");
    expect(await done).toBe(0);
    expect(
      flagNames.filter((name) => !texts.out.includes(`  --${name} `) && !texts.out.includes(`, --${name} `)),
    ).toEqual([]);
    for (const word of [
      "--ready-file",
      "--switch",
      "repeatedCheckout = storedResult | 800065",
      "--speed",
      "--tls-port",
      "--state-file",
      "--with-plans (withPlans=0.6)",
    ]) {
      expect(texts.out).toContain(word);
    }
  });

  test("starts, writes the ready file, prints an environment to paste and stops when asked", async () => {
    const caFile = join(folder, "ca.pem");
    const waiting = ready("ready.json");
    const { child, texts, done } = run(
      "--seed",
      "3",
      "--clock",
      "2026-02-03T04:05:06Z",
      "--switch",
      "bom=off",
      "--switch",
      "orderListLag=1m",
      "--ca-file",
      caFile,
      "--ready-file",
      join(folder, "ready.json"),
      "--speed",
      "2",
      "--throttle",
      "documented",
    );
    const file = await waiting;
    for (const name of [
      "apiUrl",
      "apiUrlTls",
      "authorityUrl",
      "tokenUrl",
      "adminUrl",
      "tenantId",
      "clientId",
      "clientSecret",
      "userRefreshToken",
    ]) {
      expect(textAt(file, name)).not.toBe("");
    }
    expect(at(file, "caFile")).toBe(caFile);
    expect(await readFile(caFile, "utf8")).toContain("BEGIN CERTIFICATE");
    const kinds: unknown[] = Object(at(file, "customers")).map((one: unknown) => at(one, "kind"));
    expect(kinds.filter((kind) => kind === "new").length).toBeGreaterThanOrEqual(3);
    expect(new Set(kinds)).toEqual(new Set(["new", "withPlan", "suspendedPlan", "legacy", "noAgreement"]));
    expect(textAt(file, "otherPartner.clientSecret")).not.toBe(textAt(file, "clientSecret"));
    const admin = textAt(file, "adminUrl");
    const clock: unknown = await (await fetch(`${admin}/clock`)).json();
    expect(textAt(clock, "now")).toMatch(/^2026-02-03T04:05/);
    expect(at(clock, "speed")).toBe(2);
    expect(await (await fetch(`${admin}/switches`)).json()).toMatchObject({ bom: "off", orderListLag: "1m" });
    expect(await (await fetch(`${admin}/throttle`)).json()).toMatchObject({ policies: [{ limit: 500 }, {}, {}] });
    await fetch(`${textAt(file, "apiUrl")}/v1/nowhere`);
    child.kill("SIGTERM");
    expect(await done).toBe(0);
    expect(texts.out).toContain(`export PARTNERCENTER_ENDPOINT='${textAt(file, "apiUrl")}'`);
    expect(texts.out).toContain(`export PARTNERCENTER_CA_FILE='${caFile}'`);
    expect(texts.error).toContain("GET /v1/nowhere");
  });

  test("takes partners and customers from a file", async () => {
    const tenantId = "aaaaaaaa-1111-4222-8333-444444444444";
    const partners = [
      {
        name: "One",
        domain: "one.example",
        tenantId,
        clientSecret: "s3cret",
        customers: [{ name: "Box", domain: "box.example", plans: [{}] }],
      },
      { name: "Two", domain: "two.example" },
    ];
    await writeFile(join(folder, "seed.json"), JSON.stringify({ partners }));
    const waiting = ready("seeded.json");
    const { child, done } = run("--seed-file", join(folder, "seed.json"), "--ready-file", join(folder, "seeded.json"));
    expect(await waiting).toMatchObject({
      tenantId,
      clientSecret: "s3cret",
      customers: [{ name: "Box", kind: "withPlan" }],
    });
    child.kill("SIGINT");
    expect(await done).toBe(0);
  });

  test("makes customers up, in a file and at once", async () => {
    const made = run("generate", "--customers", "30", "--countries", "NO,SE", "--out", join(folder, "made.yaml"));
    expect(await made.done).toBe(0);
    const printed = run("generate", "--customers", "30", "--countries", "NO,SE");
    expect(await printed.done).toBe(0);
    const text = await readFile(join(folder, "made.yaml"), "utf8");
    expect(text.replace(/^#.*\n/, "")).toBe(printed.texts.out.replace(/^#.*\n/, ""));
    const fromFile = ready("from-file.json");
    const first = run("--seed-file", join(folder, "made.yaml"), "--ready-file", join(folder, "from-file.json"));
    const customers = at(await fromFile, "customers");
    expect(customers).toHaveLength(30);
    first.child.kill("SIGTERM");
    await first.done;
    const atOnce = ready("at-once.json");
    const { child, texts, done } = run(
      "--generate",
      "customers=30,countries=NO+SE",
      "--shell",
      "powershell",
      "--ready-file",
      join(folder, "at-once.json"),
    );
    expect(at(await atOnce, "customers")).toEqual(customers);
    child.kill("SIGTERM");
    expect(await done).toBe(0);
    expect(texts.out).toContain("$env:PARTNERCENTER_ENDPOINT = 'http://127.0.0.1:");
    expect(texts.out).toContain("and 10 more");
  });

  test("goes on where it stopped with a state file", async () => {
    const args = (name: string) => ["--state-file", join(folder, "state.json"), "--ready-file", join(folder, name)];
    const starts = ready("first.json");
    const first = run(...args("first.json"));
    const file = await starts;
    await fetch(`${textAt(file, "adminUrl")}/portal/catalog/reissue`, { method: "POST" });
    first.child.kill("SIGTERM");
    expect(await first.done).toBe(0);
    const again = ready("second.json");
    const second = run(...args("second.json"));
    const { model } = Object(await (await fetch(`${textAt(await again, "adminUrl")}/state/export`)).json());
    expect(model.catalogEdition).toBe(1);
    second.child.kill("SIGTERM");
    expect(await second.done).toBe(0);
  });

  test("ends at once at the second signal", () => {
    const host = Object.assign(new EventEmitter(), { exit: jest.fn(), env: {}, ppid: 1 });
    const stop = jest.fn();
    stopWhenAsked(host, 1, stop);
    host.emit("SIGINT");
    expect([stop.mock.calls.length, host.exit.mock.calls]).toEqual([1, []]);
    host.emit("SIGTERM");
    expect([stop.mock.calls.length, host.exit.mock.calls]).toEqual([1, [[130]]]);
  });

  test("ends when its port is taken", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const address = taken.address();
    const port = typeof address === "object" ? address?.port : undefined;
    const { texts, done } = run("--tls-port", String(port));
    expect(await done).toBe(1);
    expect(texts.error).toBe(
      `pulumi-partnercenter-emulator: port ${port} is taken: choose another one, or 0 for any that is free\n`,
    );
    taken.close();
  });

  test.each([
    [["--port", "many"], "--port takes a number"],
    [["--switch", "bom"], "name=value"],
    [["--throttle", "hard"], "off, documented, tight, moving"],
    [["--switch", "bom=perhaps"], 'switch bom cannot be "perhaps"; it can be on or off'],
    [["--clock", "noon"], '"noon" is not an instant'],
    [["--seed-file", "/nowhere.json"], "/nowhere.json"],
    [["--fridge"], "--fridge"],
    [["--generate", "customers"], "--generate takes name=value"],
    [["--generate", "customers=1", "--seed-file", "x"], "--generate and --seed-file"],
    [["--shell", "fish"], "--shell takes bash or powershell"],
    [["generate", "--with-plans", "2"], "withPlans"],
  ])("refuses %j in one line", async (args, message) => {
    const { texts, done } = run(...args);
    expect(await done).toBe(1);
    expect(texts.error).toContain(message);
    expect(texts.error).not.toMatch(/\n\s+at /);
  });
});

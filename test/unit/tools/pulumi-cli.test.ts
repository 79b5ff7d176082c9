import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findPulumiCli } from "../../../tools/pulumi-cli";
import { withoutAmbientSettings } from "../../../tools/pulumi-cli/ambient";
import { isAtLeast } from "../../../tools/pulumi-cli/check";
import { withLock } from "../../../tools/pulumi-cli/lock";
import { pulumiEnvironment } from "../../../tools/pulumi-environment";

const folder = mkdtempSync(join(tmpdir(), "tools-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ["3.254.0", "3.254.0", true],
  ["3.254.1", "3.254.0", true],
  ["3.1000.0", "3.254.0", true],
  ["4.0.0-alpha.1", "3.254.0", true],
  ["3.253.9", "3.254.0", false],
  ["2.999.0", "3.254.0", false],
  ["1.26", "1.21", true],
])("version %s is at least %s: %s", (version, oldest, answer) => expect(isAtLeast(version, oldest)).toBe(answer));

test("nobody's real credentials reach a test or the demo", () => {
  const env = {
    PATH: "/bin",
    HOME: "/home/me",
    AZURE_CLIENT_SECRET: "real",
    ARM_CLIENT_SECRET: "real",
    PARTNERCENTER_CLIENT_SECRET: "real",
    PULUMI_ACCESS_TOKEN: "real",
    PULUMI_BACKEND_URL: "s3://real",
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: "real",
  };
  expect(withoutAmbientSettings(env)).toEqual({ PATH: "/bin", HOME: "/home/me" });
});

test("Pulumi works in the given places only", () => {
  const env = pulumiEnvironment({ binDirs: ["/cli"], home: "/h", backend: "/b", extraPath: ["/first"] });
  expect(env).toMatchObject({ PULUMI_HOME: "/h", PULUMI_BACKEND_URL: "file:///b" });
  expect(env.PATH?.split(":").slice(0, 2)).toEqual(["/first", "/cli"]);
});

describe("the lock", () => {
  const file = join(folder, "lock");

  test("lets one in at a time", async () => {
    const order: string[] = [];
    const waits: string[] = [];
    await Promise.all([
      withLock(
        file,
        () => {},
        async () => {
          await new Promise((resolve) => setTimeout(resolve, 300));
          order.push("first");
        },
      ),
      withLock(
        file,
        (owner) => waits.push(owner),
        async () => {
          order.push("second");
        },
      ),
    ]);
    expect(order).toEqual(["first", "second"]);
    expect(waits).toEqual([String(process.pid)]);
    expect(existsSync(file)).toBe(false);
  });

  test.each([
    ["whose owner is dead", "999999999", 0],
    ["that nobody touched for two minutes", String(process.pid), 120],
  ])("takes over one %s", async (_what, owner, ageSeconds) => {
    writeFileSync(file, owner);
    const then = Date.now() / 1_000 - ageSeconds;
    utimesSync(file, then, then);
    await expect(
      withLock(
        file,
        () => {},
        async () => "in",
      ),
    ).resolves.toBe("in");
  });

  test("is released when the work fails", async () => {
    await expect(
      withLock(
        file,
        () => {},
        () => Promise.reject(new Error("no")),
      ),
    ).rejects.toThrow("no");
    expect(existsSync(file)).toBe(false);
  });
});

test("where no CLI is, the command that gets one is named", async () => {
  const before = { ...process.env };
  try {
    delete process.env.PULUMI_PARTNERCENTER_CLI;
    process.env.PULUMI_PARTNERCENTER_CACHE = join(folder, "empty");
    process.env.PATH = folder;
    await expect(findPulumiCli()).rejects.toThrow(/node tools\/run\.mjs pulumi/);
  } finally {
    process.env = before;
  }
});

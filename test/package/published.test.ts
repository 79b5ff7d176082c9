/** The tarball as the tools that judge packages see it. */
import { join } from "node:path";
import { repositoryRoot } from "../../tools/repository";
import { runCommand } from "../../tools/run-command";
import { pack, type Tarball, throwAwayFolder } from "./consumer";

jest.setTimeout(120_000);

let tarball: Tarball;

beforeAll(async () => {
  tarball = await pack(throwAwayFolder("tarball"));
});

test("publint has nothing to say", async () => {
  const publint = join(repositoryRoot, "node_modules", ".bin", "publint");
  const { code, stdout } = await runCommand(publint, [tarball.path, "--strict"]);
  expect([code, stdout]).toEqual([0, expect.stringContaining("All good!")]);
});

test("types are right for every entry point and every way to resolve it", async () => {
  const { code, stdout, stderr } = await runCommand(process.execPath, [
    join(__dirname, "type-problems.mjs"),
    tarball.path,
  ]);
  expect([code, stderr]).toEqual([0, ""]);
  expect(JSON.parse(stdout)).toEqual({
    entries: [".", "./client", "./dynamic", "./import", "./package.json"],
    problems: [],
  });
});

test("holds what was built, and what a person reads", () => {
  const others = tarball.files.filter((file) => !/^dist\/(sdk|provider|command)\/.*\.(js|js\.map|d\.ts)$/.test(file));
  expect(others.toSorted()).toEqual(["CHANGELOG.md", "LICENSE", "README.md", "package.json"]);
});

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../../tools/repository";

const read = (file: string) => readFileSync(join(repositoryRoot, file), "utf8");

/** Committed files and those about to be. */
const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  cwd: repositoryRoot,
  encoding: "utf8",
})
  .split("\n")
  .filter((file) => /^(sdk|provider|emulator\/src|tools)\/.*\.(ts|mjs)$/.test(file));

test("the lock file names no place to download from: everybody uses their own registry", () => {
  expect(read("package-lock.json")).not.toMatch(/"resolved": "http/);
  expect(read(".npmrc")).toContain("omit-lockfile-registry-resolved=true");
});

test("the lock file has the packages of every platform, or `npm ci` refuses it and a Mac gets no jest", () => {
  interface Entry {
    readonly optionalDependencies?: Record<string, string>;
  }
  const { packages } = JSON.parse(read("package-lock.json")) as { packages: Record<string, Entry> };
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !packages[`node_modules/${name}`] && !packages[`${path}/node_modules/${name}`],
    ),
  );
  // `node tools/complete-lock.mjs` adds them.
  expect(missing).toEqual([]);
});

test("every source file can be read in one go", () => {
  const long = files.filter((file) => read(file).split("\n").length > 400);
  expect(long).toEqual([]);
});

test("what is published needs neither the emulator nor a test", () => {
  const { dependencies, exports } = JSON.parse(read("package.json")) as Record<string, Record<string, unknown>>;
  expect(Object.keys(dependencies ?? {})).not.toContain("pulumi-partnercenter-emulator");
  expect(Object.keys(exports ?? {})).toEqual([".", "./client", "./dynamic", "./import", "./package.json"]);
});

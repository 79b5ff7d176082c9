#!/usr/bin/env node
/**
 * Adds to package-lock.json the packages for other platforms that npm left out: a registry that does not carry them makes
 * npm forget them, after which `npm ci` refuses the file and a Mac would get no jest. Run it after an `npm install` that
 * changed the lock file. What is added has no checksum, since nobody here could fetch it.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./run/places.mjs";

const systems = ["aix", "android", "darwin", "freebsd", "linux", "netbsd", "openbsd", "openharmony", "sunos", "win32"];
const processors = ["arm", "arm64", "ia32", "loong64", "mips64el", "ppc64", "riscv64", "s390x", "wasm32", "x64"];

const file = join(root, "package-lock.json");
/** @type {{ packages: Record<string, LockEntry> }} */
const lock = JSON.parse(readFileSync(file, "utf8"));
let added = 0;

for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const missing = !lock.packages[`node_modules/${name}`] && !lock.packages[`${path}/node_modules/${name}`];
    if (!missing || !/^\d/.test(version)) continue;
    lock.packages[`node_modules/${name}`] = {
      version,
      ...platformOf(name),
      ...(entry.dev ? { dev: true } : {}),
      optional: true,
      ...(entry.engines ? { engines: entry.engines } : {}),
    };
    added++;
  }
}

lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
if (added > 0) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} packages of other platforms added to package-lock.json`);

/**
 * @typedef {object} LockEntry
 * @property {string} [version]
 * @property {boolean} [dev]
 * @property {boolean} [optional]
 * @property {Record<string, string>} [engines]
 * @property {Record<string, string>} [optionalDependencies]
 * @property {string[]} [os]
 * @property {string[]} [cpu]
 * @property {string[]} [libc]
 */

/**
 * What such packages say about themselves is in their names: `…-linux-x64-musl`.
 * @param {string} name
 */
function platformOf(name) {
  const words = name.split(/[-/]/);
  const os = words.filter((word) => systems.includes(word));
  const cpu = words.filter((word) => processors.includes(word));
  if (os.length !== 1 || cpu.length !== 1) throw new Error(`${name}: which platform is it for?`);
  const libc = os[0] !== "linux" ? [] : [words.some((word) => word.startsWith("musl")) ? "musl" : "glibc"];
  return { os, cpu, ...(libc.length > 0 ? { libc } : {}) };
}

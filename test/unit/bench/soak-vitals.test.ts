import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ModuleKind, transpileModule } from "typescript";
import type { Vitals } from "../../../bench/soak/vitals";
import { repositoryRoot } from "../../../tools/repository";
import { eventually } from "../../support/eventually";

/** Leaves a rejection and a warning behind, and keeps more in memory at each second line. */
const leaking = `
  Promise.reject(new Error("nobody caught this"));
  process.emitWarning("eleven of them", "MaxListenersExceededWarning");
  process.stdin.on("data", () => {
    global.kept = (global.kept ?? []).concat(Array.from({ length: 200_000 }, (_, at) => ({ at })));
    process.stdout.write("kept\\n");
  });
  process.stdout.write("ready\\n");
`;

test("a watched process tells of what it left uncaught, of warnings, and of memory that it keeps", async () => {
  const folder = mkdtempSync(join(tmpdir(), "vitals-"));
  const file = join(folder, "vitals");
  const preload = join(folder, "vitals.js");
  const source = readFileSync(join(repositoryRoot, "bench", "soak", "vitals.ts"), "utf8");
  writeFileSync(preload, transpileModule(source, { compilerOptions: { module: ModuleKind.CommonJS } }).outputText);
  const args = ["--unhandled-rejections=warn", "--require", preload, "-e", leaking];
  const child = spawn(process.execPath, args, { env: { VITALS_FILE: file }, stdio: ["pipe", "pipe", "ignore"] });
  const lines = () => (existsSync(file) ? readFileSync(file, "utf8").trim().split("\n").filter(Boolean) : []);
  const asked = async (nth: number): Promise<Vitals> => {
    child.kill("SIGUSR2");
    return JSON.parse(await eventually("vitals", () => lines()[nth]));
  };
  try {
    await once(child.stdout, "data");
    const before = await asked(0);
    expect(before.uncaught).toEqual([expect.stringContaining("nobody caught this")]);
    expect(before.warnings).toEqual(expect.arrayContaining([expect.stringContaining("eleven of them")]));
    child.stdin.write("more\n");
    await once(child.stdout, "data");
    const after = await asked(1);
    expect(after.liveBytes - before.liveBytes).toBeGreaterThan(2 ** 21);
  } finally {
    child.kill("SIGKILL");
    rmSync(folder, { recursive: true });
  }
});

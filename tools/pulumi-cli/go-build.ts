import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../repository";
import { runCommand, tail } from "../run-command";
import { isAtLeast } from "./check";
import { goBuilds, oldestGo } from "./facts";
import type { Report } from "./report";

/** Builds the CLI and the language host from their published Go modules into `<folder>/bin`. */
export async function buildFromGoModules(folder: string, report: Report): Promise<void> {
  await requireGo();
  mkdirSync(join(folder, "bin"), { recursive: true });
  for (const build of goBuilds) {
    report.say(`Building ${build.executable} from its Go module (usually ${build.usually})`);
    let compiled = 0;
    const onLine = (line: string) => {
      if (line.startsWith("go: downloading")) report.detail(line);
      else report.detail(`compiled ${++compiled} of about ${build.packages} packages`);
    };
    const output = join(folder, "bin", build.executable);
    const flags = ["-v", "-trimpath", "-tags", "osusergo", "-ldflags", build.linkerFlags];
    const result = await runCommand("go", ["build", ...flags, "-o", output, build.package], {
      cwd: join(repositoryRoot, "tools", "pulumi-cli", build.module),
      // Without cgo no C compiler is needed, and what is built does not depend on whether there is one.
      env: { ...process.env, CGO_ENABLED: "0", GOFLAGS: "-mod=readonly" },
      onLine,
    });
    if (result.code !== 0) throw new Error(`go build of ${build.executable} failed:\n${tail(result)}`);
  }
}

async function requireGo(): Promise<void> {
  const answer = await runCommand("go", ["env", "GOVERSION"]);
  const version = /go(\d+\.\d+(\.\d+)?)/.exec(answer.stdout)?.[1];
  if (version === undefined) throw new Error("Go is not installed (no `go` on PATH)");
  if (!isAtLeast(version, oldestGo)) throw new Error(`Go ${version} is older than ${oldestGo}`);
}

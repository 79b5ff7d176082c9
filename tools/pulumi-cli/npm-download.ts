import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { runCommand, tail } from "../run-command";
import { withoutAmbientSettings } from "./ambient";
import { pinnedVersion, vendorDownload } from "./facts";
import type { Report } from "./report";

/** Has the npm package `pulumi`, which is the vendor's downloader, fetch the CLI into `<folder>/bin`. */
export async function downloadByNpm(folder: string, report: Report): Promise<void> {
  await requireVendor();
  report.say(`Downloading the Pulumi CLI ${pinnedVersion} with the npm package \`pulumi\` (usually 1 min)`);
  const downloader = join(folder, "downloader");
  mkdirSync(downloader, { recursive: true });
  const limits = { timeoutMs: vendorDownload.takesAtMostMs, onLine: report.detail };
  const installed = await runCommand(
    "npm",
    ["install", "--prefix", downloader, "--no-audit", "--no-fund", `pulumi@${pinnedVersion}`],
    limits,
  );
  if (installed.code !== 0) throw new Error(`npm did not install it: ${tail(installed)}`);
  // It puts what it fetches under PULUMI_HOME; the user's own must not be touched.
  const env = { ...withoutAmbientSettings(process.env), PULUMI_HOME: downloader, PULUMI_SKIP_UPDATE_CHECK: "true" };
  const fetched = await runCommand(join(downloader, "node_modules", ".bin", "pulumi"), ["version"], { ...limits, env });
  if (fetched.code !== 0) throw new Error(`the downloader failed: ${tail(fetched)}`);
  cpSync(join(downloader, "versions", pinnedVersion, "bin"), join(folder, "bin"), { recursive: true });
}

async function requireVendor(): Promise<void> {
  try {
    const answer = await fetch(vendorDownload.url, {
      method: "HEAD",
      signal: AbortSignal.timeout(vendorDownload.answersWithinMs),
    });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    throw new Error(
      `${new URL(vendorDownload.url).host} cannot be reached (${cause instanceof Error ? cause.message : String(cause)})`,
    );
  }
}

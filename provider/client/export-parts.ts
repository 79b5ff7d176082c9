import type { Clock } from "../clock";
import { isLoopback } from "../loopback";
import type { Calls } from "./calls";
import type { ExportManifest } from "./endpoints/exports";
import { ContractError, isApiError, PartnerCenterError, TransportError } from "./errors";
import { isRecord } from "./json";
import { jsonLines } from "./json-lines";

/** One row, by the names of its columns: texts, numbers, and numbers that keep their digits. */
export type ExportRow = Readonly<Record<string, unknown>>;

const MOST_FAILURES_IN_A_ROW = 5;
const RETRY_MS = 1_000;

/** The parts of one export, each of which can be read again from where it broke off. */
export class ExportParts {
  #renewal: Promise<ExportManifest> | undefined;

  /** @param renew gets the manifest anew, with a signature that has time left. */
  constructor(
    private readonly calls: Calls,
    private readonly clock: Clock,
    private manifest: ExportManifest,
    private readonly renew: () => Promise<ExportManifest>,
  ) {}

  /** The rows of one part, once each. */
  async *rows(name: string, signal: AbortSignal): AsyncGenerator<readonly ExportRow[], void, undefined> {
    const what = `part ${name} of the export`;
    let given = 0;
    let failures = 0;
    for (;;) {
      const used = this.manifest;
      try {
        let passed = 0;
        const bytes = await this.calls.download(addressOf(used, name), what, { signal });
        for await (const lines of jsonLines(bytes, what)) {
          const fresh = lines.slice(Math.max(0, given - passed)).map((line) => rowOf(line, what));
          passed += lines.length;
          if (fresh.length === 0) continue;
          given += fresh.length;
          failures = 0;
          yield fresh;
        }
        return;
      } catch (error) {
        failures += 1;
        if (failures >= MOST_FAILURES_IN_A_ROW || !mayGoOn(error)) throw error;
        if (isApiError(error, 403)) await this.#renewAfter(used);
        else await this.clock.sleep(RETRY_MS * 2 ** failures, signal);
      }
    }
  }

  /** One renewal, however many parts found the same signature too old. */
  async #renewAfter(used: ExportManifest): Promise<void> {
    if (this.manifest !== used) return;
    this.#renewal ??= this.renew().finally(() => {
      this.#renewal = undefined;
    });
    const fresh = await this.#renewal;
    if (fresh.eTag !== used.eTag) {
      throw new ContractError(
        "The exported data changed while it was read: rows of two versions would mix. Read it again.",
      );
    }
    this.manifest = fresh;
  }
}

function mayGoOn(error: unknown): boolean {
  if (error instanceof TransportError) return !error.permanent;
  return PartnerCenterError.isInstance(error) && (isApiError(error, 403) || isPassing(error));
}

function isPassing(error: PartnerCenterError): boolean {
  return [408, 429, 500, 502, 503, 504].some((status) => isApiError(error, status));
}

/** No token goes there, only the signature, and that not in clear. */
function addressOf({ rootDirectory, sasToken }: ExportManifest, name: string): URL {
  const folder = rootDirectory.replace(/\/+$/, "");
  const path = name.split("/").map(encodeURIComponent).join("/");
  const text = `${folder}/${path}?${sasToken.replace(/^\?/, "")}`;
  if (!URL.canParse(text)) throw new ContractError("The export's manifest does not say where its parts are.");
  const url = new URL(text);
  if (url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url))) return url;
  throw new ContractError(`The export's parts are not behind https:// (${url.host}); they were not downloaded.`);
}

function rowOf(line: unknown, what: string): ExportRow {
  if (isRecord(line) && !Array.isArray(line)) return line;
  throw new ContractError(`${what}: a line is no object.`);
}

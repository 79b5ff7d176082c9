import { gunzipSync } from "node:zlib";
import type { Emulator, SeededPartner } from "../src";
import { type Answer, admin, at, read, requestToken, textAt } from "./support";

/** Where exports are begun. */
export const reports = "/v1.0/reports/partners/billing";

/** The four exports. */
export type ExportPath =
  | "usage/billed/export"
  | "usage/unbilled/export"
  | "reconciliation/billed/export"
  | "reconciliation/unbilled/export";

/** Sends requests to Microsoft Graph with a token of its own. */
export class GraphClient {
  constructor(
    readonly emulator: Emulator,
    readonly token: string,
  ) {}

  async send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return read(
      await fetch(path.startsWith("http") ? path : `${this.emulator.graphUrl}${path}`, {
        method,
        headers: { authorization: `Bearer ${this.token}`, "content-type": "application/json", ...headers },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    );
  }

  /** Begins an export and gives the address of its operation. */
  async begin(path: ExportPath, body: object): Promise<string> {
    const begun = await this.send("POST", `${reports}/${path}`, body);
    expect([begun.status, begun.raw]).toEqual([202, ""]);
    return begun.headers.get("location") ?? "";
  }

  /** Begins an export, waits until it is done, and gives its manifest. */
  async manifest(path: ExportPath, body: object): Promise<unknown> {
    const operation = await this.begin(path, body);
    letExportsEnd(this.emulator);
    return this.manifestOf(operation);
  }

  /** The manifest of a finished export, wherever it is. */
  async manifestOf(operation: string): Promise<unknown> {
    const { body } = await this.send("GET", operation);
    const link: unknown = Object(body)["resourceLocation@odata.navigationLink"];
    return typeof link === "string" ? (await this.send("GET", link)).body : at(body, "resourceLocation");
  }

  /** The rows of an export. */
  async rows(path: ExportPath, body: object): Promise<unknown[]> {
    return rowsOf(await this.manifest(path, body));
  }
}

/** A client of the main partner's application, or another one's. */
export async function graphClient(
  emulator: Emulator,
  { tenantId, clientId, clientSecret }: Pick<SeededPartner, "tenantId" | "clientId" | "clientSecret"> = emulator,
): Promise<GraphClient> {
  const scope = "https://graph.microsoft.com/.default";
  const form = { client_id: clientId, client_secret: clientSecret, scope };
  return new GraphClient(
    emulator,
    textAt((await requestToken(emulator, { tenant: tenantId, form })).body, "access_token"),
  );
}

/** Lets so much time pass that exports begun until now are done. */
export function letExportsEnd({ clock, switches }: Emulator): void {
  clock.advance(switches.durationMs("exportStartDelay") + switches.durationMs("exportDuration") + 1);
}

/** The addresses of the parts in a manifest. */
export function partsOf(manifest: unknown): string[] {
  const blobs = at(manifest, "blobs");
  const root = textAt(manifest, "rootDirectory");
  const signature = textAt(manifest, "sasToken");
  return (Array.isArray(blobs) ? blobs : []).map((blob) => `${root}/${textAt(blob, "name")}?${signature}`);
}

/** The bytes behind an address, with whatever headers. */
export async function download(url: string, headers: Record<string, string> = {}): Promise<Buffer> {
  const response = await fetch(url, { headers });
  expect([200, 206]).toContain(response.status);
  return Buffer.from(await response.arrayBuffer());
}

/** The rows in the bytes of a part. */
export function rowsIn(bytes: Buffer): unknown[] {
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const lines = (isPacked ? gunzipSync(bytes) : bytes).toString("utf8").split("\n");
  expect(lines.pop()).toBe("");
  return lines.map((line): unknown => JSON.parse(line));
}

/** All rows of an export. */
export async function rowsOf(manifest: unknown): Promise<unknown[]> {
  const parts: Buffer[] = [];
  for (const url of partsOf(manifest)) {
    parts.push(await download(url));
  }
  return parts.flatMap(rowsIn);
}

/** The partner's invoices as the portal lists them: of new commerce, or others. */
export async function invoicesOf(
  emulator: Emulator,
  commerce = "modern",
  tenantId = emulator.tenantId,
): Promise<unknown[]> {
  const { body } = await admin(emulator, "GET", `/portal/partners/${tenantId}/invoices`);
  const invoices = at(body, "invoices");
  return (Array.isArray(invoices) ? invoices : []).filter((one) => at(one, "commerce") === commerce);
}

/** The newest invoice in the currency, amendments aside. */
export async function lastInvoice(emulator: Emulator, currency: string, commerce?: string): Promise<string> {
  const invoices = await invoicesOf(emulator, commerce);
  const plain = invoices.filter((one) => at(one, "amends") === undefined && at(one, "currency") === currency);
  return textAt(plain.at(-1), "id");
}

/** What an operation answers: status, state, type and wait. */
export async function stateOf(client: GraphClient, operation: string): Promise<unknown[]> {
  const { status, body, headers } = await client.send("GET", operation);
  return [status, at(body, "status"), Object(body)["@odata.type"], headers.get("retry-after")];
}

/** Status and code of an error of Graph. */
export const errorOf = ({ status, body }: Answer) => [status, at(body, "error.code")];

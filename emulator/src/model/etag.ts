/** The ETag of a legacy subscription or order: base64 of its id and version (C 2.5). */
export function etagText(id: string, version: number): string {
  return Buffer.from(JSON.stringify({ id: id.toLowerCase(), version })).toString("base64");
}

import { createHash } from "node:crypto";

/**
 * A continuation token that carries where to go on. It is of use only beside the same `boundTo` (partner, path and
 * query, say). Opaque to callers: base64, so it may have `+`, `/` and `=` (B 1.5).
 */
export function writeSeekToken(position: string, boundTo: string): string {
  return Buffer.from(`${mark(position, boundTo)}${position}`).toString("base64");
}

/** What the token carries; undefined when it is none of ours, or bound to something else. */
export function readSeekToken(token: string, boundTo: string): string | undefined {
  const text = Buffer.from(token, "base64").toString();
  const position = text.slice(markLength);
  return text.slice(0, markLength) === mark(position, boundTo) ? position : undefined;
}

const markLength = 12;

const mark = (position: string, boundTo: string): string =>
  createHash("sha256").update(`${boundTo}\n${position}`).digest("base64").slice(0, markLength);

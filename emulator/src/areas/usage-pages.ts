import { Refusal } from "../errors";
import type { ApiCall, Reply } from "../http/call";
import { billingCollection } from "../http/links";
import { readSeekToken, writeSeekToken } from "../http/seek-token";

/** Small, so that every client meets a second page. */
const pageSize = 3;

/**
 * A usage collection: everything in one answer, as documented, or page after page by switch, since nobody knows what the
 * service does at scale (B 1.5, 16.2).
 */
export function usageCollection(
  call: ApiCall,
  items: readonly unknown[],
  spelling: { readonly selfEndsWithSlash?: boolean } = {},
): Reply {
  if (call.model.switches.is("usagePaging", "none")) {
    return { status: 200, body: billingCollection(call, items, spelling) };
  }
  const boundTo = `${call.partner.tenantId}${call.incoming.path}`.toLowerCase();
  const start = call.query("seekOperation") === undefined ? 0 : Number(positionOf(call, boundTo));
  const end = start + pageSize;
  const next =
    end < items.length ? { query: "seekOperation=Next", token: writeSeekToken(String(end), boundTo) } : undefined;
  return { status: 200, body: billingCollection(call, items.slice(start, end), { ...spelling, next }) };
}

function positionOf(call: ApiCall, boundTo: string): string {
  const position = readSeekToken(call.incoming.headers["ms-continuationtoken"] ?? "", boundTo);
  if (position === undefined) {
    throw new Refusal("invalidProperty", "MS-ContinuationToken is missing, or not one of this collection.");
  }
  return position;
}

import type { AdminRoute } from "../http/routes";
import type { JournalFilter } from "../journal";
import { pathPattern } from "../request-pattern";
import { type AdminParts, admin } from "./admin";

/** What to look at: the journal. */
export function observeRoutes({ journal }: AdminParts): AdminRoute[] {
  return [
    admin("GET", "/journal", ({ query }) => {
      const entries = journal.entries(filterOf(query));
      return { status: 200, body: { count: entries.length, entries } };
    }),
    admin("DELETE", "/journal", () => {
      journal.clear();
      return { status: 204 };
    }),
  ];
}

function filterOf(query: ReadonlyMap<string, string>): JournalFilter {
  const path = query.get("path");
  const since = query.get("since");
  const effect = query.get("effect");
  if (since !== undefined && !/^\d+$/.test(since)) {
    throw new RangeError(`since is a sequence number of the journal, not "${since}"`);
  }
  if (effect !== undefined && effect !== "true" && effect !== "false") {
    throw new RangeError(`effect is true or false, not "${effect}"`);
  }
  return {
    method: query.get("method"),
    path: path === undefined ? undefined : pathPattern(path),
    since: since === undefined ? undefined : Number(since),
    effect: effect === undefined ? undefined : effect === "true",
  };
}

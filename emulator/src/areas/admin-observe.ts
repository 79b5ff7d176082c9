import type { AdminRoute } from "../http/routes";
import { journalQuery } from "../journal-filter";
import { type AdminParts, admin } from "./admin";

/** What to look at: the journal, and the credentials that were seen. */
export function observeRoutes({ journal, credentials }: AdminParts): AdminRoute[] {
  return [
    admin("GET", "/journal", ({ query }) => {
      const { limit, last, countonly, requestid, ...filter } = journalQuery.parse(Object.fromEntries(query));
      const found = journal.entries({ ...filter, requestId: requestid });
      const entries = found.slice(0, limit).slice(last === undefined ? 0 : -last || found.length);
      return { status: 200, body: countonly === true ? { count: found.length } : { count: found.length, entries } };
    }),
    admin("DELETE", "/journal", () => {
      journal.clear();
      return { status: 204 };
    }),
    admin("GET", "/credentials", () => ({ status: 200, body: { credentials: credentials.all() } })),
    admin("DELETE", "/credentials", () => {
      credentials.clear();
      return { status: 204 };
    }),
  ];
}

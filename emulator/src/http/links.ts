import type { ApiCall } from "./call";

/** A header that a link wants to be sent with. */
export interface LinkHeader {
  readonly key: string;
  readonly value: string;
}

/** A link as the service writes it. */
export interface Link {
  readonly uri: string;
  readonly method: string;
  readonly headers?: readonly LinkHeader[] | undefined;
}

/** A link below the API root; with or without the version, by switch (C 3.1). */
export function link(call: ApiCall, path: string, method = "GET", headers: readonly LinkHeader[] = []): Link {
  const { switches } = call.model;
  const prefix = switches.is("linkVersion", "included") ? "/v1" : "";
  const absent = headers.length === 0 && switches.is("linkHeaders", "absent");
  return { uri: `${prefix}${path}`, method, headers: absent ? undefined : headers };
}

/** The link to the request itself: its path and query as they were sent. */
export function selfLink(call: ApiCall): Link {
  return link(call, withoutVersion(call.incoming.path) + call.incoming.search);
}

/** A path without its `/v1`. */
export const withoutVersion = (path: string): string => path.replace(/^\/v1(?=\/)/i, "");

/** A collection with `totalCount`, `items`, `links` and `attributes` (C 3.1). */
export function collection(call: ApiCall, items: readonly unknown[]): Record<string, unknown> {
  return {
    totalCount: items.length,
    items,
    links: { self: selfLink(call) },
    attributes: { objectType: "Collection" },
  };
}

/** The next page of a billing collection. */
export interface NextPage {
  /** Its query without `?`, in the order in which it is written: `size=2000&seekOperation=Next`. */
  readonly query: string;
  /** What has to be sent as `MS-ContinuationToken`; left out where pages are counted by `offset`. */
  readonly token?: string | undefined;
}

/** As `collection`, with the liberties that the billing part takes: in counting, in spelling links, in where tokens are (B 1.5). */
export function billingCollection(
  call: ApiCall,
  items: readonly unknown[],
  page: {
    readonly next?: NextPage | undefined;
    /** Whether the sources show this collection's links without their leading slash. */
    readonly shownWithoutSlash?: boolean;
    readonly selfEndsWithSlash?: boolean;
  } = {},
): Record<string, unknown> {
  const { next } = page;
  const { switches } = call.model;
  const bare = page.shownWithoutSlash === true && switches.is("linkSpelling", "asShown");
  const token = next?.token;
  const headers =
    token === undefined || switches.is("seekTokenPlace", "body") ? [] : [{ key: "MS-ContinuationToken", value: token }];
  const path = withoutVersion(call.incoming.path);
  const self = selfLink(call);
  const shownSelf = page.selfEndsWithSlash === true ? { ...self, uri: self.uri.replace(/\/?$/, "/") } : self;
  return {
    totalCount: countOf(call, items.length),
    items,
    links: {
      self: spelled(call, shownSelf, bare),
      ...(next !== undefined && {
        next: spelled(call, link(call, `${path}?${nextQuery(call, next.query)}`, "GET", headers), bare),
      }),
    },
    attributes: { objectType: "Collection" },
    ...(!switches.is("seekTokenPlace", "header") && { continuationToken: token }),
  };
}

function countOf(call: ApiCall, items: number): number {
  const { switches } = call.model;
  const error = switches.is("totalCounts", "more") ? 1 : switches.is("totalCounts", "fewer") ? -1 : 0;
  return Math.max(0, items + error);
}

function spelled(call: ApiCall, one: Link, bare: boolean): Link {
  return bare || call.model.switches.is("linkSpelling", "noLeadingSlash")
    ? { ...one, uri: one.uri.replace(/^\//, "") }
    : one;
}

function nextQuery(call: ApiCall, query: string): string {
  switch (call.model.switches.position("linkSpelling")) {
    case "misplacedQuestionMark":
      return query.replace(/&(?=[^&]*$)/, "?");
    case "misspelledParameter":
      return query.replace(/(^|&)invoiceLineItemType=/i, "$1nvoicelineitemtype=");
    case "emptyOffset":
      return `${query}&offset=`;
    default:
      return query;
  }
}

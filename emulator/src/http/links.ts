import type { ApiCall } from "./call";

/** A link as the service writes it. */
export interface Link {
  readonly uri: string;
  readonly method: string;
  readonly headers: readonly { readonly key: string; readonly value: string }[];
}

/** A link below the API root; with or without the version, by switch (C 3.1). */
export function link(call: ApiCall, path: string, method = "GET", headers: Link["headers"] = []): Link {
  const prefix = call.model.switches.is("linkVersion", "included") ? "/v1" : "";
  return { uri: `${prefix}${path}`, method, headers };
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

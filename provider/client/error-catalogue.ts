import { type CatalogueEntry, catalogueEntries, type Explanation } from "./error-codes";

const byCode = new Map<string, CatalogueEntry[]>();
for (const entry of catalogueEntries) {
  for (const code of entry.codes) byCode.set(code, [...(byCode.get(code) ?? []), entry]);
}

/** The meaning of a code at this status; `undefined` for codes that the catalogue does not have. */
export function explainCode(code: string, status: number): Explanation | undefined {
  const entries = byCode.get(code.trim()) ?? [];
  return entries.find((entry) => entry.status === status) ?? entries.find((entry) => entry.status === undefined);
}

const statuses: Readonly<Record<number, Explanation>> = {
  400: { meaning: "the service does not accept the request" },
  401: {
    meaning: "the service does not accept the token",
    remedy: "Check that the application is registered in the partner tenant and enabled for the Partner Center API.",
  },
  403: {
    meaning: "this identity may not do that",
    remedy: "Check the application's roles in Partner Center and the relationship with the customer.",
  },
  404: { meaning: "there is no such thing, or this partner cannot see it" },
  408: { meaning: "the service took too long" },
  409: { meaning: "the request conflicts with something that is under way" },
  412: { meaning: "the resource was changed by somebody else in between", remedy: "Run the operation again." },
  429: {
    meaning: "too many requests",
    remedy: "Wait as told, or run with less parallelism (`pulumi up --parallel 4`).",
  },
  500: { meaning: "Partner Center failed", remedy: "Try again later." },
  502: { meaning: "Partner Center cannot be reached behind its gateway", remedy: "Try again later." },
  503: { meaning: "Partner Center is busy", remedy: "Try again later." },
  504: { meaning: "Partner Center did not answer its gateway in time", remedy: "Try again later." },
};

/** What a status means when its code says nothing. */
export function explainStatus(status: number): Explanation | undefined {
  return statuses[status];
}

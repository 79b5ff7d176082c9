/**
 * The expression for a path pattern: `{anything}` and `*` stand for (part of) one segment, `**` for any number of them;
 * case is ignored.
 */
export function pathPattern(pattern: string): RegExp {
  const source = pattern.replace(/\*\*|\*|\{[^}/]*\}|[.+?^${}()|[\]\\]/g, (token) => {
    if (token === "**") {
      return ".*";
    }
    return token === "*" || token.startsWith("{") ? "[^/]*" : `\\${token}`;
  });
  return new RegExp(`^${source}$`, "i");
}

/** Which requests a hold or a fault is meant for. */
export interface RequestPattern {
  /** A method, or `*`. */
  readonly method: string;
  /** A path with the version, for example `/v1/customers/{customer}/carts/{cart}/checkout`; see `pathPattern`. */
  readonly path: string;
}

/** Makes the test whether a request fits the pattern. */
export function requestMatcher(pattern: RequestPattern): (method: string, path: string) => boolean {
  const path = pathPattern(pattern.path);
  const method = pattern.method.toUpperCase();
  return (actualMethod, actualPath) => (method === "*" || method === actualMethod) && path.test(actualPath);
}

import type { ApiCall, IncomingCall, Reply } from "./call";

/** Names of the parameters in a path like `/v1/customers/{customerId}`. */
export type ParamsOf<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParamsOf<Rest>
  : never;

/** Which tokens a route accepts (C 1.5). */
export type Credentials = "both" | "appUserOnly";

interface RouteShape {
  readonly method: string;
  readonly path: string;
}

/** A route of the Partner Center API. Its handler is synchronous, so that every request is processed in one piece. */
export interface ApiRoute extends RouteShape {
  readonly kind: "api";
  readonly credentials: Credentials;
  readonly handle: (call: ApiCall) => Reply;
}

/** A route that needs no token: Entra's. */
export interface OpenRoute extends RouteShape {
  readonly kind: "entra";
  readonly handle: (incoming: IncomingCall, params: Params) => Reply;
}

/** A route of the admin API. */
export interface AdminRoute extends RouteShape {
  readonly kind: "admin";
  readonly handle: (incoming: IncomingCall, params: Params, clientGone: AbortSignal) => Reply | Promise<Reply>;
}

/** Any route. */
export type Route = ApiRoute | OpenRoute | AdminRoute;

/** Declares an API route; the handler's parameters come from the path. */
export function api<Path extends `/v1/${string}`>(
  method: string,
  path: Path,
  handle: (call: ApiCall<ParamsOf<Path>>) => Reply,
  credentials: Credentials = "both",
): ApiRoute {
  return { kind: "api", method, path, credentials, handle };
}

/** What the router found: a route with its path parameters, or the methods that the path has (none: no such path). */
export type Match =
  | { readonly kind: "service"; readonly route: ApiRoute | OpenRoute; readonly params: Params }
  | { readonly kind: "admin"; readonly route: AdminRoute; readonly params: Params }
  | { readonly kind: "none"; readonly methods: readonly string[] };

/** Parameters of a path by their names. */
export type Params = Readonly<Record<string, string>>;

/** Finds routes. Literal segments are matched without regard to case and win over parameters. */
export class Router {
  readonly #routes: { readonly route: Route; readonly segments: readonly string[] }[];

  constructor(routes: readonly Route[]) {
    this.#routes = routes
      .map((route) => ({ route, segments: route.path.toLowerCase().split("/").slice(1) }))
      .toSorted((left, right) => parameters(left.segments) - parameters(right.segments));
  }

  /** The route for the call. */
  find(method: string, path: string): Match {
    const raw = path.split("/").slice(1);
    const segments = raw.at(-1) === "" && raw.length > 1 ? raw.slice(0, -1) : raw;
    const lower = segments.map((segment) => segment.toLowerCase());
    const methods: string[] = [];
    for (const { route, segments: pattern } of this.#routes) {
      if (pattern.length !== lower.length || !pattern.every((one, at) => one.startsWith("{") || one === lower[at])) {
        continue;
      }
      if (route.method === method) {
        const params = paramsOf(route.path, segments);
        return route.kind === "admin" ? { kind: "admin", route, params } : { kind: "service", route, params };
      }
      methods.push(route.method);
    }
    return { kind: "none", methods };
  }
}

function parameters(segments: readonly string[]): number {
  return segments.filter((segment) => segment.startsWith("{")).length;
}

function paramsOf(path: string, segments: readonly string[]): Record<string, string> {
  const params: Record<string, string> = {};
  path
    .split("/")
    .slice(1)
    .forEach((name, at) => {
      if (name.startsWith("{")) {
        params[name.slice(1, -1)] = decoded(segments[at] ?? "");
      }
    });
  return params;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

import type { ApiCall, IncomingCall, Reply } from "./call";
import { adminAgents, type RoleRule } from "./role-rules";

/** Names of the parameters in a path like `/v1/customers/{customerId}`. */
export type ParamsOf<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParamsOf<Rest>
  : never;

/**
 * Which tokens a route of Partner Center accepts (C 1.5, B 2). `appUserOnly` refuses app-only as the documents on commerce
 * say (403/900329), `appUserOnlyBilling` as a switch says, since the documents on billing leave it open.
 */
export type Credentials = "both" | "appUserOnly" | "appUserOnlyBilling" | "appOnly";

/** The services behind the listeners, each with its own audience, errors and headers. */
export const services = ["api", "graph", "management"] as const;

/** Partner Center, Microsoft Graph or Azure Resource Manager. */
export type Service = (typeof services)[number];

interface RouteShape {
  readonly method: string;
  readonly path: string;
}

interface ServiceRouteShape extends RouteShape {
  /** Synchronous, so that every request is processed in one piece. */
  readonly handle: (call: ApiCall) => Reply;
}

/** A route of the Partner Center API. */
export interface ApiRoute extends ServiceRouteShape {
  readonly kind: "api";
  readonly credentials: Credentials;
  /** Roles that users need; applications have those of their partner. */
  readonly roles: RoleRule;
}

/** A route of Microsoft Graph. */
export interface GraphRoute extends ServiceRouteShape {
  readonly kind: "graph";
  /** The permission it wants, given to the application or delegated by the user. */
  readonly permission: string;
}

/** A route of Azure Resource Manager. */
export interface ManagementRoute extends ServiceRouteShape {
  readonly kind: "management";
}

/** A route that needs a token. */
export type ServiceRoute = ApiRoute | GraphRoute | ManagementRoute;

/** A route that needs no token: Entra's. */
export interface OpenRoute extends RouteShape {
  readonly kind: "entra";
  readonly handle: (incoming: IncomingCall, params: Params) => Reply;
}

/** A route of blob storage: what is signed needs no token. */
export interface StorageRoute extends RouteShape {
  readonly kind: "storage";
  readonly handle: (incoming: IncomingCall, params: Params) => Reply;
}

/** A route of the admin API. */
export interface AdminRoute extends RouteShape {
  readonly kind: "admin";
  readonly handle: (incoming: IncomingCall, params: Params, clientGone: AbortSignal) => Reply | Promise<Reply>;
}

/** Any route. */
export type Route = ServiceRoute | OpenRoute | StorageRoute | AdminRoute;

/** Declares an API route; the handler's parameters come from the path. */
export function api<Path extends `/v1/${string}`>(
  method: string,
  path: Path,
  handle: (call: ApiCall<ParamsOf<Path>>) => Reply,
  credentials: Credentials = "both",
  roles: RoleRule = adminAgents,
): ApiRoute {
  return { kind: "api", method, path, credentials, roles, handle };
}

/** Declares a route of Microsoft Graph (B 12). A token for Graph with the permission is wanted. */
export function graph<Path extends `/v1.0/${string}`>(
  method: string,
  path: Path,
  handle: (call: ApiCall<ParamsOf<Path>>) => Reply,
  permission = "PartnerBilling.Read.All",
): GraphRoute {
  return { kind: "graph", method, path, permission, handle };
}

/**
 * Declares a route of Azure Resource Manager (A). A token for it is wanted; of which tenant it has to be, and who may do
 * what, is up to the handler: that depends on the subscription.
 */
export function management<Path extends `/subscriptions/${string}` | `/providers/${string}`>(
  method: string,
  path: Path,
  handle: (call: ApiCall<ParamsOf<Path>>) => Reply,
): ManagementRoute {
  return { kind: "management", method, path, handle };
}

/** The container in blob storage that has the parts of billing exports. */
export const exportContainer = "billingexports";

/** Which service a path that has no route belongs to. */
export function serviceOfPath(path: string): Service | "storage" {
  if (path.split("/")[1]?.toLowerCase() === exportContainer) {
    return "storage";
  }
  if (/^\/(v1\.0|beta)(\/|$)/i.test(path)) {
    return "graph";
  }
  return /^\/(subscriptions|providers)(\/|$)/i.test(path) ? "management" : "api";
}

/** What the router found: a route with its path parameters, or the methods that the path has (none: no such path). */
export type Match =
  | { readonly kind: "service"; readonly route: Exclude<Route, AdminRoute>; readonly params: Params }
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

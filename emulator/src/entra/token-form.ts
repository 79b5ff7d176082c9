import type { IncomingCall } from "../http/call";
import { EntraRefusal } from "./entra-errors";
import type { Tenant } from "./tenants";
import { knownAudiences } from "./token-claims";

/** The two generations of endpoints; they differ in how a resource is named and in JSON types (C 1.2). */
export type Version = "v1" | "v2";

/** A request to a token endpoint, read so far. */
export interface TokenRequest {
  readonly incoming: IncomingCall;
  readonly form: URLSearchParams;
  readonly tenant: Tenant;
  readonly grant: string;
}

/** What a token is asked for. */
export interface Wish {
  readonly version: Version;
  readonly audience: string;
  /** Permissions of the resource by name; empty for `.default` and in v1. */
  readonly permissions: readonly string[];
  /** Whether an id token is wanted. */
  readonly openId: boolean;
  readonly offline: boolean;
}

/** A parameter that must be there. */
export function required(form: URLSearchParams, name: string): string {
  const value = form.get(name);
  if (!value) {
    throw new EntraRefusal("parameterMissing", name);
  }
  return value;
}

const openIdScopes: readonly string[] = ["openid", "profile", "email", "offline_access"];

/** Reads `resource` (v1) or `scope` (v2). */
export function readWish(form: URLSearchParams, version: Version, appOnly: boolean): Wish {
  if (version === "v1") {
    const audience = knownAudience(required(form, "resource"));
    return { version, audience, permissions: [], openId: true, offline: true };
  }
  const scopes = required(form, "scope").split(/ +/).filter(Boolean);
  const ofResource = scopes.filter((one) => !openIdScopes.includes(one.toLowerCase()));
  const [first = "https://graph.microsoft.com/.default"] = ofResource;
  if (appOnly && !ofResource.some((one) => one.endsWith("/.default"))) {
    throw new EntraRefusal("scopeWrong", scopes.join(" "));
  }
  if (!first.includes("/")) {
    throw new EntraRefusal("scopeUnknown", first);
  }
  return {
    version,
    audience: knownAudience(first.replace(/\/[^/]*$/, "")),
    permissions: ofResource.map((one) => one.replace(/^.*\//, "")).filter((name) => name !== ".default"),
    openId: scopes.includes("openid"),
    offline: scopes.includes("offline_access"),
  };
}

function knownAudience(resource: string): string {
  const wanted = resource.replace(/\/$/, "").toLowerCase();
  const known = knownAudiences.find((one) => one === wanted);
  if (known === undefined) {
    throw new EntraRefusal("resourceUnknown", resource);
  }
  return known;
}

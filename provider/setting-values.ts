import { SettingsError } from "./client/errors";
import { isLoopback } from "./loopback";
import { clouds, howToSet, type SettingKey } from "./setting-facts";
import type { SettingText } from "./setting-sources";
import { shownWord } from "./shown-values";

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A GUID, lower case. The value is not shown: a secret pasted into the wrong setting would be. */
export function parseIdentifier(key: "tenantId" | "clientId", { text, source }: SettingText): string {
  if (GUID.test(text)) return text.toLowerCase();
  const domain = key === "tenantId" && /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i.test(text);
  throw new SettingsError(
    domain
      ? `tenantId must be the tenant's GUID; ${source} has a domain name, which cannot be compared with what a stack's ` +
          `state remembers. Entra's admin center shows the GUID as "Tenant ID". ${howToSet(key)}`
      : `${key} must be a GUID; ${source} has something else. ${howToSet(key)}`,
  );
}

export function parseCloud({ text, source }: SettingText): keyof typeof clouds {
  const wanted = text.toLowerCase();
  if (wanted === "public") return "public";
  if (wanted === "usgovernment") return "usGovernment";
  if (wanted === "china") {
    throw new SettingsError(
      "cloud: there are no Azure plans in the China cloud: 21Vianet does not sell Azure subscriptions through Partner " +
        "Center, so there is nothing for this provider to manage.",
    );
  }
  throw new SettingsError(
    `cloud must be ${Object.keys(clouds).join(" or ")}; ${source} has ${shownWord(text)}. ${howToSet("cloud")}`,
  );
}

/** An address without path, query or trailing slash. Plain HTTP only to this machine: tokens travel there. */
export function parseRoot(
  key: "endpoint" | "graphEndpoint" | "managementEndpoint" | "authority",
  { text, source }: SettingText,
): string {
  const refuse = (problem: string) => new SettingsError(`${key} ${problem} (from ${source}). ${howToSet(key)}`);
  if (!URL.canParse(text)) throw refuse("is not an address such as https://example.com");
  const url = new URL(text);
  if (url.username || url.password) throw refuse("must not contain credentials");
  if (url.search || url.hash) throw refuse("must not contain a query or a fragment");
  if (url.protocol !== "https:" && url.protocol !== "http:") throw refuse("must begin with https://");
  if (url.protocol === "http:" && !isLoopback(url)) {
    throw refuse(
      "must begin with https://: without it credentials would travel in clear; http:// is for this machine only",
    );
  }
  const path = url.pathname.replace(/\/+$/, "");
  if (key === "authority" && path !== "") throw refuse("must not contain a path; the tenant is added to it");
  return url.origin + path;
}

/** Milliseconds of `500ms`, `2s`, `1m`, or of a bare number of seconds. */
export function parseDuration(key: SettingKey, { text, source }: SettingText): number {
  const [, amount = "", unit = "s"] = /^(\d+(?:\.\d+)?)\s*(ms|s|m)?$/.exec(text) ?? [];
  const valueMs = Number(amount) * ({ ms: 1, s: 1000, m: 60_000 }[unit] ?? 0);
  if (amount !== "" && valueMs > 0) return valueMs;
  throw new SettingsError(
    `${key} must be a time above zero, such as 500ms, 2s or a number of seconds; ${source} has ${shownWord(text)}. ${howToSet(key)}`,
  );
}

export function parseScale({ text, source }: SettingText, endpoint: URL): number {
  const scale = Number(text);
  if (!Number.isFinite(scale) || scale <= 0) {
    throw new SettingsError(
      `timeScale must be a number above zero; ${source} has ${shownWord(text)}. ${howToSet("timeScale")}`,
    );
  }
  if (scale !== 1 && !isLoopback(endpoint)) {
    throw new SettingsError(
      `timeScale ${scale} (from ${source}) is refused: it shortens waits that keep a purchase from happening twice, and ` +
        `endpoint ${endpoint.host} is not an emulator on this machine. Remove timeScale, or set endpoint to the emulator.`,
    );
  }
  return scale;
}

/** Whose tenant gives the tokens for Azure Resource Manager. */
export type ManagementTenant = "customer" | "partner";

export function parseManagementTenant({ text, source }: SettingText): ManagementTenant {
  const wanted = text.toLowerCase();
  if (wanted === "customer" || wanted === "partner") return wanted;
  throw new SettingsError(
    `managementTenant must be customer or partner; ${source} has ${shownWord(text)}. ${howToSet("managementTenant")}`,
  );
}

export function parseFlag(key: SettingKey, { text, source }: SettingText): boolean {
  const value = text.toLowerCase();
  if (value === "true" || value === "1") return true;
  if (value === "false" || value === "0") return false;
  throw new SettingsError(`${key} must be true or false; ${source} has ${shownWord(text)}. ${howToSet(key)}`);
}

/** A whole number from 0. */
export function parseCount(key: SettingKey, { text, source }: SettingText): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(count)) return count;
  throw new SettingsError(`${key} must be a whole number from 0; ${source} has ${shownWord(text)}. ${howToSet(key)}`);
}

/** GUIDs, lower case: a list as stack configuration keeps it (a JSON array), or with commas or blanks between. */
export function parseIdentifiers(key: SettingKey, { text, source }: SettingText): readonly string[] {
  const bare = /^\[.*\]$/s.test(text) ? text.slice(1, -1).replaceAll('"', "") : text;
  const ids = bare.split(/[\s,]+/).filter(Boolean);
  const wrong = ids.findIndex((id) => !GUID.test(id));
  if (wrong < 0) return ids.map((id) => id.toLowerCase());
  throw new SettingsError(`${key} must be a list of GUIDs; number ${wrong + 1} of ${source} is none. ${howToSet(key)}`);
}

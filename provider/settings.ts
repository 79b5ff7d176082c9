import type { CloudName } from "./client/endpoint";
import { SettingsError } from "./client/errors";
import { type Identity, readIdentity } from "./identity";
import { isLoopback } from "./loopback";
import { clouds, howToSet, isSettingKey, type SettingKey, settingFacts, settingKeys } from "./setting-facts";
import { type SettingSource, type SettingText, settingSources } from "./setting-sources";
import {
  type ManagementTenant,
  parseCloud,
  parseCount,
  parseDuration,
  parseFlag,
  parseIdentifiers,
  parseManagementTenant,
  parseRoot,
  parseScale,
} from "./setting-values";

export type { Identity } from "./identity";
export { settingKeys } from "./setting-facts";

/** Everything that can be set, validated once. */
export interface Settings {
  readonly identity: Identity;
  readonly cloud: CloudName;
  /** Root of the Partner Center API without `/v1` and without a trailing slash. */
  readonly endpoint: string;
  /** Root of Microsoft Graph, where exports of billing data are. */
  readonly graphEndpoint: string;
  /** Root of Azure Resource Manager. */
  readonly managementEndpoint: string;
  /** Root of the Entra authority, without the tenant. */
  readonly authority: string;
  /** PEM file with further certificate authorities to trust. */
  readonly caFile?: string;
  /** First interval between two looks at something that takes time, in milliseconds of the service's time. */
  readonly pollIntervalMs: number;
  /** Divides every wait of ours; other than 1 only for a loopback endpoint. */
  readonly timeScale: number;
  /** Waits until lists are complete and looks again before a new cart is made (for state restored from a backup). */
  readonly settleBeforePurchase: boolean;
  /** Whose tenant gives the tokens for Azure Resource Manager: where the partner's rights in Azure subscriptions are. */
  readonly managementTenant: ManagementTenant;
  /** Programs ask Partner Center about each plan before they declare it, and warn on its row. */
  readonly preflight: boolean;
  /** Plans that one run may buy at most; absent: as many as the program declares. */
  readonly maxPurchasesPerRun?: number;
  /** Customers that may be changed: GUIDs, lower case; absent: all. */
  readonly allowedCustomers?: readonly string[];
}

/** Where configuration comes from, beside the environment. */
export interface SettingOptions {
  /** True when `config` are the arguments of an explicit `Provider`, which beat the environment. Default false. */
  readonly explicitProvider?: boolean;
}

/**
 * Reads and checks all settings. First come the arguments of an explicit `Provider`, then `PARTNERCENTER_*`, then stack
 * config, then, for the identity alone, `AZURE_*` and `ARM_*`. Environment beats stack config because `refresh` and
 * `destroy` are given the config of old state. Empty values count as not set.
 * @param config values by key, without `partnercenter:`.
 * @throws SettingsError naming the key, where its value came from and how to set it; never the value of a secret.
 */
export function loadSettings(
  config: Readonly<Record<string, unknown>>,
  environment: Readonly<Record<string, string | undefined>>,
  { explicitProvider = false }: SettingOptions = {},
): Settings {
  refuseUnknownKeys(config);
  const sources = settingSources(config, environment, explicitProvider);
  const cloud = parseCloud(pick(sources, "cloud"));
  const endpoint = parseRoot("endpoint", pick(sources, "endpoint")).replace(/\/v1$/i, "");
  const caFile = find(sources, "caFile");
  const most = find(sources, "maxPurchasesPerRun");
  const allowed = find(sources, "allowedCustomers");
  refuseUnnamedProduction(sources);
  return {
    identity: readIdentity(sources, environment),
    cloud,
    endpoint,
    ...neighbours(sources, endpoint, cloud),
    authority: parseRoot(
      "authority",
      find(sources, "authority") ?? { text: clouds[cloud].authority, source: "default" },
    ),
    ...(caFile && { caFile: caFile.text }),
    pollIntervalMs: parseDuration("pollInterval", pick(sources, "pollInterval")),
    timeScale: parseScale(pick(sources, "timeScale"), new URL(endpoint)),
    settleBeforePurchase: parseFlag("settleBeforePurchase", pick(sources, "settleBeforePurchase")),
    managementTenant: parseManagementTenant(pick(sources, "managementTenant")),
    preflight: parseFlag("preflight", pick(sources, "preflight")),
    ...(most && { maxPurchasesPerRun: parseCount("maxPurchasesPerRun", most) }),
    ...(allowed && { allowedCustomers: parseIdentifiers("allowedCustomers", allowed) }),
  };
}

/** An emulator is all services in one: whoever practises there must not meet the real ones beside it. */
function neighbours(
  sources: readonly SettingSource[],
  endpoint: string,
  cloud: CloudName,
): Pick<Settings, "graphEndpoint" | "managementEndpoint"> {
  const practising = isLoopback(new URL(endpoint));
  const root = (key: "graphEndpoint" | "managementEndpoint", real: string) =>
    parseRoot(key, find(sources, key) ?? { text: practising ? endpoint : real, source: "default" });
  return {
    graphEndpoint: root("graphEndpoint", clouds[cloud].graph),
    managementEndpoint: root("managementEndpoint", clouds[cloud].management),
  };
}

/** With `protectProduction`, the real service is meant only where somebody wrote its address. */
function refuseUnnamedProduction(sources: readonly SettingSource[]): void {
  if (!parseFlag("protectProduction", pick(sources, "protectProduction")) || find(sources, "endpoint")) return;
  throw new SettingsError(
    "protectProduction is set and no endpoint is named, so this would be the real Partner Center. " +
      `If that is meant, name it; if not, name the emulator's address. ${howToSet("endpoint")}`,
  );
}

function find(sources: readonly SettingSource[], key: SettingKey): SettingText | undefined {
  for (const { name, values } of sources) {
    const text = values[key];
    if (text !== undefined) return { text, source: name };
  }
  return undefined;
}

function pick(
  sources: readonly SettingSource[],
  key:
    | "cloud"
    | "endpoint"
    | "pollInterval"
    | "timeScale"
    | "settleBeforePurchase"
    | "managementTenant"
    | "preflight"
    | "protectProduction",
): SettingText {
  return find(sources, key) ?? { text: settingFacts[key].byDefault, source: "default" };
}

function refuseUnknownKeys(config: Readonly<Record<string, unknown>>): void {
  for (const key of Object.keys(config)) {
    if (isSettingKey(key)) continue;
    const near = nearest(key, settingKeys);
    throw new SettingsError(
      `partnercenter:${key} is not a setting. ${near ? `Did you mean partnercenter:${near}?` : `There are ${settingKeys.join(", ")}.`}` +
        (near ? ` ${howToSet(near)}` : ""),
    );
  }
}

/** The name that fewest changes lead to, if that is less than half of it. */
function nearest<Name extends string>(text: string, names: readonly Name[]): Name | undefined {
  const ranked = names
    .map((name) => ({ name, distance: editDistance(text.toLowerCase(), name.toLowerCase()) }))
    .sort((left, right) => left.distance - right.distance);
  const best = ranked[0];
  return best && best.distance < best.name.length / 2 ? best.name : undefined;
}

function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [i, a] of [...left].entries()) {
    const next = [i + 1];
    for (const [j, b] of [...right].entries()) {
      next.push(Math.min((row[j] ?? 0) + (a === b ? 0 : 1), (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

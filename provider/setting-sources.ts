import { SettingsError } from "./client/errors";
import {
  borrowedIdentities,
  howToSet,
  type IdentityKey,
  identityKeys,
  type SettingKey,
  settingFacts,
  settingKeys,
} from "./setting-facts";

type Environment = Readonly<Record<string, string | undefined>>;

/** One place that settings come from. */
export interface SettingSource {
  /** How messages name it. */
  readonly name: string;
  readonly values: Readonly<Partial<Record<SettingKey, string>>>;
}

/** A setting's text and where it came from. */
export interface SettingText {
  readonly text: string;
  readonly source: string;
}

/** The places, the one that counts most first. */
export function settingSources(
  config: Readonly<Record<string, unknown>>,
  environment: Environment,
  explicitProvider: boolean,
): readonly SettingSource[] {
  const given = { name: explicitProvider ? "the explicit Provider" : "stack config", values: textsOf(config) };
  const ours = { name: "the environment (PARTNERCENTER_*)", values: textsFrom(environment) };
  return explicitProvider ? [given, ours] : [ours, given];
}

/** A complete identity and where it came from. */
export interface ChosenIdentity {
  readonly name: string;
  readonly values: Readonly<Record<IdentityKey, string>>;
}

/**
 * The identity of the first source that has any part of one: halves of two identities would sign in as a third.
 * @throws SettingsError when that source lacks a part, or no source has any.
 */
export function chooseIdentity(sources: readonly SettingSource[], environment: Environment): ChosenIdentity {
  const borrowed = borrowedIdentities.map(({ prefix, env }) => ({
    name: `the environment (${prefix}*)`,
    values: Object.fromEntries(
      identityKeys.flatMap((key) => (environment[env[key]] ? [[key, environment[env[key]]]] : [])),
    ),
    env,
  }));
  const chosen = [...sources.map((source) => ({ ...source, env: undefined })), ...borrowed].find(({ values }) =>
    identityKeys.some((key) => values[key] !== undefined),
  );
  if (!chosen) {
    throw new SettingsError(
      `No identity is set: ${identityKeys.join(", ")} are needed. ${identityKeys.map(howToSet).join(" ")} ` +
        "AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET are taken too.",
    );
  }
  const { tenantId, clientId, clientSecret } = chosen.values;
  if (tenantId !== undefined && clientId !== undefined && clientSecret !== undefined) {
    return { name: chosen.name, values: { tenantId, clientId, clientSecret } };
  }
  const missing = identityKeys.filter((key) => chosen.values[key] === undefined);
  const present = identityKeys.filter((key) => chosen.values[key] !== undefined);
  throw new SettingsError(
    `${missing.join(" and ")} ${missing.length > 1 ? "are" : "is"} missing: ${chosen.name} has ${present.join(" and ")} only, ` +
      "and an identity comes whole from one place. " +
      (chosen.env
        ? `Set ${missing.map((key) => chosen.env[key]).join(" and ")} too, or use settings of our own. `
        : "") +
      missing.map(howToSet).join(" "),
  );
}

function textsFrom(environment: Environment): Partial<Record<SettingKey, string>> {
  return textsOf(Object.fromEntries(settingKeys.map((key) => [key, environment[settingFacts[key].env]])));
}

function textsOf(values: Readonly<Record<string, unknown>>): Partial<Record<SettingKey, string>> {
  const texts: Partial<Record<SettingKey, string>> = {};
  for (const key of settingKeys) {
    const value = values[key];
    if (value === undefined || value === null || value === "") continue;
    if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") {
      throw new SettingsError(`partnercenter:${key} must be a text, a number or a boolean. ${howToSet(key)}`);
    }
    const text = String(value).trim();
    if (text !== "") texts[key] = text;
  }
  return texts;
}

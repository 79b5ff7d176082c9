import { SettingsError } from "./client/errors";
import { howToSet, type SettingKey, settingFacts, settingKeys } from "./setting-facts";

/** Variables of an environment, by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

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

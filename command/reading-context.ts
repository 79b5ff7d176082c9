import type { OperationContext } from "../provider/resources/resource";
import { createRuntime } from "../provider/runtime";
import { loadSettings } from "../provider/settings";

/**
 * What a read needs, outside of Pulumi: there is no engine, no row and no deadline.
 * @param settings values by key, as in an explicit `Provider`; what is missing comes from the environment.
 * @throws SettingsError
 */
export function openContext(
  settings: Readonly<Record<string, unknown>>,
  environment: NodeJS.ProcessEnv,
): OperationContext {
  const engine = { alive: async () => true, log: async () => undefined };
  const loaded = loadSettings(settings, environment, { explicitProvider: true });
  const { client, clock, memory, logFor } = createRuntime({ settings: loaded, engine, environment });
  return {
    client,
    clock,
    memory,
    engine,
    settings: loaded,
    signal: new AbortController().signal,
    log: logFor(undefined),
    hidden: {},
    checkpointsSkipped: false,
  };
}

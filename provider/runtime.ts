import type { PartnerCenterClient } from "./client/client";
import { createClient } from "./client/create-client";
import { type Clock, systemClock } from "./clock";
import type { EngineLink } from "./engine-link";
import { ProcessMemory } from "./resources/process-memory";
import type { OperationLog } from "./resources/resource";
import type { Settings } from "./settings";

/** What every operation of one configured provider runs on. */
export interface ProviderRuntime {
  readonly client: PartnerCenterClient;
  readonly settings: Settings;
  readonly clock: Clock;
  readonly engine: EngineLink;
  readonly memory: ProcessMemory;
  readonly checkpointsSkipped: boolean;
  /** A log whose lines stand on the row of `urn`, or on the stack's row without one. */
  logFor(urn: string | undefined): OperationLog;
}

/** Parts that tests replace. */
export interface RuntimeParts {
  readonly settings: Settings;
  readonly engine: EngineLink;
  readonly environment: NodeJS.ProcessEnv;
  readonly clock?: Clock;
  readonly client?: PartnerCenterClient;
}

/** Puts a runtime together. Nothing is sent before the first operation. */
export function createRuntime(parts: RuntimeParts): ProviderRuntime {
  const clock = parts.clock ?? systemClock(parts.settings.timeScale);
  return {
    client: parts.client ?? createClient(parts.settings, { clock }),
    settings: parts.settings,
    clock,
    engine: parts.engine,
    memory: new ProcessMemory(),
    checkpointsSkipped: isTruthy(parts.environment.PULUMI_SKIP_CHECKPOINTS),
    logFor: (urn) => operationLog(parts.engine, urn),
  };
}

function operationLog(engine: EngineLink, urn: string | undefined): OperationLog {
  const send = (severity: "info" | "warning", text: string, ephemeral: boolean): void => {
    // Not awaited: a slow engine must not slow a purchase. The link swallows its own failures.
    void engine.log(severity, text, { ...(urn !== undefined && { urn }), ephemeral });
  };
  return {
    status: (text) => send("info", text, true),
    info: (text) => send("info", text, false),
    warn: (text) => send("warning", text, false),
  };
}

/** As the engine reads its own switches. */
function isTruthy(value: string | undefined): boolean {
  return value === "1" || value?.toLowerCase() === "true";
}

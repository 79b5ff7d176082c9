import { setImmediate as nextTurn } from "node:timers/promises";
import type { TokenSource } from "../../provider/client/authorise";
import { createClient } from "../../provider/client/create-client";
import type { WireReply } from "../../provider/client/pipeline";
import { RetryBudget } from "../../provider/client/retry-budget";
import { Throttle } from "../../provider/client/throttle";
import type { WireRequest } from "../../provider/client/transport";
import type { Clock } from "../../provider/clock";
import { createRuntime } from "../../provider/runtime";
import { loadSettings, type Settings } from "../../provider/settings";
import type { ResourceName } from "../../sdk/handler";
import type { Partner, PartnerCenter } from "./partner-center";
import { noConfiguration, type Provider, providersOn } from "./providers-on";

/** What a provider process is started with. */
export interface ProcessOptions {
  /** Default: the main partner. */
  readonly partner?: Partner;
  readonly settings?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  /** How far this machine's clock is ahead of the service's, in milliseconds. */
  readonly clockAheadMs?: number;
  /** What of the service's replies arrives otherwise than the emulator sends it. */
  readonly alter?: (request: WireRequest, reply: WireReply) => WireReply;
  /** Where tokens come from. Default: real MSAL over TLS, anew for each process. */
  readonly tokens?: TokenSource;
}

/** A text that a provider sent to the engine. */
export interface Said {
  readonly severity: "info" | "warning";
  readonly text: string;
  readonly urn?: string;
  readonly ephemeral?: boolean;
}

/** What everything of a killed provider ends with. */
export class KilledError extends Error {
  override readonly name = "KilledError";
}

/** A provider's process as its engine sees it. */
export interface ProviderProcess {
  readonly said: readonly Said[];
  /** What it is answered when it asks. */
  engineAlive: boolean;
  /** How often it asked whether its engine lives. */
  readonly probes: number;
  provider(type: ResourceName): Promise<Provider>;
  /** `kill -9`: its connections break, nothing more is sent, nothing it still answers counts. */
  kill(): void;
  /** Its engine is done with it. */
  end(): Promise<void>;
}

/** A provider inside this process: real adapter, real client, real tokens over TLS. Only its clock and its death are ours. */
export class ProviderInside implements ProviderProcess {
  readonly said: Said[] = [];
  engineAlive = true;
  probes = 0;
  readonly #death = new AbortController();
  readonly #providers: Readonly<Record<ResourceName, Provider>>;

  /** @param make what the process runs, from its runtime. Default: our resources. */
  constructor(center: PartnerCenter, options: ProcessOptions, make = providersOn) {
    const { environment = {}, clockAheadMs = 0 } = options;
    const settings = settingsFor(center, options);
    const clock = linkedClock(center, this.#death.signal, clockAheadMs);
    const transport = {
      ...center.transport,
      exchange: async (request: WireRequest) => {
        this.#death.signal.throwIfAborted();
        const signals = request.signal ? [request.signal, this.#death.signal] : [this.#death.signal];
        const reply = await center.transport.exchange({ ...request, signal: AbortSignal.any(signals) });
        return options.alter?.(request, reply) ?? reply;
      },
    };
    const client = createClient(settings, {
      clock,
      transport,
      retryBudget: new RetryBudget(),
      throttle: new Throttle(),
      random: () => 0.5,
      ...(options.tokens && { tokens: options.tokens }),
    });
    const engine = {
      alive: async () => {
        this.probes += 1;
        this.#death.signal.throwIfAborted();
        return this.engineAlive;
      },
      log: async (severity: Said["severity"], text: string, where: Omit<Said, "severity" | "text">) => {
        this.said.push({ severity, text, ...where });
      },
    };
    this.#providers = make(createRuntime({ settings, engine, environment, clock, client }));
  }

  async provider(type: ResourceName): Promise<Provider> {
    const provider = this.#providers[type];
    await provider.configure(noConfiguration);
    return provider;
  }

  kill(): void {
    this.#death.abort(new KilledError("killed"));
  }

  async end(): Promise<void> {}
}

/** What a stack's configuration says when it is set up for the emulator. */
export function stackSettings(
  center: PartnerCenter,
  { partner = center.emulator, settings = {} }: Pick<ProcessOptions, "partner" | "settings"> = {},
): Readonly<Record<string, string>> {
  const { tenantId, clientId, clientSecret } = partner;
  const { apiUrl: endpoint, authorityUrl: authority, caFile } = center.emulator;
  return { tenantId, clientId, clientSecret, endpoint, authority, caFile, ...settings };
}

/** The same, as a provider reads it. */
export function settingsFor(
  center: PartnerCenter,
  options: Pick<ProcessOptions, "partner" | "settings"> = {},
): Settings {
  return loadSettings({ ...stackSettings(center, options) }, {});
}

const MOST_SLEEPS = 2_000;

/** The service's own time, which a wait lets pass at once. */
function linkedClock(center: PartnerCenter, death: AbortSignal, aheadMs: number): Clock {
  let sleeps = 0;
  return {
    now: () => center.emulator.clock.now() + aheadMs,
    sleep: async (durationMs, signal) => {
      signal?.throwIfAborted();
      death.throwIfAborted();
      sleeps += 1;
      if (sleeps > MOST_SLEEPS) throw new Error("a provider waits for something that never comes");
      center.pass(durationMs);
      await nextTurn();
      signal?.throwIfAborted();
      death.throwIfAborted();
    },
  };
}

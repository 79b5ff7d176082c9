import { adminRoot } from "./areas/admin";
import { allRoutes } from "./areas/all-routes";
import { builtInSeed } from "./built-in-seed";
import { Clock, realNow } from "./clock";
import { type Addresses, workloadIssuer } from "./entra/addresses";
import { TokenReader } from "./entra/token-reader";
import { TokenSigner } from "./entra/tokens";
import { Faults } from "./faults/faults";
import { Holds } from "./holds";
import { CredentialLog } from "./http/credential-log";
import { listen } from "./http/listeners";
import { Pipeline } from "./http/pipeline";
import { RequestMemory } from "./http/request-memory";
import { Router } from "./http/routes";
import { Ids } from "./ids";
import { Journal } from "./journal";
import { Model } from "./model/model";
import { plant, type SeededCustomer, type SeededPartner } from "./seed";
import { type SeedFile, seedFile } from "./seed-file";
import type { SeededUser } from "./seed-identities";
import { StateKeeper } from "./state/state-keeper";
import { Switches } from "./switches";
import { Throttle } from "./throttling/throttle";
import type { ThrottlePreset, ThrottleWish } from "./throttling/throttle-policy";

/** How to start an emulator. Everything can be left out. */
export interface EmulatorOptions {
  /** Port of the HTTP listener; 0 (the default) takes any that is free. */
  readonly port?: number | undefined;
  /** Port of the TLS listener; 0 (the default) takes any that is free. */
  readonly tlsPort?: number | undefined;
  /** Makes all ids the same on every run. Without it, only those of the seeded tenants are. */
  readonly seed?: number | undefined;
  /** What exists at the start, instead of the built-in partners and customers. */
  readonly seedFile?: SeedFile | undefined;
  /**
   * A state to go on from, if the file is there; it takes the place of the seed. `close` writes it again. `speed`,
   * `clock` and `switches` that are given beside it win over what it says.
   */
  readonly stateFile?: string | undefined;
  /** How many seconds pass in the emulator while one passes outside (1). */
  readonly speed?: number | undefined;
  /** The emulator's time at its start: milliseconds since 1970 or an ISO 8601 text (real time). */
  readonly clock?: number | string | undefined;
  /** Switches that differ from their defaults. */
  readonly switches?: Readonly<Record<string, string>> | undefined;
  /** Who is throttled: a preset or policies (nobody). */
  readonly throttle?: ThrottlePreset | readonly ThrottleWish[] | undefined;
  /** Where to write the certificate authority's PEM (a temporary folder, removed by `close`). */
  readonly caFile?: string | undefined;
}

/** A running emulator. */
export interface Emulator {
  /** Root of the Partner Center API over HTTP, without `/v1`. */
  readonly apiUrl: string;
  /** The same over TLS. */
  readonly apiUrlTls: string;
  /** Root of Microsoft Graph, without `/v1.0`: the same as `apiUrl`. */
  readonly graphUrl: string;
  /** Root of Azure Resource Manager, without `/subscriptions`: the same as `apiUrl`. */
  readonly managementUrl: string;
  /** The Entra authority, without a tenant: the TLS root. */
  readonly authorityUrl: string;
  /** The main partner's token endpoint (v2). */
  readonly tokenUrl: string;
  /** Root of the admin API. */
  readonly adminUrl: string;
  /** PEM file of the certificate authority that clients must trust. */
  readonly caFile: string;
  /** The main partner's tenant. */
  readonly tenantId: string;
  /** Its application. */
  readonly clientId: string;
  /** That application's secret. */
  readonly clientSecret: string;
  /** Refresh token of its scripted user, for App+User. It rotates with each use. */
  readonly userRefreshToken: string;
  /** The main partner's scripted users, with their refresh tokens at the start. */
  readonly users: readonly SeededUser[];
  /** The emulator's own OIDC issuer, for federated credentials. */
  readonly oidcIssuer: string;
  /** The main partner's customers at the start. */
  readonly customers: readonly SeededCustomer[];
  /** Another partner, with customers of its own. */
  readonly otherPartner: SeededPartner;
  readonly model: Model;
  readonly clock: Clock;
  readonly journal: Journal;
  /** Every credential that was given away or shown, to look for where none must be. */
  readonly credentials: CredentialLog;
  readonly holds: Holds;
  readonly faults: Faults;
  readonly throttle: Throttle;
  readonly switches: Switches;
  /** Requests to routes the emulator does not have, by method and path. */
  readonly unknownRoutes: ReadonlyMap<string, number>;
  /** Everything the emulator knows, as JSON text: data, clock, ids, switches, remembered requests; with the journal if wanted. */
  saveState(options?: { readonly journal?: boolean | undefined }): string;
  /** Goes on from a saved state. Throws `RangeError`, and changes nothing, when the text is none. */
  loadState(text: string): void;
  /** Goes back to the seed, and to the clock and switches of the start. Tokens stay valid. */
  reset(): void;
  /** Stops listening, lets go of everything held, writes the state file if there is one and removes temporary files. */
  close(): Promise<void>;
}

/** Starts an emulator on loopback. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const switches = new Switches(options.switches);
  const start = typeof options.clock === "string" ? parseInstant(options.clock) : options.clock;
  const clock = new Clock({ start, speed: options.speed });
  const model = new Model(clock, new Ids(options.seed), switches);
  const journal = new Journal();
  const holds = new Holds();
  const credentials = new CredentialLog();
  const faults = new Faults(clock, model.ids);
  const throttle = new Throttle(clock, model.ids);
  throttle.set(options.throttle ?? []);
  const unknownRoutes = new Map<string, number>();
  const addresses: Addresses = { tls: "" };
  const signer = new TokenSigner(model.ids.of("signing key").hex(64));
  const memory = new RequestMemory(clock, switches);
  const seed = seedFile.parse(options.seedFile ?? builtInSeed);
  const state = new StateKeeper(
    { model, signer, memory, journal, holds, faults, throttle, unknownRoutes },
    {
      plant: (empty) => plant(empty, seed, new Ids(options.seed ?? 1).of("seed")),
      clock: () => start ?? realNow(),
      speed: options.speed ?? 1,
      switches: options.switches ?? {},
      throttle: options.throttle ?? [],
    },
    options.stateFile,
  );
  if (state.loadFile()) {
    clock.change({ now: start, speed: options.speed });
    switches.set(options.switches ?? {});
  } else {
    state.begin();
  }
  const pipeline = new Pipeline({
    model,
    journal,
    holds,
    faults,
    throttle,
    unknownRoutes,
    tokens: new TokenReader(model, signer),
    memory,
    credentials,
    router: new Router(
      allRoutes({ model, addresses, journal, credentials, holds, faults, throttle, unknownRoutes, state }, signer),
    ),
  });
  const listeners = await listen(pipeline, options);
  const apiUrl = `http://127.0.0.1:${listeners.port}`;
  const apiUrlTls = `https://127.0.0.1:${listeners.tlsPort}`;
  addresses.tls = apiUrlTls;
  return {
    apiUrl,
    apiUrlTls,
    graphUrl: apiUrl,
    managementUrl: apiUrl,
    authorityUrl: apiUrlTls,
    get tokenUrl() {
      return `${apiUrlTls}/${tenant(state, 0).tenantId}/oauth2/v2.0/token`;
    },
    adminUrl: `${apiUrl}${adminRoot}`,
    caFile: listeners.caFile,
    get tenantId() {
      return tenant(state, 0).tenantId;
    },
    get clientId() {
      return tenant(state, 0).clientId;
    },
    get clientSecret() {
      return tenant(state, 0).clientSecret;
    },
    get userRefreshToken() {
      return tenant(state, 0).userRefreshToken;
    },
    get users() {
      return tenant(state, 0).users;
    },
    oidcIssuer: workloadIssuer(addresses),
    get customers() {
      return tenant(state, 0).customers;
    },
    get otherPartner() {
      return tenant(state, 1);
    },
    model,
    clock,
    journal,
    credentials,
    holds,
    faults,
    throttle,
    switches,
    unknownRoutes,
    saveState: (wanted) => state.save(wanted),
    loadState: (text) => state.load(text),
    reset: () => state.reset(),
    close: async () => {
      holds.releaseAll();
      clock.stop();
      await listeners.close();
      await state.saveFile();
    },
  };
}

/** The first partner of the seed is the main one, the second the other. */
function tenant(state: StateKeeper, index: number): SeededPartner {
  const found = state.tenants[index];
  if (found === undefined) {
    throw new Error("a seed needs two partners");
  }
  return found;
}

function parseInstant(text: string): number {
  const instant = Date.parse(text);
  if (Number.isNaN(instant)) {
    throw new RangeError(`"${text}" is not an instant: write it as 2026-01-31T12:00:00Z`);
  }
  return instant;
}

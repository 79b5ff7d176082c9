import { existsSync, readFileSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import type { TokenSigner } from "../entra/tokens";
import type { Faults } from "../faults/faults";
import type { Holds } from "../holds";
import type { RequestMemory } from "../http/request-memory";
import type { IdsPosition } from "../ids";
import type { Journal } from "../journal";
import { Model } from "../model/model";
import type { SeededPartner } from "../seed";
import { seededUserOf } from "../seed-identities";
import { Switches } from "../switches";
import type { Throttle } from "../throttling/throttle";
import type { ThrottlePreset, ThrottleWish } from "../throttling/throttle-policy";
import { modelMembers, replaceMembers } from "./model-state";
import { readState, type SavedState, writeState } from "./state-format";

/** Everything in a running emulator that remembers something. */
export interface StateHolders {
  readonly model: Model;
  readonly signer: TokenSigner;
  readonly memory: RequestMemory;
  readonly journal: Journal;
  readonly holds: Holds;
  readonly faults: Faults;
  readonly throttle: Throttle;
  readonly unknownRoutes: Map<string, number>;
}

/** How an emulator starts: what `reset` goes back to. */
export interface Beginning {
  /** Puts the seed into an empty model. */
  readonly plant: (model: Model) => SeededPartner[];
  /** The instant to start at; undefined for real time. */
  readonly clock: () => number;
  readonly speed: number;
  readonly switches: Readonly<Record<string, string>>;
  readonly throttle: ThrottlePreset | readonly ThrottleWish[];
}

const atTheStart: IdsPosition = { count: 0, branches: {} };

/**
 * Saves and loads everything the emulator knows, and takes it back to its beginning. Queued faults, holds, throttle policies, and the
 * requests that are being held, are not part of a state.
 */
export class StateKeeper {
  #tenants: readonly SeededPartner[] = [];

  constructor(
    private readonly holders: StateHolders,
    private readonly beginning: Beginning,
    /** Where `saveFile` writes. */
    readonly path: string | undefined,
  ) {}

  /** The partners and customers that were there at the start. */
  get tenants(): readonly SeededPartner[] {
    return this.#tenants;
  }

  /** Plants the seed, when there is no state to go on from. */
  begin(): void {
    this.#tenants = this.beginning.plant(this.holders.model);
  }

  /** The whole state as JSON text; with the journal's entries if wanted. */
  save(options: { readonly journal?: boolean | undefined } = {}): string {
    const { model, signer, memory, journal, unknownRoutes } = this.holders;
    const { clock, ids, switches } = model;
    return writeState({
      clock: {
        now: clock.now(),
        speed: clock.speed,
        frozen: clock.frozen,
        dateSkewMs: clock.dateSkewMs,
        tokenSkewMs: clock.tokenSkewMs,
      },
      ids: { seed: ids.seed, position: ids.position() },
      switches: switches.all(),
      signingKey: signer.key,
      tenants: this.#tenants.map((tenant) => withToken(model, tenant)),
      model: modelMembers(model),
      requestMemory: memory.all(),
      journal: { seq: journal.seq, entries: options.journal === true ? journal.entries() : [] },
      unknownRoutes: Object.fromEntries(unknownRoutes),
    });
  }

  /** Replaces everything by a saved state, from which it goes on as if nothing had happened. Nothing changes if it is wrong. */
  load(text: string): void {
    const state = readState(text);
    const { model, signer, memory, journal } = this.holders;
    const switches = new Switches(state.switches).all();
    replaceMembers(model, state.model);
    model.switches.reset();
    model.switches.set(switches);
    model.ids.goOnFrom(state.ids.seed, state.ids.position);
    signer.key = state.signingKey;
    memory.replace(state.requestMemory);
    journal.goOnFrom(state.journal.seq, state.journal.entries);
    this.#replaceUnknownRoutes(state.unknownRoutes);
    this.#tenants = state.tenants;
    model.clock.change(state.clock);
  }

  /** Back to the seed: data, ids, clock and switches as at the start; no journal, faults, holds; throttled as then. Tokens stay valid. */
  reset(): void {
    const { model, memory, journal, holds, faults, throttle } = this.holders;
    const { clock, ids, switches } = model;
    holds.releaseAll();
    faults.reset();
    throttle.set(this.beginning.throttle);
    switches.reset();
    switches.set(this.beginning.switches);
    ids.goOnFrom(ids.seed, atTheStart);
    clock.change({
      now: this.beginning.clock(),
      speed: this.beginning.speed,
      frozen: false,
      dateSkewMs: 0,
      tokenSkewMs: 0,
    });
    const fresh = new Model(clock, ids, switches);
    this.#tenants = this.beginning.plant(fresh);
    replaceMembers(model, modelMembers(fresh));
    memory.replace([]);
    journal.goOnFrom(0, []);
    this.#replaceUnknownRoutes({});
  }

  /** Loads the state file. Says whether there was one. */
  loadFile(): boolean {
    if (this.path === undefined || !existsSync(this.path)) {
      return false;
    }
    const text = readFileSync(this.path, "utf8");
    try {
      this.load(text);
      return true;
    } catch (error) {
      throw new RangeError(`${this.path}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  /** Writes the state file in one step. Does nothing without a path. */
  async saveFile(): Promise<void> {
    if (this.path !== undefined) {
      const unfinished = `${this.path}.${process.pid}.tmp`;
      await writeFile(unfinished, this.save(), { mode: 0o600 });
      await rename(unfinished, this.path);
    }
  }

  #replaceUnknownRoutes(routes: SavedState["unknownRoutes"]): void {
    const { unknownRoutes } = this.holders;
    unknownRoutes.clear();
    for (const [route, count] of Object.entries(routes)) {
      unknownRoutes.set(route, count);
    }
  }
}

/** The tenant with the users and refresh tokens that it has now. */
function withToken(model: Model, tenant: SeededPartner): SeededPartner {
  const users = (model.partners.get(tenant.tenantId)?.users ?? []).map(seededUserOf);
  return { ...tenant, users, userRefreshToken: users[0]?.refreshToken ?? tenant.userRefreshToken };
}

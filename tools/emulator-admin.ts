/** What the emulator tells of itself when it listens: its ready file. */
export interface EmulatorAddress {
  readonly apiUrl: string;
  readonly apiUrlTls: string;
  readonly authorityUrl: string;
  readonly adminUrl: string;
  readonly caFile: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** One request that the emulator answered. */
export interface JournalEntry {
  readonly seq: number;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly customerId?: string;
  readonly code?: string;
  readonly requestId?: string;
  readonly correlationId?: string;
  /** What it changed; `null` for everything that only read. */
  readonly effect: { readonly kind: string; readonly id?: string } | null;
}

/** A request that is held at a point until it is released. */
export interface Hold {
  /** Resolves when a request is held. */
  held(): Promise<void>;
  /** Lets held requests go on, and later ones pass. */
  release(): Promise<void>;
}

/** The emulator's other side: its journal, its clock, and what a person does in the portal. */
export class EmulatorAdmin {
  readonly #root: string;

  constructor({ adminUrl }: Pick<EmulatorAddress, "adminUrl">) {
    this.#root = adminUrl;
  }

  /** Requests in order, from `since` (exclusive) on. */
  async journal(since = 0): Promise<readonly JournalEntry[]> {
    const { entries } = await this.#send<{ entries: readonly JournalEntry[] }>("GET", `/journal?since=${since}`);
    return entries;
  }

  /** Requests that changed something. */
  async writes(since = 0): Promise<readonly JournalEntry[]> {
    return (await this.journal(since)).filter(({ effect }) => effect !== null);
  }

  /** The number of the last request so far, to ask for what comes after it. */
  async now(): Promise<number> {
    return (await this.journal()).at(-1)?.seq ?? 0;
  }

  state<State>(): Promise<State> {
    return this.#send<State>("GET", "/state");
  }

  /** Does what a person does in the portal. */
  async portal(path: string, body: unknown): Promise<void> {
    await this.#send("POST", `/portal/${path}`, body);
  }

  async clock(change: { readonly advance?: string; readonly now?: string; readonly speed?: number }): Promise<void> {
    await this.#send("POST", "/clock", change);
  }

  async switches(values: Readonly<Record<string, string>>): Promise<void> {
    await this.#send("PUT", "/switches", values);
  }

  async fault(rule: Readonly<Record<string, unknown>>): Promise<void> {
    await this.#send("POST", "/faults", rule);
  }

  async hold(method: string, path: string, point: "received" | "committed" | "halfReplied"): Promise<Hold> {
    const { id } = await this.#send<{ id: string }>("POST", "/holds", { method, path, point });
    return {
      held: async () => {
        await this.#send("GET", `/holds/${id}?wait=true`);
      },
      release: async () => {
        await this.#send("DELETE", `/holds/${id}`);
      },
    };
  }

  async #send<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const init = { method, ...(body !== undefined && { body: JSON.stringify(body), headers: jsonType }) };
    const response = await fetch(`${this.#root}${path}`, init);
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} of the emulator: ${response.status} ${text}`);
    return (text === "" ? undefined : JSON.parse(text)) as Answer;
  }
}

const jsonType = { "content-type": "application/json" };

/** The provider's settings for an emulator, over TLS with its own certificate authority. */
export function settingsFor(emulator: EmulatorAddress, timeScale: number): Readonly<Record<string, string>> {
  return {
    PARTNERCENTER_TENANT_ID: emulator.tenantId,
    PARTNERCENTER_CLIENT_ID: emulator.clientId,
    PARTNERCENTER_CLIENT_SECRET: emulator.clientSecret,
    PARTNERCENTER_ENDPOINT: emulator.apiUrlTls,
    PARTNERCENTER_AUTHORITY: emulator.authorityUrl,
    PARTNERCENTER_CA_FILE: emulator.caFile,
    PARTNERCENTER_TIME_SCALE: String(timeScale),
  };
}

import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { type Emulator, type EmulatorOptions, type JournalEntry, startEmulator } from "pulumi-partnercenter-emulator";
import { createTransport, type Transport } from "../../provider/client/transport";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/**
 * An emulator whose clock stands still: time passes only when a test or a waiting provider lets it pass, so that a wait
 * of twenty minutes takes no time and no test depends on how fast a machine is.
 */
export class PartnerCenter {
  #folder: string | undefined;

  private constructor(
    readonly emulator: Emulator,
    /** Connections that all providers of a test share; each can be cut off from it by itself. */
    readonly transport: Transport,
  ) {}

  /**
   * @param options with a `speed` its clock runs, for providers in processes of their own.
   * @param wrap puts something between providers and their connections.
   */
  static async open(
    options: EmulatorOptions = {},
    wrap = (transport: Transport): Transport => transport,
  ): Promise<PartnerCenter> {
    const emulator = await startEmulator({ seed: 7, clock: "2026-03-02T09:00:00Z", ...options });
    if (options.speed === undefined) emulator.clock.change({ frozen: true });
    return new PartnerCenter(emulator, wrap(createTransport({ caFile: emulator.caFile, environment: {} })));
  }

  /** A file with a user's refresh token, for a provider's `refreshTokenFile`; it ends with the emulator. */
  get userTokenFile(): string {
    this.#folder ??= mkdtempSync(join(tmpdir(), "partner-center-"));
    const file = join(this.#folder, "refresh-token");
    if (!existsSync(file)) writeFileSync(file, this.emulator.userRefreshToken);
    return file;
  }

  async close(): Promise<void> {
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true });
    await this.emulator.close();
    await this.transport.close();
  }

  /** The first seeded customer of a kind, of the main partner unless said. */
  customer(kind: "new" | "withPlan" | "suspendedPlan" | "legacy" | "noAgreement", partner: Partner = this.emulator) {
    const found = partner.customers.find((one) => one.kind === kind);
    if (!found) throw new Error(`no customer is ${kind}`);
    return found;
  }

  pass(ms: number): void {
    this.emulator.clock.advance(ms);
  }

  switch(values: Readonly<Record<string, string>>): void {
    this.emulator.switches.set(values);
  }

  /** What people do behind the API's back: `/customers/{id}/plan`, `/orders/{id}` and so on. */
  async portal(path: string, body: unknown = {}): Promise<Record<string, unknown>> {
    const reply = await fetch(`${this.emulator.adminUrl}/portal${path}`, {
      method: "POST",
      body: JSON.stringify(body),
    });
    if (!reply.ok) throw new Error(`portal ${path}: ${await reply.text()}`);
    return (await reply.json()) as Record<string, unknown>;
  }

  /** A person buys a plan in the portal, which is there at once. Answers its id. */
  async buyByHand(customerId: string, wish: { readonly partnerIdOnRecord?: string } = {}): Promise<string> {
    return String((await this.portal(`/customers/${customerId}/plan`, wish)).subscriptionId);
  }

  /** Everything asked of the API since entry `since`, in the order in which it took effect. */
  journal(since = 0): readonly JournalEntry[] {
    return this.emulator.journal.entries({ since, path: /^\/v1\// });
  }

  /** The same, shortly: `GET cart`, `POST checkout`. */
  calls(since = 0): readonly string[] {
    return this.journal(since).map(({ method, path }) => `${method} ${shortName(path)}`);
  }

  get now(): number {
    return this.emulator.journal.entries().at(-1)?.seq ?? 0;
  }

  /** Requests that changed something. */
  effects(kind: NonNullable<JournalEntry["effect"]>["kind"], since = 0): readonly JournalEntry[] {
    return this.journal(since).filter(({ effect }) => effect?.kind === kind);
  }

  /** Orders that providers have made, failed ones too. */
  get ordersMade(): number {
    return this.effects("orderCreated").length;
  }

  /** Plans of a customer that are not deleted. */
  plans(customerId: string): Subscription[] {
    return [...this.emulator.model.subscriptions.values()].filter(
      (one) => one.customerId === customerId && one.kind === "azurePlan" && one.status !== "deleted",
    );
  }

  plan(id: string | undefined): Subscription {
    const found = this.emulator.model.subscriptions.get(id ?? "");
    if (!found) throw new Error(`there is no plan ${id}`);
    return found;
  }

  /** Holds the next request like this one. */
  hold(method: string, path: string, point: "received" | "committed" | "halfReplied", times = 1) {
    return this.emulator.holds.add({ method, path, point, times });
  }

  holdCheckout(point: "received" | "committed" | "halfReplied") {
    return this.hold("POST", CHECKOUT, point);
  }

  /** What goes wrong with the next checkout. */
  failCheckout(wish: Omit<Parameters<Emulator["faults"]["add"]>[0], "method" | "path">): void {
    this.emulator.faults.add({ method: "POST", path: CHECKOUT, ...wish });
  }
}

/** A subscription as the emulator keeps it. */
export type Subscription = Emulator["model"]["subscriptions"] extends Map<string, infer One> ? One : never;

/** A partner of the seed, as far as a provider signs in to it. */
export type Partner = Pick<Emulator, "tenantId" | "clientId" | "clientSecret" | "customers">;

export const CHECKOUT = "/v1/customers/*/carts/*/checkout";

/** Lets everything run that needs no time, until something is so. */
export async function until(what: string, isSo: () => boolean): Promise<void> {
  for (let turn = 0; !isSo(); turn += 1) {
    if (turn > 100_000) throw new Error(`never: ${what}`);
    await nextTurn();
  }
}

const names: readonly (readonly [RegExp, string])[] = [
  [/\/carts\/[^/]+\/checkout$/, "checkout"],
  [/\/carts\/[^/]+$/, "cart"],
  [/\/azureEntitlements\/[^/]+\/cancel$/i, "cancel"],
  [/\/azureEntitlements\/[^/]+$/i, "entitlement"],
  [/\/orders\/[^/]+$/, "order"],
  [/\/subscriptions\/[^/]+$/, "subscription"],
  [/\/skus\/[^/]+$/, "sku"],
  [/\/customers\/[^/]+$/, "customer"],
];

function shortName(path: string): string {
  const named = names.find(([pattern]) => pattern.test(path));
  return named?.[1] ?? path.slice(path.lastIndexOf("/") + 1);
}

import type { CustomerKind, Emulator, EmulatorOptions, SeededCustomer, SeededPartner } from "../src";
import { startEmulator } from "../src";
import { fileName, ProofWatch } from "./conformance/proofs";
import { baseSwitches, recordReads } from "./switches/base-switches";

/** A reply, read whole. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The body's text with whatever mark it starts with. */
  readonly raw: string;
  /** The parsed body; undefined when there is none. */
  readonly body: unknown;
}

/**
 * Starts an emulator whose switches stand as `npm run switches` wants them, unless the options say otherwise: a test
 * that speaks of a position sets it.
 */
export async function launch(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = await startEmulator({ ...options, switches: { ...baseSwitches, ...options.switches } });
  recordReads(emulator.switches);
  return emulator;
}

/** One running emulator per test, stopped after it; what the conformance tables say of the test is checked. */
export function useEmulator(options?: EmulatorOptions): () => Emulator {
  let current: Emulator | undefined;
  const proofs = new ProofWatch();
  beforeEach(async () => {
    current = await launch({ seed: 7, ...options });
    proofs.start();
  });
  afterEach(async () => {
    const { testPath = "", currentTestName = "" } = expect.getState();
    if (current !== undefined) {
      proofs.stop(current.journal, fileName(testPath), currentTestName);
      await current.close();
    }
  });
  afterAll(() => {
    // The tables speak of the service as it is by default.
    expect(Object.keys(baseSwitches).length === 0 ? proofs.missing() : []).toEqual([]);
  });
  return () => {
    if (current === undefined) {
      throw new Error("the emulator runs only during a test");
    }
    return current;
  };
}

/** Reads a reply whole. */
export async function read(response: Response): Promise<Answer> {
  const raw = new TextDecoder("utf-8", { ignoreBOM: true }).decode(await response.arrayBuffer());
  const json = raw !== "" && response.headers.get("content-type")?.includes("json") === true;
  const body: unknown = json ? withNumericCode(JSON.parse(raw.replace(/^\uFEFF/, ""))) : undefined;
  return { status: response.status, headers: response.headers, raw, body };
}

/** Where the tests run with codes as texts, they still see numbers: the test of that switch looks at `raw`. */
function withNumericCode(body: unknown): unknown {
  const code = at(body, "code");
  const isText = baseSwitches.errorCodes === "string" && typeof code === "string" && /^\d+$/.test(code);
  return isText ? { ...Object(body), code: Number(code) } : body;
}

/** The member at a dotted path. */
export function at(body: unknown, path: string): unknown {
  let value = body;
  for (const name of path.split(".")) {
    value = typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
  }
  return value;
}

/** The text at a dotted path; fails when there is none. */
export function textAt(body: unknown, path: string): string {
  const value = at(body, path);
  if (typeof value !== "string") {
    throw new Error(`there is no text at ${path} in ${JSON.stringify(body)}`);
  }
  return value;
}

/** What a token is asked for with. */
export interface TokenWish {
  readonly tenant?: string;
  readonly version?: "v1" | "v2";
  readonly form?: Readonly<Record<string, string>>;
}

/** Asks for a token of the main partner's application, or whatever the wish says instead. */
export async function requestToken(emulator: Emulator, wish: TokenWish = {}): Promise<Answer> {
  const { tenant = emulator.tenantId, version = "v2", form } = wish;
  const resource = "https://api.partnercenter.microsoft.com";
  const asked = version === "v2" ? { scope: `${resource}/.default` } : { resource };
  const body = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: emulator.clientId,
    client_secret: emulator.clientSecret,
    ...asked,
    ...form,
  });
  const path = version === "v2" ? "oauth2/v2.0/token" : "oauth2/token";
  return read(await fetch(`${emulator.apiUrl}/${tenant}/${path}`, { method: "POST", body }));
}

/** A caller with a token. */
export class Client {
  constructor(
    readonly emulator: Emulator,
    readonly token: string,
  ) {}

  /** Sends a request to the API; `body` is sent as JSON unless it is a text already. Paths of links may have the version. */
  async send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return read(
      await fetch(`${this.emulator.apiUrl}/v1${path.replace(/^\/v1(?=\/)/, "")}`, {
        method,
        headers: { authorization: `Bearer ${this.token}`, "content-type": "application/json", ...headers },
        ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
      }),
    );
  }

  get(path: string, headers?: Record<string, string>): Promise<Answer> {
    return this.send("GET", path, undefined, headers);
  }

  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer> {
    return this.send("POST", path, body, headers);
  }

  patch(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer> {
    return this.send("PATCH", path, body, headers);
  }

  put(path: string, body: unknown): Promise<Answer> {
    return this.send("PUT", path, body);
  }
}

/** A client of the main partner. */
export async function appClient(emulator: Emulator): Promise<Client> {
  return new Client(emulator, textAt((await requestToken(emulator)).body, "access_token"));
}

/** A client of a scripted user (App+User): the main partner's first, or another one. */
export async function userClient(
  emulator: Emulator,
  user: Pick<SeededPartner, "tenantId" | "clientId" | "clientSecret" | "userRefreshToken"> = firstUser(emulator),
): Promise<Client> {
  const { tenantId: tenant, clientId, clientSecret, userRefreshToken } = user;
  const app = { client_id: clientId, client_secret: clientSecret };
  const form = { ...app, grant_type: "refresh_token", refresh_token: userRefreshToken };
  return new Client(emulator, textAt((await requestToken(emulator, { tenant, form })).body, "access_token"));
}

/** The refresh token is the seeded one until it is used: each use gives another. */
function firstUser(emulator: Emulator) {
  const { tenantId, clientId, clientSecret } = emulator;
  const [user] = emulator.model.partners.get(tenantId)?.users ?? [];
  return { tenantId, clientId, clientSecret, userRefreshToken: user?.refreshToken ?? "" };
}

/** A client of the other partner. */
export async function otherClient(emulator: Emulator): Promise<Client> {
  const { tenantId, clientId, clientSecret } = emulator.otherPartner;
  const form = { client_id: clientId, client_secret: clientSecret };
  return new Client(emulator, textAt((await requestToken(emulator, { tenant: tenantId, form })).body, "access_token"));
}

/** Status and error code of an answer; no code when it is none of an error. */
export async function codeOf(answer: Answer | Promise<Answer>): Promise<readonly [number, unknown]> {
  const { status, body } = await answer;
  return [status, at(body, "code")];
}

/** Sends a request to the admin API. */
export async function admin(emulator: Emulator, method: string, path: string, body?: unknown): Promise<Answer> {
  const init = { method, ...(body !== undefined && { body: JSON.stringify(body) }) };
  return read(await fetch(`${emulator.adminUrl}${path}`, init));
}

/** The first seeded customer of this kind. */
export function customerOf(emulator: Emulator, kind: CustomerKind, index = 0): SeededCustomer {
  const customer = emulator.customers.filter((one) => one.kind === kind)[index];
  if (customer === undefined) {
    throw new Error(`the seed has no customer ${kind} number ${index}`);
  }
  return customer;
}

/** The catalog item to buy the customer a plan with, as the catalog says it now. */
export async function planItem(client: Client, customerId: string): Promise<string> {
  const { body } = await client.get(`/customers/${customerId}/products/DZH318Z0BPS6/skus/0001/availabilities`);
  return textAt(body, "items.0.catalogItemId");
}

/** A cart with one plan in it. */
export async function planCart(client: Client, customerId: string, more: object = {}): Promise<string> {
  const catalogItemId = await planItem(client, customerId);
  const line = { id: 0, catalogItemId, quantity: 1, billingCycle: "one_time", ...more };
  const body = { lineItems: [line], partnerOnRecordAttestationAccepted: true };
  return textAt((await client.post(`/customers/${customerId}/carts`, body)).body, "id");
}

/** Buys a plan and waits until it is provisioned, by the emulator's clock. */
export async function buyPlan(client: Client, customerId: string): Promise<{ orderId: string; planId: string }> {
  const cartId = await planCart(client, customerId);
  const checkout = await client.post(`/customers/${customerId}/carts/${cartId}/checkout`);
  const orderId = textAt(checkout.body, "orders.0.id");
  letProvision(client.emulator);
  const order = await client.get(`/customers/${customerId}/orders/${orderId}`);
  return { orderId, planId: textAt(order.body, "lineItems.0.subscriptionId") };
}

/** Lets the emulator's clock go on until what was ordered is there. */
export function letProvision({ clock, switches }: Emulator): void {
  clock.advance(switches.durationMs("provisioningDelay") + 1);
}

/** The kinds of effects in the journal so far. */
export const effects = (emulator: Emulator): string[] =>
  emulator.journal.entries({ effect: true }).map((entry) => entry.effect?.kind ?? "");

import { type Emulator, type EmulatorOptions, type SeededCustomer, startEmulator } from "pulumi-partnercenter-emulator";
import type { RefreshTokenStore } from "../../../provider/auth/refresh-tokens";
import type { PartnerCenterClient } from "../../../provider/client/client";
import { type ClientParts, createClient } from "../../../provider/client/create-client";
import { RetryBudget } from "../../../provider/client/retry-budget";
import { Throttle } from "../../../provider/client/throttle";
import { createTransport, type Transport } from "../../../provider/client/transport";
import type { Settings } from "../../../provider/settings";
import { FakeClock } from "../../support/fake-clock";
import { plainSettings } from "../../support/plain-settings";

/** An emulator and clients for it, for the tests of one file. */
export interface Bench {
  readonly emulator: Emulator;
  readonly settings: Settings;
  /** What the client's clock was asked to wait, in milliseconds; every wait ends at once. */
  readonly clock: FakeClock;
  client(settings?: Partial<Settings>, parts?: ClientParts): PartnerCenterClient;
  /** A way to it that ends with the test. */
  transport(): Transport;
  /** A client with the partner's user, for calls that are closed to an application alone. */
  userClient(): PartnerCenterClient;
  /** A seeded customer of this kind. */
  customer(kind: SeededCustomer["kind"]): SeededCustomer;
}

/** Starts an emulator before each test and stops it afterwards. Clients speak TLS and real Entra flows to it. */
export function useBench(options: EmulatorOptions = {}): () => Bench {
  let bench: Bench | undefined;
  const transports: Transport[] = [];
  const connect = (caFile?: string): Transport => {
    const transport = createTransport({ ...(caFile && { caFile }), environment: {} });
    transports.push(transport);
    return transport;
  };

  beforeEach(async () => {
    const emulator = await startEmulator({ seed: 11, ...options });
    const { tenantId, clientId, clientSecret, apiUrlTls, authorityUrl, caFile } = emulator;
    const settings: Settings = {
      ...plainSettings,
      identity: { tenantId, clientId, clientSecret },
      endpoint: apiUrlTls,
      graphEndpoint: apiUrlTls,
      managementEndpoint: apiUrlTls,
      authority: authorityUrl,
      caFile,
      pollIntervalMs: 10,
    };
    const clock = new FakeClock({ hasty: true });
    const client: Bench["client"] = (overrides, parts) => {
      const chosen = { ...settings, ...overrides };
      return createClient(chosen, {
        clock,
        transport: connect(chosen.caFile),
        random: () => 0,
        retryBudget: new RetryBudget(),
        throttle: new Throttle(),
        ...parts,
      });
    };
    let newest = emulator.userRefreshToken;
    const refreshToken: RefreshTokenStore = {
      read: () => newest,
      save: async (next) => {
        newest = next;
      },
    };
    bench = {
      emulator,
      settings,
      clock,
      client,
      userClient: () => client({}, { refreshToken }),
      transport: () => connect(caFile),
      customer: (kind) => {
        const found = emulator.customers.find((one) => one.kind === kind);
        if (!found) throw new Error(`the seed has no customer of kind ${kind}`);
        return found;
      },
    };
  });

  afterEach(async () => {
    await Promise.all(transports.splice(0).map((one) => one.close()));
    await bench?.emulator.close();
    bench = undefined;
  });

  return () => {
    if (!bench) throw new Error("the emulator runs only during a test");
    return bench;
  };
}

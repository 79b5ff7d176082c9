import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { type Emulator, startEmulator } from "pulumi-partnercenter-emulator";
import { applicationCertificate } from "../../../emulator/src/certificates/certificates";
import type { PartnerCenterClient } from "../../../provider/client/client";
import { createClient } from "../../../provider/client/create-client";
import { RetryBudget } from "../../../provider/client/retry-budget";
import { Throttle } from "../../../provider/client/throttle";
import { createTransport, type Transport, type WireRequest } from "../../../provider/client/transport";
import type { Settings } from "../../../provider/settings";
import { type Canary, CanarySearch, expectNoCanary, shownBy } from "../../support/canaries";
import { encryptedKey } from "../../support/encrypted-key";
import { FakeClock } from "../../support/fake-clock";
import { plainSettings } from "../../support/plain-settings";
import { administer } from "../client/administer";
import { echoes } from "./echoes";

const passphrase = "canary~passphrase/of+the=key&7391";
const clientSecret = "canary~client/secret+with=signs&5820";
const subject = "repo:nordhang/infrastructure:ref:refs/heads/main";

let emulator: Emulator;
let transport: Transport;
let folder: string;
/** What a user keeps secret, by proof. */
let proofs: Readonly<Record<string, { readonly identity: Partial<Settings["identity"]>; readonly secrets: string[] }>>;

beforeAll(async () => {
  emulator = await startEmulator({ seed: 11, switches: { replacedRefreshToken: "usable" } });
  transport = createTransport({ caFile: emulator.caFile, environment: {} });
  folder = mkdtempSync(join(tmpdir(), "echoes-"));
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const application = `/portal/applications/${emulator.clientId}`;
  const { certificate, privateKey } = applicationCertificate();
  const locked = encryptedKey(privateKey, passphrase);
  await administer(emulator, `${application}/secrets`, { value: clientSecret });
  await administer(emulator, `${application}/certificates`, { certificate });
  await administer(emulator, `${application}/federatedCredentials`, { subject });
  const workload = await administer(emulator, "/portal/workloads", { subject });
  const [token, requestUrl, requestToken] = [workload.token, workload.requestUrl, workload.requestToken].map(String);
  proofs = {
    "a client secret": { identity: { clientSecret }, secrets: [clientSecret] },
    "a certificate": {
      identity: { certificatePath: file("application.pem", locked + certificate), certificatePassword: passphrase },
      secrets: [privateKey, locked, passphrase],
    },
    "a certificate's text": {
      identity: { certificate: (locked + certificate).replaceAll("\n", "\\n"), certificatePassword: passphrase },
      secrets: [privateKey, locked, passphrase],
    },
    "a token of another provider": { identity: { oidcTokenFile: file("oidc", token ?? "") }, secrets: [token ?? ""] },
    "GitHub's token": {
      identity: { githubOidc: { requestUrl: requestUrl ?? "", requestToken: requestToken ?? "" } },
      secrets: [requestToken ?? ""],
    },
    "a user's refresh token": {
      identity: { clientSecret, refreshTokenFile: file("refresh-token", emulator.userRefreshToken) },
      secrets: [clientSecret, emulator.userRefreshToken],
    },
  };
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await transport.close();
  await emulator.close();
});

const isService = ({ url }: WireRequest) => /^\/(v1|v1\.0|subscriptions)\//.test(url.pathname);
const isForToken = ({ url }: WireRequest) => /\/(oauth2|oidc)\//.test(url.pathname);

const calls: Readonly<Record<string, (client: PartnerCenterClient) => PromiseLike<unknown>>> = {
  read: (client) => client.customers.get({ customerId: customer() }),
  list: (client) => client.customers.list().all(),
  write: (client) => client.budgets.set({ customerId: customer(), amount: "12.50" }),
  graph: (client) =>
    consumed(client.exports.read({ kind: "unbilledUsage", currencyCode: "EUR", billingPeriod: "current" })),
  management: (client) => client.azureSubscriptions.get({ tenantId: customer(), azureSubscriptionId: customer() }),
};

const customer = () => emulator.customers[0]?.id ?? "";

async function consumed(items: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of items);
}

function clientOf(identity: Partial<Settings["identity"]>, through: Transport): PartnerCenterClient {
  const { tenantId, clientId, apiUrlTls, authorityUrl } = emulator;
  const settings = {
    ...plainSettings,
    identity: { tenantId, clientId, ...identity },
    endpoint: apiUrlTls,
    graphEndpoint: apiUrlTls,
    managementEndpoint: apiUrlTls,
    authority: authorityUrl,
  } as Settings;
  return createClient(settings, {
    transport: through,
    clock: new FakeClock({ hasty: true }),
    random: () => 0,
    retryBudget: new RetryBudget(),
    throttle: new Throttle(),
  });
}

/** Everything that crossed the wire, and what the user keeps secret. */
function allSecrets(secrets: readonly string[]): CanarySearch {
  const seen: Canary[] = emulator.credentials.all().map(({ kind, text }) => ({ name: kind, text }));
  return new CanarySearch([...seen, ...secrets.map((text) => ({ name: "what the user keeps secret", text }))]);
}

/** Makes every call while what the requests in question are answered with repeats them. */
async function shownUnderEchoes(
  proof: string,
  isStruck: (request: WireRequest) => boolean,
): Promise<{ readonly shown: Record<string, string>; readonly secrets: readonly string[] }> {
  const { identity, secrets } = proofs[proof] ?? { identity: {}, secrets: [] };
  const shown: Record<string, string> = {};
  for (const [form, echo] of Object.entries(echoes)) {
    const client = clientOf(identity, {
      ...transport,
      exchange: async (request) => {
        // The emulator sees it too, so that every credential of it is known.
        const reply = await transport.exchange(request);
        return isStruck(request) ? echo(request) : reply;
      },
    });
    // A refused refresh token is looked for anew for seconds of real time.
    const made = "refreshTokenFile" in identity ? Object.entries(calls).slice(0, 1) : Object.entries(calls);
    for (const [name, call] of made) {
      const place = `${form}, ${name}`;
      shown[place] = await Promise.resolve(call(client)).then(
        () => "",
        (error: unknown) => shownBy(error),
      );
    }
    shown[`${form}, the client itself`] = inspect(client, { depth: 12, showHidden: true });
  }
  return { shown, secrets };
}

describe.each([
  "a client secret",
  "a certificate",
  "a certificate's text",
  "a token of another provider",
  "GitHub's token",
  "a user's refresh token",
])("an application with %s", (proof) => {
  test("is refused with replies that repeat its request, and no error repeats what was secret in it", async () => {
    const { shown, secrets } = await shownUnderEchoes(proof, isService);
    expect(Object.values(shown).filter((text) => text.includes("says:"))).not.toHaveLength(0);
    expectNoCanary(allSecrets(secrets), shown);
  });

  test("is refused a token with replies that repeat the request, and no error does", async () => {
    const { shown, secrets } = await shownUnderEchoes(proof, isForToken);
    expect(Object.values(shown).filter((text) => /Entra|OIDC/.test(text))).not.toHaveLength(0);
    expectNoCanary(allSecrets(secrets), shown);
  });
});

test("every kind of credential crossed the wire", () => {
  const kinds = new Set(emulator.credentials.all().map(({ kind }) => kind));
  expect([...kinds].toSorted()).toEqual(
    ["accessToken", "clientAssertion", "clientSecret", "idToken", "refreshToken", "workloadRequestToken"].toSorted(),
  );
});

test("the same search finds a token in an error that shows it", async () => {
  const [token] = emulator.credentials.all().flatMap(({ kind, text }) => (kind === "accessToken" ? [text] : []));
  const error = new Error("refused", { cause: { headers: { Authorization: `Bearer ${token}` } } });
  expect(allSecrets([]).in(shownBy(error))).toContainEqual(expect.objectContaining({ name: "accessToken" }));
});

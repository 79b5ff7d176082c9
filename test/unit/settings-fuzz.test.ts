import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { createClient } from "../../provider/client/create-client";
import { TransportError } from "../../provider/client/errors";
import { RetryBudget } from "../../provider/client/retry-budget";
import { Throttle } from "../../provider/client/throttle";
import { createTransport, type Transport } from "../../provider/client/transport";
import { isSettingKey, settingFacts, settingKeys } from "../../provider/setting-facts";
import { loadSettings } from "../../provider/settings";
import { badValue, bagOf, trickyNames } from "../support/bad-input";
import { FakeClock } from "../support/fake-clock";

const SEED = 20261125;
const RUNS_EACH = 150;

const application = {
  tenantId: "0aaaaaaa-0000-4000-8000-00000000000a",
  clientId: "0bbbbbbb-0000-4000-8000-00000000000b",
};
const identity = { ...application, clientSecret: "Tp7~very-secret" };

/** Loads settings; what is refused must be refused by us, by the name of what is wrong. */
function expectNamed(load: () => unknown, keys: readonly string[]): void {
  try {
    load();
  } catch (error) {
    expect(error).toMatchObject({ kind: "settings", message: expect.any(String) });
    const message = error instanceof Error ? error.message : "";
    expect(keys.some((key) => message.includes(key))).toBe(true);
    expect(message).not.toContain(identity.clientSecret);
  }
}

describe.each(settingKeys)("%s, given anything", (key) => {
  it("in the configuration is taken, or refused by a name", () => {
    fc.assert(
      fc.property(badValue, fc.boolean(), (value, explicitProvider) => {
        expectNamed(
          () => loadSettings(bagOf([...Object.entries(identity), [key, value]]), {}, { explicitProvider }),
          [key, ...settingKeys],
        );
      }),
      { seed: SEED, numRuns: RUNS_EACH },
    );
  });

  it("in the environment is taken, or refused by a name", () => {
    const text = badValue.filter((value): value is string => typeof value === "string");
    fc.assert(
      fc.property(text, (value) => {
        expectNamed(
          () => loadSettings(identity, { [settingFacts[key].env]: value }),
          [key, settingFacts[key].env, ...settingKeys],
        );
      }),
      { seed: SEED, numRuns: RUNS_EACH },
    );
  });

  it("of a wrong type is refused by its own name", () => {
    for (const value of [[], {}, [1], { a: 1 }, Symbol("s"), () => 1, 10n]) {
      expect(() => loadSettings({ ...identity, [key]: value }, {})).toThrow(`partnercenter:${key} must be a text`);
    }
  });
});

it("names that are no settings are refused by name, whatever they are", () => {
  const name = fc.oneof(fc.constantFrom(...trickyNames), fc.string({ unit: "binary", minLength: 1, maxLength: 40 }));
  fc.assert(
    fc.property(
      name.filter((one) => !isSettingKey(one)),
      badValue,
      (stranger, value) => {
        const load = () => loadSettings(bagOf([...Object.entries(identity), [stranger, value]]), {});
        expect(load).toThrow(expect.objectContaining({ kind: "settings" }));
        expect(load).toThrow(`partnercenter:${stranger} is not a setting`);
      },
    ),
    { seed: SEED, numRuns: 500 },
  );
});

describe("a file that is not what it should be", () => {
  let folder: string;
  const files: Record<string, string> = {};

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "wrong-files-"));
    const make = (name: string, content: string | Uint8Array) => {
      files[name] = join(folder, name);
      writeFileSync(join(folder, name), content);
    };
    make("empty", "");
    make("words", "not at all what was asked for\n");
    make(
      "binary",
      Uint8Array.from({ length: 4096 }, (_, at) => (at * 151) % 256),
    );
    make("brokenPem", "-----BEGIN CERTIFICATE-----\n@@@@\n-----END CERTIFICATE-----\n");
    make("brokenKey", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    mkdirSync(join(folder, "folder"));
    files.folder = join(folder, "folder");
    files.missing = join(folder, "missing");
    files.tooLong = `/${"x".repeat(5000)}`;
    files.zero = "a\u0000b";
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  const kinds = ["empty", "words", "binary", "brokenPem", "brokenKey", "folder", "missing", "tooLong", "zero"];
  const offline: Transport = {
    // Entra says where its tokens are, and no more.
    exchange: async ({ method, url }) => {
      if (method !== "GET") throw new TransportError("nobody is there", true);
      const root = `${url.origin}/${url.pathname.split("/")[1]}`;
      const metadata = {
        issuer: `${root}/v2.0`,
        token_endpoint: `${root}/oauth2/v2.0/token`,
        authorization_endpoint: `${root}/oauth2/v2.0/authorize`,
        end_session_endpoint: `${root}/oauth2/v2.0/logout`,
        jwks_uri: `${root}/discovery/v2.0/keys`,
      };
      return { status: 200, headers: {}, bytes: new TextEncoder().encode(JSON.stringify(metadata)) };
    },
    stream: () => Promise.reject(new Error("nothing is streamed here")),
    close: async () => {},
  };

  /** What the first call with these settings ends with. */
  async function firstCall(config: Readonly<Record<string, string>>, transport?: Transport): Promise<unknown> {
    const settings = loadSettings({ endpoint: "http://127.0.0.1:9", authority: "http://127.0.0.1:9", ...config }, {});
    const parts = { clock: new FakeClock({ hasty: true }), retryBudget: new RetryBudget(0), throttle: new Throttle() };
    const own = transport ?? createTransport({ caFile: settings.caFile, environment: {} });
    try {
      return await createClient(settings, { ...parts, transport: own }).customers.get({ customerId: "c" });
    } catch (error) {
      return error;
    } finally {
      await own.close();
    }
  }

  it.each(kinds)("certificatePath: %s", async (kind) => {
    const error = await firstCall({ ...application, certificatePath: files[kind] ?? "" }, offline);
    expect(error).toMatchObject({ kind: "settings", message: expect.stringContaining("certificatePath") });
  });

  it.each(kinds)("certificate: the text of %s", async (kind) => {
    const text = { words: "words", brokenPem: "-----BEGIN CERTIFICATE-----", zero: "\u0000" }[kind] ?? kind;
    const error = await firstCall({ ...application, certificate: text }, offline);
    expect(error).toMatchObject({ kind: "settings", message: expect.stringContaining("certificate") });
  });

  it.each(["empty", "folder", "missing", "tooLong", "zero"])("oidcTokenFile: %s", async (kind) => {
    const error = await firstCall({ ...application, oidcTokenFile: files[kind] ?? "" }, offline);
    expect(error).toMatchObject({ kind: "settings", message: expect.stringContaining("oidcTokenFile") });
  });

  it.each(["empty", "words", "binary", "folder", "missing", "tooLong", "zero"])(
    "refreshTokenFile: %s",
    async (kind) => {
      const error = await firstCall({ ...identity, refreshTokenFile: files[kind] ?? "" }, offline);
      expect(error).toMatchObject({ kind: "settings", message: expect.stringContaining("refreshTokenFile") });
    },
  );

  it.each(["empty", "words", "binary", "brokenKey", "folder", "missing", "tooLong", "zero"])(
    "caFile: %s",
    async (kind) => {
      const error = await firstCall({ ...identity, caFile: files[kind] ?? "" });
      expect(error).toMatchObject({ kind: "settings", message: expect.stringContaining("caFile") });
    },
  );

  it("caFile: a certificate that is none", async () => {
    const error = await firstCall({ ...identity, caFile: files.brokenPem ?? "" });
    expect(error).toMatchObject({
      kind: expect.stringMatching(/^(settings|transport|auth)$/),
      message: expect.any(String),
    });
  });
});

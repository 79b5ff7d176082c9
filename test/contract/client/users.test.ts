import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect, promisify } from "node:util";
import type { RefreshTokenStore } from "../../../provider/auth/refresh-tokens";
import { createTokenSource } from "../../../provider/auth/token-source";
import type { TokenWish } from "../../../provider/client/authorise";
import type { PartnerCenterClient } from "../../../provider/client/client";
import { administer } from "./administer";
import { useBench } from "./emulated-client";

const user = "/portal/users/admin@nordhang.onmicrosoft.com";

const root = join(__dirname, "../../..");
const run = promisify(execFile);

const bench = useBench();

let folder: string;
let refreshTokenFile: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "users-"));
  refreshTokenFile = join(folder, "refresh-token");
  deliver(bench().emulator.userRefreshToken);
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const deliver = (token = "") => writeFileSync(refreshTokenFile, `${token}\n`, { mode: 0o644 });
const kept = () => readFileSync(refreshTokenFile, "utf8").trim();

/** The one refresh token of the user that Entra still takes. */
function newest(): string | undefined {
  const { model, tenantId } = bench().emulator;
  return model.partners.get(tenantId)?.users[0]?.refreshToken;
}

/** A process of its own, as far as the token in the file is concerned. */
function userClient(): PartnerCenterClient {
  const { tenantId, clientId, clientSecret } = bench().emulator;
  return bench().client({ identity: { tenantId, clientId, clientSecret, refreshTokenFile } });
}

/** A call that only users may make. */
async function asUser(client: PartnerCenterClient): Promise<boolean> {
  const customerId = bench().customer("new").id;
  return (await client.agreements.getDirectSignedStatus({ customerId })).isSigned;
}

async function refusal(client: PartnerCenterClient): Promise<Error> {
  const error: unknown = await asUser(client).catch((thrown: unknown) => thrown);
  if (!(error instanceof Error)) throw new Error("the call succeeded");
  return error;
}

const tokenRequests = () =>
  bench()
    .emulator.journal.entries({ method: "POST" })
    .filter(({ path }) => path.endsWith("/token"));

describe("an application alone", () => {
  it("is not sent where only users may go", async () => {
    const { client, emulator } = bench();
    const error = await refusal(client());
    expect(error).toMatchObject({ kind: "refused" });
    expect(error.message).toMatch(
      /^getDirectSignedStatus \(GET .*App\+User.*refresh token.*partnercenter:refreshTokenFile/,
    );
    expect(emulator.journal.entries()).toEqual([]);
  });

  it("is told by the service too, should it get there", async () => {
    const { client, settings, clock, transport } = bench();
    const own = createTokenSource(settings, transport(), clock);
    const tokens = { getToken: (wish: TokenWish) => own.getToken({ ...wish, credential: "app" }) };
    expect(await refusal(client({}, { tokens }))).toMatchObject({
      status: 403,
      code: "900329",
      message: expect.stringContaining("user's token"),
    });
  });

  it("is not sent to what its cloud lacks, and hears why", async () => {
    const { client, emulator } = bench();
    const error = await refusal(client({ cloud: "usGovernment" }));
    expect(error).toMatchObject({ kind: "refused", message: expect.stringContaining("in the public cloud only") });
    expect(emulator.journal.entries()).toEqual([]);
  });
});

describe("a user's refresh token in a file", () => {
  it("is exchanged, and replaced in the file by the one that came back", async () => {
    const { emulator, clock } = bench();
    const client = userClient();
    expect(await asUser(client)).toBe(false);
    const second = kept();
    expect(second).toBe(newest());
    expect(second).not.toBe(emulator.userRefreshToken);
    expect(statSync(refreshTokenFile).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(["refresh-token"]);

    await clock.advance(3_600_000);
    emulator.clock.advance(3_600_000);
    expect(await asUser(client)).toBe(false);
    expect(kept()).not.toBe(second);
    expect(tokenRequests().map(({ status }) => status)).toEqual([200, 200]);
  });

  it("serves every call that a user may make", async () => {
    const client = userClient();
    await client.customers.list().all();
    await asUser(client);
    expect(tokenRequests()).toHaveLength(1);
    expect(kept()).toBe(newest());
  });

  it("is asked for once by many calls at a time", async () => {
    const client = userClient();
    await Promise.all(Array.from({ length: 8 }, () => asUser(client)));
    expect(tokenRequests()).toHaveLength(1);
  });

  it("survives many who share it, though Entra refuses a token that was exchanged", async () => {
    const clients = Array.from({ length: 6 }, userClient);
    await Promise.all(clients.map(asUser));
    expect(tokenRequests().map(({ status }) => status)).toEqual(clients.map(() => 200));
    expect(kept()).toBe(newest());
    expect(await asUser(userClient())).toBe(false);
  });

  it("survives processes that share it", async () => {
    const { settings, emulator } = bench();
    const { tenantId, clientId, clientSecret } = emulator;
    const shared = { ...settings, identity: { tenantId, clientId, clientSecret, refreshTokenFile } };
    const program = join(root, "test/contract/programs/token-user.js");
    const args = [program, join(root, "dist"), JSON.stringify(shared), "8"];
    await Promise.all(Array.from({ length: 3 }, () => run(process.execPath, args)));
    expect(tokenRequests().map(({ status }) => status)).toEqual(Array.from({ length: 24 }, () => 200));
    expect(kept()).toBe(newest());
    expect(readdirSync(folder)).toEqual(["refresh-token"]);
  });

  it("survives one that takes no notice of the lock", async () => {
    const { emulator } = bench();
    const hold = emulator.holds.add({ method: "POST", path: "/*/oauth2/v2.0/token", point: "received" });
    const slow = asUser(userClient());
    await hold.whenHeld();
    // Another program's user signs in anew meanwhile, which ends the old sign-in, and its token is put into the file.
    await administer(emulator, `${user}/revoke`);
    deliver(String((await administer(emulator, `${user}/signIn`)).refreshToken));
    hold.release();
    expect(await slow).toBe(false);
    expect(tokenRequests().map(({ status }) => status)).toEqual([400, 200]);
    expect(kept()).toBe(newest());
  });

  it("takes a new access token when the service refuses the old one, and no more than one", async () => {
    const { emulator } = bench();
    const client = userClient();
    emulator.faults.add({ method: "GET", path: "/v1/customers/*", status: 401, code: 400, times: 1 });
    await client.customers.get({ customerId: bench().customer("new").id });
    expect(tokenRequests()).toHaveLength(2);
    expect(kept()).toBe(newest());
  });
});

describe("a user who cannot go on", () => {
  it.each([
    ["whose sessions were ended", () => administer(bench().emulator, `${user}/revoke`), "50173", /was revoked/],
    [
      "who was away for 90 days",
      async () => bench().emulator.clock.advance(91 * 24 * 3_600_000),
      "70008|700082",
      /has expired.*90 days/,
    ],
    ["whose file holds something else", async () => deliver("nonsense"), "70000|9002313", /is not valid/],
    [
      "who never proved a second factor, where Entra asks for one",
      async () => {
        bench().emulator.switches.set({ signInMfa: "required" });
        deliver(bench().emulator.users.find(({ mfa }) => !mfa)?.refreshToken);
      },
      "50076|50079",
      /second factor/,
    ],
  ] as const)("%s is told to sign in again", async (_what, change, codes, meaning) => {
    await change();
    const token = kept();
    const error = await refusal(userClient());
    expect(error).toMatchObject({ kind: "auth", codes: [expect.stringMatching(codes)] });
    expect(error.message).toMatch(meaning);
    expect(error.message).toMatch(/sign in to the application again.*partnercenter:refreshTokenFile/);
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(token);
    expect(kept()).toBe(token);
  });

  it("is told by Partner Center that there was no second factor, once", async () => {
    const { emulator } = bench();
    deliver(emulator.users.find(({ mfa }) => !mfa)?.refreshToken);
    const error = await refusal(userClient());
    expect(error).toMatchObject({ kind: "api", status: 401, code: "900421" });
    expect(error.message).toMatch(/multi-factor authentication.*refreshTokenFile/);
    expect(emulator.journal.entries({ path: /^\/v1\// })).toHaveLength(1);
  });
});

describe("a program that keeps the refresh token itself", () => {
  it("is asked for it and handed each new one", async () => {
    const { client, emulator } = bench();
    const saved: string[] = [];
    let token = emulator.userRefreshToken;
    const refreshToken: RefreshTokenStore = {
      read: () => token,
      save: async (next, replaced) => {
        expect(replaced).toBe(token);
        token = next;
        saved.push(next);
      },
    };
    const one = client({}, { refreshToken });
    expect(await asUser(one)).toBe(false);
    expect(saved).toEqual([newest()]);
    expect(await asUser(client({}, { refreshToken }))).toBe(false);
    expect(saved).toHaveLength(2);
  });
});

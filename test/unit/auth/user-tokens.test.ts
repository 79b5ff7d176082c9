import { inspect } from "node:util";
import type { RefreshTokenStore } from "../../../provider/auth/refresh-tokens";
import { createTokenSource } from "../../../provider/auth/token-source";
import { FakeClock, settled } from "../../support/fake-clock";
import { failureOf, fakeEntra, grant, grantWith, type Outcome, refusal, settings, thrownBy, wish } from "./fake-entra";

const customer = "0ccccccc-0000-4000-8000-000000000001";
const asUser = { ...wish, credential: "user" } as const;
const asApp = { ...wish, credential: "app" } as const;

/** A store in memory. */
class Vault implements RefreshTokenStore {
  readonly saved: string[] = [];
  constructor(public token = "refresh-0") {}

  read(): string {
    return this.token;
  }

  save(token: string): void {
    this.saved.push(token);
    this.token = token;
  }
}

const rotating = (nth: number) => grantWith(nth, { refresh_token: `refresh-${nth}` });

describe("whose token a call takes", () => {
  it("is the user's wherever a user may go, when there is one", async () => {
    const { source, forms } = fakeEntra(grant, { store: new Vault() });
    expect(await source.getToken(wish)).toBe("token-1");
    expect(await source.getToken(asUser)).toBe("token-1");
    expect(await source.getToken(asApp)).toBe("token-2");
    expect(forms().map((form) => form.grant_type)).toEqual(["refresh_token", "client_credentials"]);
    expect(forms()[0]).toMatchObject({ refresh_token: "refresh-0", client_secret: expect.any(String) });
  });

  it("is the application's, when there is no user", async () => {
    const { source, forms } = fakeEntra(grant);
    expect(await source.getToken(wish)).toBe("token-1");
    expect(await source.getToken(asApp)).toBe("token-1");
    expect(forms().map((form) => form.grant_type)).toEqual(["client_credentials"]);
  });

  it("is refused before anything is sent, when it must be a user's and there is none", async () => {
    const { source, requests } = fakeEntra(grant);
    const error = await thrownBy(source, asUser);
    expect(error).toMatchObject({ kind: "refused" });
    for (const part of [
      "getThing (GET /v1/things)",
      "multi-factor authentication",
      "role",
      "partnercenter:refreshTokenFile",
      "PARTNERCENTER_REFRESH_TOKEN_FILE",
    ]) {
      expect(error.message).toContain(part);
    }
    expect(requests).toEqual([]);
  });
});

describe("whom a token is for", () => {
  it.each([
    ["public", "partnerCenter", "https://api.partnercenter.microsoft.com/.default"],
    ["public", "graph", "https://graph.microsoft.com/.default"],
    ["public", "management", "https://management.azure.com/.default"],
    ["usGovernment", "partnerCenter", "https://api.partnercenter.microsoft.com/.default"],
    ["usGovernment", "graph", "https://graph.microsoft.us/.default"],
    ["usGovernment", "management", "https://management.usgovcloudapi.net/.default"],
  ] as const)("in the %s cloud at %s does not depend on where calls are sent", async (cloud, service, scope) => {
    const { source, forms } = fakeEntra(grant, { cloud, store: new Vault() });
    await source.getToken({ ...asApp, service });
    await source.getToken({ ...asUser, service });
    const scopes = forms().map((form) => form.scope?.split(" ") ?? []);
    expect(scopes[0]).toContain(scope);
    expect(scopes[1]).toEqual(expect.arrayContaining([scope, "offline_access"]));
  });

  it("is a token of its own for each service, tenant and kind, from one refresh token", async () => {
    const vault = new Vault();
    const { source, tokenRequests, forms } = fakeEntra(rotating, { store: vault });
    const wishes = [
      asUser,
      { ...asUser, service: "graph" },
      { ...asUser, service: "management", tenantId: customer },
      { ...asApp, service: "management", tenantId: customer },
    ] as const;
    const tokens = await Promise.all(wishes.map((one) => source.getToken(one)));
    expect(new Set(tokens).size).toBe(4);
    expect(await Promise.all(wishes.map((one) => source.getToken(one)))).toEqual(tokens);
    expect(tokenRequests).toHaveLength(4);
    const tenants = tokenRequests.map(({ url }) => url.pathname.split("/")[1]);
    expect(tenants.filter((one) => one === customer)).toHaveLength(2);
    // Uses of the refresh token follow each other: each one takes what the one before was given.
    const spent = forms().flatMap((form) => form.refresh_token ?? []);
    expect(new Set(spent).size).toBe(3);
    expect(vault.saved).toHaveLength(3);
  });

  it("does not let a failure in one tenant stand for another", async () => {
    const { source } = fakeEntra((nth, { url }) =>
      url.pathname.includes(customer) ? refusal(700016, "Not here.") : grant(nth),
    );
    const elsewhere = { ...asApp, service: "management", tenantId: customer } as const;
    const [own, error] = await Promise.all([source.getToken(asApp), failureOf(source, elsewhere)]);
    expect(own).toMatch(/^token-/);
    expect(error.message).toContain(`the customer's tenant ${customer}`);
    expect(error.message).not.toContain("partnercenter:clientId");
  });
});

describe("a user's token", () => {
  it("is kept until shortly before its end, and renewed with the newest refresh token", async () => {
    const vault = new Vault();
    const clock = new FakeClock();
    const { source, forms } = fakeEntra(rotating, { store: vault, clock });
    expect(await source.getToken(asUser)).toBe("token-1");
    await clock.advance(3_299_000);
    expect(await source.getToken(asUser)).toBe("token-1");
    vault.token = "from-a-new-sign-in";
    await clock.advance(2_000);
    expect(await source.getToken(asUser)).toBe("token-2");
    expect(forms().map((form) => form.refresh_token)).toEqual(["refresh-0", "from-a-new-sign-in"]);
    expect(vault.saved).toEqual(["refresh-1", "refresh-2"]);
  });

  it("is asked for once, however many ask, and anew when told to", async () => {
    const { source, tokenRequests } = fakeEntra(rotating, { store: new Vault() });
    expect(new Set(await Promise.all([1, 2, 3].map(() => source.getToken(asUser)))).size).toBe(1);
    expect(await source.getToken({ ...asUser, force: true })).toBe("token-2");
    expect(tokenRequests).toHaveLength(2);
  });

  it("is a text's lifetime too, as Entra's older replies give it", async () => {
    const clock = new FakeClock();
    const { source } = fakeEntra((nth) => grantWith(nth, { expires_in: "3600" }), { store: new Vault(), clock });
    expect(await source.getToken(asUser)).toBe("token-1");
    expect(await source.getToken(asUser)).toBe("token-1");
    await clock.advance(3_301_000);
    expect(await source.getToken(asUser)).toBe("token-2");
  });

  it("leaves the refresh token alone when Entra does not replace it", async () => {
    const vault = new Vault();
    await fakeEntra((nth) => grantWith(nth, { refresh_token: "refresh-0" }), { store: vault }).source.getToken(asUser);
    await fakeEntra(grant, { store: vault }).source.getToken(asUser);
    expect(vault.saved).toEqual([]);
  });

  it("saves the new refresh token even when MSAL does not like the rest of the reply", async () => {
    const vault = new Vault();
    const { source } = fakeEntra((nth) => grantWith(nth, { refresh_token: "refresh-1", id_token: "no token" }), {
      store: vault,
    });
    await thrownBy(source, asUser);
    expect(vault.saved).toEqual(["refresh-1"]);
  });
});

describe("a refresh token that is refused", () => {
  it("is followed by the one that somebody else was given for it meanwhile", async () => {
    const vault = new Vault();
    const answer = (nth: number): Outcome => {
      if (nth > 1) return rotating(nth);
      vault.token = "refresh-of-another";
      return refusal(70000, "Not valid.", "invalid_grant");
    };
    const { source, forms } = fakeEntra(answer, { store: vault });
    expect(await source.getToken(asUser)).toBe("token-2");
    expect(forms().map((form) => form.refresh_token)).toEqual(["refresh-0", "refresh-of-another"]);
  });

  it("waits a little for somebody else who has not saved it yet", async () => {
    const vault = new Vault();
    const clock = new FakeClock();
    const { source } = fakeEntra((nth) => (nth === 1 ? refusal(70000, "Not valid.", "invalid_grant") : rotating(nth)), {
      store: vault,
      clock,
    });
    const token = source.getToken(asUser);
    await settled();
    while (clock.sleeping === 0) await settled();
    vault.token = "saved-late";
    await clock.advance(100);
    expect(await token).toBe("token-2");
  });

  it.each([
    [700082, /has expired/],
    [70008, /has expired.*90 days/],
    [50173, /was revoked/],
    [70000, /is not valid.*clientId/],
    [50076, /second factor.*multi-factor authentication/],
    [50079, /second factor/],
    [65001, /consented.*Access Partner Center/],
    [50057, /may not sign in/],
  ])("with AADSTS%i is explained with the remedy", async (code, expected) => {
    const { source } = fakeEntra(() => refusal(code, "So it is.", "invalid_grant"), { store: new Vault() });
    const error = await failureOf(source, asUser);
    expect(error.codes).toEqual([String(code)]);
    expect(error.message).toMatch(expected);
    expect(error.message).toContain("the signed-in user of application");
  });

  it("is shown nowhere, nor is what replaces it", async () => {
    const vault = new Vault("refresh-secret-0");
    const { source } = fakeEntra(
      (nth) =>
        nth === 1
          ? grantWith(1, { refresh_token: "refresh-secret-1" })
          : refusal(123456, `'${vault.token}' is wrong.`, "invalid_grant"),
      { store: vault },
    );
    await source.getToken(asUser);
    const error = await failureOf(source, { ...asUser, force: true });
    expect(error.message).toContain("'[secret]' is wrong.");
    for (const shown of [inspect(source, { depth: 10 }), inspect(error, { depth: 10, showHidden: true })]) {
      expect(shown).not.toMatch(/refresh-secret/);
    }
  });
});

describe("a store that fails", () => {
  it("to read is told of, and nothing is sent", async () => {
    const store: RefreshTokenStore = {
      read: () => Promise.reject(new Error("the vault is sealed")),
      save: () => {},
    };
    const { source, requests } = fakeEntra(rotating, { store });
    expect((await failureOf(source, asUser)).message).toBe("The refresh token cannot be read: the vault is sealed");
    expect((await failureOf(fakeEntra(grant, { store: new Vault("") }).source, asUser)).message).toMatch(/empty/);
    expect(requests).toEqual([]);
  });

  it("to save is told of, and the new token is saved first next time", async () => {
    const vault = new Vault();
    const save = jest.spyOn(vault, "save").mockImplementationOnce((token) => {
      throw new Error(`no room for ${token}`);
    });
    const { source, forms } = fakeEntra(rotating, { store: vault });
    const error = await failureOf(source, asUser);
    expect(error.message).toMatch(/has replaced the refresh token.*no room for \[secret\]/);
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain("refresh-1");
    expect(await source.getToken(asUser)).toBe("token-2");
    expect(forms().map((form) => form.refresh_token)).toEqual(["refresh-0", "refresh-1"]);
    expect(save.mock.calls).toEqual([
      ["refresh-1", "refresh-0"],
      ["refresh-1", "refresh-0"],
      ["refresh-2", "refresh-1"],
    ]);
  });
});

it("refuses a file and a store of the program's own together", () => {
  const sent = () => Promise.reject(new Error("sent"));
  const transport = { exchange: sent, stream: sent, close: async () => {} };
  const both = { ...settings, identity: { ...settings.identity, refreshTokenFile: "token" } };
  expect(() => createTokenSource(both, transport, new FakeClock(), new Vault())).toThrow(
    /refreshTokenFile.*contradict/,
  );
});

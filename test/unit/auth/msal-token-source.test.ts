import { inspect } from "node:util";
import { SettingsError, TransportError } from "../../../provider/client/errors";
import { settled } from "../../support/fake-clock";
import {
  clientSecret,
  failureOf,
  grant,
  fakeEntra as harness,
  type Outcome,
  refusal,
  settings,
  tenantId,
  wish,
} from "./fake-entra";

describe("MsalTokenSource", () => {
  it("asks the authority that was set, and no other host, for a token of the Partner Center API", async () => {
    const { source, requests, tokenRequests } = harness(grant);
    expect(await source.getToken(wish)).toBe("token-1");
    expect(new Set(requests.map(({ url }) => url.host))).toEqual(new Set(["login.example:8443"]));
    const form = new URLSearchParams(tokenRequests[0]?.body);
    expect(Object.fromEntries(form)).toMatchObject({
      grant_type: "client_credentials",
      client_id: settings.identity.clientId,
      client_secret: clientSecret,
      scope: expect.stringContaining("https://api.partnercenter.microsoft.com/.default"),
    });
    expect(tokenRequests[0]?.url.pathname).toBe(`/${tenantId}/oauth2/v2.0/token`);
  });

  it("speaks plain HTTP to an emulator, which MSAL alone would refuse", async () => {
    const { source, requests } = harness(grant, { authority: "http://127.0.0.1:9" });
    expect(await source.getToken(wish)).toBe("token-1");
    expect(new Set(requests.map(({ url }) => url.origin))).toEqual(new Set(["http://127.0.0.1:9"]));
  });

  it("keeps a token, and replaces it when told to", async () => {
    const { source, tokenRequests } = harness(grant);
    expect(await source.getToken(wish)).toBe("token-1");
    expect(await source.getToken(wish)).toBe("token-1");
    expect(await source.getToken({ ...wish, force: true })).toBe("token-2");
    expect(await source.getToken(wish)).toBe("token-2");
    expect(tokenRequests).toHaveLength(2);
  });

  it("has one request under way, however many ask", async () => {
    const { source, tokenRequests } = harness(grant);
    const tokens = await Promise.all([source.getToken(wish), source.getToken(wish), source.getToken(wish)]);
    expect(tokens).toEqual(["token-1", "token-1", "token-1"]);
    const fresh = await Promise.all([
      source.getToken({ ...wish, force: true }),
      source.getToken({ ...wish, force: true }),
      source.getToken(wish),
    ]);
    expect(fresh).toEqual(["token-2", "token-2", "token-2"]);
    expect(tokenRequests).toHaveLength(2);
  });

  it("lets one who gives up leave the others waiting", async () => {
    let answer = () => {};
    const held = new Promise<Outcome>((resolve) => {
      answer = () => resolve(grant(1));
    });
    const { source, tokenRequests } = harness(() => held);
    const controller = new AbortController();
    const impatient = expect(source.getToken({ ...wish, signal: controller.signal })).rejects.toThrow("enough");
    const patient = source.getToken(wish);
    await settled();
    controller.abort(new Error("enough"));
    await impatient;
    answer();
    expect(await patient).toBe("token-1");
    expect(tokenRequests).toHaveLength(1);
  });

  it.each([
    [7000215, "the client secret is wrong", "partnercenter:clientSecret"],
    [7000222, "the client secret has expired", "PARTNERCENTER_CLIENT_SECRET"],
    [90002, "no such tenant", "partnercenter:tenantId"],
    [700016, "does not know the application", "partnercenter:clientId"],
    [500011, "does not know the service that the token is for", "partnercenter:tenantId"],
    [53003, "Conditional Access policy", "exclude the application"],
  ])("explains AADSTS%i", async (code, meaning, remedy) => {
    const error = await failureOf(harness(() => refusal(code, "…")).source);
    expect(error.codes).toEqual([String(code)]);
    expect(error.message).toContain(`(AADSTS${code})`);
    expect(error.message).toContain(meaning);
    expect(error.message).toContain(remedy);
    expect(error.message).toContain(tenantId);
  });

  it("passes on what Entra says of an unknown code, without its trailer", async () => {
    const error = await failureOf(harness(() => refusal(123456, "Something new.")).source);
    expect(error.message).toBe(
      `Entra refused a token for application ${settings.identity.clientId} in tenant ${tenantId} with HTTP 400: ` +
        "AADSTS123456: Something new.",
    );
  });

  it("tells of an authority that cannot be reached, after a few attempts", async () => {
    const unreachable = new TransportError("Entra (login.example:8443): refused the connection.", true);
    const { source, clock, tokenRequests } = harness(() => ({ error: unreachable }));
    const error = await failureOf(source);
    expect(error.codes).toEqual([]);
    expect(error.message).toContain("refused the connection");
    expect(error.message).toContain("partnercenter:authority");
    expect(error.cause).toBe(unreachable);
    expect(tokenRequests).toHaveLength(4);
    expect(clock.sleeps).toEqual([500, 1500, 3500]);
  });

  it("recovers from a short failure of Entra", async () => {
    const { source } = harness((nth) => (nth === 1 ? { status: 503, body: {} } : grant(nth)));
    expect(await source.getToken(wish)).toBe("token-2");
  });

  it("tells of an authority that is something else", async () => {
    const error = await failureOf(harness(() => ({ text: "<html>Sign in to the network</html>" })).source);
    expect(error.message).toContain("is not JSON; is the authority right?");
  });

  it("passes on a setting that the transport finds wrong", async () => {
    const { source } = harness(() => ({ error: new SettingsError("caFile: cannot be read") }));
    await expect(source.getToken(wish)).rejects.toMatchObject({ kind: "settings", message: "caFile: cannot be read" });
  });

  it("shows the secret in no error, even when Entra repeats it", async () => {
    const echo = `the value '${clientSecret}' is wrong`;
    const outcomes: readonly Outcome[] = [
      refusal(7000215, echo),
      refusal(123456, echo),
      { status: 500, body: { error_description: echo } },
      { text: `<html>${clientSecret}</html>` },
      { error: new TransportError(`Entra: broke at ${clientSecret}`, false) },
    ];
    for (const outcome of outcomes) {
      const error = await failureOf(harness(() => outcome).source);
      for (const shown of [String(error), error.stack ?? "", JSON.stringify(error)]) {
        expect(shown).not.toContain(clientSecret);
      }
      if (!outcome.error) expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(clientSecret);
    }
  });

  it("shows the secret in nothing that is printed of the source itself", async () => {
    const { source } = harness(grant);
    await source.getToken(wish);
    expect(inspect(source, { depth: 10 })).not.toContain(clientSecret);
    expect(JSON.stringify(source)).not.toContain(clientSecret);
  });
});

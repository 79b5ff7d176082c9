import { expireTokens } from "../src";
import { admin, appClient, at, requestToken, textAt, useEmulator, userClient } from "./support";

describe("tokens that expire early", () => {
  const emulator = useEmulator({ clock: "2026-03-01T08:00:00Z" });
  const expired = { code: 400, description: expect.stringContaining("expired") };

  test("are refused from then on: one of them, or all so far", async () => {
    emulator().clock.change({ frozen: true });
    const [one, two] = [await appClient(emulator()), await userClient(emulator())];
    expect((await admin(emulator(), "POST", "/tokens/expire", { token: one.token })).body).toEqual({ expired: 1 });
    const refused = await one.get("/customers");
    expect([refused.status, refused.body]).toEqual([401, expect.objectContaining(expired)]);
    expect((await one.get("/customers")).status).toBe(401);
    expect((await two.get("/customers")).status).toBe(200);
    expect((await admin(emulator(), "POST", "/tokens/expire")).body).toEqual({ expired: 2 });
    expect((await two.get("/customers")).status).toBe(401);
    const fresh = await appClient(emulator());
    expect((await fresh.get("/customers")).status).toBe(200);
    expireTokens(emulator().model, fresh.token);
    expect((await fresh.get("/customers")).status).toBe(401);
  });

  test("must be tokens of this emulator", async () => {
    const refused = await admin(emulator(), "POST", "/tokens/expire", { token: "abc" });
    expect([refused.status, at(refused.body, "error")]).toEqual([400, "InvalidInput"]);
  });

  test("expire by a fault, and stay expired", async () => {
    const client = await appClient(emulator());
    emulator().faults.add({ path: "/v1/**", every: 2, action: "expireToken", times: 1 });
    expect((await client.get("/customers")).status).toBe(200);
    const refused = await client.get("/customers");
    expect([refused.status, refused.body]).toEqual([401, expect.objectContaining(expired)]);
    expect((await client.get("/customers")).status).toBe(401);
    expect((await (await appClient(emulator())).get("/customers")).status).toBe(200);
    expect(emulator().journal.entries({ path: /customers/ })).toMatchObject([
      {},
      { status: 401, note: "fault fault-1: expireToken" },
      { status: 401 },
      {},
    ]);
  });

  test("live as long as the switch says", async () => {
    emulator().switches.set({ tokenLifetime: "5m" });
    const client = await appClient(emulator());
    expect((await requestToken(emulator())).body).toMatchObject({ expires_in: 300 });
    emulator().clock.advance(299_000);
    expect((await client.get("/customers")).status).toBe(200);
    emulator().clock.advance(1_000);
    expect((await client.get("/customers")).status).toBe(401);
  });
});

describe("clocks that disagree", () => {
  const emulator = useEmulator({ clock: "2026-03-01T08:00:00Z" });

  test("skew the Date of replies", async () => {
    const client = await appClient(emulator());
    await admin(emulator(), "POST", "/clock", { frozen: true, now: "2026-03-01T08:00:00Z", dateSkewMs: -300_000 });
    const answer = await client.get("/customers");
    expect(answer.headers.get("date")).toBe("Sun, 01 Mar 2026 07:55:00 GMT");
    expect(emulator().journal.entries().at(-1)).toMatchObject({ at: "2026-03-01T08:00:00.000Z" });
  });

  test("skew the times of tokens: a slow authority issues tokens that have expired", async () => {
    await admin(emulator(), "POST", "/clock", { frozen: true, now: "2026-03-01T08:00:00Z", tokenSkewMs: -7_200_000 });
    const { body } = await requestToken(emulator(), { version: "v1" });
    expect(at(body, "not_before")).toBe(String(Date.parse("2026-03-01T06:00:00Z") / 1_000));
    const claims: unknown = JSON.parse(
      Buffer.from(textAt(body, "access_token").split(".")[1] ?? "", "base64url").toString(),
    );
    expect(at(claims, "iat")).toBe(Date.parse("2026-03-01T06:00:00Z") / 1_000);
    expect((await (await appClient(emulator())).get("/customers")).status).toBe(401);
    await admin(emulator(), "POST", "/clock", { tokenSkewMs: 0 });
    expect((await (await appClient(emulator())).get("/customers")).status).toBe(200);
  });
});

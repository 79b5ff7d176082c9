import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Emulator } from "../src";
import {
  type Answer,
  admin,
  appClient,
  buyPlan,
  Client,
  customerOf,
  effects,
  launch,
  letProvision,
  planCart,
  read,
  requestToken,
  textAt,
  useEmulator,
} from "./support";

const instant = "2026-03-01T08:00:00Z";

/** What an answer says, without what differs from reply to reply. */
const told = ({ status, body }: Answer) => ({ status, body });

describe("a saved state", () => {
  const emulator = useEmulator({ clock: instant });
  const others: Emulator[] = [];
  const another = async () => {
    const started = await launch();
    others.push(started);
    return started;
  };
  afterEach(async () => {
    await Promise.all(others.splice(0).map((one) => one.close()));
  });

  test("goes on in another emulator as if nothing had happened", async () => {
    emulator().switches.set({ requestIds: "honoured" });
    emulator().clock.change({ frozen: true, dateSkewMs: 5_000, tokenSkewMs: -1_000 });
    emulator().switches.set({ cartUpdate: "201" });
    const client = await appClient(emulator());
    const [first, second, third] = [0, 1, 2].map((index) => customerOf(emulator(), "new", index).id);
    const cartId = await planCart(client, first ?? "");
    const inFlight = await client.post(`/customers/${second}/carts/${await planCart(client, second ?? "")}/checkout`);
    const budget = `/customers/${first}/usagebudget`;
    const repeated = { "ms-requestid": "7f0d4a0e-26a5-4c55-9f6a-4c3e6f2a1b11" };
    const set = await client.patch(budget, '{"Amount":12.3400}', repeated);
    const refreshed = await requestToken(emulator(), {
      form: { grant_type: "refresh_token", refresh_token: emulator().userRefreshToken },
    });

    const copy = await another();
    copy.loadState(emulator().saveState({ journal: true }));

    expect(JSON.parse(copy.saveState({ journal: true }))).toEqual(JSON.parse(emulator().saveState({ journal: true })));
    expect(copy.tenantId).toBe(emulator().tenantId);
    expect(copy.userRefreshToken).toBe(textAt(refreshed.body, "refresh_token"));
    expect(copy.clock.frozen).toBe(true);
    const clients = [client, new Client(copy, client.token)];
    const same = async (ask: (one: Client) => Promise<Answer>) => {
      const [here, there] = await Promise.all(clients.map(ask));
      expect(there === undefined || here === undefined ? {} : told(there)).toEqual(here && told(here));
      return there;
    };
    expect((await same((one) => one.patch(budget, '{"Amount":12.3400}', repeated)))?.raw).toBe(set.raw);
    expect(copy.journal.entries().at(-1)?.note).toBe("the stored answer to this MS-RequestId");
    expect(effects(copy)).toEqual(effects(emulator()));
    await same((one) => one.post(`/customers/${first}/carts/${cartId}/checkout`));
    for (const one of clients) {
      letProvision(one.emulator);
    }
    const orderId = textAt(inFlight.body, "orders.0.id");
    expect((await same((one) => one.get(`/customers/${second}/orders/${orderId}`)))?.body).toMatchObject({
      status: "completed",
    });
    const bought = await Promise.all(clients.map((one) => buyPlan(one, third ?? "")));
    expect(bought[1]).toEqual(bought[0]);
    expect(copy.switches.position("cartUpdate")).toBe("201");
    expect(copy.journal.entries().at(-1)?.seq).toBe(emulator().journal.entries().at(-1)?.seq);
  });

  test("can be exported, put back and reset over the admin API", async () => {
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    const ask = () => client.get(`/customers/${id}/usagebudget`);
    const seeded = await ask();
    const first = await planCart(client, id);
    await client.patch(`/customers/${id}/usagebudget`, { Amount: 5 });
    const set = await ask();
    const { raw } = await admin(emulator(), "GET", "/state/export");
    const positions = emulator().switches.all();
    emulator().switches.set({ customerPageSize: "77" });
    expect(told(await admin(emulator(), "POST", "/state/reset"))).toEqual({ status: 204, body: undefined });
    expect(told(await ask())).toEqual(told(seeded));
    expect(emulator().switches.all()).toEqual(positions);
    expect(
      emulator()
        .journal.entries()
        .map((entry) => entry.seq),
    ).toEqual([1]);
    expect(await planCart(client, id)).toBe(first);
    const put = await fetch(`${emulator().adminUrl}/state`, { method: "PUT", body: raw });
    expect(put.status).toBe(204);
    expect(told(await ask())).toEqual(told(set));
    expect(await planCart(client, id)).not.toBe(first);
  });

  test("is refused by name when it is something else, and then changes nothing", async () => {
    const before = emulator().saveState();
    const state = Object(JSON.parse(before));
    const { carts: _carts, ...fewer } = state.model;
    for (const [wrong, message] of [
      ["{", "this is no state of an emulator"],
      ['{"partners":[]}', "this is no state of version 1"],
      [JSON.stringify({ ...state, version: 99 }), "version"],
      [JSON.stringify({ ...state, model: fewer }), "it lacks model.carts"],
      [JSON.stringify({ ...state, model: { ...state.model, fridges: [] } }), "model.fridges"],
      [JSON.stringify({ ...state, model: { ...state.model, orders: [{}] } }), "model.orders"],
      [JSON.stringify({ ...state, switches: { fridge: "on" } }), "fridge"],
    ] as const) {
      const refused = await read(await fetch(`${emulator().adminUrl}/state`, { method: "PUT", body: wrong }));
      expect([refused.status, textAt(refused.body, "message")]).toEqual([400, expect.stringContaining(message)]);
    }
    emulator().clock.change({ now: Object(JSON.parse(before)).clock.now });
    expect(Object(JSON.parse(emulator().saveState())).model).toEqual(state.model);
  });

  test("lives in a file from one start to the next", async () => {
    const folder = mkdtempSync(join(tmpdir(), "emulator-state-"));
    const stateFile = join(folder, "state.json");
    try {
      const before = await launch({ stateFile, clock: instant, switches: { budgetReadLag: "0s" } });
      const { id } = customerOf(before, "new");
      const client = await appClient(before);
      await client.patch(`/customers/${id}/usagebudget`, { Amount: 5 });
      expect((await admin(before, "POST", "/state/save")).body).toEqual({ path: stateFile });
      const cartId = await planCart(client, id);
      await before.close();
      expect(readFileSync(stateFile, "utf8")).toContain(cartId);
      const after = await launch({ stateFile, switches: { bom: "off", budgetReadLag: "0s" }, speed: 2 });
      expect(new Date(after.clock.now()).toISOString()).toMatch(/^2026-03-01T08:00/);
      expect([after.clock.speed, after.switches.position("bom")]).toEqual([2, "off"]);
      const later = new Client(after, client.token);
      expect((await later.get(`/customers/${id}/usagebudget`)).body).toMatchObject({ amount: 5 });
      expect((await later.get(`/customers/${id}/carts/${cartId}`)).status).toBe(200);
      await after.close();
      writeFileSync(join(folder, "wrong.json"), "[]");
      await expect(launch({ stateFile: join(folder, "wrong.json") })).rejects.toThrow("wrong.json: this is no state");
      expect((await admin(emulator(), "POST", "/state/save")).status).toBe(400);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

import { connect } from "node:net";
import {
  admin,
  appClient,
  at,
  type Client,
  customerOf,
  effects,
  letProvision,
  planCart,
  textAt,
  useEmulator,
} from "./support";

const checkouts = { method: "POST", path: "/v1/customers/*/carts/{cart}/checkout" };

describe("a held checkout", () => {
  const emulator = useEmulator();

  const prepare = async () => {
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    const cartPath = `/customers/${id}/carts/${await planCart(client, id)}`;
    return { client, id, cartPath, checkout: `${cartPath}/checkout` };
  };

  /** Sends a request on a socket of its own that can be killed as a process is. */
  const sendAndKill = (client: Client, path: string) => {
    const socket = connect(Number(new URL(emulator().apiUrl).port), "127.0.0.1");
    socket.on("error", () => {});
    socket.write(
      `POST /v1${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${client.token}\r\nContent-Length: 0\r\n\r\n`,
    );
    return { kill: () => socket.destroy() };
  };

  test("at `received` has changed nothing; released, it commits", async () => {
    const { client, cartPath, checkout } = await prepare();
    const made = await admin(emulator(), "POST", "/holds", { ...checkouts, point: "received" });
    expect(made.status).toBe(201);
    const id = textAt(made.body, "id");
    const pending = client.post(checkout);
    expect((await admin(emulator(), "GET", `/holds/${id}?wait=true`)).body).toMatchObject({ id, held: 1 });
    expect((await client.get(cartPath)).body).toMatchObject({ status: "Active" });
    expect(effects(emulator())).toEqual(["cartCreated"]);
    expect((await admin(emulator(), "DELETE", `/holds/${id}`)).body).toEqual({ id, released: 1 });
    expect((await pending).status).toBe(201);
    expect(effects(emulator())).toEqual(["cartCreated", "orderCreated"]);
    expect((await admin(emulator(), "DELETE", `/holds/${id}`)).status).toBe(404);
  });

  test("at `committed` has its order although nobody was told", async () => {
    const { client, id, cartPath, checkout } = await prepare();
    const hold = emulator().holds.add({ ...checkouts, point: "committed" });
    const pending = client.post(checkout);
    await hold.whenHeld();
    expect((await client.get(cartPath)).body).toMatchObject({ status: "Ordered" });
    expect(effects(emulator())).toEqual(["cartCreated", "orderCreated"]);
    letProvision(emulator());
    expect((await client.get(`/customers/${id}/subscriptions`)).body).toMatchObject({ totalCount: 1 });
    hold.release();
    expect((await pending).status).toBe(201);
  });

  test("at `halfReplied` has sent half its reply", async () => {
    const { client, checkout } = await prepare();
    const hold = emulator().holds.add({ ...checkouts, point: "halfReplied" });
    const response = await fetch(`${emulator().apiUrl}/v1${checkout}`, {
      method: "POST",
      headers: { authorization: `Bearer ${client.token}` },
    });
    expect(response.status).toBe(201);
    await hold.whenHeld();
    const reader = response.body?.getReader();
    const first = await reader?.read();
    expect(first?.value?.length).toBeLessThan(Number(response.headers.get("content-length")));
    hold.release();
    expect((await reader?.read())?.value?.length).toBeGreaterThan(0);
  });

  test("whose client is killed at `received` never commits", async () => {
    emulator().switches.set({ orphanedRequests: "drop" });
    const { client, cartPath, checkout } = await prepare();
    const hold = emulator().holds.add({ ...checkouts, point: "received" });
    const { kill } = sendAndKill(client, checkout);
    await hold.whenHeld();
    kill();
    while (hold.gone === 0) {
      await client.get(cartPath);
    }
    expect(hold.held).toBe(0);
    hold.release();
    expect((await client.get(cartPath)).body).toMatchObject({ status: "Active" });
    expect(emulator().journal.entries({ method: "POST" }).at(-1)).toMatchObject({
      status: null,
      effect: null,
      note: expect.stringContaining("went away"),
    });
    expect((await client.post(checkout)).status).toBe(201);
  });

  test("whose client is killed at `received` commits on release when orphans do", async () => {
    emulator().switches.set({ orphanedRequests: "commit" });
    const { client, cartPath, checkout } = await prepare();
    const hold = emulator().holds.add({ ...checkouts, point: "received" });
    const { kill } = sendAndKill(client, checkout);
    await hold.whenHeld();
    kill();
    await client.get(cartPath);
    expect(effects(emulator())).toEqual(["cartCreated"]);
    hold.release();
    expect((await client.get(cartPath)).body).toMatchObject({ status: "Ordered" });
    expect(effects(emulator())).toEqual(["cartCreated", "orderCreated"]);
  });

  test("whose client is killed at `committed` has committed", async () => {
    emulator().switches.set({ repeatedCheckout: "storedResult" });
    const { client, cartPath, checkout } = await prepare();
    const hold = emulator().holds.add({ ...checkouts, point: "committed" });
    const { kill } = sendAndKill(client, checkout);
    await hold.whenHeld();
    kill();
    while (hold.gone === 0) {
      await client.get(cartPath);
    }
    hold.release();
    expect((await client.post(checkout)).status).toBe(201);
    expect(effects(emulator())).toEqual(["cartCreated", "orderCreated"]);
  });

  test("at `received` makes a second one wait with 800064; at `committed` the second gets the same order", async () => {
    emulator().switches.set({ concurrentCheckout: "800064", repeatedCheckout: "storedResult" });
    const { client, cartPath, checkout } = await prepare();
    const received = emulator().holds.add({ ...checkouts, point: "received", times: 1 });
    const first = client.post(checkout);
    await received.whenHeld();
    const second = await client.post(checkout.toUpperCase().replace("/CUSTOMERS", "/customers"));
    expect([second.status, at(second.body, "code")]).toEqual([409, 800064]);
    expect(at((await client.put(cartPath, {})).body, "code")).toBe(800064);
    const committed = emulator().holds.add({ ...checkouts, point: "committed", times: 1 });
    received.release();
    await committed.whenHeld();
    const third = await client.post(checkout);
    committed.release();
    expect((await first).body).toEqual(third.body);
    expect(effects(emulator())).toEqual(["cartCreated", "orderCreated"]);
  });

  test("is overtaken by a second one when checkouts are serialised, and then gives its order", async () => {
    emulator().switches.set({ repeatedCheckout: "storedResult", concurrentCheckout: "serialised" });
    const { client, checkout } = await prepare();
    const hold = emulator().holds.add({ ...checkouts, point: "received", times: 1 });
    const first = client.post(checkout);
    await hold.whenHeld();
    const second = await client.post(checkout);
    expect(second.status).toBe(201);
    hold.release();
    expect((await first).body).toEqual(second.body);
    expect(effects(emulator())).toEqual(["cartCreated", "orderCreated"]);
  });

  test("is held in its turn: not the first `skip`", async () => {
    const { client, cartPath } = await prepare();
    const hold = emulator().holds.add({ method: "GET", path: "/v1/**", point: "received", skip: 2, times: 1 });
    await client.get(cartPath);
    await client.get(cartPath);
    expect(hold.held).toBe(0);
    const third = client.get(cartPath);
    await hold.whenHeld();
    expect((await client.get(cartPath)).status).toBe(200);
    hold.release();
    expect((await third).status).toBe(200);
  });

  test("keeps the token it came with, but meets the state it finds", async () => {
    emulator().switches.set({ cartLifetime: "7d", expiredCart: "404" });
    const { client, checkout } = await prepare();
    const hold = emulator().holds.add({ ...checkouts, point: "received" });
    const pending = client.post(checkout);
    await hold.whenHeld();
    emulator().clock.advance(8 * 86_400_000);
    hold.release();
    expect(at((await pending).body, "code")).toBe(800008);
  });

  test.each(["serialised", "800064"])("of ten at once for one cart makes one order (%s)", async (value) => {
    emulator().switches.set({ repeatedCheckout: "storedResult", concurrentCheckout: value });
    const { client, checkout } = await prepare();
    const hold = emulator().holds.add({ ...checkouts, point: "received" });
    const all = Array.from({ length: 10 }, () => client.post(checkout));
    await hold.whenHeld(10);
    hold.release();
    const orders = (await Promise.all(all)).map((answer) => textAt(answer.body, "orders.0.id"));
    expect(new Set(orders).size).toBe(1);
    expect(effects(emulator())).toEqual(["cartCreated", "orderCreated"]);
  });

  test("of ten carts at once for one customer makes one plan", async () => {
    emulator().switches.set({ orderInProgress: "800089", planLimit: "enforced" });
    const { client, id } = await prepare();
    const carts = await Promise.all(Array.from({ length: 10 }, () => planCart(client, id)));
    const statuses = await Promise.all(
      carts.map(async (cart) => (await client.post(`/customers/${id}/carts/${cart}/checkout`)).status),
    );
    expect(statuses.toSorted()).toEqual([201, ...Array.from({ length: 9 }, () => 403)]);
  });
});

describe("holds", () => {
  const emulator = useEmulator();

  test("can be listed, limited in number and released all at once", async () => {
    await admin(emulator(), "POST", "/holds", { method: "*", path: "/v1/**", point: "received", times: 1 });
    const first = fetch(`${emulator().apiUrl}/v1/customers`);
    await admin(emulator(), "GET", "/holds/hold-1?wait=1");
    expect((await fetch(`${emulator().apiUrl}/v1/customers`)).status).toBe(401);
    expect((await admin(emulator(), "GET", "/holds")).body).toMatchObject({
      holds: [{ id: "hold-1", held: 1, point: "received" }],
    });
    expect((await admin(emulator(), "DELETE", "/holds")).status).toBe(204);
    expect((await first).status).toBe(401);
    expect((await admin(emulator(), "GET", "/holds/hold-1")).status).toBe(404);
  });

  test("hold token requests too, and refuse a point that does not exist", async () => {
    const hold = emulator().holds.add({ method: "POST", path: "/{tenant}/oauth2/v2.0/token", point: "received" });
    const pending = appClient(emulator());
    await hold.whenHeld();
    hold.release();
    expect((await (await pending).get("/customers")).status).toBe(200);
    const refused = await admin(emulator(), "POST", "/holds", { method: "GET", path: "/v1/customers", point: "never" });
    expect([refused.status, at(refused.body, "error")]).toEqual([400, "InvalidBody"]);
  });
});

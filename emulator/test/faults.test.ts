import { admin, appClient, at, customerOf, effects, planCart, useEmulator } from "./support";

describe("faults", () => {
  const emulator = useEmulator();
  const fault = async (wish: object) => {
    const made = await admin(emulator(), "POST", "/faults", wish);
    expect(made.status).toBe(201);
  };
  const list = { method: "GET", path: "/v1/customers" };

  test("throttle with shape C and Retry-After, so many times", async () => {
    const client = await appClient(emulator());
    await fault({ ...list, times: 2, status: 429, retryAfterSeconds: 57 });
    for (let time = 0; time < 2; time += 1) {
      const throttled = await client.get("/customers");
      expect([throttled.status, throttled.headers.get("retry-after")]).toEqual([429, "57"]);
      expect(throttled.body).toEqual({ statusCode: 429, message: expect.stringContaining("57 seconds") });
    }
    expect((await client.get("/customers")).status).toBe(200);
    expect(
      emulator()
        .journal.entries({ path: /customers$/ })
        .map((entry) => entry.status),
    ).toEqual([429, 429, 200]);
  });

  test.each([
    ["A", { code: 800003, description: "down", data: [], source: "PartnerFD" }],
    ["B", { code: 800003, description: "down", isRetryable: true }],
    ["C", { statusCode: 503, message: "down" }],
    ["D", { error: { code: "800003", message: "down" } }],
    ["E", { error_description: "down" }],
  ])("come in shape %s", async (bodyShape, body) => {
    const client = await appClient(emulator());
    await fault({ ...list, status: 503, code: 800003, description: "down", bodyShape });
    const answer = await client.get("/customers");
    expect(answer.status).toBe(503);
    expect(answer.body).toMatchObject(body);
  });

  test("come as HTML and as nothing, from a gateway", async () => {
    const client = await appClient(emulator());
    await fault({ ...list, action: "html" });
    await fault({ ...list, action: "empty", status: 504 });
    const html = await client.get("/customers");
    expect([html.status, html.headers.get("content-type")]).toEqual([502, "text/html"]);
    expect(html.raw).toMatch(/^<html>/);
    const empty = await client.get("/customers");
    expect([empty.status, empty.raw]).toEqual([504, ""]);
  });

  const budget = () => `/customers/${customerOf(emulator(), "new").id}/usagebudget`;

  test.each([
    ["resetBeforeCommit", 0],
    ["resetAfterCommit", 1],
    ["truncate", 1],
  ])("%s breaks the connection after %i changes", async (action, changes) => {
    const client = await appClient(emulator());
    await fault({ method: "PATCH", path: "/v1/customers/*/usagebudget", action });
    await expect(client.patch(budget(), { Amount: 9 })).rejects.toThrow();
    expect(effects(emulator())).toHaveLength(changes);
    expect(emulator().journal.entries({ method: "PATCH" })).toMatchObject([
      { status: action === "truncate" ? 200 : null, note: expect.stringContaining(action) },
    ]);
    expect((await client.patch(budget(), { Amount: 10 })).status).toBe(200);
  });

  test("can come after the commit with a status of their own", async () => {
    emulator().switches.set({ repeatedCheckout: "storedResult" });
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    const checkout = `/customers/${id}/carts/${await planCart(client, id)}/checkout`;
    await fault({ method: "POST", path: "/v1/**/checkout", status: 504, afterCommit: true });
    expect((await client.post(checkout)).status).toBe(504);
    expect(effects(emulator())).toEqual(["cartCreated", "orderCreated"]);
    expect((await client.post(checkout)).status).toBe(201);
    expect(effects(emulator())).toEqual(["cartCreated", "orderCreated"]);
  });

  test("delay by the emulator's clock", async () => {
    const client = await appClient(emulator());
    emulator().clock.change({ frozen: true });
    await fault({ ...list, delayMs: 60_000 });
    let done = false;
    const pending = client.get("/customers").finally(() => {
      done = true;
    });
    await client.get("/agreements");
    expect(done).toBe(false);
    emulator().clock.advance(60_000);
    expect((await pending).status).toBe(200);
  });

  test("can be listed and removed", async () => {
    await fault({ ...list, status: 500 });
    await fault({ ...list, status: 503 });
    expect((await admin(emulator(), "GET", "/faults")).body).toMatchObject({
      faults: [{ id: "fault-1", left: 1 }, { id: "fault-2" }],
    });
    await admin(emulator(), "DELETE", "/faults/fault-1");
    expect((await admin(emulator(), "GET", "/faults")).body).toMatchObject({ faults: [{ id: "fault-2" }] });
    await admin(emulator(), "DELETE", "/faults");
    expect((await (await appClient(emulator())).get("/customers")).status).toBe(200);
    const wrong = await admin(emulator(), "POST", "/faults", { ...list, action: "explode" });
    expect([wrong.status, at(wrong.body, "error")]).toEqual([400, "InvalidBody"]);
  });
});

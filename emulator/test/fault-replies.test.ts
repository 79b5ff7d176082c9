import { connect } from "node:net";
import type { FaultWish } from "../src";
import { appClient, type Client, customerOf, effects, planCart, useEmulator } from "./support";

describe("a fault in the reply", () => {
  const emulator = useEmulator({ clock: "2026-03-01T08:00:00Z" });
  const budgetOf = (client: Client) => `/customers/${customerOf(client.emulator, "withPlan").id}/usagebudget`;

  /** Everything that comes back on a connection until it ends. */
  const rawGet = (client: Client, path: string) =>
    new Promise<string>((resolve, reject) => {
      const socket = connect(Number(new URL(emulator().apiUrl).port), "127.0.0.1");
      const chunks: Buffer[] = [];
      socket.on("data", (chunk) => chunks.push(chunk));
      socket.on("error", reject);
      socket.on("close", () => resolve(Buffer.concat(chunks).toString("utf8")));
      const auth = `Authorization: Bearer ${client.token}`;
      socket.write(`GET /v1${path} HTTP/1.1\r\nHost: x\r\n${auth}\r\nConnection: close\r\n\r\n`);
    });

  const spoiled = async (client: Client, wish: FaultWish) => {
    emulator().faults.add({ path: "/v1/**", ...wish });
    const response = await fetch(`${emulator().apiUrl}/v1${budgetOf(client)}`, {
      headers: { authorization: `Bearer ${client.token}` },
    });
    return { response, text: await response.text() };
  };

  test("cuts the JSON short although the reply is whole", async () => {
    emulator().switches.set({ bom: "on", gzip: "off" });
    const client = await appClient(emulator());
    const whole = (await client.get(budgetOf(client))).raw.replace("\uFEFF", "");
    const { response, text } = await spoiled(client, { action: "cutJson" });
    expect(response.status).toBe(200);
    expect(text).toBe(whole.slice(0, Math.floor(whole.length / 2)));
    expect(Number(response.headers.get("content-length"))).toBe(Buffer.byteLength(text) + 3);
  });

  test("has a comma too many, outside of texts", async () => {
    emulator().switches.set({ errorCodes: "number", malformedCustomerId: "800002" });
    const client = await appClient(emulator());
    const { response, text } = await spoiled(client, { action: "doubleComma" });
    expect(response.status).toBe(200);
    expect(text).toMatch(/^\{"amount":1250\.50,,"/);
    emulator().faults.add({ path: "/v1/customers/nobody", action: "doubleComma" });
    const refused = await fetch(`${emulator().apiUrl}/v1/customers/nobody`, {
      headers: { authorization: `Bearer ${client.token}` },
    });
    expect(await refused.text()).toMatch(/^\{"code":800002,,"description"/);
  });

  test("comes as a page with 200, as another type, as nothing", async () => {
    const client = await appClient(emulator());
    const page = await spoiled(client, { action: "html", status: 200 });
    expect([page.response.status, page.response.headers.get("content-type")]).toEqual([200, "text/html"]);
    const text = await spoiled(client, { action: "contentType" });
    expect([text.response.status, text.response.headers.get("content-type")]).toEqual([200, "text/plain"]);
    expect(JSON.parse(text.text)).toMatchObject({ amount: 1250.5 });
    const xml = await spoiled(client, { action: "contentType", contentType: "application/xml" });
    expect(xml.response.headers.get("content-type")).toBe("application/xml");
    const nothing = await spoiled(client, { action: "empty", status: 200 });
    expect([nothing.response.status, nothing.text]).toEqual([200, ""]);
  });

  test.each([16, -5])("announces a length that is wrong by %i", async (lengthOffset) => {
    const client = await appClient(emulator());
    emulator().faults.add({ path: "/v1/**", action: "contentLength", lengthOffset });
    const raw = await rawGet(client, budgetOf(client));
    const [head = "", body = ""] = raw.split("\r\n\r\n");
    const announced = Number(/content-length: (\d+)/i.exec(head)?.[1]);
    expect(announced).toBe(Buffer.byteLength(body) + lengthOffset);
    expect(JSON.parse(body.replace("\uFEFF", ""))).toMatchObject({ amount: 1250.5 });
  });

  test("asks to wait in seconds, until a date or not at all", async () => {
    const client = await appClient(emulator());
    emulator().clock.change({ frozen: true, now: Date.parse("2026-03-01T08:00:00.250Z") });
    const waits: (string | null)[] = [];
    for (const retryAfterAs of ["seconds", "date", "missing"] as const) {
      const { response, text } = await spoiled(client, { status: 429, retryAfterSeconds: 30, retryAfterAs });
      expect([response.status, JSON.parse(text).statusCode]).toEqual([429, 429]);
      waits.push(response.headers.get("retry-after"));
    }
    expect(waits).toEqual(["30", "Sun, 01 Mar 2026 08:00:31 GMT", null]);
  });

  test.each(["forgetRequestId", "ignoreRequestId"] as const)("lost the request's id: %s", async (action) => {
    emulator().switches.set({ requestIds: "honoured" });
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    await planCart(client, id);
    const body = { lineItems: [{ id: 0, catalogItemId: "X", quantity: 1, billingCycle: "one_time" }] };
    const headers = { "MS-RequestId": "7e0c0b0e-6c1c-4f52-9a0b-5d1f4f3c2a11" };
    const post = async () => (await client.post(`/customers/${id}/carts`, body, headers)).raw;
    const first = await post();
    expect(await post()).toBe(first);
    emulator().faults.add({ path: "/v1/customers/*/carts", action });
    const anew = await post();
    expect(anew).not.toBe(first);
    // What was forgotten is remembered from the new answer on; what was ignored has left the old one in place.
    expect(await post()).toBe(action === "forgetRequestId" ? anew : first);
    expect(effects(emulator())).toHaveLength(3);
  });
});

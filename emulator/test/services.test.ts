import { admin, at, read, useEmulator } from "./support";

describe("Graph and Resource Manager beside Partner Center", () => {
  const emulator = useEmulator();

  test("answer on the same listeners with headers and an error shape of their own", async () => {
    const { graphUrl, managementUrl } = emulator();
    const asked = { "client-request-id": "one", "x-ms-correlation-request-id": "two" };
    const graph = await read(await fetch(`${graphUrl}/v1.0/nowhere`, { headers: asked }));
    expect(graph.status).toBe(404);
    expect(graph.raw.startsWith("{")).toBe(true);
    expect(graph.headers.get("client-request-id")).toBe("one");
    const requestId = graph.headers.get("request-id");
    expect(requestId).toBe(emulator().journal.entries()[0]?.requestId);
    expect(graph.headers.get("ms-requestid")).toBeNull();
    expect(graph.body).toEqual({
      error: {
        code: "NotFound",
        message: expect.stringContaining("GET /v1.0/nowhere"),
        innerError: { date: expect.any(String), "request-id": requestId, "client-request-id": "one" },
      },
    });
    const azure = await read(await fetch(`${managementUrl}/subscriptions/x/nowhere`, { headers: asked }));
    expect([azure.status, Object.keys(Object(at(azure.body, "error")))]).toEqual([404, ["code", "message"]]);
    expect(azure.headers.get("x-ms-correlation-request-id")).toBe("two");
    expect(azure.headers.get("x-ms-request-id")).toBe(emulator().journal.entries()[1]?.requestId);
    expect(emulator().unknownRoutes.size).toBe(2);
  });

  test("have faults in their shape", async () => {
    await admin(emulator(), "POST", "/faults", {
      method: "GET",
      path: "/**",
      status: 429,
      retryAfterSeconds: 7,
      times: 3,
    });
    for (const [url, shape] of [
      [`${emulator().graphUrl}/v1.0/x`, { error: { code: "TooManyRequests" } }],
      [`${emulator().managementUrl}/subscriptions/x`, { error: { code: "TooManyRequests" } }],
      [`${emulator().apiUrl}/v1/customers`, { statusCode: 429 }],
    ] as const) {
      const throttled = await read(await fetch(url));
      expect([throttled.status, throttled.headers.get("retry-after")]).toEqual([429, "7"]);
      expect(throttled.body).toMatchObject(shape);
    }
  });
});

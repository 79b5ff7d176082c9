import { createServer as createTcpServer, type Server, type Socket } from "node:net";
import { startEmulator } from "pulumi-partnercenter-emulator";
import { createTransport, type WireRequest } from "../../../provider/client/transport";
import { CanarySearch, expectNoCanary, shownBy } from "../../support/canaries";
import { portOf } from "../client/local-server";

const secrets = {
  user: "canary-proxy-user-1138",
  password: "canary~proxy/password+2187",
  token: `canary-token-${"x9Y8z7".repeat(20)}`,
  signature: "canary/signature+of=an&export==",
};
const search = new CanarySearch(Object.entries(secrets).map(([name, text]) => ({ name, text })));
const credentials = `${encodeURIComponent(secrets.user)}:${encodeURIComponent(secrets.password)}`;

const servers: Server[] = [];
const sockets = new Set<Socket>();
afterEach(() => {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  for (const server of servers.splice(0)) server.close();
});

/** Something on a port that answers whatever comes in its own way. */
async function listener(handle: (socket: Socket, sent: string) => void): Promise<number> {
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.once("data", (bytes) => handle(socket, bytes.toString("latin1")));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return portOf(server.address());
}

const request = (address: string): WireRequest => ({
  call: "getThing (GET /v1/x)",
  method: "POST",
  url: new URL(`${address}?sig=${encodeURIComponent(secrets.signature)}`),
  headers: { Authorization: `Bearer ${secrets.token}` },
  body: `client_secret=${encodeURIComponent(secrets.password)}`,
  timeoutMs: 500,
});

/** How a request fails, whole and streamed. */
async function shown(proxy: string | undefined, address: string, caFile?: string): Promise<Record<string, string>> {
  const environment = proxy === undefined ? {} : { HTTPS_PROXY: proxy, HTTP_PROXY: proxy };
  const texts: Record<string, string> = {};
  for (const way of ["exchange", "stream"] as const) {
    const transport = createTransport({ caFile, environment });
    const error = await transport[way](request(address)).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeDefined();
    texts[way] = shownBy(error);
    // Not awaited: a proxy that never answers would be waited for.
    void transport.close();
  }
  return texts;
}

const behind = ["http://service.example/v1/x", "https://service.example/v1/x"];

/** What a proxy may answer to CONNECT, and repeat in it. */
const refusals: Readonly<Record<string, (socket: Socket, sent: string) => void>> = {
  "wants other credentials": (socket, sent) =>
    socket.end(`HTTP/1.1 407 Proxy Authentication Required\r\nX-Sent: ${sent.split("\r\n").at(-3)}\r\n\r\n${sent}`),
  "refuses the host": (socket, sent) => socket.end(`HTTP/1.1 403 Forbidden\r\nContent-Length: 9999\r\n\r\n${sent}`),
  "speaks no HTTP": (socket, sent) => socket.end(sent),
  "breaks off": (socket) => socket.resetAndDestroy(),
  "never answers": () => {},
  "opens a tunnel to nothing": (socket, sent) => {
    socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
    socket.once("data", () => socket.end(sent));
  },
};

describe("a proxy with credentials", () => {
  test.each(Object.entries(refusals))("that %s: no error shows them", async (_what, handle) => {
    const port = await listener(handle);
    for (const address of behind) {
      expectNoCanary(search, await shown(`http://${credentials}@127.0.0.1:${port}`, address));
    }
  });

  test("that is not there, speaks no TLS, or whose address is no address: no error shows them", async () => {
    const port = await listener((socket, sent) => socket.end(sent));
    const addresses = [
      `http://${credentials}@127.0.0.1:1`,
      `https://${credentials}@127.0.0.1:${port}`,
      `http://${secrets.user}:${secrets.password}@127.0.0.1:${port}`,
      `http://${credentials}@not a host/`,
      `${secrets.user}:${secrets.password}@127.0.0.1:${port}`,
      `socks5://${credentials}@127.0.0.1:${port}`,
      `ftp://${credentials}@127.0.0.1:${port}`,
    ];
    for (const proxy of addresses) {
      for (const address of behind) expectNoCanary(search, await shown(proxy, address));
    }
  });

  test("whose address is no address is a mistake in the environment, which is said", async () => {
    const transport = createTransport({ environment: { HTTPS_PROXY: `http://${credentials}@not a host/` } });
    await expect(transport.exchange(request("https://service.example/v1/x"))).rejects.toMatchObject({
      kind: "settings",
      message: expect.stringContaining("HTTPS_PROXY"),
    });
  });
});

test("a certificate that is not trusted, and a service that breaks off: no error shows what was not sent", async () => {
  const emulator = await startEmulator();
  const port = await listener((socket, sent) => socket.end(sent));
  try {
    expectNoCanary(search, await shown(undefined, `${emulator.apiUrlTls}/v1/x`));
    expectNoCanary(search, await shown(undefined, `https://127.0.0.1:${port}/v1/x`));
    expectNoCanary(search, await shown(undefined, `http://127.0.0.1:${port}/v1/x`));
    emulator.faults.add({ action: "resetBeforeCommit", times: 2 });
    expectNoCanary(search, await shown(undefined, `${emulator.apiUrlTls}/v1/x`, emulator.caFile));
  } finally {
    await emulator.close();
  }
});

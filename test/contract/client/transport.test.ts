import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { connect, createServer as createTcpServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import tls from "node:tls";
import { inspect } from "node:util";
import { type Emulator, startEmulator } from "pulumi-partnercenter-emulator";
import { createTransport, type Transport, type WireRequest } from "../../../provider/client/transport";
import { eventually } from "../../support/eventually";
import { type LocalServer, portOf, serve } from "./local-server";

const open: (LocalServer | Transport | Emulator)[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

function transport(options: Parameters<typeof createTransport>[0] = { environment: {} }): Transport {
  const made = createTransport(options);
  open.push(made);
  return made;
}

async function server(...args: Parameters<typeof serve>): Promise<LocalServer> {
  const started = await serve(...args);
  open.push(started);
  return started;
}

function requestTo(url: URL, differences: Partial<WireRequest> = {}): WireRequest {
  return {
    call: "getThing (GET /v1/x)",
    method: "GET",
    url,
    headers: { Authorization: "Bearer secret-token" },
    timeoutMs: 30_000,
    ...differences,
  };
}

describe("the transport", () => {
  it("sends method, address, headers and body, and reads status, headers and bytes", async () => {
    const seen: unknown[] = [];
    const { url } = await server((request, response) => {
      let body = "";
      request.on("data", (chunk) => {
        body += chunk;
      });
      request.on("end", () => {
        seen.push({ method: request.method, url: request.url, authorization: request.headers.authorization, body });
        response.writeHead(418, { "X-Thing": ["a", "b"], "Content-Type": "text/plain" }).end("tëa");
      });
    });
    const reply = await transport().exchange(requestTo(url, { method: "PATCH", body: '{"ä":1}' }));
    expect(seen).toEqual([
      { method: "PATCH", url: "/v1/x?y=1", authorization: "Bearer secret-token", body: '{"ä":1}' },
    ]);
    expect(reply.status).toBe(418);
    expect(reply.headers).toMatchObject({ "x-thing": "a, b", "content-type": "text/plain" });
    expect(new TextDecoder().decode(reply.bytes)).toBe("tëa");
  });

  it("does not follow redirects, which would take the token along", async () => {
    const { url, requests } = await server((_request, response) =>
      response.writeHead(302, { Location: "/other" }).end(),
    );
    expect((await transport().exchange(requestTo(url))).status).toBe(302);
    expect(requests).toHaveLength(1);
  });

  it("uses its connections again", async () => {
    const ports = new Set<number | undefined>();
    const { url } = await server((_request, response, socket) => {
      ports.add(socket.remotePort);
      response.end("{}");
    });
    const one = transport();
    for (let call = 0; call < 6; call += 1) await one.exchange(requestTo(url));
    expect(ports.size).toBeLessThanOrEqual(2);
  });

  it("knows that a refused connection sent nothing", async () => {
    const closed = await serve(() => {});
    await closed.close();
    await expect(transport().exchange(requestTo(closed.url))).rejects.toMatchObject({
      kind: "transport",
      unsent: true,
      permanent: false,
      message: expect.stringContaining("ECONNREFUSED"),
    });
  });

  it("knows that an unknown host was sent nothing", async () => {
    const url = new URL("http://no-such-host.invalid/v1/x");
    await expect(transport().exchange(requestTo(url))).rejects.toMatchObject({ kind: "transport", unsent: true });
  });

  const breaks: readonly (readonly [string, Parameters<typeof serve>[0]])[] = [
    ["before an answer", (_request, _response, socket) => socket.destroy()],
    ["by a reset", (_request, _response, socket) => socket.resetAndDestroy()],
    [
      "in the middle of one",
      (_request, response, socket) => {
        response.writeHead(200, { "Content-Length": "100" });
        response.write('{"id":', () => socket.destroy());
      },
    ],
  ];
  it.each(breaks)("does not know what a connection did that broke %s", async (_when, handle) => {
    const { url } = await server(handle);
    const error: unknown = await transport()
      .exchange(requestTo(url, { method: "POST", body: '{"private":1}' }))
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ kind: "transport", unsent: false });
    expect(inspect(error, { depth: 10, showHidden: true })).not.toMatch(/secret-token|private/);
  });

  it("speaks of what is no HTTP as no usable reply", async () => {
    const tcp = createTcpServer((socket) => socket.once("data", () => socket.end("SSH-2.0-nothing\r\n")));
    await new Promise<void>((resolve) => tcp.listen(0, "127.0.0.1", resolve));
    const url = new URL(`http://127.0.0.1:${portOf(tcp.address())}/`);
    await expect(transport().exchange(requestTo(url))).rejects.toMatchObject({ kind: "transport", unsent: false });
    tcp.close();
  });

  it("gives up after the attempt's time", async () => {
    const { url } = await server(() => {});
    await expect(transport().exchange(requestTo(url, { timeoutMs: 20 }))).rejects.toMatchObject({
      kind: "transport",
      unsent: false,
      message: expect.stringContaining("no answer within 0.02 seconds"),
    });
  });

  it("gives up in the middle of a body too", async () => {
    const { url } = await server((_request, response) => {
      response.writeHead(200).write("{");
    });
    await expect(transport().exchange(requestTo(url, { timeoutMs: 40 }))).rejects.toThrow("no answer within");
  });

  it("stops when the caller does, with the caller's reason", async () => {
    const controller = new AbortController();
    const { url } = await server(() => controller.abort(new Error("the operation's deadline")));
    await expect(transport().exchange(requestTo(url, { signal: controller.signal }))).rejects.toThrow(
      "the operation's deadline",
    );
  });

  it("goes around a proxy for this machine", async () => {
    const { url } = await server((_request, response) => response.end("direct"));
    const reply = await transport({ environment: { HTTP_PROXY: "http://127.0.0.1:1" } }).exchange(requestTo(url));
    expect(new TextDecoder().decode(reply.bytes)).toBe("direct");
  });

  it("goes through a proxy for others", async () => {
    const { url } = await server((_request, response) => response.end("proxied"));
    const asked: (string | undefined)[] = [];
    const proxy = createServer().on("connect", (request, client) => {
      asked.push(request.url);
      const upstream = connect(Number(url.port), "127.0.0.1", () => {
        client.write("HTTP/1.1 200 Connection established\r\n\r\n");
        upstream.pipe(client).pipe(upstream);
      });
    });
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    const environment = { HTTP_PROXY: `http://127.0.0.1:${portOf(proxy.address())}` };
    const reply = await transport({ environment }).exchange(requestTo(new URL("http://service.example/v1/x")));
    expect(new TextDecoder().decode(reply.bytes)).toBe("proxied");
    expect(asked).toEqual(["service.example:80"]);
    proxy.close();
    proxy.closeAllConnections();
  });
});

describe("certificate authorities", () => {
  const folder = mkdtempSync(join(tmpdir(), "client-test-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  it("that cannot be read are reported by their setting, with the first request", async () => {
    const caFile = join(folder, "missing.pem");
    const one = transport({ caFile, environment: {} });
    await expect(one.exchange(requestTo(new URL("http://127.0.0.1:1/")))).rejects.toMatchObject({
      kind: "settings",
      message: expect.stringContaining(`caFile: "${caFile}" cannot be read`),
    });
  });

  it("that are none are reported too", async () => {
    const caFile = join(folder, "text.pem");
    writeFileSync(caFile, "hello");
    const one = transport({ caFile, environment: {} });
    await expect(one.exchange(requestTo(new URL("http://127.0.0.1:1/")))).rejects.toThrow("holds no certificate");
  });

  it("are read once, however many connections there are", async () => {
    const emulator = await startEmulator();
    open.push(emulator);
    const contexts = jest.spyOn(tls, "createSecureContext");
    const one = transport({ caFile: emulator.caFile, environment: {} });
    for (let connection = 0; connection < 3; connection += 1) {
      emulator.faults.add({ action: "resetBeforeCommit" });
      await expect(one.exchange(requestTo(new URL(emulator.apiUrlTls)))).rejects.toThrow("broke");
    }
    expect(contexts).toHaveBeenCalledTimes(1);
    contexts.mockRestore();
  });
});

describe("a streamed reply", () => {
  it("comes piece by piece, no faster than it is taken, and ends with whoever stops early", async () => {
    let written = 0;
    let closed = false;
    const { url } = await server((_request, response) => {
      response.writeHead(206, { "X-Thing": "a" });
      response.on("close", () => {
        closed = true;
      });
      const write = () => {
        while (!response.destroyed) {
          written += 65_536;
          if (!response.write(Buffer.alloc(65_536, 0x61))) return void response.once("drain", write);
        }
      };
      write();
    });
    const { status, headers, body } = await transport().stream(requestTo(url));
    expect({ status, thing: headers["x-thing"] }).toEqual({ status: 206, thing: "a" });
    let read = 0;
    for await (const piece of body) {
      read += piece.length;
      if (read > 1_000_000) break;
    }
    await eventually("the server sees that nobody reads on", () => closed || undefined);
    expect(written).toBeLessThan(64 * 1024 * 1024);
  });

  it("that breaks off, stays away or is given up says which", async () => {
    const { url } = await server((request, response) => {
      response.writeHead(200, { "Content-Length": "100" }).write("begun");
      if (!request.headers.authorization?.includes("patient")) response.destroy();
    });
    const read = async (differences: Partial<WireRequest>) => {
      for await (const _ of (await transport().stream(requestTo(url, differences))).body);
    };
    await expect(read({})).rejects.toMatchObject({ kind: "transport", unsent: false });
    const controller = new AbortController();
    const impatient = read({ signal: controller.signal, headers: { Authorization: "patient" } });
    controller.abort(new Error("enough"));
    await expect(impatient).rejects.toThrow("enough");
    const closed = await serve(() => {});
    await closed.close();
    await expect(transport().stream(requestTo(closed.url))).rejects.toMatchObject({ kind: "transport", unsent: true });
  });
});

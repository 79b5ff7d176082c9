import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer as createHttpServer, type Server } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { certificates } from "../certificates/certificates";
import type { Pipeline } from "./pipeline";

/** The open ports of an emulator. */
export interface Listeners {
  readonly port: number;
  readonly tlsPort: number;
  /** PEM file of the authority that signed the TLS listener's certificate. */
  readonly caFile: string;
  /** Stops listening, ends every connection and removes temporary files. */
  readonly close: () => Promise<void>;
}

/** Where to listen; 0 takes any free port. */
export interface Ports {
  readonly port?: number | undefined;
  readonly tlsPort?: number | undefined;
  /** Where to write the authority (a temporary folder). */
  readonly caFile?: string | undefined;
}

/** Opens both ports on loopback. Throws an error that names the port when it is taken. */
export async function listen(pipeline: Pipeline, options: Ports): Promise<Listeners> {
  const serve = (...[request, response]: Parameters<Pipeline["serve"]>) => {
    pipeline.serve(request, response).catch((error: unknown) => {
      process.emitWarning(error instanceof Error ? error : String(error), "EmulatorWarning");
      response.destroy();
    });
  };
  const { privateKey, certificate, authority } = certificates();
  const http = createHttpServer(serve);
  const https = createHttpsServer({ key: privateKey, cert: certificate }, serve);
  try {
    await startListening(http, options.port ?? 0);
    await startListening(https, options.tlsPort ?? 0);
    const { caFile, removeFiles } = await writeAuthority(authority, options.caFile);
    return {
      port: portOf(http),
      tlsPort: portOf(https),
      caFile,
      close: async () => {
        await Promise.all([closeServer(http), closeServer(https)]);
        await removeFiles();
      },
    };
  } catch (error) {
    http.close();
    https.close();
    throw error;
  }
}

async function writeAuthority(authority: string, wanted: string | undefined) {
  if (wanted !== undefined) {
    await writeFile(wanted, authority);
    return { caFile: wanted, removeFiles: async () => {} };
  }
  const folder = await mkdtemp(join(tmpdir(), "partnercenter-emulator-"));
  const caFile = join(folder, "ca.pem");
  await writeFile(caFile, authority);
  return { caFile, removeFiles: () => rm(folder, { recursive: true, force: true }) };
}

function startListening(server: Server, port: number): Promise<void> {
  // Long enough that no client finds a connection closed under it that it was about to use again.
  server.keepAliveTimeout = 120_000;
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => {
      const taken = "code" in error && error.code === "EADDRINUSE";
      reject(taken ? new Error(`port ${port} is taken: choose another one, or 0 for any that is free`) : error);
    };
    server.once("error", fail);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", fail);
      resolve();
    });
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") {
    throw new Error("the emulator is not listening");
  }
  return address.port;
}

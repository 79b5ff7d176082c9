import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** A server on loopback for one test. */
export interface LocalServer {
  readonly url: URL;
  readonly requests: readonly IncomingMessage[];
  close(): Promise<void>;
}

/** Starts a server on a free port. */
export async function serve(
  handle: (request: IncomingMessage, response: ServerResponse, socket: Socket) => void,
): Promise<LocalServer> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    handle(request, response, request.socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: new URL(`http://127.0.0.1:${portOf(server.address())}/v1/x?y=1`),
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The port of a server that listens on one. */
export function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("not listening on a port");
  return address.port;
}

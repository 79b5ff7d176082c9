import type { ServerResponse } from "node:http";
import type { EncodedReply } from "./encode";

/** How a reply goes out. */
export interface Delivery {
  /** Whole, or the connection breaks in the middle of the body or right after it. */
  readonly ending: "whole" | "brokenInBody" | "brokenAfterBody";
  /** Awaited between the two halves of the body. */
  readonly afterHalf?: (() => Promise<void>) | undefined;
}

/** Writes a reply with the length that its headers announce, whatever becomes of it. */
export async function send(response: ServerResponse, reply: EncodedReply, delivery: Delivery): Promise<void> {
  response.sendDate = false;
  response.writeHead(reply.status, reply.headers);
  if (delivery.ending === "whole" && delivery.afterHalf === undefined) {
    response.end(reply.body);
    return;
  }
  const half = Math.floor(reply.body.length / 2);
  response.flushHeaders();
  await new Promise<void>((resolve) => response.write(reply.body.subarray(0, half), () => resolve()));
  await delivery.afterHalf?.();
  if (delivery.ending === "brokenAfterBody") {
    await new Promise<void>((resolve) => response.write(reply.body.subarray(half), () => resolve()));
  }
  if (delivery.ending !== "whole") {
    response.destroy();
  } else if (!response.destroyed) {
    response.end(reply.body.subarray(half));
  }
}

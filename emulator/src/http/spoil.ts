import type { Fault } from "../faults/faults";
import type { Reply } from "./call";
import type { EncodedReply } from "./encode";
import { faultReply } from "./replies";
import type { Delivery } from "./send";
import type { ErrorContext } from "./service-errors";

/** Whether the request takes effect before its fault shows. */
export function comesAfterCommit({ action, rule }: Fault): boolean {
  const instead = action === "status" || action === "html" || action === "empty";
  return action !== "resetBeforeCommit" && (!instead || rule.afterCommit);
}

/** What a fault makes of a reply: it may replace it, but what the request changed stays changed. */
export function spoiledReply(context: ErrorContext, { action, rule }: Fault, reply: Reply): Reply {
  const { status = 502 } = rule;
  const { effect } = reply;
  switch (action) {
    case "status":
      return { ...faultReply(context, rule), effect };
    case "html":
      return { status, headers: { "Content-Type": "text/html" }, page: gatewayPage, effect };
    case "empty":
      return { status, effect };
    case "contentType":
      return { ...reply, headers: { ...reply.headers, "Content-Type": rule.contentType } };
    default:
      return reply;
  }
}

/** What a fault makes of the JSON of a reply. */
export function spoiledText({ action }: Fault, json: string): string {
  switch (action) {
    case "cutJson":
      return json.slice(0, Math.floor(json.length / 2));
    case "doubleComma":
      return withDoubleComma(json);
    default:
      return json;
  }
}

/** What a fault makes of the finished bytes. */
export function spoiledBytes({ action, rule }: Fault, reply: EncodedReply): EncodedReply {
  if (action !== "contentLength") {
    return reply;
  }
  const announced = Math.max(0, reply.body.length + rule.lengthOffset);
  return { ...reply, headers: { ...reply.headers, "Content-Length": String(announced) } };
}

/** How a fault lets a reply go out. */
export function endingOf({ action, rule }: Fault): Delivery["ending"] {
  if (action === "truncate") {
    return "brokenInBody";
  }
  // Whoever is promised more than there is would wait for it for ever.
  return action === "contentLength" && rule.lengthOffset > 0 ? "brokenAfterBody" : "whole";
}

/** Whether nobody gets a reply. */
export const isReset = ({ action }: Fault): boolean => action === "resetBeforeCommit" || action === "resetAfterCommit";

const gatewayPage =
  "<html><head><title>Bad Gateway</title></head><body><h2>Our services aren't available right now</h2></body></html>";

function withDoubleComma(json: string): string {
  let done = false;
  const doubled = json.replace(/"(?:[^"\\]|\\.)*"|,/g, (token) => {
    if (token !== "," || done) {
      return token;
    }
    done = true;
    return ",,";
  });
  return done ? doubled : json.replace(/[{[]/, "$&,");
}

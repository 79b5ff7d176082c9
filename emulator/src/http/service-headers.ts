import type { Model } from "../model/model";
import type { IncomingCall, Reply } from "./call";
import type { Service } from "./routes";
import { clientRequestIdOf } from "./service-errors";

/** The headers that every reply of a service has (C 2.2, B 12.1, A). */
export function serviceHeaders(
  model: Model,
  incoming: IncomingCall,
  service: Service | "storage",
  reply: Reply,
): Record<string, string> {
  switch (service) {
    case "api":
      return partnerCenterHeaders(model, incoming);
    case "graph":
      return {
        "request-id": incoming.requestId,
        "client-request-id": clientRequestIdOf(incoming),
        ...(reply.body !== undefined && { "Content-Type": reply.status < 400 ? odata : "application/json" }),
      };
    case "storage":
      return {
        Server: "Windows-Azure-Blob/1.0 Microsoft-HTTPAPI/2.0",
        "x-ms-request-id": incoming.requestId,
        "x-ms-version": storageVersion,
      };
    case "management":
      return {
        "x-ms-request-id": incoming.requestId,
        "x-ms-correlation-request-id": incoming.headers["x-ms-correlation-request-id"] ?? incoming.correlationId,
      };
  }
}

/** The version of blob storage that is served. */
export const storageVersion = "2021-08-06";

const odata = "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";

function partnerCenterHeaders(model: Model, incoming: IncomingCall): Record<string, string> {
  const { path } = incoming;
  const catalog = /\/products(\/|$)/i.test(path);
  const written = (value: string) =>
    catalog && model.switches.is("catalogHeaders", "doubled") ? `${value},${value}` : value;
  const ids = model.ids.of("replies");
  return {
    "MS-RequestId": written(incoming.requestId),
    "MS-CorrelationId": written(incoming.correlationId),
    "MS-CV": `${ids.base64(16)}.0`,
    "MS-ServerId": "202010406",
    "Request-Context": "appId=cid-v1:03ce8ca8-8373-4021-8f25-d5dd45c7b12f",
    ...((catalog || /\/carts(\/|$)/i.test(path)) && { "X-Locale": written(incoming.headers["x-locale"] ?? "en-US") }),
  };
}

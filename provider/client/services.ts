import type { CallIds } from "./correlate";

/** The services that calls go to. Each has a root, an audience of tokens and ids of its own. */
export type ServiceName = "partnerCenter" | "graph" | "management";

/** Root addresses of the services, without a trailing slash. */
export type ServiceRoots = Readonly<Record<ServiceName, string>>;

/** How one service wants to be spoken to. */
interface ServiceFacts {
  /** How messages name it. */
  readonly title: string;
  /** What every request carries. */
  readonly headers: Readonly<Record<string, string>>;
  /** The header that names one logical call, and the one that joins the calls of an operation. */
  readonly idHeaders: { readonly requestId: string; readonly correlationId?: string };
  /** The headers in which an answer names itself, as they are known to people. */
  readonly echo: { readonly requestId: string; readonly correlationId: string };
}

const json = {
  Accept: "application/json",
  "Accept-Encoding": "gzip, deflate, br",
  "User-Agent": "pulumi-partnercenter",
};

/** References: commerce 2.1 and 2.2; billing 12.1; azure-subscriptions. */
export const services: Readonly<Record<ServiceName, ServiceFacts>> = {
  partnerCenter: {
    title: "Partner Center",
    headers: { ...json, "MS-Contract-Version": "v1", "MS-PartnerCenter-Application": "pulumi-partnercenter" },
    idHeaders: { requestId: "MS-RequestId", correlationId: "MS-CorrelationId" },
    echo: { requestId: "MS-RequestId", correlationId: "MS-CorrelationId" },
  },
  graph: {
    title: "Microsoft Graph",
    headers: json,
    idHeaders: { requestId: "client-request-id" },
    echo: { requestId: "request-id", correlationId: "client-request-id" },
  },
  management: {
    title: "Azure Resource Manager",
    headers: json,
    idHeaders: { requestId: "x-ms-client-request-id", correlationId: "x-ms-correlation-request-id" },
    echo: { requestId: "x-ms-request-id", correlationId: "x-ms-correlation-request-id" },
  },
};

/** Who may answer: a service, or the storage that its links lead to, which is spoken to by nothing but the link. */
export type AnswererName = ServiceName | "storage";

/** How messages speak of answers. */
export const answerers: Readonly<Record<AnswererName, Pick<ServiceFacts, "title" | "echo">>> = {
  ...services,
  storage: {
    title: "The storage of exports",
    echo: { requestId: "x-ms-request-id", correlationId: "x-ms-client-request-id" },
  },
};

/** The headers by which the service can find the call again. */
export function idHeaders(service: ServiceName, { requestId, correlationId }: CallIds): Record<string, string> {
  const names = services[service].idHeaders;
  return {
    [names.requestId]: requestId,
    ...(names.correlationId !== undefined && { [names.correlationId]: correlationId }),
  };
}

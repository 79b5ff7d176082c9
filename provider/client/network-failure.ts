/** What is known of a request that brought no reply. */
export interface NetworkFailure {
  /** For a person, without the name of the call. */
  readonly reason: string;
  /** True when the request certainly did not leave. */
  readonly unsent: boolean;
  /** True when trying again cannot help. */
  readonly permanent: boolean;
}

/** Failures before a connection stood. The same codes on a standing connection say nothing about the request. */
const connectFailures: Readonly<Record<string, string>> = {
  ECONNREFUSED: "refused the connection",
  ENOTFOUND: "is not a known host name",
  EAI_AGAIN: "cannot be looked up: the name service does not answer",
  EHOSTUNREACH: "cannot be reached from this network",
  ENETUNREACH: "cannot be reached from this network",
  ETIMEDOUT: "did not accept a connection in time",
};

const connectCalls: ReadonlySet<string> = new Set(["connect", "getaddrinfo"]);

const certificateCodes: ReadonlySet<string> = new Set([
  "CERT_HAS_EXPIRED",
  "CERT_NOT_YET_VALID",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
]);

/** Says what stopped a request to `url`, and whether it can have reached the service. */
export function describeNetworkFailure(cause: unknown, url: URL): NetworkFailure {
  const code = textMember(cause, "code");
  const host = url.host;
  if (certificateCodes.has(code)) {
    return {
      reason:
        `the certificate of ${host} is not trusted (${code}), so nothing was sent. If a company proxy or an emulator ` +
        "signs it, set partnercenter:caFile (or PARTNERCENTER_CA_FILE) to the PEM file of its certificate authority.",
      unsent: true,
      permanent: true,
    };
  }
  if (code === "UND_ERR_CONNECT_TIMEOUT" || (code in connectFailures && neverConnected(cause))) {
    const what = connectFailures[code] ?? connectFailures.ETIMEDOUT;
    return {
      reason: `${host} ${what} (${code}), so nothing was sent. Check the network, the proxy and partnercenter:endpoint.`,
      unsent: true,
      permanent: false,
    };
  }
  return {
    reason: `the connection to ${host} broke before an answer came${code && ` (${code})`}. Whether the service acted is not known.`,
    unsent: false,
    permanent: false,
  };
}

/** Trying several addresses of one host fails with one error for each. */
function neverConnected(cause: unknown): boolean {
  const several = member(cause, "errors");
  if (Array.isArray(several) && several.length > 0) return several.every(neverConnected);
  return connectCalls.has(textMember(cause, "syscall"));
}

function textMember(value: unknown, name: "code" | "syscall"): string {
  const text = member(value, name);
  return typeof text === "string" ? text : "";
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

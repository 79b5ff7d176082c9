import { describeNetworkFailure } from "../../../provider/client/network-failure";

const url = new URL("https://service.example:444/v1/x");

function systemError(code: string, syscall?: string): Error {
  return Object.assign(new Error(code), { code, ...(syscall && { syscall }) });
}

describe("describeNetworkFailure", () => {
  it.each([
    ["ECONNREFUSED", "connect", true, false],
    ["ENOTFOUND", "getaddrinfo", true, false],
    ["EAI_AGAIN", "getaddrinfo", true, false],
    ["EHOSTUNREACH", "connect", true, false],
    ["ETIMEDOUT", "connect", true, false],
    ["UND_ERR_CONNECT_TIMEOUT", undefined, true, false],
    ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", undefined, true, true],
    ["SELF_SIGNED_CERT_IN_CHAIN", undefined, true, true],
    // The same on a connection that stood: the request may have been carried out.
    ["EHOSTUNREACH", "read", false, false],
    ["ETIMEDOUT", "read", false, false],
    ["ECONNRESET", "read", false, false],
    ["EPIPE", "write", false, false],
    ["UND_ERR_SOCKET", undefined, false, false],
  ])("%s of %s: unsent %j, permanent %j", (code, syscall, unsent, permanent) => {
    const failure = describeNetworkFailure(systemError(code, syscall), url);
    expect(failure).toMatchObject({ unsent, permanent });
    expect(failure.reason).toContain("service.example:444");
    expect(failure.reason).toContain(code);
  });

  it("believes a host with several addresses unreached only if all are", () => {
    const every = (...errors: Error[]) => Object.assign(new AggregateError(errors), { code: "ECONNREFUSED" });
    const refused = systemError("ECONNREFUSED", "connect");
    expect(describeNetworkFailure(every(refused, refused), url).unsent).toBe(true);
    expect(describeNetworkFailure(every(refused, systemError("ECONNRESET", "read")), url).unsent).toBe(false);
  });

  it("says which setting trusts a certificate", () => {
    expect(describeNetworkFailure(systemError("SELF_SIGNED_CERT_IN_CHAIN"), url).reason).toContain(
      "PARTNERCENTER_CA_FILE",
    );
  });

  it("copes with anything that is thrown", () => {
    expect(describeNetworkFailure("odd", url)).toMatchObject({ unsent: false, permanent: false });
  });
});

/** Where what the emulator answers comes from. */
export type Source = "documented example" | "recorded" | "assumed";

/** Names the test that proves a row: its file below `emulator/test` and its full title, `%s` of tables included. */
export type Proof = `${string}.test.ts > ${string}`;

/** One endpoint of the service, as an index of the reference lists it. */
export interface Endpoint {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Path on the emulator, which serves all hosts of the service; `{…}` stands for one segment. */
  readonly path: `/${string}`;
  /** Where the reference describes it: C is its part on commerce, B on billing, A on Azure subscriptions. */
  readonly section: string;
  /**
   * `documented example`: a page of the service shows its answer; `recorded`: real traffic does; `assumed`: written
   * from a model, an SDK or by analogy.
   */
  readonly source: Source;
  /**
   * The test that calls it with success; a GET also with two different answers to the same question. `pending` while
   * the endpoint is being built.
   */
  readonly proof: Proof | "pending";
  /** Why the answers of a GET never change, if so. */
  readonly unchanging?: string;
}

/** Whether a request is one to this endpoint. Case and a trailing slash do not matter. */
export function isRequestTo(endpoint: Endpoint, method: string, path: string): boolean {
  return endpoint.method === method && patternOf(endpoint.path).test(path);
}

/** The endpoint that a request is to: the one with the most literal segments, if several fit. */
export function endpointOf(endpoints: readonly Endpoint[], method: string, path: string): Endpoint | undefined {
  return endpoints
    .filter((one) => isRequestTo(one, method, path))
    .toSorted((left, right) => left.path.split("{").length - right.path.split("{").length)[0];
}

function patternOf(path: string): RegExp {
  const literal = path.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
  return new RegExp(`^${literal.replace(/\{\w+\}/g, "[^/]+")}/?$`, "i");
}

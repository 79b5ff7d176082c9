/** One endpoint of the references' indexes, and what the client makes of it. */
export interface IndexedEndpoint {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** As the index has it; `{…}` stands for one segment. */
  readonly path: `/${string}`;
  /** Where the reference describes it: C is its part on commerce, B on billing, A on Azure subscriptions. */
  readonly section: string;
  /** How the reference says that its list is divided (C 3.2, B 1.5), where it is. */
  readonly paging?: "offset" | "seek";
  readonly client: Offered | NotOffered;
}

/** Reached by a method of the client. */
export interface Offered {
  /** Area and method. */
  readonly name: `${string}.${string}`;
  /** What the method is called with. */
  readonly with?: Readonly<Record<string, unknown>>;
  /** The test against the emulator: file below `test/contract/client` and title. */
  readonly test: `${string}.test.ts > ${string}`;
}

/** Not reached, and why. */
export interface NotOffered {
  readonly notOffered: string;
}

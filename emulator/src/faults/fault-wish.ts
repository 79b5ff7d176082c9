import { z } from "zod";

/** What can go wrong with a request. */
export const faultActions = [
  /** An error of the service, by `status`, `code`, `description`, `bodyShape` and `Retry-After`. */
  "status",
  /** A page for people, of a gateway. */
  "html",
  /** A status and nothing else. */
  "empty",
  /** Only `delayMs`, which every other action can have as well. */
  "delay",
  /** The connection breaks before the request took effect. */
  "resetBeforeCommit",
  /** The connection breaks after it took effect, before its reply. */
  "resetAfterCommit",
  /** The connection breaks in the middle of the reply's body. */
  "truncate",
  /** A whole reply whose JSON ends too early. */
  "cutJson",
  /** A whole reply with one comma too many in its JSON. */
  "doubleComma",
  /** The reply under another `contentType`. */
  "contentType",
  /** `Content-Length` differs from the length of the body by `lengthOffset`. */
  "contentLength",
  /** The stored answer to this MS-RequestId is lost: the request is processed anew, and remembered again. */
  "forgetRequestId",
  /** The MS-RequestId is neither looked up nor remembered. */
  "ignoreRequestId",
  /** The token of the request has expired, for this request and from now on. */
  "expireToken",
] as const;

/** One of those. */
export type FaultAction = (typeof faultActions)[number];

/** The error shapes of C 4.1 that a fault can have. */
export const errorShapes = ["A", "B", "C", "D", "E"] as const;

/** How a wait is announced: `Retry-After` in seconds, as an HTTP date, or not at all. */
export const retryAfterForms = ["seconds", "date", "missing"] as const;

const id = z.string().transform((text) => text.toLowerCase());
const instant = z.iso.datetime({ offset: true });

/** A fault as the admin API and `faults.add` take it. */
export const faultWish = z.strictObject({
  /** Which requests: a method, or `*` (the default). */
  method: z.string().default("*"),
  /** A path with the version, wildcards as in `pathPattern`; all paths unless said. */
  path: z.string().startsWith("/").default("/**"),
  /** Parameters of the query, by name in any case; their values may have wildcards. */
  query: z.record(z.string(), z.string()).default({}),
  /** Only requests of this partner tenant, for this customer, of this application. */
  partner: id.optional(),
  customer: id.optional(),
  application: id.optional(),
  /** Only between two instants (ISO 8601) of the emulator's clock: from the first on, until before the second. */
  from: instant.optional(),
  until: instant.optional(),
  /** Which of those: not the first so many (0). */
  skip: z.number().int().nonnegative().default(0),
  /** Of the rest every k-th (1). */
  every: z.number().int().positive().optional(),
  /** Of those each with this probability (1), by the emulator's seed. */
  chance: z.number().min(0).max(1).optional(),
  /** How many in all: 1, but `always` for faults with `every`, `chance`, `from` or `until`. */
  times: z.union([z.number().int().positive(), z.literal("always")]).optional(),
  /** What happens; `status` unless said, or `delay` when only `delayMs` is given. */
  action: z.enum(faultActions).optional(),
  /** HTTP status: 500 for `status`, 502 for `html` and `empty`. */
  status: z.number().int().min(200).max(599).optional(),
  /** Code of the error; 800003 unless said. */
  code: z.number().int().optional(),
  description: z.string().optional(),
  /** Shape of the error body: that of the service unless said, C for its 429. */
  bodyShape: z.enum(errorShapes).optional(),
  retryAfterSeconds: z.number().nonnegative().optional(),
  retryAfterAs: z.enum(retryAfterForms).default("seconds"),
  /** Waits so long, by the emulator's clock, before anything happens. */
  delayMs: z.number().nonnegative().optional(),
  /** Whether `status`, `html` and `empty` come after the request took effect instead of before. */
  afterCommit: z.boolean().default(false),
  /** With `contentType`: `text/plain` unless said. */
  contentType: z.string().default("text/plain"),
  /** With `contentLength`: 16 more than there is, unless said. Never 0. */
  lengthOffset: z
    .number()
    .int()
    .refine((offset) => offset !== 0, "0 is the right length")
    .default(16),
});

/** A fault as somebody writes it. */
export type FaultWish = z.input<typeof faultWish>;

/** A fault with every default filled in. */
export type FaultRule = z.output<typeof faultWish>;

import type { z } from "zod";
import { Refusal } from "../errors";
import type { Effect } from "../journal";
import { parseJson, parseJsonExactly } from "../json";
import type { Partner } from "../model/entities";
import type { PartnerUser } from "../model/identities";
import type { Model } from "../model/model";

/** Who calls: the claims of a valid token. */
export interface Caller {
  readonly partner: Partner;
  /** The token's tenant: the partner's; for Resource Manager usually a customer's. */
  readonly tenantId: string;
  /** The application. */
  readonly clientId: string;
  /** Object id of the application or user. */
  readonly objectId: string;
  readonly kind: "app" | "appUser";
  /** The user of an App+User token; undefined for an application, or when the user is gone. */
  readonly user?: PartnerUser | undefined;
  /** Whether the user's sign-in had a second factor (C 1.4). */
  readonly mfa: boolean;
  /** Permissions in the token, given to the application or delegated by the user. */
  readonly permissions: readonly string[];
}

/** What came in, decoded but not yet understood. */
export interface IncomingCall {
  readonly method: string;
  /** Repeated slashes collapsed, no query. */
  readonly path: string;
  /** The query as it was sent, with its `?`, or empty. */
  readonly search: string;
  /** By lower-case name. */
  readonly query: ReadonlyMap<string, string>;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly bodyText: string;
  readonly requestId: string;
  readonly correlationId: string;
  /** Scheme and host as the caller wrote them. */
  readonly origin: string;
}

/** What a handler answers. */
export interface Reply {
  readonly status: number;
  /** Written as JSON; left out for an empty reply. */
  readonly body?: unknown;
  /** Sent as it is, instead of a body. */
  readonly page?: string;
  /** Bytes that are sent as they are, with the headers of the service. */
  readonly file?: Buffer;
  /** Makes the whole reply, when that takes longer than one piece of work. It only reads; nothing of this reply is sent. */
  readonly later?: () => Promise<Reply>;
  readonly headers?: Readonly<Record<string, string>>;
  /** What the call changed; left out when it changed nothing. */
  readonly effect?: Effect | undefined;
  /** What is unusual about it, for the journal. */
  readonly note?: string | undefined;
  /** Code of the error, for the journal. */
  readonly code?: string | undefined;
}

/** Everything the handler of an API route works with. `Names` are the parameters in its path. */
export class ApiCall<Names extends string = string> {
  constructor(
    readonly model: Model,
    readonly incoming: IncomingCall,
    readonly caller: Caller,
    private readonly params: Readonly<Record<string, string>>,
    private readonly onItsWay: (method: string, path: string) => boolean,
  ) {}

  /** The partner that calls. */
  get partner(): Partner {
    return this.caller.partner;
  }

  /** A parameter of the path. */
  param(name: Names): string {
    const value = this.params[name];
    if (value === undefined) {
      throw new Error(`the route ${this.incoming.path} has no parameter ${name}`);
    }
    return value;
  }

  /** A query parameter, by its name in any case. */
  query(name: string): string | undefined {
    return this.incoming.query.get(name.toLowerCase());
  }

  /** The body by this schema; anything else is refused as documented. */
  body<Schema extends z.ZodType>(schema: Schema): z.output<Schema> {
    return checked(schema, this.#parse(parseJson));
  }

  /** As `body`, with numbers that keep every digit. */
  exactBody<Schema extends z.ZodType>(schema: Schema): z.output<Schema> {
    return checked(schema, this.#parse(parseJsonExactly));
  }

  /** Whether an earlier request of this method and path is still on its way to being processed. */
  isOnItsWay(method: string, path: string): boolean {
    return this.onItsWay(method, path);
  }

  #parse(parse: (text: string) => unknown): unknown {
    if (this.incoming.bodyText.trim() === "") {
      throw new Refusal("invalidInput", "the request content is required");
    }
    try {
      return parse(this.incoming.bodyText);
    } catch (error) {
      throw new Refusal(
        "invalidInput",
        `the request content is not JSON (${error instanceof Error ? error.message : error})`,
      );
    }
  }
}

function checked<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) {
    return result.data;
  }
  const [issue] = result.error.issues;
  throw new Refusal(
    "invalidInput",
    `${issue?.path.join(".") || "the request content"}: ${issue?.message ?? "not understood"}`,
  );
}

import { z } from "zod";
import type { Addresses } from "../entra/addresses";
import { Refusal } from "../errors";
import type { Faults } from "../faults/faults";
import type { Holds } from "../holds";
import type { IncomingCall, Reply } from "../http/call";
import type { CredentialLog } from "../http/credential-log";
import type { AdminRoute } from "../http/routes";
import type { Journal } from "../journal";
import { parseJson } from "../json";
import type { Model } from "../model/model";
import type { StateKeeper } from "../state/state-keeper";
import { SwitchError } from "../switches";
import type { Throttle } from "../throttling/throttle";

/** What the admin API works on. */
export interface AdminParts {
  readonly model: Model;
  readonly addresses: Addresses;
  readonly journal: Journal;
  readonly credentials: CredentialLog;
  readonly holds: Holds;
  readonly faults: Faults;
  readonly throttle: Throttle;
  readonly unknownRoutes: ReadonlyMap<string, number>;
  readonly state: StateKeeper;
}

/** Where the admin API lives. */
export const adminRoot = "/_emulator";

/** Declares an admin route; whatever its handler throws becomes an error a person can act on. */
export function admin(method: string, path: string, handle: AdminRoute["handle"]): AdminRoute {
  return {
    kind: "admin",
    method,
    path: `${adminRoot}${path}`,
    handle: async (incoming, params, gone) => {
      try {
        return await handle(incoming, params, gone);
      } catch (error) {
        return failure(`${method} ${adminRoot}${path}`, error);
      }
    },
  };
}

/** The body by this schema; members the schema does not know are refused, so that typing errors show. */
export function adminBody<Schema extends z.ZodType>(incoming: IncomingCall, schema: Schema): z.output<Schema> {
  return schema.parse(parseJson(incoming.bodyText.trim() === "" ? "{}" : incoming.bodyText));
}

/** Something was asked for that does not exist here. */
export class AdminNotFound extends Error {
  override readonly name = "AdminNotFound";
}

function failure(route: string, error: unknown): Reply {
  if (error instanceof z.ZodError) {
    return { status: 400, body: { error: "InvalidBody", route, message: z.prettifyError(error) } };
  }
  if (error instanceof Refusal) {
    const { status, code, description } = error.documented;
    return { status, body: { error: error.error, route, code, message: description } };
  }
  if (error instanceof AdminNotFound) {
    return { status: 404, body: { error: "NotFound", route, message: error.message } };
  }
  if (error instanceof SyntaxError || error instanceof RangeError || error instanceof SwitchError) {
    return { status: 400, body: { error: "InvalidInput", route, message: error.message } };
  }
  return {
    status: 500,
    body: { error: "Unexpected", route, message: error instanceof Error ? error.message : String(error) },
  };
}

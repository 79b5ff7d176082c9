import { Refusal } from "../errors";
import type { ApiCall } from "../http/call";

/** Refuses app-only tokens where only some uses of a route are for users (C 1.5). */
export function requireUser(call: ApiCall): void {
  if (call.caller.kind === "app") {
    throw new Refusal("appOnlyRefused");
  }
}

import { z } from "zod";
import type { Reply } from "../http/call";
import type { AdminRoute } from "../http/routes";
import { throttlePolicy, throttlePreset } from "../throttling/throttle-policy";
import { type AdminParts, admin, adminBody } from "./admin";

const throttleBody = z.union([
  z.strictObject({ preset: z.string() }),
  z.strictObject({ policies: z.array(throttlePolicy) }),
]);

/** Throttle policies: what is in force, and what is to be. */
export function throttleRoutes({ throttle }: AdminParts): AdminRoute[] {
  const view = (): Reply => ({ status: 200, body: { policies: throttle.all() } });
  return [
    admin("GET", "/throttle", view),
    admin("PUT", "/throttle", (incoming) => {
      const wish = adminBody(incoming, throttleBody);
      throttle.set("preset" in wish ? throttlePreset(wish.preset) : wish.policies);
      return view();
    }),
    admin("DELETE", "/throttle", () => {
      throttle.set([]);
      return { status: 204 };
    }),
  ];
}

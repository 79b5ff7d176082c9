import { z } from "zod";
import { parseDuration } from "../duration";
import { expireTokens } from "../entra/expired-tokens";
import { faultWish } from "../faults/fault-wish";
import { type Hold, holdPoints } from "../holds";
import type { Reply } from "../http/call";
import type { AdminRoute } from "../http/routes";
import { AdminNotFound, type AdminParts, admin, adminBody } from "./admin";

const pattern = { method: z.string(), path: z.string().startsWith("/") };

const holdBody = z.strictObject({
  ...pattern,
  point: z.enum(holdPoints),
  skip: z.number().int().nonnegative().optional(),
  times: z.number().int().positive().optional(),
});

const clockBody = z.strictObject({
  now: z.iso.datetime({ offset: true }).optional(),
  advanceMs: z.number().nonnegative().optional(),
  advance: z.string().optional(),
  speed: z.number().positive().optional(),
  frozen: z.boolean().optional(),
  dateSkewMs: z.number().int().optional(),
  tokenSkewMs: z.number().int().optional(),
});

const tokenBody = z.strictObject({ token: z.string().optional() });

/** What to steer: holds, faults, tokens, the clock, the switches. */
export function controlRoutes(parts: AdminParts): AdminRoute[] {
  return [
    ...holdRoutes(parts),
    ...faultRoutes(parts),
    ...tokenRoutes(parts),
    ...clockRoutes(parts),
    ...switchRoutes(parts),
  ];
}

function holdRoutes({ holds }: AdminParts): AdminRoute[] {
  const holdOf = (id = ""): Hold => {
    const hold = holds.get(id);
    if (hold === undefined) {
      throw new AdminNotFound(`there is no hold ${id}; it may have been released already`);
    }
    return hold;
  };
  return [
    admin("POST", "/holds", (incoming) => {
      const hold = holds.add(adminBody(incoming, holdBody));
      return { status: 201, body: holdView(hold) };
    }),
    admin("GET", "/holds", () => ({ status: 200, body: { holds: holds.all().map(holdView) } })),
    admin("GET", "/holds/{id}", async ({ query }, { id }, gone): Promise<Reply> => {
      const hold = holdOf(id);
      const wait = query.get("wait") ?? "false";
      if (wait !== "false") {
        await hold.whenHeld(wait === "true" ? 1 : Number(wait), gone);
      }
      return { status: 200, body: holdView(hold) };
    }),
    admin("DELETE", "/holds/{id}", (_incoming, { id }) => {
      const hold = holdOf(id);
      return { status: 200, body: { id: hold.id, released: hold.release() } };
    }),
    admin("DELETE", "/holds", () => {
      holds.releaseAll();
      return { status: 204 };
    }),
  ];
}

const holdView = (hold: Hold) => ({ id: hold.id, ...hold.wish, held: hold.held, gone: hold.gone });

function faultRoutes({ faults }: AdminParts): AdminRoute[] {
  return [
    admin("POST", "/faults", (incoming) => {
      const { id, action, left } = faults.add(adminBody(incoming, faultWish));
      return { status: 201, body: { id, action, left } };
    }),
    admin("GET", "/faults", () => ({ status: 200, body: { faults: faults.all(), spent: faults.spent() } })),
    admin("DELETE", "/faults", () => {
      faults.clear();
      return { status: 204 };
    }),
    admin("DELETE", "/faults/{id}", (_incoming, { id }) => {
      faults.clear(id);
      return { status: 204 };
    }),
  ];
}

function tokenRoutes({ model }: AdminParts): AdminRoute[] {
  return [
    admin("POST", "/tokens/expire", (incoming) => {
      const expired = expireTokens(model, adminBody(incoming, tokenBody).token);
      return { status: 200, body: { expired } };
    }),
  ];
}

function clockRoutes({ model: { clock } }: AdminParts): AdminRoute[] {
  const view = (): Reply => ({
    status: 200,
    body: {
      now: new Date(clock.now()).toISOString(),
      speed: clock.speed,
      frozen: clock.frozen,
      dateSkewMs: clock.dateSkewMs,
      tokenSkewMs: clock.tokenSkewMs,
    },
  });
  return [
    admin("GET", "/clock", view),
    admin("POST", "/clock", (incoming) => {
      const { now, advance, advanceMs = 0, ...change } = adminBody(incoming, clockBody);
      clock.change({
        ...change,
        now: now === undefined ? undefined : Date.parse(now),
        advanceMs: advanceMs + (advance === undefined ? 0 : parseDuration(advance)),
      });
      return view();
    }),
  ];
}

function switchRoutes({ model: { switches } }: AdminParts): AdminRoute[] {
  return [
    admin("GET", "/switches", () => ({ status: 200, body: switches.all() })),
    admin("PUT", "/switches", (incoming) => {
      switches.set(adminBody(incoming, z.record(z.string(), z.coerce.string())));
      return { status: 200, body: switches.all() };
    }),
    admin("DELETE", "/switches", () => {
      switches.reset();
      return { status: 200, body: switches.all() };
    }),
  ];
}

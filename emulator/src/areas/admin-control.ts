import { z } from "zod";
import { parseDuration } from "../duration";
import { errorShapes, faultActions } from "../faults";
import { type Hold, holdPoints } from "../holds";
import type { Reply } from "../http/call";
import type { AdminRoute } from "../http/routes";
import { AdminNotFound, type AdminParts, admin, adminBody } from "./admin";

const pattern = { method: z.string(), path: z.string().startsWith("/") };

const holdBody = z.strictObject({
  ...pattern,
  point: z.enum(holdPoints),
  times: z.number().int().positive().optional(),
});

const faultBody = z.strictObject({
  ...pattern,
  times: z.number().int().positive().optional(),
  action: z.enum(faultActions).optional(),
  status: z.number().int().min(400).max(599).optional(),
  code: z.number().int().optional(),
  description: z.string().optional(),
  retryAfterSeconds: z.number().nonnegative().optional(),
  delayMs: z.number().nonnegative().optional(),
  afterCommit: z.boolean().optional(),
  bodyShape: z.enum(errorShapes).optional(),
});

const clockBody = z.strictObject({
  now: z.iso.datetime({ offset: true }).optional(),
  advanceMs: z.number().nonnegative().optional(),
  advance: z.string().optional(),
  speed: z.number().positive().optional(),
  frozen: z.boolean().optional(),
});

/** What to steer: holds, faults, the clock, the switches. */
export function controlRoutes(parts: AdminParts): AdminRoute[] {
  return [...holdRoutes(parts), ...faultRoutes(parts), ...clockRoutes(parts), ...switchRoutes(parts)];
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
      const { id, action, left } = faults.add(adminBody(incoming, faultBody));
      return { status: 201, body: { id, action, left } };
    }),
    admin("GET", "/faults", () => ({ status: 200, body: { faults: faults.all() } })),
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

function clockRoutes({ model: { clock } }: AdminParts): AdminRoute[] {
  const view = (): Reply => ({
    status: 200,
    body: { now: new Date(clock.now()).toISOString(), speed: clock.speed, frozen: clock.frozen },
  });
  return [
    admin("GET", "/clock", view),
    admin("POST", "/clock", (incoming) => {
      const { now, advance, advanceMs = 0, speed, frozen } = adminBody(incoming, clockBody);
      clock.change({
        now: now === undefined ? undefined : Date.parse(now),
        advanceMs: advanceMs + (advance === undefined ? 0 : parseDuration(advance)),
        speed,
        frozen,
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

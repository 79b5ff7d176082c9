import type { AdminRoute } from "../http/routes";
import { snapshot } from "../model/snapshot";
import { type AdminParts, admin } from "./admin";

/** The whole state: to look at, to save, to load and to take back to its beginning. */
export function stateRoutes({ model, unknownRoutes, state }: AdminParts): AdminRoute[] {
  return [
    admin("GET", "/state", () => ({
      status: 200,
      body: { ...snapshot(model), unknownRoutes: Object.fromEntries(unknownRoutes) },
    })),
    admin("GET", "/state/export", ({ query }) => ({
      status: 200,
      page: state.save({ journal: query.get("journal") === "true" }),
      headers: { "Content-Type": "application/json; charset=utf-8" },
    })),
    admin("PUT", "/state", ({ bodyText }) => {
      state.load(bodyText);
      return { status: 204 };
    }),
    admin("POST", "/state/save", async () => {
      if (state.path === undefined) {
        throw new RangeError("there is no state file: start with --state-file PATH, or use GET /state/export");
      }
      await state.saveFile();
      return { status: 200, body: { path: state.path } };
    }),
    admin("POST", "/state/reset", () => {
      state.reset();
      return { status: 204 };
    }),
  ];
}

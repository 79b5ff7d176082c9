import { readdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { AnyEndpoint } from "../../../provider/client/endpoint";

const folder = join(__dirname, "../../../provider/client/endpoints");

/** Everything that the endpoint files export, by name. */
const exported: readonly (readonly [string, unknown])[] = readdirSync(folder).flatMap((file) =>
  Object.entries(Object(require(join(folder, file)))),
);

/** Every endpoint, by the name that it is exported with. */
export const endpoints: readonly (readonly [string, AnyEndpoint])[] = exported.flatMap(([name, value]) =>
  isEndpoint(value) ? [[name, value] as const] : [],
);

/** Every exported schema, by name. */
export const schemas: ReadonlyMap<string, z.ZodType> = new Map(
  exported.flatMap(([name, value]) => (value instanceof z.ZodType ? [[name, value] as const] : [])),
);

function isEndpoint(value: unknown): value is AnyEndpoint {
  return typeof value === "object" && value !== null && "method" in value && "retry" in value && "response" in value;
}

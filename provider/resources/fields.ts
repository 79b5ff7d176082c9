import { z } from "zod";

/** A GUID, kept in lower case so that it compares as text. */
export const guidField = z
  .string({ error: "must be a GUID" })
  .trim()
  .pipe(z.guid({ error: "must be a GUID such as 3f0a1c2e-5b7d-4e9a-8c61-0d2f4b6a8e90" }))
  .transform((text) => text.toLowerCase());

/** A true-or-false input with a default. */
export const switchField = (byDefault: boolean) =>
  z.boolean({ error: "must be true or false" }).optional().default(byDefault);

/** One of a few words. */
export const wordField = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z.enum(words, { error: `must be one of ${words.map((word) => `"${word}"`).join(", ")}` });

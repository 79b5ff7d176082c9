/** Properties as they cross to and from the engine: JSON, and in previews unknown values among it. */
export type PropertyBag = Readonly<Record<string, unknown>>;

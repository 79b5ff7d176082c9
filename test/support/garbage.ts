import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collect: unknown = runInNewContext("gc");

/** Notes objects without keeping them. */
export class Watched {
  readonly #references: WeakRef<object>[] = [];

  add(object: object): void {
    this.#references.push(new WeakRef(object));
  }

  /** How many somebody still holds. */
  async held(): Promise<number> {
    if (typeof collect !== "function") throw new Error("there is no gc to call");
    // What was looked at in this turn is held to its end.
    await setImmediate();
    collect();
    return this.#references.filter((reference) => reference.deref() !== undefined).length;
  }
}

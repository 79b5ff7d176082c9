import { parseDuration } from "./duration";
import { type SwitchFact, switchTable } from "./switch-table";

/** Name of a switch. */
export type SwitchName = keyof typeof switchTable;

type Values<Name extends SwitchName> = (typeof switchTable)[Name]["values"];

/** Names of the switches that have a fixed set of values. */
export type ChoiceName = { [Name in SwitchName]: Values<Name> extends readonly string[] ? Name : never }[SwitchName];

/** The values one of those can have. */
export type ChoiceOf<Name extends ChoiceName> = Values<Name> extends readonly (infer Value)[] ? Value : never;

type NamesOf<Kind extends string> = { [Name in SwitchName]: Values<Name> extends Kind ? Name : never }[SwitchName];

/** Names of all switches, in the order of the table. */
export const switchNames = Object.keys(switchTable).filter(isSwitchName);

/** Somebody named a switch or a value that does not exist; the message lists what does. */
export class SwitchError extends Error {
  override readonly name = "SwitchError";
}

/** The current position of every switch. */
export class Switches {
  readonly #positions = new Map<SwitchName, string>();

  constructor(positions: Readonly<Record<string, string>> = {}) {
    this.set(positions);
  }

  /** Whether the switch is in this position. */
  is<Name extends ChoiceName>(name: Name, value: ChoiceOf<Name>): boolean {
    return this.position(name) === value;
  }

  /** The position of any switch, as text. */
  position(name: SwitchName): string {
    return this.#positions.get(name) ?? switchTable[name].default;
  }

  /** A duration switch in milliseconds. */
  durationMs(name: NamesOf<"duration">): number {
    return parseDuration(this.position(name));
  }

  /** A switch that counts something. */
  count(name: NamesOf<"count">): number {
    return Number(this.position(name));
  }

  /** Sets the switches given and leaves the rest alone. Sets none if one of them is wrong. */
  set(positions: Readonly<Record<string, string>>): void {
    const checked = Object.entries(positions).map(([name, value]) => [checkedName(name), value] as const);
    for (const [name, value] of checked) {
      checkValue(name, switchTable[name], value);
    }
    for (const [name, value] of checked) {
      this.#positions.set(name, value);
    }
  }

  /** Puts every switch back to its default. */
  reset(): void {
    this.#positions.clear();
  }

  /** Every switch with its position. */
  all(): Record<string, string> {
    return Object.fromEntries(switchNames.map((name) => [name, this.position(name)]));
  }
}

function isSwitchName(name: string): name is SwitchName {
  return Object.hasOwn(switchTable, name);
}

function checkedName(name: string): SwitchName {
  if (!isSwitchName(name)) {
    throw new SwitchError(`there is no switch "${name}"; the switches are ${switchNames.join(", ")}`);
  }
  return name;
}

function checkValue(name: string, fact: SwitchFact, value: string): void {
  const { values } = fact;
  if (values === "duration") {
    try {
      parseDuration(value);
    } catch (error) {
      throw new SwitchError(`switch ${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  } else if (values === "count") {
    if (!/^[1-9]\d{0,5}$/.test(value)) {
      throw new SwitchError(`switch ${name} is a whole number from 1, not "${value}"`);
    }
  } else if (!values.includes(value)) {
    throw new SwitchError(`switch ${name} cannot be "${value}"; it can be ${values.join(" or ")}`);
  }
}

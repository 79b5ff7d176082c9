import { hash, randomBytes } from "node:crypto";

/** How far a stream of ids and its branches have come. */
export interface IdsPosition {
  readonly count: number;
  readonly branches: Readonly<Record<string, IdsPosition>>;
}

/**
 * A stream of identifiers. With a seed it gives the same ids on every run; `of(name)` branches off a stream of its own,
 * so that the ids of one customer do not depend on what happens to the others at the same time.
 */
export class Ids {
  #seed: string;
  #count = 0;
  readonly #branches = new Map<string, Ids>();

  constructor(seed?: number | string) {
    this.#seed = seed === undefined ? randomBytes(16).toString("hex") : String(seed);
  }

  /** The stream of this name; always the same object for the same name. */
  of(name: string): Ids {
    const known = this.#branches.get(name);
    if (known !== undefined) {
      return known;
    }
    const branch = new Ids(`${this.#seed}/${name}`);
    this.#branches.set(name, branch);
    return branch;
  }

  /** What makes the ids of this stream what they are. */
  get seed(): string {
    return this.#seed;
  }

  /** How far it has come; branches that were never used are left out. */
  position(): IdsPosition {
    const branches = [...this.#branches].map(([name, branch]) => [name, branch.position()] as const);
    const used = branches.filter(([, { count, branches }]) => count > 0 || Object.keys(branches).length > 0);
    return { count: this.#count, branches: Object.fromEntries(used) };
  }

  /** Goes on from there: the next ids are those that a stream of this seed gave next at this position. */
  goOnFrom(seed: string, position: IdsPosition): void {
    this.#seed = seed;
    this.#count = position.count;
    this.#branches.clear();
    for (const [name, branch] of Object.entries(position.branches)) {
      this.of(name).goOnFrom(`${seed}/${name}`, branch);
    }
  }

  /** A lower-case GUID of version 4. */
  guid(): string {
    const bytes = this.#bytes();
    bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
    bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
    return bytes.toString("hex", 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  /** So many lower-case hexadecimal digits, as in current order ids. */
  hex(length: number): string {
    return this.#bytes().toString("hex").slice(0, length);
  }

  /** So many characters of the base64 alphabet. */
  base64(length: number): string {
    return this.#bytes().toString("base64").slice(0, length);
  }

  /** So many characters of the URL-safe base64 alphabet. */
  token(length: number): string {
    return this.#bytes().toString("base64url").slice(0, length);
  }

  /** So many decimal digits, the first of them not 0. */
  digits(length: number): string {
    const value = this.#bytes().readBigUInt64BE() % 9n ** 15n;
    return `${(value % 9n) + 1n}${value
      .toString()
      .padStart(length, "0")
      .slice(-(length - 1))}`;
  }

  /** A fraction of a millisecond in steps of 100 ns: the service's dates have up to seven digits. */
  ticks(): number {
    return (this.#bytes().readUInt16BE() % 10_000) / 10_000;
  }

  /** A number from 0 to below 1 that is always the same for the same name, whatever was drawn before. */
  chance(name: string): number {
    return hash("sha256", `${this.#seed}?${name}`, "buffer").readUInt32BE() / 2 ** 32;
  }

  #bytes(): Buffer {
    this.#count += 1;
    return hash("sha256", `${this.#seed}#${this.#count}`, "buffer");
  }
}

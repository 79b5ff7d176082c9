/** Names of rows, made from names of people's choosing: each once. */
export class RowNames {
  readonly #taken = new Set<string>();

  /** `Brightwater Dental Group` is `brightwater-dental-group`; the second one gets `-2`. */
  of(text: string): string {
    const plain = text
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .replace(/^-+|-+$/g, "");
    const base = plain || "customer";
    let name = base;
    for (let count = 2; this.#taken.has(name); count += 1) name = `${base}-${count}`;
    this.#taken.add(name);
    return name;
  }
}

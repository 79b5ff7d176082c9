/**
 * A map of entities by id that also finds those of one group, in the order in which they came: the subscriptions of a
 * customer, say, without looking at everybody else's. What `groupOf` gives for an entity must never change.
 */
export class IndexedMap<Entity> extends Map<string, Entity> {
  readonly #groups = new Map<string, Map<string, Entity>>();
  readonly #groupOf: (entity: Entity) => string;

  constructor(groupOf: (entity: Entity) => string) {
    super();
    this.#groupOf = groupOf;
  }

  override set(id: string, entity: Entity): this {
    const name = this.#groupOf(entity);
    const group = this.#groups.get(name) ?? new Map<string, Entity>();
    group.set(id, entity);
    this.#groups.set(name, group);
    return super.set(id, entity);
  }

  override delete(id: string): boolean {
    const entity = this.get(id);
    if (entity !== undefined) {
      this.#groups.get(this.#groupOf(entity))?.delete(id);
    }
    return super.delete(id);
  }

  override clear(): void {
    this.#groups.clear();
    super.clear();
  }

  /** The entities of one group. */
  group(name: string): Entity[] {
    return [...(this.#groups.get(name)?.values() ?? [])];
  }
}

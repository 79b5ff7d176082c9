import { RefusedError } from "../client/errors";
import type { OperationContext, ResourceModule } from "./resource";

/**
 * Whether an object whose row goes away may be torn down. False: a resource of this run manages it (after a rename or
 * a replacement), so only the row goes.
 * @throws RefusedError when a resource of this run is declared for the same thing but did not get as far as taking it
 * over.
 */
export function mayTearDown<Inputs extends object, State extends object>(
  context: OperationContext,
  resource: Pick<ResourceModule<Inputs, State>, "type" | "target">,
  id: string,
  state: State,
): boolean {
  const verdict = context.memory.verdictOnDelete(resource.type, id, resource.target(state));
  if (verdict.kind === "claimed") {
    context.log.info(`${resource.type} ${id} is managed by another resource of this program now; it is left as it is.`);
    return false;
  }
  if (verdict.kind === "contested") {
    throw new RefusedError(
      `${resource.type} ${id} was not touched: ${verdict.urn} is declared for the same customer and has not taken ` +
        "it over yet. Solve that resource's error and run `pulumi up` again.",
    );
  }
  return true;
}

import type { CallOptions } from "../client/calls";
import { RefusedError } from "../client/errors";
import type { OperationContext } from "./resource";

/**
 * Options of a call that writes: right before each of its requests leaves, repeated ones too, the engine which asked for
 * it must still live. A provider can outlive its engine; what it wrote then would be in nobody's state, and could undo
 * what the next run declares.
 * @param untouched what has not happened, to begin the message.
 * @returns options whose call ends with a RefusedError when the engine does not answer.
 */
export function whileEngineLives(
  context: Pick<OperationContext, "engine">,
  untouched: string,
): Pick<CallOptions, "beforeSend"> {
  return { beforeSend: () => requireEngine(context, untouched) };
}

async function requireEngine({ engine }: Pick<OperationContext, "engine">, untouched: string): Promise<void> {
  if (await engine.alive()) return;
  throw new RefusedError(
    `The Pulumi engine that asked for this does not answer any more: ${untouched}. Run \`pulumi up\` again.`,
  );
}

/**
 * Makes sure that the engine remembers what is bought from here on, whatever dies.
 * @throws RefusedError when it was told to write no checkpoints.
 */
export function requireCheckpoints({ checkpointsSkipped }: Pick<OperationContext, "checkpointsSkipped">): void {
  if (!checkpointsSkipped) return;
  throw new RefusedError(
    "PULUMI_SKIP_CHECKPOINTS is set, so the engine would forget a purchase that a crash interrupts. " +
      "Nothing was bought. Unset it for runs that buy.",
  );
}

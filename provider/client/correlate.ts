import { randomUUID } from "node:crypto";

/** The ids by which a call can be found again at Microsoft (reference: commerce 2.1). */
export interface CallIds {
  /** Idempotency key of one logical call: kept while no answer comes, replaced after any answer. */
  readonly requestId: string;
  /** Common to everything that one operation does. */
  readonly correlationId: string;
}

/** Makes an id; tests make predictable ones. */
export type NewId = () => string;

export const newGuid: NewId = () => randomUUID();

/** Ids of a new logical call. */
export function newCallIds(newId: NewId, correlationId = newId()): CallIds {
  return { requestId: newId(), correlationId };
}

/** An id as the service echoed it: catalog services send each twice, `x,x`. */
export function echoedId(header: string | undefined, sent: string): string {
  return header?.split(",")[0]?.trim() || sent;
}

/**
 * Stand-ins for values that a preview does not know yet, one a type. Programs in Node send the string one; the engine
 * has six more (`sdk/go/common/resource/plugin/rpc.go`).
 */
const sentinels: ReadonlySet<unknown> = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** True when the value, or anything inside it however deep, is not known yet. */
export function containsUnknown(value: unknown): boolean {
  const left = [value];
  while (left.length > 0) {
    const next = left.pop();
    if (sentinels.has(next)) return true;
    if (typeof next === "object" && next !== null) for (const member of Object.values(next)) left.push(member);
  }
  return false;
}

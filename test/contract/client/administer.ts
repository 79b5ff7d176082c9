import type { Emulator } from "pulumi-partnercenter-emulator";

/** What an administrator does at the emulator: `path` is below its admin API. */
export async function administer(
  { adminUrl }: Emulator,
  path: string,
  body: unknown = {},
): Promise<Readonly<Record<string, unknown>>> {
  const reply = await fetch(adminUrl + path, { method: "POST", body: JSON.stringify(body) });
  const text = await reply.text();
  if (!reply.ok) throw new Error(`${path}: ${text}`);
  const answer: Readonly<Record<string, unknown>> = JSON.parse(text);
  return answer;
}

import { readFile } from "node:fs/promises";
import { z } from "zod";
import { AuthError, messageOf, SettingsError, TransportError } from "../client/errors";
import type { WireReply } from "../client/pipeline";
import type { Transport } from "../client/transport";
import type { Clock } from "../clock";
import type { GithubOidc } from "../identity";
import { howToSet } from "../setting-facts";
import { isPlausible, shownPath } from "../shown-values";
import { exchangePatiently } from "./patient-exchange";

const TIMEOUT_MS = 30_000;

/**
 * The token of another identity provider that lies in a file, as it is now: whoever puts it there replaces it often.
 * @throws SettingsError when there is none.
 */
export async function assertionFromFile(path: string): Promise<string> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    throw new SettingsError(
      `oidcTokenFile: ${shownPath(path)} cannot be read. ${howToSet("oidcTokenFile")}`,
      isPlausible(path) ? { cause } : {},
    );
  }
  const assertion = text.replace(/^\uFEFF/, "").trim();
  if (assertion !== "") return assertion;
  throw new SettingsError(`oidcTokenFile: ${shownPath(path)} is empty. ${howToSet("oidcTokenFile")}`);
}

const githubReply = z.object({ value: z.string().min(1) });

/**
 * The OIDC token that GitHub gives a job of Actions, for this audience. It lives for minutes, so each use asks for one.
 * @throws AuthError when GitHub gives none.
 */
export async function assertionFromGithub(
  { requestUrl, requestToken }: GithubOidc,
  audience: string,
  transport: Transport,
  clock: Clock,
): Promise<string> {
  const url = new URL(requestUrl);
  url.searchParams.set("audience", audience);
  let reply: WireReply;
  try {
    reply = await exchangePatiently(transport, clock, {
      call: `GitHub's OIDC service (${url.host})`,
      method: "GET",
      url,
      headers: { Accept: "application/json", Authorization: `Bearer ${requestToken}` },
      timeoutMs: TIMEOUT_MS,
    });
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    throw new AuthError(`No OIDC token from GitHub: ${messageOf(error)}`, [], { cause: error });
  }
  const answer = githubReply.safeParse(parseJson(new TextDecoder().decode(reply.bytes)));
  if (reply.status === 200 && answer.success) return answer.data.value;
  throw new AuthError(
    `GitHub gives no OIDC token (HTTP ${reply.status}). The job needs the permission \`id-token: write\`, and its request ` +
      "token ends with the job.",
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

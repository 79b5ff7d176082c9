import { readFile } from "node:fs/promises";
import { ConfidentialClientApplication, type NodeAuthOptions } from "@azure/msal-node";
import { Agent, fetch as undiciFetch } from "undici";
import type { Emulator } from "../src";

/** The scope of app-only tokens for Partner Center. */
export const partnerCenter = ["https://api.partnercenter.microsoft.com/.default"];

/** How an application proves who it is, and in which tenant it asks. */
export interface MsalWish extends Partial<Omit<NodeAuthOptions, "authority" | "knownAuthorities">> {
  readonly tenantId?: string;
}

/** Real MSAL over TLS, trusting the emulator's authority and nothing else. With no credential named it uses the secret. */
export async function msal(emulator: Emulator, wish: MsalWish = {}): Promise<ConfidentialClientApplication> {
  const { tenantId = emulator.tenantId, ...auth } = wish;
  const otherwise = auth.clientCertificate !== undefined || auth.clientAssertion !== undefined;
  const dispatcher = new Agent({ connect: { ca: await readFile(emulator.caFile, "utf8") } });
  const send = async <Body>(
    method: string,
    url: string,
    options?: { headers?: Record<string, string>; body?: string },
  ) => {
    const response = await undiciFetch(url, { method, dispatcher, ...options });
    const body: Body = JSON.parse(await response.text());
    return { status: response.status, headers: Object.fromEntries(response.headers), body };
  };
  return new ConfidentialClientApplication({
    auth: {
      clientId: emulator.clientId,
      ...(!otherwise && { clientSecret: emulator.clientSecret }),
      ...auth,
      authority: `${emulator.authorityUrl}/${tenantId}`,
      knownAuthorities: [new URL(emulator.authorityUrl).host],
    },
    system: {
      networkClient: {
        sendGetRequestAsync: (url, options) => send("GET", url, options),
        sendPostRequestAsync: (url, options) => send("POST", url, options),
      },
    },
  });
}

/** What a token says, without looking at its signature. */
export function claimsOf(token: string): unknown {
  const [, payload = ""] = token.split(".");
  const claims: unknown = JSON.parse(Buffer.from(payload, "base64url").toString());
  return claims;
}

import { z } from "zod";
import type { Service } from "../http/routes";

/** What a token says. Times are seconds since 1970 by the emulator's clock. */
export const tokenClaims = z.object({
  aud: z.string(),
  tid: z.string(),
  appid: z.string(),
  oid: z.string(),
  idtyp: z.enum(["app", "user"]),
  iat: z.number(),
  nbf: z.number(),
  exp: z.number(),
  iss: z.string(),
  ver: z.string(),
  uti: z.string(),
  amr: z.array(z.string()).optional(),
  upn: z.string().optional(),
  roles: z.array(z.string()).optional(),
  scp: z.string().optional(),
});

/** What a token says. */
export type TokenClaims = z.infer<typeof tokenClaims>;

/** The audience of the Partner Center API. */
export const partnerCenterAudience = "https://api.partnercenter.microsoft.com";

/** Application id of the Partner Center API; stands for the audience in requests (C 1.2). */
export const partnerCenterAppId = "fa3d9a0c-3fb0-42cc-9193-47c7ecd2edbd";

/** The audience that used to be right and is refused now. */
export const retiredAudience = "https://graph.windows.net";

/** The audiences that each service accepts; the first is how its tokens are written unless somebody asks otherwise. */
export const audiences = {
  api: [partnerCenterAudience, partnerCenterAppId],
  graph: ["https://graph.microsoft.com", "00000003-0000-0000-c000-000000000000"],
  management: ["https://management.azure.com", "https://management.core.windows.net"],
} as const satisfies Readonly<Record<Service, readonly string[]>>;

/** Every resource the token endpoint knows. */
export const knownAudiences: readonly string[] = [
  ...audiences.api,
  ...audiences.graph,
  ...audiences.management,
  retiredAudience,
];

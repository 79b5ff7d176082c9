import type { Caller, IncomingCall } from "./call";
import type { Params } from "./routes";

/** Who sent a request and for whom, as far as anybody knows; ids are lower case. */
export interface Requester {
  readonly partnerTenantId?: string | undefined;
  readonly customerId?: string | undefined;
  readonly applicationId?: string | undefined;
}

/** Who calls the API with a token. */
export function callerAsRequester(caller: Caller, params: Params): Requester {
  return { ...unknownRequester(params), partnerTenantId: caller.partner.tenantId, applicationId: caller.clientId };
}

/** Who calls the API with a token that nobody trusts, or without one. */
export const unknownRequester = (params: Params): Requester => ({ customerId: params.customerId?.toLowerCase() });

/** Who asks for a token: as they say themselves. */
export function tokenRequester(incoming: IncomingCall, params: Params): Requester {
  const applicationId = new URLSearchParams(incoming.bodyText).get("client_id")?.toLowerCase();
  return { partnerTenantId: params.tenant?.toLowerCase(), applicationId };
}

import type { UserRequest } from "./identities";
import type { Model } from "./model";

/** How many of a partner's requests are reported at most (C 1.4). */
export const reportedRequests = 10_000;

const lookBackMs = 7 * 24 * 60 * 60_000;

/** Remembers a request of an App+User caller, the newest of each partner. */
export function noteUserRequest(model: Model, partnerTenantId: string, request: UserRequest): void {
  const kept = model.userRequests.get(partnerTenantId) ?? [];
  kept.push(request);
  // Cut seldom, so that no request pays for moving ten thousand others.
  model.userRequests.set(partnerTenantId, kept.length < 2 * reportedRequests ? kept : kept.slice(-reportedRequests));
}

/** The partner's newest App+User requests, newest first. */
export function newestUserRequests(model: Model, partnerTenantId: string): UserRequest[] {
  return (model.userRequests.get(partnerTenantId) ?? []).slice(-reportedRequests).toReversed();
}

/** How many requests an application made with users' tokens on a day, and how many of them with a second factor. */
export interface AdoptionDay {
  /** `2026-03-01`, UTC. */
  readonly day: string;
  readonly clientId: string;
  readonly mfaCompliantCount: number;
  readonly count: number;
}

/** The partner's days, newest first; `from` and `to` are days, both included. */
export function adoptionDays(
  model: Model,
  partnerTenantId: string,
  between: { readonly from?: string | undefined; readonly to?: string | undefined },
): AdoptionDay[] {
  const { from = "", to = "9999" } = between;
  const dayOf = ({ requestedAt }: UserRequest) => new Date(requestedAt).toISOString().slice(0, 10);
  const wanted = newestUserRequests(model, partnerTenantId).filter((one) => dayOf(one) >= from && dayOf(one) <= to);
  const groups = Map.groupBy(wanted, (one) => `${dayOf(one)} ${one.clientId}`);
  return [...groups.entries()].map(([key, requests]) => ({
    day: key.slice(0, 10),
    clientId: key.slice(11),
    mfaCompliantCount: requests.filter((one) => one.mfaCompliant).length,
    count: requests.length,
  }));
}

/** The newest request without a second factor of each user who sent one in the last seven days, newest first. */
export function nonCompliantUsers(model: Model, partnerTenantId: string): UserRequest[] {
  const since = model.clock.now() - lookBackMs;
  const newest = new Map<string, UserRequest>();
  for (const request of newestUserRequests(model, partnerTenantId)) {
    if (!request.mfaCompliant && request.requestedAt > since && !newest.has(request.objectId)) {
      newest.set(request.objectId, request);
    }
  }
  return [...newest.values()];
}

import type { ApiCall, Reply } from "../http/call";
import { collection } from "../http/links";
import { type ApiRoute, api } from "../http/routes";
import { adoptionDays, newestUserRequests, nonCompliantUsers } from "../model/user-requests";
import { wireDateWithoutZone } from "../wire-date";

/** Who called with users' tokens, and whether with a second factor (C 1.4). */
export const securityReportRoutes: readonly ApiRoute[] = [
  api("GET", "/v1/partnerRequests", getPartnerRequests, "appUserOnly"),
  api("GET", "/v1/applicationmfaadoptionstatus", getAdoptionStatus, "appUserOnly"),
  api("GET", "/v1/nonMfaCompliantPartnerPrincipals", getNonCompliantPrincipals, "appUserOnly"),
];

function getPartnerRequests(call: ApiCall): Reply {
  const items = newestUserRequests(call.model, call.partner.tenantId).map((one) => ({
    requestId: one.requestId,
    correlationId: one.correlationId,
    operationName: one.operationName,
    requestDateTime: wireDateWithoutZone(one.requestedAt),
    ipAddress: one.ipAddress,
    objectId: one.objectId,
    tenantId: one.tenantId,
    upn: one.userPrincipalName,
    applicationId: one.clientId,
    mfaCompliant: one.mfaCompliant,
  }));
  return { status: 200, body: collection(call, items) };
}

function getAdoptionStatus(call: ApiCall): Reply {
  const between = { from: call.query("startDate")?.slice(0, 10), to: call.query("endDate")?.slice(0, 10) };
  const body = adoptionDays(call.model, call.partner.tenantId, between).map((one) => ({
    loginDate: one.day,
    mfaCompliantRequestCount: one.mfaCompliantCount,
    totalRequestCount: one.count,
    applicationId: one.clientId,
    applicationName: "",
  }));
  return { status: 200, body };
}

function getNonCompliantPrincipals(call: ApiCall): Reply {
  const items = nonCompliantUsers(call.model, call.partner.tenantId).map((one) => ({
    objectId: one.objectId,
    tenantId: one.tenantId,
    upn: one.userPrincipalName,
    lastNonMfaCompliantRequestDateTime: wireDateWithoutZone(one.requestedAt),
  }));
  return { status: 200, body: collection(call, items) };
}

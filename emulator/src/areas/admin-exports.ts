import { z } from "zod";
import type { AdminRoute } from "../http/routes";
import { dataTag, exportState, failNextExport, renewExport } from "../model/exports";
import { partnerOfTenant } from "../model/portal-standing";
import { wireDate } from "../wire-date";
import { type AdminParts, admin, adminBody } from "./admin";

const outcomeBody = z.strictObject({
  error: z.strictObject({ code: z.string().min(1), message: z.string() }).nullable(),
});

/** Billing exports behind the API's back: how they end, and data that is made anew while somebody reads it. */
export function exportPortalRoutes({ model }: AdminParts): AdminRoute[] {
  return [
    admin("GET", "/portal/partners/{tenantId}/exports", (_incoming, { tenantId = "" }) => {
      const partner = partnerOfTenant(model, tenantId);
      const exports = [...model.exports.values()].filter((one) => one.partnerTenantId === partner.tenantId);
      return {
        status: 200,
        body: {
          exports: exports.map((one) => ({
            ...one,
            requestedAt: wireDate(one.requestedAt),
            endsAt: wireDate(one.endsAt),
            state: exportState(model, one),
          })),
        },
      };
    }),
    admin("POST", "/portal/partners/{tenantId}/exportOutcome", (incoming, { tenantId = "" }) => {
      const { error } = adminBody(incoming, outcomeBody);
      failNextExport(model, partnerOfTenant(model, tenantId), error);
      return { status: 200, body: { tenantId, error } };
    }),
    admin("POST", "/portal/exports/{id}/renewal", (_incoming, { id = "" }) => {
      const exported = renewExport(model, id);
      return { status: 200, body: { id: exported.id, version: exported.version, eTag: dataTag(exported) } };
    }),
  ];
}

import { z } from "zod";
import type { AdminRoute } from "../http/routes";
import { acceptAttestation, attestationState } from "../model/agreements";
import { accountStates } from "../model/entities";
import { editAccount, editReseller, editRoles, editStanding } from "../model/portal";
import { type AdminParts, admin, adminBody } from "./admin";

const rolesBody = z.strictObject({ adminAgent: z.boolean() });
const accountBody = z.strictObject({ account: z.enum(accountStates) });
const standingBody = z.strictObject({
  agreementAccepted: z.boolean().optional(),
  resellerProgramActive: z.boolean().optional(),
  endedProgram: z.string().optional(),
  closedCountries: z.array(z.string().regex(/^[A-Z]{2}$/)).optional(),
});
const resellerBody = z.strictObject({ active: z.boolean().optional(), agreementAccepted: z.boolean().optional() });

/** Who may sell and who may buy, as Microsoft and the partner's own people see it; and what customers accept. */
export function standingRoutes({ model }: AdminParts): AdminRoute[] {
  return [
    admin("POST", "/portal/partners/{tenantId}/roles", (incoming, { tenantId = "" }) => {
      const { adminAgent } = editRoles(model, tenantId, adminBody(incoming, rolesBody).adminAgent);
      return { status: 200, body: { tenantId, adminAgent } };
    }),
    admin("POST", "/portal/partners/{tenantId}/standing", (incoming, { tenantId = "" }) => {
      const { standing } = editStanding(model, tenantId, adminBody(incoming, standingBody));
      return { status: 200, body: { tenantId, ...standing } };
    }),
    admin("POST", "/portal/partners/{tenantId}/resellers/{id}", (incoming, { tenantId = "", id = "" }) => {
      return { status: 200, body: editReseller(model, tenantId, id, adminBody(incoming, resellerBody)) };
    }),
    admin("POST", "/portal/customers/{id}/account", (incoming, { id = "" }) => {
      const { account } = editAccount(model, id, adminBody(incoming, accountBody).account);
      return { status: 200, body: { customerId: id, account } };
    }),
    admin("POST", "/portal/attestations/{id}/accept", (_incoming, { id = "" }) => {
      const attestation = acceptAttestation(model, id);
      return { status: 200, body: { attestationId: attestation.id, status: attestationState(attestation) } };
    }),
  ];
}

import { RefusedError } from "../client/errors";
import type { OperationContext } from "./resource";

/**
 * Refuses to judge an object of one partner with the credentials of another: they would not see it, and a state
 * emptied by a wrong setting would be bought again.
 */
export function assertSamePartner(context: OperationContext, partnerTenantId: string | undefined, what: string): void {
  const current = context.client.partnerTenantId;
  if (partnerTenantId !== undefined && partnerTenantId !== current) {
    throw new RefusedError(
      `${what} belongs to partner tenant ${partnerTenantId}, but this run is signed in to ${current}. ` +
        "Nothing was read or changed. Set partnercenter:tenantId (or PARTNERCENTER_TENANT_ID) and its credentials " +
        "to the partner that the stack was made with.",
    );
  }
}

/**
 * Makes sure that something which cannot be found is gone, rather than out of our sight: the customer still answers
 * and is still this partner's.
 * @throws the service's refusal, or RefusedError when the relationship has ended.
 */
export async function confirmCustomer(context: OperationContext, customerId: string, what: string): Promise<void> {
  const customer = await context.client.customers.get({ customerId }, { share: true });
  const relationship = customer.relationshipToPartner?.toLowerCase();
  if (relationship !== undefined && relationship !== "reseller") {
    throw new RefusedError(
      `${what} cannot be found, but customer ${customerId} is not this partner's any more ` +
        `(relationship "${relationship}"), so it may still exist. The state is left as it is. Restore the reseller ` +
        "relationship, or remove the resource from the stack with `pulumi state delete`.",
    );
  }
}

import type { CallOptions, Calls, List } from "../calls";
import {
  type CustomerEntitlement,
  getReservationArtifact,
  listReservations,
  type Reservation,
} from "../endpoints/reservations";

/**
 * Azure reservations of a customer. They keep a plan from being suspended, as active Azure subscriptions do. With a
 * user's token only.
 */
export class Reservations {
  constructor(private readonly calls: Calls) {}

  /**
   * What a customer has bought of reservations: an entry for each order line.
   * @see get-a-collection-of-entitlements (commerce 10.6)
   */
  list({ customerId }: { readonly customerId: string }, options?: CallOptions): List<CustomerEntitlement> {
    return this.calls.list(listReservations, { path: { customerId } }, options);
  }

  /**
   * The reservations of one entry of {@link list}: their names, scopes, ends and states.
   * @see entitlement-resources (commerce 10.6)
   */
  async listDetails(
    wanted: { readonly customerId: string; readonly entitlement: CustomerEntitlement },
    options?: CallOptions,
  ): Promise<readonly Reservation[]> {
    const { customerId, entitlement } = wanted;
    const links = entitlement.entitledArtifacts.flatMap(({ link }) => (link?.uri ? [link.uri] : []));
    const artifacts = await Promise.all(
      links.map((link) => this.calls.follow(getReservationArtifact, link, customerId, options)),
    );
    return artifacts.flatMap((one) => [...one.reservations, ...one.virtualMachineReservations]);
  }
}

import { z } from "zod";
import { integer } from "../decimal";
import { endpoint } from "../endpoint";
import { Attributes, codeText, collection, Link, openRecord } from "./shapes";

/** Something that a customer is entitled to beside subscriptions: Azure reservations, software. */
export const CustomerEntitlement = z.looseObject({
  referenceOrder: z
    .looseObject({ id: z.string().optional(), lineItemId: codeText.optional(), alternateId: z.string().optional() })
    .optional(),
  productId: z.string().optional(),
  skuId: z.string().optional(),
  quantity: integer.optional(),
  quantityDetails: z.unknown().optional(),
  /** `reservedinstance`, `software`, in any case; open. */
  entitlementType: z.string(),
  /** What was handed out for it; the link leads to the reservations themselves. */
  entitledArtifacts: z
    .array(
      z.looseObject({
        artifactType: z.string().optional(),
        /** The reservation order. */
        resourceId: z.string().optional(),
        link: Link.optional(),
        dynamicAttributes: openRecord.optional(),
      }),
    )
    .default([]),
  includedEntitlements: z.array(z.unknown()).optional(),
  /** Without a zone; it is UTC. */
  expiryDate: z.string().optional(),
  attributes: Attributes.optional(),
});
export interface CustomerEntitlement extends z.output<typeof CustomerEntitlement> {}

/** One reservation. */
export const Reservation = z.looseObject({
  reservationId: z.string(),
  /** `Shared` or `Single`; open. */
  scopeType: z.string().optional(),
  displayName: z.string().optional(),
  quantity: integer.optional(),
  /** Dates without a zone; they are UTC. */
  effectiveDateTime: z.string().optional(),
  expiryDateTime: z.string().optional(),
  /** `Succeeded`, `Cancelled` and more; open. */
  provisioningState: z.string().optional(),
});
export interface Reservation extends z.output<typeof Reservation> {}

/** The reservations of one order; those of virtual machines have a list of their own. */
export const ReservationArtifact = z.looseObject({
  type: z.string().optional(),
  reservations: z.array(Reservation).default([]),
  virtualMachineReservations: z.array(Reservation).default([]),
});
export interface ReservationArtifact extends z.output<typeof ReservationArtifact> {}

/** A customer's Azure reservations, which the Azure subscriptions of its plans do not show. */
export const listReservations = endpoint({
  name: "listReservations",
  method: "GET",
  path: "/v1/customers/{customerId}/entitlements",
  fixedQuery: { entitlementType: "reservedInstance", showExpiry: "true" },
  response: collection(CustomerEntitlement),
  retry: "safe",
  credential: "user",
  source: "get-a-collection-of-entitlements",
});

/** What the link of an artifact leads to. */
export const getReservationArtifact = endpoint({
  name: "getReservationArtifact",
  method: "GET",
  path: "/v1/{artifactLink}",
  response: ReservationArtifact,
  retry: "safe",
  credential: "user",
  source: "entitlement-resources",
});

import { z } from "zod";
import { endpoint } from "../endpoint";
import { Attributes, collection } from "./shapes";

/** Agreements are in the public cloud alone (reference: commerce 1.1). */
const onlyPublic = { usGovernment: "Partner Center keeps customers' agreements in the public cloud only." } as const;

/** One confirmation of an agreement; several for one customer are normal, the newest not always first. */
export const Agreement = z.looseObject({
  /** Partner user who confirmed. */
  userId: z.string().optional(),
  primaryContact: z
    .looseObject({
      firstName: z.string().optional(),
      lastName: z.string().optional(),
      middleName: z.string().optional(),
      email: z.string().optional(),
      phoneNumber: z.string().optional(),
    })
    .optional(),
  /** With or without a zone; without one it is UTC. */
  dateAgreed: z.string().optional(),
  templateId: z.string().optional(),
  /** `MicrosoftCustomerAgreement` or `MicrosoftCloudAgreement`. */
  type: z.string().optional(),
  agreementLink: z.string().optional(),
});
export type Agreement = z.output<typeof Agreement>;

/** Whether the customer itself signed, in the Microsoft 365 admin center. */
export const DirectSignedStatus = z.looseObject({ isSigned: z.boolean(), attributes: Attributes.optional() });
export type DirectSignedStatus = z.output<typeof DirectSignedStatus>;

/**
 * A customer's confirmed agreements. Without `agreementType` only those of the old Microsoft Cloud Agreement come.
 */
export const listCustomerAgreements = endpoint({
  name: "listCustomerAgreements",
  method: "GET",
  path: "/v1/customers/{customerId}/agreements",
  query: z.strictObject({ agreementType: z.string().optional() }),
  response: collection(Agreement),
  retry: "safe",
  credential: "user",
  unavailableIn: onlyPublic,
  source: "get-confirmation-of-customer-agreement",
});

/** Whether the customer accepted the Microsoft Customer Agreement itself. */
export const getDirectSignedStatus = endpoint({
  name: "getDirectSignedStatus",
  method: "GET",
  path: "/v1/customers/{customerId}/directSignedMicrosoftCustomerAgreementStatus",
  response: DirectSignedStatus,
  retry: "safe",
  credential: "user",
  unavailableIn: onlyPublic,
  source: "get-direct-sign-status-of-customer-agreement",
});

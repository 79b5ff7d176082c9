import { z } from "zod";
import { integer } from "../decimal";
import { endpoint } from "../endpoint";
import { Attributes, collection } from "./shapes";

/** Agreements are kept in the public cloud alone (reference: commerce 1.1). */
const onlyPublic = { usGovernment: "Agreements of customers are kept in the public cloud only." } as const;

/** `MicrosoftCustomerAgreement`, `MicrosoftCloudAgreement`, or `*` for all. */
const AgreementQuery = z.strictObject({ agreementType: z.string().optional() });

/** An agreement that customers can accept. */
export const AgreementMetadata = z.looseObject({
  /** GUID; read it each time, since versions differ. */
  templateId: z.string(),
  /** Called `type` where a customer has confirmed it. */
  agreementType: z.string().optional(),
  agreementLink: z.string().optional(),
  /** The higher, the newer. */
  versionRank: integer.optional(),
});
export interface AgreementMetadata extends z.output<typeof AgreementMetadata> {}

/** Where the text of an agreement is, for five minutes. */
export const AgreementDocument = z.looseObject({
  displayUri: z.string().optional(),
  downloadUri: z.string().optional(),
  language: z.string().optional(),
  country: z.string().optional(),
  versionRank: integer.optional(),
});
export interface AgreementDocument extends z.output<typeof AgreementDocument> {}

/** Agreements that customers can accept. Without `agreementType` only the old Microsoft Cloud Agreement comes. */
export const listAgreementMetadata = endpoint({
  name: "listAgreementMetadata",
  method: "GET",
  path: "/v1/agreements",
  query: AgreementQuery,
  response: collection(AgreementMetadata),
  retry: "safe",
  credential: "user",
  unavailableIn: onlyPublic,
  source: "get-customer-agreement-metadata",
});

/** The text of an agreement, to show and to download; in English where the language is missing. */
export const getAgreementDocument = endpoint({
  name: "getAgreementDocument",
  method: "GET",
  path: "/v1/agreementtemplates/{templateId}/document",
  query: z.strictObject({ language: z.string().optional(), country: z.string().optional() }),
  response: AgreementDocument,
  retry: "safe",
  credential: "user",
  unavailableIn: onlyPublic,
  source: "download-customer-agreement-template",
});

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
export interface Agreement extends z.output<typeof Agreement> {}

/** Whether the customer itself signed, in the Microsoft 365 admin center. */
export const DirectSignedStatus = z.looseObject({ isSigned: z.boolean(), attributes: Attributes.optional() });
export interface DirectSignedStatus extends z.output<typeof DirectSignedStatus> {}

/**
 * A customer's confirmed agreements. Without `agreementType` only those of the old Microsoft Cloud Agreement come.
 * Public cloud only.
 */
export const listCustomerAgreements = endpoint({
  name: "listCustomerAgreements",
  method: "GET",
  path: "/v1/customers/{customerId}/agreements",
  query: AgreementQuery,
  response: collection(Agreement),
  retry: "safe",
  credential: "user",
  unavailableIn: onlyPublic,
  source: "get-confirmation-of-customer-agreement",
});

/** Whether the customer accepted the Microsoft Customer Agreement itself. Public cloud only. */
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

const NewAgreement = z.strictObject({
  primaryContact: z.strictObject({
    firstName: z.string().min(1),
    lastName: z.string().min(1),
    email: z.string().min(1),
    phoneNumber: z.string().optional(),
  }),
  /** ISO 8601 in UTC, not in the future. */
  dateAgreed: z.string().min(1),
  templateId: z.string().min(1),
  type: z.literal("MicrosoftCustomerAgreement"),
});
export interface NewAgreement extends z.input<typeof NewAgreement> {}

/**
 * Records that a customer has accepted the agreement, by the partner's word. Microsoft retired this form on 5 January
 * 2026; what it answers since is not documented. The same contact again answers `600061`.
 */
export const createAgreement = endpoint({
  name: "createAgreement",
  method: "POST",
  path: "/v1/customers/{customerId}/agreements",
  request: NewAgreement,
  response: Agreement,
  retry: "unsent",
  credential: "user",
  unavailableIn: onlyPublic,
  source: "confirm-customer-consent-customer-agreement",
});

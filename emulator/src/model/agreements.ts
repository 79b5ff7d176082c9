import { Refusal } from "../errors";
import type { AgreementContact, AgreementType, Attestation, Customer, EnhancedAttestation, Partner } from "./entities";
import type { Model } from "./model";

/** The text of an agreement that can be confirmed (C 5.5). */
export interface AgreementTemplate {
  readonly templateId: string;
  readonly agreementType: AgreementType;
  readonly agreementLink: string;
  readonly versionRank: number;
}

/** The templates there are. */
export const agreementTemplates: readonly AgreementTemplate[] = [
  {
    templateId: "998b88de-aa99-4388-a42c-1b3517d49490",
    agreementType: "MicrosoftCloudAgreement",
    agreementLink: "https://aka.ms/csp-microsoftcloudagreement",
    versionRank: 0,
  },
  {
    templateId: "117a77b0-9360-443b-8795-c6dedc750cf9",
    agreementType: "MicrosoftCustomerAgreement",
    agreementLink: "https://aka.ms/customeragreement",
    versionRank: 0,
  },
];

/** The template of an agreement. */
export function templateOf(type: AgreementType): AgreementTemplate | undefined {
  return agreementTemplates.find((one) => one.agreementType === type);
}

/** A confirmation as a partner words it. */
export interface Confirmation extends Attestation {
  readonly templateId: string;
}

/** Records that the customer accepted, as the partner says; the same contact can be confirmed only once (C 5.8.1). */
export function confirmAgreement(model: Model, customer: Customer, confirmation: Confirmation): Attestation {
  const { templateId, type, dateAgreed, contact, userId } = confirmation;
  if (templateOf(type)?.templateId !== templateId.toLowerCase()) {
    throw unknownTemplate(model, `the template ${templateId} is not the one of the ${type}`);
  }
  if (dateAgreed > model.clock.now()) {
    throw new Refusal("invalidInput", "dateAgreed must not be in the future");
  }
  return record(model, customer, { type, dateAgreed, contact, userId });
}

/** The refusal of a template or type that is not known. */
export const unknownTemplate = (model: Model, detail: string): Refusal =>
  new Refusal(model.switches.is("unknownTemplate", "3000") ? "invalidProperty" : "invalidInput", detail);

function record(model: Model, customer: Customer, wish: Attestation): Attestation {
  const attestation = { ...wish, recordedAt: model.clock.now() };
  const { type, contact } = attestation;
  if (customer.attestations.some((one) => one.type === type && textOf(one.contact) === textOf(contact))) {
    throw new Refusal("agreementConfirmed", textOf(contact));
  }
  customer.attestations.push(attestation);
  return attestation;
}

const textOf = ({ firstName, lastName, email, phoneNumber = "" }: AgreementContact) =>
  [firstName, lastName, email, phoneNumber].join(" ").trim().toLowerCase();

/** Begins an enhanced attestation, which the customer then has to accept (C 5.8.2). */
export function beginAttestation(
  model: Model,
  partner: Partner,
  wish: Pick<EnhancedAttestation, "country" | "language" | "companyName" | "contact">,
): EnhancedAttestation {
  const attestation: EnhancedAttestation = {
    ...wish,
    id: model.ids.of(partner.tenantId).guid(),
    partnerTenantId: partner.tenantId,
    createdAt: model.clock.now(),
  };
  model.enhancedAttestations.set(attestation.id, attestation);
  return attestation;
}

/** The customer reads the agreement in the component that the partner shows, and accepts it. */
export function acceptAttestation(model: Model, id: string): EnhancedAttestation {
  const attestation = model.enhancedAttestations.get(id.toLowerCase());
  if (attestation === undefined) {
    throw new Refusal("notFound", `There is no attestation ${id}.`);
  }
  attestation.acceptedAt ??= model.clock.now();
  return attestation;
}

/** How far an enhanced attestation is. */
export function attestationState(attestation: EnhancedAttestation): "created" | "accepted" | "finalized" {
  if (attestation.customerId !== undefined) {
    return "finalized";
  }
  return attestation.acceptedAt === undefined ? "created" : "accepted";
}

/** Makes an accepted attestation the customer's agreement (C 5.8.2, step 3). */
export function finalizeAttestation(
  model: Model,
  partner: Partner,
  customer: Customer,
  id: string,
  userId: string,
): Attestation {
  const attestation = model.enhancedAttestations.get(id.toLowerCase());
  if (attestation?.partnerTenantId !== partner.tenantId) {
    throw new Refusal("notFound", `There is no attestation ${id}.`);
  }
  const { acceptedAt, contact, customerId } = attestation;
  if (acceptedAt === undefined) {
    throw new Refusal("invalidInput", `the customer has not accepted the attestation ${attestation.id} yet`);
  }
  if (customerId !== undefined) {
    throw new Refusal("agreementConfirmed", textOf(contact));
  }
  const agreed = record(model, customer, {
    type: "MicrosoftCustomerAgreement",
    dateAgreed: acceptedAt,
    contact,
    userId,
  });
  attestation.customerId = customer.id;
  return agreed;
}

import { z } from "zod";
import { Refusal } from "../errors";
import type { ApiCall, Reply } from "../http/call";
import { caseless } from "../http/caseless";
import { collection } from "../http/links";
import { agreementAgents } from "../http/role-rules";
import { type ApiRoute, api } from "../http/routes";
import {
  type AgreementTemplate,
  agreementTemplates,
  attestationState,
  beginAttestation,
  confirmAgreement,
  finalizeAttestation,
  templateOf,
  unknownTemplate,
} from "../model/agreements";
import type { Attestation } from "../model/entities";
import { wireDate } from "../wire-date";
import { requireUser } from "./credentials";
import { customerOf } from "./customer-of";

/** Agreement metadata, a customer's agreements, their two ways to be recorded, the direct-sign status (C 5.5 to 5.8). */
export const agreementRoutes: readonly ApiRoute[] = [
  api("GET", "/v1/agreements", listMetadata, "appUserOnly", agreementAgents),
  api("GET", "/v1/customers/{customerId}/agreements", listAgreements, "both", agreementAgents),
  api("POST", "/v1/customers/{customerId}/agreements", postAgreement, "both", agreementAgents),
  api(
    "GET",
    "/v1/customers/{customerId}/directSignedMicrosoftCustomerAgreementStatus",
    getDirectSignStatus,
    "appUserOnly",
    agreementAgents,
  ),
  api("POST", "/v1/attestations/enhanced", postAttestation, "appOnly"),
];

const agreementTypes = ["MicrosoftCustomerAgreement", "MicrosoftCloudAgreement"] as const;

const agreementBody = caseless({
  attestationId: z.string().optional(),
  primaryContact: caseless({
    firstName: z.string().min(1),
    middleName: z.string().optional(),
    lastName: z.string().min(1),
    email: z.string().regex(/^\S+@\S+$/, "is an e-mail address"),
    phoneNumber: z.string().optional(),
  }).optional(),
  dateAgreed: z.string().optional(),
  templateId: z.string().optional(),
  type: z.string().optional(),
});

const attestationBody = caseless({
  country: z.string().regex(/^[a-z]{2}$/i, "is two letters of ISO 3166-1"),
  language: z.string().min(2),
  companyName: z.string().min(1),
  signatoryFirstName: z.string().min(1),
  signatoryLastName: z.string().min(1),
  signatoryEmail: z.string().regex(/^\S+@\S+$/, "is an e-mail address"),
  signatoryPhone: z.string().optional(),
});

/** Without a type only Microsoft Cloud Agreements are meant (C 5.5). */
function wantedTemplates(call: ApiCall): readonly AgreementTemplate[] {
  const type = (call.query("agreementType") || "MicrosoftCloudAgreement").toLowerCase();
  return agreementTemplates.filter((template) => type === "*" || template.agreementType.toLowerCase() === type);
}

function listMetadata(call: ApiCall): Reply {
  return { status: 200, body: collection(call, wantedTemplates(call)) };
}

function listAgreements(call: ApiCall<"customerId">): Reply {
  if (call.model.switches.is("agreementReads", "appUserOnly")) {
    requireUser(call);
  }
  const wanted = wantedTemplates(call);
  const items = customerOf(call).attestations.flatMap((one) => {
    const template = wanted.find(({ agreementType }) => agreementType === one.type);
    return template === undefined ? [] : [{ ...listedView(one), agreementLink: template.agreementLink }];
  });
  return { status: 200, body: { totalCount: items.length, items } };
}

function listedView({ type, dateAgreed, contact }: Attestation) {
  return {
    primaryContact: contact,
    templateId: templateOf(type)?.templateId,
    // Lists write this date without a zone (C 5.6).
    dateAgreed: new Date(dateAgreed).toISOString().slice(0, 19),
    type,
  };
}

function getDirectSignStatus(call: ApiCall<"customerId">): Reply {
  return { status: 200, body: { isSigned: customerOf(call).directlySigned } };
}

/** Records an agreement: the retired form with a contact, or the last step of the enhanced one with an attestation's id. */
function postAgreement(call: ApiCall<"customerId">): Reply {
  const customer = customerOf(call);
  const { attestationId, ...confirmation } = call.body(agreementBody);
  const { model, partner, caller } = call;
  const recorded =
    attestationId === undefined
      ? confirmAgreement(model, customer, confirmationOf(call, confirmation))
      : finalizeAttestation(model, partner, customer, attestationId, caller.objectId);
  return {
    status: 201,
    body: {
      userId: recorded.userId,
      primaryContact: recorded.contact,
      templateId: templateOf(recorded.type)?.templateId,
      dateAgreed: new Date(recorded.dateAgreed).toISOString(),
      type: recorded.type,
    },
    effect: { kind: "agreementRecorded", id: customer.id, customerId: customer.id, type: recorded.type },
  };
}

function confirmationOf(call: ApiCall, body: Omit<z.infer<typeof agreementBody>, "attestationId">) {
  const position = call.model.switches.position("legacyAttestation");
  if (position !== "accepted") {
    throw new Refusal(position === "403" ? "attestationRetired" : "attestationGone");
  }
  requireUser(call);
  const { primaryContact: contact, dateAgreed = "", templateId = "" } = body;
  const type = agreementTypes.find((one) => one.toLowerCase() === body.type?.toLowerCase());
  const agreedAt = Date.parse(/(Z|[+-]\d\d:\d\d)$/i.test(dateAgreed) ? dateAgreed : `${dateAgreed}Z`);
  if (contact === undefined || Number.isNaN(agreedAt)) {
    throw new Refusal("invalidInput", "primaryContact, dateAgreed, templateId and type are required");
  }
  if (type === undefined) {
    throw unknownTemplate(call.model, `there is no agreement of the type ${body.type ?? ""}`);
  }
  return { contact, type, templateId, dateAgreed: agreedAt, userId: call.caller.objectId };
}

function postAttestation(call: ApiCall): Reply {
  const body = call.body(attestationBody);
  const attestation = beginAttestation(call.model, call.partner, {
    country: body.country.toUpperCase(),
    language: body.language,
    companyName: body.companyName,
    contact: {
      firstName: body.signatoryFirstName,
      lastName: body.signatoryLastName,
      email: body.signatoryEmail,
      phoneNumber: body.signatoryPhone,
    },
  });
  return {
    status: 201,
    body: {
      attestationId: attestation.id,
      status: attestationState(attestation),
      createdDate: wireDate(attestation.createdAt),
    },
    effect: { kind: "attestationBegun", id: attestation.id },
  };
}

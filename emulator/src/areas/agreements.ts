import type { ApiCall, Reply } from "../http/call";
import { collection } from "../http/links";
import { type ApiRoute, api } from "../http/routes";
import { customerOf } from "./customer-of";

/** Agreement metadata, a customer's agreements and the direct-sign status: all for App+User only (C 5.5 to 5.7). */
export const agreementRoutes: readonly ApiRoute[] = [
  api("GET", "/v1/agreements", listMetadata, "appUserOnly"),
  api("GET", "/v1/customers/{customerId}/agreements", listAgreements, "appUserOnly"),
  api(
    "GET",
    "/v1/customers/{customerId}/directSignedMicrosoftCustomerAgreementStatus",
    getDirectSignStatus,
    "appUserOnly",
  ),
];

const templates = [
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

/** Without a type only Microsoft Cloud Agreements are meant (C 5.5). */
function wantedTemplates(call: ApiCall) {
  const type = (call.query("agreementType") || "MicrosoftCloudAgreement").toLowerCase();
  return templates.filter((template) => type === "*" || template.agreementType.toLowerCase() === type);
}

function listMetadata(call: ApiCall): Reply {
  return { status: 200, body: collection(call, wantedTemplates(call)) };
}

function listAgreements(call: ApiCall<"customerId">): Reply {
  const customer = customerOf(call);
  const template = wantedTemplates(call).find((one) => one.agreementType === "MicrosoftCustomerAgreement");
  const attestations = template === undefined ? [] : customer.attestations;
  const items = attestations.map((one) => ({
    primaryContact: one.contact,
    templateId: template?.templateId,
    // Lists write this date without a zone (C 5.6).
    dateAgreed: new Date(one.dateAgreed).toISOString().slice(0, 19),
    type: template?.agreementType,
    agreementLink: template?.agreementLink,
  }));
  return { status: 200, body: { totalCount: items.length, items } };
}

function getDirectSignStatus(call: ApiCall<"customerId">): Reply {
  return { status: 200, body: { isSigned: customerOf(call).directlySigned } };
}

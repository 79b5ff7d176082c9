import type { DocumentedError } from "./documented-error";

/** Errors of customers, their accounts and the partner's own standing (C 4.4). */
export const customersErrors = {
  operationDenied: { status: 403, code: 2032, description: "Access denied. {0}" },
  registrationNumberUnsupported: {
    status: 400,
    code: 600002,
    description: "An organization registration number is not supported in {0}.",
  },
  registrationNumberMissing: {
    status: 400,
    code: 600049,
    description: "An organization registration number is required in {0}.",
  },
  registrationNumberMalformed: {
    status: 400,
    code: 600050,
    description: "The organization registration number must match {0}.",
  },
  phoneNumberMissing: { status: 400, code: 600051, description: "A phone number of the customer is required in {0}." },
  accountUnderReview: { status: 403, code: 800073, description: "The account of the customer {0} is under review." },
  accountUnderFurtherReview: {
    status: 403,
    code: 800074,
    description: "The account of the customer {0} is still under review.",
  },
  accountRejected: { status: 403, code: 800075, description: "The account of the customer {0} is not approved." },
  accountLocked: {
    status: 403,
    code: 900416,
    description: "The account of the customer {0} is locked for transactions.",
  },
  riskCheckFailed: { status: 403, code: 800069, description: "The risk management check of {0} failed." },
  resellerAgreementMissing: {
    status: 403,
    code: 900123,
    description: "The indirect reseller {0} has not accepted the Microsoft Partner Agreement.",
  },
  partnerAgreementMissing: {
    status: 403,
    code: 900124,
    description: "The partner has not accepted the Microsoft Partner Agreement.",
  },
  resellerProgramInactive: {
    status: 403,
    code: 800039,
    description: "The partner's status in the reseller program is not active.",
  },
  namedProgramInactive: { status: 403, code: 900149, description: "The partner's status in {0} is not active." },
  countryNotOnboarded: { status: 403, code: 2030, description: "The partner is not onboarded for the country {0}." },
  resellerInactive: {
    status: 400,
    code: 900154,
    description: "The partner id {0} is not linked to an active indirect reseller.",
  },
  partnerIdNotFound: { status: 404, code: 800015, description: "The partner id {0} was not found." },
} as const satisfies Readonly<Record<string, DocumentedError>>;

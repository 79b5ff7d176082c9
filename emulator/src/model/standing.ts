import { type ErrorName, Refusal } from "../errors";
import type { accountStates, Customer, Partner, Reseller } from "./entities";
import type { Model } from "./model";

/** Refuses a partner that never accepted the Microsoft Partner Agreement. */
export function requirePartnerAgreement(partner: Partner): void {
  if (!partner.standing.agreementAccepted) {
    throw new Refusal("partnerAgreementMissing");
  }
}

/** Refuses a purchase that the partner's standing or the customer's account does not allow (C 4.4). */
export function requireMaySell(partner: Partner, customer: Customer): void {
  requirePartnerAgreement(partner);
  const { resellerProgramActive, endedProgram, closedCountries } = partner.standing;
  if (!resellerProgramActive) {
    throw new Refusal("resellerProgramInactive");
  }
  if (endedProgram !== "") {
    throw new Refusal("namedProgramInactive", endedProgram);
  }
  if (closedCountries.includes(customer.country)) {
    throw new Refusal("countryNotOnboarded", customer.country);
  }
  const refusal = accountRefusals[customer.account];
  if (refusal !== undefined) {
    throw new Refusal(refusal, customer.id);
  }
}

const accountRefusals: Readonly<Record<(typeof accountStates)[number], ErrorName | undefined>> = {
  approved: undefined,
  underReview: "accountUnderReview",
  underFurtherReview: "accountUnderFurtherReview",
  rejected: "accountRejected",
  locked: "accountLocked",
  risky: "riskCheckFailed",
};

/** Refuses a reseller on record that an indirect provider cannot sell through; direct-bill partners may name anybody. */
export function requireReseller(model: Model, partner: Partner, partnerId: string | undefined): void {
  if (partner.kind !== "indirectProvider" || partnerId === undefined || partnerId === "") {
    return;
  }
  if (partnerId === partner.partnerId) {
    throw new Refusal("resellerIsProvider", partnerId);
  }
  const reseller = partner.resellers.find((one) => one.partnerId === partnerId);
  if (reseller === undefined) {
    throw new Refusal(unknownReseller(model), partnerId);
  }
  requireSound(reseller);
}

function unknownReseller(model: Model): ErrorName {
  const code = model.switches.position("unknownReseller");
  return code === "900154" ? "resellerInactive" : code === "800015" ? "partnerIdNotFound" : "resellerUnknown";
}

/** Refuses a reseller that is none any more, or has not accepted the Microsoft Partner Agreement (C 4.4). */
export function requireSound(reseller: Reseller): void {
  if (!reseller.active) {
    throw new Refusal("resellerInactive", reseller.partnerId);
  }
  if (!reseller.agreementAccepted) {
    throw new Refusal("resellerAgreementMissing", reseller.partnerId);
  }
}

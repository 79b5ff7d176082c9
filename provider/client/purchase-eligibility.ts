import { AZURE_PLAN } from "./azure-plan";
import type { CallOptions, Calls } from "./calls";
import { type Agreement, getDirectSignedStatus, listCustomerAgreements } from "./endpoints/agreements";
import { type Customer, getCustomer } from "./endpoints/customers";
import { hasEnded, listSubscriptions, type Subscription } from "./endpoints/subscriptions";
import { ApiError, messageOf, RefusedError } from "./errors";
import { parseServiceTime } from "./service-time";

/** Something that stands in the way of buying an Azure plan, or might. */
export interface EligibilityFinding {
  readonly kind:
    | "noRelationship"
    | "noAgreement"
    | "oldAgreement"
    | "agreementNotReadable"
    | "legacySubscription"
    | "planExists";
  /** `blocks`: the purchase would be refused; `mayBlock`: reading does not tell. */
  readonly effect: "blocks" | "mayBlock";
  /** For a person: what it is and what to do. */
  readonly message: string;
  /** The subscription that it is about. */
  readonly subscription?: Subscription;
}

/** Whether a customer may buy an Azure plan now. */
export interface Eligibility {
  /** `unknown` when only what cannot be read might stand in the way. */
  readonly allowed: "yes" | "no" | "unknown";
  /** Why not, or why it is not known. */
  readonly findings: readonly EligibilityFinding[];
}

/** What was read about a customer. */
export interface EligibilityFacts {
  readonly customer: Customer;
  readonly subscriptions: readonly Subscription[];
  /** Its agreements, or why they could not be read. */
  readonly agreement:
    | { readonly isSigned: boolean; readonly confirmed: readonly Agreement[] }
    | { readonly unreadable: string };
}

/** Partner's confirmations from before this day were to be renewed (reference: commerce 5.8.2). */
const CONFIRMATIONS_COUNT_FROM_MS = Date.UTC(2023, 3, 1);

/** Reads what there is to read and judges it. */
export async function mayBuyAzurePlan(calls: Calls, customerId: string, options?: CallOptions): Promise<Eligibility> {
  const path = { customerId };
  const [customer, { items: subscriptions }, agreement] = await Promise.all([
    calls.call(getCustomer, { path }, options),
    calls.list(listSubscriptions, { path }, options).all(),
    readAgreement(calls, customerId, options),
  ]);
  return judgeEligibility({ customer, subscriptions, agreement });
}

async function readAgreement(
  calls: Calls,
  customerId: string,
  options?: CallOptions,
): Promise<EligibilityFacts["agreement"]> {
  const path = { customerId };
  const query = { agreementType: "MicrosoftCustomerAgreement" };
  try {
    const [{ isSigned }, { items: confirmed }] = await Promise.all([
      calls.call(getDirectSignedStatus, { path }, options),
      calls.list(listCustomerAgreements, { path, query }, options).all(),
    ]);
    return { isSigned, confirmed };
  } catch (error) {
    // An identity without a user, a role that is missing, a cloud without agreements.
    const isRefusal = error instanceof RefusedError || (error instanceof ApiError && error.status === 403);
    if (isRefusal) return { unreadable: messageOf(error) };
    throw error;
  }
}

/** Decides. Pure, so that every combination can be tested. */
export function judgeEligibility({ customer, subscriptions, agreement }: EligibilityFacts): Eligibility {
  const findings = [
    ...judgeRelationship(customer),
    ...judgeAgreement(agreement),
    ...subscriptions.flatMap(judgeSubscription),
  ];
  const blocked = findings.some(({ effect }) => effect === "blocks");
  return { allowed: blocked ? "no" : findings.length > 0 ? "unknown" : "yes", findings };
}

function judgeRelationship({ relationshipToPartner }: Customer): EligibilityFinding[] {
  const relationship = relationshipToPartner?.toLowerCase() ?? "reseller";
  if (relationship === "reseller") return [];
  return [
    {
      kind: "noRelationship",
      effect: "blocks",
      message: `The customer's relationship to this partner is "${relationship}". It must accept a reseller relationship first.`,
    },
  ];
}

function judgeAgreement(agreement: EligibilityFacts["agreement"]): EligibilityFinding[] {
  if ("unreadable" in agreement) {
    const message = `Whether the customer accepted the Microsoft Customer Agreement could not be read. ${agreement.unreadable}`;
    return [{ kind: "agreementNotReadable", effect: "mayBlock", message }];
  }
  const { isSigned, confirmed } = agreement;
  if (isSigned) return [];
  const ways = "Have the customer accept it in the Microsoft 365 admin center, or confirm it in Partner Center.";
  if (confirmed.length === 0) {
    const message = `The customer has not accepted the Microsoft Customer Agreement. ${ways}`;
    return [{ kind: "noAgreement", effect: "blocks", message }];
  }
  const counts = ({ dateAgreed }: Agreement): boolean =>
    (parseServiceTime(dateAgreed) ?? Number.NEGATIVE_INFINITY) >= CONFIRMATIONS_COUNT_FROM_MS;
  if (confirmed.some(counts)) return [];
  // Whether the service compares this date or that of the recording is not documented.
  const message = `The customer's Microsoft Customer Agreement was confirmed before April 2023, which may not count any more. ${ways}`;
  return [{ kind: "oldAgreement", effect: "mayBlock", message }];
}

function judgeSubscription(subscription: Subscription): EligibilityFinding[] {
  const { id, offerId = "", status, partnerId } = subscription;
  const isLegacy = offerId.toUpperCase() === AZURE_PLAN.legacyOfferId;
  if (isLegacy && status.toLowerCase() === "active") {
    const message = `The customer has a legacy Azure subscription (${AZURE_PLAN.legacyOfferId}, ${id}), beside which no Azure plan can be bought. Upgrade it.`;
    return [{ kind: "legacySubscription", effect: "blocks", message, subscription }];
  }
  const isPlan = offerId.toUpperCase().startsWith(`${AZURE_PLAN.productId}:`);
  if (!isPlan || hasEnded(subscription)) return [];
  // A direct-bill partner sells one plan a customer, an indirect provider one for each reseller.
  const through = partnerId ? ` through reseller ${partnerId}` : "";
  const message = `The customer has an Azure plan already (${id}, ${status}${through}). Another can be bought through another reseller only.`;
  return [{ kind: "planExists", effect: partnerId ? "mayBlock" : "blocks", message, subscription }];
}

/** What a code of the service means, and what to do about it. */
export interface Explanation {
  readonly meaning: string;
  /** One or two sentences for the person who reads the message; absent when there is nothing to do but read it. */
  readonly remedy?: string;
}

/** A row of the catalogue: one meaning of one or more codes. */
export interface CatalogueEntry extends Explanation {
  readonly codes: readonly string[];
  /** Only with this HTTP status; without it, with any. */
  readonly status?: number;
}

const RELATIONSHIP =
  "Check the customer id, and that the customer has accepted this partner's reseller relationship in Partner Center.";
const ADMIN_AGENT =
  "Give the identity the role Admin agent in Partner Center (an application gets it by being added to the group AdminAgents).";
const UPGRADE = "Nothing was bought. See Product upgrades for this customer in Partner Center.";
const TRY_LATER = "Try again later.";
const CREDIT = "Check the partner account's credit and standing in Partner Center, or ask Microsoft's partner support.";
const LIMIT = "Remove what is not needed any more, or ask Microsoft's partner support to raise the limit.";

/** Codes of the service that calls of this package can meet (reference: commerce 4.4). */
export const catalogueEntries: readonly CatalogueEntry[] = [
  // Identity and relationship
  { codes: ["400"], status: 401, meaning: "access was denied", remedy: ADMIN_AGENT },
  { codes: ["800001"], meaning: "the request carried no partner token" },
  {
    codes: ["900420"],
    meaning: "the token is for an audience that Partner Center does not accept any more",
    remedy:
      "The token must be for https://api.partnercenter.microsoft.com, which is what this package asks for; check authority, " +
      "and a proxy in between that exchanges tokens. A new token for the old audience would be refused too.",
  },
  {
    codes: ["900421"],
    meaning: "the user's token does not prove multi-factor authentication",
    remedy:
      "Let the user sign in to the application again, with multi-factor authentication, and put the new refresh token into " +
      "the file that refreshTokenFile names: one from a sign-in without it stays without it. Calls that are open to an " +
      "application alone work without refreshTokenFile.",
  },
  {
    codes: ["900329"],
    meaning: "this call is not open to an application alone",
    remedy: "It needs a user's token (App+User): set refreshTokenFile.",
  },
  { codes: ["2032"], meaning: "access was denied", remedy: ADMIN_AGENT },
  { codes: ["900150", "900308"], meaning: "the identity's role does not allow this", remedy: ADMIN_AGENT },
  { codes: ["800043"], meaning: "the identity has no access to pricing", remedy: ADMIN_AGENT },
  {
    codes: ["900309", "90000"],
    meaning: "a Conditional Access policy blocks the identity",
    remedy: "Ask the administrator of the partner tenant to exclude this identity or network from the policy.",
  },
  { codes: ["1000"], meaning: "there is no such thing, or this partner cannot see it" },
  {
    codes: ["800002"],
    meaning: "the input is not valid",
    remedy: "Check that the customer id and the other ids are GUIDs.",
  },
  { codes: ["800003", "900192"], meaning: "Partner Center failed unexpectedly", remedy: TRY_LATER },
  { codes: ["3000"], meaning: "a property is not valid, or the customer has no usage data" },
  {
    codes: ["900118"],
    meaning: "the customer id is not valid",
    remedy: "It is the customer's Entra tenant id, a GUID.",
  },
  {
    codes: ["20002", "900159"],
    meaning: "this partner has no reseller relationship with the customer",
    remedy: RELATIONSHIP,
  },
  { codes: ["60003"], meaning: "there is no such customer tenant", remedy: RELATIONSHIP },
  { codes: ["900126"], meaning: "the service does not know one of the values sent" },
  { codes: ["900127"], meaning: "the operation is not supported in this environment (sandbox or cloud)" },
  { codes: ["900141", "800042"], meaning: "the operation is not supported" },
  { codes: ["900263"], meaning: "the operation is not supported for legacy subscriptions" },
  { codes: ["900316"], meaning: "a partner token was sent where an access token is needed" },

  // Partner status and agreements
  {
    codes: ["13605"],
    meaning: "the customer's acceptance of the Microsoft Customer Agreement is not on record",
    remedy:
      "Record the acceptance in Partner Center (Account, Microsoft Customer Agreement), or have the customer accept it " +
      "in the Microsoft 365 admin center. Nothing was bought; then run again.",
  },
  {
    codes: ["600061"],
    meaning: "the same contact's acceptance is on record already",
  },
  {
    codes: ["900123"],
    meaning: "the indirect reseller has not accepted the Microsoft Partner Agreement",
    remedy: "Ask the reseller to accept it in its own Partner Center account.",
  },
  {
    codes: ["900124"],
    meaning: "the partner has not accepted the Microsoft Partner Agreement",
    remedy: "A global administrator of the partner tenant accepts it in Partner Center.",
  },
  {
    codes: ["800039", "900149"],
    meaning: "the partner's reseller programme status is not active",
    remedy: "See the programme status in Partner Center's account settings.",
  },
  { codes: ["2030"], meaning: "the partner is not onboarded for the customer's country" },
  {
    codes: ["800073", "800074"],
    meaning: "the customer's account is under review",
    remedy: "Wait for the end of the review; see the customer in Partner Center.",
  },
  {
    codes: ["800075"],
    meaning: "the customer's account was not approved",
    remedy: "See the customer in Partner Center.",
  },
  {
    codes: ["900416"],
    meaning: "the customer's account is locked for transactions",
    remedy: "Ask Microsoft's partner support.",
  },

  // Catalog
  { codes: ["400013"], meaning: "there is no such product for this market", remedy: "Check productId." },
  { codes: ["400018"], meaning: "there is no such SKU of the product", remedy: "Check skuId." },
  {
    codes: ["400019"],
    meaning: "the catalog item's availability was replaced by a new one",
    remedy: "Run again: the current one is looked up before each purchase.",
  },
  { codes: ["400030"], meaning: "this partner may not sell to the segment" },
  { codes: ["400036"], meaning: "this partner may not see that part of the catalog" },
  { codes: ["400072"], meaning: "the item is not available" },
  { codes: ["2100"], meaning: "the Offers API does not serve this item" },
  { codes: ["900142"], meaning: "a cart line has no catalog item" },
  { codes: ["900143"], meaning: "the catalog could not be read for this customer", remedy: TRY_LATER },
  { codes: ["900144"], meaning: "the provisioning SKU is missing" },

  // Cart, checkout, order
  { codes: ["800008"], meaning: "there is no such cart, or it has expired" },
  { codes: ["800009"], meaning: "a line of the cart is not accepted" },
  {
    codes: ["800065"],
    meaning: "the cart was submitted before",
    remedy: "Its order is among the customer's orders.",
  },
  { codes: ["800064"], meaning: "another request is processing the cart", remedy: TRY_LATER },
  {
    codes: ["800060"],
    meaning: "an order of this customer is in progress",
    remedy: "See the customer's recent orders in Partner Center, then run again.",
  },
  { codes: ["800004"], meaning: "the offer id is not valid" },
  { codes: ["800005"], meaning: "the order could not be made" },
  { codes: ["800007"], meaning: "there is no provisioning information" },
  { codes: ["800010", "800017"], meaning: "the quantity is not available" },
  { codes: ["800011", "800012", "800021"], meaning: "the Azure subscription is not valid or not active" },
  { codes: ["800014"], meaning: "an adjustment of the order is pending", remedy: TRY_LATER },
  {
    codes: ["800015"],
    meaning: "there is no such PartnerID",
    remedy: "Check partnerIdOnRecord (the reseller's PartnerID, formerly MPN id).",
  },
  {
    codes: ["800016", "900154"],
    meaning: "the partner on record is not an active indirect reseller of this provider",
    remedy: "Check partnerIdOnRecord, and the reseller's relationship with this provider.",
  },
  {
    codes: ["2072"],
    meaning: "the indirect provider's own id was given as partner on record",
    remedy: "Set partnerIdOnRecord to the reseller's PartnerID.",
  },
  { codes: ["2006"], status: 403, meaning: "the partner is not valid for the offer" },
  { codes: ["800018"], meaning: "a limit of the integration sandbox is reached", remedy: LIMIT },
  { codes: ["800020", "2085", "2091"], meaning: "the item cannot be sold to this customer" },
  {
    codes: ["800022", "800023", "800024", "800025", "800026", "800062", "900121"],
    meaning: "the partner is not eligible for this transaction",
    remedy: CREDIT,
  },
  { codes: ["800031", "800087"], meaning: "the purchase system cannot process the line" },
  { codes: ["800036"], meaning: "a condition for the operation is not met" },
  { codes: ["800061"], meaning: "the order cannot be cancelled" },
  { codes: ["800063", "800077"], meaning: "an order cannot do this; the subscription is changed instead" },
  {
    codes: ["800066", "800067", "800068", "800088"],
    meaning: "a limit on subscriptions is reached",
    remedy: LIMIT,
  },
  {
    codes: ["800089"],
    meaning: "the customer cannot have one more of this item: it usually means that an Azure plan exists already",
    remedy:
      'A partner sells one Azure plan to a customer (an indirect provider one for each reseller). Use the existing one: onExisting "adopt".',
  },
  { codes: ["800069"], meaning: "the risk management check failed", remedy: "Ask Microsoft's partner support." },
  { codes: ["800070"], meaning: "the offer is not sold in the customer's country" },
  { codes: ["800071"], meaning: "the cart's lines are not numbered from 0" },
  { codes: ["800086"], meaning: "the customer's tenant lacks a tag that the offer needs" },
  { codes: ["4018"], meaning: "the order cannot be processed" },
  { codes: ["20000"], meaning: "there is no such order" },
  { codes: ["900169"], meaning: "the currency is not supported for the items" },
  { codes: ["900203"], meaning: "the item needs an attestation to be accepted" },
  { codes: ["900206"], meaning: "the attestation of the partner on record is missing" },
  { codes: ["900112"], meaning: "the customer's upgrade to an Azure plan is pending", remedy: UPGRADE },
  { codes: ["900113"], meaning: "the customer's upgrade to an Azure plan is in progress", remedy: UPGRADE },
  {
    codes: ["900114"],
    meaning: "the customer's upgrade from legacy Azure (0145P) to an Azure plan failed",
    remedy: UPGRADE,
  },
  {
    codes: ["900116"],
    meaning: "the sandbox's limit on Azure plans is reached",
    remedy: "A sandbox holds 10 Azure plans in all, one to three for each customer. Suspend one that is not needed.",
  },
  { codes: ["900275"], meaning: "the quantity of a line is not allowed" },
  { codes: ["900252", "900253", "900254"], meaning: "data of the purchase order is missing or not valid" },

  // Subscriptions
  { codes: ["20003"], meaning: "there is no such subscription of this customer" },
  { codes: ["2006"], status: 400, meaning: "the offer's subscriptions cannot be changed" },
  {
    codes: ["2011"],
    meaning: "the subscription is deleted and cannot be changed",
    remedy: "If it was deleted outside of this stack, `pulumi up --refresh` notices it.",
  },
  { codes: ["2012"], meaning: "the subscription id cannot be converted between commerce and Entra" },
  { codes: ["2055"], meaning: "the subscription was changed by somebody else in between", remedy: "Run again." },
  { codes: ["800037"], meaning: "there is no such asset" },
  { codes: ["800040"], meaning: "the status cannot change in this way" },
  { codes: ["800041"], meaning: "it is active already" },
  { codes: ["800081"], meaning: "it is not active yet", remedy: TRY_LATER },
  { codes: ["800082"], meaning: "the subscription is not ready to be changed", remedy: "Try again in a few minutes." },
  {
    codes: ["800091"],
    meaning: "a suspended subscription cannot be changed",
    remedy: "Reactivate it first; a name and a status change one after the other.",
  },
  { codes: ["800094"], meaning: "the change failed", remedy: TRY_LATER },
  { codes: ["800096"], meaning: "the status cannot be changed" },
  { codes: ["800098"], meaning: "the partner on record cannot be changed" },
  {
    codes: ["900115"],
    meaning: "the Azure plan has active Azure subscriptions or reservations and cannot be suspended",
    remedy:
      "Cancel the Azure subscriptions under it and wait for about 10 minutes; reservations are cancelled or exchanged in Azure.",
  },
  { codes: ["900278"], meaning: "another operation on it is pending", remedy: "Try again after 24 hours." },
  { codes: ["900277", "900279", "900280", "900311"], meaning: "the subscription cannot be changed at present" },
  { codes: ["900419"], meaning: "the customer has too many subscriptions", remedy: LIMIT },

  // Azure subscriptions under a plan
  { codes: ["800111"], meaning: "there is no such Azure subscription under the plan" },
  { codes: ["900307"], meaning: "the reason for cancelling is not accepted" },
  { codes: ["900337", "900335"], meaning: "the partner may not reactivate this Azure subscription" },

  // Upgrades from legacy Azure
  { codes: ["900105"], meaning: "suspended legacy Azure subscriptions cannot be upgraded" },
  { codes: ["900106", "900111"], meaning: "there is no such upgrade of this customer" },
  { codes: ["900107"], meaning: "the catalog has no Azure plan for this customer" },
  { codes: ["900108"], meaning: "the customer has no legacy Azure subscription" },
  { codes: ["900109"], meaning: "another upgrade of this customer is in progress" },
  { codes: ["900110"], meaning: "the customer has been upgraded already" },
  { codes: ["900119"], meaning: "Azure Partner Shared Services cannot be upgraded" },
  { codes: ["900120"], meaning: "the upgrade cannot be processed" },
  { codes: ["900130"], meaning: "the subscriptions were bought too recently", remedy: TRY_LATER },
];

import { ADMIN_AGENT, type CatalogueEntry, of, RELATIONSHIP, SUPPORT, TRY_LATER } from "./entry";

/** Identity, relationship, standing and the catalog (reference: commerce 4.4, billing 1.4). */
export const generalCodes: readonly CatalogueEntry[] = [
  ...of("credentials", [
    { status: 401, codes: [400], exactly: true, meaning: "access was denied", remedy: ADMIN_AGENT },
    { status: 401, codes: [800001], meaning: "the request carried no partner token" },
    {
      status: 401,
      codes: [900420],
      meaning: "the token is for an audience that Partner Center does not accept any more",
      remedy:
        "The token must be for https://api.partnercenter.microsoft.com, which is what this package asks for; check authority, " +
        "and a proxy in between that exchanges tokens. A new token for the old audience would be refused too.",
      retry: "never",
    },
    {
      status: 401,
      codes: [900421],
      meaning: "the user's token does not prove multi-factor authentication",
      remedy:
        "Let the user sign in to the application again, with multi-factor authentication, and put the new refresh token into " +
        "the file that refreshTokenFile names: one from a sign-in without it stays without it. Calls that are open to an " +
        "application alone work without refreshTokenFile.",
      retry: "never",
    },
    {
      status: 403,
      codes: [900329],
      meaning: "this call is not open to an application alone",
      remedy: "It needs a user's token (App+User): set refreshTokenFile.",
    },
    { status: 400, codes: [900316], meaning: "a partner token was sent where an access token is needed" },
    {
      status: 403,
      codes: [900309, 90000],
      meaning: "a Conditional Access policy blocks the identity",
      remedy: "Ask the administrator of the partner tenant to exclude this identity or network from the policy.",
    },
  ]),

  ...of("permission", [
    { status: 403, codes: [2032], meaning: "access was denied", remedy: ADMIN_AGENT },
    { status: 403, codes: [900150, 900308], meaning: "the identity's role does not allow this", remedy: ADMIN_AGENT },
    { status: 403, codes: [800043], meaning: "the identity has no access to pricing", remedy: ADMIN_AGENT },
    {
      status: 403,
      codes: [20002, 900159],
      meaning: "this partner has no reseller relationship with the customer",
      remedy: RELATIONSHIP,
    },
    { status: 403, codes: [400030], meaning: "this partner may not sell to the segment" },
    { status: 403, codes: [400036], meaning: "this partner may not see that part of the catalog" },
  ]),

  ...of("missing", [
    { status: 404, codes: [1000], meaning: "there is no such thing, or this partner cannot see it" },
    { status: 404, codes: [60003], meaning: "there is no such customer tenant", remedy: RELATIONSHIP },
    { status: 404, codes: [60002], meaning: "there is no such user" },
    { status: 404, codes: [3000], meaning: "the customer has no usage data" },
    { status: 404, codes: [400013], meaning: "there is no such product for this market", remedy: "Check productId." },
    { status: 404, codes: [400018], meaning: "there is no such SKU of the product", remedy: "Check skuId." },
    {
      status: 404,
      codes: [400019],
      meaning: "the catalog item's availability was replaced by a new one",
      remedy: "Run again: the current one is looked up before each purchase.",
      retry: "afterChange",
    },
    { status: 200, codes: [400072], meaning: "the item is not available" },
  ]),

  ...of("request", [
    { status: 400, codes: [0], exactly: true, meaning: "the request cannot be read, often for an unknown value in it" },
    {
      status: 400,
      codes: [800002],
      meaning: "the input is not valid",
      remedy: "Check that the customer id and the other ids are GUIDs.",
    },
    { status: 400, codes: [3000], meaning: "a property is not valid, or the customer has no usage data" },
    {
      status: 400,
      codes: [900118],
      meaning: "the customer id is not valid",
      remedy: "It is the customer's Entra tenant id, a GUID.",
    },
    { status: 400, codes: [900126], meaning: "the service does not know one of the values sent" },
    { status: 400, codes: [600002], meaning: "an organization's registration number is not taken in this country" },
    { status: 400, codes: [600049], meaning: "the organization's registration number is missing" },
    {
      status: 400,
      codes: [600050],
      meaning: "the organization's registration number has another form in this country",
    },
    { status: 400, codes: [600051], meaning: "the customer's phone number is missing" },
    { status: 400, codes: [900142], meaning: "a cart line has no catalog item" },
    { status: 400, codes: [900144], meaning: "the provisioning SKU is missing" },
  ]),

  ...of("unsupported", [
    { status: 400, codes: [900127], meaning: "the operation is not supported in this environment (sandbox or cloud)" },
    { status: 400, codes: [900141, 800042], meaning: "the operation is not supported" },
    {
      status: [403, 410],
      codes: [900141],
      meaning: "the operation is not offered any more",
      remedy:
        "Agreements are recorded in Partner Center, or by the attestation that replaced this call in January 2026.",
    },
    {
      // How it answers for what v1 has given up is not certain (reference: billing 13).
      status: 410,
      codes: [1000],
      meaning: "Partner Center does not offer this any more",
      remedy: "Line items of new commerce are read by exports at Microsoft Graph.",
    },
    { status: 403, codes: [900263], meaning: "the operation is not supported for legacy subscriptions" },
    { status: 400, codes: [2100], meaning: "the Offers API does not serve this item" },
  ]),

  ...of("standing", [
    {
      status: 403,
      codes: [13605],
      meaning: "the customer's acceptance of the Microsoft Customer Agreement is not on record",
      remedy:
        "Record the acceptance in Partner Center (Account, Microsoft Customer Agreement), or have the customer accept it " +
        "in the Microsoft 365 admin center. Nothing was bought; then run again.",
    },
    {
      status: 403,
      codes: [900123],
      meaning: "the indirect reseller has not accepted the Microsoft Partner Agreement",
      remedy: "Ask the reseller to accept it in its own Partner Center account.",
    },
    {
      status: 403,
      codes: [900124],
      meaning: "the partner has not accepted the Microsoft Partner Agreement",
      remedy: "A global administrator of the partner tenant accepts it in Partner Center.",
    },
    {
      status: 403,
      codes: [800039, 900149],
      meaning: "the partner's reseller programme status is not active",
      remedy: "See the programme status in Partner Center's account settings.",
    },
    { status: 403, codes: [2030], meaning: "the partner is not onboarded for the customer's country" },
    {
      status: 403,
      codes: [800073, 800074],
      meaning: "the customer's account is under review",
      remedy: "Wait for the end of the review; see the customer in Partner Center.",
    },
    {
      status: 403,
      codes: [800075],
      meaning: "the customer's account was not approved",
      remedy: "See the customer in Partner Center.",
    },
    { status: 403, codes: [900416], meaning: "the customer's account is locked for transactions", remedy: SUPPORT },
  ]),

  ...of("state", [{ status: 400, codes: [600061], meaning: "the same contact's acceptance is on record already" }]),

  ...of("service", [
    {
      status: 501,
      codes: [0],
      exactly: true,
      meaning: "Partner Center failed without a word for it",
      remedy: TRY_LATER,
    },
    { status: 500, codes: [800003, 900192], meaning: "Partner Center failed unexpectedly", remedy: TRY_LATER },
    { status: 400, codes: [900143], meaning: "the catalog could not be read for this customer", remedy: TRY_LATER },
    { status: 500, codes: [800083], meaning: "the item has more than one included quantity" },
    { status: 500, codes: [800084], meaning: "the item's duration is not supported" },
  ]),
];

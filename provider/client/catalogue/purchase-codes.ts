import { type CatalogueEntry, LIMIT, of, SUPPORT, TRY_LATER } from "./entry";

const UPGRADE = "Nothing was bought. See Product upgrades for this customer in Partner Center.";
const CREDIT = "Check the partner account's credit and standing in Partner Center, or ask Microsoft's partner support.";

/** Carts, checkout and orders (reference: commerce 4.4). */
export const purchaseCodes: readonly CatalogueEntry[] = [
  ...of("missing", [
    { status: 404, codes: [800008], meaning: "there is no such cart, or it has expired" },
    { status: 404, codes: [20000], meaning: "there is no such order" },
    { status: 404, codes: [800007], meaning: "there is no provisioning information" },
    {
      status: 404,
      codes: [800015],
      meaning: "there is no such PartnerID",
      remedy: "Check partnerIdOnRecord (the reseller's PartnerID, formerly MPN id).",
    },
    { status: 400, codes: [800010, 800017], meaning: "the quantity is not available" },
  ]),

  ...of("request", [
    { status: 400, codes: [800009], meaning: "a line of the cart is not accepted" },
    { status: 400, codes: [800004], meaning: "the offer id is not valid" },
    { status: 400, codes: [800071], meaning: "the cart's lines are not numbered from 0" },
    { status: 400, codes: [900275], meaning: "the quantity of a line is not allowed" },
    { status: 400, codes: [900169], meaning: "the currency is not supported for the items" },
    {
      status: 404,
      codes: [2072],
      meaning: "the indirect provider's own id was given as partner on record",
      remedy: "Set partnerIdOnRecord to the reseller's PartnerID.",
    },
    { status: 400, codes: [800029], meaning: "the add-on does not fit what it is added to" },
    { status: 400, codes: [27006], meaning: "the offer has been used as often as it may be" },
    { status: 400, codes: [27007], meaning: "the promotion's code is not valid" },
    { status: 400, codes: [900252, 900253, 900254], meaning: "data of the purchase order is missing or not valid" },
    { status: 400, codes: [900313], meaning: "the purchase lacks the id of an Azure subscription" },
    { status: 400, codes: [900317], meaning: "the purchase lacks the id of an Azure plan" },
    { status: 403, codes: [900323], meaning: "the partner on record is not the plan's" },
  ]),

  ...of("standing", [
    {
      status: 400,
      codes: [800016, 900154],
      meaning: "the partner on record is not an active indirect reseller of this provider",
      remedy: "Check partnerIdOnRecord, and the reseller's relationship with this provider.",
    },
    {
      status: [400, 403],
      codes: [800022, 800023, 800024, 800025, 800026, 800062, 900121],
      meaning: "the partner is not eligible for this transaction",
      remedy: CREDIT,
    },
    { status: 403, codes: [800069], meaning: "the risk management check failed", remedy: SUPPORT },
    { status: 400, codes: [900203], meaning: "the item needs an attestation to be accepted" },
    { status: 400, codes: [900206], meaning: "the attestation of the partner on record is missing" },
    { status: 400, codes: [900128, 900129], meaning: "the customer has no Azure plan with an active subscription" },
  ]),

  ...of("state", [
    {
      status: 400,
      codes: [800065],
      meaning: "the cart was submitted before",
      remedy: "Its order is among the customer's orders.",
    },
    {
      status: 400,
      codes: [800011, 800012, 800013, 800021, 800030, 900314, 900315],
      meaning: "the Azure subscription is not valid, not active or not eligible",
    },
    { status: 400, codes: [900318], meaning: "there is no such Azure plan, or none with active subscriptions" },
    { status: 417, codes: [800036], meaning: "a condition for the operation is not met" },
    { status: 400, codes: [800061], meaning: "the order cannot be cancelled" },
    {
      status: 400,
      codes: [900117, 900213, 900214, 900257],
      meaning: "the time for cancelling or reducing it has passed",
    },
    { status: 403, codes: [800028], meaning: "the initial term is not offered any more" },
    { status: 400, codes: [800086], meaning: "the customer's tenant lacks a tag that the offer needs" },
    {
      status: 409,
      codes: [900114],
      meaning: "the customer's upgrade from legacy Azure (0145P) to an Azure plan failed",
      remedy: UPGRADE,
    },
    { status: 400, codes: [4018], meaning: "the order cannot be processed" },
  ]),

  ...of("busy", [
    {
      status: 409,
      codes: [800064],
      meaning: "another request is processing the cart",
      remedy: TRY_LATER,
      retry: "later",
    },
    {
      status: 409,
      codes: [800060],
      meaning: "an order of this customer is in progress",
      remedy: "See the customer's recent orders in Partner Center, then run again.",
      retry: "later",
    },
    { status: 409, codes: [800014], meaning: "an adjustment of the order is pending", remedy: TRY_LATER },
    { status: 409, codes: [900112], meaning: "the customer's upgrade to an Azure plan is pending", remedy: UPGRADE },
    {
      status: 409,
      codes: [900113],
      meaning: "the customer's upgrade to an Azure plan is in progress",
      remedy: UPGRADE,
    },
  ]),

  ...of("limit", [
    { status: 400, codes: [800018], meaning: "a limit of the integration sandbox is reached", remedy: LIMIT },
    {
      status: 403,
      codes: [800066, 800067, 800068, 800088],
      meaning: "a limit on subscriptions is reached",
      remedy: LIMIT,
    },
    {
      status: 403,
      codes: [800089],
      meaning: "the customer cannot have one more of this item: it usually means that an Azure plan exists already",
      remedy:
        'A partner sells one Azure plan to a customer (an indirect provider one for each reseller). Use the existing one: onExisting "adopt".',
    },
    {
      status: 400,
      codes: [900116],
      meaning: "the sandbox's limit on Azure plans is reached",
      remedy: "A sandbox holds 10 Azure plans in all, one to three for each customer. Suspend one that is not needed.",
    },
  ]),

  ...of("unsupported", [
    { status: 403, codes: [800020, 2085, 2091], meaning: "the item cannot be sold to this customer" },
    { status: 400, codes: [800070], meaning: "the offer is not sold in the customer's country" },
    { status: 403, codes: [2006], meaning: "the partner is not valid for the offer" },
    { status: 403, codes: [800019], meaning: "only purchases of a sandbox can be cancelled like this" },
    { status: 400, codes: [800063], meaning: "an order cannot do this; the subscription is changed instead" },
    { status: 400, codes: [900312], meaning: "the scope of the purchase is not supported" },
    { status: 403, codes: [900321], meaning: "savings plans do not do this" },
    { status: 403, codes: [900322], meaning: "savings plans are not sold in a sandbox" },
  ]),

  ...of("service", [
    { status: 500, codes: [800005], meaning: "the order could not be made" },
    { status: 500, codes: [800031, 800087], meaning: "the purchase system cannot process the line" },
  ]),
];

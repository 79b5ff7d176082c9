import { type CatalogueEntry, LIMIT, of, TRY_LATER } from "./entry";

/** Subscriptions, Azure subscriptions under a plan, and upgrades from legacy Azure (reference: commerce 4.4). */
export const subscriptionCodes: readonly CatalogueEntry[] = [
  ...of("missing", [
    { status: 404, codes: [20003], meaning: "there is no such subscription of this customer" },
    { status: 404, codes: [800037], meaning: "there is no such asset" },
    { status: 404, codes: [800038], meaning: "there is no billing information of it" },
    { status: 404, codes: [800076], meaning: "there is no history of it" },
    { status: 404, codes: [800111], meaning: "there is no such Azure subscription under the plan" },
    { status: 404, codes: [900106], meaning: "there is no such upgrade of this customer" },
    { status: 400, codes: [900111], meaning: "there is no such upgrade of this customer" },
    { status: 400, codes: [900107], meaning: "the catalog has no Azure plan for this customer" },
    { status: 403, codes: [900108], meaning: "the customer has no legacy Azure subscription" },
  ]),

  ...of("request", [
    {
      status: 400,
      codes: [2012],
      meaning: "the subscription id cannot be converted between commerce and Entra",
      remedy: "It must be the plan's subscription id, not that of an Azure subscription under it.",
    },
    { status: 400, codes: [2002], meaning: "the quantity is outside of what the offer allows" },
    { status: 400, codes: [900307], meaning: "the reason for cancelling is not accepted" },
    {
      status: 400,
      codes: [900269, 900270, 800107, 800121, 800122, 900267, 900268],
      meaning: "the billing cycle or the term is not valid",
    },
    {
      status: 400,
      codes: [900242, 900244, 900245, 900246, 900291, 900292],
      meaning: "the term's end is not valid",
    },
  ]),

  ...of("state", [
    { status: 400, codes: [2001], meaning: "a suspended subscription's quantity cannot be changed" },
    {
      status: 400,
      codes: [2011],
      meaning: "the subscription is deleted and cannot be changed",
      remedy: "If it was deleted outside of this stack, `pulumi up --refresh` notices it.",
    },
    {
      status: [400, 412],
      codes: [2055],
      meaning: "the subscription was changed by somebody else in between",
      remedy: "Run again.",
    },
    { status: 409, codes: [27009], meaning: "what it belongs to is not active" },
    { status: 400, codes: [800040], meaning: "the status cannot change in this way" },
    { status: 400, codes: [800041], meaning: "it is active already" },
    { status: 400, codes: [800081], meaning: "it is not active yet", remedy: TRY_LATER },
    {
      status: 400,
      codes: [800091],
      meaning: "a suspended subscription cannot be changed",
      remedy: "Reactivate it first; a name and a status change one after the other.",
    },
    { status: 400, codes: [900277], meaning: "the subscription is about to expire and cannot be changed" },
    { status: 400, codes: [900279, 900280], meaning: "the subscription cannot be changed at present" },
    { status: 400, codes: [800072, 800080, 800085], meaning: "the billing cycle cannot be changed, or not yet" },
    {
      status: 403,
      codes: [900115],
      meaning: "the Azure plan has active Azure subscriptions or reservations and cannot be suspended",
      remedy:
        "Cancel the Azure subscriptions under it and wait for about 10 minutes; reservations are cancelled or exchanged in Azure.",
      retry: "afterChange",
    },
    { status: 403, codes: [900105], meaning: "suspended legacy Azure subscriptions cannot be upgraded" },
    { status: 400, codes: [900110], meaning: "the customer has been upgraded already" },
    {
      status: 403,
      codes: [900130],
      meaning: "the subscriptions were bought too recently",
      remedy: TRY_LATER,
      retry: "later",
    },
    { status: 403, codes: [900120], meaning: "the upgrade cannot be processed" },
  ]),

  ...of("busy", [
    {
      status: [409, 400],
      codes: [800082],
      meaning: "the subscription is not ready to be changed",
      remedy: "Try again in a few minutes.",
      retry: "later",
    },
    {
      status: 409,
      codes: [900278],
      meaning: "another operation on it is pending",
      remedy: "Try again after 24 hours.",
      retry: "nextDay",
    },
    { status: 409, codes: [900109], meaning: "another upgrade of this customer is in progress" },
    // Of transfers and migrations; listed among what passes.
    { status: 409, codes: [900104], meaning: "another operation is under way", remedy: TRY_LATER, retry: "later" },
  ]),

  ...of("limit", [
    { status: 400, codes: [900311], meaning: "the subscription was changed too often" },
    { status: 400, codes: [900419], meaning: "the customer has too many subscriptions", remedy: LIMIT },
  ]),

  ...of("permission", [
    {
      status: 403,
      codes: [900335],
      meaning: "the identity may not reactivate this Azure subscription",
      remedy: "It needs the roles Global administrator and Admin agent.",
    },
  ]),

  ...of("unsupported", [
    { status: 400, codes: [2006], meaning: "the offer's subscriptions cannot be changed" },
    { status: 400, codes: [2054], meaning: "the billing cycle is changed by its order" },
    { status: 400, codes: [6000, 6001], meaning: "the billing cycle cannot be changed" },
    { status: 403, codes: [800077], meaning: "an order cannot do this; the subscription is changed instead" },
    { status: 400, codes: [800090, 800092, 800095], meaning: "the quantity cannot be changed" },
    { status: 403, codes: [800027], meaning: "the item's quantity cannot be changed" },
    { status: 400, codes: [800093], meaning: "the subscription cannot renew itself" },
    { status: 400, codes: [800096], meaning: "the status cannot be changed" },
    { status: 400, codes: [800097], meaning: "the billing cycle cannot be changed" },
    { status: 400, codes: [800098], meaning: "the partner on record cannot be changed" },
    { status: 400, codes: [900337], meaning: "the partner may not reactivate this Azure subscription" },
    { status: 403, codes: [800112, 800114, 800115], meaning: "overage (Teams phone) cannot be assigned like this" },
    { status: 403, codes: [900119], meaning: "Azure Partner Shared Services cannot be upgraded" },
  ]),

  ...of("service", [{ status: 500, codes: [800094], meaning: "the change failed", remedy: TRY_LATER }]),
];

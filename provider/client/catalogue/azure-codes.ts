import type { AnswererName } from "../services";
import { type CatalogueEntry, of } from "./entry";

const OWNER =
  "Cancelling and enabling an Azure subscription takes the role Owner on it, without conditions, in the customer's tenant: " +
  "give it to the identity, or to the group of the partner that it belongs to.";
const BILLING =
  "Give the application the permission PartnerBilling.Read.All of Microsoft Graph, with an administrator's consent.";

/** Microsoft Graph's exports (reference: billing 12) and Azure Resource Manager (reference: azure-subscriptions). */
export const azureCodes: readonly CatalogueEntry[] = [
  ...at("graph", [
    ...of("credentials", [
      { status: 401, codes: ["InvalidAuthenticationToken"], meaning: "Microsoft Graph does not accept the token" },
    ]),
    ...of("permission", [
      {
        status: 403,
        codes: ["Authorization_RequestDenied"],
        meaning: "the identity may not read billing data",
        remedy: BILLING,
      },
    ]),
    // The first is of a failed export, whose answer is a success.
    ...of("missing", [
      { status: 200, codes: [5000], meaning: "there is no data to export" },
      { status: 404, codes: ["NotFound"], meaning: "there is no such export, or no such invoice of this partner" },
    ]),
    ...of("request", [{ status: 400, codes: ["BadRequest"], meaning: "Microsoft Graph does not accept the request" }]),
  ]),

  // Its replies are not read, since they may repeat the link: there are statuses only.
  ...at("storage", [
    ...of("credentials", [
      {
        status: 403,
        codes: [""],
        exactly: true,
        meaning: "the link has expired or is not accepted",
        remedy: "Ask for the export's parts again: its answer has a new link.",
        retry: "afterChange",
      },
    ]),
    ...of("missing", [
      { status: 404, codes: [""], exactly: true, meaning: "what the link leads to is not there any more" },
    ]),
  ]),

  ...at("management", [
    ...of("credentials", [
      {
        status: 401,
        codes: [
          "AuthenticationFailed",
          "InvalidAuthenticationToken",
          "ExpiredAuthenticationToken",
          "InvalidAuthenticationTokenAudience",
        ],
        meaning: "Azure does not accept the token",
        remedy: "Check cloud and managementEndpoint.",
      },
      {
        status: 401,
        codes: ["InvalidAuthenticationTokenTenant"],
        meaning: "the token is of another tenant than the Azure subscription",
        remedy: "An Azure subscription of a customer takes tokens of the customer's tenant.",
        retry: "never",
      },
    ]),
    ...of("permission", [
      {
        status: 403,
        codes: ["AuthorizationFailed", "Forbidden"],
        meaning: "the identity has no right to the Azure subscription",
        remedy: OWNER,
      },
    ]),
    ...of("missing", [
      { status: 404, codes: ["SubscriptionNotFound"], meaning: "there is no such Azure subscription" },
    ]),
    ...of("request", [
      { status: 400, codes: ["InvalidSubscriptionId"], meaning: "the Azure subscription's id is not valid" },
      {
        status: 400,
        codes: ["MissingApiVersionParameter", "InvalidApiVersionParameter"],
        meaning: "the version of the call is not one that Azure knows",
      },
    ]),
    ...of("state", [
      {
        status: 400,
        codes: ["ResourcesExistingOnSubscription"],
        meaning: "there are resources in the Azure subscription",
        remedy: "Delete them first; nothing was cancelled.",
        retry: "afterChange",
      },
      { status: 409, codes: ["Conflict"], meaning: "the Azure subscription's state does not allow this" },
    ]),
  ]),
];

function at(service: AnswererName, entries: readonly CatalogueEntry[]): readonly CatalogueEntry[] {
  return entries.map((entry) => ({ ...entry, service }));
}

import type { SwitchFact } from "./switch-fact";

/** Customers. */
export const customersSwitches = {
  unknownCustomer: {
    values: ["404", "403"],
    default: "404",
    section: "C 5.3",
    reason: "A customer id nobody has: 404/60003 or 403/20002. A customer of another partner is always 403/20002.",
  },
  malformedCustomerId: {
    values: ["800002", "900118"],
    default: "800002",
    section: "C 5.3",
    reason:
      "Code of the 400 for a customer id that is no GUID. Both are listed for the call; entitlement calls always say 900118.",
  },
  customerPageSize: {
    values: "count",
    default: "500",
    section: "C 3.3",
    reason: "Default and largest page of the customer list. Undocumented; smaller sizes are honoured.",
  },
  customerCreateIds: {
    values: ["optional", "required"],
    default: "optional",
    section: "C 5.4",
    reason:
      "Whether creating a customer needs MS-RequestId and MS-CorrelationId (400/800002). The page calls them required; everywhere else the service makes its own.",
  },
  registrationPhone: {
    values: ["required", "optional"],
    default: "required",
    section: "C 4.4",
    reason:
      "Whether a customer in a country with organization registration numbers also needs a phone number (400/600051). The reference does not name those countries.",
  },
  customerDeletion: {
    values: ["400", "403"],
    default: "400",
    section: "C 5.4",
    reason: "What refuses to delete a customer with active subscriptions: 400/800002 or 403/2032. No source shows it.",
  },
} as const satisfies Readonly<Record<string, SwitchFact>>;

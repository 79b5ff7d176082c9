import { type ErrorCode, notGiven, provoked } from "./error-code";

const section = "C 4.4";
const cartRefused = "carts.test.ts > carts with %s are refused";
const rules = "purchase-rules.test.ts > what cannot be bought %s is an error on the cart's line, and refuses an order";
const stock = "purchase-rules.test.ts > what cannot be bought five seats of a stock of %j are refused";
const attested =
  "purchase-rules.test.ts > what cannot be bought an item that must be attested is refused without, or marked when the switch says so";
const metered =
  "purchase-rules.test.ts > what cannot be bought metered SaaS needs an Azure subscription that is active";
const provisioning =
  "order-changes.test.ts > the provisioning of an order of one that failed is not available, of a cancelled one unfulfilled";
const otherOrders =
  "order-changes.test.ts > PATCH of an order of licenses and of savings plans is refused with codes of their own";
const reservations = "benefits.test.ts > reservations want a registered plan or Azure subscription that is active";
const savings = "benefits.test.ts > savings plans want a plan in use and a commitment, and say what is missing";

/** Codes of carts, checkout and orders (C 4.4). */
export const purchaseCodes: readonly ErrorCode[] = [
  provoked(section, 404, 800008, "carts.test.ts > carts are gone after seven days, and cannot be checked out"),
  provoked(section, 400, 800009, cartRefused),
  provoked(
    section,
    400,
    800065,
    "checkout.test.ts > checkout repeated, is refused with 800065 when the switch says so",
  ),
  provoked(
    section,
    409,
    800064,
    "holds.test.ts > a held checkout at `received` makes a second one wait with 800064; at `committed` the second gets the same order",
  ),
  provoked(
    section,
    409,
    800060,
    "direct-orders.test.ts > direct orders are refused with 800060 while a plan is being provisioned, when the switch says so",
  ),
  provoked(section, 400, 800004, rules),
  ...notGiven(section, 500, [800005], "an accident without a cause; queue it as a fault"),
  provoked(section, 404, 800007, provisioning),
  provoked(section, 400, 800010, stock),
  provoked(section, 400, 800017, stock),
  ...[800011, 800012, 800013, 800021, 800030].map((code) => provoked(section, 400, code, reservations)),
  provoked(
    section,
    409,
    800014,
    "order-changes.test.ts > PATCH of an order waits while what it brought is being changed",
  ),
  provoked(
    section,
    404,
    800015,
    "standing.test.ts > who may sell and buy through a reseller that nobody knows is refused with %s",
  ),
  provoked(
    section,
    400,
    800016,
    "checkout.test.ts > checkout of an indirect provider refuses unknown resellers and the provider itself",
  ),
  provoked(
    section,
    400,
    900154,
    "standing.test.ts > who may sell and buy through a reseller that is %j an indirect provider cannot sell: %i/%i",
  ),
  provoked(
    section,
    404,
    2072,
    "checkout.test.ts > checkout of an indirect provider refuses unknown resellers and the provider itself",
  ),
  provoked(section, 400, 800018, "new-customers.test.ts > sandbox customers are at most 75"),
  provoked(
    section,
    403,
    800019,
    "order-changes.test.ts > PATCH of an order of software outside the sandbox is refused, as is any other status",
  ),
  provoked(section, 403, 800020, "checkout.test.ts > checkout for a legacy customer is refused with %s"),
  provoked(section, 403, 2085, "checkout.test.ts > checkout for a legacy customer is refused with %s"),
  provoked(section, 403, 2091, rules),
  ...[400, 403].flatMap((status) =>
    notGiven(section, status, [800022, 800023, 800024, 800025, 800026, 800062, 900121], "there are no credit lines"),
  ),
  provoked(section, 403, 800028, rules),
  provoked(section, 400, 800029, "purchase-rules.test.ts > what cannot be bought add-ons fit nothing"),
  ...notGiven(section, 500, [800031, 800087], "an accident without a cause; queue it as a fault"),
  ...notGiven(section, 417, [800036], "the reference does not say which condition it is"),
  provoked(section, 400, 800061, "checkout.test.ts > checkout a plan's order cannot be cancelled"),
  provoked(section, 400, 800063, "checkout.test.ts > checkout a plan's order cannot be cancelled"),
  provoked(section, 403, 800066, "sandbox-limits.test.ts > a sandbox lets a customer have five subscriptions"),
  provoked(
    section,
    403,
    800067,
    "sandbox-limits.test.ts > a sandbox lets a subscription have 25 licenses, bought at once or later",
  ),
  ...notGiven(section, 403, [800088], "how many seats a customer can have in all is not published"),
  provoked(section, 403, 800068, "sandbox-limits.test.ts > a sandbox has ten plans in total; the eleventh gives %s"),
  provoked(
    section,
    403,
    800089,
    "checkout.test.ts > checkout a second plan is refused with 800089, also while the first is not there yet",
  ),
  provoked(
    section,
    403,
    800069,
    "standing.test.ts > who may sell and buy a customer whose account is %s cannot buy: %i",
  ),
  provoked(
    section,
    400,
    800070,
    "purchase-rules.test.ts > what cannot be bought software is sold in some countries only",
  ),
  provoked(section, 400, 800071, cartRefused),
  ...notGiven(section, 400, [800086], "tenants have no tags"),
  provoked(section, 400, 4018, "checkout.test.ts > checkout for a legacy customer is refused with %s"),
  provoked(section, 404, 20000, "orders.test.ts > orders that do not exist give 20000"),
  provoked(section, 400, 27006, "purchase-rules.test.ts > what cannot be bought a promotion is used once"),
  provoked(section, 400, 27007, rules),
  provoked(section, 400, 900169, cartRefused),
  provoked(section, 400, 900203, attested),
  provoked(
    section,
    400,
    900206,
    "checkout.test.ts > checkout of an indirect provider needs the partner's attestation, at checkout or at the cart",
  ),
  provoked(
    section,
    409,
    900112,
    "upgrades.test.ts > product upgrades go from eligible to completed and leave only the plan",
  ),
  provoked(
    section,
    409,
    900113,
    "upgrades.test.ts > product upgrades go from eligible to completed and leave only the plan",
  ),
  provoked(
    section,
    409,
    900114,
    "upgrades.test.ts > product upgrades can fail for one subscription and be tried again",
  ),
  provoked(
    section,
    400,
    900116,
    "checkout.test.ts > checkout in a sandbox meets another limit, and there are no budgets",
  ),
  ...[900117, 900213, 900214, 900257].map((code) =>
    provoked(
      section,
      400,
      code,
      "licenses.test.ts > licenses cannot be given back after a week: %s for some, %s for all of them",
    ),
  ),
  provoked(section, 400, 900128, rules),
  provoked(section, 400, 900129, metered),
  ...notGiven(section, 400, [900252, 900253, 900254], "there are no purchase-order documents"),
  provoked(section, 400, 900275, rules),
  ...[900312, 900313, 900314, 900315, 900317, 900318].map((code) => provoked(section, 400, code, savings)),
  provoked(section, 403, 900321, otherOrders),
  provoked(section, 403, 900322, "benefits.test.ts > savings plans in a sandbox are not available"),
  provoked(section, 403, 900323, "benefits.test.ts > savings plans must have the plan's partner on record"),
];

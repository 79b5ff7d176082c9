import { type ErrorCode, notGiven, provoked } from "./error-code";

const section = "C 4.4";
const entitlements = "entitlements.test.ts > Azure entitlements refuse what the documents say";
const suspended = "subscriptions.test.ts > subscriptions that are suspended refuse %s";
const licences = "only items with seats, licences or terms have it: a plan has none";

/** Codes of subscriptions, Azure entitlements and upgrades (C 4.4). */
export const subscriptionCodes: readonly ErrorCode[] = [
  provoked(section, 404, 20003, "subscriptions.test.ts > subscriptions can be renamed in the portal, and vanish"),
  ...notGiven(
    section,
    404,
    [800037, 800038, 800076],
    "the calls that look for assets, billing information and history are not in this scope",
  ),
  ...notGiven(section, 400, [2001, 2002], "they are of license subscriptions; a plan's quantity gives 800090"),
  ...notGiven(section, 400, [2006], "the offers that it closes to updates are not named"),
  ...notGiven(section, 403, [2006], "every partner is valid for the plan"),
  provoked(
    section,
    400,
    2011,
    "subscriptions.test.ts > subscriptions can be deleted when the switch says so, and then never updated",
  ),
  provoked(
    section,
    400,
    2012,
    "subscription-usage.test.ts > usage of a subscription is refused for an id that is none, and for an Azure subscription's in the place of its plan's",
  ),
  ...notGiven(section, 400, [2054], "the billing cycle of a plan gives 800097"),
  provoked(
    section,
    400,
    2055,
    "subscriptions.test.ts > subscriptions of a legacy customer carry an etag, and stale ones are refused",
  ),
  ...notGiven(section, 400, [6000, 6001], licences),
  ...notGiven(section, 409, [27009], "a plan has no parent and no add-ons"),
  provoked(section, 400, 800040, suspended),
  ...notGiven(section, 400, [800041, 800081], "only marketplace items are activated"),
  ...notGiven(section, 400, [800072, 800080, 800085], licences),
  ...notGiven(section, 403, [800077], "PATCH of a plan's order gives 800063"),
  provoked(
    section,
    409,
    800082,
    "subscriptions.test.ts > subscriptions answer 202 with Location and change later when the switch says so",
  ),
  provoked(section, 400, 800090, suspended),
  ...notGiven(section, 400, [800092, 800095], "a plan's quantity gives 800090"),
  ...notGiven(section, 403, [800027], "a plan's quantity gives 800090"),
  provoked(section, 400, 800091, suspended),
  provoked(section, 400, 800093, suspended),
  ...notGiven(section, 500, [800094], "an accident without a cause; queue it as a fault"),
  provoked(section, 400, 800096, suspended),
  provoked(section, 400, 800097, suspended),
  provoked(section, 400, 800098, suspended),
  provoked(
    section,
    403,
    900115,
    "subscriptions.test.ts > subscriptions cannot be suspended while an Azure subscription is active",
  ),
  ...notGiven(section, 409, [900278], "no operation on a plan stays pending for a day"),
  provoked(
    section,
    400,
    900279,
    "subscriptions.test.ts > subscriptions made %s in the portal show it and refuse a new name with %i",
  ),
  ...notGiven(section, 400, [900277, 900280, 900311], "they are of expiring terms and of seats: a plan has none"),
  ...notGiven(section, 400, [900269, 900270, 800107, 800121, 800122, 900267, 900268], licences),
  ...notGiven(
    section,
    400,
    [900242, 900244, 900245, 900246, 900291, 900292],
    "custom term end dates are not for plans",
  ),
  ...notGiven(section, 400, [900419], "the number is not published; sandboxes have 800066"),
  provoked(section, 404, 800111, entitlements),
  provoked(section, 400, 900307, entitlements),
  provoked(
    section,
    400,
    900337,
    "entitlements.test.ts > Azure entitlements are reactivated after a while, under an active plan only",
  ),
  provoked(
    section,
    403,
    900335,
    "mfa.test.ts > roles of users must be two to cancel and to reactivate an Azure subscription",
  ),
  ...notGiven(section, 403, [800112, 800114, 800115], "Teams phone is not sold"),
  provoked(section, 403, 900105, "upgrades.test.ts > product upgrades are refused for %s"),
  provoked(section, 404, 900106, "upgrades.test.ts > product upgrades of somebody else, or nobody, are not found"),
  provoked(section, 400, 900107, "upgrades.test.ts > product upgrades are refused for %s"),
  provoked(section, 403, 900108, "upgrades.test.ts > product upgrades are refused for %s"),
  provoked(
    section,
    409,
    900109,
    "upgrades.test.ts > product upgrades go from eligible to completed and leave only the plan",
  ),
  provoked(
    section,
    400,
    900110,
    "upgrades.test.ts > product upgrades go from eligible to completed and leave only the plan",
  ),
  provoked(section, 400, 900111, "upgrades.test.ts > product upgrades of somebody else, or nobody, are not found"),
  provoked(section, 403, 900119, "upgrades.test.ts > product upgrades are refused for %s"),
  provoked(section, 403, 900120, "upgrades.test.ts > product upgrades are refused for %s"),
  provoked(section, 403, 900130, "upgrades.test.ts > product upgrades are refused for %s"),
  ...notGiven(
    section,
    400,
    [800078, 900100, 900101, 900102, 900103, 900104, 60000, 2071, 900122, 900125, 900400],
    "transfers, migrations, licences and promotions are outside the reference's scope, which names neither status nor condition",
  ),
  ...notGiven(
    section,
    400,
    [...codes(900131, 900148), ...codes(900215, 900226), 900236, 900247, 900248, ...codes(900258, 900262)].filter(
      (code) => ![900141, 900142, 900143, 900144].includes(code),
    ),
    "transfers, migrations, licences and promotions are outside the reference's scope, which names neither status nor condition",
  ),
];

function codes(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

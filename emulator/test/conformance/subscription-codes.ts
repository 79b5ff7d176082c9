import { type ErrorCode, notGiven, provoked } from "./error-code";

const section = "C 4.4";
const entitlements = "entitlements.test.ts > Azure entitlements refuse what the documents say";
const suspended = "subscriptions.test.ts > subscriptions that are suspended refuse %s";
const rules = "purchase-rules.test.ts > what cannot be bought %s is an error on the cart's line, and refuses an order";
const seats = "licenses.test.ts > licenses are more or fewer by PATCH, within limits and in time";
const legacyOrder = "order-changes.test.ts > PATCH of an order of a legacy order refuses another billing cycle";

/** Codes of subscriptions, Azure entitlements and upgrades (C 4.4). */
export const subscriptionCodes: readonly ErrorCode[] = [
  provoked(section, 404, 20003, "subscriptions.test.ts > subscriptions can be renamed in the portal, and vanish"),
  ...notGiven(
    section,
    404,
    [800037, 800038, 800076],
    "the calls that look for assets, billing information and history are not in this scope",
  ),
  provoked(section, 400, 2001, seats),
  provoked(section, 400, 2002, seats),
  provoked(
    section,
    400,
    2006,
    "licenses.test.ts > licenses are the only ones with a quantity: software takes no updates at all",
  ),
  ...notGiven(section, 403, [2006], "every partner is valid for every offer"),
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
    "plan-life.test.ts > a plan is not found by the id of one of its Azure subscriptions: %s",
  ),
  provoked(section, 400, 2054, legacyOrder),
  provoked(
    section,
    400,
    2055,
    "subscriptions.test.ts > subscriptions of a legacy customer carry an etag, and stale ones are refused",
  ),
  provoked(section, 400, 6000, legacyOrder),
  ...notGiven(
    section,
    400,
    [6001],
    "the table has two codes for a billing cycle that cannot change, and no difference: it is 6000",
  ),
  ...notGiven(section, 409, [27009], "nothing in the catalog has add-ons"),
  provoked(section, 400, 800040, suspended),
  ...notGiven(section, 400, [800041], "the call that activates is outside the reference's scope"),
  provoked(
    section,
    400,
    800081,
    "order-changes.test.ts > activation links are there once SaaS is, until the customer activates it, and nothing else has any",
  ),
  ...notGiven(section, 400, [800072, 800080, 800085], "no billing cycle can be changed by PATCH: it is 800097"),
  provoked(
    section,
    403,
    800077,
    "order-changes.test.ts > PATCH of an order of licenses and of savings plans is refused with codes of their own",
  ),
  provoked(
    section,
    409,
    800082,
    "subscriptions.test.ts > subscriptions answer 202 with Location and change later when the switch says so",
  ),
  provoked(section, 400, 800090, suspended),
  ...notGiven(
    section,
    400,
    [800092, 800095],
    "the table has several codes for a quantity that cannot change: it is 800090",
  ),
  ...notGiven(section, 403, [800027], "the table has several codes for a quantity that cannot change: it is 800090"),
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
  provoked(
    section,
    409,
    900278,
    "plan-life.test.ts > a plan whose change is on its way refuses another one, by pendingChange %s",
  ),
  provoked(
    section,
    400,
    800082,
    "plan-life.test.ts > a plan whose change is on its way refuses another one, by pendingChange %s",
  ),
  provoked("C 2.5", 412, 2055, "plan-life.test.ts > a plan of a legacy customer refuses a stale etag with %s"),
  provoked(
    section,
    400,
    900279,
    "subscriptions.test.ts > subscriptions made %s in the portal show it and refuse a new name with %i",
  ),
  provoked(
    section,
    400,
    900280,
    "subscriptions.test.ts > subscriptions made %s in the portal show it and refuse a new name with %i",
  ),
  ...notGiven(section, 400, [900277], "when a subscription is expiring is not published"),
  ...notGiven(section, 400, [900311], "how many updates are too many is not published"),
  provoked(section, 400, 900269, rules),
  provoked(section, 400, 900270, rules),
  ...notGiven(
    section,
    400,
    [800107, 800121, 800122, 900267, 900268],
    "the table has several codes for a wrong billing cycle or term: they are 900269 and 900270",
  ),
  provoked(section, 400, 900244, rules),
  provoked(section, 400, 900245, rules),
  ...notGiven(
    section,
    400,
    [900242, 900246, 900291, 900292],
    "the table has several codes for a wrong custom term end date: they are 900244 and 900245",
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

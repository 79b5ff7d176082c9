import type { PartnerCenterClient } from "./client/client";
import { createClient } from "./client/create-client";
import type { UpgradeEligibility } from "./client/endpoints/upgrades";
import { messageOf, PartnerCenterError } from "./client/errors";
import type { Eligibility } from "./client/purchase-eligibility";
import { createTransport, type Transport } from "./client/transport";
import { mayBeSoldThrough, type PlanTarget } from "./resources/azure-plan/target";
import { loadSettings, type Settings } from "./settings";

/** Of which plan a program asks beforehand. */
export interface PlanWish extends Pick<PlanTarget, "customerId" | "partnerIdOnRecord"> {
  readonly onExisting: "adopt" | "fail";
  readonly onMissing: "purchase" | "fail";
}

/** What declaring the plan would lead to now, as far as reading tells. */
export interface PlanForecast {
  /**
   * `buys`; `adopts` a plan that is there; `reactivates` a suspended one; `refused`; `unknown` where reading does not
   * tell.
   */
  readonly outcome: "buys" | "adopts" | "reactivates" | "refused" | "unknown";
  /** The plan that is there. */
  readonly planId?: string;
  /** What stands in the way or might, each with its remedy. */
  readonly warnings: readonly string[];
}

/** What was read about a customer. */
export interface PlanFacts {
  readonly eligibility: Eligibility;
  /** Of a legacy customer; absent where no user may ask. */
  readonly upgrade?: UpgradeEligibility;
}

/** Decides. Pure, so that every combination can be tested. */
export function forecastPlan(wish: PlanWish, { eligibility, upgrade }: PlanFacts): PlanForecast {
  const { customerId, partnerIdOnRecord } = wish;
  const target = {
    customerId,
    productId: "",
    skuId: "",
    ...(partnerIdOnRecord !== undefined && { partnerIdOnRecord }),
  };
  const plans = eligibility.findings.flatMap(({ kind, subscription }) =>
    kind === "planExists" && subscription && mayBeSoldThrough(target, subscription.partnerId) ? [subscription] : [],
  );
  const [plan] = plans;
  if (plans.length > 1) {
    const ids = plans.map(({ id, partnerId }) => `${id} (reseller ${partnerId || "none"})`).join(", ");
    const warning = `More than one Azure plan could be meant: ${ids}. Set partnerIdOnRecord.`;
    return { outcome: "refused", warnings: [warning] };
  }
  if (plan) return forecastExisting(wish, plan);
  if (wish.onMissing === "fail") {
    const warning = 'The customer has no such Azure plan, and onMissing is "fail". Declare "purchase" to buy one.';
    return { outcome: "refused", warnings: [warning] };
  }
  const warnings = eligibility.findings
    .filter(({ kind }) => kind !== "planExists")
    .map(({ kind, message }) => (kind === "legacySubscription" ? `${message}${upgradeHint(upgrade)}` : message));
  const blocked = eligibility.findings.some(({ kind, effect }) => kind !== "planExists" && effect === "blocks");
  return { outcome: blocked ? "refused" : warnings.length > 0 ? "unknown" : "buys", warnings };
}

function forecastExisting(
  { onExisting }: PlanWish,
  { id, status }: { readonly id: string; readonly status: string },
): PlanForecast {
  const planId = id.toLowerCase();
  if (onExisting === "fail") {
    const warning = `The customer has an Azure plan (${planId}, ${status}), and onExisting is "fail". Declare "adopt" to manage it.`;
    return { outcome: "refused", planId, warnings: [warning] };
  }
  return { outcome: status.toLowerCase() === "suspended" ? "reactivates" : "adopts", planId, warnings: [] };
}

function upgradeHint(upgrade: UpgradeEligibility | undefined): string {
  if (!upgrade) return "";
  const { upgradeId, isEligible, reason } = upgrade;
  if (upgradeId) return ` Upgrade ${upgradeId} is under way or done: declare a ProductUpgrade, which takes it over.`;
  return isEligible
    ? " It can be upgraded: declare a ProductUpgrade."
    : ` It cannot be upgraded: ${reason ?? "no reason given"}.`;
}

/** Asks about plans before they are declared. Reads only, each customer once. */
class Preflight {
  readonly #settings: Settings;
  readonly #transport: Transport;
  readonly #client: PartnerCenterClient;
  readonly #facts = new Map<string, Promise<PlanFacts>>();
  #running = 0;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#transport = createTransport({ caFile: settings.caFile });
    this.#client = createClient(settings, { transport: this.#transport });
  }

  async forecast(wish: PlanWish): Promise<PlanForecast> {
    this.#running += 1;
    try {
      const customerId = wish.customerId.toLowerCase();
      const facts = this.#facts.get(customerId) ?? this.#read(customerId);
      this.#facts.set(customerId, facts);
      return forecastPlan({ ...wish, customerId }, await facts);
    } finally {
      this.#running -= 1;
      // Open connections would keep the program from ending.
      if (this.#running === 0) await this.#transport.close();
    }
  }

  async #read(customerId: string): Promise<PlanFacts> {
    const eligibility = await this.#client.customers.mayBuyAzurePlan({ customerId });
    const isLegacy = eligibility.findings.some(({ kind }) => kind === "legacySubscription");
    if (!isLegacy || this.#settings.identity.refreshTokenFile === undefined) return { eligibility };
    try {
      return { eligibility, upgrade: await this.#client.productUpgrades.getEligibility({ customerId }) };
    } catch (error) {
      // Only a hint is missing then.
      if (PartnerCenterError.isInstance(error)) return { eligibility };
      throw error;
    }
  }
}

const preflights = new Map<string, Preflight>();

/** Settings as a program has them. */
export interface ProgramSettings {
  /** Values by key, without `partnercenter:`. */
  readonly values: Readonly<Record<string, unknown>>;
  /** True when they are the arguments of an explicit `Provider`. */
  readonly explicitProvider: boolean;
}

/**
 * What declaring the plan would lead to. Reads only, each customer once in a program, and never throws: what cannot be
 * asked is a warning too.
 */
export async function forecast(
  { values, explicitProvider }: ProgramSettings,
  wish: PlanWish,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<PlanForecast> {
  try {
    const settings = loadSettings(values, environment, { explicitProvider });
    const key = JSON.stringify(settings);
    const preflight = preflights.get(key) ?? new Preflight(settings);
    preflights.set(key, preflight);
    return await preflight.forecast(wish);
  } catch (error) {
    return { outcome: "unknown", warnings: [`Nothing could be found out beforehand: ${messageOf(error)}`] };
  }
}

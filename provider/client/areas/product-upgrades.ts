import type { Call, CallOptions, Calls } from "../calls";
import {
  createUpgrade,
  getUpgradeEligibility,
  getUpgradeStatus,
  type UpgradeEligibility,
  type UpgradeStatus,
} from "../endpoints/upgrades";
import { ContractError } from "../errors";

/** Whose legacy Azure subscriptions (MS-AZR-0145P) are meant. */
export interface UpgradeSubject {
  readonly customerId: string;
  /** Default `azure`, the only documented one. */
  readonly productFamily?: string;
}

/** Upgrades of legacy Azure subscriptions to an Azure plan. With a user's token only. They cannot be undone. */
export class ProductUpgrades {
  constructor(private readonly calls: Calls) {}

  /**
   * Whether a customer's subscriptions can be upgraded, why not, and the upgrade that exists already.
   * @see get-eligibility-for-product-upgrade (commerce 11.2)
   */
  getEligibility(subject: UpgradeSubject, options?: CallOptions): Call<UpgradeEligibility> {
    return this.calls.call(getUpgradeEligibility, { body: withFamily(subject) }, options);
  }

  /**
   * Begins an upgrade. Not repeated when unanswered: {@link getEligibility} names one that was begun.
   * @returns its id.
   * @throws ApiError 403 or 400 with the reason why not; 409 `900109` when another one is under way.
   * @see create-product-upgrade-entity (commerce 11.3)
   */
  async create(subject: UpgradeSubject, options?: CallOptions): Promise<{ readonly upgradeId: string }> {
    const { body, location } = await this.calls.call(createUpgrade, { body: withFamily(subject) }, options).reply();
    const upgradeId = body?.id ?? upgradeIdIn(location);
    if (upgradeId !== undefined) return { upgradeId };
    throw new ContractError("The upgrade was begun, but the answer does not name it. Ask for the eligibility.");
  }

  /**
   * How far an upgrade is. `status` is `Completed` at its end; its other words are not documented: one with `fail` or
   * `error` in it means failed, any other that it goes on.
   * @throws ApiError 404 `900106` for an unknown one, 400 `900111` for another customer's.
   * @see get-product-upgrade-status (commerce 11.4)
   */
  getStatus(
    { upgradeId, ...subject }: UpgradeSubject & { readonly upgradeId: string },
    options?: CallOptions,
  ): Call<UpgradeStatus> {
    return this.calls.call(getUpgradeStatus, { path: { upgradeId }, body: withFamily(subject) }, options);
  }
}

function withFamily({ customerId, productFamily = "azure" }: UpgradeSubject) {
  return { customerId, productFamily };
}

/** The part behind `productUpgrades` of an address in any of its spellings, perhaps with `/status` behind it. */
function upgradeIdIn(location: string | undefined): string | undefined {
  return /productupgrades\/([^/?#]+)/i.exec(location ?? "")?.[1];
}

import type * as pulumi from "@pulumi/pulumi";
import { PartnerCenterResource } from "./partner-center-resource";

/** Inputs of a {@link ProductUpgrade}. */
export interface ProductUpgradeArgs {
  /** Customer's Microsoft Entra tenant id: GUID, any case. A change is refused unless `allowReplacement` is true. */
  readonly customerId: pulumi.Input<string>;
  /** What is upgraded: letters, any case. Default `azure`, the only family that is documented. */
  readonly productFamily?: pulumi.Input<string>;
  /** Allows a changed customer or family: the old upgrade is forgotten and another one begun. Default false. */
  readonly allowReplacement?: pulumi.Input<boolean>;
}

/**
 * The upgrade of a customer's legacy Azure subscriptions (MS-AZR-0145P) to an Azure plan. Creating it takes over an
 * upgrade that was begun before, or begins one, and waits for its end. It **buys a plan** (for indirect providers one for
 * each reseller on record) **and cannot be undone**: destroying only forgets it. The resource's `id` is the upgrade's.
 *
 * Open to a signed-in user only (App+User): set `partnercenter:refreshTokenFile`. A refresh of a completed one needs none.
 *
 * `customTimeouts` are honoured: create and update 2 hours by default. An upgrade whose time runs out goes on at Partner
 * Center, stands in the stack, and the next `pulumi up` goes on waiting for it. One that has failed is replaced by another
 * with the next `pulumi up`.
 *
 * @example
 * const upgrade = new ProductUpgrade("contoso", { customerId: contosoTenantId });
 * // Manages the plan that the upgrade made; waits for it, and can buy nothing.
 * new AzurePlanSubscription("contoso", { customerId: upgrade.customerId, onMissing: "fail" });
 */
export class ProductUpgrade extends PartnerCenterResource {
  /** Customer's Entra tenant id: GUID, lower case. */
  declare readonly customerId: pulumi.Output<string>;
  /** What is upgraded, lower case. */
  declare readonly productFamily: pulumi.Output<string>;
  /** `completed`; of one that is not finished `pending` or `failed`. */
  declare readonly status: pulumi.Output<"pending" | "completed" | "failed">;
  /**
   * The plan that the subscriptions moved to: its subscription id in Partner Center, GUID, lower case. Absent when they
   * moved to several, as for several resellers.
   */
  declare readonly planSubscriptionId: pulumi.Output<string | undefined>;
  /** All plans that the subscriptions moved to. */
  declare readonly planSubscriptionIds: pulumi.Output<string[]>;
  /** Partner tenant that began the upgrade or took it over: GUID, lower case. */
  declare readonly partnerTenantId: pulumi.Output<string>;

  constructor(name: string, args: ProductUpgradeArgs, opts: pulumi.CustomResourceOptions = {}) {
    super("ProductUpgrade", name, { ...args }, outputs, { ...opts, deleteBeforeReplace: false });
  }

  /**
   * Reads an upgrade and manages nothing: none is begun or waited for. `pulumi` fails where there is none. Open to a
   * signed-in user only.
   * @param id the upgrade's id.
   * @param of what was upgraded.
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    of: Pick<ProductUpgradeArgs, "customerId" | "productFamily">,
    opts?: pulumi.CustomResourceOptions,
  ): ProductUpgrade {
    const { customerId, productFamily = "azure" } = of;
    return new ProductUpgrade(name, { customerId, productFamily }, { ...opts, id });
  }
}

const outputs = ["productFamily", "status", "planSubscriptionId", "planSubscriptionIds", "partnerTenantId"];

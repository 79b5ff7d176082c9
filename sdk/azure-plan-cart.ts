import * as pulumi from "@pulumi/pulumi";
import { typeToken } from "./handler";
import { PartnerCenterResource } from "./partner-center-resource";

/** What says which plan a cart is for. */
export interface AzurePlanCartArgs {
  readonly customerId: pulumi.Input<string>;
  readonly partnerIdOnRecord?: pulumi.Input<string> | undefined;
  readonly productId?: pulumi.Input<string> | undefined;
  readonly skuId?: pulumi.Input<string> | undefined;
  readonly allowReplacement?: pulumi.Input<boolean> | undefined;
}

/**
 * The cart that an `AzurePlanSubscription` is bought with, its row `<name>-cart`. It costs nothing. Its id is in the
 * stack before the purchase begins, so that a purchase which a crash interrupts is taken up and never made twice.
 * Programs do not create it themselves; the plan does. Its id is `none` where a plan existed already.
 */
export class AzurePlanCart extends PartnerCenterResource {
  /** When Partner Center made the cart, as it says it (ISO 8601); absent when the id is `none`. */
  declare readonly creationTimestamp: pulumi.Output<string | undefined>;
  /** When it forgets the cart (ISO 8601); absent when the id is `none`. */
  declare readonly expirationTimestamp: pulumi.Output<string | undefined>;

  /** @internal */
  constructor(name: string, args: AzurePlanCartArgs, opts?: pulumi.CustomResourceOptions) {
    super("AzurePlanCart", name, { ...args }, ["creationTimestamp", "expirationTimestamp"], opts);
  }

  /**
   * The row's name beside a plan of this name.
   * @internal
   */
  static nameBeside(planName: string): string {
    return `${planName}-cart`;
  }

  /**
   * Options of the cart beside a plan: where it belongs, what it waits for, and every alias, translated, since a cart
   * that is not found again after a rename could buy again.
   * @internal
   */
  static optionsBeside(opts: pulumi.CustomResourceOptions): pulumi.CustomResourceOptions {
    return {
      ...(opts.parent !== undefined && { parent: opts.parent }),
      ...(opts.provider !== undefined && { provider: opts.provider }),
      ...(opts.dependsOn !== undefined && { dependsOn: opts.dependsOn }),
      ...(opts.retainOnDelete !== undefined && { retainOnDelete: opts.retainOnDelete }),
      ...(opts.deletedWith !== undefined && { deletedWith: opts.deletedWith }),
      ...(opts.aliases !== undefined && {
        aliases: opts.aliases.map((alias) => pulumi.output(alias).apply(aliasBeside)),
      }),
    };
  }
}

/** One alias of a plan as its cart's: the cart's type for the plan's, and the cart's name for the plan's. */
function aliasBeside(alias: pulumi.URN | pulumi.Alias): pulumi.URN | pulumi.Alias {
  if (typeof alias === "string") {
    // urn:pulumi:<stack>::<project>::<parent types>$<type>::<name>, whose name may contain the separator.
    const [stack, project, types = "", ...name] = alias.split("::");
    const parents = types.slice(0, types.lastIndexOf("$") + 1);
    const cartType = `${parents}${typeToken("AzurePlanCart")}`;
    return [stack, project, cartType, AzurePlanCart.nameBeside(name.join("::"))].join("::");
  }
  const { name, type, ...place } = alias;
  return {
    ...place,
    ...(name !== undefined && { name: pulumi.output(name).apply(AzurePlanCart.nameBeside) }),
    ...(type !== undefined && { type: typeToken("AzurePlanCart") }),
  };
}

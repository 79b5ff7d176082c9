import type * as pulumi from "@pulumi/pulumi";
import { AzurePlanCart } from "./azure-plan-cart";
import { PartnerCenterResource, refuseImport } from "./partner-center-resource";
import { preflightIfSet } from "./preflight";

/** Inputs of an {@link AzurePlanSubscription}. An optional input that is left out is unmanaged and never drifts. */
export interface AzurePlanSubscriptionArgs {
  /** Customer's Microsoft Entra tenant id: GUID, any case. A change is refused unless `allowReplacement` is true. */
  readonly customerId: pulumi.Input<string>;
  /**
   * PartnerID of the indirect reseller on record, digits; only for indirect providers. Left out, a plan sold through any
   * reseller counts. A change is refused unless `allowReplacement` is true.
   */
  readonly partnerIdOnRecord?: pulumi.Input<string>;
  /** `active` or `suspended`. Default `active`. Suspending is refused while the plan has active Azure subscriptions. */
  readonly status?: pulumi.Input<"active" | "suspended">;
  /** Name of the plan in Partner Center, at most 255 characters; set after the purchase. Default: unmanaged. */
  readonly friendlyName?: pulumi.Input<string>;
  /** What to do with a plan that the customer has already: `adopt` it (default) or `fail`. */
  readonly onExisting?: pulumi.Input<"adopt" | "fail">;
  /**
   * What to do when the customer has no plan: `purchase` (default) or `fail`, with which nothing can ever be bought: for
   * plans that are imported or come from an upgrade. Known when the program runs, so it takes no output.
   */
  readonly onMissing?: "purchase" | "fail";
  /**
   * What destroying does: `suspend` the plan or `retain` it as it is. Default: a plan that this stack bought is
   * suspended, one that it adopted is retained. Takes effect once a `pulumi up` has written it.
   */
  readonly onDestroy?: pulumi.Input<"suspend" | "retain">;
  /**
   * What destroying does about active Azure subscriptions under a plan to be suspended: `none` (default) refuses and
   * names them; `azure` cancels them through Azure Resource Manager, which wants their owner and no resources in them;
   * `partnerCenter` cancels them in the partner's name, which Partner Center records with the only reason it knows,
   * `compromise`. Takes effect once a `pulumi up` has written it.
   */
  readonly cancelAzureSubscriptions?: pulumi.Input<"none" | "azure" | "partnerCenter">;
  /** Allows a changed customer, reseller, product or SKU, which buys a new plan. Default false. */
  readonly allowReplacement?: pulumi.Input<boolean>;
  /** Product in the catalog. Default `DZH318Z0BPS6`, the Azure plan. */
  readonly productId?: pulumi.Input<string>;
  /** SKU of the product. Default `0001`. */
  readonly skuId?: pulumi.Input<string>;
}

/**
 * An Azure plan of one customer. Creating it adopts the plan that the customer has, or buys one: exactly once, whatever
 * dies meanwhile. The resource's `id` is the plan's subscription id in Partner Center, known in previews once it exists.
 *
 * Beside it stands a small row `<name>-cart`, which makes the purchase recoverable; see {@link AzurePlanCart}.
 *
 * Resource options work as everywhere, with two exceptions: `deleteBeforeReplace` and `import` are refused, and a change
 * of what says which plan is meant (customer, reseller, product, SKU) is refused under `ignoreChanges` too.
 *
 * `customTimeouts` are honoured: create 60 minutes by default, update 30, delete 60. A purchase whose time runs out goes
 * on at Partner Center and is taken up by the next `pulumi up`.
 *
 * @example
 * const plan = new AzurePlanSubscription("contoso", { customerId: contosoTenantId, friendlyName: "Contoso Azure" });
 * export const azureSubscriptionId = plan.azureSubscriptionId;
 */
export class AzurePlanSubscription extends PartnerCenterResource {
  /** Customer's Entra tenant id: GUID, lower case. */
  declare readonly customerId: pulumi.Output<string>;
  /** `active` or `suspended`; after drift also what else the service says, such as `disabled`. */
  declare readonly status: pulumi.Output<string>;
  /** Name of the plan; absent while unmanaged. */
  declare readonly friendlyName: pulumi.Output<string | undefined>;
  /** Reseller on record; absent while unmanaged. */
  declare readonly partnerIdOnRecord: pulumi.Output<string | undefined>;
  /** Id of the order that bought the plan. */
  declare readonly orderId: pulumi.Output<string | undefined>;
  /** Catalog item that was bought: `product:sku:availability`. */
  declare readonly offerId: pulumi.Output<string>;
  /** When the plan was made, as Partner Center says it (ISO 8601). */
  declare readonly creationDate: pulumi.Output<string | undefined>;
  /** True for a plan that existed, false for one that this stack bought. */
  declare readonly adopted: pulumi.Output<boolean>;
  /** Partner tenant that the plan was bought or adopted with: GUID, lower case. */
  declare readonly partnerTenantId: pulumi.Output<string>;
  /**
   * The first Azure subscription, born with the plan: GUID, lower case. Written once, while exactly one exists; absent
   * for an adopted plan that has several.
   */
  declare readonly azureSubscriptionId: pulumi.Output<string | undefined>;

  /**
   * @param name name of the row; the cart's is `<name>-cart`.
   * @throws Error when `deleteBeforeReplace` is set: the plan would be suspended before its successor exists. Or
   * `import`, which cannot work: what exists is adopted.
   */
  constructor(name: string, args: AzurePlanSubscriptionArgs, opts: pulumi.CustomResourceOptions = {}) {
    if (opts.deleteBeforeReplace) {
      throw new Error(
        `AzurePlanSubscription "${name}": deleteBeforeReplace would suspend the plan before its successor exists`,
      );
    }
    // Before the cart is registered, which would be left alone in the stack.
    refuseImport("AzurePlanSubscription", name, opts);
    const mayBuy = opts.id === undefined && (args.onMissing ?? "purchase") === "purchase";
    const cart = mayBuy ? registerCart(name, args, opts) : undefined;
    super("AzurePlanSubscription", name, { ...args, ...(cart && { __cart: cart }) }, outputs, {
      ...opts,
      deleteBeforeReplace: false,
    });
    if (opts.id === undefined) preflightIfSet(this, args);
  }

  /**
   * Reads a plan and manages nothing: it is never bought, changed or suspended, and has no cart. `pulumi` fails where
   * there is none.
   * @param id the plan's subscription id in Partner Center.
   * @param of whose plan it is.
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    of: Pick<AzurePlanSubscriptionArgs, "customerId">,
    opts?: pulumi.CustomResourceOptions,
  ): AzurePlanSubscription {
    return new AzurePlanSubscription(name, { customerId: of.customerId }, { ...opts, id });
  }
}

const outputs = [
  "status",
  "friendlyName",
  "partnerIdOnRecord",
  "orderId",
  "offerId",
  "creationDate",
  "adopted",
  "partnerTenantId",
  "azureSubscriptionId",
];

/** Registers the cart before the plan, and gives what the plan's provider needs of it. */
function registerCart(
  name: string,
  { customerId, partnerIdOnRecord, productId, skuId, allowReplacement }: AzurePlanSubscriptionArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Inputs {
  const cart = new AzurePlanCart(
    AzurePlanCart.nameBeside(name),
    { customerId, partnerIdOnRecord, productId, skuId, allowReplacement },
    AzurePlanCart.optionsBeside(opts),
  );
  return {
    id: cart.id,
    creationTimestamp: cart.creationTimestamp,
    expirationTimestamp: cart.expirationTimestamp,
  };
}

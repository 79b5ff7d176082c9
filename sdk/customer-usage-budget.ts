import type * as pulumi from "@pulumi/pulumi";
import { PartnerCenterResource } from "./partner-center-resource";

/** Inputs of a {@link CustomerUsageBudget}. */
export interface CustomerUsageBudgetArgs {
  /** Customer's Microsoft Entra tenant id: GUID, any case. A change is refused unless `allowReplacement` is true. */
  readonly customerId: pulumi.Input<string>;
  /**
   * Monthly amount in the currency of the customer's usage, which Partner Center decides: a number, or decimal text such
   * as `"1250.50"`. Greater than 0, at most 15 significant digits.
   */
  readonly amount: pulumi.Input<number | string>;
  /** Allows a changed customer: one budget is removed and another set. Default false. */
  readonly allowReplacement?: pulumi.Input<boolean>;
}

/**
 * The monthly Azure spending budget of one customer. It informs and stops nothing. A customer has one: creating it sets
 * it (and says what it replaces), destroying it removes it. The resource's `id` is the customer's. Not available in
 * Partner Center's integration sandbox.
 *
 * @example
 * new CustomerUsageBudget("contoso", { customerId: contosoTenantId, amount: "1250.50" });
 */
export class CustomerUsageBudget extends PartnerCenterResource {
  /** Customer's Entra tenant id: GUID, lower case. */
  declare readonly customerId: pulumi.Output<string>;
  /** Monthly amount as canonical decimal text: `"1250.5"`. */
  declare readonly amount: pulumi.Output<string>;
  /** Partner tenant that the budget was set with: GUID, lower case. */
  declare readonly partnerTenantId: pulumi.Output<string>;

  constructor(name: string, args: CustomerUsageBudgetArgs, opts?: pulumi.CustomResourceOptions);
  /** What {@link CustomerUsageBudget.get} registers. */
  constructor(
    name: string,
    args: Pick<CustomerUsageBudgetArgs, "customerId">,
    opts: pulumi.CustomResourceOptions & { readonly id: pulumi.Input<pulumi.ID> },
  );
  constructor(
    name: string,
    args: Pick<CustomerUsageBudgetArgs, "customerId">,
    opts: pulumi.CustomResourceOptions = {},
  ) {
    super("CustomerUsageBudget", name, { ...args }, ["amount", "partnerTenantId"], {
      ...opts,
      deleteBeforeReplace: false,
    });
  }

  /**
   * Reads a customer's budget and manages nothing: it is never set or removed.
   * @param customerId the customer's Entra tenant: GUID, lower case.
   * `pulumi` fails where there is none.
   */
  static get(
    name: string,
    customerId: pulumi.Input<pulumi.ID>,
    opts?: pulumi.CustomResourceOptions,
  ): CustomerUsageBudget {
    return new CustomerUsageBudget(name, { customerId }, { ...opts, id: customerId });
  }
}

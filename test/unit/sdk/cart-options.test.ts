import * as pulumi from "@pulumi/pulumi";
import { AzurePlanCart } from "../../../sdk/azure-plan-cart";

const planType = "pulumi-nodejs:dynamic/partnercenter:AzurePlanSubscription";
const cartType = "pulumi-nodejs:dynamic/partnercenter:AzurePlanCart";

const resolved = (value: pulumi.Input<string | pulumi.Alias>) =>
  new Promise<unknown>((done) => pulumi.output<string | pulumi.Alias>(value).apply((known) => done(known)));

/** The cart's aliases for a plan's. */
async function aliasesFor(aliases: pulumi.Input<string | pulumi.Alias>[]): Promise<unknown[]> {
  const { aliases: mapped = [] } = AzurePlanCart.optionsBeside({ aliases });
  return Promise.all(mapped.map(resolved));
}

describe("the options of the cart beside a plan", () => {
  test("aliases by URN get the cart's type and name, below components too", async () => {
    const urns = [
      `urn:pulumi:dev::shop::${planType}::contoso`,
      `urn:pulumi:dev::shop::my:index:Customer$${planType}::contoso`,
      `urn:pulumi:dev::shop::a:b:C$d:e:F$${planType}::with::colons`,
    ];
    expect(await aliasesFor(urns)).toEqual([
      `urn:pulumi:dev::shop::${cartType}::contoso-cart`,
      `urn:pulumi:dev::shop::my:index:Customer$${cartType}::contoso-cart`,
      `urn:pulumi:dev::shop::a:b:C$d:e:F$${cartType}::with::colons-cart`,
    ]);
  });

  test("aliases by name, type, parent, project and stack keep what is not the plan's own", async () => {
    expect(
      await aliasesFor([
        { name: "old" },
        { name: pulumi.output("later") },
        { parent: "urn:pulumi:dev::shop::x:y:Z::p" },
        { type: planType, project: "old-project", stack: "old-stack" },
      ]),
    ).toEqual([
      { name: "old-cart" },
      { name: "later-cart" },
      { parent: "urn:pulumi:dev::shop::x:y:Z::p" },
      { type: cartType, project: "old-project", stack: "old-stack" },
    ]);
  });

  test("parent, provider, dependsOn and what spares a delete go with it, and nothing else", () => {
    const opts: pulumi.CustomResourceOptions = {
      dependsOn: [],
      protect: true,
      retainOnDelete: true,
      replaceOnChanges: ["friendlyName"],
      ignoreChanges: ["friendlyName"],
      customTimeouts: { create: "1m" },
    };
    expect(AzurePlanCart.optionsBeside(opts)).toEqual({ dependsOn: [], retainOnDelete: true });
  });
});

import * as pulumi from "@pulumi/pulumi";
import { timeoutsInMs } from "./custom-timeouts";
import { HANDLER, type ResourceName, typeToken } from "./handler";

/**
 * Base of all resources: registers the constant `__provider` text and hands over what the engine does not, under hidden
 * keys: the resource's URN and the `customTimeouts`.
 */
export abstract class PartnerCenterResource extends pulumi.CustomResource {
  /**
   * @param outputNames names of the outputs that no input need give, so that they exist before the engine answers.
   * @throws Error when `import` is set: see {@link refuseImport}.
   */
  protected constructor(
    resource: ResourceName,
    name: string,
    args: pulumi.Inputs,
    outputNames: readonly string[],
    opts: pulumi.CustomResourceOptions = {},
  ) {
    refuseImport(resource, name, opts);
    const own = Object.keys(args).filter((key) => key.startsWith("__") && key !== "__cart");
    if (own.length > 0)
      throw new Error(`${resource} "${name}": ${own.join(", ")} cannot be given; keys with "__" are kept`);
    const timeouts = timeoutsInMs(opts.customTimeouts);
    super(
      typeToken(resource),
      name,
      {
        ...Object.fromEntries(outputNames.map((output) => [output, undefined])),
        ...args,
        __provider: HANDLER[resource],
        __urn: urnToBe(name, typeToken(resource), opts.parent),
        ...(timeouts && { __timeouts: timeouts }),
      },
      opts,
    );
  }
}

/**
 * Refuses the `import` option, with what to do instead: the engine asks a dynamic provider to import without telling it
 * which one, and the host fails with a text that helps nobody.
 * @throws Error when it is set.
 */
export function refuseImport(resource: ResourceName, name: string, { import: id }: pulumi.CustomResourceOptions): void {
  if (id === undefined) return;
  throw new Error(
    `${resource} "${name}": the option import cannot work for resources of this package. Declared without it, what ` +
      "exists is taken over; `pulumi-partnercenter import-file` writes a file for `pulumi import --file`",
  );
}

/**
 * The URN that the resource will have, as a bare promise. An output would carry a dependency on the parent, which for a
 * component means on all its children: plan and cart would wait for each other, and for themselves.
 */
function urnToBe(name: string, type: string, parent: pulumi.Resource | undefined): Promise<pulumi.URN> {
  return new Promise((resolve) => {
    pulumi.createUrn(name, type, parent).apply(resolve);
  });
}

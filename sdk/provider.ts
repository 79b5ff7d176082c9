import * as pulumi from "@pulumi/pulumi";

/** Settings of a {@link Provider}: those of the stack configuration, beating the environment. */
export interface ProviderArgs {
  /** The partner's own Entra tenant: GUID. Tenant, client and credential come whole from one place. */
  readonly tenantId?: pulumi.Input<string>;
  /** Application that is registered in Partner Center: GUID. */
  readonly clientId?: pulumi.Input<string>;
  /**
   * Its secret. State keeps it encrypted; Pulumi's own debug messages (`--debug`, `--event-log`) show arguments of
   * providers in clear.
   */
  readonly clientSecret?: pulumi.Input<string>;
  /** Instead of a secret: PEM file with the application's private key and certificate. */
  readonly certificatePath?: pulumi.Input<string>;
  /** Instead of that file: its text. State keeps it as it keeps `clientSecret`. */
  readonly certificate?: pulumi.Input<string>;
  /** Passphrase of that private key, where it is encrypted. State keeps it as it keeps `clientSecret`. */
  readonly certificatePassword?: pulumi.Input<string>;
  /** Instead of a secret: file with a token of an identity provider that the application trusts; read at each use. */
  readonly oidcTokenFile?: pulumi.Input<string>;
  /** Instead of a secret: the OIDC token of the GitHub Actions job that this runs in. Default false. */
  readonly useGithubOidc?: pulumi.Input<boolean>;
  /** File with a user's refresh token, for calls as that user (App+User); rewritten when Entra replaces the token. */
  readonly refreshTokenFile?: pulumi.Input<string>;
  /** `public` (default) or `usGovernment`. */
  readonly cloud?: pulumi.Input<"public" | "usGovernment">;
  /** Root of the API. Default `https://api.partnercenter.microsoft.com`. */
  readonly endpoint?: pulumi.Input<string>;
  /** Root of Microsoft Graph. Default: the cloud's, or the emulator that `endpoint` names. */
  readonly graphEndpoint?: pulumi.Input<string>;
  /** Root of Azure Resource Manager. Default: the cloud's, or the emulator that `endpoint` names. */
  readonly managementEndpoint?: pulumi.Input<string>;
  /** Root of Entra, without the tenant. Default: the cloud's. */
  readonly authority?: pulumi.Input<string>;
  /** PEM file with further certificate authorities to trust. Default: none. */
  readonly caFile?: pulumi.Input<string>;
  /** First interval between two looks at something that takes time: `500ms`, `2s` (default), or a number of seconds. */
  readonly pollInterval?: pulumi.Input<string | number>;
  /** Divides every wait; other than 1 (default) for an emulator on this machine only. */
  readonly timeScale?: pulumi.Input<number>;
  /** Waits 20 minutes before each purchase until every earlier one is listed. Default false. */
  readonly settleBeforePurchase?: pulumi.Input<boolean>;
  /**
   * Whose tenant gives the tokens for Azure Resource Manager: the `customer`'s (default), where Azure subscriptions live,
   * or the `partner`'s, where its rights in them may come from. For `cancelAzureSubscriptions: "azure"`.
   */
  readonly managementTenant?: pulumi.Input<"customer" | "partner">;
  /** Asks Partner Center about each plan that the program declares, and warns on its row. Default false. */
  readonly preflight?: pulumi.Input<boolean>;
  /** Plans that one run may buy through this provider. Default: as many as are declared. */
  readonly maxPurchasesPerRun?: pulumi.Input<number>;
  /** Tenants (GUIDs) of the customers that may be changed. Default: all. */
  readonly allowedCustomers?: pulumi.Input<pulumi.Input<string>[]>;
  /** Refuses the real Partner Center unless `endpoint` names it. Default false. */
  readonly protectProduction?: pulumi.Input<boolean>;
}

/**
 * A partner of its own, for programs that manage the customers of several: pass it as `provider` of a resource, or in
 * `providers` of a component. It has a process, a token and limits to itself, and its settings do not mix with the stack
 * configuration; what it leaves out comes from the environment.
 *
 * @example
 * const emea = new Provider("emea", { tenantId, clientId, clientSecret: config.requireSecret("emeaSecret") });
 * new AzurePlanSubscription("contoso", { customerId }, { provider: emea });
 */
export class Provider extends pulumi.ProviderResource {
  /** @internal */
  readonly settings: pulumi.Output<object>;

  constructor(name: string, args: ProviderArgs, opts?: pulumi.ResourceOptions) {
    const { clientSecret, certificate, certificatePassword, allowedCustomers, ...plain } = args;
    const settings: pulumi.Inputs = {
      ...plain,
      clientSecret: hidden(clientSecret),
      certificate: hidden(certificate),
      certificatePassword: hidden(certificatePassword),
      allowedCustomers: pulumi.output(allowedCustomers).apply((customers) => customers && JSON.stringify(customers)),
      // Tells these arguments from the stack configuration of the default provider, which looks the same.
      explicit: true,
    };
    super("pulumi-nodejs", name, inOurNamespace(settings), opts);
    this.settings = pulumi.output<object>(args);
  }
}

function hidden(value: pulumi.Input<string> | undefined): pulumi.Output<string> | undefined {
  return value === undefined ? undefined : pulumi.secret(value);
}

/** The engine hands a provider texts, and dynamic resources of other packages share this one. */
function inOurNamespace(settings: pulumi.Inputs): pulumi.Inputs {
  return Object.fromEntries(
    Object.entries(settings)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [`partnercenter:${key}`, pulumi.output(value).apply(asText)]),
  );
}

function asText(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : String(value);
}

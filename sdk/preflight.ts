import * as pulumi from "@pulumi/pulumi";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks";
import type { PlanForecast, PlanWish, ProgramSettings } from "../provider/preflight";
import { Provider } from "./provider";

export type { PlanForecast } from "../provider/preflight";

/** Of which plan is asked: the inputs that decide about buying. */
export interface PreflightArgs {
  /** Customer's Microsoft Entra tenant id: GUID, any case. */
  readonly customerId: pulumi.Input<string>;
  /** PartnerID of the indirect reseller on record. Default: any. */
  readonly partnerIdOnRecord?: pulumi.Input<string> | undefined;
  /** What is to be done with a plan that exists: `adopt` (default) or `fail`. */
  readonly onExisting?: pulumi.Input<"adopt" | "fail"> | undefined;
  /** What is to be done when there is none: `purchase` (default) or `fail`. */
  readonly onMissing?: pulumi.Input<"purchase" | "fail"> | undefined;
}

/** Where it is asked, and where warnings are shown. */
export interface PreflightOptions {
  /** The row that warnings are shown on. Default: the stack's. */
  readonly resource?: pulumi.Resource;
  /** The partner to ask as. Default: the stack's configuration and the environment. */
  readonly provider?: Provider;
}

/**
 * Asks Partner Center, in previews too, what declaring a plan would lead to: agreement, legacy Azure, plans that exist,
 * upgrades. Reads only, each customer once, and buys nothing. Each thing that stands in the way is a warning on the row,
 * with its remedy. It never fails the program; what could not be asked is a warning, too.
 *
 * With the setting `preflight` every `AzurePlanSubscription` asks by itself.
 *
 * Under `pulumi.runtime.setMocks` the mock's `call` is asked for `partnercenter:index:preflight`, and never Partner Center.
 * What it leaves out of a {@link PlanForecast} is `unknown`, without warnings.
 *
 * @example
 * const { outcome } = preflight({ customerId });
 */
export function preflight(args: PreflightArgs, opts: PreflightOptions = {}): pulumi.Output<PlanForecast> {
  const { customerId, partnerIdOnRecord, onExisting = "adopt", onMissing = "purchase" } = args;
  const wish = pulumi.output({ customerId, partnerIdOnRecord, onExisting, onMissing });
  const asked = pulumi.all([wish, settingsOf(opts.provider)]).apply(async ([wanted, settings]) => {
    const { partnerIdOnRecord: reseller, ...others } = wanted;
    const plan: PlanWish = { ...others, ...(reseller !== undefined && { partnerIdOnRecord: reseller }) };
    const forecast = isMocked() ? await mockedForecast(plan, opts) : await loadPreflight().forecast(settings, plan);
    for (const warning of forecast.warnings) await pulumi.log.warn(`Preflight: ${warning}`, opts.resource);
    return forecast;
  });
  // The settings hold secrets, what they lead to does not.
  return pulumi.unsecret(asked);
}

/**
 * Asks for a plan that the program declares, where the setting `preflight` says so.
 * @internal
 */
export function preflightIfSet(resource: pulumi.Resource, args: PreflightArgs): void {
  const fromEnvironment = process.env.PARTNERCENTER_PREFLIGHT;
  // A component's provider reaches its children this way only.
  const provider: unknown = Reflect.get(resource, "__prov");
  if (provider instanceof Provider) {
    settingsOf(provider).apply(({ values }) => {
      if (isOn(values.preflight ?? fromEnvironment)) preflight(args, { resource, provider });
    });
  } else if (isOn(fromEnvironment || new pulumi.Config("partnercenter").get("preflight"))) {
    preflight(args, { resource });
  }
}

const isOn = (value: unknown): boolean => ["true", "1"].includes(String(value).toLowerCase());

/** Loaded when it is wanted: a program without it needs no client. */
const loadPreflight = (): typeof import("../provider/preflight") => require("../provider/preflight");

/** Whether the engine is a mock of a unit test, which must not reach Partner Center, whatever the environment has. */
const isMocked = (): boolean => pulumi.runtime.getMonitor() instanceof MockMonitor;

async function mockedForecast(plan: PlanWish, { provider }: PreflightOptions): Promise<PlanForecast> {
  const answer: Partial<PlanForecast> = await pulumi.runtime.invoke(
    "partnercenter:index:preflight",
    { ...plan },
    {
      ...(provider && { provider }),
    },
  );
  return { outcome: "unknown", warnings: [], ...answer };
}

function settingsOf(provider: Provider | undefined): pulumi.Output<ProgramSettings> {
  if (provider) {
    return provider.settings.apply((args) => ({ values: definedOnly(args), explicitProvider: true }));
  }
  const prefix = "partnercenter:";
  const own = Object.entries(pulumi.runtime.allConfig()).filter(([key]) => key.startsWith(prefix));
  const values = Object.fromEntries(own.map(([key, value]) => [key.slice(prefix.length), value]));
  return pulumi.output({ values, explicitProvider: false });
}

function definedOnly(args: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined));
}

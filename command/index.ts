import { type FoundResources, findResources } from "./import-file";
import { openContext } from "./reading-context";

export type { FoundResources, ImportEntry } from "./import-file";

/** Whose resources, and with which identity. */
export interface ImportFileOptions {
  /** Customers' Entra tenants: GUIDs; or `all` of the partner's. */
  readonly customers: readonly string[] | "all";
  /** Settings as an explicit `Provider` takes them. What is missing comes from the environment. Default: none. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/**
 * Reads the Azure plans and budgets of customers and gives the contents of a file for `pulumi import --file`, and a
 * program that declares the same resources: plans with `onMissing: "fail"`, so that importing them can buy nothing. The
 * preview that follows is empty.
 *
 * @throws SettingsError, RefusedError, or another PartnerCenterError that says what Partner Center answered.
 *
 * @example
 * const { file, program } = await importFile({ customers: [contosoTenantId] });
 * await writeFile("contoso.json", JSON.stringify(file));
 */
export function importFile({ customers, settings = {} }: ImportFileOptions): Promise<FoundResources> {
  return findResources(openContext(settings, process.env), customers);
}

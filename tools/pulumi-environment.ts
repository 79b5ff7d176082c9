import { delimiter, join } from "node:path";
import { withoutAmbientSettings } from "./pulumi-cli/ambient";
import { findExecutable } from "./pulumi-cli/check";
import { executables } from "./pulumi-cli/facts";
import { repositoryRoot } from "./repository";

/** What sets one use of Pulumi apart from every other. */
export interface PulumiPlaces {
  /** Folders with the CLI and its language host. */
  readonly binDirs: readonly string[];
  /** Takes the place of `~/.pulumi`. */
  readonly home: string;
  /** An existing folder for state. */
  readonly backend: string;
  readonly passphrase?: string;
  /** Comes first on PATH. */
  readonly extraPath?: readonly string[];
}

/**
 * An environment in which Pulumi touches nothing of the user's and asks nobody outside: the caller's own `PULUMI_*`,
 * `PARTNERCENTER_*`, `AZURE_*` and `ARM_*` are removed, so that nobody's real credentials are ever used in a test or demo.
 */
export function pulumiEnvironment(places: PulumiPlaces): NodeJS.ProcessEnv {
  const { binDirs, home, backend, passphrase = "throw-away", extraPath = [] } = places;
  const modules = join(repositoryRoot, "node_modules");
  const path = [
    ...extraPath,
    ...binDirs,
    // The launcher of dynamic providers, where the CLI came without one.
    ...(findExecutable(executables.launcher, binDirs) === undefined ? [join(modules, "@pulumi", "pulumi")] : []),
    // The Node that runs programs and providers.
    join(modules, ".bin"),
    process.env.PATH ?? "",
  ];
  return {
    ...withoutAmbientSettings(process.env),
    PATH: path.join(delimiter),
    PULUMI_HOME: home,
    PULUMI_BACKEND_URL: `file://${backend}`,
    PULUMI_CONFIG_PASSPHRASE: passphrase,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_DISABLE_REGISTRY_RESOLVE: "true",
    PULUMI_AUTOMATION_API_SKIP_VERSION_CHECK: "true",
  };
}

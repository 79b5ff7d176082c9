/** What is known about the Pulumi CLI we use: data only, so that an upgrade is an edit of this file and the go.mod files. */

/** The version that is downloaded or built. Both modules, and the npm package, exist in it. */
export const pinnedVersion = "3.259.0";

/** The oldest CLI that is accepted from PATH: import files skip `read` since then. */
export const oldestAcceptedVersion = "3.254.0";

/** The executables without which nothing runs. */
export const executables = {
  cli: "pulumi",
  languageHost: "pulumi-language-nodejs",
  /** A shell script that starts the dynamic-provider host of the program's own `@pulumi/pulumi`. */
  launcher: "pulumi-resource-pulumi-nodejs",
} as const;

/** One executable made from a published Go module. */
export interface GoBuild {
  readonly executable: string;
  /** Folder beside this file with go.mod and go.sum. */
  readonly module: string;
  readonly package: string;
  readonly linkerFlags: string;
  /** Packages that a cold build compiles, for a progress that means something. */
  readonly packages: number;
  readonly usually: string;
}

/**
 * Without the version in the linker flags the CLI calls itself nameless and the Automation API refuses it. The language
 * host's own module is not published; the SDK's contained it up to 3.68.0, and today's engine still speaks with it.
 */
export const goBuilds: readonly GoBuild[] = [
  {
    executable: executables.cli,
    module: "cli",
    package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    linkerFlags: `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${pinnedVersion} -w -s`,
    packages: 1690,
    usually: "4 min on 2 cores",
  },
  {
    executable: executables.languageHost,
    module: "language-host",
    package: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
    linkerFlags: "-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v3.68.0 -w -s",
    packages: 290,
    usually: "20 s",
  },
];

/** The oldest Go that can build them: from here on Go fetches the newer toolchain that go.mod asks for by itself. */
export const oldestGo = "1.21";

/** Where the npm package gets the CLI from. Asked first, with little patience: a closed network must not cost minutes. */
export const vendorDownload = {
  url: "https://get.pulumi.com/install.sh",
  answersWithinMs: 5_000,
  takesAtMostMs: 600_000,
};

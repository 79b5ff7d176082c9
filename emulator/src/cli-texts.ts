import type { Emulator } from "./emulator";
import { generatorOptionNames } from "./generate/generator-options";
import { type SwitchFact, switchTable } from "./switch-table";
import { throttlePresetNames } from "./throttling/throttle-policy";

/** What `--help` prints. */
export function helpText(): string {
  return `Microsoft Partner Center in a box: a local emulator of its REST API.

Usage: pulumi-partnercenter-emulator [options]
       pulumi-partnercenter-emulator generate [--out PATH] [what to generate]

  --port N             HTTP port (default 0: any free one)
  --tls-port N         TLS port, also of the Entra authority (default 0: any free one)
  --seed N             the same ids on every run, also of what is created later
  --seed-file PATH     partners and customers to start with (YAML or JSON), instead of the built-in ones
  --generate WHAT      customers to start with that are made up, e.g. customers=1000,withPlans=0.6
  --state-file PATH    go on from this state if it is there; it is written at a graceful stop
  --speed N            seconds that pass in the emulator while one passes outside (default 1)
  --clock INSTANT      the emulator's time at its start, e.g. 2026-01-31T12:00:00Z (default: now)
  --switch NAME=VALUE  set a switch; can be repeated
  --throttle PRESET    who asks too much gets 429: ${throttlePresetNames.join(", ")} (default: off)
  --ready-file PATH    write addresses, credentials and customers there (JSON) once it listens
  --ca-file PATH       write the certificate authority there (default: a temporary file)
  --shell NAME         bash or powershell: how the environment to paste is written (default: by platform)
  -h, --help           this text

It stops at Ctrl+C, or SIGTERM; a second one ends it at once.

What to generate, as --customers 1000 for generate and as customers=1000 for --generate:

${generatorOptionNames.map(({ flag, name, description, default: value }) => `  --${flag} (${name}=${value.replaceAll(",", "+")})\n      ${description}`).join("\n")}

  generate writes a seed file: to PATH (JSON if it ends in .json, else YAML), or YAML to standard output.

Switches, each with its values (the default first) and its place in the service's reference:

${Object.entries(switchTable)
  .map(([name, fact]) => `  ${name} = ${valuesText(fact)}  [${fact.section}]\n      ${fact.reason}`)
  .join("\n")}
`;
}

/** The values of a switch for people, the default first. */
export function valuesText(fact: SwitchFact): string {
  if (fact.values === "duration" || fact.values === "count") {
    return `${fact.default} (any ${fact.values === "count" ? "whole number" : "duration"})`;
  }
  return [fact.default, ...fact.values.filter((value) => value !== fact.default)].join(" | ");
}

/** Shells that the environment can be written for. */
export const shells = ["bash", "powershell"] as const;

/** One of them. */
export type Shell = (typeof shells)[number];

const shownCustomers = 20;

/** What is printed once the emulator listens. */
export function startText(emulator: Emulator, shell: Shell): string {
  const shown = emulator.customers.slice(0, shownCustomers);
  const customers = shown.map(({ id, name, kind }) => `  ${id}  ${kind.padEnd(14)} ${name}`).join("\n");
  const hidden = emulator.customers.length - shown.length;
  return `Partner Center is ready.

  API      ${emulator.apiUrl}   (TLS: ${emulator.apiUrlTls})
  Graph    ${emulator.graphUrl}
  Azure    ${emulator.managementUrl}
  Entra    ${emulator.authorityUrl}
  Admin    ${emulator.adminUrl}

Paste this into the shell of your program:

${environmentText(emulator, shell)}

Customers:
${customers}${hidden > 0 ? `\n  and ${hidden} more` : ""}

Stop with Ctrl+C.
`;
}

/** Statements that set the environment of a program that is to use the emulator. */
function environmentText(emulator: Emulator, shell: Shell): string {
  const environment = {
    PARTNERCENTER_TENANT_ID: emulator.tenantId,
    PARTNERCENTER_CLIENT_ID: emulator.clientId,
    PARTNERCENTER_CLIENT_SECRET: emulator.clientSecret,
    PARTNERCENTER_ENDPOINT: emulator.apiUrl,
    PARTNERCENTER_AUTHORITY: emulator.authorityUrl,
    PARTNERCENTER_CA_FILE: emulator.caFile,
  };
  return Object.entries(environment)
    .map(([name, value]) =>
      shell === "bash"
        ? `export ${name}='${value.replaceAll("'", "'\\''")}'`
        : `$env:${name} = '${value.replaceAll("'", "''")}'`,
    )
    .join("\n");
}

import type { Emulator } from "./emulator";
import { type SwitchFact, switchTable } from "./switch-table";
import { throttlePresetNames } from "./throttling/throttle-policy";

/** What `--help` prints. */
export function helpText(): string {
  return `Microsoft Partner Center in a box: a local emulator of its REST API.

Usage: pulumi-partnercenter-emulator [options]

  --port N             HTTP port (default 0: any free one)
  --tls-port N         TLS port, also of the Entra authority (default 0: any free one)
  --seed N             the same ids on every run, also of what is created later
  --seed-file PATH     partners and customers to start with (YAML or JSON), instead of the built-in ones
  --state-file PATH    go on from this state if it is there; it is written at a graceful stop
  --speed N            seconds that pass in the emulator while one passes outside (default 1)
  --clock INSTANT      the emulator's time at its start, e.g. 2026-01-31T12:00:00Z (default: now)
  --switch NAME=VALUE  set a switch; can be repeated
  --throttle PRESET    who asks too much gets 429: ${throttlePresetNames.join(", ")} (default: off)
  --ready-file PATH    write addresses, credentials and customers there (JSON) once it listens
  --ca-file PATH       write the certificate authority there (default: a temporary file)
  -h, --help           this text

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

/** What is printed once the emulator listens. */
export function startText(emulator: Emulator): string {
  const customers = emulator.customers.map(({ id, name, kind }) => `  ${id}  ${kind.padEnd(14)} ${name}`).join("\n");
  return `Partner Center is ready.

  API      ${emulator.apiUrl}   (TLS: ${emulator.apiUrlTls})
  Graph    ${emulator.graphUrl}
  Azure    ${emulator.managementUrl}
  Entra    ${emulator.authorityUrl}
  Admin    ${emulator.adminUrl}

Paste this into the shell of your program:

export PARTNERCENTER_TENANT_ID=${emulator.tenantId}
export PARTNERCENTER_CLIENT_ID=${emulator.clientId}
export PARTNERCENTER_CLIENT_SECRET='${emulator.clientSecret}'
export PARTNERCENTER_ENDPOINT=${emulator.apiUrl}
export PARTNERCENTER_AUTHORITY=${emulator.authorityUrl}
export PARTNERCENTER_CA_FILE='${emulator.caFile}'

Customers:
${customers}

Stop with Ctrl+C.
`;
}

import { rename, rm, writeFile } from "node:fs/promises";
import type { Emulator } from "./emulator";

/** What a program that started the emulator needs to know. */
export type ReadyFile = Pick<
  Emulator,
  | "apiUrl"
  | "apiUrlTls"
  | "graphUrl"
  | "managementUrl"
  | "authorityUrl"
  | "tokenUrl"
  | "adminUrl"
  | "caFile"
  | "tenantId"
  | "clientId"
  | "clientSecret"
  | "userRefreshToken"
  | "users"
  | "oidcIssuer"
  | "otherPartner"
  | "customers"
>;

/** The content of the ready file. */
export function readyFileOf(emulator: Emulator): ReadyFile {
  const { apiUrl, apiUrlTls, graphUrl, managementUrl, authorityUrl, tokenUrl, adminUrl, caFile } = emulator;
  const { tenantId, clientId, clientSecret, userRefreshToken, users, oidcIssuer, otherPartner, customers } = emulator;
  return {
    apiUrl,
    apiUrlTls,
    graphUrl,
    managementUrl,
    authorityUrl,
    tokenUrl,
    adminUrl,
    caFile,
    tenantId,
    clientId,
    clientSecret,
    userRefreshToken,
    users,
    oidcIssuer,
    otherPartner,
    customers,
  };
}

/** Removes a ready file of an earlier run, so that nobody reads addresses that are no more. */
export function removeReadyFile(path: string): Promise<void> {
  return rm(path, { force: true });
}

/** Writes the ready file in one step: whoever sees it sees all of it. */
export async function writeReadyFile(emulator: Emulator, path: string): Promise<void> {
  const unfinished = `${path}.${process.pid}.tmp`;
  await writeFile(unfinished, `${JSON.stringify(readyFileOf(emulator), null, 2)}\n`, { mode: 0o600 });
  await rename(unfinished, path);
}

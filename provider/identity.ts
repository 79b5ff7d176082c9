import { SettingsError } from "./client/errors";
import { isLoopback } from "./loopback";
import {
  type BorrowedIdentity,
  borrowedIdentities,
  howToSet,
  type IdentityKey,
  identityKeys,
  proofKeys,
} from "./setting-facts";
import type { Environment, SettingSource } from "./setting-sources";
import { parseFlag, parseIdentifier } from "./setting-values";

/** How an application proves to Entra that it is itself. */
export type ApplicationProof =
  | { readonly clientSecret: string }
  | {
      /** PEM file with the private key and the certificate that is registered for the application. */
      readonly certificatePath: string;
      /** Passphrase of an encrypted private key. */
      readonly certificatePassword?: string;
    }
  | {
      /** The text of such a file. */
      readonly certificate: string;
      readonly certificatePassword?: string;
    }
  | {
      /** File with a token of another identity provider; read again for each assertion, since it is short-lived. */
      readonly oidcTokenFile: string;
    }
  | { readonly githubOidc: GithubOidc };

/** Where a job of GitHub Actions gets its OIDC token. */
export interface GithubOidc {
  readonly requestUrl: string;
  readonly requestToken: string;
}

/** Who this process is for Entra: an identity comes whole from one source. */
export type Identity = ApplicationProof & {
  /** Partner tenant: GUID, lower case. A domain name is refused, since it cannot be compared with state. */
  readonly tenantId: string;
  /** The application: GUID, lower case. */
  readonly clientId: string;
  /** File with the refresh token of a user of the partner tenant, for calls that are made as that user. */
  readonly refreshTokenFile?: string;
};

type IdentityTexts = Readonly<Partial<Record<IdentityKey, string>>>;

/** A source that has any part of an identity. */
interface Candidate {
  readonly name: string;
  readonly values: IdentityTexts;
  /** Its own names of the parts, where they are not those of the settings. */
  readonly env?: BorrowedIdentity["env"];
}

/**
 * The identity of the first source that has any part of one: halves of two identities would sign in as a third.
 * @throws SettingsError when that source lacks a part or proves the application in two ways, or no source has any.
 */
export function readIdentity(sources: readonly SettingSource[], environment: Environment): Identity {
  const candidate = chooseSource(sources, environment);
  const { name, values } = candidate;
  const { tenantId, clientId, refreshTokenFile } = values;
  refuseContradictions(candidate);
  const proof = readProof(values, environment);
  if (tenantId === undefined || clientId === undefined || proof === undefined) throw incomplete(candidate, environment);
  return {
    tenantId: parseIdentifier("tenantId", { text: tenantId, source: name }),
    clientId: parseIdentifier("clientId", { text: clientId, source: name }),
    ...proof,
    ...(refreshTokenFile !== undefined && { refreshTokenFile }),
  };
}

function chooseSource(sources: readonly SettingSource[], environment: Environment): Candidate {
  for (const { name, values } of sources) {
    const candidate = { name, values: identityIn(values, name) };
    if (Object.keys(candidate.values).length > 0) return candidate;
  }
  for (const borrowed of borrowedIdentities) {
    const name = `the environment (${borrowed.prefix}*)`;
    const candidate = { name, values: borrow(borrowed, name, environment), env: borrowed.env };
    if (Object.keys(candidate.values).length > 0) return candidate;
  }
  throw new SettingsError(
    "No identity is set: tenantId, clientId, clientSecret are needed. " +
      `${(["tenantId", "clientId", "clientSecret"] as const).map(howToSet).join(" ")} ${otherProofs(environment)} ` +
      "AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET are taken too.",
  );
}

/** The parts of an identity that are there; a flag that is off is none. */
function identityIn(values: IdentityTexts, source: string): IdentityTexts {
  const present = identityKeys.flatMap((key) => {
    const text = values[key];
    if (text === undefined) return [];
    return key === "useGithubOidc" && !parseFlag(key, { text, source }) ? [] : [[key, text] as const];
  });
  return Object.fromEntries(present);
}

function borrow({ env, oidcSwitch }: BorrowedIdentity, source: string, environment: Environment): IdentityTexts {
  const texts = identityKeys.flatMap((key) => {
    const text = environment[env[key] ?? ""]?.trim();
    return text ? [[key, text] as const] : [];
  });
  const { oidcTokenFile, useGithubOidc, ...rest } = identityIn(Object.fromEntries(texts), source);
  if (oidcSwitch === undefined) return { ...rest, ...(oidcTokenFile !== undefined && { oidcTokenFile }) };
  if (useGithubOidc === undefined) return rest;
  return { ...rest, ...(oidcTokenFile === undefined ? { useGithubOidc } : { oidcTokenFile }) };
}

function refuseContradictions({ name, values, env }: Candidate): void {
  const shown = (key: IdentityKey) => env?.[key] ?? key;
  const proofs = proofKeys.filter((key) => values[key] !== undefined);
  if (proofs.length > 1) {
    throw new SettingsError(
      `${proofs.map(shown).join(" and ")} contradict each other: ${name} has ${proofs.length === 2 ? "both" : "all of them"}, and an ` +
        "application proves itself in one way. Keep one of them.",
    );
  }
  const certified = values.certificatePath !== undefined || values.certificate !== undefined;
  if (values.certificatePassword !== undefined && !certified) {
    throw new SettingsError(
      `${shown("certificatePassword")} is set without ${shown("certificatePath")}: ${name} has no certificate that it could ` +
        `open, and an identity comes whole from one place. ${howToSet("certificatePath")}`,
    );
  }
}

function readProof(values: IdentityTexts, environment: Environment): ApplicationProof | undefined {
  const { clientSecret, certificatePath, certificate, certificatePassword, oidcTokenFile, useGithubOidc } = values;
  if (clientSecret !== undefined) return { clientSecret };
  if (oidcTokenFile !== undefined) return { oidcTokenFile };
  if (useGithubOidc !== undefined) return { githubOidc: githubOidcIn(environment) };
  const password = certificatePassword === undefined ? {} : { certificatePassword };
  if (certificatePath !== undefined) return { certificatePath, ...password };
  return certificate === undefined ? undefined : { certificate, ...password };
}

function githubOidcIn(environment: Environment): GithubOidc {
  const { ACTIONS_ID_TOKEN_REQUEST_URL: requestUrl, ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken } = environment;
  if (requestUrl && requestToken) {
    if (URL.canParse(requestUrl) && isSafe(new URL(requestUrl))) return { requestUrl, requestToken };
    throw new SettingsError("useGithubOidc: ACTIONS_ID_TOKEN_REQUEST_URL is no address that begins with https://.");
  }
  throw new SettingsError(
    "useGithubOidc is set, but ACTIONS_ID_TOKEN_REQUEST_URL and ACTIONS_ID_TOKEN_REQUEST_TOKEN are not in the " +
      "environment. GitHub Actions sets them in a job that has the permission `id-token: write`; elsewhere, use " +
      "oidcTokenFile, certificatePath or clientSecret.",
  );
}

/** The token that fetches tokens travels there. */
function isSafe(url: URL): boolean {
  return url.protocol === "https:" || isLoopback(url);
}

function incomplete({ name, values, env }: Candidate, environment: Environment): SettingsError {
  const proven = proofKeys.some((key) => values[key] !== undefined);
  const needed = ["tenantId", "clientId", ...(proven ? [] : (["clientSecret"] as const))] as const;
  const missing = needed.filter((key) => values[key] === undefined);
  const present = identityKeys.filter((key) => values[key] !== undefined);
  return new SettingsError(
    `${missing.join(" and ")} ${missing.length > 1 ? "are" : "is"} missing: ${name} has ${present.join(" and ")} only, ` +
      "and an identity comes whole from one place. " +
      (env ? `Set ${missing.map((key) => env[key]).join(" and ")} too, or use settings of our own. ` : "") +
      `${missing.map(howToSet).join(" ")}${proven ? "" : ` ${otherProofs(environment)}`}`,
  );
}

function otherProofs(environment: Environment): string {
  const here = environment.ACTIONS_ID_TOKEN_REQUEST_URL ? " This job could use useGithubOidc." : "";
  return `Instead of clientSecret, an application may have certificatePath, certificate, oidcTokenFile or useGithubOidc.${here}`;
}

import { inspect } from "node:util";
import { MsalTokenSource } from "../../../provider/auth/msal-token-source";
import { type RefreshTokenStore, RefreshTokens } from "../../../provider/auth/refresh-tokens";
import type { TokenSource, TokenWish } from "../../../provider/client/authorise";
import { AuthError } from "../../../provider/client/errors";
import type { WireRequest } from "../../../provider/client/transport";
import type { Settings } from "../../../provider/settings";
import { FakeClock } from "../../support/fake-clock";
import { plainSettings } from "../../support/plain-settings";

export const tenantId = "0aaaaaaa-0000-4000-8000-000000000001";
export const clientId = "0bbbbbbb-0000-4000-8000-000000000001";
export const clientSecret = "Tp7~very-secret-value";

export const settings: Settings = {
  ...plainSettings,
  identity: { tenantId, clientId, clientSecret },
  authority: "https://login.example:8443",
};

export const wish: TokenWish = { service: "partnerCenter", credential: "either", call: "getThing (GET /v1/things)" };

/** What a request is answered with. */
export interface Outcome {
  readonly status?: number;
  readonly body?: unknown;
  readonly text?: string;
  readonly error?: Error;
}

/** Says what Entra's token endpoint does; `nth` counts from 1. */
export type TokenEndpoint = (nth: number, request: WireRequest) => Outcome | Promise<Outcome>;

/** What a test may have otherwise. */
export interface EntraOptions extends Partial<Settings> {
  readonly clock?: FakeClock;
  /** Where the user's refresh token is. */
  readonly store?: RefreshTokenStore;
  /** Answers requests to other hosts than Entra's. */
  readonly elsewhere?: (request: WireRequest) => Outcome;
}

/** A token source and Entra, as far as MSAL asks for it. */
export function fakeEntra(token: TokenEndpoint, options: EntraOptions = {}) {
  const { clock = new FakeClock({ hasty: true }), store, elsewhere, ...overrides } = options;
  const chosen = { ...settings, ...overrides };
  const requests: WireRequest[] = [];
  const tokenRequests: WireRequest[] = [];
  const outcomeOf = async (request: WireRequest): Promise<Outcome> => {
    if (elsewhere && request.url.origin !== new URL(chosen.authority).origin) return elsewhere(request);
    if (request.method === "POST") {
      tokenRequests.push(request);
      return token(tokenRequests.length, request);
    }
    const root = `${chosen.authority}/${request.url.pathname.split("/")[1]}`;
    return {
      body: {
        token_endpoint: `${root}/oauth2/v2.0/token`,
        authorization_endpoint: `${root}/oauth2/v2.0/authorize`,
        end_session_endpoint: `${root}/oauth2/v2.0/logout`,
        jwks_uri: `${root}/discovery/v2.0/keys`,
        issuer: `${root}/v2.0`,
      },
    };
  };
  const source = new MsalTokenSource(
    chosen,
    {
      exchange: async (request) => {
        requests.push(request);
        const { status = 200, body, text, error } = await outcomeOf(request);
        if (error) throw error;
        return { status, headers: {}, bytes: new TextEncoder().encode(text ?? JSON.stringify(body)) };
      },
      stream: () => Promise.reject(new Error("nothing is streamed here")),
      close: async () => {},
    },
    clock,
    store && new RefreshTokens(store, clock),
  );
  return {
    source,
    requests,
    tokenRequests,
    clock,
    /** The forms that were sent to the token endpoint. */
    forms: () => tokenRequests.map(({ body }) => Object.fromEntries(new URLSearchParams(body))),
  };
}

/** A token that tells which request it came from. */
export const grant = (nth: number): Outcome => grantWith(nth, {});

/** The same, with more in the reply. */
export function grantWith(nth: number, more: Readonly<Record<string, unknown>>): Outcome {
  return { body: { token_type: "Bearer", expires_in: 3600, access_token: `token-${nth}`, ...more } };
}

export function refusal(code: number, text: string, error = "invalid_client"): Outcome {
  return {
    status: code === 7000215 ? 401 : 400,
    body: {
      error,
      error_description: `AADSTS${code}: ${text} Trace ID: 1 Correlation ID: 2 Timestamp: 3`,
      error_codes: [code],
    },
  };
}

/** What a wish fails with; of any of our kinds. */
export async function thrownBy(source: TokenSource, wanted: TokenWish = wish): Promise<Error> {
  const error: unknown = await source.getToken(wanted).catch((thrown: unknown) => thrown);
  if (!(error instanceof Error)) throw new Error(`not a failure: ${inspect(error)}`);
  return error;
}

export async function failureOf(source: TokenSource, wanted: TokenWish = wish): Promise<AuthError> {
  const error = await thrownBy(source, wanted);
  if (!(error instanceof AuthError)) throw new Error(`not a refusal: ${inspect(error)}`);
  return error;
}

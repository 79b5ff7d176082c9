import type { ApiFailure } from "./api-failure";
import type { Explanation } from "./catalogue/entry";
import { explain } from "./error-catalogue";
import { describeFailure } from "./failure-message";
import { redact } from "./redact";

const marker = Symbol.for("pulumi-partnercenter/error");

/** What went wrong, by kind: code that must decide switches on this, never on a message. */
export type ErrorKind = "settings" | "auth" | "transport" | "api" | "contract" | "deadline" | "refused";

/**
 * Base of every error of this package. The message is written for a person: what was attempted, what came back, what
 * to do next. It never contains a credential or a response body: whatever looks like a credential is taken out here, in
 * case that somebody else's words, which some messages quote, repeat one.
 */
export class PartnerCenterError extends Error {
  readonly [marker] = true;
  constructor(
    readonly kind: ErrorKind,
    message: string,
    options?: ErrorOptions,
  ) {
    super(redact(message), options);
    this.name = new.target.name;
  }

  /** Recognises errors of this package even when two copies of it are loaded. */
  static isInstance(value: unknown): value is PartnerCenterError {
    return typeof value === "object" && value !== null && marker in value;
  }
}

/** A setting is missing, malformed or contradicts another; the message names its key. */
export class SettingsError extends PartnerCenterError {
  constructor(message: string, options?: ErrorOptions) {
    super("settings", message, options);
  }
}

/** Entra refused a token, or none could be asked for. Carries the identity provider's codes, never the credential. */
export class AuthError extends PartnerCenterError {
  constructor(
    message: string,
    /** `AADSTS` numbers of the refusal, for example `["7000215"]`; empty when Entra was not reached. */
    readonly codes: readonly string[] = [],
    options?: ErrorOptions,
  ) {
    super("auth", message, options);
  }
}

/** No usable reply: refused, reset, timed out or unreadable. Whether the service acted is unknown unless `unsent`. */
export class TransportError extends PartnerCenterError {
  constructor(
    message: string,
    /** True when the request certainly never reached the service. */
    readonly unsent: boolean,
    options?: ErrorOptions,
    /** True when trying again cannot help, as with a certificate that is not trusted. */
    readonly permanent = false,
  ) {
    super("transport", message, options);
  }
}

/** The service answered, and the answer is a failure. */
export class ApiError extends PartnerCenterError {
  /** What is known of it. Not enumerable: the message says what a reader needs. */
  declare readonly failure: ApiFailure;

  constructor(message: string, failure: ApiFailure) {
    super("api", message);
    Object.defineProperty(this, "failure", { value: failure });
  }

  /** The error for a failed call, with the message that its facts lead to. */
  static from(failure: ApiFailure): ApiError {
    return new ApiError(describeFailure(failure), failure);
  }

  get status(): number {
    return this.failure.status;
  }

  get code(): string {
    return this.failure.code;
  }

  /** What it means and whether to try again; `undefined` when nobody has documented the code nor the status. */
  get explanation(): Explanation | undefined {
    const { service = "partnerCenter", status, code } = this.failure;
    return explain(service, status, code);
  }
}

/** The service answered with success, but not in the documented form. Names the endpoint and paths, never values. */
export class ContractError extends PartnerCenterError {
  constructor(message: string, options?: ErrorOptions) {
    super("contract", message, options);
  }
}

/** The operation's own time ran out. What was begun goes on at the service; the next run continues. */
export class DeadlineError extends PartnerCenterError {
  constructor(message: string) {
    super("deadline", message);
  }
}

/** This package refused, by its own rules, before anything was sent. */
export class RefusedError extends PartnerCenterError {
  constructor(message: string) {
    super("refused", message);
  }
}

/** True for an answered failure with this status and, when given, one of these service codes. */
export function isApiError(error: unknown, status: number, ...codes: readonly string[]): error is ApiError {
  return (
    PartnerCenterError.isInstance(error) &&
    error instanceof ApiError &&
    error.status === status &&
    (codes.length === 0 || codes.includes(error.code))
  );
}

/** What an error says, of whatever kind it is. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

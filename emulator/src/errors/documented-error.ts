/** Code of an error: a number at Partner Center, a word at Microsoft Graph and Azure Resource Manager. */
export type ErrorCode = number | string;

/** A status and code that the reference documents, with the text the emulator gives. `{0}` is replaced by a detail. */
export interface DocumentedError {
  readonly status: number;
  readonly code: ErrorCode;
  readonly description: string;
  /** Set for errors of the agreements service, whose bodies have shape B and name the error (C 4.1). */
  readonly errorName?: string;
}

/** A status and code that the reference documents, with the text the emulator gives. `{0}` is replaced by a detail. */
export interface DocumentedError {
  readonly status: number;
  readonly code: number;
  readonly description: string;
}

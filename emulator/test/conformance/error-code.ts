import type { Proof } from "./endpoint";

interface DocumentedCode {
  readonly status: number;
  /** As the journal writes it: the number as text; Entra's with their `AADSTS`. */
  readonly code: string;
  /** Where the reference lists it: C is its part on commerce, B on billing. */
  readonly section: string;
}

/** A code that a test provokes by its condition. */
export interface ProvokedCode extends DocumentedCode {
  /** The test; `pending` while the rule behind it is being built. */
  readonly proof: Proof | "pending";
}

/** A code that the emulator does not give, and why. */
export interface UnprovokedCode extends DocumentedCode {
  readonly reason: string;
}

/** One error code of the reference. */
export type ErrorCode = ProvokedCode | UnprovokedCode;

/** A code that this test provokes. */
export const provoked = (section: string, status: number, code: number | string, proof: Proof | "pending") => ({
  section,
  status,
  code: String(code),
  proof,
});

/** Codes of one status that the emulator does not give, for one reason. */
export const notGiven = (
  section: string,
  status: number,
  codes: readonly (number | string)[],
  reason: string,
): UnprovokedCode[] => codes.map((code) => ({ section, status, code: String(code), reason }));

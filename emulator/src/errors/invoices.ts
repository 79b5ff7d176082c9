import type { DocumentedError } from "./documented-error";

/** Errors of invoices and exports (B 1.4, 12.2, 13). */
export const invoicesErrors = {
  gone: { status: 410, code: 1000, description: "The resource is no longer available. {0}" },
} as const satisfies Readonly<Record<string, DocumentedError>>;

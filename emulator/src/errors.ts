import { agreementsErrors } from "./errors/agreements";
import { benefitsErrors } from "./errors/benefits";
import { catalogErrors } from "./errors/catalog";
import { customersErrors } from "./errors/customers";
import type { DocumentedError } from "./errors/documented-error";
import { entitlementsErrors } from "./errors/entitlements";
import { generalErrors } from "./errors/general";
import { graphErrors } from "./errors/graph";
import { invoicesErrors } from "./errors/invoices";
import { managementErrors } from "./errors/management";
import { ordersErrors } from "./errors/orders";
import { storageErrors } from "./errors/storage";
import { subscriptionsErrors } from "./errors/subscriptions";
import { upgradesErrors } from "./errors/upgrades";

/** The documented errors that the emulator's rules can provoke (C 4.4, B 1.4, B 12.1, A), by what they mean. */
export const documentedErrors = {
  ...generalErrors,
  ...customersErrors,
  ...agreementsErrors,
  ...catalogErrors,
  ...ordersErrors,
  ...benefitsErrors,
  ...subscriptionsErrors,
  ...entitlementsErrors,
  ...upgradesErrors,
  ...invoicesErrors,
  ...graphErrors,
  ...storageErrors,
  ...managementErrors,
} as const satisfies Readonly<Record<string, DocumentedError>>;

/** Name of a documented error. */
export type ErrorName = keyof typeof documentedErrors;

/** What domain functions throw when a rule of the service says no. */
export class Refusal extends Error {
  override readonly name = "Refusal";

  constructor(
    /** Which documented error it is. */
    readonly error: ErrorName,
    /** What stands for `{0}` in its description. */
    readonly detail: string = "",
  ) {
    super(describe(documentedErrors[error], detail));
  }

  /** Status, code and text of the documented error. */
  get documented(): DocumentedError {
    return { ...documentedErrors[this.error], description: this.message };
  }
}

function describe(error: DocumentedError, detail: string): string {
  return error.description.replace("{0}", detail).trim().slice(0, 1024);
}

import { agreementsSwitches } from "./switches/agreements";
import { auditSwitches } from "./switches/audit";
import { budgetsSwitches } from "./switches/budgets";
import { customersSwitches } from "./switches/customers";
import { exportsSwitches } from "./switches/exports";
import { identitySwitches } from "./switches/identity";
import { invoicesSwitches } from "./switches/invoices";
import { linksSwitches } from "./switches/links";
import { protocolSwitches } from "./switches/protocol";
import { purchasesSwitches } from "./switches/purchases";
import { subscriptionsSwitches } from "./switches/subscriptions";
import type { SwitchFact } from "./switches/switch-fact";
import { upgradesSwitches } from "./switches/upgrades";
import { usageSwitches } from "./switches/usage";

export type { SwitchFact, SwitchKind } from "./switches/switch-fact";

/** Every switch of the emulator, area by area. The README's table lists the same ones; a test compares them. */
export const switchTable = {
  ...protocolSwitches,
  ...identitySwitches,
  ...customersSwitches,
  ...agreementsSwitches,
  ...purchasesSwitches,
  ...subscriptionsSwitches,
  ...budgetsSwitches,
  ...auditSwitches,
  ...exportsSwitches,
  ...usageSwitches,
  ...upgradesSwitches,
  ...linksSwitches,
  ...invoicesSwitches,
} as const satisfies Readonly<Record<string, SwitchFact>>;

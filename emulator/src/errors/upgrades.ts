import type { DocumentedError } from "./documented-error";

/** Errors of product upgrades, and of purchases while there is one (C 4.4). */
export const upgradesErrors = {
  upgradeSuspended: { status: 403, code: 900105, description: "Suspended Azure subscriptions cannot be upgraded: {0}" },
  upgradeNotFound: { status: 404, code: 900106, description: "No upgrade request {0} was found." },
  upgradeItemNotFound: { status: 400, code: 900107, description: "No catalog item was found for {0}." },
  upgradeNothingThere: { status: 403, code: 900108, description: "Customer {0} has no Azure subscriptions." },
  upgradeInProgress: { status: 409, code: 900109, description: "Another upgrade {0} is in progress." },
  upgradeCompleted: { status: 400, code: 900110, description: "The upgrade {0} is already completed." },
  upgradeOfOther: { status: 400, code: 900111, description: "The upgrade {0} does not belong to the customer." },
  upgradeSharedServices: {
    status: 403,
    code: 900119,
    description: "Azure Partner Shared Services cannot be upgraded: {0}",
  },
  upgradeNotPossible: { status: 403, code: 900120, description: "The upgrade cannot be processed: {0}" },
  upgradeTooRecent: {
    status: 403,
    code: 900130,
    description: "Subscriptions were bought too recently; try again later: {0}",
  },
  purchaseUpgradePending: { status: 409, code: 900112, description: "The Azure upgrade request {0} is pending." },
  purchaseUpgradeInProgress: { status: 409, code: 900113, description: "The Azure upgrade {0} is in progress." },
  purchaseUpgradeFailed: { status: 409, code: 900114, description: "The Azure upgrade {0} has failed." },
} as const satisfies Readonly<Record<string, DocumentedError>>;

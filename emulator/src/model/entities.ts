import type { AzureRole } from "./azure-management";
import type { ItemKind } from "./catalog-facts";
import type { Application, PartnerUser } from "./identities";
import type { MeterKey } from "./meters";
import type { PurchaseCommitment } from "./purchase-entities";

export * from "./purchase-entities";

/** An instant: milliseconds since 1970, a fraction carrying the digits beyond them. */
export type Instant = number;

/** An indirect reseller of an indirect provider. */
export interface Reseller {
  readonly partnerId: string;
  readonly name: string;
  /** Its own tenant. */
  readonly tenantId: string;
  /** Whether it is one still. */
  active: boolean;
  /** Whether it accepted the Microsoft Partner Agreement. */
  agreementAccepted: boolean;
}

/** What a partner may sell. */
export interface PartnerStanding {
  /** Whether it accepted the Microsoft Partner Agreement. */
  agreementAccepted: boolean;
  /** Whether its reseller program is active. */
  resellerProgramActive: boolean;
  /** Name of a program that ended, if one did. */
  endedProgram: string;
  /** Countries it was not onboarded for, as ISO 3166-1 codes. */
  closedCountries: string[];
}

/** A partner tenant. */
export interface Partner {
  readonly tenantId: string;
  readonly name: string;
  readonly domain: string;
  readonly kind: "directBill" | "indirectProvider";
  /** Whether it is an integration sandbox account. */
  readonly sandbox: boolean;
  /** Its own PartnerID. */
  readonly partnerId: string;
  /** Whether anybody at all has the Admin agent role; without it everything but the token is refused. */
  adminAgent: boolean;
  readonly applications: Application[];
  readonly users: PartnerUser[];
  readonly resellers: Reseller[];
  readonly standing: PartnerStanding;
}

/** How a customer relates to a partner. */
export type Relationship = "none" | "reseller";

/** Whom a confirmation of an agreement names. */
export interface AgreementContact {
  readonly firstName: string;
  readonly middleName?: string | undefined;
  readonly lastName: string;
  readonly email: string;
  readonly phoneNumber?: string | undefined;
}

/** The agreements there are. */
export type AgreementType = "MicrosoftCustomerAgreement" | "MicrosoftCloudAgreement";

/** One confirmation of an agreement by the partner. */
export interface Attestation {
  readonly type: AgreementType;
  readonly userId: string;
  readonly dateAgreed: Instant;
  /** When the partner recorded it; left out for those that were there at the start. */
  readonly recordedAt?: Instant | undefined;
  readonly contact: AgreementContact;
}

/** An enhanced attestation: the partner makes it, the customer accepts it, and it becomes the customer's agreement. */
export interface EnhancedAttestation {
  readonly id: string;
  readonly partnerTenantId: string;
  readonly country: string;
  readonly language: string;
  readonly companyName: string;
  readonly contact: AgreementContact;
  readonly createdAt: Instant;
  acceptedAt?: Instant | undefined;
  /** The customer whose agreement it became. */
  customerId?: string | undefined;
}

/** How Microsoft looks at a customer's account. */
export const accountStates = ["approved", "underReview", "underFurtherReview", "rejected", "locked", "risky"] as const;

/** A customer tenant. */
export interface Customer {
  readonly id: string;
  readonly commerceId: string;
  readonly billingProfileId: string;
  readonly billingEtag: string;
  readonly name: string;
  readonly domain: string;
  readonly contact: {
    readonly firstName: string;
    readonly middleName?: string | undefined;
    readonly lastName: string;
    readonly phoneNumber?: string | undefined;
    readonly email: string;
  };
  readonly address: {
    readonly line: string;
    readonly secondLine?: string | undefined;
    readonly city: string;
    readonly region?: string | undefined;
    readonly state?: string | undefined;
    readonly postalCode: string;
  };
  /** As in `en-US`. */
  readonly culture: string;
  /** As in `en`. */
  readonly language: string;
  readonly organizationRegistrationNumber?: string | undefined;
  /** Tenant of the indirect reseller that looks after it. */
  readonly resellerTenantId?: string | undefined;
  readonly country: string;
  readonly currency: string;
  /** By partner tenant. */
  readonly relationships: Record<string, Relationship>;
  attestations: Attestation[];
  directlySigned: boolean;
  account: (typeof accountStates)[number];
}

/** What somebody made of the stock of a catalog item: withdrawn from sale, or only so many left. */
export interface Stock {
  withdrawn: boolean;
  /** Null when there is no end to it. */
  remaining: number | null;
}

/** States of a subscription that the service writes. */
export const subscriptionStatuses = [
  "none",
  "active",
  "suspended",
  "deleted",
  "expired",
  "pending",
  "disabled",
] as const;

/** State of a subscription. */
export type SubscriptionStatus = (typeof subscriptionStatuses)[number];

/** That a status became another one, so that what followed from the old one until then can still be told. */
export interface StatusChange {
  readonly at: Instant;
  readonly before: string;
}

/** That a quantity became another one. */
export interface QuantityChange {
  readonly at: Instant;
  readonly before: number;
}

/** That a budget became another one; `before` is null when there was none. */
export interface BudgetChange {
  readonly at: Instant;
  readonly before: string | null;
}

/** What a PATCH may change. */
export interface SubscriptionChange {
  readonly friendlyName?: string | undefined;
  readonly status?: SubscriptionStatus | undefined;
  readonly quantity?: number | undefined;
}

/** What an Azure reservation or a savings plan is good for. */
export interface AzureBenefit {
  /** The plan that it belongs to. */
  readonly planId: string;
  /** `shared` in the whole plan, or `single` for one Azure subscription. */
  readonly scope: string;
  readonly azureSubscriptionId?: string | undefined;
  readonly commitment?: PurchaseCommitment | undefined;
}

/** A commerce subscription: what was bought, whatever it is. */
export interface Subscription {
  readonly id: string;
  readonly kind: ItemKind;
  readonly partnerTenantId: string;
  readonly customerId: string;
  readonly orderId: string;
  readonly catalogItemId: string;
  readonly partnerId: string;
  readonly billingCycle: string;
  readonly country: string;
  readonly createdAt: Instant;
  quantity: number;
  /** Oldest first; none for a quantity that it always had. */
  quantityChanges?: QuantityChange[] | undefined;
  /** ISO 8601; left out for what has no term. */
  readonly termDuration?: string | undefined;
  /** When the term ends; left out for what has no end. */
  endsAt?: Instant | undefined;
  /** Until when it can be given back; left out when it never can. */
  readonly refundableUntil?: Instant | undefined;
  readonly promotionId?: string | undefined;
  /** Of reservations and savings plans. */
  readonly benefit?: AzureBenefit | undefined;
  /** From when on Azure reservations can be bought for it, once somebody registered it. */
  registeredFrom?: Instant | undefined;
  /** From when on the API shows it; null while nobody knows. */
  visibleFrom: Instant | null;
  friendlyName: string;
  /** Changed by `enterStatus` alone. */
  readonly status: SubscriptionStatus;
  /** Oldest first; none for a status that it always had. */
  statusChanges?: StatusChange[] | undefined;
  autoRenewEnabled: boolean;
  scheduledNextTermInstructions?: unknown;
  nextChargeInstructions?: unknown;
  /** Counts changes of a legacy subscription for its ETag. */
  version: number;
  /** From when on it is upgraded to a plan and missing from lists; only of legacy ones. */
  upgradedAt?: Instant | undefined;
  /** Whether it is one of Azure Partner Shared Services, which cannot be upgraded. */
  readonly sharedServices?: boolean | undefined;
  /** A change that was accepted and shows later. */
  accepted?: { readonly change: SubscriptionChange; readonly dueAt: Instant } | undefined;
}

/** An Azure subscription under a plan, an "Azure entitlement" in this API. */
export interface AzureSubscription {
  readonly id: string;
  readonly planId: string;
  readonly customerId: string;
  readonly partnerTenantId: string;
  readonly friendlyName: string;
  visibleFrom: Instant | null;
  /** Changed by `enterStatus` alone. */
  readonly status: string;
  /** Oldest first; none for a status that it always had. */
  statusChanges?: StatusChange[] | undefined;
  /** Whether the partner cannot reactivate it. */
  reactivation?: "refused" | undefined;
  /** A change of status that was accepted and shows later. */
  accepted?: AzureStatusChange | undefined;
  /** What the partner's identities are in it; owner when left out. */
  partnerRole?: AzureRole | undefined;
}

/** A change of an Azure subscription's status on its way to Partner Center. */
export interface AzureStatusChange {
  readonly status: string;
  readonly dueAt: Instant;
  /** Set when it was made at Azure Resource Manager, which shows it at once. */
  readonly madeInAzure?: boolean | undefined;
}

/** Something in Azure that is metered: what usage accrues from. */
export interface MeteredResource {
  readonly id: string;
  /** The Azure subscription it is in; of a legacy customer the commerce subscription, which has the same id. */
  readonly azureSubscriptionId: string;
  /** Key of its meter in the table of meters. */
  readonly meter: MeterKey;
  readonly name: string;
  readonly group: string;
  /** Azure region in short form, `westeurope`. */
  readonly location: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly additionalInfo: Readonly<Record<string, string>>;
  /** What it uses on an average day, in the meter's unit: decimal text. */
  readonly dailyQuantity: string;
  /** It runs from then on. */
  readonly from: Instant;
  /** Until then; null while it is there. */
  to: Instant | null;
}

/** Why a line of an upgrade fails: `errorDetails`. */
export interface UpgradeFailure {
  readonly code: string;
  readonly text: string;
}

/** One legacy subscription of an upgrade and the plan it goes under. */
export interface UpgradeLine {
  readonly sourceId: string;
  readonly targetId: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly failure?: UpgradeFailure | undefined;
}

/** An upgrade of a customer's legacy subscriptions to Azure plans. */
export interface Upgrade {
  readonly id: string;
  readonly partnerTenantId: string;
  readonly customerId: string;
  readonly createdAt: Instant;
  /** Until when it is pending. */
  readonly startsAt: Instant;
  readonly lines: readonly UpgradeLine[];
}

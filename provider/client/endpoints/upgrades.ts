import { z } from "zod";
import { endpoint } from "../endpoint";
import { Attributes, codeText } from "./shapes";

/** What is to be upgraded: a customer's legacy Azure subscriptions. */
const UpgradeRequest = z.strictObject({
  /** The customer's Entra tenant: GUID. */
  customerId: z.string().min(1),
  /** Only `azure` is documented. */
  productFamily: z.string().min(1),
});

/** Whether a customer's legacy (MS-AZR-0145P) subscriptions can move to an Azure plan, and why not. */
export const UpgradeEligibility = z.looseObject({
  customerId: z.string().optional(),
  isEligible: z.boolean(),
  productFamily: z.string().optional(),
  /** The upgrade that exists already. */
  upgradeId: z.string().optional(),
  /** Why not. */
  reason: z.string().optional(),
  attributes: Attributes.optional(),
});
export interface UpgradeEligibility extends z.output<typeof UpgradeEligibility> {}

const ErrorDetails = z.looseObject({
  code: codeText.optional(),
  message: z.string().optional(),
  description: z.string().optional(),
});

const Product = z.looseObject({
  /** A subscription's id. */
  id: z.string().optional(),
  name: z.string().optional(),
});

/** How far an upgrade is, as a whole and for each subscription. */
export const UpgradeStatus = z.looseObject({
  id: z.string().optional(),
  productFamily: z.string().optional(),
  /** `Completed`; the other words are not documented: `fail` or `error` within it means failed, all else pending. */
  status: z.string(),
  lineItems: z
    .array(
      z.looseObject({
        sourceProduct: Product.optional(),
        targetProduct: Product.optional(),
        upgradedDate: z.string().optional(),
        status: z.string(),
        errorDetails: ErrorDetails.optional(),
      }),
    )
    .default([]),
  errorDetails: ErrorDetails.optional(),
  attributes: Attributes.optional(),
});
export interface UpgradeStatus extends z.output<typeof UpgradeStatus> {}

/** Asks whether a customer's legacy subscriptions can be upgraded. Changes nothing. */
export const getUpgradeEligibility = endpoint({
  name: "getUpgradeEligibility",
  method: "POST",
  path: "/v1/productUpgrades/eligibility",
  request: UpgradeRequest,
  response: UpgradeEligibility,
  retry: "safe",
  credential: "user",
  source: "get-eligibility-for-product-upgrade",
});

/**
 * Begins an upgrade, which cannot be undone: 202, with its address in `Location` and mostly no body. Not repeated when
 * unanswered, since a second one is refused (409 `900109`): ask for the eligibility, which names an upgrade that exists.
 */
export const createUpgrade = endpoint({
  name: "createUpgrade",
  method: "POST",
  path: "/v1/productUpgrades",
  request: UpgradeRequest,
  response: z.looseObject({ id: z.string().optional() }).optional(),
  retry: "unsent",
  credential: "user",
  source: "create-product-upgrade-entity",
});

/** How far an upgrade is. An unknown one answers 404 `900106`, one of another customer 400 `900111`. */
export const getUpgradeStatus = endpoint({
  name: "getUpgradeStatus",
  method: "POST",
  path: "/v1/productUpgrades/{upgradeId}/status",
  request: UpgradeRequest,
  response: UpgradeStatus,
  retry: "safe",
  credential: "user",
  source: "get-product-upgrade-status",
});

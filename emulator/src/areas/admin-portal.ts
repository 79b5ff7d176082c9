import { z } from "zod";
import type { AdminRoute } from "../http/routes";
import { ExactNumber, parseJsonExactly } from "../json";
import { azureRoles } from "../model/azure-management";
import { handSetOrderStatuses, subscriptionStatuses } from "../model/entities";
import { orderStatus, setOrderStatus } from "../model/orders";
import {
  addAzureSubscription,
  buyOther,
  buyPlan,
  editAgreement,
  editAzureSubscription,
  editBudget,
  editRelationship,
  editSubscription,
} from "../model/portal";
import { setUpgradeFailure } from "../model/upgrades";
import { type AdminParts, admin, adminBody } from "./admin";

const subscriptionBody = z.strictObject({
  friendlyName: z.string().optional(),
  status: z.enum([...subscriptionStatuses, "missing"]).optional(),
});
const newAzureSubscriptionBody = z.strictObject({ friendlyName: z.string().default("Microsoft Azure") });
const upgradeOutcomeBody = z.strictObject({
  errorDetails: z.strictObject({ code: z.string().min(1), text: z.string() }).nullable(),
});
const azureSubscriptionBody = z.strictObject({
  status: z.string().min(1).optional(),
  partnerRole: z.enum(azureRoles).optional(),
  reactivation: z.enum(["allowed", "refused"]).optional(),
});
const purchaseBody = z.strictObject({
  kind: z.enum(["license", "software", "reservation", "savingsPlan", "saas"]),
  quantity: z.number().int().positive().optional(),
  planId: z.string().optional(),
});
const budgetBody = z.strictObject({ amount: z.union([z.instanceof(ExactNumber), z.string(), z.null()]) });
const relationshipBody = z.strictObject({ relationship: z.enum(["none", "reseller"]) });
const agreementBody = z.strictObject({ accepted: z.boolean() });
const planBody = z.strictObject({ partnerIdOnRecord: z.string().optional(), friendlyName: z.string().optional() });
const orderBody = z.strictObject({ status: z.enum(handSetOrderStatuses) });

/** What people do in the portal, in Azure and at Microsoft, behind the API's back. Takes effect at once. */
export function portalRoutes({ model }: AdminParts): AdminRoute[] {
  return [
    admin("POST", "/portal/subscriptions/{id}", (incoming, { id = "" }) => {
      const { friendlyName, status } = editSubscription(model, id, adminBody(incoming, subscriptionBody));
      return { status: 200, body: { id, friendlyName, status } };
    }),
    admin("POST", "/portal/subscriptions/{id}/azureSubscriptions", (incoming, { id = "" }) => {
      const azure = addAzureSubscription(model, id, adminBody(incoming, newAzureSubscriptionBody).friendlyName);
      return { status: 201, body: { id: azure.id, friendlyName: azure.friendlyName, status: azure.status } };
    }),
    admin("POST", "/portal/subscriptions/{id}/upgradeOutcome", (incoming, { id = "" }) => {
      const { errorDetails } = adminBody(incoming, upgradeOutcomeBody);
      setUpgradeFailure(model, id, errorDetails);
      return { status: 200, body: { id, errorDetails } };
    }),
    admin("POST", "/portal/azureSubscriptions/{id}", (incoming, { id = "" }) => {
      const { status, partnerRole = "owner" } = editAzureSubscription(
        model,
        id,
        adminBody(incoming, azureSubscriptionBody),
      );
      return { status: 200, body: { id, status, partnerRole } };
    }),
    admin("POST", "/portal/orders/{id}", (incoming, { id = "" }) => {
      const order = setOrderStatus(model, id, adminBody(incoming, orderBody).status);
      return { status: 200, body: { id: order.id, status: orderStatus(model, order) } };
    }),
    admin("POST", "/portal/customers/{id}/budget", (incoming, { id = "" }) => {
      const { amount } = budgetBody.parse(parseJsonExactly(incoming.bodyText));
      const text = amount instanceof ExactNumber ? amount.text : (amount ?? undefined);
      editBudget(model, id, text);
      return { status: 200, body: { customerId: id, amount: text ?? null } };
    }),
    admin("POST", "/portal/customers/{id}/relationship", (incoming, { id = "" }) => {
      const { relationships } = editRelationship(model, id, adminBody(incoming, relationshipBody).relationship);
      return { status: 200, body: { customerId: id, relationships } };
    }),
    admin("POST", "/portal/customers/{id}/agreement", (incoming, { id = "" }) => {
      const { directlySigned } = editAgreement(model, id, adminBody(incoming, agreementBody).accepted);
      return { status: 200, body: { customerId: id, accepted: directlySigned } };
    }),
    admin("POST", "/portal/customers/{id}/purchases", (incoming, { id = "" }) => {
      const { kind, ...wish } = adminBody(incoming, purchaseBody);
      const bought = buyOther(model, id, kind, wish);
      return { status: 201, body: { orderId: bought.orderId, subscriptionId: bought.id, kind } };
    }),
    admin("POST", "/portal/customers/{id}/plan", (incoming, { id = "" }) => {
      const order = buyPlan(model, id, adminBody(incoming, planBody));
      const [line] = order.lines;
      return { status: 201, body: { orderId: order.id, subscriptionId: line?.subscriptionId } };
    }),
  ];
}

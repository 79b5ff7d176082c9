import { z } from "zod";
import type { ApiCall, Reply } from "../http/call";
import { caseless } from "../http/caseless";
import { type ApiRoute, api } from "../http/routes";
import { findCustomer } from "../model/customers";
import type { Upgrade, UpgradeFailure } from "../model/entities";
import {
  createUpgrade,
  findUpgrade,
  latestUpgradeOf,
  type UpgradeState,
  upgradeLineState,
  upgradeRefusal,
  upgradeState,
} from "../model/upgrades";
import { wireDateInFull } from "../wire-date";

/** Product upgrades of legacy (0145P) subscriptions to an Azure plan (C 11): for App+User, not below a customer. */
export const upgradeRoutes: readonly ApiRoute[] = [
  api("POST", "/v1/productUpgrades/eligibility", postEligibility, "appUserOnly"),
  api("POST", "/v1/productUpgrades", postUpgrade, "appUserOnly"),
  api("POST", "/v1/productUpgrades/{upgradeId}/status", postStatus, "appUserOnly"),
  api("POST", "/v1/productUpgrades/{upgradeId}", postStatus, "appUserOnly"),
];

const upgradeBody = caseless({ customerId: z.string(), productFamily: z.string() });

function postEligibility(call: ApiCall): Reply {
  const { model, partner } = call;
  const { customerId, productFamily } = call.body(upgradeBody);
  const customer = findCustomer(model, partner, customerId);
  const refusal = upgradeRefusal(model, partner, customer, productFamily);
  return {
    status: 200,
    body: {
      customerId: customer.id,
      isEligible: refusal === undefined,
      productFamily,
      upgradeId: latestUpgradeOf(model, partner, customer, productFamily)?.id,
      reason: refusal?.message,
    },
  };
}

function postUpgrade(call: ApiCall): Reply {
  const { customerId, productFamily } = call.body(upgradeBody);
  const customer = findCustomer(call.model, call.partner, customerId);
  const upgrade = createUpgrade(call.model, call.partner, customer, productFamily);
  return {
    status: 202,
    headers: { Location: locationOf(call, upgrade) },
    ...(call.model.switches.is("upgradeBody", "status") && { body: statusView(call, upgrade) }),
    effect: {
      kind: "upgradeCreated",
      id: upgrade.id,
      customerId: customer.id,
      subscriptionIds: upgrade.lines.map((line) => line.sourceId),
    },
  };
}

function postStatus(call: ApiCall<"upgradeId">): Reply {
  const { customerId } = call.body(upgradeBody);
  const customer = findCustomer(call.model, call.partner, customerId);
  const upgrade = findUpgrade(call.model, call.partner, customer, call.param("upgradeId"));
  return { status: 200, body: statusView(call, upgrade) };
}

function locationOf(call: ApiCall, upgrade: Upgrade): string {
  const path = `productUpgrades/${upgrade.id}`;
  const spelled: Readonly<Record<string, string>> = {
    leadingSlash: `/${path}`,
    version: `/v1/${path}`,
    absolute: `${call.incoming.origin}/v1/${path}`,
    statusPath: `${path}/status`,
  };
  return spelled[call.model.switches.position("upgradeLocation")] ?? path;
}

const otherWords: Readonly<Record<UpgradeState, string>> = {
  Pending: "NotStarted",
  InProgress: "Processing",
  Completed: "COMPLETED",
  Failed: "Error",
};

function stateText(call: ApiCall, state: UpgradeState): string {
  switch (call.model.switches.position("upgradeStatuses")) {
    case "snake_case":
      return state.replace(/(?<=[a-z])(?=[A-Z])/, "_").toLowerCase();
    case "otherWords":
      return otherWords[state];
    default:
      return state;
  }
}

function statusView(call: ApiCall, upgrade: Upgrade) {
  const { model } = call;
  const state = upgradeState(model, upgrade);
  return {
    id: upgrade.id,
    productFamily: "azure",
    status: stateText(call, state),
    lineItems: upgrade.lines.map((line) => {
      const lineState = upgradeLineState(model, line);
      return {
        sourceProduct: { id: line.sourceId, name: "AzureSubscription" },
        targetProduct: { id: line.targetId, name: "Microsoft Azure plan" },
        upgradedDate: lineState === "Completed" ? wireDateInFull(line.endsAt) : undefined,
        status: stateText(call, lineState),
        errorDetails: lineState === "Failed" ? errorView(call, line.failure) : undefined,
      };
    }),
    errorDetails:
      state === "Failed"
        ? errorView(call, upgrade.lines.find((line) => line.failure !== undefined)?.failure)
        : undefined,
  };
}

function errorView(call: ApiCall, failure: UpgradeFailure | undefined) {
  const text = call.model.switches.position("upgradeErrorText");
  return failure && { code: failure.code, [text]: failure.text };
}

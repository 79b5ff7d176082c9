import { DAY, HOUR } from "../../support/partner-center";
import {
  customerIdForms,
  type Drift,
  type Effects,
  type InputRow,
  leaveToReplace,
  type RowWithout,
  type Subject,
} from "./input-row";

/** Resellers of the partner. */
export const LARKSPUR = "4821077";
export const TAMARACK = "5930218";
export const ALDERBROOK = "6041329";

const bought: Effects = ["cartCreated", "orderCreated"];
const suspended: Effects = ["subscriptionUpdated"];

const edit = (change: object) => (subject: Subject) => subject.center.portal(`/subscriptions/${subject.id}`, change);

/** A plan that the stack buys and, once nothing under it is active, suspends in the end. */
const plan = (row: RowWithout<"resource" | "created" | "destroyed">): InputRow => ({
  resource: "AzurePlanSubscription",
  created: bought,
  destroyed: suspended,
  ...row,
});

/** A cart, which costs nothing and is forgotten. */
const cart = (row: RowWithout<"resource" | "created" | "destroyed">): InputRow => ({
  resource: "AzurePlanCart",
  created: ["cartCreated"],
  destroyed: [],
  ...row,
});

const partOfTheId: Drift = { never: "it says which plan is meant, and no plan becomes another" };
const onlyInState: Drift = { never: "the service does not know it: it says what a later run is to do" };

const productIdForms = {
  input: "productId",
  spellings: [
    [undefined, "DZH318Z0BPS6"],
    ["dzh318z0bps6", "DZH318Z0BPS6"],
    [" DZH318Z0BPS6 ", "DZH318Z0BPS6"],
  ],
  refused: [
    ["", /must be a product id of 12 letters and digits/],
    ["DZH318Z0BPS6:0001", /must be a product id of 12 letters and digits/],
    [12, /must be the product id/],
  ],
  from: "DZH318Z0BPS6",
  to: "DZH318Z0AAAA",
  changed: { replaces: /would buy another product/, effects: [], fails: /400013/ },
  drift: partOfTheId,
} as const;

const skuIdForms = {
  input: "skuId",
  spellings: [
    [undefined, "0001"],
    [" 0001 ", "0001"],
    ["00a1", "00A1"],
  ],
  refused: [
    ["1", /must be a SKU id of 4 letters and digits/],
    [1, /must be the SKU id/],
  ],
  from: "0001",
  to: "0009",
  changed: { replaces: /would buy another product/, effects: [], fails: /400018/ },
  drift: partOfTheId,
} as const;

const resellerForms = {
  input: "partnerIdOnRecord",
  spellings: [
    [undefined, undefined],
    [` ${LARKSPUR} `, LARKSPUR],
  ],
  refused: [
    ["", /must be the reseller's PartnerID: digits only/],
    ["MPN-4821077", /must be the reseller's PartnerID: digits only/],
    [4821077, /must be the reseller's PartnerID as text/],
  ],
  from: LARKSPUR,
  to: TAMARACK,
} as const;

export const planInputs: readonly InputRow[] = [
  plan({
    input: "customerId",
    ...customerIdForms,
    changed: { replaces: /would buy a new plan for another customer/, effects: [...bought, ...suspended] },
    drift: {
      byHand: (subject) => {
        // Its order is listed by then, without which nobody can know that the cart is spent.
        subject.center.pass(2 * HOUR);
        return edit({ status: "deleted" })(subject);
      },
      gone: true,
      healed: bought,
    },
  }),
  plan({
    ...productIdForms,
  }),
  plan({
    ...skuIdForms,
  }),
  plan({
    ...resellerForms,
    changed: { replaces: /would buy a new plan through another reseller/, effects: [...bought, ...suspended] },
    drift: {
      byHand: ({ center, id }) => {
        center.emulator.model.subscriptions.set(id, { ...center.plan(id), partnerId: ALDERBROOK });
      },
      reads: ALDERBROOK,
      refused: /changed from "6041329" to "4821077", which would buy a new plan through another reseller/,
    },
    shows: ({ center, id }) => center.plan(id).partnerId,
  }),
  plan({
    input: "status",
    spellings: [
      [undefined, "active"],
      ["suspended", "suspended"],
    ],
    refused: [
      ["Active", /^must be one of "active", "suspended"$/],
      ["deleted", /^must be one of "active", "suspended"$/],
      [true, /^must be one of "active", "suspended"$/],
    ],
    from: "active",
    to: "suspended",
    changed: { updates: suspended },
    drift: { byHand: edit({ status: "active" }), reads: "active", healed: suspended },
    destroyed: [],
    shows: ({ center, id }) => center.plan(id).status,
  }),
  plan({
    input: "status",
    as: "of a plan that exists, from suspended to active",
    before: "plan",
    spellings: [],
    refused: [],
    from: "suspended",
    to: "active",
    created: suspended,
    changed: { updates: ["subscriptionUpdated"] },
    drift: { byHand: edit({ status: "suspended" }), reads: "suspended", healed: suspended },
    destroyed: [],
    shows: ({ center, id }) => center.plan(id).status,
  }),
  plan({
    input: "status",
    as: "that nobody can declare",
    spellings: [],
    refused: [],
    from: "active",
    to: "active",
    changed: { never: "this row is about drift" },
    drift: {
      byHand: edit({ status: "disabled" }),
      reads: "disabled",
      stays: /800040.*cannot change from disabled to active/s,
    },
    destroyed: [],
  }),
  plan({
    input: "friendlyName",
    spellings: [
      [undefined, undefined],
      ["  Contoso Azure ", "Contoso Azure"],
      ["x".repeat(255), "x".repeat(255)],
    ],
    refused: [
      ["", /^must not be empty$/],
      ["   ", /^must not be empty$/],
      ["x".repeat(256), /^must have at most 255 characters$/],
      [5, /^must be text$/],
    ],
    from: "Contoso Azure",
    to: "Contoso Ltd",
    created: [...bought, "subscriptionUpdated"],
    changed: { updates: ["subscriptionUpdated"] },
    drift: { byHand: edit({ friendlyName: "Clicked" }), reads: "Clicked", healed: ["subscriptionUpdated"] },
    shows: ({ center, id }) => center.plan(id).friendlyName,
  }),
  plan({
    input: "friendlyName",
    as: "that the program gives up",
    spellings: [],
    refused: [],
    from: "Contoso Azure",
    to: undefined,
    created: [...bought, "subscriptionUpdated"],
    changed: { updates: [] },
    drift: { byHand: edit({ friendlyName: "Clicked" }), unmanaged: "whoever names it may" },
  }),
  plan({
    input: "onExisting",
    spellings: [
      [undefined, "adopt"],
      ["fail", "fail"],
    ],
    refused: [
      ["Adopt", /^must be one of "adopt", "fail"$/],
      [true, /^must be one of "adopt", "fail"$/],
    ],
    from: "adopt",
    to: "fail",
    changed: { updates: [] },
    drift: onlyInState,
  }),
  plan({
    input: "onMissing",
    as: "of a plan that is bought",
    spellings: [
      [undefined, "purchase"],
      ["fail", "fail"],
    ],
    refused: [
      ["buy", /^must be one of "purchase", "fail"$/],
      [false, /^must be one of "purchase", "fail"$/],
    ],
    from: "purchase",
    to: "fail",
    changed: { updates: [] },
    drift: onlyInState,
  }),
  plan({
    input: "onMissing",
    as: "of a plan that exists",
    before: "plan",
    spellings: [],
    refused: [],
    from: "fail",
    to: "purchase",
    created: [],
    changed: { updates: [] },
    drift: onlyInState,
    destroyed: [],
  }),
  plan({
    input: "onDestroy",
    spellings: [
      [undefined, undefined],
      ["suspend", "suspend"],
      ["retain", "retain"],
    ],
    refused: [
      ["delete", /^must be one of "suspend", "retain"$/],
      [true, /^must be one of "suspend", "retain"$/],
    ],
    from: undefined,
    to: "retain",
    changed: { updates: [] },
    drift: onlyInState,
    destroyed: [],
  }),
  plan({
    input: "onDestroy",
    as: "of a plan that exists",
    before: "plan",
    spellings: [],
    refused: [],
    from: undefined,
    to: "suspend",
    created: [],
    changed: { updates: [] },
    drift: onlyInState,
  }),
  plan({
    input: "cancelAzureSubscriptions",
    azureSubscriptionActive: true,
    spellings: [
      [undefined, "none"],
      ["azure", "azure"],
      ["partnerCenter", "partnerCenter"],
    ],
    refused: [
      ["all", /^must be one of "none", "azure", "partnerCenter"$/],
      [true, /^must be one of "none", "azure", "partnerCenter"$/],
    ],
    from: "none",
    to: "partnerCenter",
    changed: { updates: [] },
    drift: onlyInState,
    destroyed: ["entitlementCancelled", ...suspended],
  }),
  plan({
    input: "cancelAzureSubscriptions",
    as: "taken back",
    azureSubscriptionActive: true,
    spellings: [],
    refused: [],
    from: "partnerCenter",
    to: "none",
    changed: { updates: [] },
    drift: onlyInState,
    destroyed: /has 1 active Azure subscription\(s\):.*An option takes effect only after a `pulumi up`/s,
  }),
  plan({ ...leaveToReplace }),
];

export const cartInputs: readonly InputRow[] = [
  cart({
    input: "customerId",
    ...customerIdForms,
    changed: { replaces: /would buy a new plan for another customer/, effects: ["cartCreated"] },
    drift: {
      byHand: ({ center }) => center.pass(8 * DAY),
      gone: true,
      healed: ["cartCreated"],
    },
  }),
  cart({ ...productIdForms }),
  cart({ ...skuIdForms }),
  cart({
    ...resellerForms,
    changed: { replaces: /would buy a new plan through another reseller/, effects: ["cartCreated"] },
    drift: partOfTheId,
    shows: ({ center, id }) => center.emulator.model.carts.get(id)?.lines[0]?.participants[0]?.value,
  }),
  cart({ ...leaveToReplace }),
];

import {
  customerIdForms,
  type Effects,
  type InputRow,
  leaveToReplace,
  type RowWithout,
  type Subject,
} from "./input-row";

const set: Effects = ["budgetSet"];

const edit = (amount: string | null) => (subject: Subject) =>
  subject.center.portal(`/customers/${subject.customer}/budget`, { amount });

const budgetOf = ({ center, customer }: Subject) =>
  center.emulator.model.budgets.get(`${center.emulator.tenantId}/${customer}`);

const budget = (row: RowWithout<"resource" | "created" | "destroyed">): InputRow => ({
  resource: "CustomerUsageBudget",
  args: { amount: "1250.5" },
  created: set,
  destroyed: set,
  ...row,
});

const upgrade = (row: RowWithout<"resource" | "before" | "created" | "destroyed">): InputRow => ({
  resource: "ProductUpgrade",
  before: "legacySubscription",
  created: ["upgradeCreated"],
  destroyed: [],
  ...row,
});

export const budgetInputs: readonly InputRow[] = [
  budget({
    input: "customerId",
    ...customerIdForms,
    changed: { replaces: /would remove one customer's budget and set another's/, effects: ["budgetSet", "budgetSet"] },
    drift: { byHand: edit(null), gone: true, healed: set },
  }),
  budget({
    input: "amount",
    spellings: [
      ["100.00", "100"],
      [100, "100"],
      ["1e2", "100"],
      [" 0100 ", "100"],
      [0.1, "0.1"],
      ["0.00000000000001", "0.00000000000001"],
      ["123456789012345", "123456789012345"],
      ["1234567890123450000", "1234567890123450000"],
    ],
    refused: [
      [undefined, /^it is required$/],
      ["0", /must be greater than 0; to have no budget, remove the resource/],
      [-5, /must be greater than 0/],
      ["1234567890.123456", /has more than 15 significant digits/],
      ["100,00", /must be a decimal number/],
      ["100 USD", /must be a decimal number/],
      ["", /must be a decimal number/],
      [true, /must be a decimal number/],
      ["1e999", /must be a decimal number/],
    ],
    from: "100",
    to: "99.95",
    changed: { updates: set },
    drift: { byHand: edit("9999.90"), reads: "9999.9", healed: set },
    shows: budgetOf,
  }),
  budget({ ...leaveToReplace }),
];

const stays = { never: "an upgrade that is completed stays so, whatever becomes of its plans" } as const;

export const upgradeInputs: readonly InputRow[] = [
  upgrade({
    input: "customerId",
    ...customerIdForms,
    changed: {
      replaces: /would upgrade another customer, which buys a plan and cannot be undone/,
      effects: ["upgradeCreated"],
    },
    drift: stays,
  }),
  upgrade({
    input: "productFamily",
    spellings: [
      [undefined, "azure"],
      ["Azure", "azure"],
      [" azure ", "azure"],
    ],
    refused: [
      ["", /must be a product family such as "azure"/],
      ["azure plan", /must be a product family such as "azure"/],
      [3, /^must be text$/],
    ],
    from: "azure",
    to: "office",
    changed: {
      replaces: /would upgrade other products, which cannot be undone/,
      effects: [],
      fails: /does not upgrade the office products.*Nothing was bought or changed/s,
    },
    drift: stays,
  }),
  upgrade({ ...leaveToReplace }),
];

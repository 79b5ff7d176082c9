import { complaintsOf, mayFail, type ProgramStack, stepsOf, useWorld } from "./world";

jest.setTimeout(120_000);

const world = useWorld({ ours: {}, also: {} });
let stack: ProgramStack;
let theirs: string;

/** Another partner of the same emulator, as the program names it. */
function otherPartner(differences: Readonly<Record<string, unknown>> = {}) {
  const { otherPartner: partner, apiUrlTls, authorityUrl, caFile } = world.emulator;
  const { tenantId, clientId, clientSecret } = partner;
  const place = { endpoint: apiUrlTls, authority: authorityUrl, caFile, timeScale: 600 };
  return {
    kind: "provider",
    name: "other",
    args: { tenantId, clientId, clientSecret, ...place, ...differences },
  } as const;
}

const rows = (differences: Readonly<Record<string, unknown>> = {}) => [
  otherPartner(differences),
  world.budgetRow("ours", "10"),
  { kind: "budget", name: "theirs", args: { customerId: theirs, amount: "20" }, opts: { provider: "other" } } as const,
];

beforeAll(async () => {
  theirs = world.emulator.otherPartner.customers[0]?.id ?? "";
  stack = await world.stack("providers");
  stack.rows = rows();
  await stack.up();
});

test("two partners in one program: each row is written in the name of its own", () => {
  const { tenantId, otherPartner: partner } = world.emulator;
  expect(stack.budget("ours")?.outputs).toMatchObject({ partnerTenantId: tenantId });
  expect(stack.budget("theirs")?.outputs).toMatchObject({ partnerTenantId: partner.tenantId, amount: "20" });
  const budgets = world.emulator.journal.entries({ effect: true });
  expect(budgets.map((entry) => [entry.customerId, entry.partnerTenantId]).toSorted()).toEqual(
    [
      [world.id("ours"), tenantId],
      [theirs, partner.tenantId],
    ].toSorted(),
  );
});

test("a second up and a refresh find nothing to do, and no secret stands in clear", async () => {
  const since = world.now;
  await stack.up(["--expect-no-changes"]);
  await stack.refresh(["--preview-only", "--expect-no-changes"]);
  expect(world.writes(since)).toEqual([]);
  // Pulumi's SDK writes every provider's arguments into its debug messages, which only the event log has here.
  expect(world.leaks().filter((place) => !/events-\d+\.json$/.test(place))).toEqual([]);
});

test("its seat belts hold for its own rows and no others", async () => {
  stack.rows = [...rows({ allowedCustomers: [world.id("ours")] })].map((row) =>
    row.kind === "budget" ? { ...row, args: { ...row.args, amount: "30" } } : row,
  );
  const preview = await stack.preview([], mayFail);
  expect(complaintsOf(preview).join()).toMatch(/not among the allowed customers/);
  expect(complaintsOf(preview).join()).not.toContain(world.id("ours"));
});

test("destroying removes both, each in its own name", async () => {
  stack.rows = rows();
  const result = await stack.destroy();
  expect(stepsOf(result).toSorted()).toEqual([
    "CustomerUsageBudget ours: delete",
    "CustomerUsageBudget theirs: delete",
  ]);
  expect(world.budget("ours")).toBeUndefined();
});

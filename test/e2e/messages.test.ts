import type { OperationResult } from "../support/pulumi-stack";
import { complaintsAbout, complaintsOf, mayFail, type ProgramStack, type Row, useWorld } from "./world";

jest.setTimeout(120_000);

const world = useWorld({
  alder: {},
  unsigned: { agreement: false },
  legacy: { legacyAzure: true },
  planned: { plans: [{ friendlyName: "By hand" }] },
  vacant: {},
  idle: {},
  fine: {},
  moved: {},
  other: {},
});

const nobody = "00000000-1111-4222-8333-444444444444";

describe("a wrong setting gives one clear message, buys nothing and leaves the stack usable", () => {
  let stack: ProgramStack;

  beforeAll(async () => {
    stack = await world.stack("settings");
    stack.rows = [world.planRow("alder")];
  });

  test.each<[string, Readonly<Record<string, string>>, readonly RegExp[]]>([
    [
      "a wrong client secret",
      { PARTNERCENTER_CLIENT_SECRET: "not-the-secret" },
      [/the client secret is wrong/, /AADSTS7000215/, /config set --secret partnercenter:clientSecret/],
    ],
    [
      "an unknown tenant",
      { PARTNERCENTER_TENANT_ID: nobody },
      [/there is no such tenant/, /AADSTS90002/, /config set partnercenter:tenantId/],
    ],
    [
      "an endpoint that cannot be reached",
      { PARTNERCENTER_ENDPOINT: "https://127.0.0.1:1" },
      [/127\.0\.0\.1:1 refused the connection/, /nothing was sent/, /partnercenter:endpoint/],
    ],
    [
      "an Entra that cannot be reached",
      { PARTNERCENTER_AUTHORITY: "https://127.0.0.1:1" },
      [/127\.0\.0\.1:1 refused the connection/, /partnercenter:authority/],
    ],
    [
      "a certificate that nobody vouches for",
      { PARTNERCENTER_CA_FILE: "" },
      [/certificate of 127\.0\.0\.1:\d+ is not trusted/, /partnercenter:caFile/],
    ],
    ["no tenant", { PARTNERCENTER_TENANT_ID: "" }, [/tenantId is missing/, /config set partnercenter:tenantId/]],
    ["no client", { PARTNERCENTER_CLIENT_ID: "" }, [/clientId is missing/, /config set partnercenter:clientId/]],
    [
      "no client secret",
      { PARTNERCENTER_CLIENT_SECRET: "" },
      [/clientSecret is missing/, /config set --secret partnercenter:clientSecret/],
    ],
    [
      "a tenant's domain for its id",
      { PARTNERCENTER_TENANT_ID: "nordhang.onmicrosoft.com" },
      [/tenantId must be the tenant's GUID/, /has a domain name/, /config set partnercenter:tenantId/],
    ],
  ])("%s", async (_what, env, phrases) => {
    const since = world.now;
    const result = await stack.up([], { ...mayFail, env });
    expect(result.code).not.toBe(0);
    const said = complaintsOf(result);
    expect(said).toHaveLength(1);
    for (const phrase of phrases) expect(said[0]).toMatch(phrase);
    expect(world.writes(since)).toEqual([]);
    expect(stack.resources).toEqual([]);
  });

  test("and with the right ones up buys", async () => {
    await stack.up();
    expect(world.orders("alder")).toHaveLength(1);
    expect(stack.plan("alder")?.id).toBe(world.plan("alder").id);
  });
});

describe("a plan that cannot be bought gives one clear message, and can be bought once mended", () => {
  let stack: ProgramStack;
  let refused: OperationResult;
  let carts: readonly string[];

  beforeAll(async () => {
    stack = await world.stack("refused");
    stack.rows = [
      { kind: "plan", name: "nobody", args: { customerId: nobody } },
      world.planRow("unsigned"),
      world.planRow("legacy"),
      world.planRow("planned", { onExisting: "fail" }),
      world.planRow("vacant", { onMissing: "fail" }),
      world.planRow("idle", { status: "suspended" }),
      world.planRow("fine"),
    ];
    refused = await stack.up(["--continue-on-error"], mayFail);
    carts = world.carts("unsigned");
  });

  test.each<[string, string, readonly RegExp[]]>([
    ["a customer that does not exist", "nobody", [/60003|20002/, new RegExp(nobody), /Check the customer id/]],
    [
      "a customer agreement that is not accepted",
      "unsigned",
      [
        /HTTP 403, code 13605/,
        /Customer Agreement/,
        /Record the acceptance in Partner Center/,
        /Nothing was (bought|charged)/,
      ],
    ],
    ["a customer with legacy Azure", "legacy", [/MS-AZR-0145P/, /Nothing was bought/, /Upgrade it to an Azure plan/]],
    [
      'onExisting "fail" where a plan exists',
      "planned",
      [/has an Azure plan already/, /onExisting is "fail"/, /Set onExisting to "adopt"/],
    ],
    [
      'onMissing "fail" where none exists',
      "vacant",
      [/There is no Azure plan/, /onMissing is "fail"/, /Nothing was bought/],
    ],
    [
      'status "suspended" where none exists',
      "idle",
      [/There is no Azure plan/, /status is "suspended"/, /Nothing was bought/],
    ],
  ])("%s", (_what, name, phrases) => {
    const said = complaintsAbout(name, refused);
    expect(said).toHaveLength(1);
    for (const phrase of phrases) expect(said[0]).toMatch(phrase);
    expect(stack.plan(name)).toBeUndefined();
  });

  test("nothing was bought but the plan that could be", () => {
    expect(refused.code).not.toBe(0);
    expect(world.orders("fine")).toHaveLength(1);
    for (const name of ["unsigned", "legacy", "planned", "vacant", "idle"]) expect(world.orders(name)).toEqual([]);
  });

  test("once mended, up buys or adopts each, the refused cart first of all", async () => {
    await world.portal(`customers/${world.id("unsigned")}/agreement`, { accepted: true });
    const upgraded = world.emulator.customers.find(({ name }) => name === "legacy")?.subscriptionId;
    await world.portal(`subscriptions/${upgraded}`, { status: "deleted" });
    stack.rows = [
      ...["unsigned", "legacy", "planned", "vacant", "fine"].map((name) => world.planRow(name)),
      world.planRow("idle", { status: "active" }),
    ];
    await stack.up();

    expect(world.carts("unsigned")).toEqual(carts);
    expect(stack.cart("unsigned")?.id).toBe(carts[0]);
    for (const name of ["unsigned", "legacy", "vacant", "idle", "fine"]) expect(world.orders(name)).toHaveLength(1);
    expect(world.orders("planned")).toEqual([]);
    expect(stack.plan("planned")).toMatchObject({ id: world.plan("planned").id, outputs: { adopted: true } });
    const since = world.now;
    await stack.up(["--expect-no-changes"]);
    expect(world.requests(since)).toEqual([]);
  });
});

describe("a malformed input is refused before anything is asked", () => {
  let stack: ProgramStack;

  beforeAll(async () => {
    stack = await world.stack("inputs");
  });

  const bad = (kind: Row["kind"], args: Row["args"]) => (): readonly Row[] => [{ kind, name: "bad", args: args ?? {} }];
  const of = (kind: Row["kind"], args: Row["args"]) => () => bad(kind, { customerId: world.id("moved"), ...args })();
  const twice = (row: (name: string) => Row) => () => [row("one"), row("two")];

  // The engine stops at the first input that is refused, so each needs a run.
  test.each<[string, () => readonly Row[], RegExp]>([
    [
      "a customer's domain",
      bad("plan", { customerId: "contoso.com" }),
      /property customerId .* must be a GUID such as/,
    ],
    ["a comma in an amount", of("budget", { amount: "12,50" }), /property amount .* must be a decimal number/],
    ["an amount of 0", of("budget", { amount: 0 }), /property amount .* greater than 0; .* remove the resource/],
    [
      "a status that nobody can declare",
      of("plan", { onMissing: "fail", status: "deleted" }),
      /property status .* must be one of "active", "suspended"/,
    ],
    [
      "an input that does not exist",
      of("plan", { onMissing: "fail", friendlyname: "x" }),
      /property friendlyname .* did you mean friendlyName\?/,
    ],
    [
      "a customer's second plan",
      twice((name) => world.planRow("moved", { onMissing: "fail" }, {}, name)),
      /property customerId .* declared for the same customer already\. Declare it once\./,
    ],
    [
      "a customer's second budget",
      twice((name) => world.budgetRow("moved", 1, {}, name)),
      /property customerId .* declared for the same customer already\. Declare it once\./,
    ],
  ])("%s", async (_what, rows, phrase) => {
    stack.rows = rows();
    const since = world.now;
    const preview = await stack.preview([], mayFail);
    expect(preview.code).not.toBe(0);
    expect(complaintsOf(preview)).toEqual([expect.stringMatching(phrase)]);
    expect(world.requests(since)).toEqual([]);
  });
});

describe("a changed customer is refused in the preview, since it would buy for somebody else", () => {
  let stack: ProgramStack;
  const rows = (plan: string, budget: string) => [
    world.planRow(plan, {}, {}, "plan"),
    world.budgetRow(budget, 10, {}, "budget"),
  ];

  beforeAll(async () => {
    stack = await world.stack("moved");
    stack.rows = rows("moved", "moved");
    await stack.up();
  });

  test.each([
    ["of a plan", "other", "moved", "would buy a new plan for another customer"],
    ["of a budget", "moved", "other", "would remove one customer's budget and set another's"],
  ])("%s", async (_of, plan, budget, consequence) => {
    const since = world.now;
    stack.rows = rows(plan, budget);
    const preview = await stack.preview([], mayFail);
    const [text, ...others] = complaintsOf(preview);
    expect(preview.code).not.toBe(0);
    expect(others).toEqual([]);
    expect(text).toContain(`it changed from "${world.id("moved")}" to "${world.id("other")}", which ${consequence}`);
    expect(text).toContain("Put it back, declare a second resource, or set allowReplacement: true");
    expect(world.requests(since)).toEqual([]);
  });

  test("and nothing is to be done once it is put back", async () => {
    stack.rows = rows("moved", "moved");
    await stack.up(["--expect-no-changes"]);
  });
});

describe("secrets", () => {
  test("none is in clear in anything that was printed or stored", () => {
    expect(world.leaks()).toEqual([]);
  });
});

import { complaintsAbout, type ProgramStack, useWorld } from "./world";

jest.setTimeout(120_000);

const world = useWorld({ alder: {}, birch: {}, cedar: {} });
let stack: ProgramStack;

beforeAll(async () => {
  await world.portal(`/customers/${world.id("birch")}/plan`, {});
  stack = await world.stack("preview", { config: { "partnercenter:preflight": "true" } });
  stack.rows = [world.planRow("alder"), world.planRow("birch", { onExisting: "fail" }), world.planRow("cedar")];
});

describe("a preview as a purchase order", () => {
  test("says on each row what will be bought or taken over, and asks beforehand what stands in the way", async () => {
    const since = world.now;
    const result = await stack.preview();
    expect(complaintsAbout("alder", result, "info").join()).toMatch(
      new RegExp(`Takes over the Azure plan of customer ${world.id("alder")}.*Buys one if there is none`),
    );
    expect(complaintsAbout("birch", result, "info").join()).toContain("Buys an Azure plan for customer");
    expect(complaintsAbout("birch", result, "warning").join()).toMatch(/Preflight: .*onExisting is "fail"/);
    expect(complaintsAbout("alder", result, "warning").join()).toMatch(/Preflight: .*could not be read/);
    expect(world.writes(since)).toEqual([]);
    expect(world.requests(since).filter(({ method }) => method !== "GET" && method !== "POST")).toEqual([]);
  });

  test("says that a plan will be suspended", async () => {
    stack.rows = [world.planRow("cedar")];
    await stack.up();
    stack.rows = [world.planRow("cedar", { status: "suspended" })];
    const since = world.now;
    const result = await stack.preview();
    expect(complaintsAbout("cedar", result, "info").join()).toMatch(/Suspends the Azure plan; refused while/);
    expect(complaintsAbout("cedar", result, "warning")).toEqual([]);
    expect(world.writes(since)).toEqual([]);
  });
});

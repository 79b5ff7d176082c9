import { complaintsAbout, complaintsOf, mayFail, type ProgramStack, useWorld } from "./world";

jest.setTimeout(120_000);

const world = useWorld({ alder: { plans: [{ friendlyName: "By hand" }], budget: "1250.50" } });
let stack: ProgramStack;

beforeAll(async () => {
  stack = await world.stack("get");
});

const plan = (id: string) => ({ kind: "plan", name: "plan", get: [id, { customerId: world.id("alder") }] }) as const;
const budget = () => ({ kind: "budget", name: "budget", get: [world.id("alder")] }) as const;

test("what is read without being managed is told to the program, in the preview already", async () => {
  stack.rows = [plan(world.plan("alder").id), budget()];
  const preview = await stack.preview();
  expect(complaintsOf(preview, "info").join("\n")).toMatch(/plan is active/);
  await stack.up();
  expect(stack.plan("plan")).toMatchObject({
    id: world.plan("alder").id,
    outputs: { status: "active", friendlyName: "By hand", adopted: true },
  });
  expect(stack.budget("budget")).toMatchObject({ id: world.id("alder"), outputs: { amount: "1250.5" } });
  expect(stack.cart("plan")).toBeUndefined();
});

test("it is neither changed nor destroyed", async () => {
  await stack.destroy();
  expect(world.writes()).toEqual([]);
  expect(world.plan("alder").status).toBe("active");
  expect(world.budget("alder")).toBe("1250.50");
});

test("what is not there is an error", async () => {
  stack.rows = [plan("00000000-0000-4000-8000-00000000dead")];
  const preview = await stack.preview([], mayFail);
  expect(preview.code).not.toBe(0);
  expect(complaintsAbout("plan", preview).join()).toMatch(/AzurePlanSubscription 0{8}-\S+ does not exist/);
});

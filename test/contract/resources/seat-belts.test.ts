import { PartnerCenter } from "../../support/partner-center";
import { budget, plan, SmallEngine } from "../../support/small-engine";

let center: PartnerCenter;
let stack: SmallEngine;
let customers: readonly string[];

beforeEach(async () => {
  center = await PartnerCenter.open();
  stack = new SmallEngine(center);
  customers = center.emulator.customers.filter(({ kind }) => kind === "new").map(({ id }) => id);
});

afterEach(() => center.close());

const [first = "", second = "", third = ""] = [0, 1, 2].map((at) => `plan-${at}`);
const plans = () => [first, second, third].map((name, at) => plan(customers[at] ?? "", {}, { name }));
const writes = (since: number) => center.journal(since).filter(({ effect }) => effect !== null);

describe("maxPurchasesPerRun", () => {
  const most = (maxPurchasesPerRun: string) => ({ settings: { maxPurchasesPerRun }, continueOnError: true });

  test("refuses the purchase beyond it, and the next run goes on", async () => {
    const { failures, error } = await stack.up(plans(), most("2"));
    expect(failures).toHaveLength(1);
    expect(error).toMatch(
      /may buy 2 plan\(s\).*nothing was bought for it.*pulumi config set partnercenter:maxPurchasesPerRun/s,
    );
    expect(center.ordersMade).toBe(2);
    expect((await stack.up(plans(), most("2"))).failures).toEqual([]);
    expect(center.ordersMade).toBe(3);
  });

  test("of 0 buys nothing, and adopts what is there", async () => {
    await center.buyByHand(customers[0] ?? "");
    const { failures, error } = await stack.up(plans(), most("0"));
    expect(failures).toHaveLength(2);
    expect(error).toContain("This run may buy nothing");
    expect(stack.row(first)?.outputs).toMatchObject({ adopted: true });
    expect(center.calls()).not.toContain("POST checkout");
  });

  test("counts one cart once, however often its checkout is repeated", async () => {
    center.failCheckout({ status: 503, times: 1 });
    expect((await stack.up(plans().slice(0, 1), most("1"))).failures).toEqual([]);
    expect(center.calls().filter((call) => call === "POST checkout")).toHaveLength(2);
  });

  test("does not count a purchase that an interrupted run has made", async () => {
    const [one] = plans();
    if (!one) throw new Error("no plan");
    const hold = center.holdCheckout("committed");
    const interrupted = stack.begin([one]);
    await hold.whenHeld();
    await interrupted.kill();
    hold.release();
    expect(center.ordersMade).toBe(1);
    expect((await stack.up([one], most("0"))).failures).toEqual([]);
    expect(stack.row(first)?.outputs).toMatchObject({ adopted: false });
    expect(center.ordersMade).toBe(1);
  });
});

describe("allowedCustomers", () => {
  const only = (...ids: readonly string[]) => ({ settings: { allowedCustomers: ids.join(", ").toUpperCase() } });

  test("refuses others in the preview, by property, before anything is sent", async () => {
    const since = center.now;
    const { failures, error } = await stack.up([plan(customers[0] ?? ""), budget(customers[0] ?? "", "5")], {
      ...only(customers[1] ?? ""),
      continueOnError: true,
    });
    expect(failures.length).toBeGreaterThanOrEqual(2);
    expect(error).toMatch(/customerId.*is not among the allowed customers.*PARTNERCENTER_ALLOWED_CUSTOMERS/s);
    expect(center.journal(since)).toEqual([]);
  });

  test("lets the allowed ones be made, changed and destroyed", async () => {
    const allowed = only(customers[0] ?? "", customers[1] ?? "");
    const declared = [plan(customers[0] ?? "", { onDestroy: "retain" }), budget(customers[1] ?? "", "5")];
    expect((await stack.up(declared, allowed)).failures).toEqual([]);
    expect((await stack.up([], allowed)).failures).toEqual([]);
  });

  test("also holds where no preview looked: a row that is removed for another customer stays", async () => {
    const declared = [budget(customers[0] ?? "", "5")];
    expect((await stack.up(declared)).failures).toEqual([]);
    const since = center.now;
    const { error } = await stack.up([], only(customers[1] ?? ""));
    expect(error).toMatch(/not among the allowed customers. Nothing was sent/);
    expect(writes(since)).toEqual([]);
    expect(stack.row("budget")).toBeDefined();
  });
});

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DAY, PartnerCenter } from "../../support/partner-center";
import { plan, SmallEngine } from "../../support/small-engine";

let center: PartnerCenter;
let stack: SmallEngine;
let folder: string;
let planId: string;
let customerId: string;

beforeEach(async () => {
  center = await PartnerCenter.open();
  folder = mkdtempSync(join(tmpdir(), "reservations-"));
  stack = new SmallEngine(center);
  customerId = center.customer("new").id;
  const declared = plan(customerId, { cancelAzureSubscriptions: "azure" });
  expect((await stack.up([declared])).failures).toEqual([]);
  planId = stack.row("plan")?.id ?? "";
  await center.portal(`/customers/${customerId}/purchases`, { kind: "reservation", planId });
});

afterEach(async () => {
  rmSync(folder, { recursive: true });
  await center.close();
});

/** Settings of a user who has just signed in. */
async function asUser() {
  const refreshTokenFile = join(folder, "token");
  const { refreshToken } = await center.portal("/users/admin@nordhang.onmicrosoft.com/signIn");
  writeFileSync(refreshTokenFile, String(refreshToken));
  return { settings: { refreshTokenFile } };
}

const writes = (since: number) => center.emulator.journal.entries({ since, effect: true }).map(({ path }) => path);
const said = ({ said }: { readonly said: readonly { readonly text: string }[] }) => said.map(({ text }) => text).join();

describe("destroying a plan with Azure reservations", () => {
  test("is refused before anything is cancelled, and names them", async () => {
    const since = center.now;
    const { error } = await stack.destroy(await asUser());
    expect(error).toMatch(/was not suspended, and nothing was cancelled: it has 1 Azure reservation/);
    expect(error).toMatch(/until \d{4}-.*Return or exchange them.*onDestroy: "retain"/s);
    expect(writes(since)).toEqual([]);
  });

  test("says that an application alone cannot know, and shows Partner Center's refusal", async () => {
    const report = await stack.destroy();
    expect(said(report)).toMatch(/reservations cannot be listed: only a signed-in user may ask/);
    expect(report.error).toContain("900115");
    expect(center.plan(planId).status).toBe("active");
  });

  test("goes on when they have ended", async () => {
    center.pass(4 * 365 * DAY);
    expect((await stack.destroy(await asUser())).failures).toEqual([]);
    expect(center.plan(planId).status).toBe("suspended");
  });

  test("leaves it to Partner Center where they may belong to another plan", async () => {
    const other = await center.buyByHand(customerId).catch(() => undefined);
    if (other === undefined) {
      center.switch({ planLimit: "off" });
      await center.buyByHand(customerId);
    }
    const report = await stack.destroy(await asUser());
    expect(said(report)).toMatch(/of this plan or of another one/);
    expect(report.error).toContain("900115");
  });
});

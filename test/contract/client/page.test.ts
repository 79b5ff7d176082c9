import { readFileSync } from "node:fs";
import { join } from "node:path";
import { connect, isApiError } from "pulumi-partnercenter/client";
import { repositoryRoot } from "../../../tools/repository";
import { administer } from "./administer";
import { useBench } from "./emulated-client";

const environment = { ...process.env };
const bench = useBench({ clock: "2026-11-25T09:00:00Z", switches: { tokenLifetime: "1000d" }, speed: 1000 });

beforeEach(() => {
  const { apiUrlTls, authorityUrl, caFile } = bench().emulator;
  process.env = {
    ...environment,
    PARTNERCENTER_ENDPOINT: apiUrlTls,
    PARTNERCENTER_AUTHORITY: authorityUrl,
    PARTNERCENTER_CA_FILE: caFile,
    PARTNERCENTER_TIME_SCALE: "1000",
  };
});

afterEach(() => {
  process.env = environment;
});

/** What the programs of a page say, without their indentation. */
const page = readFileSync(join(repositoryRoot, "docs/client.md"), "utf8");
const written = [...page.matchAll(/```ts\n(.*?)```/gs)].map(([, code = ""]) => plain(code));
const source = readFileSync(__filename, "utf8");
const run = [...source.matchAll(/\/\/ begin\n(.*?)\/\/ end/gs)].map(([, code = ""]) => plain(code));

function plain(code: string): string {
  return code
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("import "))
    .join("\n");
}

describe("the page about the client on its own", () => {
  it("shows programs that run: these", () => {
    expect(written).toEqual(run);
  });

  it("shows what a program can do", async () => {
    const { emulator, customer, client } = bench();
    const { tenantId, clientId, clientSecret } = emulator;
    const { id: customerId, subscriptionId = "" } = customer("withPlan");
    const { items } = await client().invoices.list({ invoiceType: "OneTime" }).all();
    const invoiceId = items.find(({ currencyCode }) => currencyCode === "EUR")?.id ?? "";
    const said: unknown[][] = [];
    const console = { log: (...words: unknown[]) => said.push(words) };

    // begin
    // Tenant, application and its proof; what is left out comes from the environment (PARTNERCENTER_…, AZURE_…, ARM_…).
    const partnerCenter = connect({ tenantId, clientId, clientSecret });

    // A list asks for a page when the loop gets there.
    for await (const { id, companyProfile } of partnerCenter.customers.list()) {
      console.log(id, companyProfile?.companyName);
    }

    // May this customer buy an Azure plan, and if not, why?
    const { allowed, findings } = await partnerCenter.customers.mayBuyAzurePlan({ customerId });
    for (const { message } of findings) console.log(allowed, message);

    // Amounts are decimal texts: nothing is rounded on the way.
    await partnerCenter.budgets.set({ customerId, amount: "1250.50" });
    const { amount } = await partnerCenter.budgets.get({ customerId });

    // An answer has more than its body for those who ask.
    const { body, serviceTimeMs, requestId } = await partnerCenter.customers.get({ customerId }).reply();

    try {
      await partnerCenter.subscriptions.suspend({ customerId, subscriptionId });
    } catch (error) {
      if (isApiError(error, 403, "900115")) console.log("Azure subscriptions are still active.");
      else throw error;
    }

    // A million rows of usage need the memory of some: parts are read at once, and gone on with where they broke off.
    for await (const rows of partnerCenter.exports.read({ kind: "billedUsage", invoiceId })) {
      for (const { CustomerName, BillingPreTaxTotal } of rows) console.log(CustomerName, BillingPreTaxTotal);
    }
    // end

    expect([amount, body.id]).toEqual(["1250.5", customerId]);
    expect([typeof serviceTimeMs, typeof requestId]).toEqual(["number", "string"]);
    expect(allowed).toBe("no");
    expect(said.slice(0, emulator.customers.length).map(([id]) => id)).toContain(customerId);
    expect(said).toContainEqual(["Azure subscriptions are still active."]);
    expect(said.filter(([name]) => name === customer("withPlan").name).length).toBeGreaterThan(100);
  });

  it("shows how a program keeps a user's token", async () => {
    const { emulator, customer } = bench();
    const { tenantId, clientId, clientSecret } = emulator;
    let kept = emulator.userRefreshToken;
    const vault = {
      read: async (_name: string) => kept,
      write: async (_name: string, token: string) => {
        kept = token;
      },
    };

    // begin
    const asUser = connect({
      tenantId,
      clientId,
      clientSecret,
      refreshToken: {
        read: () => vault.read("partner-center"),
        save: (token) => vault.write("partner-center", token),
      },
    });
    // end

    const customerId = customer("noAgreement").id;
    expect((await asUser.agreements.getDirectSignedStatus({ customerId })).isSigned).toBe(false);
    expect(kept).not.toBe(emulator.userRefreshToken);
    await administer(emulator, `/portal/customers/${customerId}/agreement`, { accepted: true });
    expect((await asUser.agreements.getDirectSignedStatus({ customerId })).isSigned).toBe(true);
  });

  it("is right about what is missing", () => {
    for (const name of Object.keys(process.env)) if (/^(PARTNERCENTER|AZURE|ARM)_/.test(name)) delete process.env[name];
    expect(() => connect()).toThrow(/tenantId/);
    expect(() => connect({ cloud: "public", tenantId: "contoso.com", clientId: "x" })).toThrow(/tenantId|missing/);
  });
});

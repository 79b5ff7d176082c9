import { inspect } from "node:util";
import type { Emulator } from "pulumi-partnercenter-emulator";
import type { Settings } from "../../../provider/settings";
import { useBench } from "./emulated-client";

/** What the emulator knows an application by. */
type Application = Pick<Emulator, "tenantId" | "clientId" | "clientSecret">;

describe("signing in", () => {
  const bench = useBench();

  /** How a first call fails with these settings. */
  async function refusal(overrides: Partial<Settings>, identity: Partial<Application> = {}): Promise<Error> {
    const { client, emulator } = bench();
    const { tenantId, clientId, clientSecret } = { ...emulator, ...identity };
    const one = client({ ...overrides, identity: { tenantId, clientId, clientSecret } });
    const error: unknown = await one.customers
      .list()
      .all()
      .catch((thrown: unknown) => thrown);
    if (!(error instanceof Error)) throw new Error("the call succeeded");
    return error;
  }

  it("asks Entra once for many calls", async () => {
    const { client, emulator, customer } = bench();
    const one = client();
    const customerId = customer("new").id;
    await Promise.all(Array.from({ length: 8 }, () => one.customers.get({ customerId })));
    await one.customers.get({ customerId });
    const tokens = emulator.journal.entries({ method: "POST" }).filter(({ path: asked }) => asked.includes("/oauth2/"));
    expect(tokens).toHaveLength(1);
  });

  it("takes an authority and an endpoint in plain HTTP on this machine", async () => {
    const { client, emulator } = bench();
    const one = client({ endpoint: emulator.apiUrl, authority: emulator.apiUrl });
    expect((await one.customers.list().all()).items.length).toBeGreaterThan(0);
  });

  it("takes a fresh token when the service refuses the old one", async () => {
    const { client, emulator, customer } = bench();
    const customerId = customer("new").id;
    emulator.faults.add({ method: "GET", path: "/v1/customers/*", status: 401, code: 400 });
    await client().customers.get({ customerId });
    const asked = emulator.journal.entries().map(({ path: one, status }) => `${one.split("/").at(-1)} ${status}`);
    expect(asked).toEqual([
      "openid-configuration 200",
      "token 200",
      `${customerId} 401`,
      "token 200",
      `${customerId} 200`,
    ]);
  });

  it("does not try again without a second factor", async () => {
    const { client, emulator } = bench();
    emulator.faults.add({ method: "GET", path: "/v1/customers", status: 401, code: 900421, times: 9 });
    await expect(client().customers.list().all()).rejects.toMatchObject({ code: "900421" });
    expect(emulator.journal.entries().filter(({ status }) => status === 401)).toHaveLength(1);
  });

  it.each([
    ["a wrong secret", { clientSecret: "wrong-and-secret" }, "7000215", "partnercenter:clientSecret"],
    ["an unknown tenant", { tenantId: "00000000-0000-4000-8000-00000000dead" }, "90002", "partnercenter:tenantId"],
    [
      "an unknown application",
      { clientId: "00000000-0000-4000-8000-00000000dead" },
      "700016",
      "partnercenter:clientId",
    ],
  ])("explains %s", async (_what, identity, code, setting) => {
    const error = await refusal({}, identity);
    expect(error).toMatchObject({ kind: "auth", codes: [code] });
    expect(error.message).toContain(setting);
    expect(inspect(error, { depth: 10, showHidden: true })).not.toMatch(/wrong-and-secret/);
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(bench().emulator.clientSecret);
  });

  it("explains a certificate that nobody trusts, without trying again", async () => {
    const { emulator, clock } = bench();
    // An empty name stands for none.
    const error = await refusal({ caFile: "" });
    expect(error).toMatchObject({ kind: "auth", message: expect.stringContaining("partnercenter:caFile") });
    expect(clock.sleeps).toEqual([]);
    expect(emulator.journal.entries()).toEqual([]);
  });

  it("explains an authority that does not answer", async () => {
    const error = await refusal({ authority: "https://127.0.0.1:1" });
    expect(error).toMatchObject({ kind: "auth", codes: [] });
    expect(error.message).toContain("127.0.0.1:1");
    expect(error.message).toContain("partnercenter:authority");
  });

  it("explains an endpoint that does not answer", async () => {
    const error = await refusal({ endpoint: "https://127.0.0.1:1" });
    expect(error).toMatchObject({ kind: "transport", unsent: true });
    expect(error.message).toContain("partnercenter:endpoint");
  });
});

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSeed } from "../src/seed-reader";
import { appClient, launch } from "./support";

describe("a seed file", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "emulator-seed-"));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };

  test("as the example has it is what the emulator starts with", async () => {
    const seedFile = await readSeed(join(__dirname, "../examples/seed.yaml"));
    const emulator = await launch({ seedFile });
    try {
      expect(emulator.customers.map(({ name, kind }) => [name, kind])).toEqual([
        ["Vesterbro Bikes ApS", "new"],
        ["Okavango Tours", "withPlan"],
        ["Pinecrest Printing", "legacy"],
        ["Quill & Vellum", "noAgreement"],
      ]);
      expect(emulator.clientSecret).toBe("rehearsal-only");
      const client = await appClient(emulator);
      const customer = await client.get(`/customers/${emulator.customers[0]?.id}`);
      expect(customer.body).toMatchObject({
        billingProfile: { defaultAddress: { country: "DK", city: "København", postalCode: "1650" } },
      });
      const budget = await client.get(`/customers/${emulator.customers[1]?.id}/usagebudget`);
      expect(budget.raw).toContain('"amount":1250.50,');
    } finally {
      await emulator.close();
    }
  });

  test("can be JSON, with a schema for editors", async () => {
    const partners = [
      { name: "One", domain: "one.example" },
      { name: "Two", domain: "two.example" },
    ];
    const path = write("seed.json", JSON.stringify({ $schema: "./seed.schema.json", partners }));
    expect((await readSeed(path)).partners.map(({ name }) => name)).toEqual(["One", "Two"]);
  });

  test.each([
    [
      "budget.yaml",
      "partners:\n- name: A\n  domain: a.example\n  customers:\n  - name: B\n    domain: b.example\n    budget: 5\n- {name: C, domain: c.example}\n",
      "budget.yaml:7: partners[0].customers[0].budget: write the amount in quotes",
    ],
    [
      "member.yaml",
      "partners:\n- name: A\n  domain: a.example\n  fridge: 1\n- {name: C, domain: c.example}\n",
      "fridge",
    ],
    ["missing.yaml", "partners:\n- name: A\n- {name: C, domain: c.example}\n", "missing.yaml:2: partners[0].domain"],
    ["syntax.yaml", "partners:\n  - name: A\n - b\n", "syntax.yaml:3: "],
    ["one.yaml", "partners: []\n", "one.yaml:1: partners: "],
    ["empty.yaml", "", "empty.yaml"],
    ["wrong.json", "{", "wrong.json: "],
  ])("in %s is refused with the place of what is wrong", async (name, text, message) => {
    await expect(readSeed(write(name, text))).rejects.toThrow(message);
  });
});

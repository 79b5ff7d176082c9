import { readFileSync } from "node:fs";
import { join } from "node:path";
import { entraErrors } from "../src/entra/entra-errors";
import { documentedErrors } from "../src/errors";
import { endpoints } from "./conformance/endpoints";
import { errorCodes } from "./conformance/error-codes";
import { titlesIn } from "./conformance/test-titles";
import { appClient, useEmulator } from "./support";

const proofs = [...endpoints, ...errorCodes].flatMap((row) => ("proof" in row ? [row.proof] : []));
const keyOf = (row: { readonly status: number; readonly code: string | number }) => `${row.status}/${row.code}`;

describe("the conformance tables", () => {
  const emulator = useEmulator();

  test.each(endpoints.filter(({ proof }) => proof !== "pending").map(({ method, path }) => [method, path]))(
    "list only endpoints that the emulator answers: %s %s",
    async (method, path) => {
      const client = await appClient(emulator());
      const sample = path.replaceAll(/\{\w+\}/g, "11111111-2222-4333-8444-555555555555");
      await fetch(`${emulator().apiUrl}${sample}`, {
        method,
        headers: { authorization: `Bearer ${client.token}` },
        ...(method !== "GET" && { body: "{}" }),
      });
      const [asked] = emulator().journal.entries({ since: 1 });
      expect(asked).toMatchObject({ method, path: sample });
      expect(asked?.note).toBeUndefined();
    },
  );

  test("name tests that exist, in files whose answers are watched", () => {
    const missing = [...new Set(proofs)].filter((proof) => {
      const [file = "", title = ""] = proof.split(" > ");
      const path = join(__dirname, file);
      const found = () => titlesIn(path).includes(title) && readFileSync(path, "utf8").includes("useEmulator(");
      return proof !== "pending" && !found();
    });
    expect(missing).toEqual([]);
  });

  test("list no endpoint and no code twice", () => {
    for (const keys of [endpoints.map(({ method, path }) => `${method} ${path}`), errorCodes.map(keyOf)]) {
      expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
    }
  });

  test("have a test for every error that the emulator knows", () => {
    const tested = new Set(errorCodes.filter((row) => "proof" in row).map(keyOf));
    const accidents = new Set(["500/800003", "405/0"]);
    const known = [
      ...Object.values(documentedErrors).map(keyOf),
      ...Object.values(entraErrors).map(({ status, code }) => keyOf({ status, code: `AADSTS${code}` })),
    ];
    expect(known.filter((key) => !tested.has(key) && !accidents.has(key))).toEqual([]);
  });

  test("say why the other codes are not given", () => {
    const silent = errorCodes.filter((row) => "reason" in row && row.reason.length < 15);
    expect(silent).toEqual([]);
  });
});

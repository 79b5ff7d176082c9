import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { applicationCertificate, certificates } from "../../../emulator/src/certificates/certificates";
import { createClient } from "../../../provider/client/create-client";
import { forecast } from "../../../provider/preflight";
import { settingFacts, settingKeys } from "../../../provider/setting-facts";
import { loadSettings } from "../../../provider/settings";
import { CanarySearch, expectNoCanary, shownBy } from "../../support/canaries";
import { encryptedKey } from "../../support/encrypted-key";

const tenantId = "0aaaaaaa-0000-4000-8000-000000000001";
const clientId = "0bbbbbbb-0000-4000-8000-000000000001";
const { certificate, privateKey } = applicationCertificate();

/** Where nobody listens. */
const nowhere = "http://127.0.0.1:1";

/** Secrets of every form, as they get into the wrong setting: quotes forgotten, two variables swapped. */
const secrets: Readonly<Record<string, string>> = {
  "a client secret": "canary8Q~abcDEF.ghiJKL-mnoPQR_stuVWX01234",
  "a token": `eyJ0eXAiOiJKV1QiLCJhbGciOiJub25lIn0.${Buffer.from('{"canary":"token 4711"}').toString("base64url")}.c2lnbmF0dXJl`,
  "a refresh token": `1.${Buffer.from("canary refresh token ".repeat(20)).toString("base64url")}`,
  "a private key": privateKey + certificate,
  "a key on one line": (privateKey + certificate).replaceAll("\n", "\\n"),
  "a locked key": encryptedKey(privateKey, "canary~passphrase/4711") + certificate,
  "a key that belongs to no certificate": privateKey + certificates().certificate,
  "a damaged key": privateKey.replace(/A/g, "B"),
  "an address with a password": "https://canary-user:canary~password-4711@service.example/",
  "an address with a signature": "https://service.example/?sig=canary%2Fsignature%2F4711%3D",
};

const search = new CanarySearch([
  ...Object.entries(secrets).map(([name, text]) => ({ name, text })),
  { name: "the password in an address", text: "canary~password-4711" },
  { name: "a passphrase", text: "canary~passphrase/4711" },
]);

/** What is shown when a client is made of these settings and used. */
async function shownWith(values: Readonly<Record<string, unknown>>, environment: NodeJS.ProcessEnv): Promise<string> {
  try {
    const settings = loadSettings(values, environment);
    const clock = { now: () => 0, sleep: async () => {} };
    await createClient({ ...settings, endpoint: nowhere, authority: nowhere }, { clock })
      .customers.list()
      .all();
    return "";
  } catch (error) {
    return shownBy(error);
  }
}

describe.each(Object.entries(secrets))("%s in the wrong place", (_name, secret) => {
  const identity = { tenantId, clientId, clientSecret: "something-else-entirely" };

  test("is shown by no message about any setting", async () => {
    const shown: Record<string, string> = {};
    for (const key of settingKeys) {
      const { clientSecret: _, ...application } = identity;
      const proofs = ["certificatePath", "certificate", "oidcTokenFile", "useGithubOidc", "certificatePassword"];
      const others = proofs.includes(key) ? application : identity;
      shown[`${key} in stack config`] = await shownWith({ ...others, [key]: secret }, {});
      shown[`${key} in the environment`] = await shownWith(others, { [settingFacts[key].env]: secret });
      const wish = { customerId: tenantId, onExisting: "adopt", onMissing: "purchase" } as const;
      const values = { ...others, endpoint: nowhere, authority: nowhere, timeScale: 10_000, [key]: secret };
      shown[`${key} in a preflight`] = JSON.stringify(await forecast({ values, explicitProvider: true }, wish, {}));
    }
    shown["GitHub's address"] = await shownWith(
      { tenantId, clientId, useGithubOidc: true },
      { ACTIONS_ID_TOKEN_REQUEST_URL: secret, ACTIONS_ID_TOKEN_REQUEST_TOKEN: secret },
    );
    expectNoCanary(search, shown);
  });

  test("is shown by no message about the file that has it", async () => {
    const folder = mkdtempSync(join(tmpdir(), "settings-"));
    try {
      const path = join(folder, "secret");
      writeFileSync(path, secret);
      const shown: Record<string, string> = {};
      for (const key of ["certificatePath", "oidcTokenFile", "caFile", "refreshTokenFile"] as const) {
        const proof = key === "certificatePath" || key === "oidcTokenFile" ? {} : { clientSecret: "something-else" };
        shown[key] = await shownWith({ tenantId, clientId, ...proof, [key]: path }, {});
        expect(shown[key]).not.toBe("");
        const wrongPassword = { certificatePassword: secret, certificatePath: path };
        if (key === "certificatePath") shown.password = await shownWith({ tenantId, clientId, ...wrongPassword }, {});
      }
      expectNoCanary(search, shown);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

test("what is plainly a word or a file's name is shown, since it helps", async () => {
  const values = { tenantId, clientId, clientSecret: "something-else" };
  expect(await shownWith({ ...values, cloud: "puplic" }, {})).toContain('has "puplic"');
  const certificatePath = "/etc/partner-center/application.pem";
  expect(await shownWith({ tenantId, clientId, certificatePath }, {})).toContain(`"${certificatePath}" cannot be read`);
});

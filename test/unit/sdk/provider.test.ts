import * as pulumi from "@pulumi/pulumi";
import type { MockResourceArgs } from "@pulumi/pulumi/runtime";

const registered: MockResourceArgs[] = [];
void pulumi.runtime.setMocks({
  newResource: (args) => {
    registered.push(args);
    return { id: args.name, state: args.inputs };
  },
  call: () => ({}),
});

import { Provider, type ProviderArgs } from "pulumi-partnercenter";
import { type SettingFacts, settingFacts, settingKeys } from "../../../provider/setting-facts";

test("a provider's secrets are secrets of the engine, and its other settings are not", async () => {
  const args: ProviderArgs = Object.fromEntries(settingKeys.map((key) => [key, `value-of-${key}`]));
  const provider = new Provider("emea", args);
  await new Promise((done) => provider.urn.apply(done));
  const shown = Object.entries(registered[0]?.inputs ?? {}).flatMap(([key, value]) =>
    typeof value === "string" ? [key.replace("partnercenter:", "")] : [],
  );
  const open = settingKeys.filter((key) => {
    const facts: SettingFacts = settingFacts[key];
    return !facts.secret;
  });
  expect(shown.toSorted()).toEqual([...open, "explicit"].toSorted());
  expect(JSON.stringify(registered[0]?.inputs)).toContain("value-of-certificatePassword");
});

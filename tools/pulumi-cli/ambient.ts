/** Settings of the caller's shell that would aim a test or the demo at something real, or change what Pulumi does. */
const ambient = [
  /^PULUMI_/,
  /^PARTNERCENTER_/,
  /^AZURE_/,
  /^ARM_/,
  // A CI job's own identity, and a managed identity's endpoints.
  /^ACTIONS_ID_TOKEN_REQUEST_/,
  /^(IDENTITY|MSI|IMDS)_ENDPOINT$/,
  // A program under test is to see what it would see in a user's shell.
  /^JEST_WORKER_ID$/,
  /^NODE_ENV$/,
];

/** The environment without anybody's real credentials and without settings of Pulumi. */
export function withoutAmbientSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !ambient.some((pattern) => pattern.test(name))));
}

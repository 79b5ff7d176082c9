import { join } from "node:path";
import { findPulumiCli, type PulumiCli } from "../../tools/pulumi-cli";
import { openStack as open, type PulumiStack, type StackOptions } from "../../tools/pulumi-run";
import { repositoryRoot } from "../../tools/repository";

export type { PulumiProcess, PulumiResult } from "../../tools/pulumi-process";
export type { OperationResult, PulumiStack, RunOptions } from "../../tools/pulumi-run";
export { findResource, type ResourceState, type StackState } from "../../tools/pulumi-state";

/** As for the tools, where the program may also be a name under test/e2e/programs. */
export type TestStackOptions = Omit<StackOptions, "cli">;

let cli: Promise<PulumiCli> | undefined;
const opened = new Set<PulumiStack>();

/** Opens a throw-away stack that is gone when the test file ends. */
export async function openStack(options: TestStackOptions): Promise<PulumiStack> {
  cli ??= findPulumiCli();
  const { program } = options;
  const folder = program.includes("/") ? program : join(repositoryRoot, "test", "e2e", "programs", program);
  const stack = await open({ ...options, program: folder, cli: await cli });
  opened.add(stack);
  return stack;
}

afterAll(() => {
  for (const stack of opened) stack.close();
  opened.clear();
});

import type { RunOptions } from "./pulumi-run";

const colour = process.stdout.isTTY && process.env.NO_COLOR === undefined;
const paint = (code: string) => (text: string) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);
const bold = paint("1");
const faint = paint("2");
const green = paint("32");

/** Tells a story in numbered acts and stops it at the first thing that is not as told. */
export class Stage {
  #act = 0;

  /** Opens an act: a title and a few lines that say what to look for. */
  act(title: string, ...explanation: readonly string[]): void {
    console.log(`\n${bold(`${++this.#act}. ${title}`)}`);
    for (const line of explanation) console.log(line);
    console.log("");
  }

  /** The command as a user would type it. */
  command(text: string): void {
    console.log(faint(`$ ${text}`));
  }

  /** What the CLI says, indented. */
  output(text: string): void {
    const lines = text.split("\n").map((line) => line.trimEnd());
    for (const line of lines) if (line !== "") console.log(`  ${line}`);
  }

  say(text: string): void {
    console.log(text);
  }

  /**
   * States a fact that has just been looked up.
   * @throws Error when it is not so: the demo then ends with a failure.
   */
  prove(fact: string, holds: boolean, found: unknown): void {
    if (!holds) throw new Error(`The demo does not do what it says: ${fact}. Found: ${JSON.stringify(found, null, 2)}`);
    console.log(`${green("✓")} ${fact}`);
  }
}

/** For commands that are meant to fail: the demo checks the code itself. */
export const mayFail: RunOptions = { expectCode: "any" };

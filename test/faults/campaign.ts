/**
 * `npm run faults`: the whole campaign, about an hour on two cores, and `npm run faults -- short`, about a minute, which is
 * part of `npm test`. Arguments: `seed=7` plays other variations, `operation=upgrade` those whose name has the word,
 * `arm=thin` one arm (thin, faults, stories, naive, host, cli), `report=file.md` writes the whole report there. Ends with code 1 when a promise was
 * broken, or when the naive provider was not found out.
 */
import { writeFileSync } from "node:fs";
import { type CliKill, cliArm } from "./cli-arm";
import { type FaultedRun, faultArm } from "./fault-arm";
import { hostArm } from "./host-arm";
import { operations } from "./operations";
import { Progress } from "./progress";
import { report } from "./report";
import { stories } from "./stories";
import { storyArm, type ToldStory } from "./story-arm";
import { Tally } from "./tally";
import { thinArm } from "./thin-arm";
import { requestIdModels } from "./variations";

/** How much of everything is played. */
interface Size {
  readonly thin: { readonly repeats: number; readonly every: number };
  readonly naive: { readonly repeats: number; readonly every: number };
  readonly host: { readonly repeats: number; readonly every: number };
  readonly faults: { readonly every: number };
  readonly stories: { readonly repeats: number };
  readonly cliKills: number;
}

const full: Size = {
  thin: { repeats: 5, every: 1 },
  naive: { repeats: 3, every: 1 },
  host: { repeats: 2, every: 1 },
  faults: { every: 1 },
  stories: { repeats: 8 },
  cliKills: 64,
};

const short: Size = {
  thin: { repeats: 1, every: 12 },
  naive: { repeats: 1, every: 6 },
  host: { repeats: 1, every: 24 },
  faults: { every: 16 },
  stories: { repeats: 1 },
  cliKills: 0,
};

const arms = ["thin", "faults", "stories", "naive", "host", "cli"] as const;
type Arm = (typeof arms)[number];

interface Wish {
  readonly size: Size;
  readonly isShort: boolean;
  readonly seed: number;
  readonly operation: string;
  readonly arms: readonly Arm[];
  readonly reportFile?: string;
}

function readWish(given: readonly string[]): Wish {
  const known = new Map<string, string>();
  for (const argument of given) {
    const [name = "", value = "yes"] = argument.split("=");
    if (!["short", "seed", "operation", "arm", "report"].includes(name)) throw new Error(`what is ${argument}?`);
    known.set(name, value);
  }
  const arm = known.get("arm");
  const reportFile = known.get("report");
  return {
    size: known.has("short") ? short : full,
    isShort: known.has("short"),
    seed: Number(known.get("seed") ?? 1),
    operation: known.get("operation") ?? "",
    arms: arms.filter((one) => arm === undefined || one === arm),
    ...(reportFile !== undefined && { reportFile }),
  };
}

async function main(): Promise<void> {
  const wish = readWish(process.argv.slice(2));
  const { size, seed } = wish;
  const chosen = operations.filter(({ name }) => name.includes(wish.operation));
  const progress = new Progress();
  const thin = new Tally();
  const naive = new Tally();
  const host = new Tally();
  const faulted: FaultedRun[] = [];
  const told: ToldStory[] = [];
  const cli: CliKill[] = [];
  const common = { models: requestIdModels, seed, operations: chosen };
  const counting = (arm: Arm) => (_done: number, what: string) => progress.count(arm, what);

  const play: Readonly<Record<Arm, () => Promise<void>>> = {
    thin: () => thinArm(thin, { ...common, ...size.thin, lanes: 2, provider: "ours", onRun: counting("thin") }),
    naive: () => {
      const buying = operations.filter(({ name }) => name === "buy a plan");
      const wish = { ...common, ...size.naive, operations: buying, lanes: 2, provider: "naive" } as const;
      return thinArm(naive, { ...wish, onRun: counting("naive") });
    },
    host: () => hostArm(host, { ...common, ...size.host, lanes: 2, onRun: counting("host") }),
    faults: () =>
      faultArm({
        ...common,
        ...size.faults,
        onRun: (run) => {
          faulted.push(run);
          progress.count("faults", run.operation);
        },
      }),
    stories: () =>
      storyArm({
        ...common,
        ...size.stories,
        stories,
        onTold: (one) => {
          told.push(one);
          progress.count("stories", one.story.name);
        },
      }),
    cli: () =>
      cliArm({
        kills: size.cliKills,
        lanes: 2,
        seed,
        onKill: (kill) => {
          cli.push(kill);
          progress.count("cli", kill.variation.victim);
        },
      }),
  };
  // Those in this process take turns with killed ones, which mostly start up.
  const played = (arm: Arm) => (wish.arms.includes(arm) ? play[arm]() : Promise.resolve());
  const tell = (): ReturnType<typeof report> => {
    const { isShort, arms } = wish;
    const { seconds } = progress;
    const outcome = report({ seed, isShort, seconds, arms, thin, naive, host, faulted, told, cli });
    if (wish.reportFile !== undefined) writeFileSync(wish.reportFile, outcome.whole);
    return outcome;
  };
  // What was played so far is not lost when the rest is cut short.
  const saving = setInterval(tell, 30_000);
  await Promise.all([played("thin"), played("faults").then(() => played("stories"))]);
  for (const arm of ["naive", "host", "cli"] as const) await played(arm);
  clearInterval(saving);
  const { summary, broken } = tell();
  console.log(`\n${summary}`);
  for (const line of broken) console.error(`✗ ${line}`);
  process.exitCode = broken.length > 0 ? 1 : 0;
}

void main();

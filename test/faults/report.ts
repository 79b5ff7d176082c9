import { availableParallelism, totalmem } from "node:os";
import type { CliKill } from "./cli-arm";
import { type FaultedRun, faultKinds } from "./fault-arm";
import { momentNames, momentOf, nameOf } from "./kill-point";
import type { ToldStory } from "./story-arm";
import type { Counted, Tally } from "./tally";
import { requestIdModels } from "./variations";
import { type FaultFound, faultsFound } from "./verdict";

/** Everything that a campaign has played. */
export interface Campaign {
  readonly seed: number;
  readonly isShort: boolean;
  readonly seconds: number;
  readonly arms: readonly string[];
  readonly thin: Tally;
  readonly naive: Tally;
  readonly host: Tally;
  readonly faulted: readonly FaultedRun[];
  readonly told: readonly ToldStory[];
  readonly cli: readonly CliKill[];
}

/** What a whole campaign must have done to count. */
const atLeast = { thin: 4_000, perPoint: 5, host: 500, cli: 60, naive: 300 } as const;

/**
 * The tables, short (for people) and whole (for sceptics), and everything that is wrong: promises that were broken, and
 * a campaign that was not what it must be.
 */
export function report(campaign: Campaign): {
  readonly summary: string;
  readonly whole: string;
  readonly broken: readonly string[];
} {
  const broken = brokenIn(campaign);
  const machine = `${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GiB`;
  const head = [
    `Seed ${campaign.seed}, ${new Date().toISOString().slice(0, 10)}, ${machine}, Node ${process.version}, ` +
      `${Math.round(campaign.seconds / 60)} min. ` +
      (broken.length === 0 ? "No promise was broken." : `${broken.length} things are wrong.`),
  ];
  const sections = [
    section("Killed: thin provider processes", campaign.thin, "model"),
    section("Killed: Pulumi's dynamic-provider host", campaign.host, "moment"),
    cliSection(campaign.cli),
    section("Killed: a provider without the protocol", campaign.naive, "model"),
    faultSection(campaign.faulted),
    storySection(campaign.told),
  ].filter((text) => text !== "");
  const summary = [...head, ...sections].join("\n\n");
  const points = [...pointTable("thin", campaign.thin), ...pointTable("host", campaign.host)];
  return { summary, whole: `# The fault campaign, point by point\n\n${[summary, ...points].join("\n\n")}\n`, broken };
}

function brokenIn(campaign: Campaign): readonly string[] {
  const { thin, host, naive, faulted, told, cli, isShort, arms } = campaign;
  const played = (arm: string) => arms.includes(arm);
  const found = [
    ...[...thin.found, ...host.found].map((run) => `${describe(run)}: ${textsOf(run.findings)}`),
    ...faulted
      .filter(({ findings }) => findings.length > 0)
      .map((run) => `${run.operation}, ${run.kind} at request ${run.turn + 1}, ${run.model}: ${textsOf(run.findings)}`),
    ...told.flatMap(({ story, broken, model, moment, turn }) =>
      broken === undefined ? [] : [`${story.name}, ${moment}, ${model}, turn ${turn}: ${broken}`],
    ),
    ...cli.flatMap(({ turn, findings }) => findings.map((text) => `real CLI, turn ${turn}: ${text}`)),
  ];
  if (played("naive") && naive.count("twice") === 0) found.push("the naive provider was not found out");
  for (const [name, endings] of endingsByStory(told)) {
    const story = told.find((one) => one.story.name === name)?.story;
    for (const must of isShort ? [] : (story?.shows ?? [])) {
      if (!endings.has(must)) found.push(`${name}: never ended with ${must}, so the campaign says nothing of it`);
    }
  }
  if (isShort || arms.length === 1) return found;
  const counts = { thin: thin.runs.length, host: host.runs.length, cli: cli.length, naive: naive.runs.length };
  for (const arm of ["thin", "host", "cli", "naive"] as const) {
    if (counts[arm] < atLeast[arm]) found.push(`${counts[arm]} kills in the arm ${arm}, fewer than ${atLeast[arm]}`);
  }
  return [...found, ...thin.thin(atLeast.perPoint, requestIdModels).map((text) => `too few kills: ${text}`)];
}

const describe = ({ arm, operation, point, model, turn }: Counted) =>
  `${arm}, ${operation}, ${nameOf(point)}, ${model}, turn ${turn}`;
const textsOf = (findings: Counted["findings"]) => findings.map(({ fault, text }) => `${fault} (${text})`).join("; ");

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, at) => (at === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}

/** By operation: kills by model or by moment, and what was found. */
function section(title: string, tally: Tally, by: "model" | "moment"): string {
  if (tally.runs.length === 0) return "";
  const moments = Object.values(momentNames);
  const columns: readonly string[] = by === "model" ? requestIdModels : moments;
  const columnOf = (run: Counted) => (by === "model" ? run.model : momentNames[momentOf(run.point)]);
  const rowOf = (name: string, runs: readonly Counted[]) => [
    name,
    new Set(runs.map(({ point }) => nameOf(point))).size,
    ...columns.map((column) => runs.filter((run) => columnOf(run) === column).length),
    ...faultsFound.map((fault: FaultFound) => tally.count(fault, [...runs])),
  ];
  const groups = [...Map.groupBy(tally.runs, ({ operation }) => operation)];
  const rows = groups.map(([name, runs]) => rowOf(name, runs));
  if (groups.length > 1) rows.push(rowOf("**all**", tally.runs));
  return `### ${title}\n\n${table(["operation", "points", ...columns, ...faultsFound], rows)}`;
}

function cliSection(kills: readonly CliKill[]): string {
  if (kills.length === 0) return "";
  const rows = [...Map.groupBy(kills, ({ variation }) => variation.victim)].map(([victim, of]) => [
    victim === "both" ? "CLI and provider" : victim === "engine" ? "the CLI alone" : "the provider alone",
    ...requestIdModels.map((model) => of.filter(({ variation }) => variation.requestIds === model).length),
    of.reduce((sum, { interrupted }) => sum + interrupted, 0),
    of.reduce((sum, { findings }) => sum + findings.length, 0),
  ]);
  const head = ["killed", ...requestIdModels, "operations under way", "found"];
  return `### Killed: the real Pulumi CLI and its provider\n\n${table(head, rows)}`;
}

function faultSection(runs: readonly FaultedRun[]): string {
  if (runs.length === 0) return "";
  const kinds = Object.keys(faultKinds);
  const rows = kinds.map((kind) => {
    const of = runs.filter((run) => run.kind === kind);
    return [
      kind,
      ...requestIdModels.map((model) => of.filter((run) => run.model === model).length),
      of.filter(({ findings }) => findings.length > 0).length,
    ];
  });
  const title = "Nobody dies: every request of every operation meets every fault";
  return `### ${title}\n\n${table(["fault", ...requestIdModels, "found"], rows)}`;
}

function endingsByStory(told: readonly ToldStory[]): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const counts = new Map<string, Map<string, number>>();
  for (const { story, ending } of told) {
    const of = counts.get(story.name) ?? new Map<string, number>();
    counts.set(story.name, of.set(ending, (of.get(ending) ?? 0) + 1));
  }
  return counts;
}

function storySection(told: readonly ToldStory[]): string {
  if (told.length === 0) return "";
  const rows = [...endingsByStory(told)].map(([name, endings]) => {
    const of = told.filter(({ story }) => story.name === name);
    return [
      name,
      of[0]?.story.row ?? "",
      of.length,
      [...endings].map(([ending, count]) => `${ending}: ${count}`).join("; "),
      of.filter(({ broken }) => broken !== undefined).length,
    ];
  });
  const title = "After a kill at the checkout: people, backups, options";
  return `### ${title}\n\n${table(["what happens then", "row", "runs", "endings", "broken"], rows)}`;
}

function pointTable(name: string, tally: Tally): string[] {
  return [...Map.groupBy(tally.runs, ({ operation }) => operation)].map(([operation, runs]) => {
    const rows = [...Map.groupBy(runs, ({ point }) => nameOf(point))].map(([point, of]) => [
      point,
      ...requestIdModels.map((model) => of.filter((run) => run.model === model).length),
      of.filter(({ findings }) => findings.length > 0).length,
    ]);
    return `## ${operation} (${name})\n\n${table(["killed when", ...requestIdModels, "found"], rows)}`;
  });
}

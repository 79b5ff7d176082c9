import { PartnerCenter } from "../support/partner-center";
import { ProviderInside } from "../support/provider-process";
import { providersOn } from "../support/providers-on";
import { killOnce, rehearse, type Start } from "./kill";
import { killPoints } from "./kill-point";
import { naiveProvidersOn } from "./naive-plan";
import type { Operation } from "./operations";
import type { Tally } from "./tally";
import type { ProviderKind } from "./thin-messages";
import { SpareProcesses, ThinProcess } from "./thin-process";
import { type RequestIdModel, variationOf } from "./variations";

/** What an arm of the campaign is asked to do. */
export interface ThinWish {
  readonly operations: readonly Operation[];
  readonly models: readonly RequestIdModel[];
  /** Runs for each operation, point and model. */
  readonly repeats: number;
  /** Only every n-th point, others in each model; 1 for all. */
  readonly every: number;
  /** How many operations are worked on at once. */
  readonly lanes: number;
  /** Where the variations begin. */
  readonly seed: number;
  readonly provider: ProviderKind;
  readonly onRun: (done: number, what: string) => void;
}

/** Kills thin provider processes at every point of every operation. */
export async function thinArm(tally: Tally, wish: ThinWish): Promise<void> {
  const tasks = wish.operations.flatMap((operation) => wish.models.map((model) => ({ operation, model })));
  const lane = async (): Promise<void> => {
    const spares = new SpareProcesses(2);
    try {
      for (let task = tasks.shift(); task; task = tasks.shift()) await playTask(tally, wish, spares, task);
    } finally {
      await spares.close();
    }
  };
  await Promise.all(Array.from({ length: wish.lanes }, lane));
}

async function playTask(
  tally: Tally,
  wish: ThinWish,
  spares: SpareProcesses,
  { operation, model }: { readonly operation: Operation; readonly model: RequestIdModel },
): Promise<void> {
  const center = await centerFor(operation);
  const start: Start = (of, options) => new ThinProcess(of, spares, options, wish.provider);
  const usually: Start = (of, options) =>
    new ProviderInside(of, options, wish.provider === "naive" ? naiveProvidersOn : providersOn);
  const next = customersOf(center);
  try {
    const { requests, calls } = await rehearse(center, next(), operation, start);
    const offset = wish.models.indexOf(model) * 7 + wish.seed;
    for (const [index, point] of killPoints(requests, calls).entries()) {
      if ((index + offset) % wish.every !== 0) continue;
      for (let repeat = 0; repeat < wish.repeats; repeat += 1) {
        const turn = offset + index * wish.repeats + repeat;
        const variation = variationOf(model, turn);
        const result = await killOnce(center, next(), { operation, point, variation }, { start, usually });
        if (result.killed) {
          tally.add({ arm: "thin", operation: operation.name, point, model, findings: result.findings, turn });
          wish.onRun(tally.runs.length, operation.name);
        } else {
          tally.unreached += 1;
        }
      }
    }
  } finally {
    await center.close();
  }
}

const CUSTOMERS = 700;

/** An emulator with customers as the operation needs them, one for each run. */
export function centerFor(operation: Operation, options: { readonly speed?: number } = {}): Promise<PartnerCenter> {
  const customers = Array.from({ length: CUSTOMERS }, (_, at) => ({
    name: `C${at}`,
    domain: `c${at}.example.com`,
    ...operation.seed,
  }));
  const partners = [
    { name: "Ours", domain: "ours.example.com", customers },
    { name: "Theirs", domain: "theirs.example.com" },
  ];
  return PartnerCenter.open({ ...options, seedFile: { partners } });
}

/** Its customers, each once. */
export function customersOf(center: PartnerCenter): () => string {
  const ids = center.emulator.customers.map(({ id }) => id);
  return () => {
    const id = ids.pop();
    if (!id) throw new Error(`a campaign needs more than ${CUSTOMERS} customers`);
    return id;
  };
}

import { HostProcess } from "../support/host-process";
import { ProviderInside } from "../support/provider-process";
import { killOnce, rehearse, type Start } from "./kill";
import { killPoints } from "./kill-point";
import type { Operation } from "./operations";
import type { Tally } from "./tally";
import { centerFor, customersOf } from "./thin-arm";
import { requestIdModels, variationOf } from "./variations";

/** What the arm is asked to do. */
export interface HostWish {
  readonly operations: readonly Operation[];
  /** Runs for each operation and point; the models take turns. */
  readonly repeats: number;
  /** Only every n-th point; 1 for all. */
  readonly every: number;
  readonly lanes: number;
  readonly seed: number;
  readonly onRun: (done: number, what: string) => void;
}

/** A minute of waiting is a tenth of a second. */
const SPEED = 600;

const inside: Start = (center, options) => new ProviderInside(center, options);

/** Kills Pulumi's own dynamic-provider host at every point of every operation. */
export async function hostArm(tally: Tally, wish: HostWish): Promise<void> {
  const tasks = [...wish.operations];
  const lane = async (): Promise<void> => {
    for (let operation = tasks.shift(); operation; operation = tasks.shift())
      await playOperation(tally, wish, operation);
  };
  await Promise.all(Array.from({ length: wish.lanes }, lane));
}

async function playOperation(tally: Tally, wish: HostWish, operation: Operation): Promise<void> {
  const center = await centerFor(operation, { speed: SPEED });
  const start: Start = (of, options) => new HostProcess(of, options, SPEED);
  const next = customersOf(center);
  try {
    const { requests, calls } = await rehearse(center, next(), operation, start);
    let turn = wish.seed;
    for (const [index, point] of killPoints(requests, calls).entries()) {
      if ((index + wish.seed) % wish.every !== 0) continue;
      for (let repeat = 0; repeat < wish.repeats; repeat += 1, turn += 1) {
        const model = requestIdModels[turn % requestIdModels.length] ?? "ignored";
        // The host has this machine's clock and no other.
        const variation = { ...variationOf(model, turn), clockAheadHours: 0 } as const;
        const kill = { operation, point, variation };
        const { killed, findings } = await killOnce(center, next(), kill, { start, usually: inside });
        if (killed) {
          tally.add({ arm: "host", operation: operation.name, point, model, findings, turn });
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

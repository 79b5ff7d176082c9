import type { FaultWish } from "pulumi-partnercenter-emulator";
import type { PartnerCenter } from "../support/partner-center";
import { ProviderInside } from "../support/provider-process";
import { rehearse, Scene, type Start } from "./kill";
import type { Operation } from "./operations";
import { centerFor, customersOf } from "./thin-arm";
import { type RequestIdModel, switchesOf, type Variation, variationOf } from "./variations";
import { type Finding, findings } from "./verdict";

/** Everything that goes wrong without anybody dying, by the name that tables give it. */
export const faultKinds = {
  "reset before it was carried out": { action: "resetBeforeCommit" },
  "reset after it was carried out": { action: "resetAfterCommit" },
  "reply cut off": { action: "truncate" },
  "JSON cut off": { action: "cutJson" },
  "a page for people, 200": { action: "html", status: 200, afterCommit: true },
  "500 after it was carried out": { status: 500, afterCommit: true },
  "503": { status: 503 },
  "503 after it was carried out": { status: 503, afterCommit: true },
  "408": { status: 408 },
  "429, twenty times": { status: 429, retryAfterSeconds: 30, times: 20, path: "/v1/**" },
  "token expired": { action: "expireToken" },
} as const satisfies Readonly<Record<string, FaultWish>>;

/** One of those. */
export type FaultKind = keyof typeof faultKinds;

/** A run that met a fault at one of its requests, and the run after it. */
export interface FaultedRun {
  readonly operation: string;
  readonly kind: FaultKind;
  /** Of the request that the fault struck, counted from 0. */
  readonly turn: number;
  readonly model: RequestIdModel;
  readonly findings: readonly Finding[];
}

/** What the arm is asked to do. */
export interface FaultWishes {
  readonly operations: readonly Operation[];
  readonly models: readonly RequestIdModel[];
  /** Only every n-th of request and fault; 1 for all. */
  readonly every: number;
  readonly seed: number;
  readonly onRun: (run: FaultedRun) => void;
}

const inside: Start = (center, options) => new ProviderInside(center, options);

/** Lets every request of every operation meet every fault once in each model. */
export async function faultArm({ operations, models, every, seed, onRun }: FaultWishes): Promise<void> {
  for (const operation of operations) {
    for (const model of models) {
      const center = await centerFor(operation);
      const next = customersOf(center);
      try {
        const { requests } = await rehearse(center, next(), operation, inside);
        for (const turn of requests.keys()) {
          for (const [at, kind] of kinds.entries()) {
            if ((turn * kinds.length + at + seed) % every !== 0) continue;
            const variation = variationOf(model, seed + turn * kinds.length + at);
            const found = await faultOnce(center, next(), operation, { kind, turn }, variation);
            onRun({ operation: operation.name, kind, turn, model, findings: found });
          }
        }
      } finally {
        await center.close();
      }
    }
  }
}

const isKind = (name: string): name is FaultKind => name in faultKinds;
const kinds = Object.keys(faultKinds).filter(isKind);

async function faultOnce(
  center: PartnerCenter,
  customerId: string,
  operation: Operation,
  fault: { readonly kind: FaultKind; readonly turn: number },
  variation: Variation,
): Promise<readonly Finding[]> {
  const scene = new Scene(center, customerId, operation, variation);
  center.emulator.switches.reset();
  await scene.prepare();
  center.switch(switchesOf(variation));
  const since = center.now;
  center.emulator.faults.add({ ...faultKinds[fault.kind], skip: fault.turn });
  await scene.begin({}).done;
  center.emulator.faults.clear();
  const { error } = await scene.again({ refresh: variation.refresh });
  const found = error ? [{ fault: "not converged", text: error } as const] : [];
  const all = [...found, ...findings(operation, scene, since)];
  return all.length > 0 ? all : scene.restlessness();
}

import { createTokenSource } from "../../provider/auth/token-source";
import { systemClock } from "../../provider/clock";
import { settingsFor } from "../support/provider-process";
import { type Moment, type Story, type Told, tell } from "./stories";
import { centerFor, customersOf } from "./thin-arm";
import { type RequestIdModel, variationOf } from "./variations";

/** One story as it was played, and with what it can be played again. */
export interface ToldStory extends Told {
  readonly model: RequestIdModel;
  readonly moment: Moment;
  readonly turn: number;
}

/** What the arm is asked to do. */
export interface StoryWish {
  readonly stories: readonly Story[];
  readonly models: readonly RequestIdModel[];
  /** Variations of each story, moment and model. */
  readonly repeats: number;
  readonly seed: number;
  readonly onTold: (told: ToldStory) => void;
}

const moments: readonly Moment[] = ["received", "committed", "halfReplied"];
const anyCustomer = { name: "", command: "up", program: () => [], judge: () => [], orders: 1 } as const;

/** Plays every story at every moment of its checkout in every model. */
export async function storyArm({ stories, models, repeats, seed, onTold }: StoryWish): Promise<void> {
  for (const story of stories) {
    const center = await centerFor(anyCustomer);
    const tokens = createTokenSource(settingsFor(center), center.transport, systemClock());
    const next = customersOf(center);
    try {
      let turn = seed;
      for (const model of models) {
        for (const moment of moments) {
          for (let repeat = 0; repeat < repeats; repeat += 1, turn += 1) {
            const variation = variationOf(model, turn);
            const told = await tell(center, next(), story, moment, variation, { tokens });
            onTold({ ...told, model, moment, turn });
          }
        }
      }
    } finally {
      await center.close();
    }
  }
}

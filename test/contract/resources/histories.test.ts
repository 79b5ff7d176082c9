import fc from "fast-check";
import { histories } from "../../support/histories/history";
import { World } from "../../support/histories/world";

/**
 * Always the same histories, so that a run says something about the change and not about chance. A failure prints the
 * smallest history that fails, with the seed and path that replay it: `HISTORIES_SEED=… HISTORIES_PATH=…`. With
 * `HISTORIES_SEED` alone other histories are played, with `HISTORIES_STEPS` more of them.
 */
const { HISTORIES_SEED = "20261125", HISTORIES_STEPS = "10000", HISTORIES_PATH } = process.env;
const STEPS = Number(HISTORIES_STEPS);

/** Histories that one seed leads to; the next ones come from the next seed. */
const PER_SEED = 100;

let world: World;

beforeAll(async () => {
  world = await World.open();
});

afterAll(() => world.close());

test(`${STEPS} steps of all three resources break no rule, and what is declared is reached`, async () => {
  for (let seed = Number(HISTORIES_SEED); world.steps < STEPS; seed += 1) {
    await fc.assert(
      fc.asyncProperty(histories(), (one) => world.play(one)),
      { numRuns: PER_SEED, seed, ...(HISTORIES_PATH && { path: HISTORIES_PATH }) },
    );
    if (HISTORIES_PATH) return;
  }
  expect(world.steps).toBeGreaterThanOrEqual(STEPS);
}, 3_600_000);

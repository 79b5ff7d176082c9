import fc from "fast-check";
import { histories } from "../../support/histories/history";
import { World } from "../../support/histories/world";
import { HostProcess } from "../../support/host-process";

/** A minute of waiting is a tenth of a second. */
const SPEED = 600;

/**
 * A few histories as `test/contract/resources/histories.test.ts` plays thousands of, each run with a host of its own.
 * `HISTORIES_SEED` plays others.
 */
const HISTORIES = 2;
const { HISTORIES_SEED = "20261125" } = process.env;

let world: World;

beforeAll(async () => {
  world = await World.open({ speed: SPEED, start: (center, options) => new HostProcess(center, options, SPEED) });
});

afterAll(() => world.close());

test("histories through Pulumi's own host break no rule either", async () => {
  await fc.assert(
    fc.asyncProperty(histories(), (one) => world.play(one)),
    { numRuns: HISTORIES, seed: Number(HISTORIES_SEED), endOnFailure: true },
  );
  expect(world.steps).toBeGreaterThan(HISTORIES * 5);
}, 600_000);

import { type Emulator, expireTokens, type FaultWish } from "pulumi-partnercenter-emulator";
import type { Chance } from "./chance";

/** Everything that can go wrong on the way, one after the other, each for a few requests. */
const faults: readonly FaultWish[] = [
  { action: "status", status: 500 },
  { action: "status", status: 503, retryAfterSeconds: 5 },
  { action: "status", status: 429, retryAfterSeconds: 20 },
  { action: "status", status: 409, code: 800060 },
  { action: "status", status: 502, afterCommit: true },
  { action: "html" },
  { action: "empty" },
  { action: "delay", delayMs: 30_000 },
  { action: "resetBeforeCommit" },
  { action: "resetAfterCommit" },
  { action: "truncate" },
  { action: "cutJson" },
  { action: "doubleComma" },
  { action: "contentType" },
  { action: "forgetRequestId" },
  { action: "ignoreRequestId" },
  { action: "expireToken" },
];

/** One more thing that goes wrong. */
export function makeTrouble(emulator: Emulator, chance: Chance): void {
  switch (chance.weighted({ fault: 12, entra: 1, throttle: 1, tokens: 1 })) {
    case "fault":
      emulator.faults.add({ path: "/v1/**", times: 1 + chance.below(3), ...chance.of(faults) });
      break;
    case "entra":
      emulator.faults.add({ path: "/*/oauth2/**", action: chance.of(["html", "resetBeforeCommit", "truncate"]) });
      break;
    case "throttle":
      emulator.throttle.set(chance.of(["off", "off", "tight", "moving"]));
      break;
    case "tokens":
      expireTokens(emulator.model);
      break;
  }
}

/** Ends what has not struck yet, so that every minute ends the same way. */
export function endTrouble(emulator: Emulator): void {
  emulator.faults.clear();
  emulator.throttle.set("off");
}

import { parseRetryAfter } from "../../../provider/client/retry-after";

describe("parseRetryAfter", () => {
  const nowMs = Date.parse("Thu, 15 Jan 2026 12:00:00 GMT");

  it.each([
    ["57", 57_000],
    [" 1.5 ", 1500],
    ["0", 0],
    ["Thu, 15 Jan 2026 12:01:30 GMT", 90_000],
    ["Thu, 15 Jan 2026 11:00:00 GMT", 0],
    ["-5", undefined],
    ["soon", undefined],
    ["", undefined],
    [undefined, undefined],
  ])("reads %j as %j", (header, expected) => {
    expect(parseRetryAfter(header, nowMs)).toBe(expected);
  });
});

import { otherPositions } from "../src";

test("switches are tried in every position but the default", () => {
  const fact = { section: "C 1", reason: "" };
  expect(
    otherPositions({
      cartUpdate: { values: ["200", "201", "204"], default: "201", ...fact },
      listLag: { values: "duration", default: "15m", ...fact },
      statusLag: { values: "duration", default: "0s", ...fact },
      cartLifetime: { values: "duration", default: "7d", ...fact },
      exportRetention: { values: "duration", default: "1d", ...fact },
      pageSize: { values: "count", default: "500", ...fact },
    }).map(({ name, value }) => `${name}=${value}`),
  ).toEqual([
    "cartUpdate=200",
    "cartUpdate=204",
    "listLag=0s",
    "listLag=1800000ms",
    "statusLag=1h",
    "cartLifetime=1209600000ms",
    "exportRetention=172800000ms",
    "pageSize=3",
  ]);
});

import { checkoutRows } from "../../../provider/resources/azure-plan/checkout-verdict";
import { stepOf } from "../../../provider/resources/failure-rows";

/** `docs/never-twice.md`, transcribed by hand. */
test.each([
  [400, "800065", "findOrder"],
  [409, "800064", "askCart"],
  [409, "800060", "askCart"],
  [408, "", "askCart"],
  [500, "800003", "askCart"],
  [503, "", "askCart"],
  [599, "", "askCart"],
  [200, "400072", "askCart"],
  [404, "400019", "renewAvailability"],
  [404, "800008", "askCart"],
  [403, "800089", "adoptExisting"],
  [400, "900116", "adoptExisting"],
  [401, "", "authorise"],
  [429, "", "wait"],
  [403, "13605", "stop"],
  [409, "900112", "stop"],
  [409, "900113", "stop"],
  [409, "900114", "stop"],
  [400, "800002", "stop"],
  [403, "900150", "stop"],
  [404, "", "stop"],
])("a checkout answered %i %s means: %s", (status, code, step) => {
  expect(stepOf(checkoutRows, { kind: "api", status, code })).toBe(step);
});

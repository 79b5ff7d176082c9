import type { Reply } from "../../../provider/client/calls";
import type { Cart } from "../../../provider/client/endpoints/carts";
import { ApiError } from "../../../provider/client/errors";
import { isConclusivelyExpired, judgeCart } from "../../../provider/resources/azure-plan/cart-verdict";

const MINUTE_MS = 60_000;
const createdMs = Date.parse("2026-03-01T00:00:00Z");
const expiresMs = Date.parse("2026-03-08T00:00:00Z");
const cart = {
  id: "c",
  creationTimestamp: "2026-03-01T00:00:00.1234567Z",
  expirationTimestamp: "2026-03-08T00:00:00Z",
};

const found = (status: string | undefined, serviceTimeMs?: number): Reply<Cart> => ({
  status: 200,
  body: { id: "c", lineItems: [], ...(status && { status }) },
  ...(serviceTimeMs !== undefined && { serviceTimeMs }),
});
const missing = (serviceTimeMs?: number) =>
  new ApiError("no cart", {
    call: "getCart",
    status: 404,
    code: "800008",
    description: "",
    ...(serviceTimeMs !== undefined && { serviceTimeMs }),
  });

describe("what a cart can still do", () => {
  test.each([
    ["ordered speaks at once", found("Ordered", createdMs), "ordered"],
    ["ordered speaks even long after the expiry", found("Ordered", expiresMs + 9e9), "ordered"],
    ["active and young", found("Active", createdMs + MINUTE_MS), "open"],
    ["without a status, as in older samples", found(undefined, createdMs + MINUTE_MS), "open"],
    ["45 minutes before its expiry", found("Active", expiresMs - 45 * MINUTE_MS), "open"],
    ["nearer than 45 minutes", found("Active", expiresMs - 44 * MINUTE_MS), "undecided"],
    ["listed though expired for 14 minutes", found("Active", expiresMs + 14 * MINUTE_MS), "undecided"],
    ["a status nobody has documented", found("Locked", createdMs), "undecided"],
    ["unknown before its expiry", missing(expiresMs - MINUTE_MS), "undecided"],
    ["unknown 15 minutes after it", missing(expiresMs + 15 * MINUTE_MS), "undecided"],
    ["unknown more than 15 minutes after it", missing(expiresMs + 16 * MINUTE_MS), "dead"],
  ])("%s", (_, answer, kind) => {
    expect(judgeCart(cart, answer, createdMs).kind).toBe(kind);
  });

  test("without a service time this machine's clock counts, three hours either way", () => {
    const at = (localMs: number) => judgeCart(cart, missing(), localMs).kind;
    expect(at(expiresMs + 179 * MINUTE_MS)).toBe("undecided");
    expect(at(expiresMs + 181 * MINUTE_MS)).toBe("dead");
    expect(judgeCart(cart, found("Active"), expiresMs - 181 * MINUTE_MS).kind).toBe("open");
    expect(judgeCart(cart, found("Active"), expiresMs - 179 * MINUTE_MS).kind).toBe("undecided");
  });

  test("a cart that lives fifteen minutes has margins of a tenth of them", () => {
    const short = { id: "c", creationTimestamp: "2026-03-01T00:00:00Z", expirationTimestamp: "2026-03-01T00:15:00Z" };
    const at = (minutes: number) => judgeCart(short, found("Active", createdMs + minutes * MINUTE_MS), 0).kind;
    expect([13, 14, 16, 17].map(at)).toEqual(["open", "undecided", "undecided", "dead"]);
  });

  test("a cart whose expiry is unknown is never begun and never dead", () => {
    expect(judgeCart({ id: "c" }, found("Active", createdMs), createdMs).kind).toBe("undecided");
    expect(isConclusivelyExpired({ id: "c" }, 9e15, 9e15)).toBe(false);
  });
});

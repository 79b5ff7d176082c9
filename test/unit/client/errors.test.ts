import { inspect } from "node:util";
import { ApiError, isApiError, PartnerCenterError } from "../../../provider/client/errors";
import { apiError } from "./attempts";

const facts = {
  call: "checkoutCart (POST /v1/customers/{customerId}/carts/{cartId}/checkout)",
  status: 403,
  code: "13605",
  description: "The customer has not\n accepted.",
  requestId: "11111111-0000-0000-0000-000000000000",
  correlationId: "22222222-0000-0000-0000-000000000000",
};

describe("the message of an answered failure", () => {
  it("says what was attempted, what came back, what it means, what to do and which ids to quote", () => {
    expect(ApiError.from(facts).message).toBe(
      "checkoutCart (POST /v1/customers/{customerId}/carts/{cartId}/checkout) failed with HTTP 403, code 13605: " +
        "the customer's acceptance of the Microsoft Customer Agreement is not on record. " +
        'Partner Center says: "The customer has not accepted". ' +
        "Record the acceptance in Partner Center (Account, Microsoft Customer Agreement), or have the customer accept " +
        "it in the Microsoft 365 admin center. Nothing was bought; then run again. " +
        "(MS-RequestId 11111111-0000-0000-0000-000000000000, MS-CorrelationId 22222222-0000-0000-0000-000000000000)",
    );
  });

  it.each([
    [403, "20002", /no reseller relationship.*customer id/],
    [403, "900150", /role.*Admin agent/],
    [403, "800089", /onExisting "adopt"/],
    [403, "900115", /active Azure subscriptions.*Cancel/],
    [403, "900329", /user's token/],
    [401, "900420", /audience/],
    [401, "900421", /multi-factor/],
    [409, "900112", /upgrade.*pending/],
    [409, "900113", /upgrade.*in progress/],
    [409, "900114", /upgrade.*failed/],
    [404, "60003", /no such customer tenant/],
    [401, "400", /access was denied/],
    [400, "400", /does not accept the request/],
    [403, "2006", /partner is not valid/],
    [400, "2006", /cannot be changed/],
    [429, "429", /too many requests.*parallel/],
    [502, "", /gateway/],
  ])("explains %i %s", (status, code, expected) => {
    expect(apiError(status, code).message).toMatch(expected);
  });

  it("passes an unknown code and the service's text on", () => {
    const { message } = apiError(418, "987654", { description: "Something new." });
    expect(message).toBe(
      'getThing (GET /v1/things/{thingId}) failed with HTTP 418, code 987654. Partner Center says: "Something new".',
    );
  });

  it("cuts long descriptions", () => {
    expect(apiError(400, "1", { description: "x".repeat(5000) }).message.length).toBeLessThan(500);
  });
});

describe("errors", () => {
  it("carry their facts without printing them", () => {
    const error = ApiError.from({ ...facts, description: "a very particular description" });
    expect(error.failure.requestId).toBe(facts.requestId);
    expect(Object.keys(error)).not.toContain("failure");
    expect(JSON.stringify(error)).not.toContain("particular");
    expect(inspect(error).match(/particular/g)).toHaveLength(1);
  });

  it("are recognised by what they are", () => {
    expect(PartnerCenterError.isInstance(apiError(404))).toBe(true);
    expect(PartnerCenterError.isInstance(new Error("other"))).toBe(false);
    expect(isApiError(apiError(404, "20003"), 404, "1000", "20003")).toBe(true);
    expect(isApiError(apiError(404, "20003"), 404, "1000")).toBe(false);
    expect(isApiError(apiError(404, "20003"), 404)).toBe(true);
  });
});

import { errorCodes } from "../../../emulator/test/conformance/error-codes";
import { explainEntraCodes } from "../../../provider/auth/entra-codes";
import { cartLineCodeName, cartLineCodes, explainCartLine } from "../../../provider/client/catalogue/cart-line-codes";
import { type CatalogueEntry, type RetryAdvice, statusesOf } from "../../../provider/client/catalogue/entry";
import { catalogueEntries, explain } from "../../../provider/client/error-catalogue";
import { decideRetry, type RetryDecision } from "../../../provider/client/retry";
import type { AnswererName } from "../../../provider/client/services";
import { apiError } from "./attempts";

/**
 * The codes that the references list, transcribed from their tables: C commerce, B billing, A Azure subscriptions. Entra's
 * have a table of their own; those of the storage behind exports (B 12.4) are never read, since its replies repeat links.
 */
const transcribed = errorCodes.filter(({ code, section }) => !code.startsWith("AADSTS") && section !== "B 12.4");

/** Transfers, migrations, licences and promotions: passed on as they are (C 4.4). */
const outside = transcribed.filter((row) => "reason" in row && row.reason.startsWith("transfers, migrations"));
const listed = transcribed.filter((row) => !outside.includes(row));

/** What may pass by itself, and when (C 4.3). Everything else that is not a 401 or of the service's own making stays. */
const passing: readonly (readonly [status: number, code: string, retry: RetryAdvice])[] = [
  [401, "900420", "never"],
  [401, "900421", "never"],
  [409, "800060", "later"],
  [409, "800064", "later"],
  [409, "800082", "later"],
  [400, "800082", "later"],
  [409, "900104", "later"],
  [409, "900278", "nextDay"],
  [404, "400019", "afterChange"],
  [403, "900115", "afterChange"],
  [403, "900130", "later"],
];

function serviceOf(section: string): AnswererName {
  if (section.startsWith("B 12")) return "graph";
  return section === "A" ? "management" : "partnerCenter";
}

const rowsOf = (service: AnswererName, status: number, code: string): readonly CatalogueEntry[] =>
  catalogueEntries.filter(
    (row) =>
      (row.service ?? "partnerCenter") === service &&
      statusesOf(row).includes(status) &&
      row.codes.map(String).includes(code),
  );

describe("the catalogue", () => {
  it.each(listed.map(({ section, status, code }) => [section, status, code] as const))(
    "has a row for the reference's %s: %i %s",
    (section, status, code) => {
      const rows = rowsOf(serviceOf(section), status, code);
      expect(rows).toHaveLength(1);
      expect(explain(serviceOf(section), status, code)).toMatchObject({
        class: rows[0]?.class,
        meaning: rows[0]?.meaning,
      });
    },
  );

  it("has no code that the reference does not list", () => {
    const known = new Set(listed.map(({ section, status, code }) => `${serviceOf(section)} ${status} ${code}`));
    const elsewhere = [
      // Named by the table of what passes only.
      "partnerCenter 409 900104",
      // An export's own answer.
      "graph 200 5000",
      // Azure's most general one.
      "management 401 InvalidAuthenticationToken",
      // Links without codes.
      "storage 403 ",
      "storage 404 ",
    ];
    const all = catalogueEntries.flatMap((entry) =>
      statusesOf(entry).flatMap((status) =>
        entry.codes.map((code) => `${entry.service ?? "partnerCenter"} ${status} ${code}`),
      ),
    );
    expect(all.filter((key) => !known.has(key)).toSorted()).toEqual(elsewhere.toSorted());
    expect(new Set(all).size).toBe(all.length);
  });

  it("says nothing about codes outside of what this package does", () => {
    const known = new Set(passing.map(([, code]) => code));
    for (const { status, code } of outside) {
      if (known.has(code)) continue;
      expect(explain("partnerCenter", status, code)).toEqual(explain("partnerCenter", status, ""));
      expect(apiError(status, code).message).toContain(`code ${code}`);
    }
    expect(outside.length).toBeGreaterThan(40);
  });

  it.each(passing)("knows whether %i %s passes: %s", (status, code, retry) => {
    expect(explain("partnerCenter", status, code)?.retry).toBe(retry);
  });

  it("lets nothing else pass that the reference does not", () => {
    const others = listed.filter(
      ({ status, code }) => !passing.some(([one, other]) => one === status && other === code),
    );
    for (const { section, status, code } of others.filter((row) => serviceOf(row.section) === "partnerCenter")) {
      const expected = status === 401 ? "newToken" : status === 500 ? "backoff" : "never";
      expect([section, status, code, explain("partnerCenter", status, code)?.retry]).toEqual([
        section,
        status,
        code,
        expected,
      ]);
    }
  });

  it.each([400, 401, 403, 404, 405, 406, 408, 409, 410, 412, 417, 429, 500, 501, 502, 503, 504])(
    "knows the status %i of every service",
    (status) => {
      expect(explain("partnerCenter", status, "")).toBeDefined();
      expect(explain("graph", status, "a code that nobody knows")).toBeDefined();
    },
  );

  it("names the service that failed", () => {
    expect(explain("graph", 503, "")?.meaning).toBe("Microsoft Graph is busy");
    expect(explain("management", 500, "")?.meaning).toBe("Azure Resource Manager failed");
    expect(explain("storage", 503, "")?.meaning).toBe("The storage of exports is busy");
  });

  it("keeps the services' codes apart", () => {
    expect(explain("graph", 403, "900115")?.meaning).not.toMatch(/Azure plan/);
    expect(explain("management", 403, "authorizationfailed")?.remedy).toMatch(/Owner/);
    expect(explain("partnerCenter", 403, "AuthorizationFailed")?.remedy).not.toMatch(/Owner/);
  });

  it("knows a code with another status than the documented one, if it has one meaning", () => {
    expect(explain("partnerCenter", 403, "800082")).toMatchObject({ class: "busy", retry: "later" });
    expect(explain("partnerCenter", 409, "2006")).toEqual(explain("partnerCenter", 409, ""));
    expect(explain("partnerCenter", 400, "400")).toEqual(explain("partnerCenter", 400, ""));
    expect(explain("partnerCenter", 503, "20003")?.retry).toBe("backoff");
  });

  it("finds codes with blanks around them", () => {
    expect(explain("partnerCenter", 404, " 20003 ")?.meaning).toContain("no such subscription");
  });

  it("passes on what nobody has documented", () => {
    expect(explain("partnerCenter", 418, "987654")).toBeUndefined();
    expect(apiError(418, "987654").explanation).toBeUndefined();
    expect(apiError(403, "900115").explanation).toMatchObject({ class: "state", retry: "afterChange" });
  });

  it("reads as parts of one sentence", () => {
    for (const { meaning, remedy } of [...catalogueEntries, ...cartLineCodes]) {
      expect(meaning).toMatch(/^[a-zA-Z].*[^.]$/);
      if (remedy) expect(remedy).toMatch(/^[A-Z].*[.]$/s);
    }
  });
});

describe("retrying", () => {
  const decide = (status: number, code: string, retry: "safe" | "unsent"): RetryDecision =>
    decideRetry({
      error: apiError(status, code),
      retry,
      attempts: 1,
      failures: 1,
      tokenRenewed: false,
      spentMs: 0,
      retryForMs: 300_000,
      random: 0,
    });

  it("does what the catalogue says of each code", () => {
    const ours = listed.filter(({ section }) => serviceOf(section) === "partnerCenter");
    for (const { status, code } of ours) {
      const advice = explain("partnerCenter", status, code)?.retry;
      const why = advice === "newToken" ? "newToken" : advice === "backoff" ? "failed" : undefined;
      const decision = decide(status, code, "safe");
      expect([code, decision.action === "retry" ? decision.why : undefined]).toEqual([code, why]);
    }
  });

  it("sends no write twice that the service has answered, but for a new token or later as told", () => {
    expect(decide(500, "800003", "unsent")).toEqual({ action: "stop" });
    expect(decide(401, "400", "unsent")).toMatchObject({ why: "newToken" });
    expect(decide(429, "", "unsent")).toMatchObject({ why: "throttled" });
  });
});

/** Transcribed from the list of codes of cart lines (C 7.2). */
const cartLines = {
  Unknown: 0,
  CurrencyIsNotSupported: 10000,
  CatalogItemIdIsNotValid: 10001,
  QuotaNotAvailable: 10002,
  InventoryNotAvailable: 10003,
  ParticipantsIsNotSupportedForPartner: 10004,
  UnableToProcessCartLineItem: 10006,
  SubscriptionIsNotValid: 10007,
  SubscriptionIsNotEnabledForRI: 10008,
  SandboxLimitExceeded: 10009,
  InvalidInput: 10010,
  SubscriptionNotRegistered: 10011,
  AttestationNotAccepted: 10012,
  BillingPlanNotSupported: 10013,
  InvalidPromotionId: 10014,
  MaxAllowedSeatsPerSubscriptionExceeded: 10015,
  InvalidCustomTermEndDateProduct: 10016,
  InvalidCustomTermEndDate: 10017,
  BaseOfferSeatQuantityNotMet: 10018,
  MinimumAddOnSeatsNotMet: 10019,
  LegacyOfferNotEligibleForPurchase: 500600,
};

describe("codes of cart lines", () => {
  it("are all known, in each of their spellings", () => {
    expect(Object.fromEntries(cartLineCodes.map(({ name, number }) => [name, number]))).toEqual(cartLines);
    for (const [name, number] of Object.entries(cartLines)) {
      const snake = name.replaceAll(/(?!^)[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
      for (const spelling of [name, snake, String(number)]) expect(cartLineCodeName(spelling)).toBe(name);
      expect(explainCartLine(name)?.meaning).toBeTruthy();
    }
    expect(cartLineCodeName("something_new")).toBe("something_new");
    expect(explainCartLine("something_new")).toBeUndefined();
  });
});

describe("codes of Entra", () => {
  // Of redeeming authorization codes, which this package does not do.
  const ofCodes = ["70005", "50011", "54005", "500112", "501481"];
  const numbers = errorCodes.flatMap(({ code }) => /^AADSTS(\d+)$/.exec(code)?.[1] ?? []);

  it.each(numbers.filter((code) => !ofCodes.includes(code)))("explain AADSTS%s", (code) => {
    expect(explainEntraCodes([code])?.remedy).toBeTruthy();
  });
});

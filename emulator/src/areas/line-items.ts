import { Refusal } from "../errors";
import type { ApiCall, Reply } from "../http/call";
import { billingCollection, type NextPage } from "../http/links";
import { type ApiRoute, api } from "../http/routes";
import { readSeekToken, writeSeekToken } from "../http/seek-token";
import type { Instant } from "../model/entities";
import {
  type DailyLine,
  dailyUsage,
  type LineSource,
  legacyAzure,
  legacyAzureUsage,
  noLines,
  officeLicences,
  reconciliation,
} from "../model/line-sources";
import { isServedByV1 } from "../model/v1-retirement";
import { dailyUsageItem, licenceBasedItem, usageBasedItem } from "./legacy-line-item-views";
import { beginning, type Cursor, cursorAfter, pageOfLines } from "./line-item-pages";
import { type LineItemQuery, largestPage, lineItemQuery } from "./line-item-query";
import { type LineItem, lineItemNames, lineItemValues } from "./line-item-texts";
import { dailyRatedUsageView, oneTimeView } from "./line-item-views";

/** Line items of an invoice, or of what is not invoiced yet, in both forms of the path (B 9). */
export const lineItemRoutes: readonly ApiRoute[] = [
  api("GET", "/v1/invoices/{invoiceId}/lineitems", (call) =>
    getLineItems(call, call.param("invoiceId"), call.query("provider") ?? "", call.query("invoiceLineItemType") ?? ""),
  ),
  api("GET", "/v1/invoices/{invoiceId}/lineitems/{provider}/{type}", (call) =>
    getLineItems(call, call.param("invoiceId"), call.param("provider"), call.param("type")),
  ),
];

/** Lines with the way to write them. */
interface Shown<Line> {
  readonly source: LineSource<Line>;
  readonly view: (line: Line, index: number) => LineItem;
}

function getLineItems(call: ApiCall, invoiceId: string, provider: string, type: string): Reply {
  const asked = lineItemQuery(call, invoiceId, provider, type);
  const place = placeOf(call, asked);
  const of = { ...asked.of, knownAt: place.knownAt };
  const query = { ...asked, of };
  const { model } = call;
  const value = lineItemValues(model.switches);
  switch (query.model) {
    case "dailyRatedUsage":
      return seekPage(call, query, place, ratedUsage(call, query));
    case "oneTime": {
      const isServed = isServedByV1(model, "reconciliation", of);
      return seekPage(call, query, place, {
        source: modernOnly(query, isServed, () => reconciliation(model, of)),
        view: oneTimeView(of, value, model.switches.is("lineItemCustomerIds", "org") ? "org:" : ""),
      });
    }
    case "licenceBased":
      return offsetPage(call, query, {
        source: legacyOnly(query, () => officeLicences(model, of)),
        view: (line) => licenceBasedItem(of, value, line),
      });
    case "usageBased":
      return offsetPage(call, query, {
        source: legacyOnly(query, () => legacyAzure(model, of)),
        view: (line, index) => usageBasedItem(of, value, line, index),
      });
    case "dailyUsage":
      return offsetPage(call, query, {
        source: legacyOnly(query, () => legacyAzureUsage(model, of)),
        view: (row) => dailyUsageItem(of, value, model.customer(row.subscription.customerId), row),
      });
  }
}

function ratedUsage({ model }: ApiCall, query: LineItemQuery): Shown<DailyLine> {
  const { earnedCredit, of } = query;
  const all = modernOnly(query, isServedByV1(model, "usage", of), () => dailyUsage(model, of));
  const isWanted = ({ day }: DailyLine) =>
    earnedCredit === undefined || (day.earnedCreditRate !== "0") === earnedCredit;
  return {
    source: { groups: all.groups, lines: (group) => all.lines(group).filter(isWanted) },
    view: dailyRatedUsageView(of, lineItemValues(model.switches), earnedCredit !== undefined),
  };
}

function modernOnly<Line>(
  { of, isElsewhere }: LineItemQuery,
  isServed: boolean,
  make: () => LineSource<Line>,
): LineSource<Line> {
  return !isServed || isElsewhere || of.invoice?.commerce === "legacy" ? noLines : make();
}

function legacyOnly<Line>({ of, isElsewhere }: LineItemQuery, make: () => LineSource<Line>): LineSource<Line> {
  return of.invoice?.commerce === "legacy" && !isElsewhere ? make() : noLines;
}

/** Where a page begins in a set that is read on with a token. */
interface Place {
  readonly cursor: Cursor;
  /** The size that the pages before had. */
  readonly size: number;
  /** Later pages tell what was known when the first was read: nothing that came since moves their lines. */
  readonly knownAt: Instant;
}

/** A page of a set that is read on with a token (B 1.5). */
function seekPage<Line>(call: ApiCall, query: LineItemQuery, place: Place, { source, view }: Shown<Line>): Reply {
  const size = query.size ?? place.size;
  const { lines, next } = pageOfLines(source, place.cursor, size);
  return pageReply(
    call,
    lines.map((line, index) => view(line, index)),
    next && {
      query: nextQuery(call, { seekOperation: "Next" }),
      token: writeSeekToken([next.group, next.at, size, place.knownAt].join(","), query.scope),
    },
  );
}

/** Where the token of the call goes on; the beginning of a set that is not read on with tokens. */
function placeOf(call: ApiCall, { model, of, seeking, scope }: LineItemQuery): Place {
  const first = { cursor: beginning, size: largestPage, knownAt: of.knownAt };
  if (!seeking || (model !== "dailyRatedUsage" && model !== "oneTime")) {
    return first;
  }
  const position = readSeekToken(call.incoming.headers["ms-continuationtoken"] ?? "", scope);
  if (position === undefined && call.model.switches.is("strayLineItemTokens", "firstPage")) {
    return first;
  }
  if (position === undefined) {
    throw new Refusal("invalidInput", "MS-ContinuationToken is missing, or not one of this query.");
  }
  const [group = 0, at = 0, size = largestPage, knownAt = of.knownAt] = position.split(",").map(Number);
  return { cursor: { group, at }, size, knownAt };
}

/** A page of a set that is read with `size` and `offset` (B 1.5): that of legacy commerce. */
function offsetPage<Line>(call: ApiCall, query: LineItemQuery, { source, view }: Shown<Line>): Reply {
  const { size = largestPage, offset } = query;
  const { lines, next } = pageOfLines(source, cursorAfter(source, offset), size);
  return pageReply(
    call,
    lines.map((line, index) => view(line, offset + index)),
    next && { query: nextQuery(call, { size: `${size}`, offset: `${offset + size}` }) },
  );
}

/** The call's own query with some parameters set. */
function nextQuery(call: ApiCall, parameters: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(call.incoming.search);
  for (const [name, value] of Object.entries(parameters)) {
    const known = [...query.keys()].find((one) => one.toLowerCase() === name.toLowerCase());
    query.set(known ?? name, value);
  }
  return String(query);
}

function pageReply(call: ApiCall, items: readonly LineItem[], next: NextPage | undefined): Reply {
  const named = lineItemNames(call.model.switches);
  return { status: 200, body: billingCollection(call, items.map(named), { next }) };
}

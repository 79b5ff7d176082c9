import { Refusal } from "../errors";
import type { ApiCall, Reply } from "../http/call";
import { billingCollection } from "../http/links";
import { billingReaders } from "../http/role-rules";
import { type ApiRoute, api } from "../http/routes";
import { readSeekToken, writeSeekToken } from "../http/seek-token";
import type { UsageRow } from "../model/consumption";
import { findUsageSubscription } from "../model/customer-usage";
import { resourceUri } from "../model/metered-resources";
import { meterGuid, meterRegion } from "../model/meters";
import { isNotReady, type UtilizationWish, utilization } from "../model/utilization";
import { zonedDate } from "../wire-date";
import { writtenDecimal } from "../written-decimal";
import { customerOf } from "./customer-of";

type UtilizationCall = ApiCall<"customerId" | "subscriptionId">;

/** What legacy Azure subscriptions used, unrated, by day or hour (B 7). */
export const utilizationRoutes: readonly ApiRoute[] = [
  api(
    "GET",
    "/v1/customers/{customerId}/subscriptions/{subscriptionId}/utilizations/azure",
    getUtilization,
    "both",
    billingReaders,
  ),
];

const retryAfterSeconds = "10";
const largestPage = 1_000;

interface Query extends UtilizationWish {
  readonly details: boolean;
  readonly size: number;
  readonly offset: number;
}

function getUtilization(call: UtilizationCall): Reply {
  const subscription = findUsageSubscription(call.model, call.partner, customerOf(call), call.param("subscriptionId"));
  const query = call.query("seek_operation") === undefined ? firstPage(call) : nextPage(call);
  if (isNotReady(call.model, query)) {
    return call.model.switches.is("utilizationNotReady", "recentEmpty")
      ? { status: 200, body: billingCollection(call, [], { shownWithoutSlash: true }) }
      : { status: 204, headers: { "Retry-After": retryAfterSeconds } };
  }
  const rows = utilization(call.model, call.partner, subscription, query);
  const page = rows.slice(query.offset, query.offset + query.size);
  const goesOn = query.offset + query.size < rows.length;
  const next = goesOn ? { query: `size=${query.size}&seek_operation=Next`, token: tokenFor(call, query) } : undefined;
  const items = page.map((row) => recordView(call, row, query.details));
  return { status: 200, body: billingCollection(call, items, { next, shownWithoutSlash: true }) };
}

function firstPage(call: UtilizationCall): Query {
  const start = instantOf(call, "start_time");
  const end = instantOf(call, "end_time");
  if (end <= start) {
    throw new Refusal("invalidProperty", "end_time must be after start_time.");
  }
  const granularity = (call.query("granularity") ?? "daily").toLowerCase();
  if (granularity !== "daily" && granularity !== "hourly") {
    throw new Refusal("invalidProperty", `granularity is daily or hourly, not "${granularity}".`);
  }
  const details = (call.query("show_details") ?? "true").toLowerCase();
  if (details !== "true" && details !== "false") {
    throw new Refusal("invalidProperty", `show_details is true or false, not "${details}".`);
  }
  const size = call.query("size") ?? String(largestPage);
  if (!/^[1-9]\d{0,3}$/.test(size) || Number(size) > largestPage) {
    throw new Refusal("invalidProperty", `size is a whole number from 1 to ${largestPage}, not "${size}".`);
  }
  return { start, end, granularity, details: details === "true", size: Number(size), offset: 0 };
}

/** The next page carries everything in its token: start and end are not sent again. */
function nextPage(call: UtilizationCall): Query {
  const operation = call.query("seek_operation");
  if (operation?.toLowerCase() !== "next") {
    throw new Refusal("invalidProperty", `seek_operation is Next, not "${operation}".`);
  }
  const position = readSeekToken(call.incoming.headers["ms-continuationtoken"] ?? "", boundTo(call));
  if (position === undefined) {
    throw new Refusal("invalidProperty", "MS-ContinuationToken is missing, or not one of this subscription.");
  }
  const [start, end, size, offset, granularity, details] = position.split(",");
  return {
    start: Number(start),
    end: Number(end),
    size: Number(size),
    offset: Number(offset),
    granularity: granularity === "hourly" ? "hourly" : "daily",
    details: details === "true",
  };
}

function tokenFor(call: UtilizationCall, { start, end, size, offset, granularity, details }: Query): string {
  return writeSeekToken([start, end, size, offset + size, granularity, details].join(","), boundTo(call));
}

const boundTo = (call: UtilizationCall): string => `${call.partner.tenantId}${call.incoming.path}`.toLowerCase();

function instantOf(call: UtilizationCall, name: string): number {
  const text = call.query(name) ?? "";
  // A plus sign that nobody escaped arrives as a space.
  const instant = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text.replace(/ (?=\d\d:\d\d$)/, "+")) : Number.NaN;
  if (Number.isNaN(instant)) {
    throw new Refusal("invalidProperty", `${name} is required: a date-time with its offset, not "${text}".`);
  }
  return instant;
}

function recordView(call: UtilizationCall, { resource, meter, from, to, quantity }: UsageRow, details: boolean) {
  const { switches } = call.model;
  const offsetHours = switches.is("utilizationOffset", "-07:00") ? -7 : 0;
  return {
    usageStartTime: zonedDate(from, offsetHours),
    usageEndTime: zonedDate(to, offsetHours),
    resource: {
      id: meterGuid(resource.meter, resource.location),
      name: meter.name,
      category: meter.category,
      subcategory: meter.subcategory,
      region: meterRegion(resource.location),
    },
    quantity: writtenDecimal(switches, quantity),
    unit: meter.unit,
    infoFields: {},
    instanceData: details
      ? {
          resourceUri: resourceUri(resource),
          location: resource.location,
          partNumber: "",
          orderNumber: "",
          tags: ifAny(resource.tags),
          additionalInfo: ifAny(resource.additionalInfo),
        }
      : undefined,
    attributes: { objectType: "AzureUtilizationRecord" },
  };
}

const ifAny = (texts: Readonly<Record<string, string>>) => (Object.keys(texts).length > 0 ? texts : undefined);

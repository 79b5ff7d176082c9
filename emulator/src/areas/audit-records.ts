import { z } from "zod";
import { Refusal } from "../errors";
import type { ApiCall, Reply } from "../http/call";
import { type FilterFields, parseFieldFilter } from "../http/filters";
import { collection, link, selfLink } from "../http/links";
import { type ApiRoute, api } from "../http/routes";
import { parseJson } from "../json";
import { type AuditRecord, auditRecordsOf } from "../model/audit";
import { wireDate } from "../wire-date";

/** What was done at a partner and for its customers (C 3.2, 4.5). Beside paths and a few names, all is assumed. */
export const auditRecordRoutes: readonly ApiRoute[] = [api("GET", "/v1/auditrecords", getAuditRecords)];

/** What decides which records are wanted; a continuation token carries it. */
const wish = z.object({
  startDate: z.string(),
  endDate: z.string().optional(),
  filter: z.string().optional(),
  size: z.number(),
  offset: z.number(),
});

type AuditWish = z.output<typeof wish>;

const filterFields: FilterFields = {
  operationtype: "text",
  resourcetype: "text",
  customerid: "text",
  customername: "text",
  userprincipalname: "text",
};

function getAuditRecords(call: ApiCall): Reply {
  const seeking = call.query("seekOperation")?.toLowerCase() === "next";
  const wanted = seeking ? continued(call) : asked(call);
  const found = find(call, wanted);
  const page = found.slice(wanted.offset, wanted.offset + wanted.size);
  const body = collection(call, page.map(recordView));
  if (wanted.offset + page.length >= found.length) {
    return { status: 200, body };
  }
  const next = { ...wanted, offset: wanted.offset + page.length };
  return { status: 200, body: { ...body, ...nextPage(call, next) } };
}

function asked(call: ApiCall): AuditWish {
  const startDate = call.query("startDate");
  if (startDate === undefined) {
    throw new Refusal("invalidInput", "startDate is required");
  }
  const cap = call.model.switches.count("auditPageSize");
  return {
    startDate,
    endDate: call.query("endDate") || undefined,
    filter: call.query("filter") || undefined,
    size: Math.min(number(call, "size") || cap, cap),
    offset: number(call, "offset"),
  };
}

function number(call: ApiCall, name: string): number {
  const sent = call.query(name) || "0";
  if (!/^\d{1,9}$/.test(sent)) {
    throw new Refusal("invalidInput", `${name} is a whole number, not "${sent}"`);
  }
  return Number(sent);
}

function continued(call: ApiCall): AuditWish {
  const token = call.incoming.headers["ms-continuationtoken"] ?? "";
  try {
    return wish.parse(parseJson(Buffer.from(token, "base64").toString("utf8")));
  } catch {
    throw new Refusal("invalidInput", "the continuation token is not valid; start again with the first page");
  }
}

/** The partner's records between the two dates, oldest first; a last day counts whole. */
function find(call: ApiCall, { startDate, endDate, filter }: AuditWish): AuditRecord[] {
  const from = instantOf("startDate", startDate);
  const isDay = endDate !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(endDate);
  const until = endDate === undefined ? call.model.clock.now() + 1 : instantOf("endDate", endDate) + (isDay ? day : 1);
  if (until <= from) {
    throw new Refusal("invalidInput", "endDate is before startDate");
  }
  const fits = filter === undefined ? () => true : parseFieldFilter(filter, filterFields);
  return auditRecordsOf(call.model, call.partner)
    .filter(({ at }) => at >= from && at < until)
    .filter((record) =>
      fits({
        operationtype: record.operationType,
        resourcetype: record.resourceType,
        customerid: record.customerId,
        customername: record.customerName,
        userprincipalname: record.userPrincipalName,
      }),
    );
}

const day = 24 * 60 * 60_000;

function instantOf(name: string, text: string): number {
  const instant = Date.parse(text);
  if (Number.isNaN(instant)) {
    throw new Refusal("invalidInput", `${name} is not a date: "${text}"`);
  }
  return instant;
}

/** Audit records page by offset or by seeking (C 3.2); a switch says which. */
function nextPage(call: ApiCall, next: AuditWish) {
  const query = new URLSearchParams(call.incoming.search);
  for (const name of [...query.keys()].filter((one) => /^(offset|seekOperation)$/i.test(one))) {
    query.delete(name);
  }
  const self = selfLink(call);
  if (call.model.switches.is("auditPaging", "offset")) {
    query.set("offset", String(next.offset));
    return { links: { self, next: link(call, `/auditrecords?${query}`) } };
  }
  query.set("seekOperation", "Next");
  const continuationToken = Buffer.from(JSON.stringify(next)).toString("base64");
  const headers = [{ key: "MS-ContinuationToken", value: continuationToken }];
  return { links: { self, next: link(call, `/auditrecords?${query}`, "GET", headers) }, continuationToken };
}

function recordView(record: AuditRecord) {
  return {
    partnerId: record.partnerTenantId,
    customerId: record.customerId,
    customerName: record.customerName,
    userPrincipalName: record.userPrincipalName,
    applicationId: record.applicationId,
    resourceType: record.resourceType,
    resourceNewValue: record.newValue,
    operationType: record.operationType,
    operationDate: wireDate(record.at),
    operationStatus: "succeeded",
    originalCorrelationId: record.correlationId,
    attributes: { objectType: "AuditRecord" },
  };
}

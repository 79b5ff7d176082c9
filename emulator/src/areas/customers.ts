import { z } from "zod";
import { Refusal } from "../errors";
import type { ApiCall, Reply } from "../http/call";
import { caseless } from "../http/caseless";
import { collection, type Link, link, selfLink } from "../http/links";
import { type ApiRoute, api } from "../http/routes";
import { parseJson } from "../json";
import { type CustomerFilter, customerFields, pageOfCustomers } from "../model/customers";
import { requireUser } from "./credentials";
import { customerOf } from "./customer-of";
import { customerListView, customerView } from "./customer-views";

/** Customers: the paged and filtered list, and one by id (C 5.1 to 5.3). */
export const customerRoutes: readonly ApiRoute[] = [
  api("GET", "/v1/customers", listCustomers),
  api("GET", "/v1/customers/{customerId}", getCustomer),
];

const tokenLifetimeMs = 60 * 60_000;

/** What a continuation token carries: the next call sends nothing else (C 3.3). */
const continuation = z.object({
  after: z.string(),
  size: z.number(),
  filter: z.object({ field: z.enum(customerFields), prefix: z.string() }).optional(),
  issuedAt: z.number(),
});

const filterText = caseless({ Field: z.string(), Value: z.string(), Operator: z.string() });

function listCustomers(call: ApiCall): Reply {
  const seeking = call.query("seekOperation")?.toLowerCase() === "next";
  const page = seeking ? continued(call) : firstPage(call);
  if (page.filter?.field === "indirectReseller") {
    requireUser(call);
  }
  const { customers, last } = pageOfCustomers(call.model, call.partner, page);
  const body = collection(
    call,
    customers.map((customer) => customerListView(call, customer)),
  );
  if (last === undefined) {
    return { status: 200, body };
  }
  const next = { after: last, size: page.size, filter: page.filter, issuedAt: call.model.clock.now() };
  const continuationToken = Buffer.from(JSON.stringify(next)).toString("base64");
  const links = { self: selfLink(call), next: nextLink(call, continuationToken) };
  return { status: 200, body: { ...body, links, continuationToken } };
}

interface Page {
  readonly size: number;
  readonly after?: string;
  readonly filter?: CustomerFilter | undefined;
}

function firstPage(call: ApiCall): Page {
  const cap = call.model.switches.count("customerPageSize");
  const sent = call.query("size") ?? "0";
  if (!/^\d{1,6}$/.test(sent)) {
    throw new Refusal("invalidInput", `size is a whole number, not "${sent}"`);
  }
  const text = call.query("filter");
  const filter = text ? parseFilter(text) : undefined;
  return { size: Math.min(Number(sent) || cap, cap), filter };
}

function continued(call: ApiCall): Page {
  const token = call.incoming.headers["ms-continuationtoken"] ?? "";
  try {
    const page = continuation.parse(parseJson(Buffer.from(token, "base64").toString("utf8")));
    if (call.model.clock.now() - page.issuedAt <= tokenLifetimeMs) {
      return page;
    }
  } catch {
    // Not a token of ours: refused below, as an expired one is.
  }
  throw new Refusal(
    "invalidInput",
    "the continuation token is not valid or has expired; start again with the first page",
  );
}

function parseFilter(text: string): CustomerFilter {
  let parsed: z.infer<typeof filterText>;
  try {
    parsed = filterText.parse(parseJson(text));
  } catch {
    throw new Refusal("invalidInput", "the filter is a JSON object with Field, Value and Operator");
  }
  if (parsed.Operator.toLowerCase().replaceAll("_", "") !== "startswith") {
    throw new Refusal(
      "invalidInput",
      `the operator ${parsed.Operator} is not supported for customers: only starts_with is`,
    );
  }
  const field = customerFields.find((one) => one.toLowerCase() === parsed.Field.toLowerCase());
  if (field === undefined) {
    throw new Refusal("invalidInput", `customers cannot be filtered by ${parsed.Field}`);
  }
  return { field, prefix: parsed.Value };
}

function nextLink(call: ApiCall, token: string): Link {
  const seeks = /[?&]seekOperation=/i.test(call.incoming.search);
  const joint = call.incoming.search === "" ? "?" : "&";
  const query = seeks ? call.incoming.search : `${call.incoming.search}${joint}seekOperation=Next`;
  return link(call, `/customers${query}`, "GET", [{ key: "MS-ContinuationToken", value: token }]);
}

function getCustomer(call: ApiCall<"customerId">): Reply {
  return { status: 200, body: customerView(call, customerOf(call)) };
}

import { z } from "zod";
import { Refusal } from "../errors";
import type { ApiCall, Reply } from "../http/call";
import { caseless } from "../http/caseless";
import { retryAfter } from "../http/retry-after";
import { exportContainer, type GraphRoute, graph } from "../http/routes";
import {
  type BillingExport,
  beginExport,
  dataTag,
  directoryOf,
  type ExportWish,
  exportState,
  findExport,
  findManifest,
  lastActionAt,
  partNames,
} from "../model/exports";
import { signDirectory } from "../storage/signatures";

const root = "/v1.0/reports/partners/billing";
const odataType = "#microsoft.graph.partners.billing";

/** Exports of billing data on Microsoft Graph: four to begin, their operations and manifests (B 12). */
export const exportRoutes: readonly GraphRoute[] = [
  // The action has a long name, too.
  ...(["export", "microsoft.graph.partners.billing.export"] as const).flatMap((action) => [
    graph("POST", `${root}/usage/billed/${action}`, (call) => begin(call, "usage", ofInvoice)),
    graph("POST", `${root}/usage/unbilled/${action}`, (call) => begin(call, "usage", ofPeriod)),
    graph("POST", `${root}/reconciliation/billed/${action}`, (call) => begin(call, "reconciliation", ofInvoice)),
    graph("POST", `${root}/reconciliation/unbilled/${action}`, (call) => begin(call, "reconciliation", ofPeriod)),
  ]),
  graph("GET", `${root}/operations/{operationId}`, getOperation),
  graph("GET", `${root}/manifests/{manifestId}`, getManifest),
];

/** One of these words, in any case. */
const word = <Word extends string>(...words: readonly [Word, ...Word[]]) =>
  z.preprocess((sent) => (typeof sent === "string" ? sent.toLowerCase() : sent), z.enum(words));

const attributeSet = word("full", "basic").default("full");
const invoiceBody = caseless({ invoiceId: z.string().min(1), attributeSet });
const periodBody = caseless({
  currencyCode: z.string().regex(/^[A-Za-z]{3}$/, "a currency code has three letters"),
  billingPeriod: word("current", "last"),
  attributeSet,
});

type Subject = Omit<ExportWish, "lines">;

function ofInvoice(call: ApiCall): Subject {
  const { invoiceId, attributeSet } = bodyOf(call, invoiceBody);
  return { attributeSet, of: { invoiceId } };
}

function ofPeriod(call: ApiCall): Subject {
  const { currencyCode, billingPeriod, attributeSet } = bodyOf(call, periodBody);
  return { attributeSet, of: { currency: currencyCode.toUpperCase(), period: billingPeriod } };
}

/** The body by this schema; Graph refuses it in its own words. */
function bodyOf<Schema extends z.ZodType>(call: ApiCall, schema: Schema): z.output<Schema> {
  try {
    return call.body(schema);
  } catch (error) {
    throw error instanceof Refusal ? new Refusal("graphRequestInvalid", error.message) : error;
  }
}

function begin(call: ApiCall, lines: ExportWish["lines"], read: (call: ApiCall) => Subject): Reply {
  const exported = beginExport(call.model, call.partner, { lines, ...read(call) });
  const path = `${root}/operations/${exported.id}`;
  const { id, invoiceId, attributeSet } = exported;
  return {
    status: 202,
    headers: {
      Location: call.model.switches.is("exportLocation", "absolute") ? `${call.incoming.origin}${path}` : path,
    },
    effect: { kind: "exportBegun", id, lines, attributeSet, invoiceId: invoiceId ?? null },
  };
}

/** Seconds until a client shall look again. */
const pauseSeconds = 10;

function getOperation(call: ApiCall<"operationId">): Reply {
  const { model } = call;
  const exported = findExport(model, call.partner, call.param("operationId"));
  const state = exportState(model, exported);
  const body = {
    "@odata.context": contextOf(call, "operations"),
    "@odata.type": `${odataType}.${typeOf[state]}`,
    id: exported.id,
    status: statusOf(call, state),
    createdDateTime: timeText(call, exported.requestedAt),
    lastActionDateTime: timeText(call, lastActionAt(model, exported)),
  };
  switch (state) {
    case "succeeded":
      return { status: 200, body: { ...body, ...locationOf(call, exported) } };
    case "failed":
      return { status: 200, body: { ...body, error: exported.failure } };
    default: {
      const form = model.switches.position("exportRetryAfter");
      const wait = form === "date" || form === "missing" ? form : "seconds";
      return { status: 200, body, headers: retryAfter(model.clock, pauseSeconds, wait) };
    }
  }
}

const typeOf = {
  notStarted: "runningOperation",
  running: "runningOperation",
  succeeded: "exportSuccessOperation",
  failed: "failedOperation",
} as const;

function statusOf({ model }: ApiCall, state: keyof typeof typeOf): string {
  switch (state) {
    case "running":
      return model.switches.position("exportRunningStatus");
    case "succeeded":
      return model.switches.position("exportDoneStatus");
    default:
      return state;
  }
}

function locationOf(call: ApiCall, exported: BillingExport) {
  const { switches } = call.model;
  const link = `${call.incoming.origin}${root}/manifests/${exported.manifestId}`;
  return {
    ...(!switches.is("exportManifest", "inline") && { "resourceLocation@odata.navigationLink": link }),
    ...(!switches.is("exportManifest", "link") && { resourceLocation: manifestView(call, exported) }),
  };
}

function getManifest(call: ApiCall<"manifestId">): Reply {
  const exported = findManifest(call.model, call.partner, call.param("manifestId"));
  return {
    status: 200,
    body: { "@odata.context": contextOf(call, "manifests"), ...manifestView(call, exported) },
  };
}

function manifestView(call: ApiCall, exported: BillingExport) {
  const { model, partner } = call;
  const directory = directoryOf(exported);
  return {
    id: exported.manifestId,
    schemaVersion: "1",
    dataFormat: model.switches.position("exportDataFormat"),
    createdDateTime: timeText(call, exported.endsAt),
    eTag: dataTag(exported),
    partnerTenantId: partner.tenantId,
    rootDirectory: `${call.incoming.origin}/${exportContainer}/${directory}`,
    sasToken: signDirectory(model, partner, directory),
    partitionType: "Default",
    blobCount: exported.parts,
    blobs: partNames(exported).map((name) => ({ name, partitionValue: "default" })),
  };
}

const contextOf = ({ incoming }: ApiCall, set: string) =>
  `${incoming.origin}/v1.0/$metadata#reports/partners/billing/${set}/$entity`;

function timeText({ model }: ApiCall, at: number): string {
  const text = new Date(at).toISOString().replace(/\.\d{3}Z$/, "Z");
  return model.switches.is("exportTimes", "noOffset") ? text.replace("Z", "") : text;
}

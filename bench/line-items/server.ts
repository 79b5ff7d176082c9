/**
 * Serves line items as the service does, made once so that serving them costs next to nothing: v1 pages of 2,000 with
 * continuation tokens, and an export's partitions as gzipped JSON Lines. Prints its address.
 */
import { createServer, type ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";

const pageRows = 2_000;
const partRows = 50_000;

/** One row of daily rated usage, of an ordinary length; amounts have the digits that were seen. */
function row(at: number): Record<string, string> {
  const id = String(at).padStart(12, "0");
  const guid = (kind: string) => `"${kind}-5b7d-4e9a-8c61-${id}"`;
  return {
    partnerId: guid("7d1c0000"),
    partnerName: '"Nordhang Cloud Services"',
    customerId: guid("3f0a1c2e"),
    customerName: `"Customer ${at % 977} GmbH"`,
    customerDomainName: `"customer${at % 977}.onmicrosoft.com"`,
    customerCountry: '"DE"',
    invoiceNumber: '"G012345678"',
    productId: '"DZH318Z0BPS6"',
    skuId: '"0001"',
    availabilityId: '"DZH318Z0BML6"',
    skuName: '"Microsoft Azure plan"',
    productName: '"Azure plan"',
    publisherName: '"Microsoft"',
    publisherId: '""',
    subscriptionId: guid("a1b2c3d4"),
    subscriptionDescription: '"Azure plan"',
    chargeStartDate: '"2026-10-01T00:00:00Z"',
    chargeEndDate: '"2026-11-01T00:00:00Z"',
    usageDate: `"2026-10-${String(1 + (at % 31)).padStart(2, "0")}T00:00:00Z"`,
    meterType: '"1 Hour"',
    meterCategory: '"Virtual Machines"',
    meterId: guid("b7c8d9e0"),
    meterSubCategory: '"Dsv3 Series"',
    meterName: '"D2s v3"',
    meterRegion: '"EU West"',
    unitOfMeasure: '"1 Hour"',
    resourceLocation: '"westeurope"',
    consumedService: '"Microsoft.Compute"',
    resourceGroup: `"group-${at % 101}"`,
    resourceUri: `"/subscriptions/0f1e2d3c-5b7d-4e9a-8c61-${id}/resourceGroups/group-${at % 101}/providers/Microsoft.Compute/virtualMachines/vm-${at % 5003}"`,
    tags: '"{\\"env\\":\\"prod\\",\\"owner\\":\\"somebody\\"}"',
    additionalInfo: '"{\\"ServiceType\\":\\"Standard_D2s_v3\\",\\"VMName\\":\\"vm\\",\\"UsageType\\":\\"ComputeHR\\"}"',
    serviceInfo1: '""',
    serviceInfo2: '""',
    mpnId: '"1234567"',
    resellerMpnId: '"0"',
    chargeType: '"new"',
    unitPrice: `0.0${1 + (at % 8)}6000000000000001`,
    quantity: `${at % 24}.000${1 + (at % 9)}`,
    unitType: '"1 Hour"',
    billingPreTaxTotal: `${at % 13}.2329${id}00000001`,
    billingCurrency: '"EUR"',
    pricingPreTaxTotal: `${at % 17}.1177${id}00000003`,
    pricingCurrency: '"USD"',
    entitlementId: guid("0f1e2d3c"),
    entitlementDescription: '"Landing zone"',
    pcToBCExchangeRate: "0.918512345678901234",
    pcToBCExchangeRateDate: '"2026-10-01T00:00:00Z"',
    effectiveUnitPrice: `0.0${1 + (at % 8)}59999999999999123456`,
    rateOfPartnerEarnedCredit: "0.15",
    hasPartnerEarnedCredit: "true",
    rateOfCredit: "0.15",
    creditType: '"Partner Earned Credit Applied"',
    invoiceLineItemType: '"usage_line_items"',
    billingProvider: '"marketplace"',
    attributes: '{"objectType":"DailyRatedUsageLineItem"}',
  };
}

const inCamel = (name: string) => name;
const inPascal = (name: string) => `${name[0]?.toUpperCase()}${name.slice(1)}`;

function text(at: number, spell: (name: string) => string): string {
  return `{${Object.entries(row(at)).map(([name, value]) => `"${spell(name)}":${value}`)}}`;
}

const items = Array.from({ length: pageRows }, (_, at) => text(at, inCamel)).join(",");
const part = gzipSync(`${Array.from({ length: partRows }, (_, at) => text(at, inPascal)).join("\n")}\n`);

/** `/rows/{total}/…`: as many rows as the address says. */
const server = createServer((request, response) => {
  const { pathname, origin } = new URL(request.url ?? "/", `http://${request.headers.host}`);
  const total = Number(/^\/rows\/(\d+)\//.exec(pathname)?.[1] ?? 0);
  if (pathname.endsWith("/lineitems")) {
    const given = Number(request.headers["ms-continuationtoken"] ?? 0) + pageRows;
    const next = given < total ? `,"continuationToken":"${given}"` : "";
    return json(response, `{"totalCount":${pageRows},"items":[${items}]${next}}`);
  }
  if (pathname.endsWith("/export")) return response.writeHead(202, { Location: `${origin}/operations/op` }).end();
  if (pathname.includes("/operations/")) {
    const blobs = Array.from({ length: total / partRows }, (_, at) => ({ name: `part-${at}.json.gz` }));
    const resourceLocation = { eTag: "1", rootDirectory: `${origin}/parts`, sasToken: "sig=x", blobs };
    return json(response, JSON.stringify({ status: "succeeded", resourceLocation }));
  }
  return response.writeHead(200).end(part);
});

function json(response: ServerResponse, body: string): ServerResponse {
  return response.writeHead(200, { "Content-Type": "application/json" }).end(body);
}

server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  console.log(JSON.stringify({ origin: `http://127.0.0.1:${port}`, partBytes: part.length }));
});

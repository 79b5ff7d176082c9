import { z } from "zod";
import { Refusal } from "../errors";
import type { ApiCall, IncomingCall, Reply } from "../http/call";
import { agreementAgents } from "../http/role-rules";
import { type ApiRoute, api, type OpenRoute } from "../http/routes";
import { parseJson } from "../json";
import { agreementTemplates } from "../model/agreements";
import type { Model } from "../model/model";

/** The text of an agreement, to read and to download (C 5.7). */
export const agreementDocumentRoutes: readonly ApiRoute[] = [
  api("GET", "/v1/agreementtemplates/{templateId}/document", getDocument, "appUserOnly", agreementAgents),
];

/** Where the links of a document lead: no token is needed, but they end soon. */
export function documentPages(model: Model): OpenRoute[] {
  return [
    {
      kind: "entra",
      method: "GET",
      path: "/agreementdocuments/{ticket}",
      handle: (_incoming: IncomingCall, { ticket = "" }) => readDocument(model, ticket),
    },
  ];
}

const linkLifetimeMs = 5 * 60_000;

/** Languages that a country's documents are in, beside English. */
const languages: Readonly<Record<string, readonly string[]>> = {
  AT: ["de-DE"],
  BE: ["fr-FR", "nl-NL"],
  BR: ["pt-BR"],
  CA: ["fr-CA"],
  CH: ["de-DE", "fr-FR", "it-IT"],
  DE: ["de-DE"],
  DK: ["da-DK"],
  ES: ["es-ES"],
  FR: ["fr-FR"],
  IT: ["it-IT"],
  JP: ["ja-JP"],
  NL: ["nl-NL"],
  NO: ["nb-NO"],
  PT: ["pt-PT"],
  SE: ["sv-SE"],
};

const ticketContent = z.object({
  title: z.enum(["MicrosoftCustomerAgreement", "MicrosoftCloudAgreement"]),
  language: z.string().regex(/^[a-z]{2}-[A-Z]{2}$/),
  country: z.string().regex(/^\w+$/),
  issuedAt: z.number(),
  id: z.string(),
});

function getDocument(call: ApiCall<"templateId">): Reply {
  // Documented as case-sensitive (C 1.1).
  const template = agreementTemplates.find((one) => one.templateId === call.param("templateId"));
  if (template === undefined) {
    throw new Refusal("notFound", `There is no agreement template ${call.param("templateId")}.`);
  }
  const country = (call.query("country") || "US").toUpperCase();
  const wanted = (call.query("language") || "en-US").toLowerCase();
  const language = languages[country]?.find((one) => one.toLowerCase() === wanted) ?? "en-US";
  const ticket = {
    title: template.agreementType,
    language,
    country,
    issuedAt: call.model.clock.now(),
    id: call.model.ids.of("documents").token(16),
  };
  const uri = `${call.incoming.origin}/agreementdocuments/${Buffer.from(JSON.stringify(ticket)).toString("base64url")}`;
  return {
    status: 200,
    body: { displayUri: uri, downloadUri: `${uri}?download=1`, language, country, versionRank: template.versionRank },
  };
}

function readDocument(model: Model, ticket: string): Reply {
  const { title, language, country, issuedAt } = ticketOf(ticket);
  if (model.clock.now() - issuedAt > linkLifetimeMs) {
    throw new Refusal("notFound", "The link has expired.");
  }
  return {
    status: 200,
    page: `<!doctype html><html lang="${language}"><title>${title}</title><h1>${title}</h1><p>${country}, ${language}</p></html>`,
    headers: { "Content-Type": "text/html; charset=utf-8" },
  };
}

function ticketOf(ticket: string): z.infer<typeof ticketContent> {
  try {
    return ticketContent.parse(parseJson(Buffer.from(ticket, "base64url").toString("utf8")));
  } catch {
    throw new Refusal("notFound", "There is no such document.");
  }
}

import type { IncomingCall, Reply } from "../http/call";
import type { Application, PartnerUser } from "../model/identities";
import type { Model } from "../model/model";
import { issueCode } from "../model/sign-ins";
import { EntraRefusal, entraErrors } from "./entra-errors";
import { findApplication, type KnownApplication, sharedTenants, tenantOfPath } from "./tenants";
import { required } from "./token-form";

/**
 * The authorization endpoint: a scripted user signs in at once, and the browser is sent back with a code. `login_hint`
 * says which user; without it the first one. What is wrong with the application or its address is answered on the spot,
 * everything else goes back to that address.
 */
export function authorize(model: Model, incoming: IncomingCall, tenantName: string): Reply {
  const form = new URLSearchParams(incoming.search);
  const known = findApplication(tenantOfPath(model, tenantName), required(form, "client_id"));
  const redirectUri = required(form, "redirect_uri");
  if (!isRegistered(known.application, redirectUri)) {
    throw new EntraRefusal("redirectUnknown", redirectUri);
  }
  const back = (answer: Readonly<Record<string, string>>) => sendBack(form, redirectUri, answer);
  try {
    return back({ code: codeFor(model, form, known, { tenantName, redirectUri }) });
  } catch (error) {
    if (!(error instanceof EntraRefusal)) {
      throw error;
    }
    const { error: word, code } = entraErrors[error.error];
    const answer = back({ error: word, error_description: `AADSTS${code}: ${error.message}` });
    return { ...answer, code: `AADSTS${code}` };
  }
}

function codeFor(
  model: Model,
  form: URLSearchParams,
  known: KnownApplication,
  { tenantName, redirectUri }: { readonly tenantName: string; readonly redirectUri: string },
): string {
  const { application, partner } = known;
  const type = required(form, "response_type");
  if (type !== "code") {
    throw new EntraRefusal("responseTypeUnsupported", type);
  }
  const user = userFor(partner.users, form.get("login_hint"));
  if (application.unconsentedTenants.includes(partner.tenantId)) {
    throw new EntraRefusal("consentMissing", application.clientId);
  }
  if (model.switches.is("signInMfa", "required") && !user.mfa) {
    throw new EntraRefusal("mfaNotEnrolled", sharedTenants.includes(tenantName) ? "this application" : tenantName);
  }
  return issueCode(model, {
    tenantId: partner.tenantId,
    userObjectId: user.objectId,
    clientId: application.clientId,
    redirectUri,
    mfa: user.mfa,
    nonce: form.get("nonce") ?? undefined,
    challenge: challengeOf(form),
  });
}

function userFor(users: readonly PartnerUser[], hint: string | null): PartnerUser {
  const user = hint ? users.find((one) => one.userPrincipalName.toLowerCase() === hint.toLowerCase()) : users[0];
  if (user === undefined) {
    throw new EntraRefusal("userUnknown", hint ?? "");
  }
  return user;
}

function challengeOf(form: URLSearchParams) {
  const text = form.get("code_challenge");
  if (!text) {
    return undefined;
  }
  return { text, method: form.get("code_challenge_method") === "S256" ? ("S256" as const) : ("plain" as const) };
}

/** Registered addresses fit exactly, on loopback whatever the port; with none registered any loopback address does. */
function isRegistered({ redirectUris }: Application, redirectUri: string): boolean {
  if (!URL.canParse(redirectUri)) {
    return false;
  }
  const wanted = new URL(redirectUri);
  const loopback = ["localhost", "127.0.0.1", "[::1]"].includes(wanted.hostname);
  if (redirectUris.length === 0) {
    return loopback;
  }
  const portless = ({ protocol, hostname, pathname, search }: URL) => `${protocol}//${hostname}${pathname}${search}`;
  return redirectUris.some(
    (one) => one === redirectUri || (loopback && URL.canParse(one) && portless(new URL(one)) === portless(wanted)),
  );
}

function sendBack(form: URLSearchParams, redirectUri: string, answer: Readonly<Record<string, string>>): Reply {
  const state = form.get("state");
  const values = new URLSearchParams({ ...answer, ...(state !== null && { state }) });
  switch (form.get("response_mode") ?? "query") {
    case "form_post":
      return {
        status: 200,
        headers: { "Content-Type": "text/html; charset=utf-8" },
        page: formPage(redirectUri, values),
      };
    case "fragment":
      return { status: 302, headers: { Location: `${redirectUri}#${values}` } };
    default: {
      const target = new URL(redirectUri);
      for (const [name, value] of values) {
        target.searchParams.append(name, value);
      }
      return { status: 302, headers: { Location: target.href } };
    }
  }
}

function formPage(action: string, values: URLSearchParams): string {
  const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
  const fields = [...values].map(([name, value]) => `<input type="hidden" name="${name}" value="${escaped(value)}"/>`);
  return `<html><body><form method="POST" action="${escaped(action)}">${fields.join("")}</form><script>document.forms[0].submit()</script></body></html>`;
}

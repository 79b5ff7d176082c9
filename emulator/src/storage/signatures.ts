import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { Refusal } from "../errors";
import { storageVersion } from "../http/service-headers";
import type { Instant, Partner } from "../model/entities";
import type { Model } from "../model/model";

/** Signed fields in the order in which they are signed. */
const fields = ["sp", "st", "se", "skoid", "sktid", "skt", "ske", "sks", "skv", "sv", "sr", "sdd"] as const;

/** Clocks that are a little late are no reason to refuse a signature. */
const leewayMs = 5 * 60_000;

/** Levels of a directory of exports below its container: what it is signed for, and no other. */
export const signedDepth = 7;

/**
 * The query that opens a directory for reading and listing (B 12.3): a user delegation signature that ends after the time
 * that a switch says. Without the `?`.
 */
export function signDirectory(model: Model, partner: Partner, directory: string): string {
  const from = model.clock.now() - leewayMs;
  const until = model.clock.now() + model.switches.durationMs("exportSignatureLifetime");
  const signed = {
    skoid: guidOf(`${partner.tenantId}/exports`),
    sktid: partner.tenantId,
    skt: instantText(from),
    ske: instantText(until),
    sks: "b",
    skv: storageVersion,
    sv: storageVersion,
    st: instantText(from),
    se: instantText(until),
    sr: "d",
    sp: "rl",
    sdd: String(signedDepth),
  };
  const query = new URLSearchParams(signed);
  query.set("sig", signatureOf(model, new Map(Object.entries(signed)), directory));
  return query.toString();
}

/** Refuses a request for something in the directory, as storage does it, unless its query is signed and in its time. */
export function checkSignature(model: Model, query: ReadonlyMap<string, string>, directory: string): void {
  const sent = query.get("sig");
  if (sent === undefined) {
    throw new Refusal("storageNotPublic");
  }
  const right = Buffer.from(signatureOf(model, query, directory));
  const given = Buffer.from(sent);
  if (given.length !== right.length || !timingSafeEqual(given, right)) {
    throw new Refusal(
      "storageSignatureWrong",
      "Signature did not match. String to sign used was not the one that was signed.",
    );
  }
  const [from = "", until = ""] = [query.get("st"), query.get("se")];
  const now = model.clock.now();
  if (now < Date.parse(from) || now >= Date.parse(until)) {
    const frame = `Start [${httpDate(Date.parse(from))}] - Expiry [${httpDate(Date.parse(until))}]`;
    throw new Refusal(
      "storageSignatureWrong",
      `Signature not valid in the specified time frame: ${frame} - Current [${httpDate(now)}]`,
    );
  }
}

function signatureOf(model: Model, query: ReadonlyMap<string, string>, directory: string): string {
  const text = [directory, ...fields.map((name) => query.get(name) ?? "")].join("\n");
  return createHmac("sha256", `storage/${model.ids.seed}`).update(text).digest("base64");
}

const instantText = (at: Instant) => `${new Date(at).toISOString().slice(0, 19)}Z`;

const httpDate = (at: Instant) => new Date(at).toUTCString();

/** The same GUID for the same text. */
function guidOf(text: string): string {
  const digits = createHash("sha256").update(text).digest("hex");
  return digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, "$1-$2-4$3-8$4-$5");
}

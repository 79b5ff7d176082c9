/** What stands where a credential was. */
const REDACTED = "[secret]";

/** What looks like a credential wherever it stands, cut off ones too. The first group of each is kept. */
const patterns: readonly RegExp[] = [
  /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----[\s\S]*?(?:-----END (?:[A-Z]+ )*PRIVATE KEY-----|$)/g,
  // Access tokens, id tokens and assertions, also when only their first part was repeated.
  /\beyJ[\w-]{8,}(?:\.[\w-]*){0,2}/g,
  /\b((?:Bearer|Basic)(?:\s|%20|\+)+)[\w.~+/=%-]{20,}/gi,
  /\b((?:sig|client_secret|client_assertion|refresh_token|access_token|id_token|password)["']?(?:=|%3D|\s*:\s*)["']?)[^\s&"',;}]+/gi,
  // Credentials of a proxy, or of whatever else an address leads to.
  /(\w:\/\/)[^\s/@]+@/g,
];

/**
 * A text of somebody else without credentials: those that are known, however they are written, and whatever looks like
 * one. Services repeat none, but gateways before them may repeat a whole request, and messages reach logs and state.
 */
export function redact(text: string, known: readonly string[] = []): string {
  const named = known
    .flatMap(spellings)
    .toSorted((left, right) => right.length - left.length)
    .reduce((shown, secret) => shown.replaceAll(secret, REDACTED), text);
  return patterns.reduce((shown, pattern) => shown.replace(pattern, `$1${REDACTED}`), named);
}

/** As it stands in an address, a form, a JSON text, and in base64 by itself. */
function spellings(secret: string): readonly string[] {
  if (secret === "") return [];
  const base64 = Buffer.from(secret).toString("base64").replace(/=+$/, "");
  return [
    secret,
    encodeURIComponent(secret),
    new URLSearchParams({ "": secret }).toString().slice(1),
    JSON.stringify(secret).slice(1, -1),
    base64,
    base64.replaceAll("+", "-").replaceAll("/", "_"),
  ];
}

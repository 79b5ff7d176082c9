import { randomBytes } from "node:crypto";
import { applicationCertificate } from "../../emulator/src/certificates/certificates";
import { CanarySearch, shownBy } from "../support/canaries";

const password = 'kJ8~pass/word+with=signs&"quotes" äö 42';
const token = `1.${randomBytes(200).toString("base64url")}`;
const { privateKey } = applicationCertificate();
const search = new CanarySearch([
  { name: "password", text: password },
  { name: "token", text: token },
  { name: "key", text: privateKey },
]);
const names = (text: string) => [...new Set(search.in(text).map(({ name }) => name))];
const noise = (length: number) => randomBytes(length).toString("base64");

describe("the search for secrets", () => {
  test.each<[string, (secret: string) => string]>([
    ["in plain", (secret) => secret],
    ["in an address", encodeURIComponent],
    ["in a form", (secret) => new URLSearchParams({ x: secret }).toString()],
    ["in JSON", (secret) => JSON.stringify({ x: secret })],
    ["in JSON in JSON", (secret) => JSON.stringify({ x: JSON.stringify({ y: secret }) })],
    ["in base64, at its beginning", (secret) => Buffer.from(secret).toString("base64")],
    ["in base64, one byte on", (secret) => Buffer.from(`:${secret}!`).toString("base64")],
    ["in base64, two bytes on", (secret) => Buffer.from(`u:${secret}`).toString("base64")],
    ["in base64url", (secret) => Buffer.from(`{"x":"${secret}"}`).toString("base64url")],
    ["in base64, in lines", (secret) => Buffer.from(secret).toString("base64").replace(/.{20}/g, "$&\r\n")],
    ["in hexadecimal", (secret) => Buffer.from(secret).toString("hex")],
    ["in capital hexadecimal", (secret) => Buffer.from(secret).toString("hex").toUpperCase()],
  ])("finds every one %s", (_how, write) => {
    for (const [name, secret] of Object.entries({ password, token, key: privateKey })) {
      expect(names(`${noise(500)} ${write(secret)} ${noise(500)}`)).toEqual([name]);
    }
  });

  test("finds a key without line ends and frame, and any line of it", () => {
    const lines = privateKey.split("\n").filter((line) => !line.startsWith("-----"));
    expect(names(lines.join(""))).toEqual(["key"]);
    expect(names(lines.join("\\n"))).toEqual(["key"]);
    for (const line of lines.filter(({ length }) => length > 31)) expect(names(line)).toEqual(["key"]);
  });

  test("finds a part of 31 characters, wherever it is cut", () => {
    for (let at = 0; at + 31 <= token.length; at += 1)
      expect(names(`>${token.slice(at, at + 31)}<`)).toEqual(["token"]);
  });

  test("finds nothing where nothing is", () => {
    expect(search.in(`${noise(200_000)} -----BEGIN PRIVATE KEY----- ${privateKey.slice(28, 68)}`)).toEqual([]);
  });

  test("says what stands before it, and refuses what is too short to be told from other text", () => {
    const [sighting] = search.in(`the log said: ${password}`);
    expect(sighting).toEqual({ name: "password", encoding: "plain", before: "the log said: " });
    expect(() => new CanarySearch([{ name: "pin", text: "0000" }])).toThrow("too short");
  });

  test("sees all of an error: causes, members that are hidden, and what was thrown that is none", () => {
    const error = new Error("outer", { cause: Object.assign(new Error("inner"), { detail: { text: password } }) });
    Object.defineProperty(error, "hidden", { value: token });
    expect(names(shownBy(error)).toSorted()).toEqual(["password", "token"]);
    expect(names(shownBy({ password }))).toEqual(["password"]);
  });
});

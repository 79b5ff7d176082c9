/** The few forms of ASN.1 (DER) that an X.509 certificate consists of. */

/** A value with its tag and length. */
export function tagged(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content]);
}

/** Values in a row. */
export const sequence = (...parts: readonly Buffer[]): Buffer => tagged(0x30, ...parts);

/** A set of one value. */
export const setOf = (part: Buffer): Buffer => tagged(0x31, part);

/** A number that is not negative, from its bytes. */
export function integer(bytes: Buffer): Buffer {
  const first = bytes[0] ?? 0;
  return tagged(0x02, first >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);
}

/** True. */
export const yes = (): Buffer => tagged(0x01, Buffer.from([0xff]));

/** Bytes. */
export const octets = (content: Buffer): Buffer => tagged(0x04, content);

/** Bits; so many of the last byte are not used. */
export const bits = (content: Buffer, unused = 0): Buffer => tagged(0x03, Buffer.from([unused]), content);

/** A text. */
export const utf8 = (text: string): Buffer => tagged(0x0c, Buffer.from(text));

/** A date as certificates of this century have it. */
export const utcTime = (date: Date): Buffer =>
  tagged(
    0x17,
    Buffer.from(
      `${date
        .toISOString()
        .replace(/[-:T]|\.\d+/g, "")
        .slice(2)}`,
    ),
  );

/** An object identifier like `2.5.29.17`. */
export function oid(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split(".").map(Number);
  return tagged(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(value: number): number[] {
  const groups = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) {
    groups.unshift(128 + (rest % 128));
  }
  return groups;
}

function lengthOf(length: number): Buffer {
  if (length < 128) {
    return Buffer.from([length]);
  }
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) {
    bytes.unshift(rest % 256);
  }
  return Buffer.from([0x80 + bytes.length, ...bytes]);
}

import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { TransportError } from "../../../provider/client/errors";
import { rawNumber, writeJson } from "../../../provider/client/json";
import { jsonLines } from "../../../provider/client/json-lines";
import { settled } from "../../support/fake-clock";

async function* cut(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(bytes: AsyncIterable<Uint8Array>): Promise<unknown[]> {
  const objects: unknown[] = [];
  for await (const some of jsonLines(bytes, "the export")) objects.push(...some);
  return objects;
}

const text = '{"Id":"1","Cost":0.10,"Name":"Zürich ☃"}\n{"Id":"2"}\r\n\n{"Id":"3"}';
const objects = [{ Id: "1", Cost: rawNumber("0.10"), Name: "Zürich ☃" }, { Id: "2" }, { Id: "3" }];

describe("jsonLines", () => {
  it.each([
    ["plain", text],
    ["with an empty last line", `${text}\n`],
    ["after a byte order mark", `\uFEFF${text}`],
  ])("reads %s lines, gzipped or not, however they are cut", async (_form, lines) => {
    for (const bytes of [
      Buffer.from(lines),
      gzipSync(lines),
      Buffer.concat([gzipSync(lines.slice(0, 20)), gzipSync(lines.slice(20))]),
    ]) {
      for (const size of [1, 2, 3, 7, 1000]) expect(await read(cut(bytes, size))).toEqual(objects);
    }
  });

  it("reads nothing of nothing", async () => {
    expect(await read(cut(new Uint8Array(), 1))).toEqual([]);
    expect(await read(cut(gzipSync(""), 4))).toEqual([]);
  });

  it("loses no line and no digit", async () => {
    const line = fc.record({
      Name: fc.string(),
      Cost: fc.stringMatching(/^-?(?:0|[1-9]\d{0,12})\.\d{1,18}$/).map(rawNumber),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(line), fc.integer({ min: 1, max: 64 }), fc.boolean(), async (lines, size, packed) => {
        const written = lines.map((one) => writeJson(one)).join("\n");
        const back = await read(cut(packed ? gzipSync(written) : Buffer.from(written), size));
        expect(back.map(writeJson)).toEqual(lines.map(writeJson));
      }),
      { numRuns: 200 },
    );
  });

  it("tells of data that breaks off, is damaged or is something else, without showing it", async () => {
    const whole = gzipSync(text);
    const damaged = Buffer.from(whole);
    damaged.fill(0xff, 12, 20);
    for (const bytes of [whole.subarray(0, whole.length - 9), damaged, Buffer.from('{"Secret":"x"')]) {
      const failure = read(cut(bytes, 5));
      await expect(failure).rejects.toThrow(TransportError);
      await expect(failure).rejects.toThrow(/^the export: (the data broke off|a line cannot be read)/);
      await expect(failure).rejects.not.toThrow(/Secret/);
    }
  });

  it("passes on what breaks the source, and ends it when nobody reads on", async () => {
    let ended = 0;
    async function* source(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield gzipSync(`${text}\n`);
      } finally {
        ended += 1;
      }
    }
    for await (const _ of jsonLines(source(), "the export")) break;
    for (let turn = 0; turn < 5; turn += 1) await settled();
    expect(ended).toBe(1);
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield gzipSync(text).subarray(0, 15);
      throw new TransportError("the connection broke", false);
    }
    await expect(read(broken())).rejects.toThrow("the connection broke");
  });
});

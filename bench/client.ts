/**
 * `npm run client:bench`: how fast the client reads a million line items, in v1 pages of 2,000 and from the partitions of an
 * export, beside `fetch` and `JSON.parse` of the same bytes, which lose digits and check nothing; and, at 100,000 and at
 * 1,000,000 rows, how much memory comes on top of a process that has made its first request, and how much of it is alive.
 * Each measurement is a process of its own, beside one that serves; for memory its heap is kept small, since a roomy one is
 * cleaned up late and would tell of the machine. `-- 200000` reads fewer.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { availableParallelism, loadavg, totalmem } from "node:os";
import { join } from "node:path";

interface Measured {
  readonly rows: number;
  readonly bytes: number;
  readonly ms: number;
  /** Processor time, which another program on the machine does not add to. */
  readonly cpuMs: number;
  /** Resident memory at its peak, above what it was after the first request. */
  readonly growthBytes: number;
  /** The most that was left when garbage was collected in mid-stream; 0 where it was not. */
  readonly liveBytes: number;
}

const few = 100_000;
const many = Number(process.argv[2] ?? 1_000_000);
const rounds = 2;
const smallHeap = ["--max-old-space-size=64", "--max-semi-space-size=4"];
const collecting = [...smallHeap, "--expose-gc"];

async function main(): Promise<void> {
  const machine = `${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, load ${loadavg()[0]?.toFixed(1)}`;
  console.log(`${new Date().toISOString().slice(0, 10)}, ${machine}, Node ${process.version}\n`);
  const server = spawn(process.execPath, [join(__dirname, "line-items/server.js")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const [first] = await once(server.stdout, "data");
    const { origin }: { origin: string } = JSON.parse(String(first));
    for (const form of ["v1", "export"]) await compare(origin, form);
  } finally {
    server.kill();
  }
}

async function compare(origin: string, form: string): Promise<void> {
  const ours: Measured[] = [];
  const floor: Measured[] = [];
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await measure(origin, `client ${form}`, many));
    floor.push(await measure(origin, `fetch ${form}`, many));
  }
  const own = fastest(ours);
  const plain = fastest(floor);
  console.log(`${form}: ${count(many)} rows, ${megabytes(plain.bytes)} MB; best of ${rounds}`);
  console.log(`  client              ${speed(own, plain.bytes)}`);
  console.log(`  fetch + JSON.parse  ${speed(plain, plain.bytes)}`);
  const cpuRatio = Math.min(...ours.map(({ cpuMs }) => cpuMs)) / Math.min(...floor.map(({ cpuMs }) => cpuMs));
  console.log(
    `  the client takes ${(own.ms / plain.ms).toFixed(2)} x the time, ${cpuRatio.toFixed(2)} x the processor`,
  );
  for (const way of [`client ${form}`, `fetch ${form}`]) {
    const small = await measure(origin, way, few, smallHeap);
    const large = await measure(origin, way, many, smallHeap);
    const [before, after] = [megabytes(small.growthBytes), megabytes(large.growthBytes)];
    console.log(`  memory on top, ${way}: ${before} MB at ${count(few)} rows, ${after} MB at ${count(many)}`);
    const lives = [await measure(origin, way, few, collecting), await measure(origin, way, many, collecting)];
    const [soon, late] = lives.map(({ liveBytes }) => megabytes(liveBytes));
    console.log(`  alive in mid-stream, ${way}: ${soon} MB, ${late} MB`);
  }
  console.log();
}

const count = (rows: number) => rows.toLocaleString("en-US");

const fastest = (measured: readonly Measured[]): Measured =>
  measured.reduce((best, one) => (one.ms < best.ms ? one : best));

const megabytes = (bytes: number) => (bytes / 2 ** 20).toFixed(0);

function speed({ rows, ms }: Measured, bytes: number): string {
  const perSecond = (amount: number) => Math.round((amount * 1_000) / ms);
  return `${perSecond(rows).toLocaleString("en-US")} rows/s, ${megabytes(perSecond(bytes))} MB/s`;
}

async function measure(origin: string, way: string, rows: number, flags: readonly string[] = []): Promise<Measured> {
  const reader = join(__dirname, "line-items/reader.js");
  const child = spawn(process.execPath, [...flags, reader, way, origin, String(rows)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const pieces: Buffer[] = [];
  child.stdout.on("data", (piece: Buffer) => pieces.push(piece));
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`${way} ended with ${code}`);
  const measured: Measured = JSON.parse(Buffer.concat(pieces).toString());
  if (measured.rows !== rows) throw new Error(`${way} read ${measured.rows} rows of ${rows}`);
  return measured;
}

void main();

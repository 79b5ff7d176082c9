import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import type * as files from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withFileLock } from "../../../provider/auth/file-lock";
import { RefreshTokenFile } from "../../../provider/auth/refresh-token-file";
import { replaceFile } from "../../../provider/auth/replace-file";
import { FakeClock } from "../../support/fake-clock";

/** The file system as the code under test sees it. */
const seen = jest.requireMock<typeof files>("node:fs/promises");

/** How many more steps of the file system the process lives for. */
let stepsToLive = Number.POSITIVE_INFINITY;

jest.mock("node:fs/promises", () => {
  const real = jest.requireActual<typeof files>("node:fs/promises");
  const step = () => {
    stepsToLive -= 1;
    if (stepsToLive < 0) throw new Error("killed");
  };
  const dying =
    <Args extends unknown[], Result>(work: (...args: Args) => Promise<Result>) =>
    async (...args: Args) => {
      step();
      return work(...args);
    };
  return {
    ...real,
    realpath: dying(real.realpath),
    rename: dying(real.rename),
    rm: dying(real.rm),
    open: async (...args: Parameters<typeof real.open>) => {
      step();
      const handle = await real.open(...args);
      const { writeFile, sync, close } = handle;
      // A write that is killed leaves half of it.
      handle.writeFile = async (data, options) => {
        try {
          step();
        } catch (error) {
          if (typeof data === "string") await writeFile.call(handle, data.slice(0, data.length / 2), options);
          throw error;
        }
        return writeFile.call(handle, data, options);
      };
      handle.sync = dying(sync.bind(handle));
      // The system closes what a killed process had open.
      handle.close = async () => {
        await close.call(handle);
        step();
      };
      return handle;
    },
  };
});

let folder: string;
let path: string;
let store: RefreshTokenFile;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "refresh-token-"));
  path = join(folder, "token");
  writeFileSync(path, "old-token\n", { mode: 0o644 });
  store = new RefreshTokenFile(path, new FakeClock({ hasty: true }));
});

afterEach(() => {
  stepsToLive = Number.POSITIVE_INFINITY;
  rmSync(folder, { recursive: true, force: true });
});

describe("replacing a file", () => {
  it("leaves the old text or the new one, wherever the process is killed", async () => {
    const found: string[] = [];
    for (let steps = 0; found.length === 0 || stepsToLive < 0; steps += 1) {
      writeFileSync(path, "old-token\n");
      stepsToLive = steps;
      await replaceFile(path, "new-token\n").catch(() => {});
      found.push(readFileSync(path, "utf8"));
    }
    expect(new Set(found)).toEqual(new Set(["old-token\n", "new-token\n"]));
    // Never the old one again after the new one.
    expect(found.toSorted().reverse()).toEqual(found);
    expect(found.length).toBeGreaterThan(5);
  });

  it("shows it to its owner only, and leaves nothing else behind", async () => {
    await replaceFile(path, "new-token\n");
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(["token"]);
  });

  it("keeps a symbolic link and replaces what it leads to", async () => {
    mkdirSync(join(folder, "elsewhere"));
    const target = join(folder, "elsewhere", "real");
    writeFileSync(target, "old-token\n");
    const link = join(folder, "link");
    symlinkSync(target, link);
    await replaceFile(link, "new-token\n");
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(target, "utf8")).toBe("new-token\n");
    expect(readdirSync(join(folder, "elsewhere"))).toEqual(["real"]);
  });

  it("that fails leaves the old text, and no copy of the new one", async () => {
    const rename = jest.spyOn(seen, "rename").mockRejectedValueOnce(new Error("no room"));
    await expect(store.save("new-token", "old-token")).rejects.toMatchObject({
      kind: "settings",
      message: expect.stringMatching(/has replaced the refresh token.*cannot be written.*no room/),
    });
    expect(readFileSync(path, "utf8")).toBe("old-token\n");
    expect(readdirSync(folder)).toEqual(["token"]);
    rename.mockRestore();
  });
});

describe("a refresh token's file", () => {
  it("may end as editors leave it", async () => {
    writeFileSync(path, "\uFEFFtoken-1\r\n");
    expect(await store.read()).toBe("token-1");
  });

  it.each([
    ["is not there", undefined, /cannot be read/],
    ["is empty", "\n", /is empty/],
    ["holds something else", '{ "token": "very-secret" }', /something else than one refresh token/],
  ])("that %s is refused", async (_what, text, expected) => {
    if (text === undefined) rmSync(path);
    else writeFileSync(path, text);
    const error: unknown = await store.read().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ kind: "settings", message: expect.stringMatching(expected) });
    expect(String(error)).not.toContain("very-secret");
  });

  it("is not overwritten when somebody has signed in anew meanwhile", async () => {
    writeFileSync(path, "from-a-new-sign-in");
    await store.save("new-token", "old-token");
    expect(await store.read()).toBe("from-a-new-sign-in");
  });

  it("is written when it has vanished meanwhile", async () => {
    rmSync(path);
    await store.save("new-token", "old-token");
    expect(await store.read()).toBe("new-token");
  });

  it("in a folder that takes no new file is refused before the token is used", async () => {
    const work = jest.fn(async () => {});
    jest.spyOn(seen, "writeFile").mockRejectedValueOnce(Object.assign(new Error("EROFS"), { code: "EROFS" }));
    await expect(store.exclusively(work)).rejects.toMatchObject({
      kind: "settings",
      message: expect.stringMatching(/folder that cannot be written to \(EROFS\)/),
    });
    expect(work).not.toHaveBeenCalled();
  });

  it("passes on what goes wrong while it is used", async () => {
    await expect(store.exclusively(() => Promise.reject(new Error("mine")))).rejects.toThrow("mine");
    expect(readdirSync(folder)).toEqual(["token"]);
  });
});

describe("the lock beside it", () => {
  const lock = () => join(folder, "token.lock");

  it("lets one at a time in", async () => {
    const clock = new FakeClock();
    const order: string[] = [];
    let leave = () => {};
    const first = withFileLock(lock(), clock, async () => {
      order.push("first in");
      await new Promise<void>((resolve) => {
        leave = resolve;
      });
      order.push("first out");
    });
    while (order.length === 0) await clock.advance(0);
    const second = withFileLock(lock(), clock, async () => {
      order.push("second in");
    });
    while (clock.sleeping === 0) await clock.advance(0);
    leave();
    await first;
    await clock.advance(100);
    await second;
    expect(order).toEqual(["first in", "first out", "second in"]);
    expect(readdirSync(folder)).toEqual(["token"]);
  });

  it("is taken over from a holder that was killed, after a while", async () => {
    writeFileSync(lock(), "somebody");
    const clock = new FakeClock({ hasty: true });
    expect(await withFileLock(lock(), clock, async () => "done")).toBe("done");
    expect(clock.sleeps.reduce((sum, one) => sum + one, 0)).toBe(15_000);
    expect(readdirSync(folder)).toEqual(["token"]);
  });

  it("is not removed by one who has lost it", async () => {
    await withFileLock(lock(), new FakeClock(), async () => writeFileSync(lock(), "somebody else"));
    expect(readFileSync(lock(), "utf8")).toBe("somebody else");
  });
});

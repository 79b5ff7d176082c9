import fc from "fast-check";
import { nextPage, pages } from "../../../provider/client/pages";
import type { Answer, Attempt } from "../../../provider/client/pipeline";
import { answerOf, attemptOf, idsInOrder } from "./attempts";

const root = "https://service.example";
const first = attemptOf({ url: new URL("https://service.example/v1/customers?size=2"), method: "GET" });

function page(body: unknown, headers: Record<string, string> = {}) {
  return { body, headers };
}

function linkTo(uri: string, headers: readonly { key: string; value: string }[] = []) {
  return page({ items: [], links: { next: { uri, method: "GET", headers } } });
}

describe("nextPage", () => {
  it.each([
    ["/customers?size=2&seekOperation=Next", "/v1/customers?size=2&seekOperation=Next"],
    ["/v1/customers?size=2&seekOperation=Next", "/v1/customers?size=2&seekOperation=Next"],
    ["customers?size=2&seekOperation=Next", "/v1/customers?size=2&seekOperation=Next"],
    ["v1/customers?offset=2", "/v1/customers?offset=2"],
    ["/V1/customers?offset=2", "/V1/customers?offset=2"],
    ["/v1customers?offset=2", "/v1/v1customers?offset=2"],
    ["/customers?size=2?seekOperation=Next", "/v1/customers?size=2&seekOperation=Next"],
    ["/invoices?offset=&size=5", "/v1/invoices?offset=&size=5"],
    ["https://service.example/v1/customers?page=2", "/v1/customers?page=2"],
    ["https://SERVICE.example:443/v1/customers?page=2", "/v1/customers?page=2"],
    ["  /customers?page=2  ", "/v1/customers?page=2"],
    ["/customers?filter=%7B%22Field%22%3A%22Domain%22%7D", "/v1/customers?filter=%7B%22Field%22%3A%22Domain%22%7D"],
  ])("follows %j to %j", (uri, expected) => {
    expect(nextPage(first, linkTo(uri), root)?.url.href).toBe(root + expected);
  });

  it("keeps the path that the endpoint's root has", () => {
    expect(nextPage(first, linkTo("/customers?page=2"), "http://127.0.0.1:8080/pc")?.url.href).toBe(
      "http://127.0.0.1:8080/pc/v1/customers?page=2",
    );
  });

  it("copies every header of the link", () => {
    const headers = [
      { key: "MS-ContinuationToken", value: "a,b/c=_" },
      { key: "X-Other", value: "1" },
    ];
    expect(nextPage(first, linkTo("/customers", headers), root)?.headers).toEqual({
      "MS-ContinuationToken": "a,b/c=_",
      "X-Other": "1",
    });
  });

  it.each([
    ["in the body", page({ items: [], continuationToken: "t1" })],
    ["in the reply's headers", page({ items: [] }, { "ms-continuationtoken": "t1" })],
    [
      "in a link without an address",
      page({ items: [], links: { next: { headers: [{ key: "ms-continuationtoken", value: "t1" }] } } }),
    ],
  ])("continues by a token %s", (_where, reply) => {
    const next = nextPage(first, reply, root);
    expect(next?.url.href).toBe("https://service.example/v1/customers?size=2&seekOperation=Next");
    expect(next?.headers).toMatchObject({ "MS-ContinuationToken": "t1" });
  });

  it.each([
    ["nothing", { items: [] }],
    ["only itself", { items: [], links: { self: { uri: "/customers" } } }],
    ["an empty link", { items: [], links: { next: { uri: "", headers: [] } } }],
    ["an empty token", { items: [], continuationToken: "" }],
    ["a bare array", [1, 2]],
    ["no body", undefined],
    ["links of another form", { items: [], links: [] }],
  ])("ends at %s", (_what, body) => {
    expect(nextPage(first, page(body), root)).toBeUndefined();
  });

  it.each([
    "https://evil.example/v1/customers",
    "http://service.example/v1/customers",
    "https://service.example:444/v1/customers",
    "//evil.example/customers",
    "\\\\evil.example\\customers",
    "https://service.example@evil.example/",
    "https://user:pass@service.example/v1/customers",
    "javascript:alert(1)",
    "https://",
  ])("refuses %j", (uri) => {
    expect(() => nextPage(first, linkTo(uri), root)).toThrow(/the link/);
  });

  it("refuses a link that is no GET", () => {
    const body = { links: { next: { uri: "/customers", method: "DELETE" } } };
    expect(() => nextPage(first, page(body), root)).toThrow("not a GET");
  });
});

describe("pages", () => {
  async function collect(send: (attempt: Attempt) => Promise<Answer>): Promise<Answer[]> {
    const answers: Answer[] = [];
    for await (const answer of pages(first, root, idsInOrder(), send)) answers.push(answer);
    return answers;
  }

  it("reads every page of every size, under every spelling of its link, in order, each as a call of its own", async () => {
    const spelling = fc.constantFrom("rooted", "bare", "versioned", "absolute", "doubled", "token", "header");
    const list = fc.record({
      items: fc.nat(60),
      size: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.constant(2000)),
      spelling,
    });
    await fc.assert(
      fc.asyncProperty(list, async ({ items, size, spelling }) => {
        const ids: string[] = [];
        const answers = await collect(async (attempt) => {
          ids.push(attempt.requestId);
          const token = attempt.headers["MS-ContinuationToken"];
          const offset = Number(token ?? attempt.url.searchParams.get("offset") ?? "0");
          const shown = Array.from({ length: Math.min(size, items - offset) }, (_, index) => offset + index);
          return answerOf(
            offset + size < items ? continued(shown, offset + size, spelling) : { body: { items: shown } },
          );
        });
        expect(answers.flatMap(({ body }) => numbersOf(body))).toEqual(
          Array.from({ length: items }, (_, index) => index),
        );
        expect(new Set(ids).size).toBe(ids.length);
      }),
      { numRuns: 300 },
    );
  });

  function continued(items: number[], offset: number, spelling: string): Partial<Answer> {
    const link = (uri: string) => ({ body: { items, links: { next: { uri, method: "GET", headers: [] } } } });
    switch (spelling) {
      case "bare":
        return link(`customers?offset=${offset}`);
      case "versioned":
        return link(`/v1/customers?offset=${offset}`);
      case "absolute":
        return link(`${root}/v1/customers?offset=${offset}`);
      case "doubled":
        return link(`/customers?size=2?offset=${offset}`);
      case "token":
        return { body: { items, continuationToken: String(offset) } };
      case "header":
        return { body: { items }, headers: { "ms-continuationtoken": String(offset) } };
      default:
        return link(`/customers?offset=${offset}`);
    }
  }

  function numbersOf(body: unknown): unknown[] {
    return typeof body === "object" && body !== null && "items" in body && Array.isArray(body.items) ? body.items : [];
  }

  it.each([
    ["a link to itself", () => linkTo("/customers?size=2")],
    ["the same link again", () => linkTo("/customers?page=2")],
    ["the same token again", () => page({ items: [], continuationToken: "again" })],
    [
      "the same token under another address",
      (call: number) => linkTo(`/customers?n=${call}`, [{ key: "MS-ContinuationToken", value: "again" }]),
    ],
  ])("refuses %s", async (_what, reply) => {
    let calls = 0;
    const reading = collect(async () => {
      calls += 1;
      return answerOf(reply(calls));
    });
    await expect(reading).rejects.toThrow("leads in a circle");
    expect(calls).toBeLessThanOrEqual(3);
  });

  it("gives up a list without an end", async () => {
    let calls = 0;
    const reading = collect(async () => {
      calls += 1;
      return answerOf(page({ items: [], continuationToken: `token-${calls}` }));
    });
    await expect(reading).rejects.toThrow("the list has no end");
  });

  it("misses nothing that was there all the time, though pages change while they are read", async () => {
    const change = fc.record({ at: fc.nat(200), adds: fc.boolean() });
    const reading = fc.record({
      count: fc.nat(80),
      sizes: fc.array(fc.constantFrom(1, 2, 7, 2000), { minLength: 1 }),
      changes: fc.array(change),
    });
    await fc.assert(
      fc.asyncProperty(reading, async ({ count, sizes, changes }) => {
        let list = Array.from({ length: count }, (_, index) => index * 2);
        const stable = new Set(list);
        let calls = 0;
        const answers = await collect(async ({ headers }) => {
          const size = sizes[calls % sizes.length] ?? 1;
          const after = Number(headers["MS-ContinuationToken"] ?? -1);
          const shown = list.filter((id) => id > after).slice(0, size);
          const changing = changes[calls];
          calls += 1;
          const last = shown.at(-1);
          const goesOn = last !== undefined && list.some((id) => id > last);
          if (changing?.adds)
            list = [...new Set([...list, changing.at * 2 + 1])].toSorted((left, right) => left - right);
          else if (changing) list = list.filter((id) => id !== changing.at * 2 || !stable.delete(id));
          return answerOf(page({ items: shown, ...(goesOn && { continuationToken: String(last) }) }));
        });
        const given = answers.flatMap(({ body }) => numbersOf(body)).map(Number);
        expect(given.filter((id) => stable.has(id))).toEqual([...stable].toSorted((left, right) => left - right));
        expect(new Set(given).size).toBe(given.length);
      }),
      { numRuns: 300 },
    );
  });

  it("asks for no page that nobody wants", async () => {
    let calls = 0;
    const reading = pages(first, root, idsInOrder(), async () => {
      calls += 1;
      return answerOf(linkTo(`/customers?page=${calls}`));
    });
    for await (const _ of reading) break;
    expect(calls).toBe(1);
  });
});

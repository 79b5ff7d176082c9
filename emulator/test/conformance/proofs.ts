import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import { basename } from "node:path";
import type { Emulator } from "../../src";
import { type Endpoint, endpointOf } from "./endpoint";
import { endpoints } from "./endpoints";
import type { ProvokedCode } from "./error-code";
import { errorCodes } from "./error-codes";
import { isTitle } from "./test-titles";

/** One answer as it went over the wire. */
interface Observed {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly body: string;
}

/**
 * Watches whether the tests of a file do what the conformance tables say of them: an endpoint's test gets a successful
 * answer from it, for a GET two different ones to the same question; a code's test provokes it without a fault.
 */
export class ProofWatch {
  #observed: Observed[] = [];
  readonly #open = new Set<string>();
  readonly #proven = new Set<string>();
  readonly #onRequest = (message: unknown) => this.#record(message);

  /** Begins to look at the answers of every server in this process. */
  start(): void {
    this.#observed = [];
    subscribe("http.server.request.start", this.#onRequest);
  }

  /** Ends looking and judges what this test has proven. */
  stop(journal: Emulator["journal"], file: string, title: string): void {
    unsubscribe("http.server.request.start", this.#onRequest);
    const here = (proof: string) => proof.startsWith(`${file} > `) && isTitle(proof.slice(file.length + 3), title);
    for (const endpoint of endpoints.filter((one) => here(one.proof))) {
      this.#judge(`${endpoint.proof} should call ${endpoint.method} ${endpoint.path}`, this.#isCalled(endpoint));
    }
    for (const code of errorCodes) {
      if ("proof" in code && here(code.proof)) {
        this.#judge(`${code.proof} should provoke ${code.status}/${code.code}`, isProvoked(journal, code));
      }
    }
  }

  /** What the tables say and no test has shown. */
  missing(): string[] {
    return [...this.#open].filter((claim) => !this.#proven.has(claim));
  }

  #judge(claim: string, holds: boolean): void {
    this.#open.add(claim);
    if (holds) {
      this.#proven.add(claim);
    }
  }

  #isCalled(endpoint: Endpoint): boolean {
    const answers = this.#observed.filter(({ method, url }) => endpointOf(endpoints, method, pathOf(url)) === endpoint);
    const successes = answers.filter(({ status }) => status < 400);
    if (endpoint.method !== "GET" || endpoint.unchanging !== undefined) {
      return successes.length > 0;
    }
    return successes.some(({ url, body }) => answers.some((one) => one.url === url && one.body !== body));
  }

  #record(message: unknown): void {
    if (!isExchange(message)) {
      return;
    }
    const { request, response } = message;
    const { method = "", url = "" } = request;
    let body = "";
    const note = (chunk: unknown) => {
      body += Buffer.isBuffer(chunk) ? chunk.toString("latin1") : "";
    };
    const { end, write } = response;
    response.write = (...args: unknown[]) => {
      note(args[0]);
      return Reflect.apply(write, response, args);
    };
    response.end = (...args: unknown[]) => {
      note(args[0]);
      this.#observed.push({ method, url, status: response.statusCode, body });
      return Reflect.apply(end, response, args);
    };
  }
}

/** The name of a test file as the tables write it. */
export const fileName = (testPath: string): string => basename(testPath);

function isProvoked(journal: Emulator["journal"], code: ProvokedCode): boolean {
  return journal
    .entries()
    .some((one) => one.code === code.code && one.status === code.status && one.note?.startsWith("fault ") !== true);
}

function isExchange(message: unknown): message is { request: IncomingMessage; response: ServerResponse } {
  return typeof message === "object" && message !== null && "request" in message && "response" in message;
}

const pathOf = (url: string): string => (url.split("?")[0] ?? "").replace(/\/{2,}/g, "/");

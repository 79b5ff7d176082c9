import { join } from "node:path";
import type { ResourceName } from "../../sdk/handler";
import { repositoryRoot } from "../../tools/repository";
import { DynamicHost } from "./dynamic-host";
import type { Bag } from "./engine-values";
import { FakeEngine } from "./fake-engine";
import type { PartnerCenter } from "./partner-center";
import type { ProcessOptions, ProviderProcess, Said } from "./provider-process";
import type { Provider } from "./providers-on";
import { stackConfig } from "./stack-config";

/** Any folder inside the repository: the constant text finds the built package from there upwards. */
const cwd = join(repositoryRoot, "test", "contract", "programs", "host");

/** Pulumi's own dynamic-provider host, spoken to over gRPC as its engine does, which is really killed. */
export class HostProcess implements ProviderProcess {
  readonly #started: Promise<{ readonly host: DynamicHost; readonly engine: FakeEngine }>;
  #engine: FakeEngine | undefined;
  #engineAlive = true;
  #killed = false;

  /** @param speed how fast the emulator's clock runs, and how much shorter the provider waits. */
  constructor(center: PartnerCenter, { settings = {} }: ProcessOptions, speed: number) {
    this.#started = this.#start(center, settings, speed);
    this.#started.catch(() => undefined);
  }

  get said(): readonly Said[] {
    return (this.#engine?.logs ?? []).map(({ severity, message: text, ...where }) => ({
      severity: severity === "warning" ? "warning" : "info",
      text,
      ...where,
    }));
  }

  get engineAlive(): boolean {
    return this.#engineAlive;
  }

  set engineAlive(alive: boolean) {
    this.#engineAlive = alive;
    if (!alive) this.#engine?.stop();
  }

  get probes(): number {
    return this.#engine?.probes ?? 0;
  }

  async provider(_type: ResourceName): Promise<Provider> {
    const { host } = await this.#started;
    return {
      configure: async () => undefined,
      check: async (olds: Bag, news: Bag) => {
        const { inputs, failures } = await host.check(olds, news);
        return { inputs, failures: [...failures] };
      },
      diff: async (id: string, olds: Bag, news: Bag) => {
        const { changes, replaces } = await host.diff(id, olds, news);
        return changes === "unknown" ? {} : { changes: changes === "some", replaces: [...replaces] };
      },
      create: async (inputs: Bag) => {
        const { id, outputs } = await host.create(inputs);
        return { id, outs: outputs };
      },
      read: async (id: string, props: Bag = {}) => {
        const found = await host.read(id, props);
        if (!found) return {};
        return { id: found.id, props: found.outputs, ...(found.inputs && { inputs: found.inputs }) };
      },
      update: async (id: string, olds: Bag, news: Bag) => ({ outs: await host.update(id, olds, news) }),
      delete: async (id: string, props: Bag) => host.delete(id, props),
    };
  }

  kill(): void {
    this.#killed = true;
    void this.#started.then(({ host }) => host.kill());
  }

  async end(): Promise<void> {
    const { host, engine } = await this.#started;
    await (this.#killed ? host.kill() : host.stop());
    engine.stop();
  }

  async #start(center: PartnerCenter, settings: Readonly<Record<string, string>>, speed: number) {
    const engine = await FakeEngine.start();
    this.#engine = engine;
    const host = await DynamicHost.start({ cwd, engine: engine.address });
    const own = Object.fromEntries(Object.entries(settings).map(([key, value]) => [`partnercenter:${key}`, value]));
    await host.configure({ ...stackConfig(center, speed), ...own });
    return { host, engine };
  }
}

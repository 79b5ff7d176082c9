import { join } from "node:path";
import { credentials, Metadata } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { GetRootResourceRequest, LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { DynamicHost, sdks } from "../support/dynamic-host";
import { InitError, secret, unknownValue } from "../support/engine-values";
import { FakeEngine } from "../support/fake-engine";

const cwd = join(__dirname, "programs", "host");
const __provider = 'exports.handler=()=>require("./provider").echo;';

describe.each(sdks)("the contract harness over the host of %s", (sdk) => {
  let host: DynamicHost;
  let engine: FakeEngine;

  beforeAll(async () => {
    engine = await FakeEngine.start();
    host = await DynamicHost.start({ cwd, sdk, engine: engine.address });
    await host.configure({ "some-namespace:greeting": secret("hush") });
  });

  afterAll(async () => {
    await host.stop();
    engine.stop();
  });

  test("check hands over old and new inputs, unknowns as they are", async () => {
    const answer = await host.check({ __provider, value: "old" }, { __provider, value: unknownValue, bad: true });
    expect(answer.inputs).toEqual({ __provider, value: unknownValue, bad: true, olds: { __provider, value: "old" } });
    expect(answer.failures).toEqual([{ property: "bad", reason: "it is" }]);
  });

  test("diff tells the three kinds of change", async () => {
    const olds = { __provider, value: "a" };
    const news = { __provider, value: "b" };
    expect(await host.diff("x", olds, olds)).toEqual({ changes: "none", replaces: [], deleteBeforeReplace: false });
    expect(await host.diff("replace", olds, news)).toMatchObject({ changes: "unknown", replaces: ["value"] });
  });

  test("create gets secrets bare, the configuration, and the engine's address as last argument", async () => {
    const { id, outputs } = await host.create({ __provider, value: secret("s") });
    expect(id).toBe("made");
    expect(outputs).toEqual({ __provider, value: "s", greeting: "hush", engine: engine.address });
  });

  test("a half-made resource arrives with id, properties and reasons; a refusal with its message", async () => {
    const half = host.create({ __provider, half: true });
    await expect(half).rejects.toThrow(InitError);
    await expect(half).rejects.toMatchObject({
      id: "half",
      properties: { __provider, half: true },
      reasons: ["not yet"],
    });
    await expect(host.create({ __provider, refuse: true })).rejects.toThrow(/^refused: ask somebody$/);
  });

  test("read, get, update and delete", async () => {
    const outputs = { __provider, value: "a", more: 1 };
    expect(await host.read("x", outputs)).toEqual({ id: "x", outputs, inputs: { __provider, value: "a" } });
    expect(await host.read("gone", outputs)).toBeUndefined();
    expect(await host.get("x", { __provider, value: "a" })).toMatchObject({ outputs: { value: "a" } });
    expect(await host.update("x", outputs, { __provider, value: "b" })).toEqual({
      __provider,
      value: "b",
      before: "a",
    });
    await host.delete("x", outputs);
    await host.cancel();
  });
});

test("the text resolves packages from the program's directory upwards", async () => {
  const own = 'exports.handler=()=>({create:async()=>({id:require.resolve("pulumi-partnercenter/package.json")})});';
  const host = await DynamicHost.start({ cwd });
  expect((await host.create({ __provider: own })).id).toBe(join(__dirname, "..", "..", "package.json"));
  await host.stop();

  const elsewhere = await DynamicHost.start({ cwd: "/" });
  await expect(elsewhere.create({ __provider: own })).rejects.toThrow("Cannot find module");
  await elsewhere.stop();
});

test("the fake engine records what is logged, and can freeze and vanish", async () => {
  const engine = await FakeEngine.start();
  const client = new EngineClient(engine.address, credentials.createInsecure());
  const log = (message: string) =>
    new Promise((resolve, reject) => {
      const request = new LogRequest()
        .setSeverity(LogSeverity.INFO)
        .setUrn("urn:x")
        .setEphemeral(true)
        .setMessage(message);
      client.log(request, new Metadata(), { deadline: Date.now() + 1_000 }, (error) =>
        error ? reject(error) : resolve(undefined),
      );
    });
  const probe = (deadlineMs: number) =>
    new Promise((resolve, reject) => {
      client.getRootResource(
        new GetRootResourceRequest(),
        new Metadata(),
        { deadline: Date.now() + deadlineMs },
        (error) => (error ? reject(error) : resolve(undefined)),
      );
    });

  await log("waiting for the order");
  await probe(1_000);
  expect(engine.logs).toEqual([{ severity: "info", message: "waiting for the order", urn: "urn:x", ephemeral: true }]);
  expect(engine.probes).toBe(1);
  engine.freeze();
  await expect(probe(200)).rejects.toThrow("DEADLINE_EXCEEDED");
  engine.stop();
  await expect(probe(200)).rejects.toThrow();
  client.close();
});

const pulumi = require("@pulumi/pulumi");

const handler = 'exports.handler=()=>require("./provider").thing;';

class Thing extends pulumi.CustomResource {
  constructor(name, args, opts) {
    super("pulumi-nodejs:dynamic/harness:Thing", name, { ...args, __provider: handler }, opts);
  }
}

const config = new pulumi.Config();
const box = new pulumi.ComponentResource("harness:index:Box", "box");
const thing = new Thing("thing", { value: config.get("value") ?? "one" }, { parent: box });

exports.greeting = config.requireSecret("greeting");
exports.node = process.version;
exports.thingId = thing.id;

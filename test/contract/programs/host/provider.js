/** Answers that show what crosses the wire, for the tests of the contract harness itself. */
exports.echo = {
  configure({ config }) {
    this.greeting = config.get("some-namespace:greeting");
  },
  async check(olds, news) {
    return { inputs: { ...news, olds }, failures: news.bad ? [{ property: "bad", reason: "it is" }] : [] };
  },
  async diff(id, olds, news) {
    return { changes: olds.value !== news.value ? undefined : false, replaces: id === "replace" ? ["value"] : [] };
  },
  async create(inputs) {
    if (inputs.half) {
      throw Object.assign(new Error("half made"), { id: "half", properties: inputs, reasons: ["not yet"] });
    }
    if (inputs.refuse) throw new Error("refused: ask somebody");
    return { id: "made", outs: { ...inputs, greeting: this.greeting, engine: process.argv.at(-1) } };
  },
  async read(id, props) {
    return id === "gone" ? {} : { id, props, inputs: { value: props.value } };
  },
  async update(_id, olds, news) {
    return { outs: { ...news, before: olds.value } };
  },
};

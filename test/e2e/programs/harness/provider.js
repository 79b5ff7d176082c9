/** A provider whose remote objects are files in a folder: enough to see what the engine asks for. */
const { appendFileSync } = require("node:fs");
const { setTimeout: sleep } = require("node:timers/promises");

const journal = (line) => appendFileSync(process.env.HARNESS_JOURNAL, `${line}\n`);

exports.thing = {
  async check(_olds, inputs) {
    return { inputs };
  },
  async diff(_id, olds, news) {
    return { changes: olds.value !== news.value };
  },
  async create(inputs) {
    journal(`create ${inputs.value}`);
    await sleep(Number(process.env.HARNESS_CREATE_MS ?? 0));
    return { id: `thing-${inputs.value}`, outs: inputs };
  },
  async update(_id, _olds, news) {
    journal(`update ${news.value}`);
    return { outs: news };
  },
  async delete(id) {
    journal(`delete ${id}`);
  },
};

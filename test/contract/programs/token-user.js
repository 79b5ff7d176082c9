/**
 * A process that acts as a user: asks for one new token after the other, each of which replaces the refresh token in the
 * file that it shares. Arguments: the built package's folder, the settings as JSON, and how many tokens.
 */
const { join } = require("node:path");
const [dist, settings, count] = process.argv.slice(2);
const { createTokenSource } = require(join(dist, "provider/auth/token-source.js"));
const { createTransport } = require(join(dist, "provider/client/transport.js"));
const { systemClock } = require(join(dist, "provider/clock.js"));

async function main() {
  const chosen = JSON.parse(settings);
  const transport = createTransport({ caFile: chosen.caFile, environment: {} });
  const source = createTokenSource(chosen, transport, systemClock());
  const call = "getThing (GET /thing)";
  for (let asked = 0; asked < Number(count); asked += 1) {
    await source.getToken({ service: "partnerCenter", credential: "user", call, force: true });
  }
  await transport.close();
}

main().catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});

/** One project a tier, so that each can be run alone: `npx jest --selectProjects unit`. */
const tier = (displayName, testMatch, extra = {}) => ({
  displayName,
  rootDir: __dirname,
  testMatch: testMatch.map((pattern) => `<rootDir>/${pattern}`),
  modulePathIgnorePatterns: ["<rootDir>/dist/", "<rootDir>/emulator/dist/", "<rootDir>/tools/dist/"],
  testEnvironment: "node",
  transform: { "^.+\\.ts$": ["ts-jest", { tsconfig: "<rootDir>/test/tsconfig.json" }] },
  moduleNameMapper: {
    "^pulumi-partnercenter-emulator$": "<rootDir>/emulator/src/index.ts",
    "^pulumi-partnercenter/client$": "<rootDir>/provider/client/index.ts",
    "^pulumi-partnercenter/dynamic$": "<rootDir>/provider/dynamic.ts",
    "^pulumi-partnercenter$": "<rootDir>/sdk/index.ts",
  },
  ...extra,
});

/** @type {import("jest").Config} */
module.exports = {
  // How fast a machine is decides no test: this only ends what hangs.
  testTimeout: 60_000,
  projects: [
    tier("unit", ["test/unit/**/*.test.ts"]),
    tier("emulator", ["emulator/test/**/*.test.ts"]),
    tier("contract", ["test/contract/**/*.test.ts"]),
    tier("e2e", ["test/e2e/**/*.test.ts"]),
    tier("package", ["test/package/**/*.test.ts"]),
  ],
};

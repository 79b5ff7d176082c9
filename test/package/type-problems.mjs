/** Tells as JSON what are-the-types-wrong finds in a tarball. A script of its own, since jest loads no ES modules. */
import { readFileSync } from "node:fs";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";

const [file = ""] = process.argv.slice(2);
const result = await checkPackage(createPackageFromTarballData(readFileSync(file)));
const { entrypoints = {}, problems = [] } = result.types ? result : {};
console.log(JSON.stringify({ entries: Object.keys(entrypoints), problems }));

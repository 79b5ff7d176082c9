import { z } from "zod";
import { schemas } from "./endpoint-files";
import { referenceModels } from "./reference-models";
import { isOptional, objectOf } from "./schema-samples";

/** The object that a schema's member has, or the schema itself. */
function modelAt(path: string): z.ZodObject {
  const [name = "", ...members] = path.split(".");
  let model = objectOf(schemas.get(name) ?? z.never());
  for (const member of members) {
    const inner = model?.shape[member];
    model = inner && objectOf(inner);
  }
  if (!model) throw new Error(`there is no model at ${path}`);
  return model;
}

describe("models", () => {
  it.each(Object.entries(referenceModels))("%s has every member of the reference's table", (path, members) => {
    const { shape } = modelAt(path);
    const wanted = members.split(" ").map((member) => member.replace("!", ""));
    expect(wanted.filter((member) => !(member in shape))).toEqual([]);
  });

  it.each(Object.entries(referenceModels))("%s needs what must be there, and nothing else", (path, members) => {
    const { shape } = modelAt(path);
    const needed = Object.keys(shape).filter((member) => !isOptional(shape[member]));
    const marked = members.split(" ").filter((member) => member.endsWith("!"));
    expect(needed.toSorted()).toEqual(marked.map((member) => member.slice(0, -1)).toSorted());
  });

  it("are all compared", () => {
    const shared = ["Address", "Attributes", "Links", "CustomerFilter", "Pricing", "AuditRecord"];
    const requests = ["NewAgreement", "NewCartLineItem", "FilterOperator"];
    const values = ["codeText", "openRecord"];
    const compared = new Set([...Object.keys(referenceModels), ...shared, ...requests, ...values]);
    expect([...schemas.keys()].filter((name) => !compared.has(name))).toEqual([]);
  });
});

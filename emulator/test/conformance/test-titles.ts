import { readFileSync } from "node:fs";
import {
  createSourceFile,
  forEachChild,
  isCallExpression,
  isIdentifier,
  isPropertyAccessExpression,
  isStringLiteralLike,
  type Node,
  ScriptTarget,
} from "typescript";

/** The full titles of the tests in a file, as jest would print them, but with the `%s` of tables left as they are. */
export function titlesIn(path: string): string[] {
  const titles: string[] = [];
  const visit = (node: Node, above: readonly string[]) => {
    const call = titledCall(node);
    const inside = call?.kind === "describe" ? [...above, call.title] : above;
    if (call?.kind === "test") {
      titles.push([...above, call.title].join(" "));
    }
    forEachChild(node, (child) => visit(child, inside));
  };
  visit(createSourceFile(path, readFileSync(path, "utf8"), ScriptTarget.ESNext), []);
  return titles;
}

/** Whether the title of a test that ran is this one, whatever stands for its `%s`. */
export function isTitle(title: string, ran: string): boolean {
  const pattern = title.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/%[a-z]/g, ".*");
  return new RegExp(`^${pattern}$`).test(ran);
}

function titledCall(node: Node): { readonly kind: string; readonly title: string } | undefined {
  if (!isCallExpression(node)) {
    return undefined;
  }
  const [first] = node.arguments;
  const name = rootName(node.expression);
  const kind = name === "it" ? "test" : name;
  const titled = first !== undefined && isStringLiteralLike(first) && (kind === "test" || kind === "describe");
  return titled ? { kind, title: first.text } : undefined;
}

/** `test` of `test("…")` and of `test.each(table)("…")`. */
function rootName(node: Node): string | undefined {
  if (isIdentifier(node)) {
    return node.text;
  }
  return isCallExpression(node) || isPropertyAccessExpression(node) ? rootName(node.expression) : undefined;
}

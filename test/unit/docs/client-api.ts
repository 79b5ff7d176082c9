import { join } from "node:path";
import ts from "typescript";
import { repositoryRoot } from "../../../tools/repository";

const entry = join(repositoryRoot, "provider/client/index.ts");
const style =
  ts.TypeFormatFlags.NoTruncation |
  ts.TypeFormatFlags.MultilineObjectLiterals |
  ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope |
  ts.TypeFormatFlags.WriteArrowStyleSignature;

/** The text of `docs/client-api.md`: everything that a program can name or reach, with its types. */
export function clientApiPage(): string {
  const config = ts.readConfigFile(join(repositoryRoot, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, repositoryRoot);
  const program = ts.createProgram([entry], { ...options, noEmit: true, incremental: false });
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(entry);
  const module = file && checker.getSymbolAtLocation(file);
  if (!module) throw new Error("the client has no entry");
  const exported = checker.getExportsOfModule(module).toSorted((left, right) => (left.name < right.name ? -1 : 1));
  return `# The public surface of \`pulumi-partnercenter/client\`

What programs may rely on, as the compiler sees it. A change of it shows in this file, so that a review sees it. Members of replies
that are not listed pass too. Written by \`npm run docs:generate\`.

\`\`\`ts
${exported.map((symbol) => described(checker, symbol)).join("\n\n")}
\`\`\`
`;
}

function described(checker: ts.TypeChecker, symbol: ts.Symbol): string {
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  if (target.flags & ts.SymbolFlags.Function) {
    const type = checker.getTypeOfSymbol(target);
    return `function ${symbol.name}: ${inLines(checker.typeToString(type, undefined, style))}`;
  }
  const type = checker.getDeclaredTypeOfSymbol(target);
  const isNamed = (target.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Interface)) !== 0;
  if (!isNamed) {
    return `type ${symbol.name} = ${inLines(checker.typeToString(type, undefined, style | ts.TypeFormatFlags.InTypeAlias))}`;
  }
  const members = checker
    .getPropertiesOfType(type)
    .filter(isPublic)
    .map((member) => memberOf(checker, member));
  const kind = target.flags & ts.SymbolFlags.Class ? "class" : "interface";
  return `${kind} ${symbol.name} {\n${members.join("\n")}\n}`;
}

/** Members that a program may use: not private ones, and not those of every `Error`. */
function isPublic(member: ts.Symbol): boolean {
  const [declaration] = member.getDeclarations() ?? [];
  if (!declaration || member.name.startsWith("__")) return false;
  const isOfLibrary = declaration.getSourceFile().fileName.includes("/node_modules/typescript/");
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  return !isOfLibrary && (ts.getCombinedModifierFlags(declaration) & hidden) === 0;
}
function memberOf(checker: ts.TypeChecker, member: ts.Symbol): string {
  const optional = member.flags & ts.SymbolFlags.Optional ? "?" : "";
  const text = inLines(checker.typeToString(checker.getTypeOfSymbol(member), undefined, style));
  return `  ${member.name}${optional}: ${text.replaceAll("\n", "\n  ")};`;
}

/** The compiler indents the members of an object and leaves out the ends of lines. */
function inLines(text: string): string {
  return text
    .replaceAll(/ {4}\[x: string\]: unknown;(?= {4})/g, "")
    .replaceAll(/(?<=[{;]) {4,}/g, (indent) => `\n${" ".repeat(indent.length / 2)}`)
    .replaceAll(/;\}/g, ";\n}");
}

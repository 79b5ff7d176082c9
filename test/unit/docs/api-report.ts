import { join } from "node:path";
import ts from "typescript";
import { repositoryRoot } from "../../../tools/repository";

const style =
  ts.TypeFormatFlags.NoTruncation |
  ts.TypeFormatFlags.MultilineObjectLiterals |
  ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope |
  ts.TypeFormatFlags.WriteArrowStyleSignature;

/** One way into the package, and the page that reports what it exports. */
export interface Entry {
  /** What a program imports: `pulumi-partnercenter/client`. */
  readonly specifier: string;
  /** Its source, from the repository's root. */
  readonly source: string;
  /** What the page says about it besides. */
  readonly remark?: string;
}

/** The text of a page with everything that a program can name or reach through an entry, with its types. */
export function apiReport({ specifier, source, remark = "" }: Entry): string {
  const entry = join(repositoryRoot, source);
  const config = ts.readConfigFile(join(repositoryRoot, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, repositoryRoot);
  const program = ts.createProgram([entry], { ...options, noEmit: true, incremental: false });
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(entry);
  const module = file && checker.getSymbolAtLocation(file);
  if (!module) throw new Error(`${source} exports nothing`);
  const exported = checker.getExportsOfModule(module).toSorted((left, right) => (left.name < right.name ? -1 : 1));
  return `# The public surface of \`${specifier}\`

What programs may rely on, as the compiler sees it. A change of it shows in this file, so that a review sees it.
Written by \`npm run docs:generate\`.${remark && ` ${remark}`}

\`\`\`ts
${exported.map((symbol) => described(checker, symbol)).join("\n\n")}
\`\`\`
`;
}

function described(checker: ts.TypeChecker, symbol: ts.Symbol): string {
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  if (target.flags & ts.SymbolFlags.Function) {
    const type = checker.getTypeOfSymbol(target);
    return `function ${symbol.name}: ${textOf(checker, type)}`;
  }
  const type = checker.getDeclaredTypeOfSymbol(target);
  const isClass = (target.flags & ts.SymbolFlags.Class) !== 0;
  if (!isClass && (target.flags & ts.SymbolFlags.Interface) === 0) {
    return `type ${symbol.name} = ${textOf(checker, type, ts.TypeFormatFlags.InTypeAlias)}`;
  }
  const members = checker
    .getPropertiesOfType(type)
    .filter(isPublic)
    .map((member) => memberOf(checker, member));
  if (!isClass) return `interface ${symbol.name} {\n${members.join("\n")}\n}`;
  const ofClass = isTypeOnly(symbol) ? [] : [...constructorsOf(checker, target), ...staticsOf(checker, target)];
  return `class ${symbol.name}${foreignBaseOf(checker, type)} {\n${[...ofClass, ...members].join("\n")}\n}`;
}

/** Whether a program can only name it: `export type`. */
function isTypeOnly(symbol: ts.Symbol): boolean {
  const [declaration] = symbol.getDeclarations() ?? [];
  return declaration !== undefined && ts.isTypeOnlyExportDeclaration(declaration);
}

function constructorsOf(checker: ts.TypeChecker, target: ts.Symbol): readonly string[] {
  return checker
    .getTypeOfSymbol(target)
    .getConstructSignatures()
    .filter(({ declaration }) => declaration && isShown(declaration))
    .map((signature) => {
      const text = checker.signatureToString(signature, undefined, style, ts.SignatureKind.Call);
      return `  constructor${indented(text.replace(/ => \w+$/, ""))};`;
    });
}

/** Statics of the class itself; those of a foreign base are the base's affair. */
function staticsOf(checker: ts.TypeChecker, target: ts.Symbol): readonly string[] {
  return [...(target.exports?.values() ?? [])]
    .filter(({ name }) => name !== "prototype")
    .filter(isPublic)
    .map((member) => memberOf(checker, member, "static "));
}

/** The base that a program knows from another package, such as Pulumi's: bases of our own show in the members. */
function foreignBaseOf(checker: ts.TypeChecker, type: ts.Type): string {
  for (const base of type.getBaseTypes() ?? []) {
    const [declaration] = base.symbol.getDeclarations() ?? [];
    if (!declaration) return "";
    return isOfPackage(declaration) ? ` extends ${base.symbol.name}` : foreignBaseOf(checker, base);
  }
  return "";
}

/** Members that a program may use: not private or internal ones, and not those of another package's class. */
function isPublic(member: ts.Symbol): boolean {
  const [declaration] = member.getDeclarations() ?? [];
  return (
    declaration !== undefined && !member.name.startsWith("__") && !isOfPackage(declaration) && isShown(declaration)
  );
}

function isShown(declaration: ts.Declaration): boolean {
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  const isInternal = ts.getJSDocTags(declaration).some(({ tagName }) => tagName.text === "internal");
  return !isInternal && (ts.getCombinedModifierFlags(declaration) & hidden) === 0;
}

const isOfPackage = (declaration: ts.Declaration): boolean =>
  declaration.getSourceFile().fileName.includes("/node_modules/");

function memberOf(checker: ts.TypeChecker, member: ts.Symbol, prefix = ""): string {
  const optional = member.flags & ts.SymbolFlags.Optional ? "?" : "";
  return `  ${prefix}${member.name}${optional}: ${indented(textOf(checker, checker.getTypeOfSymbol(member)))};`;
}

const textOf = (checker: ts.TypeChecker, type: ts.Type, further = ts.TypeFormatFlags.None): string =>
  inLines(checker.typeToString(type, undefined, style | further));

const indented = (text: string): string => text.replaceAll("\n", "\n  ");

/** The compiler indents the members of an object and leaves out the ends of lines. */
function inLines(text: string): string {
  return text
    .replaceAll(/ {4}\[x: string\]: unknown;(?= {4})/g, "")
    .replaceAll(/(?<=[{;]) {4,}/g, (indent) => `\n${" ".repeat(indent.length / 2)}`)
    .replaceAll(/;\}/g, ";\n}");
}

import type { SyntaxNode, Tree } from "@lezer/common";
import { parser } from "@lezer/python";
import { PawlError } from "../errors.ts";
import {
  type LiteralSource,
  numberOf,
  partsOf,
  pythonLiteral,
  textOf,
  tupleLiteral,
} from "./python-literal.ts";
import type { Value } from "./value.ts";

/**
 * The parameters of a Python file, as DVC finds them without running it: names and attributes of `self` that one statement
 * sets to a literal, at the top, in classes (a mapping each) and in `__init__`. Everything else is skipped.
 *
 * @throws PawlError `file.unreadable` with the line that is no Python.
 */
export function parsePythonParams(text: string, file: string): Value {
  const normal = text.replaceAll(/\r\n?/g, "\n");
  const refuseAt = (offset: number, reason: string): never => {
    const before = normal.slice(0, offset).split("\n");
    const at = `${file}:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
    throw new PawlError("file.unreadable", { message: `${at}: no valid Python: ${reason}` });
  };
  if (normal.startsWith("\ufeff")) refuseAt(0, "the file begins with a byte order mark");
  const tree = parser.parse(normal);
  const source = { text: normal, refuse: (node: SyntaxNode, reason: string) => refuseAt(node.from, reason) };
  checkSyntax(tree, source);
  return collect(tree.topNode, source, false);
}

function checkSyntax(tree: Tree, source: LiteralSource): void {
  tree.iterate({
    enter: ({ node }) => {
      if (node.type.isError && !isKnownGap(node.parent, source)) source.refuse(node, "this cannot be read");
      if (node.name === "PrintStatement") source.refuse(node, "print is a function");
    },
  });
}

/** What Python reads and the library does not: `yield` without a value, a number that ends in a point. */
function isKnownGap(parent: SyntaxNode | null, source: LiteralSource): boolean {
  return (
    parent?.name.startsWith("Yield") === true || (parent !== null && numberOf(parent, source) !== undefined)
  );
}

function collect(block: SyntaxNode, source: LiteralSource, onlySelf: boolean): Map<string, Value> {
  const found = new Map<string, Value>();
  checkIndent(block, source);
  for (const statement of statementsOf(block)) {
    const name = statement.getChild("VariableName");
    const body = statement.getChild("Body");
    if (statement.name === "AssignStatement") {
      const assigned = readAssignment(statement, source, onlySelf);
      if (assigned !== undefined) found.set(...assigned);
    } else if (statement.name === "ClassDefinition" && name !== null && body !== null) {
      found.set(textOf(name, source), collect(body, source, false));
    } else if (isInitializer(statement, source) && body !== null) {
      for (const [key, value] of collect(body, source, true)) found.set(key, value);
    }
  }
  return found;
}

function isInitializer(statement: SyntaxNode, source: LiteralSource): boolean {
  const name = statement.getChild("VariableName");
  const isPlain = statement.name === "FunctionDefinition" && statement.getChild("async") === null;
  return isPlain && name !== null && textOf(name, source) === "__init__";
}

/** The statements of a block: those of a line with `;` one by one, those below a decorator without it. */
function statementsOf(block: SyntaxNode): readonly SyntaxNode[] {
  return childrenOf(block).flatMap((child) => {
    if (child.name === "StatementGroup") return childrenOf(child);
    if (child.name !== "DecoratedStatement") return [child];
    return childrenOf(child).filter((inner) => inner.name.endsWith("Definition"));
  });
}

function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) children.push(child);
  return children;
}

/** Statements of one block begin in one column; the library does not look. */
function checkIndent(block: SyntaxNode, source: LiteralSource): void {
  const indentOf = (node: SyntaxNode): string =>
    source.text.slice(source.text.lastIndexOf("\n", node.from - 1) + 1, node.from);
  const statements = childrenOf(block).filter((child) => /(Statement|Definition|Group)$/.test(child.name));
  const [first] = statements;
  if (first === undefined) return;
  const expected = block.name === "Script" ? "" : indentOf(first);
  for (const statement of statements) {
    if (indentOf(statement) !== expected)
      source.refuse(statement, "the line is not indented as those around it");
  }
}

function readAssignment(
  statement: SyntaxNode,
  source: LiteralSource,
  onlySelf: boolean,
): readonly [string, Value] | undefined {
  const parts = childrenOf(statement).filter((child) => child.name !== "Comment");
  const signs = parts.flatMap((part, index) => (part.name === "AssignOp" ? [index] : []));
  const [sign] = signs;
  if (sign === undefined || signs.length > 1) return undefined;
  const targets = parts.slice(0, sign).filter((part) => part.name !== "TypeDef");
  const [target] = targets;
  const name = target === undefined || targets.length > 1 ? undefined : targetName(target, source, onlySelf);
  if (name === undefined) return undefined;
  const after = parts.slice(sign + 1);
  const [value] = after;
  if (value === undefined) return undefined;
  const isTuple = after.length > 1;
  const items = after.filter((part) => part.name !== ",");
  const literal = isTuple ? tupleLiteral(items, source) : pythonLiteral(value, source);
  return literal === undefined ? undefined : [name, literal];
}

/** The name that a target sets: a plain name, or an attribute of `self`. */
function targetName(target: SyntaxNode, source: LiteralSource, onlySelf: boolean): string | undefined {
  if (target.name === "ParenthesizedExpression") {
    const [inner] = partsOf(target);
    return inner === undefined ? undefined : targetName(inner, source, onlySelf);
  }
  if (target.name === "VariableName") return onlySelf ? undefined : textOf(target, source);
  const property = target.name === "MemberExpression" ? target.getChild("PropertyName") : null;
  const object = target.firstChild;
  if (property === null || object === null) return undefined;
  const holder = object.name === "ParenthesizedExpression" ? partsOf(object)[0] : object;
  const isSelf = holder?.name === "VariableName" && textOf(holder, source) === "self";
  return isSelf ? textOf(property, source) : undefined;
}

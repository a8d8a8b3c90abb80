import {
  type Document,
  type ErrorCode,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from "yaml";
import type { Problem } from "./problem.ts";

/** Steps from the root of a document: keys of mappings, indexes of sequences. */
export type Path = readonly (string | number)[];

/** A document and where its parts are. */
export interface YamlDocument {
  readonly file: string;
  readonly root: Node | null;
  /** The document as plain data; mappings are objects. */
  toData(): unknown;
  /** Where a value begins; of a missing value, where its nearest parent begins. `key`: where the last step's key begins. */
  locate(path: Path, what?: "value" | "key"): { readonly line: number; readonly column: number };
}

/** How to read a document. */
export interface ReadOptions {
  readonly file: string;
  /** Largest size of the text in UTF-16 units. */
  readonly maxLength: number;
  /** `failsafe`: every scalar stays text. Default `core`. */
  readonly schema?: "core" | "failsafe";
}

/** Either the document, or everything that is wrong with it. */
export type ReadResult =
  | { readonly document: YamlDocument; readonly problems?: never }
  | { readonly document?: never; readonly problems: readonly Problem[] };

const messages: Partial<Record<ErrorCode, string>> = {
  MULTIPLE_DOCS: "the file holds several documents; one is allowed",
  TAB_AS_INDENT: "tabs do not indent in YAML",
};

/**
 * Reads one YAML 1.2 document strictly: no aliases, anchors, tags or merge keys, no duplicate keys, one document.
 * The duplicate check is our own: the library's takes time in the square of the number of keys.
 */
export function readDocument(text: string, options: ReadOptions): ReadResult {
  const { file } = options;
  const at = (line: number, column: number, message: string): Problem => ({
    file,
    line,
    column,
    path: "",
    message,
  });
  if (text.length > options.maxLength) {
    return {
      problems: [at(1, 1, `the file has ${text.length} characters; at most ${options.maxLength} are read`)],
    };
  }
  const lines = new LineCounter();
  const document = parseDocument(text, {
    version: "1.2",
    schema: options.schema ?? "core",
    strict: true,
    uniqueKeys: false,
    merge: false,
    prettyErrors: false,
    logLevel: "error",
    lineCounter: lines,
  });
  const place = (offset: number): { line: number; column: number } => {
    const found = lines.linePos(offset);
    return { line: Math.max(1, found.line), column: Math.max(1, found.col) };
  };
  const problems = [...document.errors, ...document.warnings].map((error) => {
    const { line, column } = place(error.pos[0]);
    const isTooDeep = error.message.includes("call stack");
    return at(
      line,
      column,
      isTooDeep ? "the file is nested too deeply" : (messages[error.code] ?? error.message),
    );
  });
  for (const { offset, path, message } of forbidden(document)) {
    problems.push({ ...at(1, 1, message), ...place(offset), path });
  }
  if (problems.length > 0) return { problems };
  return {
    document: {
      file,
      root: document.contents,
      toData: () => document.toJS({ maxAliasCount: 0 }) as unknown,
      locate: (path, what = "value") => place(offsetOf(document.contents, path, what)),
    },
  };
}

interface Forbidden {
  readonly offset: number;
  readonly path: string;
  readonly message: string;
}

function forbidden(document: Document): readonly Forbidden[] {
  const found: Forbidden[] = [];
  const add = (node: unknown, message: string, path = ""): void => {
    found.push({ offset: startOf(node), path, message });
  };
  visit(document, {
    Alias: (_, node) => add(node, "aliases are not allowed"),
    Node: (_, node) => {
      if (isAlias(node)) return;
      if ("anchor" in node && node.anchor !== undefined) add(node, "anchors are not allowed");
      if (node.tag !== undefined && !node.tag.startsWith("tag:yaml.org,2002:"))
        add(node, "tags are not allowed");
    },
    Map: (_, node) => {
      const seen = new Set<string>();
      for (const { key } of node.items) {
        const name = keyText(key);
        if (name === undefined) add(key, "a key must be one word or text");
        else if (seen.has(name)) add(key, "this key is there twice in the same mapping", name);
        else if (name === "<<") add(key, "merge keys are not allowed", name);
        else if (name === "__proto__") add(key, "this key is not allowed", name);
        if (name !== undefined) seen.add(name);
      }
    },
  });
  return found;
}

/** The text of a mapping's key, or `undefined` when it is a collection. */
export function keyText(key: unknown): string | undefined {
  if (!isScalar(key)) return undefined;
  return typeof key.value === "string" ? key.value : (key.source ?? String(key.value));
}

function startOf(node: unknown): number {
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}

function offsetOf(root: Node | null, path: Path, what: "value" | "key"): number {
  let node: unknown = root;
  let offset = startOf(root);
  for (const [index, step] of path.entries()) {
    const isLast = index === path.length - 1;
    if (isMap(node)) {
      const pair = node.items.find((item) => keyText(item.key) === String(step));
      if (pair === undefined) return offset;
      const useKey = (isLast && what === "key") || !isNode(pair.value) || isEmpty(pair.value);
      offset = startOf(useKey ? pair.key : pair.value);
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      if (node === undefined) return offset;
      offset = startOf(node);
    } else return offset;
  }
  return offset;
}

function isEmpty(node: Node): boolean {
  return isScalar(node) && node.source === "";
}

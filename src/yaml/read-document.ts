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
  type Pair,
  parseDocument,
  visit,
  type YAMLMap,
} from "yaml";
import type { Problem } from "./problem.ts";
import { strayTab } from "./stray-tab.ts";

/** Steps from the root of a document: keys of mappings, indexes of sequences. */
export type Path = readonly (string | number)[];

/** Where the parts of a document are. */
export interface DocumentPlaces {
  readonly file: string;
  /** Where a value begins; of a missing value, where its nearest parent begins. `key`: where the last step's key begins. */
  locate(path: Path, what?: "value" | "key"): Place;
}

/** A document and where its parts are. */
export interface YamlDocument extends DocumentPlaces {
  readonly root: Node | null;
  /** The document as plain data; mappings are objects. */
  toData(): unknown;
  /** The line and column of an offset in the text. */
  place(offset: number): Place;
}

/** Lines and columns count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** How to read a document. */
export interface ReadOptions {
  readonly file: string;
  /** Largest size of the text in UTF-16 units. */
  readonly maxLength: number;
  /** `failsafe`: every scalar stays text. Default `core`. */
  readonly schema?: "core" | "failsafe";
  /**
   * `loose`: aliases, anchors, merge keys, tags and duplicate keys are left to the reader of the tree, who bounds them;
   * tabs and control characters are refused where ruamel.yaml refuses them. Default `strict`.
   */
  readonly rules?: "strict" | "loose";
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
 * Reads one YAML 1.2 document; by the strict rules there are no aliases, anchors, tags or merge keys and no duplicate keys.
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
  const document = parse(text, options, lines);
  const place = (offset: number): Place => {
    const found = lines.linePos(offset);
    return { line: Math.max(1, found.line), column: Math.max(1, found.col) };
  };
  const isLoose = options.rules === "loose";
  const found = [...document.errors, ...document.warnings];
  const kept = isLoose ? found.filter((error) => error.code !== "TAG_RESOLVE_FAILED") : found;
  const problems = kept.map((error) => {
    const { line, column } = place(error.pos[0]);
    const isTooDeep = error.message.includes("call stack");
    return at(
      line,
      column,
      isTooDeep ? "the file is nested too deeply" : (messages[error.code] ?? error.message),
    );
  });
  for (const { offset, path, message } of isLoose ? forbiddenText(text, document) : forbidden(document)) {
    problems.push({ ...at(1, 1, message), ...place(offset), path });
  }
  if (problems.length > 0) return { problems };
  return {
    document: {
      file,
      root: document.contents,
      toData: () => document.toJS({ maxAliasCount: 0 }) as unknown,
      locate: (path, what = "value") => place(offsetOf(document.contents, path, what)),
      place,
    },
  };
}

function parse(text: string, options: ReadOptions, lineCounter: LineCounter): Document.Parsed {
  // A lone carriage return ends a line in YAML, not for the library.
  const lines = options.rules === "loose" ? text.replaceAll(/\r(?!\n)/g, "\n") : text;
  return parseDocument(lines, {
    version: "1.2",
    schema: options.schema ?? "core",
    strict: true,
    uniqueKeys: false,
    merge: false,
    resolveKnownTags: options.rules !== "loose",
    prettyErrors: false,
    logLevel: "error",
    lineCounter,
  });
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

/** What ruamel.yaml refuses and the library reads: control characters, tabs between words of block style, YAML 1.1. */
function forbiddenText(text: string, document: Document.Parsed): readonly Forbidden[] {
  const found: Forbidden[] = [];
  const control = text.search(/[^\t\n\r -~\u0085\u00a0-\ufffd]/);
  if (control >= 0) found.push({ offset: control, path: "", message: "a control character is not allowed" });
  const tab = strayTab(text);
  if (tab !== undefined)
    found.push({ offset: tab, path: "", message: "a tab is not allowed here; use blanks" });
  const { explicit, version } = document.directives.yaml;
  if (explicit === true && version !== "1.2") {
    found.push({ offset: 0, path: "", message: `YAML ${version} is not read; leave the %YAML line out` });
  }
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
      const pair = pairsOf(node).get(String(step));
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

const pairsByMap = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

/** The pairs of a mapping by the text of their keys; made once a mapping, so that places in large files are found fast. */
function pairsOf(map: YAMLMap): ReadonlyMap<string, Pair> {
  const known = pairsByMap.get(map);
  if (known !== undefined) return known;
  const pairs = new Map<string, Pair>();
  for (const pair of map.items) {
    const name = keyText(pair.key);
    if (name !== undefined && !pairs.has(name)) pairs.set(name, pair);
  }
  pairsByMap.set(map, pairs);
  return pairs;
}

function isEmpty(node: Node): boolean {
  return isScalar(node) && node.source === "";
}

import { isAlias, isMap, isScalar, isSeq, type Node, type Scalar, type YAMLMap } from "yaml";
import { resolveScalar } from "./resolve-scalar.ts";
import { isNumberValue, isSpecialValue, isValueList, isValueMap, PlainKeyMap, type Value } from "./value.ts";

/** Values that aliases may add; a file that asks for more is a bomb. */
const maxAliased = 1_000_000;
/** Mappings and lists inside each other, those behind aliases counted where they are used. */
const maxDepth = 200;

/** Something wrong at an offset of the text. */
export interface Fault {
  readonly offset: number;
  readonly message: string;
  /** Of a doubled key: its text, and the offset of the first one. */
  readonly key?: string;
  readonly before?: number;
}

/** A value with its size when every alias is written out. */
interface Composed {
  readonly value: Value;
  readonly count: number;
  readonly depth: number;
}

/**
 * The value of a tree that was read by the loose rules with the failsafe schema, as ruamel.yaml constructs it: aliases and
 * merge keys resolved, the tags of YAML itself applied, keys that are not text marked.
 *
 * @param report is called with every fault; the value is of no use then.
 */
export function composeValues(root: Node | null, report: (fault: Fault) => void): Value {
  return root === null ? null : new Composer(report).compose(root, 1).value;
}

class Composer {
  readonly #report: (fault: Fault) => void;
  readonly #anchors = new Map<string, Composed | "open">();
  #aliased = 0;
  #isTooDeep = false;

  constructor(report: (fault: Fault) => void) {
    this.#report = report;
  }

  compose(node: unknown, depth: number): Composed {
    if (isAlias(node)) return this.#alias(node.source, startOf(node), depth);
    const anchor = isScalar(node) || isMap(node) || isSeq(node) ? node.anchor : undefined;
    if (anchor === undefined) return this.#content(node, depth);
    this.#anchors.set(anchor, "open");
    const composed = this.#content(node, depth);
    this.#anchors.set(anchor, composed);
    return composed;
  }

  #content(node: unknown, depth: number): Composed {
    if (isScalar(node)) return { value: this.#scalar(node), count: 1, depth: 0 };
    if (!isMap(node) && !isSeq(node)) return nothing;
    if (this.#refuseDepth(node, depth)) return nothing;
    const tag = isMap(node) ? "tag:yaml.org,2002:map" : "tag:yaml.org,2002:seq";
    if (node.tag !== undefined && node.tag !== tag && node.tag !== "!")
      this.#fault(node, tagMessage(node.tag));
    if (isMap(node)) return this.#map(node, depth);
    const items = node.items.map((item) => this.compose(item, depth + 1));
    return { value: items.map((item) => item.value), ...sizeOf(items) };
  }

  #alias(name: string, offset: number, depth: number): Composed {
    const target = this.#anchors.get(name);
    if (target === undefined || target === "open") {
      const message =
        target === undefined ? `there is no anchor &${name} above` : `*${name} is inside &${name}`;
      this.#report({ offset, message });
      return nothing;
    }
    const wasWithin = this.#aliased <= maxAliased;
    this.#aliased += target.count;
    if (wasWithin && this.#aliased > maxAliased) {
      this.#report({ offset, message: `aliases stand for more than ${maxAliased} values` });
    }
    return depth + target.depth > maxDepth && this.#refuseDepth(offset, maxDepth + 1) ? nothing : target;
  }

  #refuseDepth(at: unknown, depth: number): boolean {
    if (depth <= maxDepth) return false;
    if (!this.#isTooDeep) this.#fault(at, `nested more than ${maxDepth} levels deep`);
    this.#isTooDeep = true;
    return true;
  }

  #map(map: YAMLMap, depth: number): Composed {
    const [merged, own] = [new Map<string, Value>(), new Map<string, Value>()];
    const plain = new Set<string>();
    const seen = new Map<string, number>();
    const parts: Composed[] = [];
    for (const { key, value } of map.items) {
      const isMerge = isScalar(key) && key.type === "PLAIN" && key.value === "<<";
      const name = isMerge ? { text: "<<", identity: "<<", isText: true } : this.#key(key);
      const composed = this.compose(value, depth + 1);
      parts.push(composed);
      if (name === undefined || this.#isTwice(key, name, seen)) continue;
      if (isMerge) this.#merge(composed.value, key, { merged, plain });
      else if (own.has(name.text)) this.#fault(key, `${name.text} is there as text and as another value`);
      else own.set(name.text, composed.value);
      if (!name.isText) plain.add(name.text);
    }
    const entries = [...merged, ...own];
    const value = plain.size === 0 ? new Map(entries) : new PlainKeyMap(entries, plain);
    const { count, depth: below } = sizeOf(parts);
    return { value, count: count + merged.size, depth: below };
  }

  #isTwice(
    key: unknown,
    name: { readonly text: string; readonly identity: string },
    seen: Map<string, number>,
  ): boolean {
    const before = seen.get(name.identity);
    if (before === undefined) seen.set(name.identity, startOf(key));
    else {
      const message = "this key is there twice in the same mapping";
      this.#report({ offset: startOf(key), message, key: name.text, before });
    }
    return before !== undefined;
  }

  /** Later mappings of a list come first, so that earlier ones win and keep DVC's order of keys. */
  #merge(value: Value, key: unknown, into: { merged: Map<string, Value>; plain: Set<string> }): void {
    const sources = isValueList(value) ? value.toReversed() : [value];
    for (const source of sources) {
      if (!isValueMap(source)) {
        this.#fault(key, "only mappings can be merged");
        continue;
      }
      for (const [name, item] of source) into.merged.set(name, item);
      for (const name of source.plainKeys ?? []) into.plain.add(name);
    }
  }

  #key(
    key: unknown,
  ): { readonly text: string; readonly identity: string; readonly isText: boolean } | undefined {
    const { value } = this.compose(key, 1);
    if (isValueList(value) || isValueMap(value)) {
      this.#fault(key, "a key must be one word or text");
      return undefined;
    }
    if (typeof value === "string") return { text: value, identity: `text ${value}`, isText: true };
    return { text: plainText(value), identity: identityOf(value), isText: false };
  }

  #scalar(node: Scalar): Value {
    const text = typeof node.value === "string" ? node.value : "";
    const isPlain = node.type === "PLAIN" || node.type === undefined || node.type === null;
    const tag = node.tag === "!" ? undefined : node.tag?.replace("tag:yaml.org,2002:", "");
    if (tag === undefined ? !isPlain : tag === "str") return text;
    const value = resolveScalar(text);
    if (tag === undefined) return this.#plain(node, text, value);
    const typed = applyTag(tag, value);
    if (typed === undefined) this.#fault(node, tagMessage(node.tag ?? tag, text));
    return typed ?? null;
  }

  #plain(node: Scalar, text: string, value: Value | undefined): Value {
    if (text === "=" || text === "<<")
      this.#fault(node, `${text} has a meaning of its own in YAML; quote it`);
    if (value === undefined) this.#fault(node, `${text} looks like a number or a date and is none; quote it`);
    return value ?? null;
  }

  #fault(at: unknown, message: string): void {
    this.#report({ offset: typeof at === "number" ? at : startOf(at), message });
  }
}

const nothing: Composed = { value: null, count: 1, depth: 0 };

function sizeOf(parts: readonly Composed[]): { readonly count: number; readonly depth: number } {
  let [count, depth] = [1, 0];
  for (const part of parts) {
    count += part.count;
    depth = Math.max(depth, part.depth);
  }
  return { count, depth: depth + 1 };
}

function applyTag(tag: string, value: Value | undefined): Value | undefined {
  if (tag === "null") return null;
  if (tag === "bool" && typeof value === "boolean") return value;
  if (tag === "timestamp" && isSpecialValue(value)) return value;
  if (!isNumberValue(value)) return undefined;
  if (tag === "int" && value.kind === "integer") return value;
  if (tag !== "float") return undefined;
  return value.kind === "float" ? value : { kind: "float", text: `${value.text}.0` };
}

function tagMessage(tag: string, text?: string): string {
  const name = tag.replace("tag:yaml.org,2002:", "!!");
  return text === undefined || !/^!!(int|float|bool|timestamp)$/.test(name)
    ? `the tag ${name} is not read`
    : `${text} is no ${name.slice(2)}`;
}

/** A key that is not text, as DVC writes it; `""` for a list or a mapping, which is none. */
export function plainText(value: Exclude<Value, string>): string {
  if (isNumberValue(value) || isSpecialValue(value)) return value.text;
  if (value === null) return "null";
  return typeof value === "boolean" ? String(value) : "";
}

/** Keys that Python takes for the same: `1`, `1.0` and `true`. */
function identityOf(value: Exclude<Value, string>): string {
  if (typeof value === "boolean") return `number ${value ? 1 : 0}`;
  if (isNumberValue(value))
    return `number ${value.kind === "integer" ? value.text : value.text.replace(/\.0$/, "")}`;
  return `other ${plainText(value)}`;
}

function startOf(node: unknown): number {
  return (isScalar(node) || isMap(node) || isSeq(node) || isAlias(node)) && node.range ? node.range[0] : 0;
}

import type { Nodes, Paragraph } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";

/** One command as it was typed: `/ml promote delay --to staging`. */
export interface ParsedCommand {
  readonly name: string;
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, string>>;
  /** The line, for messages. */
  readonly line: string;
}

/** Commands that one comment may hold. */
export const maxCommands = 5;

/** A longer comment is not read: Markdown takes longer than its length grows. UTF-16 units. */
export const maxCommentLength = 8000;

const maxLineLength = 200;

/** Whether a comment looks as if it held commands, and is too long to be read. */
export function isTooLong(body: string): boolean {
  return body.length > maxCommentLength && /^ {0,3}\/ml(?:\s|$)/m.test(body);
}

/**
 * The commands of a comment: lines of paragraphs at the top level that are `/ml` and a command, and nothing else.
 * Quotes, code, lists, headings and HTML hold none, nor does a line in which anything is formatted.
 * A comment of more than 8000 characters holds none either: see {@link isTooLong}.
 */
export function parseCommands(body: string): readonly ParsedCommand[] {
  if (body.length > maxCommentLength) return [];
  const text = body.replace(/\r\n?/g, "\n");
  const lines = text.split("\n");
  return fromMarkdown(text).children.flatMap((node) =>
    node.type === "paragraph" ? plainLines(node).flatMap((line) => parseLine(lines[line - 1] ?? "")) : [],
  );
}

/** The lines of a paragraph, counted from 1, that hold text and nothing else. */
function plainLines(paragraph: Paragraph): readonly number[] {
  const formatted = paragraph.children.filter((child) => child.type !== "text" && child.type !== "break");
  const { start, end } = linesOf(paragraph);
  const all = Array.from({ length: end - start + 1 }, (_, index) => start + index);
  return all.filter(
    (line) => !formatted.map(linesOf).some((range) => range.start <= line && line <= range.end),
  );
}

function linesOf(node: Nodes): { readonly start: number; readonly end: number } {
  return { start: node.position?.start.line ?? 1, end: node.position?.end.line ?? 0 };
}

function parseLine(line: string): readonly ParsedCommand[] {
  const words = line.trim().split(/\s+/);
  if (words[0] !== "/ml" || line.length > maxLineLength) return [];
  return [{ ...parseWords(words.slice(1)), line: line.trim() }];
}

function parseWords(words: readonly string[]): Omit<ParsedCommand, "line"> {
  const args: string[] = [];
  const options = new Map<string, string>();
  const rest = words.slice(1);
  for (let at = 0; at < rest.length; at += 1) {
    const word = rest[at] ?? "";
    const option = /^--([a-z-]{1,20})(?:=(.*))?$/.exec(word);
    if (option === null) args.push(word);
    else if (option[2] !== undefined) options.set(option[1] ?? "", option[2]);
    else options.set(option[1] ?? "", rest[(at += 1)] ?? "");
  }
  return { name: words[0] ?? "help", args, options: Object.fromEntries(options) };
}

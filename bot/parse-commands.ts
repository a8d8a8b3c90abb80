import type { Nodes, Paragraph } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";

/** One line that is a command, cut into words; its command's record reads them. */
export interface CommandLine {
  readonly name: string;
  /** After the name; quotes are taken off. */
  readonly words: readonly string[];
  /** Why the words could not be cut: an open quote, a line that is too long. */
  readonly problem?: string;
  /** As it was typed, for messages. */
  readonly line: string;
}

/** Commands that one comment may hold. */
export const maxCommands = 5;

/** A longer comment is not read: Markdown takes longer than its length grows. UTF-16 units. */
export const maxCommentLength = 8000;

/** Characters of a line with a command: room for a reason of 300. */
const maxLineLength = 500;

/** Whether a comment looks as if it held commands, and is too long to be read. */
export function isTooLong(body: string): boolean {
  return body.length > maxCommentLength && /^ {0,3}\/ml(?:\s|$)/m.test(body);
}

/**
 * The commands of a comment: lines of paragraphs at the top level that are `/ml` and a command, and nothing else.
 * Quotes, code, lists, headings and HTML hold none, nor does a line in which anything is formatted.
 * A comment of more than 8000 characters holds none either: see {@link isTooLong}.
 */
export function parseCommands(body: string): readonly CommandLine[] {
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

function parseLine(line: string): readonly CommandLine[] {
  const text = line.trim();
  if (!/^\/ml(?:\s|$)/.test(text)) return [];
  const [, name = "help"] = text.slice(0, maxLineLength).split(/\s+/);
  if (text.length > maxLineLength) {
    const problem = `the line has ${text.length} characters, ${maxLineLength} are read`;
    return [{ name, words: [], problem, line: text.slice(0, maxLineLength) }];
  }
  const words = splitWords(text);
  if (words === undefined) return [{ name, words: [], problem: "a quote is not closed", line: text }];
  return [{ name: words[1] ?? "help", words: words.slice(2), line: text }];
}

/** Quotes that begin a quoted part, and what ends it: phones and word processors make the curly ones. */
const quotes: Readonly<Record<string, string>> = { '"': '"', "'": "'", "“": "”", "„": "“", "«": "»" };

/** Cuts a line at white space that is not in quotes; `undefined` when a quote is not closed. A quote begins at a word's begin or after `=`. */
function splitWords(line: string): readonly string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < line.length; at += 1) {
    const character = line[at] ?? "";
    const closing = quotes[character];
    if (closing !== undefined && (word === undefined || word.endsWith("="))) {
      const end = line.indexOf(closing, at + 1);
      if (end < 0) return undefined;
      word = (word ?? "") + line.slice(at + 1, end);
      at = end;
    } else if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? "") + character;
  }
  return word === undefined ? words : [...words, word];
}

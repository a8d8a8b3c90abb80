import { globSync, readFileSync } from "node:fs";
import { parseSync } from "rolldown/experimental";
import { describe, expect, it } from "vitest";

/** A regular expression of the product. */
interface Found {
  readonly path: string;
  readonly source: string;
  readonly flags: string;
}

const length = 100_000;
/** Processor time of one match on one text: a quadratic one takes seconds, and a busy machine adds none. */
const limitMs = 100;
const root = new URL("..", import.meta.url).pathname;

function regexesOf(path: string): readonly Found[] {
  const { program } = parseSync(path, readFileSync(`${root}${path}`, "utf8"), { sourceType: "module" });
  const found: Found[] = [];
  JSON.stringify(program, (key, value: unknown) => {
    if (typeof value === "bigint") return undefined;
    if (key !== "regex" || typeof value !== "object" || value === null) return value;
    const { pattern, flags } = value as { pattern: string; flags: string }; // ESTree's Literal.regex
    found.push({ path, source: pattern, flags });
    return value;
  });
  return found;
}

/** Texts that a pattern nearly takes: its own literal parts and common characters, over and over, with an end that fits nothing. */
function* nearMisses(source: string): Generator<string> {
  const plain = source.replaceAll(/\\[a-zA-Z]|\(\?[:=!<]*|[\\^$()[\]{}*+?|]/g, "\n").split("\n");
  const runs = [...new Set(plain.filter((run) => run !== ""))].slice(0, 8);
  const parts = new Set([
    ...runs,
    ...Array.from("a1A .-/:`#@=\"'<"),
    "a.",
    "1.",
    " a",
    "a/",
    ...runs.map((run) => run.at(-1) ?? ""),
  ]);
  for (const part of parts) {
    const body = part.repeat(Math.ceil(length / part.length));
    yield `${body}\u0001`;
    if (runs[0] !== undefined) yield `${runs[0]}${body}\u0001`;
  }
}

const all = ["src", "bot", "actions"].flatMap((folder) =>
  globSync(`${folder}/**/*.ts`, { cwd: root }).flatMap(regexesOf),
);
const distinct = [...new Map(all.map((found) => [`/${found.source}/${found.flags}`, found]))];

describe("regular expressions of the product", () => {
  it("are found", () => {
    expect(distinct.length).toBeGreaterThan(60);
  });

  it("take no long time on any near miss of 100 kB", () => {
    const slow = distinct.flatMap(([name, { path, source, flags }]) => {
      const regex = new RegExp(source, flags.includes("g") ? flags : `${flags}g`);
      for (const text of nearMisses(source)) {
        const started = process.threadCpuUsage();
        text.replace(regex, "");
        const { user, system } = process.threadCpuUsage(started);
        const tookMs = (user + system) / 1000;
        if (tookMs > limitMs)
          return [`${path} ${name}: ${Math.round(tookMs)} ms on ${JSON.stringify(text.slice(0, 12))}…`];
      }
      return [];
    });
    expect(slow).toEqual([]);
  });
});

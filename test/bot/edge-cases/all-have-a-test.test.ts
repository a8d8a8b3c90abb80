import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

/** Titles of tests and groups of tests; comments and other strings do not count. */
const title = /^\s*(?:(?:describe|it)(?:\.each\([^\n]*\))?|\]\))\(\s*["`](?<text>[^"`\n]*)/gm;

const numbers = globSync("test/**/*.test.ts")
  .flatMap((file) => [...readFileSync(file, "utf8").matchAll(title)])
  .flatMap(({ groups }) => [...(groups?.["text"] ?? "").matchAll(/\bedge case (\d+)\b/g)])
  .map(([, number]) => Number(number));

describe("the edge cases that the bot survives", () => {
  it.each(Array.from({ length: 28 }, (_, index) => index + 1))(
    "number %i has a test with its number",
    (number) => {
      expect(numbers).toContain(number);
    },
  );

  it("are no more than those", () => {
    expect(Math.max(...numbers)).toBe(28);
  });
});

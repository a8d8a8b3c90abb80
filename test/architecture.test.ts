import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { findViolations, type SourceFile } from "./support/architecture/violations.ts";

function sourceFiles(): SourceFile[] {
  const listed = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "*.ts"], { encoding: "utf8" });
  return listed
    .split("\n")
    .filter((path) => /^(src|actions|bot|sandbox|demo|scripts|bench|test)\//.test(path))
    .map((path) => ({ path, text: readFileSync(path, "utf8") }));
}

describe("the architecture", () => {
  it("holds in every source file", () => {
    expect(findViolations(sourceFiles())).toEqual([]);
  });

  it.each([
    ["a context that reads the file system", "src/drift/psi.ts", 'import { readFileSync } from "node:fs";'],
    [
      "a context that reaches an adapter",
      "src/drift/psi.ts",
      'import { x } from "../adapters/sql/duckdb.ts";',
    ],
    ["a type import across the table", "src/math/a.ts", 'import type { X } from "../evaluation/b.ts";'],
    [
      "a use case that builds an adapter",
      "src/app/train.ts",
      'import { x } from "../adapters/git/simple-git.ts";',
    ],
    ["a door that builds an adapter", "bot/app.ts", 'import { x } from "../src/adapters/git/simple-git.ts";'],
    ["a product that starts the sandbox", "src/cli/demo.ts", 'await import("../../sandbox/main.ts");'],
    ["a re-export across the table", "src/math/a.ts", 'export { x } from "../app/train.ts";'],
    ["a context that reads the clock", "src/runs/a.ts", "export const now = Date.now();"],
    ["a plain error", "src/app/train.ts", 'throw new Error("no");'],
    ["a file over its limit", "src/app/train.ts", "export {};\n".repeat(351)],
    ["a file with an empty name", "src/app/utils.ts", "export {};"],
  ])("refuses %s", (_, path, text) => {
    expect(findViolations([{ path, text }])).toHaveLength(1);
  });

  it("refuses a cycle, of types too", () => {
    const violations = findViolations([
      { path: "src/math/a.ts", text: 'import { b } from "./b.ts";' },
      { path: "src/math/b.ts", text: 'import type { A } from "./a.ts";' },
    ]);
    expect(violations).toEqual(["cycle: src/math/a.ts → src/math/b.ts → src/math/a.ts"]);
  });
});

import { Command } from "commander";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { addDriftCommand } from "../../../src/cli/drift.ts";
import { addProfileCommand } from "../../../src/cli/profile.ts";
import { buildProfile } from "../../../src/drift/profile.ts";
import { profileSchema } from "../../../src/drift/profile-schema.ts";

const directory = mkdtempSync(join(tmpdir(), "pawl-drift-"));
const file = (name: string): string => join(directory, name);
const carriers = ["AA", "UA", "WN"];
const rowsOf = (shift: number): string[] =>
  Array.from(
    { length: 500 },
    (_, index) => `${(index % 250) + shift},"${carriers[index % 3] ?? ""}",${index % 2 === 0}`,
  );

beforeAll(() => {
  writeFileSync(file("a.csv"), `"dist""ance",carrier,weekend\n${rowsOf(0).join("\n")}\n`);
  writeFileSync(file("b.csv"), `"dist""ance",carrier,weekend\n${rowsOf(125).join("\n")}\n`);
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));
afterEach(() => {
  process.exitCode = 0;
});

async function run(...args: readonly string[]): Promise<{ output: string; exitCode: unknown }> {
  const lines: string[] = [];
  vi.spyOn(console, "log").mockImplementation((line: unknown) => lines.push(String(line)));
  const program = new Command("pawl").option("--json").exitOverride();
  addDriftCommand(program);
  addProfileCommand(program);
  await program.parseAsync([...args], { from: "user" });
  return { output: lines.join("\n"), exitCode: process.exitCode };
}

describe("pawl drift", () => {
  it("finds the column that moved, says why, and exits with 3", async () => {
    const result = await run("drift", "--reference", file("a.csv"), "--current", file("b.csv"), "--json");
    expect(result.exitCode).toBe(3);
    expect(JSON.parse(result.output)).toMatchObject({
      schema: "pawl.drift/1",
      columns: {
        'dist"ance': {
          type: "numeric",
          reference_rows: 500,
          verdict: "drift",
          statistics: { ks: { statistic: 0.5 } },
        },
        carrier: { type: "categorical", verdict: "ok" },
        weekend: { type: "boolean", verdict: "ok", statistics: { psi: { value: 0 } } },
      },
      dataset: { columns: 3, drifted: 1 },
    });
  });

  it("exits with 0 without drift, and refuses columns and formats that are not there", async () => {
    const same = ["drift", "--reference", file("a.csv"), "--current", file("a.csv")];
    expect(await run(...same)).toMatchObject({ exitCode: 0, output: expect.stringContaining("carrier: ok") });
    await expect(run(...same, "--columns", "speed")).rejects.toThrow(/Not in both tables: speed/);
    await expect(run("drift", "--reference", "a.xlsx", "--current", "b.csv")).rejects.toThrow(
      /a table ends with/,
    );
  });
});

describe("pawl profile", () => {
  it("gives the same profile as the columns in memory", async () => {
    await run("profile", "--data", file("a.csv"), "--out", file("profile.json"));
    const profile = profileSchema.parse(JSON.parse(readFileSync(file("profile.json"), "utf8")));
    const columns = new Map<string, readonly (string | number | boolean)[]>([
      ['dist"ance', Array.from({ length: 500 }, (_, index) => index % 250)],
      ["carrier", Array.from({ length: 500 }, (_, index) => carriers[index % 3] ?? "")],
      ["weekend", Array.from({ length: 500 }, (_, index) => index % 2 === 0)],
    ]);
    expect(profile).toEqual(buildProfile({ columns }));
  });
});

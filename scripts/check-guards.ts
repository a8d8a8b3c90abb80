// Takes one guard of the source away at a time: tests must fail then. A guard that nothing misses is named.
//   npm run test:guards [-- words of a guard's name]
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import type { Guard } from "../test/guards/guard.ts";
import { guards } from "../test/guards/guards.ts";

const reportSchema = z.object({
  numFailedTests: z.number(),
  testResults: z.array(
    z.object({ assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })) }),
  ),
});

const folder = mkdtempSync(join(tmpdir(), "pawl-guards-"));
const wanted = process.argv.slice(2).join(" ");
const chosen = [...guards.entries()].filter(([, { name }]) => name.includes(wanted));
let unheld = 0;
try {
  for (const [index, guard] of chosen) {
    const startedMs = performance.now();
    const missed = findMissing(index, guard);
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
    if (missed === undefined) unheld += 1;
    const answer = missed === undefined ? "NO TEST FAILED" : missed;
    console.log(`${missed === undefined ? "✗" : "✓"} ${guard.name} (${guard.file}, ${seconds} s): ${answer}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${chosen.length} guards taken away one at a time: ${unheld} that no test missed`);
process.exitCode = unheld > 0 || chosen.length === 0 ? 1 : 0;

/** The name of the first test that fails without the guard. */
function findMissing(index: number, { tests }: Guard): string | undefined {
  for (const place of tests) {
    const failed = runTests(index, place);
    if (failed !== undefined) return failed;
  }
  return undefined;
}

function runTests(index: number, place: string): string | undefined {
  const file = join(folder, "report.json");
  rmSync(file, { force: true });
  const vitest = join(import.meta.dirname, "../node_modules/vitest/vitest.mjs");
  const options = ["run", "--config", "vitest.guards.config.ts", "--outputFile", file, place];
  const env = { ...process.env, PAWL_WITHOUT_GUARD: String(index) };
  const ran = spawnSync(process.execPath, [vitest, ...options], { env, encoding: "utf8", timeout: 900_000 });
  const report = reportSchema.safeParse(readReport(file)).data;
  const results = report?.testResults.flatMap(({ assertionResults }) => assertionResults) ?? [];
  if (report === undefined || results.length === 0) {
    throw new Error(`vitest gave no result for ${place}: ${ran.stderr.slice(-2000)}`);
  }
  return results.find(({ status }) => status === "failed")?.fullName;
}

function readReport(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

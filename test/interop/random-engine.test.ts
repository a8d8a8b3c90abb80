import { readdirSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { PawlError } from "../../src/errors.ts";
import { reproduce } from "../../src/app/reproduce.ts";
import { status } from "../../src/app/status.ts";
import { openPipeline } from "../../src/runtime/open-pipeline.ts";
import { createMemoryLog } from "../support/memory-log.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { type DvcServer, startDvcServer } from "./dvc-server.ts";
import { createTwins, recordsOf } from "./dvc-twins.ts";
import { outputsOf, PipelineState, randomPipeline, type RandomPipeline } from "./random-pipeline.ts";

/** `PAWL_SEED=… PAWL_SECONDS=…` repeat or lengthen a run. */
const seed = Number(process.env["PAWL_SEED"] ?? Date.now() % 2 ** 31);
const seconds = Number(process.env["PAWL_SECONDS"] ?? 40);

it(
  `does what dvc does with random pipelines and edits (PAWL_SEED=${seed})`,
  { timeout: 600_000 },
  async () => {
    await using server = startDvcServer(join(temporaryDirectory(), "site"));
    await fc.assert(
      fc.asyncProperty(randomPipeline, (pipeline) => compare(pipeline, server)),
      { seed, numRuns: 10_000, interruptAfterTimeLimit: seconds * 1000, endOnFailure: true },
    );
  },
);

async function compare({ stages, edits }: RandomPipeline, server: DvcServer): Promise<void> {
  const twins = createTwins(temporaryDirectory(), { ".gitignore": "*.out\n" });
  const state = new PipelineState(stages, [twins.theirs, twins.ours]);
  const done: string[] = [];
  for (const edit of [undefined, ...edits]) {
    if (edit !== undefined) state.apply(edit);
    done.push(JSON.stringify(edit ?? "first run"));
    const context = done.join(" ");
    const ports = await openPipeline(twins.ours, createMemoryLog());
    const theirs = await server.run(twins.theirs, ["status", "--json"]);
    const ours = await status(ports);
    expect({ context, status: ours.dvc }).toEqual({ context, status: JSON.parse(theirs.stdout) });
    const ran = await server.run(twins.theirs, ["repro", "-P"]);
    const failure = await reproduce({}, ports).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (failure !== undefined && !(failure instanceof PawlError)) throw failure;
    expect({ context, ok: failure === undefined, why: failure?.message }).toEqual({
      context,
      ok: ran.status === 0,
      why: failure?.message,
    });
    expect({ context, ...recordsOf(twins.ours) }).toEqual({ context, ...recordsOf(twins.theirs) });
    // Before it finds that a dependency is missing dvc has removed the outputs; Pawl has not.
    if (failure !== undefined) break;
    expect({ context, ...workOf(twins.ours) }).toEqual({ context, ...workOf(twins.theirs) });
  }
}

function workOf(repository: string): Readonly<Record<string, string>> {
  const entries = readdirSync(repository, { recursive: true, withFileTypes: true });
  const outputs = entries
    .filter((entry) => entry.isFile() && /\.out(\/|$)/.test(join(entry.parentPath, entry.name)))
    .map((entry) => join(entry.parentPath, entry.name).slice(repository.length + 1));
  return outputsOf(repository, outputs.sort());
}

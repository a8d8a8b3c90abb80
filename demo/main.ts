import { existsSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { play, type StepMemory } from "./play.ts";
import { resume } from "./resume.ts";
import { clearStage, setStage, type Stage } from "./stage.ts";
import { defaultStateDirectory, takeStateDirectory } from "./state-directory.ts";
import { createStepMemory } from "./step-memory.ts";
import { allSteps } from "./steps/all.ts";
import type { BotMode } from "./world.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

const usage = `npm run demo -- [--keep] [--json FILE] [--bot MODE] [--state DIR]

  --keep       leave everything running at the end, until Ctrl-C
  --json FILE  write {"schema":"pawl.demo/1","steps":[…]} to FILE
  --bot MODE   server (a GitHub App, default) or workflow (a job, no server)
  --state DIR  where everything is kept (default ${defaultStateDirectory()});
               the same folder goes on where an interrupted demo stopped
  --help       show this

Exit status: 0 all steps are done, 1 a step failed, 2 wrong usage,
130 interrupted.
`;

interface Options {
  readonly keep: boolean;
  readonly json: string | undefined;
  readonly state: string;
  readonly bot: BotMode;
  readonly help: boolean;
}

function readArguments(): Options {
  const { values } = parseArgs({
    options: {
      keep: { type: "boolean", default: false },
      json: { type: "string" },
      state: { type: "string", default: defaultStateDirectory() },
      bot: { type: "string", default: "server" },
      help: { type: "boolean", default: false },
    },
  });
  const { json, bot } = values;
  if (bot !== "server" && bot !== "workflow") throw new Error(`--bot ${bot}: server or workflow.`);
  return { ...values, bot, state: resolve(values.state), json: json === undefined ? json : resolve(json) };
}

/** Aborts when the person presses Ctrl-C, closes the terminal, or the process is asked to end. More signals change nothing. */
function listenForInterruption(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => controller.abort(signal));
  // A terminal that was closed takes no more output; the demo still ends its processes.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
  return controller.signal;
}

function whenAborted(signal: AbortSignal): Promise<"interrupted"> {
  return new Promise((done) => {
    const tell = (): void => done("interrupted");
    if (signal.aborted) tell();
    else signal.addEventListener("abort", tell, { once: true });
  });
}

/** Nothing of an ended demo may stay in the way for longer than this. */
const closeWithinMs = 15_000;

async function closeStage(stage: Stage | undefined, directory: string): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((done) => (timer = setTimeout(done, closeWithinMs)));
  await Promise.race([stage?.close().catch(() => undefined), late]);
  clearTimeout(timer);
  await clearStage(directory);
}

async function perform(options: Options): Promise<number> {
  const signal = listenForInterruption();
  const { state: directory, bot } = options;
  takeStateDirectory(directory);
  let stage: Stage | undefined;
  let status: number;
  try {
    stage = await setStage({ root, directory, bot, signal });
    status = await playOn(stage, options, signal);
  } catch (error) {
    status = fail(error, 1);
  }
  await closeStage(stage, directory);
  if (status === 0) rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
  return status;
}

/** Plays all steps; an interruption leaves the state folder for the next start. */
async function playOn(stage: Stage, options: Options, signal: AbortSignal): Promise<number> {
  const { world } = stage;
  console.log(`${world.pages}\nState: ${options.state}\n`);
  const memory: StepMemory = createStepMemory(world);
  const steps = allSteps(world, root);
  const run = async () => {
    const lines = await resume(world);
    if (lines.length > 0) console.log(`${lines.join("\n")}\n`);
    return play(steps, { memory, signal, jsonFile: options.json });
  };
  const outcome = await Promise.race([run(), whenAborted(signal)]);
  if (outcome === "interrupted" || signal.aborted) {
    console.log(`\nInterrupted. The next start goes on from here.\nTo start anew: rm -r ${options.state}`);
    return 130;
  }
  if (!outcome.ok) {
    console.log(`\nA step failed. The next start tries it again.\nTo start anew: rm -r ${options.state}`);
    return 1;
  }
  console.log(`\nAll ${outcome.steps.length} steps are done in ${(outcome.ms / 1000).toFixed(0)} s.`);
  if (options.keep) {
    console.log(`Look around at ${world.pages}\nCtrl-C ends it.`);
    await whenAborted(signal);
  }
  return 0;
}

function fail(error: unknown, status: number): number {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return status;
}

async function main(): Promise<number> {
  let options: Options;
  try {
    options = readArguments();
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : String(error)}\nTry --help.`, 2);
  }
  if (options.help) {
    process.stdout.write(usage);
    return 0;
  }
  if (!existsSync(join(root, "dist", "pawl.js")))
    return fail("dist/ is missing: npm run build makes what the workflows run.", 1);
  try {
    return await perform(options);
  } catch (error) {
    return fail(error, 1);
  }
}

// process.exit: requests that an interrupted step is waiting for would keep the process alive.
process.exit(await main());

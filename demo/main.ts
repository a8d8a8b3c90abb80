import { rmSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { play } from "./play.ts";
import { setStage, type Stage } from "./stage.ts";
import { defaultStateDirectory, takeStateDirectory } from "./state-directory.ts";
import { allSteps } from "./steps/all.ts";
import type { BotMode } from "./world.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

const usage = `npm run demo -- [--keep] [--json FILE] [--bot MODE] [--state DIR]

  --keep       leave the sandbox running at the end, until Ctrl-C
  --json FILE  write {"schema":"pawl.demo/1","steps":[…]} to FILE
  --bot MODE   server (a GitHub App, default) or workflow (a job of the one workflow file, no server)
  --state DIR  where everything is kept; the same folder goes on where an interrupted demo stopped
`;

function readArguments() {
  const { values } = parseArgs({
    options: {
      keep: { type: "boolean", default: false },
      json: { type: "string" },
      state: { type: "string", default: defaultStateDirectory() },
      bot: { type: "string", default: "server" },
      help: { type: "boolean", default: false },
    },
  });
  return {
    ...values,
    bot: readBotMode(values.bot),
    state: resolve(values.state),
    json: values.json && resolve(values.json),
  };
}

function readBotMode(text: string): BotMode {
  if (text === "server" || text === "workflow") return text;
  throw new Error(`--bot ${text}: server or workflow.`);
}

/** Resolves when the person presses Ctrl-C or the process is asked to end. */
function interruption(): Promise<NodeJS.Signals> {
  return new Promise((done) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => done(signal));
  });
}

async function main(): Promise<number> {
  const options = readArguments();
  if (options.help) {
    console.log(usage);
    return 0;
  }
  const interrupted = interruption();
  takeStateDirectory(options.state);
  const stage = await setStage({ root, directory: options.state, bot: options.bot });
  let status: number;
  try {
    status = await perform(stage, options, interrupted);
  } finally {
    await stage.close();
  }
  if (status === 0) rmSync(options.state, { recursive: true, force: true, maxRetries: 3 });
  return status;
}

/** Plays all steps; an interruption leaves the state folder for the next start. */
async function perform(
  stage: Stage,
  options: ReturnType<typeof readArguments>,
  interrupted: Promise<NodeJS.Signals>,
): Promise<number> {
  const { pages } = stage.world;
  console.log(`The sandbox is at ${pages} (state in ${options.state})\n`);
  const outcome = await Promise.race([play(allSteps(stage.world, root), options.json), interrupted]);
  if (typeof outcome === "string") {
    console.log(
      `\nInterrupted by ${outcome}. The next start goes on from here; to start anew remove ${options.state}.`,
    );
    return 130;
  }
  if (!outcome.ok) return 1;
  console.log(`\nAll ${outcome.steps.length} steps are done in ${(outcome.ms / 1000).toFixed(0)} s.`);
  if (options.keep) {
    console.log(`Look around at ${pages}; Ctrl-C ends it.`);
    await interrupted;
  }
  return 0;
}

// process.exit: requests that an interrupted step is waiting for would keep the process alive.
process.exit(await main());

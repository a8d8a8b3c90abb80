import { rmSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { play } from "./play.ts";
import { setStage } from "./stage.ts";
import { defaultStateDirectory, takeStateDirectory } from "./state-directory.ts";
import { allSteps } from "./steps/all.ts";

const usage = `npm run demo -- [--keep] [--json FILE] [--state DIR]

  --keep       leave the sandbox running at the end, until Ctrl-C
  --json FILE  write {"schema":"pawl.demo/1","steps":[…]} to FILE
  --state DIR  where everything is kept; the same folder goes on where an interrupted demo stopped
`;

function readArguments() {
  const { values } = parseArgs({
    options: {
      keep: { type: "boolean", default: false },
      json: { type: "string" },
      state: { type: "string", default: defaultStateDirectory() },
      help: { type: "boolean", default: false },
    },
  });
  return { ...values, state: resolve(values.state), json: values.json && resolve(values.json) };
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
  const root = fileURLToPath(new URL("..", import.meta.url));
  const interrupted = interruption();
  takeStateDirectory(options.state);
  const stage = await setStage(root, options.state);
  try {
    console.log(`The sandbox is at ${stage.world.pages} (state in ${options.state})\n`);
    const outcome = await Promise.race([play(allSteps(stage.world, root), options.json), interrupted]);
    if (typeof outcome === "string") return 130;
    if (!outcome.ok) return 1;
    console.log(`\nAll ${outcome.steps.length} steps are done in ${(outcome.ms / 1000).toFixed(0)} s.`);
    if (options.keep) {
      console.log(`Look around at ${stage.world.pages}; Ctrl-C ends it.`);
      await interrupted;
    }
    rmSync(options.state, { recursive: true, force: true, maxRetries: 3 });
    return 0;
  } finally {
    await stage.close();
  }
}

// process.exit: requests that an interrupted step is waiting for would keep the process alive.
process.exit(await main());

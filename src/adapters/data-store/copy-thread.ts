import { parentPort } from "node:worker_threads";
import { PawlError } from "../../errors.ts";
import { copyFileChecked, type CopyOutcome, type CopyTask } from "./copy-file.ts";
import type { CopyAnswer } from "./copy-files.ts";

parentPort?.on("message", (portion: readonly CopyTask[]) => {
  parentPort?.postMessage(copyPortion(portion));
});

function copyPortion(portion: readonly CopyTask[]): CopyAnswer {
  const outcomes: CopyOutcome[] = [];
  try {
    for (const task of portion) outcomes.push(copyFileChecked(task));
    return { outcomes };
  } catch (error) {
    if (!(error instanceof PawlError)) throw error;
    const { code, message, hint } = error;
    return { outcomes, failure: { code, message, hint } };
  }
}

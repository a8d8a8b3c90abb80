import type { BuiltinAction } from "./builtin-action.ts";
import { textInput } from "./builtin-action.ts";
import { WorkflowError } from "../workflow-error.ts";

const explanation = "The sandbox keeps no caches: each restore is a miss and nothing is saved.";

/** `actions/cache`: always a miss. */
export const cacheAction: BuiltinAction = {
  run: (scope, call) => {
    scope.job.log.line(explanation);
    return miss(textInput(call, "key"), textInput(call, "fail-on-cache-miss") === "true");
  },
};

/** `actions/cache/restore`: always a miss. */
export const cacheRestoreAction: BuiltinAction = cacheAction;

/** `actions/cache/save`: says that it saves nothing. */
export const cacheSaveAction: BuiltinAction = {
  run: (scope) => {
    scope.job.log.line(explanation);
    return Promise.resolve({});
  },
};

function miss(key: string, mustHit: boolean): Promise<Record<string, string>> {
  if (mustHit) throw new WorkflowError(`Failed to restore cache entry ${key}. ${explanation}`);
  return Promise.resolve({ "cache-hit": "", "cache-primary-key": key, "cache-matched-key": "" });
}

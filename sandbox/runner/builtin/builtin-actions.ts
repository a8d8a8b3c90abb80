import type { ActionReference } from "../action-source.ts";
import type { BuiltinAction } from "./builtin-action.ts";
import { cacheAction, cacheRestoreAction, cacheSaveAction } from "./cache.ts";
import { checkoutAction } from "./checkout.ts";
import { downloadArtifactAction } from "./download-artifact.ts";
import { setupNodeAction, setupPythonAction } from "./setup-language.ts";
import { uploadArtifactAction } from "./upload-artifact.ts";

/** Every action that is built in, by its name without `@ref`. */
const builtinActions: Readonly<Record<string, BuiltinAction>> = {
  "actions/cache": cacheAction,
  "actions/cache/restore": cacheRestoreAction,
  "actions/cache/save": cacheSaveAction,
  "actions/checkout": checkoutAction,
  "actions/download-artifact": downloadArtifactAction,
  "actions/setup-node": setupNodeAction,
  "actions/setup-python": setupPythonAction,
  "actions/upload-artifact": uploadArtifactAction,
};

/** The built-in action for a reference, whatever its ref; `undefined` when there is none. */
export function findBuiltinAction({ repository, path }: ActionReference): BuiltinAction | undefined {
  const name = path === "" ? repository : `${repository}/${path}`;
  return builtinActions[name.toLowerCase()];
}

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { serverStateSchema, type ServerState } from "../../serving/server-state.ts";

/** The state file of a server below the serving directory. */
export function stateFilePath(directory: string, environment: string, model: string): string {
  return join(directory, environment, `${model}.json`);
}

/** The state that a server wrote; `undefined` when there is none, or it is not readable as one. */
export async function readServerState(path: string): Promise<ServerState | undefined> {
  try {
    const parsed = serverStateSchema.safeParse(JSON.parse(await readFile(path, "utf8")));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

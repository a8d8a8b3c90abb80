import type { z } from "zod";
import { PawlError } from "../errors.ts";
import type { GitHub } from "../ports/github/github.ts";
import { parseState, writeState } from "./promotion/state-document.ts";

/** What state in refs reaches. */
export interface StoredStatePorts {
  readonly commits: Pick<GitHub["commits"], "create" | "createRef" | "advanceRef">;
  readonly gitData: Pick<GitHub["gitData"], "resolveRef" | "readFile">;
}

/** A small document in a ref of its own: one file `state.json`, its history the commits of the ref. */
export interface StoredState<T> {
  /** Full name, `refs/pawl/<area>/<name>`. */
  readonly ref: string;
  readonly schema: z.ZodType<T>;
}

const file = "state.json";
/** Writers that may be faster than we are before we give up. */
const maxAttempts = 6;

/** The state, or `undefined` where there is none or somebody else damaged it. */
export async function readState<T>(
  { ref, schema }: StoredState<T>,
  { gitData }: Pick<StoredStatePorts, "gitData">,
): Promise<T | undefined> {
  const sha = await gitData.resolveRef(ref);
  return sha === undefined ? undefined : readAt(sha, schema, gitData);
}

/**
 * Changes the state by compare-and-swap: of two writers the second reads anew what the first wrote.
 *
 * @param change gives the next state, or `undefined` to leave it as it is; it may be called several times.
 * @returns the state afterwards.
 * @throws PawlError `github.request-failed` when others were faster six times in a row.
 */
export async function changeState<T>(
  { ref, schema }: StoredState<T>,
  { change, message }: { readonly change: (old: T | undefined) => T | undefined; readonly message: string },
  { commits, gitData }: StoredStatePorts,
): Promise<T | undefined> {
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    const parent = await gitData.resolveRef(ref);
    const old = parent === undefined ? undefined : await readAt(parent, schema, gitData);
    const next = change(old);
    if (next === undefined) return old;
    const written = await writeState(ref, { value: next, previous: parent, message, file }, { commits });
    if (written !== "conflict") return written.value;
  }
  throw new PawlError("github.request-failed", {
    message: `${ref} was changed by others ${maxAttempts} times in a row`,
    hint: "Ask again: nothing was changed.",
  });
}

async function readAt<T>(
  sha: string,
  schema: z.ZodType<T>,
  gitData: StoredStatePorts["gitData"],
): Promise<T | undefined> {
  return parseState(await gitData.readFile(file, sha), schema).data;
}

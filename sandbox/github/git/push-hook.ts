import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Why git is not to change a ref. */
export interface RefusedRef {
  readonly ref: string;
  readonly message: string;
  /** Only when the new commit does not follow the old one. */
  readonly onlyForced: boolean;
}

// git calls it per ref with name, old and new object; the new objects are in quarantine and can be looked at.
const script = `#!/bin/sh
printf '%s\\n' "$SANDBOX_REFUSED" | while IFS="$(printf '\\t')" read -r ref when message; do
  [ "$ref" = "$1" ] || continue
  if [ "$when" = forced ] && git merge-base --is-ancestor "$2" "$3" 2>/dev/null; then continue; fi
  echo "error: GH013: $message" >&2
  exit 1
done
`;

/** Writes git's `update` hook; returns the folder for `core.hooksPath`. */
export async function writePushHook(stateDirectory: string): Promise<string> {
  const directory = join(stateDirectory, "hooks");
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, "update"), script, { mode: 0o755 });
  return directory;
}

/** What the hook reads from its environment. */
export function refusedEnvironment(refused: readonly RefusedRef[]): Readonly<Record<string, string>> {
  const lines = refused.map(({ ref, message, onlyForced }) =>
    [ref, onlyForced ? "forced" : "always", message.replaceAll(/\s+/g, " ").trim()].join("\t"),
  );
  return { SANDBOX_REFUSED: lines.join("\n") };
}

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Why git is not to change a ref. */
export interface RefusedRef {
  readonly ref: string;
  readonly message: string;
  readonly code: "GH006" | "GH013";
  /** Only when the new commit does not follow the old one. */
  readonly onlyForced: boolean;
}

// git calls it per ref with name, old and new object; the new objects are in quarantine and can be looked at.
const script = `#!/bin/sh
refused=$(printf '%s\\n' "$SANDBOX_REFUSED" | while IFS="$(printf '\\t')" read -r ref when code message; do
  [ "$ref" = "$1" ] || continue
  if [ "$when" = forced ] && git merge-base --is-ancestor "$2" "$3" 2>/dev/null; then continue; fi
  printf '%s- %s\\n\\n' "$code" "$message"
done)
if [ -z "$refused" ] && [ "$SANDBOX_WORKFLOWS" = refused ] && git rev-parse -q --verify "$3^{commit}" >/dev/null; then
  new=$(git ls-tree -r "$3^{commit}" -- .github/workflows/ | while read -r mode type blob path; do
    [ "$(git rev-parse -q --verify "$2:$path" 2>/dev/null)" = "$blob" ] && continue
    [ -n "$(git log -1 -m --full-history --format=%H "--find-object=$blob" --branches --tags -- "$path")" ] && continue
    printf '%s' "$path" && break
  done)
  if [ -n "$new" ]; then printf 'sandbox-workflow\\t%s\\t%s\\n' "$1" "$new" >&2 && exit 1; fi
fi
[ -n "$refused" ] || exit 0
case "$refused" in
  GH006*) echo "error: GH006: Protected branch update failed for $1." ;;
  *)
    echo "error: GH013: Repository rule violations found for $1."
    echo "Review all repository rules at $SANDBOX_RULES?ref=$(printf '%s' "$1" | sed 's,/,%2F,g')"
    ;;
esac >&2
printf '\\n%s\\n\\n' "$refused" | sed 's/^GH[0-9]*//' >&2
exit 1
`;

/** Writes git's `update` hook; returns the folder for `core.hooksPath`. */
export async function writePushHook(stateDirectory: string): Promise<string> {
  const directory = join(stateDirectory, "hooks");
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, "update"), script, { mode: 0o755 });
  return directory;
}

/** What the hook reads from its environment. */
export function refusedEnvironment(
  refused: readonly RefusedRef[],
  { rulesPage, mayChangeWorkflows }: { readonly rulesPage: string; readonly mayChangeWorkflows: boolean },
): Readonly<Record<string, string>> {
  const lines = refused.map(({ ref, message, onlyForced, code }) =>
    [ref, onlyForced ? "forced" : "always", code, message.replaceAll(/\s+/g, " ").trim()].join("\t"),
  );
  return {
    SANDBOX_REFUSED: lines.join("\n"),
    SANDBOX_RULES: rulesPage,
    SANDBOX_WORKFLOWS: mayChangeWorkflows ? "allowed" : "refused",
  };
}

import type { FileSystem } from "../ports/file-system.ts";
import type { GitConfig } from "../ports/git-config.ts";

const attributesPath = ".gitattributes";
const patterns = ["dvc.lock", "*.dvc"] as const;

/** What `pawl install` did. */
export interface InstallResult {
  /** Patterns that `.gitattributes` now hands to Pawl and did not before. */
  readonly added: readonly string[];
  /** Patterns that `.gitattributes` hands to another driver: left as they are. */
  readonly foreign: readonly string[];
}

/**
 * Makes git merge dvc.lock and `.dvc` files by Pawl: the driver in the repository's own settings, which are not shared, and
 * the patterns in `.gitattributes`, which is committed. Running it again changes nothing.
 *
 * @param command how git's shell starts Pawl, quoted.
 * @throws PawlError `git.failed` outside of a repository.
 */
export async function installMergeDriver(
  command: string,
  ports: { readonly files: Pick<FileSystem, "readText" | "stat" | "write">; readonly gitConfig: GitConfig },
): Promise<InstallResult> {
  await ports.gitConfig.set("merge.pawl.name", "Pawl: dvc.lock stage by stage");
  await ports.gitConfig.set(
    "merge.pawl.driver",
    `${command} git-hook merge-driver --ancestor %O --our %A --their %B --path %P`,
  );
  const isThere = (await ports.files.stat(attributesPath)) !== undefined;
  const text = isThere ? await ports.files.readText(attributesPath) : "";
  const drivers = new Map(patterns.map((pattern) => [pattern, driverOf(text, pattern)]));
  const added = patterns.filter((pattern) => drivers.get(pattern) === undefined);
  const start = text === "" || text.endsWith("\n") ? text : `${text}\n`;
  if (added.length > 0) {
    const lines = added.map((pattern) => `${pattern} merge=pawl\n`);
    await ports.files.write(attributesPath, start + lines.join(""));
  }
  return {
    added,
    foreign: patterns.filter((pattern) => !["pawl", undefined].includes(drivers.get(pattern))),
  };
}

/** The merge driver that the last line of a pattern names; `-` when it unsets it. */
function driverOf(text: string, pattern: string): string | undefined {
  const lines = text.split("\n").map((line) => line.trim().split(/\s+/));
  const words = lines.filter(([first]) => first === pattern).flatMap(([, ...rest]) => rest);
  const last = words.findLast((word) => /^[-!]?merge(=|$)/.test(word));
  return last === undefined ? undefined : (/^merge=(.+)$/.exec(last)?.[1] ?? "-");
}

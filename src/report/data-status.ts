/** A rename of data. */
export interface DataRename {
  readonly old: string;
  readonly new: string;
}

/** What changed, by kind; kinds without paths are left out. */
export type DataChanges = Readonly<
  Partial<Record<"added" | "deleted" | "modified" | "renamed" | "unknown", readonly (string | DataRename)[]>>
>;

/** The state of all data. A directory's path ends in `/`. */
export interface DataStatus {
  readonly notInCache: readonly string[];
  readonly notInRemote: readonly string[];
  /** From the last commit to the lock files and `.dvc` files. */
  readonly committed: DataChanges;
  /** From those files to the work tree. */
  readonly uncommitted: DataChanges;
  readonly untracked: readonly string[];
  readonly unchanged: readonly string[];
  /** Nothing is committed yet. */
  readonly isEmpty: boolean;
  /** Git has changes of its own. */
  readonly isDirty: boolean;
}

/** Which lists to show. */
export interface DataStatusLayout {
  readonly hasUnchanged: boolean;
}

/** The JSON of `data status`: empty lists are left out. */
export function dataStatusAsData(
  status: DataStatus,
  layout: DataStatusLayout,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    sections(status, layout)
      .filter(({ content }) => Object.keys(content).length > 0)
      .map(({ key, content }) => [key, content]),
  );
}

/** The status as text with hints, as DVC words it for its own commands. */
export function renderDataStatus(status: DataStatus, layout: DataStatusLayout): string {
  const shown = sections(status, layout).filter(({ content }) => Object.keys(content).length > 0);
  const blocks = shown.map(({ label, hints, content }) =>
    [
      `${label}:`,
      ...hints.map((hint) => `  (${hint})`),
      ...linesOf(content).map((line) => `        ${line}`),
    ].join("\n"),
  );
  const nothing = `No changes${status.isEmpty ? " in an empty git repo" : ""}.`;
  const other = shown.length > 0 ? "other " : "";
  const git = status.isDirty
    ? `\n(there are ${other}changes not tracked by dvc, use "git status" to see)`
    : "";
  return (blocks.length > 0 ? blocks.join("\n\n") : nothing) + git;
}

interface Section {
  readonly key: string;
  readonly label: string;
  readonly hints: readonly string[];
  readonly content: readonly string[] | DataChanges;
}

function sections(status: DataStatus, { hasUnchanged }: DataStatusLayout): readonly Section[] {
  const section = (
    key: string,
    label: string,
    content: Section["content"],
    ...hints: readonly string[]
  ): Section => {
    return { key, label, content, hints };
  };
  return [
    section(
      "not_in_cache",
      "Not in cache",
      status.notInCache,
      'use "pawl fetch <file>..." to download files',
    ),
    section(
      "not_in_remote",
      "Not in remote",
      status.notInRemote,
      'use "pawl push <file>..." to upload files',
    ),
    section(
      "committed",
      "DVC committed changes",
      status.committed,
      "git commit the corresponding dvc files to update the repo",
    ),
    section(
      "uncommitted",
      "DVC uncommitted changes",
      status.uncommitted,
      'use "pawl add <file>..." or "pawl repro" to track changes',
      'use "pawl checkout <file>..." to discard changes',
    ),
    section(
      "untracked",
      "Untracked files",
      status.untracked,
      'use "git add <file> ..." or "pawl add <file>..." to commit to git or to dvc',
    ),
    section("unchanged", "DVC unchanged files", hasUnchanged ? status.unchanged : []),
  ];
}

function linesOf(content: Section["content"]): readonly string[] {
  if (isList(content)) return content;
  return Object.entries(content).flatMap(([kind, changes]) =>
    changes.map(
      (change) => `${kind}: ${typeof change === "string" ? change : `${change.old} -> ${change.new}`}`,
    ),
  );
}

function isList(content: Section["content"]): content is readonly string[] {
  return Array.isArray(content);
}

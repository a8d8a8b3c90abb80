import type { Revisions } from "../../ports/revisions.ts";

/** Which revisions a report shows besides the work tree. */
export interface RevisionChoice {
  readonly allBranches?: boolean;
  readonly allTags?: boolean;
  readonly allCommits?: boolean;
}

/** A commit with everything that names it. */
export interface RevisionGroup {
  /** Names joined by commas, or the commit's id. */
  readonly name: string;
  readonly commit: string;
}

/** Whether any revision is chosen. */
export function hasChoice(choice: RevisionChoice): boolean {
  return [choice.allBranches, choice.allTags, choice.allCommits].includes(true);
}

/** The chosen commits, each once, in git's order. */
export async function listRevisionGroups(
  choice: RevisionChoice,
  revisions: Revisions,
): Promise<readonly RevisionGroup[]> {
  if (choice.allCommits === true) {
    return (await revisions.commits("all")).map((commit) => ({ name: commit, commit }));
  }
  const named = [
    ...(choice.allBranches === true ? await revisions.branches() : []),
    ...(choice.allTags === true ? await revisions.tags() : []),
  ];
  const groups = new Map<string, string[]>();
  for (const { name, commit } of named) groups.set(commit, [...(groups.get(commit) ?? []), name]);
  return [...groups].map(([commit, names]) => ({ name: [...new Set(names)].join(","), commit }));
}

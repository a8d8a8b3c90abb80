import { PawlError } from "../errors.ts";
import type { GcPolicy } from "./gc-policy.ts";

/** Something that may need data. */
export interface GcRef {
  /** `project`: the same of another repository that shares the cache, which is always kept. */
  readonly kind: "workspace" | "branch" | "tag" | "release" | "commit" | "project";
  /** For people: `main`, `v1.0.0`, a commit's id. */
  readonly name: string;
  /** Full id; undefined for the work tree and for other projects. */
  readonly commit?: string;
}

/** A commit that a branch or tag reaches. */
export interface GcCommit {
  readonly id: string;
  /** First parent first. */
  readonly parents: readonly string[];
  /** Commit date. */
  readonly dateMs: number;
}

/** All refs and commits of a repository. */
export interface GcHistory {
  /** Work tree, branches (local and fetched), tags, Releases, other projects. */
  readonly refs: readonly GcRef[];
  readonly commits: readonly GcCommit[];
}

/** DVC's flags of `gc`. With none of them the policy decides. */
export interface GcSelection {
  readonly workspace?: boolean;
  readonly allBranches?: boolean;
  readonly allTags?: boolean;
  readonly allCommits?: boolean;
  /** Commits of each branch or revision along first parents, ≥ 1. Default 1. */
  readonly num?: number;
  /** Commits of this moment or later. */
  readonly sinceMs?: number;
  /** Full ids. */
  readonly revisions?: readonly string[];
}

/** Refs whose data is kept, and those of the floor whose data a selection gives up. */
export interface SelectedRefs {
  readonly kept: readonly GcRef[];
  /** Branches, tags and Releases that are not in `kept`. */
  readonly givenUp: readonly GcRef[];
}

const dayMs = 24 * 60 * 60 * 1000;

/** Whether any of DVC's flags is set. */
export function isSelection(selection: GcSelection): boolean {
  const { num: _, ...rest } = selection;
  return Object.values(rest).some((value) => value !== undefined && value !== false);
}

/**
 * Which refs are kept. Without a selection: work tree, every branch, tag and Release, and what the policy adds. With one:
 * what DVC's flags name, the work tree always among it, as in DVC.
 *
 * @param nowMs milliseconds since 1970.
 * @throws PawlError `usage.invalid` for `num` without branches or revisions.
 */
export function selectRefs(
  history: GcHistory,
  selection: GcSelection,
  policy: GcPolicy,
  nowMs: number,
): SelectedRefs {
  if (!isSelection(selection)) {
    if (selection.num !== undefined) throw numAlone();
    return { kept: [...history.refs, ...youngCommits(history, policy, nowMs)], givenUp: [] };
  }
  const kept = selectedRefs(history, selection);
  const commits = new Set(kept.map((ref) => ref.commit));
  const givenUp = history.refs.filter((ref) => ref.commit !== undefined && !commits.has(ref.commit));
  return { kept, givenUp };
}

function numAlone(): PawlError {
  return new PawlError("usage.invalid", { message: "--num is used with --all-branches or --rev." });
}

function youngCommits({ commits }: GcHistory, policy: GcPolicy, nowMs: number): readonly GcRef[] {
  const age = policy.keep.commits?.newer_than;
  if (age === undefined) return [];
  const since = nowMs - Number.parseInt(age, 10) * dayMs;
  return commits.filter((commit) => commit.dateMs >= since).map(commitRef);
}

function commitRef({ id }: Pick<GcCommit, "id">): GcRef {
  return { kind: "commit", name: id, commit: id };
}

function selectedRefs(history: GcHistory, selection: GcSelection): readonly GcRef[] {
  const {
    allBranches = false,
    allTags = false,
    allCommits = false,
    revisions = [],
    sinceMs,
    num,
  } = selection;
  if (num !== undefined && !allBranches && revisions.length === 0) throw numAlone();
  const ofKind = (...kinds: readonly GcRef["kind"][]): readonly GcRef[] =>
    history.refs.filter((ref) => kinds.includes(ref.kind));
  const branches = allBranches ? ofKind("branch") : [];
  const tips = [...branches.flatMap((ref) => ref.commit ?? []), ...revisions];
  return [
    ...ofKind("workspace", "project"),
    ...branches,
    ...(allTags ? ofKind("tag", "release") : []),
    ...revisions.map((id) => commitRef({ id })),
    ...tips.flatMap((tip) => earlier(history, tip, (num ?? 1) - 1)),
    ...history.commits
      .filter((commit) => allCommits || (sinceMs !== undefined && commit.dateMs >= sinceMs))
      .map(commitRef),
  ];
}

/** Commits before `tip` along first parents, at most `count`. */
function earlier({ commits }: GcHistory, tip: string, count: number): readonly GcRef[] {
  if (count <= 0) return [];
  const byId = new Map(commits.map((commit) => [commit.id, commit]));
  const found: GcRef[] = [];
  let next = byId.get(tip)?.parents[0];
  while (next !== undefined && found.length < count) {
    found.push(commitRef({ id: next }));
    next = byId.get(next)?.parents[0];
  }
  return found;
}

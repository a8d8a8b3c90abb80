import type { SandboxContext } from "../context.ts";
import type { JsonObject } from "../http/messages.ts";
import type { Actor, RepositoryRecord } from "../records.ts";

/** An issue or the issue side of a pull request; the scope is the repository's id, the key its number. */
export interface IssueRecord {
  readonly id: number;
  readonly number: number;
  readonly title: string;
  readonly body: string | null;
  readonly state: "open" | "closed";
  readonly stateReason: string | null;
  readonly userId: number;
  readonly appId: number | null;
  readonly labelIds: readonly number[];
  readonly assigneeIds: readonly number[];
  readonly milestone: number | null;
  readonly locked: boolean;
  readonly isPull: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly closedAt: string | null;
  readonly closedById: number | null;
}

/** A label; the scope is the repository's id. */
export interface LabelRecord {
  readonly id: number;
  readonly name: string;
  readonly color: string;
  readonly description: string | null;
}

/** A comment; the scope is the repository's id. */
export interface CommentRecord {
  readonly id: number;
  readonly issueNumber: number;
  readonly body: string;
  readonly userId: number;
  readonly appId: number | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** An entry of the timeline that is neither comment nor review; the scope is `<repository> <number>`. */
export interface TimelineRecord {
  readonly id: number;
  readonly event: string;
  readonly actorId: number;
  readonly appId: number | null;
  readonly createdAt: string;
  readonly commitId: string | null;
  /** Members of this kind of event only, as GitHub names them. */
  readonly detail: JsonObject;
}

/** Issues and pull requests of a repository, in order of their numbers. */
export function listIssues(context: SandboxContext, repository: RepositoryRecord): readonly IssueRecord[] {
  return context.store.collection<IssueRecord>("issues").list(repository.id);
}

/** An issue or pull request by its number. */
export function findIssue(
  context: SandboxContext,
  repository: RepositoryRecord,
  number: number,
): IssueRecord | undefined {
  return context.store.collection<IssueRecord>("issues").get(repository.id, number);
}

/** Writes an issue; `updatedAt` becomes now. */
export function saveIssue(
  context: SandboxContext,
  repository: RepositoryRecord,
  issue: IssueRecord,
): IssueRecord {
  const issues = context.store.collection<IssueRecord>("issues");
  return issues.put(repository.id, issue.number, { ...issue, updatedAt: context.timestamp() });
}

/** Labels of a repository. */
export function listLabels(context: SandboxContext, repository: RepositoryRecord): readonly LabelRecord[] {
  return context.store.collection<LabelRecord>("labels").list(repository.id);
}

/** A label by name; upper and lower case are the same. */
export function findLabel(
  context: SandboxContext,
  repository: RepositoryRecord,
  name: string,
): LabelRecord | undefined {
  return listLabels(context, repository).find((label) => label.name.toLowerCase() === name.toLowerCase());
}

/** The label of a name, made when it is missing. */
export function ensureLabel(
  context: SandboxContext,
  repository: RepositoryRecord,
  name: string,
): LabelRecord {
  const found = findLabel(context, repository, name);
  if (found) return found;
  const id = context.store.nextId();
  const label = { id, name, color: "ededed", description: null };
  return context.store.collection<LabelRecord>("labels").put(repository.id, id, label);
}

/** What happened on an issue. */
export interface TimelineEntry {
  readonly event: string;
  readonly actor: Actor;
  readonly commitId?: string;
  readonly detail?: JsonObject;
}

/** Adds to the timeline of an issue. */
export function addTimeline(
  context: SandboxContext,
  repository: RepositoryRecord,
  number: number,
  { event, actor, commitId, detail }: TimelineEntry,
): void {
  const id = context.store.nextId();
  context.store.collection<TimelineRecord>("timeline").put(`${repository.id} ${number}`, id, {
    id,
    event,
    actorId: actor.user.id,
    appId: actor.appId,
    createdAt: context.timestamp(),
    commitId: commitId ?? null,
    detail: detail ?? {},
  });
}

/** Comments of one issue, or of the repository, oldest first. */
export function listComments(
  context: SandboxContext,
  repository: RepositoryRecord,
  issueNumber?: number,
): readonly CommentRecord[] {
  return context.store
    .collection<CommentRecord>("comments")
    .list(repository.id)
    .filter((comment) => issueNumber === undefined || comment.issueNumber === issueNumber);
}

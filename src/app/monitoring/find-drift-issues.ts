import {
  formatFingerprint,
  parseDriftMarker,
  parseDriftRecord,
  type DriftMarker,
  type DriftRecord,
  type Fingerprint,
} from "../../monitoring/drift-marker.ts";
import type { GitHub } from "../../ports/github/github.ts";
import type { Issue } from "../../ports/github/issues.ts";

/** Label of every drift issue. */
export const driftLabel = "ml/drift";

/** A drift issue that Pawl wrote. */
export interface DriftIssue {
  readonly issue: Issue;
  readonly marker: DriftMarker;
  /** `undefined` when a person damaged it. */
  readonly record: DriftRecord | undefined;
}

/** Who we are and where. */
export interface Identity {
  readonly login: string;
  readonly repositoryId: number;
  readonly defaultBranch: string;
}

/** Reads the identity behind our token. */
export async function readIdentity(
  members: Pick<GitHub["members"], "self" | "repository">,
): Promise<Identity> {
  const self = await members.self();
  const repository = await members.repository();
  return { login: self.login, repositoryId: repository.id, defaultBranch: repository.defaultBranch };
}

/** Labels of the drift issues of a model. */
export function driftLabels(model: string): readonly string[] {
  return [driftLabel, `model:${model}`];
}

/** Every drift issue of a model, open or closed, oldest first: by label, our own authorship and the marker in the body. */
export async function listDriftIssues(
  model: string,
  identity: Identity,
  issues: Pick<GitHub["issues"], "list">,
): Promise<readonly DriftIssue[]> {
  const listed = await issues.list({ labels: driftLabels(model), state: "all" });
  return listed.flatMap((issue) => {
    const marker = parseDriftMarker(issue.body);
    const isOurs = issue.authorLogin === identity.login && marker?.repositoryId === identity.repositoryId;
    if (!isOurs || marker.model !== model) return [];
    return [{ issue, marker, record: parseDriftRecord(issue.body) }];
  });
}

/** The issues of one fingerprint: the one that stays (lowest number), and the doubles. */
export function pickIssue(
  all: readonly DriftIssue[],
  fingerprint: Fingerprint,
): { readonly kept: DriftIssue | undefined; readonly doubles: readonly DriftIssue[] } {
  const wanted = formatFingerprint(fingerprint);
  const [kept, ...doubles] = all
    .filter((entry) => formatFingerprint(entry.marker) === wanted)
    .sort((a, b) => a.issue.number - b.issue.number);
  return { kept, doubles };
}

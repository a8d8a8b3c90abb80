import { isObject, type Json } from "./json.ts";

/** Rights of a job token by GitHub's names with underscores, e.g. `pull_requests`. */
export type JobPermissions = Readonly<Record<string, "read" | "write">>;

const scopes = [
  "actions",
  "attestations",
  "checks",
  "contents",
  "deployments",
  "discussions",
  "issues",
  "packages",
  "pages",
  "pull_requests",
  "security_events",
  "statuses",
] as const;

function all(right: "read" | "write"): JobPermissions {
  return Object.fromEntries(scopes.map((scope) => [scope, right]));
}

/** The rights that a `permissions:` names; what it leaves out is none. */
export function readPermissions(written: Json): JobPermissions {
  if (written === "read-all") return all("read");
  if (written === "write-all") return all("write");
  if (!isObject(written)) return {};
  const rights = Object.entries(written).flatMap(([scope, right]): [string, "read" | "write"][] =>
    right === "read" || right === "write" ? [[scope.replaceAll("-", "_"), right]] : [],
  );
  return Object.fromEntries(rights);
}

/** A right that goes beyond what is granted. */
export interface ExcessPermission {
  readonly scope: string;
  readonly right: "read" | "write";
}

/** The rights in `asked` that `granted` does not cover. */
export function excessPermissions(
  asked: JobPermissions,
  granted: JobPermissions,
): readonly ExcessPermission[] {
  return Object.entries(asked).flatMap(([scope, right]) => {
    const held = granted[scope];
    const isCovered = held === "write" || held === right;
    return isCovered || scope === "metadata" ? [] : [{ scope, right }];
  });
}

/** What decides the rights of a job's token. */
export interface PermissionRequest {
  /** `permissions:` of the job, else of the workflow; `undefined` when neither has it. */
  readonly written: Json | undefined;
  readonly defaults: JobPermissions;
  /** A pull request from a fork gets no right to write. */
  readonly isFromFork: boolean;
}

/** The rights of a job's token; `metadata: read` is always among them. */
export function jobPermissions({ written, defaults, isFromFork }: PermissionRequest): JobPermissions {
  const asked = written === undefined || written === null ? defaults : readPermissions(written);
  const granted = isFromFork
    ? Object.fromEntries(Object.keys(asked).map((scope) => [scope, "read" as const]))
    : asked;
  return { ...granted, metadata: "read" };
}

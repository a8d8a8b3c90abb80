import type { SandboxContext } from "../context.ts";
import { isObject } from "../http/fields.ts";
import type { JsonObject } from "../http/messages.ts";
import type { RepositoryRecord } from "../records.ts";

/** A ruleset; the scope is the repository's id, or {@link organizationScope}. */
export interface RulesetRecord {
  readonly id: number;
  /** Of an organisation's ruleset; absent for one of a repository. */
  readonly organizationId?: number;
  readonly name: string;
  readonly target: string;
  readonly enforcement: string;
  readonly bypassActors: readonly JsonObject[];
  readonly conditions: JsonObject;
  readonly rules: readonly JsonObject[];
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** Where the rulesets of an organisation are kept. */
export function organizationScope(organizationId: number): string {
  return `organization ${organizationId}`;
}

const targetPrefix: Readonly<Record<string, string>> = { branch: "refs/heads/", tag: "refs/tags/" };

function patterns(
  conditions: JsonObject,
  side: "include" | "exclude",
  condition = "ref_name",
): readonly string[] {
  const names = conditions[condition];
  const list = isObject(names) ? names[side] : undefined;
  return Array.isArray(list) ? list.filter((item): item is string => typeof item === "string") : [];
}

/** Whether a name fits a pattern of GitHub's: `*` stops at `/`, `**` does not. */
function fitsName(pattern: string, name: string): boolean {
  if (pattern === "~ALL") return true;
  const source = pattern
    .replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll("**", "\0")
    .replaceAll("*", "[^/]*")
    .replaceAll("\0", ".*");
  return new RegExp(`^${source}$`).test(name);
}

function fitsPattern(pattern: string, ref: string, repository: RepositoryRecord): boolean {
  if (pattern === "~DEFAULT_BRANCH") return ref === `refs/heads/${repository.defaultBranch}`;
  return fitsName(pattern, ref);
}

/** Whether an organisation's ruleset is for a repository, by its name or id; names count without case. */
function isFor({ conditions }: RulesetRecord, { id, name }: RepositoryRecord): boolean {
  const ids = conditions["repository_id"];
  const list = isObject(ids) ? ids["repository_ids"] : undefined;
  if (Array.isArray(list)) return list.includes(id);
  const fits = (one: string): boolean => one === "~ALL" || fitsName(one.toLowerCase(), name.toLowerCase());
  const named = (side: "include" | "exclude"): readonly string[] =>
    patterns(conditions, side, "repository_name");
  return named("include").some(fits) && !named("exclude").some(fits);
}

/** Rulesets of a repository, and those of its organisation that are for it, whatever their enforcement and target. */
export function listRulesets(
  context: SandboxContext,
  repository: RepositoryRecord,
): readonly RulesetRecord[] {
  const rulesets = context.store.collection<RulesetRecord>("rulesets");
  const parents = rulesets.list(organizationScope(repository.ownerId));
  return [...rulesets.list(repository.id), ...parents.filter((ruleset) => isFor(ruleset, repository))];
}

/** Active rulesets of a repository and its organisation that hold for a ref, given by its full name. Patterns fit full names: `refs/tags/*@v*`. */
export function rulesetsOf(
  context: SandboxContext,
  repository: RepositoryRecord,
  ref: string,
): readonly RulesetRecord[] {
  return listRulesets(context, repository)
    .filter((ruleset) => ref.startsWith(targetPrefix[ruleset.target] ?? "\0"))
    .filter((ruleset) => ruleset.enforcement === "active")
    .filter(({ conditions }) => {
      const fits = (one: string): boolean => fitsPattern(one, ref, repository);
      return patterns(conditions, "include").some(fits) && !patterns(conditions, "exclude").some(fits);
    });
}

/** Check names, approvals and resolved conversations that the active rulesets of a branch ask for. */
export function requiredByRulesets(
  context: SandboxContext,
  repository: RepositoryRecord,
  branch: string,
): { readonly contexts: readonly string[]; readonly approvals: number; readonly conversations: boolean } {
  const rules = rulesetsOf(context, repository, `refs/heads/${branch}`).flatMap((ruleset) => ruleset.rules);
  const parameters = (type: string): JsonObject[] =>
    rules.flatMap((rule) =>
      rule["type"] === type && isObject(rule["parameters"]) ? [rule["parameters"]] : [],
    );
  const contexts = parameters("required_status_checks").flatMap((one) => {
    const checks = one["required_status_checks"];
    return Array.isArray(checks) ? checks.filter(isObject).map((check) => String(check["context"])) : [];
  });
  const counts = parameters("pull_request").map((one) => Number(one["required_approving_review_count"] ?? 0));
  const conversations = parameters("pull_request").some(
    (one) => one["required_review_thread_resolution"] === true,
  );
  return { contexts, approvals: Math.max(0, ...counts), conversations };
}

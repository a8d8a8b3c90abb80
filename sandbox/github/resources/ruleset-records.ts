import type { SandboxContext } from "../context.ts";
import { isObject } from "../http/fields.ts";
import type { JsonObject } from "../http/messages.ts";
import type { RepositoryRecord } from "../records.ts";

/** A ruleset; the scope is the repository's id. */
export interface RulesetRecord {
  readonly id: number;
  readonly name: string;
  readonly target: string;
  readonly enforcement: string;
  readonly bypassActors: readonly JsonObject[];
  readonly conditions: JsonObject;
  readonly rules: readonly JsonObject[];
  readonly createdAt: string;
  readonly updatedAt: string;
}

const targetPrefix: Readonly<Record<string, string>> = { branch: "refs/heads/", tag: "refs/tags/" };

function patterns(conditions: JsonObject, side: "include" | "exclude"): readonly string[] {
  const names = conditions["ref_name"];
  const list = isObject(names) ? names[side] : undefined;
  return Array.isArray(list) ? list.filter((item): item is string => typeof item === "string") : [];
}

function fitsPattern(pattern: string, ref: string, repository: RepositoryRecord): boolean {
  if (pattern === "~ALL") return true;
  if (pattern === "~DEFAULT_BRANCH") return ref === `refs/heads/${repository.defaultBranch}`;
  const source = pattern
    .replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll("**", "\0")
    .replaceAll("*", "[^/]*")
    .replaceAll("\0", ".*");
  return new RegExp(`^${source}$`).test(ref);
}

/** Active rulesets that hold for a ref, given by its full name. Patterns fit full names: `refs/tags/*@v*`. */
export function rulesetsOf(
  context: SandboxContext,
  repository: RepositoryRecord,
  ref: string,
): readonly RulesetRecord[] {
  return context.store
    .collection<RulesetRecord>("rulesets")
    .list(repository.id)
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

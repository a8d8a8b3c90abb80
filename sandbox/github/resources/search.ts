import type { RouteModule, SandboxContext } from "../context.ts";
import { validationFailed } from "../http/api-error.ts";
import type { ApiRequest, ApiResponse } from "../http/messages.ts";
import { pageOf } from "../http/reply.ts";
import type { RepositoryRecord } from "../records.ts";
import type { PullRecord } from "./pull-records.ts";
import { listIssues, type IssueRecord } from "./issue-records.ts";
import { renderIssue, renderLabels } from "./issue-render.ts";
import { issueOrder } from "./issues.ts";

interface Term {
  readonly key: string;
  readonly value: string;
  readonly isNegated: boolean;
}

function parseQuery(query: string): readonly Term[] {
  const found = query.matchAll(/(-?)(?:([a-z-]+):)?(?:"([^"]*)"|(\S+))/g);
  return [...found].map((match) => ({
    isNegated: match[1] === "-",
    key: match[2] ?? "",
    value: (match[3] ?? match[4] ?? "").toLowerCase(),
  }));
}

interface Candidate {
  readonly context: SandboxContext;
  readonly repository: RepositoryRecord;
  readonly issue: IssueRecord;
  readonly places: readonly string[];
}

function pullOf({
  context,
  repository,
  issue,
}: Pick<Candidate, "context" | "repository" | "issue">): PullRecord | undefined {
  return context.store.collection<PullRecord>("pulls").get(repository.id, issue.number);
}

function fitsIs({ context, repository, issue }: Candidate, value: string): boolean {
  if (value === "open" || value === "closed") return issue.state === value;
  const pull = pullOf({ context, repository, issue });
  const tests: Readonly<Record<string, boolean>> = {
    issue: !issue.isPull,
    pr: issue.isPull,
    "pull-request": issue.isPull,
    merged: pull?.merged ?? false,
    unmerged: issue.isPull && !pull?.merged,
    draft: pull?.draft ?? false,
    public: !repository.private,
    private: repository.private,
  };
  return tests[value] ?? true;
}

function fitsText({ issue, places }: Candidate, value: string): boolean {
  const texts = [
    ...(places.includes("title") ? [issue.title] : []),
    ...(places.includes("body") ? [issue.body ?? ""] : []),
  ];
  return texts.some((text) => text.toLowerCase().includes(value));
}

function fits(candidate: Candidate, { key, value }: Term): boolean {
  const { context, repository, issue } = candidate;
  const loginOf = (id: number | null): string | undefined =>
    id === null ? undefined : context.userById(id)?.login.toLowerCase();
  switch (key) {
    case "repo":
      return repository.fullName.toLowerCase() === value;
    case "org":
    case "user":
      return repository.ownerLogin.toLowerCase() === value;
    case "is":
    case "type":
    case "state":
      return fitsIs(candidate, value);
    case "label": {
      const names = value.split(",");
      return renderLabels(context, repository, issue).some((label) =>
        names.includes(String(label["name"]).toLowerCase()),
      );
    }
    case "author":
      return loginOf(issue.userId) === value.replace(/^app\/(.*)$/, "$1[bot]");
    case "assignee":
      return issue.assigneeIds.some((id) => loginOf(id) === value);
    case "head":
      return pullOf(candidate)?.headRef.toLowerCase() === value;
    case "base":
      return pullOf(candidate)?.baseRef.toLowerCase() === value;
    case "in":
    case "sort":
      return true;
    default:
      return fitsText(candidate, key === "" ? value : `${key}:${value}`);
  }
}

function searchIssues(context: SandboxContext, request: ApiRequest): ApiResponse {
  const query = request.query.get("q") ?? "";
  if (query.trim() === "") throw validationFailed({ resource: "Search", field: "q", code: "missing" });
  const terms = parseQuery(query);
  const places = terms.filter((term) => term.key === "in").flatMap((term) => term.value.split(","));
  const inPlaces = places.length > 0 ? places : ["title", "body"];
  const repositories = context.store
    .collection<RepositoryRecord>("repositories")
    .list("")
    .filter((repository) => maySee(context, request, repository));
  const order = issueOrder(request.query);
  const found = repositories
    .flatMap((repository) =>
      listIssues(context, repository).flatMap((issue) => {
        const candidate = { context, repository, issue, places: inPlaces };
        return terms.every((term) => fits(candidate, term) !== term.isNegated) ? [candidate] : [];
      }),
    )
    .toSorted((a, b) => order(a.issue, b.issue));
  const page = pageOf(request, found);
  const items = page.items.map(({ repository, issue }) => ({
    ...renderIssue(context, repository, issue),
    score: 1,
  }));
  const body = { total_count: found.length, incomplete_results: false, search_type: "lexical", items };
  return { status: 200, body, headers: page.headers };
}

/** Whether a search of the client looks into a repository. */
export function maySee(context: SandboxContext, request: ApiRequest, repository: RepositoryRecord): boolean {
  if (!repository.private) return true;
  if (request.isAnonymous) return false;
  const { actor } = request;
  if (actor.kind !== "user") return actor.repositoryIds?.includes(repository.id) ?? true;
  return context.roleOf(actor.user, repository) !== "none";
}

/** Search of issues and pull requests: the qualifiers named here, and words in title and body. */
export const addSearchRoutes: RouteModule = (app, context) => {
  app.route("GET", "/search/issues", {}, (request) => searchIssues(context, request));
};

import { checkRights } from "../auth/rights.ts";
import { ApiError } from "../http/api-error.ts";
import type { JsonObject } from "../http/messages.ts";
import type { RepositoryRecord } from "../records.ts";
import { listIssues } from "../resources/issue-records.ts";
import { GraphqlError, locate } from "./graphql-error.ts";
import { answerHistory } from "./history-nodes.ts";
import type { ListedQuery, QueryScope, RepositoryAnswer } from "./listed-query.ts";
import { objectQueries } from "./object-nodes.ts";
import { answerPin, answerSettlePin } from "./pin-nodes.ts";
import { answerPulls } from "./pull-nodes.ts";
import { answerReleases } from "./release-nodes.ts";
import { answerSettle, answerThreads } from "./thread-nodes.ts";

function readable({ context, actor }: QueryScope, repository: RepositoryRecord): boolean {
  try {
    checkRights(actor, { permission: "metadata:read" }, repository, (user, of) => context.roleOf(user, of));
    return true;
  } catch (error) {
    if (error instanceof ApiError) return false;
    throw error;
  }
}

function findReadable(
  scope: QueryScope,
  names: readonly [string, string],
  rest: JsonObject,
): RepositoryRecord {
  const { context, variables, query } = scope;
  const [owner, name] = [String(variables[names[0]]), String(variables[names[1]])];
  const found = context.findRepository(owner, name);
  if (found && readable(scope, found)) return found;
  const message = `Could not resolve to a Repository with the name '${owner}/${name}'.`;
  const locations = [locate(query, "repository")];
  const error = { type: "NOT_FOUND", path: ["repository"], locations, message };
  throw new GraphqlError([error], { ...rest, repository: null });
}

function ofRepository(answer: RepositoryAnswer): ListedQuery["answer"] {
  return async (scope) => ({
    repository: await answer(scope, findReadable(scope, ["owner", "repo"], {})),
  });
}

const viewer = ({ actor }: QueryScope): JsonObject => ({ viewer: { login: actor.user.login } });

function answerIssueCount(scope: QueryScope): JsonObject {
  const shown = viewer(scope);
  const repository = findReadable(scope, ["o", "r"], shown);
  const totalCount = listIssues(scope.context, repository).filter((issue) => !issue.isPull).length;
  return { ...shown, repository: { name: repository.name, issues: { totalCount } } };
}

const paths = "nodes { path } pageInfo { endCursor hasNextPage }";
const pull = `number title baseRefName headRefName labels(first: 10) { nodes { name } } body mergeCommit { oid }
  files(first: $maxFilesChanged) { ${paths} }`;
const repository = "repository(owner: $owner, name: $repo)";
const newest = "orderBy: {field: CREATED_AT, direction: DESC}";

const thread = "id isResolved resolvedBy { login } path line comments(first: 1) { nodes { databaseId } }";
const settling = (name: string): string =>
  `mutation ${name}($threadId: ID!) { ${name}(input: {threadId: $threadId}) { thread { ${thread} } } }`;
const pinning = (name: string): string =>
  `mutation ${name}($issueId: ID!) { ${name}(input: {issueId: $issueId}) { issue { id isPinned } } }`;

/** Every query that the sandbox answers. Another one is answered with 501, so that nothing passes by accident. */
export const listedQueries: readonly ListedQuery[] = [
  ...objectQueries(ofRepository),
  { name: "viewer", sentBy: "Pawl", text: "query { viewer { login } }", answer: viewer },
  {
    name: "issue count",
    sentBy: "test/fixtures/local-github-probe.mjs",
    text: `query($o: String!, $r: String!) {
      viewer { login }
      repository(owner: $o, name: $r) { name issues(first: 5) { totalCount } }
    }`,
    answer: answerIssueCount,
  },
  {
    name: "pullRequestsSince",
    sentBy: "release-please 17.11.2",
    text: `query pullRequestsSince($owner: String!, $repo: String!, $num: Int!, $maxFilesChanged: Int,
      $targetBranch: String!, $cursor: String) { ${repository} { ref(qualifiedName: $targetBranch) { target {
      ... on Commit { history(first: $num, after: $cursor) {
        nodes {
          associatedPullRequests(first: 10) { nodes { ${pull} } }
          sha: oid message author { name email user { login } }
        }
        pageInfo { hasNextPage endCursor }
      } } } } } }`,
    answer: ofRepository(answerHistory),
  },
  {
    name: "mergedPullRequests",
    sentBy: "release-please 17.11.2",
    text: `query mergedPullRequests($owner: String!, $repo: String!, $num: Int!, $maxFilesChanged: Int,
      $targetBranch: String!, $states: [PullRequestState!], $cursor: String) { ${repository} {
      pullRequests(first: $num, after: $cursor, baseRefName: $targetBranch, states: $states, ${newest}) {
        nodes { ${pull} } pageInfo { endCursor hasNextPage } } } }`,
    answer: ofRepository(answerPulls),
  },
  {
    name: "releases",
    sentBy: "release-please 17.11.2",
    text: `query releases($owner: String!, $repo: String!, $num: Int!, $cursor: String) { ${repository} {
      releases(first: $num, after: $cursor, ${newest}) {
        nodes { name tag { name } tagCommit { oid } url description isDraft }
        pageInfo { endCursor hasNextPage } } } }`,
    answer: ofRepository(answerReleases),
  },
  {
    name: "reviewThreads",
    sentBy: "scripts that resolve conversations, which REST cannot",
    text: `query reviewThreads($owner: String!, $repo: String!, $number: Int!, $num: Int!, $cursor: String) {
      ${repository} { pullRequest(number: $number) { reviewThreads(first: $num, after: $cursor) {
        nodes { ${thread} } pageInfo { endCursor hasNextPage } } } } }`,
    answer: ofRepository(answerThreads),
  },
  {
    name: "resolveReviewThread",
    sentBy: "scripts that resolve conversations, which REST cannot",
    text: settling("resolveReviewThread"),
    answer: (scope) => answerSettle(scope, "resolveReviewThread"),
  },
  {
    name: "unresolveReviewThread",
    sentBy: "scripts that resolve conversations, which REST cannot",
    text: settling("unresolveReviewThread"),
    answer: (scope) => answerSettle(scope, "unresolveReviewThread"),
  },
  {
    name: "issuePin",
    sentBy: "Pawl",
    text: `query issuePin($owner: String!, $repo: String!, $number: Int!) { ${repository} {
      pinnedIssues(first: 3) { totalCount }
      issue(number: $number) { id isPinned
        timelineItems(first: 1, itemTypes: [PINNED_EVENT, UNPINNED_EVENT]) { nodes { __typename } } } } }`,
    answer: ofRepository(answerPin),
  },
  {
    name: "pinIssue",
    sentBy: "Pawl",
    text: pinning("pinIssue"),
    answer: (scope) => answerSettlePin(scope, "pinIssue"),
  },
  {
    name: "unpinIssue",
    sentBy: "people, whose page of an issue has a button for it",
    text: pinning("unpinIssue"),
    answer: (scope) => answerSettlePin(scope, "unpinIssue"),
  },
];

function bare(text: string): string {
  return text
    .replaceAll(/[\s,]+/g, " ")
    .replaceAll(/ ?([{}():[\]!$]) ?/g, "$1")
    .trim();
}

const byText = new Map(listedQueries.map((listed) => [bare(listed.text), listed]));

/** The listed query of a text; white space and commas do not count. */
export function findListedQuery(text: string): ListedQuery | undefined {
  return byText.get(bare(text));
}

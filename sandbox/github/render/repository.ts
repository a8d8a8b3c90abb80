import type { SandboxContext } from "../context.ts";
import type { JsonObject } from "../http/messages.ts";
import type { Actor, RepositoryRecord } from "../records.ts";
import { isAtLeast } from "../auth/rights.ts";
import { nodeId } from "./node-id.ts";
import { renderUser } from "./user.ts";

const templates = {
  forks_url: "/forks",
  keys_url: "/keys{/key_id}",
  collaborators_url: "/collaborators{/collaborator}",
  teams_url: "/teams",
  hooks_url: "/hooks",
  issue_events_url: "/issues/events{/number}",
  events_url: "/events",
  assignees_url: "/assignees{/user}",
  branches_url: "/branches{/branch}",
  tags_url: "/tags",
  blobs_url: "/git/blobs{/sha}",
  git_tags_url: "/git/tags{/sha}",
  git_refs_url: "/git/refs{/sha}",
  trees_url: "/git/trees{/sha}",
  statuses_url: "/statuses/{sha}",
  languages_url: "/languages",
  stargazers_url: "/stargazers",
  contributors_url: "/contributors",
  subscribers_url: "/subscribers",
  subscription_url: "/subscription",
  commits_url: "/commits{/sha}",
  git_commits_url: "/git/commits{/sha}",
  comments_url: "/comments{/number}",
  issue_comment_url: "/issues/comments{/number}",
  contents_url: "/contents/{+path}",
  compare_url: "/compare/{base}...{head}",
  merges_url: "/merges",
  archive_url: "/{archive_format}{/ref}",
  downloads_url: "/downloads",
  issues_url: "/issues{/number}",
  pulls_url: "/pulls{/number}",
  milestones_url: "/milestones{/number}",
  notifications_url: "/notifications{?since,all,participating}",
  labels_url: "/labels{/name}",
  releases_url: "/releases{/id}",
  deployments_url: "/deployments",
} as const;

/** The API address of a repository. */
export function repositoryUrl(context: Pick<SandboxContext, "url">, repository: RepositoryRecord): string {
  return `${context.url}/repos/${repository.fullName}`;
}

/** The address of a repository's page. */
export function repositoryPage(context: Pick<SandboxContext, "url">, repository: RepositoryRecord): string {
  return `${context.url}/${repository.fullName}`;
}

function addresses(context: SandboxContext, repository: RepositoryRecord): JsonObject {
  const api = repositoryUrl(context, repository);
  const page = repositoryPage(context, repository);
  const made = Object.entries(templates).map(([name, tail]) => [name, `${api}${tail}`] as const);
  return {
    html_url: page,
    url: api,
    ...Object.fromEntries(made),
    git_url: `${page}.git`,
    ssh_url: `${page}.git`,
    clone_url: `${page}.git`,
    svn_url: page,
    mirror_url: null,
  };
}

function facts(repository: RepositoryRecord): JsonObject {
  const { settings } = repository;
  return {
    description: repository.description,
    homepage: repository.homepage,
    fork: repository.parentId !== null,
    created_at: repository.createdAt,
    updated_at: repository.updatedAt,
    pushed_at: repository.pushedAt,
    size: 0,
    stargazers_count: 0,
    watchers_count: 0,
    language: null,
    has_issues: settings.hasIssues,
    has_projects: settings.hasProjects,
    has_downloads: true,
    has_wiki: settings.hasWiki,
    has_pages: false,
    has_discussions: false,
    forks_count: 0,
    archived: repository.archived,
    disabled: false,
    license: null,
    allow_forking: true,
    is_template: false,
    web_commit_signoff_required: false,
    topics: repository.topics,
    visibility: repository.private ? "private" : "public",
    forks: 0,
    watchers: 0,
    default_branch: repository.defaultBranch,
  };
}

interface IssueState {
  readonly state: "open" | "closed";
}

const openCounts = new WeakMap<readonly IssueState[], number>();

/** How many issues of a list are open; a list of the store is counted once. */
function countOpen(issues: readonly IssueState[]): number {
  const counted = openCounts.get(issues) ?? issues.filter((issue) => issue.state === "open").length;
  openCounts.set(issues, counted);
  return counted;
}

/** A repository as it stands inside other answers and in webhook payloads. */
export function renderRepository(context: SandboxContext, repository: RepositoryRecord): JsonObject {
  const owner = context.userById(repository.ownerId);
  const open = countOpen(context.store.collection<IssueState>("issues").list(repository.id));
  return {
    id: repository.id,
    node_id: nodeId("R", repository.id),
    name: repository.name,
    full_name: repository.fullName,
    private: repository.private,
    owner: owner ? renderUser(context.url, owner) : null,
    ...addresses(context, repository),
    ...facts(repository),
    open_issues_count: open,
    open_issues: open,
  };
}

/** The answer of `GET /repos/:owner/:repo`. */
export function renderFullRepository(
  context: SandboxContext,
  repository: RepositoryRecord,
  actor: Actor | undefined,
): JsonObject {
  const { settings } = repository;
  const role = actor ? context.roleOf(actor.user, repository) : "read";
  const parent = repository.parentId === null ? undefined : context.repositoryById(repository.parentId);
  const owner = context.userById(repository.ownerId);
  const lineage = parent ? renderRepository(context, parent) : undefined;
  return {
    ...renderRepository(context, repository),
    permissions: {
      admin: isAtLeast(role, "admin"),
      maintain: isAtLeast(role, "maintain"),
      push: isAtLeast(role, "write"),
      triage: isAtLeast(role, "triage"),
      pull: isAtLeast(role, "read"),
    },
    allow_squash_merge: settings.allowSquashMerge,
    allow_merge_commit: settings.allowMergeCommit,
    allow_rebase_merge: settings.allowRebaseMerge,
    allow_auto_merge: settings.allowAutoMerge,
    delete_branch_on_merge: settings.deleteBranchOnMerge,
    network_count: 0,
    subscribers_count: 0,
    ...(owner?.type === "Organization" ? { organization: renderUser(context.url, owner) } : {}),
    ...(lineage ? { parent: lineage, source: lineage } : {}),
  };
}

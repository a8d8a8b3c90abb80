import type { RouteModule, SandboxContext } from "../context.ts";
import { validationFailed } from "../http/api-error.ts";
import type { ApiRequest, ApiResponse, JsonObject } from "../http/messages.ts";
import { pageOf } from "../http/reply.ts";
import type { RepositoryRecord } from "../records.ts";
import { renderRepository, repositoryPage, repositoryUrl } from "../render/repository.ts";
import { listLabels } from "./issue-records.ts";
import { renderLabel } from "./issue-render.ts";
import { maySee } from "./search.ts";

interface CodeQuery {
  readonly words: readonly string[];
  readonly repositories: readonly string[];
  readonly owners: readonly string[];
  readonly paths: readonly string[];
  readonly extensions: readonly string[];
  readonly names: readonly string[];
}

/** Reads the qualifiers repo, org, user, path, extension and filename; everything else is a word to find. */
function parseCodeQuery(text: string): CodeQuery {
  const terms = [...text.matchAll(/(?:([a-z]+):)?(?:"([^"]*)"|(\S+))/g)].map((match) => ({
    key: match[1] ?? "",
    value: match[2] ?? match[3] ?? "",
  }));
  const values = (...keys: readonly string[]): string[] =>
    terms.filter(({ key }) => keys.includes(key)).map(({ value }) => value);
  const known = ["repo", "org", "user", "path", "extension", "filename", "in", "language"];
  return {
    words: terms
      .filter(({ key }) => !known.includes(key))
      .map(({ key, value }) => (key === "" ? value : `${key}:${value}`)),
    repositories: values("repo").map((name) => name.toLowerCase()),
    owners: values("org", "user").map((name) => name.toLowerCase()),
    paths: values("path"),
    extensions: values("extension"),
    names: values("filename"),
  };
}

function isAsked(query: CodeQuery, repository: RepositoryRecord): boolean {
  const fits = (list: readonly string[], name: string): boolean =>
    list.length === 0 || list.includes(name.toLowerCase());
  return fits(query.repositories, repository.fullName) && fits(query.owners, repository.ownerLogin);
}

function fitsPath(query: CodeQuery, path: string): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return (
    query.paths.every((folder) => path.startsWith(folder.replace(/^\/|\/$/g, ""))) &&
    query.extensions.every((extension) => name.endsWith(`.${extension}`)) &&
    query.names.every((wanted) => name.toLowerCase().includes(wanted.toLowerCase()))
  );
}

/** Paths of the default branch that hold every word, case apart, as the code search of GitHub looks there only. */
async function findPaths(
  context: SandboxContext,
  repository: RepositoryRecord,
  query: CodeQuery,
): Promise<readonly string[]> {
  const git = context.git(repository);
  const head = await git.resolveCommit(`refs/heads/${repository.defaultBranch}`);
  if (head === undefined) return [];
  const words = query.words.flatMap((word) => ["-e", word]);
  const found =
    words.length === 0
      ? await git.try(["ls-tree", "-r", "-z", "--name-only", head])
      : await git.try(["grep", "-l", "-z", "-i", "-I", "-F", "--all-match", ...words, head, "--"]);
  const paths = found.stdout.toString("utf8").split("\0").filter(Boolean);
  return paths
    .map((path) => (path.startsWith(`${head}:`) ? path.slice(head.length + 1) : path))
    .filter((path) => fitsPath(query, path));
}

interface Hit {
  readonly repository: RepositoryRecord;
  readonly path: string;
}

async function renderHit(context: SandboxContext, { repository, path }: Hit): Promise<JsonObject> {
  const git = context.git(repository);
  const object = await git.readObject(`refs/heads/${repository.defaultBranch}:${path}`);
  const sha = object?.sha ?? "";
  const place = path.split("/").map(encodeURIComponent).join("/");
  const api = repositoryUrl(context, repository);
  return {
    name: path.slice(path.lastIndexOf("/") + 1),
    path,
    sha,
    url: `${api}/contents/${place}?ref=${repository.defaultBranch}`,
    git_url: `${api}/git/blobs/${sha}`,
    html_url: `${repositoryPage(context, repository)}/blob/${repository.defaultBranch}/${place}`,
    repository: renderRepository(context, repository),
    score: 1,
  };
}

async function searchCode(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const query = parseCodeQuery(request.query.get("q") ?? "");
  const isEmpty = query.words.length + query.names.length + query.extensions.length === 0;
  if (isEmpty) throw validationFailed({ resource: "Search", field: "q", code: "missing" });
  const repositories = context.store
    .collection<RepositoryRecord>("repositories")
    .list("")
    .filter((repository) => isAsked(query, repository) && maySee(context, request, repository));
  const hits: Hit[] = [];
  for (const repository of repositories) {
    for (const path of await findPaths(context, repository, query)) hits.push({ repository, path });
  }
  const page = pageOf(request, hits);
  const items = await Promise.all(page.items.map((hit) => renderHit(context, hit)));
  return {
    status: 200,
    body: { total_count: hits.length, incomplete_results: false, items },
    headers: page.headers,
  };
}

function searchLabels(context: SandboxContext, request: ApiRequest): ApiResponse {
  const repository = context.repositoryById(Number(request.query.get("repository_id")));
  if (!repository || !maySee(context, request, repository)) {
    throw validationFailed({ resource: "Search", field: "repository_id", code: "invalid" });
  }
  const word = (request.query.get("q") ?? "").toLowerCase();
  if (word === "") throw validationFailed({ resource: "Search", field: "q", code: "missing" });
  const labels = listLabels(context, repository).filter((label) =>
    `${label.name} ${label.description ?? ""}`.toLowerCase().includes(word),
  );
  const page = pageOf(request, labels);
  const items = page.items.map((label) => ({ ...renderLabel(context, repository, label), score: 1 }));
  return {
    status: 200,
    body: { total_count: labels.length, incomplete_results: false, items },
    headers: page.headers,
  };
}

/** Search of code on default branches, and of labels. */
export const addSearchCodeRoutes: RouteModule = (app, context) => {
  app.route("GET", "/search/code", {}, (request) => {
    // GitHub searches code for nobody who does not sign.
    void request.actor;
    return searchCode(context, request);
  });
  app.route("GET", "/search/labels", {}, (request) => searchLabels(context, request));
};

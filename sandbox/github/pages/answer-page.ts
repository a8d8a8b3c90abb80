import type { SandboxContext } from "../context.ts";
import type { ApiRequest, ApiResponse } from "../http/messages.ts";
import { listReleases } from "../resources/release-records.ts";
import { downloadByName } from "../resources/release-assets.ts";
import { findPull } from "../resources/pull-records.ts";
import { commitListPage, commitPage } from "./commit-pages.ts";
import { diagramScript } from "./diagram-script.ts";
import { html } from "./html.ts";
import { issueListPage, issuePage } from "./issue-page.ts";
import { renderAvatar, renderPage, type Page, type PageScope } from "./layout.ts";
import { checkPage, pullPage } from "./pull-page.ts";
import { deploymentsPage, releaseListPage, releasePage } from "./release-pages.ts";
import { parsePage } from "./paging.ts";
import { blobPage, findPlace, homePage, treePage } from "./repository-page.ts";
import { runListPage, runPage } from "./run-pages.ts";

type Answer = Page | ApiResponse | undefined;
type Show = (scope: PageScope, rest: string) => Answer | Promise<Answer>;

async function raw(scope: PageScope, text: string): Promise<ApiResponse | undefined> {
  const place = await findPlace(scope, text);
  const git = scope.context.git(scope.repository);
  const blob = place ? await git.readObject(`${place.commit}:${place.path}`) : undefined;
  if (blob?.type !== "blob") return undefined;
  const type = blob.bytes.subarray(0, 8000).includes(0)
    ? "application/octet-stream"
    : "text/plain; charset=utf-8";
  return {
    status: 200,
    bytes: blob.bytes,
    headers: { "content-type": type, "x-content-type-options": "nosniff" },
  };
}

async function download(scope: PageScope, rest: string): Promise<ApiResponse | undefined> {
  const at = rest.lastIndexOf("/");
  const place = { tag: rest.slice(0, at), name: rest.slice(at + 1) };
  return downloadByName(scope.context, scope.repository, place);
}

async function pullText(scope: PageScope, rest: string): Promise<Answer> {
  const match = /^(\d+)(?:\.(diff|patch))?$/.exec(rest.replace(/\/(files|commits|checks)$/, ""));
  if (!match) return undefined;
  const number = Number(match[1]);
  const pull = findPull(scope.context, scope.repository, number);
  if (!pull || match[2] === undefined) return pullPage(scope, number);
  const git = scope.context.git(scope.repository);
  const range = `${pull.baseSha}...${pull.headSha}`;
  const args = match[2] === "diff" ? ["diff", range, "--"] : ["format-patch", "--stdout", range];
  return {
    status: 200,
    bytes: await git.run(args),
    headers: { "content-type": "text/plain; charset=utf-8" },
  };
}

function latestRelease(scope: PageScope): Answer {
  const first = listReleases(scope.context, scope.repository).find((one) => !one.draft && !one.prerelease);
  return first && releasePage(scope, first.tagName);
}

const shows: readonly (readonly [RegExp, Show])[] = [
  [/^$/, (scope) => treePage(scope, scope.repository.defaultBranch)],
  [/^tree\/(.+)$/, treePage],
  [/^blob\/(.+)$/, blobPage],
  [/^raw\/(.+)$/, raw],
  [/^commit\/([^/]+)$/, commitPage],
  [/^commits\/(.+)$/, commitListPage],
  [/^issues$/, (scope) => issueListPage(scope, "issues")],
  [/^pulls$/, (scope) => issueListPage(scope, "pulls")],
  [/^issues\/(\d+)$/, (scope, rest) => issuePage(scope, Number(rest))],
  [/^pull\/(.+)$/, pullText],
  [/^runs\/(\d+)$/, (scope, rest) => checkPage(scope, Number(rest))],
  [/^actions$/, runListPage],
  [/^actions\/runs\/(\d+)(?:\/.*)?$/, (scope, rest) => runPage(scope, Number(rest))],
  [/^releases$/, releaseListPage],
  [/^releases\/latest$/, latestRelease],
  [/^releases\/tag\/(.+)$/, releasePage],
  [/^releases\/download\/(.+)$/, download],
  [/^deployments(?:\/.*)?$/, deploymentsPage],
];

async function show(scope: PageScope, rest: string): Promise<Answer> {
  for (const [pattern, answer] of shows) {
    const match = pattern.exec(rest);
    const found = match ? await answer(scope, match[1] ?? "") : undefined;
    if (found) return found;
  }
  return undefined;
}

function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

/** Answers browsers: `undefined` when the address belongs to no page. Private repositories have no pages. */
export async function answerPage(
  context: SandboxContext,
  request: ApiRequest,
): Promise<ApiResponse | undefined> {
  const path = request.method === "GET" || request.method === "HEAD" ? decode(request.path) : undefined;
  if (path === undefined) return undefined;
  if (path === "/") return renderPage(homePage(context));
  const avatar = /^\/avatars\/([^/]+)\.svg$/.exec(path);
  if (avatar) return renderAvatar(avatar[1] ?? "");
  if (path.startsWith("/-/")) return diagramScript(path);
  const [, owner = "", name = "", ...rest] = path.replace(/\/$/, "").split("/");
  const repository = context.findRepository(owner, name);
  if (!repository || repository.private) {
    const isBrowser = request.headers.accept?.includes("text/html") ?? false;
    const body = html`<h1>Not found</h1>
      <p>There is no such page. <a href="/">All repositories</a></p>`;
    return isBrowser ? renderPage({ title: "Not found", body }, 404) : undefined;
  }
  const answer = await show(
    { context, repository, page: parsePage(request.query.get("page")) },
    rest.join("/"),
  );
  if (!answer) {
    const body = html`<h1>Not found</h1>
      <p>This repository has no such page.</p>`;
    return renderPage({ title: "Not found", body, repository }, 404);
  }
  return answer === "handled" || "status" in answer ? answer : renderPage(answer);
}

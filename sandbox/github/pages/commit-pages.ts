import { diffTrees, emptyTreeSha } from "../git/diff.ts";
import { findCommitUser } from "../render/commit.ts";
import { renderDiff } from "./diff-view.ts";
import { html } from "./html.ts";
import { renderTime, renderWho, type Page, type PageScope } from "./layout.ts";
import { renderChecks } from "./pull-page.ts";

/** One commit with its checks and files. */
export async function commitPage(scope: PageScope, name: string): Promise<Page | undefined> {
  const { context, repository } = scope;
  const git = context.git(repository);
  const commit = await git.readCommit(name);
  if (!commit) return undefined;
  const [title = "", ...rest] = commit.message.split("\n");
  const user = findCommitUser(context, commit.author);
  const files = await diffTrees(git, commit.parents[0] ?? emptyTreeSha, commit.sha);
  const who = user ? renderWho(user) : html`<span class="who">${commit.author.name}</span>`;
  const message = rest.join("\n").trim();
  const body = html`<h1>${title}</h1>
    <div class="meta">${who} ${renderTime(commit.committer.date)} <code>${commit.sha}</code></div>
    ${message !== "" && html`<pre>${message}</pre>`}${renderChecks(scope, commit.sha)}${renderDiff(files)}`;
  return { title: `${title} · ${repository.fullName}`, body, tab: "code", repository };
}

/** The last commits of a branch, newest first. */
export async function commitListPage(scope: PageScope, name: string): Promise<Page | undefined> {
  const { context, repository } = scope;
  const git = context.git(repository);
  const start = await git.resolveCommit(name);
  if (start === undefined) return undefined;
  const out = await git.run(["rev-list", "--max-count=100", start]);
  const commits = await Promise.all(
    out
      .toString()
      .split("\n")
      .filter(Boolean)
      .map((sha) => git.readCommit(sha)),
  );
  const rows = commits.map(
    (commit) =>
      commit &&
      html`<div class="row">
        <div class="grow">
          <a class="title" href="/${repository.fullName}/commit/${commit.sha}"
            >${commit.message.split("\n")[0]}</a
          >
          <div class="dim small">${commit.author.name}, ${renderTime(commit.committer.date)}</div>
        </div>
        <code>${commit.sha.slice(0, 7)}</code>
      </div>`,
  );
  const body = html`<h1>Commits of <code>${name}</code></h1>
    <div class="box">${rows}</div>`;
  return { title: `Commits · ${repository.fullName}`, body, tab: "code", repository };
}

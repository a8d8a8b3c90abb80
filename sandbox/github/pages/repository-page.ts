import { isTreePath } from "../git/ref-grammar.ts";
import type { RepositoryRecord } from "../records.ts";
import type { SandboxContext } from "../context.ts";
import { listDeployments } from "../resources/deployment-records.ts";
import { listIssues } from "../resources/issue-records.ts";
import { listReleases } from "../resources/release-records.ts";
import { html, type Html } from "./html.ts";
import { renderTime, type Page, type PageScope } from "./layout.ts";
import { renderMarkdown } from "./markdown.ts";

/** All repositories of the sandbox. */
export function homePage(context: SandboxContext): Page {
  const repositories = context.store
    .collection<RepositoryRecord>("repositories")
    .list("")
    .filter((repository) => !repository.private);
  const rows = repositories.map(
    (one) =>
      html`<div class="row">
        <div class="grow">
          <a class="title" href="/${one.fullName}">${one.fullName}</a>
          <div class="dim small">${one.description} · pushed ${renderTime(one.pushedAt)}</div>
        </div>
      </div>`,
  );
  const body = html`<h1>Repositories</h1>
    <div class="box">${rows.length > 0 ? rows : html`<div class="empty">None yet.</div>`}</div>`;
  return { title: "GitHub sandbox", body };
}

interface Place {
  readonly ref: string;
  readonly commit: string;
  readonly path: string;
}

/** Splits `<ref>/<path>`, where both may hold slashes: the longest ref that exists wins. */
export async function findPlace(
  { context, repository }: PageScope,
  text: string,
): Promise<Place | undefined> {
  const parts = text.split("/");
  for (let count = parts.length; count > 0; count--) {
    const ref = parts.slice(0, count).join("/");
    const path = parts.slice(count).join("/");
    if (path !== "" && !isTreePath(path)) continue;
    const commit = await context.git(repository).resolveCommit(ref);
    if (commit !== undefined) return { ref, commit, path };
  }
  return undefined;
}

async function renderFiles({ context, repository }: PageScope, place: Place): Promise<Html> {
  const tree = await context.git(repository).readTree(`${place.commit}:${place.path}`);
  const base = `/${repository.fullName}`;
  const sorted = (tree?.entries ?? []).toSorted(
    (a, b) => Number(a.type === "blob") - Number(b.type === "blob"),
  );
  const rows = sorted.map((entry) => {
    const path = place.path === "" ? entry.name : `${place.path}/${entry.name}`;
    const kind = entry.type === "blob" ? "blob" : "tree";
    return html`<div class="row">
      <span class="dim kind">${kind === "tree" && "▸"}</span>
      <a class="grow" href="${base}/${kind}/${place.ref}/${path}">${entry.name}${kind === "tree" && "/"}</a>
    </div>`;
  });
  const title = html`<span class="mono">${place.ref}${place.path && ` / ${place.path}`}</span>`;
  return html`<div class="box">
    <header>${title}<a class="dim" href="${base}/commits/${place.ref}">commits</a></header>
    ${rows}
  </div>`;
}

/** The last ones of a list, newest first: the side has room for a few. */
function newest<T>(all: readonly T[]): readonly T[] {
  return all.slice(-10).toReversed();
}

function renderSide({ context, repository }: PageScope): Html {
  const base = `/${repository.fullName}`;
  const open = listIssues(context, repository).filter((issue) => issue.state === "open");
  const releases = listReleases(context, repository).filter((release) => !release.draft);
  const environments = new Map(
    listDeployments(context, repository)
      .toReversed()
      .map((deployment) => [deployment.environment, deployment]),
  );
  const pulls = newest(open.filter((issue) => issue.isPull)).map(
    (issue) => html`<div><a href="${base}/pull/${issue.number}">#${issue.number} ${issue.title}</a></div>`,
  );
  const issues = newest(open.filter((issue) => !issue.isPull)).map(
    (issue) => html`<div><a href="${base}/issues/${issue.number}">#${issue.number} ${issue.title}</a></div>`,
  );
  const none = html`<span class="dim">none</span>`;
  const listed = releases.slice(0, 5).map(
    (release) =>
      html`<div>
        <a href="${base}/releases/tag/${encodeURIComponent(release.tagName)}">${release.tagName}</a>
      </div>`,
  );
  const live = [...environments.values()].map(
    (one) =>
      html`<div>
        <a href="${base}/deployments">${one.environment}</a> <span class="dim">${one.ref}</span>
      </div>`,
  );
  return html`<div class="side">
    <section>
      <h3>About</h3>
      ${repository.description ?? none}
    </section>
    <section>
      <h3>Open pull requests</h3>
      ${pulls.length > 0 ? pulls : none}
    </section>
    <section>
      <h3>Open issues</h3>
      ${issues.length > 0 ? issues : none}
    </section>
    <section>
      <h3>Releases</h3>
      ${listed.length > 0 ? listed : none}
    </section>
    <section>
      <h3>Environments</h3>
      ${live.length > 0 ? live : none}
    </section>
  </div>`;
}

/** A repository, or a folder of it. */
export async function treePage(scope: PageScope, text: string): Promise<Page | undefined> {
  const { context, repository } = scope;
  const place = await findPlace(scope, text);
  const shared = { title: repository.fullName, tab: "code", repository };
  if (!place) {
    if (text !== repository.defaultBranch) return undefined;
    return {
      ...shared,
      body: html`<div class="box"><div class="empty">This repository is empty.</div></div>`,
    };
  }
  const readme = await context
    .git(repository)
    .readObject(`${place.commit}:${place.path === "" ? "" : `${place.path}/`}README.md`);
  const text2 =
    readme?.type === "blob" &&
    html`<div class="box">
      <header>README.md</header>
      <div class="md">${renderMarkdown(readme.bytes.toString())}</div>
    </div>`;
  const body = html`<div class="grid">
    <div>${await renderFiles(scope, place)}${text2}</div>
    ${renderSide(scope)}
  </div>`;
  return { ...shared, body };
}

/** One file. */
export async function blobPage(scope: PageScope, text: string): Promise<Page | undefined> {
  const { context, repository } = scope;
  const place = await findPlace(scope, text);
  if (!place || place.path === "") return undefined;
  const blob = await context.git(repository).readObject(`${place.commit}:${place.path}`);
  if (blob?.type !== "blob") return undefined;
  const isBinary = blob.bytes.subarray(0, 8000).includes(0);
  const shown = isBinary
    ? html`<div class="empty">${blob.sizeBytes} bytes, not text.</div>`
    : place.path.endsWith(".md")
      ? html`<div class="md">${renderMarkdown(blob.bytes.toString())}</div>`
      : html`<div class="md"><pre>${blob.bytes.toString("utf8", 0, 500_000)}</pre></div>`;
  const raw = `/${repository.fullName}/raw/${place.ref}/${place.path}`;
  const body = html`<div class="box">
    <header><span class="mono">${place.path}</span><a href="${raw}">raw</a></header>
    ${shown}
  </div>`;
  return { title: `${place.path} · ${repository.fullName}`, body, tab: "code", repository };
}

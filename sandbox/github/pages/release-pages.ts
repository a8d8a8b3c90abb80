import { listDeployments, listDeploymentStatuses } from "../resources/deployment-records.ts";
import { listAssets, listReleases, type ReleaseRecord } from "../resources/release-records.ts";
import { html, type Html } from "./html.ts";
import { renderTime, renderWho, type Page, type PageScope } from "./layout.ts";
import { renderMarkdown } from "./markdown.ts";
import { takePage } from "./paging.ts";

function renderBytes(count: number): string {
  if (count < 1024) return `${count} B`;
  return count < 1024 * 1024 ? `${(count / 1024).toFixed(1)} KB` : `${(count / 1024 / 1024).toFixed(1)} MB`;
}

function renderRelease(scope: PageScope, release: ReleaseRecord): Html {
  const { context, repository } = scope;
  const base = `/${repository.fullName}/releases`;
  const tag = encodeURIComponent(release.tagName);
  const assets = listAssets(context, repository, release.id).map(
    (asset) =>
      html`<div class="row">
        <a class="grow" href="${base}/download/${tag}/${encodeURIComponent(asset.name)}">${asset.name}</a>
        <span class="dim small mono">${asset.sha256.slice(0, 12)}</span
        ><span class="dim small">${renderBytes(asset.sizeBytes)}</span>
      </div>`,
  );
  const kind = release.prerelease && html`<span class="label">pre-release</span>`;
  return html`<div class="box">
    <header>
      <a class="who" href="${base}/tag/${tag}">${release.name || release.tagName}</a
      ><code>${release.tagName}</code>${kind} ${renderWho(context.userById(release.authorId))}
      ${renderTime(release.publishedAt)}
    </header>
    <div class="md">${renderMarkdown(release.body ?? "")}</div>
    ${assets}
  </div>`;
}

/** All published Releases, newest first. */
export function releaseListPage(scope: PageScope): Page {
  const { context, repository } = scope;
  const releases = listReleases(context, repository).filter((release) => !release.draft);
  const { rows, links } = takePage(scope, releases, "releases");
  const list = rows.map((release) => renderRelease(scope, release));
  const empty = html`<div class="box"><div class="empty">None yet.</div></div>`;
  const body = html`<h1>Releases</h1>
    ${list.length > 0 ? list : empty}${links}`;
  return { title: `Releases · ${repository.fullName}`, body, tab: "releases", repository };
}

/** The Release of one tag. */
export function releasePage(scope: PageScope, tag: string): Page | undefined {
  const { context, repository } = scope;
  const release = listReleases(context, repository).find((one) => one.tagName === tag && !one.draft);
  if (!release) return undefined;
  const title = release.name || tag;
  const body = html`<h1>${title}</h1>
    ${renderRelease(scope, release)}`;
  return { title: `${title} · ${repository.fullName}`, body, tab: "releases", repository };
}

/** Deployments by environment, newest first, each with its statuses. */
export function deploymentsPage(scope: PageScope): Page {
  const { context, repository } = scope;
  const all = listDeployments(context, repository);
  const environments = [...new Set(all.map((deployment) => deployment.environment))].toSorted();
  const boxes = environments.map((environment) => {
    const rows = all
      .filter((deployment) => deployment.environment === environment)
      .map((deployment) => {
        const statuses = listDeploymentStatuses(context, deployment.id);
        const state = statuses[0]?.state ?? "queued";
        const words = statuses[0]?.description || deployment.description;
        return html`<div class="row">
          <span class="dot ${state}"></span>
          <div class="grow">
            <b>${deployment.ref}</b> <code>${deployment.sha.slice(0, 7)}</code>
            <span class="dim">${state.replaceAll("_", " ")}</span>
            <div class="dim small">${words}</div>
            <div class="dim small">
              ${renderWho(context.userById(deployment.creatorId))} ${renderTime(deployment.createdAt)}
            </div>
          </div>
        </div>`;
      });
    return html`<div class="box">
      <header><b>${environment}</b></header>
      ${rows}
    </div>`;
  });
  const empty = html`<div class="box"><div class="empty">None yet.</div></div>`;
  const body = html`<h1>Deployments</h1>
    ${boxes.length > 0 ? boxes : empty}`;
  return { title: `Deployments · ${repository.fullName}`, body, tab: "deployments", repository };
}

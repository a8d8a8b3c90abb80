import { diffTrees } from "../git/diff.ts";
import {
  latestCheckRuns,
  latestStatuses,
  listCheckRuns,
  type CheckRunRecord,
} from "../resources/check-records.ts";
import { findIssue } from "../resources/issue-records.ts";
import { findBlocker } from "../resources/merge-rules.ts";
import { findPull, type PullRecord } from "../resources/pull-records.ts";
import { renderDiff } from "./diff-view.ts";
import { html, type Html } from "./html.ts";
import { renderIssueSide, renderState, renderTimeline } from "./issue-page.ts";
import { renderLineComments } from "./line-comments.ts";
import { renderTime, renderWho, type Page, type PageScope } from "./layout.ts";
import { renderMarkdown } from "./markdown.ts";

function renderRun({ repository }: PageScope, run: CheckRunRecord): Html {
  const state = run.conclusion ?? run.status;
  const address = `/${repository.fullName}/runs/${run.id}`;
  return html`<div class="row">
    <span class="dot ${state}"></span>
    <div class="grow">
      <a class="title" href="${address}">${run.name}</a>
      <span class="dim">${state.replaceAll("_", " ")}</span
      >${run.title !== null && html`<div class="small">${run.title}</div>`}
    </div>
  </div>`;
}

/** Checks and statuses of a commit as a box. */
export function renderChecks(scope: PageScope, sha: string): Html {
  const { context, repository } = scope;
  const runs = latestCheckRuns(listCheckRuns(context, repository, sha));
  const statuses = latestStatuses(context, repository, sha);
  const rows = [
    ...runs.map((run) => renderRun(scope, run)),
    ...statuses.map(
      (status) =>
        html`<div class="row">
          <span class="dot ${status.state}"></span>
          <div class="grow">
            <b>${status.context}</b> <span class="dim">${status.description ?? status.state}</span>
          </div>
        </div>`,
    ),
  ];
  const empty = html`<div class="empty">No checks on this commit.</div>`;
  return html`<div class="box">
    <header><b>Checks</b><span class="dim mono">${sha.slice(0, 7)}</span></header>
    ${rows.length > 0 ? rows : empty}
  </div>`;
}

function renderMergeBox({ context, repository }: PageScope, pull: PullRecord): Html | false {
  if (pull.merged || findIssue(context, repository, pull.number)?.state !== "open") return false;
  const blocker =
    pull.test?.mergeable === false ? "This branch has conflicts." : findBlocker(context, repository, pull);
  const words = blocker === undefined ? "This branch can be merged." : `Merging is blocked: ${blocker}`;
  return html`<div class="box">
    <div class="row">
      <span class="dot ${blocker === undefined ? "success" : "failure"}"></span>
      <div class="grow">${words}</div>
    </div>
  </div>`;
}

async function renderFiles({ context, repository }: PageScope, pull: PullRecord): Promise<readonly Html[]> {
  const git = context.git(repository);
  const found = await git.try(["merge-base", pull.baseSha, pull.headSha]);
  const base = found.stdout.toString().trim() || pull.baseSha;
  return renderDiff(await diffTrees(git, base, pull.headSha));
}

/** One pull request: conversation, checks, files. */
export async function pullPage(scope: PageScope, number: number): Promise<Page | undefined> {
  const { context, repository } = scope;
  const issue = findIssue(context, repository, number);
  const pull = findPull(context, repository, number);
  if (!issue || !pull) return undefined;
  const { size } = pull;
  const head = html`<h1>${issue.title} <span class="no">#${issue.number}</span></h1>
    <div class="meta">
      ${renderState(scope, issue)} ${renderWho(context.userById(issue.userId))}
      <span>wants <code>${pull.headRef}</code> into <code>${pull.baseRef}</code></span
      >${renderTime(issue.createdAt)}
      <span
        ><span class="add">+${size.additions}</span> <span class="del">−${size.deletions}</span> in
        ${size.changedFiles} files, ${size.commits} commits</span
      >
    </div>`;
  const files = await renderFiles(scope, pull);
  const body = html`${head}
    <div class="grid">
      <div>
        ${renderTimeline(scope, issue)}${renderLineComments(scope, number)}${renderChecks(scope, pull.headSha)}${renderMergeBox(scope, pull)}
        <h2>Files changed</h2>
        ${files}
      </div>
      <div class="side">${renderIssueSide(scope, issue)}</div>
    </div>`;
  return { title: `${issue.title} · #${number}`, body, tab: "pulls", repository };
}

/** One check run with its report and annotations. */
export function checkPage({ context, repository }: PageScope, id: number): Page | undefined {
  const run = context.store.collection<CheckRunRecord>("check-runs").get(repository.id, id);
  if (!run) return undefined;
  const state = run.conclusion ?? run.status;
  const notes = run.annotations.map(
    (note) =>
      html`<div class="row">
        <span class="dot ${note["annotation_level"] === "failure" ? "failure" : "pending"}"></span>
        <div class="grow">
          <b class="mono">${String(note["path"])}:${Number(note["start_line"])}</b>
          <div>${String(note["message"])}</div>
        </div>
      </div>`,
  );
  const report = [run.summary, run.text].flatMap((part) =>
    part === null ? [] : [html`<div class="md">${renderMarkdown(part)}</div>`],
  );
  const link =
    run.detailsUrl !== null &&
    /^https?:/.test(run.detailsUrl) &&
    html`<a href="${run.detailsUrl}">details</a>`;
  const body = html`<h1>${run.name}</h1>
    <div class="meta">
      <span class="state ${state}">${state.replaceAll("_", " ")}</span>
      <code>${run.headSha.slice(0, 7)}</code>${renderTime(run.completedAt ?? run.startedAt)}${link}
    </div>
    <div class="box">
      <header><b>${run.title ?? "Report"}</b></header>
      ${report.length > 0 ? report : html`<div class="empty">No report.</div>`}
    </div>
    ${
      notes.length > 0 &&
      html`<h2>Annotations</h2>
        <div class="box">${notes}</div>`
    }`;
  return { title: `${run.name} · ${repository.fullName}`, body, tab: "pulls", repository };
}

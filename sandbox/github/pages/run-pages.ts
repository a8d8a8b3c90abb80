import type { JobRecord, RunRecord } from "../../runner/host.ts";
import { openActionsStore } from "../actions/actions-store.ts";
import { JobLogs } from "../actions/job-logs.ts";
import { html, type Html } from "./html.ts";
import { renderTime, renderWho, type Page, type PageScope } from "./layout.ts";
import { renderMarkdown } from "./markdown.ts";
import { takePage } from "./paging.ts";

const maxLogCharacters = 200_000;

function stateOf(item: Pick<RunRecord, "status" | "conclusion">): string {
  return item.conclusion ?? item.status;
}

/** Runs of all workflows, newest first. */
export function runListPage(scope: PageScope): Page {
  const { context, repository } = scope;
  const runs = openActionsStore(context).runs.list(repository.id).toReversed();
  const { rows: shown, links } = takePage(scope, runs, "actions");
  const rows = shown.map(
    (run) =>
      html`<div class="row">
        <span class="dot ${stateOf(run)}"></span>
        <div class="grow">
          <a class="title" href="/${repository.fullName}/actions/runs/${run.id}">${run.displayTitle}</a>
          <div class="dim small">
            ${run.workflowName} #${run.number} · ${run.event} · ${run.headBranch ?? run.headSha.slice(0, 7)}
          </div>
        </div>
        <span class="dim small">${stateOf(run).replaceAll("_", " ")}</span>
      </div>`,
  );
  const body = html`<h1>Workflow runs</h1>
    <div class="box">${rows.length > 0 ? rows : html`<div class="empty">None yet.</div>`}</div>
    ${links}`;
  return { title: `Actions · ${repository.fullName}`, body, tab: "actions", repository };
}

function renderJob(scope: PageScope, job: JobRecord): Html {
  const text = new JobLogs(scope.context.stateDirectory).read(job.id);
  const log = text.length > maxLogCharacters ? `…\n${text.slice(-maxLogCharacters)}` : text;
  const steps = job.steps.map(
    (step) =>
      html`<div class="row">
        <span class="dot ${stateOf(step)}"></span>
        <div class="grow">${step.name}</div>
        <span class="dim small">${stateOf(step).replaceAll("_", " ")}</span>
      </div>`,
  );
  const summary = job.summary !== "" && html`<div class="md">${renderMarkdown(job.summary)}</div>`;
  const notes = job.annotations.map(
    (note) =>
      html`<div class="row">
        <span class="dot ${note.level === "failure" ? "failure" : "pending"}"></span>
        <div class="grow">${note.message}</div>
      </div>`,
  );
  return html`<div class="box" id="job-${job.id}">
    <header>
      <span class="dot ${stateOf(job)}" style="margin-top:0"></span><b>${job.name}</b>
      <span class="dim">${stateOf(job).replaceAll("_", " ")}</span
      >${renderTime(job.completedAt ?? job.startedAt)}
    </header>
    ${steps}${notes}${summary}${
      log !== "" &&
      html`<details class="log">
        <summary class="dim small">log</summary>
        <pre>${log}</pre>
      </details>`
    }
  </div>`;
}

/** One run with its jobs, steps, logs and artifacts. */
export function runPage(scope: PageScope, id: number): Page | undefined {
  const { context, repository } = scope;
  const store = openActionsStore(context);
  const run = store.runs.get(repository.id, id);
  if (!run) return undefined;
  const jobs = store.jobs.list(run.id).filter((job) => job.attempt === run.attempt);
  const artifacts = store.artifacts.list(repository.id).filter((artifact) => artifact.runId === run.id);
  const files = artifacts.map(
    (one) => html`<div>${one.name} <span class="dim">${one.sizeBytes} bytes</span></div>`,
  );
  const state = stateOf(run);
  const body = html`<h1>${run.displayTitle} <span class="no">${run.workflowName} #${run.number}</span></h1>
    <div class="meta">
      <span class="state ${state}">${state.replaceAll("_", " ")}</span
      >${renderWho(context.userById(run.actorId))} <span>${run.event}</span
      ><code>${run.headSha.slice(0, 7)}</code>
    </div>
    <div class="grid">
      <div>${jobs.map((job) => renderJob(scope, job))}</div>
      <div class="side">
        <section>
          <h3>Artifacts</h3>
          ${files.length > 0 ? files : html`<span class="dim">none</span>`}
        </section>
      </div>
    </div>`;
  return { title: `${run.displayTitle} · ${repository.fullName}`, body, tab: "actions", repository };
}

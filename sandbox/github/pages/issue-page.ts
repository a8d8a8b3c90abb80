import { isObject } from "../http/fields.ts";
import type { JsonObject } from "../http/messages.ts";
import { reactionContents, type ReactionRecord } from "../render/reactions.ts";
import { findIssue, listIssues, type IssueRecord } from "../resources/issue-records.ts";
import { renderLabels } from "../resources/issue-render.ts";
import { findPull } from "../resources/pull-records.ts";
import { listTimeline } from "../resources/timeline.ts";
import { html, type Html } from "./html.ts";
import { renderLabelChip, renderTime, renderWho, type Page, type PageScope } from "./layout.ts";
import { renderMarkdown } from "./markdown.ts";
import { takePage } from "./paging.ts";

const faces: Readonly<Record<(typeof reactionContents)[number], string>> = {
  "+1": "👍",
  "-1": "👎",
  laugh: "😄",
  confused: "😕",
  heart: "❤️",
  hooray: "🎉",
  rocket: "🚀",
  eyes: "👀",
};

function text(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

function member(value: unknown, name: string): string {
  return isObject(value) ? text(value[name]) : "";
}

function renderReactionsOf({ context }: PageScope, subject: string): Html | false {
  const all = context.store.collection<ReactionRecord>("reactions").list(subject);
  const counted = reactionContents.flatMap((content) => {
    const count = all.filter((reaction) => reaction.content === content).length;
    return count > 0 ? [html`<span class="label">${faces[content]} ${count}</span> `] : [];
  });
  return counted.length > 0 && html`<div class="md small">${counted}</div>`;
}

interface Spoken {
  readonly login: string;
  readonly at: string;
  readonly body: string;
  readonly verb: string;
  readonly subject: string;
  readonly anchor: string;
}

/** A comment as a box. */
function renderSpoken(scope: PageScope, spoken: Spoken): Html {
  const who = renderWho(scope.context.findUser(spoken.login));
  const body =
    spoken.body === "" ? html`<span class="dim">No description.</span>` : renderMarkdown(spoken.body);
  return html`<div class="box" id="${spoken.anchor}">
    <header>${who} <span class="dim">${spoken.verb}</span> ${renderTime(spoken.at)}</header>
    <div class="md">${body}</div>
    ${renderReactionsOf(scope, spoken.subject)}
  </div>`;
}

function describe(entry: JsonObject): Html {
  const label = entry["label"];
  const rename = entry["rename"];
  switch (entry["event"]) {
    case "labeled":
    case "unlabeled":
      return html`${entry["event"] === "labeled" ? "added" : "removed"}
      ${renderLabelChip({ name: member(label, "name"), color: member(label, "color") })}`;
    case "renamed":
      return html`changed the title from <s>${member(rename, "from")}</s>`;
    case "merged":
      return html`merged as <code>${text(entry["commit_id"]).slice(0, 7)}</code>`;
    case "assigned":
      return html`assigned ${member(entry["assignee"], "login")}`;
    default:
      return html`${text(entry["event"]).replaceAll("_", " ")}`;
  }
}

/** Comments, reviews and events of an issue, oldest first. */
export function renderTimeline(scope: PageScope, issue: IssueRecord): Html {
  const { context, repository } = scope;
  const opener = context.userById(issue.userId)?.login ?? "ghost";
  const first = { verb: "opened", subject: `issue ${issue.id}`, anchor: `issue-${issue.id}` };
  const rest = listTimeline(context, repository, issue.number).map((entry) => {
    const isReview = entry["event"] === "reviewed";
    const login = member(entry["actor"] ?? entry["user"], "login");
    const at = text(entry["created_at"] ?? entry["submitted_at"]);
    const id = text(entry["id"]);
    if (entry["event"] === "commented" || isReview) {
      const verb = isReview ? `reviewed: ${text(entry["state"]).replaceAll("_", " ")}` : "commented";
      const anchor = isReview ? `pullrequestreview-${id}` : `issuecomment-${id}`;
      return renderSpoken(scope, {
        login,
        at,
        body: text(entry["body"]),
        verb,
        subject: `comment ${id}`,
        anchor,
      });
    }
    return html`<div class="event">
      ${renderWho(context.findUser(login))} ${describe(entry)} ${renderTime(at)}
    </div>`;
  });
  return html`${renderSpoken(scope, { login: opener, at: issue.createdAt, body: issue.body ?? "", ...first })}${rest}`;
}

/** The chip that says how an issue or a pull request stands. */
export function renderState({ context, repository }: PageScope, issue: IssueRecord): Html {
  const pull = issue.isPull ? findPull(context, repository, issue.number) : undefined;
  const state = pull?.merged ? "merged" : issue.state;
  return html`<span class="state ${state}">${state.charAt(0).toUpperCase()}${state.slice(1)}</span>`;
}

/** Labels and people at the side. */
export function renderIssueSide({ context, repository }: PageScope, issue: IssueRecord): Html {
  const labels = renderLabels(context, repository, issue).map((label) =>
    renderLabelChip({ name: text(label["name"]), color: text(label["color"]) }),
  );
  const people = issue.assigneeIds.map((id) => html`<div>${renderWho(context.userById(id))}</div>`);
  const none = html`<span class="dim">none</span>`;
  return html`<section>
      <h3>Labels</h3>
      ${labels.length > 0 ? labels : none}
    </section>
    <section>
      <h3>Assignees</h3>
      ${people.length > 0 ? people : none}
    </section>`;
}

/** One issue. */
export function issuePage(scope: PageScope, number: number): Page | undefined {
  const { context, repository } = scope;
  const issue = findIssue(context, repository, number);
  if (!issue) return undefined;
  const head = html`<h1>${issue.title} <span class="no">#${issue.number}</span></h1>
    <div class="meta">
      ${renderState(scope, issue)} opened by ${renderWho(context.userById(issue.userId))}
      ${renderTime(issue.createdAt)}
    </div>`;
  const body = html`${head}
    <div class="grid">
      <div>${renderTimeline(scope, issue)}</div>
      <div class="side">${renderIssueSide(scope, issue)}</div>
    </div>`;
  return { title: `${issue.title} · #${number}`, body, tab: "issues", repository };
}

function renderIssueRow(scope: PageScope, issue: IssueRecord): Html {
  const { context, repository } = scope;
  const labels = renderLabels(context, repository, issue).map((label) =>
    renderLabelChip({ name: text(label["name"]), color: text(label["color"]) }),
  );
  const address = `/${repository.fullName}/${issue.isPull ? "pull" : "issues"}/${issue.number}`;
  return html`<div class="row">
    <div class="grow">
      <a class="title" href="${address}">${issue.title}</a> ${labels}
      <div class="dim small">
        #${issue.number} by ${context.userById(issue.userId)?.login ?? "ghost"},
        ${renderTime(issue.createdAt)}
      </div>
    </div>
    ${renderState(scope, issue)}
  </div>`;
}

/** Issues, or pull requests, newest first, a page at a time. */
export function issueListPage(scope: PageScope, kind: "issues" | "pulls"): Page {
  const { context, repository } = scope;
  const isPull = kind === "pulls";
  const all = listIssues(context, repository)
    .filter((issue) => issue.isPull === isPull)
    .toReversed();
  const { rows, links } = takePage(scope, all, kind);
  const shown = rows.map((issue) => renderIssueRow(scope, issue));
  const title = isPull ? "Pull requests" : "Issues";
  const body = html`<h1>${title}</h1>
    <div class="box">${shown.length > 0 ? shown : html`<div class="empty">None yet.</div>`}</div>
    ${links}`;
  return { title: `${title} · ${repository.fullName}`, body, tab: kind, repository };
}

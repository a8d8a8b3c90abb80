import type { SandboxContext } from "../context.ts";
import type { ApiResponse } from "../http/messages.ts";
import type { RepositoryRecord, UserRecord } from "../records.ts";
import { html, type Html } from "./html.ts";
import { diagramScripts } from "./diagram-script.ts";
import { style } from "./style.ts";

/** What every page gets. */
export interface PageScope {
  readonly context: SandboxContext;
  readonly repository: RepositoryRecord;
  /** Which part of a list is asked for, from 1. */
  readonly page: number;
}

/** A page before it is dressed. */
export interface Page {
  readonly title: string;
  readonly body: Html;
  /** The tab that is lit. */
  readonly tab?: string;
  readonly repository?: RepositoryRecord;
  /** Where its forms may go, as sources of a Content-Security-Policy. Default: it has none. */
  readonly formTargets?: readonly string[];
}

const tabs = [
  ["code", "Code", ""],
  ["issues", "Issues", "/issues"],
  ["pulls", "Pull requests", "/pulls"],
  ["actions", "Actions", "/actions"],
  ["releases", "Releases", "/releases"],
  ["deployments", "Deployments", "/deployments"],
] as const;

function renderTop({ repository, tab }: Page): Html {
  if (!repository)
    return html`<div class="crumb">
      <a href="/"><b>GitHub sandbox</b></a>
    </div>`;
  const base = `/${repository.fullName}`;
  const links = tabs.map(
    ([id, label, tail]) => html`<a href="${base}${tail}" class="${tab === id ? "on" : ""}">${label}</a>`,
  );
  return html`<div class="crumb">
      <a href="/">${repository.ownerLogin}</a> <span class="dim">/</span>
      <a href="${base}"><b>${repository.name}</b></a
      ><span class="note">sandbox on this machine</span>
    </div>
    <nav>${links}</nav>`;
}

// Only the two scripts that draw diagrams run on these pages, whatever a comment says.
const policy =
  "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none'";

/** The whole document. */
export function renderPage(page: Page, status = 200): ApiResponse {
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${page.title}</title>
        <link rel="icon" type="image/svg+xml" href="/avatars/sandbox.svg" />
        <style>
          ${{ html: style }}
        </style>
      </head>
      <body>
        <div class="top"><div>${renderTop(page)}</div></div>
        <main>${page.body}</main>
        ${page.body.html.includes("language-mermaid") && diagramScripts.map((path) => html`<script src="${path}"></script>`)}
      </body>
    </html> `;
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": `${policy}; form-action ${page.formTargets?.join(" ") ?? "'none'"}`,
    "x-content-type-options": "nosniff",
  };
  return { status, bytes: document.html, headers };
}

/** A moment: "2026-11-21 10:02 UTC". */
export function renderTime(iso: string | null): Html {
  return iso === null
    ? html``
    : html`<time datetime="${iso}">${iso.slice(0, 16).replace("T", " ")} UTC</time>`;
}

/** Picture and login of a user. */
export function renderWho(user: UserRecord | undefined): Html {
  if (!user) return html`<span class="who">ghost</span>`;
  const name = user.login.replace(/\[bot\]$/, "");
  const isBot = user.type === "Bot";
  return html`<img class="avatar" alt="" src="/avatars/${encodeURIComponent(user.login)}.svg" />
    <span class="who">${name}</span>${isBot && html` <span class="bot">bot</span>`}`;
}

/** A label in its colour. */
export function renderLabelChip(label: { readonly name: string; readonly color: string }): Html {
  const color = /^[0-9a-f]{6}$/i.test(label.color) ? label.color : "ededed";
  return html`<span class="label" style="background:#${color}33;border-color:#${color}"
    >${label.name}</span
  > `;
}

/** A picture for a user: the first letter on a colour of its own. */
export function renderAvatar(login: string): ApiResponse {
  const hue = Array.from(login).reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360, 7);
  const svg = html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40">
    <rect width="40" height="40" fill="hsl(${hue} 55% 50%)" />
    <text x="20" y="27" font-family="sans-serif" font-size="20" fill="#fff" text-anchor="middle">
      ${login.charAt(0).toUpperCase()}
    </text>
  </svg>`;
  return { status: 200, bytes: svg.html, headers: { "content-type": "image/svg+xml" } };
}

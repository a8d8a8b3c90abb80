import type { ReviewCommentRecord } from "../resources/review-records.ts";
import { html, type Html } from "./html.ts";
import { renderTime, renderWho, type PageScope } from "./layout.ts";
import { renderMarkdown } from "./markdown.ts";

/** Lines of the change that stand above a comment. */
const shownLines = 4;

/** Comments on lines of a pull request, oldest first, each below the lines that it is about. */
export function renderLineComments({ context, repository }: PageScope, number: number): readonly Html[] {
  return context.store
    .collection<ReviewCommentRecord>("review-comments")
    .list(repository.id)
    .filter((comment) => comment.pullNumber === number)
    .map((comment) => {
      const place = comment.line === null ? comment.path : `${comment.path}:${comment.line}`;
      const lines = comment.diffHunk.split("\n").slice(-shownLines).join("\n");
      return html`<div class="box" id="discussion_r${comment.id}">
        <header>
          ${renderWho(context.userById(comment.userId))} <span class="dim">on</span>
          <span class="mono">${place}</span> ${renderTime(comment.createdAt)}
        </header>
        <div class="md">${lines !== "" && html`<pre>${lines}</pre>`}${renderMarkdown(comment.body)}</div>
      </div>`;
    });
}

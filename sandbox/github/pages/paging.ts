import { html, type Html } from "./html.ts";
import type { PageScope } from "./layout.ts";

/** Rows of one page of a list. */
export const pageRows = 25;

/** Pages that an address may ask for; a larger or broken number is the first page. */
export function parsePage(text: string | null): number {
  return text !== null && /^[1-9]\d{0,5}$/.test(text) ? Number(text) : 1;
}

/**
 * The part of a list that a page shows, and the links to the newer and the older part.
 *
 * @param tail of the list's address, such as `issues`
 */
export function takePage<T>(
  { repository, page }: PageScope,
  all: readonly T[],
  tail: string,
): { readonly rows: readonly T[]; readonly links: Html | false } {
  const count = Math.ceil(all.length / pageRows);
  const rows = all.slice((page - 1) * pageRows, page * pageRows);
  const link = (to: number, label: string): Html | false =>
    to >= 1 && to <= count && html`<a href="/${repository.fullName}/${tail}?page=${to}">${label}</a>`;
  const links = html`<div class="pages">
    ${link(page - 1, "‹ Newer")}
    <span class="dim">page ${page} of ${count}</span> ${link(page + 1, "Older ›")}
  </div>`;
  return { rows, links: count > 1 && links };
}

import { renderTextTable } from "./text-table.ts";

/** Something that differs; of a rename and of a modification both sides. */
export interface DiffEntry {
  readonly path: string | { readonly old: string; readonly new: string };
  readonly hash: string | null | { readonly old: string | null; readonly new: string | null };
}

/** The states in the order of DVC's JSON. */
export const diffStates = ["added", "deleted", "modified", "renamed", "not in cache"] as const;
/** One of {@link diffStates}. */
export type DiffState = (typeof diffStates)[number];
/** What differs, by state; undefined when nothing does. */
export type DiffResult = Readonly<Record<DiffState, readonly DiffEntry[]>>;

/** How to show a diff. */
export interface DiffLayout {
  readonly hasHash: boolean;
  readonly hidesMissing: boolean;
}

/** The order of the states in text. */
const shownStates = ["added", "deleted", "renamed", "modified", "not in cache"] as const;

/** The JSON of `diff`: hashes only when asked for; `{}` when nothing differs. */
export function diffAsData(
  result: DiffResult | undefined,
  layout: DiffLayout,
): Readonly<Record<string, unknown>> {
  if (result === undefined) return {};
  const states = diffStates.filter((state) => state !== "not in cache" || !layout.hidesMissing);
  return Object.fromEntries(
    states.map((state) => [
      state,
      result[state].map(({ path, hash }) => (layout.hasHash ? { path, hash } : { path })),
    ]),
  );
}

/** A diff as a Markdown table. */
export function renderDiffTable(result: DiffResult | undefined, layout: DiffLayout): string {
  const headings = ["Status", ...(layout.hasHash ? ["Hash"] : []), "Path"];
  const rows = listed(layout).flatMap((state) =>
    (result?.[state] ?? []).map((entry) => [
      state,
      ...(layout.hasHash ? [shortHash(entry.hash)] : []),
      shownPathOf(entry),
    ]),
  );
  return renderTextTable(headings, rows, "markdown");
}

/** A diff as text, grouped by state, with the number of files at the end; `""` when nothing differs. */
export function renderDiff(result: DiffResult | undefined, layout: DiffLayout): string {
  if (result === undefined) return "";
  const states = listed(layout).filter((state) => result[state].length > 0);
  const groups = states.map((state) => {
    const lines = result[state].map((entry) => {
      const hash = layout.hasHash ? `${shortHash(entry.hash)}  ` : "";
      return `    ${hash}${shownPathOf(entry)}`;
    });
    return `${state.charAt(0).toUpperCase()}${state.slice(1)}:\n${lines.join("\n")}\n`;
  });
  const counts = states
    .map(
      (state) => [state, result[state].filter((entry) => !shownPathOf(entry).endsWith("/")).length] as const,
    )
    .filter(([, count]) => count > 0)
    .map(([state, count]) => `${count} ${state}`);
  return [...groups, ...(counts.length > 0 ? [`files summary: ${counts.join(", ")}`] : [])].join("\n");
}

function listed({ hidesMissing }: DiffLayout): readonly DiffState[] {
  return shownStates.filter((state) => state !== "not in cache" || !hidesMissing);
}

function shownPathOf({ path }: DiffEntry): string {
  return typeof path === "string" ? path : `${path.old} -> ${path.new}`;
}

function shortHash(hash: DiffEntry["hash"]): string {
  if (hash === null || typeof hash === "string") return (hash ?? "").slice(0, 8);
  return `${shortHash(hash.old)}..${shortHash(hash.new)}`;
}

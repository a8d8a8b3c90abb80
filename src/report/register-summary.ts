import { escapeText } from "./escape.ts";

/** What became of one model, as far as the summary shows it. */
export interface RegisteredRow {
  readonly model: string;
  readonly version: string | null;
  readonly reasonCode: string;
  readonly reason: string;
}

/** What became of a mirror, as far as the summary shows it. */
export interface MirroredRow extends RegisteredRow {
  readonly mirror: string;
  /** Something is to be done. */
  readonly isAmiss: boolean;
}

/** The job summary of a registration: one row a model, then what became of mirrors. */
export function renderRegisterSummary(
  rows: readonly RegisteredRow[],
  mirrors: readonly MirroredRow[] = [],
): string {
  const lines = rows.map(
    ({ model, version, reasonCode, reason }) =>
      `| ${escapeText(model)} | ${escapeText(version ?? "–")} | ${escapeText(reasonCode)} | ${escapeText(reason, 300)} |`,
  );
  return [
    "### Registration",
    "",
    "| model | version | result | why |",
    "| --- | --- | --- | --- |",
    ...lines,
    "",
    ...mirrorLines(mirrors),
  ].join("\n");
}

function mirrorLines(mirrors: readonly MirroredRow[]): readonly string[] {
  if (mirrors.length === 0) return [];
  return [
    "### Mirrors",
    "",
    ...(mirrors.some(({ isAmiss }) => isAmiss)
      ? ["⚠️ The versions above are registered; a mirror lacks something.", ""]
      : []),
    "| mirror | model | version | result | why |",
    "| --- | --- | --- | --- | --- |",
    ...mirrors.map(({ mirror, model, version, reasonCode, reason, isAmiss }) => {
      const texts = [mirror, model, version ?? "–", `${isAmiss ? "⚠️ " : ""}${reasonCode}`];
      return `| ${[...texts.map((text) => escapeText(text)), escapeText(reason, 300)].join(" | ")} |`;
    }),
    "",
  ];
}

/**
 * A Mermaid flowchart, left to right, in a code block.
 *
 * @param lines nodes and edges, whose texts are {@link flowchartLabel}s.
 */
export function renderFlowchart(lines: readonly string[]): string {
  return ["```mermaid", "flowchart LR", ...lines.map((line) => `  ${line}`), "```"].join("\n");
}

/**
 * Untrusted text inside a quoted label of a flowchart: whatever could end the label or be markup becomes a character
 * reference; line ends and invisible characters become spaces.
 *
 * @param most characters that are kept, at least 1.
 * @returns never empty: Mermaid 11.17 refuses an empty label.
 */
export function flowchartLabel(text: string, most = 60): string {
  const flat = Array.from(text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " "))
    .slice(0, most)
    .join("")
    .trim();
  return (flat === "" ? "?" : flat).replaceAll(
    /[^A-Za-z0-9 ,._/-]/gu,
    (character) => `#${character.codePointAt(0)};`,
  );
}

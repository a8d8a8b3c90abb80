const zeroWidthSpace = "\u200B";
const defaultMaxLength = 120;

/**
 * Makes untrusted text plain inside a line or a table cell of GitHub's Markdown: no markup, no HTML, no mention, no reference to
 * an issue, no link. Control characters and line ends become spaces.
 *
 * @param maxLength - Characters that are kept, at least 1; a cut is shown by `…`.
 * @example
 * escapeText("@team | **x**"); // "@\u200Bteam \\| \\*\\*x\\*\\*"
 */
export function escapeText(text: string, maxLength: number = defaultMaxLength): string {
  const flat = text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").trim();
  const characters = Array.from(flat);
  const short = characters.length > maxLength ? `${characters.slice(0, maxLength - 1).join("")}…` : flat;
  return short
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll(/[\\`*_{}[\]()!|~$]/g, "\\$&")
    .replaceAll(/[@#]|GH-|www(?=\.)/gi, `$&${zeroWidthSpace}`)
    .replaceAll("://", `${zeroWidthSpace}://`);
}

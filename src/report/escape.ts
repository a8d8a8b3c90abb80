import { flattenText } from "./plain-text.ts";

const zeroWidthSpace = "\u200B";

/**
 * Makes untrusted text plain inside a line or a table cell of GitHub's Markdown: no markup, no HTML, no mention, no reference to
 * an issue, no link. Control characters and line ends become spaces.
 *
 * @param maxLength - Characters that are kept, at least 1 (default 120); a cut is shown by `…`.
 * @example
 * escapeText("@team | **x**"); // "@\u200Bteam \\| \\*\\*x\\*\\*"
 */
export function escapeText(text: string, maxLength?: number): string {
  return flattenText(text, maxLength)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll(/[\\`*_{}[\]()!|~$]/g, "\\$&")
    .replaceAll(/[@#]|GH-|www(?=\.)/gi, `$&${zeroWidthSpace}`)
    .replaceAll("://", `${zeroWidthSpace}://`);
}

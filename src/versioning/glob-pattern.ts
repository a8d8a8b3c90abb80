/**
 * A shell pattern as an expression for a whole text, as Python's `fnmatch` reads it: `*`, `?`, `[abc]`, `[!abc]`.
 *
 * @param pattern one without an end of its `[` takes it as it is.
 */
export function globPattern(pattern: string): RegExp {
  const parts = pattern.match(/\[!?\]?[^\]]*\]|[\s\S]/g) ?? [];
  const source = parts.map((part) => {
    if (part === "*") return ".*";
    if (part === "?") return ".";
    if (part.length === 1) return part.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
    const isNot = part.startsWith("[!");
    const inside = part.slice(isNot ? 2 : 1, -1).replace(/[\\\]^[]/g, "\\$&");
    return `[${isNot ? "^" : ""}${inside}]`;
  });
  return new RegExp(`^${source.join("")}$`, "su");
}

/** Whether the text is a full 40-digit object id. */
export function isSha(text: string): boolean {
  return /^[0-9a-f]{40}$/.test(text);
}

// As `git check-ref-format` has it: no control characters, space, ~^:?*[\, "..", "@{", "//".
// oxlint-disable-next-line no-control-regex
const badRef = /[\0-\x20\x7f~^:?*[\\]|\.\.|@\{|\/\/|\.lock(\/|$)|(^|\/)\.|\.$|\/$|^\/|^-/;

/** Whether the text may be a ref or a part of one, without calling git. Never an option (`-x`). */
export function isRefName(text: string): boolean {
  return text !== "" && text !== "@" && text.length <= 1000 && !badRef.test(text);
}

/** Whether the text may be a path inside a tree: relative, `/` between parts, no `.`, `..`, `.git` parts. */
export function isTreePath(text: string): boolean {
  if (text === "" || text.length > 4096 || text.includes("\0")) return false;
  return text
    .split("/")
    .every((part) => part !== "" && part !== "." && part !== ".." && !/^\.git$/i.test(part));
}

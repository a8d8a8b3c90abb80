import type { Cell, Fragment } from "./blocks.ts";

const defaultMaxLength = 120;

/**
 * Untrusted text in one line without characters that cannot be seen: control characters, direction marks and line ends
 * become spaces.
 *
 * @param most characters that are kept; a cut is shown by `…`.
 */
export function flattenText(text: string, most: number = defaultMaxLength): string {
  const flat = text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").trim();
  const characters = Array.from(flat);
  return characters.length > most ? `${characters.slice(0, most - 1).join("")}…` : flat;
}

/** A cell or a line as plain text, for titles and terminals. */
export function plainCell(cell: Cell): string {
  return fragmentsOf(cell).map(plainFragment).join("");
}

/** The pieces of a cell. */
export function fragmentsOf(cell: Cell): readonly Fragment[] {
  return isFragments(cell) ? cell : [cell];
}

function isFragments(cell: Cell): cell is readonly Fragment[] {
  return Array.isArray(cell);
}

function plainFragment(fragment: Fragment): string {
  if (typeof fragment === "string") return fragment;
  if ("strong" in fragment) return flattenText(fragment.strong);
  return "code" in fragment ? flattenText(fragment.code) : flattenText(fragment.text, fragment.most);
}

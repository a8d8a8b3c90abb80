import { pythonJson } from "./python-json.ts";
import type { Value } from "./value.ts";

/** Three versions of the same thing: the common ancestor and both sides. `undefined`: not there. */
export interface ThreeVersions<T> {
  readonly base: T;
  readonly ours: T;
  readonly theirs: T;
}

/** The version that the three lead to, or that both sides changed it in different ways. */
export type MergedVersion<T> =
  { readonly isConflict: false; readonly merged: T } | { readonly isConflict: true; readonly merged?: never };

/** Merges one thing: a change of one side wins over none, the same change of both is that change. */
export function mergeThree<T>(
  { base, ours, theirs }: ThreeVersions<T>,
  isSame: (a: T, b: T) => boolean,
): MergedVersion<T> {
  if (isSame(ours, theirs) || isSame(theirs, base)) return { isConflict: false, merged: ours };
  return isSame(ours, base) ? { isConflict: false, merged: theirs } : { isConflict: true };
}

/** Whether two values of a file are the same to the digit: `1` and `1.0` are not. The order of mappings does not count. */
export function isSameValue(a: Value | undefined, b: Value | undefined): boolean {
  return a === undefined || b === undefined ? a === b : pythonJson(a) === pythonJson(b);
}

/** Keys of both sides: those of ours in their order, then what only theirs has. */
export function mergedKeys<T>(
  ours: ReadonlyMap<string, T>,
  theirs: ReadonlyMap<string, T>,
): readonly string[] {
  return [...new Set([...ours.keys(), ...theirs.keys()])];
}

/**
 * Turns one pattern of GitHub's filter cheat sheet into a regular expression: `*` is any run without "/",
 * `**` any run, `?` none or one of the preceding character, `+` one or more of it, `[]` a class.
 */
export function filterExpression(pattern: string): RegExp {
  const source = pattern.replaceAll(
    /\*\*\/|\*\*|\*|[.^$(){}|]|\\(.)/g,
    (found, escaped: string | undefined) => {
      if (escaped !== undefined) return `\\${escaped}`;
      if (found === "**/") return "(?:.*/)?";
      if (found === "**") return ".*";
      if (found === "*") return "[^/]*";
      return `\\${found}`;
    },
  );
  return new RegExp(`^${source}$`);
}

/** Whether a name passes a list of patterns. A later `!pattern` takes a name out again. */
export function matchesPatterns(name: string, patterns: readonly string[]): boolean {
  return patterns.reduce((isIn, pattern) => {
    if (pattern.startsWith("!")) return isIn && !filterExpression(pattern.slice(1)).test(name);
    return isIn || filterExpression(pattern).test(name);
  }, false);
}

/** The filters of one kind under an event, e.g. `branches` and `branches-ignore`; absent when not written. */
export interface NameFilter {
  readonly only?: readonly string[];
  readonly ignore?: readonly string[];
}

/** Whether at least one name passes the filter. With no filter everything passes, an empty list of names too. */
export function passesFilter(names: readonly string[], filter: NameFilter): boolean {
  if (filter.only !== undefined) {
    const only = filter.only;
    return names.some((name) => matchesPatterns(name, only));
  }
  if (filter.ignore !== undefined) {
    const ignore = filter.ignore;
    return names.some((name) => !matchesPatterns(name, ignore));
  }
  return true;
}

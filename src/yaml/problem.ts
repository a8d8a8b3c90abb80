/** Something wrong in a file that a person wrote. Lines and columns count from 1. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Dotted path of the value, `""` for the whole file. */
  readonly path: string;
  /** What is wrong, without the parts below. */
  readonly message: string;
  /** What is there, shortened. */
  readonly found?: string;
  /** What may be there. */
  readonly allowed?: string;
  /** The nearest allowed word. */
  readonly suggestion?: string;
}

/**
 * One line a problem, file by file, in the order of each file: `file:line:column: message`; at most 100, then how many more there are.
 *
 * @returns `""` when there is none.
 */
export function renderProblems(problems: readonly Problem[]): string {
  const files = [...new Set(problems.map((problem) => problem.file))];
  const sorted = [...problems].sort(
    (a, b) => files.indexOf(a.file) - files.indexOf(b.file) || a.line - b.line || a.column - b.column,
  );
  const rest = sorted.length - maxShown;
  return [...sorted.slice(0, maxShown).map(renderProblem), ...(rest > 0 ? [`… and ${rest} more`] : [])].join(
    "\n",
  );
}

/** Problems that are shown: enough to work on, and no flood from a hostile file. */
const maxShown = 100;

function renderProblem(problem: Problem): string {
  const at = `${problem.file}:${problem.line}:${problem.column}`;
  const path = problem.path === "" ? "" : `${problem.path}: `;
  const found = problem.found === undefined ? "" : `; found ${problem.found}`;
  const allowed = problem.allowed === undefined ? "" : `; allowed: ${problem.allowed}`;
  const suggestion = problem.suggestion === undefined ? "" : `; did you mean ${problem.suggestion}?`;
  return `${at}: ${path}${problem.message}${found}${allowed}${suggestion}`;
}

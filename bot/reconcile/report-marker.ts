/** What the first line of a metric comment says. */
export interface ReportMarker {
  readonly repositoryId: number;
  readonly pullRequest: number;
  /** The model. */
  readonly slot: string;
  readonly sha7: string;
  /** Grows with each edit; a lower one never overwrites a higher one. */
  readonly seq: number;
}

const grammar =
  /^<!-- pawl:report v=1 repo=(?<repo>\d{1,15}) pr=(?<pr>\d{1,9}) slot=(?<slot>[\w-]{1,64}) sha=(?<sha>[0-9a-f]{7}) seq=(?<seq>\d{1,9}) -->$/;

/** Reads a marker, as `renderEvaluationComment` writes it; `undefined` when the line is none. */
export function parseReportMarker(line: string): ReportMarker | undefined {
  const groups = grammar.exec(line)?.groups;
  if (groups === undefined) return undefined;
  const { repo, pr, slot = "", sha: sha7 = "", seq } = groups;
  return { repositoryId: Number(repo), pullRequest: Number(pr), slot, sha7, seq: Number(seq) };
}

/** Whether two comments say the same, their sequence numbers apart. */
export function saysTheSame(a: string, b: string): boolean {
  const withoutSeq = (body: string): string =>
    body
      .replace(/ seq=\d{1,9} -->/, " -->")
      .replace(/\r\n/g, "\n")
      .trimEnd();
  return withoutSeq(a) === withoutSeq(b);
}

/** An approval that a person gave without a comment of their own, as our comment about it says. */
export interface ApprovalRecord {
  /** The plan that they read: `p-abcdefghij-0123456789`. */
  readonly plan: string;
  readonly login: string;
  /** When they ticked the box, in seconds. */
  readonly at: number;
}

const grammar =
  /^<!-- pawl:approval v=1 plan=(p-[a-z2-7]{10}-[0-9a-f]{10}) by=([A-Za-z0-9][\w-]{0,99}) at=([1-9]\d{0,11}) -->$/;

/** The first line of the comment that keeps an approval: the same for the same tick. */
export function formatApprovalRecord({ plan, login, at }: ApprovalRecord): string {
  return `<!-- pawl:approval v=1 plan=${plan} by=${login} at=${at} -->`;
}

/** Reads the first line of a comment; `undefined` when it keeps no approval. Who wrote it is the caller's to look at. */
export function parseApprovalRecord(line: string): ApprovalRecord | undefined {
  const [, plan, login, at] = grammar.exec(line) ?? [];
  return plan === undefined || login === undefined ? undefined : { plan, login, at: Number(at) };
}

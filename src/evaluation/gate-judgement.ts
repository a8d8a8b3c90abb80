import type { GateResult } from "./report-schema.ts";

/** How a gate was judged, without which gate it was. */
export type GateJudgement = Pick<GateResult, "status" | "reasonCode" | "reason">;

/** A judgement that lets the gate pass. */
export function passed(reasonCode: string, reason: string): GateJudgement {
  return { status: "pass", reasonCode, reason };
}

/** A judgement that fails the gate. */
export function failed(reasonCode: string, reason: string): GateJudgement {
  return { status: "fail", reasonCode, reason };
}

/** Too little evidence: a warning, or a failure where the policy is strict. */
export function doubtful({ isStrict }: { readonly isStrict: boolean }, reason: string): GateJudgement {
  return { status: isStrict ? "fail" : "warn", reasonCode: "gate.not-enough-evidence", reason };
}

/** A number with four significant digits, as reasons show it. */
export function shownNumber(value: number): string {
  return String(Number(value.toPrecision(4)));
}

import type { GitHub } from "../../ports/github/github.ts";
import type { Log } from "../../ports/log.ts";
import type { RunLedger } from "../../ports/run-ledger.ts";
import { listPromotions } from "../promotion/resume.ts";
import { appendBestEffort } from "./append-best-effort.ts";
import { decisionsOfPromotions } from "./decisions-of-promotions.ts";

/** What the audit of promotions reads and writes. */
export interface AuditPorts {
  readonly github: Pick<GitHub, "commits" | "gitData">;
  readonly ledger: Pick<RunLedger, "append">;
  readonly log: Pick<Log, "warning">;
}

/**
 * Writes the decisions of all kept promotions and rollbacks that the ledger lacks, whoever made them and however they ended.
 * What cannot be written is a warning, and is written by the next call.
 */
export async function recordPromotions({ github, ledger, log }: AuditPorts): Promise<void> {
  const { promotions } = await listPromotions(github);
  await appendBestEffort(decisionsOfPromotions(promotions), ledger, log);
}

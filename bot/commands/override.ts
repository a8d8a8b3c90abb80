import { isAmong } from "../../src/app/promotion/approval-cases.ts";
import { cancelOverrides, keepOverride } from "../../src/app/promotion/overrides.ts";
import type { StoredOverride } from "../../src/evaluation/override-document.ts";
import { applyOverrides, isOverridden } from "../../src/evaluation/gate-override.ts";
import type { EvaluationReport } from "../../src/evaluation/report-schema.ts";
import type { PullRequest } from "../../src/ports/github/pull-requests.ts";
import type { BotContext } from "../reconcile/context.ts";
import { findJudgedReports, reconcileMetrics } from "../reconcile/metrics.ts";
import { readPolicy } from "../reconcile/policy.ts";
import { promotionPorts, refusal, type RequestAnswer } from "../requests.ts";
import { toResult } from "./choose-model.ts";
import type { Command, CommandEvent } from "./command.ts";
import { grammars, reasonOption } from "./grammars.ts";
import { refuseLaterHead } from "./later-head.ts";

const isCancel = ({ args }: { readonly args: readonly string[] }): boolean => args[0] === "cancel";

/** `/ml override` and `/ml override cancel`. */
export const overrideCommand: Command = {
  name: "override",
  description:
    "Lets a gate pass that did not, for this head and this base; `override cancel` takes it back. A push always ends it.",
  permission: "write",
  special: [
    {
      use: "a gate",
      permission: "maintain",
      excludesAuthor: true,
      matches: (command) => !isCancel(command),
    },
  ],
  alsoNeeds: "to be among the overriders of the policy, where it names any",
  arguments: [
    {
      name: "gate|cancel",
      description: "A gate's metric, or its sentence in quotes; cancel takes overrides back.",
      grammar: { pattern: /^[^\n]{1,200}$/, says: "a gate" },
      isRequired: true,
    },
    {
      name: "gate",
      description: "After cancel: the gate; without it all.",
      grammar: { pattern: /^[^\n]{1,200}$/, says: "a gate" },
    },
  ],
  options: [
    reasonOption(false),
    { name: "sticky", description: "Outlives a move of the base." },
    {
      name: "model",
      description: "Which model's gate; by default that of every model that has it.",
      value: { name: "model", grammar: grammars.model },
    },
  ],
  places: { on: ["pull request"], pull: ["open"] },
  examples: ['/ml override roc_auc --reason "known data error" --sticky', "/ml override cancel roc_auc"],
  handle: async (event, context) => {
    const { pull, command } = event;
    if (pull === undefined) return toResult(refusal("denied.place", "gates belong to a pull request"));
    const answer = isCancel(command)
      ? await cancel(event, pull, context)
      : await override(event, pull, context);
    if (answer.decision === "done") await showAgain(pull, context);
    return toResult(answer);
  },
};

async function cancel(event: CommandEvent, pull: PullRequest, context: BotContext): Promise<RequestAnswer> {
  const gate = event.command.args[1];
  const count = await cancelOverrides(pull.number, gate, promotionPorts(context));
  const reason = count === 0 ? "there was no such override" : `overrides taken back: ${count}`;
  return { decision: "done", reasonCode: "override.cancelled", reason, url: null };
}

async function override(event: CommandEvent, pull: PullRequest, context: BotContext): Promise<RequestAnswer> {
  const { asker, command, policy } = event;
  const reason = command.options["reason"];
  if (reason === undefined) return refusal("missing.reason", "an override needs --reason with the reason");
  const stale = await refuseLaterHead(event.askedAt, pull, context);
  if (stale !== undefined) return stale;
  const gate = command.args[0] ?? "";
  const judging = await readPolicy(pull.baseRef, context);
  const reports = judging === undefined ? [] : await findJudgedReports(pull, judging, context);
  const wanted = command.options["model"];
  const having = reports
    .filter((report) => wanted === undefined || report.model === wanted)
    .filter((report) => report.gates.some((result) => result.gate === gate || result.metric === gate));
  if (having.length === 0) return unknownGate(gate, reports);
  const baseHead = await context.github.gitData.resolveRef(`refs/heads/${pull.baseRef}`);
  for (const report of having) {
    const { model, headSha, baseSha } = report;
    const overriders = policy.models[model]?.overriders ?? [];
    if (overriders.length > 0 && !(await isAmong(asker.login, overriders, context.github))) {
      return refusal("denied.override", `gates of ${model} are overridden by ${overriders.join(", ")}`);
    }
    const stored: StoredOverride = {
      model,
      gate,
      by: asker.login,
      reason,
      headSha,
      baseSha,
      baseHead: baseHead ?? null,
      isSticky: command.options["sticky"] !== undefined,
      at: asker.comment?.at ?? context.clock.now().toISOString(),
    };
    if (!changesAnything(report, stored)) {
      const why = "it passes, or says nothing about the model because its numbers are missing";
      return refusal("denied.override", `the gate ${gate} of ${model} cannot be overridden: ${why}`);
    }
    await keepOverride(pull.number, stored, promotionPorts(context));
  }
  const names = having.map((report) => report.model).join(", ");
  return {
    decision: "done",
    reasonCode: "overridden",
    reason: `@${asker.login} overrides ${gate} of ${names}`,
    url: null,
  };
}

function changesAnything(report: EvaluationReport, stored: StoredOverride): boolean {
  const { gates } = applyOverrides(report, [stored]);
  const isMeant = ({ gate, metric }: (typeof gates)[number]): boolean =>
    gate === stored.gate || metric === stored.gate;
  return gates.some((result) => isMeant(result) && isOverridden(result));
}

function unknownGate(gate: string, reports: readonly EvaluationReport[]): RequestAnswer {
  const known = [...new Set(reports.flatMap((report) => report.gates.map(({ metric }) => metric)))];
  const list = known.slice(0, 20).join(", ") || "none: there is no report of this head";
  return refusal("unknown.gate", `there is no gate ${gate} here; there are: ${list}`);
}

/** Check, comment and label show it at once. */
async function showAgain(pull: PullRequest, context: BotContext): Promise<void> {
  const judging = await readPolicy(pull.baseRef, context);
  if (judging !== undefined) await reconcileMetrics(pull, judging, context);
}

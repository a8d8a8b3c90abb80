import { parseDriftMarker, parseDriftRecord, type DriftMarker } from "../../src/monitoring/drift-marker.ts";
import {
  addOutcome,
  driftResponseRef,
  driftResponseSchema,
  noResponse,
  type DriftResponse,
} from "../../src/monitoring/drift-response.ts";
import { parseDuration } from "../../src/monitoring/windows.ts";
import { changeState } from "../../src/app/stored-state.ts";
import { renderDriftResponse, replaceDriftResponse } from "../../src/report/drift-response.ts";
import type { BotContext } from "../reconcile/context.ts";
import { askRetraining, refusal, type RequestAnswer } from "../requests.ts";
import { toResult } from "./choose-model.ts";
import { grammars, reasonOption } from "./grammars.ts";
import type { Command, CommandEvent } from "./command.ts";

/** `/ml drift`, on the issue that the monitor opened. */
export const driftCommand: Command = {
  name: "drift",
  description:
    "Answers a drift issue: somebody looks after it, it may wait, it is retrained for, it was a false alarm, it is over.",
  permission: "triage",
  special: [{ use: "drift retrain", permission: "write", matches: ({ args }) => args[0] === "retrain" }],
  arguments: [
    {
      name: "answer",
      description: "What is to happen.",
      grammar: { values: ["ack", "snooze", "retrain", "false-alarm", "resolve"] },
      isRequired: true,
    },
    { name: "duration", description: "How long to snooze.", grammar: grammars.duration },
  ],
  options: [reasonOption(false)],
  places: { on: ["drift issue"] },
  examples: [
    "/ml drift ack",
    '/ml drift snooze 7d --reason "holidays"',
    "/ml drift retrain",
    '/ml drift false-alarm --reason "new airport codes"',
    "/ml drift resolve",
  ],
  handle: async (event, context) => toResult(await answerDrift(event, context)),
};

async function answerDrift(event: CommandEvent, context: BotContext): Promise<RequestAnswer> {
  const { command, issueNumber, asker } = event;
  const [verb, duration] = command.args;
  if ((verb === "snooze") !== (duration !== undefined)) {
    const rule = verb === "snooze" ? "snooze needs a duration, such as 7d" : `${verb} takes no duration`;
    return refusal("usage.invalid", rule);
  }
  const issue = await context.github.issues.get(issueNumber);
  const marker = parseDriftMarker(issue?.body ?? "");
  if (issue === undefined || marker === undefined) return refusal("denied.place", "this is no drift issue");
  if (verb === "retrain") return askRetraining({ model: marker.model, issue: issueNumber }, asker, context);
  const now = context.clock.now();
  const reason = command.options["reason"] ?? null;
  const said = { by: asker.login, at: now.toISOString(), reason, request: asker.requestId };
  const version = parseDriftRecord(issue.body)?.version ?? "";
  const untilMs = now.getTime() + (duration === undefined ? 0 : parseDuration(duration));
  const changes: Readonly<Record<string, (old: DriftResponse) => DriftResponse>> = {
    ack: (old) => ({ ...old, acknowledged: said }),
    snooze: (old) => ({ ...old, snoozed: { ...said, until: new Date(untilMs).toISOString() } }),
    "false-alarm": (old) => addOutcome(old, { ...said, outcome: "false-alarm", version }),
    resolve: (old) => addOutcome(old, { ...said, outcome: "resolved", version }),
  };
  const change = changes[verb ?? ""] ?? ((old: DriftResponse) => old);
  const message = `drift: ${verb} by ${asker.login}`;
  const response = await record(marker, { change, message }, context);
  await showResponse(issueNumber, { response, at: now.toISOString(), verb: verb ?? "" }, context);
  return { decision: "done", reasonCode: `drift.${verb}`, reason: sentences[verb ?? ""] ?? "", url: null };
}

const sentences: Readonly<Record<string, string>> = {
  ack: "acknowledged; the issue stays open until its windows are clean",
  snooze: "snoozed: until then it is neither reopened nor retrained for",
  "false-alarm":
    "closed as a false alarm; it stays closed until the drift has ended once or another version is live",
  resolve: "closed; it stays closed until the drift has ended once or another version is live",
};

/** Keeps the answer; a repeated request changes nothing. */
async function record(
  marker: DriftMarker,
  said: { readonly change: (old: DriftResponse) => DriftResponse; readonly message: string },
  { github }: BotContext,
): Promise<DriftResponse> {
  const kept = { ref: driftResponseRef(marker), schema: driftResponseSchema };
  const change = (old: DriftResponse = noResponse): DriftResponse | undefined => {
    const next = said.change(old);
    return next === old ? undefined : next;
  };
  return (await changeState(kept, { message: said.message, change }, github)) ?? noResponse;
}

/** Writes the block of the issue anew; an answer that ends the episode closes the issue. */
async function showResponse(
  number: number,
  { response, at, verb }: { readonly response: DriftResponse; readonly at: string; readonly verb: string },
  { github }: BotContext,
): Promise<void> {
  const issue = await github.issues.get(number);
  if (issue === undefined) return;
  const body = replaceDriftResponse(issue.body, renderDriftResponse(response, at));
  const isEnd = verb === "false-alarm" || verb === "resolve";
  const closing = isEnd && issue.state === "open";
  const stateReason = verb === "resolve" ? "completed" : "not_planned";
  const change = {
    ...(body === issue.body ? {} : { body }),
    ...(closing ? ({ state: "closed", stateReason } as const) : {}),
  };
  if (Object.keys(change).length > 0) await github.issues.update(number, change);
}

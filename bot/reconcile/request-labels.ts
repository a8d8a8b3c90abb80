import type { Policy } from "../../src/config/schema.ts";
import type { LabelSetter } from "../../src/ports/github/labels.ts";
import type { PullRequest } from "../../src/ports/github/pull-requests.ts";
import { hasRole } from "../../src/registry/role.ts";
import {
  askPromotion,
  askRetraining,
  askRollback,
  denied,
  modelsOf,
  refusal,
  targetOf,
  type Asker,
  type RequestAnswer,
} from "../requests.ts";
import { refuseState } from "../commands/may-use.ts";
import { renderLabelReply } from "../views/label-reply.ts";
import type { BotContext } from "./context.ts";
import type { Outcome } from "./outcome.ts";
import { replyOnce } from "./reply.ts";
import { rerunEvaluation } from "./rerun-evaluation.ts";

const promotePrefix = "ml/promote:";
const evaluateLabel = "ml/full-eval";

/** Whether people ask for something with this label. */
export function isRequestLabel(label: string): boolean {
  return label.startsWith(promotePrefix) || ["ml/retrain", "ml/rollback", evaluateLabel].includes(label);
}

/** A thing that bears request labels: a pull request, or an issue. */
export interface Labelled {
  readonly number: number;
  readonly labels: readonly string[];
  /** `undefined` on an issue. */
  readonly pull: PullRequest | undefined;
}

/**
 * Carries out the request labels: who set one is read from the timeline, their role from the API; then the effect, then
 * one reply, then the label goes. Any prefix of that may be repeated. A label that waits for a registration stays.
 */
export async function reconcileRequestLabels(
  subject: Labelled,
  policy: Policy,
  context: BotContext,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  const asked = subject.labels.filter(isRequestLabel);
  const contradicting = asked.filter(isMove);
  for (const label of asked) {
    // Set and taken off again while other things were done: nothing is asked any more.
    if (!(await context.github.labels.list(subject.number)).includes(label)) continue;
    const others = isMove(label) ? contradicting.filter((other) => other !== label) : [];
    outcomes.push(await reconcileLabel(subject, label, { policy, context, others }));
  }
  return outcomes;
}

/** Labels that move the same model somewhere: of several at once none counts. */
function isMove(label: string): boolean {
  return label.startsWith(promotePrefix) || label === "ml/rollback";
}

interface Surroundings {
  readonly policy: Policy;
  readonly context: BotContext;
  /** Labels that were set besides this one and contradict it. */
  readonly others: readonly string[];
}

async function reconcileLabel(subject: Labelled, label: string, around: Surroundings): Promise<Outcome> {
  const { context } = around;
  const { labels, members } = context.github;
  const setter = await labels.findSetter(subject.number, label);
  // Encoded: a label may hold what ends an HTML comment.
  const requestKey = `label:${encodeURIComponent(label)}@${setter?.at ?? "unknown"}`;
  const role = setter?.actorType === "User" ? await members.roleOf(setter.actorLogin) : "none";
  const answer =
    setter === undefined || setter.actorType !== "User"
      ? refusal("denied.bot", `the label ${label} counts only when a person sets it`)
      : await answerLabel(subject, label, {
          ...around,
          asker: {
            login: setter.actorLogin,
            id: setter.actorId,
            role,
            requestId: `${subject.number}/${requestKey}`,
          },
        });
  if (answer.decision === "waiting") return { decision: "waiting", reasonCode: answer.reasonCode };
  const outcome = answer.decision === "done" ? "done" : "refused";
  const text = renderLabelReply({ label, login: setter?.actorLogin, answer });
  await replyOnce(subject.number, { requestKey, outcome, text }, context);
  await removeIfSame(subject.number, label, { setter, context });
  const isRegistry = isMove(label) && outcome === "done";
  const next = isRegistry ? [{ kind: "release", repository: context.repository } as const] : [];
  return { decision: outcome, reasonCode: answer.reasonCode, ...(next.length === 0 ? {} : { next }) };
}

/** Somebody else may have set the label anew meanwhile: that request is not answered yet. */
async function removeIfSame(
  number: number,
  label: string,
  { setter, context }: { readonly setter: LabelSetter | undefined; readonly context: BotContext },
): Promise<void> {
  const now = await context.github.labels.findSetter(number, label);
  if (now?.at === setter?.at) await context.github.labels.remove(number, label);
}

type Asking = Surroundings & { readonly asker: Asker };

async function answerLabel(subject: Labelled, label: string, asking: Asking): Promise<RequestAnswer> {
  const state = refuseLabelState(subject, label, asking.asker);
  if (state !== undefined) return state;
  const models = modelsOf(asking.policy, subject.labels);
  if (models.length === 0) return refusal("unknown.model", "no model of the policy is meant");
  if (label === "ml/retrain")
    return answerRetrain(
      subject,
      models.map(([model]) => model),
      asking,
    );
  const { pull } = subject;
  if (asking.others.length > 0) {
    const list = [label, ...asking.others].toSorted().join(", ");
    return refusal("denied.contradiction", `${list} were set at once, none of them counts: set one`);
  }
  if (pull === undefined) return refusal("denied.place", `the label ${label} counts on pull requests only`);
  if (label === evaluateLabel) return answerEvaluation(pull, asking);
  const answers: RequestAnswer[] = [];
  for (const [model, policy] of models) {
    answers.push(
      label === "ml/rollback"
        ? await askRollback(
            { model, policy, environment: "production", to: undefined, pull: pull.number },
            asking.asker,
            asking.context,
          )
        : await askPromotion(
            {
              model,
              policy,
              environment: label.slice(promotePrefix.length),
              target: targetOf(pull),
              source: "label",
              pull: pull.number,
            },
            asking.asker,
            asking.context,
          ),
    );
  }
  return combine(answers);
}

/** The states of a pull request in which a label counts; a rollback counts in each. Who may not ask learns that first. */
function refuseLabelState({ pull }: Labelled, label: string, { role }: Asker): RequestAnswer | undefined {
  if (pull === undefined || label === "ml/rollback" || !hasRole(role, "write")) return undefined;
  const isPromotion = label.startsWith(promotePrefix);
  return refuseState(`the label ${label}`, isPromotion ? ["open", "merged"] : ["open"], pull);
}

async function answerEvaluation(pull: PullRequest, { asker, context }: Asking): Promise<RequestAnswer> {
  if (!hasRole(asker.role, "write")) return denied(`the label ${evaluateLabel}`, "write", asker);
  return rerunEvaluation(pull, asker.requestId, context);
}

async function answerRetrain(
  subject: Labelled,
  models: readonly string[],
  { asker, context }: Asking,
): Promise<RequestAnswer> {
  const [model, ...others] = models;
  if (model === undefined || others.length > 0) {
    return refusal("unknown.model", "several models are meant; add a label model:<name>");
  }
  const issue = subject.pull === undefined ? subject.number : undefined;
  return askRetraining({ model, issue }, asker, context);
}

/**
 * One answer for several models of one pull request: a model without a version on the merge commit was not part of it,
 * so it only counts when no model has one.
 */
function combine(answers: readonly RequestAnswer[]): RequestAnswer {
  const isSettled = (answer: RequestAnswer): boolean => answer.decision !== "waiting";
  const settled = answers.filter(isSettled);
  const shown = settled.length > 0 ? settled : answers.slice(0, 1);
  const first = shown.find((answer) => answer.decision === "refused") ?? shown[0];
  if (first === undefined) return refusal("unknown.model", "no model of the policy is meant");
  return { ...first, reason: shown.map((answer) => answer.reason).join("; ") };
}

import type { EvaluationReport } from "../../src/evaluation/report-schema.ts";
import { escapeText } from "../../src/report/escape.ts";
import type { BotContext } from "../reconcile/context.ts";
import { findReports } from "../reconcile/find-reports.ts";
import { listOwnComments } from "../reconcile/own-comment.ts";
import { refusal } from "../requests.ts";
import { renderComparison } from "../views/comparison.ts";
import { chooseModel, toResult } from "./choose-model.ts";
import type { Command, CommandEvent, CommandResult } from "./command.ts";

/** Comparisons that a pull request gets in an hour: each is read by everybody. */
const mostInAnHour = 6;

/** `/ml compare`. */
export const compareCommand: Command = {
  name: "compare",
  description:
    "Compares this pull request's model with another, from the metrics that are stored: nothing runs.",
  permission: "read",
  arguments: [
    {
      name: "champion|model@version|sha|#PR",
      description: "What to compare with.",
      grammar: {
        pattern:
          /^(?:champion|#[1-9]\d{0,9}|[0-9a-f]{7,40}|[A-Za-z0-9][\w-]{0,63}@v\d{1,6}\.\d{1,6}\.\d{1,6})$/,
        says: "champion, a version such as flight-delay@v1.2.0, the digits of a commit, or #12",
      },
      isRequired: true,
    },
  ],
  options: [
    {
      name: "model",
      description: "Which model, where the policy has several.",
      value: { name: "model", grammar: { pattern: /^[A-Za-z0-9][\w-]{0,63}$/, says: "a model's name" } },
    },
    { name: "slices", description: "The slices that both have, too." },
  ],
  places: { on: ["pull request"], pull: ["open"] },
  examples: ["/ml compare champion", "/ml compare #12 --slices", "/ml compare flight-delay@v1.2.0"],
  handle: compare,
};

async function compare(event: CommandEvent, context: BotContext): Promise<CommandResult> {
  const { command, pull } = event;
  const target = command.args[0] ?? "champion";
  if (pull === undefined) return toResult(refusal("denied.place", "this is no pull request"));
  if (await isTooMany(event, context)) {
    const reason = `there were ${mostInAnHour} comparisons here within an hour; the comment with the metrics has the champion`;
    return toResult(refusal("denied.rate", reason));
  }
  const named = command.options["model"] ?? /^([\w-]+)@/.exec(target)?.[1];
  const chosen = chooseModel(event, named);
  if ("decision" in chosen) return toResult(chosen);
  const [model] = chosen;
  const own = await findReport(pull.number, model, { event, context });
  if (own === undefined)
    return toResult(refusal("report.none", `there is no report of ${model} for this head`));
  const other = target === "champion" ? own : await findOther(target, model, { event, context });
  if (other === undefined)
    return toResult(refusal("report.none", `no report of ${model} is stored for ${target}`));
  const side = target === "champion" || target.includes("@") ? "champion" : "challenger";
  const isSlices = command.options["slices"] === "true";
  const text = renderComparison({ own, other, side, isSlices, name: escapeText(target) });
  return { outcome: "done", reasonCode: "compared", text };
}

interface Around {
  readonly event: CommandEvent;
  readonly context: BotContext;
}

async function isTooMany({ issueNumber }: CommandEvent, context: BotContext): Promise<boolean> {
  const replies = await listOwnComments(issueNumber, (line) => line.startsWith("<!-- pawl:reply "), context);
  const since = context.clock.now().getTime() - 3_600_000;
  const recent = replies.filter(
    ({ body, createdAt }) => body.includes("(`compared`)") && Date.parse(createdAt) >= since,
  );
  return recent.length >= mostInAnHour;
}

async function findReport(
  number: number,
  model: string,
  { event, context }: Around,
): Promise<EvaluationReport | undefined> {
  const pull = await context.github.pullRequests.get(number);
  if (pull === undefined) return undefined;
  const search = await findReports(pull, Object.keys(event.policy.models), context);
  return search.state === "found" ? search.reports.find((report) => report.model === model) : undefined;
}

/** A version's or commit's metrics are in the report of the pull request that it came from. */
async function findOther(
  target: string,
  model: string,
  around: Around,
): Promise<EvaluationReport | undefined> {
  const { gitData, pullRequests } = around.context.github;
  if (target.startsWith("#")) return findReport(Number(target.slice(1)), model, around);
  if (target.includes("@")) return findReleased(target, model, around);
  const open = (await pullRequests.listOpen()).filter((pull) => pull.headSha.startsWith(target));
  const whole = target.length === 40 ? target : await gitData.resolveRef(`refs/heads/${target}`);
  const found = open.length > 0 || whole === undefined ? open : await pullRequests.findByCommit(whole);
  const [first, ...others] = found;
  return first === undefined || others.length > 0 ? undefined : findReport(first.number, model, around);
}

/** A released version is the champion of some report: that of this pull request, or of an open one. */
async function findReleased(
  tag: string,
  model: string,
  around: Around,
): Promise<EvaluationReport | undefined> {
  const version = tag.split("@")[1];
  const open = await around.context.github.pullRequests.listOpen();
  const numbers = [around.event.issueNumber, ...open.map(({ number }) => number)];
  for (const number of [...new Set(numbers)].slice(0, 10)) {
    const report = await findReport(number, model, around);
    if (report?.champion?.version === version) return report;
  }
  return undefined;
}

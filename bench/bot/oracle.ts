import { promotionsPrefix, promotionRef } from "../../src/app/promotion/promotion-refs.ts";
import { listPromotions } from "../../src/app/promotion/resume.ts";
import type { AnnotatedTag } from "../../src/ports/github/git-data.ts";
import { readDeploymentPayload } from "../../src/registry/deployment-payload.ts";
import { readTrailer } from "../../src/registry/tag-trailers.ts";
import { parseTag } from "../../src/registry/tags.ts";
import { models, type AskedPull } from "./scene.ts";
import type { StormWorld } from "./world.ts";
import { findDoubles, type WriteLog } from "./write-log.ts";

/** What differs from the wanted state, and what the write log has twice; both empty when all is well. */
export interface Judgement {
  readonly lost: readonly string[];
  readonly double: readonly string[];
}

/** How many of each there were, so that nobody takes an empty storm for a calm one. */
export interface StormEffects {
  readonly comments: number;
  readonly checks: number;
  readonly assignments: number;
  readonly deployments: number;
  readonly issues: number;
}

type Expect = (count: number, what: string) => void;
type StormState = Pick<StormWorld, "ada" | "asked" | "call" | "github">;

/** Counts what the bot made. */
export function countEffects({ made }: WriteLog): StormEffects {
  const count = (kind: (typeof made)[number]["kind"]): number =>
    made.filter((write) => write.kind === kind).length;
  return {
    comments: count("comment"),
    checks: count("check"),
    assignments: count("tag"),
    deployments: count("deployment"),
    issues: count("issue"),
  };
}

/**
 * Holds GitHub against what should have come of the events, by its state and by everything that the bot ever wrote:
 *
 * - one reply to each command and request label, the label gone; on each open head one check of each name, `ml/config`
 *   successful;
 * - one assignment for each request whose reply says that it was done, and none for one that was refused; one for each
 *   model in the environment of automatic promotions; one Deployment for each assignment, none without; one issue for
 *   each rollback; no promotion that has not ended;
 * - one dashboard, and one issue about each model's Releases, which lack the model's file;
 * - in the write log nothing of all that twice, and nothing that was taken back, whatever the state says now.
 */
export async function judge(world: StormState, log: WriteLog): Promise<Judgement> {
  const lost: string[] = [];
  const double = [...findDoubles(log.made), ...log.removed.map((what) => `taken back: ${what}`)];
  const expectOne: Expect = (count, what) => {
    if (count === 0) lost.push(what);
    if (count > 1) double.push(`${what} × ${count}`);
  };
  const none: Expect = (count, what) => void (count > 0 ? double.push(`${what} × ${count}`) : undefined);
  const tags = (await world.ada.gitData.listTags("")).filter(({ name }) => parseTag(name)?.kind === "assign");
  for (const pull of world.asked) await judgePull(pull, { world, tags, expectOne, none });
  await judgeAssignments(tags, { world, expectOne, none });
  const { promotions, broken } = await listPromotions(world.ada);
  lost.push(...broken.map(({ message }) => message));
  for (const { id, state } of promotions) {
    if (state === "waiting" || state === "executing")
      lost.push(`end of ${promotionRef(id)}, which is ${state}`);
  }
  if (promotions.length === 0) lost.push(`everything below ${promotionsPrefix}`);
  return { lost, double };
}

interface Judging {
  readonly world: StormState;
  readonly expectOne: Expect;
  readonly none: Expect;
}

interface Comment {
  readonly id: number;
  readonly body: string;
  readonly user: { readonly login: string };
}

async function judgePull(
  { number, isMerged, comments, labels }: AskedPull,
  judging: Judging & { readonly tags: readonly AnnotatedTag[] },
): Promise<void> {
  const { world, expectOne, none, tags } = judging;
  if (!isMerged) await judgeHead(number, judging);
  const all = await world.call<Comment[]>("GET", `/issues/${number}/comments?per_page=100`);
  const bot = botOf(world);
  const replies = all.filter(({ user, body }) => user.login === bot && body.startsWith("<!-- pawl:reply"));
  const repliesTo = (key: string): readonly Comment[] =>
    replies.filter(({ body }) => body.includes(` to=${key}`));
  for (const id of comments) {
    const found = repliesTo(`comment:${id} `);
    expectOne(found.length, `#${number} reply to comment ${id}`);
    const asksMove = /^\/ml (?:promote|rollback)/.test(all.find((comment) => comment.id === id)?.body ?? "");
    if (asksMove) judgeMove(found[0], `${number}/comment:${id}/1`, { tags, expectOne, none });
  }
  const live = await world.call<{ name: string }[]>("GET", `/issues/${number}/labels?per_page=100`);
  for (const label of labels) {
    const key = `label:${encodeURIComponent(label)}@`;
    const found = repliesTo(key);
    expectOne(found.length, `#${number} reply to the label ${label}`);
    none(live.filter(({ name }) => name === label).length, `#${number} label ${label} that was answered`);
    judgeMove(found[0], `${number}/${key}`, { tags, expectOne, none });
  }
}

/** The assignment of a request: there when its reply says so, and then only. */
function judgeMove(
  reply: Comment | undefined,
  requestId: string,
  { tags, expectOne, none }: Omit<Judging, "world"> & { readonly tags: readonly AnnotatedTag[] },
): void {
  const asked = (message: string): string => `${readTrailer(message, "Request-Id") ?? ""} `;
  const end = requestId.endsWith("@") ? "" : " ";
  const made = tags.filter(({ message }) => asked(message).startsWith(`${requestId}${end}`)).length;
  const isDone = reply?.body.split("\n", 1)[0]?.includes(" outcome=done ") === true;
  if (isDone) expectOne(made, `assignment of ${requestId}, which was answered as done`);
  else none(made, `assignment of ${requestId}, which was not answered as done`);
}

async function judgeHead(number: number, { world, expectOne }: Judging): Promise<void> {
  const { head } = await world.call<{ head: { sha: string } }>("GET", `/pulls/${number}`);
  const { check_runs: checks } = await world.call<{
    check_runs: { name: string; conclusion: string | null }[];
  }>("GET", `/commits/${head.sha}/check-runs`);
  for (const name of ["ml/config", "ml/metrics"]) {
    expectOne(checks.filter((check) => check.name === name).length, `#${number} check ${name}`);
  }
  const passed = checks.filter(({ name, conclusion }) => name === "ml/config" && conclusion === "success");
  expectOne(passed.length, `#${number} success of ml/config`);
}

async function judgeAssignments(
  tags: readonly AnnotatedTag[],
  { world, expectOne, none }: Judging,
): Promise<void> {
  const bodies = (await world.ada.issues.list({ labels: [], state: "all" }))
    .filter(({ authorLogin }) => authorLogin === botOf(world))
    .map(({ body }) => body);
  const issuesWith = (start: string): number => bodies.filter((body) => body.startsWith(start)).length;
  const known = new Set(tags.map(({ name }) => name));
  for (const environment of ["canary", "staging", "production"]) {
    const deployed = (await world.ada.deployments.list(environment)).map(
      ({ payload }) => readDeploymentPayload(payload)?.tag ?? "",
    );
    for (const { name } of tags.filter((tag) => tag.name.includes(`#${environment}#`))) {
      expectOne(deployed.filter((tag) => tag === name).length, `Deployment of ${name}`);
    }
    none(deployed.filter((tag) => !known.has(tag)).length, `Deployment in ${environment} without assignment`);
  }
  for (const model of models) {
    const automatic = tags.filter(({ name }) => name.startsWith(`${model}#canary#`)).length;
    expectOne(automatic, `automatic promotion of ${model}`);
    const told = bodies.filter(
      (body) => body.startsWith("<!-- pawl:registry ") && body.includes(` model=${model} -->`),
    );
    expectOne(told.length, `issue about the Releases of ${model}`);
  }
  for (const { name, message } of tags) {
    if (readTrailer(message, "Source") !== "rollback") continue;
    const promotion = readTrailer(message, "Promotion");
    expectOne(issuesWith(`<!-- pawl:rollback v=1 id=${promotion} -->`), `issue about the rollback ${name}`);
  }
  expectOne(issuesWith("<!-- pawl:dashboard "), "dashboard");
}

const botOf = ({ github }: Pick<StormWorld, "github">): string => `${github.app.slug}[bot]`;

import type { StormWorld } from "./world.ts";

interface Comment {
  readonly id: number;
  readonly body: string;
  readonly user: { readonly login: string };
}

/** What differs from the wanted state; both empty when all is well. */
export interface Judgement {
  readonly lost: readonly string[];
  readonly double: readonly string[];
}

/**
 * Holds GitHub's state against what should have come of the events: on each head one check of each name, `ml/config`
 * successful; one reply to each command and to each label that was set without the right; no such label left.
 */
export async function judge(world: StormWorld): Promise<Judgement> {
  const lost: string[] = [];
  const double: string[] = [];
  const count = (found: number, what: string): void => {
    if (found === 0) lost.push(what);
    if (found > 1) double.push(`${what} × ${found}`);
  };
  for (const number of world.numbers) {
    const { head, labels } = await world.call<{ head: { sha: string }; labels: { name: string }[] }>(
      "GET",
      `/pulls/${number}`,
    );
    const { check_runs: checks } = await world.call<{
      check_runs: { name: string; conclusion: string | null }[];
    }>("GET", `/commits/${head.sha}/check-runs`);
    for (const name of ["ml/config", "ml/metrics"]) {
      count(checks.filter((check) => check.name === name).length, `#${number} check ${name}`);
    }
    const config = checks.find((check) => check.name === "ml/config");
    if (config?.conclusion !== "success") lost.push(`#${number} conclusion of ml/config`);
    const asked = labels.filter(({ name }) => name.startsWith("ml/promote"));
    if (asked.length > 0) lost.push(`#${number} answer to the label`);
    const comments = await world.call<Comment[]>("GET", `/issues/${number}/comments?per_page=100`);
    const replies = comments.filter(
      ({ user, body }) => user.login.endsWith("[bot]") && body.startsWith("<!-- pawl:reply"),
    );
    const to = (text: string): number => replies.filter(({ body }) => body.includes(` to=${text}`)).length;
    for (const { id } of comments.filter(({ body }) => body === "/ml help")) {
      count(to(`comment:${id} `), `#${number} reply to comment ${id}`);
    }
    if (world.numbers.indexOf(number) % 3 === 0) count(to("label:"), `#${number} reply to the label`);
  }
  return { lost, double };
}

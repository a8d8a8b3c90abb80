import type { PullRequest } from "../../src/ports/github/pull-requests.ts";
import type { BotContext } from "../reconcile/context.ts";
import { readHeadArrival } from "../reconcile/head-arrival.ts";
import { refusal, type RequestAnswer } from "../requests.ts";

/** A head that came after the question, or of which nothing shows that it was there before, is not the one that was meant. */
export async function refuseLaterHead(
  askedAt: string,
  pull: PullRequest,
  context: Pick<BotContext, "github">,
): Promise<RequestAnswer | undefined> {
  const short = pull.headSha.slice(0, 7);
  const arrivedMs = await readHeadArrival(pull, context);
  if (arrivedMs !== undefined && arrivedMs <= Date.parse(askedAt)) return undefined;
  const why =
    arrivedMs === undefined
      ? `nothing shows that the head was ${short} when you asked`
      : `the head became ${short} after you asked`;
  return refusal("stale.sha", `${why}; look at it and ask again`);
}

import { z } from "zod";
import { changeState, readState } from "../../src/app/stored-state.ts";
import type { Issue } from "../../src/ports/github/issues.ts";
import { dashboardTitle, parseDashboardMarker } from "../../src/report/dashboard.ts";
import type { BotContext } from "./context.ts";

/** Label of the dashboard. */
export const dashboardLabel = "ml/dashboard";

/**
 * How far the pin of the dashboard is: `wanted` from the opening on until one of the others is known. None of these is left again, so
 * that a pin which a person took away stays away.
 */
const pinState = z.enum(["wanted", "pinned", "left", "limit", "denied", "unavailable"]);

/** See {@link pinState}. */
export type PinState = z.infer<typeof pinState>;

const kept = {
  ref: "refs/pawl/dashboard",
  schema: z.strictObject({
    schema: z.literal("pawl.dashboard/1"),
    number: z.number().int().positive(),
    /** What became of its pin; absent of an issue that was opened before there were pins: those are left as they are. */
    pin: pinState.optional(),
  }),
};
type Kept = z.infer<typeof kept.schema>;

/** Whether the repository has, or had, a dashboard. */
export async function hasDashboard({ github }: Pick<BotContext, "github">): Promise<boolean> {
  return (await github.gitData.resolveRef(kept.ref)) !== undefined;
}

/** The dashboard, and others of ours that a lost answer or a race left. */
export interface FoundDashboard {
  readonly issue: Issue | undefined;
  /** Open ones. */
  readonly doubles: readonly Issue[];
}

/**
 * Finds the dashboard: by the number in `refs/pawl/dashboard`, else the newest by marker. Only what we wrote counts, and only
 * here: a transferred issue is somewhere else, whatever GitHub answers under its old number.
 */
export async function findDashboard(context: Pick<BotContext, "github">): Promise<FoundDashboard> {
  const { github } = context;
  const { login } = await github.members.self();
  const { id, url } = await github.members.repository();
  const isHere = (issue: Issue): boolean =>
    issue.authorLogin === login && issue.url.toLowerCase().startsWith(`${url.toLowerCase()}/`);
  const stored = (await readState(kept, github))?.number;
  const named = stored === undefined ? undefined : await github.issues.get(stored);
  // Who may push may move the ref: it makes no other issue of ours a dashboard.
  const isNamed = named?.number === stored && named !== undefined && isHere(named) && !isOther(named);
  const listed = await github.issues.list({ labels: [dashboardLabel], state: "all" });
  const marked = listed.filter(
    (issue) => isHere(issue) && parseDashboardMarker(issue.body)?.repositoryId === id,
  );
  const issue = isNamed ? named : marked.toSorted((a, b) => b.number - a.number)[0];
  const doubles = marked.filter(({ number, state }) => number !== issue?.number && state === "open");
  return { issue, doubles };
}

/** Whether a body is that of another kind of issue of ours; an empty or a spoilt one is not. */
function isOther({ body }: Issue): boolean {
  return /^<!-- pawl:(?!dashboard )/.test(body);
}

/** Opens the dashboard and keeps its number. A crash between the two leaves one that is found by its marker. */
export async function openDashboard(body: string, context: Pick<BotContext, "github">): Promise<Issue> {
  const { github } = context;
  return github.issues.create({ title: dashboardTitle, body, labels: [dashboardLabel] });
}

/** Keeps the number of the dashboard; gives how far its pin is, `wanted` when the issue was not kept before. */
export async function keepNumber(
  number: number,
  { github }: Pick<BotContext, "github">,
): Promise<PinState | undefined> {
  const change = (old: Kept | undefined): Kept | undefined =>
    old?.number === number ? undefined : { schema: "pawl.dashboard/1", number, pin: "wanted" };
  return (await changeState(kept, { message: `dashboard: issue ${number}`, change }, github))?.pin;
}

/** Keeps what became of the pin, once: what is known already stays. */
export async function keepPin(
  number: number,
  pin: PinState,
  { github }: Pick<BotContext, "github">,
): Promise<void> {
  const change = (old: Kept | undefined): Kept | undefined =>
    old?.number === number && old.pin === "wanted" ? { ...old, pin } : undefined;
  await changeState(kept, { message: `dashboard: pin of issue ${number} ${pin}`, change }, github);
}

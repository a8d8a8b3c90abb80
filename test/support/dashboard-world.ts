import { formatDriftMarker } from "../../src/monitoring/drift-marker.ts";
import { keysOf } from "../../bot/events.ts";
import type { Key } from "../../bot/key.ts";
import { reconcile } from "../../bot/reconcile/reconcile.ts";
import { dashboardLabel } from "../../bot/reconcile/dashboard-issue.ts";
import type { Outcome } from "../../bot/reconcile/outcome.ts";
import type { Issue } from "../../src/ports/github/issues.ts";
import type { FakeState } from "./github-fake/fake-state.ts";
import { createScene, type Scene } from "./promotion-scene.ts";

/** A policy with a dashboard; staging needs two approvals. */
export const dashboardPolicy = `version: 1
dashboard: true
models:
  delay:
    artifact: models/model.onnx
    task: binary-classification
    environments:
      staging: {approvals: 2, approvers: ["@acme/leads", "@ada"]}
      production: {after: staging}
`;

const dashboardKey: Key = { kind: "dashboard", repository: "acme/flights" };

/** A repository with v1.0.0 of `delay` registered and {@link dashboardPolicy}; the clock is moved by hand. */
export async function createDashboardWorld(policy: string = dashboardPolicy): Promise<DashboardWorld> {
  const scene = await createScene(policy);
  const time = { ms: Date.parse("2026-02-01T00:00:00Z") };
  scene.state.refs.set("refs/heads/main", "1".repeat(40));
  scene.state.files.set(`${"1".repeat(40)}:.github/pawl.yml`, policy);
  const context = { ...scene.context, clock: { now: () => new Date(time.ms), sleep: async () => undefined } };
  return {
    context,
    state: scene.state,
    later: (ms = 60_000) => void (time.ms += ms),
    render: async () => {
      time.ms += 60_000;
      return reconcile(dashboardKey, context);
    },
  };
}

/** What {@link createDashboardWorld} gives. */
export interface DashboardWorld extends Scene {
  /** Lets time pass. */
  readonly later: (ms?: number) => void;
  /** Renders the dashboard a minute later. */
  readonly render: () => Promise<Outcome>;
}

/** All issues with the label of the dashboard, oldest first. */
export async function dashboardsOf({ context }: Scene): Promise<readonly Issue[]> {
  return context.github.issues.list({ labels: [dashboardLabel], state: "all" });
}

/** The one open dashboard. */
export async function theDashboard(scene: Scene): Promise<Issue> {
  const [issue, ...others] = (await dashboardsOf(scene)).filter(({ state }) => state === "open");
  if (issue === undefined || others.length > 0) throw new TypeError(`${others.length} others are open`);
  return issue;
}

/** Somebody edits an issue; gives the keys that GitHub's event leads to. */
export function editIssue(
  { state }: { readonly state: FakeState },
  issue: Issue,
  edit: { readonly body: string; readonly by: string; readonly at?: string; readonly type?: string },
): readonly Key[] {
  state.issues.set(issue.number, { ...issue, body: edit.body });
  const { at = "2026-02-01T00:10:00Z", type = "User" } = edit;
  const repository = { id: state.repository.id, full_name: "acme/flights", default_branch: "main" };
  const keys = keysOf("issues", {
    action: "edited",
    repository,
    issue: { number: issue.number, body: edit.body, updated_at: at },
    changes: { body: { from: issue.body } },
    sender: { login: edit.by, type },
  });
  return keys ?? [];
}

/** Works on keys and on what follows from them. */
export async function work(keys: readonly Key[], world: DashboardWorld): Promise<readonly string[]> {
  const codes: string[] = [];
  for (const queue = [...keys]; queue.length > 0;) {
    const key = queue.shift();
    if (key === undefined) break;
    const outcome = await reconcile(key, world.context);
    codes.push(outcome.reasonCode);
    if (key.kind !== "dashboard")
      queue.push(...(outcome.next ?? []).filter(({ kind }) => kind === "dashboard"));
  }
  return codes;
}

/** The monitor opens a drift issue of `delay`. */
export async function openDrift({ context }: DashboardWorld): Promise<number> {
  const marker = { model: "delay", environment: "production", kind: "data", repositoryId: 81, sequence: 1 };
  const body = `${formatDriftMarker({ ...marker, kind: "data" })}\ntext`;
  const issue = await context.github.issues.create({ title: "Drift", body, labels: ["ml/drift"] });
  return issue.number;
}

/** Somebody ticks the box that contains a text. */
export async function tick(
  world: DashboardWorld,
  part: string,
  by: string,
  at = "2026-02-01T00:10:00Z",
): Promise<ReturnType<typeof editIssue>> {
  const issue = await theDashboard(world);
  const lines = issue.body
    .split("\n")
    .map((line) => (line.includes(part) ? line.replace("[ ]", "[x]") : line));
  return editIssue(world, issue, { body: lines.join("\n"), by, at });
}

/** How far the pin is, as the ref says. */
export function keptPin({ state }: DashboardWorld): string | undefined {
  const kept = state.commits.get(state.refs.get("refs/pawl/dashboard") ?? "")?.files.get("state.json");
  return /"pin":\s*"(\w+)"/.exec(kept ?? "")?.[1];
}

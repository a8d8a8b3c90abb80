import { expandEnvironment } from "../config/expand-environment.ts";
import type { ModelPolicy, MonitoringPolicy, Policy } from "../config/schema.ts";
import { PawlError } from "../errors.ts";
import type { MonitoredAlert, MonitoredModel, MonitorReport } from "../monitoring/monitor-report-schema.ts";
import { meanOf } from "../monitoring/performance-series.ts";
import { driftResponseRef, driftResponseSchema, isSnoozed } from "../monitoring/drift-response.ts";
import { parseAtMost } from "../monitoring/retrain-decision.ts";
import { kindOfCheck } from "../monitoring/series.ts";
import { parseOpenRule, type KindVerdict } from "../monitoring/verdict.ts";
import { parseDuration, planWindows, type Window } from "../monitoring/windows.ts";
import type { Clock } from "../ports/clock.ts";
import type { GitHub } from "../ports/github/github.ts";
import type { Log } from "../ports/log.ts";
import { renderDriftResponse } from "../report/drift-response.ts";
import type { Sql } from "../ports/sql.ts";
import { readIdentity, type Identity } from "./monitoring/find-drift-issues.ts";
import { findLiveVersion, readReleasedProfile } from "./monitoring/live-version.ts";
import { measureChecks } from "./monitoring/measure-checks.ts";
import { readWindows, type WindowsRead } from "./monitoring/read-windows.ts";
import { settleAlert, type AlertFacts } from "./monitoring/settle-alert.ts";
import { readState } from "./stored-state.ts";
import { settleRetraining, type RetrainPorts } from "./monitoring/settle-retraining.ts";

/** What to watch. */
export interface MonitorRequest {
  readonly policy: Policy;
  /** End of the time to look at, ISO 8601; only windows that end before it are complete. */
  readonly until: string;
  /** One model instead of all that have `monitoring`. */
  readonly model?: string;
  /** Absolute path that relative paths of the policy start from. */
  readonly directory: string;
  /** Environment variables for `${NAME}` in paths. */
  readonly variables: Readonly<Record<string, string | undefined>>;
}

/** What monitoring needs of the world. */
export interface MonitorPorts {
  readonly github: RetrainPorts & Pick<GitHub, "deployments" | "gitData" | "releases" | "members">;
  readonly sql: Sql;
  readonly log: Log;
  /** For a retraining that an earlier run may have dispatched. */
  readonly clock: Pick<Clock, "now" | "sleep">;
}

/** `positive`: no drift issue stands open. */
export interface MonitorResult {
  readonly decision: "positive" | "negative";
  readonly reasonCode: "monitor.clean" | "monitor.drift";
  readonly report: MonitorReport;
}

interface Subject {
  readonly name: string;
  readonly environment: string;
  readonly model: ModelPolicy;
  readonly monitoring: MonitoringPolicy;
}

/** Windows that are looked back on, as a multiple of the rule's n: those with too few rows are passed over. */
const lookBack = 3;

/**
 * Watches every live version over its prediction log: judges the complete windows, keeps one issue per model, environment and
 * kind of drift, and dispatches retraining as the policy says. A second run with the same facts changes nothing.
 *
 * @throws PawlError `config.invalid`, `input.invalid`, `monitor.profile-invalid`, `monitor.labels-unreadable`,
 * `github.request-failed`.
 */
export async function monitor(request: MonitorRequest, ports: MonitorPorts): Promise<MonitorResult> {
  const subjects = subjectsOf(request);
  const until = isoTime(request.until);
  const identity = await readIdentity(ports.github.members);
  const models: MonitoredModel[] = [];
  for (const subject of subjects) {
    models.push(await watch(subject, { ...request, until, identity }, ports));
  }
  const openAlerts = models.flatMap((model) => model.alerts).filter(isOpen).length;
  const report: MonitorReport = { schema: "pawl.monitor/1", until, openAlerts, models };
  return openAlerts > 0
    ? { decision: "negative", reasonCode: "monitor.drift", report }
    : { decision: "positive", reasonCode: "monitor.clean", report };
}

function isOpen(alert: MonitoredAlert): boolean {
  return alert.decision === "open" || alert.decision === "update" || alert.decision === "reopen";
}

function isoTime(text: string): string {
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) {
    throw new PawlError("input.invalid", { message: `until: "${text}" is not an ISO 8601 time.` });
  }
  return time.toISOString();
}

function subjectsOf({ policy, model: wanted }: MonitorRequest): readonly Subject[] {
  if (wanted !== undefined && policy.models[wanted]?.monitoring === undefined) {
    throw new PawlError("input.invalid", { message: `The policy has no model "${wanted}" with monitoring.` });
  }
  return Object.entries(policy.models).flatMap(([name, model]) => {
    const { monitoring } = model;
    if (monitoring === undefined || (wanted !== undefined && name !== wanted)) return [];
    return Object.keys(model.environments).map((environment) => ({ name, environment, model, monitoring }));
  });
}

interface WatchRequest extends MonitorRequest {
  readonly identity: Identity;
}

async function watch(subject: Subject, request: WatchRequest, ports: MonitorPorts): Promise<MonitoredModel> {
  const { name, environment, monitoring } = subject;
  const nothing = {
    model: name,
    environment,
    windows: [],
    alerts: [],
    newestPrediction: null,
    malformedLines: 0,
  };
  const live = await findLiveVersion(name, environment, ports.github.deployments);
  if (live === undefined) return { ...nothing, version: null, outcome: "not live", notices: [] };
  const { version } = live;
  const profile = await readReleasedProfile(live, ports.github.releases);
  if (profile === undefined) {
    const notices = [`The Release of ${name}@${version} has no profile.json: it cannot be watched.`];
    return { ...nothing, version, outcome: "no profile", notices };
  }
  const durationMs = parseDuration(monitoring.window);
  const count = lookBack * parseOpenRule(monitoring.open_after).n;
  const windows = planWindows(request.until, durationMs, count);
  const read = await readWindows({ ...pathsOf(subject, request), windows, version, profile }, ports.sql);
  const { evaluation, task } = subject.model;
  const measured = measureChecks({ policy: monitoring, evaluation, task, profile, windows: read.windows });
  const notices = [...measured.notices, ...logNotices(monitoring, read, { windows, durationMs })];
  for (const notice of notices) ports.log.warning(`${name} (${environment}): ${notice}`);
  const seen = { subject, request, version, profile, windows: describeWindows(windows, read) };
  const alerts: MonitoredAlert[] = [];
  for (const verdict of measured.verdicts) alerts.push(await settle(verdict, seen, ports));
  return {
    model: name,
    environment,
    version,
    outcome: "watched",
    windows: seen.windows,
    alerts,
    newestPrediction: read.newestMs === undefined ? null : new Date(read.newestMs).toISOString(),
    malformedLines: read.malformedLines,
    notices,
  };
}

function pathsOf({ name, environment, model, monitoring }: Subject, request: WatchRequest) {
  const absolute = (path: string): string => {
    const expanded = expandEnvironment(path, request.variables).replace(/(?<!\/)\/+$/, "");
    return /^(\/|[A-Za-z]:[\\/])/.test(expanded) ? expanded : `${request.directory}/${expanded}`;
  };
  const { evaluation } = model;
  const labels =
    monitoring.labels === undefined || evaluation === undefined
      ? undefined
      : { path: absolute(monitoring.labels), id: evaluation.id, target: evaluation.target };
  return { logDirectory: `${absolute(monitoring.predictions)}/${environment}/${name}`, labels };
}

function logNotices(
  monitoring: MonitoringPolicy,
  read: WindowsRead,
  { windows, durationMs }: { readonly windows: readonly Window[]; readonly durationMs: number },
): readonly string[] {
  const notices: string[] = [];
  if (read.malformedLines > 0) {
    notices.push(
      `${read.malformedLines} lines of the prediction log are not pawl.prediction/1 and were left out.`,
    );
  }
  const oldest = Date.parse(windows.at(-1)?.end ?? "") - 2 * durationMs;
  const isStale = read.newestMs === undefined || read.newestMs < oldest;
  if (monitoring.checks.includes("freshness") && isStale) {
    notices.push("The newest prediction is more than two windows old: is the model still asked?");
  }
  return notices;
}

function describeWindows(windows: readonly Window[], read: WindowsRead): MonitoredModel["windows"] {
  return windows.map((window, place) => {
    const { rows = 0, labelled = { scores: [], targets: [] } } = read.windows[place] ?? {};
    const has = labelled.targets.length > 0;
    return {
      ...window,
      rows,
      otherRows: read.otherRows[place] ?? 0,
      labelled: labelled.targets.length,
      meanScore: has ? meanOf(labelled.scores) : null,
      meanTarget: has ? meanOf(labelled.targets) : null,
    };
  });
}

interface Seen {
  readonly subject: Subject;
  readonly request: WatchRequest;
  readonly version: string;
  readonly windows: MonitoredModel["windows"];
}

async function settle(
  verdict: KindVerdict,
  seen: Seen,
  { github, clock }: Pick<MonitorPorts, "github" | "clock">,
): Promise<MonitoredAlert> {
  const { subject, request, version } = seen;
  const { retrain, limits, open_after } = subject.monitoring;
  const isTrigger = retrain?.on.some(
    (trigger) => trigger !== "schedule" && kindOfCheck[trigger] === verdict.kind,
  );
  const fingerprint = { model: subject.name, environment: subject.environment, kind: verdict.kind };
  const kept = { ref: driftResponseRef(fingerprint), schema: driftResponseSchema };
  const response = await readState(kept, github);
  const facts: AlertFacts = {
    identity: request.identity,
    fingerprint,
    isSnoozed: isSnoozed(response, request.until),
    verdict,
    version,
    until: request.until,
    view: {
      windows: seen.windows,
      rule: parseOpenRule(open_after),
      minRows: limits.min_rows,
      atMost: isTrigger === true ? retrain?.at_most : undefined,
      notices: [],
      response: renderDriftResponse(response, request.until),
    },
  };
  const policy = retrain && { on: retrain.on, atLeastMs: parseAtMost(retrain.at_most) };
  const alert = await settleAlert(facts, github);
  const retraining = await settleRetraining(facts, alert, { policy, ports: github, clock });
  const { issue } = retraining;
  return {
    kind: verdict.kind,
    state: verdict.state,
    severity: verdict.severity,
    series: verdict.series.map(({ last: _last, isClean: _isClean, ...series }) => ({
      ...series,
      values: [...series.values],
    })),
    ...alert.decision,
    issue: issue === undefined ? null : { number: issue.number, url: issue.url },
    retrain: { ...retraining.decision },
  };
}

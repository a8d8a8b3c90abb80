import { githubContext, runInputs } from "./github-context.ts";
import type { Conclusion } from "./host.ts";
import { evaluateCondition, evaluateNode, type ExpressionScope, toText } from "./expression.ts";
import { asList, asObject, type Json, type JsonObject, stringAt } from "./json.ts";
import type { JobEnd } from "./run-job.ts";
import { runMatrix } from "./run-matrix.ts";
import type { ExecutionRequest } from "./run-execution-request.ts";
import { statusFunctions } from "./status-functions.ts";
import { messageOf } from "./workflow-error.ts";

/** What came out of all jobs under one key. */
export interface KeyResult {
  readonly result: "success" | "failure" | "cancelled" | "skipped";
  readonly outputs: Readonly<Record<string, string>>;
  /** Failed without `continue-on-error`, so the run fails. */
  readonly breaksRun: boolean;
}

/** A run's request with its own way to be cancelled. */
export interface GraphRequest extends ExecutionRequest {
  readonly cancelled: AbortSignal;
}

/** The jobs of a run: each starts when those that it needs are through. */
export class JobGraph {
  readonly #request: GraphRequest;
  readonly #definitions: Readonly<Record<string, JsonObject>>;
  readonly #results = new Map<string, Promise<KeyResult>>();

  constructor(request: GraphRequest) {
    this.#request = request;
    const jobs = Object.entries(asObject(request.workflow.document["jobs"]));
    this.#definitions = Object.fromEntries(jobs.map(([key, definition]) => [key, asObject(definition)]));
  }

  /** Runs all jobs; a broken file or one with unsupported keys makes one failing job that says why. */
  async runAll(): Promise<Conclusion> {
    const { errors } = this.#request.workflow;
    if (errors.length > 0) {
      this.fail(errors.join("\n"));
      return "failure";
    }
    const results = await Promise.all(Object.keys(this.#definitions).map((key) => this.#result(key)));
    if (results.some(({ breaksRun }) => breaksRun)) return "failure";
    if (this.#isCancelled() || results.some(({ result }) => result === "cancelled")) return "cancelled";
    return results.every(({ result }) => result === "skipped") ? "skipped" : "success";
  }

  /** Adds a job that failed before it could start, with the reason in its log and as an annotation. */
  fail(message: string): void {
    const { host, run, workflow } = this.#request;
    const job = host.ledger.createJob(run, { key: "workflow", name: "Invalid workflow file", labels: [] });
    const now = host.timestamp();
    const lines = message.split("\n");
    host.ledger.appendLog(
      job.id,
      lines.map((line) => `${new Date().toISOString()} ##[error]${line}\n`).join(""),
    );
    host.ledger.updateJob(job, {
      status: "completed",
      conclusion: "failure",
      startedAt: now,
      completedAt: now,
      steps: [
        {
          name: "Set up job",
          number: 1,
          status: "completed",
          conclusion: "failure",
          startedAt: now,
          completedAt: now,
        },
      ],
      annotations: lines.map((line) => ({
        level: "failure",
        message: line,
        title: "Invalid workflow file",
        path: workflow.path,
        startLine: Number(/Line: (\d+)/.exec(line)?.[1] ?? 1),
        endLine: Number(/Line: (\d+)/.exec(line)?.[1] ?? 1),
      })),
    });
  }

  #isCancelled(): boolean {
    return this.#request.cancelled.aborted || this.#request.stopped.aborted;
  }

  #result(key: string): Promise<KeyResult> {
    const found = this.#results.get(key);
    if (found !== undefined) return found;
    // Registered before it starts, so that jobs that need it wait for the same promise.
    const { promise, resolve } = Promise.withResolvers<KeyResult>();
    this.#results.set(key, promise);
    void this.#runKey(key).then(resolve);
    return promise;
  }

  async #runKey(key: string): Promise<KeyResult> {
    const definition = this.#definitions[key] ?? {};
    const needs = asList(definition["needs"]).map(String);
    const needed = new Map<string, KeyResult>();
    for (const need of needs) needed.set(need, await this.#result(need));
    const ancestors = await this.#ancestors(needs);
    const scope = this.#scope(needed, ancestors);
    try {
      const isWanted = !this.#request.stopped.aborted && evaluateCondition(definition["if"], scope);
      return isWanted ? await this.#runJobs(key, definition, scope) : this.#skip(key, definition, scope);
    } catch (error) {
      this.#failKey(key, messageOf(error));
      return { result: "failure", outputs: {}, breaksRun: true };
    }
  }

  async #ancestors(needs: readonly string[]): Promise<readonly KeyResult[]> {
    const seen = new Set<string>();
    const queue = [...needs];
    for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
      if (seen.has(key)) continue;
      seen.add(key);
      queue.push(...asList(this.#definitions[key]?.["needs"]).map(String));
    }
    return Promise.all([...seen].map((key) => this.#result(key)));
  }

  #scope(needed: ReadonlyMap<string, KeyResult>, ancestors: readonly KeyResult[]): ExpressionScope {
    const { host, run, repository } = this.#request;
    const needs = [...needed].map(([key, { result, outputs }]): [string, Json] => [
      key,
      { result, outputs: { ...outputs } },
    ]);
    const status = this.#isCancelled()
      ? "cancelled"
      : ancestors.some(({ result }) => result === "failure")
        ? "failure"
        : ancestors.every(({ result }) => result === "success")
          ? "success"
          : "skipped";
    return {
      contexts: {
        github: githubContext({ host, run, repository }),
        inputs: runInputs(run),
        vars: { ...host.variablesOf(repository.id) },
        needs: Object.fromEntries(needs),
        strategy: null,
        matrix: null,
      },
      functions: statusFunctions(() => status),
    };
  }

  #skip(key: string, definition: JsonObject, scope: ExpressionScope): KeyResult {
    const { host, run } = this.#request;
    const job = host.ledger.createJob(run, { key, name: plainName(key, definition, scope), labels: [] });
    const now = host.timestamp();
    const conclusion = this.#isCancelled() ? "cancelled" : "skipped";
    host.ledger.updateJob(job, { status: "completed", conclusion, startedAt: now, completedAt: now });
    return { result: conclusion, outputs: {}, breaksRun: false };
  }

  #failKey(key: string, message: string): void {
    const { host, run } = this.#request;
    const job = host.ledger.createJob(run, { key, name: key, labels: [] });
    const now = host.timestamp();
    host.ledger.appendLog(job.id, `${new Date().toISOString()} ##[error]${message}\n`);
    host.ledger.updateJob(job, {
      status: "completed",
      conclusion: "failure",
      startedAt: now,
      completedAt: now,
      annotations: [
        { level: "failure", message, title: null, path: run.workflowPath, startLine: 1, endLine: 1 },
      ],
    });
  }

  async #runJobs(key: string, definition: JsonObject, scope: ExpressionScope): Promise<KeyResult> {
    const ends = await runMatrix({ ...this.#request, key, definition, scope });
    const failed = ends.filter(({ end }) => end.status === "failure");
    const breaksRun = failed.some(({ mayFail }) => !mayFail);
    const isCancelled = ends.some(({ end }) => end.status === "cancelled");
    const result = breaksRun ? "failure" : isCancelled ? "cancelled" : "success";
    return { result, outputs: Object.assign({}, ...ends.map(({ end }) => nonEmpty(end))), breaksRun };
  }
}

function nonEmpty({ outputs }: JobEnd): Record<string, string> {
  return Object.fromEntries(Object.entries(outputs).filter(([, value]) => value !== ""));
}

function plainName(key: string, definition: JsonObject, scope: ExpressionScope): string {
  const name = stringAt(definition, "name");
  return name === undefined ? key : toText(evaluateNode(name, scope));
}

import { githubContext } from "./github-context.ts";
import type { Conclusion } from "./host.ts";
import { evaluateCondition, evaluateNode, type ExpressionScope, toText } from "./expression.ts";
import { asList, asObject, type Json, type JsonObject, stringAt } from "./json.ts";
import { runCalls, type GraphEnd } from "./run-call.ts";
import { runMatrix, type MatrixRequest } from "./run-matrix.ts";
import type { GraphRequest } from "./run-execution-request.ts";
import { statusFunctions } from "./status-functions.ts";
import { messageOf, WorkflowError } from "./workflow-error.ts";

/** What came out of all jobs under one key. */
export interface KeyResult {
  readonly result: "success" | "failure" | "cancelled" | "skipped";
  readonly outputs: Readonly<Record<string, string>>;
  /** Failed without `continue-on-error`, so the run fails. */
  readonly breaksRun: boolean;
  /** Nothing ran: all was taken over from the attempt before, so jobs that need it may be taken over too. */
  readonly isRetained: boolean;
}

/** The jobs of a run, or of a workflow that it calls: each starts when those that it needs are through. */
export class JobGraph {
  readonly #request: GraphRequest;
  readonly #definitions: Readonly<Record<string, JsonObject>>;
  readonly #results = new Map<string, Promise<KeyResult>>();

  constructor(request: GraphRequest) {
    this.#request = request;
    const jobs = Object.entries(asObject(request.workflow.document["jobs"]));
    this.#definitions = Object.fromEntries(jobs.map(([key, definition]) => [key, asObject(definition)]));
  }

  /** Runs all jobs. */
  async runAll(): Promise<GraphEnd> {
    const keys = Object.keys(this.#definitions);
    const results = await Promise.all(keys.map((key) => this.#result(key)));
    const jobs = Object.fromEntries(
      results.map(({ result, outputs }, index): [string, Json] => [
        keys[index] ?? "",
        { result, outputs: { ...outputs } },
      ]),
    );
    const isRetained = results.every((result) => result.isRetained);
    return { conclusion: this.#conclude(results), jobs, isRetained };
  }

  #conclude(results: readonly KeyResult[]): Conclusion {
    if (results.some(({ breaksRun }) => breaksRun)) return "failure";
    if (this.#isCancelled() || results.some(({ result }) => result === "cancelled")) return "cancelled";
    return results.every(({ result }) => result === "skipped") ? "skipped" : "success";
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
    // A job that needs one that runs again runs again, too.
    const mayRetain = ancestors.every(({ isRetained }) => isRetained);
    const retained = mayRetain ? this.#request.frame.retained : new Map();
    const request = { ...this.#request, frame: { ...this.#request.frame, retained }, key, definition, scope };
    try {
      const isWanted = !this.#request.stopped.aborted && evaluateCondition(definition["if"], scope);
      if (!isWanted) return this.#skip(key, definition, scope);
      return await (stringAt(definition, "uses") === undefined ? runKeyJobs(request) : this.#call(request));
    } catch (error) {
      this.#failKey(`${this.#request.frame.namePrefix}${key}`, messageOf(error));
      return { result: "failure", outputs: {}, breaksRun: true, isRetained: false };
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
    const { host, run, repository, frame } = this.#request;
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
        inputs: frame.inputs,
        vars: { ...host.variablesOf(repository.id) },
        needs: Object.fromEntries(needs),
        strategy: null,
        matrix: null,
      },
      functions: statusFunctions(() => status),
    };
  }

  #skip(key: string, definition: JsonObject, scope: ExpressionScope): KeyResult {
    const { host, run, frame } = this.#request;
    const name = `${frame.namePrefix}${plainName(key, definition, scope)}`;
    const job = host.ledger.createJob(run, { key, name, labels: [] });
    const now = host.timestamp();
    const conclusion = this.#isCancelled() ? "cancelled" : "skipped";
    host.ledger.updateJob(job, { status: "completed", conclusion, startedAt: now, completedAt: now });
    return { result: conclusion, outputs: {}, breaksRun: false, isRetained: true };
  }

  /** Shows a job that failed before it could be planned. */
  #failKey(name: string, message: string): void {
    const { host, run } = this.#request;
    const job = host.ledger.createJob(run, { key: name, name, labels: [] });
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

  async #call(request: MatrixRequest): Promise<KeyResult> {
    const called = request.frame.calls.get(request.key);
    if (called === undefined) throw new WorkflowError(`jobs.${request.key}.uses was not loaded`);
    const ends = await runCalls({
      ...request,
      called,
      runGraph: (inner) => new JobGraph(inner).runAll(),
      onFailure: (name, message) => this.#failKey(name, message),
    });
    const has = (result: KeyResult["result"]): boolean => ends.some((end) => end.result === result);
    const result = has("failure")
      ? "failure"
      : has("cancelled")
        ? "cancelled"
        : has("success")
          ? "success"
          : "skipped";
    const outputs = Object.assign({}, ...ends.map((end) => nonEmpty(end.outputs))) as Record<string, string>;
    const isRetained = ends.every((end) => end.isRetained);
    return { result, outputs, breaksRun: result === "failure", isRetained };
  }
}

async function runKeyJobs(request: MatrixRequest): Promise<KeyResult> {
  const ends = await runMatrix(request);
  const failed = ends.filter(({ end }) => end.status === "failure");
  const breaksRun = failed.some(({ mayFail }) => !mayFail);
  const isCancelled = ends.some(({ end }) => end.status === "cancelled");
  const result = breaksRun ? "failure" : isCancelled ? "cancelled" : "success";
  const outputs = Object.assign({}, ...ends.map(({ end }) => nonEmpty(end.outputs))) as Record<
    string,
    string
  >;
  return { result, outputs, breaksRun, isRetained: ends.every((one) => one.isRetained) };
}

function nonEmpty(outputs: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(outputs).filter(([, value]) => value !== ""));
}

function plainName(key: string, definition: JsonObject, scope: ExpressionScope): string {
  const name = stringAt(definition, "name");
  return name === undefined ? key : toText(evaluateNode(name, scope));
}

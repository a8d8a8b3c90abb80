import { z } from "zod";
import type { CheckAnnotation, CheckContent, CheckRun, Checks } from "../../ports/github/checks.ts";
import type { Client, Parameters } from "./client.ts";

const conclusions = [
  "success",
  "failure",
  "neutral",
  "cancelled",
  "timed_out",
  "action_required",
  "skipped",
  "stale",
] as const;
const statuses = ["queued", "in_progress", "completed", "waiting", "requested", "pending"] as const;

const checkRunSchema = z
  .object({
    id: z.number(),
    name: z.string(),
    head_sha: z.string(),
    status: z.enum(statuses),
    conclusion: z.enum(conclusions).nullable(),
    output: z.object({ title: z.string().nullish(), summary: z.string().nullish() }).nullish(),
    external_id: z.string().nullish(),
    app: z.object({ id: z.number() }).nullish(),
    html_url: z.string().nullish(),
    started_at: z.string().nullish(),
  })
  .transform((raw): CheckRun => ({
    id: raw.id,
    name: raw.name,
    headSha: raw.head_sha,
    status: raw.status,
    conclusion: raw.conclusion,
    title: raw.output?.title ?? null,
    summary: raw.output?.summary ?? null,
    externalId: raw.external_id ?? null,
    appId: raw.app?.id ?? null,
    url: raw.html_url ?? "",
    startedAt: raw.started_at ?? null,
  }));

/** GitHub takes 50 annotations a request and texts of 65 535 characters. */
const annotationsPerRequest = 50;
const maxTextLength = 65_000;

/** {@link Checks} over the REST API. */
export function createChecks(client: Client): Checks {
  const runs = "/repos/{owner}/{repo}/check-runs";
  const update = async (id: number, content: CheckContent, from: number): Promise<CheckRun> => {
    const run = await client.request(`PATCH ${runs}/{id}`, { id, ...toBody(content, from) }, checkRunSchema);
    const next = from + annotationsPerRequest;
    return (content.annotations?.length ?? 0) > next ? update(id, content, next) : run;
  };
  return {
    listForCommit: (sha, name) =>
      client.list(
        "GET /repos/{owner}/{repo}/commits/{sha}/check-runs",
        { sha, filter: "latest", ...(name === undefined ? {} : { check_name: name }) },
        checkRunSchema,
        "check_runs",
      ),
    get: (id) => client.find(`GET ${runs}/{id}`, { id }, checkRunSchema),
    create: async (name, headSha, content) => {
      const body = { name, head_sha: headSha, ...toBody(content, 0) };
      const run = await client.request(`POST ${runs}`, body, checkRunSchema);
      const more = (content.annotations?.length ?? 0) > annotationsPerRequest;
      return more ? update(run.id, content, annotationsPerRequest) : run;
    },
    update: (id, content) => update(id, content, 0),
  };
}

function toBody(content: CheckContent, from: number): Parameters {
  const annotations = content.annotations?.slice(from, from + annotationsPerRequest).map(toAnnotation);
  return {
    status: content.conclusion === undefined ? "in_progress" : "completed",
    ...(content.conclusion === undefined ? {} : { conclusion: content.conclusion }),
    ...(content.externalId === undefined ? {} : { external_id: content.externalId }),
    ...(content.actions === undefined ? {} : { actions: content.actions }),
    output: {
      title: content.title.slice(0, 250),
      summary: content.summary.slice(0, maxTextLength),
      ...(content.text === undefined ? {} : { text: content.text.slice(0, maxTextLength) }),
      ...(annotations === undefined ? {} : { annotations }),
    },
  };
}

function toAnnotation(annotation: CheckAnnotation): Parameters {
  return {
    path: annotation.path,
    start_line: annotation.startLine,
    end_line: annotation.endLine,
    annotation_level: annotation.level,
    message: annotation.message,
    ...(annotation.title === undefined ? {} : { title: annotation.title }),
  };
}

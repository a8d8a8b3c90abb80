import type { SandboxEvent } from "../../sandbox/github/context.ts";
import { events } from "../../sandbox/github/http/exchange.ts";
import { readDeploymentPayload } from "../../src/registry/deployment-payload.ts";

/** One thing that the bot made, whatever became of it and of the answer. */
export interface LoggedWrite {
  readonly kind: "comment" | "issue" | "deployment" | "check" | "pull request" | "tag";
  /** What there may be one of. */
  readonly naturalKey: string;
}

/** Everything that the bot made or took away on a GitHub, as GitHub saw it. */
export interface WriteLog extends Disposable {
  readonly made: readonly LoggedWrite[];
  /** Comments and tags that the bot deleted: a double that was tidied up is one all the same. */
  readonly removed: readonly string[];
}

/** Listens to the sandboxes of this process from now on. `login`: who the bot is. */
export function openWriteLog(login: string): WriteLog {
  const made: LoggedWrite[] = [];
  const removed: string[] = [];
  const listen = (message: unknown): void => {
    const event = message as SandboxEvent; // what the channel is documented to carry
    if (event.actor.user.login !== login) return;
    const write = readWrite(event);
    if (write !== undefined) made.push(write);
    const gone = readRemoval(event);
    if (gone !== undefined) removed.push(gone);
  };
  events.subscribe(listen);
  return { made, removed, [Symbol.dispose]: () => events.unsubscribe(listen) };
}

interface Payload {
  readonly action?: string;
  readonly ref?: string;
  readonly ref_type?: string;
  readonly comment?: { readonly id: number; readonly body: string };
  readonly issue?: { readonly number: number; readonly body: string | null };
  readonly pull_request?: { readonly number: number; readonly head: { readonly ref: string } };
  readonly deployment?: { readonly id: number; readonly environment: string; readonly payload: unknown };
  readonly check_run?: { readonly name: string; readonly head_sha: string };
}

/** The first line, without what changes from one writing to the next. */
function markerOf(body: string | null | undefined): string {
  const line = (body ?? "").split(/\r?\n/, 1)[0] ?? "";
  return line.replaceAll(/ (?:seq|at|sha|outcome)=\S+/g, "");
}

function readWrite(event: SandboxEvent): LoggedWrite | undefined {
  const payload = event.payload as Payload;
  const { comment, issue, deployment, check_run: check, pull_request: pull } = payload;
  switch (`${event.event}.${event.action ?? ""}`) {
    case "issue_comment.created":
      return { kind: "comment", naturalKey: `#${issue?.number} ${markerOf(comment?.body)}` };
    case "issues.opened":
      return { kind: "issue", naturalKey: markerOf(issue?.body) };
    case "pull_request.opened":
      return { kind: "pull request", naturalKey: pull?.head.ref ?? "" };
    case "check_run.created":
      return { kind: "check", naturalKey: `${check?.name} on ${check?.head_sha}` };
    case "deployment.created": {
      const tag = readDeploymentPayload(deployment?.payload)?.tag ?? `none, id ${deployment?.id}`;
      return { kind: "deployment", naturalKey: `${deployment?.environment}: ${tag}` };
    }
    case "create.":
      return payload.ref_type === "tag" ? { kind: "tag", naturalKey: payload.ref ?? "" } : undefined;
    default:
      return undefined;
  }
}

function readRemoval({ event, action, payload }: SandboxEvent): string | undefined {
  const { comment, issue, ref, ref_type: type } = payload as Payload;
  if (event === "issue_comment" && action === "deleted")
    return `comment of #${issue?.number} ${markerOf(comment?.body)}`;
  return event === "delete" && type === "tag" ? `tag ${ref}` : undefined;
}

/** What was made more than once. */
export function findDoubles(made: readonly LoggedWrite[]): readonly string[] {
  const groups = Map.groupBy(made, ({ kind, naturalKey }) => `${kind} ${naturalKey}`);
  return [...groups]
    .filter(([, writes]) => writes.length > 1)
    .map(([what, all]) => `${what} × ${all.length}`);
}

import type { DecidedAssignment, Promotion } from "./promotion-document.ts";
import { nextTaggerDate, type ArtifactState } from "./registry-state.ts";
import { writeTrailers } from "./tag-trailers.ts";
import { formatTag, tagMessage } from "./tags.ts";

/** What the next assignment of a model builds on. */
export interface AssignmentGround {
  readonly state: ArtifactState;
  /** The newest decided one, finished already. */
  readonly previous: DecidedAssignment | undefined;
  /** Numbers `#N` below are taken by refs which the state does not show, such as lightweight tags. */
  readonly leastCounter: number;
  readonly now: Date;
}

/**
 * The assignment that carries out a promotion: the name, the date and the whole message of its tag, so that whoever finishes
 * it after a crash writes the same tag. Its date is later than that of every tag of the model before it.
 */
export function planDecidedAssignment(promotion: Promotion, ground: AssignmentGround): DecidedAssignment {
  const { state, previous, leastCounter, now } = ground;
  const { model, environment, evidence, request } = promotion;
  const counter = Math.max(state.nextCounter, leastCounter);
  const event = { kind: "assign", artifact: model, environment, counter } as const;
  const sequence = (previous?.sequence ?? 0) + 1;
  const trailers = writeTrailers({
    "Requested-by": request.login,
    Source: promotion.kind === "rollback" ? "rollback" : request.source,
    "Request-Id": request.key,
    "Approved-by": promotion.approvedBy.join(", ") || undefined,
    Promotion: promotion.id,
    Sequence: `${sequence}`,
  });
  const afterTags = new Date(nextTaggerDate(state.lastTaggedAt, now));
  return {
    schema: "pawl.assignment/1",
    sequence,
    promotion: promotion.id,
    model,
    environment,
    version: evidence.version,
    versionTag: evidence.versionTag,
    commit: evidence.commit,
    sha256: evidence.sha256,
    tag: formatTag(event),
    message: `${tagMessage(event, evidence.version)}\n\n${trailers}`,
    taggedAt: nextTaggerDate(previous?.taggedAt, afterTags),
  };
}

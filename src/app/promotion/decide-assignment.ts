import { PawlError } from "../../errors.ts";
import { planDecidedAssignment } from "../../registry/assignment-plan.ts";
import {
  assignmentSchema,
  promotionSchema,
  type DecidedAssignment,
  type Promotion,
} from "../../registry/promotion-document.ts";
import type { ArtifactState } from "../../registry/registry-state.ts";
import { readTrailer } from "../../registry/tag-trailers.ts";
import { parseTag } from "../../registry/tags.ts";
import { findAssignmentOfPromotion } from "../../registry/version-target.ts";
import { readModelState } from "../promotion-facts.ts";
import { assignmentRef, promotionRef } from "./promotion-refs.ts";
import { pauseBefore, type PromotionPorts } from "./ports.ts";
import { readState, writeState, type StateDocument } from "./state-document.ts";

const attempts = 40;

/** How the assignment of a decided promotion went. `stale`: another one took its place, or the version moved. */
export type AssignmentOutcome =
  | { readonly decision: "assigned"; readonly tag: string }
  | { readonly decision: "stale"; readonly reason: string };

/**
 * Writes the assignment tag of a promotion that is decided: first the whole tag as a document, by compare-and-swap on the
 * ref of the model, then the tag. Of all promotions that were planned for the same change one gets there; the others are
 * stale. Repeated at any point it ends with the same tag. Whoever finds a decided assignment without its tag writes it.
 *
 * @throws PawlError `registry.contended` when others assign versions of the model all the time
 */
export async function decideAssignment(
  promotion: Promotion,
  ports: PromotionPorts,
): Promise<AssignmentOutcome> {
  const { model, environment, id } = promotion;
  let leastCounter = 1;
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const newest = await readState(assignmentRef(model), assignmentSchema, ports);
    const state = await readModelState(model, ports);
    const own = findAssignmentOfPromotion(state, environment, id);
    if (own !== undefined) return { decision: "assigned", tag: own.tag };
    if (newest !== undefined && (await isUnfinished(newest.value, state, ports))) {
      if ((await writeTag(newest.value, ports)) === "written") continue;
      leastCounter = Math.max(leastCounter, counterOf(newest.value.tag) + 1);
      if (newest.value.promotion !== id) {
        await decideAnew(newest, leastCounter, ports);
        continue;
      }
    }
    const stale = findStale(promotion, state);
    if (stale !== undefined) return { decision: "stale", reason: stale };
    const ground = { state, previous: newest?.value, leastCounter, now: ports.clock.now() };
    const value = planDecidedAssignment(promotion, ground);
    const message = `${value.tag}: ${value.version}`;
    const next = { value, previous: newest?.sha, message };
    // The next round writes the tag, whoever won.
    if ((await writeState(assignmentRef(model), next, ports)) === "conflict")
      await pauseBefore(attempt, ports);
  }
  throw new PawlError("registry.contended", {
    message: `Others assigned versions of ${model} ${attempts} times in a row.`,
  });
}

/** The tag's name was taken by something else between: the same assignment under the next number. */
async function decideAnew(
  { sha, value }: StateDocument<DecidedAssignment>,
  counter: number,
  ports: PromotionPorts,
): Promise<void> {
  const tag = value.tag.replace(/#\d+$/, `#${counter}`);
  const next = { ...value, sequence: value.sequence + 1, tag };
  const message = `${tag}: ${value.version}`;
  await writeState(assignmentRef(value.model), { value: next, previous: sha, message }, ports);
}

/** A tag that somebody deleted after its promotion had ended is not written again. */
async function isUnfinished(
  { environment, promotion }: DecidedAssignment,
  state: ArtifactState,
  ports: PromotionPorts,
): Promise<boolean> {
  if (findAssignmentOfPromotion(state, environment, promotion) !== undefined) return false;
  const found = await readState(promotionRef(promotion), promotionSchema, ports);
  return found?.value.state === "executing";
}

function counterOf(tag: string): number {
  return parseTag(tag)?.counter ?? 0;
}

/** Why a plan no longer holds, or `undefined`. */
export function findStale(promotion: Promotion, state: ArtifactState): string | undefined {
  const { environment, evidence, model } = promotion;
  const { version, commit, from } = evidence;
  const found = state.versions.find((entry) => entry.version === version);
  if (found === undefined) return `${model} ${version} is not registered any more`;
  if (found.commitSha !== commit) {
    return `${model} ${version} stands on ${found.commitSha.slice(0, 7)}, the plan was for ${commit.slice(0, 7)}`;
  }
  const current = state.environments.get(environment)?.current;
  if ((current?.tag ?? null) === (from?.tag ?? null)) return undefined;
  const now = current === undefined ? "nothing" : `${current.version ?? "nothing"} by ${current.tag}`;
  const before = from === null ? "nothing" : `${from.version ?? "nothing"} by ${from.tag}`;
  return `${environment} has ${now}, the plan was made when it had ${before}`;
}

/** `written` also when it is there already; `taken` when something else has its name. */
async function writeTag(assignment: DecidedAssignment, ports: PromotionPorts): Promise<"written" | "taken"> {
  const { tag: name, message, taggedAt, commit: commitSha, promotion } = assignment;
  const { gitData } = ports;
  if ((await gitData.createTag({ name, message, taggedAt, commitSha })) === "created") return "written";
  const found = (await gitData.listTags(name)).find((tag) => tag.name === name);
  if (found?.commitSha !== commitSha) return "taken";
  return readTrailer(found.message, "Promotion") === promotion ? "written" : "taken";
}

import type { Clock } from "../../ports/clock.ts";
import type { GitHub } from "../../ports/github/github.ts";
import type { EnvironmentRule, Requester } from "../../registry/promotion.ts";

/** What promotion reads and writes. */
export type PromotionPorts = Pick<
  GitHub,
  | "checks"
  | "comments"
  | "commits"
  | "deployments"
  | "gitData"
  | "issues"
  | "members"
  | "pullRequests"
  | "releases"
> & { readonly clock: Clock; readonly worker?: Worker | undefined };

/** A process that carries promotions out, under a name that outlives it. */
export interface Worker {
  /** No two living processes have it; the one that comes after a crash has the same. 1 to 60 letters, digits and hyphens. */
  readonly name: string;
  /** Marks of the turns that this process has taken and not left. */
  readonly turns: Set<string>;
}

/** What the policy says about one model, as far as promotion needs it. */
export interface PromotionPolicy {
  readonly environments: Readonly<Record<string, EnvironmentRule>>;
  /** Any form: only whether they are the same counts. */
  readonly gates?: unknown;
  readonly strict?: boolean | undefined;
}

/** Who wants what to go where; the same for every door. */
export interface PromotionSubject {
  readonly kind: "promotion" | "rollback";
  readonly model: string;
  readonly policy: PromotionPolicy;
  readonly environment: string;
  /** With the live role. */
  readonly requester: Requester;
  readonly source: string;
  /** The pull request in which it was asked. */
  readonly pull: number | null;
}

/** Waits a little before another attempt: longer each time, 2 s at most. */
export async function pauseBefore(attempt: number, { clock }: Pick<PromotionPorts, "clock">): Promise<void> {
  await clock.sleep(Math.min(2000, 50 * 2 ** Math.min(attempt, 6)));
}

/** Where promotions are kept: one ref each. */
export const promotionsPrefix = "refs/pawl/promotions/";

/** The ref of one promotion. */
export function promotionRef(id: string): string {
  return `${promotionsPrefix}${id}`;
}

/** The ref that orders the assignments of a model: who advances it has decided the next one. */
export function assignmentRef(model: string): string {
  // GTO writes a directory with `:`, which no ref may have.
  return `refs/pawl/assignments/${model.replace(":", "=")}`;
}

/** Where locks are kept: one ref an environment. */
export const locksPrefix = "refs/pawl/locks/";

/**
 * The ref with all locks of an environment. One ref, because `locks/production` and `locks/production/delay` cannot both
 * be refs, and because a lock of the environment and one of a model in it must see each other.
 */
export function locksRef(environment: string): string {
  return `${locksPrefix}${environment}`;
}

/** The ref with the overrides of a pull request. */
export function overridesRef(pull: number): string {
  return `refs/pawl/overrides/pr-${pull}`;
}

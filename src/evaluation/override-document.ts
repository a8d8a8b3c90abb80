import { z } from "zod";

const overrideSchema = z.strictObject({
  model: z.string().max(64),
  gate: z.string().min(1).max(500),
  by: z.string().min(1).max(100),
  reason: z.string().min(1).max(1000),
  headSha: z.string().regex(/^[0-9a-f]{40}$/),
  baseSha: z
    .string()
    .regex(/^[0-9a-f]{40}$/)
    .nullable(),
  /** Where the base branch was: a move of it ends what is not sticky. */
  baseHead: z.string().max(64).nullable(),
  isSticky: z.boolean(),
  at: z.string(),
});

/** A {@link GateOverride} as it is kept. */
export type StoredOverride = z.infer<typeof overrideSchema>;

/** `pawl.overrides/1`: the overrides of one pull request, in `refs/pawl/overrides/pr-<number>`. */
export const overridesSchema = z.strictObject({
  schema: z.literal("pawl.overrides/1"),
  pull: z.number().int().positive(),
  overrides: z.array(overrideSchema).max(200),
});

/** All overrides of a pull request, those of earlier heads too. */
export type GateOverrides = z.infer<typeof overridesSchema>;

/** Overrides that live: of this head, and of this place of the base branch unless sticky. */
export function liveOverrides(
  overrides: readonly StoredOverride[],
  live: { readonly headSha: string; readonly baseHead: string | undefined },
): readonly StoredOverride[] {
  return overrides.filter(
    (entry) =>
      entry.headSha === live.headSha && (entry.isSticky || entry.baseHead === (live.baseHead ?? null)),
  );
}

/** The overrides with one more; the same gate of the same model is overridden once. Those of other heads are dropped. */
export function addOverride(
  overrides: readonly StoredOverride[],
  added: StoredOverride,
): readonly StoredOverride[] {
  const kept = overrides.filter(
    (entry) => entry.headSha === added.headSha && (entry.gate !== added.gate || entry.model !== added.model),
  );
  return [...kept, added];
}

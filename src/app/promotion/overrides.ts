import {
  addOverride,
  overridesSchema,
  type GateOverrides,
  type StoredOverride,
} from "../../evaluation/override-document.ts";
import { overridesRef } from "./promotion-refs.ts";
import { pauseBefore, type PromotionPorts } from "./ports.ts";
import { changeState, readState } from "./state-document.ts";

type OverridePorts = Pick<PromotionPorts, "clock" | "commits" | "gitData">;

/** All overrides of a pull request that are kept, also those that have expired. */
export async function readOverrides(
  pull: number,
  ports: Pick<PromotionPorts, "gitData">,
): Promise<readonly StoredOverride[]> {
  return (await readState(overridesRef(pull), overridesSchema, ports))?.value.overrides ?? [];
}

/** Keeps an override. Whether the person may is checked before. The same one again changes nothing. */
export async function keepOverride(pull: number, added: StoredOverride, ports: OverridePorts): Promise<void> {
  await change(pull, `override ${added.gate} by ${added.by}`, ports, (overrides) => {
    const same = overrides.some((entry) => JSON.stringify(entry) === JSON.stringify(added));
    return same ? undefined : addOverride(overrides, added);
  });
}

/** Takes overrides away: those of one gate, or all; gives how many. */
export async function cancelOverrides(
  pull: number,
  gate: string | undefined,
  ports: OverridePorts,
): Promise<number> {
  let cancelled = 0;
  await change(pull, `cancel overrides of ${gate ?? "every gate"}`, ports, (overrides) => {
    const kept = overrides.filter((entry) => gate !== undefined && entry.gate !== gate);
    cancelled = overrides.length - kept.length;
    return cancelled === 0 ? undefined : kept;
  });
  return cancelled;
}

async function change(
  pull: number,
  message: string,
  ports: OverridePorts,
  next: (overrides: readonly StoredOverride[]) => readonly StoredOverride[] | undefined,
): Promise<void> {
  await changeState<GateOverrides>(
    overridesRef(pull),
    {
      schema: overridesSchema,
      message,
      pause: (attempt) => pauseBefore(attempt, ports),
      change: (value) => {
        const overrides = next(value?.overrides ?? []);
        return overrides && { schema: "pawl.overrides/1", pull, overrides: [...overrides] };
      },
    },
    ports,
  );
}

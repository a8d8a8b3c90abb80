import { join } from "node:path";
import { listNames, readText } from "./kernel-files.ts";

/** Counts the energy of the machine's processors. */
export interface EnergyCounter {
  /** Reads the counters; once in some minutes, or they come round unseen. */
  sample(): void;
  /** Joules since the start; null where no counter can be read. */
  joules(): number | null;
}

interface Zone {
  readonly path: string;
  /** Microjoules after which the counter begins anew. */
  readonly range: number;
}

/**
 * Counts what the processor packages of this machine use, by RAPL: whoever uses them. Most systems let only root read it.
 *
 * Source: Linux, Documentation/power/powercap/powercap.rst, `energy_uj` and `max_energy_range_uj`.
 *
 * @param directory where the kernel tells: `/sys/class/powercap`.
 */
export function startEnergyCounter(directory = "/sys/class/powercap"): EnergyCounter {
  const zones = listPackages(directory);
  const last = new Map(zones.map((zone) => [zone, readNumber(join(zone.path, "energy_uj"))]));
  let used = 0;
  return {
    sample: () => {
      for (const zone of zones) {
        const [before, now] = [last.get(zone), readNumber(join(zone.path, "energy_uj"))];
        if (before === undefined || now === undefined) continue;
        used += now >= before ? now - before : now + zone.range - before;
        last.set(zone, now);
      }
    },
    joules: () => ([...last.values()].some((value) => value !== undefined) ? used / 1e6 : null),
  };
}

/** Packages, not their parts and not the platform that they are part of: nothing is counted twice. */
function listPackages(directory: string): readonly Zone[] {
  return listNames(directory)
    .filter((name) => /^(intel|amd)-rapl:\d+$/.test(name))
    .map((name) => ({
      path: join(directory, name),
      range: readNumber(join(directory, name, "max_energy_range_uj")) ?? 0,
    }))
    .filter(({ path }) => readText(join(path, "name"))?.startsWith("package") === true);
}

function readNumber(path: string): number | undefined {
  const text = readText(path);
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

import type { DataItem } from "../versioning/data-item.ts";
import type { RefNeed, StoredObject } from "../versioning/plan-garbage.ts";
import type { GcRef } from "../versioning/gc-refs.ts";

const shownObjects = 20;
const shownRefs = 50;

/** The parts of a garbage report that people read. */
export interface GarbageSummary {
  readonly store: string;
  readonly decision: "planned" | "removed" | "refused";
  readonly reasonCode: string;
  /** In any order; the biggest are shown first. */
  readonly remove: readonly StoredObject[];
  readonly keptObjects: number;
  readonly keptBytes: number;
  readonly needs: readonly RefNeed[];
  readonly losing: readonly RefNeed[];
  readonly unknown: readonly { readonly ref: GcRef; readonly md5: DataItem["md5"] }[];
  readonly runs: readonly { readonly sizeBytes: number }[];
  readonly leftovers: readonly { readonly sizeBytes: number }[];
}

/** A garbage report as lines for a terminal: the verdict, bytes by reason, the biggest objects, what refs need. */
export function renderGarbage(report: GarbageSummary): readonly string[] {
  const biggest = [...report.remove].sort((a, b) => b.sizeBytes - a.sizeBytes).slice(0, shownObjects);
  const verbs = { planned: "would be deleted", removed: "deleted", refused: "not deleted" } as const;
  return [
    `${report.store}: ${amount(report.remove)} ${verbs[report.decision]}; ${report.keptObjects} objects (${bytes(report.keptBytes)}) kept`,
    `  not needed by any kept ref: ${amount(report.remove)}`,
    `  run records without their outputs: ${amount(report.runs)}`,
    `  temporary files older than a day: ${amount(report.leftovers)}`,
    ...biggest.map((object) => `  ${bytes(object.sizeBytes).padStart(10)}  ${object.md5}`),
    ...more(report.remove.length - biggest.length, "objects"),
    ...refLines("kept refs need", report.needs),
    ...refLines("lose data", report.losing),
    ...report.unknown
      .slice(0, shownRefs)
      .map(
        ({ ref, md5 }) =>
          `  ${nameOf(ref)} needs the directory ${md5}, which is neither in the cache nor in the remote`,
      ),
    ...more(report.unknown.length - shownRefs, "such directories"),
    ...advice(report),
  ];
}

function advice({ reasonCode }: GarbageSummary): readonly string[] {
  if (reasonCode === "gc.directories-unknown") {
    return [
      "Nothing is deleted while the files of these directories are not known: run `pawl fetch --all-commits`, or use --force. (gc.directories-unknown)",
    ];
  }
  if (reasonCode !== "gc.refs-lose-data") return [];
  return [
    "The refs above lose data: leave the flags out to keep every branch, tag and Release, or use --force. (gc.refs-lose-data)",
  ];
}

function refLines(title: string, needs: readonly RefNeed[]): readonly string[] {
  if (needs.length === 0) return [];
  const sorted = [...needs].sort((a, b) => b.bytes - a.bytes);
  return [
    `  ${title}:`,
    ...sorted
      .slice(0, shownRefs)
      .map((need) => `  ${bytes(need.bytes).padStart(10)}  ${nameOf(need.ref)} (${need.objects} objects)`),
    ...more(needs.length - shownRefs, "refs"),
  ];
}

function nameOf({ kind, name }: GcRef): string {
  return kind === "workspace" ? name : `${kind} ${name}`;
}

function more(count: number, what: string): readonly string[] {
  return count > 0 ? [`  … and ${count} more ${what}`] : [];
}

function amount(items: readonly { readonly sizeBytes: number }[]): string {
  return `${items.length} (${bytes(items.reduce((sum, item) => sum + item.sizeBytes, 0))})`;
}

function bytes(count: number): string {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let [value, unit] = [count, 0];
  while (value >= 1024 && unit < units.length - 1) [value, unit] = [value / 1024, unit + 1];
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit] ?? ""}`;
}

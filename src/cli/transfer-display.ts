import type { TransferProgress } from "../ports/data-store.ts";

/** Shows on a terminal how far a transfer is. */
export interface TransferDisplay {
  readonly onProgress: (progress: TransferProgress) => void;
  /** Takes the display away. */
  stop(): void;
}

/** Milliseconds between two drawings. */
const pauseMs = 100;

/**
 * One line on standard error; nothing outside of a terminal, in CI, or when asked to be quiet.
 *
 * @param what `pushing`, `fetching`.
 */
export async function createTransferDisplay(what: string, isQuiet: boolean): Promise<TransferDisplay> {
  const ci = process.env["CI"];
  if (!process.stderr.isTTY || isQuiet || (ci !== undefined && ci !== "")) {
    return { onProgress: () => undefined, stop: () => undefined };
  }
  const { createLogUpdate } = await import("log-update");
  const screen = createLogUpdate(process.stderr);
  const started = performance.now();
  let drawnMs = Number.NEGATIVE_INFINITY;
  return {
    onProgress: (progress) => {
      const now = performance.now();
      if (now - drawnMs < pauseMs) return;
      drawnMs = now;
      screen(renderTransfer(what, progress, now - started));
    },
    stop: () => {
      screen.clear();
      screen.done();
    },
  };
}

/** `pushing  ███████░░░░  1,234 of 10,000 objects  4.8 MB  12.3 MB/s` */
export function renderTransfer(what: string, progress: TransferProgress, elapsedMs: number): string {
  const { objects, totalObjects, bytes } = progress;
  const share = totalObjects === 0 ? 0 : Math.min(1, objects / totalObjects);
  const bar = "█".repeat(Math.round(share * barWidth)).padEnd(barWidth, "░");
  const count = `${objects.toLocaleString("en-US")} of ${totalObjects.toLocaleString("en-US")} objects`;
  const speed = elapsedMs < 1000 ? "" : `  ${formatBytes((bytes * 1000) / elapsedMs)}/s`;
  return `${what}  ${bar}  ${count}  ${formatBytes(bytes)}${speed}`;
}

const barWidth = 24;
const units = ["B", "kB", "MB", "GB", "TB"];

/** Decimal units, three digits: `4.81 MB`. */
export function formatBytes(bytes: number): string {
  let [value, unit] = [bytes, 0];
  while (value >= 1000 && unit < units.length - 1) [value, unit] = [value / 1000, unit + 1];
  return `${unit === 0 ? value : value.toPrecision(3)} ${units[unit] ?? ""}`;
}

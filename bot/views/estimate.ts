import type { RunEstimate, RunUse } from "../reconcile/run-facts.ts";

/** `3.2 min`, or hours from 90 minutes on. */
export function formatMinutes(minutes: number): string {
  return minutes >= 90 ? `${(minutes / 60).toFixed(1)} h` : `${minutes.toFixed(1)} min`;
}

/** An estimate as one sentence without its end. */
export function renderEstimate(estimate: RunEstimate | undefined): string {
  if (estimate === undefined) return "no run ended yet, so there is no estimate";
  const { runs, minutes, gpuMinutes, queueMinutes, price } = estimate;
  const gpu = gpuMinutes > 0 ? `, ${formatMinutes(gpuMinutes)} of it on a GPU` : "";
  const cost = price === undefined ? "" : `, about ${price.amount.toFixed(2)} ${price.currency}`;
  return `likely ${formatMinutes(minutes)}${gpu}${cost}, after ${formatMinutes(queueMinutes)} of waiting (median of the last ${runs})`;
}

/** What a run used, as one phrase. */
export function renderUse({ minutes, gpuMinutes }: Pick<RunUse, "minutes" | "gpuMinutes">): string {
  const gpu = gpuMinutes > 0 ? `, ${formatMinutes(gpuMinutes)} on a GPU` : "";
  return `${formatMinutes(minutes)} used${gpu}`;
}

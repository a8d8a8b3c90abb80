import type { MachineResources } from "../versioning/schedule.ts";

/** The machine that stages run on. */
export interface Machine {
  /**
   * What it has for stages, within the limits of the container.
   *
   * @param options `withGpus` false leaves out the look for GPUs, which takes a moment; they are `[]` then.
   */
  resources(options: { readonly withGpus: boolean }): Promise<MachineResources>;
}

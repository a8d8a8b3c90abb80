/** One model as the dashboard shows it. Names follow the policy's grammar; titles are untrusted. */
export interface DashboardModel {
  readonly model: string;
  /** In the order of the policy. */
  readonly environments: readonly {
    readonly name: string;
    /** `null`: nothing is there. */
    readonly version: string | null;
    /** ISO 8601. */
    readonly since: string | null;
    /** Tag of the version's Release; absent: it has none. */
    readonly tag?: string;
  }[];
  readonly newest: {
    readonly version: string;
    readonly registeredAt: string;
    /** Of its Release. */
    readonly tag: string;
  } | null;
  /** Open pull requests with a report on the model, newest first. */
  readonly candidates: readonly {
    readonly number: number;
    readonly gate: "pass" | "warn" | "fail" | "pending";
    /** Of this model, in words: `1 of 5 gates failed`; absent where it is not known. */
    readonly verdict?: string;
  }[];
  /** Open drift issues. */
  readonly drift: readonly { readonly number: number; readonly environment: string; readonly kind: string }[];
  /** The open pull request of a retraining. */
  readonly retraining: number | null;
  /** By the run ledger; absent without one. */
  readonly runs?: ModelRuns;
}

/** What the run ledger says of a model in the last 30 days. */
export interface ModelRuns {
  /** The newest training; `null`: none. */
  readonly lastTrain: {
    /** ISO 8601. */
    readonly at: string;
    readonly hasFailed: boolean;
    /** Its part of the time in which accelerators were held; 0 without any. */
    readonly gpuHours: number;
  } | null;
  /** Hours in which its runs held accelerators. */
  readonly gpuHours: number;
}

/** Accelerator time of all runs of the last 30 days. */
export interface GpuTotal {
  readonly hours: number;
  /** Whether there were more runs than are read: then it is at least that much, of each model too. */
  readonly isPartial: boolean;
  /** By `prices.gpu_hour` of the policy; `undefined` without it. */
  readonly price: { readonly amount: number; readonly currency: string } | undefined;
}

/** Everything that the dashboard shows. */
export interface DashboardView {
  readonly repositoryId: number;
  /** Of the default branch, 40 hexadecimal digits. */
  readonly policySha: string;
  /** Address of the repository's page. */
  readonly url: string;
  readonly models: readonly DashboardModel[];
  /** Absent without a run ledger, and where no run of 30 days was on a machine with an accelerator. */
  readonly gpu?: GpuTotal;
  /** Whether a tick may approve: only where nobody but us can write as we do. */
  readonly takesApprovals?: boolean;
  readonly waiting: readonly {
    /** As `/ml approve` takes it. */
    readonly plan: string;
    readonly model: string;
    readonly version: string;
    readonly environment: string;
    readonly requester: string;
    /** Given, of this plan or an earlier one; whether each counts is found out when it is carried out. */
    readonly approvals: number;
    /** Approvals that the environment needs; absent where the policy has it no more. */
    readonly needed?: number;
    readonly pull: number | null;
    readonly expiresAt: string;
  }[];
  readonly locks: readonly {
    readonly environment: string;
    readonly model: string | null;
    readonly login: string;
    readonly pull: number | null;
    readonly reason: string;
    readonly at: string;
    readonly expiresAt: string;
  }[];
  readonly problems: readonly { readonly path: string; readonly line: number; readonly message: string }[];
}

/** Where a delivery goes. */
export interface HookTarget {
  /** `app` or `app-<id>`, or the id of a repository hook. */
  readonly hook: string;
  readonly url: string;
  readonly secret: string | null;
  readonly contentType: "json" | "form";
  readonly targetType: "integration" | "repository";
  readonly targetId: number;
}

/** One message to one target. */
export interface Message {
  readonly event: string;
  readonly action: string | null;
  readonly payload: string;
  readonly guid: string;
  readonly redelivery: boolean;
  readonly repositoryId: number | null;
  readonly installationId: number | null;
}

/** One attempt to deliver one event to the App's webhook. */
export interface HookDelivery {
  readonly id: number;
  /** The same for all attempts of one event. */
  readonly guid: string;
  readonly event: string;
  readonly deliveredAt: Date;
  /** Whether the receiver answered with 2xx. */
  readonly isOk: boolean;
}

/** The log of the App's webhook, which GitHub keeps for three days. GitHub itself resends nothing. */
export interface HookDeliveries {
  /** Attempts since then, newest first, bounded: of a longer log the newest part. */
  listSince(since: Date): Promise<readonly HookDelivery[]>;
  /** Asks for one more attempt. `false` when GitHub does not have the delivery any more. */
  redeliver(id: number): Promise<boolean>;
}

/** What `pawl sandbox` asks for. */
export interface SandboxRequest {
  /** Port on 127.0.0.1; 0 picks a free one. */
  readonly port: number;
  /** Absolute path of the folder that keeps everything; without it a temporary one, removed at the end. */
  readonly state?: string;
  /** Logins; the first is the administrator. At least one. */
  readonly users: readonly string[];
  readonly organisations: readonly string[];
  /** Requests an hour for one user or installation. */
  readonly rateLimit?: number;
  /** Whether the first line is JSON. */
  readonly json: boolean;
}

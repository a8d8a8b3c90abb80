/** What happens to a request, or to its answer. */
export type RequestEffect =
  /** GitHub's error page of that status, before anything is done. */
  | { readonly kind: "status"; readonly status: 500 | 502 | 503 | 504 }
  | { readonly kind: "secondary-rate-limit"; readonly retryAfterSeconds: number }
  /** The request is taken and never answered; the client's own limit ends it. */
  | { readonly kind: "timeout" }
  /** The connection is cut. `after`: the work was done, only the answer is lost. */
  | { readonly kind: "reset"; readonly when: "before" | "after" }
  /** The work is done; the answer breaks off in the middle of its body. */
  | { readonly kind: "cut" }
  | { readonly kind: "delay"; readonly delayMs: number };

/** A disturbance of requests. */
export interface RequestFault {
  /**
   * `GET /repos/:owner/:repo/issues` (a route as {@link import("../start-sandbox-github.ts").SandboxGitHub.operations}
   * lists it), a path as the client asks it (`POST /acme/demo.git/git-receive-pack`), or `*` for every request.
   */
  readonly route: string;
  /** Which calls of that route, counted from 1 when the fault was set; `"all"` for each. */
  readonly calls: readonly number[] | "all";
  readonly effect: RequestEffect;
}

/** What happens to a webhook delivery. */
export type DeliveryEffect =
  /** It is never sent and is in no log. */
  | { readonly kind: "drop" }
  | { readonly kind: "delay"; readonly delayMs: number }
  /** It is sent twice with one GUID. */
  | { readonly kind: "double" }
  /** It is sent after the delivery that follows it; if none follows, once the sandbox is idle. */
  | { readonly kind: "reorder" };

/** A disturbance of webhook deliveries. */
export interface DeliveryFault {
  /** GitHub's event name, or `*`. */
  readonly event: string;
  /** Which deliveries of that event, counted from 1 when the fault was set; `"all"` for each. */
  readonly calls: readonly number[] | "all";
  readonly effect: DeliveryEffect;
}

/** Switches that make the sandbox fail as networks and services do. */
export interface Faults {
  /** Returns how to take the fault back. */
  onRequest(fault: RequestFault): () => void;
  /** Returns how to take the fault back. */
  onDelivery(fault: DeliveryFault): () => void;
  clear(): void;
}

/** The asking side of {@link Faults}. */
export interface FaultSwitches extends Faults {
  /** Counts the request, and says what is to happen to it. `names` are its route and its path, method in front. */
  requestEffect(names: readonly string[]): RequestEffect | undefined;
  /** Counts the delivery, and says what is to happen to it. */
  deliveryEffect(event: string): DeliveryEffect | undefined;
}

interface Armed<T> {
  readonly name: string;
  readonly calls: readonly number[] | "all";
  readonly effect: T;
  seen: number;
}

function arm<T>(list: Set<Armed<T>>, name: string, fault: Pick<Armed<T>, "calls" | "effect">): () => void {
  const armed: Armed<T> = { name, calls: fault.calls, effect: fault.effect, seen: 0 };
  list.add(armed);
  return () => list.delete(armed);
}

/** Every fault counts the call; the first that fits says what happens. */
function pick<T>(list: ReadonlySet<Armed<T>>, names: readonly string[]): T | undefined {
  let chosen: T | undefined;
  for (const fault of list) {
    if (fault.name !== "*" && !names.includes(fault.name)) continue;
    fault.seen += 1;
    const isHit = fault.calls === "all" || fault.calls.includes(fault.seen);
    if (isHit) chosen ??= fault.effect;
  }
  return chosen;
}

/** No faults yet. */
export function createFaults(): FaultSwitches {
  const requests = new Set<Armed<RequestEffect>>();
  const deliveries = new Set<Armed<DeliveryEffect>>();
  return {
    onRequest: (fault) => arm(requests, fault.route, fault),
    onDelivery: (fault) => arm(deliveries, fault.event, fault),
    clear: () => {
      requests.clear();
      deliveries.clear();
    },
    requestEffect: (names) => pick(requests, names),
    deliveryEffect: (event) => pick(deliveries, [event]),
  };
}

/** The end of the process, as far as a test can have it: nothing of the product catches it. */
export class Crash extends Error {}

const reads =
  /^(get|authorsOf|protection|list|find|read|download|resolve|compare|role|is|self|repository|now|sleep|verify)/;

/**
 * Ports whose `crashAt`-th write (counting from 1) crashes, before it is applied or after. `writes()` counts the writes.
 */
export function crashingPorts<Ports extends object>(
  ports: Ports,
  crash: { readonly at: number; readonly when: "before" | "after" },
): { readonly ports: Ports; readonly writes: () => number } {
  let writes = 0;
  const wrapMethod =
    (target: object, method: (...args: unknown[]) => Promise<unknown>) =>
    async (...args: unknown[]): Promise<unknown> => {
      writes += 1;
      const isHit = writes === crash.at;
      if (isHit && crash.when === "before") throw new Crash("before");
      const result = await method.apply(target, args);
      if (isHit) throw new Crash("after");
      return result;
    };
  const wrapPort = (port: object): object =>
    new Proxy(port, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== "function" || reads.test(String(name))) return member;
        return wrapMethod(target, member as (...args: unknown[]) => Promise<unknown>);
      },
    });
  const wrapped = Object.fromEntries(
    Object.entries(ports).map(([name, port]) => [
      name,
      typeof port === "object" && port !== null ? wrapPort(port as object) : port,
    ]),
  );
  return { ports: wrapped as Ports, writes: () => writes };
}

import { PawlError } from "../../../src/errors.ts";
import type { FakeState } from "./fake-state.ts";

/** The crash that a fault script asked for. */
export function isFault(error: unknown): boolean {
  return error instanceof PawlError && error.message.startsWith("fault:");
}

/** Records a write and applies it, unless the fault script lets it fail before or after. */
export async function write<T>(
  state: FakeState,
  operation: string,
  args: readonly unknown[],
  apply: () => T,
): Promise<T> {
  const number = state.writes.length + 1;
  const fault = state.fault?.write === number ? state.fault : undefined;
  if (fault?.when === "before") {
    state.fault = undefined;
    throw new PawlError("github.request-failed", { message: `fault: before write ${number}, ${operation}` });
  }
  const result = apply();
  state.writes.push({ operation, args });
  if (fault !== undefined) {
    state.fault = undefined;
    throw new PawlError("github.request-failed", { message: `fault: after write ${number}, ${operation}` });
  }
  return result;
}

/** Throws what the adapter throws when GitHub says 404 or 422 to a write. */
export function refuse(message: string): never {
  throw new PawlError("github.request-failed", { message });
}

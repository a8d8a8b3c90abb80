/** Packages with native parts: never bundled. */
export type NativePackage = "onnxruntime-node" | "@duckdb/node-api";

/**
 * Loads a package with native parts. The result is the module's namespace; the caller narrows it with `typeof import(…)`.
 *
 * @example
 * const ort = await loadNative<typeof import("onnxruntime-node")>("onnxruntime-node");
 */
export async function loadNative<Module>(name: NativePackage): Promise<Module> {
  return (await import(name)) as Module;
}

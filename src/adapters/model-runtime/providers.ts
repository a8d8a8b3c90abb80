import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { PawlError } from "../../errors.ts";
import { nativeDirectory } from "../native/load-native.ts";

/** The variable that forces a provider: `cpu` or `cuda`. */
const variable = "PAWL_EXECUTION_PROVIDER";
const cudaLibraries = ["libonnxruntime_providers_cuda.so", "onnxruntime_providers_cuda.dll"];

/** Execution providers to try, in order. */
export interface ProviderPlan {
  readonly provider: "cpu" | "cuda";
  /** Whether the CPU may take over when the provider cannot be used. */
  readonly isRequired: boolean;
}

/**
 * Which provider computes: the one that `PAWL_EXECUTION_PROVIDER` names, else CUDA when ONNX Runtime's package has its
 * library (its own installer or the image put it there), else the CPU.
 *
 * @throws PawlError `usage.invalid` for another value of the variable.
 */
export async function planProvider(environment: NodeJS.ProcessEnv = process.env): Promise<ProviderPlan> {
  const forced = environment[variable];
  if (forced === undefined || forced === "") {
    return { provider: (await hasCuda()) ? "cuda" : "cpu", isRequired: false };
  }
  if (forced === "cpu" || forced === "cuda") return { provider: forced, isRequired: true };
  throw new PawlError("usage.invalid", {
    message: `${variable} is ${JSON.stringify(forced.slice(0, 40))}, expected cpu or cuda`,
  });
}

async function hasCuda(): Promise<boolean> {
  const bin = join(await nativeDirectory("onnxruntime-node"), "bin");
  if (!existsSync(bin)) return false;
  return readdirSync(bin).some((version) => {
    const folder = join(bin, version, process.platform, process.arch);
    return cudaLibraries.some((library) => existsSync(join(folder, library)));
  });
}

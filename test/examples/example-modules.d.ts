/** The example's plain JavaScript, as the tests use it. */
declare module "*/src/boosting.mjs" {
  export interface TreeModel {
    readonly bias: number;
    readonly trees: readonly unknown[];
  }
  export function predictBoostedTrees(model: TreeModel, columns: readonly Float32Array[]): Float32Array;
}
declare module "*/src/onnx.mjs" {
  import type { TreeModel } from "*/src/boosting.mjs";
  export function encodeModel(model: TreeModel & { readonly inputs: readonly string[] }): Uint8Array;
  export function decodeModel(file: Uint8Array): TreeModel & { readonly inputs: readonly string[] };
}
declare module "*/src/database.mjs" {
  export function readColumns(file: string, names: readonly string[]): Promise<Float32Array[]>;
}

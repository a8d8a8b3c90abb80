/** What Pawl uses of lz4js 0.2.0, which has no types of its own. */
declare module "lz4js" {
  /** Writes compressed bytes of `src` into `dst` from `to` on; the index behind the last byte that it wrote. */
  export function decompressBlock(
    ...values: readonly [src: Uint8Array, dst: Uint8Array, from: number, length: number, to: number]
  ): number;
}

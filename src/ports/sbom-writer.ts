import type { BillOfMaterials } from "../registry/bill-of-materials.ts";

/** Writes bills of materials in a standard's format. The same bill gives the same text. */
export interface SbomWriter {
  /** CycloneDX 1.6 as JSON. */
  readonly write: (bill: BillOfMaterials) => string;
}

import { b as findRepository } from "./pipeline-D4Gr9zjg.js";
export { findRepository };

import { v as findRepository } from "./pipeline-DdGrLffK.js";
export { findRepository };

import { v as findRepository } from "./pipeline-DJgoMtB1.js";
export { findRepository };

import { b as findRepository } from "./pipeline-C0vlmzvk.js";
export { findRepository };

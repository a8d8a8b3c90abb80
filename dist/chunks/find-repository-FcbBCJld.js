import { v as findRepository } from "./pipeline-CJbzdjho.js";
export { findRepository };

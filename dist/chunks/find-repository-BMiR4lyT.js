import { b as findRepository } from "./pipeline-ex9HlBJS.js";
export { findRepository };

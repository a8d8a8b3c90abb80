import { b as findRepository } from "./pipeline-9pxyrtY4.js";
export { findRepository };

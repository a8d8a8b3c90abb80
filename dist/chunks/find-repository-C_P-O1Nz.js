import { t as findRepository } from "./find-repository-mjwZBJvn.js";
export { findRepository };

import { t as createMachine } from "./machine-D-Hw06Gk.js";
export { createMachine };

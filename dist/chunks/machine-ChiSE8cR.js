import { t as createMachine } from "./machine-Dih2jeSp.js";
export { createMachine };

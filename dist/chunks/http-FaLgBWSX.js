import { t as createHttpStore } from "./http-DeT3ZW1d.js";
export { createHttpStore };

import { t as createHttpStore } from "./http-Dz9LImmS.js";
export { createHttpStore };

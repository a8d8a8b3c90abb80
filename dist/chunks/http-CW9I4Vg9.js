import { t as createHttpStore } from "./http-e566r3dS.js";
export { createHttpStore };

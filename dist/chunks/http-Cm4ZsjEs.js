import { t as createHttpStore } from "./http-D2q1MiHD.js";
export { createHttpStore };

import { t as createHttpStore } from "./http-D_F48Z-K.js";
export { createHttpStore };

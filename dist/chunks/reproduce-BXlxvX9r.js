import { t as reproduce } from "./reproduce-7nuIoIqr.js";
export { reproduce };

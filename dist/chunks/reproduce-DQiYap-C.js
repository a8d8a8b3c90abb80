import { t as reproduce } from "./reproduce-DX-X31Ec.js";
export { reproduce };

import { t as openTables } from "./open-tables-BFlcgH_T.js";
export { openTables };

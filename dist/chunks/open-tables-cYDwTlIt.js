import { t as openTables } from "./open-tables-_ZrnRpTT.js";
export { openTables };

import { t as openTables } from "./open-tables-CMdm4tHb.js";
export { openTables };

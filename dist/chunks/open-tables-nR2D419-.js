import { t as openTables } from "./open-tables-qH7C5zf8.js";
export { openTables };

import { t as openReports } from "./open-reports-B0s9W-Wb.js";
export { openReports };

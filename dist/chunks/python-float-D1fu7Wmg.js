//#region src/versioning/parse-moment.ts
const shape = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt]|[ \t]+)(\d{1,2}):(\d{2}):(\d{2})(?:\.(\d*))?(?:[ \t]*(Z|([-+])(\d{1,2})(?::?(\d{2}))?))?)?$/;
function parseMoment(text) {
	const match = shape.exec(text);
	if (match === null) return void 0;
	const [, year = "", month = "", day = "", hour, minute = "", second = "", fraction = "", zone] = match;
	if (!isDay(Number(year), Number(month), Number(day))) return void 0;
	const date = `${year}-${pad(month)}-${pad(day)}`;
	if (hour === void 0) return {
		kind: "date",
		text: date
	};
	if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return void 0;
	const micros = Math.round(Number(`0.${fraction || "0"}`) * 1e6);
	const part = micros === 0 ? "" : `.${String(micros).padStart(6, "0")}`;
	const offset = zone === void 0 ? "" : zoneText(zone, match);
	return {
		kind: "date",
		text: `${date} ${pad(hour)}:${minute}:${second}${part}${offset}`
	};
}
function zoneText(zone, match) {
	return zone === "Z" ? "+00:00" : `${match[9] ?? "+"}${pad(match[10] ?? "")}:${match[11] ?? "00"}`;
}
function isDay(year, month, day) {
	const days = [
		31,
		year % 4 === 0 && year % 100 !== 0 || year % 400 === 0 ? 29 : 28,
		31,
		30,
		31,
		30,
		31,
		31,
		30,
		31,
		30,
		31
	][month - 1] ?? 0;
	return year > 0 && day >= 1 && day <= days;
}
function pad(digits) {
	return digits.padStart(2, "0");
}
//#endregion
//#region src/versioning/python-float.ts
function pythonFloat(value) {
	if (Number.isNaN(value)) return "nan";
	if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
	const sign = value < 0 || Object.is(value, -0) ? "-" : "";
	const [mantissa = "0", exponentText = "0"] = Math.abs(value).toExponential().split("e");
	const exponent = Number(exponentText);
	const digits = mantissa.replace(".", "");
	if (exponent < -4 || exponent >= 16) {
		const fraction = digits.length > 1 ? `.${digits.slice(1)}` : "";
		const power = String(Math.abs(exponent)).padStart(2, "0");
		return `${sign}${digits[0] ?? "0"}${fraction}e${exponent < 0 ? "-" : "+"}${power}`;
	}
	if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${digits}`;
	return `${sign}${digits.slice(0, exponent + 1).padEnd(exponent + 1, "0")}.${digits.slice(exponent + 1) || "0"}`;
}
//#endregion
export { parseMoment as n, pythonFloat as t };

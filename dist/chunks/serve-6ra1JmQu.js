import { i as __require, o as __toESM, t as __commonJSMin } from "./rolldown-runtime-BQZXps4v.js";
import { f as PawlError } from "./copy-W2n1VAGm.js";
import { t as require_dist } from "./dist-BLGwPBru.js";
import { S as decodeNamedCharacterReference, _ as decodeNumericCharacterReference, a as resolveAll, b as push, c as asciiAlpha, d as markdownLineEnding, f as markdownLineEndingOrSpace, g as normalizeIdentifier, h as unicodeWhitespace, i as blankLine, l as asciiAlphanumeric, m as unicodePunctuation, n as postprocess, o as classifyCharacter, p as markdownSpace, r as parse$2, s as factorySpace, t as preprocess, u as asciiControl, v as combineExtensions, x as splice, y as combineHtmlExtensions } from "./preprocess-CjMY_6Ek.js";
import { t as makeAppKey } from "./app-key-BMoBKOlQ.js";
import { t as require_dist$1 } from "./dist-CZ2bm7zE.js";
import { a as Lexer, c as replacer, d as Array$1, f as Dictionary, i as format, l as StringData, n as Evaluator, o as TokenType, r as join$1, s as reviver, t as Parser, u as BooleanData } from "./dist-BN3kUpR_.js";
import { n as So, t as Qn } from "./index.min-BmRQO3hG.js";
import { t as require_yauzl } from "./yauzl-DMhIM5i6.js";
import { createRequire, registerHooks } from "node:module";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { setTimeout as setTimeout$1 } from "node:timers/promises";
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { arch, homedir, platform, tmpdir } from "node:os";
import { promisify } from "node:util";
import { channel } from "node:diagnostics_channel";
import { delimiter, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { createHash, createHmac, createPublicKey, createVerify, generateKeyPairSync, randomBytes, randomUUID, timingSafeEqual } from "node:crypto";
import { Readable } from "node:stream";
import { execFileSync, spawn } from "node:child_process";
import { createServer } from "node:http";
import { createGunzip, deflate, gunzipSync } from "node:zlib";
import { StringDecoder } from "node:string_decoder";
import { pipeline } from "node:stream/promises";
import { buffer } from "node:stream/consumers";
import { DatabaseSync } from "node:sqlite";
//#region node_modules/micromark-util-encode/index.js
var import_dist = __toESM(require_dist(), 1);
const characterReferences = {
	"\"": "quot",
	"&": "amp",
	"<": "lt",
	">": "gt"
};
function encode(value) {
	return value.replace(/["&<>]/g, replace);
	function replace(value) {
		return "&" + characterReferences[value] + ";";
	}
}
//#endregion
//#region node_modules/micromark-util-sanitize-uri/index.js
function sanitizeUri(url, protocol) {
	const value = encode(normalizeUri(url || ""));
	if (!protocol) return value;
	const colon = value.indexOf(":");
	const questionMark = value.indexOf("?");
	const numberSign = value.indexOf("#");
	const slash = value.indexOf("/");
	if (colon < 0 || slash > -1 && colon > slash || questionMark > -1 && colon > questionMark || numberSign > -1 && colon > numberSign || protocol.test(value.slice(0, colon))) return value;
	return "";
}
function normalizeUri(value) {
	const result = [];
	let index = -1;
	let start = 0;
	let skip = 0;
	while (++index < value.length) {
		const code = value.charCodeAt(index);
		let replace = "";
		if (code === 37 && asciiAlphanumeric(value.charCodeAt(index + 1)) && asciiAlphanumeric(value.charCodeAt(index + 2))) skip = 2;
		else if (code < 128) {
			if (!/[!#$&-;=?-Z_a-z~]/.test(String.fromCharCode(code))) replace = String.fromCharCode(code);
		} else if (code > 55295 && code < 57344) {
			const next = value.charCodeAt(index + 1);
			if (code < 56320 && next > 56319 && next < 57344) {
				replace = String.fromCharCode(code, next);
				skip = 1;
			} else replace = "�";
		} else replace = String.fromCharCode(code);
		if (replace) {
			result.push(value.slice(start, index), encodeURIComponent(replace));
			start = index + skip + 1;
			replace = "";
		}
		if (skip) {
			index += skip;
			skip = 0;
		}
	}
	return result.join("") + value.slice(start);
}
//#endregion
//#region node_modules/micromark/lib/compile.js
const hasOwnProperty = {}.hasOwnProperty;
const protocolHref = /^(https?|ircs?|mailto|xmpp)$/i;
const protocolSource = /^https?$/i;
function compile$1(options) {
	const settings = options || {};
	let tags = true;
	const definitions = {};
	const buffers = [[]];
	const mediaStack = [];
	const tightStack = [];
	const handlers = combineHtmlExtensions([{
		enter: {
			blockQuote: onenterblockquote,
			codeFenced: onentercodefenced,
			codeFencedFenceInfo: buffer,
			codeFencedFenceMeta: buffer,
			codeIndented: onentercodeindented,
			codeText: onentercodetext,
			content: onentercontent,
			definition: onenterdefinition,
			definitionDestinationString: onenterdefinitiondestinationstring,
			definitionLabelString: buffer,
			definitionTitleString: buffer,
			emphasis: onenteremphasis,
			htmlFlow: onenterhtmlflow,
			htmlText: onenterhtml,
			image: onenterimage,
			label: buffer,
			link: onenterlink,
			listItemMarker: onenterlistitemmarker,
			listItemValue: onenterlistitemvalue,
			listOrdered: onenterlistordered,
			listUnordered: onenterlistunordered,
			paragraph: onenterparagraph,
			reference: buffer,
			resource: onenterresource,
			resourceDestinationString: onenterresourcedestinationstring,
			resourceTitleString: buffer,
			setextHeading: onentersetextheading,
			strong: onenterstrong
		},
		exit: {
			atxHeading: onexitatxheading,
			atxHeadingSequence: onexitatxheadingsequence,
			autolinkEmail: onexitautolinkemail,
			autolinkProtocol: onexitautolinkprotocol,
			blockQuote: onexitblockquote,
			characterEscapeValue: onexitdata,
			characterReferenceMarkerHexadecimal: onexitcharacterreferencemarker,
			characterReferenceMarkerNumeric: onexitcharacterreferencemarker,
			characterReferenceValue: onexitcharacterreferencevalue,
			codeFenced: onexitflowcode,
			codeFencedFence: onexitcodefencedfence,
			codeFencedFenceInfo: onexitcodefencedfenceinfo,
			codeFencedFenceMeta: onresumedrop,
			codeFlowValue: onexitcodeflowvalue,
			codeIndented: onexitflowcode,
			codeText: onexitcodetext,
			codeTextData: onexitdata,
			data: onexitdata,
			definition: onexitdefinition,
			definitionDestinationString: onexitdefinitiondestinationstring,
			definitionLabelString: onexitdefinitionlabelstring,
			definitionTitleString: onexitdefinitiontitlestring,
			emphasis: onexitemphasis,
			hardBreakEscape: onexithardbreak,
			hardBreakTrailing: onexithardbreak,
			htmlFlow: onexithtml,
			htmlFlowData: onexitdata,
			htmlText: onexithtml,
			htmlTextData: onexitdata,
			image: onexitmedia,
			label: onexitlabel,
			labelText: onexitlabeltext,
			lineEnding: onexitlineending,
			link: onexitmedia,
			listOrdered: onexitlistordered,
			listUnordered: onexitlistunordered,
			paragraph: onexitparagraph,
			reference: onresumedrop,
			referenceString: onexitreferencestring,
			resource: onresumedrop,
			resourceDestinationString: onexitresourcedestinationstring,
			resourceTitleString: onexitresourcetitlestring,
			setextHeading: onexitsetextheading,
			setextHeadingLineSequence: onexitsetextheadinglinesequence,
			setextHeadingText: onexitsetextheadingtext,
			strong: onexitstrong,
			thematicBreak: onexitthematicbreak
		}
	}, ...settings.htmlExtensions || []]);
	const data = {
		definitions,
		tightStack
	};
	const context = {
		buffer,
		encode: encode$1,
		getData,
		lineEndingIfNeeded,
		options: settings,
		raw,
		resume,
		setData,
		tag
	};
	let lineEndingStyle = settings.defaultLineEnding;
	return compile;
	function compile(events) {
		let index = -1;
		let start = 0;
		const listStack = [];
		let head = [];
		let body = [];
		while (++index < events.length) {
			if (!lineEndingStyle && (events[index][1].type === "lineEnding" || events[index][1].type === "lineEndingBlank")) lineEndingStyle = events[index][2].sliceSerialize(events[index][1]);
			if (events[index][1].type === "listOrdered" || events[index][1].type === "listUnordered") if (events[index][0] === "enter") listStack.push(index);
			else prepareList(events.slice(listStack.pop(), index));
			if (events[index][1].type === "definition") if (events[index][0] === "enter") {
				body = push(body, events.slice(start, index));
				start = index;
			} else {
				head = push(head, events.slice(start, index + 1));
				start = index + 1;
			}
		}
		head = push(head, body);
		head = push(head, events.slice(start));
		index = -1;
		const result = head;
		if (handlers.enter.null) handlers.enter.null.call(context);
		while (++index < events.length) {
			const handles = handlers[result[index][0]];
			const kind = result[index][1].type;
			const handle = handles[kind];
			if (hasOwnProperty.call(handles, kind) && handle) handle.call({
				sliceSerialize: result[index][2].sliceSerialize,
				...context
			}, result[index][1]);
		}
		if (handlers.exit.null) handlers.exit.null.call(context);
		return buffers[0].join("");
	}
	function prepareList(slice) {
		const length = slice.length;
		let index = 0;
		let containerBalance = 0;
		let loose = false;
		let atMarker;
		while (++index < length) {
			const event = slice[index];
			if (event[1]._container) {
				atMarker = void 0;
				if (event[0] === "enter") containerBalance++;
				else containerBalance--;
			} else switch (event[1].type) {
				case "listItemPrefix":
					if (event[0] === "exit") atMarker = true;
					break;
				case "linePrefix": break;
				case "lineEndingBlank":
					if (event[0] === "enter" && !containerBalance) if (atMarker) atMarker = void 0;
					else loose = true;
					break;
				default: atMarker = void 0;
			}
		}
		slice[0][1]._loose = loose;
	}
	function setData(key, value) {
		data[key] = value;
	}
	function getData(key) {
		return data[key];
	}
	function buffer() {
		buffers.push([]);
	}
	function resume() {
		return buffers.pop().join("");
	}
	function tag(value) {
		if (!tags) return;
		setData("lastWasTag", true);
		buffers[buffers.length - 1].push(value);
	}
	function raw(value) {
		setData("lastWasTag");
		buffers[buffers.length - 1].push(value);
	}
	function lineEnding() {
		raw(lineEndingStyle || "\n");
	}
	function lineEndingIfNeeded() {
		const buffer = buffers[buffers.length - 1];
		const slice = buffer[buffer.length - 1];
		const previous = slice ? slice.charCodeAt(slice.length - 1) : null;
		if (previous === 10 || previous === 13 || previous === null) return;
		lineEnding();
	}
	function encode$1(value) {
		return getData("ignoreEncode") ? value : encode(value);
	}
	function onresumedrop() {
		resume();
	}
	function onenterlistordered(token) {
		tightStack.push(!token._loose);
		lineEndingIfNeeded();
		tag("<ol");
		setData("expectFirstItem", true);
	}
	function onenterlistunordered(token) {
		tightStack.push(!token._loose);
		lineEndingIfNeeded();
		tag("<ul");
		setData("expectFirstItem", true);
	}
	function onenterlistitemvalue(token) {
		if (getData("expectFirstItem")) {
			const value = Number.parseInt(this.sliceSerialize(token), 10);
			if (value !== 1) tag(" start=\"" + encode$1(String(value)) + "\"");
		}
	}
	function onenterlistitemmarker() {
		if (getData("expectFirstItem")) tag(">");
		else onexitlistitem();
		lineEndingIfNeeded();
		tag("<li>");
		setData("expectFirstItem");
		setData("lastWasTag");
	}
	function onexitlistordered() {
		onexitlistitem();
		tightStack.pop();
		lineEnding();
		tag("</ol>");
	}
	function onexitlistunordered() {
		onexitlistitem();
		tightStack.pop();
		lineEnding();
		tag("</ul>");
	}
	function onexitlistitem() {
		if (getData("lastWasTag") && !getData("slurpAllLineEndings")) lineEndingIfNeeded();
		tag("</li>");
		setData("slurpAllLineEndings");
	}
	function onenterblockquote() {
		tightStack.push(false);
		lineEndingIfNeeded();
		tag("<blockquote>");
	}
	function onexitblockquote() {
		tightStack.pop();
		lineEndingIfNeeded();
		tag("</blockquote>");
		setData("slurpAllLineEndings");
	}
	function onenterparagraph() {
		if (!tightStack[tightStack.length - 1]) {
			lineEndingIfNeeded();
			tag("<p>");
		}
		setData("slurpAllLineEndings");
	}
	function onexitparagraph() {
		if (tightStack[tightStack.length - 1]) setData("slurpAllLineEndings", true);
		else tag("</p>");
	}
	function onentercodefenced() {
		lineEndingIfNeeded();
		tag("<pre><code");
		setData("fencesCount", 0);
	}
	function onexitcodefencedfenceinfo() {
		tag(" class=\"language-" + resume() + "\"");
	}
	function onexitcodefencedfence() {
		const count = getData("fencesCount") || 0;
		if (!count) {
			tag(">");
			setData("slurpOneLineEnding", true);
		}
		setData("fencesCount", count + 1);
	}
	function onentercodeindented() {
		lineEndingIfNeeded();
		tag("<pre><code>");
	}
	function onexitflowcode() {
		const count = getData("fencesCount");
		if (count !== void 0 && count < 2 && data.tightStack.length > 0 && !getData("lastWasTag")) lineEnding();
		if (getData("flowCodeSeenData")) lineEndingIfNeeded();
		tag("</code></pre>");
		if (count !== void 0 && count < 2) lineEndingIfNeeded();
		setData("flowCodeSeenData");
		setData("fencesCount");
		setData("slurpOneLineEnding");
	}
	function onenterimage() {
		mediaStack.push({ image: true });
		tags = void 0;
	}
	function onenterlink() {
		mediaStack.push({});
	}
	function onexitlabeltext(token) {
		mediaStack[mediaStack.length - 1].labelId = this.sliceSerialize(token);
	}
	function onexitlabel() {
		mediaStack[mediaStack.length - 1].label = resume();
	}
	function onexitreferencestring(token) {
		mediaStack[mediaStack.length - 1].referenceId = this.sliceSerialize(token);
	}
	function onenterresource() {
		buffer();
		mediaStack[mediaStack.length - 1].destination = "";
	}
	function onenterresourcedestinationstring() {
		buffer();
		setData("ignoreEncode", true);
	}
	function onexitresourcedestinationstring() {
		mediaStack[mediaStack.length - 1].destination = resume();
		setData("ignoreEncode");
	}
	function onexitresourcetitlestring() {
		mediaStack[mediaStack.length - 1].title = resume();
	}
	function onexitmedia() {
		let index = mediaStack.length - 1;
		const media = mediaStack[index];
		const id = media.referenceId || media.labelId;
		const context = media.destination === void 0 ? definitions[normalizeIdentifier(id)] : media;
		tags = true;
		while (index--) if (mediaStack[index].image) {
			tags = void 0;
			break;
		}
		if (media.image) {
			tag("<img src=\"" + sanitizeUri(context.destination, settings.allowDangerousProtocol ? void 0 : protocolSource) + "\" alt=\"");
			raw(media.label);
			tag("\"");
		} else tag("<a href=\"" + sanitizeUri(context.destination, settings.allowDangerousProtocol ? void 0 : protocolHref) + "\"");
		tag(context.title ? " title=\"" + context.title + "\"" : "");
		if (media.image) tag(" />");
		else {
			tag(">");
			raw(media.label);
			tag("</a>");
		}
		mediaStack.pop();
	}
	function onenterdefinition() {
		buffer();
		mediaStack.push({});
	}
	function onexitdefinitionlabelstring(token) {
		resume();
		mediaStack[mediaStack.length - 1].labelId = this.sliceSerialize(token);
	}
	function onenterdefinitiondestinationstring() {
		buffer();
		setData("ignoreEncode", true);
	}
	function onexitdefinitiondestinationstring() {
		mediaStack[mediaStack.length - 1].destination = resume();
		setData("ignoreEncode");
	}
	function onexitdefinitiontitlestring() {
		mediaStack[mediaStack.length - 1].title = resume();
	}
	function onexitdefinition() {
		const media = mediaStack[mediaStack.length - 1];
		const id = normalizeIdentifier(media.labelId);
		resume();
		if (!hasOwnProperty.call(definitions, id)) definitions[id] = mediaStack[mediaStack.length - 1];
		mediaStack.pop();
	}
	function onentercontent() {
		setData("slurpAllLineEndings", true);
	}
	function onexitatxheadingsequence(token) {
		if (getData("headingRank")) return;
		setData("headingRank", this.sliceSerialize(token).length);
		lineEndingIfNeeded();
		tag("<h" + getData("headingRank") + ">");
	}
	function onentersetextheading() {
		buffer();
		setData("slurpAllLineEndings");
	}
	function onexitsetextheadingtext() {
		setData("slurpAllLineEndings", true);
	}
	function onexitatxheading() {
		tag("</h" + getData("headingRank") + ">");
		setData("headingRank");
	}
	function onexitsetextheadinglinesequence(token) {
		setData("headingRank", this.sliceSerialize(token).charCodeAt(0) === 61 ? 1 : 2);
	}
	function onexitsetextheading() {
		const value = resume();
		lineEndingIfNeeded();
		tag("<h" + getData("headingRank") + ">");
		raw(value);
		tag("</h" + getData("headingRank") + ">");
		setData("slurpAllLineEndings");
		setData("headingRank");
	}
	function onexitdata(token) {
		raw(encode$1(this.sliceSerialize(token)));
	}
	function onexitlineending(token) {
		if (getData("slurpAllLineEndings")) return;
		if (getData("slurpOneLineEnding")) {
			setData("slurpOneLineEnding");
			return;
		}
		if (getData("inCodeText")) {
			raw(" ");
			return;
		}
		raw(encode$1(this.sliceSerialize(token)));
	}
	function onexitcodeflowvalue(token) {
		raw(encode$1(this.sliceSerialize(token)));
		setData("flowCodeSeenData", true);
	}
	function onexithardbreak() {
		tag("<br />");
	}
	function onenterhtmlflow() {
		lineEndingIfNeeded();
		onenterhtml();
	}
	function onexithtml() {
		setData("ignoreEncode");
	}
	function onenterhtml() {
		if (settings.allowDangerousHtml) setData("ignoreEncode", true);
	}
	function onenteremphasis() {
		tag("<em>");
	}
	function onenterstrong() {
		tag("<strong>");
	}
	function onentercodetext() {
		setData("inCodeText", true);
		tag("<code>");
	}
	function onexitcodetext() {
		setData("inCodeText");
		tag("</code>");
	}
	function onexitemphasis() {
		tag("</em>");
	}
	function onexitstrong() {
		tag("</strong>");
	}
	function onexitthematicbreak() {
		lineEndingIfNeeded();
		tag("<hr />");
	}
	function onexitcharacterreferencemarker(token) {
		setData("characterReferenceType", token.type);
	}
	function onexitcharacterreferencevalue(token) {
		const value = this.sliceSerialize(token);
		raw(encode$1(getData("characterReferenceType") ? decodeNumericCharacterReference(value, getData("characterReferenceType") === "characterReferenceMarkerNumeric" ? 10 : 16) : decodeNamedCharacterReference(value)));
		setData("characterReferenceType");
	}
	function onexitautolinkprotocol(token) {
		const uri = this.sliceSerialize(token);
		tag("<a href=\"" + sanitizeUri(uri, settings.allowDangerousProtocol ? void 0 : protocolHref) + "\">");
		raw(encode$1(uri));
		tag("</a>");
	}
	function onexitautolinkemail(token) {
		const uri = this.sliceSerialize(token);
		tag("<a href=\"" + sanitizeUri("mailto:" + uri) + "\">");
		raw(encode$1(uri));
		tag("</a>");
	}
}
//#endregion
//#region node_modules/micromark/index.js
function micromark(value, encoding, options) {
	if (typeof encoding !== "string") {
		options = encoding;
		encoding = void 0;
	}
	return compile$1(options)(postprocess(parse$2(options).document().write(preprocess()(value, encoding, true))));
}
//#endregion
//#region sandbox/github/http/api-error.ts
var ApiError = class extends Error {
	status;
	body;
	headers;
	constructor(status, message, extra = {}, headers = {}) {
		super(message);
		this.name = "ApiError";
		this.status = status;
		this.headers = headers;
		this.body = {
			message,
			documentation_url: "https://docs.github.com/rest",
			...extra,
			...status < 400 ? {} : { status: String(status) }
		};
	}
};
function notFound() {
	return new ApiError(404, "Not Found");
}
const maxShownLength = 200;
function showable({ value, ...error }) {
	if (typeof value === "string") return {
		...error,
		value: value.slice(0, maxShownLength)
	};
	return typeof value === "number" ? {
		...error,
		value
	} : error;
}
function validationFailed(...errors) {
	return new ApiError(422, "Validation Failed", { errors: errors.map(showable) });
}
//#endregion
//#region sandbox/github/actions/actions-store.ts
function makeKeys() {
	const pair = generateKeyPairSync("x25519");
	const { x = "" } = pair.publicKey.export({ format: "jwk" });
	const { d = "" } = pair.privateKey.export({ format: "jwk" });
	const base64 = (text) => Buffer.from(text, "base64url").toString("base64");
	return {
		id: String(BigInt(`0x${randomBytes(8).toString("hex")}`)),
		publicKey: base64(x),
		privateKey: base64(d),
		signingKey: randomBytes(32).toString("hex")
	};
}
function openActionsStore({ store }) {
	const keys = store.collection("actions-keys");
	return {
		workflows: store.collection("actions-workflows"),
		runs: store.collection("actions-runs"),
		jobs: store.collection("actions-jobs"),
		artifacts: store.collection("actions-artifacts"),
		caches: store.collection("actions-caches"),
		variables: store.collection("actions-variables"),
		secrets: store.collection("actions-secrets"),
		keys: () => keys.get("", "keys") ?? keys.put("", "keys", makeKeys())
	};
}
function signPath(store, path, expires) {
	return createHmac("sha256", store.keys().signingKey).update(`${path}\n${expires}`).digest("base64url");
}
//#endregion
//#region sandbox/github/actions/blob-uploads.ts
var BlobUploads = class {
	#blobs = new Map();
	open() {
		const id = randomUUID();
		this.#blobs.set(id, {
			blocks: new Map(),
			content: void 0
		});
		return id;
	}
	putBlob(id, bytes) {
		this.#find(id).content = bytes;
	}
	putBlock(id, blockId, bytes) {
		this.#find(id).blocks.set(blockId, bytes);
	}
	commit(id, blockList) {
		const blob = this.#find(id);
		const blocks = [...blockList.matchAll(/<(?:Latest|Committed|Uncommitted)>([^<]*)</g)].map(([, blockId]) => blockId ?? "").map((blockId) => {
			const block = blob.blocks.get(blockId);
			if (block === void 0) throw new ApiError(400, "The specified block list is invalid");
			return block;
		});
		blob.content = Buffer.concat(blocks);
	}
	take(id) {
		const content = this.#blobs.get(id)?.content;
		if (content !== void 0) this.#blobs.delete(id);
		return content;
	}
	#find(id) {
		const blob = this.#blobs.get(id);
		if (blob === void 0) throw new ApiError(404, "The specified blob does not exist");
		return blob;
	}
};
//#endregion
//#region sandbox/runner/json.ts
function isObject$1(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
function asObject(value) {
	return isObject$1(value) ? value : {};
}
function asList(value) {
	if (value === void 0 || value === null) return [];
	return Array.isArray(value) ? value : [value];
}
function memberAt(value, ...path) {
	let current = value;
	for (const key of path) current = asObject(current)[key];
	return current;
}
function stringAt(value, ...path) {
	const found = memberAt(value, ...path);
	return typeof found === "string" ? found : void 0;
}
function jsonText(value) {
	if (value === void 0 || value === null) return "";
	return typeof value === "object" ? JSON.stringify(value) : String(value);
}
//#endregion
//#region sandbox/github/actions/numbered-files.ts
var NumberedFiles = class {
	#directory;
	constructor(stateDirectory, name) {
		this.#directory = join(stateDirectory, "actions", name);
		mkdirSync(this.#directory, { recursive: true });
	}
	write(id, bytes) {
		writeFileSync(this.#file(id), bytes);
	}
	read(id) {
		return readFileSync(this.#file(id));
	}
	remove(id) {
		rmSync(this.#file(id), { force: true });
	}
	#file(id) {
		return join(this.#directory, `${id}.bin`);
	}
};
//#endregion
//#region sandbox/github/actions/cache-files.ts
const maxRepositoryBytes = 10 * 1024 ** 3;
var CacheFiles = class {
	#context;
	#store;
	#files;
	constructor(context, store) {
		this.#context = context;
		this.#store = store;
		this.#files = new NumberedFiles(context.stateDirectory, "caches");
	}
	find(run, keys) {
		const all = this.#store.caches.list(run.repositoryId).filter(({ version }) => version === keys.version).toReversed();
		for (const ref of this.#readableRefs(run)) {
			const found = findByKeys(all.filter((cache) => cache.ref === ref), keys);
			if (found === void 0) continue;
			return this.#put({
				...found,
				lastAccessedAt: this.#context.timestamp()
			});
		}
	}
	has(run, key, version) {
		return this.#store.caches.list(run.repositoryId).some((cache) => cache.ref === run.ref && cache.key === key && cache.version === version);
	}
	save(run, cache, bytes) {
		const { key, version } = cache;
		if (this.has(run, key, version)) return void 0;
		const id = this.#context.store.nextNumber("caches");
		this.#files.write(id, bytes);
		const now = this.#context.timestamp();
		const record = {
			id,
			repositoryId: run.repositoryId,
			ref: run.ref,
			key,
			version,
			sizeBytes: bytes.length
		};
		const saved = this.#put({
			...record,
			createdAt: now,
			lastAccessedAt: now
		});
		this.#evict(run.repositoryId);
		return saved;
	}
	read({ id }) {
		return this.#files.read(id);
	}
	remove({ repositoryId, id }) {
		this.#store.caches.remove(repositoryId, id);
		this.#files.remove(id);
	}
	#readableRefs(run) {
		const base = stringAt(run.payload, "pull_request", "base", "ref");
		const defaultBranch = this.#context.repositoryById(run.repositoryId)?.defaultBranch ?? "main";
		return [
			run.ref,
			...base === void 0 ? [] : [`refs/heads/${base}`],
			`refs/heads/${defaultBranch}`
		];
	}
	#evict(repositoryId) {
		const oldestFirst = this.#store.caches.list(repositoryId).toSorted((a, b) => a.lastAccessedAt.localeCompare(b.lastAccessedAt) || a.id - b.id);
		let total = oldestFirst.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
		for (const cache of oldestFirst) {
			if (total <= maxRepositoryBytes) return;
			total -= cache.sizeBytes;
			this.remove(cache);
		}
	}
	#put(cache) {
		return this.#store.caches.put(cache.repositoryId, cache.id, cache);
	}
};
function findByKeys(newestFirst, { key, restoreKeys }) {
	const exact = newestFirst.find((cache) => cache.key === key);
	if (exact !== void 0) return exact;
	for (const prefix of [key, ...restoreKeys]) {
		const found = newestFirst.find((cache) => cache.key.startsWith(prefix));
		if (found !== void 0) return found;
	}
}
//#endregion
//#region sandbox/github/git/parse-objects.ts
function isoSeconds(date) {
	return date.toISOString().replace(/\.\d+Z$/, "Z");
}
function parseSignature(line) {
	const match = /^(.*?) ?<([^>]*)> (-?\d+) [+-]\d{4}$/.exec(line ?? "");
	return {
		name: match?.[1] ?? "",
		email: match?.[2] ?? "",
		date: isoSeconds(new Date(Number(match?.[3] ?? 0) * 1e3))
	};
}
function parseHeaders(text) {
	const split = text.indexOf("\n\n");
	const headers = new Map();
	for (const line of text.slice(0, split < 0 ? text.length : split).split("\n")) {
		const [key = "", ...rest] = line.split(" ");
		headers.set(key, [...headers.get(key) ?? [], rest.join(" ")]);
	}
	return {
		headers,
		message: split < 0 ? "" : text.slice(split + 2)
	};
}
function parseCommit(sha, bytes) {
	const { headers, message } = parseHeaders(bytes.toString("utf8"));
	return {
		sha,
		tree: headers.get("tree")?.[0] ?? "",
		parents: headers.get("parent") ?? [],
		author: parseSignature(headers.get("author")?.[0]),
		committer: parseSignature(headers.get("committer")?.[0]),
		message: message.replace(/\n$/, "")
	};
}
function parseTag(sha, bytes) {
	const { headers, message } = parseHeaders(bytes.toString("utf8"));
	return {
		sha,
		object: headers.get("object")?.[0] ?? "",
		type: headers.get("type")?.[0] ?? "commit",
		tag: headers.get("tag")?.[0] ?? "",
		tagger: parseSignature(headers.get("tagger")?.[0]),
		message: message.replace(/\n$/, "")
	};
}
function parseTree(bytes) {
	const entries = [];
	let at = 0;
	while (at < bytes.length) {
		const space = bytes.indexOf(32, at);
		const zero = bytes.indexOf(0, space);
		const mode = bytes.toString("latin1", at, space).padStart(6, "0");
		entries.push({
			mode,
			type: mode === "040000" ? "tree" : mode === "160000" ? "commit" : "blob",
			name: bytes.toString("utf8", space + 1, zero),
			sha: bytes.toString("hex", zero + 1, zero + 21)
		});
		at = zero + 21;
	}
	return entries;
}
//#endregion
//#region sandbox/github/actions/artifact-files.ts
const keptDays = 90;
var ArtifactFiles = class {
	#context;
	#store;
	#files;
	constructor(context, store) {
		this.#context = context;
		this.#store = store;
		this.#files = new NumberedFiles(context.stateDirectory, "artifacts");
	}
	save(run, job, artifact) {
		const { name, zip, mimeType = "application/zip" } = artifact;
		const id = this.#context.store.nextNumber("artifacts");
		this.#files.write(id, zip);
		const now = this.#context.now();
		return this.#store.artifacts.put(run.repositoryId, id, {
			id,
			repositoryId: run.repositoryId,
			runId: run.id,
			runBackendId: run.backendId,
			jobBackendId: job.backendId,
			name,
			sizeBytes: zip.length,
			digest: `sha256:${createHash("sha256").update(zip).digest("hex")}`,
			mimeType,
			createdAt: isoSeconds(now),
			expiresAt: isoSeconds(new Date(now.getTime() + keptDays * 864e5))
		});
	}
	listOfRun(runId) {
		return this.#store.artifacts.all().filter((artifact) => artifact.runId === runId);
	}
	remove(artifact) {
		this.#store.artifacts.remove(artifact.repositoryId, artifact.id);
		this.#files.remove(artifact.id);
	}
	readZip(artifact) {
		return this.#files.read(artifact.id);
	}
};
//#endregion
//#region sandbox/github/resources/branch-rules.ts
function findProtection(context, repository, branch) {
	return context.store.collection("protections").get(repository.id, branch);
}
//#endregion
//#region sandbox/github/http/fields.ts
function textField(body, field, resource) {
	const value = body[field];
	if (value === void 0 || value === null) return void 0;
	if (typeof value === "string") return value;
	if (typeof value === "number" && field === "title") return String(value);
	throw validationFailed({
		resource,
		field,
		code: "invalid",
		value
	});
}
function requiredText(body, field, resource) {
	const value = textField(body, field, resource);
	if (value === void 0 || value === "") throw validationFailed({
		resource,
		field,
		code: "missing_field"
	});
	return value;
}
function choiceField(body, field, choices, resource) {
	const value = textField(body, field, resource);
	if (value === void 0) return void 0;
	const found = choices.find((choice) => choice === value);
	if (found === void 0) throw validationFailed({
		resource,
		field,
		code: "invalid",
		value
	});
	return found;
}
function booleanField(body, field, resource) {
	const value = body[field];
	if (value === void 0 || value === null) return void 0;
	if (value === true || value === "true") return true;
	if (value === false || value === "false") return false;
	throw validationFailed({
		resource,
		field,
		code: "invalid",
		value
	});
}
function integerField(body, field, resource) {
	const value = body[field];
	if (value === void 0 || value === null) return void 0;
	const number = typeof value === "string" ? Number(value) : value;
	if (typeof number === "number" && Number.isSafeInteger(number)) return number;
	throw validationFailed({
		resource,
		field,
		code: "invalid",
		value
	});
}
function textListField(body, field, resource) {
	const value = body[field];
	if (value === void 0 || value === null) return void 0;
	if (!Array.isArray(value)) throw validationFailed({
		resource,
		field,
		code: "invalid",
		value
	});
	return value.map((item) => {
		if (typeof item === "string") return item;
		const name = isObject(item) ? item["name"] : void 0;
		if (typeof name === "string") return name;
		throw validationFailed({
			resource,
			field,
			code: "invalid",
			value: item
		});
	});
}
function objectListField(body, field, resource) {
	const value = body[field];
	if (value === void 0 || value === null) return void 0;
	if (!Array.isArray(value) || !value.every((item) => isObject(item))) throw validationFailed({
		resource,
		field,
		code: "invalid"
	});
	return value;
}
function objectField(body, field, resource) {
	const value = body[field];
	if (value === void 0 || value === null) return void 0;
	if (!isObject(value)) throw validationFailed({
		resource,
		field,
		code: "invalid"
	});
	return value;
}
function isObject(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
//#endregion
//#region sandbox/github/http/reply.ts
function ok(body) {
	return {
		status: 200,
		body
	};
}
function created(body) {
	return {
		status: 201,
		body
	};
}
function accepted(body = {}) {
	return {
		status: 202,
		body
	};
}
function noContent() {
	return { status: 204 };
}
function redirect(location, status = 302) {
	return {
		status,
		bytes: "",
		headers: { location }
	};
}
function positive(request, name, fallback) {
	const value = Number(request.query.get(name) ?? fallback);
	return Number.isInteger(value) && value > 0 ? value : fallback;
}
function pageOf(request, items) {
	const size = Math.min(positive(request, "per_page", 30), 100);
	const page = positive(request, "page", 1);
	const last = Math.max(1, Math.ceil(items.length / size));
	const link = (number, rel) => {
		const url = new URL(request.href);
		url.searchParams.set("page", String(number));
		return `<${url.href}>; rel="${rel}"`;
	};
	const links = [
		...page > 1 ? [link(page - 1, "prev")] : [],
		...page < last ? [link(page + 1, "next"), link(last, "last")] : [],
		...page > 1 ? [link(1, "first")] : []
	];
	return {
		items: items.slice((page - 1) * size, page * size),
		headers: links.length > 0 ? { link: links.join(", ") } : {}
	};
}
function listed$1(request, items, render) {
	const page = pageOf(request, items);
	return {
		status: 200,
		body: page.items.map(render),
		headers: page.headers
	};
}
async function listedLater(request, items, render) {
	const page = pageOf(request, items);
	return {
		status: 200,
		body: await Promise.all(page.items.map(render)),
		headers: page.headers
	};
}
function counted(request, name, items, render) {
	const page = pageOf(request, items);
	return {
		status: 200,
		body: {
			total_count: items.length,
			[name]: page.items.map(render)
		},
		headers: page.headers
	};
}
function numberParam(request, name) {
	const text = request.params[name] ?? "";
	if (!/^\d{1,15}$/.test(text)) throw new ApiError(404, "Not Found");
	return Number(text);
}
//#endregion
//#region sandbox/github/render/node-id.ts
function nodeId(kind, id) {
	return `${kind}_${Buffer.from(String(id)).toString("base64url")}`;
}
//#endregion
//#region sandbox/github/records.ts
const roleNames = [
	"none",
	"read",
	"triage",
	"write",
	"maintain",
	"admin"
];
//#endregion
//#region sandbox/github/auth/rights.ts
function isAtLeast(role, least) {
	return roleNames.indexOf(role) >= roleNames.indexOf(least);
}
function roleFor(permission) {
	const [name, level] = permission.split(":");
	if (level === "read") return "read";
	if (name === "administration" || name === "secrets" || name === "repository_hooks") return "admin";
	if (name === "issues" || name === "pull_requests") return "read";
	return "write";
}
function hasPermission(actor, permission) {
	if (actor.permissions === null) return true;
	const [name = "", level] = permission.split(":");
	if (name === "metadata" && level === "read") return true;
	const held = actor.permissions[name];
	return level === "read" ? held !== void 0 : held === "write" || held === "admin";
}
function notAccessible() {
	return new ApiError(403, "Resource not accessible by integration");
}
function needsInstallation() {
	return new ApiError(401, "A JSON web token is not enough here; use an installation access token");
}
function acceptedPermissions(options) {
	const permission = options.permission ?? "metadata:read";
	return options.orPullRequests === void 0 ? [permission] : [permission, permission.replace("issues", "pull_requests")];
}
function acceptedHeader(options) {
	const { organizationPermission, changesWorkflows } = options;
	const named = (organizationPermission ? [organizationPermission] : acceptedPermissions(options)).map((permission) => permission.replace(":", "="));
	return [...named, ...changesWorkflows ? named.map((one) => `${one},workflows=write`) : []].join("; ");
}
function checkOrganizationRights(actor, { organizationPermission }, organization) {
	if (organizationPermission === void 0 || actor === void 0 || actor.kind === "user") return;
	if (actor.kind === "app") throw needsInstallation();
	if (!(organization !== void 0 && actor.accountId === organization.id) || !hasPermission(actor, organizationPermission)) throw notAccessible();
}
function checkToken(actor, options, repository) {
	const permission = options.permission ?? "metadata:read";
	if (!((actor.accountId ?? repository.ownerId) === repository.ownerId && (actor.repositoryIds?.includes(repository.id) ?? true)) && (repository.private || permission.endsWith(":write"))) throw repository.private ? notFound() : notAccessible();
	if (!(!repository.private && permission.endsWith(":read")) && !acceptedPermissions(options).some((one) => hasPermission(actor, one))) throw notAccessible();
}
function checkRights(actor, options, repository, roleOf) {
	const permission = options.permission ?? "metadata:read";
	if (!actor) {
		if (repository.private) throw notFound();
		if (permission.endsWith(":write")) throw new ApiError(401, "Requires authentication");
		return;
	}
	if (actor.kind === "app") throw needsInstallation();
	if (actor.kind !== "user") {
		checkToken(actor, options, repository);
		return;
	}
	const role = roleOf(actor.user, repository);
	if (role === "none") throw notFound();
	const needed = options.role ?? roleFor(permission);
	if (isAtLeast(role, needed)) return;
	throw needed === "admin" ? new ApiError(403, "Must have admin rights to Repository.") : new ApiError(403, "You must have push access to the repository.");
}
//#endregion
//#region sandbox/github/render/user.ts
const kinds$1 = {
	User: "U",
	Organization: "O",
	Bot: "BOT"
};
function renderUser(url, user) {
	const api = `${url}/users/${encodeURIComponent(user.login)}`;
	const isBot = user.type === "Bot";
	return {
		login: user.login,
		id: user.id,
		node_id: nodeId(kinds$1[user.type], user.id),
		avatar_url: `${url}/avatars/${encodeURIComponent(user.login)}.svg`,
		gravatar_id: "",
		url: api,
		html_url: isBot ? `${url}/apps/${user.login.replace(/\[bot\]$/, "")}` : `${url}/${user.login}`,
		followers_url: `${api}/followers`,
		following_url: `${api}/following{/other_user}`,
		gists_url: `${api}/gists{/gist_id}`,
		starred_url: `${api}/starred{/owner}{/repo}`,
		subscriptions_url: `${api}/subscriptions`,
		organizations_url: `${api}/orgs`,
		repos_url: `${api}/repos`,
		events_url: `${api}/events{/privacy}`,
		received_events_url: `${api}/received_events`,
		type: user.type,
		user_view_type: "public",
		site_admin: false
	};
}
function renderFullUser(url, user) {
	return {
		...renderUser(url, user),
		name: user.name,
		company: null,
		blog: "",
		location: null,
		email: user.email,
		hireable: null,
		bio: null,
		twitter_username: null,
		notification_email: user.email,
		public_repos: 0,
		public_gists: 0,
		followers: 0,
		following: 0,
		created_at: user.createdAt,
		updated_at: user.createdAt
	};
}
function renderFullOrganization(url, user) {
	return {
		...renderOrganization(url, user),
		name: user.name,
		public_repos: 0,
		public_gists: 0,
		followers: 0,
		following: 0,
		html_url: `${url}/${user.login}`,
		has_organization_projects: false,
		has_repository_projects: false,
		type: "Organization",
		created_at: user.createdAt,
		updated_at: user.createdAt,
		archived_at: null
	};
}
function renderOrganization(url, user) {
	const api = `${url}/orgs/${user.login}`;
	return {
		login: user.login,
		id: user.id,
		node_id: nodeId("O", user.id),
		url: api,
		repos_url: `${api}/repos`,
		events_url: `${api}/events`,
		hooks_url: `${api}/hooks`,
		issues_url: `${api}/issues`,
		members_url: `${api}/members{/member}`,
		public_members_url: `${api}/public_members{/member}`,
		avatar_url: `${url}/avatars/${user.login}.svg`,
		description: user.name
	};
}
//#endregion
//#region sandbox/github/render/repository.ts
const templates = {
	forks_url: "/forks",
	keys_url: "/keys{/key_id}",
	collaborators_url: "/collaborators{/collaborator}",
	teams_url: "/teams",
	hooks_url: "/hooks",
	issue_events_url: "/issues/events{/number}",
	events_url: "/events",
	assignees_url: "/assignees{/user}",
	branches_url: "/branches{/branch}",
	tags_url: "/tags",
	blobs_url: "/git/blobs{/sha}",
	git_tags_url: "/git/tags{/sha}",
	git_refs_url: "/git/refs{/sha}",
	trees_url: "/git/trees{/sha}",
	statuses_url: "/statuses/{sha}",
	languages_url: "/languages",
	stargazers_url: "/stargazers",
	contributors_url: "/contributors",
	subscribers_url: "/subscribers",
	subscription_url: "/subscription",
	commits_url: "/commits{/sha}",
	git_commits_url: "/git/commits{/sha}",
	comments_url: "/comments{/number}",
	issue_comment_url: "/issues/comments{/number}",
	contents_url: "/contents/{+path}",
	compare_url: "/compare/{base}...{head}",
	merges_url: "/merges",
	archive_url: "/{archive_format}{/ref}",
	downloads_url: "/downloads",
	issues_url: "/issues{/number}",
	pulls_url: "/pulls{/number}",
	milestones_url: "/milestones{/number}",
	notifications_url: "/notifications{?since,all,participating}",
	labels_url: "/labels{/name}",
	releases_url: "/releases{/id}",
	deployments_url: "/deployments"
};
function repositoryUrl(context, repository) {
	return `${context.url}/repos/${repository.fullName}`;
}
function repositoryPage(context, repository) {
	return `${context.url}/${repository.fullName}`;
}
function addresses(context, repository) {
	const api = repositoryUrl(context, repository);
	const page = repositoryPage(context, repository);
	const made = Object.entries(templates).map(([name, tail]) => [name, `${api}${tail}`]);
	return {
		html_url: page,
		url: api,
		...Object.fromEntries(made),
		git_url: `${page}.git`,
		ssh_url: `${page}.git`,
		clone_url: `${page}.git`,
		svn_url: page,
		mirror_url: null
	};
}
function facts(repository) {
	const { settings } = repository;
	return {
		description: repository.description,
		homepage: repository.homepage,
		fork: repository.parentId !== null,
		created_at: repository.createdAt,
		updated_at: repository.updatedAt,
		pushed_at: repository.pushedAt,
		size: 0,
		stargazers_count: 0,
		watchers_count: 0,
		language: null,
		has_issues: settings.hasIssues,
		has_projects: settings.hasProjects,
		has_downloads: true,
		has_wiki: settings.hasWiki,
		has_pages: false,
		has_discussions: false,
		forks_count: 0,
		archived: repository.archived,
		disabled: false,
		license: null,
		allow_forking: true,
		is_template: false,
		web_commit_signoff_required: false,
		topics: repository.topics,
		visibility: repository.private ? "private" : "public",
		forks: 0,
		watchers: 0,
		default_branch: repository.defaultBranch
	};
}
const openCounts = new WeakMap();
function countOpen(issues) {
	const counted = openCounts.get(issues) ?? issues.filter((issue) => issue.state === "open").length;
	openCounts.set(issues, counted);
	return counted;
}
function renderRepository(context, repository) {
	const owner = context.userById(repository.ownerId);
	const open = countOpen(context.store.collection("issues").list(repository.id));
	return {
		id: repository.id,
		node_id: nodeId("R", repository.id),
		name: repository.name,
		full_name: repository.fullName,
		private: repository.private,
		owner: owner ? renderUser(context.url, owner) : null,
		...addresses(context, repository),
		...facts(repository),
		open_issues_count: open,
		open_issues: open
	};
}
function renderFullRepository(context, repository, actor) {
	const { settings } = repository;
	const role = actor ? context.roleOf(actor.user, repository) : "read";
	const parent = repository.parentId === null ? void 0 : context.repositoryById(repository.parentId);
	const owner = context.userById(repository.ownerId);
	const lineage = parent ? renderRepository(context, parent) : void 0;
	return {
		...renderRepository(context, repository),
		permissions: {
			admin: isAtLeast(role, "admin"),
			maintain: isAtLeast(role, "maintain"),
			push: isAtLeast(role, "write"),
			triage: isAtLeast(role, "triage"),
			pull: isAtLeast(role, "read")
		},
		allow_squash_merge: settings.allowSquashMerge,
		allow_merge_commit: settings.allowMergeCommit,
		allow_rebase_merge: settings.allowRebaseMerge,
		allow_auto_merge: settings.allowAutoMerge,
		delete_branch_on_merge: settings.deleteBranchOnMerge,
		network_count: 0,
		subscribers_count: 0,
		...owner?.type === "Organization" ? { organization: renderUser(context.url, owner) } : {},
		...lineage ? {
			parent: lineage,
			source: lineage
		} : {}
	};
}
//#endregion
//#region sandbox/github/accounts.ts
const actionsAppId = 15368;
const appPermissions = {
	actions: "write",
	administration: "write",
	checks: "write",
	contents: "write",
	deployments: "write",
	environments: "write",
	issues: "write",
	members: "read",
	metadata: "read",
	pull_requests: "write",
	statuses: "write",
	workflows: "write"
};
const appEvents = [
	"check_run",
	"check_suite",
	"create",
	"delete",
	"deployment",
	"deployment_review",
	"deployment_status",
	"fork",
	"issue_comment",
	"issues",
	"label",
	"member",
	"milestone",
	"pull_request",
	"pull_request_review",
	"pull_request_review_comment",
	"push",
	"release",
	"repository",
	"repository_dispatch",
	"status",
	"workflow_dispatch",
	"workflow_job",
	"workflow_run"
];
function addAccount(store, account, createdAt) {
	const users = store.collection("users");
	const key = account.login.toLowerCase();
	const found = users.get("", key);
	if (found) return found;
	const id = account.id ?? store.nextId();
	const email = account.type === "Organization" ? null : `${id}+${account.login}@users.noreply.github.com`;
	const { login, type, name = login } = account;
	return users.put("", key, {
		id,
		login,
		type,
		name,
		email,
		createdAt
	});
}
function addInstallation(store, app, account, createdAt) {
	const installations = store.collection("installations");
	if (installations.all().some(({ appId, accountId }) => appId === app.id && accountId === account.id)) return;
	const id = store.nextId();
	installations.put("", id, {
		id,
		appId: app.id,
		accountId: account.id,
		createdAt
	});
}
async function addApp(store, seed, owner, createdAt) {
	const apps = store.collection("apps");
	const found = apps.get("", "app");
	if (found) return found;
	const { privateKey, publicKey } = await (seed.key ?? makeAppKey());
	const bot = addAccount(store, {
		login: `${seed.slug}[bot]`,
		type: "Bot"
	}, createdAt);
	const id = seed.id ?? 1e5 + store.nextId();
	return apps.put("", "app", {
		id,
		slug: seed.slug,
		name: seed.slug,
		clientId: `Iv23li${randomBytes(7).toString("hex")}`,
		ownerId: owner.id,
		botId: bot.id,
		privateKey,
		publicKey,
		webhookSecret: randomBytes(20).toString("hex"),
		webhookUrl: null,
		permissions: appPermissions,
		events: appEvents,
		createdAt
	});
}
async function seedAccounts(store, seed, createdAt) {
	const users = seed.users.map(({ login, name }) => addAccount(store, {
		login,
		type: "User",
		...name ? { name } : {}
	}, createdAt));
	const administrator = users[0];
	if (!administrator) throw new Error("the sandbox needs at least one user");
	addAccount(store, {
		login: "github-actions[bot]",
		type: "Bot",
		id: 41898282
	}, createdAt);
	const app = await addApp(store, seed.app, administrator, createdAt);
	const memberships = store.collection("memberships");
	const organisations = seed.organisations.map((login) => {
		const organisation = addAccount(store, {
			login,
			type: "Organization"
		}, createdAt);
		if (!memberships.get(organisation.id, administrator.id)) memberships.put(organisation.id, administrator.id, {
			userId: administrator.id,
			role: "admin"
		});
		return organisation;
	});
	for (const account of [...users, ...organisations]) addInstallation(store, app, account, createdAt);
	return administrator;
}
//#endregion
//#region sandbox/github/app-records.ts
function saveApp(context, app) {
	const key = app.id === context.app.id ? "app" : app.id;
	return context.store.collection("apps").put("", key, app);
}
function appById(context, id) {
	return context.apps().find((app) => app.id === id) ?? context.app;
}
//#endregion
//#region sandbox/github/render/app.ts
function renderApp(context, appId) {
	if (appId === null) return null;
	const { url } = context;
	const isActions = appId === actionsAppId;
	const app = appById(context, appId);
	const owner = context.userById(app.ownerId);
	const slug = isActions ? "github-actions" : app.slug;
	return {
		id: appId,
		slug,
		client_id: isActions ? "Iv1.github-actions" : app.clientId,
		node_id: nodeId("A", appId),
		owner: owner ? renderUser(url, owner) : null,
		name: isActions ? "GitHub Actions" : app.name,
		description: isActions ? "Automate your workflow" : app.description ?? "",
		external_url: isActions ? url : app.homepage ?? url,
		html_url: `${url}/apps/${slug}`,
		created_at: app.createdAt,
		updated_at: app.createdAt,
		permissions: app.permissions,
		events: app.events
	};
}
//#endregion
//#region sandbox/github/auth/roles.ts
function highest(roles) {
	return roleNames[Math.max(0, ...roles.map((role) => roleNames.indexOf(role)))] ?? "none";
}
function activeMembership(store, organizationId, userId) {
	const found = store.collection("memberships").get(organizationId, userId);
	return found?.state === "pending" ? void 0 : found;
}
function findRole(store, user, repository) {
	if (user.id === repository.ownerId) return "admin";
	const membership = activeMembership(store, repository.ownerId, user.id);
	if (membership?.role === "admin") return "admin";
	const invited = store.collection("collaborators").get(repository.id, user.id)?.role;
	const teams = store.collection("teams").list(repository.ownerId).filter((team) => membership && team.members.some((member) => member.userId === user.id)).flatMap((team) => team.repositories).filter((entry) => entry.repositoryId === repository.id).map((entry) => entry.role);
	return highest([
		repository.private && !membership ? "none" : "read",
		invited ?? "none",
		...teams
	]);
}
//#endregion
//#region sandbox/github/render/reactions.ts
const reactionContents = [
	"+1",
	"-1",
	"laugh",
	"confused",
	"heart",
	"hooray",
	"rocket",
	"eyes"
];
function renderReactions(context, subject, url) {
	const reactions = context.store.collection("reactions").list(subject);
	const counts = reactionContents.map((content) => [content, reactions.filter((reaction) => reaction.content === content).length]);
	return {
		url: `${url}/reactions`,
		total_count: reactions.length,
		...Object.fromEntries(counts)
	};
}
//#endregion
//#region sandbox/github/resources/issue-render.ts
function renderUserById(context, id) {
	const user = id === null ? void 0 : context.userById(id);
	return user ? renderUser(context.url, user) : null;
}
function authorAssociation(context, repository, userId) {
	if (userId === repository.ownerId) return "OWNER";
	const { store } = context;
	if (activeMembership(store, repository.ownerId, userId)) return "MEMBER";
	return store.collection("collaborators").get(repository.id, userId) ? "COLLABORATOR" : "NONE";
}
function renderLabel(context, repository, label) {
	return {
		id: label.id,
		node_id: nodeId("LA", label.id),
		url: `${repositoryUrl(context, repository)}/labels/${encodeURIComponent(label.name)}`,
		name: label.name,
		color: label.color,
		default: false,
		description: label.description
	};
}
function renderLabels(context, repository, issue) {
	const labels = context.store.collection("labels");
	return issue.labelIds.flatMap((id) => {
		const label = labels.get(repository.id, id);
		return label ? [renderLabel(context, repository, label)] : [];
	});
}
function renderMilestone(context, repository, milestone) {
	const issues = context.store.collection("issues").list(repository.id).filter((issue) => issue.milestone === milestone.number);
	const url = `${repositoryUrl(context, repository)}/milestones/${milestone.number}`;
	return {
		url,
		html_url: `${repositoryPage(context, repository)}/milestone/${milestone.number}`,
		labels_url: `${url}/labels`,
		id: milestone.id,
		node_id: nodeId("MI", milestone.id),
		number: milestone.number,
		title: milestone.title,
		description: milestone.description,
		creator: renderUserById(context, milestone.creatorId),
		open_issues: issues.filter((issue) => issue.state === "open").length,
		closed_issues: issues.filter((issue) => issue.state === "closed").length,
		state: milestone.state,
		created_at: milestone.createdAt,
		updated_at: milestone.updatedAt,
		due_on: milestone.dueOn,
		closed_at: milestone.closedAt
	};
}
function renderPullLink(context, repository, issue) {
	if (!issue.isPull) return {};
	const pull = context.store.collection("pulls").get(repository.id, issue.number);
	const page = `${repositoryPage(context, repository)}/pull/${issue.number}`;
	return {
		draft: pull?.draft ?? false,
		pull_request: {
			url: `${repositoryUrl(context, repository)}/pulls/${issue.number}`,
			html_url: page,
			diff_url: `${page}.diff`,
			patch_url: `${page}.patch`,
			merged_at: pull?.mergedAt ?? null
		}
	};
}
function renderIssueFacts(context, repository, issue) {
	const assignees = issue.assigneeIds.map((id) => renderUserById(context, id)).filter(Boolean);
	const milestone = issue.milestone === null ? void 0 : context.store.collection("milestones").get(repository.id, issue.milestone);
	return {
		number: issue.number,
		title: issue.title,
		body: issue.body,
		user: renderUserById(context, issue.userId),
		labels: renderLabels(context, repository, issue),
		state: issue.state,
		locked: issue.locked,
		active_lock_reason: null,
		assignee: assignees[0] ?? null,
		assignees,
		milestone: milestone ? renderMilestone(context, repository, milestone) : null,
		author_association: authorAssociation(context, repository, issue.userId),
		created_at: issue.createdAt,
		updated_at: issue.updatedAt,
		closed_at: issue.closedAt
	};
}
function renderIssue(context, repository, issue) {
	const url = `${repositoryUrl(context, repository)}/issues/${issue.number}`;
	const kind = issue.isPull ? "pull" : "issues";
	const comments = context.store.collection("comments").list(repository.id).filter((comment) => comment.issueNumber === issue.number).length;
	return {
		url,
		repository_url: repositoryUrl(context, repository),
		labels_url: `${url}/labels{/name}`,
		comments_url: `${url}/comments`,
		events_url: `${url}/events`,
		html_url: `${repositoryPage(context, repository)}/${kind}/${issue.number}`,
		id: issue.id,
		node_id: nodeId(issue.isPull ? "PR" : "I", issue.id),
		...renderIssueFacts(context, repository, issue),
		...renderPullLink(context, repository, issue),
		comments,
		closed_by: renderUserById(context, issue.closedById),
		reactions: renderReactions(context, `issue ${issue.id}`, url),
		timeline_url: `${url}/timeline`,
		performed_via_github_app: renderApp(context, issue.appId),
		state_reason: issue.stateReason
	};
}
function renderComment(context, repository, comment) {
	const api = repositoryUrl(context, repository);
	const url = `${api}/issues/comments/${comment.id}`;
	const kind = context.store.collection("issues").get(repository.id, comment.issueNumber)?.isPull ? "pull" : "issues";
	return {
		url,
		html_url: `${repositoryPage(context, repository)}/${kind}/${comment.issueNumber}#issuecomment-${comment.id}`,
		issue_url: `${api}/issues/${comment.issueNumber}`,
		id: comment.id,
		node_id: nodeId("IC", comment.id),
		user: renderUserById(context, comment.userId),
		created_at: comment.createdAt,
		updated_at: comment.updatedAt,
		body: comment.body,
		author_association: authorAssociation(context, repository, comment.userId),
		reactions: renderReactions(context, `comment ${comment.id}`, url),
		performed_via_github_app: renderApp(context, comment.appId)
	};
}
//#endregion
//#region sandbox/github/resources/deployment-records.ts
const deploymentStates = [
	"error",
	"failure",
	"inactive",
	"in_progress",
	"queued",
	"pending",
	"success"
];
function hasReviewers({ reviewerIds, reviewerTeamIds = [] }) {
	return reviewerIds.length + reviewerTeamIds.length > 0;
}
function environmentScope({ id }) {
	return `environment ${id}`;
}
function listDeployments(context, repository) {
	return context.store.collection("deployments").list(repository.id).toReversed();
}
function listDeploymentStatuses(context, deploymentId) {
	return context.store.collection("deployment-statuses").list(deploymentId).toReversed();
}
function ensureEnvironment(context, repository, name) {
	const environments = context.store.collection("environments");
	const found = environments.get(repository.id, name);
	if (found) return found;
	const at = context.timestamp();
	return environments.put(repository.id, name, {
		id: context.store.nextId(),
		name,
		waitMinutes: 0,
		preventSelfReview: false,
		reviewerIds: [],
		branchPolicy: null,
		createdAt: at,
		updatedAt: at
	});
}
function renderDeployment(context, repository, deployment) {
	const url = `${repositoryUrl(context, repository)}/deployments/${deployment.id}`;
	return {
		url,
		id: deployment.id,
		node_id: nodeId("DE", deployment.id),
		sha: deployment.sha,
		ref: deployment.ref,
		task: deployment.task,
		payload: deployment.payload,
		original_environment: deployment.environment,
		environment: deployment.environment,
		description: deployment.description,
		creator: renderUserById(context, deployment.creatorId),
		created_at: deployment.createdAt,
		updated_at: deployment.updatedAt,
		statuses_url: `${url}/statuses`,
		repository_url: repositoryUrl(context, repository),
		transient_environment: deployment.transient,
		production_environment: deployment.production,
		performed_via_github_app: renderApp(context, deployment.appId)
	};
}
function renderDeploymentStatus(context, repository, deploymentId, status) {
	const deployment = `${repositoryUrl(context, repository)}/deployments/${deploymentId}`;
	return {
		url: `${deployment}/statuses/${status.id}`,
		id: status.id,
		node_id: nodeId("DES", status.id),
		state: status.state,
		creator: renderUserById(context, status.creatorId),
		description: status.description,
		environment: status.environment,
		target_url: status.logUrl,
		created_at: status.createdAt,
		updated_at: status.createdAt,
		deployment_url: deployment,
		repository_url: repositoryUrl(context, repository),
		environment_url: status.environmentUrl,
		log_url: status.logUrl,
		performed_via_github_app: renderApp(context, status.appId)
	};
}
function addDeployment(context, { repository, actor }, fields) {
	const at = context.timestamp();
	const maker = {
		creatorId: actor.user.id,
		appId: actor.appId
	};
	const deployment = {
		id: context.store.nextId(),
		...fields,
		...maker,
		createdAt: at,
		updatedAt: at
	};
	context.store.collection("deployments").put(repository.id, deployment.id, deployment);
	const rendered = renderDeployment(context, repository, deployment);
	const payload = {
		deployment: rendered,
		workflow: null,
		workflow_run: null
	};
	context.emit({
		event: "deployment",
		action: "created",
		repository,
		actor,
		payload
	});
	return {
		deployment,
		rendered
	};
}
function addDeploymentStatus(context, { repository, actor, deployment }, fields) {
	const { store } = context;
	const maker = {
		creatorId: actor.user.id,
		appId: actor.appId
	};
	const status = {
		id: store.nextId(),
		...fields,
		...maker,
		createdAt: context.timestamp()
	};
	store.collection("deployment-statuses").put(deployment.id, status.id, status);
	const touched = {
		...deployment,
		updatedAt: status.createdAt
	};
	store.collection("deployments").put(repository.id, deployment.id, touched);
	const rendered = renderDeploymentStatus(context, repository, deployment.id, status);
	const payload = {
		deployment_status: rendered,
		deployment: renderDeployment(context, repository, touched),
		workflow: null,
		workflow_run: null
	};
	const startsWorkflows = status.state !== "inactive";
	context.emit({
		event: "deployment_status",
		action: "created",
		repository,
		actor,
		payload,
		startsWorkflows
	});
	return rendered;
}
function retireEarlierDeployments(context, { repository, actor, deployment: current }) {
	const earlier = listDeployments(context, repository).filter((one) => one.environment === current.environment && one.id < current.id && !one.transient && !one.production);
	for (const deployment of earlier) {
		const last = listDeploymentStatuses(context, deployment.id)[0];
		if (last?.state !== "success") continue;
		const { description, environment, environmentUrl, logUrl } = last;
		addDeploymentStatus(context, {
			repository,
			actor,
			deployment
		}, {
			state: "inactive",
			description,
			environment,
			environmentUrl,
			logUrl
		});
	}
}
function renderEnvironmentName(context, repository, environment) {
	const name = encodeURIComponent(environment.name);
	return {
		id: environment.id,
		node_id: nodeId("EN", environment.id),
		name: environment.name,
		url: `${repositoryUrl(context, repository)}/environments/${name}`,
		html_url: `${repositoryPage(context, repository)}/deployments/activity_log?environments_filter=${name}`
	};
}
//#endregion
//#region sandbox/github/resources/team-records.ts
function organizationOf$1(context, request) {
	const organization = context.findUser(request.params["org"] ?? "");
	if (organization?.type !== "Organization") throw notFound();
	return organization;
}
function administeredOf(context, request, refusal = "You must be an admin of the organization.") {
	const organization = organizationOf$1(context, request);
	const { actor } = request;
	if (actor.kind === "user" ? activeMembership(context.store, organization.id, actor.user.id)?.role === "admin" : actor.accountId === organization.id && actor.permissions?.["members"] === "write") return organization;
	throw actor.kind === "user" ? new ApiError(403, refusal) : new ApiError(403, "Resource not accessible by integration");
}
function maySeeMembers(context, request, organization) {
	if (request.isAnonymous) return false;
	const { actor } = request;
	if (actor.kind === "user") return activeMembership(context.store, organization.id, actor.user.id) !== void 0;
	return actor.accountId === organization.id && actor.permissions?.["members"] !== void 0;
}
function teamOf(context, request) {
	const organization = organizationOf$1(context, request);
	const slug = (request.params["team_slug"] ?? "").toLowerCase();
	const team = context.store.collection("teams").get(organization.id, slug);
	if (!team || !maySeeMembers(context, request, organization)) throw notFound();
	return {
		organization,
		team
	};
}
function maintainedOf(context, request, refusal = "Must be an owner or maintainer of the team.") {
	const place = teamOf(context, request);
	const { actor } = request;
	if (!activeMembers(context, place).some((member) => actor.kind === "user" && member.userId === actor.user.id && member.role === "maintainer")) administeredOf(context, request, refusal);
	return place;
}
function activeMembers(context, { organization, team }) {
	return team.members.filter(({ userId }) => activeMembership(context.store, organization.id, userId));
}
function saveTeam(context, { organization }, team) {
	return context.store.collection("teams").put(organization.id, team.slug, team);
}
function renderTeam(context, { organization, team }) {
	const url = `${context.url}/orgs/${organization.login}/teams/${team.slug}`;
	return {
		id: team.id,
		node_id: nodeId("T", team.id),
		name: team.name,
		slug: team.slug,
		description: team.description,
		privacy: team.privacy ?? "closed",
		notification_setting: "notifications_enabled",
		permission: "pull",
		type: "organization",
		organization_id: organization.id,
		url,
		html_url: url,
		members_url: `${url}/members{/member}`,
		repositories_url: `${url}/repos`,
		parent: null
	};
}
function renderFullTeam(context, place) {
	const { organization, team } = place;
	return {
		...renderTeam(context, place),
		members_count: activeMembers(context, place).length,
		repos_count: team.repositories.length,
		created_at: organization.createdAt,
		updated_at: organization.createdAt,
		organization: renderFullOrganization(context.url, organization)
	};
}
//#endregion
//#region sandbox/github/resources/environments.ts
function renderReviewers(context, { reviewerIds, reviewerTeamIds = [] }) {
	const teams = context.store.collection("teams");
	const places = context.store.collection("users").list("").flatMap((organization) => teams.list(organization.id).map((team) => ({
		organization,
		team
	})));
	return [...reviewerIds.map((id) => ({
		type: "User",
		reviewer: renderUserById(context, id)
	})), ...places.filter(({ team }) => reviewerTeamIds.includes(team.id)).map((place) => ({
		type: "Team",
		reviewer: renderTeam(context, place)
	}))];
}
function renderRules(context, environment) {
	const rule = (kind) => {
		const id = `${environment.id}${kind.length}`;
		return {
			id: Number(id),
			node_id: nodeId("GA", id),
			type: kind
		};
	};
	const reviewers = renderReviewers(context, environment);
	return [
		...environment.waitMinutes > 0 ? [{
			...rule("wait_timer"),
			wait_timer: environment.waitMinutes
		}] : [],
		...reviewers.length > 0 ? [{
			...rule("required_reviewers"),
			prevent_self_review: environment.preventSelfReview,
			reviewers
		}] : [],
		...environment.branchPolicy ? [rule("branch_policy")] : []
	];
}
function renderEnvironment(context, repository, environment) {
	return {
		...renderEnvironmentName(context, repository, environment),
		created_at: environment.createdAt,
		updated_at: environment.updatedAt,
		protection_rules: renderRules(context, environment),
		deployment_branch_policy: environment.branchPolicy
	};
}
const maxReviewers = 6;
const maxWaitMinutes = 43200;
function readReviewers(context, repository, body) {
	const given = objectListField(body, "reviewers", "Environment") ?? [];
	if (given.length > maxReviewers) throw new ApiError(422, `An environment has at most ${maxReviewers} reviewers.`);
	const ids = (type) => given.filter((one) => one["type"] === type).map((one) => Number(one["id"]));
	const canRead = (id) => {
		const user = context.userById(id);
		return user !== void 0 && context.roleOf(user, repository) !== "none";
	};
	const known = context.store.collection("teams").list(repository.ownerId);
	const [users, teams] = [ids("User"), ids("Team")];
	if (!(users.every(canRead) && teams.every((id) => known.some((team) => team.id === id))) || users.length + teams.length < given.length) throw validationFailed({
		resource: "Environment",
		field: "reviewers",
		code: "invalid"
	});
	return {
		reviewerIds: users,
		reviewerTeamIds: teams
	};
}
function readBranchPolicy(body) {
	const policy = objectField(body, "deployment_branch_policy", "Environment") ?? null;
	if (policy && policy["protected_branches"] === policy["custom_branch_policies"]) throw new ApiError(422, "protected_branches and custom_branch_policies cannot have the same value");
	return policy;
}
function readWaitTimer(body) {
	const minutes = integerField(body, "wait_timer", "Environment") ?? 0;
	if (minutes >= 0 && minutes <= maxWaitMinutes) return minutes;
	throw validationFailed({
		resource: "Environment",
		field: "wait_timer",
		code: "invalid"
	});
}
async function put$2(context, request) {
	const { repository } = request;
	const body = await request.json();
	const rules = {
		...readReviewers(context, repository, body),
		branchPolicy: readBranchPolicy(body)
	};
	const waitMinutes = readWaitTimer(body);
	const old = ensureEnvironment(context, repository, request.params["environment_name"] ?? "");
	return ok(renderEnvironment(context, repository, context.store.collection("environments").put(repository.id, old.name, {
		...old,
		waitMinutes,
		preventSelfReview: booleanField(body, "prevent_self_review", "Environment") ?? false,
		...rules,
		updatedAt: context.timestamp()
	})));
}
function environmentOf(context, request) {
	const found = context.store.collection("environments").get(request.repository.id, request.params["environment_name"] ?? "");
	if (!found) throw notFound();
	return found;
}
const addEnvironmentRoutes = (app, context) => {
	const base = "/repos/:owner/:repo/environments";
	const one = `${base}/:environment_name`;
	app.route("GET", base, { permission: "actions:read" }, (request) => {
		const all = context.store.collection("environments").list(request.repository.id);
		const page = pageOf(request, all);
		const environments = page.items.map((environment) => renderEnvironment(context, request.repository, environment));
		return {
			status: 200,
			body: {
				total_count: all.length,
				environments
			},
			headers: page.headers
		};
	});
	app.route("GET", one, { permission: "actions:read" }, (request) => ok(renderEnvironment(context, request.repository, environmentOf(context, request))));
	app.route("PUT", one, { permission: "administration:write" }, (request) => put$2(context, request));
	app.route("DELETE", one, { permission: "administration:write" }, (request) => {
		context.store.collection("environments").remove(request.repository.id, environmentOf(context, request).name);
		return noContent();
	});
};
//#endregion
//#region sandbox/github/resources/branch-policies.ts
function policies$1(context) {
	return context.store.collection("branch-policies");
}
function refPoliciesOf(context, environment) {
	return policies$1(context).list(environment.id);
}
function fitsRefPolicies(found, ref) {
	const prefixes = {
		branch: "refs/heads/",
		tag: "refs/tags/"
	};
	return found.some(({ name, type }) => {
		const source = name.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll(/\*+/g, "[^/]*");
		return ref.startsWith(prefixes[type]) && new RegExp(`^${source}$`).test(ref.slice(prefixes[type].length));
	});
}
function render$4({ id, name, type }) {
	return {
		id,
		node_id: nodeId("GBP", id),
		name,
		type
	};
}
function customOf(context, request) {
	const environment = environmentOf(context, request);
	if (environment.branchPolicy?.["custom_branch_policies"] !== true) throw notFound();
	return environment;
}
function find$3(context, request) {
	const environment = environmentOf(context, request);
	const found = policies$1(context).get(environment.id, numberParam(request, "branch_policy_id"));
	if (!found) throw notFound();
	return found;
}
async function create$1(context, request) {
	const environment = customOf(context, request);
	const body = await request.json();
	const name = requiredText(body, "name", "DeploymentBranchPolicy");
	const type = choiceField(body, "type", ["branch", "tag"], "DeploymentBranchPolicy") ?? "branch";
	const twin = refPoliciesOf(context, environment).find((one) => one.name === name && one.type === type);
	if (twin) return redirect(`${`${repositoryUrl(context, request.repository)}/environments/${encodeURIComponent(environment.name)}`}/deployment-branch-policies/${twin.id}`, 303);
	const id = context.store.nextId();
	return ok(render$4(policies$1(context).put(environment.id, id, {
		id,
		name,
		type
	})));
}
async function update$2(context, request) {
	const old = find$3(context, request);
	const name = requiredText(await request.json(), "name", "DeploymentBranchPolicy");
	return ok(render$4(policies$1(context).put(customOf(context, request).id, old.id, {
		...old,
		name
	})));
}
const addBranchPolicyRoutes = (app, context) => {
	const base = "/repos/:owner/:repo/environments/:environment_name/deployment-branch-policies";
	const one = `${base}/:branch_policy_id`;
	const read = { permission: "actions:read" };
	const write = { permission: "administration:write" };
	app.route("GET", base, read, (request) => counted(request, "branch_policies", refPoliciesOf(context, environmentOf(context, request)), render$4));
	app.route("POST", base, write, (request) => create$1(context, request));
	app.route("GET", one, read, (request) => ok(render$4(find$3(context, request))));
	app.route("PUT", one, write, (request) => update$2(context, request));
	app.route("DELETE", one, write, (request) => {
		policies$1(context).remove(environmentOf(context, request).id, find$3(context, request).id);
		return noContent();
	});
};
//#endregion
//#region sandbox/github/actions/job-deployments.ts
function repositoryOf$1(context, run) {
	const repository = context.repositoryById(run.repositoryId);
	if (repository === void 0) throw new RangeError(`repository ${run.repositoryId} does not exist`);
	return repository;
}
function findJobDeployment(context, run, id) {
	const repository = repositoryOf$1(context, run);
	const deployment = context.store.collection("deployments").get(repository.id, id);
	if (deployment === void 0) throw new RangeError(`deployment ${id} does not exist`);
	return {
		repository,
		deployment
	};
}
function openJobDeployment(context, run, name) {
	const repository = repositoryOf$1(context, run);
	const environment = ensureEnvironment(context, repository, name).name;
	const { deployment } = addDeployment(context, {
		repository,
		actor: context.jobActor(repository)
	}, {
		ref: run.headBranch ?? run.headSha,
		sha: run.headSha,
		task: "deploy",
		environment,
		description: null,
		payload: {},
		transient: false,
		production: environment === "production"
	});
	return deployment.id;
}
function reportJobDeployment(context, run, report) {
	const { repository, deployment } = findJobDeployment(context, run, report.deployment);
	const source = {
		repository,
		deployment,
		actor: context.jobActor(repository)
	};
	addDeploymentStatus(context, source, {
		state: report.state,
		description: "",
		environment: deployment.environment,
		environmentUrl: report.url,
		logUrl: `${repositoryPage(context, repository)}/actions/runs/${run.id}`
	});
	if (report.state === "success") retireEarlierDeployments(context, source);
}
//#endregion
//#region sandbox/github/actions/environment-gates.ts
const minuteMs = 6e4;
const longestTimerMs = 2147483647;
var StoredEnvironmentGates = class {
	#context;
	#ledger;
	#waiting = new Set();
	constructor(context, ledger) {
		this.#context = context;
		this.#ledger = ledger;
	}
	waitingOf(runId) {
		return [...this.#waiting].filter(({ run }) => run.id === runId);
	}
	reviewsOf(runId) {
		return this.#context.store.collection("actions-gate-reviews").list(runId);
	}
	review(runId, review) {
		this.#context.store.collection("actions-gate-reviews").put(runId, this.#context.store.nextId(), review);
		const reviewed = this.waitingOf(runId).filter(({ environment }) => environment.id === review.environmentId);
		for (const { decide } of reviewed) decide(review.state);
		return reviewed.map(({ deployment }) => deployment);
	}
	open(run, environment) {
		return openJobDeployment(this.#context, run, environment);
	}
	async pass(request) {
		const { run, signal } = request;
		const { repository, deployment } = findJobDeployment(this.#context, run, request.deployment);
		const environment = ensureEnvironment(this.#context, repository, deployment.environment);
		if (signal.aborted) return "cancelled";
		if (!this.#allowsRef(repository, environment, run)) return "refused";
		if (environment.waitMinutes === 0 && !hasReviewers(environment)) return "approved";
		return this.#wait(request, deployment, environment);
	}
	report(run, deployment, status) {
		reportJobDeployment(this.#context, run, {
			deployment,
			...status
		});
	}
	async #wait({ run, job, signal }, deployment, environment) {
		const { promise, resolve } = Promise.withResolvers();
		const waiting = {
			run,
			job,
			deployment,
			environment,
			since: this.#context.timestamp(),
			decide: resolve
		};
		this.#waiting.add(waiting);
		this.#ledger.updateJob(job, { status: "waiting" });
		this.#ledger.updateRun(run.id, { status: "waiting" });
		signal.addEventListener("abort", () => resolve("cancelled"), { once: true });
		const left = new AbortController();
		const timer = delay(environment.waitMinutes * minuteMs, AbortSignal.any([signal, left.signal]));
		const decision = hasReviewers(environment) ? await promise : "approved";
		if (decision === "approved") await timer;
		left.abort();
		this.#waiting.delete(waiting);
		if (this.waitingOf(run.id).length === 0) this.#ledger.updateRun(run.id, { status: "in_progress" });
		return signal.aborted ? "cancelled" : decision;
	}
	#allowsRef(repository, environment, run) {
		const { branchPolicy } = environment;
		if (branchPolicy?.["custom_branch_policies"] === true) return fitsRefPolicies(refPoliciesOf(this.#context, environment), run.ref);
		if (branchPolicy?.["protected_branches"] !== true) return true;
		const branch = /^refs\/heads\/(.+)$/.exec(run.ref)?.[1];
		return branch !== void 0 && findProtection(this.#context, repository, branch) !== void 0;
	}
};
async function delay(ms, signal) {
	for (let left = ms; left > 0 && !signal.aborted; left -= longestTimerMs) {
		const { promise, resolve } = Promise.withResolvers();
		const timer = setTimeout(() => resolve(void 0), Math.min(left, longestTimerMs));
		signal.addEventListener("abort", () => resolve(void 0), { once: true });
		await promise;
		clearTimeout(timer);
	}
}
//#endregion
//#region sandbox/github/actions/job-logs.ts
var JobLogs = class {
	#directory;
	constructor(stateDirectory) {
		this.#directory = join(stateDirectory, "actions", "logs");
		mkdirSync(this.#directory, { recursive: true });
	}
	append(jobId, text) {
		appendFileSync(this.#file(jobId), text);
	}
	read(jobId) {
		const file = this.#file(jobId);
		return existsSync(file) ? readFileSync(file, "utf8") : "";
	}
	remove(jobId) {
		rmSync(this.#file(jobId), { force: true });
	}
	#file(jobId) {
		return join(this.#directory, `${jobId}.log`);
	}
};
//#endregion
//#region sandbox/github/git/ref-grammar.ts
function isSha(text) {
	return /^[0-9a-f]{40}$/.test(text);
}
const badRef = /[\0-\x20\x7f~^:?*[\\]|\.\.|@\{|\/\/|\.lock(\/|$)|(^|\/)\.|\.$|\/$|^\/|^-/;
function isRefName(text) {
	return text !== "" && text !== "@" && text.length <= 1e3 && !badRef.test(text);
}
function isTreePath(text) {
	if (text === "" || text.length > 4096 || text.includes("\0")) return false;
	return text.split("/").every((part) => part !== "" && part !== "." && part !== ".." && !/^\.git$/i.test(part));
}
//#endregion
//#region sandbox/github/resources/check-records.ts
const conclusions = [
	"success",
	"failure",
	"neutral",
	"cancelled",
	"skipped",
	"timed_out",
	"action_required",
	"stale",
	"startup_failure"
];
const checkStatuses = [
	"queued",
	"in_progress",
	"completed",
	"waiting",
	"requested",
	"pending"
];
function listCheckRuns(context, repository, sha) {
	return context.store.collection("check-runs").list(repository.id).filter((run) => run.headSha === sha);
}
function latestCheckRuns(runs) {
	return [...new Map(runs.map((run) => [`${run.appId} ${run.name}`, run])).values()];
}
function latestStatuses(context, repository, sha) {
	const statuses = context.store.collection("statuses").list(`${repository.id} ${sha}`);
	return [...new Map(statuses.map((status) => [status.context, status])).values()];
}
function requiredCheckState(context, repository, { sha, name }) {
	const run = latestCheckRuns(listCheckRuns(context, repository, sha)).findLast((run) => run.name === name);
	const status = latestStatuses(context, repository, sha).find((status) => status.context === name);
	if (!run && !status) return "expected";
	const isGoodRun = !run || [
		"success",
		"neutral",
		"skipped"
	].includes(run.conclusion ?? "");
	const isGoodStatus = !status || status.state === "success";
	if (isGoodRun && isGoodStatus) return "success";
	return run?.status === "completed" || status && status.state !== "pending" ? "failing" : "pending";
}
//#endregion
//#region sandbox/github/resources/issue-records.ts
function listIssues(context, repository) {
	return context.store.collection("issues").list(repository.id);
}
function findIssue(context, repository, number) {
	return context.store.collection("issues").get(repository.id, number);
}
function saveIssue(context, repository, issue) {
	return context.store.collection("issues").put(repository.id, issue.number, {
		...issue,
		updatedAt: context.timestamp()
	});
}
function listLabels(context, repository) {
	return context.store.collection("labels").list(repository.id);
}
function findLabel(context, repository, name) {
	return listLabels(context, repository).find((label) => label.name.toLowerCase() === name.toLowerCase());
}
function ensureLabel(context, repository, name) {
	const found = findLabel(context, repository, name);
	if (found) return found;
	const id = context.store.nextId();
	const label = {
		id,
		name,
		color: "ededed",
		description: null
	};
	return context.store.collection("labels").put(repository.id, id, label);
}
function addTimeline(context, repository, number, { event, actor, commitId, detail }) {
	const id = context.store.nextId();
	context.store.collection("timeline").put(`${repository.id} ${number}`, id, {
		id,
		event,
		actorId: actor.user.id,
		appId: actor.appId,
		createdAt: context.timestamp(),
		commitId: commitId ?? null,
		detail: detail ?? {}
	});
}
function listComments(context, repository, issueNumber) {
	return context.store.collection("comments").list(repository.id).filter((comment) => issueNumber === void 0 || comment.issueNumber === issueNumber);
}
//#endregion
//#region sandbox/github/resources/pull-records.ts
function listPulls(context, repository) {
	return context.store.collection("pulls").list(repository.id);
}
function findPull(context, repository, number) {
	return context.store.collection("pulls").get(repository.id, number);
}
function savePull(context, repository, pull) {
	return context.store.collection("pulls").put(repository.id, pull.number, pull);
}
async function findPullsOfCommit(context, repository, sha) {
	const git = context.git(repository);
	const found = [];
	for (const pull of listPulls(context, repository)) if (pull.mergeCommitSha === sha || pull.headSha === sha) found.push(pull);
	else if (await git.isAncestor(sha, pull.headSha)) {
		if (!await git.isAncestor(sha, pull.baseSha)) found.push(pull);
	}
	return found;
}
//#endregion
//#region sandbox/github/resources/check-render.ts
function renderCheckPulls(context, repository, sha) {
	const api = repositoryUrl(context, repository);
	const repo = {
		id: repository.id,
		url: api,
		name: repository.name
	};
	return listPulls(context, repository).filter((pull) => pull.headSha === sha && findIssue(context, repository, pull.number)?.state === "open").map((pull) => ({
		id: pull.id,
		number: pull.number,
		url: `${api}/pulls/${pull.number}`,
		head: {
			ref: pull.headRef,
			sha: pull.headSha,
			repo
		},
		base: {
			ref: pull.baseRef,
			sha: pull.baseSha,
			repo
		}
	}));
}
function renderCheckRun(context, repository, run) {
	const url = `${repositoryUrl(context, repository)}/check-runs/${run.id}`;
	const page = `${repositoryPage(context, repository)}/runs/${run.id}`;
	return {
		id: run.id,
		name: run.name,
		node_id: nodeId("CR", run.id),
		head_sha: run.headSha,
		external_id: run.externalId,
		url,
		html_url: page,
		details_url: run.detailsUrl ?? page,
		status: run.status,
		conclusion: run.conclusion,
		started_at: run.startedAt,
		completed_at: run.completedAt,
		output: {
			title: run.title,
			summary: run.summary,
			text: run.text,
			annotations_count: run.annotations.length,
			annotations_url: `${url}/annotations`
		},
		check_suite: { id: run.suiteId },
		app: renderApp(context, run.appId),
		pull_requests: renderCheckPulls(context, repository, run.headSha)
	};
}
function renderAnnotation$1(annotation, page) {
	return {
		path: annotation["path"],
		start_line: annotation["start_line"],
		end_line: annotation["end_line"],
		start_column: annotation["start_column"] ?? null,
		end_column: annotation["end_column"] ?? null,
		annotation_level: annotation["annotation_level"],
		title: annotation["title"] ?? null,
		message: annotation["message"],
		raw_details: annotation["raw_details"] ?? null,
		blob_href: `${page}/${String(annotation["path"])}`
	};
}
const worstFirst = [
	"failure",
	"timed_out",
	"cancelled",
	"action_required",
	"startup_failure",
	"stale"
];
function suiteVerdict(runs) {
	const count = runs.length;
	if (count === 0) return {
		status: "queued",
		conclusion: null,
		count
	};
	if (runs.some((run) => run.status !== "completed")) return {
		status: runs.some((run) => run.status === "in_progress" || run.status === "completed") ? "in_progress" : "queued",
		conclusion: null,
		count
	};
	const bad = worstFirst.find((one) => runs.some((run) => run.conclusion === one));
	const isGood = runs.some((run) => run.conclusion === "success");
	return {
		status: "completed",
		conclusion: bad ?? (isGood ? "success" : "neutral"),
		count
	};
}
function renderSuite(context, repository, suite, verdict) {
	const url = `${repositoryUrl(context, repository)}/check-suites/${suite.id}`;
	return {
		id: suite.id,
		node_id: nodeId("CS", suite.id),
		head_branch: suite.headBranch,
		head_sha: suite.headSha,
		status: verdict.status,
		conclusion: verdict.conclusion,
		url,
		before: suite.before,
		after: suite.headSha,
		pull_requests: renderCheckPulls(context, repository, suite.headSha),
		app: renderApp(context, suite.appId),
		created_at: suite.createdAt,
		updated_at: suite.updatedAt,
		latest_check_runs_count: verdict.count,
		check_runs_url: `${url}/check-runs`
	};
}
//#endregion
//#region sandbox/github/git/run-git.ts
var GitFailure = class extends Error {
	status;
	constructor(args, result) {
		super(`git ${args.join(" ")} failed with status ${result.status}: ${result.stderr.trim()}`);
		this.name = "GitFailure";
		this.status = result.status;
	}
};
function gitEnvironment(extra = {}) {
	return {
		PATH: process.env["PATH"],
		HOME: process.env["HOME"],
		LC_ALL: "C",
		GIT_CONFIG_NOSYSTEM: "1",
		GIT_CONFIG_GLOBAL: "/dev/null",
		GIT_TERMINAL_PROMPT: "0",
		GIT_OPTIONAL_LOCKS: "0",
		...extra
	};
}
function runGit(directory, args, { input, env } = {}) {
	return new Promise((resolve, reject) => {
		const child = spawn("git", [`--git-dir=${directory}`, ...args], {
			env: gitEnvironment(env),
			stdio: [
				input === void 0 ? "ignore" : "pipe",
				"pipe",
				"pipe"
			]
		});
		const out = [];
		const err = [];
		child.stdout?.on("data", (chunk) => out.push(chunk));
		child.stderr?.on("data", (chunk) => err.push(chunk));
		child.on("error", reject);
		child.on("close", (code) => {
			resolve({
				status: code ?? 1,
				stdout: Buffer.concat(out),
				stderr: Buffer.concat(err).toString()
			});
		});
		child.stdin?.on("error", () => void 0);
		child.stdin?.end(input);
	});
}
//#endregion
//#region sandbox/github/git/object-reader.ts
var ObjectReader = class {
	#directory;
	#child;
	#waiting = [];
	#chunks = [];
	#length = 0;
	#needed = 0;
	constructor(directory) {
		this.#directory = directory;
	}
	read(name) {
		return this.#ask("contents", name);
	}
	info(name) {
		return this.#ask("info", name);
	}
	close() {
		this.#child?.stdin?.end();
		this.#child?.kill();
		this.#child = void 0;
	}
	#ask(command, name) {
		if (/[\n\0]/.test(name)) return Promise.resolve(void 0);
		return new Promise((resolve, reject) => {
			const child = this.#start();
			this.#waiting.push({
				hasContents: command === "contents",
				resolve,
				reject
			});
			child.stdin?.write(`${command} ${name}\n`);
		});
	}
	#start() {
		if (this.#child) return this.#child;
		const child = spawn("git", [
			`--git-dir=${this.#directory}`,
			"cat-file",
			"--batch-command"
		], {
			env: gitEnvironment(),
			stdio: [
				"pipe",
				"pipe",
				"ignore"
			]
		});
		child.unref();
		child.stdin?.on("error", () => void 0);
		child.stdout?.on("data", (chunk) => {
			this.#take(chunk);
		});
		child.on("close", () => {
			this.#child = void 0;
			const waiting = this.#waiting;
			this.#waiting = [];
			for (const waiter of waiting) waiter.reject(new Error("git cat-file ended"));
		});
		this.#child = child;
		return child;
	}
	#take(chunk) {
		this.#chunks.push(chunk);
		this.#length += chunk.length;
		if (this.#length < this.#needed) return;
		let buffer = Buffer.concat(this.#chunks);
		let used = this.#answer(buffer);
		while (used > 0) {
			buffer = buffer.subarray(used);
			used = this.#answer(buffer);
		}
		this.#chunks = [buffer];
		this.#length = buffer.length;
	}
	#answer(buffer) {
		this.#needed = 0;
		const end = buffer.indexOf(10);
		if (end < 0) return 0;
		const line = buffer.toString("utf8", 0, end);
		const match = /^([0-9a-f]{40}) (blob|tree|commit|tag) (\d+)$/.exec(line);
		if (!match) {
			this.#waiting.shift()?.resolve(void 0);
			return end + 1;
		}
		return this.#answerObject(buffer, end, match);
	}
	#answerObject(buffer, end, match) {
		const sizeBytes = Number(match[3]);
		const hasContents = this.#waiting[0]?.hasContents ?? false;
		const total = hasContents ? end + 1 + sizeBytes + 1 : end + 1;
		if (buffer.length < total) {
			this.#needed = total;
			return 0;
		}
		this.#waiting.shift()?.resolve({
			sha: match[1] ?? "",
			type: match[2],
			sizeBytes,
			bytes: hasContents ? Buffer.from(buffer.subarray(end + 1, end + 1 + sizeBytes)) : Buffer.alloc(0)
		});
		return total;
	}
};
//#endregion
//#region sandbox/github/git/encode-objects.ts
const plain = /^[A-Za-z0-9](?:[A-Za-z0-9 _.+@[\]-]{0,200}[A-Za-z0-9\]])?$/;
const utc = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;
function isPlain({ name, email, date }) {
	return plain.test(name) && plain.test(email) && utc.test(date);
}
function signature({ name, email, date }) {
	return `${name} <${email}> ${Math.floor(Date.parse(date) / 1e3)} +0000`;
}
function encodeCommit({ tree, parents, message, author, committer }) {
	if (!(isPlain(author) && isPlain(committer) && !message.includes("\0")) || new Set(parents).size < parents.length) return void 0;
	const head = [`tree ${tree}`, ...parents.map((parent) => `parent ${parent}`)];
	const people = [`author ${signature(author)}`, `committer ${signature(committer)}`];
	return Buffer.from([
		...head,
		...people,
		"",
		message
	].join("\n"));
}
function encodeTag({ name, message, object, type, tagger }) {
	const clean = (text) => text.replaceAll(/[<>\n\0]/g, "");
	const by = signature({
		name: clean(tagger.name),
		email: clean(tagger.email),
		date: tagger.date
	});
	const text = message.endsWith("\n") ? message : `${message}\n`;
	return Buffer.from(`object ${object}\ntype ${type}\ntag ${name}\ntagger ${by}\n\n${text}`);
}
//#endregion
//#region sandbox/github/git/ref-writer.ts
const packAfter = 256;
var RefWriter = class {
	#directory;
	#child;
	#last = Promise.resolve();
	#answers = "";
	#settle;
	#writes = 0;
	constructor(directory) {
		this.#directory = directory;
	}
	write(change) {
		const done = this.#last.then(() => this.#write(change));
		this.#last = done.catch(() => void 0);
		return done;
	}
	close() {
		this.#child?.stdin?.end();
		this.#child?.kill();
		this.#child = void 0;
	}
	async #write({ ref, sha, old }) {
		const child = this.#start();
		const words = [
			sha === null ? "delete" : "update",
			ref,
			...sha === null ? [] : [sha],
			...old === void 0 ? [] : [old]
		];
		const isDone = await new Promise((resolve) => {
			this.#settle = resolve;
			this.#answers = "";
			child.stdin?.write(`start\noption no-deref\n${words.join(" ")}\ncommit\n`);
		});
		this.#writes += 1;
		if (this.#writes % packAfter === 0) await runGit(this.#directory, ["pack-refs", "--all"]);
		return isDone;
	}
	#start() {
		if (this.#child) return this.#child;
		const child = spawn("git", [
			`--git-dir=${this.#directory}`,
			"update-ref",
			"--stdin"
		], {
			env: gitEnvironment(),
			stdio: [
				"pipe",
				"pipe",
				"ignore"
			]
		});
		child.unref();
		child.stdin?.on("error", () => void 0);
		child.stdout?.on("data", (chunk) => {
			this.#answers += chunk.toString();
			if (this.#answers.endsWith("commit: ok\n")) this.#settle?.(true);
		});
		const gone = () => {
			if (this.#child === child) this.#child = void 0;
			this.#settle?.(false);
		};
		child.on("error", gone);
		child.on("close", gone);
		this.#child = child;
		return child;
	}
};
//#endregion
//#region sandbox/github/git/write-objects.ts
const compress = promisify(deflate);
async function writeObject(directory, type, bytes) {
	const content = Buffer.concat([Buffer.from(`${type} ${bytes.length}\0`), bytes]);
	const sha = createHash("sha1").update(content).digest("hex");
	const folder = join(directory, "objects", sha.slice(0, 2));
	const path = join(folder, sha.slice(2));
	if (existsSync(path)) return sha;
	await mkdir(folder, { recursive: true });
	const temporary = join(folder, `tmp_obj_${randomUUID()}`);
	await writeFile(temporary, await compress(content, { level: 1 }), { mode: 292 });
	await rename(temporary, path);
	return sha;
}
async function writeTree(store, base, changes) {
	const old = base === void 0 ? void 0 : await store.readTree(base);
	if (old?.entries.some(({ name }) => name.includes("�"))) return void 0;
	const entries = new Map((old?.entries ?? []).map((entry) => [entry.name, entry]));
	const folders = new Map();
	for (const change of changes) {
		const [name = "", ...rest] = change.path.split("/");
		if (rest.length > 0) folders.set(name, [...folders.get(name) ?? [], {
			...change,
			path: rest.join("/")
		}]);
		else if (change.sha === null) entries.delete(name);
		else entries.set(name, {
			name,
			mode: change.mode,
			sha: change.sha,
			type: "blob"
		});
	}
	for (const [name, below] of folders) {
		const entry = entries.get(name);
		const isFolder = entry?.type === "tree";
		if (!isFolder && below.every((change) => change.sha === null)) continue;
		const made = await writeTree(store, isFolder ? entry.sha : void 0, below);
		if (made === void 0) return void 0;
		if (made.size === 0) entries.delete(name);
		else entries.set(name, {
			name,
			mode: "40000",
			sha: made.sha,
			type: "tree"
		});
	}
	return {
		sha: await writeObject(store.directory, "tree", encodeTree([...entries.values()])),
		size: entries.size
	};
}
function encodeTree(entries) {
	const sorted = entries.map((entry) => ({
		entry,
		order: Buffer.from(entry.type === "tree" ? `${entry.name}/` : entry.name)
	})).sort((a, b) => Buffer.compare(a.order, b.order));
	return Buffer.concat(sorted.map(({ entry: { mode, name, sha } }) => Buffer.concat([Buffer.from(`${mode.replace(/^0/, "")} ${name}\0`), Buffer.from(sha, "hex")])));
}
//#endregion
//#region sandbox/github/git/git-repository.ts
const zeroSha = "0".repeat(40);
const walked = 8;
var GitRepository = class {
	directory;
	#objects;
	#refs;
	#kinds = new Map();
	constructor(directory) {
		this.directory = directory;
		this.#objects = new ObjectReader(directory);
		this.#refs = new RefWriter(directory);
	}
	async create(defaultBranch) {
		const made = await runGit(this.directory, [
			"init",
			"--bare",
			"--quiet",
			"--template=",
			`--initial-branch=${defaultBranch}`,
			this.directory
		]);
		if (made.status !== 0) throw new GitFailure(["init"], made);
	}
	try(args, input = {}) {
		return runGit(this.directory, args, input);
	}
	async run(args, input = {}) {
		const result = await this.try(args, input);
		if (result.status !== 0) throw new GitFailure(args, result);
		return result.stdout;
	}
	readObject(name) {
		return this.#objects.read(name);
	}
	statObject(name) {
		return this.#objects.info(name);
	}
	async readCommit(name) {
		for (const candidate of candidates(name)) {
			const found = await this.#objects.read(`${candidate}^{commit}`);
			if (found) return parseCommit(found.sha, found.bytes);
		}
	}
	async resolveCommit(name) {
		for (const candidate of candidates(name)) {
			const found = await this.#objects.info(`${candidate}^{commit}`);
			if (found) return found.sha;
		}
	}
	async readRef(ref) {
		return isRefName(ref) && ref.startsWith("refs/") ? this.#objects.info(ref) : void 0;
	}
	async readTag(sha) {
		const found = isSha(sha) ? await this.#objects.read(sha) : void 0;
		return found?.type === "tag" ? parseTag(found.sha, found.bytes) : void 0;
	}
	async readTree(name) {
		const found = await this.#objects.read(name.includes(":") ? name : `${name}^{tree}`);
		return found?.type === "tree" ? {
			sha: found.sha,
			entries: parseTree(found.bytes)
		} : void 0;
	}
	async listRefs(prefix) {
		const lines = (await this.run([
			"for-each-ref",
			"--format=%(refname) %(objectname)",
			...prefix.endsWith("/") ? [prefix] : []
		])).toString().split("\n").filter((line) => line.startsWith(prefix) && line !== "");
		return Promise.all(lines.map(async (line) => {
			const [ref = "", sha = ""] = line.split(" ");
			return {
				ref,
				sha,
				...this.#kinds.get(sha) ?? await this.#readKind(sha)
			};
		}));
	}
	async #readKind(sha) {
		const type = (await this.#objects.info(sha))?.type ?? "";
		const kind = {
			type,
			peeledSha: type === "tag" ? (await this.readTag(sha))?.object ?? null : null
		};
		if (type !== "") this.#kinds.set(sha, kind);
		return kind;
	}
	async updateRef(ref, newSha, oldSha) {
		return this.#refs.write({
			ref,
			sha: newSha,
			old: oldSha
		});
	}
	async deleteRef(ref, oldSha) {
		return this.#refs.write({
			ref,
			sha: null,
			old: oldSha
		});
	}
	async writeBlob(bytes) {
		return writeObject(this.directory, "blob", bytes);
	}
	async writeTree(base, changes) {
		if (changes.every(({ mode }) => mode !== "040000")) {
			const root = base === void 0 ? void 0 : (await this.readTree(base))?.sha;
			const made = await writeTree(this, root, changes);
			if (made !== void 0) return made.sha;
		}
		const index = join(this.directory, `index-${randomUUID()}`);
		const env = { GIT_INDEX_FILE: index };
		try {
			if (base !== void 0) await this.run(["read-tree", base], { env });
			const lines = changes.filter((change) => change.mode !== "040000").map(({ mode, sha, path }) => `${sha === null ? "0" : mode} ${sha ?? zeroSha}\t${path}\0`);
			if (lines.length > 0) await this.run([
				"update-index",
				"--replace",
				"-z",
				"--index-info"
			], {
				env,
				input: lines.join("")
			});
			for (const { path, sha } of changes.filter((change) => change.mode === "040000")) await this.run([
				"read-tree",
				`--prefix=${path}/`,
				sha ?? ""
			], { env });
			return (await this.run(["write-tree"], { env })).toString().trim();
		} finally {
			await rm(index, { force: true });
		}
	}
	async writeCommit(commit) {
		const encoded = encodeCommit(commit);
		if (encoded !== void 0) return writeObject(this.directory, "commit", encoded);
		const args = [
			"commit-tree",
			commit.tree,
			...commit.parents.flatMap((parent) => ["-p", parent])
		];
		const env = {
			GIT_AUTHOR_NAME: commit.author.name,
			GIT_AUTHOR_EMAIL: commit.author.email,
			GIT_AUTHOR_DATE: commit.author.date,
			GIT_COMMITTER_NAME: commit.committer.name,
			GIT_COMMITTER_EMAIL: commit.committer.email,
			GIT_COMMITTER_DATE: commit.committer.date
		};
		return (await this.run(args, {
			env,
			input: commit.message
		})).toString().trim();
	}
	async writeTag(tag) {
		return writeObject(this.directory, "tag", encodeTag(tag));
	}
	async isAncestor(ancestor, descendant) {
		let commit = isSha(descendant) && isSha(ancestor) ? await this.readCommit(descendant) : void 0;
		for (let step = 0; step < walked && commit !== void 0; step += 1) {
			if (commit.sha === ancestor || commit.parents.includes(ancestor)) return true;
			const [first] = commit.parents;
			commit = first === void 0 ? void 0 : await this.readCommit(first);
		}
		return (await this.try([
			"merge-base",
			"--is-ancestor",
			ancestor,
			descendant
		])).status === 0;
	}
	close() {
		this.#objects.close();
		this.#refs.close();
	}
};
function candidates(name) {
	if (isSha(name)) return [name];
	if (!isRefName(name)) return [];
	if (name.startsWith("refs/")) return [name];
	if (name === "HEAD") return [name];
	const short = name.replace(/^(heads|tags)\//, "refs/$1/");
	const named = short === name ? [] : [short];
	const abbreviated = /^[0-9a-f]{7,39}$/.test(name) ? [name] : [];
	return [
		...named,
		`refs/heads/${name}`,
		`refs/tags/${name}`,
		...abbreviated
	];
}
//#endregion
//#region sandbox/github/resources/check-suites.ts
function suites(context) {
	return context.store.collection("check-suites");
}
function ensureSuite({ context, repository }, headSha, appId) {
	const found = suites(context).list(repository.id).find((suite) => suite.headSha === headSha && suite.appId === appId);
	if (found) return found;
	const at = context.timestamp();
	const id = context.store.nextId();
	const headBranch = listPulls(context, repository).find((pull) => pull.headSha === headSha)?.headRef ?? null;
	return suites(context).put(repository.id, id, {
		id,
		headSha,
		headBranch,
		before: zeroSha,
		appId,
		createdAt: at,
		updatedAt: at,
		lastStatus: "queued"
	});
}
function verdictOf(context, repository, suite) {
	return suiteVerdict(latestCheckRuns(context.store.collection("check-runs").list(repository.id).filter((run) => run.suiteId === suite.id)));
}
function settleSuite({ context, repository, actor }, suiteId) {
	const suite = suites(context).get(repository.id, suiteId);
	if (!suite) return;
	const verdict = verdictOf(context, repository, suite);
	if (verdict.status === suite.lastStatus) return;
	const at = context.timestamp();
	const saved = suites(context).put(repository.id, suiteId, {
		...suite,
		updatedAt: at,
		lastStatus: verdict.status
	});
	if (verdict.status !== "completed") return;
	const tellSuite = async () => {
		const head_commit = await renderHead(context, repository, saved);
		const payload = { check_suite: {
			...renderSuite(context, repository, saved, verdict),
			head_commit
		} };
		context.emit({
			event: "check_suite",
			action: "completed",
			repository,
			actor,
			payload
		});
	};
	context.track(tellSuite());
}
async function renderHead(context, repository, suite) {
	const { message, tree, author, committer } = await context.git(repository).readCommit(suite.headSha) ?? {
		message: "",
		tree: zeroSha,
		author: null,
		committer: null
	};
	return {
		id: suite.headSha,
		tree_id: tree,
		message,
		timestamp: committer?.date ?? suite.createdAt,
		author: {
			name: author?.name ?? "",
			email: author?.email ?? ""
		},
		committer: {
			name: committer?.name ?? "",
			email: committer?.email ?? ""
		}
	};
}
async function render$3(context, repository, suite) {
	return {
		...renderSuite(context, repository, suite, verdictOf(context, repository, suite)),
		head_commit: await renderHead(context, repository, suite),
		repository: renderRepository(context, repository)
	};
}
function suiteOf(context, request) {
	const suite = suites(context).get(request.repository.id, numberParam(request, "check_suite_id"));
	if (!suite) throw notFound();
	return suite;
}
const addCheckSuiteRoutes = (app, context) => {
	const repo = "/repos/:owner/:repo";
	const read = { permission: "checks:read" };
	app.route("GET", `${repo}/check-suites/:check_suite_id`, read, async (request) => ok(await render$3(context, request.repository, suiteOf(context, request))));
	app.route("POST", `${repo}/check-suites/:check_suite_id/rerequest`, { permission: "checks:write" }, async (request) => {
		const { repository, actor } = request;
		const suite = suiteOf(context, request);
		const payload = { check_suite: {
			...renderSuite(context, repository, suite, verdictOf(context, repository, suite)),
			head_commit: await renderHead(context, repository, suite)
		} };
		context.emit({
			event: "check_suite",
			action: "rerequested",
			repository,
			actor,
			payload
		});
		return created({});
	});
	app.route("GET", `${repo}/commits/*ref/check-suites`, read, async (request) => {
		const sha = await context.git(request.repository).resolveCommit(request.params["ref"] ?? "");
		if (sha === void 0) throw new ApiError(422, `No commit found for SHA: ${request.params["ref"] ?? ""}`);
		const found = suites(context).list(request.repository.id).filter((suite) => suite.headSha === sha);
		const page = pageOf(request, found);
		const items = await Promise.all(page.items.map((suite) => render$3(context, request.repository, suite)));
		return {
			status: 200,
			body: {
				total_count: found.length,
				check_suites: items
			},
			headers: page.headers
		};
	});
};
//#endregion
//#region sandbox/github/resources/check-runs.ts
function readOutput(body, old) {
	const output = objectField(body, "output", "CheckRun");
	if (!output) return old;
	const added = objectListField(output, "annotations", "CheckRun") ?? [];
	if (added.length > 50) throw validationFailed({
		resource: "CheckRun",
		field: "annotations",
		code: "invalid"
	});
	const summary = textField(output, "summary", "CheckRun") ?? old.summary;
	if ((summary?.length ?? 0) > 65535) throw validationFailed({
		resource: "CheckRun",
		field: "summary",
		code: "invalid"
	});
	return {
		title: textField(output, "title", "CheckRun") ?? old.title,
		summary,
		text: textField(output, "text", "CheckRun") ?? old.text,
		annotations: [...old.annotations, ...added]
	};
}
function readActions(body, old) {
	const actions = objectListField(body, "actions", "CheckRun");
	if (!actions) return old;
	const isTooLong = (action) => requiredText(action, "label", "CheckRun").length > 20 || requiredText(action, "description", "CheckRun").length > 40 || requiredText(action, "identifier", "CheckRun").length > 20;
	if (actions.length > 3 || actions.some(isTooLong)) throw validationFailed({
		resource: "CheckRun",
		field: "actions",
		code: "invalid"
	});
	return actions;
}
function readProgress(context, body, old) {
	const conclusion = choiceField(body, "conclusion", conclusions, "CheckRun") ?? old.conclusion;
	const asked = choiceField(body, "status", checkStatuses, "CheckRun");
	const status = body["conclusion"] ? "completed" : asked ?? old.status;
	const isDone = status === "completed";
	if (isDone && conclusion === null) throw validationFailed({
		resource: "CheckRun",
		field: "conclusion",
		code: "missing_field"
	});
	const startedAt = textField(body, "started_at", "CheckRun") ?? old.startedAt ?? context.timestamp();
	const completedAt = textField(body, "completed_at", "CheckRun") ?? old.completedAt ?? context.timestamp();
	return {
		status,
		conclusion: isDone ? conclusion : null,
		startedAt,
		completedAt: isDone ? completedAt : null
	};
}
function save$7(scope, run, action) {
	const { context, repository, actor } = scope;
	context.store.collection("check-runs").put(repository.id, run.id, run);
	if (action === void 0) return run;
	const payload = { check_run: renderCheckRun(context, repository, run) };
	context.emit({
		event: "check_run",
		action,
		repository,
		actor,
		payload
	});
	return run;
}
function createCheckRun(scope, body) {
	const { context, actor } = scope;
	const name = requiredText(body, "name", "CheckRun");
	const headSha = requiredText(body, "head_sha", "CheckRun");
	const appId = actor.appId ?? context.app.id;
	const suite = ensureSuite(scope, headSha, appId);
	const run = {
		id: context.store.nextId(),
		suiteId: suite.id,
		name,
		headSha,
		detailsUrl: textField(body, "details_url", "CheckRun") ?? null,
		externalId: textField(body, "external_id", "CheckRun") ?? "",
		...readProgress(context, body, {
			status: "queued",
			conclusion: null,
			startedAt: null,
			completedAt: null
		}),
		...readOutput(body, {
			title: null,
			summary: null,
			text: null,
			annotations: []
		}),
		actions: readActions(body, []),
		appId
	};
	save$7(scope, run, run.status === "completed" ? "completed" : "created");
	settleSuite(scope, suite.id);
	return run;
}
function updateCheckRun(scope, run, body) {
	const { context } = scope;
	const changed = {
		...run,
		...readOutput(body, run),
		name: textField(body, "name", "CheckRun") ?? run.name,
		detailsUrl: textField(body, "details_url", "CheckRun") ?? run.detailsUrl,
		externalId: textField(body, "external_id", "CheckRun") ?? run.externalId,
		...readProgress(context, body, run),
		actions: readActions(body, run.actions)
	};
	const isFinished = changed.status === "completed" && run.status !== "completed";
	const isOpened = changed.status !== "completed" && run.status === "completed";
	const saved = save$7(scope, changed, isFinished ? "completed" : isOpened ? "created" : void 0);
	settleSuite(scope, run.suiteId);
	return saved;
}
function runOf(context, request) {
	const id = numberParam(request, "check_run_id");
	const run = context.store.collection("check-runs").get(request.repository.id, id);
	if (!run) throw notFound();
	return run;
}
async function create(context, request) {
	const scope = {
		context,
		repository: request.repository,
		actor: request.actor
	};
	const body = await request.json();
	const sha = requiredText(body, "head_sha", "CheckRun");
	if (!(isSha(sha) && (await context.git(request.repository).statObject(sha))?.type === "commit")) throw new ApiError(422, `No commit found for SHA: ${sha}`);
	return created(renderCheckRun(context, request.repository, createCheckRun(scope, body)));
}
function applyFilters(request, runs) {
	const { query } = request;
	const latest = query.get("filter") === "all" ? runs : latestCheckRuns(runs);
	const app = query.get("app_id");
	return latest.filter((run) => !query.has("check_name") || run.name === query.get("check_name")).filter((run) => !query.has("status") || run.status === query.get("status")).filter((run) => app === null || String(run.appId) === app);
}
const addCheckRunRoutes = (app, context) => {
	const base = "/repos/:owner/:repo/check-runs";
	const repo = "/repos/:owner/:repo";
	const read = { permission: "checks:read" };
	const write = { permission: "checks:write" };
	const render = (request) => (run) => renderCheckRun(context, request.repository, run);
	app.route("POST", base, write, (request) => create(context, request));
	app.route("GET", `${base}/:check_run_id`, read, (request) => ok(render(request)(runOf(context, request))));
	app.route("PATCH", `${base}/:check_run_id`, write, async (request) => {
		const scope = {
			context,
			repository: request.repository,
			actor: request.actor
		};
		return ok(render(request)(updateCheckRun(scope, runOf(context, request), await request.json())));
	});
	app.route("GET", `${base}/:check_run_id/annotations`, read, (request) => {
		const run = runOf(context, request);
		const page = `${context.url}/${request.repository.fullName}/blob/${run.headSha}`;
		return listed$1(request, run.annotations, (annotation) => renderAnnotation$1(annotation, page));
	});
	app.route("POST", `${base}/:check_run_id/rerequest`, write, (request) => {
		const { repository, actor } = request;
		const payload = { check_run: render(request)(runOf(context, request)) };
		context.emit({
			event: "check_run",
			action: "rerequested",
			repository,
			actor,
			payload
		});
		return created({});
	});
	app.route("GET", `${repo}/commits/*ref/check-runs`, read, async (request) => {
		const sha = await context.git(request.repository).resolveCommit(request.params["ref"] ?? "");
		if (sha === void 0) throw new ApiError(422, `No commit found for SHA: ${request.params["ref"] ?? ""}`);
		return counted(request, "check_runs", applyFilters(request, listCheckRuns(context, request.repository, sha)).toReversed(), render(request));
	});
	app.route("GET", `${repo}/check-suites/:check_suite_id/check-runs`, read, (request) => {
		const suite = numberParam(request, "check_suite_id");
		return counted(request, "check_runs", applyFilters(request, context.store.collection("check-runs").list(request.repository.id).filter((run) => run.suiteId === suite)), render(request));
	});
};
//#endregion
//#region sandbox/github/actions/job-checks.ts
const maxAnnotations$1 = 50;
function scopeOf$1(context, repository) {
	return {
		context,
		repository,
		actor: context.jobActor(repository)
	};
}
function renderAnnotation(annotation) {
	return {
		path: annotation.path,
		start_line: annotation.startLine,
		end_line: annotation.endLine,
		annotation_level: annotation.level,
		message: annotation.message,
		...annotation.title === null ? {} : { title: annotation.title }
	};
}
function suiteIdOf(context, repository, headSha) {
	return ensureSuite(scopeOf$1(context, repository), headSha, actionsAppId).id;
}
function openJobCheck(context, repository, job) {
	const body = {
		name: job.name,
		head_sha: job.headSha,
		status: "queued",
		external_id: job.backendId
	};
	return createCheckRun(scopeOf$1(context, repository), body).id;
}
function reportJobCheck(context, repository, job) {
	const checkRun = context.store.collection("check-runs").get(repository.id, job.id);
	if (checkRun === void 0) return;
	const annotations = job.annotations.slice(0, maxAnnotations$1).map(renderAnnotation);
	updateCheckRun(scopeOf$1(context, repository), checkRun, {
		status: job.status,
		details_url: `${repositoryPage(context, repository)}/actions/runs/${job.runId}/job/${job.id}`,
		...job.startedAt === null ? {} : { started_at: job.startedAt },
		...job.completedAt === null ? {} : { completed_at: job.completedAt },
		...job.conclusion === null ? {} : { conclusion: job.conclusion },
		output: { annotations }
	});
}
function abandonJobCheck(context, job, completedAt) {
	const checks = context.store.collection("check-runs");
	const check = checks.get(job.repositoryId, job.id);
	if (check === void 0 || check.status === "completed") return;
	checks.put(job.repositoryId, job.id, {
		...check,
		status: "completed",
		conclusion: "cancelled",
		completedAt
	});
}
//#endregion
//#region sandbox/github/actions/render-run.ts
function renderPulls(context, run, repository) {
	const api = repositoryUrl(context, repository);
	const payload = run.payload["pull_request"];
	const place = {
		id: repository.id,
		url: api,
		name: repository.name
	};
	return run.isFromFork ? [] : run.pullNumbers.map((number) => ({
		id: payload?.id ?? number,
		number,
		url: `${api}/pulls/${number}`,
		head: {
			ref: run.headBranch ?? "",
			sha: run.headSha,
			repo: place
		},
		base: {
			ref: payload?.base?.ref ?? repository.defaultBranch,
			sha: payload?.base?.sha ?? "",
			repo: place
		}
	}));
}
function runAddresses(api, page, run) {
	const url = `${api}/actions/runs/${run.id}`;
	const previous = run.attempt > 1 ? `${url}/attempts/${run.attempt - 1}` : null;
	return {
		url,
		html_url: `${page}/actions/runs/${run.id}`,
		jobs_url: `${url}/jobs`,
		logs_url: `${url}/logs`,
		check_suite_url: `${api}/check-suites/${run.checkSuiteId}`,
		artifacts_url: `${url}/artifacts`,
		cancel_url: `${url}/cancel`,
		rerun_url: `${url}/rerun`,
		previous_attempt_url: previous,
		workflow_url: `${api}/actions/workflows/${run.workflowId}`
	};
}
function renderRun$1(context, run, repository) {
	const actor = context.userById(run.actorId);
	const user = actor === void 0 ? null : renderUser(context.url, actor);
	const head = run.headRepositoryId === null ? void 0 : context.repositoryById(run.headRepositoryId);
	return {
		id: run.id,
		name: run.workflowName,
		node_id: nodeId("WFR", run.id),
		head_branch: run.headBranch,
		head_sha: run.headSha,
		path: run.workflowPath,
		display_title: run.displayTitle,
		run_number: run.number,
		event: run.event,
		status: run.status,
		conclusion: run.conclusion,
		workflow_id: run.workflowId,
		check_suite_id: run.checkSuiteId,
		check_suite_node_id: nodeId("CS", run.checkSuiteId),
		pull_requests: renderPulls(context, run, repository),
		created_at: run.createdAt,
		updated_at: run.updatedAt,
		run_started_at: run.startedAt,
		actor: user,
		triggering_actor: user,
		run_attempt: run.attempt,
		referenced_workflows: [],
		...runAddresses(repositoryUrl(context, repository), repositoryPage(context, repository), run),
		head_commit: run.headCommit,
		repository: renderRepository(context, repository),
		head_repository: renderRepository(context, head ?? repository)
	};
}
function renderJob$1(context, { job, run, repository }) {
	const api = repositoryUrl(context, repository);
	return {
		id: job.id,
		run_id: run.id,
		workflow_name: run.workflowName,
		head_branch: run.headBranch,
		run_url: `${api}/actions/runs/${run.id}`,
		run_attempt: job.attempt,
		node_id: nodeId("CR", job.id),
		head_sha: job.headSha,
		url: `${api}/actions/jobs/${job.id}`,
		html_url: `${repositoryPage(context, repository)}/actions/runs/${run.id}/job/${job.id}`,
		status: job.status,
		conclusion: job.conclusion,
		created_at: job.createdAt,
		started_at: job.startedAt ?? job.createdAt,
		completed_at: job.completedAt,
		name: job.name,
		steps: job.steps.map((step) => ({
			name: step.name,
			status: step.status,
			conclusion: step.conclusion,
			number: step.number,
			started_at: step.startedAt,
			completed_at: step.completedAt
		})),
		check_run_url: `${api}/check-runs/${job.id}`,
		labels: job.labels,
		runner_id: job.runnerId,
		runner_name: job.runnerName,
		runner_group_id: job.runnerId === null ? null : 1,
		runner_group_name: job.runnerId === null ? null : "Default"
	};
}
function renderWorkflow(context, workflow, repository) {
	const page = repositoryPage(context, repository);
	const file = workflow.path.split("/").pop() ?? "";
	return {
		id: workflow.id,
		node_id: nodeId("W", workflow.id),
		name: workflow.name,
		path: workflow.path,
		state: workflow.state ?? "active",
		created_at: workflow.createdAt,
		updated_at: workflow.updatedAt,
		url: `${repositoryUrl(context, repository)}/actions/workflows/${workflow.id}`,
		html_url: `${page}/blob/${repository.defaultBranch}/${workflow.path}`,
		badge_url: `${page}/workflows/${encodeURIComponent(file)}/badge.svg`
	};
}
//#endregion
//#region sandbox/github/actions/stored-run-ledger.ts
const runActions = {
	queued: "requested",
	pending: "requested",
	waiting: "requested",
	in_progress: "in_progress",
	completed: "completed"
};
const jobActions = {
	queued: "queued",
	pending: "waiting",
	waiting: "waiting",
	in_progress: "in_progress",
	completed: "completed"
};
var StoredRunLedger = class {
	#context;
	#store;
	#logs;
	constructor(context, store, logs) {
		this.#context = context;
		this.#store = store;
		this.#logs = logs;
	}
	workflow(repositoryId, path, name) {
		const now = this.#context.timestamp();
		const found = this.#store.workflows.get(repositoryId, path);
		if (found?.name === name) return found;
		const base = found ?? {
			id: this.#context.store.nextId(),
			repositoryId,
			path,
			createdAt: now
		};
		return this.#store.workflows.put(repositoryId, path, {
			...base,
			name,
			updatedAt: now
		});
	}
	isDisabled(repositoryId, path) {
		return this.#store.workflows.get(repositoryId, path)?.state !== void 0;
	}
	createRun(draft) {
		const { repositoryId, workflowPath, workflowName } = draft;
		const workflow = this.workflow(repositoryId, workflowPath, workflowName);
		const now = this.#context.timestamp();
		const run = {
			...draft,
			id: this.#context.store.nextId(),
			workflowId: workflow.id,
			number: this.#context.store.nextNumber(`runs ${repositoryId} ${workflowPath}`),
			attempt: 1,
			status: "queued",
			conclusion: null,
			checkSuiteId: suiteIdOf(this.#context, this.#repository(repositoryId), draft.headSha),
			backendId: randomUUID(),
			createdAt: now,
			startedAt: now,
			updatedAt: now
		};
		return this.#writeRun(run, true);
	}
	findRun(runId) {
		return this.#store.runs.all().find((run) => run.id === runId);
	}
	updateRun(runId, change) {
		const run = this.findRun(runId);
		if (run === void 0) throw new RangeError(`run ${runId} does not exist`);
		const isChanged = change.status !== void 0 && change.status !== run.status;
		const isWait = change.status === "waiting" || run.status === "waiting" && change.status === "in_progress";
		const isTold = isChanged && !isWait;
		return this.#writeRun({
			...run,
			...change,
			updatedAt: this.#context.timestamp()
		}, isTold);
	}
	createJob(run, draft) {
		const attempt = this.findRun(run.id)?.attempt ?? run.attempt;
		const backendId = randomUUID();
		const check = {
			name: draft.name,
			headSha: run.headSha,
			backendId
		};
		const job = {
			...draft,
			id: openJobCheck(this.#context, this.#repository(run.repositoryId), check),
			runId: run.id,
			repositoryId: run.repositoryId,
			attempt,
			status: "queued",
			conclusion: null,
			createdAt: this.#context.timestamp(),
			startedAt: null,
			completedAt: null,
			runnerId: null,
			runnerName: null,
			headSha: run.headSha,
			backendId,
			steps: [],
			annotations: [],
			summary: ""
		};
		return this.#writeJob(job, true);
	}
	updateJob(job, change) {
		const current = this.#store.jobs.get(job.runId, job.id) ?? job;
		const isTold = change.status !== void 0 && change.status !== current.status;
		return this.#writeJob({
			...current,
			...change
		}, isTold);
	}
	jobsOf(runId) {
		return this.#store.jobs.list(runId);
	}
	appendLog(jobId, text) {
		this.#logs.append(jobId, text);
	}
	copyLog(from, to) {
		this.#logs.append(to, this.#logs.read(from));
	}
	abandonUnfinished() {
		const end = {
			status: "completed",
			conclusion: "cancelled"
		};
		const completedAt = this.#context.timestamp();
		for (const run of this.#store.runs.all().filter(({ status }) => status !== "completed")) this.#store.runs.put(run.repositoryId, run.id, {
			...run,
			...end,
			updatedAt: completedAt
		});
		for (const job of this.#store.jobs.all().filter(({ status }) => status !== "completed")) {
			this.#store.jobs.put(job.runId, job.id, {
				...job,
				...end,
				completedAt
			});
			abandonJobCheck(this.#context, job, completedAt);
		}
	}
	#actor(run) {
		const user = this.#context.userById(run.actorId);
		if (user === void 0) return void 0;
		return {
			kind: "user",
			user,
			permissions: null,
			repositoryIds: null,
			appId: null,
			installationId: null,
			runId: null
		};
	}
	#repository(id) {
		const repository = this.#context.repositoryById(id);
		if (repository === void 0) throw new RangeError(`repository ${id} does not exist`);
		return repository;
	}
	#writeRun(run, isTold) {
		this.#store.runs.put(run.repositoryId, run.id, run);
		const actor = this.#actor(run);
		const workflow = this.#store.workflows.get(run.repositoryId, run.workflowPath);
		if (!isTold || actor === void 0 || workflow === void 0) return run;
		const repository = this.#repository(run.repositoryId);
		this.#context.emit({
			event: "workflow_run",
			action: runActions[run.status],
			repository,
			actor,
			payload: {
				workflow: renderWorkflow(this.#context, workflow, repository),
				workflow_run: renderRun$1(this.#context, run, repository)
			}
		});
		return run;
	}
	#writeJob(job, isTold) {
		this.#store.jobs.put(job.runId, job.id, job);
		const run = this.findRun(job.runId);
		const actor = run === void 0 ? void 0 : this.#actor(run);
		if (!isTold || run === void 0 || actor === void 0) return job;
		const repository = this.#repository(job.repositoryId);
		if (job.status !== "queued") reportJobCheck(this.#context, repository, job);
		this.#context.emit({
			event: "workflow_job",
			action: jobActions[job.status],
			repository,
			actor,
			payload: { workflow_job: renderJob$1(this.#context, {
				job,
				run,
				repository
			}) }
		});
		return job;
	}
};
//#endregion
//#region sandbox/github/actions/actions-service.ts
var ActionsService = class {
	context;
	store;
	logs;
	artifacts;
	caches;
	blobs = new BlobUploads();
	ledger;
	environments;
	#controller;
	constructor(context) {
		this.context = context;
		this.store = openActionsStore(context);
		this.logs = new JobLogs(context.stateDirectory);
		this.artifacts = new ArtifactFiles(context, this.store);
		this.caches = new CacheFiles(context, this.store);
		this.ledger = new StoredRunLedger(context, this.store, this.logs);
		this.environments = new StoredEnvironmentGates(context, this.ledger);
	}
	get controller() {
		if (this.#controller !== void 0) return this.#controller;
		throw new ApiError(503, "This sandbox runs no workflows: no runner was started (startRunner)");
	}
	attach(controller) {
		this.#controller = controller;
	}
};
const services = new WeakMap();
function actionsService(context) {
	const found = services.get(context);
	if (found !== void 0) return found;
	const made = new ActionsService(context);
	services.set(context, made);
	return made;
}
//#endregion
//#region sandbox/github/actions/fork-approval.ts
const forkApprovalPolicies = [
	"first_time_contributors_new_to_github",
	"first_time_contributors",
	"all_external_contributors"
];
function policies(context) {
	return context.store.collection("actions-fork-approval");
}
function forkApprovalPolicy(context, { id }) {
	return policies(context).get(id, "policy")?.policy ?? "first_time_contributors_new_to_github";
}
function setForkApprovalPolicy(context, { id }, policy) {
	policies(context).put(id, "policy", { policy });
}
function isExternal(context, repository, user) {
	const role = roleNames.indexOf(context.roleOf(user, repository));
	const isMember = activeMembership(context.store, repository.ownerId, user.id) !== void 0;
	return role < roleNames.indexOf("write") && !isMember;
}
function hasMerged(context, repository, { id }) {
	return listPulls(context, repository).some(({ merged, number }) => merged && findIssue(context, repository, number)?.userId === id);
}
function needsForkApproval(context, run) {
	const repository = context.repositoryById(run.repositoryId);
	if (repository === void 0 || !run.isFromFork) return false;
	const policy = forkApprovalPolicy(context, repository);
	if (policy === "first_time_contributors_new_to_github") return false;
	const author = stringAt(run.payload, "pull_request", "user", "login");
	return [context.userById(run.actorId), context.findUser(author ?? "")].some((user) => {
		if (user === void 0) return true;
		const isNew = policy === "all_external_contributors" || !hasMerged(context, repository, user);
		return isExternal(context, repository, user) && isNew;
	});
}
//#endregion
//#region sandbox/github/actions/create-runner-host.ts
const runtimeTokenHours = 24;
function describe$2(context, repository) {
	const { id, name, fullName, defaultBranch, ownerId, ownerLogin: owner } = repository;
	const git = context.git(repository);
	return {
		id,
		name,
		fullName,
		defaultBranch,
		ownerId,
		owner,
		gitDirectory: git.directory,
		resolveRef: async (ref) => (await git.statObject(`${ref}^{commit}`))?.sha
	};
}
function serverUrl(url) {
	return url.replace("//127.0.0.1", "//github.localhost");
}
function runtimeToken({ context }, run, job) {
	const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
	const expiresAt = context.now().getTime() + runtimeTokenHours * 36e5;
	const claims = {
		scp: `Actions.Results:${run.backendId}:${job.backendId}`,
		exp: Math.floor(expiresAt / 1e3)
	};
	const repository = context.repositoryById(run.repositoryId);
	if (repository === void 0) throw new RangeError(`repository ${run.repositoryId} does not exist`);
	const base = context.issueJobToken({
		repository,
		permissions: {},
		runId: run.id
	});
	const token = `${encode({ alg: "none" })}.${encode(claims)}.sandbox.${base}`;
	const tokens = context.store.collection("tokens");
	const record = tokens.get("", base);
	if (record !== void 0) tokens.put("", token, {
		...record,
		token
	});
	context.revokeToken(base);
	return token;
}
function environmentScopes({ context }, repositoryId, name) {
	const environments = context.store.collection("environments");
	const found = name === void 0 ? void 0 : environments.get(repositoryId, name);
	return found ? [environmentScope(found)] : [];
}
function secretValues(service, scopes) {
	const secrets = scopes.flatMap((scope) => service.store.secrets.list(scope));
	return Object.fromEntries(secrets.flatMap(({ name, value }) => value === null ? [] : [[name, value]]));
}
function createValues(service) {
	return {
		variablesOf: (id, environment) => {
			const variables = [id, ...environmentScopes(service, id, environment)].flatMap((scope) => service.store.variables.list(scope));
			return Object.fromEntries(variables.map(({ name, value }) => [name, value]));
		},
		secretsOf: (id) => secretValues(service, [id]),
		environmentSecretsOf: (id, name) => secretValues(service, environmentScopes(service, id, name))
	};
}
function completePayload$1(context, repositoryId, actorId) {
	const repository = context.repositoryById(repositoryId);
	const actor = context.userById(actorId);
	return {
		...repository === void 0 ? {} : { repository: renderRepository(context, repository) },
		...actor === void 0 ? {} : { sender: renderUser(context.url, actor) }
	};
}
function repositoryLookups(context) {
	return {
		findRepository: (fullName) => {
			const [owner = "", name = ""] = fullName.split("/");
			const found = context.findRepository(owner, name);
			return found === void 0 ? void 0 : describe$2(context, found);
		},
		repositoryById: (id) => {
			const found = context.repositoryById(id);
			return found === void 0 ? void 0 : describe$2(context, found);
		},
		loginOf: (userId) => context.userById(userId)?.login ?? "ghost"
	};
}
function createRunnerHost(context) {
	const service = actionsService(context);
	return {
		...repositoryLookups(context),
		get urls() {
			const { url } = context;
			return {
				api: url,
				server: serverUrl(url),
				graphql: `${url}/graphql`,
				results: url,
				git: url
			};
		},
		ledger: service.ledger,
		artifacts: service.artifacts,
		caches: service.caches,
		environments: service.environments,
		needsApproval: (run) => needsForkApproval(context, run),
		timestamp: () => context.timestamp(),
		...createValues(service),
		issueToken: (run, permissions) => {
			const repository = context.repositoryById(run.repositoryId);
			if (repository === void 0) throw new RangeError(`repository ${run.repositoryId} does not exist`);
			return context.issueJobToken({
				repository,
				permissions,
				runId: run.id
			});
		},
		revokeToken: (token) => context.revokeToken(token),
		runtimeToken: (run, job) => runtimeToken(service, run, job),
		completePayload: (repositoryId, actorId, payload) => ({
			...payload,
			...completePayload$1(context, repositoryId, actorId)
		}),
		onEvent: (listener) => context.onEvent(({ event, action, repository, payload, actor, startsWorkflows }) => {
			if (repository === null || !startsWorkflows) return;
			listener({
				event,
				action,
				repositoryId: repository.id,
				payload,
				actorId: actor.user.id
			});
		})
	};
}
//#endregion
//#region sandbox/github/actions/secret-routes.ts
const repositoryBase$1 = "/repos/:owner/:repo/actions/secrets";
const environmentBase$1 = "/repos/:owner/:repo/environments/:environment_name/secrets";
const namePattern$2 = /^(?!GITHUB_)[A-Z_][A-Z0-9_]*$/;
function render$2({ name, createdAt, updatedAt }) {
	return {
		name,
		created_at: createdAt,
		updated_at: updatedAt
	};
}
function find$2({ store }, request, scope) {
	const secret = store.secrets.get(scope, (request.params["name"] ?? "").toUpperCase());
	if (secret === void 0) throw notFound();
	return secret;
}
function put$1({ context, store }, scope, secret) {
	const name = secret.name.toUpperCase();
	if (!namePattern$2.test(name)) throw validationFailed({
		resource: "Secret",
		field: "name",
		code: "invalid",
		value: secret.name
	});
	const now = context.timestamp();
	const found = store.secrets.get(scope, name);
	store.secrets.put(scope, name, {
		...secret,
		name,
		createdAt: found?.createdAt ?? now,
		updatedAt: now
	});
	return found === void 0;
}
function setSecret(service, repositoryId, name, value) {
	put$1(service, repositoryId, {
		name,
		encrypted: null,
		value
	});
}
async function openSealedBox({ store }, encrypted) {
	const { default: sodium } = await import("./libsodium-wrappers-CxyR01IN.js").then((m) => __toESM(m.default, 1));
	await sodium.ready;
	const { publicKey, privateKey } = store.keys();
	const [box, own, secret] = [
		encrypted,
		publicKey,
		privateKey
	].map((text) => Buffer.from(text, "base64"));
	if (box === void 0 || own === void 0 || secret === void 0) return null;
	try {
		return Buffer.from(sodium.crypto_box_seal_open(box, own, secret)).toString("utf8");
	} catch {
		return null;
	}
}
function addRoutes$1(app, service, { base, permission, scopeOf }) {
	const { store } = service;
	const read = {
		permission: `${permission}:read`,
		role: "write"
	};
	const write = {
		permission: `${permission}:write`,
		role: "write"
	};
	app.route("GET", base, read, (request) => counted(request, "secrets", store.secrets.list(scopeOf(request)), render$2));
	app.route("GET", `${base}/public-key`, read, (request) => {
		scopeOf(request);
		const { id, publicKey } = store.keys();
		return ok({
			key_id: id,
			key: publicKey
		});
	});
	app.route("GET", `${base}/:name`, read, (request) => ok(render$2(find$2(service, request, scopeOf(request)))));
	app.route("PUT", `${base}/:name`, write, async (request) => {
		const scope = scopeOf(request);
		const body = await request.json();
		const encrypted = requiredText(body, "encrypted_value", "Secret");
		if (requiredText(body, "key_id", "Secret") !== store.keys().id) throw validationFailed({
			resource: "Secret",
			field: "key_id",
			code: "invalid"
		});
		return put$1(service, scope, {
			name: request.params["name"] ?? "",
			encrypted,
			value: await openSealedBox(service, encrypted)
		}) ? created({}) : noContent();
	});
	app.route("DELETE", `${base}/:name`, write, (request) => {
		store.secrets.remove(scopeOf(request), find$2(service, request, scopeOf(request)).name);
		return noContent();
	});
}
function addSecretRoutes(app, service) {
	const scopeOf = ({ repository }) => repository.id;
	addRoutes$1(app, service, {
		base: repositoryBase$1,
		permission: "secrets",
		scopeOf
	});
	addRoutes$1(app, service, {
		base: environmentBase$1,
		permission: "environments",
		scopeOf: (request) => environmentScope(environmentOf(service.context, request))
	});
}
//#endregion
//#region sandbox/github/actions/variable-routes.ts
const repositoryBase = "/repos/:owner/:repo/actions/variables";
const environmentBase = "/repos/:owner/:repo/environments/:environment_name/variables";
const namePattern$1 = /^(?!GITHUB_)[A-Z_][A-Z0-9_]*$/;
function readName(text) {
	const name = text.toUpperCase();
	if (!namePattern$1.test(name)) throw validationFailed({
		resource: "Variable",
		field: "name",
		code: "invalid",
		value: text
	});
	return name;
}
function render$1(variable) {
	const { name, value, createdAt, updatedAt } = variable;
	return {
		name,
		value,
		created_at: createdAt,
		updated_at: updatedAt
	};
}
function find$1({ store }, request, scope) {
	const variable = store.variables.get(scope, (request.params["name"] ?? "").toUpperCase());
	if (variable === void 0) throw notFound();
	return variable;
}
function setVariable(service, scope, name, value) {
	const { context, store } = service;
	const key = readName(name);
	const now = context.timestamp();
	const createdAt = store.variables.get(scope, key)?.createdAt ?? now;
	store.variables.put(scope, key, {
		name: key,
		value,
		createdAt,
		updatedAt: now
	});
}
function addRoutes(app, service, { base, permission, scopeOf }) {
	const { store } = service;
	const read = {
		permission: `${permission}:read`,
		role: "write"
	};
	const write = {
		permission: `${permission}:write`,
		role: "write"
	};
	app.route("GET", base, read, (request) => counted(request, "variables", store.variables.list(scopeOf(request)), render$1));
	app.route("POST", base, write, async (request) => {
		const body = await request.json();
		const name = readName(requiredText(body, "name", "Variable"));
		const scope = scopeOf(request);
		if (store.variables.get(scope, name) !== void 0) throw new ApiError(409, "Already exists - Variable already exists");
		setVariable(service, scope, name, textField(body, "value", "Variable") ?? "");
		return created({});
	});
	app.route("GET", `${base}/:name`, read, (request) => ok(render$1(find$1(service, request, scopeOf(request)))));
	app.route("PATCH", `${base}/:name`, write, async (request) => {
		const scope = scopeOf(request);
		const variable = find$1(service, request, scope);
		const body = await request.json();
		const name = readName(textField(body, "name", "Variable") ?? variable.name);
		if (name !== variable.name) store.variables.remove(scope, variable.name);
		setVariable(service, scope, name, textField(body, "value", "Variable") ?? variable.value);
		return noContent();
	});
	app.route("DELETE", `${base}/:name`, write, (request) => {
		store.variables.remove(scopeOf(request), find$1(service, request, scopeOf(request)).name);
		return noContent();
	});
}
function addVariableRoutes(app, service) {
	const scopeOf = ({ repository }) => repository.id;
	addRoutes(app, service, {
		base: repositoryBase,
		permission: "actions_variables",
		scopeOf
	});
	addRoutes(app, service, {
		base: environmentBase,
		permission: "environments",
		scopeOf: (request) => environmentScope(environmentOf(service.context, request))
	});
}
//#endregion
//#region sandbox/runner/concurrency.ts
var ConcurrencyGroups = class {
	#groups = new Map();
	async enter(request, signal) {
		const key = request.group.toLowerCase();
		const group = this.#groups.get(key) ?? {
			running: new Set(),
			waiting: []
		};
		this.#groups.set(key, group);
		const { promise, resolve } = Promise.withResolvers();
		const member = {
			cancel: request.cancel,
			admit: () => resolve(void 0)
		};
		for (const older of group.waiting.splice(0)) older.cancel();
		if (request.cancelInProgress) for (const older of group.running) older.cancel();
		group.waiting.push(member);
		const leave = () => {
			group.running.delete(member);
			const index = group.waiting.indexOf(member);
			if (index >= 0) group.waiting.splice(index, 1);
			admitNext(group);
			if (group.running.size === 0 && group.waiting.length === 0) this.#groups.delete(key);
		};
		signal.addEventListener("abort", () => resolve(void 0), { once: true });
		admitNext(group);
		await promise;
		return leave;
	}
};
function admitNext(group) {
	if (group.running.size > 0) return;
	const next = group.waiting.shift();
	if (next === void 0) return;
	group.running.add(next);
	next.admit();
}
//#endregion
//#region sandbox/runner/workflow-error.ts
var WorkflowError = class extends Error {
	constructor(message, options) {
		super(message, options);
		this.name = "WorkflowError";
	}
};
function unsupported(key) {
	return new WorkflowError(`${key} is not supported by the sandbox's runner`);
}
function messageOf(error) {
	return error instanceof Error ? error.message : String(error);
}
//#endregion
//#region sandbox/runner/dispatch-inputs.ts
function readBoolean(name, value) {
	if (value === true || value === "true") return true;
	if (value === false || value === "false") return false;
	throw new WorkflowError(`Provided value '${jsonText(value)}' for input '${name}' not in the list of allowed values`);
}
function readNumber(name, value) {
	const number = Number(value);
	if (Number.isFinite(number) && value !== "") return number;
	throw new WorkflowError(`Provided value '${jsonText(value)}' for input '${name}' is not a number`);
}
function readChoice(name, value, definition) {
	const text = jsonText(value);
	if (asList(definition["options"]).map(String).includes(text)) return text;
	throw new WorkflowError(`Provided value '${text}' for input '${name}' not in the list of allowed values`);
}
function readInput(name, given, definition) {
	const value = given === void 0 || given === null ? definition["default"] : given;
	const isMissing = value === void 0 || value === null || value === "";
	if (isMissing && definition["required"] === true) throw new WorkflowError(`Required input '${name}' not provided`);
	const type = definition["type"] ?? "string";
	if (type === "boolean") return readBoolean(name, value ?? false);
	if (isMissing) return "";
	if (type === "number") return readNumber(name, value);
	return type === "choice" ? readChoice(name, value, definition) : jsonText(value);
}
function readDispatchInputs(workflow, given) {
	const trigger = workflow.on["workflow_dispatch"];
	if (trigger === void 0) throw new WorkflowError("Workflow does not have 'workflow_dispatch' trigger");
	const definitions = asObject(trigger["inputs"]);
	const unknown = Object.keys(given).filter((name) => !(name in definitions));
	if (unknown.length > 0) throw new WorkflowError(`Unexpected inputs provided: ${JSON.stringify(unknown)}`);
	return Object.fromEntries(Object.entries(definitions).map(([name, definition]) => [name, readInput(name, given[name], asObject(definition))]));
}
//#endregion
//#region sandbox/runner/bounded-functions.ts
const maxTextChars = 1e7;
function bound(chars) {
	if (chars <= maxTextChars) return;
	throw new WorkflowError(`The maximum allowed memory size was exceeded: the text has ${chars} characters`);
}
const boundedFormat = (template, ...values) => {
	const text = template?.coerceString() ?? "";
	const placeholders = [...text.matchAll(/\{(\d+)\}/g)].map(([, index]) => Number(index));
	const lengths = values.map((value) => value.coerceString().length);
	bound(placeholders.reduce((sum, index) => sum + (lengths[index] ?? 0), text.length));
	return format.call(...[template, ...values].filter((value) => value !== void 0));
};
const boundedJoin = (...values) => {
	const [list, separator] = values;
	if (!(list instanceof Array$1)) return join$1.call(...values);
	const items = list.values();
	const separatorChars = separator?.coerceString().length ?? 1;
	bound(items.reduce((sum, item) => sum + item.coerceString().length + separatorChars, 0));
	return join$1.call(...values);
};
const boundedFunctions = new Map([["format", {
	...format,
	call: boundedFormat
}], ["join", {
	...join$1,
	call: boundedJoin
}]]);
//#endregion
//#region sandbox/runner/expression.ts
const maxExpressionChars = 21e3;
const statusFunctions$1 = new Set([
	"success",
	"failure",
	"always",
	"cancelled"
]);
function toExpressionData(value) {
	return JSON.parse(JSON.stringify(value), reviver);
}
function fromExpressionData(value) {
	return JSON.parse(JSON.stringify(value, replacer));
}
function evaluateToData(expression, scope) {
	if (expression.length > maxExpressionChars) throw new WorkflowError(`expression \${{ ${expression.trim().slice(0, 60)}…: Exceeded max expression length ${maxExpressionChars}`);
	try {
		const { tokens } = new Lexer(expression).lex();
		const names = Object.keys(scope.contexts);
		const tree = new Parser(tokens, names, [...scope.functions]).parse();
		const own = scope.functions.map((entry) => [entry.name.toLowerCase(), entry]);
		const functions = new Map([...boundedFunctions, ...own]);
		const named = expression.toLowerCase();
		return new Evaluator(tree, new Dictionary(...names.map((key) => {
			return {
				key,
				value: toExpressionData((named.includes(key.toLowerCase()) ? scope.contexts[key] : null) ?? null)
			};
		})), functions).evaluate();
	} catch (cause) {
		throw new WorkflowError(`expression \${{ ${expression.trim()} }}: ${messageOf(cause)}`, { cause });
	}
}
function evaluateExpression(expression, scope) {
	return fromExpressionData(evaluateToData(expression, scope));
}
function expressionEnd(text, from) {
	let inString = false;
	for (let index = from; index < text.length; index++) {
		if (text[index] === "'") inString = !inString;
		if (!inString && text.startsWith("}}", index)) return index;
	}
	throw new WorkflowError(`"${text.slice(from - 3)}" has no closing }}`);
}
function splitTemplate(text) {
	const parts = [];
	let position = 0;
	for (let open = text.indexOf("${{"); open >= 0; open = text.indexOf("${{", position)) {
		if (open > position) parts.push({
			kind: "text",
			value: text.slice(position, open)
		});
		const end = expressionEnd(text, open + 3);
		parts.push({
			kind: "expression",
			value: text.slice(open + 3, end)
		});
		position = end + 2;
	}
	if (position < text.length) parts.push({
		kind: "text",
		value: text.slice(position)
	});
	return parts;
}
function interpolate(text, scope) {
	if (!text.includes("${{")) return text;
	return splitTemplate(text).map((part) => part.kind === "text" ? part.value : evaluateToData(part.value, scope).coerceString()).join("");
}
function evaluateNode(node, scope) {
	if (typeof node === "string") {
		const parts = splitTemplate(node.trim());
		const [only] = parts;
		if (parts.length === 1 && only?.kind === "expression") return evaluateExpression(only.value, scope);
		return interpolate(node, scope);
	}
	if (Array.isArray(node)) return node.map((item) => evaluateNode(item, scope));
	if (typeof node === "object" && node !== null) return Object.fromEntries(Object.entries(node).map(([key, value]) => [interpolate(key, scope), evaluateNode(value, scope)]));
	return node;
}
function toText$1(value) {
	return value === void 0 ? "" : toExpressionData(value).coerceString();
}
function isTruthy(value) {
	return value !== null && value !== false && value !== 0 && value !== "";
}
function callsStatusFunction(expression) {
	const { tokens } = new Lexer(expression).lex();
	return tokens.some((token, index) => token.type === TokenType.IDENTIFIER && statusFunctions$1.has(token.lexeme.toLowerCase()) && tokens[index + 1]?.type === TokenType.LEFT_PAREN);
}
function evaluateCondition(condition, scope) {
	const text = toText$1(condition).trim();
	if (text === "") return isTruthy(evaluateExpression("success()", scope));
	const parts = splitTemplate(text);
	const [only] = parts;
	if (parts.length > 1) return isTruthy(evaluateExpression("success()", scope)) && interpolate(text, scope) !== "";
	const expression = only?.kind === "expression" ? only.value : text;
	return isTruthy(evaluateExpression(callsStatusFunction(expression) ? expression : `success() && (${expression})`, scope));
}
//#endregion
//#region sandbox/runner/display-title.ts
function titleOfEvent({ event, payload }) {
	if (event === "push") return stringAt(payload, "head_commit", "message")?.split("\n")[0];
	if (event.startsWith("pull_request")) return stringAt(payload, "pull_request", "title");
	if (event === "issues" || event === "issue_comment") return stringAt(payload, "issue", "title");
	if (event === "release") return stringAt(payload, "release", "name") ?? stringAt(payload, "release", "tag_name");
	if (event === "workflow_run") return stringAt(payload, "workflow_run", "display_title");
	return event === "repository_dispatch" ? stringAt(payload, "action") : void 0;
}
function titleFromRunName(written, contexts) {
	try {
		return interpolate(written, {
			contexts,
			functions: []
		});
	} catch {
		return "";
	}
}
//#endregion
//#region sandbox/runner/github-context.ts
function shortName$1(ref) {
	return ref.replace(/^refs\/(heads|tags|pull)\//, "");
}
function refType(ref) {
	return ref.startsWith("refs/tags/") ? "tag" : "branch";
}
function githubContext(request) {
	const { host, run, repository, jobKey, token, workspace, eventPath } = request;
	const actor = host.loginOf(run.actorId);
	const pull = run.payload["pull_request"];
	return {
		actor,
		actor_id: String(run.actorId),
		api_url: host.urls.api,
		base_ref: stringAt(pull, "base", "ref") ?? "",
		event: run.payload,
		event_name: run.event,
		graphql_url: host.urls.graphql,
		head_ref: stringAt(pull, "head", "ref") ?? "",
		ref: run.ref,
		ref_name: shortName$1(run.ref),
		ref_protected: false,
		ref_type: refType(run.ref),
		repository: repository.fullName,
		repository_id: String(repository.id),
		repository_owner: repository.owner,
		repository_owner_id: String(repository.ownerId),
		repositoryUrl: `${host.urls.server.replace(/^http/, "git")}/${repository.fullName}.git`,
		retention_days: "90",
		run_attempt: String(run.attempt),
		run_id: String(run.id),
		run_number: String(run.number),
		secret_source: run.isFromFork ? "None" : "Actions",
		server_url: host.urls.server,
		sha: run.sha,
		triggering_actor: actor,
		workflow: run.workflowName,
		workflow_ref: `${repository.fullName}/${run.workflowPath}@${run.ref}`,
		workflow_sha: run.sha,
		...jobKey === void 0 ? {} : {
			job: jobKey,
			action: "__run"
		},
		...token === void 0 ? {} : { token },
		...workspace === void 0 ? {} : { workspace },
		...eventPath === void 0 ? {} : { event_path: eventPath }
	};
}
const variableMembers = [
	"action",
	"actor",
	"actor_id",
	"api_url",
	"base_ref",
	"event_name",
	"event_path",
	"graphql_url",
	"head_ref",
	"job",
	"ref",
	"ref_name",
	"ref_protected",
	"ref_type",
	"repository",
	"repository_id",
	"repository_owner",
	"repository_owner_id",
	"retention_days",
	"run_attempt",
	"run_id",
	"run_number",
	"server_url",
	"sha",
	"triggering_actor",
	"workflow",
	"workflow_ref",
	"workflow_sha",
	"workspace"
];
function githubVariables(context) {
	const entries = variableMembers.flatMap((name) => {
		const value = context[name];
		return value === void 0 ? [] : [[`GITHUB_${name.toUpperCase()}`, jsonText(value)]];
	});
	return {
		CI: "true",
		GITHUB_ACTIONS: "true",
		...Object.fromEntries(entries)
	};
}
function runInputs(run) {
	return run.event === "workflow_dispatch" ? asObject(run.inputs) : {};
}
//#endregion
//#region sandbox/runner/repository-reader.ts
const zeros = /^0+$/;
async function readText(gitDirectory, args) {
	const result = await runGit(gitDirectory, args);
	return result.status === 0 ? result.stdout.toString() : void 0;
}
async function resolveCommit(gitDirectory, name) {
	if (name.startsWith("-") || zeros.test(name)) return void 0;
	return (await readText(gitDirectory, [
		"rev-parse",
		"--verify",
		"--quiet",
		`${name}^{commit}`
	]))?.trim();
}
function readFileAt(gitDirectory, sha, path) {
	return readText(gitDirectory, [
		"cat-file",
		"blob",
		`${sha}:${path}`
	]);
}
const workflowFiles = new Map();
const maxCommits = 200;
function readWorkflowFiles(gitDirectory, sha) {
	const key = `${gitDirectory}\0${sha}`;
	const found = workflowFiles.get(key);
	if (found !== void 0) return found;
	if (workflowFiles.size >= maxCommits) workflowFiles.clear();
	const read = listWorkflowFiles(gitDirectory, sha);
	workflowFiles.set(key, read);
	read.catch(() => workflowFiles.delete(key));
	return read;
}
async function listWorkflowFiles(gitDirectory, sha) {
	const paths = (await readText(gitDirectory, [
		"ls-tree",
		"--name-only",
		"-z",
		sha,
		".github/workflows/"
	]) ?? "").split("\0").filter((path) => /\.ya?ml$/.test(path));
	return (await Promise.all(paths.map(async (path) => ({
		path,
		text: await readFileAt(gitDirectory, sha, path) ?? ""
	})))).sort((a, b) => a.path.localeCompare(b.path));
}
async function readChangedPaths(gitDirectory, before, after) {
	const base = await resolveCommit(gitDirectory, before);
	return (await readText(gitDirectory, base === void 0 ? [
		"ls-tree",
		"-r",
		"--name-only",
		"-z",
		after
	] : [
		"diff",
		"--name-only",
		"--no-renames",
		"-z",
		base,
		after
	]) ?? "").split("\0").filter((path) => path !== "");
}
async function readMergeBase(gitDirectory, base, head) {
	return (await readText(gitDirectory, [
		"merge-base",
		base,
		head
	]))?.trim() ?? base;
}
async function readCommitMessage(gitDirectory, sha) {
	return (await readText(gitDirectory, [
		"log",
		"-1",
		"--format=%B",
		sha,
		"--"
	]) ?? "").trim();
}
async function readHeadCommit(gitDirectory, sha) {
	const [id, tree, time, author, authorEmail, committer, committerEmail, message] = (await readText(gitDirectory, [
		"log",
		"-1",
		`--format=%H%x00%T%x00%aI%x00%an%x00%ae%x00%cn%x00%ce%x00%B`,
		sha,
		"--"
	]) ?? "").split("\0");
	if (id === void 0 || tree === void 0 || message === void 0) return null;
	return {
		id,
		tree_id: tree,
		message: message.trimEnd(),
		timestamp: time ?? "",
		author: {
			name: author ?? "",
			email: authorEmail ?? ""
		},
		committer: {
			name: committer ?? "",
			email: committerEmail ?? ""
		}
	};
}
//#endregion
//#region sandbox/runner/job-permissions.ts
const scopes = [
	"actions",
	"attestations",
	"checks",
	"contents",
	"deployments",
	"discussions",
	"issues",
	"packages",
	"pages",
	"pull_requests",
	"security_events",
	"statuses"
];
function all(right) {
	return Object.fromEntries(scopes.map((scope) => [scope, right]));
}
function readPermissions$1(written) {
	if (written === "read-all") return all("read");
	if (written === "write-all") return all("write");
	if (!isObject$1(written)) return {};
	const rights = Object.entries(written).flatMap(([scope, right]) => right === "read" || right === "write" ? [[scope.replaceAll("-", "_"), right]] : []);
	return Object.fromEntries(rights);
}
function excessPermissions(asked, granted) {
	return Object.entries(asked).flatMap(([scope, right]) => {
		const held = granted[scope];
		return held === "write" || held === right || scope === "metadata" ? [] : [{
			scope,
			right
		}];
	});
}
function jobPermissions({ written, defaults, isFromFork }) {
	const asked = written === void 0 || written === null ? defaults : readPermissions$1(written);
	return {
		...isFromFork ? Object.fromEntries(Object.keys(asked).map((scope) => [scope, "read"])) : asked,
		metadata: "read"
	};
}
//#endregion
//#region sandbox/runner/workflow-syntax.ts
let loaded;
function loadWorkflowParser() {
	loaded ??= importWithJsonAttribute();
	return loaded;
}
async function importWithJsonAttribute() {
	const hooks = registerHooks({ load: (url, context, next) => {
		return next(url, url.includes("/@actions/workflow-parser/") && url.endsWith(".json") ? {
			...context,
			importAttributes: { type: "json" }
		} : context);
	} });
	try {
		return await import("./dist-CHgxHb7K.js");
	} finally {
		hooks.deregister();
	}
}
async function checkWorkflowSyntax(path, text) {
	const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = await loadWorkflowParser();
	const { context, value } = parseWorkflow({
		name: path,
		content: text
	}, new NoOperationTraceWriter());
	if (value !== void 0) await convertWorkflowTemplate(context, value);
	return [...new Set(context.errors.getErrors().map((error) => error.message))];
}
async function checkWorkflowCalls(path, text, find) {
	const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = await loadWorkflowParser();
	const { context, value } = parseWorkflow({
		name: path,
		content: text
	}, new NoOperationTraceWriter());
	if (value === void 0) return context.errors.getErrors().map((error) => error.message);
	await convertWorkflowTemplate(context, value, { getFileContent: async (reference) => {
		const file = await find(writtenReference(reference));
		if (file === void 0) throw new WorkflowError(`${writtenReference(reference)} was not found`);
		return file;
	} }, { fetchReusableWorkflowDepth: 1 });
	return [...new Set(context.errors.getErrors().map((error) => error.message))];
}
function writtenReference(reference) {
	if (!("repository" in reference)) return `./${reference.path}`;
	const { owner, repository, path, version } = reference;
	return `${owner}/${repository}/${path}@${version}`;
}
//#endregion
//#region sandbox/runner/unsupported-keys.ts
const workflowKeys = [
	"name",
	"run-name",
	"on",
	"permissions",
	"env",
	"defaults",
	"concurrency",
	"jobs"
];
const jobKeys = [
	"name",
	"needs",
	"if",
	"runs-on",
	"permissions",
	"env",
	"defaults",
	"outputs",
	"strategy",
	"steps",
	"timeout-minutes",
	"continue-on-error",
	"concurrency",
	"environment",
	"uses",
	"with",
	"secrets"
];
const stepKeys = [
	"id",
	"if",
	"name",
	"uses",
	"run",
	"shell",
	"with",
	"env",
	"continue-on-error",
	"timeout-minutes",
	"working-directory"
];
const strategyKeys = [
	"matrix",
	"fail-fast",
	"max-parallel"
];
function keysBeyond(value, allowed, place) {
	return Object.keys(asObject(value)).filter((key) => !allowed.includes(key)).map((key) => unsupported(`${place}${key}`).message);
}
function stepErrors(steps, place) {
	return asList(steps).flatMap((step, index) => {
		const { uses } = asObject(step);
		const isDocker = typeof uses === "string" && uses.startsWith("docker://");
		return [...keysBeyond(step, stepKeys, `${place}steps[${index}].`), ...isDocker ? [unsupported(`${place}steps[${index}].uses: ${uses}`).message] : []];
	});
}
function findUnsupportedKeys(path, document) {
	const jobs = Object.entries(asObject(document["jobs"])).flatMap(([id, job]) => [
		...keysBeyond(job, jobKeys, `jobs.${id}.`),
		...keysBeyond(asObject(job)["strategy"], strategyKeys, `jobs.${id}.strategy.`),
		...stepErrors(asObject(job)["steps"], `jobs.${id}.`)
	]);
	return [...keysBeyond(document, workflowKeys, ""), ...jobs].map((message) => `${path}: ${message}`);
}
function findUnsupportedStepKeys(path, steps) {
	return stepErrors(steps, "runs.").map((message) => `${path}: ${message}`);
}
//#endregion
//#region sandbox/runner/workflow.ts
function readTriggers(on) {
	if (isObject$1(on)) return Object.fromEntries(Object.entries(asObject(on)).map(([event, filter]) => [event, asObject(filter)]));
	return Object.fromEntries(asList(on).map((event) => [jsonText(event), {}]));
}
function readSchedules(on) {
	return asList(asObject(on)["schedule"]).flatMap((entry) => {
		const { cron } = asObject(entry);
		return typeof cron === "string" ? [cron] : [];
	});
}
function parseYaml(text) {
	try {
		return { document: asObject((0, import_dist.parse)(text, { maxAliasCount: 100 })) };
	} catch (error) {
		return {
			document: {},
			error: messageOf(error)
		};
	}
}
async function readWorkflow(path, text) {
	const { document, error } = parseYaml(text);
	const errors = error === void 0 ? await checkWorkflowSyntax(path, text) : [`${path}: ${error}`];
	const { name, on } = document;
	return {
		path,
		name: typeof name === "string" && name !== "" ? name : path,
		on: readTriggers(on),
		schedules: readSchedules(on),
		text,
		document,
		errors: errors.length > 0 ? errors : findUnsupportedKeys(path, document)
	};
}
const cache = new Map();
const maxCached = 200;
function parseWorkflowFile(path, text) {
	const key = `${path}\0${text}`;
	const found = cache.get(key);
	if (found !== void 0) return found;
	if (cache.size >= maxCached) cache.clear();
	const parsed = readWorkflow(path, text);
	cache.set(key, parsed);
	return parsed;
}
//#endregion
//#region sandbox/runner/called-workflows.ts
const maxLevels = 10;
const maxWorkflows = 50;
const remotePattern = /^([\w.-]+\/[\w.-]+)\/(\.github\/workflows\/[^/@]+\.ya?ml)@([^\s@]+)$/;
const localPattern = /^(?:\.|\$)\/(\.github\/workflows\/[^/@]+\.ya?ml)$/;
async function findFile(host, { repository, sha }, uses) {
	const local = localPattern.exec(uses)?.[1];
	const [, name, remotePath, ref] = remotePattern.exec(uses) ?? [];
	const owner = local === void 0 ? host.findRepository(name ?? "") : repository;
	const path = local ?? remotePath;
	if (owner === void 0 || path === void 0) return void 0;
	const candidates = local === void 0 ? [
		`refs/tags/${ref}`,
		`refs/heads/${ref}`,
		ref ?? ""
	] : [sha];
	for (const candidate of candidates) {
		const commit = await resolveCommit(owner.gitDirectory, candidate);
		if (commit === void 0) continue;
		const text = await readFileAt(owner.gitDirectory, commit, path);
		return text === void 0 ? void 0 : {
			place: {
				repository: owner,
				sha: commit
			},
			path,
			text
		};
	}
}
function fileKey({ place, path }) {
	return `${place.repository.fullName.toLowerCase()}/${path}@${place.sha}`;
}
function grantedTo(definition, { workflow, granted }) {
	const written = definition["permissions"] ?? workflow.document["permissions"];
	return written === void 0 ? granted : readPermissions$1(written);
}
function tooManyRights(called, granted) {
	return Object.entries(asObject(called.document["jobs"])).flatMap(([key, job]) => {
		const written = asObject(job)["permissions"] ?? called.document["permissions"];
		const excess = written === void 0 ? [] : excessPermissions(readPermissions$1(written), granted);
		if (excess.length === 0) return [];
		return [`The nested job '${key}' is requesting '${excess.map(({ scope, right }) => `${scope}: ${right}`).join(", ")}', but is only allowed '${excess.map(({ scope }) => `${scope}: ${granted[scope] ?? "none"}`).join(", ")}'.`];
	});
}
function refusal({ seen }, level, key) {
	if (level.path.includes(key)) return "the workflow calls itself; loops in the workflow tree are not permitted";
	if (level.path.length >= maxLevels) return `workflows may call each other up to ${maxLevels} levels deep`;
	seen.add(key);
	return seen.size > maxWorkflows ? `a run may call up to ${maxWorkflows} reusable workflows` : void 0;
}
async function loadCall(search, level, definition) {
	const uses = stringAt(definition, "uses") ?? "";
	const fail = (reason) => {
		search.errors.push(`${level.workflow.path}: error parsing called workflow "${uses}": ${reason}`);
	};
	const file = await findFile(search.host, level.place, uses);
	if (file === void 0) return fail("workflow was not found.");
	const key = fileKey(file);
	const refused = refusal(search, level, key);
	if (refused !== void 0) return fail(refused);
	const workflow = await parseWorkflowFile(file.path, file.text);
	const granted = grantedTo(definition, level);
	const problems = [...workflow.errors, ...tooManyRights(workflow, granted)];
	for (const problem of problems) fail(problem);
	if (problems.length > 0) return void 0;
	return {
		uses,
		workflow,
		granted,
		calls: await loadLevel(search, {
			place: file.place,
			workflow,
			granted,
			path: [...level.path, key]
		})
	};
}
async function loadLevel(search, level) {
	const calls = new Map();
	const jobs = Object.entries(asObject(level.workflow.document["jobs"]));
	for (const [key, job] of jobs.filter(([, definition]) => stringAt(definition, "uses") !== void 0)) {
		const called = await loadCall(search, level, asObject(job));
		if (called !== void 0) calls.set(key, called);
	}
	if (calls.size > 0) search.errors.push(...await checkLevel(search, level));
	return calls;
}
function checkLevel({ host }, { place, workflow }) {
	return checkWorkflowCalls(workflow.path, workflow.text, async (uses) => {
		const file = await findFile(host, place, uses);
		return file === void 0 ? void 0 : {
			name: file.path,
			content: file.text
		};
	});
}
async function loadCalledWorkflows({ host, place, workflow, granted }) {
	const search = {
		host,
		errors: [],
		seen: new Set()
	};
	return {
		calls: await loadLevel(search, {
			place,
			workflow,
			granted,
			path: [fileKey({
				place,
				path: workflow.path
			})]
		}),
		errors: [...new Set(search.errors)]
	};
}
//#endregion
//#region sandbox/runner/concurrency-setting.ts
function readConcurrency(written, scope) {
	if (written === void 0 || written === null) return void 0;
	const evaluated = evaluateNode(written, scope);
	if (!isObject$1(evaluated)) return named(toText$1(evaluated), false);
	const { group, "cancel-in-progress": cancel } = evaluated;
	return named(toText$1(group), isTruthy(cancel ?? false) && cancel !== "false");
}
function named(group, cancelInProgress) {
	return group === "" ? void 0 : {
		group,
		cancelInProgress
	};
}
//#endregion
//#region sandbox/runner/enter-group.ts
async function enterGroup({ request, written, scope, cancel, signal }) {
	const { groups, frame } = request;
	const setting = readConcurrency(written, scope);
	if (setting === void 0) return {
		kind: "entered",
		leave: () => void 0,
		heldGroups: frame.heldGroups
	};
	const key = setting.group.toLowerCase();
	if (frame.heldGroups.includes(key)) return {
		kind: "deadlock",
		group: setting.group
	};
	return {
		kind: "entered",
		leave: await groups.enter({
			...setting,
			cancel
		}, signal),
		heldGroups: [...frame.heldGroups, key]
	};
}
function deadlockMessage(group, jobName) {
	return `Canceling since a deadlock for concurrency group '${group}' was detected between 'top level workflow' and '${jobName}'`;
}
//#endregion
//#region sandbox/runner/call-inputs.ts
function typed(name, value, type) {
	if (type === "boolean") {
		if (typeof value === "boolean") return value;
	} else if (type === "number") {
		if (typeof value === "number") return value;
	} else if (typeof value !== "object" || value === null) return toText$1(value);
	throw new WorkflowError(`Input '${name}' must be a ${jsonText(type)}. Unexpected value '${jsonText(value)}'`);
}
const emptyValues = {
	boolean: false,
	number: 0,
	string: ""
};
function findIgnoringCase(values, name) {
	return Object.entries(values).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}
function readCallInputs(called, given, scope) {
	const definitions = Object.entries(asObject(called.on["workflow_call"]?.["inputs"]));
	return Object.fromEntries(definitions.map(([name, definition]) => {
		const { type = "string", default: written } = asObject(definition);
		const value = findIgnoringCase(asObject(given), name) ?? written;
		if (value === void 0 || value === null) return [name, emptyValues[jsonText(type)] ?? ""];
		return [name, typed(name, evaluateNode(value, scope), type)];
	}));
}
function readCallSecrets(written, own, scope) {
	if (written === "inherit") return own;
	const withSecrets = {
		...scope,
		contexts: {
			...scope.contexts,
			secrets: asObject(own)
		}
	};
	return Object.fromEntries(Object.entries(asObject(written)).map(([name, value]) => [name.toUpperCase(), toText$1(evaluateNode(value, withSecrets))]));
}
const maxCombinations = 1e5;
function isSubset(part, whole) {
	if (typeof part !== "object" || part === null) return jsonText(part) === jsonText(whole);
	return Object.entries(part).every(([key, value]) => isSubset(value, asObject(whole)[key]));
}
function* combinations(axes, excludes) {
	const total = axes.reduce((count, [, values]) => count * values.length, 1);
	if (total > maxCombinations) throw tooMany(total);
	for (let index = 0; index < total; index++) {
		let rest = index;
		const row = {};
		for (const [key, values] of axes.toReversed()) {
			row[key] = values[rest % values.length] ?? null;
			rest = Math.floor(rest / values.length);
		}
		const ordered = Object.fromEntries(axes.map(([key]) => [key, row[key] ?? null]));
		if (!excludes.some((entry) => isSubset(entry, ordered))) yield ordered;
	}
}
function tooMany(count) {
	return new WorkflowError(`strategy.matrix makes ${count} jobs, at most 256 are allowed`);
}
function leftCombinations(axes, excludes) {
	if (axes.length === 0) return [];
	const kept = [];
	for (const row of combinations(axes, excludes)) {
		kept.push(row);
		if (kept.length > 256) throw tooMany(axes.reduce((count, [, values]) => count * values.length, 1));
	}
	return kept;
}
function include(rows, entries, axisNames) {
	const extended = [...rows];
	const added = [];
	for (const entry of entries) {
		const axisPart = Object.fromEntries(Object.entries(entry).filter(([key]) => axisNames.has(key)));
		const matching = rows.flatMap((row, index) => isSubset(axisPart, row) ? [index] : []);
		for (const index of matching) extended[index] = {
			...extended[index],
			...entry
		};
		if (matching.length === 0) added.push(entry);
	}
	return [...extended, ...added];
}
function expandMatrix(matrix) {
	if (matrix === void 0 || matrix === null) return [{}];
	const { include: includes, exclude: excludes, ...axes } = asObject(matrix);
	const entries = Object.entries(axes).map(([key, values]) => {
		if (!Array.isArray(values)) throw new WorkflowError(`strategy.matrix.${key} must be a list`);
		return [key, values];
	});
	const kept = leftCombinations(entries, asList(excludes));
	const names = new Set(entries.map(([key]) => key));
	const jobs = include(kept, asList(includes).map(asObject), names);
	if (jobs.length === 0) throw new WorkflowError("strategy.matrix has no combination");
	if (jobs.length > 256) throw tooMany(jobs.length);
	return jobs;
}
function matrixLabel(row) {
	return Object.values(row).flatMap((value) => asList(value)).filter((value) => typeof value !== "object").join(", ");
}
//#endregion
//#region sandbox/runner/matrix-rows.ts
function rowName(key, definition, row, scope) {
	const written = stringAt(definition, "name");
	const label = matrixLabel(row);
	const name = written === void 0 ? key : toText$1(evaluateNode(written, scope));
	const isNamedByRow = written?.includes("matrix.") ?? false;
	return label === "" || isNamedByRow ? name : `${name} (${label})`;
}
function planMatrixRows(key, definition, scope) {
	const strategy = asObject(definition["strategy"]);
	const rows = expandMatrix(evaluateNode(strategy["matrix"] ?? null, scope));
	const isFailFast = isTruthy(evaluateNode(strategy["fail-fast"] ?? true, scope));
	const maxParallel = Math.max(1, Number(toText$1(evaluateNode(strategy["max-parallel"] ?? rows.length, scope))));
	return {
		rows: rows.map((row, index) => {
			const contexts = {
				...scope.contexts,
				matrix: strategy["matrix"] === void 0 ? null : row,
				strategy: {
					"fail-fast": isFailFast,
					"job-index": index,
					"job-total": rows.length,
					"max-parallel": maxParallel
				}
			};
			const own = {
				...scope,
				contexts
			};
			return {
				name: rowName(key, definition, row, own),
				scope: own
			};
		}),
		isFailFast: isFailFast && rows.length > 1,
		maxParallel
	};
}
//#endregion
//#region sandbox/runner/waiting-line.ts
var WaitingLine = class {
	#waiting = [];
	join(wish, signal) {
		if (signal.aborted) return Promise.resolve(void 0);
		const { promise, resolve } = Promise.withResolvers();
		const waiting = {
			wish,
			give: resolve
		};
		this.#waiting.push(waiting);
		const giveUp = () => {
			if (this.#leave(waiting)) resolve(void 0);
		};
		signal.addEventListener("abort", giveUp, { once: true });
		return promise;
	}
	serve(take) {
		for (const waiting of this.#waiting.slice()) {
			const item = take(waiting.wish);
			if (item === void 0) continue;
			this.#leave(waiting);
			waiting.give(item);
		}
	}
	#leave(waiting) {
		const index = this.#waiting.indexOf(waiting);
		if (index >= 0) this.#waiting.splice(index, 1);
		return index >= 0;
	}
};
//#endregion
//#region sandbox/runner/places.ts
var Places = class {
	#free;
	#line = new WaitingLine();
	constructor(count) {
		this.#free = count;
	}
	acquire(signal) {
		const place = this.#line.join(void 0, signal);
		this.#handOut();
		return place;
	}
	#handOut() {
		this.#line.serve(() => {
			if (this.#free === 0) return void 0;
			this.#free--;
			return { release: () => this.#release() };
		});
	}
	#release() {
		this.#free++;
		this.#handOut();
	}
};
//#endregion
//#region sandbox/runner/run-call.ts
function openFrame(request, row, heldGroups) {
	const { called, definition, frame } = request;
	return {
		inputs: readCallInputs(called.workflow, definition["with"], row.scope),
		secrets: readCallSecrets(definition["secrets"], frame.secrets, row.scope),
		namePrefix: `${frame.namePrefix}${row.name} / `,
		defaultPermissions: called.granted,
		calls: called.calls,
		heldGroups,
		retained: frame.retained
	};
}
function readOutputs$2({ called }, inputs, scope, jobs) {
	const { github = {}, vars = {} } = scope.contexts;
	const own = {
		contexts: {
			github,
			vars,
			inputs,
			jobs
		},
		functions: []
	};
	const declared = Object.entries(asObject(called.workflow.on["workflow_call"]?.["outputs"]));
	return Object.fromEntries(declared.map(([name, output]) => [name, interpolate(jsonText(memberAt(output, "value")), own)]));
}
function resultOf(conclusion) {
	return conclusion === "success" || conclusion === "cancelled" || conclusion === "skipped" ? conclusion : "failure";
}
async function runCalledGraph(request, row, frame) {
	const { called, cancelled, stopped } = request;
	const superseded = new AbortController();
	const either = AbortSignal.any([cancelled, superseded.signal]);
	const scope = {
		...row.scope,
		contexts: {
			...row.scope.contexts,
			inputs: frame.inputs
		}
	};
	const place = await enterGroup({
		request: {
			...request,
			frame
		},
		written: called.workflow.document["concurrency"],
		scope,
		cancel: () => superseded.abort(),
		signal: AbortSignal.any([either, stopped])
	});
	if (place.kind === "deadlock") throw new WorkflowError(deadlockMessage(place.group, row.name));
	try {
		const { workflow } = called;
		const inner = {
			...frame,
			heldGroups: place.heldGroups
		};
		const end = await request.runGraph({
			...request,
			workflow,
			frame: inner,
			cancelled: either
		});
		const outputs = readOutputs$2(request, frame.inputs, row.scope, end.jobs);
		return {
			result: resultOf(end.conclusion),
			outputs,
			isRetained: end.isRetained
		};
	} finally {
		place.leave();
	}
}
async function runRow(request, row) {
	const superseded = new AbortController();
	const cancelled = AbortSignal.any([request.cancelled, superseded.signal]);
	const place = await enterGroup({
		request,
		written: request.definition["concurrency"],
		scope: row.scope,
		cancel: () => superseded.abort(),
		signal: AbortSignal.any([cancelled, request.stopped])
	});
	if (place.kind === "deadlock") throw new WorkflowError(deadlockMessage(place.group, row.name));
	try {
		return await runCalledGraph({
			...request,
			cancelled
		}, row, openFrame(request, row, place.heldGroups));
	} finally {
		place.leave();
	}
}
async function runCalls(request) {
	const { rows, isFailFast, maxParallel } = planMatrixRows(request.key, request.definition, request.scope);
	const places = new Places(maxParallel);
	const failFast = new AbortController();
	const signals = isFailFast ? [request.cancelled, failFast.signal] : [request.cancelled];
	const cancelled = AbortSignal.any(signals);
	const nothing = {
		outputs: {},
		isRetained: false
	};
	return Promise.all(rows.map(async (row) => {
		const place = await places.acquire(AbortSignal.any([cancelled, request.stopped]));
		if (place === void 0) return {
			result: "cancelled",
			...nothing
		};
		let end;
		try {
			end = await runRow({
				...request,
				cancelled
			}, row);
		} catch (error) {
			request.onFailure(`${request.frame.namePrefix}${row.name}`, messageOf(error));
			end = {
				result: "failure",
				...nothing
			};
		} finally {
			place.release();
		}
		if (end.result === "failure") failFast.abort();
		return end;
	}));
}
//#endregion
//#region sandbox/runner/job-environment.ts
function readEnvironment(written, scope) {
	if (written === void 0 || written === null) return void 0;
	const isMapping = isObject$1(written);
	const name = toText$1(evaluateNode((isMapping ? memberAt(written, "name") : written) ?? null, scope));
	return name === "" ? void 0 : {
		name,
		url: isMapping ? memberAt(written, "url") : void 0
	};
}
function environmentRefusal(decision, name, { ref }) {
	const short = ref.replace(/^refs\/(heads|tags)\//, "");
	const kind = ref.startsWith("refs/tags/") ? "Tag" : "Branch";
	return {
		rejected: `The deployment to ${name} was rejected by a reviewer.`,
		refused: `${kind} "${short}" is not allowed to deploy to ${name} due to environment protection rules.`,
		cancelled: void 0
	}[decision];
}
//#endregion
//#region sandbox/runner/orphan-processes.ts
const trackingVariable = "RUNNER_TRACKING_ID";
const lookMs = 5;
const endMs = 1e4;
function readProcess(pid, file) {
	try {
		return readFileSync(`/proc/${pid}/${file}`, "latin1");
	} catch {
		return "";
	}
}
function allProcesses() {
	return readdirSync("/proc").filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid).map(Number);
}
function readStat(pid) {
	const stat = readProcess(pid, "stat");
	const [state, , group] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
	return state === void 0 || group === void 0 ? void 0 : {
		state,
		group: Number(group)
	};
}
function isRunning(state) {
	return state !== "Z" && state !== "X";
}
function isProcessRunning(pid) {
	if (process.platform === "linux") return isRunning(readStat(pid)?.state ?? "X");
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}
function signalGroup(pid, signal) {
	try {
		process.kill(-pid, signal);
	} catch {}
}
function findTrackedProcesses(trackingId) {
	if (process.platform !== "linux") return [];
	const entry = `${trackingVariable}=${trackingId}`;
	return allProcesses().filter((pid) => readProcess(pid, "environ").split("\0").includes(entry));
}
async function untilNone(find) {
	const deadline = Date.now() + endMs;
	while (find().length > 0 && Date.now() < deadline) await setTimeout$1(lookMs);
}
async function killGroup(group) {
	signalGroup(group, "SIGKILL");
	if (process.platform !== "linux") return;
	const members = allProcesses().filter((pid) => readStat(pid)?.group === group);
	await untilNone(() => members.filter(isProcessRunning));
}
async function killOrphans(trackingId, groups) {
	if (process.platform !== "linux") {
		for (const pid of groups) signalGroup(pid, "SIGKILL");
		return [];
	}
	const killed = new Set();
	for (let quietLooks = 0; quietLooks < 2;) {
		const found = findTrackedProcesses(trackingId).filter((pid) => !killed.has(pid));
		quietLooks = found.length === 0 ? quietLooks + 1 : 0;
		for (const pid of found) killed.add(killProcess(pid));
		if (quietLooks < 2) await setTimeout$1(lookMs);
	}
	await untilNone(() => [...killed].filter(isProcessRunning));
	return [...killed];
}
function killProcess(pid) {
	try {
		process.kill(pid, "SIGKILL");
	} catch {}
	return pid;
}
//#endregion
//#region sandbox/runner/process-runner.ts
const runnerKillDelays = {
	interruptMs: 7500,
	terminateMs: 2500
};
const drainMs = 250;
const maxLineChars = 1024 * 1024;
function readLines(stream, onLine) {
	const decoder = new StringDecoder("utf8");
	let rest = "";
	stream?.on("data", (chunk) => {
		const lines = (rest + decoder.write(chunk)).split("\n");
		rest = (lines.pop() ?? "").slice(0, maxLineChars);
		for (const line of lines) onLine(line.slice(0, maxLineChars).replace(/\r$/, ""));
	});
	return () => {
		if (rest !== "") onLine(rest);
		rest = "";
	};
}
function endOnAbort(child, request) {
	const timers = [];
	const { pid } = child;
	const end = () => {
		if (pid === void 0) return;
		const { interruptMs, terminateMs } = request.killDelays;
		signalGroup(pid, "SIGINT");
		timers.push(setTimeout(() => signalGroup(pid, "SIGTERM"), interruptMs));
		timers.push(setTimeout(() => signalGroup(pid, "SIGKILL"), interruptMs + terminateMs));
	};
	if (request.signal.aborted) end();
	else request.signal.addEventListener("abort", end, { once: true });
	return () => {
		request.signal.removeEventListener("abort", end);
		for (const timer of timers) clearTimeout(timer);
	};
}
function runProcess(request) {
	return new Promise((resolve, reject) => {
		const child = spawn(request.command, request.args, {
			cwd: request.cwd,
			env: request.env,
			detached: true,
			stdio: [
				"ignore",
				"pipe",
				"pipe"
			]
		});
		const flushes = [readLines(child.stdout, request.onLine), readLines(child.stderr, request.onLine)];
		const stopListening = endOnAbort(child, request);
		let drain;
		let isDone = false;
		const finish = (code) => {
			if (isDone) return;
			isDone = true;
			clearTimeout(drain);
			stopListening();
			for (const flush of flushes) flush();
			child.stdout.destroy();
			child.stderr.destroy();
			const { pid } = child;
			(request.signal.aborted && pid !== void 0 ? killGroup(pid) : Promise.resolve()).then(() => resolve({
				exitCode: code ?? -1,
				pid
			}));
		};
		child.once("error", (error) => {
			stopListening();
			reject(error);
		});
		child.once("exit", (code) => {
			drain = setTimeout(() => finish(code), drainMs);
		});
		child.once("close", finish);
	});
}
//#endregion
//#region sandbox/runner/workflow-command.ts
function unescapeMessage(text) {
	return text.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%25", "%");
}
function unescapeProperty(text) {
	return unescapeMessage(text.replaceAll("%3A", ":").replaceAll("%2C", ","));
}
function parseProperties(text) {
	const pairs = text.split(",").flatMap((part) => {
		const equals = part.indexOf("=");
		return equals < 1 ? [] : [[part.slice(0, equals).trim(), unescapeProperty(part.slice(equals + 1))]];
	});
	return Object.fromEntries(pairs);
}
function parseWorkflowCommand(line) {
	const [, name, properties, message] = /^\s*::([A-Za-z][\w-]*)(?: ([^]*?))?::([^]*)$/.exec(line) ?? [];
	if (name === void 0 || message === void 0) return void 0;
	return {
		name: name.toLowerCase(),
		properties: parseProperties(properties ?? ""),
		message: unescapeMessage(message)
	};
}
function isResumeLine(line, token) {
	return line.trim() === `::${token}::`;
}
//#endregion
//#region sandbox/runner/job-log.ts
const annotationLevels = {
	error: "failure",
	warning: "warning",
	notice: "notice"
};
const maxSecretChars = 48 * 1024;
function shorten(written, masked) {
	if (written.length < 1048576) return masked;
	return `${masked.slice(0, Math.max(0, masked.length - maxSecretChars))}… (the line is longer than ${maxLineChars} characters)`;
}
var JobLog = class {
	annotations = [];
	#options;
	#stopToken;
	constructor(options) {
		this.#options = options;
	}
	line(text) {
		const time = new Date().toISOString().replace("Z", "0000Z");
		const shown = shorten(text, this.#options.mask.redact(text));
		this.#options.write(shown.split("\n").map((part) => `${time} ${part}\n`).join(""));
	}
	group(title, lines) {
		this.line(`##[group]${title}`);
		for (const text of lines) this.line(text);
		this.line("##[endgroup]");
	}
	error(message) {
		this.#annotate("error", {
			name: "error",
			properties: {},
			message
		});
	}
	warning(message) {
		this.#annotate("warning", {
			name: "warning",
			properties: {},
			message
		});
	}
	resumeCommands() {
		this.#stopToken = void 0;
	}
	output(text) {
		if (this.#stopToken !== void 0) {
			if (isResumeLine(text, this.#stopToken)) this.#stopToken = void 0;
			else this.line(text);
			return;
		}
		const command = parseWorkflowCommand(text);
		if (command === void 0) {
			this.line(text);
			return;
		}
		return this.#run(command, text);
	}
	#run(command, text) {
		switch (command.name) {
			case "error":
			case "warning":
			case "notice":
				this.#annotate(command.name, command);
				return;
			case "debug":
				if (this.#options.showDebug) this.line(`##[debug]${command.message}`);
				return;
			case "group":
				this.line(`##[group]${command.message}`);
				return;
			case "endgroup":
				this.line("##[endgroup]");
				return;
			case "add-mask":
				this.#options.mask.add(command.message);
				return;
			case "stop-commands":
				this.#stopToken = command.message;
				return;
			case "echo": return;
			case "add-matcher":
			case "remove-matcher":
				this.warning(`::${command.name}:: is not supported by the sandbox's runner; the lines are shown as they are`);
				return;
			case "set-output":
			case "save-state":
			case "set-env":
			case "add-path": return command.name;
			default:
				this.line(text);
				return;
		}
	}
	#annotate(name, command) {
		const { mask } = this.#options;
		this.line(`##[${name}]${command.message}`);
		const { title, file, line, endLine } = command.properties;
		const startLine = Number(line ?? "1") || 1;
		this.annotations.push({
			level: annotationLevels[name],
			message: mask.redact(command.message),
			title: title === void 0 ? null : mask.redact(title),
			path: file ?? ".github",
			startLine,
			endLine: Number(endLine ?? "") || startLine
		});
	}
};
//#endregion
//#region sandbox/runner/secret-mask.ts
var SecretMask = class {
	#values = new Set();
	#sorted = [];
	add(value) {
		for (const line of [value, ...value.split(/\r?\n/)]) {
			const text = line.trim();
			if (text === "") continue;
			this.#values.add(text);
			for (const encoded of encodings(text)) this.#values.add(encoded);
		}
		this.#sorted = [...this.#values].sort((a, b) => b.length - a.length);
	}
	redact(text) {
		return this.#sorted.reduce((shown, value) => shown.replaceAll(value, "***"), text);
	}
};
function encodings(value) {
	if (value.length < 4) return [];
	return [
		...[
			0,
			1,
			2
		].map((shift) => {
			return Buffer.from(value).subarray(shift).toString("base64").replace(/=+$/, "").slice(0, -1);
		}),
		encodeURIComponent(value),
		JSON.stringify(value).slice(1, -1)
	].filter((text) => text.length >= 4);
}
//#endregion
//#region sandbox/runner/job-contexts.ts
const osNames = {
	linux: "Linux",
	darwin: "macOS",
	win32: "Windows"
};
function runnerOs() {
	return osNames[platform()] ?? "Linux";
}
function makePaths({ options, repository }, runnerName) {
	const root = join(options.workRoot, runnerName);
	const workspace = join(root, repository.name, repository.name);
	const temp = join(root, "_temp");
	for (const directory of [workspace, temp]) {
		rmSync(directory, {
			recursive: true,
			force: true
		});
		mkdirSync(directory, { recursive: true });
	}
	const actions = join(options.workRoot, "_actions");
	for (const directory of [options.toolCache, actions]) mkdirSync(directory, { recursive: true });
	return {
		workspace,
		temp,
		toolCache: options.toolCache,
		actions
	};
}
function writeEvent(paths, payload) {
	const directory = join(paths.temp, "_github_workflow");
	mkdirSync(directory, { recursive: true });
	const file = join(directory, "event.json");
	writeFileSync(file, JSON.stringify(payload, void 0, 2));
	return file;
}
function runnerContext(runnerName, paths) {
	return {
		name: runnerName,
		os: runnerOs(),
		arch: arch() === "arm64" ? "ARM64" : "X64",
		environment: "self-hosted",
		temp: paths.temp,
		tool_cache: paths.toolCache,
		workspace: join(paths.workspace, "..")
	};
}
function runnerVariables(context) {
	return Object.fromEntries(Object.entries(context).map(([name, value]) => [`RUNNER_${name.toUpperCase()}`, value]));
}
function issueToken({ host, run, workflow, definition, frame }) {
	const written = definition["permissions"] ?? workflow.document["permissions"];
	const { defaultPermissions: defaults } = frame;
	return host.issueToken(run, jobPermissions({
		written,
		defaults,
		isFromFork: run.isFromFork
	}));
}
function environmentSecrets({ host, run, repository, environment }) {
	if (environment === void 0 || run.isFromFork) return {};
	return { ...host.environmentSecretsOf(repository.id, environment.name) };
}
function openJob(request) {
	const { host, options, run, repository, job, signals } = request;
	const { name: runnerName } = request.runner;
	const paths = makePaths(request, runnerName);
	const token = issueToken(request);
	const runtimeToken = host.runtimeToken(run, job);
	const secrets = {
		...request.frame.secrets,
		...environmentSecrets(request),
		GITHUB_TOKEN: token,
		github_token: token
	};
	const mask = new SecretMask();
	for (const value of [...Object.values(secrets), runtimeToken]) mask.add(value);
	const variables = host.variablesOf(repository.id, request.environment?.name);
	const showDebug = [variables["ACTIONS_STEP_DEBUG"], secrets["ACTIONS_STEP_DEBUG"]].includes("true");
	const eventPath = writeEvent(paths, run.payload);
	const github = githubContext({
		host,
		run,
		repository,
		jobKey: job.key,
		token,
		workspace: paths.workspace,
		eventPath
	});
	const runner = runnerContext(runnerName, paths);
	return {
		host,
		options,
		run,
		job,
		repository,
		paths,
		runnerName,
		signals,
		mask,
		token,
		log: new JobLog({
			mask,
			showDebug,
			write: (text) => host.ledger.appendLog(job.id, text)
		}),
		trackingId: `github_${randomUUID()}`,
		defaults: {
			...githubVariables(github),
			...runnerVariables(runner),
			...showDebug ? { RUNNER_DEBUG: "1" } : {}
		},
		actionDefaults: actionVariables$1(host, runtimeToken),
		contexts: {
			...request.contexts,
			github,
			runner,
			vars: variables,
			secrets: asObject(secrets)
		},
		environment: new Map(),
		searchPath: [],
		posts: [],
		preparedStates: new Map(),
		processGroups: [],
		summaries: []
	};
}
function actionVariables$1(host, runtimeToken) {
	return {
		ACTIONS_RUNTIME_TOKEN: runtimeToken,
		ACTIONS_RUNTIME_URL: `${host.urls.results}/`,
		ACTIONS_CACHE_URL: `${host.urls.results}/`,
		ACTIONS_CACHE_SERVICE_V2: "true",
		ACTIONS_RESULTS_URL: `${host.urls.results}/`
	};
}
//#endregion
//#region sandbox/runner/status-functions.ts
function statusFunction(name, isTrue) {
	return {
		name,
		minArgs: 0,
		maxArgs: 0,
		call: () => new BooleanData(isTrue())
	};
}
function statusFunctions(status) {
	return [
		statusFunction("success", () => status() === "success"),
		statusFunction("failure", () => status() === "failure"),
		statusFunction("cancelled", () => status() === "cancelled"),
		statusFunction("always", () => true)
	];
}
//#endregion
//#region node_modules/picomatch/lib/constants.js
var require_constants = __commonJSMin(((exports, module) => {
	const WIN_SLASH = "\\\\/";
	const WIN_NO_SLASH = `[^${WIN_SLASH}]`;
	const DEFAULT_MAX_EXTGLOB_RECURSION = 0;
	const DOT_LITERAL = "\\.";
	const PLUS_LITERAL = "\\+";
	const QMARK_LITERAL = "\\?";
	const SLASH_LITERAL = "\\/";
	const ONE_CHAR = "(?=.)";
	const QMARK = "[^/]";
	const END_ANCHOR = `(?:${SLASH_LITERAL}|$)`;
	const START_ANCHOR = `(?:^|${SLASH_LITERAL})`;
	const DOTS_SLASH = `${DOT_LITERAL}{1,2}${END_ANCHOR}`;
	const POSIX_CHARS = {
		DOT_LITERAL,
		PLUS_LITERAL,
		QMARK_LITERAL,
		SLASH_LITERAL,
		ONE_CHAR,
		QMARK,
		END_ANCHOR,
		DOTS_SLASH,
		NO_DOT: `(?!${DOT_LITERAL})`,
		NO_DOTS: `(?!${START_ANCHOR}${DOTS_SLASH})`,
		NO_DOT_SLASH: `(?!${DOT_LITERAL}{0,1}${END_ANCHOR})`,
		NO_DOTS_SLASH: `(?!${DOTS_SLASH})`,
		QMARK_NO_DOT: `[^.${SLASH_LITERAL}]`,
		STAR: `${QMARK}*?`,
		START_ANCHOR,
		SEP: "/"
	};
	const WINDOWS_CHARS = {
		...POSIX_CHARS,
		SLASH_LITERAL: `[${WIN_SLASH}]`,
		QMARK: WIN_NO_SLASH,
		STAR: `${WIN_NO_SLASH}*?`,
		DOTS_SLASH: `${DOT_LITERAL}{1,2}(?:[${WIN_SLASH}]|$)`,
		NO_DOT: `(?!${DOT_LITERAL})`,
		NO_DOTS: `(?!(?:^|[${WIN_SLASH}])${DOT_LITERAL}{1,2}(?:[${WIN_SLASH}]|$))`,
		NO_DOT_SLASH: `(?!${DOT_LITERAL}{0,1}(?:[${WIN_SLASH}]|$))`,
		NO_DOTS_SLASH: `(?!${DOT_LITERAL}{1,2}(?:[${WIN_SLASH}]|$))`,
		QMARK_NO_DOT: `[^.${WIN_SLASH}]`,
		START_ANCHOR: `(?:^|[${WIN_SLASH}])`,
		END_ANCHOR: `(?:[${WIN_SLASH}]|$)`,
		SEP: "\\"
	};
	module.exports = {
		DEFAULT_MAX_EXTGLOB_RECURSION,
		MAX_LENGTH: 1024 * 64,
		POSIX_REGEX_SOURCE: {
			__proto__: null,
			alnum: "a-zA-Z0-9",
			alpha: "a-zA-Z",
			ascii: "\\x00-\\x7F",
			blank: " \\t",
			cntrl: "\\x00-\\x1F\\x7F",
			digit: "0-9",
			graph: "\\x21-\\x7E",
			lower: "a-z",
			print: "\\x20-\\x7E ",
			punct: "\\-!\"#$%&'()\\*+,./:;<=>?@[\\]^_`{|}~",
			space: " \\t\\r\\n\\v\\f",
			upper: "A-Z",
			word: "A-Za-z0-9_",
			xdigit: "A-Fa-f0-9"
		},
		REGEX_BACKSLASH: /\\(?![*+?^${}(|)[\]])/g,
		REGEX_NON_SPECIAL_CHARS: /^[^@![\].,$*+?^{}()|\\/]+/,
		REGEX_SPECIAL_CHARS: /[-*+?.^${}(|)[\]]/,
		REGEX_SPECIAL_CHARS_BACKREF: /(\\?)((\W)(\3*))/g,
		REGEX_SPECIAL_CHARS_GLOBAL: /([-*+?.^${}(|)[\]])/g,
		REGEX_REMOVE_BACKSLASH: /(?:\[.*?[^\\]\]|\\(?=.))/g,
		REPLACEMENTS: {
			__proto__: null,
			"***": "*",
			"**/**": "**",
			"**/**/**": "**"
		},
		CHAR_0: 48,
		CHAR_9: 57,
		CHAR_UPPERCASE_A: 65,
		CHAR_LOWERCASE_A: 97,
		CHAR_UPPERCASE_Z: 90,
		CHAR_LOWERCASE_Z: 122,
		CHAR_LEFT_PARENTHESES: 40,
		CHAR_RIGHT_PARENTHESES: 41,
		CHAR_ASTERISK: 42,
		CHAR_AMPERSAND: 38,
		CHAR_AT: 64,
		CHAR_BACKWARD_SLASH: 92,
		CHAR_CARRIAGE_RETURN: 13,
		CHAR_CIRCUMFLEX_ACCENT: 94,
		CHAR_COLON: 58,
		CHAR_COMMA: 44,
		CHAR_DOT: 46,
		CHAR_DOUBLE_QUOTE: 34,
		CHAR_EQUAL: 61,
		CHAR_EXCLAMATION_MARK: 33,
		CHAR_FORM_FEED: 12,
		CHAR_FORWARD_SLASH: 47,
		CHAR_GRAVE_ACCENT: 96,
		CHAR_HASH: 35,
		CHAR_HYPHEN_MINUS: 45,
		CHAR_LEFT_ANGLE_BRACKET: 60,
		CHAR_LEFT_CURLY_BRACE: 123,
		CHAR_LEFT_SQUARE_BRACKET: 91,
		CHAR_LINE_FEED: 10,
		CHAR_NO_BREAK_SPACE: 160,
		CHAR_PERCENT: 37,
		CHAR_PLUS: 43,
		CHAR_QUESTION_MARK: 63,
		CHAR_RIGHT_ANGLE_BRACKET: 62,
		CHAR_RIGHT_CURLY_BRACE: 125,
		CHAR_RIGHT_SQUARE_BRACKET: 93,
		CHAR_SEMICOLON: 59,
		CHAR_SINGLE_QUOTE: 39,
		CHAR_SPACE: 32,
		CHAR_TAB: 9,
		CHAR_UNDERSCORE: 95,
		CHAR_VERTICAL_LINE: 124,
		CHAR_ZERO_WIDTH_NOBREAK_SPACE: 65279,
		extglobChars(chars) {
			return {
				"!": {
					type: "negate",
					open: "(?:(?!(?:",
					close: `))${chars.STAR})`
				},
				"?": {
					type: "qmark",
					open: "(?:",
					close: ")?"
				},
				"+": {
					type: "plus",
					open: "(?:",
					close: ")+"
				},
				"*": {
					type: "star",
					open: "(?:",
					close: ")*"
				},
				"@": {
					type: "at",
					open: "(?:",
					close: ")"
				}
			};
		},
		globChars(win32) {
			return win32 === true ? WINDOWS_CHARS : POSIX_CHARS;
		}
	};
}));
//#endregion
//#region node_modules/picomatch/lib/utils.js
var require_utils = __commonJSMin(((exports) => {
	const { REGEX_BACKSLASH, REGEX_REMOVE_BACKSLASH, REGEX_SPECIAL_CHARS, REGEX_SPECIAL_CHARS_GLOBAL } = require_constants();
	exports.isObject = (val) => val !== null && typeof val === "object" && !Array.isArray(val);
	exports.hasRegexChars = (str) => REGEX_SPECIAL_CHARS.test(str);
	exports.isRegexChar = (str) => str.length === 1 && exports.hasRegexChars(str);
	exports.escapeRegex = (str) => str.replace(REGEX_SPECIAL_CHARS_GLOBAL, "\\$1");
	exports.toPosixSlashes = (str) => str.replace(REGEX_BACKSLASH, "/");
	exports.isWindows = () => {
		if (typeof navigator !== "undefined" && navigator.platform) {
			const platform = navigator.platform.toLowerCase();
			return platform === "win32" || platform === "windows";
		}
		if (typeof process !== "undefined" && process.platform) return process.platform === "win32";
		return false;
	};
	exports.removeBackslashes = (str) => {
		return str.replace(REGEX_REMOVE_BACKSLASH, (match) => {
			return match === "\\" ? "" : match;
		});
	};
	exports.escapeLast = (input, char, lastIdx) => {
		const idx = input.lastIndexOf(char, lastIdx);
		if (idx === -1) return input;
		if (input[idx - 1] === "\\") return exports.escapeLast(input, char, idx - 1);
		return `${input.slice(0, idx)}\\${input.slice(idx)}`;
	};
	exports.removePrefix = (input, state = {}) => {
		let output = input;
		if (output.startsWith("./")) {
			output = output.slice(2);
			state.prefix = "./";
		}
		return output;
	};
	exports.wrapOutput = (input, state = {}, options = {}) => {
		let output = `${options.contains ? "" : "^"}(?:${input})${options.contains ? "" : "$"}`;
		if (state.negated === true) output = `(?:^(?!${output}).*$)`;
		return output;
	};
	exports.basename = (path, { windows } = {}) => {
		const segs = path.split(windows ? /[\\/]/ : "/");
		const last = segs[segs.length - 1];
		if (last === "") return segs[segs.length - 2];
		return last;
	};
}));
//#endregion
//#region node_modules/picomatch/lib/scan.js
var require_scan = __commonJSMin(((exports, module) => {
	const utils = require_utils();
	const { CHAR_ASTERISK, CHAR_AT, CHAR_BACKWARD_SLASH, CHAR_COMMA, CHAR_DOT, CHAR_EXCLAMATION_MARK, CHAR_FORWARD_SLASH, CHAR_LEFT_CURLY_BRACE, CHAR_LEFT_PARENTHESES, CHAR_LEFT_SQUARE_BRACKET, CHAR_PLUS, CHAR_QUESTION_MARK, CHAR_RIGHT_CURLY_BRACE, CHAR_RIGHT_PARENTHESES, CHAR_RIGHT_SQUARE_BRACKET } = require_constants();
	const isPathSeparator = (code) => {
		return code === CHAR_FORWARD_SLASH || code === CHAR_BACKWARD_SLASH;
	};
	const depth = (token) => {
		if (token.isPrefix !== true) token.depth = token.isGlobstar ? Infinity : 1;
	};
	const scan = (input, options) => {
		const opts = options || {};
		const length = input.length - 1;
		const scanToEnd = opts.parts === true || opts.tokens === true || opts.scanToEnd === true;
		const slashes = [];
		const tokens = [];
		const parts = [];
		let str = input;
		let index = -1;
		let start = 0;
		let lastIndex = 0;
		let isBrace = false;
		let isBracket = false;
		let isGlob = false;
		let isExtglob = false;
		let isGlobstar = false;
		let braceEscaped = false;
		let backslashes = false;
		let negated = false;
		let negatedExtglob = false;
		let finished = false;
		let braces = 0;
		let prev;
		let code;
		let token = {
			value: "",
			depth: 0,
			isGlob: false
		};
		const eos = () => index >= length;
		const peek = () => str.charCodeAt(index + 1);
		const advance = () => {
			prev = code;
			return str.charCodeAt(++index);
		};
		while (index < length) {
			code = advance();
			let next;
			if (code === CHAR_BACKWARD_SLASH) {
				backslashes = token.backslashes = true;
				code = advance();
				if (code === CHAR_LEFT_CURLY_BRACE) braceEscaped = true;
				continue;
			}
			if (braceEscaped === true || code === CHAR_LEFT_CURLY_BRACE) {
				braces++;
				while (eos() !== true && (code = advance())) {
					if (code === CHAR_BACKWARD_SLASH) {
						backslashes = token.backslashes = true;
						advance();
						continue;
					}
					if (code === CHAR_LEFT_CURLY_BRACE) {
						braces++;
						continue;
					}
					if (braceEscaped !== true && code === CHAR_DOT && (code = advance()) === CHAR_DOT) {
						isBrace = token.isBrace = true;
						isGlob = token.isGlob = true;
						finished = true;
						if (scanToEnd === true) continue;
						break;
					}
					if (braceEscaped !== true && code === CHAR_COMMA) {
						isBrace = token.isBrace = true;
						isGlob = token.isGlob = true;
						finished = true;
						if (scanToEnd === true) continue;
						break;
					}
					if (code === CHAR_RIGHT_CURLY_BRACE) {
						braces--;
						if (braces === 0) {
							braceEscaped = false;
							isBrace = token.isBrace = true;
							finished = true;
							break;
						}
					}
				}
				if (scanToEnd === true) continue;
				break;
			}
			if (code === CHAR_FORWARD_SLASH) {
				slashes.push(index);
				tokens.push(token);
				token = {
					value: "",
					depth: 0,
					isGlob: false
				};
				if (finished === true) continue;
				if (prev === CHAR_DOT && index === start + 1) {
					start += 2;
					continue;
				}
				lastIndex = index + 1;
				continue;
			}
			if (opts.noext !== true) {
				if ((code === CHAR_PLUS || code === CHAR_AT || code === CHAR_ASTERISK || code === CHAR_QUESTION_MARK || code === CHAR_EXCLAMATION_MARK) === true && peek() === CHAR_LEFT_PARENTHESES) {
					isGlob = token.isGlob = true;
					isExtglob = token.isExtglob = true;
					finished = true;
					if (code === CHAR_EXCLAMATION_MARK && index === start) negatedExtglob = true;
					if (scanToEnd === true) {
						let parens = 0;
						while (eos() !== true && (code = advance())) {
							if (code === CHAR_BACKWARD_SLASH) {
								backslashes = token.backslashes = true;
								advance();
								continue;
							}
							if (code === CHAR_LEFT_PARENTHESES) {
								parens++;
								continue;
							}
							if (code === CHAR_RIGHT_PARENTHESES && --parens === 0) {
								finished = true;
								break;
							}
						}
						continue;
					}
					break;
				}
			}
			if (code === CHAR_ASTERISK) {
				if (prev === CHAR_ASTERISK) isGlobstar = token.isGlobstar = true;
				isGlob = token.isGlob = true;
				finished = true;
				if (scanToEnd === true) continue;
				break;
			}
			if (code === CHAR_QUESTION_MARK) {
				isGlob = token.isGlob = true;
				finished = true;
				if (scanToEnd === true) continue;
				break;
			}
			if (code === CHAR_LEFT_SQUARE_BRACKET) {
				while (eos() !== true && (next = advance())) {
					if (next === CHAR_BACKWARD_SLASH) {
						backslashes = token.backslashes = true;
						advance();
						continue;
					}
					if (next === CHAR_RIGHT_SQUARE_BRACKET) {
						isBracket = token.isBracket = true;
						isGlob = token.isGlob = true;
						finished = true;
						break;
					}
				}
				if (scanToEnd === true) continue;
				break;
			}
			if (opts.nonegate !== true && code === CHAR_EXCLAMATION_MARK && index === start) {
				negated = token.negated = true;
				start++;
				continue;
			}
			if (opts.noparen !== true && code === CHAR_LEFT_PARENTHESES) {
				isGlob = token.isGlob = true;
				if (scanToEnd === true) {
					let parens = 1;
					while (eos() !== true && (code = advance())) {
						if (code === CHAR_BACKWARD_SLASH) {
							backslashes = token.backslashes = true;
							advance();
							continue;
						}
						if (code === CHAR_LEFT_PARENTHESES) {
							parens++;
							continue;
						}
						if (code === CHAR_RIGHT_PARENTHESES && --parens === 0) {
							finished = true;
							break;
						}
					}
					continue;
				}
				break;
			}
			if (isGlob === true) {
				finished = true;
				if (scanToEnd === true) continue;
				break;
			}
		}
		if (opts.noext === true) {
			isExtglob = false;
			isGlob = false;
		}
		let base = str;
		let prefix = "";
		let glob = "";
		if (start > 0) {
			prefix = str.slice(0, start);
			str = str.slice(start);
			lastIndex -= start;
		}
		if (base && isGlob === true && lastIndex > 0) {
			base = str.slice(0, lastIndex);
			glob = str.slice(lastIndex);
		} else if (isGlob === true) {
			base = "";
			glob = str;
		} else base = str;
		if (base && base !== "" && base !== "/" && base !== str) {
			if (isPathSeparator(base.charCodeAt(base.length - 1))) base = base.slice(0, -1);
		}
		if (opts.unescape === true) {
			if (glob) glob = utils.removeBackslashes(glob);
			if (base && backslashes === true) base = utils.removeBackslashes(base);
		}
		const state = {
			prefix,
			input,
			start,
			base,
			glob,
			isBrace,
			isBracket,
			isGlob,
			isExtglob,
			isGlobstar,
			negated,
			negatedExtglob
		};
		if (opts.tokens === true) {
			state.maxDepth = 0;
			if (!isPathSeparator(code)) tokens.push(token);
			state.tokens = tokens;
		}
		if (opts.parts === true || opts.tokens === true) {
			let prevIndex;
			for (let idx = 0; idx < slashes.length; idx++) {
				const n = prevIndex !== void 0 ? prevIndex + 1 : start;
				const i = slashes[idx];
				const value = input.slice(n, i);
				if (opts.tokens) {
					if (idx === 0 && start !== 0) {
						tokens[idx].isPrefix = true;
						tokens[idx].value = prefix;
					} else tokens[idx].value = value;
					depth(tokens[idx]);
					state.maxDepth += tokens[idx].depth;
				}
				if (i >= start) {
					parts.push(value);
					prevIndex = i;
				}
			}
			const n = prevIndex !== void 0 ? prevIndex + 1 : start;
			const value = input.slice(n);
			parts.push(value);
			if (opts.tokens && prevIndex && prevIndex + 1 < input.length) {
				tokens[tokens.length - 1].value = value;
				depth(tokens[tokens.length - 1]);
				state.maxDepth += tokens[tokens.length - 1].depth;
			}
			state.slashes = slashes;
			state.parts = parts;
		}
		return state;
	};
	module.exports = scan;
}));
//#endregion
//#region node_modules/picomatch/lib/parse.js
var require_parse = __commonJSMin(((exports, module) => {
	const constants = require_constants();
	const utils = require_utils();
	const { MAX_LENGTH, POSIX_REGEX_SOURCE, REGEX_NON_SPECIAL_CHARS, REGEX_SPECIAL_CHARS_BACKREF, REPLACEMENTS } = constants;
	const expandRange = (args, options) => {
		if (typeof options.expandRange === "function") return options.expandRange(...args, options);
		args.sort();
		const value = `[${args.join("-")}]`;
		try {
			new RegExp(value);
		} catch (ex) {
			return args.map((v) => utils.escapeRegex(v)).join("..");
		}
		return value;
	};
	const syntaxError = (type, char) => {
		return `Missing ${type}: "${char}" - use "\\\\${char}" to match literal characters`;
	};
	const splitTopLevel = (input) => {
		const parts = [];
		let bracket = 0;
		let paren = 0;
		let quote = 0;
		let value = "";
		let escaped = false;
		for (const ch of input) {
			if (escaped === true) {
				value += ch;
				escaped = false;
				continue;
			}
			if (ch === "\\") {
				value += ch;
				escaped = true;
				continue;
			}
			if (ch === "\"") {
				quote = quote === 1 ? 0 : 1;
				value += ch;
				continue;
			}
			if (quote === 0) {
				if (ch === "[") bracket++;
				else if (ch === "]" && bracket > 0) bracket--;
				else if (bracket === 0) {
					if (ch === "(") paren++;
					else if (ch === ")" && paren > 0) paren--;
					else if (ch === "|" && paren === 0) {
						parts.push(value);
						value = "";
						continue;
					}
				}
			}
			value += ch;
		}
		parts.push(value);
		return parts;
	};
	const isPlainBranch = (branch) => {
		let escaped = false;
		for (const ch of branch) {
			if (escaped === true) {
				escaped = false;
				continue;
			}
			if (ch === "\\") {
				escaped = true;
				continue;
			}
			if (/[?*+@!()[\]{}]/.test(ch)) return false;
		}
		return true;
	};
	const normalizeSimpleBranch = (branch) => {
		let value = branch.trim();
		let changed = true;
		while (changed === true) {
			changed = false;
			if (/^@\([^\\()[\]{}|]+\)$/.test(value)) {
				value = value.slice(2, -1);
				changed = true;
			}
		}
		if (!isPlainBranch(value)) return;
		return value.replace(/\\(.)/g, "$1");
	};
	const hasRepeatedCharPrefixOverlap = (branches) => {
		const values = branches.map(normalizeSimpleBranch).filter(Boolean);
		for (let i = 0; i < values.length; i++) for (let j = i + 1; j < values.length; j++) {
			const a = values[i];
			const b = values[j];
			const char = a[0];
			if (!char || a !== char.repeat(a.length) || b !== char.repeat(b.length)) continue;
			if (a === b || a.startsWith(b) || b.startsWith(a)) return true;
		}
		return false;
	};
	const parseRepeatedExtglob = (pattern, requireEnd = true) => {
		if (pattern[0] !== "+" && pattern[0] !== "*" || pattern[1] !== "(") return;
		let bracket = 0;
		let paren = 0;
		let quote = 0;
		let escaped = false;
		for (let i = 1; i < pattern.length; i++) {
			const ch = pattern[i];
			if (escaped === true) {
				escaped = false;
				continue;
			}
			if (ch === "\\") {
				escaped = true;
				continue;
			}
			if (ch === "\"") {
				quote = quote === 1 ? 0 : 1;
				continue;
			}
			if (quote === 1) continue;
			if (ch === "[") {
				bracket++;
				continue;
			}
			if (ch === "]" && bracket > 0) {
				bracket--;
				continue;
			}
			if (bracket > 0) continue;
			if (ch === "(") {
				paren++;
				continue;
			}
			if (ch === ")") {
				paren--;
				if (paren === 0) {
					if (requireEnd === true && i !== pattern.length - 1) return;
					return {
						type: pattern[0],
						body: pattern.slice(2, i),
						end: i
					};
				}
			}
		}
	};
	const buildCharClassStar = (chars) => {
		return `${chars.length === 1 ? utils.escapeRegex(chars[0]) : `[${chars.map((ch) => utils.escapeRegex(ch)).join("")}]`}*`;
	};
	const getStarExtglobSequenceChars = (pattern) => {
		let index = 0;
		const chars = [];
		while (index < pattern.length) {
			const match = parseRepeatedExtglob(pattern.slice(index), false);
			if (!match || match.type !== "*") return;
			const branches = splitTopLevel(match.body).map((branch) => branch.trim());
			if (branches.length !== 1) return;
			const branch = normalizeSimpleBranch(branches[0]);
			if (!branch || branch.length !== 1) return;
			chars.push(branch);
			index += match.end + 1;
		}
		if (chars.length < 1) return;
		return chars;
	};
	const repeatedExtglobRecursion = (pattern) => {
		let depth = 0;
		let value = pattern.trim();
		let match = parseRepeatedExtglob(value);
		while (match) {
			depth++;
			value = match.body.trim();
			match = parseRepeatedExtglob(value);
		}
		return depth;
	};
	const analyzeRepeatedExtglob = (body, options) => {
		if (options.maxExtglobRecursion === false) return { risky: false };
		const max = typeof options.maxExtglobRecursion === "number" ? options.maxExtglobRecursion : constants.DEFAULT_MAX_EXTGLOB_RECURSION;
		const branches = splitTopLevel(body).map((branch) => branch.trim());
		if (branches.length > 1) {
			if (branches.some((branch) => branch === "") || branches.some((branch) => /^[*?]+$/.test(branch)) || hasRepeatedCharPrefixOverlap(branches)) return { risky: true };
		}
		const safeChars = [];
		let sawStarSequence = false;
		let combinable = true;
		for (const branch of branches) {
			const chars = getStarExtglobSequenceChars(branch);
			if (chars) {
				sawStarSequence = true;
				safeChars.push(...chars);
				continue;
			}
			const literal = normalizeSimpleBranch(branch);
			if (literal && literal.length === 1) {
				safeChars.push(literal);
				continue;
			}
			combinable = false;
			if (repeatedExtglobRecursion(branch) > max) return { risky: true };
		}
		if (sawStarSequence) return combinable ? {
			risky: true,
			safeOutput: buildCharClassStar([...new Set(safeChars)])
		} : { risky: true };
		return { risky: false };
	};
	const parse = (input, options) => {
		if (typeof input !== "string") throw new TypeError("Expected a string");
		input = REPLACEMENTS[input] || input;
		const opts = { ...options };
		const max = typeof opts.maxLength === "number" ? Math.min(MAX_LENGTH, opts.maxLength) : MAX_LENGTH;
		let len = input.length;
		if (len > max) throw new SyntaxError(`Input length: ${len}, exceeds maximum allowed length: ${max}`);
		const bos = {
			type: "bos",
			value: "",
			output: opts.prepend || ""
		};
		const tokens = [bos];
		const capture = opts.capture ? "" : "?:";
		const PLATFORM_CHARS = constants.globChars(opts.windows);
		const EXTGLOB_CHARS = constants.extglobChars(PLATFORM_CHARS);
		const { DOT_LITERAL, PLUS_LITERAL, SLASH_LITERAL, ONE_CHAR, DOTS_SLASH, NO_DOT, NO_DOT_SLASH, NO_DOTS_SLASH, QMARK, QMARK_NO_DOT, STAR, START_ANCHOR } = PLATFORM_CHARS;
		const globstar = (opts) => {
			return `(${capture}(?:(?!${START_ANCHOR}${opts.dot ? DOTS_SLASH : DOT_LITERAL}).)*?)`;
		};
		const nodot = opts.dot ? "" : NO_DOT;
		const qmarkNoDot = opts.dot ? QMARK : QMARK_NO_DOT;
		let star = opts.bash === true ? globstar(opts) : STAR;
		if (opts.capture) star = `(${star})`;
		if (typeof opts.noext === "boolean") opts.noextglob = opts.noext;
		const state = {
			input,
			index: -1,
			start: 0,
			dot: opts.dot === true,
			consumed: "",
			output: "",
			prefix: "",
			backtrack: false,
			negated: false,
			brackets: 0,
			braces: 0,
			parens: 0,
			quotes: 0,
			globstar: false,
			tokens
		};
		input = utils.removePrefix(input, state);
		len = input.length;
		const extglobs = [];
		const braces = [];
		const stack = [];
		let prev = bos;
		let value;
		const eos = () => state.index === len - 1;
		const peek = state.peek = (n = 1) => input[state.index + n];
		const advance = state.advance = () => input[++state.index] || "";
		const remaining = () => input.slice(state.index + 1);
		const consume = (value = "", num = 0) => {
			state.consumed += value;
			state.index += num;
		};
		const append = (token) => {
			state.output += token.output != null ? token.output : token.value;
			consume(token.value);
		};
		const negate = () => {
			let count = 1;
			while (peek() === "!" && (peek(2) !== "(" || peek(3) === "?")) {
				advance();
				state.start++;
				count++;
			}
			if (count % 2 === 0) return false;
			state.negated = true;
			state.start++;
			return true;
		};
		const increment = (type) => {
			state[type]++;
			stack.push(type);
		};
		const decrement = (type) => {
			state[type]--;
			stack.pop();
		};
		const push = (tok) => {
			if (prev.type === "globstar") {
				const isBrace = state.braces > 0 && (tok.type === "comma" || tok.type === "brace");
				const isExtglob = tok.extglob === true || extglobs.length && (tok.type === "pipe" || tok.type === "paren");
				if (tok.type !== "slash" && tok.type !== "paren" && !isBrace && !isExtglob) {
					state.output = state.output.slice(0, -prev.output.length);
					prev.type = "star";
					prev.value = "*";
					prev.output = star;
					state.output += prev.output;
				}
			}
			if (extglobs.length && tok.type !== "paren") extglobs[extglobs.length - 1].inner += tok.value;
			if (tok.value || tok.output) append(tok);
			if (prev && prev.type === "text" && tok.type === "text") {
				prev.output = (prev.output || prev.value) + tok.value;
				prev.value += tok.value;
				return;
			}
			tok.prev = prev;
			tokens.push(tok);
			prev = tok;
		};
		const extglobOpen = (type, value) => {
			const token = {
				...EXTGLOB_CHARS[value],
				conditions: 1,
				inner: ""
			};
			token.prev = prev;
			token.parens = state.parens;
			token.output = state.output;
			token.startIndex = state.index;
			token.tokensIndex = tokens.length;
			const output = (opts.capture ? "(" : "") + token.open;
			increment("parens");
			push({
				type,
				value,
				output: state.output ? "" : ONE_CHAR
			});
			push({
				type: "paren",
				extglob: true,
				value: advance(),
				output
			});
			extglobs.push(token);
		};
		const extglobClose = (token) => {
			const literal = input.slice(token.startIndex, state.index + 1);
			const body = input.slice(token.startIndex + 2, state.index);
			const analysis = analyzeRepeatedExtglob(body, opts);
			if ((token.type === "plus" || token.type === "star") && analysis.risky) {
				const safeOutput = analysis.safeOutput ? (token.output ? "" : ONE_CHAR) + (opts.capture ? `(${analysis.safeOutput})` : analysis.safeOutput) : void 0;
				const open = tokens[token.tokensIndex];
				open.type = "text";
				open.value = literal;
				open.output = safeOutput || utils.escapeRegex(literal);
				for (let i = token.tokensIndex + 1; i < tokens.length; i++) {
					tokens[i].value = "";
					tokens[i].output = "";
					delete tokens[i].suffix;
				}
				state.output = token.output + open.output;
				state.backtrack = true;
				push({
					type: "paren",
					extglob: true,
					value,
					output: ""
				});
				decrement("parens");
				return;
			}
			let output = token.close + (opts.capture ? ")" : "");
			let rest;
			if (token.type === "negate") {
				let extglobStar = star;
				if (token.inner && token.inner.length > 1 && token.inner.includes("/")) extglobStar = globstar(opts);
				if (extglobStar !== star || eos() || /^\)+$/.test(remaining())) output = token.close = `)$))${extglobStar}`;
				if (token.inner.includes("*") && (rest = remaining()) && /^\.[^\\/.]+$/.test(rest)) output = token.close = `)${parse(rest, {
					...options,
					fastpaths: false
				}).output})${extglobStar})`;
				if (token.prev.type === "bos") state.negatedExtglob = true;
			}
			push({
				type: "paren",
				extglob: true,
				value,
				output
			});
			decrement("parens");
		};
		if (opts.fastpaths !== false && !/(^[*!]|[/()[\]{}"])/.test(input)) {
			let backslashes = false;
			let output = input.replace(REGEX_SPECIAL_CHARS_BACKREF, (m, esc, chars, first, rest, index) => {
				if (first === "\\") {
					backslashes = true;
					return m;
				}
				if (first === "?") {
					if (esc) return esc + first + (rest ? QMARK.repeat(rest.length) : "");
					if (index === 0) return qmarkNoDot + (rest ? QMARK.repeat(rest.length) : "");
					return QMARK.repeat(chars.length);
				}
				if (first === ".") return DOT_LITERAL.repeat(chars.length);
				if (first === "*") {
					if (esc) return esc + first + (rest ? star : "");
					return star;
				}
				return esc ? m : `\\${m}`;
			});
			if (backslashes === true) if (opts.unescape === true) output = output.replace(/\\/g, "");
			else output = output.replace(/\\+/g, (m) => {
				return m.length % 2 === 0 ? "\\\\" : m ? "\\" : "";
			});
			if (output === input && opts.contains === true) {
				state.output = input;
				return state;
			}
			state.output = utils.wrapOutput(output, state, options);
			return state;
		}
		while (!eos()) {
			value = advance();
			if (value === "\0") continue;
			if (value === "\\") {
				const next = peek();
				if (next === "/" && opts.bash !== true) continue;
				if (next === "." || next === ";") continue;
				if (!next) {
					value += "\\";
					push({
						type: "text",
						value
					});
					continue;
				}
				const match = /^\\+/.exec(remaining());
				let slashes = 0;
				if (match && match[0].length > 2) {
					slashes = match[0].length;
					state.index += slashes;
					if (slashes % 2 !== 0) value += "\\";
				}
				if (opts.unescape === true) value = advance();
				else value += advance();
				if (state.brackets === 0) {
					push({
						type: "text",
						value
					});
					continue;
				}
			}
			if (state.brackets > 0 && (value !== "]" || prev.value === "[" || prev.value === "[^")) {
				if (opts.posix !== false && value === ":") {
					const inner = prev.value.slice(1);
					if (inner.includes("[")) {
						prev.posix = true;
						if (inner.includes(":")) {
							const idx = prev.value.lastIndexOf("[");
							const pre = prev.value.slice(0, idx);
							const rest = prev.value.slice(idx + 2);
							const posix = POSIX_REGEX_SOURCE[rest];
							if (posix) {
								prev.value = pre + posix;
								state.backtrack = true;
								advance();
								if (!bos.output && tokens.indexOf(prev) === 1) bos.output = ONE_CHAR;
								continue;
							}
						}
					}
				}
				if (value === "[" && peek() !== ":" || value === "-" && peek() === "]") value = `\\${value}`;
				if (value === "]" && (prev.value === "[" || prev.value === "[^")) value = `\\${value}`;
				if (opts.posix === true && value === "!" && prev.value === "[") value = "^";
				prev.value += value;
				append({ value });
				continue;
			}
			if (state.quotes === 1 && value !== "\"") {
				value = utils.escapeRegex(value);
				prev.value += value;
				append({ value });
				continue;
			}
			if (value === "\"") {
				state.quotes = state.quotes === 1 ? 0 : 1;
				if (opts.keepQuotes === true) push({
					type: "text",
					value
				});
				continue;
			}
			if (value === "(") {
				increment("parens");
				push({
					type: "paren",
					value
				});
				continue;
			}
			if (value === ")") {
				if (state.parens === 0 && opts.strictBrackets === true) throw new SyntaxError(syntaxError("opening", "("));
				const extglob = extglobs[extglobs.length - 1];
				if (extglob && state.parens === extglob.parens + 1) {
					extglobClose(extglobs.pop());
					continue;
				}
				push({
					type: "paren",
					value,
					output: state.parens ? ")" : "\\)"
				});
				decrement("parens");
				continue;
			}
			if (value === "[") {
				if (opts.nobracket === true || !remaining().includes("]")) {
					if (opts.nobracket !== true && opts.strictBrackets === true) throw new SyntaxError(syntaxError("closing", "]"));
					value = `\\${value}`;
				} else increment("brackets");
				push({
					type: "bracket",
					value
				});
				continue;
			}
			if (value === "]") {
				if (opts.nobracket === true || prev && prev.type === "bracket" && prev.value.length === 1) {
					push({
						type: "text",
						value,
						output: `\\${value}`
					});
					continue;
				}
				if (state.brackets === 0) {
					if (opts.strictBrackets === true) throw new SyntaxError(syntaxError("opening", "["));
					push({
						type: "text",
						value,
						output: `\\${value}`
					});
					continue;
				}
				decrement("brackets");
				const prevValue = prev.value.slice(1);
				if (prev.posix !== true && prevValue[0] === "^" && !prevValue.includes("/")) value = `/${value}`;
				prev.value += value;
				append({ value });
				if (opts.literalBrackets === false || utils.hasRegexChars(prevValue)) continue;
				const escaped = utils.escapeRegex(prev.value);
				state.output = state.output.slice(0, -prev.value.length);
				if (opts.literalBrackets === true) {
					state.output += escaped;
					prev.value = escaped;
					continue;
				}
				prev.value = `(${capture}${escaped}|${prev.value})`;
				state.output += prev.value;
				continue;
			}
			if (value === "{" && opts.nobrace !== true) {
				increment("braces");
				const open = {
					type: "brace",
					value,
					output: "(",
					outputIndex: state.output.length,
					tokensIndex: state.tokens.length
				};
				braces.push(open);
				push(open);
				continue;
			}
			if (value === "}") {
				const brace = braces[braces.length - 1];
				if (opts.nobrace === true || !brace) {
					push({
						type: "text",
						value,
						output: value
					});
					continue;
				}
				let output = ")";
				if (brace.dots === true) {
					const arr = tokens.slice();
					const range = [];
					for (let i = arr.length - 1; i >= 0; i--) {
						tokens.pop();
						if (arr[i].type === "brace") break;
						if (arr[i].type !== "dots") range.unshift(arr[i].value);
					}
					output = expandRange(range, opts);
					state.backtrack = true;
				}
				if (brace.comma !== true && brace.dots !== true) {
					const out = state.output.slice(0, brace.outputIndex);
					const toks = state.tokens.slice(brace.tokensIndex);
					brace.value = brace.output = "\\{";
					value = output = "\\}";
					state.output = out;
					for (const t of toks) state.output += t.output || t.value;
				}
				push({
					type: "brace",
					value,
					output
				});
				decrement("braces");
				braces.pop();
				continue;
			}
			if (value === "|") {
				if (extglobs.length > 0) extglobs[extglobs.length - 1].conditions++;
				push({
					type: "text",
					value
				});
				continue;
			}
			if (value === ",") {
				let output = value;
				const brace = braces[braces.length - 1];
				if (brace && stack[stack.length - 1] === "braces") {
					brace.comma = true;
					output = "|";
				}
				push({
					type: "comma",
					value,
					output
				});
				continue;
			}
			if (value === "/") {
				if (prev.type === "dot" && state.index === state.start + 1) {
					state.start = state.index + 1;
					state.consumed = "";
					state.output = "";
					tokens.pop();
					prev = bos;
					continue;
				}
				push({
					type: "slash",
					value,
					output: SLASH_LITERAL
				});
				continue;
			}
			if (value === ".") {
				if (state.braces > 0 && prev.type === "dot") {
					if (prev.value === ".") prev.output = DOT_LITERAL;
					const brace = braces[braces.length - 1];
					prev.type = "dots";
					prev.output += value;
					prev.value += value;
					brace.dots = true;
					continue;
				}
				if (state.braces + state.parens === 0 && prev.type !== "bos" && prev.type !== "slash") {
					push({
						type: "text",
						value,
						output: DOT_LITERAL
					});
					continue;
				}
				push({
					type: "dot",
					value,
					output: DOT_LITERAL
				});
				continue;
			}
			if (value === "?") {
				if (!(prev && prev.value === "(") && opts.noextglob !== true && peek() === "(" && peek(2) !== "?") {
					extglobOpen("qmark", value);
					continue;
				}
				if (prev && prev.type === "paren") {
					const next = peek();
					let output = value;
					if (prev.value === "(" && !/[!=<:]/.test(next) || next === "<" && !/<([!=]|\w+>)/.test(remaining())) output = `\\${value}`;
					push({
						type: "text",
						value,
						output
					});
					continue;
				}
				if (opts.dot !== true && (prev.type === "slash" || prev.type === "bos")) {
					push({
						type: "qmark",
						value,
						output: QMARK_NO_DOT
					});
					continue;
				}
				push({
					type: "qmark",
					value,
					output: QMARK
				});
				continue;
			}
			if (value === "!") {
				if (opts.noextglob !== true && peek() === "(") {
					if (peek(2) !== "?" || !/[!=<:]/.test(peek(3))) {
						extglobOpen("negate", value);
						continue;
					}
				}
				if (opts.nonegate !== true && state.index === 0) {
					negate();
					continue;
				}
			}
			if (value === "+") {
				if (opts.noextglob !== true && peek() === "(" && peek(2) !== "?") {
					extglobOpen("plus", value);
					continue;
				}
				if (prev && prev.value === "(" || opts.regex === false) {
					push({
						type: "plus",
						value,
						output: PLUS_LITERAL
					});
					continue;
				}
				if (prev && (prev.type === "bracket" || prev.type === "paren" || prev.type === "brace") || state.parens > 0) {
					push({
						type: "plus",
						value
					});
					continue;
				}
				push({
					type: "plus",
					value: PLUS_LITERAL
				});
				continue;
			}
			if (value === "@") {
				if (opts.noextglob !== true && peek() === "(" && peek(2) !== "?") {
					push({
						type: "at",
						extglob: true,
						value,
						output: ""
					});
					continue;
				}
				push({
					type: "text",
					value
				});
				continue;
			}
			if (value !== "*") {
				if (value === "$" || value === "^") value = `\\${value}`;
				const match = REGEX_NON_SPECIAL_CHARS.exec(remaining());
				if (match) {
					value += match[0];
					state.index += match[0].length;
				}
				push({
					type: "text",
					value
				});
				continue;
			}
			if (prev && (prev.type === "globstar" || prev.star === true)) {
				prev.type = "star";
				prev.star = true;
				prev.value += value;
				prev.output = star;
				state.backtrack = true;
				state.globstar = true;
				consume(value);
				continue;
			}
			let rest = remaining();
			if (opts.noextglob !== true && /^\([^?]/.test(rest)) {
				extglobOpen("star", value);
				continue;
			}
			if (prev.type === "star") {
				if (opts.noglobstar === true) {
					consume(value);
					continue;
				}
				const prior = prev.prev;
				const before = prior.prev;
				const isStart = prior.type === "slash" || prior.type === "bos";
				const afterStar = before && (before.type === "star" || before.type === "globstar");
				if (opts.bash === true && (!isStart || rest[0] && rest[0] !== "/")) {
					push({
						type: "star",
						value,
						output: ""
					});
					continue;
				}
				const isBrace = state.braces > 0 && (prior.type === "comma" || prior.type === "brace");
				const isExtglob = extglobs.length && (prior.type === "pipe" || prior.type === "paren");
				if (!isStart && prior.type !== "paren" && !isBrace && !isExtglob) {
					push({
						type: "star",
						value,
						output: ""
					});
					continue;
				}
				while (rest.slice(0, 3) === "/**") {
					const after = input[state.index + 4];
					if (after && after !== "/") break;
					rest = rest.slice(3);
					consume("/**", 3);
				}
				const isEnd = eos() || state.parens > 0 && rest === ")".repeat(state.parens) && !extglobs.some((extglob) => extglob.type === "negate");
				if (prior.type === "bos" && eos()) {
					prev.type = "globstar";
					prev.value += value;
					prev.output = globstar(opts);
					state.output = prev.output;
					state.globstar = true;
					consume(value);
					continue;
				}
				if (prior.type === "slash" && prior.prev.type !== "bos" && !afterStar && isEnd) {
					state.output = state.output.slice(0, -(prior.output + prev.output).length);
					prior.output = `(?:${prior.output}`;
					prev.type = "globstar";
					prev.output = globstar(opts) + (opts.strictSlashes ? ")" : "|$)");
					prev.value += value;
					state.globstar = true;
					state.output += prior.output + prev.output;
					consume(value);
					continue;
				}
				if (prior.type === "slash" && prior.prev.type !== "bos" && rest[0] === "/") {
					const end = rest[1] !== void 0 ? "|$" : "";
					state.output = state.output.slice(0, -(prior.output + prev.output).length);
					prior.output = `(?:${prior.output}`;
					prev.type = "globstar";
					prev.output = `${globstar(opts)}${SLASH_LITERAL}|${SLASH_LITERAL}${end})`;
					prev.value += value;
					state.output += prior.output + prev.output;
					state.globstar = true;
					consume(value + advance());
					push({
						type: "slash",
						value: "/",
						output: ""
					});
					continue;
				}
				if (prior.type === "bos" && rest[0] === "/") {
					prev.type = "globstar";
					prev.value += value;
					prev.output = `(?:^|${SLASH_LITERAL}|${globstar(opts)}${SLASH_LITERAL})`;
					state.output = prev.output;
					state.globstar = true;
					consume(value + advance());
					push({
						type: "slash",
						value: "/",
						output: ""
					});
					continue;
				}
				state.output = state.output.slice(0, -prev.output.length);
				prev.type = "globstar";
				prev.output = globstar(opts);
				prev.value += value;
				state.output += prev.output;
				state.globstar = true;
				consume(value);
				continue;
			}
			const token = {
				type: "star",
				value,
				output: star
			};
			if (opts.bash === true) {
				token.output = ".*?";
				if (prev.type === "bos" || prev.type === "slash") token.output = nodot + token.output;
				push(token);
				continue;
			}
			if (prev && (prev.type === "bracket" || prev.type === "paren") && opts.regex === true) {
				token.output = value;
				push(token);
				continue;
			}
			if (state.index === state.start || prev.type === "slash" || prev.type === "dot") {
				if (prev.type === "dot") {
					state.output += NO_DOT_SLASH;
					prev.output += NO_DOT_SLASH;
				} else if (opts.dot === true) {
					state.output += NO_DOTS_SLASH;
					prev.output += NO_DOTS_SLASH;
				} else {
					state.output += nodot;
					prev.output += nodot;
				}
				if (peek() !== "*") {
					state.output += ONE_CHAR;
					prev.output += ONE_CHAR;
				}
			}
			push(token);
		}
		while (state.brackets > 0) {
			if (opts.strictBrackets === true) throw new SyntaxError(syntaxError("closing", "]"));
			state.output = utils.escapeLast(state.output, "[");
			decrement("brackets");
		}
		while (state.parens > 0) {
			if (opts.strictBrackets === true) throw new SyntaxError(syntaxError("closing", ")"));
			state.output = utils.escapeLast(state.output, "(");
			decrement("parens");
		}
		while (state.braces > 0) {
			if (opts.strictBrackets === true) throw new SyntaxError(syntaxError("closing", "}"));
			state.output = utils.escapeLast(state.output, "{");
			decrement("braces");
		}
		if (opts.strictSlashes !== true && (prev.type === "star" || prev.type === "bracket")) push({
			type: "maybe_slash",
			value: "",
			output: `${SLASH_LITERAL}?`
		});
		if (state.backtrack === true) {
			state.output = "";
			for (const token of state.tokens) {
				state.output += token.output != null ? token.output : token.value;
				if (token.suffix) state.output += token.suffix;
			}
		}
		return state;
	};
	parse.fastpaths = (input, options) => {
		const opts = { ...options };
		const max = typeof opts.maxLength === "number" ? Math.min(MAX_LENGTH, opts.maxLength) : MAX_LENGTH;
		const len = input.length;
		if (len > max) throw new SyntaxError(`Input length: ${len}, exceeds maximum allowed length: ${max}`);
		input = REPLACEMENTS[input] || input;
		const { DOT_LITERAL, SLASH_LITERAL, ONE_CHAR, DOTS_SLASH, NO_DOT, NO_DOTS, NO_DOTS_SLASH, STAR, START_ANCHOR } = constants.globChars(opts.windows);
		const nodot = opts.dot ? NO_DOTS : NO_DOT;
		const slashDot = opts.dot ? NO_DOTS_SLASH : NO_DOT;
		const capture = opts.capture ? "" : "?:";
		const state = {
			negated: false,
			prefix: ""
		};
		let star = opts.bash === true ? ".*?" : STAR;
		if (opts.capture) star = `(${star})`;
		const globstar = (opts) => {
			if (opts.noglobstar === true) return star;
			return `(${capture}(?:(?!${START_ANCHOR}${opts.dot ? DOTS_SLASH : DOT_LITERAL}).)*?)`;
		};
		const create = (str) => {
			switch (str) {
				case "*": return `${nodot}${ONE_CHAR}${star}`;
				case ".*": return `${DOT_LITERAL}${ONE_CHAR}${star}`;
				case "*.*": return `${nodot}${star}${DOT_LITERAL}${ONE_CHAR}${star}`;
				case "*/*": return `${nodot}${star}${SLASH_LITERAL}${ONE_CHAR}${slashDot}${star}`;
				case "**": return nodot + globstar(opts);
				case "**/*": return `(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${slashDot}${ONE_CHAR}${star}`;
				case "**/*.*": return `(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${slashDot}${star}${DOT_LITERAL}${ONE_CHAR}${star}`;
				case "**/.*": return `(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${DOT_LITERAL}${ONE_CHAR}${star}`;
				default: {
					const match = /^(.*?)\.(\w+)$/.exec(str);
					if (!match) return;
					const source = create(match[1]);
					if (!source) return;
					return source + DOT_LITERAL + match[2];
				}
			}
		};
		let source = create(utils.removePrefix(input, state));
		if (source && opts.strictSlashes !== true) source += `${SLASH_LITERAL}?`;
		return source;
	};
	module.exports = parse;
}));
//#endregion
//#region node_modules/picomatch/lib/picomatch.js
var require_picomatch$1 = __commonJSMin(((exports, module) => {
	const scan = require_scan();
	const parse = require_parse();
	const utils = require_utils();
	const constants = require_constants();
	const isObject = (val) => val && typeof val === "object" && !Array.isArray(val);
	const picomatch = (glob, options, returnState = false) => {
		if (Array.isArray(glob)) {
			const fns = glob.map((input) => picomatch(input, options, returnState));
			const arrayMatcher = (str) => {
				for (const isMatch of fns) {
					const state = isMatch(str);
					if (state) return state;
				}
				return false;
			};
			return arrayMatcher;
		}
		const isState = isObject(glob) && glob.tokens && glob.input;
		if (glob === "" || typeof glob !== "string" && !isState) throw new TypeError("Expected pattern to be a non-empty string");
		const opts = options || {};
		const posix = opts.windows;
		const regex = isState ? picomatch.compileRe(glob, options) : picomatch.makeRe(glob, options, false, true);
		const state = regex.state;
		delete regex.state;
		let isIgnored = () => false;
		if (opts.ignore) {
			const ignoreOpts = {
				...options,
				ignore: null,
				onMatch: null,
				onResult: null
			};
			isIgnored = picomatch(opts.ignore, ignoreOpts, returnState);
		}
		const matcher = (input, returnObject = false) => {
			const { isMatch, match, output } = picomatch.test(input, regex, options, {
				glob,
				posix
			});
			const result = {
				glob,
				state,
				regex,
				posix,
				input,
				output,
				match,
				isMatch
			};
			if (typeof opts.onResult === "function") opts.onResult(result);
			if (isMatch === false) {
				result.isMatch = false;
				return returnObject ? result : false;
			}
			if (isIgnored(input)) {
				if (typeof opts.onIgnore === "function") opts.onIgnore(result);
				result.isMatch = false;
				return returnObject ? result : false;
			}
			if (typeof opts.onMatch === "function") opts.onMatch(result);
			return returnObject ? result : true;
		};
		if (returnState) matcher.state = state;
		return matcher;
	};
	picomatch.test = (input, regex, options, { glob, posix } = {}) => {
		if (typeof input !== "string") throw new TypeError("Expected input to be a string");
		if (input === "") return {
			isMatch: false,
			output: ""
		};
		const opts = options || {};
		const format = opts.format || (posix ? utils.toPosixSlashes : null);
		let match = input === glob;
		let output = match && format ? format(input) : input;
		if (match === false) {
			output = format ? format(input) : input;
			match = output === glob;
		}
		if (match === false || opts.capture === true) if (opts.matchBase === true || opts.basename === true) match = picomatch.matchBase(input, regex, options, posix);
		else match = regex.exec(output);
		return {
			isMatch: Boolean(match),
			match,
			output
		};
	};
	picomatch.matchBase = (input, glob, options, posix = options && options.windows) => {
		return (glob instanceof RegExp ? glob : picomatch.makeRe(glob, options)).test(utils.basename(input, { windows: posix }));
	};
	picomatch.isMatch = (str, patterns, options) => picomatch(patterns, options)(str);
	picomatch.parse = (pattern, options) => {
		if (Array.isArray(pattern)) return pattern.map((p) => picomatch.parse(p, options));
		return parse(pattern, {
			...options,
			fastpaths: false
		});
	};
	picomatch.scan = (input, options) => scan(input, options);
	picomatch.compileRe = (state, options, returnOutput = false, returnState = false) => {
		if (returnOutput === true) return state.output;
		const opts = options || {};
		const prepend = opts.contains ? "" : "^";
		const append = opts.contains ? "" : "$";
		let source = `${prepend}(?:${state.output})${append}`;
		if (state && state.negated === true) source = `^(?!${source}).*$`;
		const regex = picomatch.toRegex(source, options);
		if (returnState === true) regex.state = state;
		return regex;
	};
	picomatch.makeRe = (input, options = {}, returnOutput = false, returnState = false) => {
		if (!input || typeof input !== "string") throw new TypeError("Expected a non-empty string");
		let parsed = {
			negated: false,
			fastpaths: true
		};
		if (options.fastpaths !== false && (input[0] === "." || input[0] === "*")) parsed.output = parse.fastpaths(input, options);
		if (!parsed.output) parsed = parse(input, options);
		return picomatch.compileRe(parsed, options, returnOutput, returnState);
	};
	picomatch.toRegex = (source, options) => {
		try {
			const opts = options || {};
			return new RegExp(source, opts.flags || (opts.nocase ? "i" : ""));
		} catch (err) {
			if (options && options.debug === true) throw err;
			return /$^/;
		}
	};
	picomatch.constants = constants;
	module.exports = picomatch;
}));
//#endregion
//#region sandbox/runner/hash-files.ts
var import_picomatch = __toESM(__commonJSMin(((exports, module) => {
	const pico = require_picomatch$1();
	const utils = require_utils();
	function picomatch(glob, options, returnState = false) {
		if (options && (options.windows === null || options.windows === void 0)) options = {
			...options,
			windows: utils.isWindows()
		};
		return pico(glob, options, returnState);
	}
	Object.assign(picomatch, pico);
	module.exports = picomatch;
}))(), 1);
function filesBelow(directory) {
	if (!existsSync(directory)) return [];
	return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
		const path = join(directory, entry.name);
		if (entry.isDirectory()) return entry.name === ".git" ? [] : filesBelow(path);
		return entry.isFile() || entry.isSymbolicLink() && isFile(path) ? [path] : [];
	});
}
function isFile(path) {
	return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
function toGlobs(pattern, root) {
	const path = pattern.replace(/^\.\//, "").replace(/\/$/, "");
	const local = path.startsWith("/") ? relative(root, path).split(sep).join("/") : path;
	return local === "" || local === "." ? ["**"] : [local, `${local}/**`];
}
function findFiles(root, patterns, options) {
	const matchers = patterns.map((text) => text.trim()).filter((text) => text !== "" && !text.startsWith("#")).map((text) => {
		const isExcluded = text.startsWith("!");
		return {
			isExcluded,
			matches: (0, import_picomatch.default)([...toGlobs(isExcluded ? text.slice(1).trim() : text, root)], { dot: options.includeHidden })
		};
	});
	return filesBelow(root).filter((path) => {
		const name = relative(root, path).split(sep).join("/");
		return matchers.reduce((isIn, { isExcluded, matches }) => matches(name) ? !isExcluded : isIn, false);
	}).sort();
}
function hashFiles(workspace, patterns) {
	const files = findFiles(workspace, patterns, { includeHidden: true });
	if (files.length === 0) return "";
	const whole = createHash("sha256");
	for (const file of files) whole.update(createHash("sha256").update(readFileSync(file)).digest());
	return whole.digest("hex");
}
//#endregion
//#region sandbox/runner/job-state.ts
function hashFilesFunction(workspace) {
	return {
		name: "hashFiles",
		minArgs: 1,
		maxArgs: 255,
		call: (...patterns) => new StringData(hashFiles(workspace, patterns.flatMap((pattern) => pattern.coerceString().split("\n"))))
	};
}
function stepsContext(steps) {
	return Object.fromEntries([...steps].map(([id, result]) => [id, {
		...result,
		outputs: { ...result.outputs }
	}]));
}
function currentStatus(scope) {
	const { cancelled, stopped } = scope.job.signals;
	return cancelled.aborted || stopped.aborted ? "cancelled" : scope.status;
}
function expressionScope(scope, environment = levelEnvironment(scope)) {
	const { job, action } = scope;
	const status = currentStatus(scope);
	const github = {
		...asObject(job.contexts["github"]),
		...actionMembers(action),
		action_status: status
	};
	return {
		contexts: {
			...job.contexts,
			github,
			inputs: scope.inputs,
			env: { ...environment },
			steps: stepsContext(scope.steps),
			job: {
				status: currentStatus(scope),
				check_run_id: job.job.id,
				container: {},
				services: {}
			}
		},
		functions: [...statusFunctions(() => status), hashFilesFunction(job.paths.workspace)]
	};
}
function actionMembers(action) {
	if (action === void 0) return {};
	return {
		action_path: action.directory,
		action_repository: action.repository,
		action_ref: action.ref
	};
}
function levelEnvironment(scope) {
	return {
		...scope.environment,
		...Object.fromEntries(scope.job.environment)
	};
}
function stepSignal({ signals }) {
	return signals.cancelled.aborted ? signals.stopped : AbortSignal.any([signals.cancelled, signals.stopped]);
}
//#endregion
//#region sandbox/runner/action-source.ts
function parseActionReference(uses) {
	if (uses.startsWith("./") || uses.startsWith("../") || uses === ".") return void 0;
	const [, repository, path, ref] = /^([\w.-]+\/[\w.-]+)((?:\/[\w.-]+)*)@([^\s@]+)$/.exec(uses) ?? [];
	if (repository === void 0 || ref === void 0 || /(^|\/)\.\.(\/|$)/.test(path ?? "")) throw new WorkflowError(`uses: ${uses} is neither ./path nor owner/repo[/path]@ref`);
	return {
		repository,
		path: (path ?? "").slice(1),
		ref
	};
}
async function commitOf(host, { repository, ref }) {
	const found = host.findRepository(repository);
	if (found === void 0) throw new WorkflowError(`Unable to resolve action ${repository}@${ref}: the sandbox has no repository ${repository}. Push the action to it, or take one that the runner has built in`);
	for (const name of [
		`refs/tags/${ref}`,
		`refs/heads/${ref}`,
		ref
	]) {
		const sha = await resolveCommit(found.gitDirectory, name);
		if (sha !== void 0) return {
			gitDirectory: found.gitDirectory,
			sha
		};
	}
	throw new WorkflowError(`Unable to resolve action ${repository}@${ref}, unable to find version ${ref}`);
}
async function unpack$1(gitDirectory, sha, target) {
	const archive = await runGit(gitDirectory, [
		"archive",
		"--format=tar",
		sha
	]);
	if (archive.status !== 0) throw new WorkflowError(`git archive ${sha}: ${archive.stderr.trim()}`);
	const partial = `${target}.${randomUUID()}`;
	mkdirSync(partial, { recursive: true });
	await pipeline(Readable.from(archive.stdout), So({ cwd: partial }));
	try {
		renameSync(partial, target);
	} catch {
		rmSync(partial, {
			recursive: true,
			force: true
		});
	}
}
const unpacking = new Map();
async function fetchAction(host, cache, reference) {
	const { gitDirectory, sha } = await commitOf(host, reference);
	const root = join(cache, `${createHash("sha256").update(reference.repository.toLowerCase()).digest("hex").slice(0, 12)}-${sha}`);
	if (!existsSync(root)) {
		const work = unpacking.get(root) ?? unpack$1(gitDirectory, sha, root);
		unpacking.set(root, work);
		await work.finally(() => unpacking.delete(root));
	}
	return {
		directory: join(root, reference.path),
		repository: reference.repository,
		ref: reference.ref
	};
}
function localAction(job, uses) {
	const { workspace } = job.paths;
	const directory = resolve(workspace, uses);
	if (directory !== workspace && !directory.startsWith(workspace + sep)) throw new WorkflowError(`uses: ${uses} leaves the workspace`);
	return {
		directory,
		repository: "",
		ref: ""
	};
}
//#endregion
//#region sandbox/runner/action-definition.ts
const nodeVersions = new Set(["node20", "node24"]);
function readInputs$1(document) {
	return Object.entries(asObject(document["inputs"])).map(([name, input]) => ({
		name,
		default: asObject(input)["default"],
		required: asObject(input)["required"] === true
	}));
}
function readOutputs$1(document) {
	return Object.fromEntries(Object.entries(asObject(document["outputs"])).map(([name, output]) => [name, stringAt(output, "value") ?? ""]));
}
function readComposite(file, document, name) {
	const steps = asList(asObject(document["runs"])["steps"]);
	const problems = findUnsupportedStepKeys(file, steps);
	if (problems.length > 0) throw new WorkflowError(problems.join("\n"));
	return {
		kind: "composite",
		name,
		inputs: readInputs$1(document),
		outputs: readOutputs$1(document),
		steps: steps.map(asObject)
	};
}
function readJavaScript(file, document, name) {
	const runs = document["runs"];
	const main = stringAt(runs, "main");
	if (main === void 0) throw new WorkflowError(`${file}: runs.main is missing`);
	return {
		kind: "javascript",
		name,
		inputs: readInputs$1(document),
		main,
		pre: stringAt(runs, "pre"),
		preIf: stringAt(runs, "pre-if") ?? "always()",
		post: stringAt(runs, "post"),
		postIf: stringAt(runs, "post-if") ?? "always()"
	};
}
function readActionDefinition(directory, place) {
	const file = ["action.yml", "action.yaml"].map((name) => join(directory, name)).find((path) => existsSync(path));
	if (file === void 0) throw new WorkflowError(`Can't find 'action.yml' or 'action.yaml' for ${place} under '${directory}'. Did you forget to run actions/checkout before running your local action?`);
	const document = readDocument(file);
	const name = stringAt(document, "name") ?? place;
	const using = stringAt(document, "runs", "using") ?? "";
	if (using === "composite") return readComposite(file, document, name);
	if (nodeVersions.has(using)) return readJavaScript(file, document, name);
	throw unsupported(`${place}: runs.using: ${using || "(missing)"}`);
}
function readDocument(file) {
	try {
		return asObject((0, import_dist.parse)(readFileSync(file, "utf8")));
	} catch (cause) {
		throw new WorkflowError(`${file}: ${messageOf(cause)}`, { cause });
	}
}
//#endregion
//#region sandbox/runner/cache-key.ts
const maxKeyChars = 512;
function cacheKeyProblem(key) {
	if (key === "") return "Key Validation Error: the key is empty.";
	if (key.length > maxKeyChars) return `Key Validation Error: ${key.slice(0, 40)}… cannot be larger than ${maxKeyChars} characters.`;
	return key.includes(",") ? `Key Validation Error: ${key} cannot contain commas.` : void 0;
}
//#endregion
//#region sandbox/runner/action-call.ts
function givenInput(call, name) {
	return Object.entries(call.with).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}
function resolveInputs(scope, call, declared) {
	const { log } = scope.job;
	const known = new Set(declared.map(({ name }) => name.toLowerCase()));
	const unexpected = Object.keys(call.with).filter((name) => !known.has(name.toLowerCase()));
	if (unexpected.length > 0) {
		const list = declared.map(({ name }) => `'${name}'`).join(", ");
		log.warning(`Unexpected input(s) ${unexpected.map((name) => `'${name}'`).join(", ")}, valid inputs are [${list}]`);
	}
	const expressions = expressionScope(scope);
	const resolved = declared.map((input) => {
		const given = givenInput(call, input.name);
		return [input.name, given ?? toText$1(evaluateNode(input.default ?? "", expressions))];
	});
	const rest = unexpected.map((name) => [name, call.with[name] ?? ""]);
	return Object.fromEntries([...resolved, ...rest]);
}
function inputVariables(inputs) {
	return Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.replaceAll(" ", "_").toUpperCase()}`, value]));
}
function endOfProcess(scope, result, signal) {
	const { log } = scope.job;
	const { outputs } = result;
	if (signal.aborted) {
		log.line("##[error]The operation was canceled.");
		return {
			status: "cancelled",
			outputs
		};
	}
	if (result.exitCode !== 0) {
		log.error(`Process completed with exit code ${result.exitCode}.`);
		return {
			status: "failure",
			outputs
		};
	}
	if (result.problem !== void 0) {
		log.error(result.problem);
		return {
			status: "failure",
			outputs
		};
	}
	return {
		status: "success",
		outputs
	};
}
//#endregion
//#region sandbox/runner/builtin/builtin-action.ts
function textInput(call, name, fallback = "") {
	const given = givenInput(call, name)?.trim();
	return given === void 0 || given === "" ? fallback : given;
}
function booleanInput(call, name, fallback) {
	const text = textInput(call, name, String(fallback));
	if (/^(true|True|TRUE)$/.test(text)) return true;
	if (/^(false|False|FALSE)$/.test(text)) return false;
	throw new WorkflowError(`Input ${name} must be true or false, not "${text}"`);
}
function refuseInputs(call, names) {
	for (const name of names) {
		const text = textInput(call, name);
		if (text !== "" && text !== "false") throw unsupported(`${call.uses}: with.${name}`);
	}
}
//#endregion
//#region sandbox/runner/builtin/cache.ts
const maxKeys = 10;
function lines(call, name) {
	return textInput(call, name).split("\n").map((line) => line.trim()).filter((line) => line !== "");
}
function required(call, name) {
	const found = lines(call, name);
	if (found.length === 0) throw new WorkflowError(`Input required and not supplied: ${name}`);
	return found;
}
function versionOf(paths) {
	return createHash("sha256").update([
		...paths,
		"gzip",
		"1.0"
	].join("|")).digest("hex");
}
function readKeys(call) {
	const [key = ""] = required(call, "key");
	const restoreKeys = lines(call, "restore-keys");
	if (restoreKeys.length + 1 > maxKeys) throw new WorkflowError(`Key Validation Error: Keys are limited to a maximum of ${maxKeys}.`);
	for (const one of [key, ...restoreKeys]) {
		const problem = cacheKeyProblem(one);
		if (problem !== void 0) throw new WorkflowError(problem);
	}
	return {
		key,
		restoreKeys,
		version: versionOf(required(call, "path"))
	};
}
function findPaths$1(workspace, patterns) {
	const isGlob = (pattern) => /[*?[]/.test(pattern);
	if (!patterns.every((pattern) => !isGlob(pattern) && !pattern.startsWith("!"))) return findFiles(workspace, patterns, { includeHidden: true }).map((path) => relative(workspace, path));
	const home = process.env["HOME"] ?? homedir();
	return patterns.map((pattern) => pattern.replace(/^~(?=\/|$)/, home)).map((path) => isAbsolute(path) ? relative(workspace, path) : path).filter((path) => existsSync(join(workspace, path)));
}
async function unpack(scope, cache) {
	const { host, paths } = scope.job;
	const directory = mkdtempSync(join(paths.temp, "cache-"));
	const file = join(directory, "cache.tgz");
	writeFileSync(file, host.caches.read(cache));
	await So({
		file,
		cwd: paths.workspace,
		preservePaths: true
	});
	rmSync(directory, { recursive: true });
}
async function restore(scope, call) {
	const { host, run, log } = scope.job;
	const keys = readKeys(call);
	const found = host.caches.find(run, keys);
	if (found === void 0) {
		const all = [keys.key, ...keys.restoreKeys].join(", ");
		if (booleanInput(call, "fail-on-cache-miss", false)) throw new WorkflowError(`Failed to restore cache entry. Exiting as fail-on-cache-miss is set. Input key: ${keys.key}`);
		log.line(`Cache not found for input keys: ${all}`);
		return {
			"cache-hit": "",
			"cache-primary-key": keys.key,
			"cache-matched-key": ""
		};
	}
	if (booleanInput(call, "lookup-only", false)) log.line(`Cache found and can be restored from key: ${found.key}`);
	else {
		await unpack(scope, found);
		log.line(`Cache restored from key: ${found.key}`);
	}
	const isHit = found.key === keys.key;
	return {
		"cache-hit": String(isHit),
		"cache-primary-key": keys.key,
		"cache-matched-key": found.key
	};
}
async function save$6(scope, call) {
	const { host, run, log, paths } = scope.job;
	const { key, version } = readKeys(call);
	const files = findPaths$1(paths.workspace, required(call, "path"));
	if (files.length === 0) {
		log.warning("Path Validation Error: Path(s) specified in the action for caching do(es) not exist, hence no cache is being saved.");
		return;
	}
	const archive = Qn({
		gzip: true,
		cwd: paths.workspace,
		preservePaths: true,
		portable: false
	}, [...files]);
	const saved = host.caches.save(run, {
		key,
		version
	}, await buffer(archive));
	log.line(saved === void 0 ? `Failed to save: Unable to reserve cache with key ${key}, another job may be creating this cache.` : `Cache saved with key: ${key}`);
}
const cacheAction = { run: async (scope, call) => {
	const outputs = await restore(scope, call);
	if (outputs["cache-hit"] === "true") return outputs;
	scope.job.posts.push({
		name: `Post ${call.name}`,
		condition: "success()",
		scope,
		run: async () => {
			await save$6(scope, call);
			return {
				status: "success",
				outputs: {}
			};
		}
	});
	return outputs;
} };
const cacheRestoreAction = { run: restore };
const cacheSaveAction = { run: async (scope, call) => {
	await save$6(scope, call);
	return {};
} };
//#endregion
//#region sandbox/runner/builtin/checkout.ts
const shaPattern = /^[0-9a-f]{40}$/;
async function git({ scope, call, directory, authorization }, args, isQuiet = false) {
	const lines = [];
	const { PATH, HOME } = process.env;
	if (!isQuiet) scope.job.log.line(`[command]git ${args.join(" ")}`);
	const { exitCode } = await runProcess({
		command: "git",
		args: [
			"-c",
			"protocol.version=2",
			"-c",
			`http.extraheader=AUTHORIZATION: ${authorization}`,
			...args
		],
		cwd: directory,
		env: {
			PATH: PATH ?? "",
			HOME: HOME ?? "",
			LC_ALL: "C",
			GIT_TERMINAL_PROMPT: "0",
			GIT_CONFIG_NOSYSTEM: "1",
			GIT_CONFIG_GLOBAL: "/dev/null"
		},
		onLine: (line) => {
			lines.push(line);
			if (!isQuiet) scope.job.log.line(line);
		},
		signal: call.signal,
		killDelays: scope.job.options.killDelays
	});
	if (exitCode !== 0) throw new WorkflowError(`The process 'git ${args[0]}' failed with exit code ${exitCode}: ${lines.join("\n")}`);
	return lines.join("\n");
}
function planCheckout(ref, sha, depth) {
	const all = depth === 0 ? ["+refs/heads/*:refs/remotes/origin/*", "+refs/tags/*:refs/tags/*"] : [];
	const short = ref.replace(/^refs\/(heads|tags)\//, "");
	if (ref.startsWith("refs/heads/")) {
		const remote = `refs/remotes/origin/${short}`;
		if (depth === 0) return {
			refspecs: [...all, ...sha === "" ? [] : [sha]],
			branch: short,
			target: sha === "" ? remote : sha
		};
		return {
			refspecs: [`+${sha === "" ? ref : sha}:${remote}`],
			branch: short,
			target: remote
		};
	}
	if (ref.startsWith("refs/tags/")) return {
		refspecs: [...all, `+${ref}:${ref}`],
		branch: void 0,
		target: sha === "" ? `${ref}^{commit}` : sha
	};
	if (ref.startsWith("refs/pull/")) {
		const remote = ref.replace("refs/pull/", "refs/remotes/pull/");
		return {
			refspecs: [...all, `+${sha === "" ? ref : sha}:${remote}`],
			branch: void 0,
			target: remote
		};
	}
	return {
		refspecs: [...all, sha],
		branch: void 0,
		target: sha
	};
}
async function fullRef$1(checkout) {
	const { asked, scope, repository, remote } = checkout;
	const isOwn = repository.id === scope.job.repository.id;
	if (asked === "" && isOwn) return {
		ref: scope.job.run.ref,
		sha: scope.job.run.sha
	};
	if (shaPattern.test(asked)) return {
		ref: "",
		sha: asked
	};
	if (asked.startsWith("refs/")) return {
		ref: asked,
		sha: ""
	};
	const name = asked === "" ? repository.defaultBranch : asked;
	const listed = await git(checkout, [
		"ls-remote",
		remote,
		`refs/heads/${name}`,
		`refs/tags/${name}`
	], true);
	for (const ref of [`refs/heads/${name}`, `refs/tags/${name}`]) if (listed.includes(`\t${ref}`)) return {
		ref,
		sha: ""
	};
	throw new WorkflowError(`A branch or tag with the name '${name}' could not be found`);
}
function emptyDirectory(directory) {
	mkdirSync(directory, { recursive: true });
	for (const name of readdirSync(directory)) rmSync(join(directory, name), {
		recursive: true,
		force: true
	});
}
function prepare$1(scope, call) {
	const { job } = scope;
	refuseInputs(call, [
		"ssh-key",
		"submodules",
		"lfs",
		"sparse-checkout",
		"filter",
		"github-server-url"
	]);
	const name = textInput(call, "repository", job.repository.fullName);
	const repository = job.host.findRepository(name);
	if (repository === void 0) throw new WorkflowError(`repository '${name}' is not in the sandbox`);
	const directory = resolve(job.paths.workspace, textInput(call, "path", "."));
	if (directory !== job.paths.workspace && !directory.startsWith(job.paths.workspace + sep)) throw new WorkflowError(`Repository path '${directory}' is not under '${job.paths.workspace}'`);
	const depth = Number(textInput(call, "fetch-depth", "1"));
	if (!Number.isInteger(depth) || depth < 0) throw unsupported(`${call.uses}: fetch-depth: ${textInput(call, "fetch-depth")}`);
	const token = textInput(call, "token", job.token);
	const basic = Buffer.from(`x-access-token:${token}`).toString("base64");
	job.mask.add(basic);
	const remote = `${job.host.urls.git}/${repository.fullName}`;
	return {
		scope,
		call,
		repository,
		directory,
		asked: textInput(call, "ref"),
		depth,
		authorization: `basic ${basic}`,
		remote
	};
}
async function fetchAndCheckOut(checkout) {
	const { call, depth, remote } = checkout;
	await git(checkout, [
		"-c",
		"init.defaultBranch=main",
		"init",
		"--quiet",
		"."
	]);
	await git(checkout, [
		"remote",
		"add",
		"origin",
		remote
	]);
	const { ref, sha } = await fullRef$1(checkout);
	const plan = planCheckout(ref, sha, depth);
	const shallow = depth === 0 ? [] : [`--depth=${depth}`];
	await git(checkout, [
		"fetch",
		"--quiet",
		"--prune",
		"--no-recurse-submodules",
		...booleanInput(call, "fetch-tags", false) || depth === 0 ? ["--tags"] : ["--no-tags"],
		...shallow,
		"origin",
		...plan.refspecs
	]);
	await git(checkout, [
		"checkout",
		"--quiet",
		"--force",
		...plan.branch === void 0 ? ["--detach", plan.target] : [
			"-B",
			plan.branch,
			plan.target
		]
	]);
	const commit = await git(checkout, ["rev-parse", "HEAD"], true);
	return {
		ref: ref === "" ? sha : ref,
		commit
	};
}
async function persistCredentials(checkout) {
	const { scope, remote, authorization } = checkout;
	const key = `http.${new URL(remote).origin}/.extraheader`;
	await git(checkout, [
		"config",
		"--local",
		key,
		`AUTHORIZATION: ${authorization}`
	], true);
	scope.job.posts.push({
		name: `Post ${checkout.call.name}`,
		condition: "always()",
		scope,
		run: async (signal) => {
			await git({
				...checkout,
				call: {
					...checkout.call,
					signal
				}
			}, [
				"config",
				"--local",
				"--unset-all",
				key
			], true).catch(() => scope.job.log.line("The checkout's credentials are gone already."));
			return {
				status: "success",
				outputs: {}
			};
		}
	});
}
const checkoutAction = { run: async (scope, call) => {
	const checkout = prepare$1(scope, call);
	emptyDirectory(checkout.directory);
	const { ref, commit } = await fetchAndCheckOut(checkout);
	if (booleanInput(call, "persist-credentials", true)) await persistCredentials(checkout);
	scope.job.log.line(`HEAD is now at ${commit}`);
	return {
		ref,
		commit
	};
} };
//#endregion
//#region node_modules/yazl/index.js
var require_yazl = __commonJSMin(((exports) => {
	var fs$1 = __require("fs");
	var Transform$1 = __require("stream").Transform;
	var PassThrough$1 = __require("stream").PassThrough;
	var zlib$1 = __require("zlib");
	var util$1 = __require("util");
	var EventEmitter = __require("events").EventEmitter;
	var errorMonitor = __require("events").errorMonitor;
	var crc32 = require_dist$1();
	exports.ZipFile = ZipFile;
	util$1.inherits(ZipFile, EventEmitter);
	function ZipFile() {
		this.outputStream = new PassThrough$1();
		this.entries = [];
		this.outputStreamCursor = 0;
		this.ended = false;
		this.allDone = false;
		this.forceZip64Eocd = false;
		this.errored = false;
		this.on(errorMonitor, function() {
			this.errored = true;
		});
	}
	ZipFile.prototype.addFile = function(realPath, metadataPath, options) {
		var self = this;
		metadataPath = validateMetadataPath(metadataPath, false);
		if (options == null) options = {};
		if (shouldIgnoreAdding(self)) return;
		var entry = new Entry(metadataPath, false, options);
		self.entries.push(entry);
		fs$1.stat(realPath, function(err, stats) {
			if (err) return self.emit("error", err);
			if (!stats.isFile()) return self.emit("error", new Error("not a file: " + realPath));
			entry.uncompressedSize = stats.size;
			if (options.mtime == null) entry.setLastModDate(stats.mtime);
			if (options.mode == null) entry.setFileAttributesMode(stats.mode);
			entry.setFileDataPumpFunction(function() {
				var readStream = fs$1.createReadStream(realPath);
				entry.state = Entry.FILE_DATA_IN_PROGRESS;
				readStream.on("error", function(err) {
					self.emit("error", err);
				});
				pumpFileDataReadStream(self, entry, readStream);
			});
			pumpEntries(self);
		});
	};
	ZipFile.prototype.addReadStream = function(readStream, metadataPath, options) {
		this.addReadStreamLazy(metadataPath, options, function(cb) {
			cb(null, readStream);
		});
	};
	ZipFile.prototype.addReadStreamLazy = function(metadataPath, options, getReadStreamFunction) {
		var self = this;
		if (typeof options === "function") {
			getReadStreamFunction = options;
			options = null;
		}
		if (options == null) options = {};
		metadataPath = validateMetadataPath(metadataPath, false);
		if (shouldIgnoreAdding(self)) return;
		var entry = new Entry(metadataPath, false, options);
		self.entries.push(entry);
		entry.setFileDataPumpFunction(function() {
			entry.state = Entry.FILE_DATA_IN_PROGRESS;
			getReadStreamFunction(function(err, readStream) {
				if (err) return self.emit("error", err);
				pumpFileDataReadStream(self, entry, readStream);
			});
		});
		pumpEntries(self);
	};
	ZipFile.prototype.addBuffer = function(buffer, metadataPath, options) {
		var self = this;
		metadataPath = validateMetadataPath(metadataPath, false);
		if (buffer.length > 1073741823) throw new Error("buffer too large: " + buffer.length + " > 1073741823");
		if (options == null) options = {};
		if (options.size != null) throw new Error("options.size not allowed");
		if (shouldIgnoreAdding(self)) return;
		var entry = new Entry(metadataPath, false, options);
		entry.uncompressedSize = buffer.length;
		entry.crc32 = crc32.unsigned(buffer);
		entry.crcAndFileSizeKnown = true;
		self.entries.push(entry);
		if (entry.compressionLevel === 0) setCompressedBuffer(buffer);
		else zlib$1.deflateRaw(buffer, { level: entry.compressionLevel }, function(err, compressedBuffer) {
			setCompressedBuffer(compressedBuffer);
		});
		function setCompressedBuffer(compressedBuffer) {
			entry.compressedSize = compressedBuffer.length;
			entry.setFileDataPumpFunction(function() {
				writeToOutputStream(self, compressedBuffer);
				writeToOutputStream(self, entry.getDataDescriptor());
				entry.state = Entry.FILE_DATA_DONE;
				setImmediate(function() {
					pumpEntries(self);
				});
			});
			pumpEntries(self);
		}
	};
	ZipFile.prototype.addEmptyDirectory = function(metadataPath, options) {
		var self = this;
		metadataPath = validateMetadataPath(metadataPath, true);
		if (options == null) options = {};
		if (options.size != null) throw new Error("options.size not allowed");
		if (options.compress != null) throw new Error("options.compress not allowed");
		if (options.compressionLevel != null) throw new Error("options.compressionLevel not allowed");
		if (shouldIgnoreAdding(self)) return;
		var entry = new Entry(metadataPath, true, options);
		self.entries.push(entry);
		entry.setFileDataPumpFunction(function() {
			writeToOutputStream(self, entry.getDataDescriptor());
			entry.state = Entry.FILE_DATA_DONE;
			pumpEntries(self);
		});
		pumpEntries(self);
	};
	var eocdrSignatureBuffer = bufferFrom([
		80,
		75,
		5,
		6
	]);
	ZipFile.prototype.end = function(options, calculatedTotalSizeCallback) {
		if (typeof options === "function") {
			calculatedTotalSizeCallback = options;
			options = null;
		}
		if (options == null) options = {};
		if (this.ended) return;
		this.ended = true;
		if (this.errored) return;
		this.calculatedTotalSizeCallback = calculatedTotalSizeCallback;
		this.forceZip64Eocd = !!options.forceZip64Format;
		if (options.comment) {
			if (typeof options.comment === "string") this.comment = encodeCp437(options.comment);
			else this.comment = options.comment;
			if (this.comment.length > 65535) throw new Error("comment is too large");
			if (bufferIncludes(this.comment, eocdrSignatureBuffer)) throw new Error("comment contains end of central directory record signature");
		} else this.comment = EMPTY_BUFFER;
		pumpEntries(this);
	};
	function writeToOutputStream(self, buffer) {
		self.outputStream.write(buffer);
		self.outputStreamCursor += buffer.length;
	}
	function pumpFileDataReadStream(self, entry, readStream) {
		var crc32Watcher = new Crc32Watcher();
		var uncompressedSizeCounter = new ByteCounter();
		var compressor = entry.compressionLevel !== 0 ? new zlib$1.DeflateRaw({ level: entry.compressionLevel }) : new PassThrough$1();
		var compressedSizeCounter = new ByteCounter();
		readStream.pipe(crc32Watcher).pipe(uncompressedSizeCounter).pipe(compressor).pipe(compressedSizeCounter).pipe(self.outputStream, { end: false });
		compressedSizeCounter.on("end", function() {
			entry.crc32 = crc32Watcher.crc32;
			if (entry.uncompressedSize == null) entry.uncompressedSize = uncompressedSizeCounter.byteCount;
			else if (entry.uncompressedSize !== uncompressedSizeCounter.byteCount) return self.emit("error", new Error("file data stream has unexpected number of bytes"));
			entry.compressedSize = compressedSizeCounter.byteCount;
			self.outputStreamCursor += entry.compressedSize;
			writeToOutputStream(self, entry.getDataDescriptor());
			entry.state = Entry.FILE_DATA_DONE;
			pumpEntries(self);
		});
	}
	function determineCompressionLevel(options) {
		if (options.compress != null && options.compressionLevel != null) {
			if (!!options.compress !== !!options.compressionLevel) throw new Error("conflicting settings for compress and compressionLevel");
		}
		if (options.compressionLevel != null) return options.compressionLevel;
		if (options.compress === false) return 0;
		return 6;
	}
	function pumpEntries(self) {
		if (self.allDone || self.errored) return;
		if (self.ended && self.calculatedTotalSizeCallback != null) {
			var calculatedTotalSize = calculateTotalSize(self);
			if (calculatedTotalSize != null) {
				self.calculatedTotalSizeCallback(calculatedTotalSize);
				self.calculatedTotalSizeCallback = null;
			}
		}
		var entry = getFirstNotDoneEntry();
		function getFirstNotDoneEntry() {
			for (var i = 0; i < self.entries.length; i++) {
				var entry = self.entries[i];
				if (entry.state < Entry.FILE_DATA_DONE) return entry;
			}
			return null;
		}
		if (entry != null) {
			if (entry.state < Entry.READY_TO_PUMP_FILE_DATA) return;
			if (entry.state === Entry.FILE_DATA_IN_PROGRESS) return;
			entry.relativeOffsetOfLocalHeader = self.outputStreamCursor;
			writeToOutputStream(self, entry.getLocalFileHeader());
			entry.doFileDataPump();
		} else if (self.ended) {
			self.offsetOfStartOfCentralDirectory = self.outputStreamCursor;
			self.entries.forEach(function(entry) {
				writeToOutputStream(self, entry.getCentralDirectoryRecord());
			});
			writeToOutputStream(self, getEndOfCentralDirectoryRecord(self));
			self.outputStream.end();
			self.allDone = true;
		}
	}
	function calculateTotalSize(self) {
		var pretendOutputCursor = 0;
		var centralDirectorySize = 0;
		for (var i = 0; i < self.entries.length; i++) {
			var entry = self.entries[i];
			if (entry.compressionLevel !== 0) return -1;
			if (entry.state >= Entry.READY_TO_PUMP_FILE_DATA) {
				if (entry.uncompressedSize == null) return -1;
			} else if (entry.uncompressedSize == null) return null;
			entry.relativeOffsetOfLocalHeader = pretendOutputCursor;
			var useZip64Format = entry.useZip64Format();
			pretendOutputCursor += LOCAL_FILE_HEADER_FIXED_SIZE + entry.utf8FileName.length;
			pretendOutputCursor += entry.uncompressedSize;
			if (!entry.crcAndFileSizeKnown) if (useZip64Format) pretendOutputCursor += ZIP64_DATA_DESCRIPTOR_SIZE;
			else pretendOutputCursor += DATA_DESCRIPTOR_SIZE;
			centralDirectorySize += CENTRAL_DIRECTORY_RECORD_FIXED_SIZE + entry.utf8FileName.length + entry.fileComment.length;
			if (!entry.forceDosTimestamp) centralDirectorySize += INFO_ZIP_UNIVERSAL_TIMESTAMP_EXTRA_FIELD_SIZE;
			if (useZip64Format) centralDirectorySize += ZIP64_EXTENDED_INFORMATION_EXTRA_FIELD_SIZE;
		}
		var endOfCentralDirectorySize = 0;
		if (self.forceZip64Eocd || self.entries.length >= 65535 || centralDirectorySize >= 65535 || pretendOutputCursor >= 4294967295) endOfCentralDirectorySize += ZIP64_END_OF_CENTRAL_DIRECTORY_RECORD_SIZE + ZIP64_END_OF_CENTRAL_DIRECTORY_LOCATOR_SIZE;
		endOfCentralDirectorySize += END_OF_CENTRAL_DIRECTORY_RECORD_SIZE + self.comment.length;
		return pretendOutputCursor + centralDirectorySize + endOfCentralDirectorySize;
	}
	function shouldIgnoreAdding(self) {
		if (self.ended) throw new Error("cannot add entries after calling end()");
		if (self.errored) return true;
		return false;
	}
	var ZIP64_END_OF_CENTRAL_DIRECTORY_RECORD_SIZE = 56;
	var ZIP64_END_OF_CENTRAL_DIRECTORY_LOCATOR_SIZE = 20;
	var END_OF_CENTRAL_DIRECTORY_RECORD_SIZE = 22;
	function getEndOfCentralDirectoryRecord(self, actuallyJustTellMeHowLongItWouldBe) {
		var needZip64Format = false;
		var normalEntriesLength = self.entries.length;
		if (self.forceZip64Eocd || self.entries.length >= 65535) {
			normalEntriesLength = 65535;
			needZip64Format = true;
		}
		var sizeOfCentralDirectory = self.outputStreamCursor - self.offsetOfStartOfCentralDirectory;
		var normalSizeOfCentralDirectory = sizeOfCentralDirectory;
		if (self.forceZip64Eocd || sizeOfCentralDirectory >= 4294967295) {
			normalSizeOfCentralDirectory = 4294967295;
			needZip64Format = true;
		}
		var normalOffsetOfStartOfCentralDirectory = self.offsetOfStartOfCentralDirectory;
		if (self.forceZip64Eocd || self.offsetOfStartOfCentralDirectory >= 4294967295) {
			normalOffsetOfStartOfCentralDirectory = 4294967295;
			needZip64Format = true;
		}
		if (actuallyJustTellMeHowLongItWouldBe) if (needZip64Format) return ZIP64_END_OF_CENTRAL_DIRECTORY_RECORD_SIZE + ZIP64_END_OF_CENTRAL_DIRECTORY_LOCATOR_SIZE + END_OF_CENTRAL_DIRECTORY_RECORD_SIZE;
		else return END_OF_CENTRAL_DIRECTORY_RECORD_SIZE;
		var eocdrBuffer = bufferAlloc(END_OF_CENTRAL_DIRECTORY_RECORD_SIZE + self.comment.length);
		eocdrBuffer.writeUInt32LE(101010256, 0);
		eocdrBuffer.writeUInt16LE(0, 4);
		eocdrBuffer.writeUInt16LE(0, 6);
		eocdrBuffer.writeUInt16LE(normalEntriesLength, 8);
		eocdrBuffer.writeUInt16LE(normalEntriesLength, 10);
		eocdrBuffer.writeUInt32LE(normalSizeOfCentralDirectory, 12);
		eocdrBuffer.writeUInt32LE(normalOffsetOfStartOfCentralDirectory, 16);
		eocdrBuffer.writeUInt16LE(self.comment.length, 20);
		self.comment.copy(eocdrBuffer, 22);
		if (!needZip64Format) return eocdrBuffer;
		var zip64EocdrBuffer = bufferAlloc(ZIP64_END_OF_CENTRAL_DIRECTORY_RECORD_SIZE);
		zip64EocdrBuffer.writeUInt32LE(101075792, 0);
		writeUInt64LE(zip64EocdrBuffer, ZIP64_END_OF_CENTRAL_DIRECTORY_RECORD_SIZE - 12, 4);
		zip64EocdrBuffer.writeUInt16LE(VERSION_MADE_BY, 12);
		zip64EocdrBuffer.writeUInt16LE(VERSION_NEEDED_TO_EXTRACT_ZIP64, 14);
		zip64EocdrBuffer.writeUInt32LE(0, 16);
		zip64EocdrBuffer.writeUInt32LE(0, 20);
		writeUInt64LE(zip64EocdrBuffer, self.entries.length, 24);
		writeUInt64LE(zip64EocdrBuffer, self.entries.length, 32);
		writeUInt64LE(zip64EocdrBuffer, sizeOfCentralDirectory, 40);
		writeUInt64LE(zip64EocdrBuffer, self.offsetOfStartOfCentralDirectory, 48);
		var zip64EocdlBuffer = bufferAlloc(ZIP64_END_OF_CENTRAL_DIRECTORY_LOCATOR_SIZE);
		zip64EocdlBuffer.writeUInt32LE(117853008, 0);
		zip64EocdlBuffer.writeUInt32LE(0, 4);
		writeUInt64LE(zip64EocdlBuffer, self.outputStreamCursor, 8);
		zip64EocdlBuffer.writeUInt32LE(1, 16);
		return Buffer.concat([
			zip64EocdrBuffer,
			zip64EocdlBuffer,
			eocdrBuffer
		]);
	}
	function validateMetadataPath(metadataPath, isDirectory) {
		if (metadataPath === "") throw new Error("empty metadataPath");
		metadataPath = metadataPath.replace(/\\/g, "/");
		if (/^[a-zA-Z]:/.test(metadataPath) || /^\//.test(metadataPath)) throw new Error("absolute path: " + metadataPath);
		if (metadataPath.split("/").indexOf("..") !== -1) throw new Error("invalid relative path: " + metadataPath);
		var looksLikeDirectory = /\/$/.test(metadataPath);
		if (isDirectory) {
			if (!looksLikeDirectory) metadataPath += "/";
		} else if (looksLikeDirectory) throw new Error("file path cannot end with '/': " + metadataPath);
		return metadataPath;
	}
	var EMPTY_BUFFER = bufferAlloc(0);
	function Entry(metadataPath, isDirectory, options) {
		this.utf8FileName = bufferFrom(metadataPath);
		if (this.utf8FileName.length > 65535) throw new Error("utf8 file name too long. " + utf8FileName.length + " > 65535");
		this.isDirectory = isDirectory;
		this.state = Entry.WAITING_FOR_METADATA;
		this.setLastModDate(options.mtime != null ? options.mtime : new Date());
		this.forceDosTimestamp = !!options.forceDosTimestamp;
		if (options.mode != null) this.setFileAttributesMode(options.mode);
		else this.setFileAttributesMode(isDirectory ? 16893 : 33204);
		if (isDirectory) {
			this.crcAndFileSizeKnown = true;
			this.crc32 = 0;
			this.uncompressedSize = 0;
			this.compressedSize = 0;
		} else {
			this.crcAndFileSizeKnown = false;
			this.crc32 = null;
			this.uncompressedSize = null;
			this.compressedSize = null;
			if (options.size != null) this.uncompressedSize = options.size;
		}
		if (isDirectory) this.compressionLevel = 0;
		else this.compressionLevel = determineCompressionLevel(options);
		this.forceZip64Format = !!options.forceZip64Format;
		if (options.fileComment) {
			if (typeof options.fileComment === "string") this.fileComment = bufferFrom(options.fileComment, "utf-8");
			else this.fileComment = options.fileComment;
			if (this.fileComment.length > 65535) throw new Error("fileComment is too large");
		} else this.fileComment = EMPTY_BUFFER;
	}
	Entry.WAITING_FOR_METADATA = 0;
	Entry.READY_TO_PUMP_FILE_DATA = 1;
	Entry.FILE_DATA_IN_PROGRESS = 2;
	Entry.FILE_DATA_DONE = 3;
	Entry.prototype.setLastModDate = function(date) {
		this.mtime = date;
		var dosDateTime = dateToDosDateTime(date);
		this.lastModFileTime = dosDateTime.time;
		this.lastModFileDate = dosDateTime.date;
	};
	Entry.prototype.setFileAttributesMode = function(mode) {
		if ((mode & 65535) !== mode) throw new Error("invalid mode. expected: 0 <= " + mode + " <= 65535");
		this.externalFileAttributes = mode << 16 >>> 0;
	};
	Entry.prototype.setFileDataPumpFunction = function(doFileDataPump) {
		this.doFileDataPump = doFileDataPump;
		this.state = Entry.READY_TO_PUMP_FILE_DATA;
	};
	Entry.prototype.useZip64Format = function() {
		return this.forceZip64Format || this.uncompressedSize != null && this.uncompressedSize > 4294967294 || this.compressedSize != null && this.compressedSize > 4294967294 || this.relativeOffsetOfLocalHeader != null && this.relativeOffsetOfLocalHeader > 4294967294;
	};
	var LOCAL_FILE_HEADER_FIXED_SIZE = 30;
	var VERSION_NEEDED_TO_EXTRACT_UTF8 = 20;
	var VERSION_NEEDED_TO_EXTRACT_ZIP64 = 45;
	var VERSION_MADE_BY = 831;
	var FILE_NAME_IS_UTF8 = 2048;
	var UNKNOWN_CRC32_AND_FILE_SIZES = 8;
	Entry.prototype.getLocalFileHeader = function() {
		var crc32 = 0;
		var compressedSize = 0;
		var uncompressedSize = 0;
		if (this.crcAndFileSizeKnown) {
			crc32 = this.crc32;
			compressedSize = this.compressedSize;
			uncompressedSize = this.uncompressedSize;
		}
		var fixedSizeStuff = bufferAlloc(LOCAL_FILE_HEADER_FIXED_SIZE);
		var generalPurposeBitFlag = FILE_NAME_IS_UTF8;
		if (!this.crcAndFileSizeKnown) generalPurposeBitFlag |= UNKNOWN_CRC32_AND_FILE_SIZES;
		fixedSizeStuff.writeUInt32LE(67324752, 0);
		fixedSizeStuff.writeUInt16LE(VERSION_NEEDED_TO_EXTRACT_UTF8, 4);
		fixedSizeStuff.writeUInt16LE(generalPurposeBitFlag, 6);
		fixedSizeStuff.writeUInt16LE(this.getCompressionMethod(), 8);
		fixedSizeStuff.writeUInt16LE(this.lastModFileTime, 10);
		fixedSizeStuff.writeUInt16LE(this.lastModFileDate, 12);
		fixedSizeStuff.writeUInt32LE(crc32, 14);
		fixedSizeStuff.writeUInt32LE(compressedSize, 18);
		fixedSizeStuff.writeUInt32LE(uncompressedSize, 22);
		fixedSizeStuff.writeUInt16LE(this.utf8FileName.length, 26);
		fixedSizeStuff.writeUInt16LE(0, 28);
		return Buffer.concat([fixedSizeStuff, this.utf8FileName]);
	};
	var DATA_DESCRIPTOR_SIZE = 16;
	var ZIP64_DATA_DESCRIPTOR_SIZE = 24;
	Entry.prototype.getDataDescriptor = function() {
		if (this.crcAndFileSizeKnown) return EMPTY_BUFFER;
		if (!this.useZip64Format()) {
			var buffer = bufferAlloc(DATA_DESCRIPTOR_SIZE);
			buffer.writeUInt32LE(134695760, 0);
			buffer.writeUInt32LE(this.crc32, 4);
			buffer.writeUInt32LE(this.compressedSize, 8);
			buffer.writeUInt32LE(this.uncompressedSize, 12);
			return buffer;
		} else {
			var buffer = bufferAlloc(ZIP64_DATA_DESCRIPTOR_SIZE);
			buffer.writeUInt32LE(134695760, 0);
			buffer.writeUInt32LE(this.crc32, 4);
			writeUInt64LE(buffer, this.compressedSize, 8);
			writeUInt64LE(buffer, this.uncompressedSize, 16);
			return buffer;
		}
	};
	var CENTRAL_DIRECTORY_RECORD_FIXED_SIZE = 46;
	var INFO_ZIP_UNIVERSAL_TIMESTAMP_EXTRA_FIELD_SIZE = 9;
	var ZIP64_EXTENDED_INFORMATION_EXTRA_FIELD_SIZE = 28;
	Entry.prototype.getCentralDirectoryRecord = function() {
		var fixedSizeStuff = bufferAlloc(CENTRAL_DIRECTORY_RECORD_FIXED_SIZE);
		var generalPurposeBitFlag = FILE_NAME_IS_UTF8;
		if (!this.crcAndFileSizeKnown) generalPurposeBitFlag |= UNKNOWN_CRC32_AND_FILE_SIZES;
		var izutefBuffer = EMPTY_BUFFER;
		if (!this.forceDosTimestamp) {
			izutefBuffer = bufferAlloc(INFO_ZIP_UNIVERSAL_TIMESTAMP_EXTRA_FIELD_SIZE);
			izutefBuffer.writeUInt16LE(21589, 0);
			izutefBuffer.writeUInt16LE(INFO_ZIP_UNIVERSAL_TIMESTAMP_EXTRA_FIELD_SIZE - 4, 2);
			izutefBuffer.writeUInt8(3, 4);
			var timestamp = Math.floor(this.mtime.getTime() / 1e3);
			if (timestamp < -2147483648) timestamp = -2147483648;
			if (timestamp > 2147483647) timestamp = 2147483647;
			izutefBuffer.writeUInt32LE(timestamp, 5);
		}
		var normalCompressedSize = this.compressedSize;
		var normalUncompressedSize = this.uncompressedSize;
		var normalRelativeOffsetOfLocalHeader = this.relativeOffsetOfLocalHeader;
		var versionNeededToExtract = VERSION_NEEDED_TO_EXTRACT_UTF8;
		var zeiefBuffer = EMPTY_BUFFER;
		if (this.useZip64Format()) {
			normalCompressedSize = 4294967295;
			normalUncompressedSize = 4294967295;
			normalRelativeOffsetOfLocalHeader = 4294967295;
			versionNeededToExtract = VERSION_NEEDED_TO_EXTRACT_ZIP64;
			zeiefBuffer = bufferAlloc(ZIP64_EXTENDED_INFORMATION_EXTRA_FIELD_SIZE);
			zeiefBuffer.writeUInt16LE(1, 0);
			zeiefBuffer.writeUInt16LE(ZIP64_EXTENDED_INFORMATION_EXTRA_FIELD_SIZE - 4, 2);
			writeUInt64LE(zeiefBuffer, this.uncompressedSize, 4);
			writeUInt64LE(zeiefBuffer, this.compressedSize, 12);
			writeUInt64LE(zeiefBuffer, this.relativeOffsetOfLocalHeader, 20);
		}
		fixedSizeStuff.writeUInt32LE(33639248, 0);
		fixedSizeStuff.writeUInt16LE(VERSION_MADE_BY, 4);
		fixedSizeStuff.writeUInt16LE(versionNeededToExtract, 6);
		fixedSizeStuff.writeUInt16LE(generalPurposeBitFlag, 8);
		fixedSizeStuff.writeUInt16LE(this.getCompressionMethod(), 10);
		fixedSizeStuff.writeUInt16LE(this.lastModFileTime, 12);
		fixedSizeStuff.writeUInt16LE(this.lastModFileDate, 14);
		fixedSizeStuff.writeUInt32LE(this.crc32, 16);
		fixedSizeStuff.writeUInt32LE(normalCompressedSize, 20);
		fixedSizeStuff.writeUInt32LE(normalUncompressedSize, 24);
		fixedSizeStuff.writeUInt16LE(this.utf8FileName.length, 28);
		fixedSizeStuff.writeUInt16LE(izutefBuffer.length + zeiefBuffer.length, 30);
		fixedSizeStuff.writeUInt16LE(this.fileComment.length, 32);
		fixedSizeStuff.writeUInt16LE(0, 34);
		fixedSizeStuff.writeUInt16LE(0, 36);
		fixedSizeStuff.writeUInt32LE(this.externalFileAttributes, 38);
		fixedSizeStuff.writeUInt32LE(normalRelativeOffsetOfLocalHeader, 42);
		return Buffer.concat([
			fixedSizeStuff,
			this.utf8FileName,
			izutefBuffer,
			zeiefBuffer,
			this.fileComment
		]);
	};
	Entry.prototype.getCompressionMethod = function() {
		return this.compressionLevel === 0 ? 0 : 8;
	};
	var minDosDate = new Date(1980, 0, 1);
	var maxDosDate = new Date(2107, 11, 31, 23, 59, 58);
	function dateToDosDateTime(jsDate) {
		if (jsDate < minDosDate) jsDate = minDosDate;
		else if (jsDate > maxDosDate) jsDate = maxDosDate;
		var date = 0;
		date |= jsDate.getDate() & 31;
		date |= (jsDate.getMonth() + 1 & 15) << 5;
		date |= (jsDate.getFullYear() - 1980 & 127) << 9;
		var time = 0;
		time |= Math.floor(jsDate.getSeconds() / 2);
		time |= (jsDate.getMinutes() & 63) << 5;
		time |= (jsDate.getHours() & 31) << 11;
		return {
			date,
			time
		};
	}
	function writeUInt64LE(buffer, n, offset) {
		var high = Math.floor(n / 4294967296);
		var low = n % 4294967296;
		buffer.writeUInt32LE(low, offset);
		buffer.writeUInt32LE(high, offset + 4);
	}
	util$1.inherits(ByteCounter, Transform$1);
	function ByteCounter(options) {
		Transform$1.call(this, options);
		this.byteCount = 0;
	}
	ByteCounter.prototype._transform = function(chunk, encoding, cb) {
		this.byteCount += chunk.length;
		cb(null, chunk);
	};
	util$1.inherits(Crc32Watcher, Transform$1);
	function Crc32Watcher(options) {
		Transform$1.call(this, options);
		this.crc32 = 0;
	}
	Crc32Watcher.prototype._transform = function(chunk, encoding, cb) {
		this.crc32 = crc32.unsigned(chunk, this.crc32);
		cb(null, chunk);
	};
	var cp437 = "\0☺☻♥♦♣♠•◘○◙♂♀♪♫☼►◄↕‼¶§▬↨↑↓→←∟↔▲▼ !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~⌂ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\xA0";
	if (cp437.length !== 256) throw new Error("assertion failure");
	var reverseCp437 = null;
	function encodeCp437(string) {
		if (/^[\x20-\x7e]*$/.test(string)) return bufferFrom(string, "utf-8");
		if (reverseCp437 == null) {
			reverseCp437 = {};
			for (var i = 0; i < cp437.length; i++) reverseCp437[cp437[i]] = i;
		}
		var result = bufferAlloc(string.length);
		for (var i = 0; i < string.length; i++) {
			var b = reverseCp437[string[i]];
			if (b == null) throw new Error("character not encodable in CP437: " + JSON.stringify(string[i]));
			result[i] = b;
		}
		return result;
	}
	function bufferAlloc(size) {
		bufferAlloc = modern;
		try {
			return bufferAlloc(size);
		} catch (e) {
			bufferAlloc = legacy;
			return bufferAlloc(size);
		}
		function modern(size) {
			return Buffer.allocUnsafe(size);
		}
		function legacy(size) {
			return new Buffer(size);
		}
	}
	function bufferFrom(something, encoding) {
		bufferFrom = modern;
		try {
			return bufferFrom(something, encoding);
		} catch (e) {
			bufferFrom = legacy;
			return bufferFrom(something, encoding);
		}
		function modern(something, encoding) {
			return Buffer.from(something, encoding);
		}
		function legacy(something, encoding) {
			return new Buffer(something, encoding);
		}
	}
	function bufferIncludes(buffer, content) {
		bufferIncludes = modern;
		try {
			return bufferIncludes(buffer, content);
		} catch (e) {
			bufferIncludes = legacy;
			return bufferIncludes(buffer, content);
		}
		function modern(buffer, content) {
			return buffer.includes(content);
		}
		function legacy(buffer, content) {
			for (var i = 0; i <= buffer.length - content.length; i++) for (var j = 0;; j++) {
				if (j === content.length) return true;
				if (buffer[i + j] !== content[j]) break;
			}
			return false;
		}
	}
}));
//#endregion
//#region sandbox/runner/builtin/zip-archive.ts
var import_yauzl = require_yauzl();
var import_yazl = require_yazl();
async function packZip(entries, level = 6) {
	const zip = new import_yazl.ZipFile();
	const options = {
		compress: level > 0,
		mtime: new Date()
	};
	for (const entry of entries) if ("path" in entry) zip.addFile(entry.path, entry.name, options);
	else zip.addBuffer(Buffer.from(entry.text), entry.name, options);
	zip.end();
	return buffer(zip.outputStream);
}
async function unpackZip(zip, directory) {
	const root = resolve(directory);
	mkdirSync(root, { recursive: true });
	const archive = await (0, import_yauzl.fromBufferPromise)(zip, { lazyEntries: true });
	const names = [];
	for await (const entry of archive.eachEntry()) {
		const target = join(root, entry.fileName);
		if (!target.startsWith(root + sep)) throw new WorkflowError(`${entry.fileName} leaves ${root}`);
		if (entry.fileName.endsWith("/")) {
			mkdirSync(target, { recursive: true });
			continue;
		}
		const bytes = await buffer(await archive.openReadStreamPromise(entry));
		mkdirSync(dirname(target), { recursive: true });
		writeFileSync(target, bytes);
		names.push(entry.fileName);
	}
	return names;
}
//#endregion
//#region sandbox/runner/builtin/download-artifact.ts
function newestByName(artifacts) {
	return [...new Map(artifacts.map((artifact) => [artifact.name, artifact])).values()];
}
function select(scope, call) {
	const { host, run } = scope.job;
	const runId = Number(textInput(call, "run-id", String(run.id)));
	const all = newestByName(host.artifacts.listOfRun(runId)).filter(({ repositoryId }) => repositoryId === run.repositoryId);
	const name = textInput(call, "name");
	const ids = textInput(call, "artifact-ids").split(",").filter((id) => id !== "").map(Number);
	if (name !== "" && ids.length > 0) throw new WorkflowError("Inputs 'name' and 'artifact-ids' cannot be used together");
	if (name !== "") {
		const found = all.filter((artifact) => artifact.name === name);
		if (found.length === 0) throw new WorkflowError(`Unable to download artifact(s): Artifact not found for name: ${name}`);
		return found;
	}
	if (ids.length > 0) return all.filter(({ id }) => ids.includes(id));
	const pattern = textInput(call, "pattern");
	return pattern === "" ? all : all.filter((artifact) => (0, import_picomatch.default)(pattern)(artifact.name));
}
async function download$1(scope, call) {
	const { host, paths, log } = scope.job;
	refuseInputs(call, ["repository"]);
	const target = resolve(paths.workspace, textInput(call, "path", "."));
	const artifacts = select(scope, call);
	const isMerged = textInput(call, "name") !== "" || textInput(call, "artifact-ids").split(",").filter(Boolean).length === 1 || booleanInput(call, "merge-multiple", false);
	for (const artifact of artifacts) {
		const directory = isMerged ? target : join(target, artifact.name);
		const names = await unpackZip(host.artifacts.readZip(artifact), directory);
		log.line(`Downloaded ${artifact.name}: ${names.length} file(s) to ${directory}`);
	}
	log.line(`Total of ${artifacts.length} artifact(s) downloaded`);
	return { "download-path": target };
}
const downloadArtifactAction = { run: download$1 };
//#endregion
//#region sandbox/runner/builtin/setup-language.ts
const setupNodeAction = { run: (scope, call) => {
	const asked = textInput(call, "node-version", "(not given)");
	scope.job.log.line(`The sandbox installs nothing: steps run with Node ${process.version}; node-version: ${asked} is not looked at.`);
	return Promise.resolve({
		"node-version": process.version,
		"cache-hit": "false"
	});
} };
const setupPythonAction = { run: (scope, call) => {
	const asked = textInput(call, "python-version", "(not given)");
	const found = pythonVersion();
	scope.job.log.line(`The sandbox installs nothing: steps run with the machine's Python ${found}; python-version: ${asked} is not looked at.`);
	return Promise.resolve({
		"python-version": found,
		"cache-hit": "false"
	});
} };
function pythonVersion() {
	try {
		return execFileSync("python3", ["--version"], { encoding: "utf8" }).replace("Python ", "").trim();
	} catch (cause) {
		throw new WorkflowError("actions/setup-python: this machine has no python3 on its PATH", { cause });
	}
}
//#endregion
//#region sandbox/runner/artifact-name.ts
const forbidden = /["<>|*?\r\n:\\/]/;
const maxNameChars = 256;
function artifactNameProblem(name) {
	if (name === "") return "The artifact name is empty";
	if (name === "." || name === "..") return `The artifact name is not valid: ${name}`;
	if (name.length > maxNameChars) return `The artifact name is longer than ${maxNameChars} characters`;
	const found = forbidden.exec(name)?.[0];
	return found === void 0 ? void 0 : `The artifact name is not valid: ${JSON.stringify(name)}. Contains the following character: ${JSON.stringify(found)}`;
}
//#endregion
//#region sandbox/runner/builtin/upload-artifact.ts
function commonFolder(files) {
	const [first = "", ...rest] = files.map((file) => dirname(file));
	return rest.reduce((common, folder) => {
		const parts = folder.split(sep);
		return common.split(sep).filter((part, index, all) => all.slice(0, index + 1).every((name, at) => name === parts[at]) && part === parts[index]).join(sep) || sep;
	}, first);
}
function literalFolder(pattern) {
	const literal = pattern.split(/[*?[]/)[0] ?? "";
	return literal === pattern ? dirname(pattern) : literal.slice(0, literal.lastIndexOf("/") + 1);
}
function writtenPaths(call) {
	return textInput(call, "path").split("\n").map((line) => line.trim()).filter((line) => line !== "");
}
function findUploads(scope, call) {
	const { workspace } = scope.job.paths;
	const patterns = writtenPaths(call);
	if (patterns.length === 0) throw new WorkflowError("Input required and not supplied: path");
	const includeHidden = booleanInput(call, "include-hidden-files", false);
	const outside = patterns.filter((pattern) => isAbsolute(pattern.replace(/^!/, "")) && !resolve(pattern).startsWith(workspace));
	const found = outside.flatMap((pattern) => findFiles(literalFolder(pattern), [pattern], { includeHidden }));
	return [...findFiles(workspace, patterns.filter((pattern) => !outside.includes(pattern)), { includeHidden }), ...found];
}
function searchRoot(scope, call, files) {
	const patterns = writtenPaths(call);
	const [only] = patterns;
	if (patterns.length > 1 || only === void 0) return commonFolder(files);
	const isLiteral = !/[*?[]/.test(only);
	const base = resolve(scope.job.paths.workspace, isLiteral ? only : literalFolder(only));
	return files.length === 1 && files[0] === base ? dirname(base) : base;
}
function noFiles(scope, call) {
	const message = `No files were found with the provided path: ${textInput(call, "path")}. No artifacts will be uploaded.`;
	const behaviour = textInput(call, "if-no-files-found", "warn");
	if (behaviour === "error") throw new WorkflowError(message);
	if (behaviour === "ignore") scope.job.log.line(message);
	else scope.job.log.warning(message);
	return {};
}
async function upload$1(scope, call) {
	const { host, run, job, log, repository } = scope.job;
	const name = textInput(call, "name", "artifact");
	const problem = artifactNameProblem(name);
	if (problem !== void 0) throw new WorkflowError(problem);
	const files = findUploads(scope, call);
	if (files.length === 0) return noFiles(scope, call);
	const root = searchRoot(scope, call, files);
	const entries = files.map((path) => ({
		path,
		name: relative(root, path).split(sep).join("/")
	}));
	const existing = host.artifacts.listOfRun(run.id).find((artifact) => artifact.name === name && artifact.runBackendId === run.backendId);
	if (existing !== void 0) {
		if (!booleanInput(call, "overwrite", false)) throw new WorkflowError(`Failed to CreateArtifact: an artifact with the name ${name} already exists on the workflow run`);
		host.artifacts.remove(existing);
	}
	const zip = await packZip(entries, Number(textInput(call, "compression-level", "6")));
	const artifact = host.artifacts.save(run, job, {
		name,
		zip
	});
	log.line(`With the provided path, there will be ${files.length} file(s) uploaded`);
	log.line(`Artifact ${name} has been successfully uploaded! Final size is ${artifact.sizeBytes} bytes. Artifact ID is ${artifact.id}`);
	return {
		"artifact-id": String(artifact.id),
		"artifact-url": `${host.urls.server}/${repository.fullName}/actions/runs/${run.id}/artifacts/${artifact.id}`,
		"artifact-digest": artifact.digest.replace("sha256:", "")
	};
}
//#endregion
//#region sandbox/runner/builtin/builtin-actions.ts
const builtinActions = {
	"actions/cache": cacheAction,
	"actions/cache/restore": cacheRestoreAction,
	"actions/cache/save": cacheSaveAction,
	"actions/checkout": checkoutAction,
	"actions/download-artifact": downloadArtifactAction,
	"actions/setup-node": setupNodeAction,
	"actions/setup-python": setupPythonAction,
	"actions/upload-artifact": { run: upload$1 }
};
function findBuiltinAction({ repository, path }) {
	const name = path === "" ? repository : `${repository}/${path}`;
	return builtinActions[name.toLowerCase()];
}
//#endregion
//#region sandbox/runner/composite-action.ts
const maxDepth = 10;
async function runCompositeAction(outer, call, action, runSteps) {
	const { definition, place } = action;
	if (outer.depth >= maxDepth) throw new WorkflowError(`${call.uses}: composite actions are nested more than ${maxDepth} deep`);
	const inner = {
		...outer,
		action: place
	};
	const scope = {
		...inner,
		inputs: resolveInputs(inner, call, definition.inputs),
		steps: new Map(),
		environment: {
			...levelEnvironment(outer),
			...call.environment
		},
		runDefaults: {},
		depth: outer.depth + 1,
		status: "success"
	};
	await runSteps(scope, definition.steps);
	const expressions = expressionScope(scope);
	const outputs = Object.entries(definition.outputs).map(([name, value]) => [name, interpolate(value, expressions)]);
	return {
		status: currentStatus(scope),
		outputs: Object.fromEntries(outputs)
	};
}
//#endregion
//#region sandbox/runner/command-file.ts
function openHeredoc(line) {
	const equals = line.indexOf("=");
	const heredoc = line.indexOf("<<");
	if (heredoc < 0 || equals >= 0 && equals < heredoc) return void 0;
	const key = line.slice(0, heredoc);
	const delimiter = line.slice(heredoc + 2);
	if (key === "" || delimiter === "") throw new WorkflowError(`Invalid format '${line}'. Name and delimiter must not be empty`);
	return {
		key,
		delimiter,
		lines: []
	};
}
function parseCommandFile(text) {
	const values = new Map();
	let open;
	for (const line of text.split(/\r?\n/)) {
		if (open !== void 0) {
			if (line !== open.delimiter) open.lines.push(line);
			else {
				values.set(open.key, open.lines.join("\n"));
				open = void 0;
			}
			continue;
		}
		if (line === "") continue;
		open = openHeredoc(line);
		if (open !== void 0) continue;
		const equals = line.indexOf("=");
		if (equals < 1) throw new WorkflowError(`Invalid format '${line}'`);
		values.set(line.slice(0, equals), line.slice(equals + 1));
	}
	if (open !== void 0) throw new WorkflowError(`Invalid value. Matching delimiter not found '${open.delimiter}'`);
	return values;
}
//#endregion
//#region sandbox/runner/step-process.ts
const alwaysAllowed = [
	"PATH",
	"HOME",
	"TMPDIR",
	"LANG"
];
const maxSummaryBytes = 1024 * 1024;
const maxCommandFileBytes = 64 * 1024 * 1024;
function readCommandFile(file) {
	const { size } = statSync(file);
	if (size <= maxCommandFileBytes) return readFileSync(file, "utf8");
	throw new WorkflowError(`a command file has ${size} bytes, at most ${maxCommandFileBytes} are read`);
}
function makeCommandFiles(temp) {
	const directory = join(temp, "_runner_file_commands");
	mkdirSync(directory, { recursive: true });
	const id = randomUUID();
	const make = (kind) => {
		const file = join(directory, `${kind}_${id}`);
		writeFileSync(file, "");
		return file;
	};
	return {
		output: make("set_output"),
		environment: make("set_env"),
		path: make("add_path"),
		state: make("save_state"),
		summary: make("step_summary")
	};
}
function searchPath(scope, inherited) {
	return [
		...scope.job.searchPath,
		dirname(process.execPath),
		inherited
	].join(delimiter);
}
function inheritedEnvironment(scope) {
	const names = [...alwaysAllowed, ...scope.job.options.allowedEnvironment];
	return Object.fromEntries(names.flatMap((name) => {
		const value = process.env[name];
		return value === void 0 ? [] : [[name, value]];
	}));
}
function actionVariables(scope) {
	const { action } = scope;
	if (action === void 0) return {};
	return {
		GITHUB_ACTION_PATH: action.directory,
		GITHUB_ACTION_REPOSITORY: action.repository,
		GITHUB_ACTION_REF: action.ref
	};
}
function stepEnvironment(scope, own, files) {
	const { job } = scope;
	const inherited = inheritedEnvironment(scope);
	return {
		...inherited,
		...job.options.environment,
		PATH: searchPath(scope, inherited["PATH"] ?? ""),
		[trackingVariable]: job.trackingId,
		...levelEnvironment(scope),
		...own,
		...job.defaults,
		...actionVariables(scope),
		GITHUB_OUTPUT: files.output,
		GITHUB_ENV: files.environment,
		GITHUB_PATH: files.path,
		GITHUB_STATE: files.state,
		GITHUB_STEP_SUMMARY: files.summary
	};
}
function readEntries(file) {
	return Object.fromEntries(parseCommandFile(readCommandFile(file)));
}
function applyEnvironment(scope, file) {
	for (const [name, value] of Object.entries(readEntries(file))) {
		if (name.toUpperCase() === "NODE_OPTIONS") throw new WorkflowError("Can't store NODE_OPTIONS output parameter using '$GITHUB_ENV' command.");
		scope.job.environment.set(name, value);
	}
}
function applyPath(scope, file) {
	for (const line of readCommandFile(file).split(/\r?\n/)) if (line.trim() !== "") scope.job.searchPath.unshift(line);
}
function applySummary(scope, file) {
	if (statSync(file).size > maxSummaryBytes) {
		scope.job.log.error("$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k");
		return;
	}
	const summary = readFileSync(file, "utf8");
	if (summary !== "") scope.job.summaries.push(scope.job.mask.redact(summary));
}
function collect(scope, files) {
	try {
		applyEnvironment(scope, files.environment);
		applyPath(scope, files.path);
		applySummary(scope, files.summary);
		return {
			outputs: readEntries(files.output),
			state: readEntries(files.state),
			problem: void 0
		};
	} catch (error) {
		return {
			outputs: {},
			state: {},
			problem: `Unable to process file command: ${messageOf(error)}`
		};
	}
}
async function runStepProcess(scope, step) {
	const { job } = scope;
	const files = makeCommandFiles(job.paths.temp);
	let forbidden;
	const onLine = (line) => {
		forbidden = job.log.output(line) ?? forbidden;
	};
	const end = await runProcess({
		command: step.command,
		args: step.args,
		cwd: step.cwd,
		env: stepEnvironment(scope, step.environment, files),
		onLine,
		signal: step.signal,
		killDelays: job.options.killDelays
	});
	job.log.resumeCommands();
	if (end.pid !== void 0) job.processGroups.push(end.pid);
	const collected = collect(scope, files);
	const problem = forbidden === void 0 ? collected.problem : `::${forbidden}:: is not supported by the sandbox's runner; write to the file of GITHUB_OUTPUT, GITHUB_STATE, GITHUB_ENV or GITHUB_PATH`;
	return {
		...collected,
		problem,
		exitCode: end.exitCode
	};
}
//#endregion
//#region sandbox/runner/javascript-action.ts
var JavaScriptActionUse = class {
	#scope;
	#definition;
	#place;
	#state = {};
	#isPrepared = false;
	constructor(scope, definition, place) {
		this.#scope = {
			...scope,
			action: place
		};
		this.#definition = definition;
		this.#place = place;
	}
	get hasPre() {
		return this.#definition.pre !== void 0 && !this.#isPrepared;
	}
	async runPre(call) {
		const { pre, preIf } = this.#definition;
		this.#isPrepared = true;
		this.#scope.job.preparedStates.set(call.step, this.#state);
		if (pre === void 0 || !evaluateCondition(preIf, expressionScope(this.#scope))) return void 0;
		return this.#runScript(pre, call, call.signal);
	}
	async runMain(call) {
		const { main, post, postIf } = this.#definition;
		const prepared = this.#scope.job.preparedStates.get(call.step);
		this.#isPrepared ||= prepared !== void 0;
		Object.assign(this.#state, prepared);
		if (this.hasPre) {
			const end = await this.runPre(call);
			if (end !== void 0 && end.status !== "success") return end;
		}
		if (post !== void 0) this.#scope.job.posts.push({
			name: `Post ${call.name}`,
			condition: postIf,
			scope: this.#scope,
			run: (signal) => this.#runScript(post, call, signal)
		});
		const title = call.uses.startsWith(".") ? call.uses : call.uses.replace(/@([0-9a-f]{7})[0-9a-f]{33}$/, "@$1");
		this.#scope.job.log.group(`Run ${title}`, withLines(call));
		return this.#runScript(main, call, call.signal);
	}
	async #runScript(script, call, signal) {
		const file = join(this.#place.directory, script);
		if (!existsSync(file)) throw new WorkflowError(`File not found: '${file}'`);
		const inputs = resolveInputs(this.#scope, call, this.#definition.inputs);
		const state = Object.entries(this.#state).map(([name, value]) => [`STATE_${name}`, value]);
		const result = await runStepProcess(this.#scope, {
			command: process.execPath,
			args: [file],
			cwd: this.#scope.job.paths.workspace,
			environment: {
				...call.environment,
				...this.#scope.job.actionDefaults,
				...inputVariables(inputs),
				...Object.fromEntries(state)
			},
			signal
		});
		Object.assign(this.#state, result.state);
		return endOfProcess(this.#scope, result, signal);
	}
};
function withLines(call) {
	const entries = Object.entries(call.with).map(([name, value]) => `  ${name}: ${value}`);
	return entries.length === 0 ? [] : ["with:", ...entries];
}
//#endregion
//#region sandbox/runner/run-action.ts
async function resolveAction(scope, uses) {
	const { host, paths } = scope.job;
	const reference = parseActionReference(uses);
	if (reference === void 0) {
		const place = localAction(scope.job, uses);
		return {
			place,
			definition: readActionDefinition(place.directory, uses)
		};
	}
	if (findBuiltinAction(reference) !== void 0 && host.findRepository(reference.repository) === void 0) return void 0;
	const place = await fetchAction(host, paths.actions, reference);
	return {
		place,
		definition: readActionDefinition(place.directory, uses)
	};
}
async function runAction(scope, call, runSteps) {
	const action = await resolveAction(scope, call.uses);
	if (action === void 0) return runBuiltin(scope, call);
	const { place, definition } = action;
	if (definition.kind === "composite") return runCompositeAction(scope, call, {
		definition,
		place
	}, runSteps);
	return new JavaScriptActionUse(scope, definition, place).runMain(call);
}
async function runBuiltin(scope, call) {
	const reference = parseActionReference(call.uses);
	const action = reference === void 0 ? void 0 : findBuiltinAction(reference);
	const lines = Object.entries(call.with).map(([name, value]) => `  ${name}: ${value}`);
	scope.job.log.group(`Run ${call.uses}`, ["(built into the sandbox's runner)", ...lines]);
	return {
		status: "success",
		outputs: await action?.run(scope, call) ?? {}
	};
}
//#endregion
//#region sandbox/runner/run-script.ts
const namedShells = {
	bash: {
		extension: ".sh",
		command: [
			"bash",
			"--noprofile",
			"--norc",
			"-eo",
			"pipefail",
			"{0}"
		]
	},
	sh: {
		extension: ".sh",
		command: [
			"sh",
			"-e",
			"{0}"
		]
	},
	python: {
		extension: ".py",
		command: ["python", "{0}"]
	}
};
const shellWhenUnwritten = {
	extension: ".sh",
	command: [
		"bash",
		"-e",
		"{0}"
	]
};
function findShell(shell) {
	if (shell === void 0) return shellWhenUnwritten;
	const named = namedShells[shell];
	if (named !== void 0) return named;
	if (shell.includes("{0}")) return {
		extension: "",
		command: shell.trim().split(/\s+/)
	};
	throw new WorkflowError(`shell: ${shell} is not supported by the sandbox's runner; take bash, sh, python or "command {0}"`);
}
function resolveWorkingDirectory(workspace, directory) {
	if (directory === void 0 || directory === "") return workspace;
	return isAbsolute(directory) ? directory : join(workspace, directory);
}
function header(step, command) {
	const environment = Object.entries(step.environment).map(([name, value]) => `  ${name}: ${value}`);
	return [
		...step.script.trimEnd().split("\n"),
		`shell: ${command.join(" ")}`,
		...environment.length === 0 ? [] : ["env:", ...environment]
	];
}
async function runScript(scope, step) {
	const { paths, log } = scope.job;
	const shell = findShell(step.shell);
	const file = join(paths.temp, `${randomUUID()}${shell.extension}`);
	writeFileSync(file, step.script.endsWith("\n") ? step.script : `${step.script}\n`);
	const [first = ""] = step.script.split("\n");
	log.group(`Run ${first}`, header(step, shell.command));
	const [command = "", ...args] = shell.command.map((part) => part.replace("{0}", file));
	return runStepProcess(scope, {
		command,
		args,
		cwd: resolveWorkingDirectory(paths.workspace, step.workingDirectory),
		environment: step.environment,
		signal: step.signal
	});
}
//#endregion
//#region sandbox/runner/run-step.ts
function evaluateTexts(value, scope) {
	const evaluated = typeof value === "string" ? evaluateNode(value, scope) : value;
	return Object.fromEntries(Object.entries(asObject(evaluated)).map(([name, text]) => [name, typeof text === "string" ? interpolate(text, scope) : toText$1(text)]));
}
function stepName(step, scope) {
	const name = stringAt(step, "name");
	if (name !== void 0) return interpolate(name, scope);
	const uses = stringAt(step, "uses");
	if (uses !== void 0) return `Run ${uses}`;
	const [first = ""] = (stringAt(step, "run") ?? "").split("\n");
	return `Run ${interpolate(first, scope)}`;
}
function readyStep(scope, raw) {
	const environment = evaluateTexts(raw["env"], expressionScope(scope));
	const expressions = expressionScope(scope, {
		...levelEnvironment(scope),
		...environment
	});
	return {
		raw,
		name: stepName(raw, expressions),
		environment,
		expressions
	};
}
function readCall(step, uses, signal) {
	const { raw, name, environment, expressions } = step;
	return {
		uses,
		name,
		with: evaluateTexts(raw["with"], expressions),
		environment,
		signal,
		step: raw
	};
}
async function runPreStep(scope, raw, start) {
	const uses = stringAt(raw, "uses");
	if (uses === void 0 || parseActionReference(uses) === void 0) return;
	const action = await resolveAction(scope, uses);
	if (action?.definition.kind !== "javascript" || action.definition.pre === void 0) return;
	const use = new JavaScriptActionUse(scope, action.definition, action.place);
	const name = `Pre Run ${uses}`;
	const end = start(name);
	let isSkipped = false;
	const result = await guardStep(scope, name, void 0, async (signal) => {
		const ended = await use.runPre(readCall(readyStep(scope, raw), uses, signal));
		isSkipped = ended === void 0;
		return ended ?? {
			status: "success",
			outputs: {}
		};
	});
	if (result.status === "failure") scope.status = "failure";
	end(isSkipped ? "skipped" : result.status);
}
async function execute(scope, step, signal) {
	const { raw, environment, expressions } = step;
	const uses = stringAt(raw, "uses");
	if (uses !== void 0) return runAction(scope, readCall(step, uses, signal), runSteps);
	const shell = stringAt(raw, "shell") ?? scope.runDefaults.shell;
	if (scope.depth > 0 && shell === void 0) throw new WorkflowError(`${step.name}: a run step of a composite action needs "shell"`);
	const directory = stringAt(raw, "working-directory") ?? scope.runDefaults.workingDirectory;
	return endOfProcess(scope, await runScript(scope, {
		script: interpolate(stringAt(raw, "run") ?? "", expressions),
		shell: shell === void 0 ? void 0 : interpolate(shell, expressions),
		workingDirectory: directory === void 0 ? void 0 : interpolate(directory, expressions),
		environment,
		signal
	}), signal);
}
function timeoutMinutes(step) {
	const written = step.raw["timeout-minutes"];
	if (written === void 0) return void 0;
	const minutes = Number(toText$1(evaluateNode(written, step.expressions)));
	if (Number.isFinite(minutes) && minutes > 0) return minutes;
	throw new WorkflowError(`${step.name}: timeout-minutes must be a number above 0`);
}
async function guardStep(scope, name, minutes, work) {
	const { log } = scope.job;
	const outer = stepSignal(scope.job);
	const timeout = minutes === void 0 ? void 0 : AbortSignal.timeout(Math.ceil(minutes * 6e4));
	const signal = timeout === void 0 ? outer : AbortSignal.any([outer, timeout]);
	try {
		const end = await work(signal);
		if (timeout?.aborted !== true || outer.aborted) return end;
		log.error(`The action '${name}' has timed out after ${minutes} minutes.`);
		return {
			...end,
			status: "failure"
		};
	} catch (error) {
		log.error(messageOf(error));
		return {
			status: outer.aborted ? "cancelled" : "failure",
			outputs: {}
		};
	}
}
function isAllowedToFail(step) {
	const written = step.raw["continue-on-error"];
	return written !== void 0 && isTruthy(evaluateNode(written, step.expressions));
}
const skipped = {
	outputs: {},
	outcome: "skipped",
	conclusion: "skipped"
};
async function runReadyStep(scope, step) {
	if (!evaluateCondition(step.raw["if"], step.expressions)) return skipped;
	const minutes = timeoutMinutes(step);
	const end = await guardStep(scope, step.name, minutes, (signal) => execute(scope, step, signal));
	const conclusion = end.status === "failure" && isAllowedToFail(step) ? "success" : end.status;
	return {
		outputs: end.outputs,
		outcome: end.status,
		conclusion
	};
}
async function runStep(scope, raw) {
	let result;
	try {
		result = await runReadyStep(scope, readyStep(scope, raw));
	} catch (error) {
		scope.job.log.error(messageOf(error));
		result = {
			outputs: {},
			outcome: "failure",
			conclusion: "failure"
		};
	}
	const id = stringAt(raw, "id");
	if (id !== void 0) scope.steps.set(id, result);
	if (result.conclusion === "failure") scope.status = "failure";
	return result;
}
async function runSteps(scope, steps) {
	for (const step of steps) {
		if (scope.job.signals.stopped.aborted) return;
		await runStep(scope, step);
	}
}
//#endregion
//#region sandbox/runner/step-journal.ts
var StepJournal = class {
	#host;
	#job;
	#steps = [];
	constructor(host, job) {
		this.#host = host;
		this.#job = job;
	}
	get job() {
		return this.#job;
	}
	start(name) {
		const number = this.#steps.length + 1;
		const started = {
			name,
			number,
			status: "in_progress",
			conclusion: null,
			startedAt: this.#host.timestamp(),
			completedAt: null
		};
		this.#steps.push(started);
		this.update({});
		return (conclusion) => {
			this.#steps = this.#steps.map((step) => step.number === number ? {
				...step,
				status: "completed",
				conclusion,
				completedAt: this.#host.timestamp()
			} : step);
			this.update({});
		};
	}
	update(change) {
		this.#job = this.#host.ledger.updateJob(this.#job, {
			steps: this.#steps,
			...change
		});
	}
};
//#endregion
//#region sandbox/runner/run-job.ts
const maxOutputBytes = 1024 * 1024;
function openScope(request, state) {
	const scope = {
		job: state,
		inputs: request.frame.inputs,
		steps: new Map(),
		environment: {},
		action: void 0,
		runDefaults: {},
		depth: 0,
		status: "success"
	};
	const workflowEnvironment = evaluateTexts(request.workflow.document["env"], expressionScope(scope));
	const outer = {
		...scope,
		environment: workflowEnvironment
	};
	const jobEnvironment = evaluateTexts(request.definition["env"], expressionScope(outer));
	const complete = {
		...scope,
		environment: {
			...workflowEnvironment,
			...jobEnvironment
		}
	};
	return {
		...complete,
		runDefaults: runDefaults(request, complete)
	};
}
function runDefaults({ workflow, definition }, scope) {
	const levels = [workflow.document, definition].map((level) => asObject(asObject(level["defaults"])["run"]));
	const { shell, "working-directory": workingDirectory } = evaluateTexts(Object.assign({}, ...levels), expressionScope(scope));
	return {
		...shell === void 0 ? {} : { shell },
		...workingDirectory === void 0 ? {} : { workingDirectory }
	};
}
async function prepareActions(scope, request) {
	for (const step of asList(request.definition["steps"])) {
		const uses = stringAt(step, "uses");
		if (uses !== void 0 && parseActionReference(uses) !== void 0) await resolveAction(scope, uses);
	}
}
async function setUp(scope, request, journal) {
	const { job } = scope;
	const end = journal.start("Set up job");
	job.log.line(`Current runner: ${job.runnerName} of the sandbox, Node ${process.version}`);
	job.log.line(`Job: ${request.job.name}, commit ${request.run.sha}`);
	const result = await guardStep(scope, "Set up job", void 0, async () => {
		if (request.workflow.errors.length > 0) throw new WorkflowError(request.workflow.errors.join("\n"));
		await prepareActions(scope, request);
		return {
			status: "success",
			outputs: {}
		};
	});
	scope.status = result.status;
	end(result.status);
	if (result.status !== "success") return false;
	for (const raw of asList(request.definition["steps"]).map(asObject)) await runPreStep(scope, raw, (name) => journal.start(name));
	return true;
}
function safeName(scope, step) {
	try {
		return stepName(step, expressionScope(scope));
	} catch {
		return stringAt(step, "name") ?? stringAt(step, "uses") ?? "Run";
	}
}
async function runMainSteps(scope, request, journal) {
	for (const raw of asList(request.definition["steps"]).map(asObject)) {
		if (scope.job.signals.stopped.aborted) return;
		journal.start(safeName(scope, raw))((await runStep(scope, raw)).conclusion);
	}
}
async function runPosts(scope, journal) {
	for (let post = scope.job.posts.pop(); post !== void 0; post = scope.job.posts.pop()) {
		if (scope.job.signals.stopped.aborted) return;
		const { name, run, condition } = post;
		const shown = {
			...post.scope,
			status: scope.status
		};
		const end = journal.start(name);
		if (!evaluateCondition(condition, expressionScope(shown))) {
			end("skipped");
			continue;
		}
		const result = await guardStep(scope, name, void 0, (signal) => run(signal));
		if (result.status === "failure") scope.status = "failure";
		end(result.status);
	}
}
function readOutputs(scope, request) {
	const expressions = expressionScope(scope);
	const entries = Object.entries(asObject(request.definition["outputs"])).map(([name, value]) => [name, interpolate(jsonText(value), expressions)]);
	const { mask, log } = scope.job;
	const bytes = entries.reduce((sum, [, value]) => sum + Buffer.byteLength(value), 0);
	if (bytes > maxOutputBytes) throw new WorkflowError(`The outputs of the job have ${bytes} bytes, at most ${maxOutputBytes} are allowed`);
	return Object.fromEntries(entries.filter(([name, value]) => {
		if (mask.redact(value) === value) return true;
		log.warning(`Skip output '${name}' since it may contain secret.`);
		return false;
	}));
}
function readEnvironmentUrl(scope, { environment }) {
	return environment?.url === void 0 ? void 0 : toText$1(evaluateNode(environment.url, expressionScope(scope)));
}
function tellTimeout({ timeout }, { log, runnerName }) {
	if (!timeout.signal.aborted) return;
	const minutes = timeout.minutes;
	log.error(`The job running on runner ${runnerName} has exceeded the maximum execution time of ${minutes} minutes.`);
}
async function cleanUp(state, journal) {
	const end = journal.start("Complete job");
	const killed = await killOrphans(state.trackingId, state.processGroups);
	state.log.line("Cleaning up orphan processes");
	for (const pid of killed) state.log.line(`Terminate orphan process: pid (${pid})`);
	state.host.revokeToken(state.token);
	end("success");
}
async function runOpenJob(request, state, journal) {
	let scope;
	let outputs = {};
	let environmentUrl;
	try {
		scope = openScope(request, state);
		if (await setUp(scope, request, journal)) await runMainSteps(scope, request, journal);
		await runPosts(scope, journal);
		outputs = readOutputs(scope, request);
		environmentUrl = readEnvironmentUrl(scope, request);
		tellTimeout(request, state);
	} catch (error) {
		state.log.error(messageOf(error));
		return {
			status: "failure",
			outputs
		};
	} finally {
		await cleanUp(state, journal);
	}
	return {
		status: currentStatus(scope),
		outputs,
		...environmentUrl === void 0 ? {} : { environmentUrl }
	};
}
async function runJob(request) {
	const { host } = request;
	const state = openJob(request);
	const journal = new StepJournal(host, request.job);
	journal.update({
		status: "in_progress",
		startedAt: host.timestamp(),
		runnerId: request.runner.id,
		runnerName: state.runnerName
	});
	const end = await runOpenJob(request, state, journal);
	journal.update({
		status: "completed",
		conclusion: end.status,
		completedAt: host.timestamp(),
		annotations: state.log.annotations,
		outputs: end.outputs,
		summary: state.summaries.join("\n")
	});
	return end;
}
//#endregion
//#region sandbox/runner/run-matrix.ts
const defaultTimeoutMinutes = 360;
function runsOn(definition, scope) {
	const evaluated = evaluateNode(definition["runs-on"] ?? null, scope);
	return asList(isObject$1(evaluated) ? memberAt(evaluated, "labels") : evaluated).map((label) => toText$1(label)).filter((label) => label !== "");
}
function readTimeout(definition, scope) {
	const minutes = Number(toText$1(evaluateNode(definition["timeout-minutes"] ?? defaultTimeoutMinutes, scope)));
	if (Number.isFinite(minutes) && minutes > 0) return Math.min(minutes * 6e4, 2 ** 31 - 1);
	throw new WorkflowError("timeout-minutes must be a number above 0");
}
function planJob(request, { name, scope }) {
	const { definition, host, run, key, frame } = request;
	const fullName = `${frame.namePrefix}${name}`;
	const settings = {
		mayFail: isTruthy(evaluateNode(definition["continue-on-error"] ?? false, scope)),
		timeoutMs: readTimeout(definition, scope),
		environment: readEnvironment(definition["environment"], scope),
		retained: frame.retained.get(fullName)
	};
	const draft = {
		key,
		name: fullName,
		labels: runsOn(definition, scope)
	};
	return {
		request,
		scope,
		job: host.ledger.createJob(run, draft),
		...settings
	};
}
function completeWithoutRunning({ request, job }, status, message) {
	const { host, run } = request;
	const now = host.timestamp();
	if (message !== void 0) host.ledger.appendLog(job.id, `${new Date().toISOString()} ##[error]${message}\n`);
	const place = {
		title: null,
		path: run.workflowPath,
		startLine: 1,
		endLine: 1
	};
	host.ledger.updateJob(job, {
		status: "completed",
		conclusion: status,
		startedAt: job.startedAt ?? now,
		completedAt: now,
		annotations: message === void 0 ? [] : [{
			level: "failure",
			message,
			...place
		}]
	});
	return {
		status,
		outputs: {}
	};
}
function takeOver({ request, job }, old) {
	const { status, conclusion, startedAt, completedAt, runnerId, runnerName } = old;
	const { steps, annotations, summary, outputs = {} } = old;
	request.host.ledger.copyLog(old.id, job.id);
	const times = {
		status,
		conclusion,
		startedAt,
		completedAt,
		runnerId,
		runnerName
	};
	request.host.ledger.updateJob(job, {
		...times,
		steps,
		annotations,
		summary,
		outputs
	});
	return {
		status: conclusion === "success" || conclusion === "cancelled" ? conclusion : "failure",
		outputs
	};
}
async function runOnRunner(matrixJob, cancelled) {
	const { request, job, scope } = matrixJob;
	const { runners, stopped } = request;
	const place = await runners.acquire(job.labels, AbortSignal.any([cancelled, stopped]));
	if (place === void 0) return completeWithoutRunning(matrixJob, "cancelled", void 0);
	const timeout = AbortSignal.timeout(matrixJob.timeoutMs);
	const { needs = null, matrix = null, strategy = null } = scope.contexts;
	try {
		return await runJob({
			...request,
			job,
			contexts: {
				needs,
				matrix,
				strategy
			},
			timeout: {
				signal: timeout,
				minutes: matrixJob.timeoutMs / 6e4
			},
			signals: {
				cancelled: AbortSignal.any([cancelled, timeout]),
				stopped
			},
			runner: place,
			environment: matrixJob.environment
		});
	} finally {
		place.release();
	}
}
async function runBehindGate(matrixJob, cancelled) {
	const { request, job, environment } = matrixJob;
	if (environment === void 0) return runOnRunner(matrixJob, cancelled);
	const { host, run, stopped } = request;
	const signal = AbortSignal.any([cancelled, stopped]);
	const deployment = host.environments.open(run, environment.name);
	const decision = await host.environments.pass({
		run,
		job,
		deployment,
		signal
	});
	if (decision !== "approved") {
		host.environments.report(run, deployment, {
			state: "failure",
			url: ""
		});
		const message = environmentRefusal(decision, environment.name, run);
		return completeWithoutRunning(matrixJob, decision === "cancelled" ? "cancelled" : "failure", message);
	}
	host.environments.report(run, deployment, {
		state: "in_progress",
		url: ""
	});
	const end = await runOnRunner(matrixJob, cancelled);
	const state = end.status === "success" ? "success" : "failure";
	host.environments.report(run, deployment, {
		state,
		url: end.environmentUrl ?? ""
	});
	return end;
}
async function runInGroup(matrixJob, cancelled) {
	const { request, job, scope } = matrixJob;
	const superseded = new AbortController();
	const either = AbortSignal.any([cancelled, superseded.signal]);
	const place = await enterGroup({
		request,
		written: request.definition["concurrency"],
		scope,
		cancel: () => superseded.abort(),
		signal: AbortSignal.any([either, request.stopped])
	});
	if (place.kind === "deadlock") return completeWithoutRunning(matrixJob, "cancelled", deadlockMessage(place.group, job.name));
	try {
		return await runBehindGate(matrixJob, either);
	} finally {
		place.leave();
	}
}
async function runOne(matrixJob, { failFast, places }) {
	const { request, mayFail, retained } = matrixJob;
	if (retained !== void 0) return {
		end: takeOver(matrixJob, retained),
		mayFail,
		isRetained: true
	};
	const signals = [request.cancelled, ...failFast === void 0 ? [] : [failFast.signal]];
	const cancelled = AbortSignal.any(signals);
	const place = await places.acquire(AbortSignal.any([cancelled, request.stopped]));
	let end;
	try {
		end = place === void 0 ? completeWithoutRunning(matrixJob, "cancelled", void 0) : await runInGroup(matrixJob, cancelled);
	} catch (error) {
		end = completeWithoutRunning(matrixJob, "failure", messageOf(error));
	} finally {
		place?.release();
	}
	if (end.status === "failure" && !mayFail) failFast?.abort();
	return {
		end,
		mayFail,
		isRetained: false
	};
}
function runMatrix(request) {
	const { rows, isFailFast, maxParallel } = planMatrixRows(request.key, request.definition, request.scope);
	const strategy = {
		failFast: isFailFast ? new AbortController() : void 0,
		places: new Places(maxParallel)
	};
	const jobs = rows.map((row) => planJob(request, row));
	return Promise.all(jobs.map((matrixJob) => runOne(matrixJob, strategy)));
}
//#endregion
//#region sandbox/runner/job-graph.ts
var JobGraph = class JobGraph {
	#request;
	#definitions;
	#results = new Map();
	constructor(request) {
		this.#request = request;
		const jobs = Object.entries(asObject(request.workflow.document["jobs"]));
		this.#definitions = Object.fromEntries(jobs.map(([key, definition]) => [key, asObject(definition)]));
	}
	async runAll() {
		const keys = Object.keys(this.#definitions);
		const results = await Promise.all(keys.map((key) => this.#result(key)));
		const jobs = Object.fromEntries(results.map(({ result, outputs }, index) => [keys[index] ?? "", {
			result,
			outputs: { ...outputs }
		}]));
		const isRetained = results.every((result) => result.isRetained);
		return {
			conclusion: this.#conclude(results),
			jobs,
			isRetained
		};
	}
	#conclude(results) {
		if (results.some(({ breaksRun }) => breaksRun)) return "failure";
		if (this.#isCancelled() || results.some(({ result }) => result === "cancelled")) return "cancelled";
		return results.every(({ result }) => result === "skipped") ? "skipped" : "success";
	}
	#isCancelled() {
		return this.#request.cancelled.aborted || this.#request.stopped.aborted;
	}
	#result(key) {
		const found = this.#results.get(key);
		if (found !== void 0) return found;
		const { promise, resolve } = Promise.withResolvers();
		this.#results.set(key, promise);
		this.#runKey(key).then(resolve);
		return promise;
	}
	async #runKey(key) {
		const definition = this.#definitions[key] ?? {};
		const needs = asList(definition["needs"]).map(String);
		const needed = new Map();
		for (const need of needs) needed.set(need, await this.#result(need));
		const ancestors = await this.#ancestors(needs);
		const scope = this.#scope(needed, ancestors);
		const retained = ancestors.every(({ isRetained }) => isRetained) ? this.#request.frame.retained : new Map();
		const request = {
			...this.#request,
			frame: {
				...this.#request.frame,
				retained
			},
			key,
			definition,
			scope
		};
		try {
			if (!(!this.#request.stopped.aborted && evaluateCondition(definition["if"], scope))) return this.#skip(key, definition, scope);
			return await (stringAt(definition, "uses") === void 0 ? runKeyJobs(request) : this.#call(request));
		} catch (error) {
			this.#failKey(`${this.#request.frame.namePrefix}${key}`, messageOf(error));
			return {
				result: "failure",
				outputs: {},
				breaksRun: true,
				isRetained: false
			};
		}
	}
	async #ancestors(needs) {
		const seen = new Set();
		const queue = [...needs];
		for (let key = queue.pop(); key !== void 0; key = queue.pop()) {
			if (seen.has(key)) continue;
			seen.add(key);
			queue.push(...asList(this.#definitions[key]?.["needs"]).map(String));
		}
		return Promise.all([...seen].map((key) => this.#result(key)));
	}
	#scope(needed, ancestors) {
		const { host, run, repository, frame } = this.#request;
		const needs = [...needed].map(([key, { result, outputs }]) => [key, {
			result,
			outputs: { ...outputs }
		}]);
		const status = this.#isCancelled() ? "cancelled" : ancestors.some(({ result }) => result === "failure") ? "failure" : ancestors.every(({ result }) => result === "success") ? "success" : "skipped";
		return {
			contexts: {
				github: githubContext({
					host,
					run,
					repository
				}),
				inputs: frame.inputs,
				vars: { ...host.variablesOf(repository.id) },
				needs: Object.fromEntries(needs),
				strategy: null,
				matrix: null
			},
			functions: statusFunctions(() => status)
		};
	}
	#skip(key, definition, scope) {
		const { host, run, frame } = this.#request;
		const name = `${frame.namePrefix}${plainName(key, definition, scope)}`;
		const job = host.ledger.createJob(run, {
			key,
			name,
			labels: []
		});
		const now = host.timestamp();
		const conclusion = this.#isCancelled() ? "cancelled" : "skipped";
		host.ledger.updateJob(job, {
			status: "completed",
			conclusion,
			startedAt: now,
			completedAt: now
		});
		return {
			result: conclusion,
			outputs: {},
			breaksRun: false,
			isRetained: true
		};
	}
	#failKey(name, message) {
		const { host, run } = this.#request;
		const job = host.ledger.createJob(run, {
			key: name,
			name,
			labels: []
		});
		const now = host.timestamp();
		host.ledger.appendLog(job.id, `${new Date().toISOString()} ##[error]${message}\n`);
		host.ledger.updateJob(job, {
			status: "completed",
			conclusion: "failure",
			startedAt: now,
			completedAt: now,
			annotations: [{
				level: "failure",
				message,
				title: null,
				path: run.workflowPath,
				startLine: 1,
				endLine: 1
			}]
		});
	}
	async #call(request) {
		const called = request.frame.calls.get(request.key);
		if (called === void 0) throw new WorkflowError(`jobs.${request.key}.uses was not loaded`);
		const ends = await runCalls({
			...request,
			called,
			runGraph: (inner) => new JobGraph(inner).runAll(),
			onFailure: (name, message) => this.#failKey(name, message)
		});
		const has = (result) => ends.some((end) => end.result === result);
		const result = has("failure") ? "failure" : has("cancelled") ? "cancelled" : has("success") ? "success" : "skipped";
		const outputs = Object.assign({}, ...ends.map((end) => nonEmpty(end.outputs)));
		const isRetained = ends.every((end) => end.isRetained);
		return {
			result,
			outputs,
			breaksRun: result === "failure",
			isRetained
		};
	}
};
async function runKeyJobs(request) {
	const ends = await runMatrix(request);
	const breaksRun = ends.filter(({ end }) => end.status === "failure").some(({ mayFail }) => !mayFail);
	const isCancelled = ends.some(({ end }) => end.status === "cancelled");
	return {
		result: breaksRun ? "failure" : isCancelled ? "cancelled" : "success",
		outputs: Object.assign({}, ...ends.map(({ end }) => nonEmpty(end.outputs))),
		breaksRun,
		isRetained: ends.every((one) => one.isRetained)
	};
}
function nonEmpty(outputs) {
	return Object.fromEntries(Object.entries(outputs).filter(([, value]) => value !== ""));
}
function plainName(key, definition, scope) {
	const name = stringAt(definition, "name");
	return name === void 0 ? key : toText$1(evaluateNode(name, scope));
}
//#endregion
//#region sandbox/runner/fail-run.ts
const maxAnnotations = 10;
function failRun({ host, run, workflow }, errors) {
	const job = host.ledger.createJob(run, {
		key: "workflow",
		name: "Invalid workflow file",
		labels: []
	});
	const now = host.timestamp();
	const lines = errors.flatMap((error) => error.split("\n"));
	const log = lines.map((line) => `${new Date().toISOString()} ##[error]${line}\n`);
	host.ledger.appendLog(job.id, log.join(""));
	const end = {
		status: "completed",
		conclusion: "failure",
		startedAt: now,
		completedAt: now
	};
	host.ledger.updateJob(job, {
		...end,
		steps: [{
			name: "Set up job",
			number: 1,
			...end
		}],
		annotations: lines.slice(0, maxAnnotations).map((line) => {
			const startLine = Number(/Line: (\d+)/.exec(line)?.[1] ?? 1);
			return {
				level: "failure",
				message: line,
				title: "Invalid workflow file",
				path: workflow.path,
				startLine,
				endLine: startLine
			};
		})
	});
}
//#endregion
//#region sandbox/runner/run-execution.ts
var RunExecution = class {
	#request;
	#cancel = new AbortController();
	#done;
	constructor(request) {
		this.#request = request;
		this.#done = this.#start();
	}
	get done() {
		return this.#done;
	}
	cancel() {
		this.#cancel.abort();
	}
	async #start() {
		const { host, run } = this.#request;
		let leave;
		let conclusion;
		try {
			const place = await this.#enterGroup();
			leave = place.leave;
			conclusion = await this.#runJobs(place.heldGroups);
		} catch (error) {
			conclusion = this.#fail([messageOf(error)]);
		}
		host.ledger.updateRun(run.id, {
			status: "completed",
			conclusion
		});
		leave?.();
	}
	async #enterGroup() {
		const { workflow, stopped } = this.#request;
		const place = await enterGroup({
			request: {
				...this.#request,
				frame: this.#frame([])
			},
			written: workflow.document["concurrency"],
			scope: this.#scope(),
			cancel: () => this.cancel(),
			signal: AbortSignal.any([this.#cancel.signal, stopped])
		});
		return place.kind === "entered" ? place : {
			leave: () => void 0,
			heldGroups: []
		};
	}
	async #runJobs(heldGroups) {
		const { host, run, repository, workflow, options, stopped } = this.#request;
		if (this.#cancel.signal.aborted || stopped.aborted) return "cancelled";
		host.ledger.updateRun(run.id, { status: "in_progress" });
		if (workflow.errors.length > 0) return this.#fail(workflow.errors);
		const place = {
			repository,
			sha: run.sha
		};
		const granted = options.defaultPermissions;
		const { calls, errors } = await loadCalledWorkflows({
			host,
			place,
			workflow,
			granted
		});
		if (errors.length > 0) return this.#fail(errors);
		const frame = {
			...this.#frame(heldGroups),
			calls
		};
		return (await new JobGraph({
			...this.#request,
			frame,
			cancelled: this.#cancel.signal
		}).runAll()).conclusion;
	}
	#fail(errors) {
		failRun(this.#request, errors);
		return "failure";
	}
	#frame(heldGroups) {
		const { host, run, repository, options, retained } = this.#request;
		return {
			inputs: runInputs(run),
			secrets: run.isFromFork ? {} : host.secretsOf(repository.id),
			namePrefix: "",
			defaultPermissions: options.defaultPermissions,
			calls: new Map(),
			heldGroups,
			retained
		};
	}
	#scope() {
		const { host, run, repository } = this.#request;
		return {
			contexts: {
				github: githubContext({
					host,
					run,
					repository
				}),
				inputs: runInputs(run),
				vars: { ...host.variablesOf(repository.id) }
			},
			functions: []
		};
	}
};
//#endregion
//#region sandbox/runner/run-subject.ts
const pullRequestEvents = new Set([
	"pull_request",
	"pull_request_review",
	"pull_request_review_comment"
]);
function shortName(ref) {
	return ref.replace(/^refs\/(heads|tags)\//, "");
}
async function subjectOfRef(repository, ref) {
	const sha = await repository.resolveRef(ref);
	if (sha === void 0) return void 0;
	return {
		ref,
		sha,
		headSha: sha,
		headBranch: shortName(ref),
		headRepositoryId: repository.id,
		pullNumbers: [],
		isFromFork: false
	};
}
function subjectOfDefaultBranch(repository) {
	return subjectOfRef(repository, `refs/heads/${repository.defaultBranch}`);
}
function subjectOfDispatch(repository, ref) {
	return subjectOfRef(repository, ref);
}
async function subjectOfPullRequest(repository, pull) {
	const number = Number(memberAt(pull, "number"));
	const headSha = stringAt(pull, "head", "sha");
	if (headSha === void 0) return void 0;
	const headRepositoryId = Number(memberAt(pull, "head", "repo", "id"));
	const merge = await mergeCommit(repository, number, pull);
	return {
		ref: `refs/pull/${number}/${merge === void 0 ? "head" : "merge"}`,
		sha: merge ?? headSha,
		headSha,
		headBranch: stringAt(pull, "head", "ref") ?? null,
		headRepositoryId: Number.isNaN(headRepositoryId) ? null : headRepositoryId,
		pullNumbers: [number],
		isFromFork: headRepositoryId !== repository.id
	};
}
async function mergeCommit(repository, number, pull) {
	if (stringAt(pull, "state") !== "open") return void 0;
	return repository.resolveRef(`refs/pull/${number}/merge`);
}
async function subjectOfDeployment(repository, deployment) {
	const sha = stringAt(deployment, "sha");
	const name = stringAt(deployment, "ref") ?? "";
	if (sha === void 0) return void 0;
	const candidates = name === sha ? [] : [`refs/heads/${name}`, `refs/tags/${name}`];
	for (const ref of candidates) {
		const subject = await subjectOfRef(repository, ref);
		if (subject !== void 0) return {
			...subject,
			sha,
			headSha: sha
		};
	}
	return {
		ref: "",
		sha,
		headSha: sha,
		headBranch: null,
		headRepositoryId: repository.id,
		pullNumbers: [],
		isFromFork: false
	};
}
async function findRunSubject(repository, change) {
	const { event, payload } = change;
	if (pullRequestEvents.has(event)) return subjectOfPullRequest(repository, payload["pull_request"]);
	if (event === "push") {
		const subject = await subjectOfRef(repository, stringAt(payload, "after") ?? "");
		const ref = stringAt(payload, "ref") ?? "";
		return subject === void 0 ? void 0 : {
			...subject,
			ref,
			headBranch: shortName(ref)
		};
	}
	if (event === "create") return subjectOfRef(repository, `refs/${stringAt(payload, "ref_type") === "tag" ? "tags" : "heads"}/${stringAt(payload, "ref") ?? ""}`);
	if (event === "deployment" || event === "deployment_status") return subjectOfDeployment(repository, payload["deployment"]);
	if (event === "release") return await subjectOfRef(repository, `refs/tags/${stringAt(payload, "release", "tag_name") ?? ""}`) ?? subjectOfDefaultBranch(repository);
	return subjectOfDefaultBranch(repository);
}
//#endregion
//#region sandbox/runner/runner-options.ts
const defaultLabels = [
	"self-hosted",
	"linux",
	"x64",
	"ubuntu-latest",
	"ubuntu-24.04",
	"ubuntu-22.04"
];
function completeOptions(options) {
	const { labels = defaultLabels, maxJobs = 2 } = options;
	const runners = Array.from({ length: maxJobs }, (_, index) => ({
		name: `sandbox-${index + 1}`,
		labels
	}));
	return {
		toolCache: `${options.workRoot}/_tool`,
		environment: {},
		allowedEnvironment: [],
		labels,
		maxJobs,
		runners,
		defaultPermissions: {
			contents: "read",
			packages: "read",
			metadata: "read"
		},
		killDelays: runnerKillDelays,
		...options
	};
}
//#endregion
//#region sandbox/runner/runner-pool.ts
function hasLabels({ labels }, wanted) {
	const own = new Set(labels.map((label) => label.toLowerCase()));
	return wanted.every((label) => own.has(label.toLowerCase()));
}
var RunnerPool = class {
	#runners;
	#line = new WaitingLine();
	constructor(descriptions) {
		this.#runners = descriptions.map((one, index) => ({
			...one,
			id: index + 1,
			isBusy: false
		}));
	}
	async acquire(labels, signal) {
		this.#check(labels);
		const acquired = this.#line.join(labels, signal);
		this.#handOut();
		const runner = await acquired;
		if (runner === void 0) return void 0;
		const { id, name, labels: own } = runner;
		return {
			id,
			name,
			labels: own,
			release: () => this.#release(runner)
		};
	}
	#check(labels) {
		if (this.#runners.some((runner) => hasLabels(runner, labels))) return;
		const shown = this.#runners.map(({ name, labels: own }) => `${name} has ${own.join(", ")}`);
		throw new WorkflowError(`runs-on: no runner of the sandbox has the label(s) ${labels.join(", ")}; ${shown.join("; ")}`);
	}
	#release(runner) {
		runner.isBusy = false;
		this.#handOut();
	}
	#handOut() {
		this.#line.serve((labels) => {
			const runner = this.#runners.find((one) => !one.isBusy && hasLabels(one, labels));
			if (runner !== void 0) runner.isBusy = true;
			return runner;
		});
	}
};
//#endregion
//#region sandbox/runner/retained-jobs.ts
const failures = new Set([
	"failure",
	"cancelled",
	"timed_out",
	"startup_failure"
]);
function runsAgain({ id, conclusion }, choice) {
	if (choice === "all") return true;
	if (choice === "failed") return failures.has(conclusion ?? "");
	return id === choice.jobId;
}
function retainedJobs(jobs, choice) {
	const again = jobs.filter((job) => runsAgain(job, choice));
	if (again.length === 0 && choice !== "all") throw new WorkflowError("This workflow run cannot be retried: it has no failed jobs");
	const names = new Set(again.map(({ name }) => name));
	const kept = jobs.filter(({ name, conclusion }) => !names.has(name) && conclusion !== "skipped");
	return new Map(kept.map((job) => [job.name, job]));
}
//#endregion
//#region sandbox/runner/ref-filter.ts
function filterExpression(pattern) {
	const source = pattern.replaceAll(/\*\*\/|\*\*|\*|[.^$(){}|]|\\(.)/g, (found, escaped) => {
		if (escaped !== void 0) return `\\${escaped}`;
		if (found === "**/") return "(?:.*/)?";
		if (found === "**") return ".*";
		if (found === "*") return "[^/]*";
		return `\\${found}`;
	});
	return new RegExp(`^${source}$`);
}
function matchesPatterns(name, patterns) {
	return patterns.reduce((isIn, pattern) => {
		if (pattern.startsWith("!")) return isIn && !filterExpression(pattern.slice(1)).test(name);
		return isIn || filterExpression(pattern).test(name);
	}, false);
}
function passesFilter(names, filter) {
	if (filter.only !== void 0) {
		const only = filter.only;
		return names.some((name) => matchesPatterns(name, only));
	}
	if (filter.ignore !== void 0) {
		const ignore = filter.ignore;
		return names.some((name) => !matchesPatterns(name, ignore));
	}
	return true;
}
//#endregion
//#region sandbox/runner/trigger.ts
const defaultTypes = {
	pull_request: [
		"opened",
		"synchronize",
		"reopened"
	],
	pull_request_target: [
		"opened",
		"synchronize",
		"reopened"
	]
};
const neverMatched = new Set([
	"workflow_dispatch",
	"schedule",
	"workflow_job",
	"ping"
]);
function names$1(value) {
	return asList(value).map(String);
}
function readFilter(filters, key) {
	const only = filters[key];
	const ignore = filters[`${key}-ignore`];
	if (only !== void 0) return { only: names$1(only) };
	return ignore === void 0 ? void 0 : { ignore: names$1(ignore) };
}
function passesTypes(filters, { event, action, payload }) {
	const type = event === "repository_dispatch" ? stringAt(payload, "action") ?? action : action;
	const written = filters["types"] === void 0 ? defaultTypes[event] : names$1(filters["types"]);
	return written === void 0 || type !== null && written.includes(type);
}
function passesPushRef(filters, ref) {
	const branches = readFilter(filters, "branches");
	const tags = readFilter(filters, "tags");
	if (ref.startsWith("refs/tags/")) {
		const tag = ref.slice(10);
		return tags === void 0 ? branches === void 0 : passesFilter([tag], tags);
	}
	const branch = ref.slice(11);
	return branches === void 0 ? tags === void 0 : passesFilter([branch], branches);
}
function passesRef(filters, { event, payload }) {
	if (event === "push") return passesPushRef(filters, stringAt(payload, "ref") ?? "");
	const branch = event === "workflow_run" ? stringAt(payload, "workflow_run", "head_branch") : stringAt(payload, "pull_request", "base", "ref");
	const filter = readFilter(filters, "branches");
	return filter === void 0 || passesFilter(branch === void 0 ? [] : [branch], filter);
}
function passesWorkflowName(filters, { event, payload }) {
	if (event !== "workflow_run") return true;
	return names$1(filters["workflows"]).includes(stringAt(payload, "workflow_run", "name") ?? "");
}
async function passesPaths(filters, trigger) {
	const { event, payload } = trigger.change;
	if (event !== "push" && event !== "pull_request" && event !== "pull_request_target") return true;
	const filter = readFilter(filters, "paths");
	const isTag = event === "push" && (stringAt(payload, "ref") ?? "").startsWith("refs/tags/");
	return filter === void 0 || isTag || passesFilter(await trigger.changedPaths(), filter);
}
function isWritten(workflow, event) {
	return !neverMatched.has(event) && workflow.on[event] !== void 0;
}
async function isTriggered(workflow, trigger) {
	const { change } = trigger;
	if (!isWritten(workflow, change.event)) return false;
	const filters = workflow.on[change.event] ?? {};
	if (!passesTypes(filters, change) || !passesRef(filters, change) || !passesWorkflowName(filters, change)) return false;
	return passesPaths(filters, trigger);
}
const skipInstruction = /\[(skip ci|ci skip|no ci|skip actions|actions skip)\]|^skip-checks: ?true$/im;
function asksToSkip(message) {
	return skipInstruction.test(message);
}
//#endregion
//#region sandbox/runner/runner.ts
var WorkflowRunner = class {
	#host;
	#options;
	#runners;
	#groups = new Map();
	#executions = new Map();
	#queues = new Map();
	#pending = new Set();
	#stopped = new AbortController();
	#stopListening;
	constructor(host, options) {
		this.#host = host;
		this.#options = completeOptions(options);
		this.#runners = new RunnerPool(this.#options.runners);
		this.#stopListening = host.onEvent((event) => this.#enqueue(event));
	}
	async dispatch(request) {
		const repository = this.#repository(request.repositoryId);
		const subject = await subjectOfDispatch(repository, request.ref);
		if (subject === void 0) throw new WorkflowError(`No ref found for: ${request.ref.replace(/^refs\/heads\//, "")}`);
		const text = await readFileAt(repository.gitDirectory, subject.sha, request.workflowPath);
		if (text === void 0) throw new WorkflowError(`${request.workflowPath} is not at ${request.ref}`);
		const workflow = await parseWorkflowFile(request.workflowPath, text);
		if (workflow.errors.length > 0) throw new WorkflowError(workflow.errors.join("\n"));
		const inputs = readDispatchInputs(workflow, request.inputs);
		const shown = Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, jsonText(value)]));
		const change = {
			event: "workflow_dispatch",
			action: null,
			repositoryId: repository.id,
			actorId: request.actorId,
			payload: {
				inputs: shown,
				ref: request.ref,
				workflow: request.workflowPath
			}
		};
		return this.#start(this.#complete(change), subject, workflow, inputs);
	}
	async fireSchedule(fullName, cron) {
		const repository = this.#host.findRepository(fullName);
		if (repository === void 0) throw new WorkflowError(`${fullName} is not in the sandbox`);
		const subject = await subjectOfDefaultBranch(repository);
		if (subject === void 0) return [];
		const runs = [];
		for (const workflow of await this.#enabledAt(repository, subject.sha)) {
			const fired = cron ?? workflow.schedules[0];
			if (fired === void 0 || !workflow.schedules.includes(fired)) continue;
			const payload = { schedule: fired };
			const change = {
				event: "schedule",
				action: null,
				repositoryId: repository.id,
				actorId: repository.ownerId,
				payload
			};
			runs.push(await this.#start(this.#complete(change), subject, workflow, {}));
		}
		return runs;
	}
	cancel(runId) {
		const execution = this.#executions.get(runId);
		execution?.cancel();
		return execution !== void 0;
	}
	async rerun(runId, choice) {
		const run = this.#host.ledger.findRun(runId);
		if (run === void 0) throw new WorkflowError(`run ${runId} does not exist`);
		if (this.#executions.has(runId)) throw new WorkflowError("The workflow run is already running");
		if (run.conclusion === "action_required") throw new WorkflowError("The workflow run waits for approval");
		const repository = this.#repository(run.repositoryId);
		const workflow = await this.#workflowOf(run, repository);
		const retained = retainedJobs(this.#host.ledger.jobsOf(runId).filter(({ attempt }) => attempt === run.attempt), choice);
		const again = this.#host.ledger.updateRun(runId, {
			backendId: randomUUID(),
			status: "queued",
			conclusion: null,
			attempt: run.attempt + 1,
			startedAt: this.#host.timestamp()
		});
		this.#execute(again, repository, workflow, retained);
		return again;
	}
	async approve(runId) {
		if (this.#host.ledger.findRun(runId)?.conclusion !== "action_required") throw new WorkflowError("This workflow run does not wait for approval");
		const run = this.#host.ledger.updateRun(runId, {
			status: "queued",
			conclusion: null
		});
		const repository = this.#repository(run.repositoryId);
		const started = this.#workflowOf(run, repository).then((found) => this.#execute(run, repository, found));
		this.#track(Promise.allSettled([started]));
		await started;
		return run;
	}
	async idle() {
		while (this.#pending.size > 0 || this.#executions.size > 0) await Promise.all([...this.#pending, ...[...this.#executions.values()].map(({ done }) => done)]);
	}
	async stop() {
		this.#stopListening();
		this.#stopped.abort();
		await this.idle();
	}
	#repository(id) {
		const repository = this.#host.repositoryById(id);
		if (repository === void 0) throw new WorkflowError(`repository ${id} is not in the sandbox`);
		return repository;
	}
	async #workflowOf(run, { gitDirectory }) {
		const text = await readFileAt(gitDirectory, run.sha, run.workflowPath);
		return parseWorkflowFile(run.workflowPath, text ?? "");
	}
	#enqueue(event) {
		const settled = (this.#queues.get(event.repositoryId) ?? Promise.resolve()).then(() => this.#onEvent(event)).catch((error) => {
			process.stderr.write(`sandbox runner: ${event.event}: ${messageOf(error)}\n`);
		});
		this.#queues.set(event.repositoryId, settled);
		this.#track(settled);
	}
	#track(work) {
		this.#pending.add(work);
		work.finally(() => this.#pending.delete(work));
	}
	async #enabledAt(repository, sha) {
		const { ledger } = this.#host;
		const files = (await readWorkflowFiles(repository.gitDirectory, sha)).filter(({ path }) => !ledger.isDisabled(repository.id, path));
		return Promise.all(files.map(({ path, text }) => parseWorkflowFile(path, text)));
	}
	async #onEvent(change) {
		const repository = this.#host.repositoryById(change.repositoryId);
		if (repository === void 0 || this.#stopped.signal.aborted) return;
		const subject = await findRunSubject(repository, change);
		if (subject === void 0 || await this.#isSkipped(change, repository, subject)) return;
		const changedPaths = () => this.#changedPaths(change, repository, subject);
		for (const workflow of await this.#enabledAt(repository, subject.sha)) if (change.event === "push" && Object.keys(workflow.on).length === 0 || await isTriggered(workflow, {
			change,
			changedPaths
		})) await this.#start(change, subject, workflow, {});
	}
	async #isSkipped(change, repository, subject) {
		if (change.event !== "push" && change.event !== "pull_request") return false;
		return asksToSkip(await readCommitMessage(repository.gitDirectory, subject.headSha));
	}
	async #changedPaths(change, repository, subject) {
		const { gitDirectory } = repository;
		if (change.event === "push") return readChangedPaths(gitDirectory, stringAt(change.payload, "before") ?? "", subject.headSha);
		return readChangedPaths(gitDirectory, await readMergeBase(gitDirectory, stringAt(change.payload, "pull_request", "base", "sha") ?? "", subject.headSha), subject.headSha);
	}
	#complete(change) {
		return {
			...change,
			payload: this.#host.completePayload(change.repositoryId, change.actorId, change.payload)
		};
	}
	async #start(change, subject, workflow, inputs) {
		const repository = this.#repository(change.repositoryId);
		const headCommit = await readHeadCommit(repository.gitDirectory, subject.headSha);
		const draft = {
			...subject,
			repositoryId: repository.id,
			workflowPath: workflow.path,
			workflowName: workflow.name,
			headCommit,
			displayTitle: titleOfEvent(change) ?? workflow.name,
			event: change.event,
			action: change.action,
			actorId: change.actorId,
			payload: change.payload,
			inputs
		};
		const created = this.#host.ledger.createRun(draft);
		const run = this.#applyRunName(created, repository, workflow);
		if (this.#host.needsApproval(run)) return this.#host.ledger.updateRun(run.id, {
			status: "completed",
			conclusion: "action_required"
		});
		this.#execute(run, repository, workflow);
		return run;
	}
	#applyRunName(run, repository, workflow) {
		const written = stringAt(workflow.document, "run-name");
		if (written === void 0) return run;
		const title = titleFromRunName(written, {
			github: githubContext({
				host: this.#host,
				run,
				repository
			}),
			inputs: run.inputs,
			vars: this.#host.variablesOf(repository.id)
		});
		return title === "" ? run : this.#host.ledger.updateRun(run.id, { displayTitle: title });
	}
	#execute(run, repository, workflow, retained = new Map()) {
		const groups = this.#groups.get(repository.id) ?? new ConcurrencyGroups();
		this.#groups.set(repository.id, groups);
		const { signal: stopped } = this.#stopped;
		const execution = new RunExecution({
			host: this.#host,
			options: this.#options,
			runners: this.#runners,
			retained,
			groups,
			repository,
			workflow,
			run,
			stopped
		});
		this.#executions.set(run.id, execution);
		this.#track(execution.done.then(() => this.#executions.delete(run.id)));
	}
};
//#endregion
//#region sandbox/runner/start-runner.ts
function startRunner(context, options) {
	const service = actionsService(context);
	service.ledger.abandonUnfinished();
	const runner = new WorkflowRunner(createRunnerHost(context), options);
	service.attach(runner);
	const repositoryId = (fullName) => {
		const [owner = "", name = ""] = fullName.split("/");
		const found = context.findRepository(owner, name);
		if (found === void 0) throw new WorkflowError(`${fullName} is not in the sandbox`);
		return found.id;
	};
	const stop = async () => {
		service.attach(void 0);
		await runner.stop();
	};
	context.onClose(stop);
	return {
		idle: () => runner.idle(),
		stop,
		fireSchedule: (repository, cron) => runner.fireSchedule(repository, cron),
		setSecret: (repository, name, value) => setSecret(service, repositoryId(repository), name, value),
		setVariable: (repository, name, value) => setVariable(service, repositoryId(repository), name, value),
		readLog: (jobId) => service.logs.read(jobId)
	};
}
//#endregion
//#region sandbox/github/actions/signed-address.ts
const lifetimeMs = 36e5;
function signedAddress({ context, store }, path) {
	const expires = new Date(context.now().getTime() + lifetimeMs).toISOString();
	const url = new URL(path, context.url);
	url.searchParams.set("se", expires);
	url.searchParams.set("sig", signPath(store, path, expires));
	return url.href;
}
function checkSignature({ context, store }, request) {
	const expires = request.query.get("se") ?? "";
	const given = Buffer.from(request.query.get("sig") ?? "");
	const wanted = Buffer.from(signPath(store, request.path, expires));
	if (!(given.length === wanted.length && timingSafeEqual(given, wanted)) || Date.parse(expires) < context.now().getTime()) throw new ApiError(403, "Server failed to authenticate the request: the address is not signed, or expired");
}
//#endregion
//#region sandbox/github/actions/artifact-routes.ts
const base$6 = "/repos/:owner/:repo/actions";
function isExpired({ context }, artifact) {
	return Date.parse(artifact.expiresAt) < context.now().getTime();
}
function renderArtifact(service, artifact) {
	const { context, ledger } = service;
	const repository = context.repositoryById(artifact.repositoryId);
	const api = repository === void 0 ? "" : `${repositoryUrl(context, repository)}/actions/artifacts/${artifact.id}`;
	const run = ledger.findRun(artifact.runId);
	return {
		id: artifact.id,
		node_id: nodeId("MDg6QXJ0aWZhY3Q", artifact.id),
		name: artifact.name,
		size_in_bytes: artifact.sizeBytes,
		url: api,
		archive_download_url: `${api}/zip`,
		expired: isExpired(service, artifact),
		created_at: artifact.createdAt,
		expires_at: artifact.expiresAt,
		updated_at: artifact.createdAt,
		digest: artifact.digest,
		workflow_run: {
			id: artifact.runId,
			repository_id: artifact.repositoryId,
			head_repository_id: run?.headRepositoryId ?? artifact.repositoryId,
			head_branch: run?.headBranch ?? "",
			head_sha: run?.headSha ?? ""
		}
	};
}
function findArtifact$1({ store }, request) {
	const artifact = store.artifacts.get(request.repository.id, numberParam(request, "artifact_id"));
	if (artifact === void 0) throw notFound();
	return artifact;
}
function byName(request, artifacts) {
	const name = request.query.get("name");
	return artifacts.filter((artifact) => name === null || artifact.name === name).toReversed();
}
function addArtifactRoutes(app, service) {
	const { store, artifacts } = service;
	const read = { permission: "actions:read" };
	const render = (artifact) => renderArtifact(service, artifact);
	app.route("GET", `${base$6}/artifacts`, read, (request) => counted(request, "artifacts", byName(request, store.artifacts.list(request.repository.id)), render));
	app.route("GET", `${base$6}/runs/:run_id/artifacts`, read, (request) => counted(request, "artifacts", byName(request, artifacts.listOfRun(numberParam(request, "run_id"))), render));
	app.route("GET", `${base$6}/artifacts/:artifact_id`, read, (request) => ok(render(findArtifact$1(service, request))));
	app.route("DELETE", `${base$6}/artifacts/:artifact_id`, { permission: "actions:write" }, (request) => {
		artifacts.remove(findArtifact$1(service, request));
		return noContent();
	});
	app.route("GET", `${base$6}/artifacts/:artifact_id/:format`, read, (request) => {
		const artifact = findArtifact$1(service, request);
		if (request.params["format"] !== "zip") throw notFound();
		if (isExpired(service, artifact)) throw new ApiError(410, "Artifact has expired");
		return redirect(signedAddress(service, `/_actions/artifacts/${artifact.id}`));
	});
	app.route("GET", "/_actions/artifacts/:id", { signedBy: "any" }, (request) => {
		checkSignature(service, request);
		const id = numberParam(request, "id");
		const artifact = store.artifacts.all().find((candidate) => candidate.id === id);
		if (artifact === void 0) throw notFound();
		const isZip = artifact.mimeType === "application/zip";
		const file = encodeURIComponent(isZip ? `${artifact.name}.zip` : artifact.name);
		const headers = {
			"content-type": artifact.mimeType,
			"content-disposition": `attachment; filename="${file}"; filename*=UTF-8''${file}`
		};
		return {
			status: 200,
			bytes: artifacts.readZip(artifact),
			headers
		};
	});
}
//#endregion
//#region sandbox/github/actions/blob-routes.ts
const maxBlobBytes = 512 * 1024 * 1024;
function uploadAddress(service, id) {
	return signedAddress(service, `/_actions/uploads/${id}`);
}
async function takeBlob(request, service) {
	checkSignature(service, request);
	const { blobs } = service;
	const id = request.params["id"] ?? "";
	const bytes = await request.bytes(maxBlobBytes);
	const part = request.query.get("comp");
	if (part === "block") blobs.putBlock(id, request.query.get("blockid") ?? "", bytes);
	else if (part === "blocklist") blobs.commit(id, bytes.toString());
	else if (part === null) blobs.putBlob(id, bytes);
	else return {
		status: 501,
		body: { message: `comp=${part} is not supported by the sandbox` }
	};
	return {
		status: 201,
		bytes: "",
		headers: {
			etag: `"0x${Date.now().toString(16)}"`,
			"last-modified": new Date().toUTCString(),
			"x-ms-request-id": randomUUID(),
			"x-ms-version": request.headers["x-ms-version"]?.toString() ?? "2025-01-05",
			"x-ms-request-server-encrypted": "true"
		}
	};
}
function addBlobRoutes(app, service) {
	app.route("PUT", "/_actions/uploads/:id", { signedBy: "any" }, (request) => takeBlob(request, service));
}
//#endregion
//#region sandbox/github/actions/open-uploads.ts
var OpenUploads = class {
	#blobs;
	#uploads = new Map();
	constructor(blobs) {
		this.#blobs = blobs;
	}
	open(name, facts) {
		const blobId = this.#blobs.open();
		this.#uploads.set(name, {
			blobId,
			facts
		});
		return blobId;
	}
	has(name) {
		return this.#uploads.has(name);
	}
	finish(name) {
		const upload = this.#uploads.get(name);
		const content = upload === void 0 ? void 0 : this.#blobs.take(upload.blobId);
		if (upload === void 0 || content === void 0) return void 0;
		this.#uploads.delete(name);
		return {
			facts: upload.facts,
			content
		};
	}
};
//#endregion
//#region sandbox/github/actions/twirp.ts
function twirpError(status, code, msg) {
	return {
		status,
		body: {
			code,
			msg
		}
	};
}
function camelName(name) {
	return name.replaceAll(/_(\w)/g, (_, letter) => letter.toUpperCase());
}
function member$1(request, name) {
	const value = request[name] ?? request[camelName(name)];
	return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
function listMember(request, name) {
	const value = request[name] ?? request[camelName(name)];
	return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
function runOfToken({ ledger }, { actor }) {
	return actor.runId === null ? void 0 : ledger.findRun(actor.runId);
}
async function answer$1(service, { name, methods, permits }, apiRequest) {
	const asked = apiRequest.params["method"] ?? "";
	const method = Object.hasOwn(methods, asked) ? methods[asked] : void 0;
	if (method === void 0) return twirpError(404, "bad_route", `no method ${asked} in the sandbox's ${name}`);
	const request = await apiRequest.json();
	const run = runOfToken(service, apiRequest);
	if (run === void 0 || !permits(request, run)) return twirpError(403, "permission_denied", "the token is not one of this workflow run");
	return method(request, run);
}
function addTwirpService(app, service, twirp) {
	const path = `/twirp/github.actions.results.api.v1.${twirp.name}/:method`;
	app.route("POST", path, {}, (request) => answer$1(service, twirp, request));
}
//#endregion
//#region sandbox/github/actions/artifact-service-routes.ts
function uploadName({ backendId }, name) {
	return JSON.stringify([backendId, name]);
}
function findArtifact(service, run, name) {
	return service.artifacts.listOfRun(run.id).findLast((artifact) => artifact.name === name);
}
const createArtifact = (request, run, { service, uploads }) => {
	const name = member$1(request, "name");
	const problem = artifactNameProblem(name);
	if (problem !== void 0) return twirpError(400, "invalid_argument", problem);
	if (findArtifact(service, run, name)?.runBackendId === run.backendId || uploads.has(uploadName(run, name))) return twirpError(409, "already_exists", "an artifact with this name already exists on the workflow run");
	const mimeType = member$1(request, "mime_type") || "application/zip";
	const jobBackendId = member$1(request, "workflow_job_run_backend_id");
	return {
		status: 200,
		body: {
			ok: true,
			signed_upload_url: uploadAddress(service, uploads.open(uploadName(run, name), {
				jobBackendId,
				mimeType
			}))
		}
	};
};
const finalizeArtifact = (request, run, { service, uploads }) => {
	const name = member$1(request, "name");
	const upload = uploads.finish(uploadName(run, name));
	if (upload === void 0) return twirpError(404, "not_found", "no uploaded artifact of this name");
	const { mimeType, jobBackendId: backendId } = upload.facts;
	const zip = upload.content;
	const artifact = service.artifacts.save(run, { backendId }, {
		name,
		zip,
		mimeType
	});
	const hash = member$1(request, "hash");
	if (hash !== "" && hash !== artifact.digest) {
		service.artifacts.remove(artifact);
		return twirpError(400, "invalid_argument", `the digest of the upload is ${artifact.digest}, not ${hash}`);
	}
	return {
		status: 200,
		body: {
			ok: true,
			artifact_id: String(artifact.id)
		}
	};
};
const listArtifacts = (request, run, { service }) => {
	const name = member$1(request, "name_filter");
	const id = member$1(request, "id_filter");
	return {
		status: 200,
		body: { artifacts: service.artifacts.listOfRun(run.id).filter((artifact) => (name === "" || artifact.name === name) && (id === "" || String(artifact.id) === id)).map((artifact) => ({
			workflow_run_backend_id: artifact.runBackendId,
			workflow_job_run_backend_id: artifact.jobBackendId,
			database_id: String(artifact.id),
			name: artifact.name,
			size: String(artifact.sizeBytes),
			created_at: artifact.createdAt,
			digest: artifact.digest
		})) }
	};
};
const getSignedArtifactUrl = (request, run, { service }) => {
	const artifact = findArtifact(service, run, member$1(request, "name"));
	if (artifact === void 0) return twirpError(404, "not_found", "no artifact of this name");
	return {
		status: 200,
		body: { signed_url: signedAddress(service, `/_actions/artifacts/${artifact.id}`) }
	};
};
const deleteArtifact = (request, run, { service }) => {
	const artifact = findArtifact(service, run, member$1(request, "name"));
	if (artifact === void 0) return twirpError(404, "not_found", "no artifact of this name");
	service.artifacts.remove(artifact);
	return {
		status: 200,
		body: {
			ok: true,
			artifact_id: String(artifact.id)
		}
	};
};
function addArtifactServiceRoutes(app, service) {
	const parts = {
		service,
		uploads: new OpenUploads(service.blobs)
	};
	const of = (method) => (request, run) => method(request, run, parts);
	addTwirpService(app, service, {
		name: "ArtifactService",
		permits: (request, run) => run.backendId === member$1(request, "workflow_run_backend_id"),
		methods: {
			CreateArtifact: of(createArtifact),
			FinalizeArtifact: of(finalizeArtifact),
			ListArtifacts: of(listArtifacts),
			GetSignedArtifactURL: of(getSignedArtifactUrl),
			DeleteArtifact: of(deleteArtifact)
		}
	});
}
//#endregion
//#region sandbox/github/actions/cache-routes.ts
const base$5 = "/repos/:owner/:repo/actions/caches";
function render(cache) {
	return {
		id: cache.id,
		ref: cache.ref,
		key: cache.key,
		version: cache.version,
		last_accessed_at: cache.lastAccessedAt,
		created_at: cache.createdAt,
		size_in_bytes: cache.sizeBytes
	};
}
const orders = {
	created_at: (a, b) => a.createdAt.localeCompare(b.createdAt) || a.id - b.id,
	last_accessed_at: (a, b) => a.lastAccessedAt.localeCompare(b.lastAccessedAt) || a.id - b.id,
	size_in_bytes: (a, b) => a.sizeBytes - b.sizeBytes || a.id - b.id
};
function listed({ store }, { repository, query }) {
	const order = orders[query.get("sort") ?? "last_accessed_at"];
	if (order === void 0) throw validationFailed({
		resource: "Cache",
		field: "sort",
		code: "invalid"
	});
	const [key, ref] = [query.get("key") ?? "", query.get("ref")];
	const found = store.caches.list(repository.id).filter((cache) => cache.key.startsWith(key) && (ref === null || cache.ref === ref)).toSorted(order);
	return query.get("direction") === "asc" ? found : found.toReversed();
}
function addCacheRoutes(app, service) {
	const { store, caches } = service;
	const read = { permission: "actions:read" };
	const write = { permission: "actions:write" };
	app.route("GET", base$5, read, (request) => counted(request, "actions_caches", listed(service, request), render));
	app.route("GET", "/repos/:owner/:repo/actions/cache/usage", read, ({ repository }) => {
		const all = store.caches.list(repository.id);
		return ok({
			full_name: repository.fullName,
			active_caches_size_in_bytes: all.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
			active_caches_count: all.length
		});
	});
	app.route("DELETE", base$5, write, (request) => {
		const [key, ref] = [request.query.get("key"), request.query.get("ref")];
		if (key === null) throw validationFailed({
			resource: "Cache",
			field: "key",
			code: "missing_field"
		});
		const found = store.caches.list(request.repository.id).filter((cache) => cache.key === key && (ref === null || cache.ref === ref));
		if (found.length === 0) throw notFound();
		for (const cache of found) caches.remove(cache);
		return ok({
			total_count: found.length,
			actions_caches: found.map(render)
		});
	});
	app.route("DELETE", `${base$5}/:cache_id`, write, (request) => {
		const cache = store.caches.get(request.repository.id, numberParam(request, "cache_id"));
		if (cache === void 0) throw notFound();
		caches.remove(cache);
		return noContent();
	});
}
//#endregion
//#region sandbox/github/actions/cache-service-routes.ts
function entryName(request, run) {
	return JSON.stringify([
		run.repositoryId,
		run.ref,
		member$1(request, "key"),
		member$1(request, "version")
	]);
}
const createEntry = (request, run, { service, uploads }) => {
	const key = member$1(request, "key");
	const problem = cacheKeyProblem(key);
	if (problem !== void 0) return twirpError(400, "invalid_argument", problem);
	const name = entryName(request, run);
	if (service.caches.has(run, key, member$1(request, "version")) || uploads.has(name)) return twirpError(409, "already_exists", "cache entry with the same key, version, and scope already exists");
	return {
		status: 200,
		body: {
			ok: true,
			signed_upload_url: uploadAddress(service, uploads.open(name, void 0)),
			message: ""
		}
	};
};
const finalizeEntry = (request, run, { service, uploads }) => {
	const bytes = uploads.finish(entryName(request, run))?.content;
	if (bytes === void 0) return twirpError(404, "not_found", "no uploaded cache entry of this key");
	const wanted = member$1(request, "size_bytes");
	if (wanted !== "" && Number(wanted) !== bytes.length) return twirpError(400, "invalid_argument", `the upload has ${bytes.length} bytes, not ${wanted}`);
	const names = {
		key: member$1(request, "key"),
		version: member$1(request, "version")
	};
	const saved = service.caches.save(run, names, bytes);
	return {
		status: 200,
		body: {
			ok: saved !== void 0,
			entry_id: String(saved?.id ?? 0),
			message: ""
		}
	};
};
const downloadUrl = (request, run, { service }) => {
	const cache = service.caches.find(run, {
		key: member$1(request, "key"),
		version: member$1(request, "version"),
		restoreKeys: listMember(request, "restore_keys")
	});
	if (cache === void 0) return {
		status: 200,
		body: {
			ok: false,
			signed_download_url: "",
			matched_key: ""
		}
	};
	return {
		status: 200,
		body: {
			ok: true,
			signed_download_url: signedAddress(service, `/_actions/caches/${cache.id}`),
			matched_key: cache.key
		}
	};
};
function readCache(service, request) {
	checkSignature(service, request);
	const id = Number(request.params["id"]);
	const cache = service.store.caches.all().find((one) => one.id === id);
	if (cache === void 0) throw notFound();
	return {
		status: 200,
		bytes: service.caches.read(cache),
		headers: { "content-type": "application/octet-stream" }
	};
}
function addCacheServiceRoutes(app, service) {
	const parts = {
		service,
		uploads: new OpenUploads(service.blobs)
	};
	const of = (method) => (request, run) => method(request, run, parts);
	addTwirpService(app, service, {
		name: "CacheService",
		permits: () => true,
		methods: {
			CreateCacheEntry: of(createEntry),
			FinalizeCacheEntryUpload: of(finalizeEntry),
			GetCacheEntryDownloadURL: of(downloadUrl)
		}
	});
	app.route("GET", "/_actions/caches/:id", { signedBy: "any" }, (request) => readCache(service, request));
}
//#endregion
//#region sandbox/github/actions/dispatch-routes.ts
const maxEventTypeLength = 100;
const maxPayloadMembers = 10;
function addDispatchRoutes(app, { context }) {
	app.route("POST", "/repos/:owner/:repo/dispatches", { permission: "contents:write" }, async (request) => {
		const body = await request.json();
		const action = requiredText(body, "event_type", "RepositoryDispatch");
		const clientPayload = objectField(body, "client_payload", "RepositoryDispatch") ?? {};
		if (action.length > maxEventTypeLength || Object.keys(clientPayload).length > maxPayloadMembers) throw new ApiError(422, "Invalid request.\n\nNo more than 10 properties are allowed; event_type is at most 100 characters.");
		const { repository, actor } = request;
		const payload = {
			branch: repository.defaultBranch,
			client_payload: clientPayload
		};
		context.emit({
			event: "repository_dispatch",
			action,
			repository,
			actor,
			payload
		});
		return noContent();
	});
}
//#endregion
//#region sandbox/github/actions/environment-review-routes.ts
const base$4 = "/repos/:owner/:repo/actions/runs/:run_id";
function isReviewer(context, request, environment) {
	const { id } = request.actor.user;
	if (environment.reviewerIds.includes(id)) return true;
	const { ownerId } = request.repository;
	const teams = context.store.collection("teams").list(ownerId);
	const isMember = activeMembership(context.store, ownerId, id) !== void 0;
	const mine = teams.filter((team) => team.members.some((member) => member.userId === id));
	return isMember && mine.some((team) => environment.reviewerTeamIds?.includes(team.id) ?? false);
}
function mayReview(context, { environment, run }, request) {
	const isOwn = environment.preventSelfReview && run.actorId === request.actor.user.id;
	return isReviewer(context, request, environment) && !isOwn;
}
function renderPending(service, request, waiting) {
	const { environment, since } = waiting;
	return {
		environment: renderEnvironmentName(service.context, request.repository, environment),
		wait_timer: environment.waitMinutes,
		wait_timer_started_at: environment.waitMinutes > 0 ? since : null,
		current_user_can_approve: mayReview(service.context, waiting, request),
		reviewers: renderReviewers(service.context, environment)
	};
}
function pendingOf(service, request) {
	const id = numberParam(request, "run_id");
	if (service.store.runs.get(request.repository.id, id) === void 0) throw notFound();
	const waiting = service.environments.waitingOf(id);
	return [...new Map(waiting.map((one) => [one.environment.id, one])).values()];
}
async function review(service, request) {
	const { context, environments } = service;
	const body = await request.json();
	const ids = body["environment_ids"];
	const state = choiceField(body, "state", ["approved", "rejected"], "Deployment");
	if (!Array.isArray(ids) || ids.length === 0) throw validationFailed({
		resource: "Deployment",
		field: "environment_ids",
		code: "missing_field"
	});
	if (state === void 0) throw validationFailed({
		resource: "Deployment",
		field: "state",
		code: "missing_field"
	});
	const pending = pendingOf(service, request).filter(({ environment }) => ids.includes(environment.id));
	if (pending.length < ids.length) throw new ApiError(422, "There are no pending deployment requests to approve or reject for this environment");
	if (!pending.every((waiting) => mayReview(service.context, waiting, request))) throw new ApiError(422, "You are not a required reviewer of this environment");
	const comment = textField(body, "comment", "Deployment") ?? "";
	const userId = request.actor.user.id;
	return ok(pending.flatMap(({ environment, run }) => environments.review(run.id, {
		environmentId: environment.id,
		state,
		userId,
		comment
	})).map((deployment) => renderDeployment(context, request.repository, deployment)));
}
function renderReviews(service, request) {
	const id = numberParam(request, "run_id");
	if (service.store.runs.get(request.repository.id, id) === void 0) throw notFound();
	const known = service.context.store.collection("environments").list(request.repository.id);
	return ok(service.environments.reviewsOf(id).map(({ environmentId, state, userId, comment }) => ({
		environments: known.filter((environment) => environment.id === environmentId).map((environment) => ({
			...renderEnvironmentName(service.context, request.repository, environment),
			created_at: environment.createdAt,
			updated_at: environment.updatedAt
		})),
		state,
		user: renderUserById(service.context, userId),
		comment
	})));
}
function addEnvironmentReviewRoutes(app, service) {
	const read = { permission: "actions:read" };
	app.route("GET", `${base$4}/pending_deployments`, read, (request) => ok(pendingOf(service, request).map((waiting) => renderPending(service, request, waiting))));
	app.route("POST", `${base$4}/pending_deployments`, {
		permission: "deployments:write",
		role: "read"
	}, (request) => review(service, request));
	app.route("GET", `${base$4}/approvals`, read, (request) => renderReviews(service, request));
}
//#endregion
//#region sandbox/github/actions/fork-approval-routes.ts
async function approve(service, request) {
	const run = service.store.runs.get(request.repository.id, numberParam(request, "run_id"));
	if (run === void 0) throw notFound();
	try {
		await service.controller.approve(run.id);
	} catch (error) {
		if (error instanceof WorkflowError) throw new ApiError(403, messageOf(error));
		throw error;
	}
	return created({});
}
async function setPolicy({ context }, request) {
	const field = "approval_policy";
	const policy = choiceField(await request.json(), field, forkApprovalPolicies, "Repository");
	if (policy === void 0) throw validationFailed({
		resource: "Repository",
		field,
		code: "missing_field"
	});
	setForkApprovalPolicy(context, request.repository, policy);
	return noContent();
}
function addForkApprovalRoutes(app, service) {
	const base = "/repos/:owner/:repo/actions";
	const policy = `${base}/permissions/fork-pr-contributor-approval`;
	app.route("POST", `${base}/runs/:run_id/approve`, { permission: "actions:write" }, (request) => approve(service, request));
	app.route("GET", policy, { permission: "administration:read" }, ({ repository }) => ok({ approval_policy: forkApprovalPolicy(service.context, repository) }));
	app.route("PUT", policy, { permission: "administration:write" }, (request) => setPolicy(service, request));
}
//#endregion
//#region sandbox/github/actions/run-routes.ts
const base$3 = "/repos/:owner/:repo/actions";
const read$3 = { permission: "actions:read" };
const write$3 = { permission: "actions:write" };
function findRun({ store }, request) {
	const run = store.runs.get(request.repository.id, numberParam(request, "run_id"));
	if (run === void 0) throw notFound();
	return run;
}
function passesCreated(run, wanted) {
	const [from = "", to] = wanted.split("..");
	if (to !== void 0) return (from === "*" || run.createdAt >= from) && (to === "*" || run.createdAt <= `${to}~`);
	const [, operator = "", date = ""] = /^(>=|<=|>|<)?(.*)$/.exec(wanted) ?? [];
	const order = run.createdAt.slice(0, date.length).localeCompare(date);
	return {
		">=": order >= 0,
		"<=": order <= 0,
		">": order > 0,
		"<": order < 0,
		"": order === 0
	}[operator] ?? false;
}
function filterRuns(service, request) {
	const { query } = request;
	const login = (run) => service.context.userById(run.actorId)?.login ?? "";
	const tests = {
		actor: (run, wanted) => login(run) === wanted,
		branch: (run, wanted) => run.headBranch === wanted,
		event: (run, wanted) => run.event === wanted,
		status: (run, wanted) => run.status === wanted || run.conclusion === wanted,
		head_sha: (run, wanted) => run.headSha === wanted,
		check_suite_id: (run, wanted) => String(run.checkSuiteId) === wanted,
		created: passesCreated
	};
	return service.store.runs.list(request.repository.id).filter((run) => Object.entries(tests).every(([name, test]) => {
		const wanted = query.get(name);
		return wanted === null || test(run, wanted);
	})).toReversed();
}
function jobsOfRun(service, request) {
	const run = findRun(service, request);
	const jobs = service.ledger.jobsOf(run.id);
	return request.query.get("filter") === "all" ? jobs : jobs.filter(({ attempt }) => attempt === run.attempt);
}
function findJob(service, request) {
	const id = numberParam(request, "job_id");
	const job = service.store.jobs.all().find((candidate) => candidate.id === id);
	const run = job === void 0 ? void 0 : service.store.runs.get(request.repository.id, job.runId);
	if (job === void 0 || run === void 0) throw notFound();
	return {
		job,
		run
	};
}
function addRunLists(app, service) {
	const { context } = service;
	const render = (request) => (run) => renderRun$1(context, run, request.repository);
	app.route("GET", `${base$3}/runs`, read$3, (request) => counted(request, "workflow_runs", filterRuns(service, request), render(request)));
	app.route("GET", `${base$3}/runs/:run_id`, read$3, (request) => ok(render(request)(findRun(service, request))));
	app.route("DELETE", `${base$3}/runs/:run_id`, write$3, (request) => {
		const run = findRun(service, request);
		if (run.status !== "completed") throw new ApiError(403, "Cannot delete a workflow run that is not completed");
		for (const job of service.ledger.jobsOf(run.id)) service.logs.remove(job.id);
		for (const artifact of service.artifacts.listOfRun(run.id)) service.artifacts.remove(artifact);
		service.store.jobs.removeScope(run.id);
		service.store.runs.remove(run.repositoryId, run.id);
		return noContent();
	});
}
async function rerun(service, run, choice) {
	try {
		await service.controller.rerun(run.id, choice);
	} catch (error) {
		if (error instanceof WorkflowError) throw new ApiError(403, messageOf(error));
		throw error;
	}
	return created({});
}
function addRunControls(app, service) {
	app.route("POST", `${base$3}/runs/:run_id/cancel`, write$3, (request) => {
		const run = findRun(service, request);
		if (service.controller.cancel(run.id)) return accepted();
		throw new ApiError(409, "Cannot cancel a workflow run that is completed.");
	});
	app.route("POST", `${base$3}/runs/:run_id/rerun`, write$3, (request) => rerun(service, findRun(service, request), "all"));
	app.route("POST", `${base$3}/runs/:run_id/rerun-failed-jobs`, write$3, (request) => rerun(service, findRun(service, request), "failed"));
	app.route("POST", `${base$3}/jobs/:job_id/rerun`, write$3, (request) => {
		const { job, run } = findJob(service, request);
		if (job.attempt !== run.attempt) throw new ApiError(403, "The job is not one of the last attempt of its workflow run");
		return rerun(service, run, { jobId: job.id });
	});
}
function addJobRoutes(app, service) {
	const { context } = service;
	app.route("GET", `${base$3}/runs/:run_id/jobs`, read$3, (request) => {
		const run = findRun(service, request);
		const { repository } = request;
		return counted(request, "jobs", jobsOfRun(service, request), (job) => renderJob$1(context, {
			job,
			run,
			repository
		}));
	});
	app.route("GET", `${base$3}/jobs/:job_id`, read$3, (request) => {
		const { job, run } = findJob(service, request);
		return ok(renderJob$1(context, {
			job,
			run,
			repository: request.repository
		}));
	});
	app.route("GET", `${base$3}/jobs/:job_id/logs`, read$3, (request) => redirect(signedAddress(service, `/_actions/job-logs/${findJob(service, request).job.id}`)));
}
function addLogRoutes$1(app, service) {
	app.route("GET", `${base$3}/runs/:run_id/logs`, read$3, (request) => redirect(signedAddress(service, `/_actions/run-logs/${findRun(service, request).id}`)));
	app.route("GET", "/_actions/job-logs/:id", { signedBy: "any" }, (request) => {
		checkSignature(service, request);
		return {
			status: 200,
			bytes: service.logs.read(numberParam(request, "id")),
			headers: { "content-type": "text/plain; charset=utf-8" }
		};
	});
	app.route("GET", "/_actions/run-logs/:id", { signedBy: "any" }, async (request) => {
		checkSignature(service, request);
		return {
			status: 200,
			bytes: await packZip(service.ledger.jobsOf(numberParam(request, "id")).map((job, index) => ({
				name: `${index}_${job.name.replaceAll(/[/\\:*?"<>|]/g, "_")}.txt`,
				text: service.logs.read(job.id)
			}))),
			headers: { "content-type": "application/zip" }
		};
	});
}
function addRunRoutes(app, service) {
	addRunLists(app, service);
	addRunControls(app, service);
	addJobRoutes(app, service);
	addLogRoutes$1(app, service);
}
//#endregion
//#region sandbox/github/actions/workflow-routes.ts
const base$2 = "/repos/:owner/:repo/actions/workflows";
const read$2 = { permission: "actions:read" };
const maxInputs = 25;
async function listWorkflows(service, repository) {
	const { directory } = service.context.git(repository);
	const head = await resolveCommit(directory, `refs/heads/${repository.defaultBranch}`);
	for (const { path, text } of head === void 0 ? [] : await readWorkflowFiles(directory, head)) {
		const { name } = await parseWorkflowFile(path, text);
		service.ledger.workflow(repository.id, path, name);
	}
	return service.store.workflows.list(repository.id);
}
async function findWorkflow(service, request) {
	const wanted = request.params["workflow_id"] ?? "";
	const found = (await listWorkflows(service, request.repository)).find(({ id, path }) => String(id) === wanted || path === wanted || path === `.github/workflows/${wanted}`);
	if (found === void 0) throw notFound();
	return found;
}
async function fullRef(service, repository, ref) {
	const { directory } = service.context.git(repository);
	const candidates = ref.startsWith("refs/") ? [ref] : [`refs/heads/${ref}`, `refs/tags/${ref}`];
	for (const candidate of candidates) if (await resolveCommit(directory, candidate) !== void 0) return candidate;
	throw new ApiError(422, `No ref found for: ${ref}`);
}
function readInputs(body) {
	const inputs = objectField(body, "inputs", "WorkflowDispatch") ?? {};
	if (Object.keys(inputs).length > maxInputs) throw new ApiError(422, `you may only define up to ${maxInputs} inputs`);
	return Object.fromEntries(Object.entries(inputs).map(([name, value]) => {
		if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return [name, value];
		throw validationFailed({
			resource: "WorkflowDispatch",
			field: `inputs.${name}`,
			code: "invalid",
			value
		});
	}));
}
async function setState$1(service, request, state) {
	const { state: old, ...workflow } = await findWorkflow(service, request);
	if (old === state) return noContent();
	const updatedAt = service.context.timestamp();
	const saved = {
		...workflow,
		...state === void 0 ? {} : { state },
		updatedAt
	};
	service.store.workflows.put(request.repository.id, workflow.path, saved);
	return noContent();
}
async function startRun(service, request, body) {
	const { repository, actor } = request;
	const workflow = await findWorkflow(service, request);
	if (workflow.state !== void 0) throw new ApiError(422, "Cannot trigger a 'workflow_dispatch' on a disabled workflow");
	const ref = await fullRef(service, repository, requiredText(body, "ref", "WorkflowDispatch"));
	const inputs = readInputs(body);
	try {
		const { path: workflowPath } = workflow;
		const draft = {
			repositoryId: repository.id,
			workflowPath,
			ref,
			inputs,
			actorId: actor.user.id
		};
		const run = await service.controller.dispatch(draft);
		const payload = {
			inputs,
			ref,
			workflow: workflowPath
		};
		service.context.emit({
			event: "workflow_dispatch",
			repository,
			actor,
			payload
		});
		return run;
	} catch (error) {
		if (error instanceof WorkflowError) throw new ApiError(422, error.message);
		throw error;
	}
}
async function dispatch(service, request) {
	const body = await request.json();
	const run = await startRun(service, request, body);
	if (booleanField(body, "return_run_details", "WorkflowDispatch") !== true) return noContent();
	const { context } = service;
	return ok({
		workflow_run_id: run.id,
		run_url: `${repositoryUrl(context, request.repository)}/actions/runs/${run.id}`,
		html_url: `${repositoryPage(context, request.repository)}/actions/runs/${run.id}`
	});
}
function addWorkflowRoutes(app, service) {
	const { context } = service;
	app.route("GET", base$2, read$2, async (request) => {
		const { repository } = request;
		return counted(request, "workflows", await listWorkflows(service, repository), (workflow) => renderWorkflow(context, workflow, repository));
	});
	app.route("GET", `${base$2}/:workflow_id`, read$2, async (request) => ok(renderWorkflow(context, await findWorkflow(service, request), request.repository)));
	app.route("GET", `${base$2}/:workflow_id/runs`, read$2, async (request) => {
		const { id } = await findWorkflow(service, request);
		return counted(request, "workflow_runs", filterRuns(service, request).filter(({ workflowId }) => workflowId === id), (run) => renderRun$1(context, run, request.repository));
	});
	const write = { permission: "actions:write" };
	app.route("PUT", `${base$2}/:workflow_id/enable`, write, (request) => setState$1(service, request));
	app.route("PUT", `${base$2}/:workflow_id/disable`, write, (request) => setState$1(service, request, "disabled_manually"));
	app.route("POST", `${base$2}/:workflow_id/dispatches`, { permission: "actions:write" }, (request) => dispatch(service, request));
}
//#endregion
//#region sandbox/github/actions/actions-module.ts
const actionsModule = (app, context) => {
	const service = actionsService(context);
	addWorkflowRoutes(app, service);
	addRunRoutes(app, service);
	addArtifactRoutes(app, service);
	addArtifactServiceRoutes(app, service);
	addVariableRoutes(app, service);
	addSecretRoutes(app, service);
	addBlobRoutes(app, service);
	addCacheRoutes(app, service);
	addCacheServiceRoutes(app, service);
	addDispatchRoutes(app, service);
	addEnvironmentReviewRoutes(app, service);
	addForkApprovalRoutes(app, service);
};
//#endregion
//#region sandbox/github/actions/start-actions.ts
function startActions(options) {
	let runner;
	return {
		module: (app, context) => {
			actionsModule(app, context);
			runner = startRunner(context, options);
		},
		get runner() {
			if (runner === void 0) throw new Error("start the sandbox first: startSandboxGitHub({ modules: [actions.module] })");
			return runner;
		}
	};
}
//#endregion
//#region sandbox/github/auth/tokens.ts
const tokenPrefix = {
	user: "ghp_",
	installation: "ghs_",
	job: "ghs_"
};
function badCredentials() {
	return new ApiError(401, "Bad credentials");
}
function suspendedInstallation() {
	return new ApiError(403, "This installation has been suspended");
}
function readHeader(header) {
	if (!header) return void 0;
	const [scheme = "", value = ""] = header.split(/ +/, 2);
	if (/^(token|bearer)$/i.test(scheme)) return value;
	if (!/^basic$/i.test(scheme)) throw badCredentials();
	const text = Buffer.from(value, "base64").toString("utf8");
	const split = text.indexOf(":");
	const [name, password] = split < 0 ? [text, ""] : [text.slice(0, split), text.slice(split + 1)];
	return password === "" || password === "x-oauth-basic" ? name : password;
}
function verifyJwt(jwt, apps, now) {
	const [header = "", claims = "", signature = ""] = jwt.split(".");
	let issuer;
	let expires;
	try {
		const parsedHeader = JSON.parse(Buffer.from(header, "base64url").toString());
		const parsed = JSON.parse(Buffer.from(claims, "base64url").toString());
		if (parsedHeader.alg !== "RS256") throw badCredentials();
		({iss: issuer, exp: expires} = parsed);
	} catch {
		throw new ApiError(401, "A JSON web token could not be decoded");
	}
	const seconds = now.getTime() / 1e3;
	if (typeof expires !== "number" || expires < seconds) throw new ApiError(401, "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires");
	if (expires > seconds + 660) throw new ApiError(401, "'Expiration time' claim ('exp') is too far in the future");
	const app = apps.find(({ id, clientId }) => String(issuer) === String(id) || issuer === clientId);
	if (app === void 0) throw new ApiError(404, "Integration not found");
	if (!createVerify("RSA-SHA256").update(`${header}.${claims}`).verify(createPublicKey(app.publicKey), Buffer.from(signature, "base64url"))) throw new ApiError(401, "A JSON web token could not be decoded");
	return app;
}
function createTokens({ store, now, apps, userById }) {
	const tokens = store.collection("tokens");
	const installations = store.collection("installations");
	const actorOf = (token) => {
		const record = tokens.get("", token);
		if (!record || record.expiresAt !== null && record.expiresAt <= now().getTime()) return void 0;
		const user = userById(record.userId);
		if (!user) return void 0;
		const { kind, permissions, repositoryIds, appId, installationId, accountId = null, runId } = record;
		return {
			kind,
			user,
			permissions,
			repositoryIds,
			appId,
			installationId,
			accountId,
			runId
		};
	};
	const jwtActor = (jwt) => {
		const app = verifyJwt(jwt, apps(), now());
		const user = userById(app.botId);
		if (!user) throw badCredentials();
		return {
			kind: "app",
			user,
			permissions: {},
			appId: app.id,
			repositoryIds: null,
			installationId: null,
			runId: null
		};
	};
	return {
		issue: (draft) => {
			const token = draft.token ?? `${tokenPrefix[draft.kind]}${randomBytes(27).toString("base64url").slice(0, 36)}`;
			return tokens.put("", token, {
				...draft,
				token
			});
		},
		revoke: (token) => {
			tokens.remove("", token);
		},
		authenticate: (headers) => {
			const token = readHeader(headers.authorization);
			if (token === void 0) return void 0;
			const actor = token.split(".").length === 3 ? jwtActor(token) : actorOf(token);
			if (!actor) throw badCredentials();
			const { installationId } = actor;
			if ((installationId === null ? void 0 : installations.get("", installationId))?.suspendedAt) throw suspendedInstallation();
			return actor;
		},
		actorOf
	};
}
//#endregion
//#region sandbox/github/create-context.ts
const dayMs = 864e5;
function createLookups({ store, stateDirectory }, opened) {
	const users = store.collection("users");
	const repositories = store.collection("repositories");
	return {
		findUser: (login) => users.get("", login.toLowerCase()),
		userById: (id) => users.all().find((user) => user.id === id),
		findRepository: (owner, name) => {
			const fullName = `${owner}/${name}`.toLowerCase();
			return repositories.all().find((repository) => repository.fullName.toLowerCase() === fullName);
		},
		repositoryById: (id) => repositories.get("", id),
		git: ({ id }) => {
			const git = opened.get(id) ?? new GitRepository(join(stateDirectory, "git", `${id}.git`));
			opened.set(id, git);
			return git;
		},
		roleOf: (user, repository) => findRole(store, user, repository)
	};
}
function createJobTokens({ tokens, now }, lookups) {
	const bot = () => {
		const user = lookups.findUser("github-actions[bot]");
		if (!user) throw new Error("the sandbox has lost its github-actions[bot]");
		return user;
	};
	return {
		jobActor: (repository) => {
			const none = {
				installationId: null,
				runId: null
			};
			const repositoryIds = [repository.id];
			return {
				kind: "job",
				user: bot(),
				permissions: {},
				repositoryIds,
				appId: actionsAppId,
				...none
			};
		},
		issueJobToken: ({ repository, permissions, runId }) => tokens.issue({
			kind: "job",
			userId: bot().id,
			appId: actionsAppId,
			installationId: null,
			permissions,
			repositoryIds: [repository.id],
			runId,
			expiresAt: now().getTime() + dayMs
		}).token,
		revokeToken: (token) => {
			tokens.revoke(token);
		}
	};
}
function createContext(parts) {
	const { store, bus, limiter, now, stateDirectory } = parts;
	const opened = new Map();
	const lookups = createLookups(parts, opened);
	const work = new Set();
	const stops = [];
	const apps = store.collection("apps");
	const context = {
		...lookups,
		...createJobTokens(parts, lookups),
		get url() {
			return parts.url();
		},
		stateDirectory,
		store,
		get app() {
			const app = apps.get("", "app");
			if (!app) throw new Error("the sandbox has no App");
			return app;
		},
		apps: () => apps.all(),
		now,
		rateLimits: (actor) => limiter.stateOf(actor),
		timestamp: () => isoSeconds(now()),
		emit: (draft) => bus.emit(context, draft),
		onEvent: (listener) => bus.subscribe(listener),
		track: (promise) => {
			const settled = promise.catch(() => void 0).finally(() => work.delete(settled));
			work.add(settled);
		},
		onClose: (stop) => {
			stops.unshift(stop);
		}
	};
	const idle = async () => {
		while (work.size > 0) await Promise.all(work);
	};
	return {
		context,
		idle,
		close: async () => {
			for (const stop of stops) await stop();
			await idle();
			for (const git of opened.values()) git.close();
		}
	};
}
//#endregion
//#region sandbox/github/http/exchange.ts
const exchanges = channel("pawl.sandbox.exchange");
const events = channel("pawl.sandbox.event");
function tellExchange(exchange) {
	exchanges.publish(exchange);
}
function tellEvent(event) {
	if (events.hasSubscribers) events.publish(event);
}
//#endregion
//#region sandbox/github/events/event-bus.ts
function completePayload(context, draft) {
	const owner = draft.repository ? context.userById(draft.repository.ownerId) : void 0;
	return {
		...draft.action === void 0 ? {} : { action: draft.action },
		...draft.payload,
		...draft.repository ? { repository: renderRepository(context, draft.repository) } : {},
		...owner?.type === "Organization" ? { organization: renderOrganization(context.url, owner) } : {},
		sender: renderUser(context.url, draft.actor.user)
	};
}
function createEventBus() {
	const listeners = new Set();
	return {
		emit: (context, draft) => {
			const isDispatch = draft.event === "workflow_dispatch" || draft.event === "repository_dispatch";
			const event = {
				id: randomUUID(),
				event: draft.event,
				action: draft.action ?? null,
				repository: draft.repository,
				payload: completePayload(context, draft),
				actor: draft.actor,
				startsWorkflows: isDispatch || draft.actor.kind !== "job" && draft.startsWorkflows !== false
			};
			tellEvent(event);
			for (const listener of listeners) listener(event);
			return event;
		},
		subscribe: (listener) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		}
	};
}
//#endregion
//#region sandbox/github/events/delivery-log.ts
function openDeliveryLog(store) {
	store.database.exec("CREATE TABLE IF NOT EXISTS deliveries (id INTEGER PRIMARY KEY, hook TEXT NOT NULL, json TEXT NOT NULL); CREATE INDEX IF NOT EXISTS deliveries_of_hook ON deliveries (hook, id)");
	const add = store.database.prepare("INSERT INTO deliveries (id, hook, json) VALUES (?, ?, ?)");
	const list = store.database.prepare("SELECT json_remove(json, '$.requestHeaders', '$.payload', '$.responseHeaders', '$.responseBody') AS json FROM deliveries WHERE hook = ? ORDER BY id DESC LIMIT ?");
	const get = store.database.prepare("SELECT json FROM deliveries WHERE hook = ? AND id = ?");
	const parse = (row) => JSON.parse(String(row["json"]));
	return {
		add: (delivery) => {
			add.run(delivery.id, delivery.hook, JSON.stringify(delivery));
		},
		list: (hook, limit = 100) => list.all(hook, limit).map((row) => JSON.parse(String(row["json"]))),
		get: (hook, id) => {
			const row = get.get(hook, id);
			return row ? parse(row) : void 0;
		}
	};
}
//#endregion
//#region sandbox/github/events/outbox.ts
function openOutbox(store) {
	store.database.exec("CREATE TABLE IF NOT EXISTS outbox (place INTEGER PRIMARY KEY, json TEXT NOT NULL)");
	const add = store.database.prepare("INSERT INTO outbox (json) VALUES (?)");
	const remove = store.database.prepare("DELETE FROM outbox WHERE place = ?");
	const list = store.database.prepare("SELECT place, json FROM outbox ORDER BY place");
	return {
		add: (pending) => Number(add.run(JSON.stringify(pending)).lastInsertRowid),
		remove: (place) => {
			remove.run(place);
		},
		list: () => list.all().map((row) => ({
			...JSON.parse(String(row["json"])),
			place: Number(row["place"])
		}))
	};
}
//#endregion
//#region sandbox/github/events/webhooks.ts
const timeoutMs = 1e4;
function headersOf$1(target, message, body) {
	const sign = (algorithm) => `${algorithm}=${createHmac(algorithm, target.secret ?? "").update(body).digest("hex")}`;
	return {
		accept: "*/*",
		"content-type": target.contentType === "form" ? "application/x-www-form-urlencoded" : "application/json",
		"user-agent": "GitHub-Hookshot/sandbox",
		"x-github-delivery": message.guid,
		"x-github-event": message.event,
		"x-github-hook-id": target.targetType === "integration" ? String(target.targetId) : target.hook,
		"x-github-hook-installation-target-id": String(target.targetId),
		"x-github-hook-installation-target-type": target.targetType,
		...target.secret ? {
			"x-hub-signature": sign("sha1"),
			"x-hub-signature-256": sign("sha256")
		} : {}
	};
}
async function post(url, headers, body) {
	try {
		const response = await fetch(url, {
			method: "POST",
			headers,
			body,
			redirect: "manual",
			signal: AbortSignal.timeout(timeoutMs)
		});
		return {
			status: response.ok ? "OK" : `Invalid HTTP Response: ${response.status}`,
			statusCode: response.status,
			responseHeaders: Object.fromEntries(response.headers),
			responseBody: (await response.text()).slice(0, 1e4)
		};
	} catch (error) {
		const isLate = error instanceof Error && error.name === "TimeoutError";
		return {
			status: isLate ? "timed out" : "failed to connect to host",
			statusCode: isLate ? 504 : 502,
			responseHeaders: {},
			responseBody: ""
		};
	}
}
const sleep$1 = (delayMs) => new Promise((resolve) => setTimeout(resolve, delayMs));
const reorderMs = 500;
function createCourier(context, log) {
	const hooks = context.store.collection("hooks");
	return async (target, message) => {
		const body = target.contentType === "form" ? new URLSearchParams({ payload: message.payload }).toString() : message.payload;
		const requestHeaders = headersOf$1(target, message, body);
		const started = performance.now();
		const deliveredAt = context.now().toISOString();
		const outcome = await post(target.url, requestHeaders, body);
		const durationSeconds = Math.round(performance.now() - started) / 1e3;
		const id = context.store.nextId();
		const { hook, url } = target;
		log.add({
			...message,
			...outcome,
			id,
			hook,
			url,
			deliveredAt,
			durationSeconds,
			requestHeaders
		});
		const record = target.targetType === "integration" ? void 0 : hooks.get(message.repositoryId ?? "", hook);
		if (record) hooks.put(record.repositoryId, record.id, {
			...record,
			lastStatusCode: outcome.statusCode
		});
	};
}
function createQueues(context, log, faults) {
	const deliver = createCourier(context, log);
	const outbox = openOutbox(context.store);
	const queues = new Map();
	const held = new Map();
	let isClosed = false;
	context.onClose(() => {
		isClosed = true;
	});
	const send = async (target, message, place) => {
		if (isClosed) return;
		await deliver(target, message);
		outbox.remove(place);
	};
	const append = (target, message, place) => {
		const next = (queues.get(target.hook) ?? Promise.resolve()).then(() => send(target, message, place));
		queues.set(target.hook, next);
		context.track(next);
		held.get(target.hook)?.();
	};
	const hold = (target, message, place) => {
		const release = () => {
			if (held.get(target.hook) !== release) return;
			held.delete(target.hook);
			append(target, message, place);
		};
		held.get(target.hook)?.();
		held.set(target.hook, release);
		context.track(sleep$1(reorderMs).then(release));
	};
	const enqueue = (target, message) => {
		const effect = faults.deliveryEffect(message.event);
		if (effect?.kind === "drop") return;
		const place = outbox.add({
			target,
			message
		});
		if (effect?.kind === "reorder") hold(target, message, place);
		else if (effect?.kind === "delay") context.track(sleep$1(effect.delayMs).then(() => send(target, message, place)));
		else append(target, message, place);
		if (effect?.kind === "double") append(target, message, outbox.add({
			target,
			message
		}));
	};
	for (const { place, target, message } of outbox.list()) append(target, message, place);
	return enqueue;
}
function startWebhooks(context, faults) {
	const log = openDeliveryLog(context.store);
	const queue = createQueues(context, log, faults);
	const webhooks = {
		log,
		send: (target, message) => {
			queue(target, {
				guid: randomUUID(),
				redelivery: false,
				...message
			});
		},
		redeliver: (target, delivery) => {
			const { event, action, payload, guid, repositoryId, installationId } = delivery;
			queue(target, {
				event,
				action,
				payload,
				guid,
				repositoryId,
				installationId,
				redelivery: true
			});
		},
		repositoryTarget: ({ id, url, secret, contentType, repositoryId }) => {
			return {
				hook: String(id),
				url,
				secret,
				contentType,
				targetType: "repository",
				targetId: repositoryId
			};
		},
		appTarget: ({ webhookUrl: url, webhookSecret: secret, id }) => {
			if (url === null) return void 0;
			return {
				hook: id === context.app.id ? "app" : `app-${id}`,
				url,
				secret,
				contentType: "json",
				targetType: "integration",
				targetId: id
			};
		}
	};
	context.onEvent((event) => {
		fanOut(context, webhooks, event);
	});
	return webhooks;
}
function fanOut(context, webhooks, event) {
	const repositoryId = event.repository?.id ?? null;
	const message = {
		event: event.event,
		action: event.action,
		repositoryId
	};
	const wants = (events) => events.includes("*") || events.includes(event.event);
	const hooks = context.store.collection("hooks").list(repositoryId ?? "");
	for (const hook of hooks.filter((hook) => hook.active && wants(hook.events))) {
		const payload = JSON.stringify(event.payload);
		webhooks.send(webhooks.repositoryTarget(hook), {
			...message,
			payload,
			installationId: null
		});
	}
	for (const app of context.apps()) if (event.event === "installation" ? isInstallationOf(app, event) : wants(app.events)) tellApp(context, webhooks, {
		app,
		event
	});
}
function isInstallationOf(app, { payload }) {
	const { installation } = payload;
	return isObject(installation) && installation["app_id"] === app.id;
}
function tellApp(context, webhooks, { app, event }) {
	const target = webhooks.appTarget(app);
	if (!target) return;
	const installation = context.store.collection("installations").all().find(({ appId, accountId }) => appId === app.id && accountId === event.repository?.ownerId);
	if (event.repository && (!installation || installation.suspendedAt)) return;
	const id = installation?.id ?? null;
	const stamp = id === null ? {} : { installation: {
		id,
		node_id: nodeId("I", id)
	} };
	const payload = JSON.stringify({
		...event.payload,
		...stamp
	});
	const repositoryId = event.repository?.id ?? null;
	const message = {
		event: event.event,
		action: event.action,
		repositoryId
	};
	webhooks.send(target, {
		...message,
		payload,
		installationId: id
	});
}
//#endregion
//#region sandbox/github/git/push-commands.ts
const maxHeadBytes = 16 * 1024 * 1024;
function parseHead(bytes) {
	const commands = [];
	for (let at = 0; at + 4 <= bytes.length;) {
		const length = Number.parseInt(bytes.toString("latin1", at, at + 4), 16);
		if (!(length >= 4)) return commands;
		if (at + length > bytes.length) return void 0;
		const line = bytes.toString("utf8", at + 4, at + length);
		const match = /^([0-9a-f]{40}) ([0-9a-f]{40}) ([^\0\n]+)/.exec(line);
		if (match) commands.push({
			before: match[1] ?? "",
			after: match[2] ?? "",
			ref: match[3] ?? ""
		});
		at += length;
	}
}
async function readPushHead(source) {
	const chunks = source.iterator();
	let head = Buffer.alloc(0);
	let commands = parseHead(head);
	let isEnded = false;
	while (!commands && !isEnded && head.length < maxHeadBytes) {
		const next = await chunks.next();
		if (next.done) isEnded = true;
		else head = Buffer.concat([head, next.value]);
		commands = parseHead(head);
	}
	async function* body() {
		yield head;
		for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
	}
	return {
		commands: commands ?? [],
		body: body()
	};
}
//#endregion
//#region sandbox/github/git/push-hook.ts
const script = `#!/bin/sh
refused=$(printf '%s\\n' "$SANDBOX_REFUSED" | while IFS="$(printf '\\t')" read -r ref when code message; do
  [ "$ref" = "$1" ] || continue
  if [ "$when" = forced ] && git merge-base --is-ancestor "$2" "$3" 2>/dev/null; then continue; fi
  printf '%s- %s\\n\\n' "$code" "$message"
done)
if [ -z "$refused" ] && [ "$SANDBOX_WORKFLOWS" = refused ] && git rev-parse -q --verify "$3^{commit}" >/dev/null; then
  new=$(git ls-tree -r "$3^{commit}" -- .github/workflows/ | while read -r mode type blob path; do
    [ "$(git rev-parse -q --verify "$2:$path" 2>/dev/null)" = "$blob" ] && continue
    [ -n "$(git log -1 -m --full-history --format=%H "--find-object=$blob" --branches --tags -- "$path")" ] && continue
    printf '%s' "$path" && break
  done)
  if [ -n "$new" ]; then printf 'sandbox-workflow\\t%s\\t%s\\n' "$1" "$new" >&2 && exit 1; fi
fi
[ -n "$refused" ] || exit 0
case "$refused" in
  GH006*) echo "error: GH006: Protected branch update failed for $1." ;;
  *)
    echo "error: GH013: Repository rule violations found for $1."
    echo "Review all repository rules at $SANDBOX_RULES?ref=$(printf '%s' "$1" | sed 's,/,%2F,g')"
    ;;
esac >&2
printf '\\n%s\\n\\n' "$refused" | sed 's/^GH[0-9]*//' >&2
exit 1
`;
async function writePushHook(stateDirectory) {
	const directory = join(stateDirectory, "hooks");
	await mkdir(directory, { recursive: true });
	await writeFile(join(directory, "update"), script, { mode: 493 });
	return directory;
}
function refusedEnvironment(refused, { rulesPage, mayChangeWorkflows }) {
	return {
		SANDBOX_REFUSED: refused.map(({ ref, message, onlyForced, code }) => [
			ref,
			onlyForced ? "forced" : "always",
			code,
			message.replaceAll(/\s+/g, " ").trim()
		].join("	")).join("\n"),
		SANDBOX_RULES: rulesPage,
		SANDBOX_WORKFLOWS: mayChangeWorkflows ? "allowed" : "refused"
	};
}
//#endregion
//#region sandbox/github/git/push-report.ts
const flush = "0000";
const maxBandBytes = 65515;
function readPackets(bytes) {
	const packets = [];
	let at = 0;
	while (at + 4 <= bytes.length) {
		const length = Number.parseInt(bytes.toString("latin1", at, at + 4), 16);
		if (length === 0) return {
			packets,
			rest: bytes.subarray(at + 4)
		};
		if (!(length >= 4) || at + length > bytes.length) return void 0;
		packets.push(bytes.subarray(at + 4, at + length));
		at += length;
	}
}
function packet(bytes) {
	return Buffer.concat([Buffer.from((bytes.length + 4).toString(16).padStart(4, "0")), bytes]);
}
function bandPackets(band, bytes) {
	const found = [];
	for (let at = 0; at < bytes.length; at += maxBandBytes) found.push(packet(Buffer.concat([Buffer.from([band]), bytes.subarray(at, at + maxBandBytes)])));
	return found;
}
const mark = /^sandbox-workflow\t([^\t\n]{1,1000})\t([^\n]{1,4000})\n/gm;
function nameRefusedWorkflows(answer) {
	const outer = readPackets(answer);
	if (!outer || !answer.includes("sandbox-workflow	")) return answer;
	const bandOf = (band) => Buffer.concat(outer.packets.filter((one) => one[0] === band).map((one) => one.subarray(1)));
	const messages = bandOf(2).toString("latin1");
	const reasons = new Map();
	for (const [, ref = "", path = ""] of messages.matchAll(mark)) reasons.set(ref, `refusing to allow a GitHub App to create or update workflow \`${path}\` without \`workflows\` permission`);
	const report = readPackets(bandOf(1));
	if (!report) return answer;
	const lines = report.packets.map((line) => {
		const ref = /^ng (\S+) /.exec(line.toString("latin1"))?.[1] ?? "";
		const reason = reasons.get(ref);
		return packet(reason === void 0 ? line : Buffer.from(`ng ${ref} ${reason}\n`, "latin1"));
	});
	return Buffer.concat([
		...bandPackets(2, Buffer.from(messages.replaceAll(mark, ""), "latin1")),
		...bandPackets(1, Buffer.concat([...lines, Buffer.from(flush)])),
		Buffer.from(flush),
		outer.rest
	]);
}
//#endregion
//#region sandbox/github/repository-names.ts
function oldNames(store) {
	return store.collection("old-names");
}
function keyOf(owner, name) {
	return `${owner}/${name}`.toLowerCase();
}
function keepOldName(store, old) {
	oldNames(store).put("", keyOf(old.ownerLogin, old.name), { repositoryId: old.id });
}
function takeName(store, owner, name) {
	oldNames(store).remove("", keyOf(owner, name));
}
function idBehindOldName(store, owner, name) {
	return oldNames(store).get("", keyOf(owner, name))?.repositoryId;
}
function movedPermanently(method, url) {
	return new ApiError(method === "GET" || method === "HEAD" ? 301 : 307, "Moved Permanently", {
		url,
		documentation_url: "https://docs.github.com/rest/guides/best-practices-for-using-the-rest-api#follow-redirects"
	}, { location: url });
}
function resolveRepositoryPath(path, find) {
	const match = /^\/repositories\/(\d{1,15})(\/.*)?$/.exec(path);
	if (!match) return path;
	const found = find(Number(match[1]));
	return found && `/repos/${found.fullName}${match[2] ?? ""}`;
}
//#endregion
//#region sandbox/github/resources/branch-restrictions.ts
const pushers = [
	"users",
	"teams",
	"apps"
];
function appId(context, slug) {
	if (slug === "github-actions") return actionsAppId;
	return context.apps().find((app) => app.slug === slug)?.id;
}
function teamsOf(context, { ownerId }) {
	return context.store.collection("teams").list(ownerId);
}
function renderOne(context, repository, kind, name) {
	if (kind === "users") {
		const user = context.findUser(name);
		return user === void 0 ? void 0 : renderUser(context.url, user);
	}
	if (kind === "apps") return renderApp(context, appId(context, name) ?? null) ?? void 0;
	const organization = context.userById(repository.ownerId);
	const team = teamsOf(context, repository).find(({ slug }) => slug === name);
	return organization && team ? renderTeam(context, {
		organization,
		team
	}) : void 0;
}
function renderPushers(context, repository, restrictions, kind) {
	return restrictions[kind].flatMap((name) => {
		const found = renderOne(context, repository, kind, name);
		return found === void 0 ? [] : [found];
	});
}
function renderRestrictions(context, repository, { branch, restrictions }) {
	const url = `${`${repositoryUrl(context, repository)}/branches/${encodeURIComponent(branch)}`}/protection/restrictions`;
	const lists = pushers.map((kind) => [kind, renderPushers(context, repository, restrictions, kind)]);
	return {
		url,
		users_url: `${url}/users`,
		teams_url: `${url}/teams`,
		apps_url: `${url}/apps`,
		...Object.fromEntries(lists)
	};
}
function readPushers(context, repository, body, kind) {
	const names = textListField(body, kind, "Protection") ?? [];
	const bad = names.find((name) => renderOne(context, repository, kind, name) === void 0);
	if (bad !== void 0) throw new ApiError(422, `Invalid request.\n\n"${bad}" is not among the ${kind}.`);
	return [...new Set(names)];
}
function readRestrictions(context, repository, body) {
	const given = objectField(body, "restrictions", "Protection");
	if (!given) return null;
	if (context.userById(repository.ownerId)?.type !== "Organization") throw new ApiError(422, "Only organization repositories can have users and team restrictions");
	const [users = [], teams = [], apps = []] = pushers.map((kind) => readPushers(context, repository, given, kind));
	return {
		users,
		teams,
		apps
	};
}
function mayPush(context, repository, { users, teams, apps }, actor) {
	const { id, login } = actor.user;
	if (actor.kind !== "user") return apps.some((slug) => appId(context, slug) === actor.appId);
	if (isAtLeast(context.roleOf(actor.user, repository), "admin")) return true;
	const isMember = activeMembership(context.store, repository.ownerId, id) !== void 0;
	const mine = teamsOf(context, repository).filter(({ members }) => members.some(({ userId }) => isMember && userId === id));
	return users.includes(login) || mine.some(({ slug }) => teams.includes(slug));
}
//#endregion
//#region sandbox/github/resources/ruleset-records.ts
function organizationScope(organizationId) {
	return `organization ${organizationId}`;
}
const targetPrefix = {
	branch: "refs/heads/",
	tag: "refs/tags/"
};
function patterns(conditions, side, condition = "ref_name") {
	const names = conditions[condition];
	const list = isObject(names) ? names[side] : void 0;
	return Array.isArray(list) ? list.filter((item) => typeof item === "string") : [];
}
function fitsName(pattern, name) {
	if (pattern === "~ALL") return true;
	const source = pattern.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll("**", "\0").replaceAll("*", "[^/]*").replaceAll("\0", ".*");
	return new RegExp(`^${source}$`).test(name);
}
function fitsPattern(pattern, ref, repository) {
	if (pattern === "~DEFAULT_BRANCH") return ref === `refs/heads/${repository.defaultBranch}`;
	return fitsName(pattern, ref);
}
function isFor({ conditions }, { id, name }) {
	const ids = conditions["repository_id"];
	const list = isObject(ids) ? ids["repository_ids"] : void 0;
	if (Array.isArray(list)) return list.includes(id);
	const fits = (one) => one === "~ALL" || fitsName(one.toLowerCase(), name.toLowerCase());
	const named = (side) => patterns(conditions, side, "repository_name");
	return named("include").some(fits) && !named("exclude").some(fits);
}
function listRulesets(context, repository) {
	const rulesets = context.store.collection("rulesets");
	const parents = rulesets.list(organizationScope(repository.ownerId));
	return [...rulesets.list(repository.id), ...parents.filter((ruleset) => isFor(ruleset, repository))];
}
function rulesetsOf(context, repository, ref) {
	return listRulesets(context, repository).filter((ruleset) => ref.startsWith(targetPrefix[ruleset.target] ?? "\0")).filter((ruleset) => ruleset.enforcement === "active").filter(({ conditions }) => {
		const fits = (one) => fitsPattern(one, ref, repository);
		return patterns(conditions, "include").some(fits) && !patterns(conditions, "exclude").some(fits);
	});
}
function requiredByRulesets(context, repository, branch) {
	const rules = rulesetsOf(context, repository, `refs/heads/${branch}`).flatMap((ruleset) => ruleset.rules);
	const parameters = (type) => rules.flatMap((rule) => rule["type"] === type && isObject(rule["parameters"]) ? [rule["parameters"]] : []);
	const contexts = parameters("required_status_checks").flatMap((one) => {
		const checks = one["required_status_checks"];
		return Array.isArray(checks) ? checks.filter(isObject).map((check) => String(check["context"])) : [];
	});
	const counts = parameters("pull_request").map((one) => Number(one["required_approving_review_count"] ?? 0));
	const conversations = parameters("pull_request").some((one) => one["required_review_thread_resolution"] === true);
	return {
		contexts,
		approvals: Math.max(0, ...counts),
		conversations
	};
}
//#endregion
//#region sandbox/github/resources/push-rules.ts
function always(message) {
	return {
		message,
		onlyForced: false
	};
}
function onlyForced(message) {
	return {
		message,
		onlyForced: true
	};
}
const unsigned$1 = always("Commits must have verified signatures.");
function kindOf(ref) {
	return ref.startsWith("refs/tags/") ? "tag" : "branch";
}
function missingChecks(context, push, names) {
	return names.filter((name) => requiredCheckState(context, push.repository, {
		sha: push.after,
		name
	}) !== "success").map((name) => always(`Required status check "${name}" is expected.`));
}
function protectionRefusals(context, push) {
	const { repository, ref, after, actor } = push;
	if (!ref.startsWith("refs/heads/")) return [];
	const rule = findProtection(context, repository, ref.slice(11));
	if (!rule) return [];
	if (actor.kind === "user" && isAtLeast(context.roleOf(actor.user, repository), "admin") && !rule.enforceAdmins) return [];
	if (after === zeroSha) return rule.allowDeletions ? [] : [always("Cannot delete this branch")];
	return [
		...rule.allowForcePushes ? [] : [onlyForced("Cannot force-push to this branch")],
		...rule.restrictions && !mayPush(context, repository, rule.restrictions, actor) ? [always("You're not authorized to push to this branch.")] : [],
		...rule.signatures === true && push.isSigned !== true ? [unsigned$1] : [],
		...rule.reviews ? [always("Changes must be made through a pull request.")] : [],
		...missingChecks(context, push, rule.statusChecks?.contexts ?? [])
	];
}
const bypassRoles = {
	2: "maintain",
	4: "write",
	5: "admin"
};
function isInTeam(context, { actor, repository }, teamId) {
	return context.store.collection("teams").list(repository.ownerId).find(({ id }) => id === teamId)?.members.some(({ userId }) => userId === actor.user.id) ?? false;
}
function mayBypass(context, ruleset, push) {
	const { actor, repository } = push;
	const role = actor.kind === "user" ? context.roleOf(actor.user, repository) : "none";
	const isUser = actor.kind === "user";
	const membership = isUser ? activeMembership(context.store, repository.ownerId, actor.user.id) : void 0;
	const isOwner = isUser && actor.user.id === repository.ownerId;
	return ruleset.bypassActors.some((entry) => {
		if (entry["bypass_mode"] === "pull_request") return false;
		const id = Number(entry["actor_id"]);
		switch (entry["actor_type"]) {
			case "Integration": return actor.appId === id;
			case "OrganizationAdmin": return membership?.role === "admin" || isOwner;
			case "Team": return membership !== void 0 && isInTeam(context, push, id);
			case "RepositoryRole": return isAtLeast(role, bypassRoles[id] ?? "admin") && role !== "none";
			default: return false;
		}
	});
}
function namePattern(parameters, name) {
	const pattern = typeof parameters["pattern"] === "string" ? parameters["pattern"] : "";
	const fits = {
		starts_with: () => name.startsWith(pattern),
		ends_with: () => name.endsWith(pattern),
		contains: () => name.includes(pattern),
		regex: () => new RegExp(pattern).test(name)
	}[String(parameters["operator"])]?.() ?? false;
	return parameters["negate"] === true ? !fits : fits;
}
function ruleRefusals(context, push, rule) {
	const { ref, before, after } = push;
	const kind = kindOf(ref);
	const parameters = isObject(rule["parameters"]) ? rule["parameters"] : {};
	const [isMade, isDeleted] = [before === zeroSha, after === zeroSha];
	switch (rule["type"]) {
		case "creation": return isMade ? [always("Cannot create ref due to creations being restricted.")] : [];
		case "deletion": return isDeleted ? [always(`Cannot delete this ${kind}`)] : [];
		case "update": return isMade || isDeleted ? [] : [always(`Cannot update this protected ref.`)];
		case "non_fast_forward": return isMade || isDeleted ? [] : [onlyForced(`Cannot force-push to this ${kind}`)];
		case "pull_request": return isMade || isDeleted ? [] : [always("Changes must be made through a pull request.")];
		case "required_signatures": return isDeleted || push.isSigned === true ? [] : [unsigned$1];
		case "required_status_checks": {
			const checks = parameters["required_status_checks"];
			const names = Array.isArray(checks) ? checks.filter(isObject) : [];
			if (isMade || isDeleted) return [];
			return missingChecks(context, push, names.map((check) => String(check["context"])));
		}
		case "tag_name_pattern":
		case "branch_name_pattern": return namePattern(parameters, ref.replace(/^refs\/\w+\//, "")) || isDeleted ? [] : [always(`${kind} name must match a given pattern: ${String(parameters["pattern"])}`)];
		default: return [];
	}
}
function rulesetRefusals(context, push) {
	return rulesetsOf(context, push.repository, push.ref).filter((ruleset) => !mayBypass(context, ruleset, push)).flatMap((ruleset) => ruleset.rules).flatMap((rule) => ruleRefusals(context, push, rule));
}
function immutableRefusals(context, push) {
	if (!push.ref.startsWith("refs/tags/") || push.before === zeroSha) return [];
	const tag = push.ref.slice(10);
	return context.store.collection("releases").list(push.repository.id).some((release) => release.immutable && release.tagName === tag) ? [always(`Cannot update or delete the tag ${tag} of an immutable release.`)] : [];
}
function pushRefusals(context, push) {
	const byRule = [...rulesetRefusals(context, push), ...immutableRefusals(context, push)];
	return [...protectionRefusals(context, push).map((refusal) => ({
		...refusal,
		code: "GH006"
	})), ...byRule.map((refusal) => ({
		...refusal,
		code: "GH013"
	}))];
}
function refusePush(context, push) {
	const found = pushRefusals(context, push).filter((one) => push.isForced || !one.onlyForced);
	const [first] = found;
	if (first?.code === "GH006") throw new ApiError(422, first.message);
	const lines = [...new Set(found.map(({ message }) => `${message}\n\n`))];
	if (first) throw new ApiError(422, `Repository rule violations found\n\n${lines.join("")}`);
}
//#endregion
//#region sandbox/github/git/changed-paths.ts
async function changedPaths(trees, from, to) {
	const found = {
		added: [],
		removed: [],
		modified: []
	};
	await compare$1(trees, {
		from,
		to,
		prefix: ""
	}, found);
	const sort = (paths) => paths.map((path) => ({
		path,
		bytes: Buffer.from(path)
	})).sort((a, b) => Buffer.compare(a.bytes, b.bytes)).map(({ path }) => path);
	return {
		added: sort(found.added),
		removed: sort(found.removed),
		modified: sort(found.modified)
	};
}
async function compare$1(trees, { from, to, prefix }, found) {
	const [before, after] = await Promise.all([entriesOf(trees, from), entriesOf(trees, to)]);
	for (const name of new Set([...before.keys(), ...after.keys()])) {
		const [old, now] = [before.get(name), after.get(name)];
		if (old?.sha === now?.sha && old?.mode === now?.mode) continue;
		const path = `${prefix}${name}`;
		const [oldFolder, newFolder] = [folderOf(old), folderOf(now)];
		const [hadFile, hasFile] = [old !== void 0 && !oldFolder, now !== void 0 && !newFolder];
		if (hadFile && hasFile) found.modified.push(path);
		else if (hadFile) found.removed.push(path);
		else if (hasFile) found.added.push(path);
		if (oldFolder !== newFolder) await compare$1(trees, {
			from: oldFolder,
			to: newFolder,
			prefix: `${path}/`
		}, found);
	}
}
function folderOf(entry) {
	return entry?.type === "tree" ? entry.sha : void 0;
}
async function entriesOf(trees, sha) {
	const read = sha === void 0 ? void 0 : await trees.readTree(sha);
	return new Map((read?.entries ?? []).map((entry) => [entry.name, entry]));
}
//#endregion
//#region sandbox/github/git/diff.ts
const statuses = {
	A: "added",
	D: "removed",
	M: "modified",
	R: "renamed",
	C: "copied",
	T: "changed"
};
function takeRaw(tokens) {
	const [, , oldSha = "", newSha = "", letter = "M"] = (tokens.shift() ?? "").split(" ");
	const first = tokens.shift() ?? "";
	const status = statuses[letter.charAt(0)] ?? "modified";
	const isMoved = status === "renamed" || status === "copied";
	return {
		path: isMoved ? tokens.shift() ?? "" : first,
		previousPath: isMoved ? first : null,
		status,
		sha: status === "removed" ? oldSha : newSha
	};
}
function takeCounts(tokens) {
	const [added = "0", removed = "0", path = ""] = (tokens.shift() ?? "").split("	");
	if (path === "") tokens.splice(0, 2);
	return {
		additions: Number(added) || 0,
		deletions: Number(removed) || 0
	};
}
function splitPatches(text) {
	return text.split(/^diff --git /m).slice(1).map((part) => {
		const at = part.indexOf("\n@@ ");
		return at < 0 ? void 0 : part.slice(at + 1).replace(/\n$/, "");
	});
}
const known = new WeakMap();
const maxKnown = 100;
const sha = /^[0-9a-f]{40}$/;
function diffTrees(git, from, to) {
	if (!sha.test(from) || !sha.test(to)) return findDifferences(git, from, to);
	const ofRepository = known.get(git) ?? new Map();
	known.set(git, ofRepository);
	const key = `${from} ${to}`;
	const found = ofRepository.get(key);
	if (found !== void 0) return found;
	if (ofRepository.size >= maxKnown) ofRepository.clear();
	const finding = findDifferences(git, from, to);
	ofRepository.set(key, finding);
	finding.catch(() => ofRepository.delete(key));
	return finding;
}
async function findDifferences(git, from, to) {
	const flags = [
		"diff",
		"-M",
		"--no-abbrev",
		"--no-color",
		"--no-ext-diff"
	];
	const [summary, patch] = await Promise.all([git.run([
		...flags,
		"--raw",
		"--numstat",
		"-z",
		from,
		to,
		"--"
	]), git.run([
		...flags,
		"-p",
		from,
		to,
		"--"
	])]);
	const tokens = summary.toString().split("\0");
	const raw = [];
	while (tokens[0]?.startsWith(":")) raw.push(takeRaw(tokens));
	const patches = splitPatches(patch.toString());
	const isAligned = patches.length === raw.length;
	return raw.map((file, index) => {
		const counts = takeCounts(tokens);
		return {
			...file,
			...counts,
			patch: isAligned ? patches[index] : void 0
		};
	});
}
async function listCommitPaths(git, range) {
	if (range.from === range.to) return [];
	const single = await findSingleCommit(git, range);
	if (single !== void 0) return [single];
	return (await git.run([
		"log",
		`--max-count=${range.limit}`,
		"--format=%x01%H",
		"--name-status",
		"--no-renames",
		"--first-parent",
		"-m",
		"-z",
		range.to,
		...range.from === void 0 ? [] : [`^${range.from}`],
		"--"
	])).toString().split("").slice(1).map((part) => {
		const [head = "", ...rest] = part.split("\0").map((text) => text.replace(/^\n/, ""));
		const paths = {
			A: [],
			D: [],
			M: []
		};
		for (let at = 0; at + 1 < rest.length; at += 2) paths[rest[at] === "T" ? "M" : rest[at] ?? ""]?.push(rest[at + 1] ?? "");
		return {
			sha: head.trim(),
			added: paths["A"] ?? [],
			removed: paths["D"] ?? [],
			modified: paths["M"] ?? []
		};
	});
}
async function findSingleCommit(git, { from, to }) {
	if (from === void 0 || !sha.test(from) || !sha.test(to)) return void 0;
	const [commit, parent] = [await git.readCommit(to), await git.readCommit(from)];
	if (commit === void 0 || parent === void 0) return void 0;
	if (commit.parents.length !== 1 || commit.parents[0] !== parent.sha) return void 0;
	return {
		sha: commit.sha,
		...await changedPaths(git, parent.tree, commit.tree)
	};
}
//#endregion
//#region sandbox/github/render/commit.ts
const unsigned = {
	verified: false,
	reason: "unsigned",
	signature: null,
	payload: null,
	verified_at: null
};
function findCommitUser(context, signature) {
	const email = signature.email.toLowerCase();
	return context.store.collection("users").all().find((user) => user.email?.toLowerCase() === email || `${user.login}@users.noreply.github.com` === email);
}
function renderGitCommit(context, repository, commit) {
	const api = repositoryUrl(context, repository);
	const page = repositoryPage(context, repository);
	return {
		sha: commit.sha,
		node_id: nodeId("C", commit.sha),
		url: `${api}/git/commits/${commit.sha}`,
		html_url: `${page}/commit/${commit.sha}`,
		author: commit.author,
		committer: commit.committer,
		tree: {
			sha: commit.tree,
			url: `${api}/git/trees/${commit.tree}`
		},
		message: commit.message,
		parents: commit.parents.map((sha) => ({
			sha,
			url: `${api}/git/commits/${sha}`,
			html_url: `${page}/commit/${sha}`
		})),
		verification: unsigned
	};
}
function renderCommit(context, repository, commit) {
	const api = repositoryUrl(context, repository);
	const page = repositoryPage(context, repository);
	const author = findCommitUser(context, commit.author);
	const committer = findCommitUser(context, commit.committer);
	return {
		sha: commit.sha,
		node_id: nodeId("C", commit.sha),
		commit: {
			author: commit.author,
			committer: commit.committer,
			message: commit.message,
			tree: {
				sha: commit.tree,
				url: `${api}/git/trees/${commit.tree}`
			},
			url: `${api}/git/commits/${commit.sha}`,
			comment_count: 0,
			verification: unsigned
		},
		url: `${api}/commits/${commit.sha}`,
		html_url: `${page}/commit/${commit.sha}`,
		comments_url: `${api}/commits/${commit.sha}/comments`,
		author: author ? renderUser(context.url, author) : null,
		committer: committer ? renderUser(context.url, committer) : null,
		parents: commit.parents.map((sha) => ({
			sha,
			url: `${api}/commits/${sha}`,
			html_url: `${page}/commit/${sha}`
		}))
	};
}
function encodePath(path) {
	return path.split("/").map(encodeURIComponent).join("/");
}
function renderDiffFile(context, repository, file, ref) {
	const path = encodePath(file.path);
	return {
		sha: file.sha,
		filename: file.path,
		status: file.status,
		additions: file.additions,
		deletions: file.deletions,
		changes: file.additions + file.deletions,
		blob_url: `${repositoryPage(context, repository)}/blob/${ref}/${path}`,
		raw_url: `${repositoryPage(context, repository)}/raw/${ref}/${path}`,
		contents_url: `${repositoryUrl(context, repository)}/contents/${path}?ref=${ref}`,
		...file.patch === void 0 ? {} : { patch: file.patch },
		...file.previousPath === null ? {} : { previous_filename: file.previousPath }
	};
}
function renderTag(context, repository, tag) {
	const api = repositoryUrl(context, repository);
	return {
		node_id: nodeId("T", tag.sha),
		sha: tag.sha,
		url: `${api}/git/tags/${tag.sha}`,
		tagger: tag.tagger,
		object: {
			sha: tag.object,
			type: tag.type,
			url: `${api}/git/${tag.type}s/${tag.object}`
		},
		tag: tag.tag,
		message: tag.message,
		verification: unsigned
	};
}
//#endregion
//#region sandbox/github/git/merge.ts
async function mergeTrees(git, ours, theirs) {
	const result = await git.try([
		"merge-tree",
		"--write-tree",
		"--no-messages",
		ours,
		theirs
	]);
	return result.status === 0 ? result.stdout.toString().split("\n")[0] : void 0;
}
async function listOwnCommits(git, base, head) {
	return (await git.run([
		"rev-list",
		"--reverse",
		"--topo-order",
		"--no-merges",
		head,
		`^${base}`
	])).toString().split("\n").filter(Boolean);
}
async function rebaseCommits(git, range, committer) {
	let tip = range.base;
	for (const sha of await listOwnCommits(git, range.base, range.head)) {
		const commit = await git.readCommit(sha);
		const tipTree = (await git.readCommit(tip))?.tree;
		if (!commit || tipTree === void 0) return void 0;
		const tree = await mergeTrees(git, await git.writeCommit({
			tree: tipTree,
			parents: commit.parents.slice(0, 1),
			message: "stand-in",
			author: committer,
			committer
		}), sha);
		if (tree === void 0) return void 0;
		tip = await git.writeCommit({
			tree,
			parents: [tip],
			message: commit.message,
			author: commit.author,
			committer
		});
	}
	return tip;
}
//#endregion
//#region sandbox/github/resources/pull-render.ts
function renderSide$1(context, { ref, sha, repository, ownerId }) {
	return {
		label: `${context.userById(ownerId)?.login ?? "unknown"}:${ref}`,
		ref,
		sha,
		user: renderUserById(context, ownerId),
		repo: repository ? renderRepository(context, repository) : null
	};
}
function links(context, repository, pull) {
	const api = repositoryUrl(context, repository);
	const url = `${api}/pulls/${pull.number}`;
	const issue = `${api}/issues/${pull.number}`;
	const page = `${repositoryPage(context, repository)}/pull/${pull.number}`;
	const statuses = `${api}/statuses/${pull.headSha}`;
	const comment = `${api}/pulls/comments{/number}`;
	return {
		url,
		html_url: page,
		diff_url: `${page}.diff`,
		patch_url: `${page}.patch`,
		issue_url: issue,
		commits_url: `${url}/commits`,
		review_comments_url: `${url}/comments`,
		review_comment_url: comment,
		comments_url: `${issue}/comments`,
		statuses_url: statuses,
		_links: {
			self: { href: url },
			html: { href: page },
			issue: { href: issue },
			comments: { href: `${issue}/comments` },
			review_comments: { href: `${url}/comments` },
			review_comment: { href: comment },
			commits: { href: `${url}/commits` },
			statuses: { href: statuses }
		}
	};
}
function sides(context, repository, pull) {
	const headRepository = pull.headRepositoryId === null ? void 0 : context.repositoryById(pull.headRepositoryId);
	const head = {
		ref: pull.headRef,
		sha: pull.headSha,
		repository: headRepository,
		ownerId: pull.headOwnerId
	};
	const base = {
		ref: pull.baseRef,
		sha: pull.baseSha,
		repository,
		ownerId: repository.ownerId
	};
	return {
		head: renderSide$1(context, head),
		base: renderSide$1(context, base)
	};
}
function renderPullOf(context, repository, pull) {
	const issue = findIssue(context, repository, pull.number);
	if (!issue) return {};
	const tested = pull.test?.mergeSha ?? null;
	return {
		id: pull.id,
		node_id: nodeId("PR", pull.id),
		...links(context, repository, pull),
		...renderIssueFacts(context, repository, issue),
		...sides(context, repository, pull),
		merged_at: pull.mergedAt,
		merge_commit_sha: pull.merged ? pull.mergeCommitSha : tested,
		requested_reviewers: pull.reviewerIds.map((id) => renderUserById(context, id)),
		requested_teams: [],
		auto_merge: null,
		draft: pull.draft
	};
}
function renderFullPull(context, repository, pull, state) {
	const { size, merged, test } = pull;
	const reviewComments = context.store.collection("review-comments").list(repository.id).filter((comment) => comment.pullNumber === pull.number).length;
	const mergeable = merged ? null : test?.mergeable ?? null;
	const fallback = mergeable === null ? "unknown" : mergeable ? "clean" : "dirty";
	return {
		...renderPullOf(context, repository, pull),
		merged,
		mergeable,
		rebaseable: mergeable,
		mergeable_state: state ?? fallback,
		merged_by: renderUserById(context, pull.mergedById),
		comments: listComments(context, repository, pull.number).length,
		review_comments: reviewComments,
		maintainer_can_modify: pull.maintainerCanModify,
		commits: size.commits,
		additions: size.additions,
		deletions: size.deletions,
		changed_files: size.changedFiles
	};
}
function renderPullNumber(context, repository, number) {
	const pull = findPull(context, repository, number);
	return pull ? renderFullPull(context, repository, pull) : null;
}
//#endregion
//#region sandbox/github/resources/issue-changes.ts
function emitIssue({ context, repository, actor }, issue, action, extra = {}) {
	const payload = issue.isPull ? {
		number: issue.number,
		pull_request: renderPullNumber(context, repository, issue.number),
		...extra
	} : {
		issue: renderIssue(context, repository, issue),
		...extra
	};
	context.emit({
		event: issue.isPull ? "pull_request" : "issues",
		action,
		repository,
		actor,
		payload
	});
}
function setLabels(scope, issue, names) {
	const { context, repository } = scope;
	const wanted = new Map(names.map((name) => ensureLabel(context, repository, name)).map((label) => [label.id, label]));
	const labels = context.store.collection("labels");
	let current = issue;
	for (const id of issue.labelIds.filter((id) => !wanted.has(id))) {
		current = {
			...current,
			labelIds: current.labelIds.filter((other) => other !== id)
		};
		const label = labels.get(repository.id, id);
		if (label) current = tellLabel(scope, current, "unlabeled", label);
	}
	for (const label of [...wanted.values()].filter((label) => !issue.labelIds.includes(label.id))) current = tellLabel(scope, {
		...current,
		labelIds: [...current.labelIds, label.id]
	}, "labeled", label);
	return current;
}
function tellLabel(scope, issue, event, label) {
	const { context, repository, actor } = scope;
	const saved = saveIssue(context, repository, issue);
	addTimeline(context, repository, issue.number, {
		event,
		actor,
		detail: { label: {
			name: label.name,
			color: label.color
		} }
	});
	emitIssue(scope, saved, event, { label: renderLabel(context, repository, label) });
	return saved;
}
function setAssignees(scope, issue, ids) {
	const { context, repository, actor } = scope;
	let current = issue;
	const steps = [...issue.assigneeIds.filter((id) => !ids.includes(id)).map((id) => ["unassigned", id]), ...ids.filter((id) => !issue.assigneeIds.includes(id)).map((id) => ["assigned", id])];
	for (const [event, id] of steps) {
		const rest = current.assigneeIds.filter((other) => other !== id);
		const assigneeIds = event === "assigned" ? [...rest, id] : rest;
		current = saveIssue(context, repository, {
			...current,
			assigneeIds
		});
		const assignee = renderUserById(context, id);
		addTimeline(context, repository, issue.number, {
			event,
			actor,
			detail: { assignee }
		});
		emitIssue(scope, current, event, { assignee });
	}
	return current;
}
function setState(scope, issue, state, reason) {
	const { context, repository, actor } = scope;
	const isClosing = state === "closed";
	const stateReason = issue.isPull ? null : reason ?? (isClosing ? "completed" : "reopened");
	if (issue.state === state) return reason === void 0 || !isClosing ? issue : saveIssue(context, repository, {
		...issue,
		stateReason
	});
	const saved = saveIssue(context, repository, {
		...issue,
		state,
		stateReason,
		closedAt: isClosing ? context.timestamp() : null,
		closedById: isClosing ? actor.user.id : null
	});
	const event = isClosing ? "closed" : "reopened";
	addTimeline(context, repository, issue.number, {
		event,
		actor,
		detail: { state_reason: stateReason }
	});
	emitIssue(scope, saved, event);
	return saved;
}
//#endregion
//#region sandbox/github/resources/pull-sync.ts
async function measure(context, repository, base, head) {
	const git = context.git(repository);
	const [found, count] = await Promise.all([git.try([
		"merge-base",
		base,
		head
	]), git.run([
		"rev-list",
		"--count",
		head,
		`^${base}`
	])]);
	const files = await diffTrees(git, found.stdout.toString().trim() || base, head);
	return {
		commits: Number(count.toString()),
		additions: files.reduce((sum, file) => sum + file.additions, 0),
		deletions: files.reduce((sum, file) => sum + file.deletions, 0),
		changedFiles: files.length
	};
}
async function testMerge(context, repository, pull, base) {
	const git = context.git(repository);
	const tree = await mergeTrees(git, base, pull.headSha);
	if (tree === void 0) return {
		base,
		head: pull.headSha,
		mergeable: false,
		mergeSha: null
	};
	const person = {
		name: "GitHub",
		email: "noreply@github.com",
		date: context.timestamp()
	};
	const mergeSha = await git.writeCommit({
		tree,
		parents: [base, pull.headSha],
		message: `Merge ${pull.headSha} into ${base}`,
		author: person,
		committer: person
	});
	await git.updateRef(`refs/pull/${pull.number}/merge`, mergeSha);
	return {
		base,
		head: pull.headSha,
		mergeable: true,
		mergeSha
	};
}
async function refreshPull(context, repository, pull) {
	if (pull.merged) return pull;
	const base = (await context.git(repository).readRef(`refs/heads/${pull.baseRef}`))?.sha ?? pull.baseSha;
	if (pull.test?.base === base && pull.test.head === pull.headSha) return pull;
	const [size, test] = await Promise.all([measure(context, repository, base, pull.headSha), testMerge(context, repository, pull, base)]);
	const current = findPull(context, repository, pull.number) ?? pull;
	return current.headSha !== pull.headSha || current.merged ? current : savePull(context, repository, {
		...current,
		size,
		test
	});
}
async function fetchHead(context, repository, pull) {
	const git = context.git(repository);
	const ref = `refs/pull/${pull.number}/head`;
	const fork = pull.headRepositoryId === null ? void 0 : context.repositoryById(pull.headRepositoryId);
	if (fork && fork.id !== repository.id) {
		await git.run([
			"fetch",
			"--quiet",
			"--no-tags",
			context.git(fork).directory,
			`+refs/heads/${pull.headRef}:${ref}`
		]);
		return;
	}
	await git.updateRef(ref, pull.headSha);
}
async function baseFor(context, repository, pull) {
	const git = context.git(repository);
	const tip = (await git.readRef(`refs/heads/${pull.baseRef}`))?.sha;
	return tip === void 0 || await git.isAncestor(pull.headSha, tip) ? pull.baseSha : tip;
}
async function synchronize(context, move, pull, base) {
	const { actor, before, after } = move;
	const scope = {
		context,
		repository: base,
		actor
	};
	const issue = findIssue(context, base, pull.number);
	if (!issue) return;
	if (after === zeroSha) {
		addTimeline(context, base, pull.number, {
			event: "head_ref_deleted",
			actor
		});
		setState(scope, issue, "closed");
		return;
	}
	await fetchHead(context, base, {
		...pull,
		headSha: after
	});
	const baseSha = await baseFor(context, base, {
		...pull,
		headSha: after
	});
	await refreshPull(context, base, savePull(context, base, {
		...pull,
		headSha: after,
		baseSha
	}));
	emitIssue(scope, saveIssue(context, base, issue), "synchronize", {
		before,
		after
	});
}
async function followBase(context, move, pull) {
	const { repository, after, actor } = move;
	const git = context.git(repository);
	if (after === zeroSha || !await git.isAncestor(pull.headSha, after)) return;
	await markMerged({
		context,
		repository,
		actor
	}, pull, after);
}
async function markMerged(scope, pull, mergeCommitSha, announce = () => Promise.resolve()) {
	const { context, repository, actor } = scope;
	const at = context.timestamp();
	savePull(context, repository, {
		...pull,
		merged: true,
		mergedAt: at,
		mergedById: actor.user.id,
		mergeCommitSha
	});
	const issue = findIssue(context, repository, pull.number);
	if (!issue) return;
	const saved = saveIssue(context, repository, {
		...issue,
		state: "closed",
		closedAt: at,
		closedById: actor.user.id
	});
	addTimeline(context, repository, pull.number, {
		event: "merged",
		actor,
		commitId: mergeCommitSha
	});
	addTimeline(context, repository, pull.number, {
		event: "closed",
		actor
	});
	await announce();
	emitIssue(scope, saved, "closed");
	closeMentioned(scope, saved.body ?? "");
}
function closeMentioned(scope, body) {
	for (const match of body.matchAll(/\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):? #(\d+)\b/gi)) {
		const issue = findIssue(scope.context, scope.repository, Number(match[1]));
		if (issue && !issue.isPull) setState(scope, issue, "closed");
	}
}
async function followBranch(context, move) {
	const branch = move.ref.replace(/^refs\/heads\//, "");
	const isOpen = (repository, pull) => findIssue(context, repository, pull.number)?.state === "open";
	for (const base of context.store.collection("repositories").list("")) for (const pull of listPulls(context, base).filter((pull) => isOpen(base, pull))) if (pull.headRepositoryId === move.repository.id && pull.headRef === branch) await synchronize(context, move, pull, base);
	else if (base.id === move.repository.id && pull.baseRef === branch) await followBase(context, move, pull);
}
//#endregion
//#region sandbox/github/resources/ref-updates.ts
function personOf(context, actor) {
	const { user } = actor;
	const email = user.email ?? `${user.login}@users.noreply.github.com`;
	return {
		name: user.name ?? user.login,
		email,
		date: context.timestamp()
	};
}
function renderPerson(context, signature) {
	const user = findCommitUser(context, signature);
	const { name, email, date } = signature;
	return {
		name,
		email,
		date,
		...user ? { username: user.login } : {}
	};
}
function renderPushCommit(context, repository, commit, paths) {
	return {
		id: commit.sha,
		tree_id: commit.tree,
		distinct: true,
		message: commit.message,
		timestamp: commit.committer.date,
		url: `${repositoryPage(context, repository)}/commit/${commit.sha}`,
		author: renderPerson(context, commit.author),
		committer: renderPerson(context, commit.committer),
		added: paths.added,
		removed: paths.removed,
		modified: paths.modified
	};
}
async function readPush(context, update, git) {
	const { repository, before, after, ref } = update;
	if (after === zeroSha) return {
		commits: [],
		head: null,
		forced: false
	};
	const head = await git.readCommit(after);
	if (!head) return {
		commits: [],
		head: null,
		forced: false
	};
	const isNew = before === zeroSha;
	const base = isNew ? await git.resolveCommit(`refs/heads/${repository.defaultBranch}`) : before;
	const isOwnBase = ref === `refs/heads/${repository.defaultBranch}` && isNew;
	const range = {
		to: head.sha,
		limit: 20,
		...base === void 0 || isOwnBase ? {} : { from: base }
	};
	const [paths, isForward] = await Promise.all([listCommitPaths(git, range), isNew ? true : git.isAncestor(before, head.sha)]);
	const commits = await Promise.all(paths.toReversed().map(async (entry) => {
		const commit = await git.readCommit(entry.sha);
		return commit ? renderPushCommit(context, repository, commit, entry) : {};
	}));
	const last = commits.at(-1) ?? renderPushCommit(context, repository, head, {
		added: [],
		removed: [],
		modified: []
	});
	return {
		commits: ref.startsWith("refs/tags/") ? [] : commits,
		head: last,
		forced: !isForward
	};
}
function emitRefLife(context, update) {
	const { repository, ref, before, after, actor } = update;
	const match = /^refs\/(heads|tags)\/(.+)$/.exec(ref);
	const isCreated = before === zeroSha;
	if (!match || !isCreated && after !== zeroSha) return;
	const refType = match[1] === "heads" ? "branch" : "tag";
	const shared = {
		ref: match[2],
		ref_type: refType,
		pusher_type: "user"
	};
	const payload = isCreated ? {
		...shared,
		master_branch: repository.defaultBranch,
		description: repository.description
	} : shared;
	context.emit({
		event: isCreated ? "create" : "delete",
		repository,
		actor,
		payload
	});
}
async function emitPush(context, update) {
	const { repository, ref, before, after, actor } = update;
	const { commits, head, forced } = await readPush(context, update, context.git(repository));
	const page = repositoryPage(context, repository);
	context.emit({
		event: "push",
		repository,
		actor,
		payload: {
			ref,
			before,
			after,
			created: before === zeroSha,
			deleted: after === zeroSha,
			forced,
			base_ref: null,
			compare: `${page}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`,
			commits,
			head_commit: head,
			pusher: {
				name: actor.user.login,
				email: actor.user.email
			}
		}
	});
}
async function announceRefUpdate(context, update) {
	if (!/^refs\/(heads|tags)\//.test(update.ref) || update.before === update.after) return;
	const repositories = context.store.collection("repositories");
	const current = repositories.get("", update.repository.id) ?? update.repository;
	const at = context.timestamp();
	const repository = repositories.put("", current.id, {
		...current,
		pushedAt: at,
		updatedAt: at
	});
	const fresh = {
		...update,
		repository
	};
	emitRefLife(context, fresh);
	await emitPush(context, fresh);
	if (update.ref.startsWith("refs/heads/")) await followBranch(context, fresh);
}
//#endregion
//#region sandbox/github/git/workflow-files.ts
const folder = ".github/workflows";
function isWorkflowPath(path) {
	return path === ".github" || path === folder || path.startsWith(`${folder}/`);
}
async function listFiles$1(git, commit) {
	return (await git.run([
		"ls-tree",
		"-r",
		"-z",
		commit,
		"--",
		`${folder}/`
	])).toString().split("\0").flatMap((line) => {
		const match = /^\d+ blob ([0-9a-f]+)\t([^]+)$/.exec(line);
		return match ? [{
			blob: match[1] ?? "",
			path: match[2] ?? ""
		}] : [];
	});
}
async function isKnown(git, { path, blob }) {
	const log = [
		"log",
		"-1",
		"-m",
		"--full-history",
		"--format=%H",
		`--find-object=${blob}`
	];
	return (await git.run([
		...log,
		"--branches",
		"--tags",
		"--",
		path
	])).length > 0;
}
async function findNewWorkflow(git, commit, bases) {
	const tree = (await git.statObject(`${commit}^{commit}:${folder}`))?.sha;
	if (tree === void 0) return void 0;
	for (const base of bases) if ((await git.statObject(`${base}^{commit}:${folder}`))?.sha === tree) return void 0;
	for (const file of await listFiles$1(git, commit)) if (!await isKnown(git, file)) return file.path;
}
async function haveSameWorkflows(git, one, other) {
	const trees = await Promise.all([one, other].map((commit) => git.statObject(`${commit}^{commit}:${folder}`)));
	return trees[0]?.sha === trees[1]?.sha;
}
//#endregion
//#region sandbox/github/resources/workflow-rights.ts
function mayChangeWorkflows(actor) {
	return hasPermission(actor, "workflows:write");
}
function refuseWorkflowPaths(actor, paths) {
	if (!mayChangeWorkflows(actor) && paths.some(isWorkflowPath)) throw notAccessible();
}
async function newWorkflowOf(context, change) {
	const { repository, before, after, actor } = change;
	if (mayChangeWorkflows(actor) || after === zeroSha) return void 0;
	const bases = [...before === zeroSha ? [] : [before], `refs/heads/${repository.defaultBranch}`];
	return findNewWorkflow(context.git(repository), after, bases);
}
async function refuseNewWorkflow(context, change) {
	if (await newWorkflowOf(context, change) !== void 0) throw notAccessible();
}
async function refuseMergedWorkflow(context, change) {
	const path = await newWorkflowOf(context, change);
	if (path === void 0) return;
	throw new ApiError(403, `refusing to allow a GitHub App to ${`create or update workflow ${path} without workflows permission`}`);
}
async function refuseOldWorkflows(context, { repository, after, actor }) {
	if (mayChangeWorkflows(actor)) return;
	const head = `refs/heads/${repository.defaultBranch}`;
	if (!await haveSameWorkflows(context.git(repository), after, head)) throw notAccessible();
}
//#endregion
//#region sandbox/github/git-http.ts
const place = /^\/([A-Za-z0-9._-]+)\/([A-Za-z0-9._-]+?)(?:\.git)?\/(info\/refs|git-upload-pack|git-receive-pack)$/;
function askForPassword() {
	return {
		status: 401,
		bytes: "Authentication required\n",
		headers: {
			"www-authenticate": "Basic realm=\"GitHub\"",
			"content-type": "text/plain"
		}
	};
}
function refused$1(error) {
	if (!(error instanceof ApiError)) throw error;
	return {
		status: error.status,
		bytes: `${error.message}\n`,
		headers: { "content-type": "text/plain" }
	};
}
const noCache = {
	"cache-control": "no-cache, max-age=0, must-revalidate",
	expires: "Fri, 01 Jan 1980 00:00:00 GMT"
};
function packetLine(text) {
	return (text.length + 4).toString(16).padStart(4, "0") + text;
}
function protocolEnvironment(request) {
	const protocol = request.headers["git-protocol"];
	return typeof protocol === "string" && /^[\w=:.-]+$/.test(protocol) ? { GIT_PROTOCOL: protocol } : {};
}
const serviceSettings = [
	"-c",
	"uploadpack.allowAnySHA1InWant=true",
	"-c",
	"uploadpack.allowFilter=true",
	"-c",
	"receive.autogc=false",
	"-c",
	"receive.denyDeleteCurrent=ignore",
	"-c",
	"receive.fsckObjects=true"
];
async function runService(call, run) {
	const { context, request, repository, service } = call;
	const { isAdvertisement, body, settings = [], environment = {}, edit } = run;
	const { directory } = context.git(repository);
	const options = isAdvertisement ? ["--advertise-refs"] : [];
	const child = spawn("git", [
		...serviceSettings,
		...settings,
		service,
		"--stateless-rpc",
		...options,
		directory
	], {
		env: gitEnvironment({
			...protocolEnvironment(request),
			...environment
		}),
		stdio: [
			"pipe",
			"pipe",
			"ignore"
		]
	});
	const type = isAdvertisement ? "advertisement" : "result";
	request.response.writeHead(200, {
		...noCache,
		"content-type": `application/x-git-${service}-${type}`
	});
	if (isAdvertisement) request.response.write(`${packetLine(`# service=git-${service}\n`)}0000`);
	const fed = isAdvertisement ? child.stdin.end() : pipeline(body, child.stdin);
	const ended = new Promise((resolve) => child.on("close", resolve));
	const answered = edit ? buffer(child.stdout).then((answer) => request.response.write(edit(answer))) : pipeline(child.stdout, request.response, { end: false });
	await Promise.allSettled([
		fed,
		answered,
		ended
	]);
}
function openPushes(context) {
	return context.store.collection("open-pushes");
}
async function readRefs(context, repository) {
	const refs = await context.git(repository).listRefs("refs/");
	return new Map(refs.map((entry) => [entry.ref, entry.sha]));
}
async function announcePush({ context, repository, actor }, before) {
	const after = await readRefs(context, repository);
	if (!actor) return;
	const names = [...new Set([...before.keys(), ...after.keys()])].toSorted();
	for (const ref of names) {
		const [old, now] = [before.get(ref) ?? zeroSha, after.get(ref) ?? zeroSha];
		if (old !== now) await announceRefUpdate(context, {
			repository,
			ref,
			before: old,
			after: now,
			actor
		});
	}
}
const pushes = new WeakMap();
function refusedRefs(call, commands) {
	const { context, repository, actor } = call;
	if (!actor) return [];
	return commands.flatMap(({ ref, before, after }) => pushRefusals(context, {
		repository,
		ref,
		before,
		after,
		actor
	}).filter(({ onlyForced }) => !onlyForced || before !== zeroSha && after !== zeroSha).map((refusal) => ({
		ref,
		...refusal
	})));
}
async function receive(call, source) {
	const { context, repository } = call;
	const queue = pushes.get(context) ?? new Map();
	pushes.set(context, queue);
	const push = async () => {
		const before = await readRefs(context, repository);
		const userId = call.actor?.user.id ?? 0;
		openPushes(context).put(repository.id, "push", {
			userId,
			refs: [...before]
		});
		const { commands, body } = await readPushHead(source);
		const environment = refusedEnvironment(refusedRefs(call, commands), {
			rulesPage: `${repositoryPage(context, repository)}/rules`,
			mayChangeWorkflows: call.actor === void 0 || mayChangeWorkflows(call.actor)
		});
		await runService(call, {
			isAdvertisement: false,
			body,
			settings: ["-c", `core.hooksPath=${await writePushHook(context.stateDirectory)}`],
			environment,
			edit: nameRefusedWorkflows
		});
		await announcePush(call, before);
		openPushes(context).remove(repository.id, "push");
	};
	const turn = (queue.get(repository.id) ?? Promise.resolve()).then(push, push);
	queue.set(repository.id, turn);
	context.track(turn);
	await turn;
}
async function tellOpenPushes(context) {
	for (const repository of context.store.collection("repositories").all()) {
		const open = openPushes(context).get(repository.id, "push");
		if (!open) continue;
		const user = context.userById(open.userId);
		await announcePush({
			context,
			repository,
			actor: user && {
				kind: "user",
				user,
				permissions: null,
				repositoryIds: null,
				appId: null,
				installationId: null,
				runId: null
			}
		}, new Map(open.refs));
		openPushes(context).remove(repository.id, "push");
	}
}
function findByAnyName(context, owner, name) {
	const id = idBehindOldName(context.store, owner, name);
	return context.findRepository(owner, name) ?? (id === void 0 ? void 0 : context.repositoryById(id));
}
async function answerGit(context, request, actor) {
	const match = place.exec(request.path);
	if (!match) return void 0;
	const [, owner = "", name = "", tail = ""] = match;
	const asked = tail === "info/refs" ? request.query.get("service") : tail;
	if (asked !== "git-upload-pack" && asked !== "git-receive-pack") return {
		status: 403,
		bytes: "Please use the smart HTTP protocol.\n"
	};
	const service = asked === "git-upload-pack" ? "upload-pack" : "receive-pack";
	const repository = findByAnyName(context, owner, name);
	const isWriting = service === "receive-pack";
	if (!actor && (isWriting || !repository || repository.private)) return askForPassword();
	if (!repository) return {
		status: 404,
		bytes: "Repository not found.\n"
	};
	try {
		checkRights(actor, { permission: isWriting ? "contents:write" : "contents:read" }, repository, (user, of) => context.roleOf(user, of));
	} catch (error) {
		return refused$1(error);
	}
	if (repository.fullName.toLowerCase() !== `${owner}/${name}`.toLowerCase()) return redirect(`${context.url}/${repository.fullName}.git/${tail}${new URL(request.href).search}`, 301);
	const call = {
		context,
		request,
		repository,
		service,
		actor
	};
	const source = request.headers["content-encoding"] === "gzip" ? request.raw.pipe(createGunzip()) : request.raw;
	const isAdvertisement = tail === "info/refs";
	if (isWriting && !isAdvertisement) await receive(call, source);
	else await runService(call, {
		isAdvertisement,
		body: source
	});
	request.response.end();
	return "handled";
}
//#endregion
//#region sandbox/github/http/faults.ts
function arm(list, name, fault) {
	const armed = {
		name,
		calls: fault.calls,
		effect: fault.effect,
		seen: 0
	};
	list.add(armed);
	return () => list.delete(armed);
}
function pick(list, names) {
	let chosen;
	for (const fault of list) {
		if (fault.name !== "*" && !names.includes(fault.name)) continue;
		fault.seen += 1;
		if (fault.calls === "all" || fault.calls.includes(fault.seen)) chosen ??= fault.effect;
	}
	return chosen;
}
function createFaults() {
	const requests = new Set();
	const deliveries = new Set();
	return {
		onRequest: (fault) => arm(requests, fault.route, fault),
		onDelivery: (fault) => arm(deliveries, fault.event, fault),
		clear: () => {
			requests.clear();
			deliveries.clear();
		},
		requestEffect: (names) => pick(requests, names),
		deliveryEffect: (event) => pick(deliveries, [event])
	};
}
//#endregion
//#region sandbox/github/http/rate-limit.ts
const defaultRateLimits = {
	core: 5e3,
	job: 1e3,
	anonymous: 60,
	search: 30,
	concurrent: 100,
	writesPerMinute: Number.POSITIVE_INFINITY
};
const windowMs = {
	core: 36e5,
	search: 6e4
};
function clientOf(actor) {
	if (!actor) return "anonymous";
	if (actor.kind === "job") return `job ${actor.repositoryIds?.join(",") ?? ""}`;
	if (actor.kind === "installation") return `installation ${actor.installationId ?? ""}`;
	return `user ${actor.user.id}`;
}
function limitOf(limits, actor, resource) {
	if (resource === "search") return actor ? limits.search : Math.ceil(limits.search / 3);
	if (!actor) return limits.anonymous;
	return actor.kind === "job" ? limits.job : limits.core;
}
function headersOf(resource, state) {
	return {
		"x-ratelimit-limit": String(state.limit),
		"x-ratelimit-remaining": String(state.remaining),
		"x-ratelimit-used": String(state.used),
		"x-ratelimit-resource": resource,
		"x-ratelimit-reset": String(state.reset)
	};
}
function exceeded(actor, headers) {
	return new ApiError(403, `API rate limit exceeded for ${actor ? `user ID ${actor.user.id}` : "127.0.0.1"}.`, {}, headers);
}
function secondaryLimit(retryAfterSeconds = 60) {
	return new ApiError(403, "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.", { documentation_url: "https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits" }, { "retry-after": String(retryAfterSeconds) });
}
function createRateLimiter(limits, now) {
	const windows = new Map();
	const running = new Map();
	const writes = new Map();
	const windowOf = (client, resource) => {
		const key = `${resource} ${client}`;
		const at = now().getTime();
		const open = windows.get(key);
		if (open && open.endsAt > at) return open;
		const fresh = {
			used: 0,
			endsAt: at + windowMs[resource]
		};
		windows.set(key, fresh);
		return fresh;
	};
	const stateOf = (actor, resource) => {
		const limit = limitOf(limits, actor, resource);
		const { used, endsAt } = windowOf(clientOf(actor), resource);
		return {
			limit,
			used,
			remaining: Math.max(0, limit - used),
			reset: Math.ceil(endsAt / 1e3)
		};
	};
	const checkSecondary = (client, method) => {
		if ((running.get(client) ?? 0) >= limits.concurrent) throw secondaryLimit();
		if (method === "GET" || method === "HEAD" || limits.writesPerMinute === Number.POSITIVE_INFINITY) return;
		const at = now().getTime();
		const recent = (writes.get(client) ?? []).filter((time) => time > at - 6e4);
		const first = recent[0];
		if (first !== void 0 && recent.length >= limits.writesPerMinute) throw secondaryLimit(Math.ceil((first + 6e4 - at) / 1e3));
		writes.set(client, [...recent, at]);
	};
	return {
		enter: (actor, method, path) => {
			const resource = path.startsWith("/search/") ? "search" : "core";
			const client = clientOf(actor);
			const isFree = path === "/rate_limit";
			const state = stateOf(actor, resource);
			if (!isFree && state.remaining === 0) throw exceeded(actor, headersOf(resource, state));
			checkSecondary(client, method);
			running.set(client, (running.get(client) ?? 0) + 1);
			return {
				headers: (status) => {
					if (status !== 304 && !isFree) windowOf(client, resource).used += 1;
					return headersOf(resource, stateOf(actor, resource));
				},
				leave: () => {
					running.set(client, (running.get(client) ?? 1) - 1);
				}
			};
		},
		stateOf: (actor) => ({
			core: stateOf(actor, "core"),
			search: stateOf(actor, "search")
		})
	};
}
//#endregion
//#region sandbox/github/http/route-table.ts
function compile(pattern) {
	const names = [];
	const source = pattern.split("/").map((part) => {
		const name = /^([:*])(\w+)$/.exec(part);
		if (!name) return part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`);
		names.push(name[2] ?? "");
		return name[1] === ":" ? "([^/]+)" : "(.+?)";
	});
	return {
		expression: new RegExp(`^${source.join("/")}/?$`),
		names
	};
}
function bucketOf(method, path) {
	const parts = path.split("/");
	return `${method} ${parts[1] ?? ""} ${parts[1] === "repos" ? parts[4] ?? "" : ""}`;
}
function decode$1(text) {
	try {
		return decodeURIComponent(text);
	} catch {
		return;
	}
}
function fit(route, path) {
	const found = route.expression.exec(path);
	if (!found) return void 0;
	const params = {};
	for (const [index, name] of route.names.entries()) {
		const value = decode$1(found[index + 1] ?? "");
		if (value === void 0) return void 0;
		params[name] = value;
	}
	return {
		pattern: route.pattern,
		params,
		options: route.options,
		handler: route.handler
	};
}
function createRouteTable() {
	const buckets = new Map();
	const operations = [];
	return {
		operations,
		route: (method, pattern, options, handler) => {
			operations.push(`${method} ${pattern}`);
			const bucket = bucketOf(method, pattern);
			const route = {
				pattern,
				...compile(pattern),
				options,
				handler
			};
			buckets.set(bucket, [...buckets.get(bucket) ?? [], route]);
		},
		match: (method, path) => {
			for (const route of buckets.get(bucketOf(method, path)) ?? []) {
				const match = fit(route, path);
				if (match) return match;
			}
		}
	};
}
//#endregion
//#region sandbox/github/http/server.ts
const prefixes = ["/api/v3", "/api/uploads"];
function stripPrefix(path) {
	const prefix = prefixes.find((candidate) => path === candidate || path.startsWith(`${candidate}/`));
	return prefix ? path.slice(prefix.length) || "/" : path;
}
async function readBytes(raw, maxBytes) {
	const chunks = [];
	let length = 0;
	for await (const chunk of raw) {
		length += chunk.length;
		if (length > maxBytes) throw new ApiError(413, "Payload too large");
		chunks.push(chunk);
	}
	const bytes = Buffer.concat(chunks);
	if (raw.headers["content-encoding"] !== "gzip") return bytes;
	try {
		return gunzipSync(bytes, { maxOutputLength: maxBytes });
	} catch {
		throw new ApiError(400, "Problems decoding the body");
	}
}
function parseObject$1(bytes) {
	if (bytes.length === 0) return {};
	let value;
	try {
		value = JSON.parse(bytes.toString("utf8"));
	} catch {
		throw new ApiError(400, "Problems parsing JSON");
	}
	if (typeof value !== "object" || value === null) throw new ApiError(400, "Body should be a JSON object");
	return value;
}
function createRequest({ raw, response, url, params, actor, repository, onBody }) {
	const bytes = async (maxBytes = 10 * 1024 * 1024) => {
		const read = await readBytes(raw, maxBytes);
		onBody(read);
		return read;
	};
	return {
		method: raw.method ?? "GET",
		path: stripPrefix(url.pathname),
		href: url.href,
		params,
		query: url.searchParams,
		headers: raw.headers,
		get actor() {
			if (!actor) throw new ApiError(401, "Requires authentication");
			return actor;
		},
		isAnonymous: actor === void 0,
		get repository() {
			if (!repository) throw notFound();
			return repository;
		},
		raw,
		response,
		bytes,
		json: async () => parseObject$1(await bytes())
	};
}
function commonHeaders() {
	return {
		"x-github-media-type": "github.v3; format=json",
		"x-github-request-id": randomBytes(8).toString("hex").toUpperCase(),
		"x-github-api-version-selected": "2022-11-28",
		"access-control-expose-headers": "ETag, Link, Location, Retry-After, X-RateLimit-Remaining"
	};
}
function isSameTag(asked, tag) {
	return asked?.split(",").some((one) => one.trim() === tag) ?? false;
}
async function send(exchange, answer, isCut = false) {
	const { raw, response } = exchange;
	const body = answer.bytes ?? (answer.body === void 0 ? "" : JSON.stringify(answer.body));
	const isJson = answer.bytes === void 0 && answer.body !== void 0;
	const headers = {
		...commonHeaders(),
		...isJson ? { "content-type": "application/json; charset=utf-8" } : {},
		...exchange.accepted === void 0 ? {} : { "x-accepted-github-permissions": exchange.accepted }
	};
	let status = answer.status;
	if (status === 200 && (raw.method === "GET" || raw.method === "HEAD") && isJson) {
		headers["etag"] = `W/"${createHash("sha256").update(body).digest("hex")}"`;
		headers["cache-control"] = "private, max-age=60, s-maxage=60";
		if (isSameTag(raw.headers["if-none-match"], headers["etag"])) status = 304;
	}
	const isBare = status === 304 || status === 204 || raw.method === "HEAD";
	if (status !== 304 && status !== 204) headers["content-length"] = String(Buffer.byteLength(body));
	response.writeHead(status, {
		...headers,
		...exchange.counted?.headers(status),
		...answer.headers
	});
	if (!isCut) return void response.end(isBare ? void 0 : body);
	const bytes = Buffer.from(isBare ? "" : body);
	await new Promise((resolve) => response.write(bytes.subarray(0, bytes.byteLength / 2), resolve));
	raw.socket.destroy();
}
function failed(error) {
	if (error instanceof ApiError) return {
		status: error.status,
		body: error.body,
		headers: error.headers
	};
	process.stderr.write(`sandbox: ${error instanceof Error ? error.stack ?? error.message : String(error)}\n`);
	return {
		status: 500,
		body: new ApiError(500, "Server Error").body
	};
}
function begin({ routes, hooks }, raw, response) {
	const target = `${`http://${raw.headers.host ?? "127.0.0.1"}`}${raw.url?.startsWith("/") ? raw.url : "/"}`;
	if (!URL.canParse(target)) throw new ApiError(400, "Bad Request");
	const url = new URL(target);
	const method = raw.method === "HEAD" ? "GET" : raw.method ?? "GET";
	const path = hooks.resolvePath(stripPrefix(url.pathname));
	return {
		raw,
		response,
		url,
		method,
		path,
		match: routes.match(method, path),
		requestBody: void 0,
		counted: void 0,
		accepted: void 0
	};
}
async function work(running, hooks) {
	const { raw, response, url, method, path, match } = running;
	const actor = hooks.authenticate(raw.headers);
	const onBody = (bytes) => {
		running.requestBody = bytes;
	};
	const facts = {
		raw,
		response,
		url,
		params: match?.params ?? {},
		actor,
		onBody
	};
	if (match) {
		running.accepted = hooks.accepted(match, actor);
		if (!isOwnPath(path)) running.counted = hooks.limiter.enter(actor, method, path);
		const repository = hooks.authorize(match, actor, {
			method,
			path,
			search: url.search
		});
		return match.handler(createRequest({
			...facts,
			repository
		}));
	}
	return await hooks.fallback(createRequest({
		...facts,
		repository: void 0
	})) ?? failed(new ApiError(501, `Not implemented in the sandbox: ${method} ${path}`));
}
function isOwnPath(path) {
	return /^\/(_|twirp\/|release-assets\/|runtime\/)/.test(path);
}
function tell$1(running, answer) {
	const { match, method, path, url, requestBody, response } = running;
	if (!match || !exchanges.hasSubscribers) return;
	const { statusCode: status } = response;
	const body = answer.bytes === void 0 && status !== 304 ? answer.body : void 0;
	const { pattern } = match;
	tellExchange({
		method,
		pattern,
		path,
		query: url.searchParams,
		requestBody,
		status,
		body
	});
}
const sleep = (delayMs) => new Promise((resolve) => setTimeout(resolve, delayMs));
async function disturb(effect, raw) {
	switch (effect.kind) {
		case "status": return failed(new ApiError(effect.status, "Server Error"));
		case "secondary-rate-limit": return failed(secondaryLimit(effect.retryAfterSeconds));
		case "timeout": return "handled";
		case "cut": return;
		case "reset":
			if (effect.when === "after") return void 0;
			raw.socket.destroy();
			return "handled";
		case "delay":
			await sleep(effect.delayMs);
			return;
		default: return effect;
	}
}
async function serve(running, hooks) {
	const { raw, response, method, path, match } = running;
	const names = [`${method} ${path}`, ...match ? [`${method} ${match.pattern}`] : []];
	const effect = path.startsWith("/_sandbox/faults") ? void 0 : hooks.faults.requestEffect(names);
	const disturbed = effect ? await disturb(effect, raw) : void 0;
	try {
		const answer = disturbed ?? await work(running, hooks).catch((error) => failed(error));
		if (effect?.kind === "reset") raw.socket.destroy();
		if (answer === "handled" || response.headersSent || raw.socket.destroyed) return;
		await send(running, answer, effect?.kind === "cut");
		if (!disturbed && effect?.kind !== "cut") tell$1(running, answer);
	} finally {
		running.counted?.leave();
	}
}
function createApiServer(routes, hooks) {
	const take = async (raw, response) => {
		let running;
		try {
			running = begin({
				routes,
				hooks
			}, raw, response);
		} catch (error) {
			const { status, body } = failed(error);
			response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
			return;
		}
		await serve(running, hooks);
	};
	return createServer({ keepAliveTimeout: 6e4 }, (raw, response) => {
		take(raw, response).catch((error) => {
			response.destroy(error instanceof Error ? error : void 0);
		});
	});
}
//#endregion
//#region sandbox/github/resources/fault-routes.ts
const mostDelayMs = 6e4;
function invalid$2(field) {
	return validationFailed({
		resource: "Fault",
		field,
		code: "invalid"
	});
}
function effectOf(body) {
	const { effect } = body;
	if (typeof effect !== "object" || effect === null || Array.isArray(effect)) throw invalid$2("effect");
	return effect;
}
function callsOf({ calls = "all" }) {
	if (calls === "all") return calls;
	if (!Array.isArray(calls) || calls.length > 1e3) throw invalid$2("calls");
	return calls.map((call) => wholeNumber(call, "calls", Number.MAX_SAFE_INTEGER));
}
function wholeNumber(value, field, most) {
	if (typeof value === "number" && Number.isSafeInteger(value) && value >= 1 && value <= most) return value;
	throw invalid$2(field);
}
function nameOf(body, field) {
	const name = body[field];
	if (typeof name === "string" && name !== "") return name;
	throw invalid$2(field);
}
function requestEffect(effect) {
	const { kind, status, when } = effect;
	switch (kind) {
		case "status":
			if (status === 500 || status === 502 || status === 503 || status === 504) return {
				kind,
				status
			};
			throw invalid$2("effect.status");
		case "secondary-rate-limit": return {
			kind,
			retryAfterSeconds: wholeNumber(effect["retryAfterSeconds"], "effect.retryAfterSeconds", 3600)
		};
		case "timeout":
		case "cut": return { kind };
		case "reset":
			if (when === "before" || when === "after") return {
				kind,
				when
			};
			throw invalid$2("effect.when");
		case "delay": return {
			kind,
			delayMs: wholeNumber(effect["delayMs"], "effect.delayMs", mostDelayMs)
		};
		default: throw invalid$2("effect.kind");
	}
}
function deliveryEffect(effect) {
	const { kind } = effect;
	switch (kind) {
		case "drop":
		case "double":
		case "reorder": return { kind };
		case "delay": return {
			kind,
			delayMs: wholeNumber(effect["delayMs"], "effect.delayMs", mostDelayMs)
		};
		default: throw invalid$2("effect.kind");
	}
}
function requestFault(body) {
	return {
		route: nameOf(body, "route"),
		calls: callsOf(body),
		effect: requestEffect(effectOf(body))
	};
}
function deliveryFault(body) {
	return {
		event: nameOf(body, "event"),
		calls: callsOf(body),
		effect: deliveryEffect(effectOf(body))
	};
}
function requireOperator({ isAnonymous, actor, headers }, operatorToken) {
	if (isAnonymous) throw new ApiError(401, "Requires authentication");
	const token = /^(?:token|bearer) +(\S+)$/i.exec(headers.authorization ?? "")?.[1];
	if (actor.kind !== "user" || token !== operatorToken) throw new ApiError(403, "Only the operator's token may do this.");
}
function createFaultRoutes(faults, operatorToken) {
	return (app) => {
		app.route("POST", "/_sandbox/faults/requests", {}, async (request) => {
			requireOperator(request, operatorToken());
			faults.onRequest(requestFault(await request.json()));
			return created({});
		});
		app.route("POST", "/_sandbox/faults/deliveries", {}, async (request) => {
			requireOperator(request, operatorToken());
			faults.onDelivery(deliveryFault(await request.json()));
			return created({});
		});
		app.route("DELETE", "/_sandbox/faults", {}, (request) => {
			requireOperator(request, operatorToken());
			faults.clear();
			return noContent();
		});
	};
}
//#endregion
//#region sandbox/github/resources/issue-subject.ts
function optionsOnSubject(context, { options, params }, repository) {
	if (options.orPullRequests !== "on-pull-request") return options;
	const comments = context.store.collection("comments");
	const number = params["issue_number"] ?? comments.get(repository.id, Number(params["comment_id"]))?.issueNumber;
	const issue = findIssue(context, repository, Number(number));
	if (issue === void 0 || issue.isPull) return options;
	const { orPullRequests: _, ...onIssue } = options;
	return onIssue;
}
//#endregion
//#region sandbox/github/resources/release-records.ts
const noPolicy = {
	immutable: false,
	usedTags: []
};
function releasePolicy(context, repository) {
	return context.store.collection("release-policies").get(repository.id, "policy") ?? noPolicy;
}
function putReleasePolicy(context, repository, change) {
	context.store.collection("release-policies").put(repository.id, "policy", {
		...releasePolicy(context, repository),
		...change
	});
}
function assetFile(context, asset) {
	return join(context.stateDirectory, "assets", String(asset.id));
}
function listAssets(context, repository, releaseId) {
	return context.store.collection("assets").list(repository.id).filter((asset) => asset.releaseId === releaseId);
}
function listReleases(context, repository) {
	return context.store.collection("releases").list(repository.id).toReversed();
}
function renderAsset(context, repository, asset, tagName) {
	const place = `${encodeURIComponent(tagName)}/${encodeURIComponent(asset.name)}`;
	return {
		url: `${repositoryUrl(context, repository)}/releases/assets/${asset.id}`,
		browser_download_url: `${repositoryPage(context, repository)}/releases/download/${place}`,
		id: asset.id,
		node_id: nodeId("RA", asset.id),
		name: asset.name,
		label: asset.label,
		state: "uploaded",
		content_type: asset.contentType,
		size: asset.sizeBytes,
		digest: `sha256:${asset.sha256}`,
		download_count: asset.downloads,
		created_at: asset.createdAt,
		updated_at: asset.createdAt,
		uploader: renderUserById(context, asset.uploaderId)
	};
}
function renderRelease$1(context, repository, release) {
	const url = `${repositoryUrl(context, repository)}/releases/${release.id}`;
	const tag = encodeURIComponent(release.tagName);
	const place = release.draft ? `untagged-${release.id}` : tag;
	const archive = repositoryUrl(context, repository);
	return {
		url,
		html_url: `${repositoryPage(context, repository)}/releases/tag/${place}`,
		assets_url: `${url}/assets`,
		upload_url: `${url}/assets{?name,label}`,
		tarball_url: release.draft ? null : `${archive}/tarball/${tag}`,
		zipball_url: release.draft ? null : `${archive}/zipball/${tag}`,
		id: release.id,
		node_id: nodeId("RE", release.id),
		tag_name: release.tagName,
		target_commitish: release.targetCommitish,
		name: release.name,
		body: release.body,
		draft: release.draft,
		prerelease: release.prerelease,
		immutable: release.immutable ?? false,
		created_at: release.createdAt,
		updated_at: release.createdAt,
		published_at: release.publishedAt,
		author: renderUserById(context, release.authorId),
		assets: listAssets(context, repository, release.id).map((asset) => renderAsset(context, repository, asset, release.tagName))
	};
}
//#endregion
//#region sandbox/github/resources/releases.ts
function releaseOf(context, request) {
	const id = numberParam(request, "release_id");
	const release = context.store.collection("releases").get(request.repository.id, id);
	if (!release || release.draft && !isDraftOpen(context, request)) throw notFound();
	return release;
}
function maySeeDrafts(context, repository, actor) {
	if (actor === void 0) return false;
	if (actor.kind !== "user") return actor.permissions?.["contents"] === "write";
	return isAtLeast(context.roleOf(actor.user, repository), "write");
}
function isDraftOpen(context, request) {
	return maySeeDrafts(context, request.repository, request.isAnonymous ? void 0 : request.actor);
}
function emitRelease(context, request, release, change) {
	const { repository, actor } = request;
	const { action, ...extra } = typeof change === "string" ? { action: change } : change;
	const payload = {
		...extra,
		release: renderRelease$1(context, repository, release)
	};
	context.emit({
		event: "release",
		action,
		repository,
		actor,
		payload
	});
}
function refuseTag(check) {
	try {
		check();
	} catch (error) {
		if (!(error instanceof ApiError)) throw error;
		const refusal = {
			resource: "Release",
			code: "custom"
		};
		const message = "Published releases must have a valid tag";
		throw new ApiError(422, "Validation Failed", { errors: [{
			...refusal,
			field: "pre_receive",
			message: `pre_receive ${error.message}`
		}, {
			...refusal,
			message
		}] });
	}
}
async function ensureTag(context, request, release) {
	const { repository, actor } = request;
	const git = context.git(repository);
	const ref = `refs/tags/${release.tagName}`;
	if (await git.readRef(ref)) return;
	const after = await git.resolveCommit(release.targetCommitish);
	if (after === void 0) throw validationFailed({
		resource: "Release",
		field: "target_commitish",
		code: "invalid"
	});
	refuseTag(() => {
		refusePush(context, {
			repository,
			ref,
			before: zeroSha,
			after,
			actor,
			isForced: false
		});
	});
	await refuseOldWorkflows(context, {
		repository,
		before: zeroSha,
		after,
		actor
	});
	if (await git.updateRef(ref, after, zeroSha)) await announceRefUpdate(context, {
		repository,
		ref,
		before: zeroSha,
		after,
		actor
	});
}
function save$5(context, request, release) {
	return context.store.collection("releases").put(request.repository.id, release.id, release);
}
async function publish(context, request, release) {
	await ensureTag(context, request, release);
	const { repository } = request;
	const { immutable, usedTags } = releasePolicy(context, repository);
	const publishedAt = context.timestamp();
	const saved = save$5(context, request, {
		...release,
		draft: false,
		publishedAt,
		immutable
	});
	if (immutable) putReleasePolicy(context, repository, { usedTags: [...usedTags, release.tagName] });
	emitRelease(context, request, saved, "published");
	emitRelease(context, request, saved, saved.prerelease ? "prereleased" : "released");
	return saved;
}
function checkTagName(context, request, tagName, own) {
	if (!isRefName(tagName)) throw validationFailed({
		resource: "Release",
		field: "tag_name",
		code: "custom",
		message: "tag_name is not a valid tag"
	});
	if (releasePolicy(context, request.repository).usedTags.includes(tagName) && own?.tagName !== tagName) throw validationFailed({
		resource: "Release",
		field: "tag_name",
		code: "custom",
		message: "tag_name was used by an immutable release"
	});
	const twin = listReleases(context, request.repository).find((one) => one.tagName === tagName && !one.draft);
	if (twin && twin.id !== own?.id) throw validationFailed({
		resource: "Release",
		field: "tag_name",
		code: "already_exists"
	});
}
async function createRelease(context, request) {
	const { repository, actor } = request;
	const body = await request.json();
	const tagName = requiredText(body, "tag_name", "Release");
	const draft = booleanField(body, "draft", "Release") ?? false;
	if (!draft) checkTagName(context, request, tagName);
	const release = {
		id: context.store.nextId(),
		tagName,
		targetCommitish: textField(body, "target_commitish", "Release") || repository.defaultBranch,
		name: textField(body, "name", "Release") ?? null,
		body: textField(body, "body", "Release") ?? null,
		draft: true,
		prerelease: booleanField(body, "prerelease", "Release") ?? false,
		authorId: actor.user.id,
		createdAt: context.timestamp(),
		publishedAt: null
	};
	if (!draft) await ensureTag(context, request, release);
	const saved = save$5(context, request, release);
	if (draft) emitRelease(context, request, saved, "created");
	else emitRelease(context, request, {
		...saved,
		draft: false
	}, "created");
	return created(renderRelease$1(context, repository, draft ? saved : await publish(context, request, saved)));
}
async function updateRelease(context, request) {
	const old = releaseOf(context, request);
	const body = await request.json();
	const tagName = textField(body, "tag_name", "Release") || old.tagName;
	const draft = booleanField(body, "draft", "Release") ?? old.draft;
	if (old.immutable && (tagName !== old.tagName || draft)) throw new ApiError(422, "Cannot change the tag of an immutable release, or make it a draft.");
	if (!draft) checkTagName(context, request, tagName, old);
	const text = (field, fallback) => field in body ? textField(body, field, "Release") ?? null : fallback;
	const changed = {
		...old,
		tagName,
		targetCommitish: textField(body, "target_commitish", "Release") ?? old.targetCommitish,
		name: text("name", old.name),
		body: text("body", old.body),
		prerelease: booleanField(body, "prerelease", "Release") ?? old.prerelease
	};
	if (old.draft && !draft) return ok(renderRelease$1(context, request.repository, await publish(context, request, changed)));
	const saved = save$5(context, request, {
		...changed,
		draft
	});
	if (tagName !== old.tagName && !draft) await ensureTag(context, request, saved);
	emitRelease(context, request, saved, {
		action: "edited",
		changes: {
			...saved.name === old.name ? {} : { name: { from: old.name ?? "" } },
			...saved.body === old.body ? {} : { body: { from: old.body ?? "" } }
		}
	});
	return ok(renderRelease$1(context, request.repository, saved));
}
async function deleteRelease(context, request) {
	const release = releaseOf(context, request);
	for (const asset of listAssets(context, request.repository, release.id)) {
		context.store.collection("assets").remove(request.repository.id, asset.id);
		await rm(assetFile(context, asset), { force: true });
	}
	context.store.collection("releases").remove(request.repository.id, release.id);
	emitRelease(context, request, release, "deleted");
	return noContent();
}
function latest(context, request) {
	const first = listReleases(context, request.repository).filter((one) => !one.draft && !one.prerelease).toSorted((a, b) => (b.publishedAt ?? "").localeCompare(a.publishedAt ?? "") || b.id - a.id)[0];
	if (!first) throw notFound();
	return first;
}
function byTag(context, request) {
	const tag = request.params["tag"] ?? "";
	const found = listReleases(context, request.repository).find((one) => one.tagName === tag && !one.draft);
	if (!found) throw notFound();
	return found;
}
async function generateNotes(context, request) {
	const body = await request.json();
	const tagName = requiredText(body, "tag_name", "Release");
	const git = context.git(request.repository);
	const to = await git.resolveCommit(`refs/tags/${tagName}`) ?? await git.resolveCommit(textField(body, "target_commitish", "Release") ?? request.repository.defaultBranch);
	if (to === void 0) throw new ApiError(422, "Invalid target_commitish parameter");
	const previous = textField(body, "previous_tag_name", "Release");
	const from = previous === void 0 ? void 0 : await git.resolveCommit(`refs/tags/${previous}`);
	return ok({
		name: tagName,
		body: `## What's Changed\n${(await git.run([
			"log",
			"--format=* %s",
			to,
			...from ? [`^${from}`] : [],
			"--"
		])).toString()}`
	});
}
const addPolicyRoutes = (app, context) => {
	const base = "/repos/:owner/:repo/immutable-releases";
	const write = { permission: "administration:write" };
	app.route("GET", base, {
		permission: "administration:read",
		role: "admin"
	}, (request) => {
		if (!releasePolicy(context, request.repository).immutable) throw notFound();
		return ok({
			enabled: true,
			enforced_by_owner: false
		});
	});
	for (const [method, immutable] of [["PUT", true], ["DELETE", false]]) app.route(method, base, write, (request) => {
		putReleasePolicy(context, request.repository, { immutable });
		return noContent();
	});
};
const addReleaseRoutes = (app, context) => {
	addPolicyRoutes(app, context);
	const base = "/repos/:owner/:repo/releases";
	const read = { permission: "contents:read" };
	const write = { permission: "contents:write" };
	const render = (request) => (release) => renderRelease$1(context, request.repository, release);
	app.route("GET", base, read, (request) => {
		const all = listReleases(context, request.repository);
		return listed$1(request, isDraftOpen(context, request) ? all : all.filter((release) => !release.draft), render(request));
	});
	app.route("POST", base, {
		...write,
		changesWorkflows: true
	}, (request) => createRelease(context, request));
	app.route("POST", `${base}/generate-notes`, write, (request) => generateNotes(context, request));
	app.route("GET", `${base}/latest`, read, (request) => ok(render(request)(latest(context, request))));
	app.route("GET", `${base}/tags/*tag`, read, (request) => ok(render(request)(byTag(context, request))));
	app.route("GET", `${base}/:release_id`, read, (request) => ok(render(request)(releaseOf(context, request))));
	app.route("PATCH", `${base}/:release_id`, write, (request) => updateRelease(context, request));
	app.route("DELETE", `${base}/:release_id`, write, (request) => deleteRelease(context, request));
};
//#endregion
//#region sandbox/github/resources/release-assets.ts
const maxAssetBytes = 100 * 1024 * 1024;
function cleanName(name) {
	return name.replaceAll(/[^A-Za-z0-9._+@#-]/g, ".").replace(/^\.+/, "default.");
}
async function upload(context, request) {
	const { repository, actor } = request;
	const release = releaseOf(context, request);
	refuseFrozen(release, "upload");
	const given = request.query.get("name") ?? "";
	if (given === "") throw validationFailed({
		resource: "ReleaseAsset",
		field: "name",
		code: "missing_field"
	});
	const name = cleanName(given);
	if (listAssets(context, repository, release.id).some((asset) => asset.name === name)) throw validationFailed({
		resource: "ReleaseAsset",
		field: "name",
		code: "already_exists"
	});
	const bytes = await request.bytes(maxAssetBytes);
	if (bytes.length === 0) throw new ApiError(400, "Bad Content-Length: 0");
	const asset = {
		id: context.store.nextId(),
		releaseId: release.id,
		name,
		label: request.query.get("label"),
		contentType: request.headers["content-type"] ?? "application/octet-stream",
		sizeBytes: bytes.length,
		sha256: createHash("sha256").update(bytes).digest("hex"),
		downloads: 0,
		uploaderId: actor.user.id,
		createdAt: context.timestamp()
	};
	const file = assetFile(context, asset);
	await mkdir(dirname(file), { recursive: true });
	await writeFile(file, bytes);
	context.store.collection("assets").put(repository.id, asset.id, asset);
	return created(renderAsset(context, repository, asset, release.tagName));
}
function assetOf(context, request) {
	const id = numberParam(request, "asset_id");
	const asset = context.store.collection("assets").get(request.repository.id, id);
	if (!asset) throw notFound();
	return asset;
}
function tagOf(context, request, asset) {
	return context.store.collection("releases").get(request.repository.id, asset.releaseId)?.tagName ?? "";
}
async function sendBytes(context, repositoryId, asset) {
	context.store.collection("assets").put(repositoryId, asset.id, {
		...asset,
		downloads: asset.downloads + 1
	});
	return {
		status: 200,
		bytes: await readFile(assetFile(context, asset)),
		headers: {
			"content-type": asset.contentType,
			"content-disposition": `attachment; filename=${asset.name}`
		}
	};
}
function refuseFrozen(release, verb) {
	const words = verb === "upload" ? "Cannot upload assets to" : "Cannot change the assets of";
	if (release?.immutable) throw new ApiError(422, `${words} an immutable release.`);
}
function mustBeChangeable(context, request) {
	const asset = assetOf(context, request);
	refuseFrozen(context.store.collection("releases").get(request.repository.id, asset.releaseId), "change");
	return asset;
}
async function update$1(context, request) {
	const asset = mustBeChangeable(context, request);
	const body = await request.json();
	const name = cleanName(textField(body, "name", "ReleaseAsset") ?? asset.name);
	const label = textField(body, "label", "ReleaseAsset") ?? asset.label;
	const saved = context.store.collection("assets").put(request.repository.id, asset.id, {
		...asset,
		name,
		label
	});
	return ok(renderAsset(context, request.repository, saved, tagOf(context, request, saved)));
}
const addReleaseAssetRoutes = (app, context) => {
	const base = "/repos/:owner/:repo/releases";
	const read = { permission: "contents:read" };
	const write = { permission: "contents:write" };
	app.route("GET", `${base}/:release_id/assets`, read, (request) => {
		const release = releaseOf(context, request);
		return listed$1(request, listAssets(context, request.repository, release.id), (asset) => renderAsset(context, request.repository, asset, release.tagName));
	});
	app.route("POST", `${base}/:release_id/assets`, write, (request) => upload(context, request));
	app.route("GET", `${base}/assets/:asset_id`, read, (request) => {
		const asset = assetOf(context, request);
		if (request.headers.accept?.includes("application/octet-stream")) return redirect(`${context.url}/release-assets/${request.repository.id}/${asset.id}/${asset.sha256}`);
		return ok(renderAsset(context, request.repository, asset, tagOf(context, request, asset)));
	});
	app.route("GET", "/release-assets/:repository_id/:asset_id/:digest", {}, (request) => {
		const repositoryId = numberParam(request, "repository_id");
		const asset = context.store.collection("assets").get(repositoryId, numberParam(request, "asset_id"));
		if (!asset || asset.sha256 !== request.params["digest"]) throw notFound();
		return sendBytes(context, repositoryId, asset);
	});
	app.route("PATCH", `${base}/assets/:asset_id`, write, (request) => update$1(context, request));
	app.route("DELETE", `${base}/assets/:asset_id`, write, async (request) => {
		const asset = mustBeChangeable(context, request);
		context.store.collection("assets").remove(request.repository.id, asset.id);
		await rm(assetFile(context, asset), { force: true });
		return noContent();
	});
};
async function downloadByName(context, repository, place) {
	const release = listReleases(context, repository).find((one) => one.tagName === place.tag && !one.draft);
	const asset = (release ? listAssets(context, repository, release.id) : []).find((one) => one.name === place.name);
	return asset ? sendBytes(context, repository.id, asset) : void 0;
}
//#endregion
//#region sandbox/github/pages/html.ts
function escapeHtml(text) {
	return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("\"", "&quot;").replaceAll("'", "&#39;");
}
function toText(part) {
	if (part === null || part === void 0 || part === false) return "";
	if (typeof part === "string") return escapeHtml(part);
	if (typeof part === "number") return String(part);
	if ("html" in part) return part.html;
	return part.map(toText).join("");
}
function html(strings, ...parts) {
	return { html: strings.map((text, index) => text + toText(parts[index])).join("") };
}
//#endregion
//#region sandbox/github/pages/diff-view.ts
const maxLines = 400;
function lineClass(line) {
	if (line.startsWith("@@")) return "hunk";
	if (line.startsWith("+")) return "add";
	return line.startsWith("-") ? "del" : "";
}
function renderDiff(files) {
	return files.map((file) => {
		const lines = (file.patch ?? "").split("\n");
		const shown = lines.slice(0, maxLines).map((line) => html`<span class="${lineClass(line)}">${line}</span>`);
		const rest = lines.length > maxLines && html`<span class="dim">… ${lines.length - maxLines} more lines</span>`;
		const code = file.patch === void 0 ? html`<div class="empty">No text to show.</div>` : html`<pre class="diff">${shown}${rest}</pre>`;
		return html`<div class="box">
      ${html`<header>
      <span class="mono">${file.path}</span><span class="dim">${file.status}</span>
      <span class="add">+${file.additions}</span><span class="del">−${file.deletions}</span>
    </header>`}
      <details ${{ html: lines.length < 60 ? "open" : "" }} class="log">
        <summary class="dim small">changes</summary>
        ${code}
      </details>
    </div>`;
	});
}
//#endregion
//#region sandbox/github/pages/diagram-script.ts
const diagramScripts = ["/-/mermaid.js", "/-/diagrams.js"];
const start$1 = `
mermaid.initialize({ startOnLoad: false, securityLevel: "strict", theme: matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "default" });
for (const [index, block] of [...document.querySelectorAll("code.language-mermaid")].entries()) {
  mermaid.render("diagram-" + index, block.textContent).then(
    ({ svg }) => {
      const figure = document.createElement("figure");
      figure.className = "diagram";
      figure.innerHTML = svg;
      // Wide ones are scrolled on a phone: drawn to fit, nobody could read them.
      const drawing = figure.firstElementChild;
      drawing.style.minWidth = Math.min(drawing.viewBox.baseVal.width, 600) + "px";
      block.parentElement.replaceWith(figure);
    },
    () => block.parentElement.classList.add("broken"),
  );
}
`;
const headers = {
	"content-type": "text/javascript; charset=utf-8",
	"cache-control": "max-age=3600",
	"x-content-type-options": "nosniff"
};
async function diagramScript(path) {
	if (path === diagramScripts[1]) return {
		status: 200,
		bytes: start$1,
		headers
	};
	if (path !== diagramScripts[0]) return void 0;
	return {
		status: 200,
		bytes: await readFile(findDiagramBundle()),
		headers
	};
}
function findDiagramBundle() {
	return [`./mermaid.min.js`, `../mermaid.min.js`].map((path) => fileURLToPath(new URL(path, import.meta.url))).find((path) => existsSync(path)) ?? join(dirname(createRequire(import.meta.url).resolve("mermaid")), "mermaid.min.js");
}
//#endregion
//#region sandbox/github/pages/style.ts
const style = `
:root{color-scheme:light dark;--bg:#fff;--soft:#f6f8fa;--line:#d1d9e0;--text:#1f2328;--dim:#59636e;--link:#0969da;
--green:#1a7f37;--red:#cf222e;--amber:#9a6700;--purple:#8250df;--green-fill:#1a7f37;--red-fill:#cf222e;--amber-fill:#9a6700;--purple-fill:#8250df;--dim-fill:#59636e;--shade:0 1px 2px rgb(31 35 40/6%)}
@media(prefers-color-scheme:dark){:root{--bg:#0d1117;--soft:#151b23;--line:#3d444d;--text:#f0f6fc;--dim:#9198a1;
--link:#4493f8;--green:#3fb950;--red:#f85149;--amber:#d29922;--purple:#ab7df8;--green-fill:#238636;--red-fill:#c93c37;--amber-fill:#8a5a00;--purple-fill:#8957e5;--dim-fill:#59636e;--shade:none}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--text);font:15px/1.55 -apple-system,BlinkMacSystemFont,"Segoe UI","Noto Sans",Helvetica,Arial,sans-serif;overflow-wrap:anywhere}
a{color:var(--link);text-decoration:none}a:hover{text-decoration:underline}
.top{background:var(--soft);border-bottom:1px solid var(--line)}
.top>div,main{max-width:1180px;margin:0 auto;padding:0 16px}
.crumb{display:flex;align-items:center;gap:8px;padding-top:14px;font-size:16px}
.crumb b{font-weight:600}.note{margin-left:auto;font-size:12px;color:var(--dim)}
nav{display:flex;gap:2px;overflow-x:auto;margin-top:8px;scrollbar-width:none}
nav a{color:var(--text);padding:8px 12px;white-space:nowrap;border-bottom:2px solid transparent}
nav a:hover{text-decoration:none;border-color:var(--line)}nav a.on{border-color:#fd8c73;font-weight:600}
main{padding-top:24px;padding-bottom:64px}
h1{font-size:26px;line-height:1.25;margin:0 0 8px;font-weight:500}h1 .no{color:var(--dim);font-weight:300}
h2{font-size:16px;margin:28px 0 8px}
.dim{color:var(--dim)}.small{font-size:13px}.meta{display:flex;flex-wrap:wrap;gap:8px;align-items:center;color:var(--dim);margin-bottom:20px}
.state{display:inline-flex;gap:6px;align-items:center;border-radius:99px;padding:4px 12px;color:#fff;font-weight:500;font-size:14px;background:var(--dim-fill)}
.state.open,.state.success{background:var(--green-fill)}.state.closed,.state.failure,.state.error{background:var(--red-fill)}.state.merged{background:var(--purple-fill)}.state.in_progress,.state.queued,.state.pending{background:var(--amber-fill)}
.grid{display:grid;gap:24px;grid-template-columns:minmax(0,1fr)}
@media(min-width:900px){.grid{grid-template-columns:minmax(0,1fr) 280px}}
.box{border:1px solid var(--line);border-radius:8px;background:var(--bg);box-shadow:var(--shade);margin-bottom:16px}
.box>header{display:flex;flex-wrap:wrap;gap:8px;align-items:center;padding:8px 14px;background:var(--soft);border-bottom:1px solid var(--line);border-radius:8px 8px 0 0;font-size:14px}
.box>header .who{font-weight:600}.box>header time{color:var(--dim)}
.row{display:flex;gap:10px;align-items:flex-start;padding:10px 14px;border-top:1px solid var(--line)}.row:first-child{border-top:0}
.box>header+.row,.box>header:last-child{border-top:0}.box>header:last-child{border-bottom:0;border-radius:8px}
.row .grow{flex:1;min-width:0}.row .title{font-weight:600;color:var(--text)}
.avatar{width:20px;height:20px;border-radius:50%;vertical-align:-4px}
.bot{border:1px solid var(--line);border-radius:99px;padding:0 7px;font-size:12px;color:var(--dim)}
.label{display:inline-block;border-radius:99px;padding:0 9px;font-size:12px;font-weight:500;border:1px solid var(--line)}
.dot{flex:none;width:10px;height:10px;border-radius:50%;margin-top:7px;background:var(--dim)}
.dot.success{background:var(--green)}.dot.failure,.dot.error,.dot.timed_out,.dot.cancelled{background:var(--red)}.dot.neutral,.dot.skipped,.dot.inactive{background:var(--dim)}.dot.in_progress,.dot.queued,.dot.pending,.dot.action_required{background:var(--amber)}
.event{padding:2px 14px 14px 24px;color:var(--dim);font-size:14px;border-left:2px solid var(--line);margin-left:20px}
.event+.box{margin-top:14px}
.md{padding:14px 16px}.md+.md.small{padding-top:0}.kind{flex:none;width:14px}.md>:first-child{margin-top:0}.md>:last-child{margin-bottom:0}
.md h1,.md h2{font-size:20px;font-weight:600;padding-bottom:6px;border-bottom:1px solid var(--line);margin:20px 0 12px}.md h3{font-size:17px;margin:18px 0 8px}
.md blockquote{margin:0 0 12px;padding:0 14px;border-left:4px solid var(--line);color:var(--dim)}
.md summary{cursor:pointer}.md details{margin:8px 0}.md img{max-width:100%}
code,pre,.mono{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;font-size:12.5px}
code{background:var(--soft);border-radius:6px;padding:.15em .35em}
pre{background:var(--soft);border:1px solid var(--line);border-radius:8px;padding:12px;overflow-x:auto;line-height:1.45}pre code{background:none;padding:0}
.wide{overflow-x:auto;margin-bottom:14px}table{border-collapse:collapse;font-size:14px;overflow-wrap:normal}
th,td{border:1px solid var(--line);padding:6px 12px;text-align:left;vertical-align:top}th{background:var(--soft);font-weight:600}tbody tr:nth-child(even){background:var(--soft)}
[align=right]{text-align:right;font-variant-numeric:tabular-nums}[align=center]{text-align:center}
.side section{border-bottom:1px solid var(--line);padding-bottom:12px;margin-bottom:14px;font-size:14px}.side h3{font-size:12px;color:var(--dim);margin:0 0 6px;font-weight:600}
.add{color:var(--green)}.del{color:var(--red)}.diff .add{background:rgb(26 127 55/12%)}.diff .del{background:rgb(207 34 46/12%)}.diff span{display:block;min-height:1.45em}.diff .hunk{color:var(--link)}
details.log summary{padding:8px 14px;cursor:pointer}details.log pre{margin:0 14px 14px;max-height:420px;overflow:auto}
.diagram{margin:0 0 14px;border:1px solid var(--line);border-radius:8px;padding:12px;overflow-x:auto;text-align:center}.diagram svg{max-width:100%;height:auto}pre.broken{border-color:var(--red)}
.pages{display:flex;gap:16px;justify-content:center;font-size:14px}
.empty{padding:24px;text-align:center;color:var(--dim)}
`;
//#endregion
//#region \0@oxc-project+runtime@0.140.0/helpers/esm/taggedTemplateLiteral.js
function _taggedTemplateLiteral(e, t) {
	return t || (t = e.slice(0)), Object.freeze(Object.defineProperties(e, { raw: { value: Object.freeze(t) } }));
}
//#endregion
//#region sandbox/github/pages/layout.ts
var _templateObject;
const tabs = [
	[
		"code",
		"Code",
		""
	],
	[
		"issues",
		"Issues",
		"/issues"
	],
	[
		"pulls",
		"Pull requests",
		"/pulls"
	],
	[
		"actions",
		"Actions",
		"/actions"
	],
	[
		"releases",
		"Releases",
		"/releases"
	],
	[
		"deployments",
		"Deployments",
		"/deployments"
	]
];
function renderTop({ repository, tab }) {
	if (!repository) return html`<div class="crumb">
      <a href="/"><b>GitHub sandbox</b></a>
    </div>`;
	const base = `/${repository.fullName}`;
	const links = tabs.map(([id, label, tail]) => html`<a href="${base}${tail}" class="${tab === id ? "on" : ""}">${label}</a>`);
	return html`<div class="crumb">
      <a href="/">${repository.ownerLogin}</a> <span class="dim">/</span>
      <a href="${base}"><b>${repository.name}</b></a
      ><span class="note">sandbox on this machine</span>
    </div>
    <nav>${links}</nav>`;
}
const policy = "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none'";
function renderPage(page, status = 200) {
	const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${page.title}</title>
        <link rel="icon" type="image/svg+xml" href="/avatars/sandbox.svg" />
        <style>
          ${{ html: style }}
        </style>
      </head>
      <body>
        <div class="top"><div>${renderTop(page)}</div></div>
        <main>${page.body}</main>
        ${page.body.html.includes("language-mermaid") && diagramScripts.map((path) => html(_templateObject || (_templateObject = _taggedTemplateLiteral(["<script src=\"", "\"><\/script>"])), path))}
      </body>
    </html> `;
	const headers = {
		"content-type": "text/html; charset=utf-8",
		"content-security-policy": `${policy}; form-action ${page.formTargets?.join(" ") ?? "'none'"}`,
		"x-content-type-options": "nosniff"
	};
	return {
		status,
		bytes: document.html,
		headers
	};
}
function renderTime(iso) {
	return iso === null ? html`` : html`<time datetime="${iso}">${iso.slice(0, 16).replace("T", " ")} UTC</time>`;
}
function renderWho(user) {
	if (!user) return html`<span class="who">ghost</span>`;
	const name = user.login.replace(/\[bot\]$/, "");
	const isBot = user.type === "Bot";
	return html`<img class="avatar" alt="" src="/avatars/${encodeURIComponent(user.login)}.svg" />
    <span class="who">${name}</span>${isBot && html` <span class="bot">bot</span>`}`;
}
function renderLabelChip(label) {
	const color = /^[0-9a-f]{6}$/i.test(label.color) ? label.color : "ededed";
	return html`<span class="label" style="background:#${color}33;border-color:#${color}"
    >${label.name}</span
  > `;
}
function renderAvatar(login) {
	return {
		status: 200,
		bytes: html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40">
    <rect width="40" height="40" fill="hsl(${Array.from(login).reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360, 7)} 55% 50%)" />
    <text x="20" y="27" font-family="sans-serif" font-size="20" fill="#fff" text-anchor="middle">
      ${login.charAt(0).toUpperCase()}
    </text>
  </svg>`.html,
		headers: { "content-type": "image/svg+xml" }
	};
}
//#endregion
//#region sandbox/github/resources/review-records.ts
function listReviews(context, repository, number) {
	return context.store.collection("reviews").list(repository.id).filter((review) => review.pullNumber === number);
}
function renderReview(context, repository, review) {
	const page = `${repositoryPage(context, repository)}/pull/${review.pullNumber}#pullrequestreview-${review.id}`;
	const pull = `${repositoryUrl(context, repository)}/pulls/${review.pullNumber}`;
	return {
		id: review.id,
		node_id: nodeId("PRR", review.id),
		user: renderUserById(context, review.userId),
		body: review.body,
		state: review.state,
		html_url: page,
		pull_request_url: pull,
		_links: {
			html: { href: page },
			pull_request: { href: pull }
		},
		...review.submittedAt === null ? {} : { submitted_at: review.submittedAt },
		commit_id: review.commitId,
		author_association: authorAssociation(context, repository, review.userId)
	};
}
//#endregion
//#region sandbox/github/resources/review-threads.ts
function resolved(context) {
	return context.store.collection("resolved-threads");
}
function threadsOf(context, repositoryId) {
	const comments = context.store.collection("review-comments").list(repositoryId);
	const ids = new Set(comments.map(({ id }) => id));
	const rootOf = ({ id, inReplyToId }) => inReplyToId !== null && ids.has(inReplyToId) ? inReplyToId : id;
	return comments.filter((comment) => rootOf(comment) === comment.id).map((first) => ({
		repositoryId,
		nodeId: nodeId("PRRT", first.id),
		comments: [first, ...comments.filter((one) => one.id !== first.id && rootOf(one) === first.id)],
		resolvedById: resolved(context).get(repositoryId, first.id)?.userId
	}));
}
function listReviewThreads(context, repository, { number }) {
	return threadsOf(context, repository.id).filter(({ comments }) => comments[0].pullNumber === number);
}
function findReviewThread(context, id) {
	return context.store.collection("repositories").list("").flatMap((one) => threadsOf(context, one.id)).find((thread) => thread.nodeId === id);
}
function settleReviewThread(context, thread, userId) {
	const [{ id }] = thread.comments;
	if (userId === void 0) resolved(context).remove(thread.repositoryId, id);
	else resolved(context).put(thread.repositoryId, id, { userId });
	return {
		...thread,
		resolvedById: userId
	};
}
//#endregion
//#region sandbox/github/resources/merge-rules.ts
function requirementsOf(context, repository, branch) {
	const rule = findProtection(context, repository, branch);
	const rulesets = requiredByRulesets(context, repository, branch);
	const contexts = [...rule?.statusChecks?.contexts ?? [], ...rulesets.contexts];
	return {
		contexts: [...new Set(contexts)],
		approvals: Math.max(rule?.requiredApprovals ?? 0, rulesets.approvals),
		conversations: rule?.conversationResolution === true || rulesets.conversations
	};
}
function verdicts(context, repository, pull) {
	const decisive = listReviews(context, repository, pull.number).filter((review) => [
		"APPROVED",
		"CHANGES_REQUESTED",
		"DISMISSED"
	].includes(review.state));
	const last = [...new Map(decisive.map((review) => [review.userId, review.state])).values()];
	return {
		approvals: last.filter((state) => state === "APPROVED").length,
		isRefused: last.includes("CHANGES_REQUESTED")
	};
}
function quote(names) {
	return names.map((name) => `"${name}"`).join(", ");
}
function findBlocker(context, repository, pull) {
	const { contexts, approvals, conversations } = requirementsOf(context, repository, pull.baseRef);
	const open = contexts.map((name) => ({
		name,
		state: requiredCheckState(context, repository, {
			sha: pull.headSha,
			name
		})
	})).filter((entry) => entry.state !== "success");
	const first = open[0];
	if (first && open.length === 1) return `Required status check "${first.name}" ${{
		success: "",
		failing: "is failing",
		expected: "is expected",
		pending: "is pending"
	}[first.state]}.`;
	if (first) return `${open.length} of ${contexts.length} required status checks have not succeeded: ${quote(open.map((entry) => entry.name))}.`;
	if ((conversations ? listReviewThreads(context, repository, pull) : []).some(({ resolvedById }) => resolvedById === void 0)) return "A conversation must be resolved before this pull request can be merged.";
	if (approvals === 0) return void 0;
	const given = verdicts(context, repository, pull);
	if (given.isRefused) return "Changes have been requested by a reviewer.";
	return given.approvals < approvals ? `At least ${approvals} approving review is required by reviewers with write access.` : void 0;
}
function mustBeMergeable(context, repository, pull) {
	const blocker = findBlocker(context, repository, pull);
	if (blocker !== void 0) throw new ApiError(405, blocker);
}
function mergeableState(context, repository, pull) {
	if (pull.merged || !pull.test || findIssue(context, repository, pull.number)?.state !== "open") return "unknown";
	if (!pull.test.mergeable) return "dirty";
	if (pull.draft) return "draft";
	if (findBlocker(context, repository, pull) !== void 0) return "blocked";
	const isBad = latestCheckRuns(listCheckRuns(context, repository, pull.headSha)).some((run) => ![
		"success",
		"neutral",
		"skipped"
	].includes(run.conclusion ?? ""));
	const isOff = latestStatuses(context, repository, pull.headSha).some((status) => status.state !== "success");
	return isBad || isOff ? "unstable" : "clean";
}
//#endregion
//#region sandbox/github/resources/issues.ts
function scopeOf(context, request) {
	return {
		context,
		repository: request.repository,
		actor: request.actor
	};
}
function issueOf(context, request) {
	const issue = findIssue(context, request.repository, numberParam(request, "issue_number"));
	if (!issue) throw notFound();
	return issue;
}
function userIds(context, logins) {
	return logins.map((login) => {
		const user = context.findUser(login);
		if (!user) throw validationFailed({
			resource: "Issue",
			field: "assignees",
			code: "invalid",
			value: login
		});
		return user.id;
	});
}
function maySort({ context, repository, actor }) {
	return actor.kind !== "user" || isAtLeast(context.roleOf(actor.user, repository), "triage");
}
function checkMilestone(scope, body) {
	if (body["milestone"] === null) return null;
	const number = integerField(body, "milestone", "Issue");
	if (number === void 0) return void 0;
	if (scope.context.store.collection("milestones").get(scope.repository.id, number)) return number;
	throw validationFailed({
		resource: "Issue",
		field: "milestone",
		code: "invalid",
		value: number
	});
}
async function createIssue(context, request) {
	const scope = scopeOf(context, request);
	const { repository, actor } = scope;
	const body = await request.json();
	const title = requiredText(body, "title", "Issue");
	if (!repository.settings.hasIssues) throw new ApiError(410, "Issues are disabled for this repo");
	const labels = textListField(body, "labels", "Issue") ?? [];
	const assigneeIds = userIds(context, textListField(body, "assignees", "Issue") ?? []);
	const at = context.timestamp();
	const milestone = checkMilestone(scope, body) ?? null;
	let issue = saveIssue(context, repository, {
		id: context.store.nextId(),
		number: context.store.nextNumber(`issues ${repository.id}`),
		title,
		body: textField(body, "body", "Issue") ?? null,
		state: "open",
		stateReason: null,
		userId: actor.user.id,
		appId: actor.appId,
		labelIds: [],
		assigneeIds: [],
		milestone: maySort(scope) ? milestone : null,
		locked: false,
		isPull: false,
		createdAt: at,
		updatedAt: at,
		closedAt: null,
		closedById: null
	});
	emitIssue(scope, issue, "opened");
	if (maySort(scope)) issue = setAssignees(scope, setLabels(scope, issue, labels), assigneeIds);
	return created(renderIssue(context, repository, issue));
}
function applyIssueEdit(scope, issue, body) {
	const { context, repository, actor } = scope;
	const title = textField(body, "title", "Issue");
	const text = "body" in body ? textField(body, "body", "Issue") ?? null : issue.body;
	const state = choiceField(body, "state", ["open", "closed"], "Issue");
	const reason = choiceField(body, "state_reason", [
		"completed",
		"not_planned",
		"duplicate",
		"reopened"
	], "Issue");
	const labels = textListField(body, "labels", "Issue");
	const assignees = textListField(body, "assignees", "Issue");
	const milestone = checkMilestone(scope, body);
	if (!(issue.userId === actor.user.id) && !maySort(scope)) throw new ApiError(403, "Must have triage rights to Repository.");
	let current = issue;
	const changes = {
		...title !== void 0 && title !== issue.title ? { title: { from: issue.title } } : {},
		...text === issue.body ? {} : { body: { from: issue.body ?? "" } }
	};
	if (Object.keys(changes).length > 0) {
		current = saveIssue(context, repository, {
			...current,
			title: title || issue.title,
			body: text
		});
		emitIssue(scope, current, "edited", { changes });
	}
	if (title !== void 0 && title !== issue.title) {
		const detail = { rename: {
			from: issue.title,
			to: title
		} };
		addTimeline(context, repository, issue.number, {
			event: "renamed",
			actor,
			detail
		});
	}
	if (milestone !== void 0 && milestone !== issue.milestone && maySort(scope)) {
		current = saveIssue(context, repository, {
			...current,
			milestone
		});
		emitIssue(scope, current, milestone === null ? "demilestoned" : "milestoned");
	}
	if (labels && maySort(scope)) current = setLabels(scope, current, labels);
	if (assignees && maySort(scope)) current = setAssignees(scope, current, userIds(context, assignees));
	return state === void 0 ? current : setState(scope, current, state, reason);
}
function issueOrder(query) {
	const sign = query.get("direction") === "asc" ? 1 : -1;
	if (query.get("sort") === "updated") return (a, b) => sign * (a.updatedAt.localeCompare(b.updatedAt) || a.number - b.number);
	return (a, b) => sign * (a.number - b.number);
}
function listFiltered$1(context, request) {
	const { repository, query } = request;
	const state = query.get("state") ?? "open";
	const labelIds = (query.get("labels") ?? "").split(",").filter(Boolean).map((name) => findLabel(context, repository, name)?.id ?? -1);
	const creator = query.get("creator");
	const creatorId = creator === null ? void 0 : context.findUser(creator)?.id ?? -1;
	const assignee = query.get("assignee");
	const assigneeId = assignee === null ? void 0 : context.findUser(assignee)?.id;
	const since = Date.parse(query.get("since") ?? "");
	return listIssues(context, repository).filter((issue) => state === "all" || issue.state === state).filter((issue) => labelIds.every((id) => issue.labelIds.includes(id))).filter((issue) => creatorId === void 0 || issue.userId === creatorId).filter((issue) => assigneeId === void 0 || issue.assigneeIds.includes(assigneeId)).filter((issue) => Number.isNaN(since) || Date.parse(issue.updatedAt) >= since).toSorted(issueOrder(query));
}
const addIssueRoutes = (app, context) => {
	const base = "/repos/:owner/:repo/issues";
	const read = { permission: "issues:read" };
	const edit = {
		permission: "issues:write",
		orPullRequests: "on-pull-request"
	};
	const sort = {
		...edit,
		role: "triage"
	};
	app.route("GET", base, read, (request) => listed$1(request, listFiltered$1(context, request), (issue) => renderIssue(context, request.repository, issue)));
	app.route("POST", base, { permission: "issues:write" }, (request) => createIssue(context, request));
	app.route("GET", `${base}/:issue_number`, read, (request) => ok(renderIssue(context, request.repository, issueOf(context, request))));
	app.route("PATCH", `${base}/:issue_number`, edit, async (request) => {
		const issue = applyIssueEdit(scopeOf(context, request), issueOf(context, request), await request.json());
		return ok(renderIssue(context, request.repository, issue));
	});
	for (const [method, locked] of [["PUT", true], ["DELETE", false]]) app.route(method, `${base}/:issue_number/lock`, sort, (request) => {
		const issue = saveIssue(context, request.repository, {
			...issueOf(context, request),
			locked
		});
		emitIssue(scopeOf(context, request), issue, locked ? "locked" : "unlocked");
		return noContent();
	});
	for (const method of ["POST", "DELETE"]) app.route(method, `${base}/:issue_number/assignees`, sort, async (request) => {
		const issue = issueOf(context, request);
		const ids = userIds(context, textListField(await request.json(), "assignees", "Issue") ?? []);
		const others = issue.assigneeIds.filter((id) => !ids.includes(id));
		const next = setAssignees(scopeOf(context, request), issue, method === "POST" ? [...others, ...ids] : others);
		const body = renderIssue(context, request.repository, next);
		return method === "POST" ? created(body) : ok(body);
	});
};
//#endregion
//#region sandbox/github/resources/timeline.ts
function renderEntry$1(context, repository, entry) {
	const api = repositoryUrl(context, repository);
	return {
		id: entry.id,
		node_id: nodeId("EV", entry.id),
		url: `${api}/issues/events/${entry.id}`,
		actor: renderUserById(context, entry.actorId),
		event: entry.event,
		commit_id: entry.commitId,
		commit_url: entry.commitId === null ? null : `${api}/commits/${entry.commitId}`,
		created_at: entry.createdAt,
		performed_via_github_app: renderApp(context, entry.appId),
		...entry.detail
	};
}
function listTimeline(context, repository, number) {
	const entries = context.store.collection("timeline").list(`${repository.id} ${number}`);
	const comments = listComments(context, repository, number);
	const reviews = listReviews(context, repository, number).filter((review) => review.state !== "PENDING");
	return [
		...entries.map((entry) => ({
			at: entry.createdAt,
			id: entry.id,
			render: () => renderEntry$1(context, repository, entry)
		})),
		...comments.map((comment) => ({
			at: comment.createdAt,
			id: comment.id,
			render: () => {
				const body = renderComment(context, repository, comment);
				return {
					...body,
					event: "commented",
					actor: body["user"]
				};
			}
		})),
		...reviews.map((review) => ({
			at: review.submittedAt ?? "",
			id: review.id,
			render: () => {
				return {
					...renderReview(context, repository, review),
					event: "reviewed",
					state: review.state.toLowerCase()
				};
			}
		}))
	].toSorted((a, b) => a.at.localeCompare(b.at) || a.id - b.id).map((entry) => entry.render());
}
const addTimelineRoutes = (app, context) => {
	const base = "/repos/:owner/:repo/issues";
	const read = {
		permission: "issues:read",
		orPullRequests: "on-pull-request"
	};
	app.route("GET", `${base}/:issue_number/timeline`, read, (request) => {
		const { number } = issueOf(context, request);
		return listed$1(request, listTimeline(context, request.repository, number), (entry) => entry);
	});
	app.route("GET", `${base}/:issue_number/events`, read, (request) => {
		const { number } = issueOf(context, request);
		const scope = `${request.repository.id} ${number}`;
		return listed$1(request, context.store.collection("timeline").list(scope), (entry) => renderEntry$1(context, request.repository, entry));
	});
};
//#endregion
//#region node_modules/micromark-extension-gfm-autolink-literal/lib/syntax.js
const wwwPrefix = {
	tokenize: tokenizeWwwPrefix,
	partial: true
};
const domain = {
	tokenize: tokenizeDomain,
	partial: true
};
const path$1 = {
	tokenize: tokenizePath,
	partial: true
};
const trail = {
	tokenize: tokenizeTrail,
	partial: true
};
const emailDomainDotTrail = {
	tokenize: tokenizeEmailDomainDotTrail,
	partial: true
};
const wwwAutolink = {
	name: "wwwAutolink",
	tokenize: tokenizeWwwAutolink,
	previous: previousWww
};
const protocolAutolink = {
	name: "protocolAutolink",
	tokenize: tokenizeProtocolAutolink,
	previous: previousProtocol
};
const emailAutolink = {
	name: "emailAutolink",
	tokenize: tokenizeEmailAutolink,
	previous: previousEmail
};
const text$1 = {};
function gfmAutolinkLiteral() {
	return { text: text$1 };
}
let code = 48;
while (code < 123) {
	text$1[code] = emailAutolink;
	code++;
	if (code === 58) code = 65;
	else if (code === 91) code = 97;
}
text$1[43] = emailAutolink;
text$1[45] = emailAutolink;
text$1[46] = emailAutolink;
text$1[95] = emailAutolink;
text$1[72] = [emailAutolink, protocolAutolink];
text$1[104] = [emailAutolink, protocolAutolink];
text$1[87] = [emailAutolink, wwwAutolink];
text$1[119] = [emailAutolink, wwwAutolink];
function tokenizeEmailAutolink(effects, ok, nok) {
	const self = this;
	let dot;
	let data;
	return start;
	function start(code) {
		if (!gfmAtext(code) || !previousEmail.call(self, self.previous) || previousUnbalanced(self.events)) return nok(code);
		effects.enter("literalAutolink");
		effects.enter("literalAutolinkEmail");
		return atext(code);
	}
	function atext(code) {
		if (gfmAtext(code)) {
			effects.consume(code);
			return atext;
		}
		if (code === 64) {
			effects.consume(code);
			return emailDomain;
		}
		return nok(code);
	}
	function emailDomain(code) {
		if (code === 46) return effects.check(emailDomainDotTrail, emailDomainAfter, emailDomainDot)(code);
		if (code === 45 || code === 95 || asciiAlphanumeric(code)) {
			data = true;
			effects.consume(code);
			return emailDomain;
		}
		return emailDomainAfter(code);
	}
	function emailDomainDot(code) {
		effects.consume(code);
		dot = true;
		return emailDomain;
	}
	function emailDomainAfter(code) {
		if (data && dot && asciiAlpha(self.previous)) {
			effects.exit("literalAutolinkEmail");
			effects.exit("literalAutolink");
			return ok(code);
		}
		return nok(code);
	}
}
function tokenizeWwwAutolink(effects, ok, nok) {
	const self = this;
	return wwwStart;
	function wwwStart(code) {
		if (code !== 87 && code !== 119 || !previousWww.call(self, self.previous) || previousUnbalanced(self.events)) return nok(code);
		effects.enter("literalAutolink");
		effects.enter("literalAutolinkWww");
		return effects.check(wwwPrefix, effects.attempt(domain, effects.attempt(path$1, wwwAfter), nok), nok)(code);
	}
	function wwwAfter(code) {
		effects.exit("literalAutolinkWww");
		effects.exit("literalAutolink");
		return ok(code);
	}
}
function tokenizeProtocolAutolink(effects, ok, nok) {
	const self = this;
	let buffer = "";
	let seen = false;
	return protocolStart;
	function protocolStart(code) {
		if ((code === 72 || code === 104) && previousProtocol.call(self, self.previous) && !previousUnbalanced(self.events)) {
			effects.enter("literalAutolink");
			effects.enter("literalAutolinkHttp");
			buffer += String.fromCodePoint(code);
			effects.consume(code);
			return protocolPrefixInside;
		}
		return nok(code);
	}
	function protocolPrefixInside(code) {
		if (asciiAlpha(code) && buffer.length < 5) {
			buffer += String.fromCodePoint(code);
			effects.consume(code);
			return protocolPrefixInside;
		}
		if (code === 58) {
			const protocol = buffer.toLowerCase();
			if (protocol === "http" || protocol === "https") {
				effects.consume(code);
				return protocolSlashesInside;
			}
		}
		return nok(code);
	}
	function protocolSlashesInside(code) {
		if (code === 47) {
			effects.consume(code);
			if (seen) return afterProtocol;
			seen = true;
			return protocolSlashesInside;
		}
		return nok(code);
	}
	function afterProtocol(code) {
		return code === null || asciiControl(code) || markdownLineEndingOrSpace(code) || unicodeWhitespace(code) || unicodePunctuation(code) ? nok(code) : effects.attempt(domain, effects.attempt(path$1, protocolAfter), nok)(code);
	}
	function protocolAfter(code) {
		effects.exit("literalAutolinkHttp");
		effects.exit("literalAutolink");
		return ok(code);
	}
}
function tokenizeWwwPrefix(effects, ok, nok) {
	let size = 0;
	return wwwPrefixInside;
	function wwwPrefixInside(code) {
		if ((code === 87 || code === 119) && size < 3) {
			size++;
			effects.consume(code);
			return wwwPrefixInside;
		}
		if (code === 46 && size === 3) {
			effects.consume(code);
			return wwwPrefixAfter;
		}
		return nok(code);
	}
	function wwwPrefixAfter(code) {
		return code === null ? nok(code) : ok(code);
	}
}
function tokenizeDomain(effects, ok, nok) {
	let underscoreInLastSegment;
	let underscoreInLastLastSegment;
	let seen;
	return domainInside;
	function domainInside(code) {
		if (code === 46 || code === 95) return effects.check(trail, domainAfter, domainAtPunctuation)(code);
		if (code === null || markdownLineEndingOrSpace(code) || unicodeWhitespace(code) || code !== 45 && unicodePunctuation(code)) return domainAfter(code);
		seen = true;
		effects.consume(code);
		return domainInside;
	}
	function domainAtPunctuation(code) {
		if (code === 95) underscoreInLastSegment = true;
		else {
			underscoreInLastLastSegment = underscoreInLastSegment;
			underscoreInLastSegment = void 0;
		}
		effects.consume(code);
		return domainInside;
	}
	function domainAfter(code) {
		if (underscoreInLastLastSegment || underscoreInLastSegment || !seen) return nok(code);
		return ok(code);
	}
}
function tokenizePath(effects, ok) {
	let sizeOpen = 0;
	let sizeClose = 0;
	return pathInside;
	function pathInside(code) {
		if (code === 40) {
			sizeOpen++;
			effects.consume(code);
			return pathInside;
		}
		if (code === 41 && sizeClose < sizeOpen) return pathAtPunctuation(code);
		if (code === 33 || code === 34 || code === 38 || code === 39 || code === 41 || code === 42 || code === 44 || code === 46 || code === 58 || code === 59 || code === 60 || code === 63 || code === 93 || code === 95 || code === 126) return effects.check(trail, ok, pathAtPunctuation)(code);
		if (code === null || markdownLineEndingOrSpace(code) || unicodeWhitespace(code)) return ok(code);
		effects.consume(code);
		return pathInside;
	}
	function pathAtPunctuation(code) {
		if (code === 41) sizeClose++;
		effects.consume(code);
		return pathInside;
	}
}
function tokenizeTrail(effects, ok, nok) {
	return trail;
	function trail(code) {
		if (code === 33 || code === 34 || code === 39 || code === 41 || code === 42 || code === 44 || code === 46 || code === 58 || code === 59 || code === 63 || code === 95 || code === 126) {
			effects.consume(code);
			return trail;
		}
		if (code === 38) {
			effects.consume(code);
			return trailCharacterReferenceStart;
		}
		if (code === 93) {
			effects.consume(code);
			return trailBracketAfter;
		}
		if (code === 60 || code === null || markdownLineEndingOrSpace(code) || unicodeWhitespace(code)) return ok(code);
		return nok(code);
	}
	function trailBracketAfter(code) {
		if (code === null || code === 40 || code === 91 || markdownLineEndingOrSpace(code) || unicodeWhitespace(code)) return ok(code);
		return trail(code);
	}
	function trailCharacterReferenceStart(code) {
		return asciiAlpha(code) ? trailCharacterReferenceInside(code) : nok(code);
	}
	function trailCharacterReferenceInside(code) {
		if (code === 59) {
			effects.consume(code);
			return trail;
		}
		if (asciiAlpha(code)) {
			effects.consume(code);
			return trailCharacterReferenceInside;
		}
		return nok(code);
	}
}
function tokenizeEmailDomainDotTrail(effects, ok, nok) {
	return start;
	function start(code) {
		effects.consume(code);
		return after;
	}
	function after(code) {
		return asciiAlphanumeric(code) ? nok(code) : ok(code);
	}
}
function previousWww(code) {
	return code === null || code === 40 || code === 42 || code === 95 || code === 91 || code === 93 || code === 126 || markdownLineEndingOrSpace(code);
}
function previousProtocol(code) {
	return !asciiAlpha(code);
}
function previousEmail(code) {
	return !(code === 47 || gfmAtext(code));
}
function gfmAtext(code) {
	return code === 43 || code === 45 || code === 46 || code === 95 || asciiAlphanumeric(code);
}
function previousUnbalanced(events) {
	let index = events.length;
	let result = false;
	while (index--) {
		const token = events[index][1];
		if ((token.type === "labelLink" || token.type === "labelImage") && !token._balanced) {
			result = true;
			break;
		}
		if (token._gfmAutolinkLiteralWalkedInto) {
			result = false;
			break;
		}
	}
	if (events.length > 0 && !result) events[events.length - 1][1]._gfmAutolinkLiteralWalkedInto = true;
	return result;
}
//#endregion
//#region node_modules/micromark-extension-gfm-autolink-literal/lib/html.js
function gfmAutolinkLiteralHtml() {
	return { exit: {
		literalAutolinkEmail,
		literalAutolinkHttp,
		literalAutolinkWww
	} };
}
function literalAutolinkWww(token) {
	anchorFromToken.call(this, token, "http://");
}
function literalAutolinkEmail(token) {
	anchorFromToken.call(this, token, "mailto:");
}
function literalAutolinkHttp(token) {
	anchorFromToken.call(this, token);
}
function anchorFromToken(token, protocol) {
	const url = this.sliceSerialize(token);
	this.tag("<a href=\"" + sanitizeUri((protocol || "") + url) + "\">");
	this.raw(this.encode(url));
	this.tag("</a>");
}
//#endregion
//#region node_modules/micromark-extension-gfm-footnote/lib/syntax.js
const indent = {
	tokenize: tokenizeIndent,
	partial: true
};
function gfmFootnote() {
	return {
		document: { [91]: {
			name: "gfmFootnoteDefinition",
			tokenize: tokenizeDefinitionStart,
			continuation: { tokenize: tokenizeDefinitionContinuation },
			exit: gfmFootnoteDefinitionEnd
		} },
		text: {
			[91]: {
				name: "gfmFootnoteCall",
				tokenize: tokenizeGfmFootnoteCall
			},
			[93]: {
				name: "gfmPotentialFootnoteCall",
				add: "after",
				tokenize: tokenizePotentialGfmFootnoteCall,
				resolveTo: resolveToPotentialGfmFootnoteCall
			}
		}
	};
}
function tokenizePotentialGfmFootnoteCall(effects, ok, nok) {
	const self = this;
	let index = self.events.length;
	const defined = self.parser.gfmFootnotes || (self.parser.gfmFootnotes = []);
	let labelStart;
	while (index--) {
		const token = self.events[index][1];
		if (token.type === "labelImage") {
			labelStart = token;
			break;
		}
		if (token.type === "gfmFootnoteCall" || token.type === "labelLink" || token.type === "label" || token.type === "image" || token.type === "link") break;
	}
	return start;
	function start(code) {
		if (!labelStart || !labelStart._balanced) return nok(code);
		const id = normalizeIdentifier(self.sliceSerialize({
			start: labelStart.end,
			end: self.now()
		}));
		if (id.codePointAt(0) !== 94 || !defined.includes(id.slice(1))) return nok(code);
		effects.enter("gfmFootnoteCallLabelMarker");
		effects.consume(code);
		effects.exit("gfmFootnoteCallLabelMarker");
		return ok(code);
	}
}
function resolveToPotentialGfmFootnoteCall(events, context) {
	let index = events.length;
	while (index--) if (events[index][1].type === "labelImage" && events[index][0] === "enter") {
		events[index][1];
		break;
	}
	events[index + 1][1].type = "data";
	events[index + 3][1].type = "gfmFootnoteCallLabelMarker";
	const call = {
		type: "gfmFootnoteCall",
		start: Object.assign({}, events[index + 3][1].start),
		end: Object.assign({}, events[events.length - 1][1].end)
	};
	const marker = {
		type: "gfmFootnoteCallMarker",
		start: Object.assign({}, events[index + 3][1].end),
		end: Object.assign({}, events[index + 3][1].end)
	};
	marker.end.column++;
	marker.end.offset++;
	marker.end._bufferIndex++;
	const string = {
		type: "gfmFootnoteCallString",
		start: Object.assign({}, marker.end),
		end: Object.assign({}, events[events.length - 1][1].start)
	};
	const chunk = {
		type: "chunkString",
		contentType: "string",
		start: Object.assign({}, string.start),
		end: Object.assign({}, string.end)
	};
	const replacement = [
		events[index + 1],
		events[index + 2],
		[
			"enter",
			call,
			context
		],
		events[index + 3],
		events[index + 4],
		[
			"enter",
			marker,
			context
		],
		[
			"exit",
			marker,
			context
		],
		[
			"enter",
			string,
			context
		],
		[
			"enter",
			chunk,
			context
		],
		[
			"exit",
			chunk,
			context
		],
		[
			"exit",
			string,
			context
		],
		events[events.length - 2],
		events[events.length - 1],
		[
			"exit",
			call,
			context
		]
	];
	events.splice(index, events.length - index + 1, ...replacement);
	return events;
}
function tokenizeGfmFootnoteCall(effects, ok, nok) {
	const self = this;
	const defined = self.parser.gfmFootnotes || (self.parser.gfmFootnotes = []);
	let size = 0;
	let data;
	return start;
	function start(code) {
		effects.enter("gfmFootnoteCall");
		effects.enter("gfmFootnoteCallLabelMarker");
		effects.consume(code);
		effects.exit("gfmFootnoteCallLabelMarker");
		return callStart;
	}
	function callStart(code) {
		if (code !== 94) return nok(code);
		effects.enter("gfmFootnoteCallMarker");
		effects.consume(code);
		effects.exit("gfmFootnoteCallMarker");
		effects.enter("gfmFootnoteCallString");
		effects.enter("chunkString").contentType = "string";
		return callData;
	}
	function callData(code) {
		if (size > 999 || code === 93 && !data || code === null || code === 91 || markdownLineEndingOrSpace(code)) return nok(code);
		if (code === 93) {
			effects.exit("chunkString");
			const token = effects.exit("gfmFootnoteCallString");
			if (!defined.includes(normalizeIdentifier(self.sliceSerialize(token)))) return nok(code);
			effects.enter("gfmFootnoteCallLabelMarker");
			effects.consume(code);
			effects.exit("gfmFootnoteCallLabelMarker");
			effects.exit("gfmFootnoteCall");
			return ok;
		}
		if (!markdownLineEndingOrSpace(code)) data = true;
		size++;
		effects.consume(code);
		return code === 92 ? callEscape : callData;
	}
	function callEscape(code) {
		if (code === 91 || code === 92 || code === 93) {
			effects.consume(code);
			size++;
			return callData;
		}
		return callData(code);
	}
}
function tokenizeDefinitionStart(effects, ok, nok) {
	const self = this;
	const defined = self.parser.gfmFootnotes || (self.parser.gfmFootnotes = []);
	let identifier;
	let size = 0;
	let data;
	return start;
	function start(code) {
		effects.enter("gfmFootnoteDefinition")._container = true;
		effects.enter("gfmFootnoteDefinitionLabel");
		effects.enter("gfmFootnoteDefinitionLabelMarker");
		effects.consume(code);
		effects.exit("gfmFootnoteDefinitionLabelMarker");
		return labelAtMarker;
	}
	function labelAtMarker(code) {
		if (code === 94) {
			effects.enter("gfmFootnoteDefinitionMarker");
			effects.consume(code);
			effects.exit("gfmFootnoteDefinitionMarker");
			effects.enter("gfmFootnoteDefinitionLabelString");
			effects.enter("chunkString").contentType = "string";
			return labelInside;
		}
		return nok(code);
	}
	function labelInside(code) {
		if (size > 999 || code === 93 && !data || code === null || code === 91 || markdownLineEndingOrSpace(code)) return nok(code);
		if (code === 93) {
			effects.exit("chunkString");
			const token = effects.exit("gfmFootnoteDefinitionLabelString");
			identifier = normalizeIdentifier(self.sliceSerialize(token));
			effects.enter("gfmFootnoteDefinitionLabelMarker");
			effects.consume(code);
			effects.exit("gfmFootnoteDefinitionLabelMarker");
			effects.exit("gfmFootnoteDefinitionLabel");
			return labelAfter;
		}
		if (!markdownLineEndingOrSpace(code)) data = true;
		size++;
		effects.consume(code);
		return code === 92 ? labelEscape : labelInside;
	}
	function labelEscape(code) {
		if (code === 91 || code === 92 || code === 93) {
			effects.consume(code);
			size++;
			return labelInside;
		}
		return labelInside(code);
	}
	function labelAfter(code) {
		if (code === 58) {
			effects.enter("definitionMarker");
			effects.consume(code);
			effects.exit("definitionMarker");
			if (!defined.includes(identifier)) defined.push(identifier);
			return factorySpace(effects, whitespaceAfter, "gfmFootnoteDefinitionWhitespace");
		}
		return nok(code);
	}
	function whitespaceAfter(code) {
		return ok(code);
	}
}
function tokenizeDefinitionContinuation(effects, ok, nok) {
	return effects.check(blankLine, ok, effects.attempt(indent, ok, nok));
}
function gfmFootnoteDefinitionEnd(effects) {
	effects.exit("gfmFootnoteDefinition");
}
function tokenizeIndent(effects, ok, nok) {
	const self = this;
	return factorySpace(effects, afterPrefix, "gfmFootnoteDefinitionIndent", 5);
	function afterPrefix(code) {
		const tail = self.events[self.events.length - 1];
		return tail && tail[1].type === "gfmFootnoteDefinitionIndent" && tail[2].sliceSerialize(tail[1], true).length === 4 ? ok(code) : nok(code);
	}
}
//#endregion
//#region node_modules/micromark-extension-gfm-footnote/lib/html.js
const own = {}.hasOwnProperty;
const emptyOptions = {};
function defaultBackLabel(referenceIndex, rereferenceIndex) {
	return "Back to reference " + (referenceIndex + 1) + (rereferenceIndex > 1 ? "-" + rereferenceIndex : "");
}
function gfmFootnoteHtml(options) {
	const config = options || emptyOptions;
	const label = config.label || "Footnotes";
	const labelTagName = config.labelTagName || "h2";
	const labelAttributes = config.labelAttributes === null || config.labelAttributes === void 0 ? "class=\"sr-only\"" : config.labelAttributes;
	const backLabel = config.backLabel || defaultBackLabel;
	const clobberPrefix = config.clobberPrefix === null || config.clobberPrefix === void 0 ? "user-content-" : config.clobberPrefix;
	return {
		enter: {
			gfmFootnoteDefinition() {
				this.getData("tightStack").push(false);
			},
			gfmFootnoteDefinitionLabelString() {
				this.buffer();
			},
			gfmFootnoteCallString() {
				this.buffer();
			}
		},
		exit: {
			gfmFootnoteDefinition() {
				let definitions = this.getData("gfmFootnoteDefinitions");
				const footnoteStack = this.getData("gfmFootnoteDefinitionStack");
				const tightStack = this.getData("tightStack");
				const current = footnoteStack.pop();
				const value = this.resume();
				if (!definitions) this.setData("gfmFootnoteDefinitions", definitions = {});
				if (!own.call(definitions, current)) definitions[current] = value;
				tightStack.pop();
				this.setData("slurpOneLineEnding", true);
				this.setData("lastWasTag");
			},
			gfmFootnoteDefinitionLabelString(token) {
				let footnoteStack = this.getData("gfmFootnoteDefinitionStack");
				if (!footnoteStack) this.setData("gfmFootnoteDefinitionStack", footnoteStack = []);
				footnoteStack.push(normalizeIdentifier(this.sliceSerialize(token)));
				this.resume();
				this.buffer();
			},
			gfmFootnoteCallString(token) {
				let calls = this.getData("gfmFootnoteCallOrder");
				let counts = this.getData("gfmFootnoteCallCounts");
				const id = normalizeIdentifier(this.sliceSerialize(token));
				let counter;
				this.resume();
				if (!calls) this.setData("gfmFootnoteCallOrder", calls = []);
				if (!counts) this.setData("gfmFootnoteCallCounts", counts = {});
				const index = calls.indexOf(id);
				const safeId = sanitizeUri(id.toLowerCase());
				if (index === -1) {
					calls.push(id);
					counts[id] = 1;
					counter = calls.length;
				} else {
					counts[id]++;
					counter = index + 1;
				}
				const reuseCounter = counts[id];
				this.tag("<sup><a href=\"#" + clobberPrefix + "fn-" + safeId + "\" id=\"" + clobberPrefix + "fnref-" + safeId + (reuseCounter > 1 ? "-" + reuseCounter : "") + "\" data-footnote-ref=\"\" aria-describedby=\"footnote-label\">" + String(counter) + "</a></sup>");
			},
			null() {
				const calls = this.getData("gfmFootnoteCallOrder") || [];
				const counts = this.getData("gfmFootnoteCallCounts") || {};
				const definitions = this.getData("gfmFootnoteDefinitions") || {};
				let index = -1;
				if (calls.length > 0) {
					this.lineEndingIfNeeded();
					this.tag("<section data-footnotes=\"\" class=\"footnotes\"><" + labelTagName + " id=\"footnote-label\"" + (labelAttributes ? " " + labelAttributes : "") + ">");
					this.raw(this.encode(label));
					this.tag("</" + labelTagName + ">");
					this.lineEndingIfNeeded();
					this.tag("<ol>");
				}
				while (++index < calls.length) {
					const id = calls[index];
					const safeId = sanitizeUri(id.toLowerCase());
					let referenceIndex = 0;
					const references = [];
					while (++referenceIndex <= counts[id]) references.push("<a href=\"#" + clobberPrefix + "fnref-" + safeId + (referenceIndex > 1 ? "-" + referenceIndex : "") + "\" data-footnote-backref=\"\" aria-label=\"" + this.encode(typeof backLabel === "string" ? backLabel : backLabel(index, referenceIndex)) + "\" class=\"data-footnote-backref\">↩" + (referenceIndex > 1 ? "<sup>" + referenceIndex + "</sup>" : "") + "</a>");
					const reference = references.join(" ");
					let injected = false;
					this.lineEndingIfNeeded();
					this.tag("<li id=\"" + clobberPrefix + "fn-" + safeId + "\">");
					this.lineEndingIfNeeded();
					this.tag(definitions[id].replace(/<\/p>(?:\r?\n|\r)?$/, function($0) {
						injected = true;
						return " " + reference + $0;
					}));
					if (!injected) {
						this.lineEndingIfNeeded();
						this.tag(reference);
					}
					this.lineEndingIfNeeded();
					this.tag("</li>");
				}
				if (calls.length > 0) {
					this.lineEndingIfNeeded();
					this.tag("</ol>");
					this.lineEndingIfNeeded();
					this.tag("</section>");
				}
			}
		}
	};
}
//#endregion
//#region node_modules/micromark-extension-gfm-strikethrough/lib/html.js
function gfmStrikethroughHtml() {
	return {
		enter: { strikethrough() {
			this.tag("<del>");
		} },
		exit: { strikethrough() {
			this.tag("</del>");
		} }
	};
}
//#endregion
//#region node_modules/micromark-extension-gfm-strikethrough/lib/syntax.js
function gfmStrikethrough(options) {
	let single = (options || {}).singleTilde;
	const tokenizer = {
		name: "strikethrough",
		tokenize: tokenizeStrikethrough,
		resolveAll: resolveAllStrikethrough
	};
	if (single === null || single === void 0) single = true;
	return {
		text: { [126]: tokenizer },
		insideSpan: { null: [tokenizer] },
		attentionMarkers: { null: [126] }
	};
	function resolveAllStrikethrough(events, context) {
		let index = -1;
		while (++index < events.length) if (events[index][0] === "enter" && events[index][1].type === "strikethroughSequenceTemporary" && events[index][1]._close) {
			let open = index;
			while (open--) if (events[open][0] === "exit" && events[open][1].type === "strikethroughSequenceTemporary" && events[open][1]._open && events[index][1].end.offset - events[index][1].start.offset === events[open][1].end.offset - events[open][1].start.offset) {
				events[index][1].type = "strikethroughSequence";
				events[open][1].type = "strikethroughSequence";
				const strikethrough = {
					type: "strikethrough",
					start: Object.assign({}, events[open][1].start),
					end: Object.assign({}, events[index][1].end)
				};
				const text = {
					type: "strikethroughText",
					start: Object.assign({}, events[open][1].end),
					end: Object.assign({}, events[index][1].start)
				};
				const nextEvents = [
					[
						"enter",
						strikethrough,
						context
					],
					[
						"enter",
						events[open][1],
						context
					],
					[
						"exit",
						events[open][1],
						context
					],
					[
						"enter",
						text,
						context
					]
				];
				const insideSpan = context.parser.constructs.insideSpan.null;
				if (insideSpan) splice(nextEvents, nextEvents.length, 0, resolveAll(insideSpan, events.slice(open + 1, index), context));
				splice(nextEvents, nextEvents.length, 0, [
					[
						"exit",
						text,
						context
					],
					[
						"enter",
						events[index][1],
						context
					],
					[
						"exit",
						events[index][1],
						context
					],
					[
						"exit",
						strikethrough,
						context
					]
				]);
				splice(events, open - 1, index - open + 3, nextEvents);
				index = open + nextEvents.length - 2;
				break;
			}
		}
		index = -1;
		while (++index < events.length) if (events[index][1].type === "strikethroughSequenceTemporary") events[index][1].type = "data";
		return events;
	}
	function tokenizeStrikethrough(effects, ok, nok) {
		const previous = this.previous;
		const events = this.events;
		let size = 0;
		return start;
		function start(code) {
			if (previous === 126 && events[events.length - 1][1].type !== "characterEscape") return nok(code);
			effects.enter("strikethroughSequenceTemporary");
			return more(code);
		}
		function more(code) {
			const before = classifyCharacter(previous);
			if (code === 126) {
				if (size > 1) return nok(code);
				effects.consume(code);
				size++;
				return more;
			}
			if (size < 2 && !single) return nok(code);
			const token = effects.exit("strikethroughSequenceTemporary");
			const after = classifyCharacter(code);
			token._open = !after || after === 2 && Boolean(before);
			token._close = !before || before === 2 && Boolean(after);
			return ok(code);
		}
	}
}
//#endregion
//#region node_modules/micromark-extension-gfm-table/lib/html.js
const alignment = {
	none: "",
	left: " align=\"left\"",
	right: " align=\"right\"",
	center: " align=\"center\""
};
function gfmTableHtml() {
	return {
		enter: {
			table(token) {
				const tableAlign = token._align;
				this.lineEndingIfNeeded();
				this.tag("<table>");
				this.setData("tableAlign", tableAlign);
			},
			tableBody() {
				this.tag("<tbody>");
			},
			tableData() {
				const tableAlign = this.getData("tableAlign");
				const tableColumn = this.getData("tableColumn");
				const align = alignment[tableAlign[tableColumn]];
				if (align === void 0) this.buffer();
				else {
					this.lineEndingIfNeeded();
					this.tag("<td" + align + ">");
				}
			},
			tableHead() {
				this.lineEndingIfNeeded();
				this.tag("<thead>");
			},
			tableHeader() {
				const tableAlign = this.getData("tableAlign");
				const tableColumn = this.getData("tableColumn");
				const align = alignment[tableAlign[tableColumn]];
				this.lineEndingIfNeeded();
				this.tag("<th" + align + ">");
			},
			tableRow() {
				this.setData("tableColumn", 0);
				this.lineEndingIfNeeded();
				this.tag("<tr>");
			}
		},
		exit: {
			codeTextData(token) {
				let value = this.sliceSerialize(token);
				if (this.getData("tableAlign")) value = value.replace(/\\([\\|])/g, replace);
				this.raw(this.encode(value));
			},
			table() {
				this.setData("tableAlign");
				this.setData("slurpAllLineEndings");
				this.lineEndingIfNeeded();
				this.tag("</table>");
			},
			tableBody() {
				this.lineEndingIfNeeded();
				this.tag("</tbody>");
			},
			tableData() {
				const tableAlign = this.getData("tableAlign");
				const tableColumn = this.getData("tableColumn");
				if (tableColumn in tableAlign) {
					this.tag("</td>");
					this.setData("tableColumn", tableColumn + 1);
				} else this.resume();
			},
			tableHead() {
				this.lineEndingIfNeeded();
				this.tag("</thead>");
			},
			tableHeader() {
				const tableColumn = this.getData("tableColumn");
				this.tag("</th>");
				this.setData("tableColumn", tableColumn + 1);
			},
			tableRow() {
				const tableAlign = this.getData("tableAlign");
				let tableColumn = this.getData("tableColumn");
				while (tableColumn < tableAlign.length) {
					this.lineEndingIfNeeded();
					this.tag("<td" + alignment[tableAlign[tableColumn]] + "></td>");
					tableColumn++;
				}
				this.setData("tableColumn", tableColumn);
				this.lineEndingIfNeeded();
				this.tag("</tr>");
			}
		}
	};
}
function replace($0, $1) {
	return $1 === "|" ? $1 : $0;
}
//#endregion
//#region node_modules/micromark-extension-gfm-table/lib/edit-map.js
var EditMap = class {
	constructor() {
		this.map = [];
		this.index = new Map();
	}
	add(index, remove, add) {
		addImplementation(this, index, remove, add);
	}
	consume(events) {
		this.map.sort(function(a, b) {
			return a[0] - b[0];
		});
		if (this.map.length === 0) return;
		let index = this.map.length;
		const vecs = [];
		while (index > 0) {
			index -= 1;
			vecs.push(events.slice(this.map[index][0] + this.map[index][1]), this.map[index][2]);
			events.length = this.map[index][0];
		}
		vecs.push(events.slice());
		events.length = 0;
		let slice = vecs.pop();
		while (slice) {
			for (const element of slice) events.push(element);
			slice = vecs.pop();
		}
		this.map.length = 0;
		this.index.clear();
	}
};
function addImplementation(editMap, at, remove, add) {
	if (remove === 0 && add.length === 0) return;
	const existing = editMap.index.get(at);
	if (existing) {
		existing[1] += remove;
		existing[2].push(...add);
		return;
	}
	const change = [
		at,
		remove,
		add
	];
	editMap.map.push(change);
	editMap.index.set(at, change);
}
//#endregion
//#region node_modules/micromark-extension-gfm-table/lib/infer.js
function gfmTableAlign(events, index) {
	let inDelimiterRow = false;
	const align = [];
	while (index < events.length) {
		const event = events[index];
		if (inDelimiterRow) {
			if (event[0] === "enter") {
				if (event[1].type === "tableContent") align.push(events[index + 1][1].type === "tableDelimiterMarker" ? "left" : "none");
			} else if (event[1].type === "tableContent") {
				if (events[index - 1][1].type === "tableDelimiterMarker") {
					const alignIndex = align.length - 1;
					align[alignIndex] = align[alignIndex] === "left" ? "center" : "right";
				}
			} else if (event[1].type === "tableDelimiterRow") break;
		} else if (event[0] === "enter" && event[1].type === "tableDelimiterRow") inDelimiterRow = true;
		index += 1;
	}
	return align;
}
//#endregion
//#region node_modules/micromark-extension-gfm-table/lib/syntax.js
function gfmTable() {
	return { flow: { null: {
		name: "table",
		tokenize: tokenizeTable,
		resolveAll: resolveTable
	} } };
}
function tokenizeTable(effects, ok, nok) {
	const self = this;
	let size = 0;
	let sizeB = 0;
	let seen;
	return start;
	function start(code) {
		let index = self.events.length - 1;
		while (index > -1) {
			const { type } = self.events[index][1];
			if (type === "lineEnding" || type === "linePrefix") index--;
			else break;
		}
		const tail = index > -1 ? self.events[index][1].type : null;
		const next = tail === "tableHead" || tail === "tableRow" ? bodyRowStart : headRowBefore;
		if (next === bodyRowStart && self.parser.lazy[self.now().line]) return nok(code);
		return next(code);
	}
	function headRowBefore(code) {
		effects.enter("tableHead");
		effects.enter("tableRow");
		return headRowStart(code);
	}
	function headRowStart(code) {
		if (code === 124) return headRowBreak(code);
		seen = true;
		sizeB += 1;
		return headRowBreak(code);
	}
	function headRowBreak(code) {
		if (code === null) return nok(code);
		if (markdownLineEnding(code)) {
			if (sizeB > 1) {
				sizeB = 0;
				self.interrupt = true;
				effects.exit("tableRow");
				effects.enter("lineEnding");
				effects.consume(code);
				effects.exit("lineEnding");
				return headDelimiterStart;
			}
			return nok(code);
		}
		if (markdownSpace(code)) return factorySpace(effects, headRowBreak, "whitespace")(code);
		sizeB += 1;
		if (seen) {
			seen = false;
			size += 1;
		}
		if (code === 124) {
			effects.enter("tableCellDivider");
			effects.consume(code);
			effects.exit("tableCellDivider");
			seen = true;
			return headRowBreak;
		}
		effects.enter("data");
		return headRowData(code);
	}
	function headRowData(code) {
		if (code === null || code === 124 || markdownLineEndingOrSpace(code)) {
			effects.exit("data");
			return headRowBreak(code);
		}
		effects.consume(code);
		return code === 92 ? headRowEscape : headRowData;
	}
	function headRowEscape(code) {
		if (code === 92 || code === 124) {
			effects.consume(code);
			return headRowData;
		}
		return headRowData(code);
	}
	function headDelimiterStart(code) {
		self.interrupt = false;
		if (self.parser.lazy[self.now().line]) return nok(code);
		effects.enter("tableDelimiterRow");
		seen = false;
		if (markdownSpace(code)) return factorySpace(effects, headDelimiterBefore, "linePrefix", self.parser.constructs.disable.null.includes("codeIndented") ? void 0 : 4)(code);
		return headDelimiterBefore(code);
	}
	function headDelimiterBefore(code) {
		if (code === 45 || code === 58) return headDelimiterValueBefore(code);
		if (code === 124) {
			seen = true;
			effects.enter("tableCellDivider");
			effects.consume(code);
			effects.exit("tableCellDivider");
			return headDelimiterCellBefore;
		}
		return headDelimiterNok(code);
	}
	function headDelimiterCellBefore(code) {
		if (markdownSpace(code)) return factorySpace(effects, headDelimiterValueBefore, "whitespace")(code);
		return headDelimiterValueBefore(code);
	}
	function headDelimiterValueBefore(code) {
		if (code === 58) {
			sizeB += 1;
			seen = true;
			effects.enter("tableDelimiterMarker");
			effects.consume(code);
			effects.exit("tableDelimiterMarker");
			return headDelimiterLeftAlignmentAfter;
		}
		if (code === 45) {
			sizeB += 1;
			return headDelimiterLeftAlignmentAfter(code);
		}
		if (code === null || markdownLineEnding(code)) return headDelimiterCellAfter(code);
		return headDelimiterNok(code);
	}
	function headDelimiterLeftAlignmentAfter(code) {
		if (code === 45) {
			effects.enter("tableDelimiterFiller");
			return headDelimiterFiller(code);
		}
		return headDelimiterNok(code);
	}
	function headDelimiterFiller(code) {
		if (code === 45) {
			effects.consume(code);
			return headDelimiterFiller;
		}
		if (code === 58) {
			seen = true;
			effects.exit("tableDelimiterFiller");
			effects.enter("tableDelimiterMarker");
			effects.consume(code);
			effects.exit("tableDelimiterMarker");
			return headDelimiterRightAlignmentAfter;
		}
		effects.exit("tableDelimiterFiller");
		return headDelimiterRightAlignmentAfter(code);
	}
	function headDelimiterRightAlignmentAfter(code) {
		if (markdownSpace(code)) return factorySpace(effects, headDelimiterCellAfter, "whitespace")(code);
		return headDelimiterCellAfter(code);
	}
	function headDelimiterCellAfter(code) {
		if (code === 124) return headDelimiterBefore(code);
		if (code === null || markdownLineEnding(code)) {
			if (!seen || size !== sizeB) return headDelimiterNok(code);
			effects.exit("tableDelimiterRow");
			effects.exit("tableHead");
			return ok(code);
		}
		return headDelimiterNok(code);
	}
	function headDelimiterNok(code) {
		return nok(code);
	}
	function bodyRowStart(code) {
		effects.enter("tableRow");
		return bodyRowBreak(code);
	}
	function bodyRowBreak(code) {
		if (code === 124) {
			effects.enter("tableCellDivider");
			effects.consume(code);
			effects.exit("tableCellDivider");
			return bodyRowBreak;
		}
		if (code === null || markdownLineEnding(code)) {
			effects.exit("tableRow");
			return ok(code);
		}
		if (markdownSpace(code)) return factorySpace(effects, bodyRowBreak, "whitespace")(code);
		effects.enter("data");
		return bodyRowData(code);
	}
	function bodyRowData(code) {
		if (code === null || code === 124 || markdownLineEndingOrSpace(code)) {
			effects.exit("data");
			return bodyRowBreak(code);
		}
		effects.consume(code);
		return code === 92 ? bodyRowEscape : bodyRowData;
	}
	function bodyRowEscape(code) {
		if (code === 92 || code === 124) {
			effects.consume(code);
			return bodyRowData;
		}
		return bodyRowData(code);
	}
}
function resolveTable(events, context) {
	let index = -1;
	let inFirstCellAwaitingPipe = true;
	let rowKind = 0;
	let lastCell = [
		0,
		0,
		0,
		0
	];
	let cell = [
		0,
		0,
		0,
		0
	];
	let afterHeadAwaitingFirstBodyRow = false;
	let lastTableEnd = 0;
	let currentTable;
	let currentBody;
	let currentCell;
	const map = new EditMap();
	while (++index < events.length) {
		const event = events[index];
		const token = event[1];
		if (event[0] === "enter") {
			if (token.type === "tableHead") {
				afterHeadAwaitingFirstBodyRow = false;
				if (lastTableEnd !== 0) {
					flushTableEnd(map, context, lastTableEnd, currentTable, currentBody);
					currentBody = void 0;
					lastTableEnd = 0;
				}
				currentTable = {
					type: "table",
					start: Object.assign({}, token.start),
					end: Object.assign({}, token.end)
				};
				map.add(index, 0, [[
					"enter",
					currentTable,
					context
				]]);
			} else if (token.type === "tableRow" || token.type === "tableDelimiterRow") {
				inFirstCellAwaitingPipe = true;
				currentCell = void 0;
				lastCell = [
					0,
					0,
					0,
					0
				];
				cell = [
					0,
					index + 1,
					0,
					0
				];
				if (afterHeadAwaitingFirstBodyRow) {
					afterHeadAwaitingFirstBodyRow = false;
					currentBody = {
						type: "tableBody",
						start: Object.assign({}, token.start),
						end: Object.assign({}, token.end)
					};
					map.add(index, 0, [[
						"enter",
						currentBody,
						context
					]]);
				}
				rowKind = token.type === "tableDelimiterRow" ? 2 : currentBody ? 3 : 1;
			} else if (rowKind && (token.type === "data" || token.type === "tableDelimiterMarker" || token.type === "tableDelimiterFiller")) {
				inFirstCellAwaitingPipe = false;
				if (cell[2] === 0) {
					if (lastCell[1] !== 0) {
						cell[0] = cell[1];
						currentCell = flushCell(map, context, lastCell, rowKind, void 0, currentCell);
						lastCell = [
							0,
							0,
							0,
							0
						];
					}
					cell[2] = index;
				}
			} else if (token.type === "tableCellDivider") if (inFirstCellAwaitingPipe) inFirstCellAwaitingPipe = false;
			else {
				if (lastCell[1] !== 0) {
					cell[0] = cell[1];
					currentCell = flushCell(map, context, lastCell, rowKind, void 0, currentCell);
				}
				lastCell = cell;
				cell = [
					lastCell[1],
					index,
					0,
					0
				];
			}
		} else if (token.type === "tableHead") {
			afterHeadAwaitingFirstBodyRow = true;
			lastTableEnd = index;
		} else if (token.type === "tableRow" || token.type === "tableDelimiterRow") {
			lastTableEnd = index;
			if (lastCell[1] !== 0) {
				cell[0] = cell[1];
				currentCell = flushCell(map, context, lastCell, rowKind, index, currentCell);
			} else if (cell[1] !== 0) currentCell = flushCell(map, context, cell, rowKind, index, currentCell);
			rowKind = 0;
		} else if (rowKind && (token.type === "data" || token.type === "tableDelimiterMarker" || token.type === "tableDelimiterFiller")) cell[3] = index;
	}
	if (lastTableEnd !== 0) flushTableEnd(map, context, lastTableEnd, currentTable, currentBody);
	map.consume(context.events);
	index = -1;
	while (++index < context.events.length) {
		const event = context.events[index];
		if (event[0] === "enter" && event[1].type === "table") event[1]._align = gfmTableAlign(context.events, index);
	}
	return events;
}
function flushCell(map, context, range, rowKind, rowEnd, previousCell) {
	const groupName = rowKind === 1 ? "tableHeader" : rowKind === 2 ? "tableDelimiter" : "tableData";
	const valueName = "tableContent";
	if (range[0] !== 0) {
		previousCell.end = Object.assign({}, getPoint(context.events, range[0]));
		map.add(range[0], 0, [[
			"exit",
			previousCell,
			context
		]]);
	}
	const now = getPoint(context.events, range[1]);
	previousCell = {
		type: groupName,
		start: Object.assign({}, now),
		end: Object.assign({}, now)
	};
	map.add(range[1], 0, [[
		"enter",
		previousCell,
		context
	]]);
	if (range[2] !== 0) {
		const relatedStart = getPoint(context.events, range[2]);
		const relatedEnd = getPoint(context.events, range[3]);
		const valueToken = {
			type: valueName,
			start: Object.assign({}, relatedStart),
			end: Object.assign({}, relatedEnd)
		};
		map.add(range[2], 0, [[
			"enter",
			valueToken,
			context
		]]);
		if (rowKind !== 2) {
			const start = context.events[range[2]];
			const end = context.events[range[3]];
			start[1].end = Object.assign({}, end[1].end);
			start[1].type = "chunkText";
			start[1].contentType = "text";
			if (range[3] > range[2] + 1) {
				const a = range[2] + 1;
				const b = range[3] - range[2] - 1;
				map.add(a, b, []);
			}
		}
		map.add(range[3] + 1, 0, [[
			"exit",
			valueToken,
			context
		]]);
	}
	if (rowEnd !== void 0) {
		previousCell.end = Object.assign({}, getPoint(context.events, rowEnd));
		map.add(rowEnd, 0, [[
			"exit",
			previousCell,
			context
		]]);
		previousCell = void 0;
	}
	return previousCell;
}
function flushTableEnd(map, context, index, table, tableBody) {
	const exits = [];
	const related = getPoint(context.events, index);
	if (tableBody) {
		tableBody.end = Object.assign({}, related);
		exits.push([
			"exit",
			tableBody,
			context
		]);
	}
	table.end = Object.assign({}, related);
	exits.push([
		"exit",
		table,
		context
	]);
	map.add(index + 1, 0, exits);
}
function getPoint(events, index) {
	const event = events[index];
	const side = event[0] === "enter" ? "start" : "end";
	return event[1][side];
}
//#endregion
//#region node_modules/micromark-extension-gfm-tagfilter/lib/index.js
const reFlow = /<(\/?)(iframe|noembed|noframes|plaintext|script|style|title|textarea|xmp)(?=[\t\n\f\r />])/gi;
const reText = new RegExp("^" + reFlow.source, "i");
function gfmTagfilterHtml() {
	return { exit: {
		htmlFlowData(token) {
			exitHtmlData.call(this, token, reFlow);
		},
		htmlTextData(token) {
			exitHtmlData.call(this, token, reText);
		}
	} };
}
function exitHtmlData(token, filter) {
	let value = this.sliceSerialize(token);
	if (this.options.allowDangerousHtml) value = value.replace(filter, "&lt;$1$2");
	this.raw(this.encode(value));
}
//#endregion
//#region node_modules/micromark-extension-gfm-task-list-item/lib/html.js
function gfmTaskListItemHtml() {
	return {
		enter: { taskListCheck() {
			this.tag("<input type=\"checkbox\" disabled=\"\" ");
		} },
		exit: {
			taskListCheck() {
				this.tag("/>");
			},
			taskListCheckValueChecked() {
				this.tag("checked=\"\" ");
			}
		}
	};
}
//#endregion
//#region node_modules/micromark-extension-gfm-task-list-item/lib/syntax.js
const tasklistCheck = {
	name: "tasklistCheck",
	tokenize: tokenizeTasklistCheck
};
function gfmTaskListItem() {
	return { text: { [91]: tasklistCheck } };
}
function tokenizeTasklistCheck(effects, ok, nok) {
	const self = this;
	return open;
	function open(code) {
		if (self.previous !== null || !self._gfmTasklistFirstContentOfListItem) return nok(code);
		effects.enter("taskListCheck");
		effects.enter("taskListCheckMarker");
		effects.consume(code);
		effects.exit("taskListCheckMarker");
		return inside;
	}
	function inside(code) {
		if (markdownLineEndingOrSpace(code)) {
			effects.enter("taskListCheckValueUnchecked");
			effects.consume(code);
			effects.exit("taskListCheckValueUnchecked");
			return close;
		}
		if (code === 88 || code === 120) {
			effects.enter("taskListCheckValueChecked");
			effects.consume(code);
			effects.exit("taskListCheckValueChecked");
			return close;
		}
		return nok(code);
	}
	function close(code) {
		if (code === 93) {
			effects.enter("taskListCheckMarker");
			effects.consume(code);
			effects.exit("taskListCheckMarker");
			effects.exit("taskListCheck");
			return after;
		}
		return nok(code);
	}
	function after(code) {
		if (markdownLineEnding(code)) return ok(code);
		if (markdownSpace(code)) return effects.check({ tokenize: spaceThenNonSpace }, ok, nok)(code);
		return nok(code);
	}
}
function spaceThenNonSpace(effects, ok, nok) {
	return factorySpace(effects, after, "whitespace");
	function after(code) {
		return code === null ? nok(code) : ok(code);
	}
}
//#endregion
//#region node_modules/micromark-extension-gfm/index.js
function gfm(options) {
	return combineExtensions([
		gfmAutolinkLiteral(),
		gfmFootnote(),
		gfmStrikethrough(options),
		gfmTable(),
		gfmTaskListItem()
	]);
}
function gfmHtml(options) {
	return combineHtmlExtensions([
		gfmAutolinkLiteralHtml(),
		gfmFootnoteHtml(options),
		gfmStrikethroughHtml(),
		gfmTableHtml(),
		gfmTagfilterHtml(),
		gfmTaskListItemHtml()
	]);
}
//#endregion
//#region sandbox/github/pages/markdown.ts
const escapedTag = new RegExp(`&lt;(/?(?:details|summary|sub|sup|kbd|b|i|em|strong|br|hr|p|h[1-6]|ul|ol|li|code|pre|table|thead|tbody|tr|th|td))(?: open(?:=&quot;&quot;)?)? ?/?&gt;`, "g");
function allowHarmlessTags(text) {
	return text.replaceAll(/&lt;!--[^]*?--&gt;\n?/g, "").replaceAll(escapedTag, "<$1>");
}
function renderMarkdown(source) {
	return { html: micromark(source, {
		extensions: [gfm()],
		htmlExtensions: [gfmHtml()]
	}).split(/(<pre>[^]*?<\/pre>|<code>[^]*?<\/code>)/).map((part, index) => index % 2 === 0 ? allowHarmlessTags(part) : part).join("").replaceAll("<table>", "<div class=\"wide\"><table>").replaceAll("</table>", "</table></div>") };
}
function parsePage(text) {
	return text !== null && /^[1-9]\d{0,5}$/.test(text) ? Number(text) : 1;
}
function takePage({ repository, page }, all, tail) {
	const count = Math.ceil(all.length / 25);
	const rows = all.slice((page - 1) * 25, page * 25);
	const link = (to, label) => to >= 1 && to <= count && html`<a href="/${repository.fullName}/${tail}?page=${to}">${label}</a>`;
	const links = html`<div class="pages">
    ${link(page - 1, "‹ Newer")}
    <span class="dim">page ${page} of ${count}</span> ${link(page + 1, "Older ›")}
  </div>`;
	return {
		rows,
		links: count > 1 && links
	};
}
//#endregion
//#region sandbox/github/pages/issue-page.ts
const faces = {
	"+1": "👍",
	"-1": "👎",
	laugh: "😄",
	confused: "😕",
	heart: "❤️",
	hooray: "🎉",
	rocket: "🚀",
	eyes: "👀"
};
function text(value) {
	return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
function member(value, name) {
	return isObject(value) ? text(value[name]) : "";
}
function renderReactionsOf({ context }, subject) {
	const all = context.store.collection("reactions").list(subject);
	const counted = reactionContents.flatMap((content) => {
		const count = all.filter((reaction) => reaction.content === content).length;
		return count > 0 ? [html`<span class="label">${faces[content]} ${count}</span> `] : [];
	});
	return counted.length > 0 && html`<div class="md small">${counted}</div>`;
}
function renderSpoken(scope, spoken) {
	const who = renderWho(scope.context.findUser(spoken.login));
	const body = spoken.body === "" ? html`<span class="dim">No description.</span>` : renderMarkdown(spoken.body);
	return html`<div class="box" id="${spoken.anchor}">
    <header>${who} <span class="dim">${spoken.verb}</span> ${renderTime(spoken.at)}</header>
    <div class="md">${body}</div>
    ${renderReactionsOf(scope, spoken.subject)}
  </div>`;
}
function describe$1(entry) {
	const label = entry["label"];
	const rename = entry["rename"];
	switch (entry["event"]) {
		case "labeled":
		case "unlabeled": return html`${entry["event"] === "labeled" ? "added" : "removed"}
      ${renderLabelChip({
			name: member(label, "name"),
			color: member(label, "color")
		})}`;
		case "renamed": return html`changed the title from <s>${member(rename, "from")}</s>`;
		case "merged": return html`merged as <code>${text(entry["commit_id"]).slice(0, 7)}</code>`;
		case "assigned": return html`assigned ${member(entry["assignee"], "login")}`;
		default: return html`${text(entry["event"]).replaceAll("_", " ")}`;
	}
}
function renderTimeline(scope, issue) {
	const { context, repository } = scope;
	const opener = context.userById(issue.userId)?.login ?? "ghost";
	const first = {
		verb: "opened",
		subject: `issue ${issue.id}`,
		anchor: `issue-${issue.id}`
	};
	const rest = listTimeline(context, repository, issue.number).map((entry) => {
		const isReview = entry["event"] === "reviewed";
		const login = member(entry["actor"] ?? entry["user"], "login");
		const at = text(entry["created_at"] ?? entry["submitted_at"]);
		const id = text(entry["id"]);
		if (entry["event"] === "commented" || isReview) {
			const verb = isReview ? `reviewed: ${text(entry["state"]).replaceAll("_", " ")}` : "commented";
			const anchor = isReview ? `pullrequestreview-${id}` : `issuecomment-${id}`;
			return renderSpoken(scope, {
				login,
				at,
				body: text(entry["body"]),
				verb,
				subject: `comment ${id}`,
				anchor
			});
		}
		return html`<div class="event">
      ${renderWho(context.findUser(login))} ${describe$1(entry)} ${renderTime(at)}
    </div>`;
	});
	return html`${renderSpoken(scope, {
		login: opener,
		at: issue.createdAt,
		body: issue.body ?? "",
		...first
	})}${rest}`;
}
function renderState({ context, repository }, issue) {
	const state = (issue.isPull ? findPull(context, repository, issue.number) : void 0)?.merged ? "merged" : issue.state;
	return html`<span class="state ${state}">${state.charAt(0).toUpperCase()}${state.slice(1)}</span>`;
}
function renderIssueSide({ context, repository }, issue) {
	const labels = renderLabels(context, repository, issue).map((label) => renderLabelChip({
		name: text(label["name"]),
		color: text(label["color"])
	}));
	const people = issue.assigneeIds.map((id) => html`<div>${renderWho(context.userById(id))}</div>`);
	const none = html`<span class="dim">none</span>`;
	return html`<section>
      <h3>Labels</h3>
      ${labels.length > 0 ? labels : none}
    </section>
    <section>
      <h3>Assignees</h3>
      ${people.length > 0 ? people : none}
    </section>`;
}
function issuePage(scope, number) {
	const { context, repository } = scope;
	const issue = findIssue(context, repository, number);
	if (!issue) return void 0;
	const body = html`${html`<h1>${issue.title} <span class="no">#${issue.number}</span></h1>
    <div class="meta">
      ${renderState(scope, issue)} opened by ${renderWho(context.userById(issue.userId))}
      ${renderTime(issue.createdAt)}
    </div>`}
    <div class="grid">
      <div>${renderTimeline(scope, issue)}</div>
      <div class="side">${renderIssueSide(scope, issue)}</div>
    </div>`;
	return {
		title: `${issue.title} · #${number}`,
		body,
		tab: "issues",
		repository
	};
}
function renderIssueRow(scope, issue) {
	const { context, repository } = scope;
	const labels = renderLabels(context, repository, issue).map((label) => renderLabelChip({
		name: text(label["name"]),
		color: text(label["color"])
	}));
	return html`<div class="row">
    <div class="grow">
      <a class="title" href="${`/${repository.fullName}/${issue.isPull ? "pull" : "issues"}/${issue.number}`}">${issue.title}</a> ${labels}
      <div class="dim small">
        #${issue.number} by ${context.userById(issue.userId)?.login ?? "ghost"},
        ${renderTime(issue.createdAt)}
      </div>
    </div>
    ${renderState(scope, issue)}
  </div>`;
}
function issueListPage(scope, kind) {
	const { context, repository } = scope;
	const isPull = kind === "pulls";
	const { rows, links } = takePage(scope, listIssues(context, repository).filter((issue) => issue.isPull === isPull).toReversed(), kind);
	const shown = rows.map((issue) => renderIssueRow(scope, issue));
	const title = isPull ? "Pull requests" : "Issues";
	const body = html`<h1>${title}</h1>
    <div class="box">${shown.length > 0 ? shown : html`<div class="empty">None yet.</div>`}</div>
    ${links}`;
	return {
		title: `${title} · ${repository.fullName}`,
		body,
		tab: kind,
		repository
	};
}
//#endregion
//#region sandbox/github/pages/line-comments.ts
function renderLineComments({ context, repository }, number) {
	return context.store.collection("review-comments").list(repository.id).filter((comment) => comment.pullNumber === number).map((comment) => {
		const place = comment.line === null ? comment.path : `${comment.path}:${comment.line}`;
		const lines = comment.diffHunk.split("\n").slice(-4).join("\n");
		return html`<div class="box" id="discussion_r${comment.id}">
        <header>
          ${renderWho(context.userById(comment.userId))} <span class="dim">on</span>
          <span class="mono">${place}</span> ${renderTime(comment.createdAt)}
        </header>
        <div class="md">${lines !== "" && html`<pre>${lines}</pre>`}${renderMarkdown(comment.body)}</div>
      </div>`;
	});
}
//#endregion
//#region sandbox/github/pages/pull-page.ts
function renderRun({ repository }, run) {
	const state = run.conclusion ?? run.status;
	return html`<div class="row">
    <span class="dot ${state}"></span>
    <div class="grow">
      <a class="title" href="${`/${repository.fullName}/runs/${run.id}`}">${run.name}</a>
      <span class="dim">${state.replaceAll("_", " ")}</span
      >${run.title !== null && html`<div class="small">${run.title}</div>`}
    </div>
  </div>`;
}
function renderChecks$1(scope, sha) {
	const { context, repository } = scope;
	const runs = latestCheckRuns(listCheckRuns(context, repository, sha));
	const statuses = latestStatuses(context, repository, sha);
	const rows = [...runs.map((run) => renderRun(scope, run)), ...statuses.map((status) => html`<div class="row">
          <span class="dot ${status.state}"></span>
          <div class="grow">
            <b>${status.context}</b> <span class="dim">${status.description ?? status.state}</span>
          </div>
        </div>`)];
	const empty = html`<div class="empty">No checks on this commit.</div>`;
	return html`<div class="box">
    <header><b>Checks</b><span class="dim mono">${sha.slice(0, 7)}</span></header>
    ${rows.length > 0 ? rows : empty}
  </div>`;
}
function renderMergeBox({ context, repository }, pull) {
	if (pull.merged || findIssue(context, repository, pull.number)?.state !== "open") return false;
	const blocker = pull.test?.mergeable === false ? "This branch has conflicts." : findBlocker(context, repository, pull);
	const words = blocker === void 0 ? "This branch can be merged." : `Merging is blocked: ${blocker}`;
	return html`<div class="box">
    <div class="row">
      <span class="dot ${blocker === void 0 ? "success" : "failure"}"></span>
      <div class="grow">${words}</div>
    </div>
  </div>`;
}
async function renderFiles$1({ context, repository }, pull) {
	const git = context.git(repository);
	return renderDiff(await diffTrees(git, (await git.try([
		"merge-base",
		pull.baseSha,
		pull.headSha
	])).stdout.toString().trim() || pull.baseSha, pull.headSha));
}
async function pullPage(scope, number) {
	const { context, repository } = scope;
	const issue = findIssue(context, repository, number);
	const pull = findPull(context, repository, number);
	if (!issue || !pull) return void 0;
	const { size } = pull;
	const head = html`<h1>${issue.title} <span class="no">#${issue.number}</span></h1>
    <div class="meta">
      ${renderState(scope, issue)} ${renderWho(context.userById(issue.userId))}
      <span>wants <code>${pull.headRef}</code> into <code>${pull.baseRef}</code></span
      >${renderTime(issue.createdAt)}
      <span
        ><span class="add">+${size.additions}</span> <span class="del">−${size.deletions}</span> in
        ${size.changedFiles} files, ${size.commits} commits</span
      >
    </div>`;
	const files = await renderFiles$1(scope, pull);
	const body = html`${head}
    <div class="grid">
      <div>
        ${renderTimeline(scope, issue)}${renderLineComments(scope, number)}${renderChecks$1(scope, pull.headSha)}${renderMergeBox(scope, pull)}
        <h2>Files changed</h2>
        ${files}
      </div>
      <div class="side">${renderIssueSide(scope, issue)}</div>
    </div>`;
	return {
		title: `${issue.title} · #${number}`,
		body,
		tab: "pulls",
		repository
	};
}
function checkPage({ context, repository }, id) {
	const run = context.store.collection("check-runs").get(repository.id, id);
	if (!run) return void 0;
	const state = run.conclusion ?? run.status;
	const notes = run.annotations.map((note) => html`<div class="row">
        <span class="dot ${note["annotation_level"] === "failure" ? "failure" : "pending"}"></span>
        <div class="grow">
          <b class="mono">${String(note["path"])}:${Number(note["start_line"])}</b>
          <div>${String(note["message"])}</div>
        </div>
      </div>`);
	const report = [run.summary, run.text].flatMap((part) => part === null ? [] : [html`<div class="md">${renderMarkdown(part)}</div>`]);
	const link = run.detailsUrl !== null && /^https?:/.test(run.detailsUrl) && html`<a href="${run.detailsUrl}">details</a>`;
	const body = html`<h1>${run.name}</h1>
    <div class="meta">
      <span class="state ${state}">${state.replaceAll("_", " ")}</span>
      <code>${run.headSha.slice(0, 7)}</code>${renderTime(run.completedAt ?? run.startedAt)}${link}
    </div>
    <div class="box">
      <header><b>${run.title ?? "Report"}</b></header>
      ${report.length > 0 ? report : html`<div class="empty">No report.</div>`}
    </div>
    ${notes.length > 0 && html`<h2>Annotations</h2>
        <div class="box">${notes}</div>`}`;
	return {
		title: `${run.name} · ${repository.fullName}`,
		body,
		tab: "pulls",
		repository
	};
}
//#endregion
//#region sandbox/github/pages/commit-pages.ts
async function commitPage(scope, name) {
	const { context, repository } = scope;
	const git = context.git(repository);
	const commit = await git.readCommit(name);
	if (!commit) return void 0;
	const [title = "", ...rest] = commit.message.split("\n");
	const user = findCommitUser(context, commit.author);
	const files = await diffTrees(git, commit.parents[0] ?? "4b825dc642cb6eb9a060e54bf8d69288fbee4904", commit.sha);
	const who = user ? renderWho(user) : html`<span class="who">${commit.author.name}</span>`;
	const message = rest.join("\n").trim();
	const body = html`<h1>${title}</h1>
    <div class="meta">${who} ${renderTime(commit.committer.date)} <code>${commit.sha}</code></div>
    ${message !== "" && html`<pre>${message}</pre>`}${renderChecks$1(scope, commit.sha)}${renderDiff(files)}`;
	return {
		title: `${title} · ${repository.fullName}`,
		body,
		tab: "code",
		repository
	};
}
async function commitListPage(scope, name) {
	const { context, repository } = scope;
	const git = context.git(repository);
	const start = await git.resolveCommit(name);
	if (start === void 0) return void 0;
	const out = await git.run([
		"rev-list",
		"--max-count=100",
		start
	]);
	const body = html`<h1>Commits of <code>${name}</code></h1>
    <div class="box">${(await Promise.all(out.toString().split("\n").filter(Boolean).map((sha) => git.readCommit(sha)))).map((commit) => commit && html`<div class="row">
        <div class="grow">
          <a class="title" href="/${repository.fullName}/commit/${commit.sha}"
            >${commit.message.split("\n")[0]}</a
          >
          <div class="dim small">${commit.author.name}, ${renderTime(commit.committer.date)}</div>
        </div>
        <code>${commit.sha.slice(0, 7)}</code>
      </div>`)}</div>`;
	return {
		title: `Commits · ${repository.fullName}`,
		body,
		tab: "code",
		repository
	};
}
//#endregion
//#region sandbox/github/pages/release-pages.ts
function renderBytes(count) {
	if (count < 1024) return `${count} B`;
	return count < 1024 * 1024 ? `${(count / 1024).toFixed(1)} KB` : `${(count / 1024 / 1024).toFixed(1)} MB`;
}
function renderRelease(scope, release) {
	const { context, repository } = scope;
	const base = `/${repository.fullName}/releases`;
	const tag = encodeURIComponent(release.tagName);
	const assets = listAssets(context, repository, release.id).map((asset) => html`<div class="row">
        <a class="grow" href="${base}/download/${tag}/${encodeURIComponent(asset.name)}">${asset.name}</a>
        <span class="dim small mono">${asset.sha256.slice(0, 12)}</span
        ><span class="dim small">${renderBytes(asset.sizeBytes)}</span>
      </div>`);
	const kind = release.prerelease && html`<span class="label">pre-release</span>`;
	return html`<div class="box">
    <header>
      <a class="who" href="${base}/tag/${tag}">${release.name || release.tagName}</a
      ><code>${release.tagName}</code>${kind} ${renderWho(context.userById(release.authorId))}
      ${renderTime(release.publishedAt)}
    </header>
    <div class="md">${renderMarkdown(release.body ?? "")}</div>
    ${assets}
  </div>`;
}
function releaseListPage(scope) {
	const { context, repository } = scope;
	const { rows, links } = takePage(scope, listReleases(context, repository).filter((release) => !release.draft), "releases");
	const list = rows.map((release) => renderRelease(scope, release));
	const empty = html`<div class="box"><div class="empty">None yet.</div></div>`;
	const body = html`<h1>Releases</h1>
    ${list.length > 0 ? list : empty}${links}`;
	return {
		title: `Releases · ${repository.fullName}`,
		body,
		tab: "releases",
		repository
	};
}
function releasePage(scope, tag) {
	const { context, repository } = scope;
	const release = listReleases(context, repository).find((one) => one.tagName === tag && !one.draft);
	if (!release) return void 0;
	const title = release.name || tag;
	const body = html`<h1>${title}</h1>
    ${renderRelease(scope, release)}`;
	return {
		title: `${title} · ${repository.fullName}`,
		body,
		tab: "releases",
		repository
	};
}
function deploymentsPage(scope) {
	const { context, repository } = scope;
	const all = listDeployments(context, repository);
	const boxes = [...new Set(all.map((deployment) => deployment.environment))].toSorted().map((environment) => {
		return html`<div class="box">
      <header><b>${environment}</b></header>
      ${all.filter((deployment) => deployment.environment === environment).map((deployment) => {
			const statuses = listDeploymentStatuses(context, deployment.id);
			const state = statuses[0]?.state ?? "queued";
			const words = statuses[0]?.description || deployment.description;
			return html`<div class="row">
          <span class="dot ${state}"></span>
          <div class="grow">
            <b>${deployment.ref}</b> <code>${deployment.sha.slice(0, 7)}</code>
            <span class="dim">${state.replaceAll("_", " ")}</span>
            <div class="dim small">${words}</div>
            <div class="dim small">
              ${renderWho(context.userById(deployment.creatorId))} ${renderTime(deployment.createdAt)}
            </div>
          </div>
        </div>`;
		})}
    </div>`;
	});
	const empty = html`<div class="box"><div class="empty">None yet.</div></div>`;
	const body = html`<h1>Deployments</h1>
    ${boxes.length > 0 ? boxes : empty}`;
	return {
		title: `Deployments · ${repository.fullName}`,
		body,
		tab: "deployments",
		repository
	};
}
//#endregion
//#region sandbox/github/pages/repository-page.ts
function homePage(context) {
	const rows = context.store.collection("repositories").list("").filter((repository) => !repository.private).map((one) => html`<div class="row">
        <div class="grow">
          <a class="title" href="/${one.fullName}">${one.fullName}</a>
          <div class="dim small">${one.description} · pushed ${renderTime(one.pushedAt)}</div>
        </div>
      </div>`);
	return {
		title: "GitHub sandbox",
		body: html`<h1>Repositories</h1>
    <div class="box">${rows.length > 0 ? rows : html`<div class="empty">None yet.</div>`}</div>`
	};
}
async function findPlace({ context, repository }, text) {
	const parts = text.split("/");
	for (let count = parts.length; count > 0; count--) {
		const ref = parts.slice(0, count).join("/");
		const path = parts.slice(count).join("/");
		if (path !== "" && !isTreePath(path)) continue;
		const commit = await context.git(repository).resolveCommit(ref);
		if (commit !== void 0) return {
			ref,
			commit,
			path
		};
	}
}
async function renderFiles({ context, repository }, place) {
	const tree = await context.git(repository).readTree(`${place.commit}:${place.path}`);
	const base = `/${repository.fullName}`;
	const rows = (tree?.entries ?? []).toSorted((a, b) => Number(a.type === "blob") - Number(b.type === "blob")).map((entry) => {
		const path = place.path === "" ? entry.name : `${place.path}/${entry.name}`;
		const kind = entry.type === "blob" ? "blob" : "tree";
		return html`<div class="row">
      <span class="dim kind">${kind === "tree" && "▸"}</span>
      <a class="grow" href="${base}/${kind}/${place.ref}/${path}">${entry.name}${kind === "tree" && "/"}</a>
    </div>`;
	});
	return html`<div class="box">
    <header>${html`<span class="mono">${place.ref}${place.path && ` / ${place.path}`}</span>`}<a class="dim" href="${base}/commits/${place.ref}">commits</a></header>
    ${rows}
  </div>`;
}
function newest$1(all) {
	return all.slice(-10).toReversed();
}
function renderSide({ context, repository }) {
	const base = `/${repository.fullName}`;
	const open = listIssues(context, repository).filter((issue) => issue.state === "open");
	const releases = listReleases(context, repository).filter((release) => !release.draft);
	const environments = new Map(listDeployments(context, repository).toReversed().map((deployment) => [deployment.environment, deployment]));
	const pulls = newest$1(open.filter((issue) => issue.isPull)).map((issue) => html`<div><a href="${base}/pull/${issue.number}">#${issue.number} ${issue.title}</a></div>`);
	const issues = newest$1(open.filter((issue) => !issue.isPull)).map((issue) => html`<div><a href="${base}/issues/${issue.number}">#${issue.number} ${issue.title}</a></div>`);
	const none = html`<span class="dim">none</span>`;
	const listed = releases.slice(0, 5).map((release) => html`<div>
        <a href="${base}/releases/tag/${encodeURIComponent(release.tagName)}">${release.tagName}</a>
      </div>`);
	const live = [...environments.values()].map((one) => html`<div>
        <a href="${base}/deployments">${one.environment}</a> <span class="dim">${one.ref}</span>
      </div>`);
	return html`<div class="side">
    <section>
      <h3>About</h3>
      ${repository.description ?? none}
    </section>
    <section>
      <h3>Open pull requests</h3>
      ${pulls.length > 0 ? pulls : none}
    </section>
    <section>
      <h3>Open issues</h3>
      ${issues.length > 0 ? issues : none}
    </section>
    <section>
      <h3>Releases</h3>
      ${listed.length > 0 ? listed : none}
    </section>
    <section>
      <h3>Environments</h3>
      ${live.length > 0 ? live : none}
    </section>
  </div>`;
}
async function treePage(scope, text) {
	const { context, repository } = scope;
	const place = await findPlace(scope, text);
	const shared = {
		title: repository.fullName,
		tab: "code",
		repository
	};
	if (!place) {
		if (text !== repository.defaultBranch) return void 0;
		return {
			...shared,
			body: html`<div class="box"><div class="empty">This repository is empty.</div></div>`
		};
	}
	const readme = await context.git(repository).readObject(`${place.commit}:${place.path === "" ? "" : `${place.path}/`}README.md`);
	const text2 = readme?.type === "blob" && html`<div class="box">
      <header>README.md</header>
      <div class="md">${renderMarkdown(readme.bytes.toString())}</div>
    </div>`;
	const body = html`<div class="grid">
    <div>${await renderFiles(scope, place)}${text2}</div>
    ${renderSide(scope)}
  </div>`;
	return {
		...shared,
		body
	};
}
async function blobPage(scope, text) {
	const { context, repository } = scope;
	const place = await findPlace(scope, text);
	if (!place || place.path === "") return void 0;
	const blob = await context.git(repository).readObject(`${place.commit}:${place.path}`);
	if (blob?.type !== "blob") return void 0;
	const shown = blob.bytes.subarray(0, 8e3).includes(0) ? html`<div class="empty">${blob.sizeBytes} bytes, not text.</div>` : place.path.endsWith(".md") ? html`<div class="md">${renderMarkdown(blob.bytes.toString())}</div>` : html`<div class="md"><pre>${blob.bytes.toString("utf8", 0, 5e5)}</pre></div>`;
	const raw = `/${repository.fullName}/raw/${place.ref}/${place.path}`;
	const body = html`<div class="box">
    <header><span class="mono">${place.path}</span><a href="${raw}">raw</a></header>
    ${shown}
  </div>`;
	return {
		title: `${place.path} · ${repository.fullName}`,
		body,
		tab: "code",
		repository
	};
}
//#endregion
//#region sandbox/github/pages/run-pages.ts
const maxLogCharacters = 2e5;
function stateOf$1(item) {
	return item.conclusion ?? item.status;
}
function runListPage(scope) {
	const { context, repository } = scope;
	const { rows: shown, links } = takePage(scope, openActionsStore(context).runs.list(repository.id).toReversed(), "actions");
	const rows = shown.map((run) => html`<div class="row">
        <span class="dot ${stateOf$1(run)}"></span>
        <div class="grow">
          <a class="title" href="/${repository.fullName}/actions/runs/${run.id}">${run.displayTitle}</a>
          <div class="dim small">
            ${run.workflowName} #${run.number} · ${run.event} · ${run.headBranch ?? run.headSha.slice(0, 7)}
          </div>
        </div>
        <span class="dim small">${stateOf$1(run).replaceAll("_", " ")}</span>
      </div>`);
	const body = html`<h1>Workflow runs</h1>
    <div class="box">${rows.length > 0 ? rows : html`<div class="empty">None yet.</div>`}</div>
    ${links}`;
	return {
		title: `Actions · ${repository.fullName}`,
		body,
		tab: "actions",
		repository
	};
}
function renderJob(scope, job) {
	const text = new JobLogs(scope.context.stateDirectory).read(job.id);
	const log = text.length > maxLogCharacters ? `…\n${text.slice(-2e5)}` : text;
	const steps = job.steps.map((step) => html`<div class="row">
        <span class="dot ${stateOf$1(step)}"></span>
        <div class="grow">${step.name}</div>
        <span class="dim small">${stateOf$1(step).replaceAll("_", " ")}</span>
      </div>`);
	const summary = job.summary !== "" && html`<div class="md">${renderMarkdown(job.summary)}</div>`;
	const notes = job.annotations.map((note) => html`<div class="row">
        <span class="dot ${note.level === "failure" ? "failure" : "pending"}"></span>
        <div class="grow">${note.message}</div>
      </div>`);
	return html`<div class="box" id="job-${job.id}">
    <header>
      <span class="dot ${stateOf$1(job)}" style="margin-top:0"></span><b>${job.name}</b>
      <span class="dim">${stateOf$1(job).replaceAll("_", " ")}</span
      >${renderTime(job.completedAt ?? job.startedAt)}
    </header>
    ${steps}${notes}${summary}${log !== "" && html`<details class="log">
        <summary class="dim small">log</summary>
        <pre>${log}</pre>
      </details>`}
  </div>`;
}
function runPage(scope, id) {
	const { context, repository } = scope;
	const store = openActionsStore(context);
	const run = store.runs.get(repository.id, id);
	if (!run) return void 0;
	const jobs = store.jobs.list(run.id).filter((job) => job.attempt === run.attempt);
	const files = store.artifacts.list(repository.id).filter((artifact) => artifact.runId === run.id).map((one) => html`<div>${one.name} <span class="dim">${one.sizeBytes} bytes</span></div>`);
	const state = stateOf$1(run);
	const body = html`<h1>${run.displayTitle} <span class="no">${run.workflowName} #${run.number}</span></h1>
    <div class="meta">
      <span class="state ${state}">${state.replaceAll("_", " ")}</span
      >${renderWho(context.userById(run.actorId))} <span>${run.event}</span
      ><code>${run.headSha.slice(0, 7)}</code>
    </div>
    <div class="grid">
      <div>${jobs.map((job) => renderJob(scope, job))}</div>
      <div class="side">
        <section>
          <h3>Artifacts</h3>
          ${files.length > 0 ? files : html`<span class="dim">none</span>`}
        </section>
      </div>
    </div>`;
	return {
		title: `${run.displayTitle} · ${repository.fullName}`,
		body,
		tab: "actions",
		repository
	};
}
//#endregion
//#region sandbox/github/pages/answer-page.ts
async function raw(scope, text) {
	const place = await findPlace(scope, text);
	const git = scope.context.git(scope.repository);
	const blob = place ? await git.readObject(`${place.commit}:${place.path}`) : void 0;
	if (blob?.type !== "blob") return void 0;
	const type = blob.bytes.subarray(0, 8e3).includes(0) ? "application/octet-stream" : "text/plain; charset=utf-8";
	return {
		status: 200,
		bytes: blob.bytes,
		headers: {
			"content-type": type,
			"x-content-type-options": "nosniff"
		}
	};
}
async function download(scope, rest) {
	const at = rest.lastIndexOf("/");
	const place = {
		tag: rest.slice(0, at),
		name: rest.slice(at + 1)
	};
	return downloadByName(scope.context, scope.repository, place);
}
async function pullText(scope, rest) {
	const match = /^(\d+)(?:\.(diff|patch))?$/.exec(rest.replace(/\/(files|commits|checks)$/, ""));
	if (!match) return void 0;
	const number = Number(match[1]);
	const pull = findPull(scope.context, scope.repository, number);
	if (!pull || match[2] === void 0) return pullPage(scope, number);
	const git = scope.context.git(scope.repository);
	const range = `${pull.baseSha}...${pull.headSha}`;
	const args = match[2] === "diff" ? [
		"diff",
		range,
		"--"
	] : [
		"format-patch",
		"--stdout",
		range
	];
	return {
		status: 200,
		bytes: await git.run(args),
		headers: { "content-type": "text/plain; charset=utf-8" }
	};
}
function latestRelease(scope) {
	const first = listReleases(scope.context, scope.repository).find((one) => !one.draft && !one.prerelease);
	return first && releasePage(scope, first.tagName);
}
const shows = [
	[/^$/, (scope) => treePage(scope, scope.repository.defaultBranch)],
	[/^tree\/(.+)$/, treePage],
	[/^blob\/(.+)$/, blobPage],
	[/^raw\/(.+)$/, raw],
	[/^commit\/([^/]+)$/, commitPage],
	[/^commits\/(.+)$/, commitListPage],
	[/^issues$/, (scope) => issueListPage(scope, "issues")],
	[/^pulls$/, (scope) => issueListPage(scope, "pulls")],
	[/^issues\/(\d+)$/, (scope, rest) => issuePage(scope, Number(rest))],
	[/^pull\/(.+)$/, pullText],
	[/^runs\/(\d+)$/, (scope, rest) => checkPage(scope, Number(rest))],
	[/^actions$/, runListPage],
	[/^actions\/runs\/(\d+)(?:\/.*)?$/, (scope, rest) => runPage(scope, Number(rest))],
	[/^releases$/, releaseListPage],
	[/^releases\/latest$/, latestRelease],
	[/^releases\/tag\/(.+)$/, releasePage],
	[/^releases\/download\/(.+)$/, download],
	[/^deployments(?:\/.*)?$/, deploymentsPage]
];
async function show(scope, rest) {
	for (const [pattern, answer] of shows) {
		const match = pattern.exec(rest);
		const found = match ? await answer(scope, match[1] ?? "") : void 0;
		if (found) return found;
	}
}
function decode(path) {
	try {
		return decodeURIComponent(path);
	} catch {
		return;
	}
}
async function answerPage(context, request) {
	const path = request.method === "GET" || request.method === "HEAD" ? decode(request.path) : void 0;
	if (path === void 0) return void 0;
	if (path === "/") return renderPage(homePage(context));
	const avatar = /^\/avatars\/([^/]+)\.svg$/.exec(path);
	if (avatar) return renderAvatar(avatar[1] ?? "");
	if (path.startsWith("/-/")) return diagramScript(path);
	const [, owner = "", name = "", ...rest] = path.replace(/\/$/, "").split("/");
	const repository = context.findRepository(owner, name);
	if (!repository || repository.private) {
		const isBrowser = request.headers.accept?.includes("text/html") ?? false;
		const body = html`<h1>Not found</h1>
      <p>There is no such page. <a href="/">All repositories</a></p>`;
		return isBrowser ? renderPage({
			title: "Not found",
			body
		}, 404) : void 0;
	}
	const answer = await show({
		context,
		repository,
		page: parsePage(request.query.get("page"))
	}, rest.join("/"));
	if (!answer) return renderPage({
		title: "Not found",
		body: html`<h1>Not found</h1>
      <p>This repository has no such page.</p>`,
		repository
	}, 404);
	return answer === "handled" || "status" in answer ? answer : renderPage(answer);
}
//#endregion
//#region sandbox/github/app-manifest.ts
const hourMs$1 = 36e5;
const permissionsOfEvents = {
	check_run: ["checks"],
	check_suite: ["checks"],
	create: ["contents"],
	delete: ["contents"],
	deployment: ["deployments"],
	deployment_review: ["deployments"],
	deployment_status: ["deployments"],
	fork: ["metadata"],
	issue_comment: ["issues", "pull_requests"],
	issues: ["issues"],
	label: ["metadata"],
	member: ["members"],
	milestone: ["issues", "pull_requests"],
	pull_request: ["pull_requests"],
	pull_request_review: ["pull_requests"],
	pull_request_review_comment: ["pull_requests"],
	push: ["contents"],
	release: ["contents"],
	repository: ["metadata"],
	repository_dispatch: ["contents"],
	status: ["statuses"],
	workflow_dispatch: ["contents"],
	workflow_job: ["actions"],
	workflow_run: ["actions"]
};
const permissionNames = new Set([
	"actions",
	"administration",
	"checks",
	"contents",
	"deployments",
	"environments",
	"issues",
	"members",
	"metadata",
	"pull_requests",
	"repository_hooks",
	"secrets",
	"statuses",
	"workflows"
]);
function readManifest(text, url) {
	const raw = parseObject(text);
	if (raw === void 0) return ["The manifest is no JSON object."];
	const hook = isObject(raw["hook_attributes"]) ? raw["hook_attributes"] : void 0;
	const isActive = hook !== void 0 && hook["active"] !== false;
	const permissions = isObject(raw["default_permissions"]) ? raw["default_permissions"] : {};
	const events = Array.isArray(raw["default_events"]) ? raw["default_events"].map(String) : [];
	const problems = [
		...isAddress(raw["url"]) ? [] : ["url: The homepage must be an address."],
		...isAddress(raw["redirect_url"]) ? [] : ["redirect_url must be an address."],
		...hook === void 0 || isAddress(hook["url"]) ? [] : ["hook_attributes.url must be an address."],
		...isActive && !isReachable(String(hook["url"]), url) ? ["Hook url is not supported because it isn't reachable over the public Internet (localhost)."] : [],
		...permissionProblems(permissions),
		...eventProblems(events, permissions)
	];
	if (problems.length > 0) return problems;
	return {
		name: textOf(raw["name"]).slice(0, 34),
		url: textOf(raw["url"]),
		description: textOf(raw["description"]),
		webhookUrl: isActive ? textOf(hook["url"]) : null,
		redirectUrl: textOf(raw["redirect_url"]),
		permissions: {
			...permissions,
			metadata: "read"
		},
		events
	};
}
function textOf(value) {
	return typeof value === "string" ? value : "";
}
function parseObject(text) {
	try {
		const value = JSON.parse(text);
		return isObject(value) ? value : void 0;
	} catch {
		return;
	}
}
function isAddress(value) {
	return typeof value === "string" && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}
function isReachable(hookUrl, url) {
	const isLocal = (text) => /^(localhost|127\.|\[::1\])/.test(new URL(text).hostname);
	return !URL.canParse(hookUrl) || !isLocal(hookUrl) || isLocal(url);
}
function permissionProblems(permissions) {
	return Object.entries(permissions).flatMap(([name, level]) => {
		if (!permissionNames.has(name)) return [`default_permissions: ${name} is no permission.`];
		return (name === "metadata" ? ["read"] : ["read", "write"]).includes(String(level)) ? [] : [`default_permissions: ${name} has no level ${String(level)}.`];
	});
}
function eventProblems(events, permissions) {
	return events.flatMap((event) => {
		const needed = Object.hasOwn(permissionsOfEvents, event) ? permissionsOfEvents[event] : void 0;
		if (needed === void 0) return [`Default events unsupported: ${event}`];
		return needed.some((name) => name === "metadata" || permissions[name] !== void 0) ? [] : [`Default events are not supported by permissions: ${event}`];
	});
}
function slugOf$1(name) {
	return name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/(^-)|(-$)/g, "");
}
function confirmApp(context, manifest, owner) {
	const slug = slugOf$1(manifest.name);
	const pending = pendingApps(context);
	const taken = [...context.apps(), ...pending.list("")].some((one) => one.slug === slug);
	if (slug === "" || taken) return void 0;
	const code = randomBytes(20).toString("hex");
	const expiresAt = context.now().getTime() + hourMs$1;
	return pending.put("", code, {
		code,
		slug,
		ownerId: owner.id,
		manifest,
		expiresAt
	});
}
async function convertManifest(context, code) {
	const pending = pendingApps(context);
	const found = pending.get("", code);
	if (found === void 0) return void 0;
	pending.remove("", code);
	if (found.expiresAt <= context.now().getTime()) return void 0;
	const { manifest, slug, ownerId } = found;
	const createdAt = context.timestamp();
	const bot = addAccount(context.store, {
		login: `${slug}[bot]`,
		type: "Bot"
	}, createdAt);
	const { privateKey, publicKey } = await makeAppKey();
	return saveApp(context, {
		id: 1e5 + context.store.nextId(),
		slug,
		name: manifest.name,
		clientId: `Iv23li${randomBytes(7).toString("hex")}`,
		ownerId,
		botId: bot.id,
		privateKey,
		publicKey,
		webhookSecret: randomBytes(20).toString("hex"),
		webhookUrl: manifest.webhookUrl,
		permissions: manifest.permissions,
		events: manifest.events,
		createdAt,
		homepage: manifest.url,
		description: manifest.description
	});
}
function pendingApps(context) {
	return context.store.collection("app-manifests");
}
//#endregion
//#region sandbox/github/resources/apps.ts
const hourMs = 36e5;
function renderInstalledAccount(url, account) {
	const { login: slug, name, createdAt } = account;
	return {
		...renderUser(url, account),
		slug,
		name: name ?? slug,
		created_at: createdAt,
		updated_at: createdAt
	};
}
function renderInstallation(context, installation) {
	const { url } = context;
	const app = appById(context, installation.appId);
	const account = context.userById(installation.accountId);
	const isOrganization = account?.type === "Organization";
	return {
		id: installation.id,
		account: account ? renderInstalledAccount(url, account) : null,
		repository_selection: "all",
		access_tokens_url: `${url}/app/installations/${installation.id}/access_tokens`,
		repositories_url: `${url}/installation/repositories`,
		html_url: `${url}/settings/installations/${installation.id}`,
		app_id: app.id,
		client_id: app.clientId,
		app_slug: app.slug,
		target_id: installation.accountId,
		target_type: isOrganization ? "Organization" : "User",
		permissions: app.permissions,
		events: app.events,
		single_file_name: null,
		has_multiple_single_files: false,
		single_file_paths: [],
		created_at: installation.createdAt,
		updated_at: installation.createdAt,
		suspended_by: installation.suspendedAt && account ? renderUser(url, account) : null,
		suspended_at: installation.suspendedAt ?? null
	};
}
function installations$1(context) {
	return context.store.collection("installations");
}
function repositoriesOf(context, installation) {
	return context.store.collection("repositories").list("").filter((repository) => repository.ownerId === installation.accountId);
}
function installationOf(context, request) {
	const found = installations$1(context).get("", numberParam(request, "installation_id"));
	if (found?.appId !== request.actor.appId) throw notFound();
	return found;
}
function installationsOf(context, { actor }) {
	return installations$1(context).list("").filter(({ appId }) => appId === actor.appId);
}
function installationOn(context, request, accountId) {
	const found = installationsOf(context, request).find((installation) => installation.accountId === accountId);
	if (!found) throw notFound();
	return found;
}
function readPermissions({ permissions: held }, body) {
	const asked = objectField(body, "permissions", "Installation");
	if (!asked || Object.keys(asked).length === 0) return held;
	if (Object.entries(asked).some(([name, level]) => !held[name] || level === "write" && held[name] === "read")) throw new ApiError(422, "The permissions requested are not granted to this installation.");
	return {
		metadata: "read",
		...asked
	};
}
function readRepositories(context, installation, body) {
	const names = textListField(body, "repositories", "Installation");
	const ids = Array.isArray(body["repository_ids"]) ? body["repository_ids"].map(Number) : void 0;
	if (!names && !ids) return null;
	const kept = repositoriesOf(context, installation).filter((one) => (names?.includes(one.name) ?? false) || (ids?.includes(one.id) ?? false));
	if (kept.length < (names?.length ?? 0) + (ids?.length ?? 0)) throw validationFailed({
		resource: "Installation",
		field: "repositories",
		code: "invalid"
	});
	return kept;
}
async function createToken(context, tokens, request) {
	const installation = installationOf(context, request);
	if (installation.suspendedAt) throw suspendedInstallation();
	const body = await request.json();
	const app = appById(context, installation.appId);
	const permissions = readPermissions(app, body);
	const chosen = readRepositories(context, installation, body);
	const expiresAt = context.now().getTime() + hourMs;
	const { token } = tokens.issue({
		kind: "installation",
		userId: app.botId,
		appId: app.id,
		installationId: installation.id,
		accountId: installation.accountId,
		permissions,
		repositoryIds: chosen ? chosen.map((one) => one.id) : null,
		runId: null,
		expiresAt
	});
	return created({
		token,
		expires_at: new Date(expiresAt).toISOString().replace(/\.\d+Z$/, "Z"),
		permissions,
		repository_selection: chosen ? "selected" : "all",
		...chosen ? { repositories: chosen.map((one) => renderFullRepository(context, one, void 0)) } : {}
	});
}
function listReachable(context, request) {
	const { actor } = request;
	const installation = actor.installationId === null ? void 0 : installations$1(context).get("", actor.installationId);
	if (!installation) throw new ApiError(403, "You must authenticate with an installation access token in order to list repositories.");
	const answer = counted(request, "repositories", repositoriesOf(context, installation).filter((one) => actor.repositoryIds?.includes(one.id) ?? true), (one) => renderRepository(context, one));
	if (answer === "handled" || !isObject(answer.body)) return answer;
	return {
		...answer,
		body: {
			...answer.body,
			repository_selection: actor.repositoryIds ? "selected" : "all"
		}
	};
}
function addAppRoutes(app, context, tokens) {
	const byApp = { signedBy: "app" };
	const render = (installation) => renderInstallation(context, installation);
	app.route("GET", "/app", byApp, (request) => ok({
		...renderApp(context, request.actor.appId),
		installations_count: installationsOf(context, request).length
	}));
	app.route("GET", "/apps/:slug", {}, (request) => {
		const found = context.apps().find(({ slug }) => slug === request.params["slug"]);
		if (!found) throw notFound();
		return ok(renderApp(context, found.id));
	});
	app.route("GET", "/app/installations", byApp, (request) => listed$1(request, installationsOf(context, request), render));
	app.route("GET", "/app/installations/:installation_id", byApp, (request) => ok(render(installationOf(context, request))));
	app.route("POST", "/app/installations/:installation_id/access_tokens", byApp, (request) => createToken(context, tokens, request));
	app.route("GET", "/installation/repositories", {}, (request) => listReachable(context, request));
	app.route("DELETE", "/installation/token", {}, (request) => {
		const token = /^\w+ +(.+)$/.exec(request.headers.authorization ?? "")?.[1] ?? "";
		if (request.actor.kind !== "installation") throw new ApiError(403, "Forbidden");
		context.store.collection("tokens").remove("", token);
		return noContent();
	});
	app.route("GET", "/repos/:owner/:repo/installation", byApp, (request) => ok(render(installationOn(context, request, request.repository.ownerId))));
	for (const pattern of ["/users/:username/installation", "/orgs/:username/installation"]) app.route("GET", pattern, byApp, (request) => {
		const account = context.findUser(request.params["username"] ?? "");
		if (!account) throw notFound();
		return ok(render(installationOn(context, request, account.id)));
	});
}
//#endregion
//#region sandbox/github/pages/app-pages.ts
const newApp = /^(?:\/organizations\/(?<org>[^/]+))?\/settings\/apps\/new$/;
const confirmed = /^(?:\/organizations\/(?<org>[^/]+))?\/settings\/apps$/;
const installation = /^\/apps\/(?<slug>[^/]+)\/installations\/new$/;
async function answerAppPage(context, request) {
	const { path, method } = request;
	const found = newApp.exec(path) ?? confirmed.exec(path);
	const slug = installation.exec(path)?.groups?.["slug"];
	if (slug !== void 0) return answerInstallation(context, request, slug);
	if (!found) return void 0;
	const owner = ownerOf(context, found.groups?.["org"]);
	if (owner === void 0) return problemPage(404, ["There is no such organisation."]);
	if (method === "GET") return problemPage(200, ["An App is made from a form with its manifest here."]);
	if (method !== "POST") return void 0;
	const form = await readForm(request);
	const manifest = readManifest(form.get("manifest") ?? "", context.url);
	if (!("url" in manifest)) return problemPage(422, manifest);
	if (newApp.test(path)) return confirmPage(manifest, owner, {
		path,
		form,
		state: request.query.get("state")
	});
	if (!isFromHere(request)) return problemPage(403, ["This form belongs to another page."]);
	return confirm(context, {
		manifest,
		owner,
		form
	});
}
function ownerOf(context, organisation) {
	if (organisation === void 0) return context.userById(context.app.ownerId);
	const found = context.findUser(organisation);
	return found?.type === "Organization" ? found : void 0;
}
async function readForm(request) {
	return new URLSearchParams((await request.bytes(1e5)).toString("utf8"));
}
function isFromHere({ headers }) {
	const { origin, host } = headers;
	return origin === void 0 || URL.canParse(origin) && new URL(origin).host === host;
}
function problemPage(status, problems) {
	return renderPage({
		title: "New GitHub App",
		body: html`<h1>New GitHub App</h1>
    <ul>
      ${problems.map((problem) => html`<li>${problem}</li>`)}
    </ul>`
	}, status);
}
function listing(manifest) {
	return html`<table>
      <thead>
        <tr>
          <th>Permission</th>
          <th>Access</th>
        </tr>
      </thead>
      <tbody>
        ${Object.entries(manifest.permissions).map(([name, level]) => html`<tr>
              <td>${name}</td>
              <td>${level}</td>
            </tr>`)}
      </tbody>
    </table>
    <p>Events: ${manifest.events.join(", ")}</p>
    <p>Webhook: ${manifest.webhookUrl ?? "none"}</p>`;
}
function confirmPage(manifest, owner, { path, form, state }) {
	return renderPage({
		title: "Create GitHub App",
		body: html`<h1>Create GitHub App for ${owner.login}</h1>
    <form method="post" action="${path.replace(/\/new$/, "")}">
      <input type="hidden" name="manifest" value="${form.get("manifest") ?? ""}" />
      <input type="hidden" name="state" value="${state ?? ""}" />
      <p>
        <label>GitHub App name <input name="name" value="${manifest.name}" required maxlength="34" /></label>
        <button>Create GitHub App for ${owner.login}</button>
      </p>
    </form>
    ${listing(manifest)}`,
		formTargets: ["'self'", new URL(manifest.redirectUrl).origin]
	});
}
function confirm(context, asked) {
	const { form, owner } = asked;
	const manifest = {
		...asked.manifest,
		name: (form.get("name") ?? asked.manifest.name).slice(0, 34)
	};
	const pending = confirmApp(context, manifest, owner);
	if (pending === void 0) return problemPage(422, ["Name is already taken, or has no letters."]);
	const target = new URL(manifest.redirectUrl);
	target.searchParams.set("code", pending.code);
	const state = form.get("state") ?? "";
	if (state !== "") target.searchParams.set("state", state);
	return redirect(target.href);
}
async function answerInstallation(context, request, slug) {
	const app = context.apps().find((one) => one.slug === slug);
	if (app === void 0) return void 0;
	const accounts = accountsFor(context, app);
	if (request.method !== "POST") return installationPage(app, accounts);
	if (!isFromHere(request)) return problemPage(403, ["This form belongs to another page."]);
	const target = (await readForm(request)).get("target");
	const account = accounts.find(({ login }) => login === target);
	if (account === void 0) throw new ApiError(422, "The App cannot be installed there.");
	install(context, app, account);
	return installationPage(app, accountsFor(context, app));
}
function accountsFor(context, app) {
	const installed = installations(context).list("").filter(({ appId }) => appId === app.id).map(({ accountId }) => accountId);
	return context.store.collection("users").all().filter(({ id, type }) => (type === "Organization" || id === app.ownerId) && !installed.includes(id));
}
function installations(context) {
	return context.store.collection("installations");
}
function installationPage(app, accounts) {
	const body = html`<h1>Install ${app.name}</h1>
    ${accounts.map(({ login }) => html`<form method="post">
          <button name="target" value="${login}">Install on ${login}</button>
        </form>`)}
    ${accounts.length === 0 && html`<p>It is installed everywhere.</p>`}`;
	return renderPage({
		title: `Install ${app.name}`,
		body,
		formTargets: ["'self'"]
	});
}
function install(context, app, account) {
	const id = context.store.nextId();
	const record = {
		id,
		appId: app.id,
		accountId: account.id,
		createdAt: context.timestamp()
	};
	installations(context).put("", id, record);
	const user = context.userById(context.app.ownerId);
	if (user === void 0) throw new ApiError(404, "Not Found");
	const repositories = context.store.collection("repositories").all().filter(({ ownerId }) => ownerId === account.id).map((one) => ({
		id: one.id,
		node_id: nodeId("R", one.id),
		name: one.name,
		full_name: one.fullName,
		private: one.private
	}));
	context.emit({
		event: "installation",
		action: "created",
		repository: null,
		payload: {
			installation: renderInstallation(context, record),
			repositories,
			requester: null
		},
		actor: {
			kind: "user",
			user,
			permissions: null,
			repositoryIds: null,
			appId: null,
			installationId: null,
			runId: null
		}
	});
}
//#endregion
//#region sandbox/github/resources/app-manifests.ts
const addAppManifestRoutes = (app, context) => {
	app.route("POST", "/app-manifests/:code/conversions", {}, async (request) => {
		const made = await convertManifest(context, request.params["code"] ?? "");
		if (made === void 0) throw notFound();
		return created({
			...renderApp(context, made.id),
			client_id: made.clientId,
			client_secret: randomBytes(20).toString("hex"),
			webhook_secret: made.webhookSecret,
			pem: made.privateKey
		});
	});
};
//#endregion
//#region sandbox/github/resources/archives.ts
async function sendArchive(context, request, format) {
	const { repository } = request;
	const git = context.git(repository);
	const sha = await git.resolveCommit(request.params["ref"] ?? repository.defaultBranch);
	if (sha === void 0) throw notFound();
	const name = `${repository.ownerLogin}-${repository.name}-${sha.slice(0, 7)}`;
	return {
		status: 200,
		bytes: await git.run([
			"archive",
			`--format=${format}`,
			`--prefix=${name}/`,
			sha
		]),
		headers: {
			"content-type": format === "zip" ? "application/zip" : "application/x-gzip",
			"content-disposition": `attachment; filename=${name}.${format}`
		}
	};
}
const kinds = [[
	"tarball",
	"tar.gz",
	"legacy.tar.gz"
], [
	"zipball",
	"zip",
	"legacy.zip"
]];
const addArchiveRoutes = (app, context) => {
	const base = "/repos/:owner/:repo";
	const read = { permission: "contents:read" };
	for (const [kind, format, place] of kinds) {
		const go = (request) => {
			const ref = request.params["ref"] ?? request.repository.defaultBranch;
			return redirect(`${context.url}/repos/${request.repository.fullName}/${place}/${encodeURIComponent(ref)}`);
		};
		app.route("GET", `${base}/${kind}`, read, go);
		app.route("GET", `${base}/${kind}/*ref`, read, go);
		app.route("GET", `${base}/${place}/*ref`, read, (request) => sendArchive(context, request, format));
	}
};
//#endregion
//#region sandbox/github/resources/branch-protection.ts
function renderChecks(url, checks) {
	return {
		url: `${url}/required_status_checks`,
		strict: checks.strict,
		contexts: checks.contexts,
		contexts_url: `${url}/required_status_checks/contexts`,
		checks: checks.contexts.map((context) => ({
			context,
			app_id: null
		}))
	};
}
function renderProtection(context, repository, rule) {
	const url = `${repositoryUrl(context, repository)}/branches/${encodeURIComponent(rule.branch)}/protection`;
	const reviews = {
		url: `${url}/required_pull_request_reviews`,
		dismiss_stale_reviews: rule.reviews?.["dismiss_stale_reviews"] === true,
		require_code_owner_reviews: rule.reviews?.["require_code_owner_reviews"] === true,
		require_last_push_approval: rule.reviews?.["require_last_push_approval"] === true,
		required_approving_review_count: rule.requiredApprovals
	};
	return {
		url,
		...rule.statusChecks ? { required_status_checks: renderChecks(url, rule.statusChecks) } : {},
		...rule.reviews ? { required_pull_request_reviews: reviews } : {},
		...rule.restrictions ? { restrictions: renderRestrictions(context, repository, {
			...rule,
			restrictions: rule.restrictions
		}) } : {},
		required_signatures: {
			url: `${url}/required_signatures`,
			enabled: rule.signatures === true
		},
		enforce_admins: {
			url: `${url}/enforce_admins`,
			enabled: rule.enforceAdmins
		},
		required_linear_history: { enabled: rule.linearHistory },
		allow_force_pushes: { enabled: rule.allowForcePushes },
		allow_deletions: { enabled: rule.allowDeletions },
		block_creations: { enabled: false },
		required_conversation_resolution: { enabled: rule.conversationResolution },
		lock_branch: { enabled: false },
		allow_fork_syncing: { enabled: false }
	};
}
function readChecks(body) {
	const given = objectField(body, "required_status_checks", "Protection");
	if (!given) return null;
	const named = textListField(given, "contexts", "Protection") ?? [];
	const checks = objectListField(given, "checks", "Protection") ?? [];
	const contexts = [...named, ...checks.map((check) => String(check["context"]))];
	return {
		strict: booleanField(given, "strict", "Protection") ?? false,
		contexts: [...new Set(contexts)]
	};
}
async function branchOf(context, request) {
	const branch = request.params["branch"] ?? "";
	if (!await context.git(request.repository).readRef(`refs/heads/${branch}`)) throw new ApiError(404, "Branch not found");
	return branch;
}
async function put(context, request) {
	const { repository } = request;
	const branch = await branchOf(context, request);
	const body = await request.json();
	const missing = [
		"required_status_checks",
		"enforce_admins",
		"required_pull_request_reviews",
		"restrictions"
	].filter((name) => body[name] === void 0);
	if (missing.length > 0) throw new ApiError(422, `Invalid request.\n\n${missing.map((name) => `"${name}"`).join(", ")} weren't supplied.`);
	const reviews = objectField(body, "required_pull_request_reviews", "Protection") ?? null;
	const flag = (name) => booleanField(body, name, "Protection") ?? false;
	const rule = {
		branch,
		statusChecks: readChecks(body),
		reviews,
		requiredApprovals: reviews ? integerField(reviews, "required_approving_review_count", "Protection") ?? 1 : 0,
		enforceAdmins: flag("enforce_admins"),
		restrictions: readRestrictions(context, repository, body),
		signatures: findProtection(context, repository, branch)?.signatures === true,
		allowForcePushes: flag("allow_force_pushes"),
		allowDeletions: flag("allow_deletions"),
		linearHistory: flag("required_linear_history"),
		conversationResolution: flag("required_conversation_resolution")
	};
	context.store.collection("protections").put(repository.id, branch, rule);
	return ok(renderProtection(context, repository, rule));
}
async function protectionOf(context, request) {
	const rule = findProtection(context, request.repository, await branchOf(context, request));
	if (!rule) throw new ApiError(404, "Branch not protected");
	return rule;
}
const addBranchProtectionRoutes = (app, context) => {
	const base = "/repos/:owner/:repo/branches/*branch/protection";
	const read = {
		permission: "administration:read",
		role: "admin"
	};
	const write = { permission: "administration:write" };
	const ruleOf = (request) => protectionOf(context, request);
	app.route("GET", base, read, async (request) => ok(renderProtection(context, request.repository, await ruleOf(request))));
	app.route("PUT", base, write, (request) => put(context, request));
	app.route("DELETE", base, write, async (request) => {
		context.store.collection("protections").remove(request.repository.id, (await ruleOf(request)).branch);
		return noContent();
	});
	const enforcement = (request, rule) => ok(renderProtection(context, request.repository, rule)["enforce_admins"]);
	app.route("GET", `${base}/enforce_admins`, read, async (request) => enforcement(request, await ruleOf(request)));
	for (const [method, enforceAdmins] of [["POST", true], ["DELETE", false]]) app.route(method, `${base}/enforce_admins`, write, async (request) => {
		const rule = {
			...await ruleOf(request),
			enforceAdmins
		};
		context.store.collection("protections").put(request.repository.id, rule.branch, rule);
		return enforceAdmins ? enforcement(request, rule) : noContent();
	});
	app.route("GET", `${base}/required_status_checks`, read, async (request) => {
		const rule = await ruleOf(request);
		const body = renderProtection(context, request.repository, rule)["required_status_checks"];
		if (!body) throw new ApiError(404, "Required status checks not enabled");
		return ok(body);
	});
};
//#endregion
//#region sandbox/github/resources/branches.ts
function renderShort(context, request, entry) {
	const { repository } = request;
	const name = entry.ref.replace(/^refs\/heads\//, "");
	const api = repositoryUrl(context, repository);
	const url = `${api}/branches/${encodeURIComponent(name)}/protection`;
	return {
		name,
		commit: {
			sha: entry.sha,
			url: `${api}/commits/${entry.sha}`
		},
		protected: findProtection(context, repository, name) !== void 0,
		protection: { enabled: findProtection(context, repository, name) !== void 0 },
		protection_url: url
	};
}
async function renderBranch(context, repository, name) {
	const found = await context.git(repository).readRef(`refs/heads/${name}`);
	const commit = found ? await context.git(repository).readCommit(found.sha) : void 0;
	if (!found || !commit) throw new ApiError(404, "Branch not found");
	const rule = findProtection(context, repository, name);
	const api = `${repositoryUrl(context, repository)}/branches/${encodeURIComponent(name)}`;
	return {
		name,
		commit: renderCommit(context, repository, commit),
		_links: {
			self: api,
			html: `${repositoryPage(context, repository)}/tree/${name}`
		},
		protected: rule !== void 0,
		protection: rule ? {
			enabled: true,
			...renderProtection(context, repository, rule)
		} : { enabled: false },
		protection_url: `${api}/protection`
	};
}
function sourceOfRule(context, repository, { organizationId }) {
	const login = organizationId === void 0 ? void 0 : context.userById(organizationId)?.login;
	return login === void 0 ? {
		ruleset_source_type: "Repository",
		ruleset_source: repository.fullName
	} : {
		ruleset_source_type: "Organization",
		ruleset_source: login
	};
}
const addBranchRoutes = (app, context) => {
	const repo = "/repos/:owner/:repo";
	const read = { permission: "contents:read" };
	app.route("GET", `${repo}/branches`, read, async (request) => {
		return listed$1(request, await context.git(request.repository).listRefs("refs/heads/"), (entry) => renderShort(context, request, entry));
	});
	app.route("GET", `${repo}/branches/*branch`, read, async (request) => ok(await renderBranch(context, request.repository, request.params["branch"] ?? "")));
	app.route("GET", `${repo}/rules/branches/*branch`, {}, (request) => {
		const { repository } = request;
		return listed$1(request, rulesetsOf(context, repository, `refs/heads/${request.params["branch"] ?? ""}`).flatMap((ruleset) => ruleset.rules.map((rule) => ({
			...rule,
			...sourceOfRule(context, repository, ruleset),
			ruleset_id: ruleset.id
		}))), (rule) => rule);
	});
	app.route("GET", `${repo}/tags`, {}, async (request) => {
		const { repository } = request;
		const refs = await context.git(repository).listRefs("refs/tags/");
		const api = repositoryUrl(context, repository);
		return listedLater(request, refs.toReversed(), async ({ ref, sha, peeledSha }) => {
			const name = ref.replace(/^refs\/tags\//, "");
			const commit = peeledSha ?? sha;
			const path = encodeURIComponent(name);
			return {
				name,
				commit: {
					sha: commit,
					url: `${api}/commits/${commit}`
				},
				zipball_url: `${api}/zipball/refs/tags/${path}`,
				tarball_url: `${api}/tarball/refs/tags/${path}`,
				node_id: nodeId("REF", `${repository.id}:${ref}`)
			};
		});
	});
};
//#endregion
//#region sandbox/github/resources/branch-changes.ts
async function merge(context, request) {
	const { repository, actor } = request;
	const body = await request.json();
	const [baseName, headName] = [requiredText(body, "base", "Merge"), requiredText(body, "head", "Merge")];
	const git = context.git(repository);
	const ref = `refs/heads/${baseName}`;
	const base = (await git.readRef(ref))?.sha;
	if (base === void 0) throw new ApiError(404, "Base does not exist");
	const head = await git.resolveCommit(headName);
	if (head === void 0) throw new ApiError(404, "Head does not exist");
	if (await git.isAncestor(head, base)) return noContent();
	const tree = await mergeTrees(git, base, head);
	if (tree === void 0) throw new ApiError(409, "Merge conflict");
	const message = textField(body, "commit_message", "Merge") || `Merge ${headName} into ${baseName}`;
	const person = personOf(context, actor);
	const parents = [base, head];
	const after = await git.writeCommit({
		tree,
		parents,
		message,
		author: person,
		committer: person
	});
	const push = {
		repository,
		ref,
		before: base,
		after,
		actor
	};
	refusePush(context, {
		...push,
		isForced: false,
		isSigned: true
	});
	await refuseNewWorkflow(context, push);
	if (!await git.updateRef(ref, after, base)) throw new ApiError(409, "Base branch was modified");
	await announceRefUpdate(context, push);
	const commit = await git.readCommit(after);
	return created(commit ? renderCommit(context, repository, commit) : {});
}
function moveFollowers(context, repository, from, to) {
	const protections = context.store.collection("protections");
	const rule = findProtection(context, repository, from);
	if (rule) {
		protections.remove(repository.id, from);
		protections.put(repository.id, to, {
			...rule,
			branch: to
		});
	}
	for (const pull of listPulls(context, repository)) if (findIssue(context, repository, pull.number)?.state === "open" && pull.baseRef === from) savePull(context, repository, {
		...pull,
		baseRef: to
	});
}
async function moveDefault(context, request, to) {
	const { repository, actor } = request;
	if (actor.kind === "user" && !isAtLeast(context.roleOf(actor.user, repository), "admin")) throw new ApiError(403, "Must have admin rights to Repository.");
	await context.git(repository).run([
		"symbolic-ref",
		"HEAD",
		`refs/heads/${to}`
	]);
	return context.store.collection("repositories").put("", repository.id, {
		...repository,
		defaultBranch: to
	});
}
async function rename$1(context, request) {
	const { actor } = request;
	const from = request.params["branch"] ?? "";
	const to = requiredText(await request.json(), "new_name", "Branch");
	const git = context.git(request.repository);
	const [before, after] = [`refs/heads/${from}`, `refs/heads/${to}`];
	const sha = (await git.readRef(before))?.sha;
	if (sha === void 0) throw new ApiError(404, "Branch not found");
	if (!isRefName(after)) throw validationFailed({
		resource: "Branch",
		field: "new_name",
		code: "invalid",
		value: to
	});
	if (request.repository.defaultBranch === from) await moveDefault(context, request, to);
	if (!await git.updateRef(after, sha, zeroSha)) throw validationFailed({
		resource: "Branch",
		field: "new_name",
		code: "already_exists",
		value: to
	});
	const repository = context.repositoryById(request.repository.id) ?? request.repository;
	moveFollowers(context, repository, from, to);
	await announceRefUpdate(context, {
		repository,
		ref: after,
		before: zeroSha,
		after: sha,
		actor
	});
	if (await git.deleteRef(before, sha)) await announceRefUpdate(context, {
		repository,
		ref: before,
		before: sha,
		after: zeroSha,
		actor
	});
	return created(await renderBranch(context, repository, to));
}
const addBranchChangeRoutes = (app, context) => {
	const write = { permission: "contents:write" };
	app.route("POST", "/repos/:owner/:repo/merges", write, (request) => merge(context, request));
	app.route("POST", "/repos/:owner/:repo/branches/*branch/rename", write, (request) => rename$1(context, request));
};
//#endregion
//#region sandbox/github/resources/branch-restriction-routes.ts
const base$1 = "/repos/:owner/:repo/branches/*branch/protection/restrictions";
const read$1 = {
	permission: "administration:read",
	role: "admin"
};
const write$2 = { permission: "administration:write" };
async function restrictionsOf(context, request) {
	const rule = await protectionOf(context, request);
	if (rule.restrictions === null) throw new ApiError(404, "Push restrictions not enabled");
	return {
		rule,
		restrictions: rule.restrictions
	};
}
async function change(context, request, kind) {
	const { repository, method } = request;
	const { rule, restrictions } = await restrictionsOf(context, request);
	const given = readPushers(context, repository, await request.json(), kind);
	const old = restrictions[kind];
	const changes = {
		POST: [...new Set([...old, ...given])],
		PUT: given,
		DELETE: old.filter((name) => !given.includes(name))
	};
	const changed = {
		...restrictions,
		[kind]: changes[method] ?? old
	};
	context.store.collection("protections").put(repository.id, rule.branch, {
		...rule,
		restrictions: changed
	});
	return ok(renderPushers(context, repository, changed, kind));
}
const addBranchRestrictionRoutes = (app, context) => {
	app.route("GET", base$1, read$1, async (request) => {
		const { rule, restrictions } = await restrictionsOf(context, request);
		return ok(renderRestrictions(context, request.repository, {
			branch: rule.branch,
			restrictions
		}));
	});
	app.route("DELETE", base$1, write$2, async (request) => {
		const { rule } = await restrictionsOf(context, request);
		context.store.collection("protections").put(request.repository.id, rule.branch, {
			...rule,
			restrictions: null
		});
		return noContent();
	});
	for (const kind of pushers) {
		app.route("GET", `${base$1}/${kind}`, read$1, async (request) => {
			const { restrictions } = await restrictionsOf(context, request);
			return ok(renderPushers(context, request.repository, restrictions, kind));
		});
		for (const method of [
			"POST",
			"PUT",
			"DELETE"
		]) app.route(method, `${base$1}/${kind}`, write$2, (request) => change(context, request, kind));
	}
};
//#endregion
//#region sandbox/github/resources/branch-protection-parts.ts
const base = "/repos/:owner/:repo/branches/*branch/protection";
const read = {
	permission: "administration:read",
	role: "admin"
};
const write$1 = { permission: "administration:write" };
function save$4(context, request, rule) {
	return context.store.collection("protections").put(request.repository.id, rule.branch, rule);
}
async function checksOf(context, request) {
	const rule = await protectionOf(context, request);
	if (!rule.statusChecks) throw new ApiError(404, "Required status checks not enabled");
	return {
		rule,
		checks: rule.statusChecks
	};
}
async function changeContexts(context, request) {
	const { rule, checks } = await checksOf(context, request);
	const given = textListField(await request.json(), "contexts", "Protection") ?? [];
	const change = {
		POST: [...checks.contexts, ...given],
		PUT: given,
		DELETE: checks.contexts.filter((name) => !given.includes(name))
	};
	const contexts = [...new Set(change[request.method] ?? checks.contexts)];
	save$4(context, request, {
		...rule,
		statusChecks: {
			...checks,
			contexts
		}
	});
	return ok(contexts);
}
const addCheckRoutes = (app, context) => {
	const place = `${base}/required_status_checks`;
	app.route("PATCH", place, write$1, async (request) => {
		const { rule, checks } = await checksOf(context, request);
		const body = await request.json();
		const given = readChecks({ required_status_checks: body });
		const areNamed = body["contexts"] !== void 0 || body["checks"] !== void 0;
		const statusChecks = {
			strict: booleanField(body, "strict", "Protection") ?? checks.strict,
			contexts: areNamed ? given?.contexts ?? [] : checks.contexts
		};
		const saved = save$4(context, request, {
			...rule,
			statusChecks
		});
		return ok(renderProtection(context, request.repository, saved)["required_status_checks"]);
	});
	app.route("DELETE", place, write$1, async (request) => {
		const { rule } = await checksOf(context, request);
		save$4(context, request, {
			...rule,
			statusChecks: null
		});
		return noContent();
	});
	app.route("GET", `${place}/contexts`, read, async (request) => ok((await checksOf(context, request)).checks.contexts));
	for (const method of [
		"POST",
		"PUT",
		"DELETE"
	]) app.route(method, `${place}/contexts`, write$1, (request) => changeContexts(context, request));
};
async function reviewsOf(context, request) {
	const rule = await protectionOf(context, request);
	if (!rule.reviews) throw new ApiError(404, "Pull request reviews not enabled");
	return rule;
}
const addReviewRoutes$1 = (app, context) => {
	const place = `${base}/required_pull_request_reviews`;
	const render = (request, rule) => ok(renderProtection(context, request.repository, rule)["required_pull_request_reviews"]);
	app.route("GET", place, read, async (request) => render(request, await reviewsOf(context, request)));
	app.route("PATCH", place, write$1, async (request) => {
		const rule = await protectionOf(context, request);
		const body = await request.json();
		const requiredApprovals = integerField(body, "required_approving_review_count", "Protection") ?? (rule.reviews ? rule.requiredApprovals : 1);
		return render(request, save$4(context, request, {
			...rule,
			reviews: {
				...rule.reviews,
				...body
			},
			requiredApprovals
		}));
	});
	app.route("DELETE", place, write$1, async (request) => {
		save$4(context, request, {
			...await reviewsOf(context, request),
			reviews: null,
			requiredApprovals: 0
		});
		return noContent();
	});
};
const addSignatureRoutes = (app, context) => {
	const place = `${base}/required_signatures`;
	const render = (request, rule) => ok(renderProtection(context, request.repository, rule)["required_signatures"]);
	app.route("GET", place, read, async (request) => render(request, await protectionOf(context, request)));
	app.route("POST", place, write$1, async (request) => {
		const rule = {
			...await protectionOf(context, request),
			signatures: true
		};
		return render(request, save$4(context, request, rule));
	});
	app.route("DELETE", place, write$1, async (request) => {
		save$4(context, request, {
			...await protectionOf(context, request),
			signatures: false
		});
		return noContent();
	});
};
const addProtectionPartRoutes = (app, context) => {
	addCheckRoutes(app, context);
	addReviewRoutes$1(app, context);
	addSignatureRoutes(app, context);
	addBranchRestrictionRoutes(app, context);
};
//#endregion
//#region sandbox/github/resources/collaborators.ts
const names = {
	pull: "read",
	read: "read",
	triage: "triage",
	push: "write",
	write: "write",
	maintain: "maintain",
	admin: "admin"
};
function renderRights(role) {
	return {
		pull: isAtLeast(role, "read"),
		triage: isAtLeast(role, "triage"),
		push: isAtLeast(role, "write"),
		maintain: isAtLeast(role, "maintain"),
		admin: isAtLeast(role, "admin")
	};
}
function userOf(context, request) {
	const user = context.findUser(request.params["username"] ?? "");
	if (!user) throw notFound();
	return user;
}
function permissionOf(context, request) {
	const user = userOf(context, request);
	const role = context.roleOf(user, request.repository);
	return ok({
		permission: role === "maintain" ? "write" : role === "triage" ? "read" : role,
		user: {
			...renderUser(context.url, user),
			permissions: renderRights(role),
			role_name: role
		},
		role_name: role
	});
}
async function invite$1(context, request) {
	const user = userOf(context, request);
	const asked = textField(await request.json(), "permission", "Collaborator") ?? "push";
	const role = names[asked];
	if (!role) throw validationFailed({
		resource: "Repository",
		field: "permission",
		code: "invalid",
		value: asked
	});
	const record = {
		userId: user.id,
		role
	};
	context.store.collection("collaborators").put(request.repository.id, user.id, record);
	const { repository, actor } = request;
	const payload = { member: renderUser(context.url, user) };
	context.emit({
		event: "member",
		action: "added",
		repository,
		actor,
		payload
	});
	return noContent();
}
function listAll(context, request) {
	const invited = context.store.collection("collaborators").list(request.repository.id);
	return context.store.collection("users").list("").filter((user) => user.type === "User").filter((user) => invited.some((record) => record.userId === user.id) || isAtLeast(context.roleOf(user, request.repository), "triage"));
}
const addCollaboratorRoutes = (app, context) => {
	const base = "/repos/:owner/:repo/collaborators";
	const one = `${base}/:username`;
	const write = { permission: "administration:write" };
	app.route("GET", base, { role: "write" }, (request) => listed$1(request, listAll(context, request), (user) => {
		const role = context.roleOf(user, request.repository);
		return {
			...renderUser(context.url, user),
			permissions: renderRights(role),
			role_name: role
		};
	}));
	app.route("GET", one, {}, (request) => {
		const user = userOf(context, request);
		if (!listAll(context, request).some((other) => other.id === user.id)) throw notFound();
		return noContent();
	});
	app.route("PUT", one, write, (request) => invite$1(context, request));
	app.route("DELETE", one, write, (request) => {
		context.store.collection("collaborators").remove(request.repository.id, userOf(context, request).id);
		return noContent();
	});
	app.route("GET", `${one}/permission`, {}, (request) => permissionOf(context, request));
	app.route("GET", "/repos/:owner/:repo/assignees", {
		permission: "issues:read",
		orPullRequests: "always"
	}, (request) => listed$1(request, listAll(context, request), (user) => renderUser(context.url, user)));
};
//#endregion
//#region sandbox/github/resources/commits.ts
async function renderSha(context, repository, sha) {
	const commit = await context.git(repository).readCommit(sha);
	if (!commit) throw notFound();
	return renderCommit(context, repository, commit);
}
async function listCommits(context, request) {
	const { repository, query } = request;
	const git = context.git(repository);
	const start = await git.resolveCommit(query.get("sha") || repository.defaultBranch);
	if (start === void 0) throw query.get("sha") ? notFound() : new ApiError(409, "Git Repository is empty.");
	const path = query.get("path") ?? "";
	if (path !== "" && !isTreePath(path)) return ok([]);
	const date = (name) => {
		const value = Date.parse(query.get(name) ?? "");
		return Number.isNaN(value) ? [] : [`--${name}=${new Date(value).toISOString()}`];
	};
	const flags = [
		...date("since"),
		...date("until"),
		start,
		"--",
		...path === "" ? [] : [path]
	];
	const shas = (await git.run([
		"--literal-pathspecs",
		"rev-list",
		...flags
	])).toString().split("\n").filter(Boolean);
	const author = query.get("author")?.toLowerCase();
	return listedLater(request, author ? await byAuthor(context, repository, shas, author) : shas, (sha) => renderSha(context, repository, sha));
}
async function byAuthor(context, repository, shas, author) {
	const git = context.git(repository);
	const email = context.findUser(author)?.email?.toLowerCase() ?? author;
	return (await Promise.all(shas.map((sha) => git.readCommit(sha)))).flatMap((commit) => commit && commit.author.email.toLowerCase() === email ? [commit.sha] : []);
}
function stats(files) {
	const additions = files.reduce((sum, file) => sum + file.additions, 0);
	const deletions = files.reduce((sum, file) => sum + file.deletions, 0);
	return {
		additions,
		deletions,
		total: additions + deletions
	};
}
function diffText(bytes, kind) {
	return {
		status: 200,
		bytes,
		headers: { "content-type": `application/vnd.github.${kind}; charset=utf-8` }
	};
}
async function getCommit$1(context, request) {
	const { repository } = request;
	const git = context.git(repository);
	const name = request.params["ref"] ?? "";
	const commit = await git.readCommit(name);
	if (!commit) throw isSha(name) ? new ApiError(422, `No commit found for SHA: ${name}`) : notFound();
	const accept = request.headers.accept ?? "";
	if (accept.includes(".sha")) return {
		status: 200,
		bytes: commit.sha,
		headers: { "content-type": "text/plain" }
	};
	const base = commit.parents[0] ?? "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
	if (accept.includes(".diff")) return diffText(await git.run([
		"diff",
		base,
		commit.sha,
		"--"
	]), "diff");
	if (accept.includes(".patch")) return diffText(await git.run([
		"format-patch",
		"--stdout",
		"-1",
		commit.sha
	]), "patch");
	const files = await diffTrees(git, base, commit.sha);
	const page = pageOf(request, files);
	return ok({
		...renderCommit(context, repository, commit),
		stats: stats(files),
		files: page.items.map((file) => renderDiffFile(context, repository, file, commit.sha))
	});
}
async function resolveComparison(context, request) {
	const text = request.params["basehead"] ?? "";
	const [baseName = "", headName = ""] = text.includes("...") ? text.split("...") : [];
	const git = context.git(request.repository);
	const short = (name) => name.slice(name.indexOf(":") + 1);
	const [base, head] = await Promise.all([git.resolveCommit(short(baseName)), git.resolveCommit(short(headName))]);
	if (base === void 0 || head === void 0) throw notFound();
	const mergeBase = (await git.try([
		"merge-base",
		base,
		head
	])).stdout.toString().trim();
	if (mergeBase === "") throw new ApiError(404, `No common ancestor between ${baseName} and ${headName}.`);
	return {
		base,
		head,
		mergeBase
	};
}
async function compare(context, request) {
	const { repository } = request;
	const git = context.git(repository);
	const { base, head, mergeBase } = await resolveComparison(context, request);
	if ((request.headers.accept ?? "").includes(".diff")) return diffText(await git.run([
		"diff",
		mergeBase,
		head,
		"--"
	]), "diff");
	const [ahead, behind, files] = await Promise.all([
		git.run([
			"rev-list",
			"--reverse",
			head,
			`^${base}`
		]),
		git.run([
			"rev-list",
			"--count",
			base,
			`^${head}`
		]),
		diffTrees(git, mergeBase, head)
	]);
	const shas = ahead.toString().split("\n").filter(Boolean);
	const behindBy = Number(behind.toString());
	const status = shas.length > 0 ? behindBy > 0 ? "diverged" : "ahead" : behindBy > 0 ? "behind" : "identical";
	const page = pageOf(request, shas);
	const isPaged = request.query.has("page") || request.query.has("per_page");
	const kept = isPaged ? page.items : shas.slice(-250);
	const name = `${base.slice(0, 12)}...${head.slice(0, 12)}`;
	const html = `${repositoryPage(context, repository)}/compare/${request.params["basehead"] ?? ""}`;
	return {
		status: 200,
		body: {
			url: `${repositoryUrl(context, repository)}/compare/${request.params["basehead"] ?? ""}`,
			html_url: html,
			permalink_url: `${repositoryPage(context, repository)}/compare/${name}`,
			diff_url: `${html}.diff`,
			patch_url: `${html}.patch`,
			base_commit: await renderSha(context, repository, base),
			merge_base_commit: await renderSha(context, repository, mergeBase),
			status,
			ahead_by: shas.length,
			behind_by: behindBy,
			total_commits: shas.length,
			commits: await Promise.all(kept.map((sha) => renderSha(context, repository, sha))),
			files: files.slice(0, 300).map((file) => renderDiffFile(context, repository, file, head))
		},
		headers: isPaged ? page.headers : {}
	};
}
const addCommitRoutes = (app, context) => {
	const base = "/repos/:owner/:repo";
	const read = { permission: "contents:read" };
	app.route("GET", `${base}/commits`, read, (request) => listCommits(context, request));
	app.route("GET", `${base}/commits/:sha/pulls`, { permission: "pull_requests:read" }, async (request) => {
		const sha = await context.git(request.repository).resolveCommit(request.params["sha"] ?? "");
		if (sha === void 0) throw new ApiError(422, `No commit found for SHA: ${request.params["sha"] ?? ""}`);
		return listed$1(request, await findPullsOfCommit(context, request.repository, sha), (pull) => renderPullOf(context, request.repository, pull));
	});
	app.route("GET", `${base}/compare/*basehead`, read, (request) => compare(context, request));
};
const addCommitRoute = (app, context) => {
	app.route("GET", "/repos/:owner/:repo/commits/*ref", { permission: "contents:read" }, (request) => getCommit$1(context, request));
};
//#endregion
//#region sandbox/github/resources/commit-changes.ts
function readPerson(value, fallback) {
	if (!isObject(value)) return fallback;
	const text = (name, other) => {
		const part = value[name];
		return typeof part === "string" && part.trim() !== "" ? part : other;
	};
	const date = text("date", fallback.date);
	if (Number.isNaN(Date.parse(date))) throw new ApiError(422, `Invalid date: ${date}`);
	return {
		name: text("name", fallback.name),
		email: text("email", fallback.email),
		date: new Date(date).toISOString()
	};
}
const unborn = "f".repeat(40);
async function commitChanges(context, change) {
	const { repository, branch, parent, changes, message, actor } = change;
	refuseWorkflowPaths(actor, changes.map(({ path }) => path));
	const git = context.git(repository);
	const ref = `refs/heads/${branch}`;
	const before = parent ?? zeroSha;
	const [refusal] = pushRefusals(context, {
		repository,
		ref,
		before,
		after: unborn,
		actor,
		isSigned: true
	}).filter((one) => !one.onlyForced);
	if (refusal) throw new ApiError(409, `Could not update file: ${refusal.message}`);
	const tree = await git.writeTree(parent, changes);
	const author = change.author ?? personOf(context, actor);
	const committer = change.committer ?? personOf(context, actor);
	const parents = parent === void 0 ? [] : [parent];
	const sha = await git.writeCommit({
		tree,
		parents,
		message,
		author,
		committer
	});
	if (!await git.updateRef(ref, sha, before)) throw new ApiError(409, `is at another commit but expected ${before}`);
	await announceRefUpdate(context, {
		repository,
		ref,
		before,
		after: sha,
		actor
	});
	return sha;
}
//#endregion
//#region sandbox/github/resources/contents.ts
const maxInlineBytes = 1024 * 1024;
function renderEntry(place, path, entry, sizeBytes) {
	const { context, repository, ref } = place;
	const encoded = path.split("/").map(encodeURIComponent).join("/");
	const self = `${repositoryUrl(context, repository)}/contents/${encoded}?ref=${encodeURIComponent(ref)}`;
	const kind = entry.type === "tree" ? "tree" : "blob";
	const git = `${repositoryUrl(context, repository)}/git/${kind}s/${entry.sha}`;
	const page = `${repositoryPage(context, repository)}/${kind}/${ref}/${encoded}`;
	const isFile = entry.type === "blob";
	return {
		name: path.split("/").at(-1) ?? "",
		path,
		sha: entry.sha,
		size: sizeBytes,
		url: self,
		html_url: page,
		git_url: git,
		download_url: isFile ? `${repositoryPage(context, repository)}/raw/${ref}/${encoded}` : null,
		type: entry.type === "tree" ? "dir" : entry.type === "commit" ? "submodule" : "file",
		_links: {
			self,
			git,
			html: page
		}
	};
}
async function findEntry(place, path) {
	const parent = path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
	const name = path.slice(parent === "" ? 0 : parent.length + 1);
	return (await place.context.git(place.repository).readTree(`${place.commit}:${parent}`))?.entries.find((entry) => entry.name === name);
}
async function listDirectory(place, path) {
	const git = place.context.git(place.repository);
	const tree = await git.readTree(`${place.commit}:${path}`);
	if (!tree) throw notFound();
	return Promise.all(tree.entries.map(async (entry) => {
		const size = entry.type === "blob" ? (await git.statObject(entry.sha))?.sizeBytes ?? 0 : 0;
		return renderEntry(place, path === "" ? entry.name : `${path}/${entry.name}`, entry, size);
	}));
}
async function readFile$1(request, place, path) {
	const entry = await findEntry(place, path);
	if (!entry) throw notFound();
	const accept = request.headers.accept ?? "";
	if (entry.type === "tree") {
		const entries = await listDirectory(place, path);
		return ok(accept.includes(".object") ? {
			...renderEntry(place, path, entry, 0),
			entries
		} : entries);
	}
	const blob = await place.context.git(place.repository).readObject(entry.sha);
	if (!blob) throw notFound();
	if (/\.raw(\+json)?\b/.test(accept)) return {
		status: 200,
		bytes: blob.bytes,
		headers: { "content-type": "application/vnd.github.raw; charset=utf-8" }
	};
	const isInline = blob.sizeBytes <= maxInlineBytes;
	const content = blob.bytes.toString("base64").replaceAll(/.{60}/g, "$&\n");
	return ok({
		...renderEntry(place, path, entry, blob.sizeBytes),
		content: isInline ? content : "",
		encoding: isInline ? "base64" : "none"
	});
}
function pathOf(request, name = request.params["path"] ?? "") {
	const path = name.replace(/\/$/, "");
	if (path !== "" && !isTreePath(path)) throw new ApiError(422, "path contains a malformed path component");
	return path;
}
async function getContents(context, request, name) {
	const { repository } = request;
	const ref = request.query.get("ref") || repository.defaultBranch;
	const path = pathOf(request, name);
	const commit = await context.git(repository).resolveCommit(ref);
	if (commit === void 0) throw request.query.get("ref") ? new ApiError(404, `No commit found for the ref ${ref}`) : notFound();
	const place = {
		context,
		repository,
		commit,
		ref
	};
	return path === "" ? ok(await listDirectory(place, "")) : readFile$1(request, place, path);
}
async function findTarget(context, request, body) {
	const { repository } = request;
	const path = pathOf(request);
	if (path === "") throw new ApiError(422, "path is missing");
	const branch = (textField(body, "branch", "Commit") ?? request.query.get("branch") ?? repository.defaultBranch).replace(/^refs\/heads\//, "");
	const parent = (await context.git(repository).readRef(`refs/heads/${branch}`))?.sha;
	if (parent === void 0 && branch !== repository.defaultBranch) throw new ApiError(404, `Branch ${branch} not found`);
	const place = {
		context,
		repository,
		commit: parent ?? "",
		ref: branch
	};
	const existing = parent === void 0 ? void 0 : await findEntry(place, path);
	return {
		...place,
		branch,
		parent,
		path,
		existing
	};
}
function checkSha(target, sha) {
	const { existing, path } = target;
	if (existing && sha === void 0) throw new ApiError(422, "Invalid request.\n\n\"sha\" wasn't supplied.");
	if (sha !== void 0 && sha !== existing?.sha) throw new ApiError(409, `${path} does not match ${sha}`);
}
async function write(request, body, target, blob) {
	const { context, repository, branch, parent, path } = target;
	const self = personOf(context, request.actor);
	const committer = readPerson(body["committer"], self);
	const mode = target.existing?.mode ?? "100644";
	const sha = await commitChanges(context, {
		repository,
		branch,
		parent,
		message: textField(body, "message", "Commit") ?? `Update ${path}`,
		changes: [{
			path,
			mode: mode === "040000" ? "100644" : mode,
			sha: blob
		}],
		actor: request.actor,
		author: readPerson(body["author"], committer),
		committer
	});
	const commit = await context.git(repository).readCommit(sha);
	if (!commit) throw notFound();
	return { commit: renderGitCommit(context, repository, commit) };
}
async function putContents(context, request) {
	const body = await request.json();
	const target = await findTarget(context, request, body);
	requiredText(body, "message", "Commit");
	const content = textField(body, "content", "Commit");
	if (content === void 0) throw validationFailed({
		resource: "Commit",
		field: "content",
		code: "missing_field"
	});
	if (!/^[A-Za-z0-9+/=\s]*$/.test(content)) throw new ApiError(422, "content is not valid Base64");
	checkSha(target, textField(body, "sha", "Commit"));
	const bytes = Buffer.from(content, "base64");
	const blob = await context.git(target.repository).writeBlob(bytes);
	const written = await write(request, body, target, blob);
	const entry = {
		mode: "100644",
		type: "blob",
		sha: blob,
		name: target.path
	};
	const file = renderEntry(target, target.path, entry, bytes.length);
	return {
		status: target.existing ? 200 : 201,
		body: {
			content: file,
			...written
		}
	};
}
async function deleteContents(context, request) {
	const body = {
		...Object.fromEntries(request.query),
		...await request.json()
	};
	const target = await findTarget(context, request, body);
	requiredText(body, "message", "Commit");
	if (!target.existing) throw notFound();
	checkSha(target, textField(body, "sha", "Commit"));
	return ok({
		content: null,
		...await write(request, body, target, null)
	});
}
const addContentsRoutes = (app, context) => {
	const base = "/repos/:owner/:repo/contents";
	const write = {
		permission: "contents:write",
		changesWorkflows: true
	};
	app.route("GET", base, { permission: "contents:read" }, (request) => getContents(context, request));
	app.route("GET", `${base}/*path`, { permission: "contents:read" }, (request) => getContents(context, request));
	app.route("PUT", `${base}/*path`, write, (request) => putContents(context, request));
	app.route("DELETE", `${base}/*path`, write, (request) => deleteContents(context, request));
	app.route("GET", "/repos/:owner/:repo/readme", { permission: "contents:read" }, (request) => getContents(context, request, "README.md"));
};
//#endregion
//#region sandbox/github/resources/deployments.ts
function checkContexts(context, request, body, sha) {
	const bad = (textListField(body, "required_contexts", "Deployment") ?? []).filter((name) => requiredCheckState(context, request.repository, {
		sha,
		name
	}) !== "success");
	if (bad.length === 0) return;
	throw new ApiError(409, "Conflict: Commit status checks failed for this ref.", { errors: bad.map((name) => ({
		contexts: name,
		resource: "Deployment",
		field: "required_contexts",
		code: "invalid"
	})) });
}
function readPayload(body) {
	const payload = body["payload"];
	return payload === void 0 || payload === null || payload === "" ? {} : payload;
}
async function createDeployment(context, request) {
	const { repository } = request;
	const body = await request.json();
	const ref = requiredText(body, "ref", "Deployment");
	const sha = await context.git(repository).resolveCommit(ref);
	if (sha === void 0) throw new ApiError(422, `No ref found for: ${ref}`);
	checkContexts(context, request, body, sha);
	const environment = textField(body, "environment", "Deployment") || "production";
	ensureEnvironment(context, repository, environment);
	const { rendered } = addDeployment(context, request, {
		ref,
		sha,
		task: textField(body, "task", "Deployment") ?? "deploy",
		environment,
		description: textField(body, "description", "Deployment") ?? null,
		payload: readPayload(body),
		transient: booleanField(body, "transient_environment", "Deployment") ?? false,
		production: booleanField(body, "production_environment", "Deployment") ?? environment === "production"
	});
	return created(rendered);
}
function deploymentOf(context, request) {
	const id = numberParam(request, "deployment_id");
	const deployment = context.store.collection("deployments").get(request.repository.id, id);
	if (!deployment) throw notFound();
	return deployment;
}
async function createStatus$1(context, request) {
	const { repository, actor } = request;
	const deployment = deploymentOf(context, request);
	const body = await request.json();
	const state = choiceField(body, "state", deploymentStates, "DeploymentStatus");
	if (!state) throw validationFailed({
		resource: "DeploymentStatus",
		field: "state",
		code: "missing_field"
	});
	const description = textField(body, "description", "DeploymentStatus") ?? "";
	if (description.length > 140) throw validationFailed({
		resource: "DeploymentStatus",
		field: "description",
		code: "invalid"
	});
	const source = {
		repository,
		actor,
		deployment
	};
	const rendered = addDeploymentStatus(context, source, {
		state,
		description,
		environment: textField(body, "environment", "DeploymentStatus") ?? deployment.environment,
		environmentUrl: textField(body, "environment_url", "DeploymentStatus") ?? "",
		logUrl: textField(body, "log_url", "DeploymentStatus") ?? textField(body, "target_url", "DeploymentStatus") ?? ""
	});
	if (state === "success" && body["auto_inactive"] !== false) retireEarlierDeployments(context, source);
	return created(rendered);
}
function remove$4(context, request) {
	const deployment = deploymentOf(context, request);
	if (listDeploymentStatuses(context, deployment.id)[0]?.state === "success") throw new ApiError(422, "We cannot delete an active deployment unless it is the only deployment in a given environment.");
	context.store.collection("deployments").remove(request.repository.id, deployment.id);
	context.store.collection("deployment-statuses").removeScope(deployment.id);
	return noContent();
}
function filtered(context, request) {
	const wanted = [
		"environment",
		"ref",
		"sha",
		"task"
	].filter((name) => request.query.has(name));
	return listDeployments(context, request.repository).filter((deployment) => wanted.every((name) => deployment[name] === request.query.get(name)));
}
const addDeploymentRoutes = (app, context) => {
	const base = "/repos/:owner/:repo/deployments";
	const one = `${base}/:deployment_id`;
	const read = { permission: "deployments:read" };
	const write = { permission: "deployments:write" };
	app.route("GET", base, read, (request) => listed$1(request, filtered(context, request), (deployment) => renderDeployment(context, request.repository, deployment)));
	app.route("POST", base, write, (request) => createDeployment(context, request));
	app.route("GET", one, read, (request) => ok(renderDeployment(context, request.repository, deploymentOf(context, request))));
	app.route("DELETE", one, write, (request) => remove$4(context, request));
	app.route("GET", `${one}/statuses`, read, (request) => {
		const { id } = deploymentOf(context, request);
		return listed$1(request, listDeploymentStatuses(context, id), (status) => renderDeploymentStatus(context, request.repository, id, status));
	});
	app.route("GET", `${one}/statuses/:status_id`, read, (request) => {
		const { id } = deploymentOf(context, request);
		const status = context.store.collection("deployment-statuses").get(id, numberParam(request, "status_id"));
		if (!status) throw notFound();
		return ok(renderDeploymentStatus(context, request.repository, id, status));
	});
	app.route("POST", `${one}/statuses`, write, (request) => createStatus$1(context, request));
};
//#endregion
//#region sandbox/github/resources/git-objects.ts
async function createBlob(context, request) {
	const body = await request.json();
	const content = textField(body, "content", "Blob");
	if (content === void 0) throw validationFailed({
		resource: "Blob",
		field: "content",
		code: "missing_field"
	});
	const encoding = choiceField(body, "encoding", ["utf-8", "base64"], "Blob") ?? "utf-8";
	const bytes = Buffer.from(content, encoding === "base64" ? "base64" : "utf8");
	const sha = await context.git(request.repository).writeBlob(bytes);
	return created({
		sha,
		url: `${repositoryUrl(context, request.repository)}/git/blobs/${sha}`
	});
}
async function getBlob(context, request) {
	const sha = request.params["sha"] ?? "";
	const blob = isSha(sha) ? await context.git(request.repository).readObject(sha) : void 0;
	if (blob?.type !== "blob") throw notFound();
	if (request.headers.accept?.includes("raw")) return {
		status: 200,
		bytes: blob.bytes,
		headers: { "content-type": "application/octet-stream" }
	};
	return ok({
		sha,
		node_id: nodeId("B", sha),
		size: blob.sizeBytes,
		url: `${repositoryUrl(context, request.repository)}/git/blobs/${sha}`,
		content: blob.bytes.toString("base64").replaceAll(/.{60}/g, "$&\n"),
		encoding: "base64"
	});
}
const fewEntries = 100;
async function listFlat(git, entries) {
	if (entries.length > fewEntries || entries.some(({ name }) => name.includes("�"))) return void 0;
	return Promise.all(entries.map(async ({ name: path, mode, type, sha }) => {
		const size = type === "blob" ? String((await git.statObject(sha))?.sizeBytes ?? "-") : "-";
		return {
			path,
			mode: mode.padStart(6, "0"),
			type,
			sha,
			size
		};
	}));
}
async function listByGit(git, sha, isDeep) {
	return (await git.run([
		"ls-tree",
		...isDeep ? ["-r", "-t"] : [],
		"-l",
		"-z",
		sha
	])).toString().split("\0").flatMap((line) => {
		const match = /^(\d+) (\w+) ([0-9a-f]+) +(\S+)\t([^]*)$/.exec(line);
		if (!match) return [];
		const [, mode = "", type = "", id = "", size = "-", path = ""] = match;
		return [{
			path,
			mode,
			type,
			sha: id,
			size
		}];
	});
}
async function listTree(context, request, name) {
	const { repository } = request;
	const git = context.git(repository);
	const commit = isSha(name) ? name : await git.resolveCommit(name);
	const tree = commit === void 0 ? void 0 : await git.readTree(commit);
	if (!tree) throw notFound();
	const api = `${repositoryUrl(context, repository)}/git`;
	const recursive = request.query.get("recursive");
	const isDeep = recursive !== null && recursive !== "";
	const entries = ((isDeep ? void 0 : await listFlat(git, tree.entries)) ?? await listByGit(git, tree.sha, isDeep)).map(({ size, ...entry }) => ({
		...entry,
		...size === "-" ? {} : { size: Number(size) },
		...entry.type === "commit" ? {} : { url: `${api}/${entry.type}s/${entry.sha}` }
	}));
	return {
		sha: tree.sha,
		url: `${api}/trees/${tree.sha}`,
		tree: entries,
		truncated: false
	};
}
const modes = [
	"100644",
	"100755",
	"040000",
	"160000",
	"120000"
];
async function readChange(context, request, entry) {
	const path = requiredText(entry, "path", "Tree");
	if (!isTreePath(path)) throw new ApiError(422, "tree.path contains a malformed path component");
	const mode = choiceField(entry, "mode", modes, "Tree") ?? "100644";
	if (entry["sha"] === null) return {
		path,
		mode,
		sha: null
	};
	const git = context.git(request.repository);
	const content = textField(entry, "content", "Tree");
	if (content !== void 0) return {
		path,
		mode,
		sha: await git.writeBlob(Buffer.from(content))
	};
	const sha = requiredText(entry, "sha", "Tree");
	if (mode !== "160000" && !(isSha(sha) && await git.statObject(sha))) throw new ApiError(422, `tree.sha ${sha} is not a valid tree`);
	return {
		path,
		mode,
		sha
	};
}
async function createTree(context, request) {
	const body = await request.json();
	const entries = objectListField(body, "tree", "Tree");
	if (!entries || entries.length === 0) throw new ApiError(422, "Invalid tree info");
	const git = context.git(request.repository);
	const base = textField(body, "base_tree", "Tree");
	if (base !== void 0 && !(isSha(base) && await git.readTree(base))) throw new ApiError(422, "base_tree is not a valid tree oid");
	const changes = [];
	for (const entry of entries) changes.push(await readChange(context, request, entry));
	refuseWorkflowPaths(request.actor, changes.map(({ path }) => path));
	return created(await listTree(context, request, await git.writeTree(base, changes)));
}
async function createCommit(context, request) {
	const body = await request.json();
	const git = context.git(request.repository);
	const message = requiredText(body, "message", "Commit");
	const tree = requiredText(body, "tree", "Commit");
	const parents = textListField(body, "parents", "Commit") ?? [];
	if (!isSha(tree) || (await git.statObject(tree))?.type !== "tree") throw new ApiError(422, "Tree SHA does not exist");
	for (const parent of parents) if (!isSha(parent) || (await git.statObject(parent))?.type !== "commit") throw new ApiError(422, "Parent SHA does not exist or is not a commit object");
	const author = readPerson(body["author"], personOf(context, request.actor));
	const committer = readPerson(body["committer"], author);
	const sha = await git.writeCommit({
		tree,
		parents,
		message,
		author,
		committer
	});
	const commit = await git.readCommit(sha);
	return created(commit ? renderGitCommit(context, request.repository, commit) : {});
}
async function getCommit(context, request) {
	const sha = request.params["sha"] ?? "";
	const commit = isSha(sha) ? await context.git(request.repository).readCommit(sha) : void 0;
	if (!commit) throw notFound();
	return ok(renderGitCommit(context, request.repository, commit));
}
async function createTag(context, request) {
	const body = await request.json();
	const git = context.git(request.repository);
	const name = requiredText(body, "tag", "Tag");
	const message = textField(body, "message", "Tag") ?? "";
	const object = requiredText(body, "object", "Tag");
	const type = choiceField(body, "type", [
		"commit",
		"tree",
		"blob"
	], "Tag") ?? "commit";
	if (!isRefName(name)) throw validationFailed({
		resource: "Tag",
		field: "tag",
		code: "invalid",
		value: name
	});
	if (!isSha(object) || (await git.statObject(object))?.type !== type) throw new ApiError(422, `Could not verify object ${object}`);
	const tagger = readPerson(body["tagger"], personOf(context, request.actor));
	const sha = await git.writeTag({
		name,
		message,
		object,
		type,
		tagger
	});
	const tag = await git.readTag(sha);
	return created(tag ? renderTag(context, request.repository, tag) : {});
}
async function getTag(context, request) {
	const tag = await context.git(request.repository).readTag(request.params["sha"] ?? "");
	if (!tag) throw notFound();
	return ok(renderTag(context, request.repository, tag));
}
const addGitObjectRoutes = (app, context) => {
	const base = "/repos/:owner/:repo/git";
	const read = { permission: "contents:read" };
	const write = { permission: "contents:write" };
	app.route("POST", `${base}/blobs`, write, (request) => createBlob(context, request));
	app.route("GET", `${base}/blobs/:sha`, read, (request) => getBlob(context, request));
	app.route("POST", `${base}/trees`, write, (request) => createTree(context, request));
	app.route("GET", `${base}/trees/*sha`, read, async (request) => ok(await listTree(context, request, request.params["sha"] ?? "")));
	app.route("POST", `${base}/commits`, write, (request) => createCommit(context, request));
	app.route("GET", `${base}/commits/:sha`, read, (request) => getCommit(context, request));
	app.route("POST", `${base}/tags`, write, (request) => createTag(context, request));
	app.route("GET", `${base}/tags/:sha`, read, (request) => getTag(context, request));
};
//#endregion
//#region sandbox/github/resources/git-refs.ts
function renderRef(context, repository, entry) {
	const api = `${repositoryUrl(context, repository)}/git`;
	return {
		ref: entry.ref,
		node_id: nodeId("REF", `${repository.id}:${entry.ref}`),
		url: `${api}/${entry.ref}`,
		object: {
			sha: entry.sha,
			type: entry.type,
			url: `${api}/${entry.type}s/${entry.sha}`
		}
	};
}
function fullName(request) {
	return `refs/${(request.params["ref"] ?? "").replace(/^refs\//, "")}`;
}
async function getRef(context, request) {
	const ref = fullName(request);
	const found = await context.git(request.repository).readRef(ref);
	if (!found) throw new ApiError(404, "Not Found");
	return ok(renderRef(context, request.repository, {
		ref,
		...found
	}));
}
async function matchingRefs(context, request) {
	return listed$1(request, await context.git(request.repository).listRefs(fullName(request)), (entry) => renderRef(context, request.repository, entry));
}
async function createRef(context, request) {
	const { repository, actor } = request;
	const body = await request.json();
	const ref = requiredText(body, "ref", "Reference");
	const sha = requiredText(body, "sha", "Reference");
	if (!/^refs\/[^/]+\/./.test(ref) || !isRefName(ref)) throw new ApiError(422, "Reference name must start with 'refs/' and contain at least two slashes.");
	const git = context.git(repository);
	const object = isSha(sha) ? await git.statObject(sha) : void 0;
	if (!object) throw new ApiError(422, "Object does not exist");
	if (ref.startsWith("refs/heads/") && object.type !== "commit") throw new ApiError(422, "Reference update failed");
	if (await git.readRef(ref) === void 0) refusePush(context, {
		repository,
		ref,
		before: zeroSha,
		after: sha,
		isForced: false,
		actor
	});
	await refuseNewWorkflow(context, {
		repository,
		before: zeroSha,
		after: sha,
		actor
	});
	if (!await git.updateRef(ref, sha, zeroSha)) throw new ApiError(422, await git.readRef(ref) ? "Reference already exists" : "Reference cannot be created");
	await announceRefUpdate(context, {
		repository,
		ref,
		before: zeroSha,
		after: sha,
		actor
	});
	return created(renderRef(context, repository, {
		ref,
		sha,
		type: object.type
	}));
}
async function updateRef(context, request) {
	const { repository, actor } = request;
	const body = await request.json();
	const ref = fullName(request);
	const sha = requiredText(body, "sha", "Reference");
	const force = booleanField(body, "force", "Reference") ?? false;
	const git = context.git(repository);
	const current = await git.readRef(ref);
	if (!current) throw new ApiError(422, "Reference does not exist");
	const object = isSha(sha) ? await git.statObject(sha) : void 0;
	if (!object) throw new ApiError(422, "Object does not exist");
	if (!force && !await git.isAncestor(current.sha, sha)) throw new ApiError(422, "Update is not a fast forward");
	const isForced = force && !await git.isAncestor(current.sha, sha);
	refusePush(context, {
		repository,
		ref,
		before: current.sha,
		after: sha,
		isForced,
		actor
	});
	await refuseNewWorkflow(context, {
		repository,
		before: current.sha,
		after: sha,
		actor
	});
	if (!await git.updateRef(ref, sha, current.sha)) throw new ApiError(422, "Reference cannot be updated");
	await announceRefUpdate(context, {
		repository,
		ref,
		before: current.sha,
		after: sha,
		actor
	});
	return ok(renderRef(context, repository, {
		ref,
		sha,
		type: object.type
	}));
}
async function deleteRef(context, request) {
	const { repository, actor } = request;
	const ref = fullName(request);
	const git = context.git(repository);
	const current = await git.readRef(ref);
	if (!current) throw new ApiError(422, "Reference does not exist");
	refusePush(context, {
		repository,
		ref,
		before: current.sha,
		after: zeroSha,
		isForced: false,
		actor
	});
	if (!await git.deleteRef(ref, current.sha)) throw new ApiError(422, "Reference cannot be updated");
	await announceRefUpdate(context, {
		repository,
		ref,
		before: current.sha,
		after: zeroSha,
		actor
	});
	return noContent();
}
const addGitRefRoutes = (app, context) => {
	const base = "/repos/:owner/:repo/git";
	const read = { permission: "contents:read" };
	const write = { permission: "contents:write" };
	const move = {
		...write,
		changesWorkflows: true
	};
	app.route("GET", `${base}/ref/*ref`, read, (request) => getRef(context, request));
	app.route("GET", `${base}/matching-refs/*ref`, read, (request) => matchingRefs(context, request));
	app.route("POST", `${base}/refs`, move, (request) => createRef(context, request));
	app.route("PATCH", `${base}/refs/*ref`, move, (request) => updateRef(context, request));
	app.route("DELETE", `${base}/refs/*ref`, write, (request) => deleteRef(context, request));
};
//#endregion
//#region sandbox/github/graphql/graphql-error.ts
var GraphqlError = class extends Error {
	entries;
	data;
	constructor(entries, data) {
		super(entries.map((entry) => entry.message).join("\n"));
		this.name = "GraphqlError";
		this.entries = entries;
		this.data = data;
	}
};
function locate(text, word) {
	const at = Math.max(0, text.search(new RegExp(String.raw`(?<![\w$])${word.replace("$", String.raw`\$`)}\b`)));
	const before = text.slice(0, at).split("\n");
	return {
		line: before.length,
		column: (before.at(-1) ?? "").length + 1
	};
}
//#endregion
//#region sandbox/github/graphql/connection.ts
const maxNodes = 100;
function readSlice(path, first, after) {
	const name = path.at(-1) ?? "";
	const fail = (type, message) => {
		throw new GraphqlError([{
			type,
			path,
			message
		}]);
	};
	if (typeof first !== "number") return fail("MISSING_PAGINATION_BOUNDARIES", `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`);
	if (first < 0) fail("INVALID_PAGINATION", `\`first\` on the \`${name}\` connection cannot be less than zero.`);
	if (first > maxNodes) fail("EXCESSIVE_PAGINATION", `Requesting ${first} records on the \`${name}\` connection ${`exceeds the \`first\` limit of ${maxNodes} records.`}`);
	if (after === void 0 || after === null) return {
		first,
		skipped: 0
	};
	const cursor = typeof after === "string" ? after : "";
	const skipped = /^cursor:(\d{1,9})$/.exec(Buffer.from(cursor, "base64").toString())?.[1];
	if (skipped === void 0) return fail("INVALID_CURSOR_ARGUMENTS", `\`${cursor.slice(0, 200)}\` does not appear to be a valid cursor.`);
	return {
		first,
		skipped: Number(skipped)
	};
}
function pageInfo({ first, skipped }, total) {
	const end = Math.min(skipped + first, total);
	return {
		endCursor: end <= skipped ? null : Buffer.from(`cursor:${end}`).toString("base64"),
		hasNextPage: end < total
	};
}
async function connection(items, slice, render) {
	const shown = items.slice(slice.skipped, slice.skipped + slice.first);
	return {
		nodes: await Promise.all(shown.map(render)),
		pageInfo: pageInfo(slice, items.length)
	};
}
//#endregion
//#region sandbox/github/graphql/pull-nodes.ts
async function pathsOf(context, repository, pull) {
	const git = context.git(repository);
	return (await diffTrees(git, (await git.try([
		"merge-base",
		pull.baseSha,
		pull.headSha
	])).stdout.toString().trim() || pull.baseSha, pull.headSha)).map((file) => file.path);
}
function labelNames(context, repository, issue) {
	const ids = issue?.labelIds ?? [];
	return listLabels(context, repository).flatMap((label) => ids.includes(label.id) ? [label.name] : []);
}
async function renderPullNode(context, repository, pull, files) {
	const issue = findIssue(context, repository, pull.number);
	const names = labelNames(context, repository, issue).slice(0, 10);
	return {
		number: pull.number,
		title: issue?.title ?? "",
		baseRefName: pull.baseRef,
		headRefName: pull.headRef,
		labels: { nodes: names.map((name) => ({ name })) },
		body: issue?.body ?? "",
		mergeCommit: pull.mergeCommitSha === null ? null : { oid: pull.mergeCommitSha },
		files: await connection(await pathsOf(context, repository, pull), files, (path) => ({ path }))
	};
}
function stateOf(context, repository, pull) {
	if (pull.merged) return "MERGED";
	return findIssue(context, repository, pull.number)?.state === "open" ? "OPEN" : "CLOSED";
}
async function answerPulls(scope, repository) {
	const { context, variables } = scope;
	const { num, cursor, states, targetBranch, maxFilesChanged } = variables;
	const place = ["repository", "pullRequests"];
	const slice = readSlice(place, num, cursor);
	const files = readSlice([
		...place,
		"nodes",
		"files"
	], maxFilesChanged);
	const wanted = states === void 0 || states === null ? void 0 : [states].flat();
	const kept = listPulls(context, repository).filter((pull) => pull.baseRef === targetBranch).filter((pull) => wanted?.includes(stateOf(context, repository, pull)) ?? true).toReversed();
	const render = (pull) => renderPullNode(context, repository, pull, files);
	return { pullRequests: await connection(kept, slice, render) };
}
//#endregion
//#region sandbox/github/graphql/history-nodes.ts
const pullsPerCommit = 10;
async function renderCommitNode(context, repository, commit, files) {
	const { name, email } = commit.author;
	const login = findCommitUser(context, commit.author)?.login;
	const pulls = (await findPullsOfCommit(context, repository, commit.sha)).slice(0, pullsPerCommit);
	return {
		associatedPullRequests: { nodes: await Promise.all(pulls.map((pull) => renderPullNode(context, repository, pull, files))) },
		sha: commit.sha,
		message: commit.message.replace(/\n$/, ""),
		author: {
			name,
			email,
			user: login === void 0 ? null : { login }
		}
	};
}
async function answerHistory(scope, repository) {
	const { context, variables } = scope;
	const place = [
		"repository",
		"ref",
		"target",
		"history"
	];
	const slice = readSlice(place, variables["num"], variables["cursor"]);
	const files = readSlice([
		...place,
		"nodes",
		"files"
	], variables["maxFilesChanged"]);
	const git = context.git(repository);
	const head = await git.resolveCommit(String(variables["targetBranch"]));
	if (head === void 0) return { ref: null };
	const total = Number((await git.run([
		"rev-list",
		"--count",
		head
	])).toString());
	const flags = [`--skip=${slice.skipped}`, `--max-count=${slice.first}`];
	const shas = (await git.run([
		"rev-list",
		...flags,
		head
	])).toString().split("\n").filter(Boolean);
	return { ref: { target: { history: {
		nodes: await Promise.all(shas.map(async (sha) => {
			const commit = await git.readCommit(sha);
			return commit ? renderCommitNode(context, repository, commit, files) : null;
		})),
		pageInfo: pageInfo(slice, total)
	} } } };
}
//#endregion
//#region sandbox/github/graphql/object-nodes.ts
const mostObjects = 50;
const renderBlob = async (context, repository, name) => {
	const object = await context.git(repository).readObject(name);
	if (object === void 0) return null;
	if (object.type !== "blob") return {};
	return {
		text: object.bytes.includes(0) ? null : object.bytes.toString("utf8"),
		isTruncated: false
	};
};
const renderTagNode = async (context, repository, name) => {
	const git = context.git(repository);
	const object = await git.statObject(name);
	if (object === void 0) return null;
	const tag = await git.readTag(object.sha);
	if (tag === void 0) return {};
	const { name: by, email, date } = tag.tagger;
	const typename = `${tag.type.charAt(0).toUpperCase()}${tag.type.slice(1)}`;
	return {
		message: tag.message,
		tagger: {
			name: by,
			email,
			date
		},
		target: {
			__typename: typename,
			oid: tag.object
		}
	};
};
function answerObjects(render) {
	return async ({ context, variables }, repository) => {
		const nodes = Object.keys(variables).filter((name) => /^o\d+$/.test(name)).map(async (name) => [name, await render(context, repository, String(variables[name]))]);
		return Object.fromEntries(await Promise.all(nodes));
	};
}
function textFor(count, members) {
	const at = Array.from({ length: count }, (_, index) => index);
	return `query($owner: String!, $repo: String!, ${at.map((index) => `$o${index}: String!`).join(", ")}) {
    repository(owner: $owner, name: $repo) { ${at.map((index) => `o${index}: object(expression: $o${index}) { ${members} }`).join(" ")} } }`;
}
function forAllCounts(what, toAnswer) {
	return Array.from({ length: mostObjects }, (_, index) => ({
		name: `${what.name} of ${index + 1}`,
		sentBy: "Pawl",
		text: textFor(index + 1, what.members),
		answer: toAnswer(answerObjects(what.render))
	}));
}
function objectQueries(toAnswer) {
	const blob = {
		name: "texts",
		members: "... on Blob { text isTruncated }",
		render: renderBlob
	};
	const members = "... on Tag { message tagger { name email date } target { __typename oid } }";
	return [...forAllCounts(blob, toAnswer), ...forAllCounts({
		name: "tags",
		members,
		render: renderTagNode
	}, toAnswer)];
}
//#endregion
//#region sandbox/github/resources/issue-pins.ts
function pins(context) {
	return context.store.collection("pinned-issues");
}
function listPinned(context, repository) {
	return pins(context).list(repository.id).flatMap(({ number }) => findIssue(context, repository, number) ?? []);
}
function isPinned(context, repository, issue) {
	return pins(context).get(repository.id, issue.number) !== void 0;
}
function listPinEvents(context, repository, issue) {
	const scope = `${repository.id} ${issue.number}`;
	return context.store.collection("timeline").list(scope).filter(({ event }) => event === "pinned" || event === "unpinned");
}
function findIssueByNodeId(context, id) {
	const repositories = context.store.collection("repositories").list("");
	for (const repository of repositories) {
		const issue = listIssues(context, repository).find((one) => !one.isPull && nodeId("I", one.id) === id);
		if (issue !== void 0) return {
			repository,
			issue
		};
	}
}
function settlePin(scope, issue, event) {
	const { context, repository, actor } = scope;
	if (event === "pinned") pins(context).put(repository.id, issue.number, { number: issue.number });
	else pins(context).remove(repository.id, issue.number);
	addTimeline(context, repository, issue.number, {
		event,
		actor
	});
	emitIssue(scope, issue, event);
}
//#endregion
//#region sandbox/github/graphql/pin-nodes.ts
function answerPin(scope, repository) {
	const { context, variables, query } = scope;
	const number = Number(variables["number"]);
	const pinnedIssues = { totalCount: listPinned(context, repository).length };
	const issue = findIssue(context, repository, number);
	if (!issue || issue.isPull) {
		const message = `Could not resolve to an Issue with the number of ${number}.`;
		throw new GraphqlError([{
			type: "NOT_FOUND",
			path: ["repository", "issue"],
			locations: [locate(query, "issue")],
			message
		}], { repository: {
			pinnedIssues,
			issue: null
		} });
	}
	const nodes = listPinEvents(context, repository, issue).slice(0, 1).map(({ event }) => ({ __typename: event === "pinned" ? "PinnedEvent" : "UnpinnedEvent" }));
	return {
		pinnedIssues,
		issue: {
			...renderPin(scope, repository, issue),
			timelineItems: { nodes }
		}
	};
}
function renderPin({ context }, repository, issue) {
	return {
		id: nodeId("I", issue.id),
		isPinned: isPinned(context, repository, issue)
	};
}
function mayPin({ context, actor }, repository) {
	if (actor.kind === "user") return isAtLeast(context.roleOf(actor.user, repository), "write");
	return (actor.repositoryIds?.includes(repository.id) ?? actor.accountId === repository.ownerId) && hasPermission(actor, "issues:write");
}
function isSeen({ context, actor }, repository) {
	return !repository.private || actor.kind !== "user" || context.roleOf(actor.user, repository) !== "none";
}
function answerSettlePin(scope, mutation) {
	const { context, actor, variables, query } = scope;
	const id = String(variables["issueId"]);
	const fail = (type, message) => new GraphqlError([{
		type,
		path: [mutation],
		locations: [locate(query, mutation)],
		message
	}], { [mutation]: null });
	const found = findIssueByNodeId(context, id);
	if (found === void 0 || !isSeen(scope, found.repository)) throw fail("NOT_FOUND", `Could not resolve to a node with the global id of '${id.slice(0, 200)}'`);
	const { repository, issue } = found;
	if (!mayPin(scope, repository)) {
		const name = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}`;
		const words = `${actor.user.login} does not have the correct permissions to execute \`${name}\``;
		throw fail("FORBIDDEN", actor.kind === "user" ? words : "Resource not accessible by integration");
	}
	const isWanted = mutation === "pinIssue";
	if (isPinned(context, repository, issue) === isWanted) throw fail("UNPROCESSABLE", `The issue is ${isWanted ? "already" : "not"} pinned`);
	if (isWanted && listPinned(context, repository).length >= 3) throw fail("UNPROCESSABLE", `Maximum 3 pinned issues per repository`);
	settlePin({
		context,
		repository,
		actor
	}, issue, isWanted ? "pinned" : "unpinned");
	return { [mutation]: { issue: renderPin(scope, repository, issue) } };
}
//#endregion
//#region sandbox/github/graphql/release-nodes.ts
async function renderReleaseNode(context, repository, release) {
	const { name, tagName, body, draft } = release;
	const commit = await context.git(repository).resolveCommit(`refs/tags/${tagName}`);
	return {
		name,
		tag: commit === void 0 ? null : { name: tagName },
		tagCommit: commit === void 0 ? null : { oid: commit },
		url: renderRelease$1(context, repository, release)["html_url"],
		description: body,
		isDraft: draft
	};
}
async function answerReleases(scope, repository) {
	const { context, actor, variables } = scope;
	const slice = readSlice(["repository", "releases"], variables["num"], variables["cursor"]);
	const all = listReleases(context, repository);
	return { releases: await connection(maySeeDrafts(context, repository, actor) ? all : all.filter((release) => !release.draft), slice, (release) => renderReleaseNode(context, repository, release)) };
}
//#endregion
//#region sandbox/github/resources/pulls.ts
function pullOf$1(context, request) {
	const pull = findPull(context, request.repository, numberParam(request, "pull_number"));
	if (!pull) throw notFound();
	return pull;
}
function invalid$1(field, value) {
	return validationFailed({
		resource: "PullRequest",
		field,
		code: "invalid",
		...value === void 0 ? {} : { value }
	});
}
async function findHead(context, request, body) {
	const { repository } = request;
	const text = requiredText(body, "head", "PullRequest");
	const [owner, ref] = text.includes(":") ? text.split(":", 2) : [repository.ownerLogin, text];
	const name = textField(body, "head_repo", "PullRequest") ?? repository.name;
	const source = owner.toLowerCase() === repository.ownerLogin.toLowerCase() ? repository : context.findRepository(owner, name);
	const found = source ? await context.git(source).readRef(`refs/heads/${ref}`) : void 0;
	if (!source || !found) throw invalid$1("head");
	return {
		repository: source,
		ref,
		sha: found.sha
	};
}
function custom(message) {
	return validationFailed({
		resource: "PullRequest",
		field: "head",
		code: "custom",
		message
	});
}
async function checkNew(context, repository, head, base) {
	const baseSha = (await context.git(repository).readRef(`refs/heads/${base}`))?.sha;
	if (baseSha === void 0) throw invalid$1("base");
	const twin = listPulls(context, repository).find((pull) => pull.headRepositoryId === head.repository.id && pull.headRef === head.ref && pull.baseRef === base && findIssue(context, repository, pull.number)?.state === "open");
	const label = `${head.repository.ownerLogin}:${head.ref}`;
	if (twin) throw custom(`A pull request already exists for ${label}.`);
	if (head.repository.id === repository.id && await context.git(repository).isAncestor(head.sha, baseSha)) throw custom(`No commits between ${base} and ${head.ref}`);
	return baseSha;
}
function draftIssue(context, request, body) {
	const { repository, actor } = request;
	const at = context.timestamp();
	return {
		id: context.store.nextId(),
		number: context.store.nextNumber(`issues ${repository.id}`),
		title: requiredText(body, "title", "PullRequest"),
		body: textField(body, "body", "PullRequest") ?? null,
		state: "open",
		stateReason: null,
		userId: actor.user.id,
		appId: actor.appId,
		labelIds: [],
		assigneeIds: [],
		milestone: null,
		locked: false,
		isPull: true,
		createdAt: at,
		updatedAt: at,
		closedAt: null,
		closedById: null
	};
}
async function createPull(context, request) {
	const { repository } = request;
	const body = await request.json();
	requiredText(body, "title", "PullRequest");
	const baseRef = requiredText(body, "base", "PullRequest");
	const head = await findHead(context, request, body);
	const baseSha = await checkNew(context, repository, head, baseRef);
	const issue = draftIssue(context, request, body);
	const pull = {
		id: issue.id,
		number: issue.number,
		headRepositoryId: head.repository.id,
		headOwnerId: head.repository.ownerId,
		headRef: head.ref,
		headSha: head.sha,
		baseRef,
		baseSha,
		draft: booleanField(body, "draft", "PullRequest") ?? false,
		merged: false,
		mergedAt: null,
		mergedById: null,
		mergeCommitSha: null,
		maintainerCanModify: booleanField(body, "maintainer_can_modify", "PullRequest") ?? false,
		reviewerIds: [],
		size: {
			commits: 0,
			additions: 0,
			deletions: 0,
			changedFiles: 0
		},
		test: null
	};
	await fetchHead(context, repository, pull);
	savePull(context, repository, pull);
	saveIssue(context, repository, issue);
	const tested = await refreshPull(context, repository, pull);
	emitIssue(scopeOf(context, request), issue, "opened");
	return created(renderFullPull(context, repository, tested, mergeableState(context, repository, tested)));
}
function diffResponse(bytes, kind) {
	return {
		status: 200,
		bytes,
		headers: { "content-type": `application/vnd.github.v3.${kind}; charset=utf-8` }
	};
}
async function mergeBaseOf(context, repository, pull) {
	return (await context.git(repository).try([
		"merge-base",
		pull.baseSha,
		pull.headSha
	])).stdout.toString().trim() || pull.baseSha;
}
async function getPull(context, request) {
	const { repository } = request;
	const pull = pullOf$1(context, request);
	const git = context.git(repository);
	const accept = request.headers.accept ?? "";
	if (/\.diff\b/.test(accept)) return diffResponse(await git.run([
		"diff",
		await mergeBaseOf(context, repository, pull),
		pull.headSha,
		"--"
	]), "diff");
	if (/\.patch\b/.test(accept)) {
		const base = await mergeBaseOf(context, repository, pull);
		return diffResponse(await git.run([
			"format-patch",
			"--stdout",
			`${base}..${pull.headSha}`
		]), "patch");
	}
	const fresh = await refreshPull(context, repository, pull);
	return ok(renderFullPull(context, repository, fresh, mergeableState(context, repository, fresh)));
}
async function updatePull(context, request) {
	const { repository } = request;
	const pull = pullOf$1(context, request);
	const issue = findIssue(context, repository, pull.number);
	if (!issue) throw notFound();
	const body = await request.json();
	const base = textField(body, "base", "PullRequest");
	if (body["state"] === "open" && pull.merged) throw invalid$1("state");
	const scope = scopeOf(context, request);
	if (base !== void 0 && base !== pull.baseRef) {
		const baseSha = (await context.git(repository).readRef(`refs/heads/${base}`))?.sha;
		if (baseSha === void 0) throw invalid$1("base", base);
		savePull(context, repository, {
			...pull,
			baseRef: base,
			baseSha,
			test: null
		});
		emitIssue(scope, issue, "edited", { changes: { base: {
			ref: { from: pull.baseRef },
			sha: { from: pull.baseSha }
		} } });
	}
	applyIssueEdit(scope, issue, body);
	const fresh = await refreshPull(context, repository, pullOf$1(context, request));
	return ok(renderFullPull(context, repository, fresh, mergeableState(context, repository, fresh)));
}
function listFiltered(context, request) {
	const { repository, query } = request;
	const state = query.get("state") ?? "open";
	const head = query.get("head");
	const base = query.get("base");
	const label = (pull) => `${context.userById(pull.headOwnerId)?.login ?? ""}:${pull.headRef}`;
	const kept = listPulls(context, repository).filter((pull) => state === "all" || findIssue(context, repository, pull.number)?.state === state).filter((pull) => !head?.includes(":") || label(pull).toLowerCase() === head.toLowerCase()).filter((pull) => base === null || pull.baseRef === base);
	const isUpdated = query.get("sort") === "updated";
	const at = (pull) => findIssue(context, repository, pull.number)?.updatedAt ?? "";
	const sorted = isUpdated ? kept.toSorted((a, b) => at(a).localeCompare(at(b)) || a.number - b.number) : kept;
	return query.get("direction") === "asc" ? sorted : sorted.toReversed();
}
async function listFiles(context, request) {
	const { repository } = request;
	const pull = pullOf$1(context, request);
	const base = await mergeBaseOf(context, repository, pull);
	return listed$1(request, await diffTrees(context.git(repository), base, pull.headSha), (file) => renderDiffFile(context, repository, file, pull.headSha));
}
async function listPullCommits(context, request) {
	const { repository } = request;
	const pull = pullOf$1(context, request);
	const git = context.git(repository);
	const base = await mergeBaseOf(context, repository, pull);
	return listedLater(request, (await git.run([
		"rev-list",
		"--reverse",
		pull.headSha,
		`^${base}`
	])).toString().split("\n").filter(Boolean), async (sha) => {
		const commit = await git.readCommit(sha);
		return commit ? renderCommit(context, repository, commit) : {};
	});
}
async function changeReviewers(context, request) {
	const { repository } = request;
	const pull = pullOf$1(context, request);
	const ids = userIds(context, textListField(await request.json(), "reviewers", "PullRequest") ?? []);
	const others = pull.reviewerIds.filter((id) => !ids.includes(id));
	const isAdding = request.method === "POST";
	const saved = savePull(context, repository, {
		...pull,
		reviewerIds: isAdding ? [...others, ...ids] : others
	});
	const issue = findIssue(context, repository, pull.number);
	for (const id of issue ? ids : []) {
		const action = isAdding ? "review_requested" : "review_request_removed";
		const requested_reviewer = renderUserById(context, id);
		if (issue) emitIssue(scopeOf(context, request), issue, action, { requested_reviewer });
	}
	const body = renderPullOf(context, repository, saved);
	return isAdding ? created(body) : ok(body);
}
const addPullRoutes = (app, context) => {
	const base = "/repos/:owner/:repo/pulls";
	const one = `${base}/:pull_number`;
	const read = { permission: "pull_requests:read" };
	const write = { permission: "pull_requests:write" };
	app.route("GET", base, read, (request) => listed$1(request, listFiltered(context, request), (pull) => renderPullOf(context, request.repository, pull)));
	app.route("POST", base, write, (request) => createPull(context, request));
	app.route("GET", one, read, (request) => getPull(context, request));
	app.route("PATCH", one, write, (request) => updatePull(context, request));
	app.route("GET", `${one}/files`, read, (request) => listFiles(context, request));
	app.route("GET", `${one}/commits`, read, (request) => listPullCommits(context, request));
	app.route("GET", `${one}/requested_reviewers`, read, (request) => {
		const reviewers = pullOf$1(context, request).reviewerIds;
		return ok({
			users: reviewers.map((id) => renderUserById(context, id)),
			teams: []
		});
	});
	app.route("POST", `${one}/requested_reviewers`, write, (request) => changeReviewers(context, request));
	app.route("DELETE", `${one}/requested_reviewers`, write, (request) => changeReviewers(context, request));
};
//#endregion
//#region sandbox/github/resources/review-comments.ts
function renderReviewComment(context, repository, comment) {
	const url = `${repositoryUrl(context, repository)}/pulls/comments/${comment.id}`;
	const pull = `${repositoryUrl(context, repository)}/pulls/${comment.pullNumber}`;
	const page = `${repositoryPage(context, repository)}/pull/${comment.pullNumber}#discussion_r${comment.id}`;
	return {
		url,
		pull_request_review_id: comment.reviewId,
		id: comment.id,
		node_id: nodeId("PRRC", comment.id),
		diff_hunk: comment.diffHunk,
		path: comment.path,
		commit_id: comment.commitId,
		original_commit_id: comment.commitId,
		user: renderUserById(context, comment.userId),
		body: comment.body,
		created_at: comment.createdAt,
		updated_at: comment.updatedAt,
		html_url: page,
		pull_request_url: pull,
		author_association: authorAssociation(context, repository, comment.userId),
		_links: {
			self: { href: url },
			html: { href: page },
			pull_request: { href: pull }
		},
		start_line: comment.startLine,
		original_start_line: comment.startLine,
		start_side: comment.startLine === null ? null : comment.side,
		line: comment.line ?? 1,
		original_line: comment.line ?? 1,
		position: 1,
		original_position: 1,
		side: comment.side,
		subject_type: comment.subjectType,
		...comment.inReplyToId === null ? {} : { in_reply_to_id: comment.inReplyToId },
		reactions: renderReactions(context, `review-comment ${comment.id}`, url)
	};
}
function collection(context) {
	return context.store.collection("review-comments");
}
function emitComment$1(context, request, comment, change) {
	const { repository, actor } = request;
	const { action, ...extra } = typeof change === "string" ? { action: change } : change;
	const pull = context.store.collection("pulls").get(repository.id, comment.pullNumber);
	const payload = {
		...extra,
		comment: renderReviewComment(context, repository, comment),
		pull_request: pull ? renderPullOf(context, repository, pull) : null
	};
	context.emit({
		event: "pull_request_review_comment",
		action,
		repository,
		actor,
		payload
	});
}
async function addReviewComment(context, request, body, reviewId) {
	const { repository, actor } = request;
	const pull = pullOf$1(context, request);
	const resource = "PullRequestReviewComment";
	const reply = integerField(body, "in_reply_to", resource);
	const parent = reply === void 0 ? void 0 : collection(context).get(repository.id, reply);
	const path = parent?.path ?? requiredText(body, "path", resource);
	const isKnown = isTreePath(path);
	const base = await context.git(repository).try([
		"merge-base",
		pull.baseSha,
		pull.headSha
	]);
	const files = await diffTrees(context.git(repository), base.stdout.toString().trim() || pull.baseSha, pull.headSha);
	const file = isKnown ? files.find((one) => one.path === path) : void 0;
	if (!file) throw validationFailed({
		resource,
		field: "path",
		code: "invalid",
		value: path
	});
	const at = context.timestamp();
	const comment = {
		id: context.store.nextId(),
		pullNumber: pull.number,
		reviewId,
		inReplyToId: reply ?? null,
		userId: actor.user.id,
		body: requiredText(body, "body", resource),
		path,
		line: parent?.line ?? integerField(body, "line", resource) ?? null,
		startLine: integerField(body, "start_line", resource) ?? null,
		side: choiceField(body, "side", ["LEFT", "RIGHT"], resource) ?? "RIGHT",
		subjectType: choiceField(body, "subject_type", ["line", "file"], resource) ?? "line",
		commitId: textField(body, "commit_id", resource) ?? pull.headSha,
		diffHunk: file.patch?.slice(0, 2e3) ?? "",
		createdAt: at,
		updatedAt: at
	};
	collection(context).put(repository.id, comment.id, comment);
	emitComment$1(context, request, comment, "created");
	return comment;
}
function commentOf$1(context, request) {
	const comment = collection(context).get(request.repository.id, numberParam(request, "comment_id"));
	if (!comment) throw notFound();
	return comment;
}
const addReviewCommentRoutes = (app, context) => {
	const base = "/repos/:owner/:repo/pulls";
	const read = { permission: "pull_requests:read" };
	const write = { permission: "pull_requests:write" };
	const render = (request) => (comment) => renderReviewComment(context, request.repository, comment);
	app.route("GET", `${base}/comments`, read, (request) => listed$1(request, collection(context).list(request.repository.id), render(request)));
	app.route("GET", `${base}/comments/:comment_id`, read, (request) => ok(render(request)(commentOf$1(context, request))));
	app.route("PATCH", `${base}/comments/:comment_id`, write, async (request) => {
		const body = requiredText(await request.json(), "body", "PullRequestReviewComment");
		const old = commentOf$1(context, request);
		const changed = {
			...old,
			body,
			updatedAt: context.timestamp()
		};
		collection(context).put(request.repository.id, changed.id, changed);
		emitComment$1(context, request, changed, {
			action: "edited",
			changes: { body: { from: old.body } }
		});
		return ok(render(request)(changed));
	});
	app.route("DELETE", `${base}/comments/:comment_id`, write, (request) => {
		const comment = commentOf$1(context, request);
		collection(context).remove(request.repository.id, comment.id);
		emitComment$1(context, request, comment, "deleted");
		return noContent();
	});
	app.route("GET", `${base}/:pull_number/comments`, read, (request) => {
		const { number } = pullOf$1(context, request);
		return listed$1(request, collection(context).list(request.repository.id).filter((comment) => comment.pullNumber === number), render(request));
	});
	app.route("GET", `${base}/:pull_number/reviews/:review_id/comments`, read, (request) => {
		const review = numberParam(request, "review_id");
		return listed$1(request, collection(context).list(request.repository.id).filter((comment) => comment.reviewId === review), render(request));
	});
	app.route("POST", `${base}/:pull_number/comments/:comment_id/replies`, write, async (request) => {
		const { id } = commentOf$1(context, request);
		const body = {
			...await request.json(),
			in_reply_to_id: id,
			in_reply_to: id
		};
		return created(render(request)(await addReviewComment(context, request, body, null)));
	});
	app.route("POST", `${base}/:pull_number/comments`, write, async (request) => created(render(request)(await addReviewComment(context, request, await request.json(), null))));
};
//#endregion
//#region sandbox/github/graphql/thread-nodes.ts
function renderThread({ context }, thread) {
	const { comments, resolvedById } = thread;
	const [{ id, path, line }] = comments;
	const login = resolvedById === void 0 ? void 0 : context.userById(resolvedById)?.login;
	return {
		id: thread.nodeId,
		isResolved: resolvedById !== void 0,
		resolvedBy: login === void 0 ? null : { login },
		path,
		line,
		comments: { nodes: [{ databaseId: id }] }
	};
}
async function answerThreads(scope, repository) {
	const { context, variables, query } = scope;
	const { number, num, cursor } = variables;
	const slice = readSlice([
		"repository",
		"pullRequest",
		"reviewThreads"
	], num, cursor);
	const pull = findPull(context, repository, Number(number));
	if (!pull) {
		const message = `Could not resolve to a PullRequest with the number of ${Number(number)}.`;
		throw new GraphqlError([{
			type: "NOT_FOUND",
			path: ["repository", "pullRequest"],
			locations: [locate(query, "pullRequest")],
			message
		}], { repository: { pullRequest: null } });
	}
	return { pullRequest: { reviewThreads: await connection(listReviewThreads(context, repository, pull), slice, (thread) => renderThread(scope, thread)) } };
}
function maySettle({ context, actor }, repository, number) {
	if (actor.kind !== "user") return (actor.repositoryIds?.includes(repository.id) ?? actor.accountId === repository.ownerId) && hasPermission(actor, "pull_requests:write");
	return findIssue(context, repository, number)?.userId === actor.user.id || isAtLeast(context.roleOf(actor.user, repository), "write");
}
function tell({ context, actor }, repository, thread) {
	const [{ pullNumber }] = thread.comments;
	const pull = findPull(context, repository, pullNumber);
	const comments = thread.comments.map((comment) => renderReviewComment(context, repository, comment));
	context.emit({
		event: "pull_request_review_thread",
		action: thread.resolvedById === void 0 ? "unresolved" : "resolved",
		repository,
		actor,
		payload: {
			thread: {
				node_id: thread.nodeId,
				comments
			},
			pull_request: pull ? renderPullOf(context, repository, pull) : null
		}
	});
}
function answerSettle(scope, mutation) {
	const { context, actor, variables, query } = scope;
	const id = String(variables["threadId"]);
	const fail = (type, message) => new GraphqlError([{
		type,
		path: [mutation],
		locations: [locate(query, mutation)],
		message
	}], { [mutation]: null });
	const thread = findReviewThread(context, id);
	const repository = context.repositoryById(thread?.repositoryId ?? -1);
	const isSeen = repository && (!repository.private || context.roleOf(actor.user, repository) !== "none");
	if (!thread || !repository || !(isSeen || actor.kind !== "user")) throw fail("NOT_FOUND", `Could not resolve to a node with the global id of '${id.slice(0, 200)}'`);
	if (!maySettle(scope, repository, thread.comments[0].pullNumber)) {
		const name = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}`;
		throw fail("FORBIDDEN", `${actor.user.login} does not have the correct permissions to execute \`${name}\``);
	}
	const wanted = mutation === "resolveReviewThread" ? actor.user.id : void 0;
	const isChange = thread.resolvedById === void 0 !== (wanted === void 0);
	const settled = isChange ? settleReviewThread(context, thread, wanted) : thread;
	if (isChange) tell(scope, repository, settled);
	return { [mutation]: { thread: renderThread(scope, settled) } };
}
//#endregion
//#region sandbox/github/graphql/listed-queries.ts
function readable({ context, actor }, repository) {
	try {
		checkRights(actor, { permission: "metadata:read" }, repository, (user, of) => context.roleOf(user, of));
		return true;
	} catch (error) {
		if (error instanceof ApiError) return false;
		throw error;
	}
}
function findReadable(scope, names, rest) {
	const { context, variables, query } = scope;
	const [owner, name] = [String(variables[names[0]]), String(variables[names[1]])];
	const found = context.findRepository(owner, name);
	if (found && readable(scope, found)) return found;
	const message = `Could not resolve to a Repository with the name '${owner}/${name}'.`;
	throw new GraphqlError([{
		type: "NOT_FOUND",
		path: ["repository"],
		locations: [locate(query, "repository")],
		message
	}], {
		...rest,
		repository: null
	});
}
function ofRepository(answer) {
	return async (scope) => ({ repository: await answer(scope, findReadable(scope, ["owner", "repo"], {})) });
}
const viewer = ({ actor }) => ({ viewer: { login: actor.user.login } });
function answerIssueCount(scope) {
	const shown = viewer(scope);
	const repository = findReadable(scope, ["o", "r"], shown);
	const totalCount = listIssues(scope.context, repository).filter((issue) => !issue.isPull).length;
	return {
		...shown,
		repository: {
			name: repository.name,
			issues: { totalCount }
		}
	};
}
const pull = `number title baseRefName headRefName labels(first: 10) { nodes { name } } body mergeCommit { oid }
  files(first: $maxFilesChanged) { nodes { path } pageInfo { endCursor hasNextPage } }`;
const repository = "repository(owner: $owner, name: $repo)";
const newest = "orderBy: {field: CREATED_AT, direction: DESC}";
const thread = "id isResolved resolvedBy { login } path line comments(first: 1) { nodes { databaseId } }";
const settling = (name) => `mutation ${name}($threadId: ID!) { ${name}(input: {threadId: $threadId}) { thread { ${thread} } } }`;
const pinning = (name) => `mutation ${name}($issueId: ID!) { ${name}(input: {issueId: $issueId}) { issue { id isPinned } } }`;
const listedQueries = [
	...objectQueries(ofRepository),
	{
		name: "viewer",
		sentBy: "Pawl",
		text: "query { viewer { login } }",
		answer: viewer
	},
	{
		name: "issue count",
		sentBy: "test/fixtures/local-github-probe.mjs",
		text: `query($o: String!, $r: String!) {
      viewer { login }
      repository(owner: $o, name: $r) { name issues(first: 5) { totalCount } }
    }`,
		answer: answerIssueCount
	},
	{
		name: "pullRequestsSince",
		sentBy: "release-please 17.11.2",
		text: `query pullRequestsSince($owner: String!, $repo: String!, $num: Int!, $maxFilesChanged: Int,
      $targetBranch: String!, $cursor: String) { ${repository} { ref(qualifiedName: $targetBranch) { target {
      ... on Commit { history(first: $num, after: $cursor) {
        nodes {
          associatedPullRequests(first: 10) { nodes { ${pull} } }
          sha: oid message author { name email user { login } }
        }
        pageInfo { hasNextPage endCursor }
      } } } } } }`,
		answer: ofRepository(answerHistory)
	},
	{
		name: "mergedPullRequests",
		sentBy: "release-please 17.11.2",
		text: `query mergedPullRequests($owner: String!, $repo: String!, $num: Int!, $maxFilesChanged: Int,
      $targetBranch: String!, $states: [PullRequestState!], $cursor: String) { ${repository} {
      pullRequests(first: $num, after: $cursor, baseRefName: $targetBranch, states: $states, ${newest}) {
        nodes { ${pull} } pageInfo { endCursor hasNextPage } } } }`,
		answer: ofRepository(answerPulls)
	},
	{
		name: "releases",
		sentBy: "release-please 17.11.2",
		text: `query releases($owner: String!, $repo: String!, $num: Int!, $cursor: String) { ${repository} {
      releases(first: $num, after: $cursor, ${newest}) {
        nodes { name tag { name } tagCommit { oid } url description isDraft }
        pageInfo { endCursor hasNextPage } } } }`,
		answer: ofRepository(answerReleases)
	},
	{
		name: "reviewThreads",
		sentBy: "scripts that resolve conversations, which REST cannot",
		text: `query reviewThreads($owner: String!, $repo: String!, $number: Int!, $num: Int!, $cursor: String) {
      ${repository} { pullRequest(number: $number) { reviewThreads(first: $num, after: $cursor) {
        nodes { ${thread} } pageInfo { endCursor hasNextPage } } } } }`,
		answer: ofRepository(answerThreads)
	},
	{
		name: "resolveReviewThread",
		sentBy: "scripts that resolve conversations, which REST cannot",
		text: settling("resolveReviewThread"),
		answer: (scope) => answerSettle(scope, "resolveReviewThread")
	},
	{
		name: "unresolveReviewThread",
		sentBy: "scripts that resolve conversations, which REST cannot",
		text: settling("unresolveReviewThread"),
		answer: (scope) => answerSettle(scope, "unresolveReviewThread")
	},
	{
		name: "issuePin",
		sentBy: "Pawl",
		text: `query issuePin($owner: String!, $repo: String!, $number: Int!) { ${repository} {
      pinnedIssues(first: 3) { totalCount }
      issue(number: $number) { id isPinned
        timelineItems(first: 1, itemTypes: [PINNED_EVENT, UNPINNED_EVENT]) { nodes { __typename } } } } }`,
		answer: ofRepository(answerPin)
	},
	{
		name: "pinIssue",
		sentBy: "Pawl",
		text: pinning("pinIssue"),
		answer: (scope) => answerSettlePin(scope, "pinIssue")
	},
	{
		name: "unpinIssue",
		sentBy: "people, whose page of an issue has a button for it",
		text: pinning("unpinIssue"),
		answer: (scope) => answerSettlePin(scope, "unpinIssue")
	}
];
function bare(text) {
	return text.replaceAll(/[\s,]+/g, " ").replaceAll(/ ?([{}():[\]!$]) ?/g, "$1").trim();
}
const byText = new Map(listedQueries.map((listed) => [bare(listed.text), listed]));
function findListedQuery(text) {
	return byText.get(bare(text));
}
//#endregion
//#region sandbox/github/graphql/variables.ts
const enums = { PullRequestState: [
	"CLOSED",
	"MERGED",
	"OPEN"
] };
function declarationsOf(query) {
	const head = /^[^{(]*\(([^)]*)\)/.exec(query);
	if (!head) return [];
	const start = head[0].length - (head[1] ?? "").length - 1;
	return [...(head[1] ?? "").matchAll(/\$(\w+)\s*:\s*([\w![\]]+)/g)].map((match) => {
		const before = query.slice(0, start + match.index).split("\n");
		const [line, column] = [before.length, (before.at(-1) ?? "").length + 1];
		return {
			name: match[1] ?? "",
			type: match[2] ?? "",
			line,
			column
		};
	});
}
function scalarProblem(type, value) {
	const shown = JSON.stringify(value).slice(0, 200);
	const choices = enums[type];
	if (choices) return typeof value === "string" && choices.includes(value) ? void 0 : `Expected ${shown} to be one of: ${choices.join(", ")}`;
	return (type === "Int" ? isInt(value) : typeof value === "string") ? void 0 : `Could not coerce value ${shown} to ${type}`;
}
function isInt(value) {
	return typeof value === "number" && Number.isInteger(value) && Math.abs(value) < 2 ** 31;
}
function problemsOf(type, value, path = []) {
	if (type.endsWith("!")) return value === void 0 || value === null ? [{
		path,
		explanation: "Expected value to not be null"
	}] : problemsOf(type.slice(0, -1), value, path);
	if (value === void 0 || value === null) return [];
	if (type.startsWith("[")) {
		const item = type.slice(1, -1);
		if (!Array.isArray(value)) return problemsOf(item, value, path);
		return value.flatMap((entry, index) => problemsOf(item, entry, [...path, index]));
	}
	const explanation = scalarProblem(type, value);
	return explanation === void 0 ? [] : [{
		path,
		explanation
	}];
}
function readVariables(query, given) {
	const values = isObject(given) ? given : {};
	const errors = declarationsOf(query).flatMap(({ name, type, line, column }) => {
		const value = values[name];
		const problems = problemsOf(type, value);
		if (problems.length === 0) return [];
		return [{
			message: `Variable $${name} of type ${type} was provided invalid value`,
			locations: [{
				line,
				column
			}],
			extensions: {
				value: value ?? null,
				problems
			}
		}];
	});
	if (errors.length > 0) throw new GraphqlError(errors);
	return values;
}
//#endregion
//#region sandbox/github/resources/graphql.ts
const guide = "https://docs.github.com/graphql/guides/forming-calls-with-graphql#authenticating-with-graphql";
function refused(errors, data) {
	return ok({
		...data === void 0 ? {} : { data },
		errors
	});
}
async function answer(context, request) {
	if (request.isAnonymous) throw new ApiError(401, "This endpoint requires you to be authenticated.", { documentation_url: guide });
	const body = await request.json();
	const { query } = body;
	if (typeof query !== "string" || query === "") return refused([{ message: "A query attribute must be specified and must be a string." }]);
	const listed = findListedQuery(query);
	if (!listed) throw new ApiError(501, "Not implemented in the sandbox: POST /graphql with this query");
	const { actor } = request;
	try {
		const variables = readVariables(query, body["variables"]);
		return ok({ data: await listed.answer({
			context,
			actor,
			variables,
			query
		}) });
	} catch (error) {
		if (error instanceof GraphqlError) return refused(error.entries, error.data);
		throw error;
	}
}
const addGraphqlRoutes = (app, context) => {
	for (const pattern of ["/graphql", "/api/graphql"]) app.route("POST", pattern, {}, (request) => answer(context, request));
};
//#endregion
//#region sandbox/github/resources/hooks.ts
function renderHook(context, repository, hook) {
	const url = `${repositoryUrl(context, repository)}/hooks/${hook.id}`;
	const code = hook.lastStatusCode;
	return {
		type: "Repository",
		id: hook.id,
		name: "web",
		active: hook.active,
		events: hook.events,
		config: {
			content_type: hook.contentType,
			insecure_ssl: hook.insecureSsl,
			url: hook.url,
			...hook.secret === null ? {} : { secret: "********" }
		},
		updated_at: hook.updatedAt,
		created_at: hook.createdAt,
		url,
		test_url: `${url}/test`,
		ping_url: `${url}/pings`,
		deliveries_url: `${url}/deliveries`,
		last_response: {
			code,
			status: code === null ? "unused" : code < 300 ? "active" : "failed",
			message: code === null ? null : String(code)
		}
	};
}
function renderDelivery(delivery) {
	return {
		id: delivery.id,
		guid: delivery.guid,
		delivered_at: delivery.deliveredAt,
		redelivery: delivery.redelivery,
		duration: delivery.durationSeconds,
		status: delivery.status,
		status_code: delivery.statusCode,
		event: delivery.event,
		action: delivery.action,
		installation_id: delivery.installationId,
		repository_id: delivery.repositoryId,
		throttled_at: null
	};
}
function renderFullDelivery(delivery) {
	return {
		...renderDelivery(delivery),
		url: delivery.url,
		request: {
			headers: delivery.requestHeaders,
			payload: JSON.parse(delivery.payload)
		},
		response: {
			headers: delivery.responseHeaders,
			payload: delivery.responseBody
		}
	};
}
function readConfig(body, old) {
	const config = objectField(body, "config", "Hook") ?? {};
	const url = textField(config, "url", "Hook") ?? old?.url;
	if (url === void 0 || !URL.canParse(url)) throw validationFailed({
		resource: "Hook",
		field: "url",
		code: "custom",
		message: "url is not valid"
	});
	return {
		url,
		contentType: (textField(config, "content_type", "Hook") ?? old?.contentType ?? "form") === "json" ? "json" : "form",
		secret: textField(config, "secret", "Hook") ?? old?.secret ?? null,
		insecureSsl: config["insecure_ssl"] === 1 || config["insecure_ssl"] === "1" ? "1" : old?.insecureSsl ?? "0"
	};
}
function ping(context, webhooks, request, hook) {
	const { repository, actor } = request;
	const message = {
		event: "ping",
		action: null,
		payload: JSON.stringify({
			zen: "Keep it logically awesome.",
			hook_id: hook.id,
			hook: renderHook(context, repository, hook),
			repository: renderRepository(context, repository),
			sender: renderUser(context.url, actor.user)
		}),
		repositoryId: repository.id,
		installationId: null
	};
	webhooks.send(webhooks.repositoryTarget(hook), message);
}
async function createHook(context, webhooks, request) {
	const { repository } = request;
	const body = await request.json();
	const config = readConfig(body);
	const hooks = context.store.collection("hooks");
	if (hooks.list(repository.id).some((hook) => hook.url === config.url)) throw new ApiError(422, "Validation Failed", { errors: [{
		resource: "Hook",
		code: "custom",
		message: "Hook already exists on this repository"
	}] });
	const at = context.timestamp();
	const id = context.store.nextId();
	const hook = hooks.put(repository.id, id, {
		id,
		repositoryId: repository.id,
		active: booleanField(body, "active", "Hook") ?? true,
		events: textListField(body, "events", "Hook") ?? ["push"],
		...config,
		createdAt: at,
		updatedAt: at,
		lastStatusCode: null
	});
	ping(context, webhooks, request, hook);
	return created(renderHook(context, repository, hook));
}
function hookOf(context, request) {
	const id = numberParam(request, "hook_id");
	const hook = context.store.collection("hooks").get(request.repository.id, id);
	if (!hook) throw notFound();
	return hook;
}
async function updateHook(context, request) {
	const old = hookOf(context, request);
	const body = await request.json();
	const events = textListField(body, "events", "Hook") ?? old.events;
	const added = textListField(body, "add_events", "Hook") ?? [];
	const removed = textListField(body, "remove_events", "Hook") ?? [];
	const hook = context.store.collection("hooks").put(request.repository.id, old.id, {
		...old,
		...readConfig(body, old),
		active: booleanField(body, "active", "Hook") ?? old.active,
		events: [...new Set([...events, ...added])].filter((event) => !removed.includes(event)),
		updatedAt: context.timestamp()
	});
	return ok(renderHook(context, request.repository, hook));
}
function addLogRoutes(app, webhooks, { base, read, write, target }) {
	const deliveryOf = (request) => {
		const found = webhooks.log.get(target(request).hook, numberParam(request, "delivery_id"));
		if (!found) throw notFound();
		return found;
	};
	app.route("GET", base, read, (request) => {
		const limit = Number(request.query.get("per_page") ?? 100);
		return ok(webhooks.log.list(target(request).hook, limit > 0 && limit < 100 ? limit : 100).map(renderDelivery));
	});
	app.route("GET", `${base}/:delivery_id`, read, (request) => ok(renderFullDelivery(deliveryOf(request))));
	app.route("POST", `${base}/:delivery_id/attempts`, write, (request) => {
		webhooks.redeliver(target(request), deliveryOf(request));
		return accepted();
	});
}
function addHookRoutes(app, context, webhooks) {
	const base = "/repos/:owner/:repo/hooks";
	const one = `${base}/:hook_id`;
	const write = {
		permission: "repository_hooks:write",
		role: "admin"
	};
	const read = {
		permission: "repository_hooks:read",
		role: "admin"
	};
	app.route("GET", base, read, (request) => {
		return listed$1(request, context.store.collection("hooks").list(request.repository.id), (hook) => renderHook(context, request.repository, hook));
	});
	app.route("POST", base, write, (request) => createHook(context, webhooks, request));
	app.route("GET", one, read, (request) => ok(renderHook(context, request.repository, hookOf(context, request))));
	app.route("PATCH", one, write, (request) => updateHook(context, request));
	app.route("DELETE", one, write, (request) => {
		context.store.collection("hooks").remove(request.repository.id, hookOf(context, request).id);
		return noContent();
	});
	app.route("GET", `${one}/config`, read, (request) => ok(renderHook(context, request.repository, hookOf(context, request))["config"]));
	app.route("PATCH", `${one}/config`, write, async (request) => {
		const old = hookOf(context, request);
		const changed = {
			...old,
			...readConfig({ config: await request.json() }, old)
		};
		context.store.collection("hooks").put(request.repository.id, old.id, changed);
		return ok(renderHook(context, request.repository, changed)["config"]);
	});
	app.route("POST", `${one}/pings`, read, (request) => {
		ping(context, webhooks, request, hookOf(context, request));
		return noContent();
	});
	const target = (request) => webhooks.repositoryTarget(hookOf(context, request));
	addLogRoutes(app, webhooks, {
		base: `${one}/deliveries`,
		read,
		write,
		target
	});
}
function addAppHookRoutes(app, context, webhooks) {
	const byApp = { signedBy: "app" };
	const config = (request) => ({
		content_type: "json",
		insecure_ssl: "0",
		secret: "********",
		url: appById(context, request.actor.appId).webhookUrl ?? ""
	});
	app.route("GET", "/app/hook/config", byApp, (request) => ok(config(request)));
	app.route("PATCH", "/app/hook/config", byApp, async (request) => {
		const body = await request.json();
		const old = appById(context, request.actor.appId);
		const webhookUrl = textField(body, "url", "Hook") ?? old.webhookUrl;
		const webhookSecret = textField(body, "secret", "Hook") ?? old.webhookSecret;
		saveApp(context, {
			...old,
			webhookUrl,
			webhookSecret
		});
		return ok(config(request));
	});
	const target = (request) => {
		const found = webhooks.appTarget(appById(context, request.actor.appId));
		if (!found) throw notFound();
		return found;
	};
	addLogRoutes(app, webhooks, {
		base: "/app/hook/deliveries",
		read: byApp,
		write: byApp,
		target
	});
}
//#endregion
//#region sandbox/github/resources/issue-comments.ts
const maxBody = 65536;
function bodyText(body) {
	const text = requiredText(body, "body", "IssueComment");
	if (text.length <= maxBody) return text;
	throw new ApiError(422, "Validation Failed", { errors: [{
		resource: "IssueComment",
		code: "unprocessable",
		field: "data",
		message: `Body is too long (maximum is ${maxBody} characters)`
	}] });
}
function emitComment(context, request, comment, told) {
	const { repository, actor } = request;
	const issue = findIssue(context, repository, comment.issueNumber);
	const payload = {
		...told.extra,
		issue: issue ? renderIssue(context, repository, issue) : null,
		comment: renderComment(context, repository, comment)
	};
	context.emit({
		event: "issue_comment",
		action: told.action,
		repository,
		actor,
		payload
	});
}
async function createComment(context, request) {
	const { repository, actor } = request;
	const issue = issueOf(context, request);
	const body = bodyText(await request.json());
	const mayComment = actor.kind === "user" && isAtLeast(context.roleOf(actor.user, repository), "triage");
	if (issue.locked && !mayComment) throw new ApiError(403, "Unable to create comment because issue is locked.");
	const id = context.store.nextId();
	const at = context.timestamp();
	const comment = context.store.collection("comments").put(repository.id, id, {
		id,
		issueNumber: issue.number,
		body,
		userId: actor.user.id,
		appId: actor.appId,
		createdAt: at,
		updatedAt: at
	});
	saveIssue(context, repository, issue);
	emitComment(context, request, comment, { action: "created" });
	return created(renderComment(context, repository, comment));
}
function commentOf(context, request) {
	const id = numberParam(request, "comment_id");
	const comment = context.store.collection("comments").get(request.repository.id, id);
	if (!comment) throw notFound();
	return comment;
}
function mustOwn(context, request, comment) {
	const { actor, repository } = request;
	const isOwn = comment.userId === actor.user.id;
	const isWriter = actor.kind !== "user" || isAtLeast(context.roleOf(actor.user, repository), "write");
	if (!isOwn && !isWriter) throw new ApiError(403, "Must have admin rights to Repository.");
}
async function updateComment(context, request) {
	const { repository } = request;
	const comment = commentOf(context, request);
	mustOwn(context, request, comment);
	const body = bodyText(await request.json());
	const saved = context.store.collection("comments").put(repository.id, comment.id, {
		...comment,
		body,
		updatedAt: context.timestamp()
	});
	emitComment(context, request, saved, {
		action: "edited",
		extra: { changes: { body: { from: comment.body } } }
	});
	return ok(renderComment(context, repository, saved));
}
function removeComment(context, request) {
	const comment = commentOf(context, request);
	mustOwn(context, request, comment);
	context.store.collection("comments").remove(request.repository.id, comment.id);
	emitComment(context, request, comment, { action: "deleted" });
	return noContent();
}
function sinceFilter(request) {
	const since = Date.parse(request.query.get("since") ?? "");
	return (comment) => Number.isNaN(since) || Date.parse(comment.updatedAt) >= since;
}
const addIssueCommentRoutes = (app, context) => {
	const base = "/repos/:owner/:repo/issues";
	const read = {
		permission: "issues:read",
		orPullRequests: "on-pull-request"
	};
	const write = {
		permission: "issues:write",
		orPullRequests: "on-pull-request"
	};
	app.route("GET", `${base}/comments`, {
		...read,
		orPullRequests: "always"
	}, (request) => {
		const comments = listComments(context, request.repository).filter(sinceFilter(request));
		return listed$1(request, request.query.get("direction") === "desc" ? comments.toReversed() : comments, (comment) => renderComment(context, request.repository, comment));
	});
	app.route("GET", `${base}/comments/:comment_id`, read, (request) => ok(renderComment(context, request.repository, commentOf(context, request))));
	app.route("PATCH", `${base}/comments/:comment_id`, write, (request) => updateComment(context, request));
	app.route("DELETE", `${base}/comments/:comment_id`, write, (request) => removeComment(context, request));
	app.route("GET", `${base}/:issue_number/comments`, read, (request) => {
		const { number } = issueOf(context, request);
		return listed$1(request, listComments(context, request.repository, number).filter(sinceFilter(request)), (comment) => renderComment(context, request.repository, comment));
	});
	app.route("POST", `${base}/:issue_number/comments`, write, (request) => createComment(context, request));
};
//#endregion
//#region sandbox/github/resources/labels.ts
function labelOf(context, request) {
	const label = findLabel(context, request.repository, request.params["name"] ?? "");
	if (!label) throw notFound();
	return label;
}
function colorOf(body) {
	const color = textField(body, "color", "Label")?.replace(/^#/, "");
	if (color !== void 0 && !/^[0-9a-fA-F]{6}$/.test(color)) throw validationFailed({
		resource: "Label",
		field: "color",
		code: "invalid",
		value: color
	});
	return color?.toLowerCase();
}
function save$3(context, request, label, action) {
	const { repository, actor } = request;
	context.store.collection("labels").put(repository.id, label.id, label);
	const body = renderLabel(context, repository, label);
	context.emit({
		event: "label",
		action,
		repository,
		actor,
		payload: { label: body }
	});
	return action === "created" ? created(body) : ok(body);
}
function refuseTaken(context, request, name, own) {
	const found = findLabel(context, request.repository, name);
	if (found && found.id !== own?.id) throw validationFailed({
		resource: "Label",
		field: "name",
		code: "already_exists"
	});
}
async function createLabel(context, request) {
	const body = await request.json();
	const name = requiredText(body, "name", "Label");
	refuseTaken(context, request, name);
	const color = colorOf(body) ?? "ededed";
	const description = textField(body, "description", "Label") ?? null;
	return save$3(context, request, {
		id: context.store.nextId(),
		name,
		color,
		description
	}, "created");
}
async function updateLabel(context, request) {
	const label = labelOf(context, request);
	const body = await request.json();
	const name = textField(body, "new_name", "Label") ?? textField(body, "name", "Label") ?? label.name;
	refuseTaken(context, request, name, label);
	const description = textField(body, "description", "Label") ?? label.description;
	return save$3(context, request, {
		...label,
		name,
		color: colorOf(body) ?? label.color,
		description
	}, "edited");
}
function deleteLabel(context, request) {
	const { repository, actor } = request;
	const label = labelOf(context, request);
	context.store.collection("labels").remove(repository.id, label.id);
	const issues = context.store.collection("issues");
	for (const issue of listIssues(context, repository).filter((issue) => issue.labelIds.includes(label.id))) issues.put(repository.id, issue.number, {
		...issue,
		labelIds: issue.labelIds.filter((id) => id !== label.id)
	});
	const payload = { label: renderLabel(context, repository, label) };
	context.emit({
		event: "label",
		action: "deleted",
		repository,
		actor,
		payload
	});
	return noContent();
}
function namesOf(context, request, issue) {
	const labels = context.store.collection("labels");
	return issue.labelIds.flatMap((id) => labels.get(request.repository.id, id)?.name ?? []);
}
async function readNames(request) {
	const body = await request.json();
	return textListField(Array.isArray(body) ? { labels: body } : body, "labels", "Label") ?? [];
}
async function changeLabels(context, request, change) {
	const issue = issueOf(context, request);
	const given = request.method === "DELETE" ? [] : await readNames(request);
	const next = setLabels(scopeOf(context, request), issue, change(namesOf(context, request, issue), given));
	return ok(renderLabels(context, request.repository, next));
}
function removeOne(context, request) {
	const issue = issueOf(context, request);
	const name = (request.params["name"] ?? "").toLowerCase();
	const names = namesOf(context, request, issue);
	const kept = names.filter((other) => other.toLowerCase() !== name);
	if (kept.length === names.length) throw notFound();
	return ok(renderLabels(context, request.repository, setLabels(scopeOf(context, request), issue, kept)));
}
const addLabelRoutes = (app, context) => {
	const base = "/repos/:owner/:repo/labels";
	const onIssue = "/repos/:owner/:repo/issues/:issue_number/labels";
	const read = {
		permission: "issues:read",
		orPullRequests: "always"
	};
	const write = {
		permission: "issues:write",
		orPullRequests: "always",
		role: "write"
	};
	const readOn = {
		...read,
		orPullRequests: "on-pull-request"
	};
	const writeOn = {
		...write,
		orPullRequests: "on-pull-request",
		role: "triage"
	};
	app.route("GET", base, read, (request) => listed$1(request, listLabels(context, request.repository), (label) => renderLabel(context, request.repository, label)));
	app.route("POST", base, write, (request) => createLabel(context, request));
	app.route("GET", `${base}/*name`, read, (request) => ok(renderLabel(context, request.repository, labelOf(context, request))));
	app.route("PATCH", `${base}/*name`, write, (request) => updateLabel(context, request));
	app.route("DELETE", `${base}/*name`, write, (request) => deleteLabel(context, request));
	app.route("GET", onIssue, readOn, (request) => listed$1(request, renderLabels(context, request.repository, issueOf(context, request)), (label) => label));
	app.route("POST", onIssue, writeOn, (request) => changeLabels(context, request, (now, given) => [...now, ...given]));
	app.route("PUT", onIssue, writeOn, (request) => changeLabels(context, request, (_now, given) => given));
	app.route("DELETE", onIssue, writeOn, async (request) => {
		await changeLabels(context, request, () => []);
		return noContent();
	});
	app.route("DELETE", `${onIssue}/*name`, writeOn, (request) => removeOne(context, request));
};
//#endregion
//#region sandbox/github/resources/memberships.ts
function memberships(context) {
	return context.store.collection("memberships");
}
function memberOf(context, request) {
	const user = context.findUser(request.params["username"] ?? "");
	if (!user) throw notFound();
	return user;
}
function invite(context, organization, user) {
	if (user.type !== "User") throw validationFailed({
		resource: "TeamMember",
		field: "user",
		code: "unprocessable"
	});
	if (memberships(context).get(organization.id, user.id)) return;
	memberships(context).put(organization.id, user.id, {
		userId: user.id,
		role: "member",
		state: "pending"
	});
}
function renderMembership$1(context, organization, { userId, role, state }) {
	const url = `${context.url}/orgs/${organization.login}`;
	const user = context.userById(userId);
	return {
		url: `${url}/memberships/${user?.login ?? ""}`,
		state: state ?? "active",
		role,
		organization_url: url,
		organization: renderOrganization(context.url, organization),
		user: user ? renderUser(context.url, user) : null
	};
}
function isLastAdmin(context, organization, userId) {
	const admins = memberships(context).list(organization.id).filter(({ role, state }) => role === "admin" && state !== "pending");
	return admins.length === 1 && admins[0]?.userId === userId;
}
async function putMembership(context, request) {
	const organization = administeredOf(context, request);
	const user = memberOf(context, request);
	const role = choiceField(await request.json(), "role", ["admin", "member"], "Membership") ?? "member";
	invite(context, organization, user);
	if (role !== "admin" && isLastAdmin(context, organization, user.id)) throw new ApiError(403, "You can't demote the last admin of the organization");
	const found = memberships(context).get(organization.id, user.id);
	const saved = {
		userId: user.id,
		...found?.state === "pending" ? { state: found.state } : {},
		role
	};
	return ok(renderMembership$1(context, organization, memberships(context).put(organization.id, user.id, saved)));
}
function remove$3(context, request) {
	const organization = administeredOf(context, request);
	const user = memberOf(context, request);
	if (isLastAdmin(context, organization, user.id)) throw new ApiError(403, "Cannot remove the last owner of the organization");
	if (!memberships(context).remove(organization.id, user.id)) throw notFound();
	const teams = context.store.collection("teams");
	for (const team of teams.list(organization.id)) {
		const members = team.members.filter((member) => member.userId !== user.id);
		if (members.length < team.members.length) teams.put(organization.id, team.slug, {
			...team,
			members
		});
	}
	return noContent();
}
function find(context, organization, user) {
	const found = memberships(context).get(organization.id, user.id);
	if (!found) throw notFound();
	return found;
}
async function accept(context, request) {
	const organization = organizationOf$1(context, request);
	const { user } = request.actor;
	const found = find(context, organization, user);
	if ((await request.json())["state"] !== "active") throw validationFailed({
		resource: "Membership",
		field: "state",
		code: "invalid"
	});
	const { userId, role } = found;
	return ok(renderMembership$1(context, organization, memberships(context).put(organization.id, userId, {
		userId,
		role
	})));
}
function listMembers(context, request) {
	const organization = organizationOf$1(context, request);
	const role = request.query.get("role") ?? "all";
	const users = memberships(context).list(organization.id).filter((one) => one.state !== "pending" && (role === "all" || one.role === role)).flatMap(({ userId }) => context.userById(userId) ?? []);
	return listed$1(request, maySeeMembers(context, request, organization) ? users : [], (user) => renderUser(context.url, user));
}
function isMember(context, request) {
	const organization = organizationOf$1(context, request);
	const { username = "" } = request.params;
	if (!maySeeMembers(context, request, organization)) return redirect(`${context.url}/orgs/${organization.login}/public_members/${encodeURIComponent(username)}`);
	if (!activeMembership(context.store, organization.id, memberOf(context, request).id)) throw notFound();
	return noContent();
}
const addMembershipRoutes = (app, context) => {
	const one = "/orgs/:org/memberships/:username";
	const write = { organizationPermission: "members:write" };
	app.route("GET", "/orgs/:org/members", {}, (request) => listMembers(context, request));
	app.route("GET", "/orgs/:org/members/:username", {}, (request) => isMember(context, request));
	app.route("DELETE", "/orgs/:org/members/:username", write, (request) => remove$3(context, request));
	app.route("GET", one, { organizationPermission: "members:read" }, (request) => {
		const organization = organizationOf$1(context, request);
		if (!maySeeMembers(context, request, organization)) {
			const { login } = memberOf(context, request);
			throw new ApiError(403, `You must be a member of ${organization.login} to see membership information for ${login}.`);
		}
		return ok(renderMembership$1(context, organization, find(context, organization, memberOf(context, request))));
	});
	app.route("PUT", one, write, (request) => putMembership(context, request));
	app.route("DELETE", one, write, (request) => remove$3(context, request));
	const mine = "/user/memberships/orgs/:org";
	app.route("GET", mine, {}, (request) => {
		const organization = organizationOf$1(context, request);
		return ok(renderMembership$1(context, organization, find(context, organization, request.actor.user)));
	});
	app.route("PATCH", mine, {}, (request) => accept(context, request));
};
//#endregion
//#region sandbox/github/resources/meta.ts
const addMetaRoutes = (app, context) => {
	app.route("GET", "/rate_limit", {}, (request) => {
		const { core, search } = context.rateLimits(request.isAnonymous ? void 0 : request.actor);
		return ok({
			resources: {
				core,
				search,
				graphql: core
			},
			rate: core
		});
	});
	app.route("GET", "/meta", {}, () => ok({
		verifiable_password_authentication: false,
		installed_version: "3.17.0"
	}));
	app.route("GET", "/zen", {}, () => ({
		status: 200,
		bytes: "Keep it logically awesome.",
		headers: { "content-type": "text/plain; charset=utf-8" }
	}));
};
//#endregion
//#region sandbox/github/resources/milestones.ts
function milestoneOf(context, request) {
	const milestone = context.store.collection("milestones").get(request.repository.id, numberParam(request, "milestone_number"));
	if (!milestone) throw notFound();
	return milestone;
}
async function save$2(context, request, old) {
	const { repository, actor } = request;
	const body = await request.json();
	const at = context.timestamp();
	const state = choiceField(body, "state", ["open", "closed"], "Milestone") ?? old?.state ?? "open";
	const milestone = {
		id: old?.id ?? context.store.nextId(),
		number: old?.number ?? context.store.nextNumber(`milestones ${repository.id}`),
		title: old ? textField(body, "title", "Milestone") ?? old.title : requiredText(body, "title", "Milestone"),
		description: textField(body, "description", "Milestone") ?? old?.description ?? null,
		state,
		creatorId: old?.creatorId ?? actor.user.id,
		createdAt: old?.createdAt ?? at,
		updatedAt: at,
		closedAt: state === "closed" ? old?.closedAt ?? at : null,
		dueOn: textField(body, "due_on", "Milestone") ?? old?.dueOn ?? null
	};
	context.store.collection("milestones").put(repository.id, milestone.number, milestone);
	const rendered = renderMilestone(context, repository, milestone);
	const action = old ? old.state === state ? "edited" : state === "closed" ? "closed" : "opened" : "created";
	const changes = old && {
		...old.title === milestone.title ? {} : { title: { from: old.title } },
		...old.description === milestone.description ? {} : { description: { from: old.description ?? "" } }
	};
	const payload = {
		...action === "edited" ? { changes } : {},
		milestone: rendered
	};
	context.emit({
		event: "milestone",
		action,
		repository,
		actor,
		payload
	});
	return old ? ok(rendered) : created(rendered);
}
const addMilestoneRoutes = (app, context) => {
	const base = "/repos/:owner/:repo/milestones";
	const one = `${base}/:milestone_number`;
	const write = {
		permission: "issues:write",
		orPullRequests: "always",
		role: "write"
	};
	const read = {
		permission: "issues:read",
		orPullRequests: "always"
	};
	app.route("GET", base, read, (request) => {
		const state = request.query.get("state") ?? "open";
		return listed$1(request, context.store.collection("milestones").list(request.repository.id).filter((milestone) => state === "all" || milestone.state === state), (milestone) => renderMilestone(context, request.repository, milestone));
	});
	app.route("POST", base, write, (request) => save$2(context, request, void 0));
	app.route("GET", one, read, (request) => ok(renderMilestone(context, request.repository, milestoneOf(context, request))));
	app.route("PATCH", one, write, (request) => save$2(context, request, milestoneOf(context, request)));
	app.route("DELETE", one, write, (request) => {
		const { number } = milestoneOf(context, request);
		context.store.collection("milestones").remove(request.repository.id, number);
		return noContent();
	});
};
//#endregion
//#region sandbox/github/resources/pull-merge.ts
async function defaultMessage(context, request, pull, method) {
	const issue = findIssue(context, request.repository, pull.number);
	const owner = context.userById(pull.headOwnerId)?.login ?? "unknown";
	const title = issue?.title ?? "";
	if (method === "merge") return {
		title: `Merge pull request #${pull.number} from ${owner}/${pull.headRef}`,
		message: title
	};
	const out = await context.git(request.repository).run([
		"log",
		"--reverse",
		"--format=* %B",
		pull.headSha,
		`^${pull.baseSha}`,
		"--"
	]);
	return {
		title: `${title} (#${pull.number})`,
		message: pull.size.commits > 1 ? out.toString().trim() : ""
	};
}
async function readMerge(context, request, body) {
	const { repository, actor } = request;
	const pull = pullOf$1(context, request);
	const method = choiceField(body, "merge_method", [
		"merge",
		"squash",
		"rebase"
	], "PullRequest") ?? "merge";
	const sha = textField(body, "sha", "PullRequest");
	const base = (await context.git(repository).readRef(`refs/heads/${pull.baseRef}`))?.sha;
	if (base === void 0) throw notFound();
	if (sha !== void 0 && sha !== pull.headSha) throw new ApiError(409, "Head branch was modified. Review and try the merge again.");
	const { settings } = repository;
	if (!{
		merge: settings.allowMergeCommit,
		squash: settings.allowSquashMerge,
		rebase: settings.allowRebaseMerge
	}[method]) throw new ApiError(405, `${method[0]?.toUpperCase()}${method.slice(1)} merges are not allowed on this repository.`);
	const fallback = await defaultMessage(context, request, pull, method);
	return {
		pull,
		base,
		method,
		title: textField(body, "commit_title", "PullRequest") || fallback.title,
		message: textField(body, "commit_message", "PullRequest") ?? fallback.message,
		author: personOf(context, actor)
	};
}
async function makeCommit(context, request, merge) {
	const git = context.git(request.repository);
	const { pull, base, method, author } = merge;
	const committer = {
		name: "GitHub",
		email: "noreply@github.com",
		date: context.timestamp()
	};
	if (method === "rebase") return rebaseCommits(git, {
		base,
		head: pull.headSha
	}, author);
	const tree = await mergeTrees(git, base, pull.headSha);
	if (tree === void 0) return void 0;
	const message = merge.message === "" ? merge.title : `${merge.title}\n\n${merge.message}`;
	const parents = method === "merge" ? [base, pull.headSha] : [base];
	return git.writeCommit({
		tree,
		parents,
		message,
		author,
		committer
	});
}
function mustBePusher(context, { repository, actor }, pull) {
	const restrictions = findProtection(context, repository, pull.baseRef)?.restrictions ?? null;
	if (restrictions === null || mayPush(context, repository, restrictions, actor)) return;
	throw new ApiError(405, "You're not authorized to push to this branch.");
}
async function mergePull(context, request) {
	const { repository, actor } = request;
	const merge = await readMerge(context, request, await request.json());
	const { pull, base } = merge;
	const isOpen = findIssue(context, repository, pull.number)?.state === "open";
	if (pull.merged || !isOpen || pull.draft) throw new ApiError(405, "Pull Request is not mergeable");
	mustBeMergeable(context, repository, pull);
	mustBePusher(context, request, pull);
	const sha = await makeCommit(context, request, merge);
	if (sha === void 0) throw new ApiError(405, "Pull Request is not mergeable");
	await refuseNewWorkflow(context, {
		repository,
		before: base,
		after: sha,
		actor
	});
	const ref = `refs/heads/${pull.baseRef}`;
	if (!await context.git(repository).updateRef(ref, sha, base)) throw new ApiError(409, "Base branch was modified. Review and try the merge again.");
	await markMerged(scopeOf(context, request), pull, sha, () => announceRefUpdate(context, {
		repository,
		ref,
		before: base,
		after: sha,
		actor
	}));
	if (repository.settings.deleteBranchOnMerge) await deleteHead(context, request, pull);
	return ok({
		sha,
		merged: true,
		message: "Pull Request successfully merged"
	});
}
async function deleteHead(context, request, pull) {
	const { repository, actor } = request;
	const ref = `refs/heads/${pull.headRef}`;
	if (pull.headRepositoryId !== repository.id) return;
	const after = "0".repeat(40);
	if (await context.git(repository).deleteRef(ref, pull.headSha)) await announceRefUpdate(context, {
		repository,
		ref,
		before: pull.headSha,
		after,
		actor
	});
}
async function updateBranch(context, request) {
	const { repository, actor } = request;
	const pull = pullOf$1(context, request);
	const git = context.git(repository);
	const base = await git.resolveCommit(`refs/heads/${pull.baseRef}`);
	const tree = base === void 0 ? void 0 : await mergeTrees(git, pull.headSha, base);
	if (base === void 0 || tree === void 0) throw new ApiError(422, "merge conflict between base and head");
	const author = personOf(context, actor);
	const message = `Merge branch '${pull.baseRef}' into ${pull.headRef}`;
	const sha = await git.writeCommit({
		tree,
		parents: [pull.headSha, base],
		message,
		author,
		committer: author
	});
	await refuseMergedWorkflow(context, {
		repository,
		before: pull.headSha,
		after: sha,
		actor
	});
	const ref = `refs/heads/${pull.headRef}`;
	if (!await git.updateRef(ref, sha, pull.headSha)) throw new ApiError(422, "Head branch was modified");
	await announceRefUpdate(context, {
		repository,
		ref,
		before: pull.headSha,
		after: sha,
		actor
	});
	return accepted({
		message: "Updating pull request branch.",
		url: request.href
	});
}
const addPullMergeRoutes = (app, context) => {
	const one = "/repos/:owner/:repo/pulls/:pull_number";
	app.route("GET", `${one}/merge`, { permission: "pull_requests:read" }, (request) => {
		if (!pullOf$1(context, request).merged) throw notFound();
		return noContent();
	});
	app.route("PUT", `${one}/merge`, { permission: "contents:write" }, (request) => mergePull(context, request));
	app.route("PUT", `${one}/update-branch`, {
		permission: "pull_requests:write",
		role: "write"
	}, (request) => updateBranch(context, request));
};
//#endregion
//#region sandbox/github/resources/reactions.ts
function renderReaction(context, reaction) {
	return {
		id: reaction.id,
		node_id: nodeId("REA", reaction.id),
		user: renderUserById(context, reaction.userId),
		content: reaction.content,
		created_at: reaction.createdAt
	};
}
async function react(context, request, subject) {
	const reactions = context.store.collection("reactions");
	const content = choiceField(await request.json(), "content", reactionContents, "Reaction");
	if (!content) throw validationFailed({
		resource: "Reaction",
		field: "content",
		code: "missing_field"
	});
	const userId = request.actor.user.id;
	const found = reactions.list(subject).find((entry) => entry.userId === userId && entry.content === content);
	if (found) return ok(renderReaction(context, found));
	const id = context.store.nextId();
	const reaction = {
		id,
		content,
		userId,
		createdAt: context.timestamp()
	};
	return created(renderReaction(context, reactions.put(subject, id, reaction)));
}
function remove$2(context, request, subject) {
	const reactions = context.store.collection("reactions");
	const reaction = reactions.get(subject, numberParam(request, "reaction_id"));
	if (!reaction) throw notFound();
	if (reaction.userId !== request.actor.user.id) throw new ApiError(403, "Forbidden");
	reactions.remove(subject, reaction.id);
	return noContent();
}
const addReactionRoutes = (app, context) => {
	const repo = "/repos/:owner/:repo";
	const comment = (collection, prefix) => (request) => {
		const id = numberParam(request, "comment_id");
		if (!context.store.collection(collection).get(request.repository.id, id)) throw notFound();
		return `${prefix} ${id}`;
	};
	const subjects = [
		[`${repo}/issues/comments/:comment_id/reactions`, comment("comments", "comment")],
		[`${repo}/pulls/comments/:comment_id/reactions`, comment("review-comments", "review-comment")],
		[`${repo}/issues/:issue_number/reactions`, (request) => `issue ${issueOf(context, request).id}`]
	];
	for (const [pattern, subjectOf] of subjects) {
		const name = pattern.includes("/pulls/") ? "pull_requests" : "issues";
		const write = { permission: `${name}:write` };
		app.route("GET", pattern, { permission: `${name}:read` }, (request) => {
			const content = request.query.get("content");
			return listed$1(request, context.store.collection("reactions").list(subjectOf(request)).filter((reaction) => content === null || reaction.content === content), (reaction) => renderReaction(context, reaction));
		});
		app.route("POST", pattern, write, (request) => react(context, request, subjectOf(request)));
		app.route("DELETE", `${pattern}/:reaction_id`, write, (request) => remove$2(context, request, subjectOf(request)));
	}
};
//#endregion
//#region sandbox/github/resources/repository-name.ts
function checkRepositoryName(context, owner, name) {
	if (!(/^[A-Za-z0-9._-]{1,100}$/.test(name) && !/^\.{1,2}$/.test(name) && !name.endsWith(".git"))) throw validationFailed({
		resource: "Repository",
		field: "name",
		code: "custom",
		message: "name is invalid"
	});
	if (context.findRepository(owner.login, name)) throw new ApiError(422, "Repository creation failed.", { errors: [{
		resource: "Repository",
		code: "custom",
		field: "name",
		message: "name already exists on this account"
	}] });
}
//#endregion
//#region sandbox/github/resources/repository-moves.ts
function moveRepository(context, old, to) {
	const { owner, name } = to;
	const fullName = `${owner.login}/${name}`;
	if (fullName === old.fullName) return old;
	if (fullName.toLowerCase() !== old.fullName.toLowerCase()) keepOldName(context.store, old);
	takeName(context.store, owner.login, name);
	return context.store.collection("repositories").put("", old.id, {
		...old,
		name,
		ownerId: owner.id,
		ownerLogin: owner.login,
		fullName,
		updatedAt: context.timestamp()
	});
}
function tellRename(context, moved) {
	const { old, repository, actor } = moved;
	const payload = { changes: { repository: { name: { from: old.name } } } };
	context.emit({
		event: "repository",
		action: "renamed",
		repository,
		actor,
		payload
	});
}
function invalid(message) {
	return new ApiError(422, "Validation Failed", { errors: [message] });
}
function mayReceive(context, request, owner) {
	const { user } = request.actor;
	if (owner.type === "User") return true;
	return activeMembership(context.store, owner.id, user.id) !== void 0;
}
function readTarget(context, request, body) {
	const { repository } = request;
	const owner = context.findUser(requiredText(body, "new_owner", "Repository"));
	if (!owner || owner.type === "Bot") throw invalid("Could not find the new owner");
	if (owner.id === repository.ownerId) throw invalid("Repositories cannot be transferred to the original owner");
	if (!mayReceive(context, request, owner)) throw new ApiError(403, "You don't have the permission to create repositories on this organization");
	const name = textField(body, "new_name", "Repository") ?? repository.name;
	checkRepositoryName(context, owner, name);
	return {
		owner,
		name
	};
}
function moveTeams(context, old, to, ids) {
	const teams = context.store.collection("teams");
	for (const team of teams.list(old.ownerId)) {
		const repositories = team.repositories.filter((entry) => entry.repositoryId !== old.id);
		if (repositories.length < team.repositories.length) teams.put(old.ownerId, team.slug, {
			...team,
			repositories
		});
	}
	for (const team of teams.list(to.id).filter(({ id }) => ids.includes(id))) {
		const repositories = [...team.repositories, {
			repositoryId: old.id,
			role: "read"
		}];
		teams.put(to.id, team.slug, {
			...team,
			repositories
		});
	}
}
function tellTransfer(context, moved) {
	const { old, repository, actor } = moved;
	const owner = context.userById(old.ownerId);
	const payload = { changes: { owner: { from: owner?.type === "Organization" ? { organization: renderOrganization(context.url, owner) } : { user: owner ? renderUser(context.url, owner) : null } } } };
	context.emit({
		event: "repository",
		action: "transferred",
		repository,
		actor,
		payload
	});
}
async function transfer(context, request) {
	const { repository: old, actor } = request;
	const body = await request.json();
	const to = readTarget(context, request, body);
	const ids = Array.isArray(body["team_ids"]) ? body["team_ids"].map(Number) : [];
	const answer = accepted(renderRepository(context, old));
	moveTeams(context, old, to.owner, ids);
	const repository = moveRepository(context, old, to);
	const owner = context.userById(old.ownerId);
	if (owner?.type === "User") context.store.collection("collaborators").put(old.id, owner.id, {
		userId: owner.id,
		role: "admin"
	});
	tellTransfer(context, {
		old,
		repository,
		actor
	});
	return answer;
}
function answerOldPage(context, request) {
	const [, owner = "", name = "", ...rest] = request.path.split("/");
	if (request.method !== "GET" || name === "" || context.findRepository(owner, name)) return void 0;
	const moved = context.repositoryById(idBehindOldName(context.store, owner, name) ?? -1);
	if (!moved || moved.private) return void 0;
	return redirect([
		"",
		moved.fullName,
		...rest
	].join("/"), 301);
}
const addRepositoryMoveRoutes = (app, context) => {
	app.route("POST", "/repos/:owner/:repo/transfer", { permission: "administration:write" }, (request) => transfer(context, request));
};
//#endregion
//#region sandbox/github/resources/repositories.ts
const defaults = {
	hasIssues: true,
	hasProjects: true,
	hasWiki: true,
	allowSquashMerge: true,
	allowMergeCommit: true,
	allowRebaseMerge: true,
	allowAutoMerge: false,
	deleteBranchOnMerge: false
};
const switches = {
	hasIssues: "has_issues",
	hasProjects: "has_projects",
	hasWiki: "has_wiki",
	allowSquashMerge: "allow_squash_merge",
	allowMergeCommit: "allow_merge_commit",
	allowRebaseMerge: "allow_rebase_merge",
	allowAutoMerge: "allow_auto_merge",
	deleteBranchOnMerge: "delete_branch_on_merge"
};
function readSettings(body, old) {
	const entries = Object.entries(switches).map(([name, field]) => [name, booleanField(body, field, "Repository") ?? old[name]]);
	return {
		...old,
		...Object.fromEntries(entries)
	};
}
function repositories(context) {
	return context.store.collection("repositories");
}
async function createRepository(context, { owner, name, body = {}, parentId }) {
	checkRepositoryName(context, owner, name);
	takeName(context.store, owner.login, name);
	const at = context.timestamp();
	const id = context.store.nextId();
	const repository = {
		id,
		name,
		ownerId: owner.id,
		ownerLogin: owner.login,
		fullName: `${owner.login}/${name}`,
		description: textField(body, "description", "Repository") ?? null,
		homepage: textField(body, "homepage", "Repository") ?? null,
		private: booleanField(body, "private", "Repository") ?? false,
		defaultBranch: "main",
		archived: false,
		topics: [],
		parentId: parentId ?? null,
		settings: readSettings(body, defaults),
		createdAt: at,
		updatedAt: at,
		pushedAt: at
	};
	await context.git(repository).create(repository.defaultBranch);
	return repositories(context).put("", id, repository);
}
async function createFor(context, request, owner) {
	const body = await request.json();
	const { actor } = request;
	const repository = await createRepository(context, {
		owner,
		name: requiredText(body, "name", "Repository"),
		body
	});
	context.emit({
		event: "repository",
		action: "created",
		repository,
		actor,
		payload: {}
	});
	if (booleanField(body, "auto_init", "Repository")) {
		const text = `# ${repository.name}\n${repository.description ?? ""}`;
		const sha = await context.git(repository).writeBlob(Buffer.from(text));
		await commitChanges(context, {
			repository,
			branch: repository.defaultBranch,
			parent: void 0,
			message: "Initial commit",
			changes: [{
				path: "README.md",
				mode: "100644",
				sha
			}],
			actor
		});
	}
	return created(renderFullRepository(context, context.repositoryById(repository.id) ?? repository, actor));
}
function organizationOf(context, request) {
	const organization = context.findUser(request.params["org"] ?? "");
	if (organization?.type !== "Organization") throw notFound();
	if (!(activeMembership(context.store, organization.id, request.actor.user.id) || request.actor.kind === "installation") && request.method !== "GET") throw new ApiError(403, "You need admin access to the organization before adding a repository to it.");
	return organization;
}
function tellUpdate(context, { old, saved, actor, isEdited }) {
	if (saved.name !== old.name) tellRename(context, {
		old,
		repository: saved,
		actor
	});
	if (!isEdited) return;
	context.emit({
		event: "repository",
		action: "edited",
		repository: saved,
		actor,
		payload: { changes: {} }
	});
}
async function update(context, request) {
	const old = request.repository;
	const body = await request.json();
	const name = textField(body, "name", "Repository") ?? old.name;
	const owner = context.userById(old.ownerId);
	if (owner && name.toLowerCase() !== old.name.toLowerCase()) checkRepositoryName(context, owner, name);
	const branch = textField(body, "default_branch", "Repository") ?? old.defaultBranch;
	if (branch !== old.defaultBranch) {
		if (!(isRefName(branch) ? await context.git(old).readRef(`refs/heads/${branch}`) : void 0)) throw validationFailed({
			resource: "Repository",
			field: "default_branch",
			code: "invalid"
		});
		await context.git(old).run([
			"symbolic-ref",
			"HEAD",
			`refs/heads/${branch}`
		]);
	}
	const named = owner ? moveRepository(context, old, {
		owner,
		name
	}) : old;
	const saved = repositories(context).put("", old.id, {
		...named,
		description: textField(body, "description", "Repository") ?? old.description,
		homepage: textField(body, "homepage", "Repository") ?? old.homepage,
		private: booleanField(body, "private", "Repository") ?? old.private,
		archived: booleanField(body, "archived", "Repository") ?? old.archived,
		defaultBranch: branch,
		settings: readSettings(body, old.settings),
		updatedAt: context.timestamp()
	});
	tellUpdate(context, {
		old,
		saved,
		actor: request.actor,
		isEdited: Object.keys(body).some((key) => key !== "name")
	});
	return ok(renderFullRepository(context, saved, request.actor));
}
async function remove$1(context, request) {
	const { repository, actor } = request;
	context.emit({
		event: "repository",
		action: "deleted",
		repository,
		actor,
		payload: {}
	});
	const git = context.git(repository);
	git.close();
	repositories(context).remove("", repository.id);
	await rm(git.directory, {
		recursive: true,
		force: true
	});
	return noContent();
}
async function fork(context, request) {
	const { repository, actor } = request;
	const body = await request.json();
	const organization = textField(body, "organization", "Repository");
	const owner = organization === void 0 ? actor.user : context.findUser(organization);
	if (!owner) throw notFound();
	const made = await createRepository(context, {
		owner,
		name: textField(body, "name", "Repository") ?? repository.name,
		parentId: repository.id
	});
	await context.git(made).run([
		"fetch",
		"--quiet",
		context.git(repository).directory,
		...["+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*"]
	]);
	const saved = repositories(context).put("", made.id, {
		...made,
		defaultBranch: repository.defaultBranch
	});
	context.emit({
		event: "fork",
		repository,
		actor,
		payload: { forkee: renderRepository(context, saved) }
	});
	return accepted(renderFullRepository(context, saved, actor));
}
function visible(context, request, ownerId) {
	return repositories(context).list("").filter((one) => ownerId === void 0 || one.ownerId === ownerId).filter((one) => !one.private || !request.isAnonymous && context.roleOf(request.actor.user, one) !== "none");
}
const addRepositoryRoutes = (app, context) => {
	const one = "/repos/:owner/:repo";
	const admin = { permission: "administration:write" };
	const render = (request) => (repository) => renderFullRepository(context, repository, request.isAnonymous ? void 0 : request.actor);
	app.route("POST", "/user/repos", {}, (request) => createFor(context, request, request.actor.user));
	app.route("GET", "/user/repos", {}, (request) => {
		const { user } = request.actor;
		return listed$1(request, visible(context, request).filter((repository) => context.roleOf(user, repository) === "admin"), render(request));
	});
	app.route("POST", "/orgs/:org/repos", {}, (request) => createFor(context, request, organizationOf(context, request)));
	app.route("GET", "/orgs/:org/repos", {}, (request) => listed$1(request, visible(context, request, organizationOf(context, request).id), render(request)));
	app.route("GET", "/users/:login/repos", {}, (request) => {
		const user = context.findUser(request.params["login"] ?? "");
		if (!user) throw notFound();
		return listed$1(request, visible(context, request, user.id), render(request));
	});
	app.route("GET", one, {}, (request) => ok(render(request)(request.repository)));
	app.route("PATCH", one, admin, (request) => update(context, request));
	app.route("DELETE", one, admin, (request) => remove$1(context, request));
	app.route("POST", `${one}/forks`, {
		permission: "administration:write",
		role: "read"
	}, (request) => fork(context, request));
	app.route("GET", `${one}/forks`, {}, (request) => listed$1(request, visible(context, request).filter((other) => other.parentId === request.repository.id), render(request)));
	app.route("GET", `${one}/languages`, {}, () => ok({}));
	app.route("GET", `${one}/topics`, {}, (request) => ok({ names: request.repository.topics }));
	app.route("PUT", `${one}/topics`, admin, async (request) => {
		const topics = textListField(await request.json(), "names", "Repository") ?? [];
		repositories(context).put("", request.repository.id, {
			...request.repository,
			topics
		});
		return ok({ names: topics });
	});
};
//#endregion
//#region sandbox/github/resources/requested-action.ts
const addRequestedActionRoute = (app, context) => {
	app.route("POST", "/_sandbox/repos/:owner/:repo/check-runs/:check_run_id/actions/:identifier", { permission: "contents:write" }, (request) => {
		const { repository, actor, params } = request;
		const run = context.store.collection("check-runs").get(repository.id, numberParam(request, "check_run_id"));
		if (!run) throw notFound();
		const { identifier = "" } = params;
		if (!run.actions.some((action) => action["identifier"] === identifier)) throw validationFailed({
			resource: "CheckRun",
			field: "identifier",
			code: "invalid",
			value: identifier
		});
		const payload = {
			check_run: renderCheckRun(context, repository, run),
			requested_action: { identifier }
		};
		context.emit({
			event: "check_run",
			action: "requested_action",
			repository,
			actor,
			payload
		});
		return created({});
	});
};
//#endregion
//#region sandbox/github/resources/reviews.ts
const states = {
	APPROVE: "APPROVED",
	REQUEST_CHANGES: "CHANGES_REQUESTED",
	COMMENT: "COMMENTED"
};
function save$1(context, request, review) {
	return context.store.collection("reviews").put(request.repository.id, review.id, review);
}
function emitReview(context, request, review, change) {
	const { repository, actor } = request;
	const { action, ...extra } = typeof change === "string" ? { action: change } : change;
	const rendered = {
		...renderReview(context, repository, review),
		state: review.state.toLowerCase()
	};
	const payload = {
		...extra,
		review: rendered,
		pull_request: renderPullOf(context, repository, pullOf$1(context, request))
	};
	context.emit({
		event: "pull_request_review",
		action,
		repository,
		actor,
		payload
	});
}
async function createReview(context, request) {
	const { actor } = request;
	const pull = pullOf$1(context, request);
	const body = await request.json();
	const event = choiceField(body, "event", [
		"APPROVE",
		"REQUEST_CHANGES",
		"COMMENT"
	], "PullRequestReview");
	const text = textField(body, "body", "PullRequestReview") ?? "";
	if (event === "REQUEST_CHANGES" && text === "") throw validationFailed({
		resource: "PullRequestReview",
		field: "body",
		code: "missing_field"
	});
	const review = save$1(context, request, {
		id: context.store.nextId(),
		pullNumber: pull.number,
		userId: actor.user.id,
		body: text,
		state: event ? states[event] : "PENDING",
		commitId: textField(body, "commit_id", "PullRequestReview") ?? pull.headSha,
		submittedAt: event ? context.timestamp() : null
	});
	for (const comment of objectListField(body, "comments", "PullRequestReview") ?? []) await addReviewComment(context, request, {
		...comment,
		commit_id: review.commitId
	}, review.id);
	if (event) emitReview(context, request, review, "submitted");
	return ok(renderReview(context, request.repository, review));
}
function reviewOf(context, request) {
	const id = numberParam(request, "review_id");
	const review = context.store.collection("reviews").get(request.repository.id, id);
	if (!review) throw notFound();
	return review;
}
async function submit(context, request) {
	const review = reviewOf(context, request);
	const body = await request.json();
	const event = choiceField(body, "event", [
		"APPROVE",
		"REQUEST_CHANGES",
		"COMMENT"
	], "PullRequestReview");
	if (!event || review.state !== "PENDING") throw new ApiError(422, "Unprocessable Entity");
	const text = textField(body, "body", "PullRequestReview") ?? review.body;
	const saved = save$1(context, request, {
		...review,
		body: text,
		state: states[event],
		submittedAt: context.timestamp()
	});
	emitReview(context, request, saved, "submitted");
	return ok(renderReview(context, request.repository, saved));
}
const addReviewRoutes = (app, context) => {
	const base = "/repos/:owner/:repo/pulls/:pull_number/reviews";
	const read = { permission: "pull_requests:read" };
	const write = { permission: "pull_requests:write" };
	app.route("GET", base, read, (request) => listed$1(request, listReviews(context, request.repository, pullOf$1(context, request).number), (review) => renderReview(context, request.repository, review)));
	app.route("POST", base, write, (request) => createReview(context, request));
	app.route("GET", `${base}/:review_id`, read, (request) => ok(renderReview(context, request.repository, reviewOf(context, request))));
	app.route("PUT", `${base}/:review_id`, write, async (request) => {
		const text = requiredText(await request.json(), "body", "PullRequestReview");
		const old = reviewOf(context, request);
		const saved = save$1(context, request, {
			...old,
			body: text
		});
		emitReview(context, request, saved, {
			action: "edited",
			changes: { body: { from: old.body } }
		});
		return ok(renderReview(context, request.repository, saved));
	});
	app.route("DELETE", `${base}/:review_id`, write, (request) => {
		const review = reviewOf(context, request);
		if (review.state !== "PENDING") throw new ApiError(422, "Can not delete a non-pending pull request review");
		context.store.collection("reviews").remove(request.repository.id, review.id);
		return ok(renderReview(context, request.repository, review));
	});
	app.route("POST", `${base}/:review_id/events`, write, (request) => submit(context, request));
	app.route("PUT", `${base}/:review_id/dismissals`, {
		...write,
		role: "write"
	}, async (request) => {
		requiredText(await request.json(), "message", "PullRequestReview");
		const saved = save$1(context, request, {
			...reviewOf(context, request),
			state: "DISMISSED"
		});
		emitReview(context, request, saved, "dismissed");
		return ok(renderReview(context, request.repository, saved));
	});
};
//#endregion
//#region sandbox/github/resources/rulesets.ts
function placeOfRepository(context, { repository }) {
	return {
		scope: repository.id,
		sourceType: "Repository",
		source: repository.fullName,
		api: `${repositoryUrl(context, repository)}/rulesets`,
		page: `${repositoryPage(context, repository)}/rules`
	};
}
function placeOfOrganization({ url }, { id, login }) {
	return {
		scope: organizationScope(id),
		sourceType: "Organization",
		source: login,
		api: `${url}/orgs/${login}/rulesets`,
		page: `${url}/organizations/${login}/settings/rules`,
		organizationId: id
	};
}
function renderRuleset({ sourceType, source, api, page }, ruleset) {
	return {
		id: ruleset.id,
		name: ruleset.name,
		target: ruleset.target,
		source_type: sourceType,
		source,
		enforcement: ruleset.enforcement,
		node_id: nodeId("RRS", ruleset.id),
		_links: {
			self: { href: `${api}/${ruleset.id}` },
			html: { href: `${page}/${ruleset.id}` }
		},
		created_at: ruleset.createdAt,
		updated_at: ruleset.updatedAt
	};
}
function renderFull(place, ruleset) {
	return {
		...renderRuleset(place, ruleset),
		bypass_actors: ruleset.bypassActors,
		current_user_can_bypass: "never",
		conditions: ruleset.conditions,
		rules: ruleset.rules
	};
}
function checkConditions({ sourceType }, conditions) {
	if (sourceType === "Repository") return;
	if ((isObject(conditions["repository_name"]) || isObject(conditions["repository_id"])) && conditions["repository_property"] === void 0) return;
	throw validationFailed({
		resource: "Ruleset",
		field: "conditions",
		code: "custom",
		message: "Conditions must name repositories by repository_name or repository_id"
	});
}
async function save(context, request, place, old) {
	const body = await request.json();
	const name = old ? textField(body, "name", "Ruleset") ?? old.name : requiredText(body, "name", "Ruleset");
	const enforcement = choiceField(body, "enforcement", [
		"active",
		"disabled",
		"evaluate"
	], "Ruleset") ?? old?.enforcement;
	if (enforcement === void 0) throw validationFailed({
		resource: "Ruleset",
		field: "enforcement",
		code: "missing_field"
	});
	const at = context.timestamp();
	const id = old?.id ?? context.store.nextId();
	const conditions = objectField(body, "conditions", "Ruleset") ?? old?.conditions ?? { ref_name: {
		include: [],
		exclude: []
	} };
	checkConditions(place, conditions);
	const rendered = renderFull(place, context.store.collection("rulesets").put(place.scope, id, {
		id,
		...place.organizationId === void 0 ? {} : { organizationId: place.organizationId },
		name,
		target: choiceField(body, "target", [
			"branch",
			"tag",
			"push"
		], "Ruleset") ?? old?.target ?? "branch",
		enforcement,
		bypassActors: objectListField(body, "bypass_actors", "Ruleset") ?? old?.bypassActors ?? [],
		conditions,
		rules: objectListField(body, "rules", "Ruleset") ?? old?.rules ?? [],
		createdAt: old?.createdAt ?? at,
		updatedAt: at
	}));
	return old ? ok(rendered) : created(rendered);
}
function rulesetOf(context, request, { scope }) {
	const found = context.store.collection("rulesets").get(scope, numberParam(request, "ruleset_id"));
	if (!found) throw notFound();
	return found;
}
function remove(context, request, place) {
	context.store.collection("rulesets").remove(place.scope, rulesetOf(context, request, place).id);
	return noContent();
}
const addRulesetRoutes = (app, context) => {
	const base = "/repos/:owner/:repo/rulesets";
	const one = `${base}/:ruleset_id`;
	const write = { permission: "administration:write" };
	const shown = (request) => {
		const isOwn = request.query.get("includes_parents") === "false";
		return listRulesets(context, request.repository).filter(({ organizationId }) => !isOwn || organizationId === void 0);
	};
	const sourceOf = (request, { organizationId }) => {
		const organization = organizationId === void 0 ? void 0 : context.userById(organizationId);
		const own = placeOfRepository(context, request);
		return organization === void 0 ? own : placeOfOrganization(context, organization);
	};
	app.route("GET", base, {}, (request) => listed$1(request, shown(request), (ruleset) => renderRuleset(sourceOf(request, ruleset), ruleset)));
	app.route("POST", base, write, (request) => save(context, request, placeOfRepository(context, request)));
	app.route("GET", one, {}, (request) => {
		const id = numberParam(request, "ruleset_id");
		const found = shown(request).find((ruleset) => ruleset.id === id);
		if (!found) throw notFound();
		return ok(renderFull(sourceOf(request, found), found));
	});
	app.route("PUT", one, write, (request) => {
		const place = placeOfRepository(context, request);
		return save(context, request, place, rulesetOf(context, request, place));
	});
	app.route("DELETE", one, write, (request) => remove(context, request, placeOfRepository(context, request)));
};
const addOrganizationRulesetRoutes = (app, context) => {
	const base = "/orgs/:org/rulesets";
	const one = `${base}/:ruleset_id`;
	const write = { organizationPermission: "organization_administration:write" };
	const placeOf = (request) => {
		return placeOfOrganization(context, request.actor.kind === "user" ? administeredOf(context, request) : organizationOf$1(context, request));
	};
	app.route("GET", base, write, (request) => {
		const place = placeOf(request);
		return listed$1(request, context.store.collection("rulesets").list(place.scope), (ruleset) => renderRuleset(place, ruleset));
	});
	app.route("POST", base, write, (request) => save(context, request, placeOf(request)));
	app.route("GET", one, write, (request) => {
		const place = placeOf(request);
		return ok(renderFull(place, rulesetOf(context, request, place)));
	});
	app.route("PUT", one, write, (request) => {
		const place = placeOf(request);
		return save(context, request, place, rulesetOf(context, request, place));
	});
	app.route("DELETE", one, write, (request) => remove(context, request, placeOf(request)));
};
//#endregion
//#region sandbox/github/resources/search.ts
function parseQuery(query) {
	return [...query.matchAll(/(-?)(?:([a-z-]+):)?(?:"([^"]*)"|(\S+))/g)].map((match) => ({
		isNegated: match[1] === "-",
		key: match[2] ?? "",
		value: (match[3] ?? match[4] ?? "").toLowerCase()
	}));
}
function pullOf({ context, repository, issue }) {
	return context.store.collection("pulls").get(repository.id, issue.number);
}
function fitsIs({ context, repository, issue }, value) {
	if (value === "open" || value === "closed") return issue.state === value;
	const pull = pullOf({
		context,
		repository,
		issue
	});
	return {
		issue: !issue.isPull,
		pr: issue.isPull,
		"pull-request": issue.isPull,
		merged: pull?.merged ?? false,
		unmerged: issue.isPull && !pull?.merged,
		draft: pull?.draft ?? false,
		public: !repository.private,
		private: repository.private
	}[value] ?? true;
}
function fitsText({ issue, places }, value) {
	return [...places.includes("title") ? [issue.title] : [], ...places.includes("body") ? [issue.body ?? ""] : []].some((text) => text.toLowerCase().includes(value));
}
function fits(candidate, { key, value }) {
	const { context, repository, issue } = candidate;
	const loginOf = (id) => id === null ? void 0 : context.userById(id)?.login.toLowerCase();
	switch (key) {
		case "repo": return repository.fullName.toLowerCase() === value;
		case "org":
		case "user": return repository.ownerLogin.toLowerCase() === value;
		case "is":
		case "type":
		case "state": return fitsIs(candidate, value);
		case "label": {
			const names = value.split(",");
			return renderLabels(context, repository, issue).some((label) => names.includes(String(label["name"]).toLowerCase()));
		}
		case "author": return loginOf(issue.userId) === value.replace(/^app\/(.*)$/, "$1[bot]");
		case "assignee": return issue.assigneeIds.some((id) => loginOf(id) === value);
		case "head": return pullOf(candidate)?.headRef.toLowerCase() === value;
		case "base": return pullOf(candidate)?.baseRef.toLowerCase() === value;
		case "in":
		case "sort": return true;
		default: return fitsText(candidate, key === "" ? value : `${key}:${value}`);
	}
}
function searchIssues(context, request) {
	const query = request.query.get("q") ?? "";
	if (query.trim() === "") throw validationFailed({
		resource: "Search",
		field: "q",
		code: "missing"
	});
	const terms = parseQuery(query);
	const places = terms.filter((term) => term.key === "in").flatMap((term) => term.value.split(","));
	const inPlaces = places.length > 0 ? places : ["title", "body"];
	const repositories = context.store.collection("repositories").list("").filter((repository) => maySee(context, request, repository));
	const order = issueOrder(request.query);
	const found = repositories.flatMap((repository) => listIssues(context, repository).flatMap((issue) => {
		const candidate = {
			context,
			repository,
			issue,
			places: inPlaces
		};
		return terms.every((term) => fits(candidate, term) !== term.isNegated) ? [candidate] : [];
	})).toSorted((a, b) => order(a.issue, b.issue));
	const page = pageOf(request, found);
	const items = page.items.map(({ repository, issue }) => ({
		...renderIssue(context, repository, issue),
		score: 1
	}));
	return {
		status: 200,
		body: {
			total_count: found.length,
			incomplete_results: false,
			search_type: "lexical",
			items
		},
		headers: page.headers
	};
}
function maySee(context, request, repository) {
	if (!repository.private) return true;
	if (request.isAnonymous) return false;
	const { actor } = request;
	if (actor.kind !== "user") return actor.repositoryIds?.includes(repository.id) ?? true;
	return context.roleOf(actor.user, repository) !== "none";
}
const addSearchRoutes = (app, context) => {
	app.route("GET", "/search/issues", {}, (request) => searchIssues(context, request));
};
//#endregion
//#region sandbox/github/resources/search-code.ts
function parseCodeQuery(text) {
	const terms = [...text.matchAll(/(?:([a-z]+):)?(?:"([^"]*)"|(\S+))/g)].map((match) => ({
		key: match[1] ?? "",
		value: match[2] ?? match[3] ?? ""
	}));
	const values = (...keys) => terms.filter(({ key }) => keys.includes(key)).map(({ value }) => value);
	const known = [
		"repo",
		"org",
		"user",
		"path",
		"extension",
		"filename",
		"in",
		"language"
	];
	return {
		words: terms.filter(({ key }) => !known.includes(key)).map(({ key, value }) => key === "" ? value : `${key}:${value}`),
		repositories: values("repo").map((name) => name.toLowerCase()),
		owners: values("org", "user").map((name) => name.toLowerCase()),
		paths: values("path"),
		extensions: values("extension"),
		names: values("filename")
	};
}
function isAsked(query, repository) {
	const fits = (list, name) => list.length === 0 || list.includes(name.toLowerCase());
	return fits(query.repositories, repository.fullName) && fits(query.owners, repository.ownerLogin);
}
function fitsPath(query, path) {
	const name = path.slice(path.lastIndexOf("/") + 1);
	return query.paths.every((folder) => path.startsWith(folder.replace(/^\/|\/$/g, ""))) && query.extensions.every((extension) => name.endsWith(`.${extension}`)) && query.names.every((wanted) => name.toLowerCase().includes(wanted.toLowerCase()));
}
async function findPaths(context, repository, query) {
	const git = context.git(repository);
	const head = await git.resolveCommit(`refs/heads/${repository.defaultBranch}`);
	if (head === void 0) return [];
	const words = query.words.flatMap((word) => ["-e", word]);
	return (words.length === 0 ? await git.try([
		"ls-tree",
		"-r",
		"-z",
		"--name-only",
		head
	]) : await git.try([
		"grep",
		"-l",
		"-z",
		"-i",
		"-I",
		"-F",
		"--all-match",
		...words,
		head,
		"--"
	])).stdout.toString("utf8").split("\0").filter(Boolean).map((path) => path.startsWith(`${head}:`) ? path.slice(head.length + 1) : path).filter((path) => fitsPath(query, path));
}
async function renderHit(context, { repository, path }) {
	const sha = (await context.git(repository).readObject(`refs/heads/${repository.defaultBranch}:${path}`))?.sha ?? "";
	const place = path.split("/").map(encodeURIComponent).join("/");
	const api = repositoryUrl(context, repository);
	return {
		name: path.slice(path.lastIndexOf("/") + 1),
		path,
		sha,
		url: `${api}/contents/${place}?ref=${repository.defaultBranch}`,
		git_url: `${api}/git/blobs/${sha}`,
		html_url: `${repositoryPage(context, repository)}/blob/${repository.defaultBranch}/${place}`,
		repository: renderRepository(context, repository),
		score: 1
	};
}
async function searchCode(context, request) {
	const query = parseCodeQuery(request.query.get("q") ?? "");
	if (query.words.length + query.names.length + query.extensions.length === 0) throw validationFailed({
		resource: "Search",
		field: "q",
		code: "missing"
	});
	const repositories = context.store.collection("repositories").list("").filter((repository) => isAsked(query, repository) && maySee(context, request, repository));
	const hits = [];
	for (const repository of repositories) for (const path of await findPaths(context, repository, query)) hits.push({
		repository,
		path
	});
	const page = pageOf(request, hits);
	const items = await Promise.all(page.items.map((hit) => renderHit(context, hit)));
	return {
		status: 200,
		body: {
			total_count: hits.length,
			incomplete_results: false,
			items
		},
		headers: page.headers
	};
}
function searchLabels(context, request) {
	const repository = context.repositoryById(Number(request.query.get("repository_id")));
	if (!repository || !maySee(context, request, repository)) throw validationFailed({
		resource: "Search",
		field: "repository_id",
		code: "invalid"
	});
	const word = (request.query.get("q") ?? "").toLowerCase();
	if (word === "") throw validationFailed({
		resource: "Search",
		field: "q",
		code: "missing"
	});
	const labels = listLabels(context, repository).filter((label) => `${label.name} ${label.description ?? ""}`.toLowerCase().includes(word));
	const page = pageOf(request, labels);
	const items = page.items.map((label) => ({
		...renderLabel(context, repository, label),
		score: 1
	}));
	return {
		status: 200,
		body: {
			total_count: labels.length,
			incomplete_results: false,
			items
		},
		headers: page.headers
	};
}
const addSearchCodeRoutes = (app, context) => {
	app.route("GET", "/search/code", {}, (request) => {
		request.actor;
		return searchCode(context, request);
	});
	app.route("GET", "/search/labels", {}, (request) => searchLabels(context, request));
};
//#endregion
//#region sandbox/github/resources/statuses.ts
function renderStatus({ context, repository, sha }, status) {
	const creator = renderUserById(context, status.creatorId);
	return {
		url: `${repositoryUrl(context, repository)}/statuses/${sha}`,
		avatar_url: creator?.["avatar_url"] ?? null,
		id: status.id,
		node_id: nodeId("SC", status.id),
		state: status.state,
		description: status.description,
		target_url: status.targetUrl,
		context: status.context,
		required: null,
		created_at: status.createdAt,
		updated_at: status.createdAt,
		creator
	};
}
async function createStatus(context, request) {
	const { repository, actor } = request;
	const sha = request.params["sha"] ?? "";
	const commit = isSha(sha) ? await context.git(repository).readCommit(sha) : void 0;
	if (!commit) throw new ApiError(422, `No commit found for SHA: ${sha}`);
	const body = await request.json();
	const state = choiceField(body, "state", [
		"error",
		"failure",
		"pending",
		"success"
	], "Status");
	if (!state) throw validationFailed({
		resource: "Status",
		field: "state",
		code: "missing_field"
	});
	const id = context.store.nextId();
	const status = context.store.collection("statuses").put(`${repository.id} ${sha}`, id, {
		id,
		state,
		context: textField(body, "context", "Status") ?? "default",
		description: textField(body, "description", "Status") ?? null,
		targetUrl: textField(body, "target_url", "Status") ?? null,
		creatorId: actor.user.id,
		createdAt: context.timestamp()
	});
	context.emit({
		event: "status",
		repository,
		actor,
		payload: {
			id,
			sha,
			name: repository.fullName,
			target_url: status.targetUrl,
			avatar_url: null,
			context: status.context,
			description: status.description,
			state,
			commit: renderCommit(context, repository, commit),
			branches: [],
			created_at: status.createdAt,
			updated_at: status.createdAt
		}
	});
	return created(renderStatus({
		context,
		repository,
		sha
	}, status));
}
async function placeOf(context, request) {
	const { repository } = request;
	const sha = await context.git(repository).resolveCommit(request.params["ref"] ?? "");
	if (sha === void 0) throw notFound();
	return {
		context,
		repository,
		sha
	};
}
function combinedState(statuses) {
	if (statuses.some((status) => status.state === "failure" || status.state === "error")) return "failure";
	return statuses.length > 0 && statuses.every((status) => status.state === "success") ? "success" : "pending";
}
async function combined(context, request) {
	const place = await placeOf(context, request);
	const { repository, sha } = place;
	const statuses = latestStatuses(context, repository, sha);
	const page = pageOf(request, statuses);
	const api = repositoryUrl(context, repository);
	return {
		status: 200,
		body: {
			state: combinedState(statuses),
			statuses: page.items.map((status) => renderStatus(place, status)),
			sha,
			total_count: statuses.length,
			repository: renderRepository(context, repository),
			commit_url: `${api}/commits/${sha}`,
			url: `${api}/commits/${sha}/status`
		},
		headers: page.headers
	};
}
const addStatusRoutes = (app, context) => {
	const repo = "/repos/:owner/:repo";
	const read = { permission: "statuses:read" };
	app.route("POST", `${repo}/statuses/:sha`, { permission: "statuses:write" }, (request) => createStatus(context, request));
	app.route("GET", `${repo}/commits/*ref/status`, read, (request) => combined(context, request));
	app.route("GET", `${repo}/commits/*ref/statuses`, read, async (request) => {
		const place = await placeOf(context, request);
		const scope = `${place.repository.id} ${place.sha}`;
		return listed$1(request, context.store.collection("statuses").list(scope).toReversed(), (status) => renderStatus(place, status));
	});
};
//#endregion
//#region sandbox/github/resources/team-members.ts
function renderMembership(context, place, user) {
	const { organization, team } = place;
	const member = team.members.find(({ userId }) => userId === user.id);
	if (!member) throw notFound();
	const isActive = activeMembers(context, place).includes(member);
	return {
		url: `${context.url}/organizations/${organization.id}/team/${team.id}/memberships/${user.login}`,
		role: member.role,
		state: isActive ? "active" : "pending"
	};
}
async function putMember(context, request) {
	const place = maintainedOf(context, request, "You must be an organization owner or team maintainer to add a team membership.");
	const user = memberOf(context, request);
	const role = choiceField(await request.json(), "role", ["member", "maintainer"], "Team") ?? "member";
	invite(context, place.organization, user);
	const others = place.team.members.filter((member) => member.userId !== user.id);
	const team = saveTeam(context, place, {
		...place.team,
		members: [...others, {
			userId: user.id,
			role
		}]
	});
	return ok(renderMembership(context, {
		...place,
		team
	}, user));
}
function removeMember(context, request) {
	const place = maintainedOf(context, request);
	const user = memberOf(context, request);
	const members = place.team.members.filter((member) => member.userId !== user.id);
	if (members.length === place.team.members.length) throw notFound();
	saveTeam(context, place, {
		...place.team,
		members
	});
	return noContent();
}
const addTeamMemberRoutes = (app, context) => {
	const team = "/orgs/:org/teams/:team_slug";
	const one = `${team}/memberships/:username`;
	const usersOf = (members) => members.flatMap(({ userId }) => context.userById(userId) ?? []);
	app.route("GET", `${team}/members`, {}, (request) => {
		const role = request.query.get("role") ?? "all";
		const kept = activeMembers(context, teamOf(context, request)).filter((member) => role === "all" || member.role === role);
		return listed$1(request, usersOf(kept), (user) => renderUser(context.url, user));
	});
	app.route("GET", one, {}, (request) => ok(renderMembership(context, teamOf(context, request), memberOf(context, request))));
	app.route("PUT", one, {}, (request) => putMember(context, request));
	app.route("DELETE", one, {}, (request) => removeMember(context, request));
};
//#endregion
//#region sandbox/github/resources/teams.ts
const roles = {
	pull: "read",
	triage: "triage",
	push: "write",
	maintain: "maintain",
	admin: "admin"
};
function slugOf(name) {
	const slug = name.toLowerCase().replaceAll(/[^a-z0-9_]+/g, "-").replace(/^-/, "").replace(/-$/, "");
	if (slug === "") throw validationFailed({
		resource: "Team",
		field: "name",
		code: "invalid",
		value: name
	});
	return slug;
}
function checkSlug(context, organizationId, slug) {
	if (!context.store.collection("teams").get(organizationId, slug)) return;
	throw validationFailed({
		resource: "Team",
		field: "name",
		code: "already_exists",
		message: "Name must be unique for this org"
	});
}
function readPrivacy(body) {
	return choiceField(body, "privacy", ["closed", "secret"], "Team");
}
async function createTeam(context, request) {
	const organization = administeredOf(context, request);
	const body = await request.json();
	const name = requiredText(body, "name", "Team");
	const slug = slugOf(name);
	checkSlug(context, organization.id, slug);
	const maintainers = (textListField(body, "maintainers", "Team") ?? []).flatMap((login) => context.findUser(login) ?? []);
	const repositories = (textListField(body, "repo_names", "Team") ?? []).flatMap((fullName) => {
		const [owner = "", repo = ""] = fullName.split("/");
		const found = context.findRepository(owner, repo);
		return found?.ownerId === organization.id ? [{
			repositoryId: found.id,
			role: "read"
		}] : [];
	});
	const team = {
		id: context.store.nextId(),
		slug,
		name,
		description: textField(body, "description", "Team") ?? null,
		privacy: readPrivacy(body) ?? "secret",
		members: maintainers.map(({ id }) => ({
			userId: id,
			role: "maintainer"
		})),
		repositories
	};
	const place = {
		organization,
		team
	};
	saveTeam(context, place, team);
	return created(renderFullTeam(context, place));
}
async function updateTeam(context, request) {
	const place = maintainedOf(context, request);
	const { organization, team } = place;
	const body = await request.json();
	const name = textField(body, "name", "Team") ?? team.name;
	const slug = slugOf(name);
	const teams = context.store.collection("teams");
	if (slug !== team.slug) {
		checkSlug(context, organization.id, slug);
		teams.remove(organization.id, team.slug);
	}
	const description = "description" in body ? textField(body, "description", "Team") ?? null : team.description;
	const privacy = readPrivacy(body) ?? team.privacy ?? "closed";
	return ok(renderFullTeam(context, {
		organization,
		team: saveTeam(context, place, {
			...team,
			name,
			slug,
			description,
			privacy
		})
	}));
}
function repositoryOf(context, request) {
	const { team_owner: owner = "", team_repo: name = "" } = request.params;
	const repository = context.findRepository(owner, name);
	if (!repository) throw notFound();
	return repository;
}
async function putRepository(context, request) {
	const place = maintainedOf(context, request);
	const repository = repositoryOf(context, request);
	if (repository.ownerId !== place.organization.id) throw validationFailed({
		resource: "TeamMember",
		field: "repository",
		code: "unprocessable",
		message: "Only repositories of the organization can be added to its teams"
	});
	const asked = textField(await request.json(), "permission", "Team") ?? "pull";
	const role = roles[asked];
	if (!role) throw validationFailed({
		resource: "Team",
		field: "permission",
		code: "invalid",
		value: asked
	});
	const others = place.team.repositories.filter((entry) => entry.repositoryId !== repository.id);
	saveTeam(context, place, {
		...place.team,
		repositories: [...others, {
			repositoryId: repository.id,
			role
		}]
	});
	return noContent();
}
function removeRepository(context, request) {
	const place = maintainedOf(context, request);
	const { id } = repositoryOf(context, request);
	const repositories = place.team.repositories.filter((entry) => entry.repositoryId !== id);
	saveTeam(context, place, {
		...place.team,
		repositories
	});
	return noContent();
}
function addTeamRepositoryRoutes(...[app, context]) {
	const base = "/orgs/:org/teams/:team_slug/repos";
	const one = `${base}/:team_owner/:team_repo`;
	app.route("GET", base, {}, (request) => {
		return listed$1(request, teamOf(context, request).team.repositories.flatMap(({ repositoryId }) => context.repositoryById(repositoryId) ?? []), (repository) => renderRepository(context, repository));
	});
	app.route("GET", one, {}, (request) => {
		const { id } = repositoryOf(context, request);
		if (!teamOf(context, request).team.repositories.some((entry) => entry.repositoryId === id)) throw notFound();
		return noContent();
	});
	app.route("PUT", one, {}, (request) => putRepository(context, request));
	app.route("DELETE", one, {}, (request) => removeRepository(context, request));
	app.route("GET", "/repos/:owner/:repo/teams", { permission: "administration:read" }, (request) => {
		const organization = context.userById(request.repository.ownerId);
		if (organization?.type !== "Organization") return listed$1(request, [], (team) => team);
		return listed$1(request, context.store.collection("teams").list(organization.id).filter((team) => team.repositories.some((entry) => entry.repositoryId === request.repository.id)), (team) => renderTeam(context, {
			organization,
			team
		}));
	});
}
const addTeamRoutes = (app, context) => {
	const base = "/orgs/:org/teams";
	const one = `${base}/:team_slug`;
	app.route("POST", base, { organizationPermission: "members:write" }, (request) => createTeam(context, request));
	app.route("GET", base, { organizationPermission: "members:read" }, (request) => {
		const organization = organizationOf$1(context, request);
		const all = context.store.collection("teams").list(organization.id);
		return listed$1(request, maySeeMembers(context, request, organization) ? all : [], (team) => renderTeam(context, {
			organization,
			team
		}));
	});
	app.route("GET", one, {}, (request) => ok(renderFullTeam(context, teamOf(context, request))));
	app.route("PATCH", one, {}, (request) => updateTeam(context, request));
	app.route("DELETE", one, {}, (request) => {
		const { organization, team } = maintainedOf(context, request);
		context.store.collection("teams").remove(organization.id, team.slug);
		return noContent();
	});
	addTeamRepositoryRoutes(app, context);
};
//#endregion
//#region sandbox/github/resources/users.ts
const addUserRoutes = (app, context) => {
	app.route("GET", "/user", {}, (request) => ok(renderFullUser(context.url, request.actor.user)));
	app.route("GET", "/users", {}, (request) => listed$1(request, context.store.collection("users").all(), (user) => renderUser(context.url, user)));
	app.route("GET", "/users/:login", {}, (request) => {
		const user = context.findUser(request.params["login"] ?? "");
		if (!user) throw notFound();
		return ok(renderFullUser(context.url, user));
	});
	app.route("GET", "/orgs/:org", {}, (request) => {
		const user = context.findUser(request.params["org"] ?? "");
		if (user?.type !== "Organization") throw notFound();
		return ok(renderFullOrganization(context.url, user));
	});
};
//#endregion
//#region sandbox/github/resources/modules.ts
const modules = [
	addMetaRoutes,
	addUserRoutes,
	addRepositoryRoutes,
	addRepositoryMoveRoutes,
	addContentsRoutes,
	addGitObjectRoutes,
	addGitRefRoutes,
	addArchiveRoutes,
	addBranchChangeRoutes,
	addProtectionPartRoutes,
	addBranchProtectionRoutes,
	addBranchRoutes,
	addRulesetRoutes,
	addOrganizationRulesetRoutes,
	addReactionRoutes,
	addIssueCommentRoutes,
	addTimelineRoutes,
	addLabelRoutes,
	addMilestoneRoutes,
	addIssueRoutes,
	addSearchRoutes,
	addSearchCodeRoutes,
	addReviewCommentRoutes,
	addReviewRoutes,
	addPullMergeRoutes,
	addPullRoutes,
	addCheckRunRoutes,
	addCheckSuiteRoutes,
	addRequestedActionRoute,
	addStatusRoutes,
	addCommitRoutes,
	addCommitRoute,
	addReleaseAssetRoutes,
	addReleaseRoutes,
	addDeploymentRoutes,
	addBranchPolicyRoutes,
	addEnvironmentRoutes,
	addCollaboratorRoutes,
	addMembershipRoutes,
	addTeamMemberRoutes,
	addTeamRoutes,
	addGraphqlRoutes,
	addAppManifestRoutes
];
function coreModules(app, { context, tokens, webhooks }) {
	for (const add of modules) add(app, context);
	addAppRoutes(app, context, tokens);
	addAppHookRoutes(app, context, webhooks);
	addHookRoutes(app, context, webhooks);
	return async (request) => await answerGit(context, request, request.isAnonymous ? void 0 : request.actor) ?? answerOldPage(context, request) ?? await answerAppPage(context, request) ?? answerPage(context, request);
}
//#endregion
//#region sandbox/github/store/document-store.ts
function prepare(database) {
	return {
		load: database.prepare("SELECT scope, key, json FROM documents WHERE kind = ? ORDER BY rowid"),
		upsert: database.prepare("INSERT INTO documents (kind, scope, key, json) VALUES (?, ?, ?, ?) ON CONFLICT (kind, scope, key) DO UPDATE SET json = excluded.json"),
		remove: database.prepare("DELETE FROM documents WHERE kind = ? AND scope = ? AND key = ?"),
		removeScope: database.prepare("DELETE FROM documents WHERE kind = ? AND scope = ?")
	};
}
function openCollection(name, statements) {
	const scopes = new Map();
	const lists = new Map();
	const listOf = (scope) => {
		const documents = scopes.get(scope);
		if (documents === void 0) return [];
		const list = lists.get(scope) ?? [...documents.values()];
		lists.set(scope, list);
		return list;
	};
	const scopeOf = (scope) => {
		const found = scopes.get(String(scope));
		if (found) return found;
		const made = new Map();
		scopes.set(String(scope), made);
		return made;
	};
	for (const row of statements.load.all(name)) scopeOf(String(row["scope"])).set(String(row["key"]), JSON.parse(String(row["json"])));
	return {
		get: (scope, key) => scopes.get(String(scope))?.get(String(key)),
		put: (scope, key, value) => {
			statements.upsert.run(name, String(scope), String(key), JSON.stringify(value));
			scopeOf(scope).set(String(key), value);
			lists.delete(String(scope));
			return value;
		},
		remove: (scope, key) => {
			statements.remove.run(name, String(scope), String(key));
			lists.delete(String(scope));
			return scopes.get(String(scope))?.delete(String(key)) ?? false;
		},
		list: (scope) => listOf(String(scope)),
		all: () => [...scopes.values()].flatMap((documents) => [...documents.values()]),
		removeScope: (scope) => {
			statements.removeScope.run(name, String(scope));
			lists.delete(String(scope));
			scopes.delete(String(scope));
		}
	};
}
const idBlock = 100;
function openDocumentStore(file) {
	const database = new DatabaseSync(file);
	database.exec("PRAGMA busy_timeout = 2000; PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
	database.exec("CREATE TABLE IF NOT EXISTS documents (kind TEXT NOT NULL, scope TEXT NOT NULL, key TEXT NOT NULL, json TEXT NOT NULL, UNIQUE (kind, scope, key)); CREATE TABLE IF NOT EXISTS counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL)");
	const statements = prepare(database);
	const count = database.prepare("INSERT INTO counters (name, value) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value");
	const next = (name) => Number(count.get(name)?.["value"]);
	const read = database.prepare("SELECT value FROM counters WHERE name = ?");
	const reserve = database.prepare("INSERT INTO counters (name, value) VALUES ('id', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value");
	let [id, reserved] = [0, 0];
	const collections = new Map();
	return {
		collection: (name) => {
			const opened = collections.get(name) ?? openCollection(name, statements);
			collections.set(name, opened);
			return opened;
		},
		nextId: () => {
			if (id === reserved) {
				id = Number(read.get("id")?.["value"] ?? 0);
				reserved = id + idBlock;
				reserve.run(reserved);
			}
			id += 1;
			return id;
		},
		nextNumber: (scope) => next(`number ${scope}`),
		database,
		close: () => {
			database.close();
		}
	};
}
//#endregion
//#region sandbox/github/start-sandbox-github.ts
function createGate(context, tokens) {
	const check = (match, actor, repository) => {
		if (match.options.signedBy === "app") return;
		checkRights(actor, optionsOnSubject(context, match, repository), repository, (user, of) => context.roleOf(user, of));
	};
	const authorize = (match, actor, { method, path, search }) => {
		const { owner, repo } = match.params;
		if (match.options.signedBy === "app" && actor?.kind !== "app") throw new ApiError(401, "A JSON web token could not be decoded");
		if (match.params["org"] !== void 0) checkOrganizationRights(actor, match.options, context.findUser(match.params["org"]));
		if (owner === void 0 || repo === void 0) return void 0;
		const repository = context.findRepository(owner, repo);
		if (repository) {
			check(match, actor, repository);
			return repository;
		}
		const moved = context.repositoryById(idBehindOldName(context.store, owner, repo) ?? -1);
		if (!moved) throw notFound();
		check(match, actor, moved);
		const rest = path.split("/").slice(4).map((part) => `/${part}`);
		throw movedPermanently(method, `${context.url}/repositories/${moved.id}${rest.join("")}${search}`);
	};
	const resolvePath = (path) => {
		const found = resolveRepositoryPath(path, (id) => context.repositoryById(id));
		if (found === void 0) throw notFound();
		return found;
	};
	const accepted = ({ options }, actor) => actor?.kind === "installation" || actor?.kind === "job" ? acceptedHeader(options) : void 0;
	return {
		authenticate: (headers) => tokens.authenticate(headers),
		authorize,
		accepted,
		resolvePath
	};
}
function issueUserTokens(context, tokens, users) {
	const none = {
		appId: null,
		installationId: null,
		permissions: null,
		repositoryIds: null,
		runId: null
	};
	return new Map(users.map(({ login, token }) => {
		const userId = context.findUser(login)?.id ?? 0;
		const known = context.store.collection("tokens").list("").find((record) => record.kind === "user" && record.userId === userId);
		const chosen = token ?? known?.token;
		return [login, tokens.issue({
			kind: "user",
			userId,
			expiresAt: null,
			...none,
			...chosen === void 0 ? {} : { token: chosen }
		}).token];
	}));
}
async function listen(server, port) {
	await new Promise((resolve, reject) => {
		server.once("error", reject);
		server.listen(port, "127.0.0.1", resolve);
	});
	return `http://127.0.0.1:${server.address().port}`;
}
async function prepareState(options) {
	const isTemporary = options.stateDirectory === void 0;
	const directory = options.stateDirectory ?? await mkdtemp(join(tmpdir(), "pawl-sandbox-"));
	await mkdir(join(directory, "git"), { recursive: true });
	return {
		directory,
		isTemporary
	};
}
async function startSandboxGitHub(options = {}) {
	const { directory, isTemporary } = await prepareState(options);
	const ends = [];
	if (isTemporary) ends.push(() => rm(directory, {
		recursive: true,
		force: true,
		maxRetries: 3
	}));
	const close = async () => {
		for (const end of ends.splice(0).reverse()) await end();
	};
	try {
		return await startIn(directory, {
			...options,
			ends,
			close
		});
	} catch (error) {
		await close();
		throw error;
	}
}
async function startIn(directory, { ends, close, ...options }) {
	const store = openDocumentStore(join(directory, "sandbox.sqlite"));
	ends.push(() => store.close());
	const now = options.now ?? (() => new Date());
	const { users = [{ login: "octocat" }], organisations = [], app = { slug: "pawl" } } = options;
	await seedAccounts(store, {
		users,
		organisations,
		app
	}, isoSeconds(now()));
	let url = "";
	const tokens = createTokens({
		store,
		now,
		apps: () => context.apps(),
		userById: (id) => context.userById(id)
	});
	const limiter = createRateLimiter({
		...defaultRateLimits,
		...options.rateLimits
	}, now);
	const faults = createFaults();
	const owned = createContext({
		store,
		limiter,
		stateDirectory: directory,
		now,
		tokens,
		bus: createEventBus(),
		url: () => url
	});
	const { context } = owned;
	ends.push(() => owned.close());
	const routes = createRouteTable();
	const fallback = coreModules(routes, {
		context,
		tokens,
		webhooks: startWebhooks(context, faults)
	});
	createFaultRoutes(faults, () => userTokens.get(users[0]?.login ?? "") ?? "")(routes, context);
	for (const add of options.modules ?? []) add(routes, context);
	const server = createApiServer(routes, {
		...createGate(context, tokens),
		fallback,
		limiter,
		faults
	});
	url = await listen(server, options.port ?? 0);
	ends.push(async () => {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	});
	const userTokens = issueUserTokens(context, tokens, users);
	await tellOpenPushes(context);
	const { operations } = routes;
	return describeSandbox({
		context,
		url,
		faults,
		operations,
		userTokens,
		idle: () => owned.idle(),
		close
	});
}
function describeSandbox({ userTokens, ...running }) {
	const { context, url } = running;
	const tokenOf = (login) => {
		const token = userTokens.get(login);
		if (token === void 0) throw new Error(`the sandbox has no user ${login} with a token`);
		return token;
	};
	const { id, slug, privateKey, webhookSecret } = context.app;
	return {
		...running,
		gitUrl: url,
		adminToken: tokenOf([...userTokens.keys()][0] ?? ""),
		app: {
			id,
			slug,
			privateKey,
			webhookSecret
		},
		tokenOf,
		setAppWebhook: (webhookUrl) => {
			saveApp(context, {
				...context.app,
				webhookUrl
			});
		}
	};
}
//#endregion
//#region sandbox/serve.ts
async function serveUntilStopped(request) {
	const stopped = Promise.withResolvers();
	process.once("SIGINT", stopped.resolve);
	process.once("SIGTERM", stopped.resolve);
	const github = await start(request);
	process.stdout.write(describe(github, request.json));
	await stopped.promise;
	process.removeAllListeners("SIGINT").removeAllListeners("SIGTERM");
	await github.close();
}
async function start(request) {
	const { state, port, users, organisations, rateLimit, appKey } = request;
	const actions = startActions({ workRoot: join(state, "runner") });
	try {
		return await startSandboxGitHub({
			port,
			stateDirectory: state,
			users: users.map((login) => ({ login })),
			organisations,
			modules: [actions.module],
			app: {
				slug: "pawl",
				...appKey === void 0 ? {} : { key: appKey }
			},
			...rateLimit === void 0 ? {} : { rateLimits: { core: rateLimit } }
		});
	} catch (error) {
		throw explain(error, request);
	}
}
function describe({ url, gitUrl, adminToken, app }, isJson) {
	if (!isJson) return `GitHub sandbox at ${url}\n  token  ${adminToken}\n  clone  ${gitUrl}/<owner>/<name>.git\n`;
	const { id, privateKey, webhookSecret } = app;
	return `${JSON.stringify({
		url,
		git: gitUrl,
		token: adminToken,
		app: {
			id,
			private_key: privateKey,
			webhook_secret: webhookSecret
		}
	})}\n`;
}
const heldCodes = [5, 6];
function explain(error, { port, state }) {
	if (!(error instanceof Error)) return error;
	const { code, syscall, errcode } = error;
	if (syscall === "listen") return new PawlError("sandbox.port-taken", {
		message: `127.0.0.1:${port} cannot be listened on (${code ?? error.message}).`,
		cause: error
	});
	if (code === "ERR_SQLITE_ERROR" && heldCodes.includes(errcode)) return new PawlError("sandbox.state-busy", {
		message: `Another sandbox works on ${state}.`,
		cause: error
	});
	if (!(code === "ERR_SQLITE_ERROR" || syscall !== void 0 || error instanceof SyntaxError)) return error;
	return new PawlError("sandbox.state-invalid", {
		message: `${state} cannot be used: ${error.message}.`,
		cause: error
	});
}
//#endregion
export { serveUntilStopped };

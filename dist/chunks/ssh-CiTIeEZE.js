import { f as PawlError } from "./copy-W2n1VAGm.js";
import { n as withRetries, t as PassingFailure } from "./retry-DT3YI9eg.js";
import { i as jobsOf, o as forEachBounded, t as resumeDownload } from "./resume-download-Cc-g7jrN.js";
import { open } from "node:fs/promises";
import { posix, resolve } from "node:path";
import { spawn } from "node:child_process";
//#region src/adapters/object-store/sftp-packet.ts
const packetTypes = {
	init: 1,
	version: 2,
	open: 3,
	close: 4,
	read: 5,
	write: 6,
	setHandleStat: 10,
	openDirectory: 11,
	readDirectory: 12,
	remove: 13,
	makeDirectory: 14,
	removeDirectory: 15,
	stat: 17,
	rename: 18,
	status: 101,
	handle: 102,
	data: 103,
	name: 104,
	attributes: 105,
	extended: 200
};
const statusCodes = {
	ok: 0,
	endOfFile: 1,
	noSuchFile: 2,
	permissionDenied: 3,
	failure: 4
};
const openFlags = {
	read: 1,
	write: 2,
	create: 8,
	truncate: 16
};
function encodeFields(...fields) {
	return Buffer.concat(fields.map((field) => {
		if (typeof field === "number") return uint32(field);
		if (typeof field === "bigint") {
			const bytes = Buffer.alloc(8);
			bytes.writeBigUInt64BE(field);
			return bytes;
		}
		const bytes = Buffer.from(field);
		return Buffer.concat([uint32(bytes.length), bytes]);
	}));
}
function encodeMode(mode) {
	return [4, mode];
}
function encodePacket(type, ...parts) {
	const payload = Buffer.concat(parts);
	return Buffer.concat([
		uint32(payload.length + 1),
		Buffer.from([type]),
		payload
	]);
}
function uint32(value) {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32BE(value >>> 0);
	return bytes;
}
var FieldReader = class {
	#bytes;
	#at = 0;
	constructor(bytes) {
		this.#bytes = bytes;
	}
	get isAtEnd() {
		return this.#at >= this.#bytes.length;
	}
	uint32() {
		this.#at += 4;
		return this.#bytes.readUInt32BE(this.#at - 4);
	}
	bytes() {
		const length = this.uint32();
		this.#at += length;
		return this.#bytes.subarray(this.#at - length, this.#at);
	}
	text() {
		return this.bytes().toString("utf8");
	}
	attributes() {
		const flags = this.uint32();
		const sizeBytes = (flags & 1) === 0 ? void 0 : this.uint32() * 2 ** 32 + this.uint32();
		if ((flags & 2) !== 0) this.#at += 8;
		const mode = (flags & 4) === 0 ? void 0 : this.uint32();
		if ((flags & 8) !== 0) this.#at += 8;
		if (flags >>> 31 === 1) for (let count = this.uint32() * 2; count > 0; count -= 1) this.bytes();
		return {
			sizeBytes,
			mode
		};
	}
};
//#endregion
//#region src/adapters/object-store/sftp-session.ts
var SftpStatus = class extends PawlError {
	status;
	constructor(status, message) {
		super("remote.failed", { message });
		this.status = status;
	}
};
const maxPacketBytes = 1024 * 1024;
const permanent = /permission denied|host key verification|identification has changed|could not resolve|bad configuration|no such identity|too many authentication/i;
var SftpSession = class SftpSession {
	#child;
	#label;
	#waiting = new Map();
	#version = Promise.withResolvers();
	#extensions = new Set();
	#received = Buffer.alloc(0);
	#nextId = 1;
	#said = "";
	#failure;
	constructor({ args, env, label }) {
		this.#label = label;
		this.#child = spawn("ssh", [...args], {
			env: { ...env },
			stdio: [
				"pipe",
				"pipe",
				"pipe"
			]
		});
		this.#child.stdout.on("data", (bytes) => this.#receive(bytes));
		this.#child.stderr.on("data", (bytes) => {
			this.#said = (this.#said + bytes.toString("utf8")).slice(-2e3);
		});
		this.#child.stdin.on("error", () => void 0);
		this.#child.once("error", (cause) => {
			const message = `The program ssh cannot be started: ${cause.message}`;
			this.#end(new PawlError("remote.failed", {
				message,
				cause,
				hint: "Install an OpenSSH client."
			}));
		});
		this.#child.once("close", () => this.#end(this.#closed()));
	}
	static async open(command) {
		const session = new SftpSession(command);
		session.#child.stdin.write(encodePacket(packetTypes.init, encodeFields(3)));
		const fields = await session.#version.promise;
		fields.uint32();
		while (!fields.isAtEnd) {
			session.#extensions.add(fields.text());
			fields.text();
		}
		return session;
	}
	get isOpen() {
		return this.#failure === void 0;
	}
	has(extension) {
		return this.#extensions.has(extension);
	}
	async ask(type, ...fields) {
		if (this.#failure !== void 0) throw this.#failure;
		const id = this.#nextId;
		this.#nextId = this.#nextId + 1 >>> 0;
		const answer = Promise.withResolvers();
		this.#waiting.set(id, answer);
		this.#child.stdin.write(encodePacket(type, encodeFields(id), encodeFields(...fields)));
		const reply = await answer.promise;
		if (reply.type !== packetTypes.status) return reply;
		const status = reply.fields.uint32();
		if (status === statusCodes.ok) return reply;
		const said = reply.fields.isAtEnd ? "" : reply.fields.text();
		throw new SftpStatus(status, `${this.#label} answered: ${said || `status ${status}`}`);
	}
	async close() {
		const closed = new Promise((resolve) => this.#child.once("close", resolve));
		if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
		this.#child.stdin.end();
		const timer = setTimeout(() => this.#child.kill(), 2e3);
		await closed;
		clearTimeout(timer);
	}
	#receive(bytes) {
		this.#received = this.#received.length === 0 ? bytes : Buffer.concat([this.#received, bytes]);
		while (this.#received.length >= 5) {
			const length = this.#received.readUInt32BE(0);
			if (length < 1 || length > maxPacketBytes) {
				this.#end(new PawlError("remote.failed", { message: `${this.#label} does not speak SFTP.` }));
				this.#child.kill();
				return;
			}
			if (this.#received.length < 4 + length) return;
			const packet = this.#received.subarray(4, 4 + length);
			this.#received = this.#received.subarray(4 + length);
			this.#take(packet.readUInt8(0), new FieldReader(packet.subarray(1)));
		}
	}
	#take(type, fields) {
		if (type === packetTypes.version) return this.#version.resolve(fields);
		const id = fields.uint32();
		const waiting = this.#waiting.get(id);
		this.#waiting.delete(id);
		waiting?.resolve({
			type,
			fields
		});
	}
	#closed() {
		const said = this.#said.trim().split("\n").slice(-3).join(" ").trim();
		const message = `The connection to ${this.#label} ended: ${said || "without a word"}`;
		if (!permanent.test(said)) return new PassingFailure(message);
		return new PawlError("remote.failed", {
			message,
			hint: `Let \`ssh ${this.#label.replace(/^ssh:\/\/([^/:]*).*$/, "$1")}\` work without questions first: key, agent and known_hosts.`
		});
	}
	#end(failure) {
		this.#failure ??= failure;
		this.#version.promise.catch(() => void 0);
		this.#version.reject(this.#failure);
		for (const waiting of this.#waiting.values()) waiting.reject(this.#failure);
		this.#waiting.clear();
	}
};
//#endregion
//#region src/adapters/object-store/ssh-command.ts
const refused = [
	"password",
	"ask_password",
	"passphrase",
	"ask_passphrase"
];
function sshPlaceOf(remote) {
	const { name, options } = remote;
	const found = refused.find((option) => !["false", void 0].includes(options.get(option)?.toLowerCase()));
	if (found !== void 0) throw new PawlError("remote.unsupported", {
		message: `The option ${found} of the remote ${name} is not taken: Pawl uses the system's ssh, without questions.`,
		hint: "Use keyfile, or a key in the agent."
	});
	const { user = options.get("user"), host, port = options.get("port"), path } = parseUrl(remote);
	if (user !== void 0 && !/^[A-Za-z0-9_][A-Za-z0-9_.+@-]{0,63}$/.test(user)) throw invalid(name, "user", user);
	if (port !== void 0 && !/^[1-9]\d{0,4}$/.test(port)) throw invalid(name, "port", port);
	const target = user === void 0 ? host : `${user}@${host}`;
	const args = [
		"-o",
		"BatchMode=yes",
		"-o",
		"ServerAliveInterval=15",
		"-o",
		"ServerAliveCountMax=4",
		"-o",
		`ConnectTimeout=${connectTimeout(options)}`,
		...port === void 0 ? [] : ["-p", port],
		...keyArguments(remote),
		...options.get("gss_auth")?.toLowerCase() === "true" ? ["-o", "GSSAPIAuthentication=yes"] : [],
		...options.get("allow_agent")?.toLowerCase() === "false" ? ["-o", "IdentityAgent=none"] : [],
		"-s",
		"--",
		target,
		"sftp"
	];
	const label = `ssh://${target}${port === void 0 ? "" : `:${port}`}${path}`;
	return {
		command: {
			args,
			env: environmentOf(remote),
			label
		},
		path: path === "/" ? "" : path
	};
}
function parseUrl(remote) {
	const [, user, host, port, path = "/"] = /^ssh:\/\/(?:([^@/]*)@)?([A-Za-z0-9][A-Za-z0-9._-]{0,252}|\[[0-9A-Fa-f:.]{2,45}\])(?::([^/]*))?(\/.*)?$/i.exec(remote.url) ?? [];
	if (host === void 0 || path.includes("\0") || path.split("/").includes("..")) throw new PawlError("dvc.invalid", { message: `The url of the remote ${remote.name} does not look like ssh://user@host:port/path.` });
	if (user?.includes(":") === true) throw new PawlError("remote.unsupported", {
		message: `The url of the remote ${remote.name} has a password: Pawl uses the system's ssh, without questions.`,
		hint: "Use keyfile, or a key in the agent."
	});
	return {
		...user === void 0 || user === "" ? {} : { user },
		host: host.replaceAll(/[[\]]/g, ""),
		...port === void 0 || port === "" ? {} : { port },
		path: `/${path.split("/").filter((part) => part !== "").join("/")}`
	};
}
function invalid(name, what, value) {
	return new PawlError("dvc.invalid", { message: `The ${what} ${JSON.stringify(value)} of the remote ${name} is not one that Pawl passes to ssh.` });
}
function connectTimeout(options) {
	const given = Number(options.get("timeout") ?? 20);
	return Number.isFinite(given) && given >= 1 ? Math.floor(given) : 20;
}
function keyArguments({ name, options, home }) {
	const keyfile = options.get("keyfile");
	if (keyfile === void 0) return [];
	const path = resolve(home, keyfile);
	if (path.includes("$")) throw invalid(name, "keyfile", keyfile);
	return [
		"-i",
		path.replaceAll("%", "%%"),
		"-o",
		"IdentitiesOnly=yes"
	];
}
function environmentOf({ environment }) {
	const entries = [
		"PATH",
		"HOME",
		"USER",
		"LOGNAME",
		"SSH_AUTH_SOCK",
		"TMPDIR",
		"KRB5CCNAME",
		"SYSTEMROOT"
	].flatMap((name) => {
		const value = environment[name];
		return value === void 0 ? [] : [[name, value]];
	});
	return {
		...Object.fromEntries(entries),
		LC_ALL: "C"
	};
}
//#endregion
//#region src/adapters/object-store/ssh.ts
const blockBytes = 32 * 1024;
const window = 48;
const uploadFolder = ".pawl-uploads";
async function createSshStore(remote) {
	const { command, path } = sshPlaceOf(remote);
	const store = new SshStore(command, path, jobsOf(remote, 8));
	return {
		label: command.label,
		find: (keys) => store.find(keys),
		list: (prefix) => store.list(prefix),
		download: (transfers, onDone) => store.each(transfers, async (transfer) => onDone(transfer, await store.download(transfer))),
		upload: (transfers, onDone) => store.each(transfers, async (transfer) => {
			await store.upload(transfer);
			await onDone(transfer);
		}),
		remove: (keys) => store.each(keys, (key) => store.remove(key)),
		close: () => store.close()
	};
}
var SshStore = class {
	#command;
	#base;
	#jobs;
	#folders = new Map();
	#session;
	constructor(command, base, jobs) {
		this.#command = command;
		this.#base = base;
		this.#jobs = jobs;
	}
	async each(items, work) {
		await forEachBounded(items, this.#jobs, work);
	}
	async find(keys) {
		const found = new Map();
		await forEachBounded(new Set(keys), window, async (key) => {
			const sizeBytes = await this.#try((session) => sizeOf(session, this.#path(key)));
			if (sizeBytes !== void 0) found.set(key, sizeBytes);
		});
		return found;
	}
	async list(prefix) {
		const start = prefix.slice(0, prefix.lastIndexOf("/") + 1);
		const keys = [];
		let folders = [start];
		while (folders.length > 0) {
			const below = [];
			await this.each(folders, async (folder) => {
				const entries = await this.#try((session) => readFolder(session, this.#path(folder)));
				for (const { name, isFolder } of entries) {
					const key = folder + name;
					if (!(key.startsWith(prefix) || prefix.startsWith(`${key}/`)) || key === uploadFolder) continue;
					if (isFolder) below.push(`${key}/`);
					else if (key.startsWith(prefix)) keys.push(key);
				}
			});
			folders = below;
		}
		return keys;
	}
	async download(transfer) {
		const openPart = async (offset) => {
			const session = await this.#connect();
			const path = this.#path(transfer.key);
			const sizeBytes = await sizeOf(session, path);
			if (sizeBytes === void 0) return "missing";
			if (offset > sizeBytes) return "past the end";
			return {
				offset,
				totalBytes: sizeBytes,
				etag: void 0,
				body: readBlocks(session, path, offset, sizeBytes)
			};
		};
		return resumeDownload(transfer, openPart);
	}
	async upload(transfer) {
		const target = this.#path(transfer.key);
		const temporary = this.#path(`${uploadFolder}/${transfer.key.replaceAll("/", "-")}`);
		const mode = transfer.key.startsWith("runs/") ? 420 : 292;
		let reached = 0;
		await withRetries(async () => {
			const session = await this.#connect();
			await this.#makeFolders(session, posix.dirname(target));
			await this.#makeFolders(session, posix.dirname(temporary));
			const file = await open(transfer.file, "r");
			try {
				await writeBlocks(session, file, {
					path: temporary,
					mode
				}, (end) => {
					reached = Math.max(reached, end);
				});
			} finally {
				await file.close();
			}
			await moveOver(session, temporary, target);
		}, {}, () => reached);
	}
	async remove(key) {
		await this.#try((session) => unlessMissing(session.ask(packetTypes.remove, this.#path(key))));
	}
	async close() {
		const session = await this.#session?.catch(() => void 0);
		if (session === void 0) return;
		await session.ask(packetTypes.removeDirectory, this.#path(uploadFolder)).catch(() => void 0);
		await session.close();
		this.#session = void 0;
	}
	#path(key) {
		const parts = key.split("/").filter((part) => part !== "");
		if (parts.some((part) => part === "." || part === ".." || part.includes("\0"))) throw new PawlError("input.invalid", { message: `${JSON.stringify(key)} is no name of an object.` });
		return `${this.#base}/${parts.join("/")}`;
	}
	async #connect() {
		const last = this.#session;
		const session = await last?.catch(() => void 0);
		if (session?.isOpen === true) return session;
		if (this.#session !== last) return this.#connect();
		this.#folders.clear();
		this.#session = SftpSession.open(this.#command);
		return this.#session;
	}
	#try(work) {
		return withRetries(async () => work(await this.#connect()));
	}
	async #makeFolders(session, path) {
		const known = this.#folders.get(path);
		if (known !== void 0) return known;
		const making = this.#makeFolder(session, path);
		this.#folders.set(path, making);
		return making;
	}
	async #makeFolder(session, path) {
		if (path === "/" || path === "") return;
		if (await unlessMissing(session.ask(packetTypes.stat, path)) !== void 0) return;
		await this.#makeFolders(session, posix.dirname(path));
		await session.ask(packetTypes.makeDirectory, path, 0).catch((error) => {
			if (!(error instanceof SftpStatus) || error.status !== statusCodes.failure) throw error;
		});
	}
};
async function unlessMissing(asked) {
	return asked.catch((error) => {
		if (error instanceof SftpStatus && error.status === statusCodes.noSuchFile) return void 0;
		throw error;
	});
}
async function sizeOf(session, path) {
	const reply = await unlessMissing(session.ask(packetTypes.stat, path));
	const { sizeBytes = 0, mode = 0 } = reply?.fields.attributes() ?? {};
	return reply === void 0 || isFolderMode(mode) ? void 0 : sizeBytes;
}
function isFolderMode(mode) {
	return (mode & 61440) === 16384;
}
async function readFolder(session, path) {
	const opened = await unlessMissing(session.ask(packetTypes.openDirectory, path));
	if (opened === void 0) return [];
	const handle = opened.fields.bytes();
	const entries = [];
	for (;;) {
		const reply = await session.ask(packetTypes.readDirectory, handle).catch((error) => {
			if (error instanceof SftpStatus && error.status === statusCodes.endOfFile) return void 0;
			throw error;
		});
		if (reply === void 0) break;
		for (let count = reply.fields.uint32(); count > 0; count -= 1) {
			const name = reply.fields.text();
			reply.fields.text();
			const { mode = 0 } = reply.fields.attributes();
			if (name !== "." && name !== "..") entries.push({
				name,
				isFolder: isFolderMode(mode)
			});
		}
	}
	await session.ask(packetTypes.close, handle);
	return entries;
}
async function* readBlocks(session, path, from, end) {
	const handle = (await session.ask(packetTypes.open, path, openFlags.read, 0)).fields.bytes();
	const ask = (offset, length) => {
		const asked = session.ask(packetTypes.read, handle, BigInt(offset), length).then((reply) => reply.fields.bytes());
		asked.catch(() => void 0);
		return asked;
	};
	const coming = [];
	let next = from;
	const fill = () => {
		for (; coming.length < window && next < end; next += blockBytes) {
			const length = Math.min(blockBytes, end - next);
			coming.push({
				offset: next,
				length,
				bytes: ask(next, length)
			});
		}
	};
	for (fill();; fill()) {
		const first = coming.shift();
		if (first === void 0) break;
		const bytes = await first.bytes;
		yield bytes;
		const rest = first.length - bytes.length;
		const offset = first.offset + bytes.length;
		if (rest > 0) coming.unshift({
			offset,
			length: rest,
			bytes: ask(offset, rest)
		});
	}
	await session.ask(packetTypes.close, handle);
}
async function writeBlocks(session, file, target, onWritten) {
	const { size } = await file.stat();
	const there = await sizeOf(session, target.path) ?? 0;
	const isPart = there <= size;
	const start = isPart ? Math.max(0, there - window * blockBytes) : 0;
	const flags = openFlags.write | openFlags.create | (isPart ? 0 : openFlags.truncate);
	const handle = (await session.ask(packetTypes.open, target.path, flags, ...encodeMode(420))).fields.bytes();
	const onWay = [];
	for (let offset = start; offset < size; offset += blockBytes) {
		const block = Buffer.allocUnsafe(Math.min(blockBytes, size - offset));
		await file.read(block, 0, block.length, offset);
		const written = session.ask(packetTypes.write, handle, BigInt(offset), block).then(() => onWritten(offset + block.length));
		written.catch(() => void 0);
		onWay.push(written);
		if (onWay.length >= window) await onWay.shift();
	}
	await Promise.all(onWay);
	if (session.has("fsync@openssh.com")) await session.ask(packetTypes.extended, "fsync@openssh.com", handle);
	await session.ask(packetTypes.setHandleStat, handle, ...encodeMode(target.mode));
	await session.ask(packetTypes.close, handle);
}
async function moveOver(session, from, to) {
	const sizeBytes = await sizeOf(session, from);
	if (session.has("posix-rename@openssh.com")) {
		if (await unlessMissing(session.ask(packetTypes.extended, "posix-rename@openssh.com", from, to)) !== void 0) return;
	} else if (await sizeOf(session, to) === void 0) {
		await session.ask(packetTypes.rename, from, to);
		return;
	}
	const there = await sizeOf(session, to);
	if (there !== void 0 && (sizeBytes === void 0 || there === sizeBytes)) return;
	throw new PawlError("remote.failed", { message: `${to} was not put in its place on the server.` });
}
//#endregion
export { createSshStore };

import { o as __toESM, t as __commonJSMin } from "./rolldown-runtime-BQZXps4v.js";
import { f as PawlError } from "./copy-W2n1VAGm.js";
import { closeSync, existsSync, fstatSync, openSync, readSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { zstdDecompressSync } from "node:zlib";
//#region node_modules/flatbuffers/js/constants.js
var require_constants = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.SIZE_PREFIX_LENGTH = exports.FILE_IDENTIFIER_LENGTH = exports.SIZEOF_INT = exports.SIZEOF_SHORT = void 0;
	exports.SIZEOF_SHORT = 2;
	exports.SIZEOF_INT = 4;
	exports.FILE_IDENTIFIER_LENGTH = 4;
	exports.SIZE_PREFIX_LENGTH = 4;
}));
//#endregion
//#region node_modules/flatbuffers/js/utils.js
var require_utils = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.isLittleEndian = exports.float64 = exports.float32 = exports.int32 = void 0;
	exports.int32 = new Int32Array(2);
	exports.float32 = new Float32Array(exports.int32.buffer);
	exports.float64 = new Float64Array(exports.int32.buffer);
	exports.isLittleEndian = new Uint16Array(new Uint8Array([1, 0]).buffer)[0] === 1;
}));
//#endregion
//#region node_modules/flatbuffers/js/encoding.js
var require_encoding = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.Encoding = void 0;
	var Encoding;
	(function(Encoding) {
		Encoding[Encoding["UTF8_BYTES"] = 1] = "UTF8_BYTES";
		Encoding[Encoding["UTF16_STRING"] = 2] = "UTF16_STRING";
	})(Encoding || (exports.Encoding = Encoding = {}));
}));
//#endregion
//#region node_modules/flatbuffers/js/byte-buffer.js
var require_byte_buffer = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.ByteBuffer = void 0;
	const constants_js_1 = require_constants();
	const encoding_js_1 = require_encoding();
	const utils_js_1 = require_utils();
	exports.ByteBuffer = class ByteBuffer {
		constructor(bytes_) {
			this.bytes_ = bytes_;
			this.position_ = 0;
			this.text_decoder_ = new TextDecoder();
		}
		static allocate(byte_size) {
			return new ByteBuffer(new Uint8Array(byte_size));
		}
		clear() {
			this.position_ = 0;
		}
		bytes() {
			return this.bytes_;
		}
		position() {
			return this.position_;
		}
		setPosition(position) {
			this.position_ = position;
		}
		capacity() {
			return this.bytes_.length;
		}
		readInt8(offset) {
			return this.readUint8(offset) << 24 >> 24;
		}
		readUint8(offset) {
			return this.bytes_[offset];
		}
		readInt16(offset) {
			return this.readUint16(offset) << 16 >> 16;
		}
		readUint16(offset) {
			return this.bytes_[offset] | this.bytes_[offset + 1] << 8;
		}
		readInt32(offset) {
			return this.bytes_[offset] | this.bytes_[offset + 1] << 8 | this.bytes_[offset + 2] << 16 | this.bytes_[offset + 3] << 24;
		}
		readUint32(offset) {
			return this.readInt32(offset) >>> 0;
		}
		readInt64(offset) {
			return BigInt.asIntN(64, BigInt(this.readUint32(offset)) + (BigInt(this.readUint32(offset + 4)) << BigInt(32)));
		}
		readUint64(offset) {
			return BigInt.asUintN(64, BigInt(this.readUint32(offset)) + (BigInt(this.readUint32(offset + 4)) << BigInt(32)));
		}
		readFloat32(offset) {
			utils_js_1.int32[0] = this.readInt32(offset);
			return utils_js_1.float32[0];
		}
		readFloat64(offset) {
			utils_js_1.int32[utils_js_1.isLittleEndian ? 0 : 1] = this.readInt32(offset);
			utils_js_1.int32[utils_js_1.isLittleEndian ? 1 : 0] = this.readInt32(offset + 4);
			return utils_js_1.float64[0];
		}
		writeInt8(offset, value) {
			this.bytes_[offset] = value;
		}
		writeUint8(offset, value) {
			this.bytes_[offset] = value;
		}
		writeInt16(offset, value) {
			this.bytes_[offset] = value;
			this.bytes_[offset + 1] = value >> 8;
		}
		writeUint16(offset, value) {
			this.bytes_[offset] = value;
			this.bytes_[offset + 1] = value >> 8;
		}
		writeInt32(offset, value) {
			this.bytes_[offset] = value;
			this.bytes_[offset + 1] = value >> 8;
			this.bytes_[offset + 2] = value >> 16;
			this.bytes_[offset + 3] = value >> 24;
		}
		writeUint32(offset, value) {
			this.bytes_[offset] = value;
			this.bytes_[offset + 1] = value >> 8;
			this.bytes_[offset + 2] = value >> 16;
			this.bytes_[offset + 3] = value >> 24;
		}
		writeInt64(offset, value) {
			this.writeInt32(offset, Number(BigInt.asIntN(32, value)));
			this.writeInt32(offset + 4, Number(BigInt.asIntN(32, value >> BigInt(32))));
		}
		writeUint64(offset, value) {
			this.writeUint32(offset, Number(BigInt.asUintN(32, value)));
			this.writeUint32(offset + 4, Number(BigInt.asUintN(32, value >> BigInt(32))));
		}
		writeFloat32(offset, value) {
			utils_js_1.float32[0] = value;
			this.writeInt32(offset, utils_js_1.int32[0]);
		}
		writeFloat64(offset, value) {
			utils_js_1.float64[0] = value;
			this.writeInt32(offset, utils_js_1.int32[utils_js_1.isLittleEndian ? 0 : 1]);
			this.writeInt32(offset + 4, utils_js_1.int32[utils_js_1.isLittleEndian ? 1 : 0]);
		}
		getBufferIdentifier() {
			if (this.bytes_.length < this.position_ + constants_js_1.SIZEOF_INT + constants_js_1.FILE_IDENTIFIER_LENGTH) throw new Error("FlatBuffers: ByteBuffer is too short to contain an identifier.");
			let result = "";
			for (let i = 0; i < constants_js_1.FILE_IDENTIFIER_LENGTH; i++) result += String.fromCharCode(this.readInt8(this.position_ + constants_js_1.SIZEOF_INT + i));
			return result;
		}
		__offset(bb_pos, vtable_offset) {
			const vtable = bb_pos - this.readInt32(bb_pos);
			return vtable_offset < this.readInt16(vtable) ? this.readInt16(vtable + vtable_offset) : 0;
		}
		__union(t, offset) {
			t.bb_pos = offset + this.readInt32(offset);
			t.bb = this;
			return t;
		}
		__string(offset, opt_encoding) {
			offset += this.readInt32(offset);
			const length = this.readInt32(offset);
			offset += constants_js_1.SIZEOF_INT;
			const utf8bytes = this.bytes_.subarray(offset, offset + length);
			if (opt_encoding === encoding_js_1.Encoding.UTF8_BYTES) return utf8bytes;
			else return this.text_decoder_.decode(utf8bytes);
		}
		__union_with_string(o, offset) {
			if (typeof o === "string") return this.__string(offset);
			return this.__union(o, offset);
		}
		__indirect(offset) {
			return offset + this.readInt32(offset);
		}
		__vector(offset) {
			return offset + this.readInt32(offset) + constants_js_1.SIZEOF_INT;
		}
		__vector_len(offset) {
			return this.readInt32(offset + this.readInt32(offset));
		}
		__has_identifier(ident) {
			if (ident.length != constants_js_1.FILE_IDENTIFIER_LENGTH) throw new Error("FlatBuffers: file identifier must be length " + constants_js_1.FILE_IDENTIFIER_LENGTH);
			for (let i = 0; i < constants_js_1.FILE_IDENTIFIER_LENGTH; i++) if (ident.charCodeAt(i) != this.readInt8(this.position() + constants_js_1.SIZEOF_INT + i)) return false;
			return true;
		}
		createScalarList(listAccessor, listLength) {
			const ret = [];
			for (let i = 0; i < listLength; ++i) {
				const val = listAccessor(i);
				if (val !== null) ret.push(val);
			}
			return ret;
		}
		createObjList(listAccessor, listLength) {
			const ret = [];
			for (let i = 0; i < listLength; ++i) {
				const val = listAccessor(i);
				if (val !== null) ret.push(val.unpack());
			}
			return ret;
		}
	};
}));
//#endregion
//#region node_modules/flatbuffers/js/builder.js
var require_builder = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.Builder = void 0;
	const byte_buffer_js_1 = require_byte_buffer();
	const constants_js_1 = require_constants();
	exports.Builder = class Builder {
		constructor(opt_initial_size) {
			this.minalign = 1;
			this.vtable = null;
			this.vtable_in_use = 0;
			this.isNested = false;
			this.object_start = 0;
			this.vtables = [];
			this.vector_num_elems = 0;
			this.force_defaults = false;
			this.string_maps = null;
			this.text_encoder = new TextEncoder();
			let initial_size;
			if (!opt_initial_size) initial_size = 1024;
			else initial_size = opt_initial_size;
			this.bb = byte_buffer_js_1.ByteBuffer.allocate(initial_size);
			this.space = initial_size;
		}
		clear() {
			this.bb.clear();
			this.space = this.bb.capacity();
			this.minalign = 1;
			this.vtable = null;
			this.vtable_in_use = 0;
			this.isNested = false;
			this.object_start = 0;
			this.vtables = [];
			this.vector_num_elems = 0;
			this.force_defaults = false;
			this.string_maps = null;
		}
		forceDefaults(forceDefaults) {
			this.force_defaults = forceDefaults;
		}
		dataBuffer() {
			return this.bb;
		}
		asUint8Array() {
			return this.bb.bytes().subarray(this.bb.position(), this.bb.position() + this.offset());
		}
		prep(size, additional_bytes) {
			if (size > this.minalign) this.minalign = size;
			const align_size = ~(this.bb.capacity() - this.space + additional_bytes) + 1 & size - 1;
			while (this.space < align_size + size + additional_bytes) {
				const old_buf_size = this.bb.capacity();
				this.bb = Builder.growByteBuffer(this.bb);
				this.space += this.bb.capacity() - old_buf_size;
			}
			this.pad(align_size);
		}
		pad(byte_size) {
			for (let i = 0; i < byte_size; i++) this.bb.writeInt8(--this.space, 0);
		}
		writeInt8(value) {
			this.bb.writeInt8(this.space -= 1, value);
		}
		writeInt16(value) {
			this.bb.writeInt16(this.space -= 2, value);
		}
		writeInt32(value) {
			this.bb.writeInt32(this.space -= 4, value);
		}
		writeInt64(value) {
			this.bb.writeInt64(this.space -= 8, value);
		}
		writeFloat32(value) {
			this.bb.writeFloat32(this.space -= 4, value);
		}
		writeFloat64(value) {
			this.bb.writeFloat64(this.space -= 8, value);
		}
		addInt8(value) {
			this.prep(1, 0);
			this.writeInt8(value);
		}
		addInt16(value) {
			this.prep(2, 0);
			this.writeInt16(value);
		}
		addInt32(value) {
			this.prep(4, 0);
			this.writeInt32(value);
		}
		addInt64(value) {
			this.prep(8, 0);
			this.writeInt64(value);
		}
		addFloat32(value) {
			this.prep(4, 0);
			this.writeFloat32(value);
		}
		addFloat64(value) {
			this.prep(8, 0);
			this.writeFloat64(value);
		}
		addFieldInt8(voffset, value, defaultValue) {
			if (this.force_defaults || value != defaultValue) {
				this.addInt8(value);
				this.slot(voffset);
			}
		}
		addFieldInt16(voffset, value, defaultValue) {
			if (this.force_defaults || value != defaultValue) {
				this.addInt16(value);
				this.slot(voffset);
			}
		}
		addFieldInt32(voffset, value, defaultValue) {
			if (this.force_defaults || value != defaultValue) {
				this.addInt32(value);
				this.slot(voffset);
			}
		}
		addFieldInt64(voffset, value, defaultValue) {
			if (this.force_defaults || value !== defaultValue) {
				this.addInt64(value);
				this.slot(voffset);
			}
		}
		addFieldFloat32(voffset, value, defaultValue) {
			if (this.force_defaults || value != defaultValue) {
				this.addFloat32(value);
				this.slot(voffset);
			}
		}
		addFieldFloat64(voffset, value, defaultValue) {
			if (this.force_defaults || value != defaultValue) {
				this.addFloat64(value);
				this.slot(voffset);
			}
		}
		addFieldOffset(voffset, value, defaultValue) {
			if (this.force_defaults || value != defaultValue) {
				this.addOffset(value);
				this.slot(voffset);
			}
		}
		addFieldStruct(voffset, value, defaultValue) {
			if (value != defaultValue) {
				this.nested(value);
				this.slot(voffset);
			}
		}
		nested(obj) {
			if (obj != this.offset()) throw new TypeError("FlatBuffers: struct must be serialized inline.");
		}
		notNested() {
			if (this.isNested) throw new TypeError("FlatBuffers: object serialization must not be nested.");
		}
		slot(voffset) {
			if (this.vtable !== null) this.vtable[voffset] = this.offset();
		}
		offset() {
			return this.bb.capacity() - this.space;
		}
		static growByteBuffer(bb) {
			const old_buf_size = bb.capacity();
			if (old_buf_size & 3221225472) throw new Error("FlatBuffers: cannot grow buffer beyond 2 gigabytes.");
			const new_buf_size = old_buf_size << 1;
			const nbb = byte_buffer_js_1.ByteBuffer.allocate(new_buf_size);
			nbb.setPosition(new_buf_size - old_buf_size);
			nbb.bytes().set(bb.bytes(), new_buf_size - old_buf_size);
			return nbb;
		}
		addOffset(offset) {
			this.prep(constants_js_1.SIZEOF_INT, 0);
			this.writeInt32(this.offset() - offset + constants_js_1.SIZEOF_INT);
		}
		startObject(numfields) {
			this.notNested();
			if (this.vtable == null) this.vtable = [];
			this.vtable_in_use = numfields;
			for (let i = 0; i < numfields; i++) this.vtable[i] = 0;
			this.isNested = true;
			this.object_start = this.offset();
		}
		endObject() {
			if (this.vtable == null || !this.isNested) throw new Error("FlatBuffers: endObject called without startObject");
			this.addInt32(0);
			const vtableloc = this.offset();
			let i = this.vtable_in_use - 1;
			for (; i >= 0 && this.vtable[i] == 0; i--);
			const trimmed_size = i + 1;
			for (; i >= 0; i--) this.addInt16(this.vtable[i] != 0 ? vtableloc - this.vtable[i] : 0);
			const standard_fields = 2;
			this.addInt16(vtableloc - this.object_start);
			const len = (trimmed_size + standard_fields) * constants_js_1.SIZEOF_SHORT;
			this.addInt16(len);
			let existing_vtable = 0;
			const vt1 = this.space;
			outer_loop: for (i = 0; i < this.vtables.length; i++) {
				const vt2 = this.bb.capacity() - this.vtables[i];
				if (len == this.bb.readInt16(vt2)) {
					for (let j = constants_js_1.SIZEOF_SHORT; j < len; j += constants_js_1.SIZEOF_SHORT) if (this.bb.readInt16(vt1 + j) != this.bb.readInt16(vt2 + j)) continue outer_loop;
					existing_vtable = this.vtables[i];
					break;
				}
			}
			if (existing_vtable) {
				this.space = this.bb.capacity() - vtableloc;
				this.bb.writeInt32(this.space, existing_vtable - vtableloc);
			} else {
				this.vtables.push(this.offset());
				this.bb.writeInt32(this.bb.capacity() - vtableloc, this.offset() - vtableloc);
			}
			this.isNested = false;
			return vtableloc;
		}
		finish(root_table, opt_file_identifier, opt_size_prefix) {
			const size_prefix = opt_size_prefix ? constants_js_1.SIZE_PREFIX_LENGTH : 0;
			if (opt_file_identifier) {
				const file_identifier = opt_file_identifier;
				this.prep(this.minalign, constants_js_1.SIZEOF_INT + constants_js_1.FILE_IDENTIFIER_LENGTH + size_prefix);
				if (file_identifier.length != constants_js_1.FILE_IDENTIFIER_LENGTH) throw new TypeError("FlatBuffers: file identifier must be length " + constants_js_1.FILE_IDENTIFIER_LENGTH);
				for (let i = constants_js_1.FILE_IDENTIFIER_LENGTH - 1; i >= 0; i--) this.writeInt8(file_identifier.charCodeAt(i));
			}
			this.prep(this.minalign, constants_js_1.SIZEOF_INT + size_prefix);
			this.addOffset(root_table);
			if (size_prefix) this.addInt32(this.bb.capacity() - this.space);
			this.bb.setPosition(this.space);
		}
		finishSizePrefixed(root_table, opt_file_identifier) {
			this.finish(root_table, opt_file_identifier, true);
		}
		requiredField(table, field) {
			const table_start = this.bb.capacity() - table;
			const vtable_start = table_start - this.bb.readInt32(table_start);
			if (!(field < this.bb.readInt16(vtable_start) && this.bb.readInt16(vtable_start + field) != 0)) throw new TypeError("FlatBuffers: field " + field + " must be set");
		}
		startVector(elem_size, num_elems, alignment) {
			this.notNested();
			this.vector_num_elems = num_elems;
			this.prep(constants_js_1.SIZEOF_INT, elem_size * num_elems);
			this.prep(alignment, elem_size * num_elems);
		}
		endVector() {
			this.writeInt32(this.vector_num_elems);
			return this.offset();
		}
		createSharedString(s) {
			if (!s) return 0;
			if (!this.string_maps) this.string_maps = new Map();
			if (this.string_maps.has(s)) return this.string_maps.get(s);
			const offset = this.createString(s);
			this.string_maps.set(s, offset);
			return offset;
		}
		createString(s) {
			if (s === null || s === void 0) return 0;
			let utf8;
			if (s instanceof Uint8Array) utf8 = s;
			else utf8 = this.text_encoder.encode(s);
			this.addInt8(0);
			this.startVector(1, utf8.length, 1);
			this.bb.setPosition(this.space -= utf8.length);
			this.bb.bytes().set(utf8, this.space);
			return this.endVector();
		}
		createByteVector(v) {
			if (v === null || v === void 0) return 0;
			this.startVector(1, v.length, 1);
			this.bb.setPosition(this.space -= v.length);
			this.bb.bytes().set(v, this.space);
			return this.endVector();
		}
		createObjectOffset(obj) {
			if (obj === null) return 0;
			if (typeof obj === "string") return this.createString(obj);
			else return obj.pack(this);
		}
		createObjectOffsetList(list) {
			const ret = [];
			for (let i = 0; i < list.length; ++i) {
				const val = list[i];
				if (val !== null) ret.push(this.createObjectOffset(val));
				else throw new TypeError("FlatBuffers: Argument for createObjectOffsetList cannot contain null.");
			}
			return ret;
		}
		createStructOffsetList(list, startFunc) {
			startFunc(this, list.length);
			this.createObjectOffsetList(list.slice().reverse());
			return this.endVector();
		}
	};
}));
//#endregion
//#region node_modules/apache-arrow/fb/body-compression-method.mjs
var import_flatbuffers = __toESM(__commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.Encoding = exports.ByteBuffer = exports.Builder = exports.isLittleEndian = exports.int32 = exports.float64 = exports.float32 = exports.SIZE_PREFIX_LENGTH = exports.SIZEOF_SHORT = exports.SIZEOF_INT = exports.FILE_IDENTIFIER_LENGTH = void 0;
	var constants_js_1 = require_constants();
	Object.defineProperty(exports, "FILE_IDENTIFIER_LENGTH", {
		enumerable: true,
		get: function() {
			return constants_js_1.FILE_IDENTIFIER_LENGTH;
		}
	});
	Object.defineProperty(exports, "SIZEOF_INT", {
		enumerable: true,
		get: function() {
			return constants_js_1.SIZEOF_INT;
		}
	});
	Object.defineProperty(exports, "SIZEOF_SHORT", {
		enumerable: true,
		get: function() {
			return constants_js_1.SIZEOF_SHORT;
		}
	});
	Object.defineProperty(exports, "SIZE_PREFIX_LENGTH", {
		enumerable: true,
		get: function() {
			return constants_js_1.SIZE_PREFIX_LENGTH;
		}
	});
	var utils_js_1 = require_utils();
	Object.defineProperty(exports, "float32", {
		enumerable: true,
		get: function() {
			return utils_js_1.float32;
		}
	});
	Object.defineProperty(exports, "float64", {
		enumerable: true,
		get: function() {
			return utils_js_1.float64;
		}
	});
	Object.defineProperty(exports, "int32", {
		enumerable: true,
		get: function() {
			return utils_js_1.int32;
		}
	});
	Object.defineProperty(exports, "isLittleEndian", {
		enumerable: true,
		get: function() {
			return utils_js_1.isLittleEndian;
		}
	});
	var builder_js_1 = require_builder();
	Object.defineProperty(exports, "Builder", {
		enumerable: true,
		get: function() {
			return builder_js_1.Builder;
		}
	});
	var byte_buffer_js_1 = require_byte_buffer();
	Object.defineProperty(exports, "ByteBuffer", {
		enumerable: true,
		get: function() {
			return byte_buffer_js_1.ByteBuffer;
		}
	});
	var encoding_js_1 = require_encoding();
	Object.defineProperty(exports, "Encoding", {
		enumerable: true,
		get: function() {
			return encoding_js_1.Encoding;
		}
	});
}))(), 1);
var BodyCompressionMethod;
(function(BodyCompressionMethod) {
	BodyCompressionMethod[BodyCompressionMethod["BUFFER"] = 0] = "BUFFER";
})(BodyCompressionMethod || (BodyCompressionMethod = {}));
//#endregion
//#region node_modules/apache-arrow/fb/compression-type.mjs
var CompressionType;
(function(CompressionType) {
	CompressionType[CompressionType["LZ4_FRAME"] = 0] = "LZ4_FRAME";
	CompressionType[CompressionType["ZSTD"] = 1] = "ZSTD";
})(CompressionType || (CompressionType = {}));
//#endregion
//#region node_modules/apache-arrow/fb/body-compression.mjs
var BodyCompression = class BodyCompression {
	constructor() {
		this.bb = null;
		this.bb_pos = 0;
	}
	__init(i, bb) {
		this.bb_pos = i;
		this.bb = bb;
		return this;
	}
	static getRootAsBodyCompression(bb, obj) {
		return (obj || new BodyCompression()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
	}
	static getSizePrefixedRootAsBodyCompression(bb, obj) {
		bb.setPosition(bb.position() + import_flatbuffers.SIZE_PREFIX_LENGTH);
		return (obj || new BodyCompression()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
	}
	codec() {
		const offset = this.bb.__offset(this.bb_pos, 4);
		return offset ? this.bb.readInt8(this.bb_pos + offset) : CompressionType.LZ4_FRAME;
	}
	method() {
		const offset = this.bb.__offset(this.bb_pos, 6);
		return offset ? this.bb.readInt8(this.bb_pos + offset) : BodyCompressionMethod.BUFFER;
	}
	static startBodyCompression(builder) {
		builder.startObject(2);
	}
	static addCodec(builder, codec) {
		builder.addFieldInt8(0, codec, CompressionType.LZ4_FRAME);
	}
	static addMethod(builder, method) {
		builder.addFieldInt8(1, method, BodyCompressionMethod.BUFFER);
	}
	static endBodyCompression(builder) {
		return builder.endObject();
	}
	static createBodyCompression(builder, codec, method) {
		BodyCompression.startBodyCompression(builder);
		BodyCompression.addCodec(builder, codec);
		BodyCompression.addMethod(builder, method);
		return BodyCompression.endBodyCompression(builder);
	}
};
//#endregion
//#region node_modules/apache-arrow/fb/buffer.mjs
var Buffer$1 = class {
	constructor() {
		this.bb = null;
		this.bb_pos = 0;
	}
	__init(i, bb) {
		this.bb_pos = i;
		this.bb = bb;
		return this;
	}
	offset() {
		return this.bb.readInt64(this.bb_pos);
	}
	length() {
		return this.bb.readInt64(this.bb_pos + 8);
	}
	static sizeOf() {
		return 16;
	}
	static createBuffer(builder, offset, length) {
		builder.prep(8, 16);
		builder.writeInt64(BigInt(length !== null && length !== void 0 ? length : 0));
		builder.writeInt64(BigInt(offset !== null && offset !== void 0 ? offset : 0));
		return builder.offset();
	}
};
//#endregion
//#region node_modules/apache-arrow/fb/field-node.mjs
var FieldNode = class {
	constructor() {
		this.bb = null;
		this.bb_pos = 0;
	}
	__init(i, bb) {
		this.bb_pos = i;
		this.bb = bb;
		return this;
	}
	length() {
		return this.bb.readInt64(this.bb_pos);
	}
	nullCount() {
		return this.bb.readInt64(this.bb_pos + 8);
	}
	static sizeOf() {
		return 16;
	}
	static createFieldNode(builder, length, null_count) {
		builder.prep(8, 16);
		builder.writeInt64(BigInt(null_count !== null && null_count !== void 0 ? null_count : 0));
		builder.writeInt64(BigInt(length !== null && length !== void 0 ? length : 0));
		return builder.offset();
	}
};
//#endregion
//#region node_modules/apache-arrow/fb/record-batch.mjs
var RecordBatch = class RecordBatch {
	constructor() {
		this.bb = null;
		this.bb_pos = 0;
	}
	__init(i, bb) {
		this.bb_pos = i;
		this.bb = bb;
		return this;
	}
	static getRootAsRecordBatch(bb, obj) {
		return (obj || new RecordBatch()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
	}
	static getSizePrefixedRootAsRecordBatch(bb, obj) {
		bb.setPosition(bb.position() + import_flatbuffers.SIZE_PREFIX_LENGTH);
		return (obj || new RecordBatch()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
	}
	length() {
		const offset = this.bb.__offset(this.bb_pos, 4);
		return offset ? this.bb.readInt64(this.bb_pos + offset) : BigInt("0");
	}
	nodes(index, obj) {
		const offset = this.bb.__offset(this.bb_pos, 6);
		return offset ? (obj || new FieldNode()).__init(this.bb.__vector(this.bb_pos + offset) + index * 16, this.bb) : null;
	}
	nodesLength() {
		const offset = this.bb.__offset(this.bb_pos, 6);
		return offset ? this.bb.__vector_len(this.bb_pos + offset) : 0;
	}
	buffers(index, obj) {
		const offset = this.bb.__offset(this.bb_pos, 8);
		return offset ? (obj || new Buffer$1()).__init(this.bb.__vector(this.bb_pos + offset) + index * 16, this.bb) : null;
	}
	buffersLength() {
		const offset = this.bb.__offset(this.bb_pos, 8);
		return offset ? this.bb.__vector_len(this.bb_pos + offset) : 0;
	}
	compression(obj) {
		const offset = this.bb.__offset(this.bb_pos, 10);
		return offset ? (obj || new BodyCompression()).__init(this.bb.__indirect(this.bb_pos + offset), this.bb) : null;
	}
	variadicBufferCounts(index) {
		const offset = this.bb.__offset(this.bb_pos, 12);
		return offset ? this.bb.readInt64(this.bb.__vector(this.bb_pos + offset) + index * 8) : BigInt(0);
	}
	variadicBufferCountsLength() {
		const offset = this.bb.__offset(this.bb_pos, 12);
		return offset ? this.bb.__vector_len(this.bb_pos + offset) : 0;
	}
	static startRecordBatch(builder) {
		builder.startObject(5);
	}
	static addLength(builder, length) {
		builder.addFieldInt64(0, length, BigInt("0"));
	}
	static addNodes(builder, nodesOffset) {
		builder.addFieldOffset(1, nodesOffset, 0);
	}
	static startNodesVector(builder, numElems) {
		builder.startVector(16, numElems, 8);
	}
	static addBuffers(builder, buffersOffset) {
		builder.addFieldOffset(2, buffersOffset, 0);
	}
	static startBuffersVector(builder, numElems) {
		builder.startVector(16, numElems, 8);
	}
	static addCompression(builder, compressionOffset) {
		builder.addFieldOffset(3, compressionOffset, 0);
	}
	static addVariadicBufferCounts(builder, variadicBufferCountsOffset) {
		builder.addFieldOffset(4, variadicBufferCountsOffset, 0);
	}
	static createVariadicBufferCountsVector(builder, data) {
		builder.startVector(8, data.length, 8);
		for (let i = data.length - 1; i >= 0; i--) builder.addInt64(data[i]);
		return builder.endVector();
	}
	static startVariadicBufferCountsVector(builder, numElems) {
		builder.startVector(8, numElems, 8);
	}
	static endRecordBatch(builder) {
		return builder.endObject();
	}
};
//#endregion
//#region node_modules/apache-arrow/fb/dictionary-batch.mjs
var DictionaryBatch = class DictionaryBatch {
	constructor() {
		this.bb = null;
		this.bb_pos = 0;
	}
	__init(i, bb) {
		this.bb_pos = i;
		this.bb = bb;
		return this;
	}
	static getRootAsDictionaryBatch(bb, obj) {
		return (obj || new DictionaryBatch()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
	}
	static getSizePrefixedRootAsDictionaryBatch(bb, obj) {
		bb.setPosition(bb.position() + import_flatbuffers.SIZE_PREFIX_LENGTH);
		return (obj || new DictionaryBatch()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
	}
	id() {
		const offset = this.bb.__offset(this.bb_pos, 4);
		return offset ? this.bb.readInt64(this.bb_pos + offset) : BigInt("0");
	}
	data(obj) {
		const offset = this.bb.__offset(this.bb_pos, 6);
		return offset ? (obj || new RecordBatch()).__init(this.bb.__indirect(this.bb_pos + offset), this.bb) : null;
	}
	isDelta() {
		const offset = this.bb.__offset(this.bb_pos, 8);
		return offset ? !!this.bb.readInt8(this.bb_pos + offset) : false;
	}
	static startDictionaryBatch(builder) {
		builder.startObject(3);
	}
	static addId(builder, id) {
		builder.addFieldInt64(0, id, BigInt("0"));
	}
	static addData(builder, dataOffset) {
		builder.addFieldOffset(1, dataOffset, 0);
	}
	static addIsDelta(builder, isDelta) {
		builder.addFieldInt8(2, +isDelta, 0);
	}
	static endDictionaryBatch(builder) {
		return builder.endObject();
	}
};
//#endregion
//#region node_modules/apache-arrow/fb/endianness.mjs
var Endianness;
(function(Endianness) {
	Endianness[Endianness["Little"] = 0] = "Little";
	Endianness[Endianness["Big"] = 1] = "Big";
})(Endianness || (Endianness = {}));
//#endregion
//#region node_modules/apache-arrow/fb/dictionary-kind.mjs
var DictionaryKind;
(function(DictionaryKind) {
	DictionaryKind[DictionaryKind["DenseArray"] = 0] = "DenseArray";
})(DictionaryKind || (DictionaryKind = {}));
//#endregion
//#region node_modules/apache-arrow/fb/int.mjs
var Int = class Int {
	constructor() {
		this.bb = null;
		this.bb_pos = 0;
	}
	__init(i, bb) {
		this.bb_pos = i;
		this.bb = bb;
		return this;
	}
	static getRootAsInt(bb, obj) {
		return (obj || new Int()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
	}
	static getSizePrefixedRootAsInt(bb, obj) {
		bb.setPosition(bb.position() + import_flatbuffers.SIZE_PREFIX_LENGTH);
		return (obj || new Int()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
	}
	bitWidth() {
		const offset = this.bb.__offset(this.bb_pos, 4);
		return offset ? this.bb.readInt32(this.bb_pos + offset) : 0;
	}
	isSigned() {
		const offset = this.bb.__offset(this.bb_pos, 6);
		return offset ? !!this.bb.readInt8(this.bb_pos + offset) : false;
	}
	static startInt(builder) {
		builder.startObject(2);
	}
	static addBitWidth(builder, bitWidth) {
		builder.addFieldInt32(0, bitWidth, 0);
	}
	static addIsSigned(builder, isSigned) {
		builder.addFieldInt8(1, +isSigned, 0);
	}
	static endInt(builder) {
		return builder.endObject();
	}
	static createInt(builder, bitWidth, isSigned) {
		Int.startInt(builder);
		Int.addBitWidth(builder, bitWidth);
		Int.addIsSigned(builder, isSigned);
		return Int.endInt(builder);
	}
};
//#endregion
//#region node_modules/apache-arrow/fb/dictionary-encoding.mjs
var DictionaryEncoding = class DictionaryEncoding {
	constructor() {
		this.bb = null;
		this.bb_pos = 0;
	}
	__init(i, bb) {
		this.bb_pos = i;
		this.bb = bb;
		return this;
	}
	static getRootAsDictionaryEncoding(bb, obj) {
		return (obj || new DictionaryEncoding()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
	}
	static getSizePrefixedRootAsDictionaryEncoding(bb, obj) {
		bb.setPosition(bb.position() + import_flatbuffers.SIZE_PREFIX_LENGTH);
		return (obj || new DictionaryEncoding()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
	}
	id() {
		const offset = this.bb.__offset(this.bb_pos, 4);
		return offset ? this.bb.readInt64(this.bb_pos + offset) : BigInt("0");
	}
	indexType(obj) {
		const offset = this.bb.__offset(this.bb_pos, 6);
		return offset ? (obj || new Int()).__init(this.bb.__indirect(this.bb_pos + offset), this.bb) : null;
	}
	isOrdered() {
		const offset = this.bb.__offset(this.bb_pos, 8);
		return offset ? !!this.bb.readInt8(this.bb_pos + offset) : false;
	}
	dictionaryKind() {
		const offset = this.bb.__offset(this.bb_pos, 10);
		return offset ? this.bb.readInt16(this.bb_pos + offset) : DictionaryKind.DenseArray;
	}
	static startDictionaryEncoding(builder) {
		builder.startObject(4);
	}
	static addId(builder, id) {
		builder.addFieldInt64(0, id, BigInt("0"));
	}
	static addIndexType(builder, indexTypeOffset) {
		builder.addFieldOffset(1, indexTypeOffset, 0);
	}
	static addIsOrdered(builder, isOrdered) {
		builder.addFieldInt8(2, +isOrdered, 0);
	}
	static addDictionaryKind(builder, dictionaryKind) {
		builder.addFieldInt16(3, dictionaryKind, DictionaryKind.DenseArray);
	}
	static endDictionaryEncoding(builder) {
		return builder.endObject();
	}
};
//#endregion
//#region node_modules/apache-arrow/fb/key-value.mjs
var KeyValue = class KeyValue {
	constructor() {
		this.bb = null;
		this.bb_pos = 0;
	}
	__init(i, bb) {
		this.bb_pos = i;
		this.bb = bb;
		return this;
	}
	static getRootAsKeyValue(bb, obj) {
		return (obj || new KeyValue()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
	}
	static getSizePrefixedRootAsKeyValue(bb, obj) {
		bb.setPosition(bb.position() + import_flatbuffers.SIZE_PREFIX_LENGTH);
		return (obj || new KeyValue()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
	}
	key(optionalEncoding) {
		const offset = this.bb.__offset(this.bb_pos, 4);
		return offset ? this.bb.__string(this.bb_pos + offset, optionalEncoding) : null;
	}
	value(optionalEncoding) {
		const offset = this.bb.__offset(this.bb_pos, 6);
		return offset ? this.bb.__string(this.bb_pos + offset, optionalEncoding) : null;
	}
	static startKeyValue(builder) {
		builder.startObject(2);
	}
	static addKey(builder, keyOffset) {
		builder.addFieldOffset(0, keyOffset, 0);
	}
	static addValue(builder, valueOffset) {
		builder.addFieldOffset(1, valueOffset, 0);
	}
	static endKeyValue(builder) {
		return builder.endObject();
	}
	static createKeyValue(builder, keyOffset, valueOffset) {
		KeyValue.startKeyValue(builder);
		KeyValue.addKey(builder, keyOffset);
		KeyValue.addValue(builder, valueOffset);
		return KeyValue.endKeyValue(builder);
	}
};
//#endregion
//#region node_modules/apache-arrow/fb/date-unit.mjs
var DateUnit;
(function(DateUnit) {
	DateUnit[DateUnit["DAY"] = 0] = "DAY";
	DateUnit[DateUnit["MILLISECOND"] = 1] = "MILLISECOND";
})(DateUnit || (DateUnit = {}));
//#endregion
//#region node_modules/apache-arrow/fb/date.mjs
var Date = class Date {
	constructor() {
		this.bb = null;
		this.bb_pos = 0;
	}
	__init(i, bb) {
		this.bb_pos = i;
		this.bb = bb;
		return this;
	}
	static getRootAsDate(bb, obj) {
		return (obj || new Date()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
	}
	static getSizePrefixedRootAsDate(bb, obj) {
		bb.setPosition(bb.position() + import_flatbuffers.SIZE_PREFIX_LENGTH);
		return (obj || new Date()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
	}
	unit() {
		const offset = this.bb.__offset(this.bb_pos, 4);
		return offset ? this.bb.readInt16(this.bb_pos + offset) : DateUnit.MILLISECOND;
	}
	static startDate(builder) {
		builder.startObject(1);
	}
	static addUnit(builder, unit) {
		builder.addFieldInt16(0, unit, DateUnit.MILLISECOND);
	}
	static endDate(builder) {
		return builder.endObject();
	}
	static createDate(builder, unit) {
		Date.startDate(builder);
		Date.addUnit(builder, unit);
		return Date.endDate(builder);
	}
};
//#endregion
//#region node_modules/apache-arrow/fb/decimal.mjs
var Decimal = class Decimal {
	constructor() {
		this.bb = null;
		this.bb_pos = 0;
	}
	__init(i, bb) {
		this.bb_pos = i;
		this.bb = bb;
		return this;
	}
	static getRootAsDecimal(bb, obj) {
		return (obj || new Decimal()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
	}
	static getSizePrefixedRootAsDecimal(bb, obj) {
		bb.setPosition(bb.position() + import_flatbuffers.SIZE_PREFIX_LENGTH);
		return (obj || new Decimal()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
	}
	precision() {
		const offset = this.bb.__offset(this.bb_pos, 4);
		return offset ? this.bb.readInt32(this.bb_pos + offset) : 0;
	}
	scale() {
		const offset = this.bb.__offset(this.bb_pos, 6);
		return offset ? this.bb.readInt32(this.bb_pos + offset) : 0;
	}
	bitWidth() {
		const offset = this.bb.__offset(this.bb_pos, 8);
		return offset ? this.bb.readInt32(this.bb_pos + offset) : 128;
	}
	static startDecimal(builder) {
		builder.startObject(3);
	}
	static addPrecision(builder, precision) {
		builder.addFieldInt32(0, precision, 0);
	}
	static addScale(builder, scale) {
		builder.addFieldInt32(1, scale, 0);
	}
	static addBitWidth(builder, bitWidth) {
		builder.addFieldInt32(2, bitWidth, 128);
	}
	static endDecimal(builder) {
		return builder.endObject();
	}
	static createDecimal(builder, precision, scale, bitWidth) {
		Decimal.startDecimal(builder);
		Decimal.addPrecision(builder, precision);
		Decimal.addScale(builder, scale);
		Decimal.addBitWidth(builder, bitWidth);
		return Decimal.endDecimal(builder);
	}
};
//#endregion
//#region node_modules/apache-arrow/fb/time-unit.mjs
var TimeUnit;
(function(TimeUnit) {
	TimeUnit[TimeUnit["SECOND"] = 0] = "SECOND";
	TimeUnit[TimeUnit["MILLISECOND"] = 1] = "MILLISECOND";
	TimeUnit[TimeUnit["MICROSECOND"] = 2] = "MICROSECOND";
	TimeUnit[TimeUnit["NANOSECOND"] = 3] = "NANOSECOND";
})(TimeUnit || (TimeUnit = {}));
//#endregion
//#region node_modules/apache-arrow/fb/fixed-size-binary.mjs
var FixedSizeBinary = class FixedSizeBinary {
	constructor() {
		this.bb = null;
		this.bb_pos = 0;
	}
	__init(i, bb) {
		this.bb_pos = i;
		this.bb = bb;
		return this;
	}
	static getRootAsFixedSizeBinary(bb, obj) {
		return (obj || new FixedSizeBinary()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
	}
	static getSizePrefixedRootAsFixedSizeBinary(bb, obj) {
		bb.setPosition(bb.position() + import_flatbuffers.SIZE_PREFIX_LENGTH);
		return (obj || new FixedSizeBinary()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
	}
	byteWidth() {
		const offset = this.bb.__offset(this.bb_pos, 4);
		return offset ? this.bb.readInt32(this.bb_pos + offset) : 0;
	}
	static startFixedSizeBinary(builder) {
		builder.startObject(1);
	}
	static addByteWidth(builder, byteWidth) {
		builder.addFieldInt32(0, byteWidth, 0);
	}
	static endFixedSizeBinary(builder) {
		return builder.endObject();
	}
	static createFixedSizeBinary(builder, byteWidth) {
		FixedSizeBinary.startFixedSizeBinary(builder);
		FixedSizeBinary.addByteWidth(builder, byteWidth);
		return FixedSizeBinary.endFixedSizeBinary(builder);
	}
};
//#endregion
//#region node_modules/apache-arrow/fb/precision.mjs
var Precision;
(function(Precision) {
	Precision[Precision["HALF"] = 0] = "HALF";
	Precision[Precision["SINGLE"] = 1] = "SINGLE";
	Precision[Precision["DOUBLE"] = 2] = "DOUBLE";
})(Precision || (Precision = {}));
//#endregion
//#region node_modules/apache-arrow/fb/floating-point.mjs
var FloatingPoint = class FloatingPoint {
	constructor() {
		this.bb = null;
		this.bb_pos = 0;
	}
	__init(i, bb) {
		this.bb_pos = i;
		this.bb = bb;
		return this;
	}
	static getRootAsFloatingPoint(bb, obj) {
		return (obj || new FloatingPoint()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
	}
	static getSizePrefixedRootAsFloatingPoint(bb, obj) {
		bb.setPosition(bb.position() + import_flatbuffers.SIZE_PREFIX_LENGTH);
		return (obj || new FloatingPoint()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
	}
	precision() {
		const offset = this.bb.__offset(this.bb_pos, 4);
		return offset ? this.bb.readInt16(this.bb_pos + offset) : Precision.HALF;
	}
	static startFloatingPoint(builder) {
		builder.startObject(1);
	}
	static addPrecision(builder, precision) {
		builder.addFieldInt16(0, precision, Precision.HALF);
	}
	static endFloatingPoint(builder) {
		return builder.endObject();
	}
	static createFloatingPoint(builder, precision) {
		FloatingPoint.startFloatingPoint(builder);
		FloatingPoint.addPrecision(builder, precision);
		return FloatingPoint.endFloatingPoint(builder);
	}
};
//#endregion
//#region node_modules/apache-arrow/fb/time.mjs
var Time = class Time {
	constructor() {
		this.bb = null;
		this.bb_pos = 0;
	}
	__init(i, bb) {
		this.bb_pos = i;
		this.bb = bb;
		return this;
	}
	static getRootAsTime(bb, obj) {
		return (obj || new Time()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
	}
	static getSizePrefixedRootAsTime(bb, obj) {
		bb.setPosition(bb.position() + import_flatbuffers.SIZE_PREFIX_LENGTH);
		return (obj || new Time()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
	}
	unit() {
		const offset = this.bb.__offset(this.bb_pos, 4);
		return offset ? this.bb.readInt16(this.bb_pos + offset) : TimeUnit.MILLISECOND;
	}
	bitWidth() {
		const offset = this.bb.__offset(this.bb_pos, 6);
		return offset ? this.bb.readInt32(this.bb_pos + offset) : 32;
	}
	static startTime(builder) {
		builder.startObject(2);
	}
	static addUnit(builder, unit) {
		builder.addFieldInt16(0, unit, TimeUnit.MILLISECOND);
	}
	static addBitWidth(builder, bitWidth) {
		builder.addFieldInt32(1, bitWidth, 32);
	}
	static endTime(builder) {
		return builder.endObject();
	}
	static createTime(builder, unit, bitWidth) {
		Time.startTime(builder);
		Time.addUnit(builder, unit);
		Time.addBitWidth(builder, bitWidth);
		return Time.endTime(builder);
	}
};
//#endregion
//#region node_modules/apache-arrow/fb/timestamp.mjs
var Timestamp = class Timestamp {
	constructor() {
		this.bb = null;
		this.bb_pos = 0;
	}
	__init(i, bb) {
		this.bb_pos = i;
		this.bb = bb;
		return this;
	}
	static getRootAsTimestamp(bb, obj) {
		return (obj || new Timestamp()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
	}
	static getSizePrefixedRootAsTimestamp(bb, obj) {
		bb.setPosition(bb.position() + import_flatbuffers.SIZE_PREFIX_LENGTH);
		return (obj || new Timestamp()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
	}
	unit() {
		const offset = this.bb.__offset(this.bb_pos, 4);
		return offset ? this.bb.readInt16(this.bb_pos + offset) : TimeUnit.SECOND;
	}
	timezone(optionalEncoding) {
		const offset = this.bb.__offset(this.bb_pos, 6);
		return offset ? this.bb.__string(this.bb_pos + offset, optionalEncoding) : null;
	}
	static startTimestamp(builder) {
		builder.startObject(2);
	}
	static addUnit(builder, unit) {
		builder.addFieldInt16(0, unit, TimeUnit.SECOND);
	}
	static addTimezone(builder, timezoneOffset) {
		builder.addFieldOffset(1, timezoneOffset, 0);
	}
	static endTimestamp(builder) {
		return builder.endObject();
	}
	static createTimestamp(builder, unit, timezoneOffset) {
		Timestamp.startTimestamp(builder);
		Timestamp.addUnit(builder, unit);
		Timestamp.addTimezone(builder, timezoneOffset);
		return Timestamp.endTimestamp(builder);
	}
};
//#endregion
//#region node_modules/apache-arrow/fb/type.mjs
var Type;
(function(Type) {
	Type[Type["NONE"] = 0] = "NONE";
	Type[Type["Null"] = 1] = "Null";
	Type[Type["Int"] = 2] = "Int";
	Type[Type["FloatingPoint"] = 3] = "FloatingPoint";
	Type[Type["Binary"] = 4] = "Binary";
	Type[Type["Utf8"] = 5] = "Utf8";
	Type[Type["Bool"] = 6] = "Bool";
	Type[Type["Decimal"] = 7] = "Decimal";
	Type[Type["Date"] = 8] = "Date";
	Type[Type["Time"] = 9] = "Time";
	Type[Type["Timestamp"] = 10] = "Timestamp";
	Type[Type["Interval"] = 11] = "Interval";
	Type[Type["List"] = 12] = "List";
	Type[Type["Struct_"] = 13] = "Struct_";
	Type[Type["Union"] = 14] = "Union";
	Type[Type["FixedSizeBinary"] = 15] = "FixedSizeBinary";
	Type[Type["FixedSizeList"] = 16] = "FixedSizeList";
	Type[Type["Map"] = 17] = "Map";
	Type[Type["Duration"] = 18] = "Duration";
	Type[Type["LargeBinary"] = 19] = "LargeBinary";
	Type[Type["LargeUtf8"] = 20] = "LargeUtf8";
	Type[Type["LargeList"] = 21] = "LargeList";
	Type[Type["RunEndEncoded"] = 22] = "RunEndEncoded";
	Type[Type["BinaryView"] = 23] = "BinaryView";
	Type[Type["Utf8View"] = 24] = "Utf8View";
	Type[Type["ListView"] = 25] = "ListView";
	Type[Type["LargeListView"] = 26] = "LargeListView";
})(Type || (Type = {}));
//#endregion
//#region node_modules/apache-arrow/fb/field.mjs
var Field = class Field {
	constructor() {
		this.bb = null;
		this.bb_pos = 0;
	}
	__init(i, bb) {
		this.bb_pos = i;
		this.bb = bb;
		return this;
	}
	static getRootAsField(bb, obj) {
		return (obj || new Field()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
	}
	static getSizePrefixedRootAsField(bb, obj) {
		bb.setPosition(bb.position() + import_flatbuffers.SIZE_PREFIX_LENGTH);
		return (obj || new Field()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
	}
	name(optionalEncoding) {
		const offset = this.bb.__offset(this.bb_pos, 4);
		return offset ? this.bb.__string(this.bb_pos + offset, optionalEncoding) : null;
	}
	nullable() {
		const offset = this.bb.__offset(this.bb_pos, 6);
		return offset ? !!this.bb.readInt8(this.bb_pos + offset) : false;
	}
	typeType() {
		const offset = this.bb.__offset(this.bb_pos, 8);
		return offset ? this.bb.readUint8(this.bb_pos + offset) : Type.NONE;
	}
	type(obj) {
		const offset = this.bb.__offset(this.bb_pos, 10);
		return offset ? this.bb.__union(obj, this.bb_pos + offset) : null;
	}
	dictionary(obj) {
		const offset = this.bb.__offset(this.bb_pos, 12);
		return offset ? (obj || new DictionaryEncoding()).__init(this.bb.__indirect(this.bb_pos + offset), this.bb) : null;
	}
	children(index, obj) {
		const offset = this.bb.__offset(this.bb_pos, 14);
		return offset ? (obj || new Field()).__init(this.bb.__indirect(this.bb.__vector(this.bb_pos + offset) + index * 4), this.bb) : null;
	}
	childrenLength() {
		const offset = this.bb.__offset(this.bb_pos, 14);
		return offset ? this.bb.__vector_len(this.bb_pos + offset) : 0;
	}
	customMetadata(index, obj) {
		const offset = this.bb.__offset(this.bb_pos, 16);
		return offset ? (obj || new KeyValue()).__init(this.bb.__indirect(this.bb.__vector(this.bb_pos + offset) + index * 4), this.bb) : null;
	}
	customMetadataLength() {
		const offset = this.bb.__offset(this.bb_pos, 16);
		return offset ? this.bb.__vector_len(this.bb_pos + offset) : 0;
	}
	static startField(builder) {
		builder.startObject(7);
	}
	static addName(builder, nameOffset) {
		builder.addFieldOffset(0, nameOffset, 0);
	}
	static addNullable(builder, nullable) {
		builder.addFieldInt8(1, +nullable, 0);
	}
	static addTypeType(builder, typeType) {
		builder.addFieldInt8(2, typeType, Type.NONE);
	}
	static addType(builder, typeOffset) {
		builder.addFieldOffset(3, typeOffset, 0);
	}
	static addDictionary(builder, dictionaryOffset) {
		builder.addFieldOffset(4, dictionaryOffset, 0);
	}
	static addChildren(builder, childrenOffset) {
		builder.addFieldOffset(5, childrenOffset, 0);
	}
	static createChildrenVector(builder, data) {
		builder.startVector(4, data.length, 4);
		for (let i = data.length - 1; i >= 0; i--) builder.addOffset(data[i]);
		return builder.endVector();
	}
	static startChildrenVector(builder, numElems) {
		builder.startVector(4, numElems, 4);
	}
	static addCustomMetadata(builder, customMetadataOffset) {
		builder.addFieldOffset(6, customMetadataOffset, 0);
	}
	static createCustomMetadataVector(builder, data) {
		builder.startVector(4, data.length, 4);
		for (let i = data.length - 1; i >= 0; i--) builder.addOffset(data[i]);
		return builder.endVector();
	}
	static startCustomMetadataVector(builder, numElems) {
		builder.startVector(4, numElems, 4);
	}
	static endField(builder) {
		return builder.endObject();
	}
};
//#endregion
//#region node_modules/apache-arrow/fb/schema.mjs
var Schema = class Schema {
	constructor() {
		this.bb = null;
		this.bb_pos = 0;
	}
	__init(i, bb) {
		this.bb_pos = i;
		this.bb = bb;
		return this;
	}
	static getRootAsSchema(bb, obj) {
		return (obj || new Schema()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
	}
	static getSizePrefixedRootAsSchema(bb, obj) {
		bb.setPosition(bb.position() + import_flatbuffers.SIZE_PREFIX_LENGTH);
		return (obj || new Schema()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
	}
	endianness() {
		const offset = this.bb.__offset(this.bb_pos, 4);
		return offset ? this.bb.readInt16(this.bb_pos + offset) : Endianness.Little;
	}
	fields(index, obj) {
		const offset = this.bb.__offset(this.bb_pos, 6);
		return offset ? (obj || new Field()).__init(this.bb.__indirect(this.bb.__vector(this.bb_pos + offset) + index * 4), this.bb) : null;
	}
	fieldsLength() {
		const offset = this.bb.__offset(this.bb_pos, 6);
		return offset ? this.bb.__vector_len(this.bb_pos + offset) : 0;
	}
	customMetadata(index, obj) {
		const offset = this.bb.__offset(this.bb_pos, 8);
		return offset ? (obj || new KeyValue()).__init(this.bb.__indirect(this.bb.__vector(this.bb_pos + offset) + index * 4), this.bb) : null;
	}
	customMetadataLength() {
		const offset = this.bb.__offset(this.bb_pos, 8);
		return offset ? this.bb.__vector_len(this.bb_pos + offset) : 0;
	}
	features(index) {
		const offset = this.bb.__offset(this.bb_pos, 10);
		return offset ? this.bb.readInt64(this.bb.__vector(this.bb_pos + offset) + index * 8) : BigInt(0);
	}
	featuresLength() {
		const offset = this.bb.__offset(this.bb_pos, 10);
		return offset ? this.bb.__vector_len(this.bb_pos + offset) : 0;
	}
	static startSchema(builder) {
		builder.startObject(4);
	}
	static addEndianness(builder, endianness) {
		builder.addFieldInt16(0, endianness, Endianness.Little);
	}
	static addFields(builder, fieldsOffset) {
		builder.addFieldOffset(1, fieldsOffset, 0);
	}
	static createFieldsVector(builder, data) {
		builder.startVector(4, data.length, 4);
		for (let i = data.length - 1; i >= 0; i--) builder.addOffset(data[i]);
		return builder.endVector();
	}
	static startFieldsVector(builder, numElems) {
		builder.startVector(4, numElems, 4);
	}
	static addCustomMetadata(builder, customMetadataOffset) {
		builder.addFieldOffset(2, customMetadataOffset, 0);
	}
	static createCustomMetadataVector(builder, data) {
		builder.startVector(4, data.length, 4);
		for (let i = data.length - 1; i >= 0; i--) builder.addOffset(data[i]);
		return builder.endVector();
	}
	static startCustomMetadataVector(builder, numElems) {
		builder.startVector(4, numElems, 4);
	}
	static addFeatures(builder, featuresOffset) {
		builder.addFieldOffset(3, featuresOffset, 0);
	}
	static createFeaturesVector(builder, data) {
		builder.startVector(8, data.length, 8);
		for (let i = data.length - 1; i >= 0; i--) builder.addInt64(data[i]);
		return builder.endVector();
	}
	static startFeaturesVector(builder, numElems) {
		builder.startVector(8, numElems, 8);
	}
	static endSchema(builder) {
		return builder.endObject();
	}
	static createSchema(builder, endianness, fieldsOffset, customMetadataOffset, featuresOffset) {
		Schema.startSchema(builder);
		Schema.addEndianness(builder, endianness);
		Schema.addFields(builder, fieldsOffset);
		Schema.addCustomMetadata(builder, customMetadataOffset);
		Schema.addFeatures(builder, featuresOffset);
		return Schema.endSchema(builder);
	}
};
//#endregion
//#region node_modules/apache-arrow/fb/message-header.mjs
var MessageHeader;
(function(MessageHeader) {
	MessageHeader[MessageHeader["NONE"] = 0] = "NONE";
	MessageHeader[MessageHeader["Schema"] = 1] = "Schema";
	MessageHeader[MessageHeader["DictionaryBatch"] = 2] = "DictionaryBatch";
	MessageHeader[MessageHeader["RecordBatch"] = 3] = "RecordBatch";
	MessageHeader[MessageHeader["Tensor"] = 4] = "Tensor";
	MessageHeader[MessageHeader["SparseTensor"] = 5] = "SparseTensor";
})(MessageHeader || (MessageHeader = {}));
//#endregion
//#region node_modules/lz4js/util.js
var require_util = __commonJSMin(((exports) => {
	exports.hashU32 = function hashU32(a) {
		a = a | 0;
		a = a + 2127912214 + (a << 12) | 0;
		a = a ^ -949894596 ^ a >>> 19;
		a = a + 374761393 + (a << 5) | 0;
		a = a + -744332180 ^ a << 9;
		a = a + -42973499 + (a << 3) | 0;
		return a ^ -1252372727 ^ a >>> 16 | 0;
	};
	exports.readU64 = function readU64(b, n) {
		var x = 0;
		x |= b[n++] << 0;
		x |= b[n++] << 8;
		x |= b[n++] << 16;
		x |= b[n++] << 24;
		x |= b[n++] << 32;
		x |= b[n++] << 40;
		x |= b[n++] << 48;
		x |= b[n++] << 56;
		return x;
	};
	exports.readU32 = function readU32(b, n) {
		var x = 0;
		x |= b[n++] << 0;
		x |= b[n++] << 8;
		x |= b[n++] << 16;
		x |= b[n++] << 24;
		return x;
	};
	exports.writeU32 = function writeU32(b, n, x) {
		b[n++] = x >> 0 & 255;
		b[n++] = x >> 8 & 255;
		b[n++] = x >> 16 & 255;
		b[n++] = x >> 24 & 255;
	};
	exports.imul = function imul(a, b) {
		var ah = a >>> 16;
		var al = a & 65535;
		var bh = b >>> 16;
		var bl = b & 65535;
		return al * bl + (ah * bl + al * bh << 16) | 0;
	};
}));
//#endregion
//#region node_modules/lz4js/xxh32.js
var require_xxh32 = __commonJSMin(((exports) => {
	var util = require_util();
	var prime1 = 2654435761;
	var prime2 = 2246822519;
	var prime3 = 3266489917;
	var prime4 = 668265263;
	var prime5 = 374761393;
	function rotl32(x, r) {
		x = x | 0;
		r = r | 0;
		return x >>> (32 - r | 0) | x << r | 0;
	}
	function rotmul32(h, r, m) {
		h = h | 0;
		r = r | 0;
		m = m | 0;
		return util.imul(h >>> (32 - r | 0) | h << r, m) | 0;
	}
	function shiftxor32(h, s) {
		h = h | 0;
		s = s | 0;
		return h >>> s ^ h | 0;
	}
	function xxhapply(h, src, m0, s, m1) {
		return rotmul32(util.imul(src, m0) + h, s, m1);
	}
	function xxh1(h, src, index) {
		return rotmul32(h + util.imul(src[index], prime5), 11, prime1);
	}
	function xxh4(h, src, index) {
		return xxhapply(h, util.readU32(src, index), prime3, 17, prime4);
	}
	function xxh16(h, src, index) {
		return [
			xxhapply(h[0], util.readU32(src, index + 0), prime2, 13, prime1),
			xxhapply(h[1], util.readU32(src, index + 4), prime2, 13, prime1),
			xxhapply(h[2], util.readU32(src, index + 8), prime2, 13, prime1),
			xxhapply(h[3], util.readU32(src, index + 12), prime2, 13, prime1)
		];
	}
	function xxh32(seed, src, index, len) {
		var h, l = len;
		if (len >= 16) {
			h = [
				seed + prime1 + prime2,
				seed + prime2,
				seed,
				seed - prime1
			];
			while (len >= 16) {
				h = xxh16(h, src, index);
				index += 16;
				len -= 16;
			}
			h = rotl32(h[0], 1) + rotl32(h[1], 7) + rotl32(h[2], 12) + rotl32(h[3], 18) + l;
		} else h = seed + prime5 + len >>> 0;
		while (len >= 4) {
			h = xxh4(h, src, index);
			index += 4;
			len -= 4;
		}
		while (len > 0) {
			h = xxh1(h, src, index);
			index++;
			len--;
		}
		h = shiftxor32(util.imul(shiftxor32(util.imul(shiftxor32(h, 15), prime2), 13), prime3), 16);
		return h >>> 0;
	}
	exports.hash = xxh32;
}));
//#endregion
//#region src/adapters/sql/arrow/source-file.ts
var import_lz4 = __commonJSMin(((exports) => {
	var xxhash = require_xxh32();
	var util = require_util();
	var minMatch = 4;
	var minLength = 13;
	var searchLimit = 5;
	var skipTrigger = 6;
	var hashSize = 65536;
	var mlBits = 4;
	var mlMask = (1 << mlBits) - 1;
	var runMask = 15;
	var blockBuf = makeBuffer(5 << 20);
	var hashTable = makeHashTable();
	var magicNum = 407708164;
	var fdContentChksum = 4;
	var fdContentSize = 8;
	var fdBlockChksum = 16;
	var fdVersion = 64;
	var fdVersionMask = 192;
	var bsUncompressed = 2147483648;
	var bsDefault = 7;
	var bsShift = 4;
	var bsMask = 7;
	var bsMap = {
		4: 65536,
		5: 262144,
		6: 1048576,
		7: 4194304
	};
	function makeHashTable() {
		try {
			return new Uint32Array(hashSize);
		} catch (error) {
			var hashTable = new Array(hashSize);
			for (var i = 0; i < hashSize; i++) hashTable[i] = 0;
			return hashTable;
		}
	}
	function clearHashTable(table) {
		for (var i = 0; i < hashSize; i++) hashTable[i] = 0;
	}
	function makeBuffer(size) {
		try {
			return new Uint8Array(size);
		} catch (error) {
			var buf = new Array(size);
			for (var i = 0; i < size; i++) buf[i] = 0;
			return buf;
		}
	}
	function sliceArray(array, start, end) {
		if (Uint8Array.prototype.slice) return array.slice(start, end);
		else {
			var len = array.length;
			start = start | 0;
			start = start < 0 ? Math.max(len + start, 0) : Math.min(start, len);
			end = end === void 0 ? len : end | 0;
			end = end < 0 ? Math.max(len + end, 0) : Math.min(end, len);
			var arraySlice = new Uint8Array(end - start);
			for (var i = start, n = 0; i < end;) arraySlice[n++] = array[i++];
			return arraySlice;
		}
	}
	exports.compressBound = function compressBound(n) {
		return n + n / 255 + 16 | 0;
	};
	exports.decompressBound = function decompressBound(src) {
		var sIndex = 0;
		if (util.readU32(src, sIndex) !== magicNum) throw new Error("invalid magic number");
		sIndex += 4;
		var descriptor = src[sIndex++];
		if ((descriptor & fdVersionMask) !== fdVersion) throw new Error("incompatible descriptor version " + (descriptor & fdVersionMask));
		var useBlockSum = (descriptor & fdBlockChksum) !== 0;
		var useContentSize = (descriptor & fdContentSize) !== 0;
		var bsIdx = src[sIndex++] >> bsShift & bsMask;
		if (bsMap[bsIdx] === void 0) throw new Error("invalid block size " + bsIdx);
		var maxBlockSize = bsMap[bsIdx];
		if (useContentSize) return util.readU64(src, sIndex);
		sIndex++;
		var maxSize = 0;
		while (true) {
			var blockSize = util.readU32(src, sIndex);
			sIndex += 4;
			if (blockSize & bsUncompressed) {
				blockSize &= ~bsUncompressed;
				maxSize += blockSize;
			} else maxSize += maxBlockSize;
			if (blockSize === 0) return maxSize;
			if (useBlockSum) sIndex += 4;
			sIndex += blockSize;
		}
	};
	exports.makeBuffer = makeBuffer;
	exports.decompressBlock = function decompressBlock(src, dst, sIndex, sLength, dIndex) {
		var mLength, mOffset, sEnd = sIndex + sLength, n, i;
		while (sIndex < sEnd) {
			var token = src[sIndex++];
			var literalCount = token >> 4;
			if (literalCount > 0) {
				if (literalCount === 15) while (true) {
					literalCount += src[sIndex];
					if (src[sIndex++] !== 255) break;
				}
				for (n = sIndex + literalCount; sIndex < n;) dst[dIndex++] = src[sIndex++];
			}
			if (sIndex >= sEnd) break;
			mLength = token & 15;
			mOffset = src[sIndex++] | src[sIndex++] << 8;
			if (mLength === 15) while (true) {
				mLength += src[sIndex];
				if (src[sIndex++] !== 255) break;
			}
			mLength += minMatch;
			for (i = dIndex - mOffset, n = i + mLength; i < n;) dst[dIndex++] = dst[i++] | 0;
		}
		return dIndex;
	};
	exports.compressBlock = function compressBlock(src, dst, sIndex, sLength, hashTable) {
		var mIndex, mAnchor, mLength, mOffset, mStep;
		var literalCount, dIndex = 0, sEnd = sLength + sIndex, n;
		mAnchor = sIndex;
		if (sLength >= minLength) {
			var searchMatchCount = (1 << skipTrigger) + 3;
			while (sIndex + minMatch < sEnd - searchLimit) {
				var seq = util.readU32(src, sIndex);
				var hash = util.hashU32(seq) >>> 0;
				hash = (hash >> 16 ^ hash) >>> 0 & 65535;
				mIndex = hashTable[hash] - 1;
				hashTable[hash] = sIndex + 1;
				if (mIndex < 0 || sIndex - mIndex >>> 16 > 0 || util.readU32(src, mIndex) !== seq) {
					mStep = searchMatchCount++ >> skipTrigger;
					sIndex += mStep;
					continue;
				}
				searchMatchCount = (1 << skipTrigger) + 3;
				literalCount = sIndex - mAnchor;
				mOffset = sIndex - mIndex;
				sIndex += minMatch;
				mIndex += minMatch;
				mLength = sIndex;
				while (sIndex < sEnd - searchLimit && src[sIndex] === src[mIndex]) {
					sIndex++;
					mIndex++;
				}
				mLength = sIndex - mLength;
				var token = mLength < mlMask ? mLength : mlMask;
				if (literalCount >= runMask) {
					dst[dIndex++] = (runMask << mlBits) + token;
					for (n = literalCount - runMask; n >= 255; n -= 255) dst[dIndex++] = 255;
					dst[dIndex++] = n;
				} else dst[dIndex++] = (literalCount << mlBits) + token;
				for (var i = 0; i < literalCount; i++) dst[dIndex++] = src[mAnchor + i];
				dst[dIndex++] = mOffset;
				dst[dIndex++] = mOffset >> 8;
				if (mLength >= mlMask) {
					for (n = mLength - mlMask; n >= 255; n -= 255) dst[dIndex++] = 255;
					dst[dIndex++] = n;
				}
				mAnchor = sIndex;
			}
		}
		if (mAnchor === 0) return 0;
		literalCount = sEnd - mAnchor;
		if (literalCount >= runMask) {
			dst[dIndex++] = runMask << mlBits;
			for (n = literalCount - runMask; n >= 255; n -= 255) dst[dIndex++] = 255;
			dst[dIndex++] = n;
		} else dst[dIndex++] = literalCount << mlBits;
		sIndex = mAnchor;
		while (sIndex < sEnd) dst[dIndex++] = src[sIndex++];
		return dIndex;
	};
	exports.decompressFrame = function decompressFrame(src, dst) {
		var useBlockSum, useContentSum, useContentSize, descriptor;
		var sIndex = 0;
		var dIndex = 0;
		if (util.readU32(src, sIndex) !== magicNum) throw new Error("invalid magic number");
		sIndex += 4;
		descriptor = src[sIndex++];
		if ((descriptor & fdVersionMask) !== fdVersion) throw new Error("incompatible descriptor version");
		useBlockSum = (descriptor & fdBlockChksum) !== 0;
		useContentSum = (descriptor & fdContentChksum) !== 0;
		useContentSize = (descriptor & fdContentSize) !== 0;
		if (bsMap[src[sIndex++] >> bsShift & bsMask] === void 0) throw new Error("invalid block size");
		if (useContentSize) sIndex += 8;
		sIndex++;
		while (true) {
			var compSize = util.readU32(src, sIndex);
			sIndex += 4;
			if (compSize === 0) break;
			if (useBlockSum) sIndex += 4;
			if ((compSize & bsUncompressed) !== 0) {
				compSize &= ~bsUncompressed;
				for (var j = 0; j < compSize; j++) dst[dIndex++] = src[sIndex++];
			} else {
				dIndex = exports.decompressBlock(src, dst, sIndex, compSize, dIndex);
				sIndex += compSize;
			}
		}
		if (useContentSum) sIndex += 4;
		return dIndex;
	};
	exports.compressFrame = function compressFrame(src, dst) {
		var dIndex = 0;
		util.writeU32(dst, dIndex, magicNum);
		dIndex += 4;
		dst[dIndex++] = fdVersion;
		dst[dIndex++] = bsDefault << bsShift;
		dst[dIndex] = xxhash.hash(0, dst, 4, dIndex - 4) >> 8;
		dIndex++;
		var maxBlockSize = bsMap[bsDefault];
		var remaining = src.length;
		var sIndex = 0;
		clearHashTable(hashTable);
		while (remaining > 0) {
			var compSize = 0;
			var blockSize = remaining > maxBlockSize ? maxBlockSize : remaining;
			compSize = exports.compressBlock(src, blockBuf, sIndex, blockSize, hashTable);
			if (compSize > blockSize || compSize === 0) {
				util.writeU32(dst, dIndex, 2147483648 | blockSize);
				dIndex += 4;
				for (var z = sIndex + blockSize; sIndex < z;) dst[dIndex++] = src[sIndex++];
				remaining -= blockSize;
			} else {
				util.writeU32(dst, dIndex, compSize);
				dIndex += 4;
				for (var j = 0; j < compSize;) dst[dIndex++] = blockBuf[j++];
				sIndex += blockSize;
				remaining -= blockSize;
			}
		}
		util.writeU32(dst, dIndex, 0);
		dIndex += 4;
		return dIndex;
	};
	exports.decompress = function decompress(src, maxSize) {
		var dst, size;
		if (maxSize === void 0) maxSize = exports.decompressBound(src);
		dst = exports.makeBuffer(maxSize);
		size = exports.decompressFrame(src, dst);
		if (size !== maxSize) dst = sliceArray(dst, 0, size);
		return dst;
	};
	exports.compress = function compress(src, maxSize) {
		var dst, size;
		if (maxSize === void 0) maxSize = exports.compressBound(src.length);
		dst = exports.makeBuffer(maxSize);
		size = exports.compressFrame(src, dst);
		if (size !== maxSize) dst = sliceArray(dst, 0, size);
		return dst;
	};
}))();
function unreadable(reason) {
	return new PawlError("file.unreadable", { message: reason });
}
function pathOf(pattern) {
	const literal = pattern.replaceAll(/\[([*?[])\]/g, "$1");
	return existsSync(literal) || !existsSync(pattern) ? literal : pattern;
}
function findSource(path) {
	if (!existsSync(path)) throw new PawlError("file.missing", { message: "there is no such file" });
	return withDescriptor(path, (descriptor) => describe(path, descriptor));
}
function withSource(source, use) {
	return withDescriptor(source.path, (descriptor) => {
		if (describe(source.path, descriptor).stamp !== source.stamp) throw unreadable("the file changed while it was read");
		return use({
			size: source.size,
			read: (position, length) => readExactly(descriptor, position, length)
		});
	});
}
function withDescriptor(path, use) {
	const descriptor = openSync(path, "r");
	try {
		return use(descriptor);
	} finally {
		closeSync(descriptor);
	}
}
function describe(path, descriptor) {
	const stat = fstatSync(descriptor, { bigint: true });
	if (!stat.isFile()) throw unreadable("this is no file");
	const stamp = [
		stat.dev,
		stat.ino,
		stat.size,
		stat.mtimeNs,
		stat.ctimeNs
	].join(":");
	return {
		path,
		size: Number(stat.size),
		stamp
	};
}
function readExactly(descriptor, position, length) {
	const bytes = new Uint8Array(length);
	let filled = 0;
	while (filled < length) {
		const count = readSync(descriptor, bytes, filled, length - filled, position + filled);
		if (count === 0) throw unreadable(`the file ends at byte ${position + filled}, before it is complete`);
		filled += count;
	}
	return bytes;
}
//#endregion
//#region src/adapters/sql/arrow/lz4-frame.ts
const magic = 407708164;
const hasDictionary = 1;
const hasContentSum = 4;
const hasContentSize = 8;
const hasBlockSums = 16;
const blockBytes = {
	4: 65536,
	5: 1 << 18,
	6: 1 << 20,
	7: 1 << 22
};
function decompressLz4(frame, size) {
	if (size > frame.byteLength * 255) throw unreadable(`${frame.byteLength} bytes of LZ4 cannot hold ${size}`);
	const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
	const bytes = new Uint8Array(size);
	const { flags, start } = readDescriptor(view);
	let from = start;
	let written = 0;
	for (;;) {
		need(view, from, 4);
		const word = view.getUint32(from, true);
		from += 4;
		if (word === 0) break;
		const length = word & 2147483647;
		need(view, from, length);
		written += writeBlock({
			frame,
			from,
			length,
			isRaw: word >>> 31 === 1
		}, bytes, written);
		from += length + ((flags & hasBlockSums) === 0 ? 0 : 4);
	}
	need(view, from, (flags & hasContentSum) === 0 ? 0 : 4);
	if (written !== size) throw unreadable(`an LZ4 frame holds ${written} bytes, not ${size}`);
	return bytes;
}
function readDescriptor(view) {
	need(view, 0, 7);
	const flags = view.getUint8(4);
	const block = blockBytes[view.getUint8(5) >> 4 & 7];
	if (!(view.getUint32(0, true) === magic && flags >> 6 === 1 && block !== void 0) || (flags & hasDictionary) !== 0) throw unreadable("a buffer is no LZ4 frame");
	return {
		flags,
		start: 7 + ((flags & hasContentSize) === 0 ? 0 : 8)
	};
}
function writeBlock({ frame, from, length, isRaw }, bytes, written) {
	if (isRaw) {
		if (written + length > bytes.byteLength) throw unreadable("an LZ4 frame holds more than it says");
		bytes.set(frame.subarray(from, from + length), written);
		return length;
	}
	const end = checkBlock(frame.subarray(from, from + length), written);
	if (end > bytes.byteLength) throw unreadable("an LZ4 frame holds more than it says");
	(0, import_lz4.decompressBlock)(frame, bytes, from, length, written);
	return end - written;
}
function checkBlock(block, written) {
	let at = 0;
	let end = written;
	const next = () => {
		const byte = block[at];
		at += 1;
		if (byte === void 0) throw unreadable("an LZ4 block ends inside a sequence");
		return byte;
	};
	const lengthOf = (nibble) => {
		let length = nibble;
		for (let byte = nibble === 15 ? 255 : 0; byte === 255;) {
			byte = next();
			length += byte;
		}
		return length;
	};
	while (at < block.byteLength) {
		const token = next();
		const literals = lengthOf(token >> 4);
		at += literals;
		end += literals;
		if (at > block.byteLength) throw unreadable("an LZ4 block ends inside its literals");
		if (at === block.byteLength) break;
		const offset = next() | next() << 8;
		if (offset === 0 || offset > end) throw unreadable("an LZ4 block copies from before its beginning");
		end += lengthOf(token & 15) + 4;
	}
	return end;
}
function need(view, from, length) {
	if (from + length > view.byteLength) throw unreadable("an LZ4 frame is cut off");
}
//#endregion
//#region src/adapters/sql/arrow/compression.ts
const prefixBytes = 8;
function declaredLength(buffer) {
	if (buffer.byteLength === 0) return 0;
	if (buffer.byteLength < prefixBytes) throw unreadable("a compressed buffer has no length in front of it");
	const length = Number(new DataView(buffer.buffer, buffer.byteOffset, prefixBytes).getBigInt64(0, true));
	if (length < -1) throw unreadable(`a compressed buffer says that it has ${length} bytes`);
	return length === -1 ? buffer.byteLength - prefixBytes : length;
}
function decompress(buffer, codec) {
	const length = declaredLength(buffer);
	if (length === 0) return new Uint8Array(0);
	const content = buffer.subarray(prefixBytes);
	if (new DataView(buffer.buffer, buffer.byteOffset, prefixBytes).getBigInt64(0, true) === -1n) return new Uint8Array(content);
	if (codec === CompressionType.LZ4_FRAME) return decompressLz4(content, length);
	if (codec === CompressionType.ZSTD) return decompressZstd(content, length);
	throw unreadable(`the compression ${String(codec)} is not known`);
}
function decompressZstd(content, length) {
	if (typeof zstdDecompressSync !== "function") throw unreadable(`Node.js ${process.versions.node} has no ZSTD: use 22.15 or later, or write with LZ4`);
	const bytes = decodeZstd(content, length);
	if (bytes.byteLength === length) return new Uint8Array(bytes);
	throw unreadable(`a ZSTD frame holds ${bytes.byteLength} bytes, not ${length}`);
}
function decodeZstd(content, length) {
	try {
		return zstdDecompressSync(content, { maxOutputLength: length });
	} catch (cause) {
		throw unreadable(`a ZSTD frame of ${length} bytes does not decompress: ${cause instanceof Error ? cause.message : String(cause)}`);
	}
}
//#endregion
//#region src/adapters/sql/arrow/schema.ts
const remedy$1 = "Write Parquet instead, or leave the column out.";
const perSecond = {
	[TimeUnit.SECOND]: 1n,
	[TimeUnit.MILLISECOND]: 1000n,
	[TimeUnit.MICROSECOND]: 1000000n,
	[TimeUnit.NANOSECOND]: 1000000000n
};
const entryBytes = 4;
function readColumns(schema, metadataBytes) {
	if (schema.endianness() !== Endianness.Little) throw unreadable("its numbers are big-endian. Write it on a little-endian machine.");
	const count = checkCount(schema.fieldsLength(), metadataBytes);
	if (count === 0) throw unreadable("the table has no columns");
	const columns = Array.from({ length: count }, (_, index) => readColumn$1(schema.fields(index), index, metadataBytes));
	const seen = new Map();
	for (const { name } of columns) {
		const folded = name.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
		const other = seen.get(folded);
		if (other !== void 0) throw unreadable(other === name ? `two columns have the name ${show(name)}. Rename one.` : `the columns ${show(other)} and ${show(name)} differ only in case. Rename one.`);
		seen.set(folded, name);
	}
	return columns;
}
function checkCount(count, metadataBytes) {
	if (count >= 0 && count * entryBytes <= metadataBytes) return count;
	throw unreadable(`its metadata is damaged: a list of ${count} entries in ${metadataBytes} bytes`);
}
function show(name) {
	return JSON.stringify(name.length > 60 ? `${name.slice(0, 60)}…` : name);
}
function readColumn$1(field, index, metadataBytes) {
	const name = field?.name() ?? "";
	if (field === null || name === "" || name.includes("\0")) throw unreadable(`column ${index + 1} has no usable name. Give it one.`);
	const extension = extensionOf(field, metadataBytes);
	if (extension !== void 0) throw unreadable(`column ${show(name)} is of the extension type ${show(extension)}. ${remedy$1}`);
	const type = typeOf(field);
	if (typeof type === "string") throw unreadable(`column ${show(name)} is ${type}, which is not read. ${remedy$1}`);
	const encoding = field.dictionary();
	if (encoding === null) return {
		name,
		type
	};
	return {
		name,
		type,
		dictionary: {
			id: encoding.id(),
			index: integerOf(encoding.indexType())
		}
	};
}
function extensionOf(field, metadataBytes) {
	const count = checkCount(field.customMetadataLength(), metadataBytes);
	for (let index = 0; index < count; index += 1) {
		const entry = field.customMetadata(index);
		if (entry?.key() === "ARROW:extension:name") return entry.value() ?? "";
	}
}
const plainTypes = {
	[Type.Null]: { kind: "null" },
	[Type.Bool]: { kind: "boolean" },
	[Type.Utf8]: {
		kind: "text",
		layout: "32-bit offsets"
	},
	[Type.LargeUtf8]: {
		kind: "text",
		layout: "64-bit offsets"
	},
	[Type.Utf8View]: {
		kind: "text",
		layout: "views"
	},
	[Type.Binary]: {
		kind: "bytes",
		layout: "32-bit offsets"
	},
	[Type.LargeBinary]: {
		kind: "bytes",
		layout: "64-bit offsets"
	},
	[Type.BinaryView]: {
		kind: "bytes",
		layout: "views"
	},
	[Type.Duration]: {
		kind: "integer",
		bits: 64,
		isSigned: true
	},
	[Type.Interval]: "an interval",
	[Type.List]: "a list",
	[Type.LargeList]: "a list",
	[Type.FixedSizeList]: "a list",
	[Type.ListView]: "a list",
	[Type.LargeListView]: "a list",
	[Type.Struct_]: "a structure",
	[Type.Map]: "a map",
	[Type.Union]: "a union",
	[Type.RunEndEncoded]: "run-end encoded"
};
const detailedTypes = {
	[Type.Int]: (field) => integerOf(detail(field, new Int())),
	[Type.FloatingPoint]: (field) => floatOf(detail(field, new FloatingPoint())),
	[Type.Decimal]: (field) => decimalOf(detail(field, new Decimal())),
	[Type.Date]: (field) => {
		return {
			kind: "date",
			unit: detail(field, new Date()).unit() === DateUnit.DAY ? "day" : "millisecond"
		};
	},
	[Type.Time]: (field) => timeOf(detail(field, new Time())),
	[Type.Timestamp]: (field) => {
		const type = detail(field, new Timestamp());
		return {
			kind: "timestamp",
			perSecond: perSecond[type.unit()] ?? damaged("a timestamp's unit"),
			hasZone: (type.timezone() ?? "") !== ""
		};
	},
	[Type.FixedSizeBinary]: (field) => {
		const width = detail(field, new FixedSizeBinary()).byteWidth();
		return width > 0 ? {
			kind: "fixed bytes",
			width
		} : damaged("a width");
	}
};
function typeOf(field) {
	const type = field.typeType();
	return plainTypes[type] ?? detailedTypes[type]?.(field) ?? `of the unknown type ${String(type)}`;
}
function detail(field, into) {
	return field.type(into) ?? damaged("a type");
}
function integerOf(type) {
	if (type === null) return {
		kind: "integer",
		bits: 32,
		isSigned: true
	};
	const bits = type.bitWidth();
	if (bits !== 8 && bits !== 16 && bits !== 32 && bits !== 64) return damaged("an integer's width");
	return {
		kind: "integer",
		bits,
		isSigned: type.isSigned()
	};
}
function floatOf(type) {
	return {
		kind: "float",
		bits: {
			[Precision.HALF]: 16,
			[Precision.SINGLE]: 32,
			[Precision.DOUBLE]: 64
		}[type.precision()] ?? damaged("a float's precision")
	};
}
function decimalOf(type) {
	const [bits, precision, scale] = [
		type.bitWidth(),
		type.precision(),
		type.scale()
	];
	if (bits !== 32 && bits !== 64 && bits !== 128 && bits !== 256) return damaged("a decimal's width");
	if (precision < 1 || precision > 38 || scale < 0 || scale > precision) return `a decimal of ${precision} digits with scale ${scale} (1 to 38 digits, scale 0 to the digits)`;
	return {
		kind: "decimal",
		bits,
		precision,
		scale
	};
}
function timeOf(type) {
	const [bits, unit] = [type.bitWidth(), perSecond[type.unit()] ?? damaged("a time's unit")];
	if (bits !== 32 && bits !== 64 || bits === 32 !== unit <= 1000n) return damaged("a time's width");
	return {
		kind: "time",
		bits,
		perSecond: unit
	};
}
function damaged(what) {
	throw unreadable(`its metadata is damaged: ${what} is none that there is`);
}
//#endregion
//#region src/adapters/sql/arrow/batch.ts
const mostBatchBytes = 2 ** 31;
const mostBatchRows = 2 ** 28;
const smaller = "Write smaller batches: write_feather(…, chunksize=65536), or max_chunksize of write_table.";
function readBatch(source, columns, wanted) {
	const { batch, place } = source;
	const rows = Number(batch.length());
	if (rows < 0 || rows > mostBatchRows) throw unreadable(`a record batch says that it has ${rows} rows; ${mostBatchRows} is most. ${smaller}`);
	if (checkCount(batch.nodesLength(), place.length) !== columns.length) throw unreadable(`a record batch has ${batch.nodesLength()} columns, the table ${columns.length}`);
	const starts = placeBuffers(source, columns);
	const room = { bytes: mostBatchBytes };
	return {
		rows,
		columns: wanted.map((index) => {
			try {
				const range = {
					from: starts[index] ?? 0,
					to: starts[index + 1] ?? 0
				};
				return readColumn({
					...source,
					index,
					rows,
					range,
					room
				});
			} catch (error) {
				if (!(error instanceof Error)) throw error;
				throw unreadable(`column ${show(columns[index]?.name ?? "")}: ${error.message}`);
			}
		})
	};
}
function placeBuffers({ batch, place }, columns) {
	const starts = [0];
	let views = 0;
	for (const column of columns) {
		const type = column.dictionary?.index ?? column.type;
		const more = isView(type) ? Number(batch.variadicBufferCounts(views++) ?? -1) : 0;
		starts.push((starts.at(-1) ?? 0) + buffersOf(type) + checkCount(more, place.length));
	}
	const found = checkCount(batch.buffersLength(), place.length);
	if (found === starts.at(-1) && views === checkCount(batch.variadicBufferCountsLength(), place.length)) return starts;
	throw unreadable(`a record batch has ${found} buffers, its columns have ${String(starts.at(-1))}`);
}
function isView(type) {
	return "layout" in type && type.layout === "views";
}
function buffersOf(type) {
	if (type.kind === "null") return 0;
	return "layout" in type && type.layout !== "views" ? 3 : 2;
}
function readColumn(source) {
	const { batch, index, rows, range } = source;
	const node = batch.nodes(index);
	const [length, nulls] = [Number(node?.length()), Number(node?.nullCount())];
	if (length !== rows) throw unreadable(`it has ${length} values in a batch of ${rows} rows`);
	if (nulls < 0 || nulls > rows) throw unreadable(`it has ${nulls} nulls in ${rows} rows`);
	if (range.from === range.to) return {
		rows,
		isValid: () => false,
		buffers: []
	};
	const [validity = new Uint8Array(0), ...buffers] = Array.from({ length: range.to - range.from }, (_, place) => readBuffer(source, range.from + place));
	return {
		rows,
		isValid: validityOf(validity, rows, nulls),
		buffers
	};
}
function validityOf(bits, rows, nulls) {
	if (bits.byteLength === 0 && nulls === 0) return () => true;
	if (bits.byteLength < Math.ceil(rows / 8)) throw unreadable(`${bits.byteLength} bytes say which of ${rows} rows are null`);
	const isValid = (row) => ((bits[row >> 3] ?? 0) >> (row & 7) & 1) === 1;
	let found = 0;
	for (let row = 0; row < rows; row += 1) if (!isValid(row)) found += 1;
	if (found !== nulls) throw unreadable(`it says that ${nulls} values are null, and marks ${found}`);
	return nulls === 0 ? () => true : isValid;
}
function readBuffer({ batch, place, bytes, room }, index) {
	const region = batch.buffers(index);
	const [offset, length] = [Number(region?.offset()), Number(region?.length())];
	if (!(offset >= 0 && length >= 0 && offset + length <= place.bodyLength)) throw unreadable(`a buffer has ${length} bytes at ${offset}, of a body of ${place.bodyLength}`);
	takeRoom(room, length);
	const raw = bytes.read(place.bodyPosition + offset, length);
	const codec = codecOf(batch);
	if (codec === void 0) return raw;
	takeRoom(room, declaredLength(raw));
	return decompress(raw, codec);
}
function codecOf(batch) {
	const compression = batch.compression();
	if (compression === null) return void 0;
	if (compression.method() === BodyCompressionMethod.BUFFER) return compression.codec();
	throw unreadable("its buffers are compressed in a way that is not known");
}
function takeRoom(room, length) {
	room.bytes -= length;
	if (room.bytes < 0) throw unreadable(`its record batch takes more than 2 GiB. ${smaller}`);
}
//#endregion
//#region node_modules/apache-arrow/fb/block.mjs
var Block = class {
	constructor() {
		this.bb = null;
		this.bb_pos = 0;
	}
	__init(i, bb) {
		this.bb_pos = i;
		this.bb = bb;
		return this;
	}
	offset() {
		return this.bb.readInt64(this.bb_pos);
	}
	metaDataLength() {
		return this.bb.readInt32(this.bb_pos + 8);
	}
	bodyLength() {
		return this.bb.readInt64(this.bb_pos + 16);
	}
	static sizeOf() {
		return 24;
	}
	static createBlock(builder, offset, metaDataLength, bodyLength) {
		builder.prep(8, 24);
		builder.writeInt64(BigInt(bodyLength !== null && bodyLength !== void 0 ? bodyLength : 0));
		builder.pad(4);
		builder.writeInt32(metaDataLength);
		builder.writeInt64(BigInt(offset !== null && offset !== void 0 ? offset : 0));
		return builder.offset();
	}
};
//#endregion
//#region node_modules/apache-arrow/fb/metadata-version.mjs
var MetadataVersion;
(function(MetadataVersion) {
	MetadataVersion[MetadataVersion["V1"] = 0] = "V1";
	MetadataVersion[MetadataVersion["V2"] = 1] = "V2";
	MetadataVersion[MetadataVersion["V3"] = 2] = "V3";
	MetadataVersion[MetadataVersion["V4"] = 3] = "V4";
	MetadataVersion[MetadataVersion["V5"] = 4] = "V5";
})(MetadataVersion || (MetadataVersion = {}));
//#endregion
//#region node_modules/apache-arrow/fb/footer.mjs
var Footer = class Footer {
	constructor() {
		this.bb = null;
		this.bb_pos = 0;
	}
	__init(i, bb) {
		this.bb_pos = i;
		this.bb = bb;
		return this;
	}
	static getRootAsFooter(bb, obj) {
		return (obj || new Footer()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
	}
	static getSizePrefixedRootAsFooter(bb, obj) {
		bb.setPosition(bb.position() + import_flatbuffers.SIZE_PREFIX_LENGTH);
		return (obj || new Footer()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
	}
	version() {
		const offset = this.bb.__offset(this.bb_pos, 4);
		return offset ? this.bb.readInt16(this.bb_pos + offset) : MetadataVersion.V1;
	}
	schema(obj) {
		const offset = this.bb.__offset(this.bb_pos, 6);
		return offset ? (obj || new Schema()).__init(this.bb.__indirect(this.bb_pos + offset), this.bb) : null;
	}
	dictionaries(index, obj) {
		const offset = this.bb.__offset(this.bb_pos, 8);
		return offset ? (obj || new Block()).__init(this.bb.__vector(this.bb_pos + offset) + index * 24, this.bb) : null;
	}
	dictionariesLength() {
		const offset = this.bb.__offset(this.bb_pos, 8);
		return offset ? this.bb.__vector_len(this.bb_pos + offset) : 0;
	}
	recordBatches(index, obj) {
		const offset = this.bb.__offset(this.bb_pos, 10);
		return offset ? (obj || new Block()).__init(this.bb.__vector(this.bb_pos + offset) + index * 24, this.bb) : null;
	}
	recordBatchesLength() {
		const offset = this.bb.__offset(this.bb_pos, 10);
		return offset ? this.bb.__vector_len(this.bb_pos + offset) : 0;
	}
	customMetadata(index, obj) {
		const offset = this.bb.__offset(this.bb_pos, 12);
		return offset ? (obj || new KeyValue()).__init(this.bb.__indirect(this.bb.__vector(this.bb_pos + offset) + index * 4), this.bb) : null;
	}
	customMetadataLength() {
		const offset = this.bb.__offset(this.bb_pos, 12);
		return offset ? this.bb.__vector_len(this.bb_pos + offset) : 0;
	}
	static startFooter(builder) {
		builder.startObject(5);
	}
	static addVersion(builder, version) {
		builder.addFieldInt16(0, version, MetadataVersion.V1);
	}
	static addSchema(builder, schemaOffset) {
		builder.addFieldOffset(1, schemaOffset, 0);
	}
	static addDictionaries(builder, dictionariesOffset) {
		builder.addFieldOffset(2, dictionariesOffset, 0);
	}
	static startDictionariesVector(builder, numElems) {
		builder.startVector(24, numElems, 8);
	}
	static addRecordBatches(builder, recordBatchesOffset) {
		builder.addFieldOffset(3, recordBatchesOffset, 0);
	}
	static startRecordBatchesVector(builder, numElems) {
		builder.startVector(24, numElems, 8);
	}
	static addCustomMetadata(builder, customMetadataOffset) {
		builder.addFieldOffset(4, customMetadataOffset, 0);
	}
	static createCustomMetadataVector(builder, data) {
		builder.startVector(4, data.length, 4);
		for (let i = data.length - 1; i >= 0; i--) builder.addOffset(data[i]);
		return builder.endVector();
	}
	static startCustomMetadataVector(builder, numElems) {
		builder.startVector(4, numElems, 4);
	}
	static endFooter(builder) {
		return builder.endObject();
	}
	static finishFooterBuffer(builder, offset) {
		builder.finish(offset);
	}
	static finishSizePrefixedFooterBuffer(builder, offset) {
		builder.finish(offset, void 0, true);
	}
};
//#endregion
//#region node_modules/apache-arrow/fb/message.mjs
var Message = class Message {
	constructor() {
		this.bb = null;
		this.bb_pos = 0;
	}
	__init(i, bb) {
		this.bb_pos = i;
		this.bb = bb;
		return this;
	}
	static getRootAsMessage(bb, obj) {
		return (obj || new Message()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
	}
	static getSizePrefixedRootAsMessage(bb, obj) {
		bb.setPosition(bb.position() + import_flatbuffers.SIZE_PREFIX_LENGTH);
		return (obj || new Message()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
	}
	version() {
		const offset = this.bb.__offset(this.bb_pos, 4);
		return offset ? this.bb.readInt16(this.bb_pos + offset) : MetadataVersion.V1;
	}
	headerType() {
		const offset = this.bb.__offset(this.bb_pos, 6);
		return offset ? this.bb.readUint8(this.bb_pos + offset) : MessageHeader.NONE;
	}
	header(obj) {
		const offset = this.bb.__offset(this.bb_pos, 8);
		return offset ? this.bb.__union(obj, this.bb_pos + offset) : null;
	}
	bodyLength() {
		const offset = this.bb.__offset(this.bb_pos, 10);
		return offset ? this.bb.readInt64(this.bb_pos + offset) : BigInt("0");
	}
	customMetadata(index, obj) {
		const offset = this.bb.__offset(this.bb_pos, 12);
		return offset ? (obj || new KeyValue()).__init(this.bb.__indirect(this.bb.__vector(this.bb_pos + offset) + index * 4), this.bb) : null;
	}
	customMetadataLength() {
		const offset = this.bb.__offset(this.bb_pos, 12);
		return offset ? this.bb.__vector_len(this.bb_pos + offset) : 0;
	}
	static startMessage(builder) {
		builder.startObject(5);
	}
	static addVersion(builder, version) {
		builder.addFieldInt16(0, version, MetadataVersion.V1);
	}
	static addHeaderType(builder, headerType) {
		builder.addFieldInt8(1, headerType, MessageHeader.NONE);
	}
	static addHeader(builder, headerOffset) {
		builder.addFieldOffset(2, headerOffset, 0);
	}
	static addBodyLength(builder, bodyLength) {
		builder.addFieldInt64(3, bodyLength, BigInt("0"));
	}
	static addCustomMetadata(builder, customMetadataOffset) {
		builder.addFieldOffset(4, customMetadataOffset, 0);
	}
	static createCustomMetadataVector(builder, data) {
		builder.startVector(4, data.length, 4);
		for (let i = data.length - 1; i >= 0; i--) builder.addOffset(data[i]);
		return builder.endVector();
	}
	static startCustomMetadataVector(builder, numElems) {
		builder.startVector(4, numElems, 4);
	}
	static endMessage(builder) {
		return builder.endObject();
	}
	static finishMessageBuffer(builder, offset) {
		builder.finish(offset);
	}
	static finishSizePrefixedMessageBuffer(builder, offset) {
		builder.finish(offset, void 0, true);
	}
	static createMessage(builder, version, headerType, headerOffset, bodyLength, customMetadataOffset) {
		Message.startMessage(builder);
		Message.addVersion(builder, version);
		Message.addHeaderType(builder, headerType);
		Message.addHeader(builder, headerOffset);
		Message.addBodyLength(builder, bodyLength);
		Message.addCustomMetadata(builder, customMetadataOffset);
		return Message.endMessage(builder);
	}
};
//#endregion
//#region src/adapters/sql/arrow/layout.ts
const fileMagic = "ARROW1";
const continuation = 4294967295;
const mostMetadataBytes = 2 ** 28;
const remedy = "Write it again; the writer has to be closed.";
function readLayout(bytes) {
	if (bytes.size < 8) throw unreadable(`${bytes.size} bytes are no Arrow file`);
	const start = bytes.read(0, 8);
	const text = Buffer.from(start).toString("latin1");
	if (text.startsWith(fileMagic)) return readFileFormat(bytes);
	if (text.startsWith("FEA1")) throw unreadable("this is Feather version 1. Write version 2: pyarrow.feather.write_feather(table, path).");
	const word = new DataView(start.buffer).getUint32(0, true);
	if (word === continuation || word > 0 && word < Math.min(bytes.size, 2 ** 24)) return readStream(bytes);
	throw unreadable("it begins with neither ARROW1 nor a stream's first message, so this is no Arrow file");
}
function readMessage(bytes, place) {
	return parseMessage(bytes.read(place.position, place.length));
}
function parseMessage(metadata) {
	const message = Message.getRootAsMessage(new import_flatbuffers.ByteBuffer(metadata));
	checkVersion(message.version());
	return message;
}
function checkVersion(version) {
	if (version === MetadataVersion.V4 || version === MetadataVersion.V5) return;
	throw unreadable(`its metadata is of version ${version + 1}; 4 and 5 are read`);
}
function readFileFormat(bytes) {
	const tailBytes = 10;
	const tail = bytes.size < 18 ? void 0 : bytes.read(bytes.size - tailBytes, tailBytes);
	if (tail === void 0 || Buffer.from(tail.subarray(4)).toString("latin1") !== fileMagic) throw unreadable(`it does not end with ${fileMagic}, so it is cut off. ${remedy}`);
	const length = new DataView(tail.buffer).getInt32(0, true);
	const end = bytes.size - tailBytes - length;
	if (length <= 0 || length > mostMetadataBytes || end < 8) throw unreadable(`its footer says that it has ${length} bytes, in a file of ${bytes.size}`);
	const footer = Footer.getRootAsFooter(new import_flatbuffers.ByteBuffer(bytes.read(end, length)));
	checkVersion(footer.version());
	const schema = footer.schema() ?? noSchema();
	const blocks = [...list(checkCount(footer.dictionariesLength(), length), (index) => footer.dictionaries(index)), ...list(checkCount(footer.recordBatchesLength(), length), (index) => footer.recordBatches(index))].map((block) => ({
		offset: Number(block.offset()),
		metadata: block.metaDataLength(),
		body: Number(block.bodyLength())
	}));
	checkBlocks(blocks, end);
	return {
		columns: readColumns(schema, length),
		places: blocks.map((block) => placeOf(bytes, block)),
		mayReplace: false
	};
}
function checkBlocks(blocks, end) {
	let free = 8;
	for (const { offset, metadata, body } of [...blocks].sort((one, other) => one.offset - other.offset)) {
		if (!(offset >= free && metadata > 8 && body >= 0 && offset + metadata + body <= end) || metadata > mostMetadataBytes) throw unreadable(`its footer names ${metadata} and ${body} bytes at ${offset}, which lie in another part`);
		free = offset + metadata + body;
	}
}
function placeOf(bytes, { offset, metadata, body }) {
	const frame = readFrame(bytes, offset);
	if (frame === void 0 || frame.position + frame.length > offset + metadata) throw unreadable(`there is no message at ${offset}, where its footer has one`);
	return {
		...frame,
		bodyPosition: offset + metadata,
		bodyLength: body
	};
}
function readStream(bytes) {
	const first = readFrame(bytes, 0) ?? noSchema();
	const message = parseMessage(bytes.read(first.position, first.length));
	if (message.headerType() !== MessageHeader.Schema) return noSchema();
	const columns = readColumns(message.header(new Schema()) ?? noSchema(), first.length);
	const places = [];
	let position = first.position + first.length;
	for (let frame = readFrame(bytes, position); frame !== void 0; frame = readFrame(bytes, position)) {
		const bodyLength = Number(parseMessage(bytes.read(frame.position, frame.length)).bodyLength());
		const bodyPosition = frame.position + frame.length;
		if (bodyLength < 0 || bodyPosition + bodyLength > bytes.size) throw unreadable(`a message at ${position} says that ${bodyLength} bytes follow; the file ends before. ${remedy}`);
		places.push({
			...frame,
			bodyPosition,
			bodyLength
		});
		position = bodyPosition + bodyLength;
	}
	return {
		columns,
		places,
		mayReplace: true
	};
}
function readFrame(bytes, position) {
	const wordAt = (at) => {
		if (at + 4 > bytes.size) throw unreadable(`it ends at byte ${bytes.size} without an end marker. ${remedy}`);
		return new DataView(bytes.read(at, 4).buffer).getUint32(0, true);
	};
	const first = wordAt(position);
	const start = position + (first === continuation ? 8 : 4);
	const length = first === continuation ? wordAt(position + 4) : first;
	if (length === 0) return void 0;
	if (length > mostMetadataBytes || start + length > bytes.size) throw unreadable(`a message at ${position} says that it has ${length} bytes of metadata`);
	return {
		position: start,
		length
	};
}
function list(count, at) {
	return Array.from({ length: count }, (_, index) => at(index)).filter((item) => item !== null);
}
function noSchema() {
	throw unreadable("it has no schema");
}
new Uint32Array(new Float64Array(1).buffer);
function uint16ToFloat64(h) {
	const expo = (h & 31744) >> 10;
	const sigf = (h & 1023) / 1024;
	const sign = Math.pow(-1, (h & 32768) >> 15);
	switch (expo) {
		case 31: return sign * (sigf ? NaN : Infinity);
		case 0: return sign * (sigf ? 6103515625e-14 * sigf : 0);
	}
	return sign * Math.pow(2, expo - 15) * (1 + sigf);
}
//#endregion
//#region src/adapters/sql/arrow/texts.ts
const viewBytes = 16;
const mostInline = 12;
function textReader(layout, data, decode) {
	if (layout === "views") return viewReader(data, decode);
	const { buffers, rows } = data;
	const [places, bytes = new Uint8Array(0)] = buffers;
	const offsets = readOffsets(layout, places ?? new Uint8Array(0), rows);
	for (let row = 0; row < rows; row += 1) if ((offsets[row] ?? 0) > (offsets[row + 1] ?? 0)) throw unreadable(`its offsets fall at row ${row}`);
	const [first, last] = [offsets[0] ?? 0, offsets[rows] ?? 0];
	if (first < 0 || last > bytes.byteLength) throw unreadable(`its offsets lead from ${first} to ${last}, in ${bytes.byteLength} bytes`);
	return (row) => decode(bytes.subarray(Number(offsets[row]), Number(offsets[row + 1])));
}
function readOffsets(layout, places, rows) {
	const Offsets = layout === "32-bit offsets" ? Int32Array : BigInt64Array;
	if (rows === 0) return new Offsets(1);
	if (places.byteLength < (rows + 1) * Offsets.BYTES_PER_ELEMENT) throw unreadable(`${places.byteLength} bytes hold the offsets of ${rows} values`);
	return new Offsets(places.buffer, places.byteOffset, rows + 1);
}
function viewReader({ buffers, rows }, decode) {
	const [views = new Uint8Array(0), ...others] = buffers;
	if (views.byteLength < rows * viewBytes) throw unreadable(`${views.byteLength} bytes hold ${rows} views of ${viewBytes} bytes`);
	const at = new DataView(views.buffer, views.byteOffset, views.byteLength);
	return (row) => {
		const start = row * viewBytes;
		const length = at.getInt32(start, true);
		if (length >= 0 && length <= mostInline) return decode(views.subarray(start + 4, start + 4 + length));
		const [place, offset] = [at.getInt32(start + 8, true), at.getInt32(start + 12, true)];
		const bytes = others[place];
		if (bytes === void 0 || length < 0 || offset < 0 || offset + length > bytes.byteLength) throw unreadable(`row ${row} is ${length} bytes at ${offset} of buffer ${place}, which are not there`);
		return decode(bytes.subarray(offset, offset + length));
	};
}
//#endregion
//#region src/adapters/sql/arrow/values.ts
function duckDbType(type, duckdb) {
	switch (type.kind) {
		case "null": return duckdb.INTEGER;
		case "boolean": return duckdb.BOOLEAN;
		case "integer": return integerType(type, duckdb);
		case "float": return type.bits === 64 ? duckdb.DOUBLE : duckdb.FLOAT;
		case "decimal": return duckdb.DECIMAL(type.precision, type.scale);
		case "date": return duckdb.DATE;
		case "time": return duckdb.TIME;
		case "timestamp":
			if (type.hasZone) return duckdb.TIMESTAMPTZ;
			return type.perSecond > 1000000n ? duckdb.TIMESTAMP_NS : duckdb.TIMESTAMP;
		case "text": return duckdb.VARCHAR;
		case "bytes":
		case "fixed bytes": return duckdb.BLOB;
		default: return type;
	}
}
function integerType({ bits, isSigned }, duckdb) {
	const signed = {
		8: duckdb.TINYINT,
		16: duckdb.SMALLINT,
		32: duckdb.INTEGER,
		64: duckdb.BIGINT
	};
	const unsigned = {
		8: duckdb.UTINYINT,
		16: duckdb.USMALLINT,
		32: duckdb.UINTEGER,
		64: duckdb.UBIGINT
	};
	return (isSigned ? signed : unsigned)[bits];
}
function valueReader(type, data, duckdb) {
	switch (type.kind) {
		case "null": return () => null;
		case "boolean": {
			const bits = bytesOf(data, Math.ceil(data.rows / 8));
			return (row) => ((bits[row >> 3] ?? 0) >> (row & 7) & 1) === 1;
		}
		case "integer": return integerReader(type, data);
		case "float": return floatReader(type.bits, data);
		case "decimal": return decimalReader(type, data, duckdb);
		case "date": return dateReader(type.unit, data, duckdb);
		case "time": {
			const read = integerReader({
				kind: "integer",
				bits: type.bits,
				isSigned: true
			}, data);
			return (row) => new duckdb.DuckDBTimeValue(microsOfDay(BigInt(read(row)), type.perSecond));
		}
		case "timestamp": return timestampReader(type, data, duckdb);
		case "text": return textReader(type.layout, data, decodeText);
		case "bytes": return textReader(type.layout, data, (bytes) => new duckdb.DuckDBBlobValue(bytes));
		case "fixed bytes": {
			const { width } = type;
			const bytes = bytesOf(data, data.rows * width);
			return (row) => new duckdb.DuckDBBlobValue(bytes.subarray(row * width, (row + 1) * width));
		}
		default: return type;
	}
}
function integerReader({ bits, isSigned }, data) {
	const bytes = bytesOf(data, data.rows * bits / 8);
	const values = new {
		8: isSigned ? Int8Array : Uint8Array,
		16: isSigned ? Int16Array : Uint16Array,
		32: isSigned ? Int32Array : Uint32Array,
		64: isSigned ? BigInt64Array : BigUint64Array
	}[bits](bytes.buffer, bytes.byteOffset, data.rows);
	return (row) => values[row] ?? 0;
}
function floatReader(bits, data) {
	const { buffer, byteOffset } = bytesOf(data, data.rows * bits / 8);
	if (bits === 16) {
		const halves = new Uint16Array(buffer, byteOffset, data.rows);
		return (row) => uint16ToFloat64(halves[row] ?? 0);
	}
	const values = new (bits === 32 ? Float32Array : Float64Array)(buffer, byteOffset, data.rows);
	return (row) => values[row] ?? 0;
}
function decimalReader({ bits, precision, scale }, data, duckdb) {
	const width = bits / 8;
	const bytes = bytesOf(data, data.rows * width);
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const limit = 10n ** BigInt(precision);
	return (row) => {
		const value = signedAt(view, row * width, width);
		if (value >= limit || value <= -limit) throw unreadable(`a decimal has more than its ${precision} digits`);
		return new duckdb.DuckDBDecimalValue(value, precision, scale);
	};
}
function signedAt(view, at, width) {
	if (width === 4) return BigInt(view.getInt32(at, true));
	let value = view.getBigInt64(at + width - 8, true);
	for (let part = width - 16; part >= 0; part -= 8) value = value << 64n | view.getBigUint64(at + part, true);
	return value;
}
function dateReader(unit, data, duckdb) {
	const read = integerReader({
		kind: "integer",
		bits: unit === "day" ? 32 : 64,
		isSigned: true
	}, data);
	if (unit === "day") return (row) => new duckdb.DuckDBDateValue(Number(read(row)));
	return (row) => {
		const value = BigInt(read(row));
		const days = value / 86400000n;
		if (days * 86400000n !== value || BigInt.asIntN(32, days) !== days) throw unreadable(`a date is ${value} milliseconds, no whole days`);
		return new duckdb.DuckDBDateValue(Number(days));
	};
}
function microsOfDay(value, perSecond) {
	if (value < 0n || value >= 86400n * perSecond) throw unreadable("a time of day is not within a day");
	return value * 1000000n / perSecond;
}
function timestampReader({ perSecond, hasZone }, data, duckdb) {
	const read = integerReader({
		kind: "integer",
		bits: 64,
		isSigned: true
	}, data);
	if (perSecond > 1000000n && !hasZone) return (row) => new duckdb.DuckDBTimestampNanosecondsValue(BigInt(read(row)));
	return (row) => {
		const micros = BigInt(read(row)) * 1000000n / perSecond;
		if (BigInt.asIntN(64, micros) !== micros) throw unreadable("a timestamp is beyond what DuckDB holds");
		return hasZone ? new duckdb.DuckDBTimestampTZValue(micros) : new duckdb.DuckDBTimestampValue(micros);
	};
}
function bytesOf({ buffers, rows }, length) {
	const [bytes = new Uint8Array(0)] = buffers;
	if (bytes.byteLength >= length) return bytes;
	throw unreadable(`${bytes.byteLength} bytes hold ${rows} values, which take ${length}`);
}
const decoder = new TextDecoder("utf-8", {
	fatal: true,
	ignoreBOM: true
});
function decodeText(bytes) {
	try {
		return decoder.decode(bytes);
	} catch {
		throw unreadable("a text is not UTF-8");
	}
}
//#endregion
//#region src/adapters/sql/arrow/read-arrow.ts
const chunkRows = 2048;
function registerReadArrow(connection, duckdb) {
	connection.registerTableFunction(duckdb.DuckDBTableFunction.create({
		name: "read_arrow",
		parameterTypes: [duckdb.VARCHAR],
		supportsProjectionPushdown: true,
		bindFunction: (info) => {
			const path = pathOf(String(info.getParameter(0)));
			reporting(info, path, () => {
				const source = findSource(path);
				const bound = {
					source,
					...withSource(source, readLayout)
				};
				for (const { name, type } of bound.columns) info.addResultColumn(name, duckDbType(type, duckdb));
				info.setBindData(bound);
			});
		},
		initFunction: (info) => {
			const wanted = info.getColumnIndexes();
			info.setInitData({
				wanted,
				nextPlace: 0,
				dictionaries: new Map(),
				rows: 0,
				nextRow: 0,
				readers: []
			});
		},
		mainFunction: (info, output) => {
			const [bound, scan] = [info.bindData, info.initData];
			reporting(info, bound.source.path, () => {
				if (scan.nextRow === scan.rows) advance(bound, scan, duckdb);
				writeChunk(scan, output);
			});
		}
	}));
}
function reporting(info, path, run) {
	try {
		run();
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		info.setError(error instanceof PawlError ? `${path}: ${reason}` : `${path} is damaged: ${reason}`);
	}
}
function writeChunk(scan, output) {
	const count = Math.min(chunkRows, scan.rows - scan.nextRow);
	output.rowCount = count;
	if (count === 0) return;
	scan.readers.forEach((read, index) => {
		const vector = output.getColumnVector(index);
		for (let row = 0; row < count; row += 1) vector.setItem(row, read(scan.nextRow + row));
		vector.flush();
	});
	scan.nextRow += count;
}
function advance(bound, scan, duckdb) {
	scan.rows = 0;
	scan.nextRow = 0;
	scan.readers = [];
	if (scan.nextPlace === bound.places.length) return;
	withSource(bound.source, (bytes) => {
		while (scan.rows === 0 && scan.nextPlace < bound.places.length) {
			const place = bound.places[scan.nextPlace];
			scan.nextPlace += 1;
			if (place !== void 0) readPlace({
				bound,
				scan,
				bytes,
				place,
				duckdb
			});
		}
	});
}
function readPlace(request) {
	const { bound, scan, bytes, place } = request;
	const message = readMessage(bytes, place);
	if (message.headerType() === MessageHeader.DictionaryBatch) return readDictionary(message, request);
	if (message.headerType() !== MessageHeader.RecordBatch) throw unreadable(`the message at ${place.position} holds no rows`);
	const batch = message.header(new RecordBatch());
	if (batch === null) throw unreadable(`the message at ${place.position} is empty`);
	const data = readBatch({
		batch,
		place,
		bytes
	}, bound.columns, scan.wanted);
	scan.rows = data.rows;
	scan.readers = scan.wanted.map((index, at) => readerOf(bound.columns[index], data.columns[at], request));
}
function readDictionary(message, request) {
	const { bound, scan, bytes, place } = request;
	const dictionary = message.header(new DictionaryBatch());
	const batch = dictionary?.data() ?? null;
	if (dictionary === null || batch === null) throw unreadable(`the dictionary at ${place.position} is empty`);
	const id = dictionary.id();
	const users = scan.wanted.flatMap((index) => bound.columns[index] ?? []).filter((column) => column.dictionary?.id === id);
	const [user] = users;
	if (user === void 0) return;
	if (users.some((other) => !isDeepStrictEqual(other.type, user.type))) throw unreadable(`columns of different types share the dictionary ${id}`);
	const column = {
		name: user.name,
		type: user.type
	};
	const { rows, columns } = readBatch({
		batch,
		place,
		bytes
	}, [column], [0]);
	const read = readerOf(column, columns[0], request);
	const values = startDictionary(id, dictionary.isDelta(), request);
	for (let row = 0; row < rows; row += 1) values.push(read(row));
}
function startDictionary(id, isDelta, { bound, scan }) {
	const before = scan.dictionaries.get(id);
	if (before !== void 0 && isDelta) return before;
	if (before !== void 0 && !bound.mayReplace) throw unreadable(`the dictionary ${id} is there twice. Write the stream format, or one dictionary.`);
	const values = [];
	scan.dictionaries.set(id, values);
	return values;
}
function readerOf(column, data, { duckdb, scan }) {
	if (column === void 0 || data === void 0) throw unreadable("a column is asked for that is not there");
	return naming(column, () => {
		const read = column.dictionary === void 0 ? valueReader(column.type, data, duckdb) : placeReader(column.dictionary, data, scan);
		const { isValid } = data;
		return (row) => isValid(row) ? naming(column, () => read(row)) : null;
	});
}
function placeReader({ id, index }, data, { dictionaries }) {
	const values = dictionaries.get(id) ?? [];
	const read = integerReader(index, data);
	return (row) => {
		const value = values[Number(read(row))];
		if (value !== void 0) return value;
		throw unreadable(`row ${row} of a batch is place ${read(row)} of a dictionary of ${values.length}`);
	};
}
function naming({ name }, run) {
	try {
		return run();
	} catch (error) {
		throw error instanceof PawlError ? unreadable(`column ${show(name)}: ${error.message}`) : error;
	}
}
//#endregion
export { registerReadArrow };

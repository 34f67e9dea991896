"""Prints what the frame of a Binary says, without the runtime: identifier, trailer, size of the data section."""

import struct
import sys

with open(sys.argv[1], "rb") as file:
    content = file.read()
(prefix,) = struct.unpack_from("<I", content)
print("identifier", content[8:12].decode())
size, _, _ = struct.unpack_from("<QQQ", content, len(content) - 32)
print("trailer", "ok" if size == len(content) and content[-8:] == b"TENONEND" else "bad")
flatbuffer_end = (4 + prefix + 63) // 64 * 64
print("data", len(content) - 32 - flatbuffer_end, "bytes")

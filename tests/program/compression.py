"""What the standard library of Python can't pack: Zstandard, also with a dictionary, and Brotli, by the libraries that the program uses."""

import ctypes
import subprocess

ZSTD = ctypes.CDLL("libzstd.so.1")
BROTLI = ctypes.CDLL("libbrotlienc.so.1")
for function in (ZSTD.ZSTD_compressBound, ZSTD.ZSTD_compress, ZSTD.ZSTD_compress_usingDict, ZSTD.ZDICT_trainFromBuffer):
    function.restype = ctypes.c_size_t
ZSTD.ZSTD_createCCtx.restype = ctypes.c_void_p


def zstd_frame(content, dictionary=b""):
    """One frame."""
    bound = ZSTD.ZSTD_compressBound(ctypes.c_size_t(len(content)))
    packed = ctypes.create_string_buffer(bound)
    context = ctypes.c_void_p(ZSTD.ZSTD_createCCtx())
    size = ZSTD.ZSTD_compress_usingDict(context, packed, ctypes.c_size_t(bound), content, ctypes.c_size_t(len(content)),
                                        dictionary, ctypes.c_size_t(len(dictionary)), 3)
    ZSTD.ZSTD_freeCCtx(context)
    assert size <= bound, "zstd failed"
    return packed.raw[:size]


def zstd_dictionary(samples):
    sizes = (ctypes.c_size_t * len(samples))(*map(len, samples))
    dictionary = ctypes.create_string_buffer(20_000)
    size = ZSTD.ZDICT_trainFromBuffer(dictionary, ctypes.c_size_t(len(dictionary)), b"".join(samples), sizes, len(samples))
    assert size <= len(dictionary), "no dictionary could be trained"
    return dictionary.raw[:size]


def skippable_frame(content, last_digit=0xD):
    return bytes([0x50 + last_digit]) + b"\x2a\x4d\x18" + len(content).to_bytes(4, "little") + content


def brotli(content):
    size = ctypes.c_size_t(len(content) + 1024)
    packed = ctypes.create_string_buffer(size.value)
    done = BROTLI.BrotliEncoderCompress(5, 22, 0, ctypes.c_size_t(len(content)), content, ctypes.byref(size), packed)
    assert done == 1, "brotli failed"
    return packed.raw[:size.value]


def zstd_by_program(content):
    """As the zstd program packs it."""
    return subprocess.run(["/usr/bin/zstd", "-q", "-c"], input=content, stdout=subprocess.PIPE, check=True).stdout

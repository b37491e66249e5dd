"""Kinds of file that hold no sign, and scripts whose first line says what they are."""

PROSE = "prose and documentation"
BINARY = "pictures, sound, fonts, archives and other binaries"
OTHER = "kinds of file that the gate does not read"

_PROSE = frozenset(
    {
        *("adoc", "asciidoc", "bib", "log", "md", "mdc", "mdx", "org", "pdf", "po", "pot"),
        *("rst", "rtf", "srt", "tex", "txt", "vtt"),
    }
)
_BINARY = frozenset(
    {
        *("7z", "a", "aac", "ai", "apk", "avi", "avif", "bin", "bmp", "br", "bz2", "class", "dat"),
        *("db", "dll", "dmg", "doc", "docx", "dylib", "eot", "exe", "flac", "gguf", "gif", "gz"),
        *("ico", "icns", "iso", "jar", "jpeg", "jpg", "keystore", "lib", "m4a", "mkv", "mov"),
        *("mp3", "mp4", "npy", "npz", "o", "obj", "ogg", "onnx", "otf", "parquet", "pb", "pickle"),
        *("pkl", "png", "ppt", "pptx", "psd", "pt", "pyc", "pyd", "rar", "safetensors", "so"),
        *("sqlite", "sqlite3", "svg", "tar", "tflite", "tgz", "tif", "tiff", "ttf", "war", "wasm"),
        *("wav", "webm", "webp", "whl", "woff", "woff2", "xls", "xlsx", "xz", "zip", "zst"),
    }
)
_INTERPRETERS = {
    "python": "py",
    "pypy": "py",
    "uv": "py",
    "node": "js",
    "nodejs": "js",
    "bun": "ts",
    "deno": "ts",
    "tsx": "ts",
    "ts-node": "ts",
    "sh": "sh",
    "bash": "sh",
    "dash": "sh",
    "zsh": "sh",
    "ruby": "rb",
    "php": "php",
    "groovy": "groovy",
    "scala": "scala",
}
"""Programs that a script's first line names, and how such a script's name would end."""


def why_passed_over(path: str) -> str:
    """Return why the file at *path*, which no format claims, is not searched, in words."""
    ending = path.rpartition("/")[2].rpartition(".")[2].lower()
    if ending in _PROSE:
        return PROSE
    return BINARY if ending in _BINARY else OTHER


def ending_of_script(first_line: bytes) -> str:
    """Return how the name of a script with this *first_line* would end; "" for none that is known.

    #!/usr/bin/env python3 and #!/bin/bash -e both tell.
    """
    if not first_line.startswith(b"#!"):
        return ""
    words = first_line[2:].decode("latin-1").replace("/", " ").split()
    programs = (_INTERPRETERS.get(word.rstrip("0123456789.")) for word in words)
    return next((ending for ending in programs if ending), "")

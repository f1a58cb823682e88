"""Asking a virus scanner about a file: off unless `FILE_SCANNER` names one.

It is the dotted path of a callable `(content) -> str`, "" for a clean file and else what was found, or the
address of a clamd, `clamd://host:3310`. Who asks gets `ScannerUnavailable` when there is no answer.
"""

import socket
import struct
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.module_loading import import_string

SECONDS = 60
PIECE = 64 * 1024
PORT = 3310


class ScannerUnavailable(Exception):
    """The scanner gave no answer that can be understood."""


def is_scanning():
    """Whether files are scanned in this installation."""
    return bool(settings.FILE_SCANNER)


def found_in(content):
    """What the scanner finds in these bytes, "" when that is nothing. Raises `ScannerUnavailable`."""
    name = settings.FILE_SCANNER
    try:
        if name.startswith("clamd://"):
            address = urlsplit(name)
            return _ask_clamd(address.hostname, address.port or PORT, content)
        return import_string(name)(content)
    except (OSError, ImportError, ValueError) as error:
        raise ScannerUnavailable(str(error)) from error


def _ask_clamd(host, port, content):
    """The INSTREAM command of clamd: pieces with their lengths, ended by an empty one."""
    with socket.create_connection((host, port), timeout=SECONDS) as connection:
        connection.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), PIECE):
            piece = content[start : start + PIECE]
            connection.sendall(struct.pack("!I", len(piece)) + piece)
        connection.sendall(struct.pack("!I", 0))
        answer = b""
        while not answer.endswith(b"\0") and (more := connection.recv(4096)):
            answer += more
    words = answer.rstrip(b"\0").decode("utf-8", "replace").removeprefix("stream: ")
    if words == "OK":
        return ""
    if words.endswith(" FOUND"):
        return words.removesuffix(" FOUND")
    raise ValueError(words or "no answer")

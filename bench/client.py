"""A load client that costs little itself: one thread, one request at a time on each kept connection."""

import selectors
import socket
import time
from dataclasses import dataclass, field

from bench.report import percentile

END_OF_HEADERS = b"\r\n\r\n"
# As the proxy in front of a real installation asks.
HEADERS = (
    "Host: localhost\r\nX-Forwarded-Proto: https\r\nAccept-Language: nb\r\nAccept-Encoding: identity\r\n"
)


@dataclass
class Load:
    """What a run of requests cost."""

    seconds: float
    latencies: list = field(repr=False)

    @property
    def rate(self):
        return len(self.latencies) / self.seconds

    @property
    def p50(self):
        return percentile(self.latencies, 50)

    @property
    def p99(self):
        return percentile(self.latencies, 99)


class Connection:
    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, request):
        self.began = time.perf_counter()
        self.answer = bytearray()
        self.missing = None
        self.socket.sendall(request)

    def hear(self):
        """Takes what has come. True when the answer is whole. Raises RuntimeError for any but a 200."""
        piece = self.socket.recv(262144)
        if not piece:
            raise RuntimeError("The server closed the connection.")
        self.answer += piece
        if self.missing is None:
            self._read_headers()
        else:
            self.missing -= len(piece)
        return self.missing == 0

    def _read_headers(self):
        head, found, body = bytes(self.answer).partition(END_OF_HEADERS)
        if not found:
            return
        status, *lines = head.lower().split(b"\r\n")
        if b" 200 " not in status + b" ":
            raise RuntimeError(f"The server answered {status.decode()!r}.")
        length = next(line for line in lines if line.startswith(b"content-length:"))
        self.missing = int(length.partition(b":")[2]) - len(body)

    @property
    def body(self):
        return bytes(self.answer).partition(END_OF_HEADERS)[2]


def request_for(path):
    return f"GET {path} HTTP/1.1\r\n{HEADERS}\r\n".encode()


def fetch(port, path):
    """One answer's body."""
    connection = Connection(port)
    try:
        connection.ask(request_for(path))
        while not connection.hear():
            pass
        return connection.body
    finally:
        connection.socket.close()


def load(port, path, *, seconds, connections=4):
    """Ask for `path` over and over for so many seconds."""
    request = request_for(path)
    latencies = []
    with selectors.DefaultSelector() as selector:
        asking = [Connection(port) for _ in range(connections)]
        began = now = time.perf_counter()
        for connection in asking:
            selector.register(connection.socket, selectors.EVENT_READ, connection)
            connection.ask(request)
        while now - began < seconds:
            for key, _ in selector.select(timeout=30):
                connection = key.data
                if connection.hear():
                    now = time.perf_counter()
                    latencies.append(now - connection.began)
                    connection.ask(request)
        for connection in asking:
            connection.socket.close()
    return Load(now - began, latencies)

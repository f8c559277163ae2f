"""Requests per second of a served page: four connections that are always busy, from one process."""

import selectors
import socket
import time

CONNECTIONS = 4


class Reader:
    """One connection that sends a request whenever the last one has been answered."""

    def __init__(self, port: int, request: bytes, status: bytes):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.request, self.status = request, status
        self.held = b""
        self.wanted = 0
        self.send()

    def send(self) -> None:
        self.held, self.wanted = b"", 0
        self.socket.sendall(self.request)

    def receive(self) -> bool:
        """Whether an answer is complete."""
        part = self.socket.recv(1 << 20)
        if not part:
            raise ConnectionError(f"The server hung up after {self.held[:80]!r}")
        self.held += part
        if not self.wanted:
            head, found, _ = self.held.partition(b"\r\n\r\n")
            if not found:
                return False
            if not head.startswith(b"HTTP/1.1 " + self.status):
                raise ConnectionError(f"Not {self.status.decode()}: {head[:200]!r}")
            length = next(
                (
                    int(line.split(b":")[1])
                    for line in head.split(b"\r\n")
                    if line.lower().startswith(b"content-length")
                ),
                0,
            )
            self.wanted = len(head) + 4 + (0 if self.status == b"304" else length)
        return len(self.held) >= self.wanted


def requests_per_second(port: int, address: str, seconds: float, etag: str = "") -> float:
    """How many requests for the page are answered, with 304 where an ETag is given."""
    condition = f"If-None-Match: {etag}\r\n" if etag else ""
    request = f"GET {address} HTTP/1.1\r\nHost: localhost\r\n{condition}\r\n".encode()
    readers = [Reader(port, request, b"304" if etag else b"200") for _ in range(CONNECTIONS)]
    answered, start = 0, time.perf_counter()
    with selectors.DefaultSelector() as ready:
        for reader in readers:
            ready.register(reader.socket, selectors.EVENT_READ, reader)
        while (now := time.perf_counter()) < start + seconds:
            for key, _ in ready.select(1):
                if key.data.receive():
                    answered += 1
                    key.data.send()
    for reader in readers:
        reader.socket.close()
    return answered / (now - start)

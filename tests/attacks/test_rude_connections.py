"""Connections that no browser makes, to the real server: it answers or hangs up, and goes on serving."""

import http.client
import socket

import pytest

from tests.attacks.installation import Installation

HOST = b"Host: localhost\r\n"
RUDE = {
    "a header of two megabytes": b"GET /nl/ HTTP/1.1\r\n" + HOST + b"X: " + b"x" * 2_000_000 + b"\r\n\r\n",
    "a cookie of a megabyte": b"GET /nl/ HTTP/1.1\r\n" + HOST + b"Cookie: " + b"x" * 1_000_000 + b"\r\n\r\n",
    "an address of a megabyte": b"GET /nl/?" + b"x" * 1_000_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n",
    "ten thousand headers": b"GET /nl/ HTTP/1.1\r\n"
    + HOST
    + b"".join(b"X%d: x\r\n" % n for n in range(10_000))
    + b"\r\n",
    "no host": b"GET /nl/ HTTP/1.1\r\n\r\n",
    "two hosts": b"GET /nl/ HTTP/1.1\r\n" + HOST + b"Host: elsewhere.example\r\n\r\n",
    "no http": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 200,
    "a nul in the address": b"GET /nl/\x00 HTTP/1.1\r\n" + HOST + b"\r\n",
    "half a request": b"POST /nl/back/ HTTP/1.1\r\n" + HOST + b"Content-Length: 100\r\n\r\ncode=1",
    "two lengths": b"POST /nl/back/ HTTP/1.1\r\n" + HOST + b"Content-Length: 1\r\nContent-Length: 9\r\n\r\nx",
    "a length and pieces": b"POST /nl/back/ HTTP/1.1\r\n"
    + HOST
    + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /nl/ HTTP/1.1\r\n\r\n",
    "a length below nothing": b"POST /nl/back/ HTTP/1.1\r\n" + HOST + b"Content-Length: -1\r\n\r\n",
    "broken pieces": b"POST /nl/back/ HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
    "names for the server": b"GET /nl/ HTTP/1.1\r\n"
    + HOST
    + b"Proxy: x\r\nX_Forwarded_Host: elsewhere.example\r\n\r\n",
}


@pytest.fixture
def server(tmp_path):
    house = Installation(tmp_path / "home").prepare()
    running = house.serve(workers=1)
    yield running
    running.stop()
    house.remove()


def say(port, data):
    """Send bytes as they are, and read what comes back before the other side hangs up or falls silent."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.settimeout(1)
        try:
            connection.sendall(data)
            connection.shutdown(socket.SHUT_WR)
            return connection.recv(65536)
        except OSError:
            return b""


def test_the_server_bears_rude_connections(server):
    for what, data in RUDE.items():
        answer = say(server.port, data)
        assert not answer.startswith((b"HTTP/1.1 5", b"HTTP/1.0 5")), what
        assert b"elsewhere" not in answer, what
        assert server.get("/nl/")[0] == 200, what


def test_many_silent_connections_do_not_keep_others_out(server):
    silent = [socket.create_connection(("127.0.0.1", server.port), timeout=10) for _ in range(200)]
    for each in silent:
        each.sendall(b"POST /nl/back/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10000000\r\n\r\n")
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.request("GET", "/nl/")
    assert connection.getresponse().status == 200
    for each in silent:
        each.close()

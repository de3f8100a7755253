"""Clients that send slowly or stop, with the server that `make run` starts and nothing in front of it."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from email.message import Message
from http.client import HTTPConnection, HTTPResponse
from select import select
from urllib.parse import urlsplit

import pytest

from tests.support.web_server import serving_at_once
from tests.support.world import World

HEAD = b"GET /search?q=a HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
BODY = b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n\r\n"
SLOW, STOPPED = 20, 10  # connections: of each kind that sends slowly, and of those that stop
REQUEST_SECONDS = 5
PATIENCE = REQUEST_SECONDS - 1  # seconds: whom slow clients keep waiting waits longer, and a busy machine does not


@contextmanager
def connections(address: str) -> Iterator[list[socket.socket]]:
    """Open connections: some send a head slowly, some a body, some send half of a form and stop."""
    where = urlsplit(address)
    with ExitStack() as stack:
        opened = []
        for start in (HEAD,) * SLOW + (BODY,) * SLOW + (BODY + b"email=a",) * STOPPED:
            client = stack.enter_context(socket.create_connection((where.hostname, where.port), timeout=30))
            client.sendall(start)
            opened.append(client)
        yield opened


def is_healthy(address: str) -> bool:
    """Return whether the server answers before it gives a slow client up."""
    with closing(HTTPConnection(str(urlsplit(address).netloc), timeout=PATIENCE)) as connection:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200


def ask(address: str, *parts: bytes) -> tuple[int, bytes]:
    """Send a request in parts, each when the server has taken the one before, and return what it answers."""
    where = urlsplit(address)
    with socket.create_connection((where.hostname, where.port), timeout=30) as client:
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for part in parts:
            client.sendall(part)
        response = HTTPResponse(client)
        response.begin()
        return response.status, response.read()


def answer_headers(address: str, request: bytes) -> Message:
    """Return the headers of the answer to a request."""
    where = urlsplit(address)
    with socket.create_connection((where.hostname, where.port), timeout=30) as client:
        client.sendall(request)
        response = HTTPResponse(client)
        response.begin()
        return response.headers


@pytest.mark.slow
def test_slow_clients_keep_nobody_waiting_and_lose_their_connection(bare: World) -> None:
    settings = {"WEB_WORKERS": "1", "REQUEST_SECONDS": str(REQUEST_SECONDS)}
    with serving_at_once(bare, **settings) as address, connections(address) as clients:
        waiting, answers = list(clients), []
        while waiting:
            assert is_healthy(address)
            answered, _, _ = select(waiting, [], [], 0.5)
            for client in answered:
                answers.append(client.recv(12))
                waiting.remove(client)
            for client in waiting[: 2 * SLOW]:
                client.sendall(b"a")
        assert answers == [b"HTTP/1.1 408"] * len(clients)


@pytest.mark.slow
def test_what_cannot_be_read_as_a_whole_is_refused_before_it_is_read(bare: World) -> None:
    post = b"POST /api/v1/cases HTTP/1.1\r\nHost: localhost\r\n"
    with serving_at_once(bare, WEB_WORKERS="1") as address:
        status, body = ask(address, post + b"Content-Length: 1000001\r\n\r\n", b"{")
        assert (status, b"too large" in body) == (413, True)
        assert ask(address, post + b"Transfer-Encoding: chunked\r\n\r\n")[0] == 411
        kept = answer_headers(address, post + b"Content-Length: 1000001\r\n\r\n")
        assert (kept["Cache-Control"], kept["X-Content-Type-Options"]) == ("no-store", "nosniff")
        assert ask(address, post + b"Content-Length: ten\r\n\r\n")[0] == 400
        assert ask(address, b"GET /healthz HTTP/1.1\r\n", b"Host: localhost\r\n", b"\r\n")[0] == 200
        waited = post + b"Expect: 100-continue\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n"
        assert ask(address, waited, b"{}")[0] == 401
        assert is_healthy(address)


@pytest.mark.slow
def test_requests_that_follow_each_other_on_one_connection_are_all_answered(bare: World) -> None:
    first = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
    last = b"GET /unknown HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    with serving_at_once(bare, WEB_WORKERS="1") as address:
        where = urlsplit(address)
        with socket.create_connection((where.hostname, where.port), timeout=30) as client:
            client.sendall(first * 3 + last)
            said = b"".join(iter(lambda: client.recv(65536), b""))
    assert [said.count(b"HTTP/1.1 200"), said.count(b"HTTP/1.1 404")] == [3, 1]

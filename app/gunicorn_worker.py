"""The web worker: a thread is taken only by a request that has arrived as a whole, and slow connections end.

The event loop reads requests, so that a connection that sends slowly costs a socket and not a thread. A request that
can't be read never reaches the application: programs get problem+json, people a short page. See ADR 7.
"""

import errno
import socket
import time
from collections.abc import Callable
from functools import partial
from selectors import EVENT_READ
from typing import Any

from gunicorn.http.errors import LimitRequestHeaders, LimitRequestLine, ParseException
from gunicorn.http.message import Request
from gunicorn.http.parser import RequestParser
from gunicorn.util import write_nonblock
from gunicorn.workers.gthread import TConn, ThreadWorker

from app.arriving_request import ArrivingRequest, RequestProblem, RequestRefused
from app.request_metrics import REFUSED
from app.server_answers import refusal_of_server
from config import Config

PROBLEMS = {LimitRequestLine: RequestProblem.LONG_ADDRESS, LimitRequestHeaders: RequestProblem.LARGE_HEAD}
READ_AT_ONCE = 65_536  # bytes
MOST_UPLOADS = 12  # requests with a file that one process receives at once: they are in memory until they are there
SEND_BUFFER = 1_000_000  # bytes that the system may take of an answer, so that a slow reader keeps no thread waiting
SEND_SECONDS = 30  # to hand an answer to the system
LINGER_SECONDS = 2  # for a client to read its answer after the connection is closed on this side
GO_AHEAD = b"HTTP/1.1 100 Continue\r\n\r\n"
NO_CONNECTION = (errno.EAGAIN, errno.ECONNABORTED, errno.EWOULDBLOCK)


class AddressedRequest(Request):  # type: ignore[misc]
    """A request that says where it went, if it is refused before it is read."""

    def parse(self, unreader: Any) -> Any:
        """Read the request. An error for its length has the path as `path`."""
        try:
            return super().parse(unreader)
        except tuple(PROBLEMS) as error:
            error.path = self.path or ""
            raise

    def read_line(self, unreader: Any, buf: bytearray, limit: int = 0) -> Any:
        """Read the request line, and remember the path also if the line is too long."""
        try:
            return super().read_line(unreader, buf, limit)
        except LimitRequestLine:
            _method, _space, target = buf.partition(b" ")
            self.path = target.partition(b"?")[0].decode("latin-1")
            raise


class Connection(TConn):  # type: ignore[misc]
    """A connection, with the request that is arriving on it."""

    def __init__(self, *given: Any, linger: Callable[["Connection"], None]) -> None:
        super().__init__(*given)
        self.linger = linger
        self.arriving = ArrivingRequest()
        self.deadline = 0.0

    def start_request(self, seconds: int) -> None:
        """Expect a request, of which the end of the last one may have brought the beginning."""
        rest = self.parser.unreader.buf.getvalue() if self.parser else b""
        self.arriving = ArrivingRequest(rest)
        self.deadline = time.monotonic() + seconds

    def hand_over(self) -> None:
        """Give the whole request to gunicorn's parser, which then never reads from the socket."""
        self.parser = RequestParser(self.cfg, iter((bytes(self.arriving.data),)), self.client)
        self.initialized = True
        self.arriving = ArrivingRequest()

    def init(self) -> None:
        """Limit how long an answer may take to be sent."""
        self.sock.settimeout(SEND_SECONDS)

    def close(self, graceful: bool = False) -> None:
        """Close the connection; gracefully, without waiting for the client here."""
        if graceful:
            self.linger(self)
        else:
            super().close()


class Worker(ThreadWorker):  # type: ignore[misc]
    """A worker of gunicorn with threads, whose event loop reads the requests."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.arriving: dict[Connection, None] = {}  # in the order in which they began
        self.lingering: dict[Connection, None] = {}

    def init_process(self) -> None:
        """Read requests as `AddressedRequest`."""
        self.config = Config.from_environment()
        RequestParser.mesg_class = AddressedRequest
        super().init_process()

    def accept(self, listener: Any) -> None:
        """Accept a connection. If there are too many, the one that has been sending its request longest ends."""
        try:
            client, address = listener.accept()
        except OSError as error:
            if error.errno not in NO_CONNECTION:
                raise
            return
        client.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
        if self.nr_conns >= self.worker_connections - 1 and self.arriving:
            self._refuse(next(iter(self.arriving)), RequestProblem.SLOW)
        self.nr_conns += 1
        self.enqueue_req(Connection(self.cfg, client, address, listener.getsockname(), linger=self._linger))

    def enqueue_req(self, conn: Connection) -> None:
        """Read a request. A thread gets it when it is complete."""
        conn.start_request(self.config.request_seconds)
        conn.sock.setblocking(False)
        self.arriving[conn] = None
        self.poller.register(conn.sock, EVENT_READ, partial(self._receive, conn))
        if conn.arriving.data:
            self._go_on(conn)

    def murder_pending(self) -> None:
        """End the connections whose request or whose farewell takes too long; gunicorn calls this every second."""
        now = time.monotonic()
        for conn in list(self.arriving):
            if not self.alive:  # a worker that stops waits a little for what is on its way
                conn.deadline = min(conn.deadline, now + LINGER_SECONDS)
            if conn.deadline <= now:
                self._refuse(conn, RequestProblem.SLOW)
        for conn in [conn for conn in self.lingering if conn.deadline <= now]:
            self._stop_lingering(conn)

    def handle_request(self, req: Any, conn: Any) -> Any:
        """Answer a request. A client that does not read its answer loses the connection."""
        try:
            return super().handle_request(req, conn)
        except TimeoutError:
            self.log.info("a client did not read its answer")
            return False

    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:
        """Answer a request that gunicorn can't read, or that failed outside of the application."""
        if not isinstance(exc, ParseException):
            self.log.error("a request failed in the web server", exc_info=exc)
        problem = PROBLEMS.get(type(exc)) or _problem_of(exc)
        self._answer(client, problem, getattr(exc, "path", ""))

    def _receive(self, conn: Connection, _sock: Any) -> None:
        try:
            received = conn.sock.recv(READ_AT_ONCE)
        except BlockingIOError:
            return
        except OSError:
            received = b""
        if not received:
            self._stop_reading(conn)
            self.nr_conns -= 1
            conn.close()
            return
        conn.arriving.add(received)
        self._go_on(conn)

    def _go_on(self, conn: Connection) -> None:
        """Hand a request to a thread if it is complete."""
        try:
            is_complete = conn.arriving.is_complete()
        except RequestRefused as refusal:
            self._refuse(conn, refusal.problem)
            return
        if conn.arriving.is_large and sum(other.arriving.is_large for other in self.arriving) > MOST_UPLOADS:
            self._refuse(conn, RequestProblem.BUSY)
            return
        if is_complete:
            self._stop_reading(conn)
            conn.hand_over()
            super().enqueue_req(conn)
        elif conn.arriving.wants_go_ahead():
            self._send(conn.sock, GO_AHEAD)

    def _refuse(self, conn: Connection, problem: RequestProblem) -> None:
        """Answer a request that is not read to its end, and close its connection."""
        self._stop_reading(conn)
        if conn.arriving.data:
            self._answer(conn.sock, problem, conn.arriving.path)
        self.nr_conns -= 1
        self._linger(conn)

    def _stop_reading(self, conn: Connection) -> None:
        del self.arriving[conn]
        self.poller.unregister(conn.sock)

    def _linger(self, conn: Connection) -> None:
        """Close this side of a connection, and leave the client time to read the answer (RFC 9112, 9.6)."""
        try:
            conn.sock.setblocking(False)
            conn.sock.shutdown(socket.SHUT_WR)
        except OSError:
            conn.close()
            return
        conn.deadline = time.monotonic() + LINGER_SECONDS
        self.lingering[conn] = None
        self.poller.register(conn.sock, EVENT_READ, partial(self._discard, conn))

    def _discard(self, conn: Connection, _sock: Any) -> None:
        try:
            if conn.sock.recv(READ_AT_ONCE):
                return
        except BlockingIOError:
            return
        except OSError:
            pass
        self._stop_lingering(conn)

    def _stop_lingering(self, conn: Connection) -> None:
        del self.lingering[conn]
        self.poller.unregister(conn.sock)
        conn.close()

    def _answer(self, client: Any, problem: RequestProblem, path: str) -> None:
        REFUSED.labels(str(int(problem.status))).inc()
        is_secure = self.config.secure_cookies
        self._send(client, refusal_of_server(problem.status, problem.detail, path, is_secure=is_secure))

    def _send(self, client: Any, content: bytes) -> None:
        try:
            write_nonblock(client, content)
        except OSError as error:
            self.log.debug("the client did not wait for the answer: %s", error)


def _problem_of(error: BaseException) -> RequestProblem:
    return RequestProblem.NOT_VALID if isinstance(error, ParseException) else RequestProblem.FAILED

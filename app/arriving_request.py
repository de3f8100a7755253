"""A request that is arriving: what came of it so far, and whether it is complete."""

import re
from enum import Enum
from http import HTTPStatus

LARGEST_REQUEST = 1_000_000  # bytes; many times the longest possible case
LARGEST_UPLOAD = 10 * 1024 * 1024 + 100_000  # bytes, of a file with its form
LARGEST_LINE = 8190  # bytes, the most that gunicorn allows; an Arabic letter in an address takes 6
LARGEST_HEAD = 65_536  # bytes, of the request line with all headers
END_OF_HEAD = b"\r\n\r\n"
UPLOADS = re.compile(r"(/api/v1)?/cases/[\w-]+/attachments")  # the addresses that take a file
LENGTH = re.compile(rb"\d{1,12}")


class RequestProblem(Enum):
    """Why a request is not read to its end: the status and the words for its sender."""

    SLOW = (HTTPStatus.REQUEST_TIMEOUT, "The request took too long to arrive. Send it again.")
    NO_LENGTH = (HTTPStatus.LENGTH_REQUIRED, "The request must name its length: send Content-Length.")
    LARGE = (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The request is too large.")
    LONG_ADDRESS = (HTTPStatus.REQUEST_URI_TOO_LONG, "The address is too long. Use fewer words or filters.")
    NOT_VALID = (HTTPStatus.BAD_REQUEST, "This request is not valid.")
    FAILED = (HTTPStatus.INTERNAL_SERVER_ERROR, "Something went wrong on the server.")
    BUSY = (HTTPStatus.SERVICE_UNAVAILABLE, "Many files arrive at once. Send it again in a minute.")
    LARGE_HEAD = (HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "The headers of the request are too large.")

    @property
    def status(self) -> HTTPStatus:
        """The status of the answer."""
        return self.value[0]

    @property
    def detail(self) -> str:
        """The sentence of the answer."""
        return self.value[1]


class RequestRefused(Exception):  # noqa: N818 - the house names exceptions by what happened
    """A request that is not read to its end."""

    def __init__(self, problem: RequestProblem, path: str) -> None:
        super().__init__(problem.detail)
        self.problem = problem
        self.path = path


class ArrivingRequest:
    """The bytes of one connection from the start of a request."""

    def __init__(self, received: bytes = b"") -> None:
        self.data = bytearray(received)
        self._size: int | None = None  # of head and body, once the head is there
        self._waits_for_go_ahead = False

    def add(self, received: bytes) -> None:
        """Add what came."""
        self.data += received

    @property
    def is_large(self) -> bool:
        """Whether it is larger than any request without a file."""
        return (self._size or 0) > LARGEST_REQUEST + LARGEST_HEAD

    @property
    def path(self) -> str:
        """The path of the address, as far as it is there."""
        line = bytes(self.data[: LARGEST_LINE * 2]).partition(b"\r\n")[0]
        return line.partition(b" ")[2].partition(b" ")[0].partition(b"?")[0].decode("latin-1")

    def is_complete(self) -> bool:
        """Return whether head and body are there. Raises RequestRefused."""
        if self._size is None:
            self._read_head()
        return self._size is not None and len(self.data) >= self._size

    def wants_go_ahead(self) -> bool:
        """Return, once, whether the sender waits for `100 Continue` before it sends the body."""
        waits, self._waits_for_go_ahead = self._waits_for_go_ahead, False
        return waits

    def _read_head(self) -> None:
        while self.data[:2] == b"\r\n":  # empty lines before a request are skipped (RFC 9112, 2.2)
            del self.data[:2]
        end = self.data.find(END_OF_HEAD)
        if end < 0:
            if len(self.data) > LARGEST_HEAD:
                is_one_line = self.data.find(b"\r\n", 0, LARGEST_LINE + 2) < 0
                self._refuse(RequestProblem.LONG_ADDRESS if is_one_line else RequestProblem.LARGE_HEAD)
            return
        headers = [_header(line) for line in bytes(self.data[:end]).split(b"\r\n")[1:]]
        if any(name == b"transfer-encoding" for name, _ in headers):
            self._refuse(RequestProblem.NO_LENGTH)
        self._size = end + len(END_OF_HEAD) + self._length_of_body(headers)
        self._waits_for_go_ahead = (b"expect", b"100-continue") in headers

    def _length_of_body(self, headers: list[tuple[bytes, bytes]]) -> int:
        """Return the length of the body; 0 for a length that is not valid, which gunicorn refuses."""
        lengths = [value for name, value in headers if name == b"content-length"]
        if len(lengths) != 1 or not LENGTH.fullmatch(lengths[0]):
            return 0
        length = int(lengths[0])
        if length > (LARGEST_UPLOAD if UPLOADS.fullmatch(self.path) else LARGEST_REQUEST):
            self._refuse(RequestProblem.LARGE)
        return length

    def _refuse(self, problem: RequestProblem) -> None:
        raise RequestRefused(problem, self.path)


def _header(line: bytes) -> tuple[bytes, bytes]:
    name, _, value = line.partition(b":")
    return name.lower(), value.strip(b" \t").lower()

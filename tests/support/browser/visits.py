"""What a visit costs on the wire: bytes, requests and the time to the first paint, as a Chromium counts them."""

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page

SATELLITE = {"offline": False, "latency": 600, "downloadThroughput": 32_000, "uploadThroughput": 32_000}  # 256 kbit/s
FIRST_PAINT = """new Promise(done => {
  const found = () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime;
  if (found()) return done(found());
  new PerformanceObserver(() => found() && done(found())).observe({type: "paint", buffered: true});
})"""


@dataclass
class Visit:
    """One visit of a page. What the browser took from its cache is no request and no byte."""

    bytes: int = 0
    urls: list[str] = field(default_factory=list)
    paint: float = 0

    @property
    def requests(self) -> int:
        """The number of requests that reached the server."""
        return len(self.urls)


class Visitor:
    """A reader with a browser whose cache is empty at first; `slow` gives them a satellite link."""

    def __init__(self, browser: Browser, address: str, *, slow: bool = False) -> None:
        self.page: Page = browser.new_context(base_url=address).new_page()
        self._network: CDPSession = self.page.context.new_cdp_session(self.page)
        self._network.send("Network.enable")
        self._sent: dict[str, str] = {}
        self._visit = Visit()
        self._network.on("Network.requestWillBeSent", self._note)
        self._network.on("Network.requestServedFromCache", lambda event: self._sent.pop(event["requestId"], None))
        self._network.on("Network.responseReceived", self._forget_cached)
        self._network.on("Network.loadingFinished", self._count)
        if slow:
            self._network.send("Network.emulateNetworkConditions", SATELLITE)

    def visit(self, url: str) -> Visit:
        """Open a page and return what it cost."""
        self._visit, self._sent = Visit(), {}
        self.page.goto(url, wait_until="networkidle")
        self._visit.paint = self.page.evaluate(FIRST_PAINT)
        return self._visit

    def leave(self) -> None:
        """Go to an empty page."""
        self.page.goto("about:blank")

    def _note(self, event: dict[str, Any]) -> None:
        self._sent[event["requestId"]] = event["request"]["url"]

    def _forget_cached(self, event: dict[str, Any]) -> None:
        if event["response"].get("fromDiskCache"):
            self._sent.pop(event["requestId"], None)

    def _count(self, event: dict[str, Any]) -> None:
        url = self._sent.pop(event["requestId"], None)
        if url is not None:
            self._visit.bytes += int(event["encodedDataLength"])
            self._visit.urls.append(url)

"""Answers leave compressed, as the client accepts it: Brotli, Zstandard or gzip."""

from flask import Flask
from flask_compress import Compress

TYPES = (
    *("text/html", "text/plain", "text/csv", "text/xml", "text/css", "text/javascript"),
    *("application/json", "application/problem+json", "application/x-ndjson"),
    *("application/xml", "application/atom+xml", "application/opensearchdescription+xml"),
    *("application/manifest+json", "image/svg+xml"),
)


def start(app: Flask) -> None:
    """Compress the answers of an application. Call it before all that changes an answer: the first comes last."""
    app.config.update(
        COMPRESS_MIMETYPES=TYPES,
        COMPRESS_ALGORITHM=["br", "zstd", "gzip"],
        COMPRESS_ALGORITHM_STREAMING=["br", "zstd", "gzip"],
        COMPRESS_BR_LEVEL=5,
        COMPRESS_EVALUATE_CONDITIONAL_REQUEST=False,  # app/caching.py does it, compressed or not
    )
    Compress(app)

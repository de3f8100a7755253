"""How Casebook signs what it gives out and gets back: cookies, tokens of forms, links in mails. All by HMAC-SHA-256."""

from hashlib import sha256

from itsdangerous import Signer, URLSafeSerializer

# itsdangerous signs with HMAC-SHA-1 by default, and Flask-WTF leaves no choice for its tokens
Signer.default_digest_method = staticmethod(sha256)


Keys = str | tuple[str, ...]  # of several, the last one signs, and each opens what it signed


def serializer(keys: Keys, purpose: str) -> URLSafeSerializer:
    """Return what signs and reads texts for one purpose. A text that was signed for another one is refused."""
    return URLSafeSerializer(keys, purpose)

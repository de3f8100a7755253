"""Addresses that a form brings, and that the browser is sent to."""


def is_local(address: str) -> bool:
    """Whether an address is one of this site."""
    plain = address.isascii() and address.isprintable() and "\\" not in address
    return plain and address.startswith("/") and not address.startswith("//")

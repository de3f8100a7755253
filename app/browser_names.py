"""What is kept of a browser, so that its office knows it again: its name and its network, never the whole address."""

from ipaddress import ip_address, ip_network

from flask import Request
from ua_parser import parse

LONGEST_HEADER = 400  # characters of the User-Agent header that are read
NETWORK_BITS = {4: 24, 6: 64}  # the part of an address that names a network rather than a device


def browser_name(request: Request) -> str:
    """Return the browser and the system that the request names, such as "Firefox, Windows"; empty if unknown."""
    found = parse(request.user_agent.string[:LONGEST_HEADER])
    return ", ".join(part.family for part in (found.user_agent, found.os) if part is not None)


def network_of(request: Request) -> str:
    """Return the network that the request comes from, such as 192.0.2.0/24; empty if unknown."""
    try:
        address = ip_address(request.remote_addr or "")
        # a server that listens on :: sees IPv4 in this form; all of it would count as one network
        address = getattr(address, "ipv4_mapped", None) or address
    except ValueError:
        return ""
    return str(ip_network((address, NETWORK_BITS[address.version]), strict=False))

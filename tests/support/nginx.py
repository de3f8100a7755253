"""The nginx configuration of deploy/, with TLS and a certificate of its own."""

import re
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.programs import find_program

HOUSE = Path(__file__).parents[2]
NAMES = ("nginx", "/usr/sbin/nginx")
MAIN = "{user}daemon off; pid nginx.pid; error_log stderr notice; events {{}} http {{ {folders} include site.conf; }}"
FOLDERS = " ".join(f"{kind}_temp_path {kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
CERTIFICATE = (
    "openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
    " -keyout privkey.pem -out fullchain.pem"
)


@contextmanager
def nginx(folder: Path, *, plain: int, tls: int, casebook: str) -> Iterator[ssl.SSLContext]:
    """Run nginx with the configuration of deploy/; only the name, the ports and the certificate are others."""
    program = find_program("nginx", *NAMES)
    subprocess.run(CERTIFICATE.split(), cwd=folder, check=True, capture_output=True)
    site = (HOUSE / "deploy/nginx/casebook.conf").read_text()
    site = re.sub(r"^ *listen \[::\].*\n", "", site, flags=re.MULTILINE)  # IPv6 is not everywhere
    for ours, here in (
        ("/etc/letsencrypt/live/casebook.example.org/", f"{folder}/"),
        ("https://casebook.example.org", f"https://localhost:{tls}"),
        ("casebook.example.org", "localhost"),
        ("listen 80", f"listen {plain}"),
        ("listen 443", f"listen {tls}"),
        ("127.0.0.1:8000", casebook.removeprefix("http://")),
    ):
        assert ours in site
        site = site.replace(ours, here)
    (folder / "site.conf").write_text(site)
    is_root = folder.stat().st_uid == 0
    (folder / "nginx.conf").write_text(MAIN.format(user="user root; " if is_root else "", folders=FOLDERS))
    command = [program, "-p", str(folder), "-c", "nginx.conf", "-e", "stderr"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        try:
            started = any("start worker processes" in line for line in server.stderr)
            assert started, "nginx did not start"
            yield ssl.create_default_context(cafile=folder / "fullchain.pem")
        finally:
            server.terminate()
            server.stderr.read()

"""A real nginx for a test: the configuration that is shipped, its addresses alone replaced."""

import os
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SHIPPED = Path(__file__).parents[2] / "installer" / "nginx" / "permanence.conf"
PROGRAM = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
_STARTED = "start worker process "
_FAULT = re.compile(r"\[(warn|crit|alert|emerg)\]")
_AROUND = """
daemon off; pid {folder}/nginx.pid; error_log stderr notice; worker_processes 1;
events {{ worker_connections 64; }}
http {{
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    include {folder}/permanence.conf;
}}
"""


@contextmanager
def devant(url: str, chain: Path, key: Path, folder: Path) -> Iterator[str]:
    """Stand before a store until the end of the block; the address where it is then reached."""
    assert PROGRAM is not None
    port = _free_port()
    _lay(folder, url.removeprefix("http://"), chain, key, port)
    words = [PROGRAM, "-p", str(folder), "-e", "stderr", "-c", str(folder / "nginx.conf")]
    with subprocess.Popen(words, stderr=subprocess.PIPE, encoding="utf-8") as server:  # noqa: S603 - the one found above
        assert server.stderr is not None
        said = []
        try:
            for line in server.stderr:
                said.append(line)
                if _STARTED in line:
                    break
            else:
                raise AssertionError("".join(said))
            yield f"https://127.0.0.1:{port}"
        finally:
            server.terminate()
            said.append(server.stderr.read())
    # What it refuses is an [error] of nginx; a body laid on its disk, a [warn].
    wrong = [line for line in "".join(said).splitlines() if _FAULT.search(line)]
    assert wrong == []


def _lay(folder: Path, store: str, chain: Path, key: Path, port: int) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    for shipped, here in (
        ("server 127.0.0.1:8440;", f"server {store};"),
        ("listen 443 ssl;\n", f"listen 127.0.0.1:{port} ssl;\n"),
        ("server_name permanence.exemple.fr;", "server_name 127.0.0.1;"),
        ("/etc/ssl/permanence/chaine.pem", str(chain)),
        ("/etc/ssl/permanence/cle.pem", str(key)),
    ):
        assert text.count(shipped) == 1, shipped
        text = text.replace(shipped, here)
    folder.mkdir()
    (folder / "permanence.conf").write_text(text, encoding="utf-8")
    (folder / "nginx.conf").write_text(_AROUND.format(folder=folder), encoding="utf-8")


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])

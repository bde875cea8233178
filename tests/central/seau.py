"""What an operator sets to reach a bucket, for the tests; and a server of buckets, where one is given."""

import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import httpx2

NAME = "fichiers"
# moto's server, which `make seau` installs in an environment of its own (see docs/decisions).
PROGRAM = os.environ.get("PERMANENCE_MOTO", "")


def variables(url: str) -> dict[str, str]:
    """What an operator sets to reach it."""
    return {
        "AWS_ENDPOINT_URL": url,
        "AWS_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": "essai",
        "AWS_SECRET_ACCESS_KEY": "essai",
    }


def free_port() -> int:
    """Return a port that nobody listens to."""
    with socket.create_server(("127.0.0.1", 0)) as line:
        return int(line.getsockname()[1])


@contextmanager
def served() -> Iterator[str]:
    """Start the server with an empty bucket; give its address."""
    port = free_port()
    with subprocess.Popen(  # noqa: S603 - the program that make seau names
        [PROGRAM, "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as server:
        said = server.stderr
        assert said is not None
        try:
            assert any(b"Running on" in line for line in said), "the server did not start"
            Thread(target=said.read, daemon=True).start()
            url = f"http://127.0.0.1:{port}"
            assert httpx2.put(f"{url}/{NAME}").status_code == 200
            yield url
        finally:
            server.terminate()

"""What an operator sets to reach a bucket, for the tests."""

import socket

NAME = "fichiers"


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

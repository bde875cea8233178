"""The store served for a test, as its operator does: real processes, TLS of a moment's authority."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from tests.central.monde import AUBE


@contextmanager
def servi(*words: str) -> Iterator[str]:
    """Serve until the end of the block; the address it answers at."""
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "central", "servir", "--port", "0", "--avec-parent", *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        assert server.stderr is not None
        line = server.stdout.readline()
        try:
            assert line, server.stderr.read().decode()
            yield json.loads(line)["url"]
        finally:
            server.stdin.close()
            server.stderr.read()
    assert server.returncode == 0


def certificat(folder: Path) -> tuple[Path, Path]:
    """Leave a certificate of this machine, signed by itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(AUBE - timedelta(days=3650))
        .not_valid_after(AUBE + timedelta(days=3650))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, SHA256())
    )
    chain, secret = folder / "serveur.pem", folder / "serveur.key"
    chain.write_bytes(made.public_bytes(Encoding.PEM))
    secret.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return chain, secret

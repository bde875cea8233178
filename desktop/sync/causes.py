"""Why a request did not come back: what the network and TLS raised, told as a narrow `LineError`.

A certificate is judged by OpenSSL on Linux, by Windows and macOS themselves there: each has its
own number for the same cause.
"""

import socket
import ssl
from collections.abc import Iterator
from http import HTTPStatus

import httpx2

from desktop.sync.errors import (
    AnswerLost,
    CertificateEarly,
    CertificateExpired,
    LineCut,
    LineError,
    LineTooSlow,
    NoAnswer,
    NotAStore,
    NotSecure,
    OtherName,
    ProxyAsks,
    StoreNotFound,
    StoreStopped,
    StoreUnreachable,
    UnknownIssuer,
)
from desktop.sync.patience import TooSlowError

# OpenSSL's X509_V_ERR_…, then Windows' CERT_E_…, then macOS' errSec….
_CERTIFICATES: dict[int, type[NotSecure]] = {
    9: CertificateEarly,
    10: CertificateExpired,
    18: UnknownIssuer,
    19: UnknownIssuer,
    20: UnknownIssuer,
    21: UnknownIssuer,
    62: OtherName,
    64: OtherName,
    0x800B0101: CertificateExpired,
    0x800B0109: UnknownIssuer,
    0x800B010A: UnknownIssuer,
    0x800B010F: OtherName,
    -67818: CertificateExpired,
    -67819: CertificateEarly,
    -67843: UnknownIssuer,
    -67602: OtherName,
}

# The first that fits.
_TYPES: tuple[tuple[type[Exception], type[StoreUnreachable]], ...] = (
    (TooSlowError, LineTooSlow),
    (httpx2.ConnectTimeout, NoAnswer),
    (httpx2.TimeoutException, AnswerLost),
    (httpx2.RemoteProtocolError, LineCut),
    (httpx2.ReadError, LineCut),
    (httpx2.WriteError, LineCut),
)


def cause(error: Exception) -> LineError:
    """Return what an error of httpx2's stands for."""
    for origin in _origins(error):
        if isinstance(origin, ssl.SSLCertVerificationError):
            return _CERTIFICATES.get(getattr(origin, "verify_code", 0), NotSecure)()
        if isinstance(origin, ssl.SSLError):
            return _insecure(error)
        if isinstance(origin, socket.gaierror):
            return StoreNotFound()
        if isinstance(origin, ConnectionRefusedError):
            return StoreStopped()
    return _by_type(error)


def _by_type(error: Exception) -> LineError:
    if isinstance(error, httpx2.ProxyError):
        asks = str(error).startswith(str(HTTPStatus.PROXY_AUTHENTICATION_REQUIRED.value))
        return ProxyAsks() if asks else StoreUnreachable()
    if isinstance(error, httpx2.RemoteProtocolError) and "without" not in str(error):
        return NotAStore()
    return next((told() for type_, told in _TYPES if isinstance(error, type_)), StoreUnreachable())


def _insecure(error: Exception) -> LineError:
    """Tell a secure line that could not be made from one that broke once made."""
    return NotSecure() if isinstance(error, httpx2.ConnectError) else LineCut()


def _origins(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error and what it came from, down to the first."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__

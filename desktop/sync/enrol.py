"""Enrolment seen from the device: its key pair, the invitation, what the store gives in return."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256

import httpx2
import msgspec
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from desktop.models import line, oplog
from desktop.models.vault import Vault
from desktop.sync.client import StoreClient
from desktop.sync.errors import (
    RESUMES,
    BadInvitation,
    LineError,
    OtherInviter,
    OtherOwner,
    WrongAuthority,
)
from desktop.sync.proof import ask_authority
from wire.address import in_clear, is_address
from wire.groups import LENGTH, slips, whole
from wire.invitation import GROUPS, Code, read_code
from wire.messages import Enrol, Enrolled, possession

_SHA256_CHARS = 64
_MAX_FILE = 100_000
_AGAIN = "Rien n’a changé ici\u00a0: recommencez dans un moment, avec le même code."


class BadAddress(LineError):
    """What was typed is no address of a store, or one in clear."""

    titre = "Adresse à corriger"

    def __init__(self, why: str) -> None:
        super().__init__(f"Cette adresse ne peut pas servir\u00a0: {why}. Rien n’a été modifié.")


class MistypedCode(BadInvitation):
    """The check of a group of the code does not hold."""

    titre = "Code à corriger"

    def __init__(self, where: str) -> None:
        LineError.__init__(
            self,
            f"Une erreur de frappe dans {where} du code\u00a0: comparez avec ce que votre gestionnaire "
            "vous a remis. Rien n’a été envoyé.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """What the manager hands over: the code pins the store's authority, the file its certificate too.

    `authority_sha256`: hexadecimal, of the certificate's DER; "" when the code was typed.
    """

    url: str
    code: str
    authority_sha256: str = ""
    plie: str = ""


def new_private_key() -> str:
    """Return a fresh device key: EC P-256, PKCS#8 in PEM. It never leaves the vault."""
    key = ec.generate_private_key(ec.SECP256R1())
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def public_key_of(private_key: str) -> str:
    """Return the public key (PEM) of a private key (PEM)."""
    public = load_pem_private_key(private_key.encode(), None).public_key()
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def sign(private_key: str, said: bytes) -> str:
    """Return the signature of these words by a device's key (PEM), in hexadecimal."""
    key = load_pem_private_key(private_key.encode(), None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError("no key of a device")
    return key.sign(said, ec.ECDSA(SHA256())).hex()


def read_invitation(content: bytes) -> Invitation:
    """Read an invitation file (JSON).

    Raises:
        BadInvitation: it is none, with what is wrong in French.
    """
    if len(content) > _MAX_FILE:
        raise BadInvitation("ce fichier est trop gros pour en être une")
    try:
        found = msgspec.json.decode(content, type=Invitation)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise BadInvitation("ce fichier n’est pas une invitation de Permanence") from error
    return typed_invitation(
        found.url, found.code, authority_sha256=found.authority_sha256, plie=found.plie
    )


def typed_invitation(
    url: str, code: str, *, authority_sha256: str = "", plie: str = ""
) -> Invitation:
    """Return an invitation from what was typed: the store's address and the one-time code.

    Raises:
        BadInvitation: the address or the code cannot be one.
    """
    address, pin = _trimmed(url), authority_sha256.strip().lower()
    wrong = _objection(address)
    if wrong:
        raise BadInvitation(wrong)
    if not code.strip():
        raise BadInvitation("le code manque")
    known = _read(code)
    if pin and (len(pin) != _SHA256_CHARS or not set(pin) <= set("0123456789abcdef")):
        raise BadInvitation("l’empreinte du magasin central est incomplète")
    return Invitation(url=address, code=known.text, authority_sha256=pin, plie=plie)


def address_of(typed: str) -> str:
    """Return the store's address from what was typed.

    Raises:
        BadAddress: it cannot be one.
    """
    address = _trimmed(typed)
    wrong = _objection(address)
    if wrong:
        raise BadAddress(wrong)
    return address


def enrol(
    http: httpx2.Client,
    invitation: Invitation,
    *,
    private_key: str,
    device: str,
    nom: str,
    nonce: str,
) -> Enrolled:
    """See who answers, and present the invitation; a lost answer is asked for again as it was.

    Args:
        http: a connection to `invitation.url`.
        invitation: where, with what code, pinned to which authority.
        private_key: the device's key (PEM); only its public half is sent.
        device: the device's own id.
        nom: how the manager will read this device in the list.
        nonce: what nobody can have asked of the store before.

    Raises:
        OtherInviter: the store is not the pinned one; it was told nothing.
        WrongAuthority: it cannot prove who it is, or did not certify this key.
        LineError: the code was refused, or the line failed.
    """
    public, code, client = public_key_of(private_key), _read(invitation.code), StoreClient(http)
    with _nothing_resumes():
        authority = ask_authority(client, nonce)
        pin = invitation.authority_sha256
        if not code.names(authority) or (pin and pin != _sha256(authority)):
            raise OtherInviter
        said = possession(code.text, device, public)
        enrolled = client.enrol(
            Enrol(
                code=code.text, device=device, public_key=public, nom=nom,
                signature=sign(private_key, said),
            )
        )  # fmt: skip
    if check_certificate(enrolled.certificate, enrolled.authority, public) != authority:
        raise WrongAuthority
    return enrolled


@contextmanager
def _nothing_resumes() -> Iterator[None]:
    """Say of a line that fails that one tries again: no exchange goes on by itself yet."""
    try:
        yield
    except LineError as failure:
        failure.phrase = failure.phrase.replace(RESUMES, _AGAIN)
        raise


def keep(vault: Vault, enrolled: Enrolled, *, url: str) -> None:
    """Make the vault this person's at this store; work done before goes up under their name.

    Raises:
        OtherOwner: the vault was someone else's, or another store's; it is left as it was.
    """
    with vault.work() as work:
        before = line.identity_of(work.connection)
        after = replace(
            before,
            utilisateur=enrolled.utilisateur,
            nom=enrolled.nom,
            role=enrolled.role,
            organisation=enrolled.organisation,
            plie=enrolled.plie,
            referentiel=enrolled.referentiel,
            url=url,
            token=enrolled.token,
            certificate=enrolled.certificate,
            authority=enrolled.authority,
        )
        if before.enrolled and _owner(before) != _owner(after):
            raise OtherOwner
        work.identify(after)
        oplog.sign_as(
            work.connection, author=after.utilisateur, role=after.role, device=after.device
        )
        cursor = line.cursor_of(work.connection)
        if not cursor.epoch:
            line.save_cursor(work.connection, replace(cursor, epoch=enrolled.epoch))
        work.commit()


def _owner(identity: line.Identity) -> tuple[str, str, str]:
    return identity.utilisateur, identity.plie, identity.authority


def check_certificate(certificate: str, authority: str, public_key: str) -> x509.Certificate:
    """Return the authority, once it is sure that it certified this key (all PEM).

    Raises:
        WrongAuthority: it did not.
    """
    try:
        theirs = x509.load_pem_x509_certificate(authority.encode())
        ours = x509.load_pem_x509_certificate(certificate.encode())
        ours.verify_directly_issued_by(theirs)
    except (ValueError, TypeError, InvalidSignature) as error:
        raise WrongAuthority from error
    held = ours.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    if held != public_key:
        raise WrongAuthority
    return theirs


def _read(code: str) -> Code:
    known = read_code(code)
    if known is not None:
        return known
    if whole(code, GROUPS):
        raise MistypedCode(slips(code))
    raise BadInvitation(
        f"un code a {GROUPS} groupes de {LENGTH} caractères, et il en manque à celui-ci, ou il est d’une "
        "forme qui ne sert plus"
    )


def _sha256(authority: x509.Certificate) -> str:
    return sha256(authority.public_bytes(Encoding.DER)).hexdigest()


def _trimmed(url: str) -> str:
    return url.strip().rstrip("/")


def _objection(address: str) -> str:
    if not is_address(address):
        return "l’adresse du magasin central s’écrit en entier, https:// compris"
    if in_clear(address):
        return (
            "en http://, le code et les dossiers seraient lus en chemin, et n’importe qui pourrait "
            "répondre\u202f; l’adresse du magasin central commence par https://"
        )
    return ""

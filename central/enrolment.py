"""How a device comes in: a one-time code, its public key, and in return a token and a certificate.

A device whose reply was lost on the way tries again with the same code, id and key: it gets a fresh
token and the same certificate, so that a broken network is no dead end. Each time it signs what it
asks: an invitation found once it has served, and a public key read in a PDF, open nothing.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, and_, insert, outerjoin, select, update

from central import auth, ledger, possession, problems, tables, trail
from central.authority import Authority, BadKeyError, serial_from
from central.codes import digest
from central.context import at_the_door, the_store
from central.mint import Mint
from central.offer import is_identifier
from central.problems import Refused
from central.record import Saying, record
from central.store import Store
from central.throttle import Throttle
from wire.messages import Enrol, Enrolled
from wire.messages import possession as wire_possession
from wire.op import Verb

_NAME_LETTERS = 200
_SERIAL_BYTES = 16


@dataclass(frozen=True, slots=True)
class Enrolment:
    """The door for new devices, and what opening it needs."""

    store: Store
    authority: Authority
    mint: Mint
    throttle: Throttle

    def enrol(self, message: Enrol, *, address: str) -> Enrolled:
        """Let a device in; `address`: where it asks from.

        Raises:
            Refused: the code opens nothing (and why), the key is none, or too many tries.
        """
        self.throttle.check(address)
        try:
            _check_names(message)
            with self.store.write(at_the_door(digest(message.code))) as connection:
                return self._enrol(connection, message)
        except Refused as refused:
            self.throttle.failed(address)
            self._note(refused.problem.code)
            raise

    def _note(self, code: str) -> None:
        """A code that opens nothing is of no PLIE: it is noted in the one that this store holds."""
        with self.store.look() as connection:
            plie = connection.scalar(select(tables.plie.c.plie).order_by(tables.plie.c.plie))
        if plie is None:
            return
        with self.store.write(the_store(plie)) as connection:
            ledger.lock(connection, plie)
            trail.note(connection, self.mint, "enrolement_refuse", plie=plie, code=code)

    def _enrol(self, connection: Connection, message: Enrol) -> Enrolled:
        code = tables.invitation
        whose = select(code.c.plie).where(code.c.code_sha256 == digest(message.code))
        plie = connection.scalar(whose)
        if plie is None:
            raise _no("code_inconnu")
        self.store.enter(connection, the_store(plie))
        ledger.lock(connection, plie)
        invited = _invited(connection, message.code)
        if invited.expires_at < self.mint.stored_now():
            raise _no("code_expire")
        token = self.mint.token()
        known = _known(connection, invited.plie, message.device)
        enter = self._let_in if invited.used_at is None else self._let_in_again
        certificate = enter(connection, message, invited, known, auth.digest(token))
        return Enrolled(
            token=token,
            certificate=certificate,
            authority=self.authority.pem,
            utilisateur=invited.utilisateur,
            nom=invited.nom,
            role=invited.role,
            organisation=invited.organisation or "",
            plie=invited.plie,
            referentiel=invited.referentiel,
            epoch=invited.epoch,
        )

    def _let_in(
        self,
        connection: Connection,
        message: Enrol,
        invited: Row[Any],
        known: Row[Any] | None,
        token_sha256: str,
    ) -> str:
        if known is not None and known.utilisateur != invited.utilisateur:
            raise _no("appareil_autre")
        plie, at = invited.plie, self.mint.stored_now()
        serial, pem = self._certify(message, invited)
        _check_key(message)
        values = {
            "utilisateur": invited.utilisateur,
            "public_key": message.public_key,
            "token_sha256": token_sha256,
            "enrolled_at": at,
            "revoked_at": None,
        }
        ours = {"plie": plie, "id": message.device}
        device, card, code = tables.device, tables.certificate, tables.invitation
        connection.execute(
            update(device).filter_by(**ours).values(values)
            if known
            else insert(device).values({**ours, **values})
        )
        signed = {"serial": serial, "device": message.device, "pem": pem, "issued_at": at}
        connection.execute(insert(card).values(plie=plie, **signed))
        used = {"used_at": at, "device": message.device, "serial": serial}
        spent = update(code).filter_by(plie=plie, code_sha256=invited.code_sha256)
        connection.execute(spent.values(used))
        self._announce(connection, message, invited, Verb.PATCH if known else Verb.INSERT)
        return pem

    def _let_in_again(
        self,
        connection: Connection,
        message: Enrol,
        invited: Row[Any],
        known: Row[Any] | None,
        token_sha256: str,
    ) -> str:
        same = invited.device == message.device and known is not None
        if not same or known is None or known.public_key != message.public_key:
            raise _no("code_utilise")
        _check_key(message)
        if known.revoked_at is not None:
            raise problems.device_revoked()
        ours = update(tables.device).filter_by(plie=invited.plie, id=message.device)
        connection.execute(ours.values(token_sha256=token_sha256))
        card = select(tables.certificate.c.pem).filter_by(plie=invited.plie, serial=invited.serial)
        return str(connection.execute(card).scalar_one())

    def _certify(self, message: Enrol, invited: Row[Any]) -> tuple[str, str]:
        serial = serial_from(self.mint.token_bytes(_SERIAL_BYTES))
        try:
            pem = self.authority.certify(
                message.public_key,
                nom=invited.nom,
                organisation=invited.organisation or "",
                serial=serial,
                at=self.mint.now(),
            )
        except BadKeyError as error:
            raise _no("cle_refusee") from error
        return f"{serial:x}", pem

    def _announce(
        self, connection: Connection, message: Enrol, invited: Row[Any], verb: Verb
    ) -> None:
        fields = {"utilisateur": invited.utilisateur, "nom": message.nom, "revoque": False}
        saying = Saying(verb, "appareil", message.device, fields)
        record(connection, invited.plie, [saying], self.mint)
        trail.note(connection, self.mint, "enrolement", plie=invited.plie, device=message.device)


_PHRASES = {
    "code_inconnu": "Ce code n’est pas reconnu. Vérifiez-le, ou demandez-en un autre au "
    "gestionnaire.",
    "code_expire": "Ce code a expiré. Demandez-en un autre au gestionnaire.",
    "code_utilise": "Ce code a déjà servi. Demandez-en un autre au gestionnaire.",
    "appareil_autre": "Cet appareil est déjà celui de quelqu’un d’autre. Utilisez un coffre à "
    "votre nom.",
    "appareil_illisible": "Le nom de cet appareil ne peut pas être enregistré.",
    "cle_non_prouvee": "Cet appareil n’a pas prouvé qu’il tient sa clé. Mettez Permanence à jour, puis "
    "recommencez avec le même code.",
    "cle_refusee": "La clé de cet appareil n’est pas de celles que le magasin certifie.",
}


def _no(code: str) -> Refused:
    return problems.code_refused(code, _PHRASES[code])


def _check_names(message: Enrol) -> None:
    plain = len(message.nom) <= _NAME_LETTERS and "\x00" not in message.nom + message.public_key
    if not plain or not is_identifier(message.device):
        raise _no("appareil_illisible")


def _check_key(message: Enrol) -> None:
    said = wire_possession(message.code, message.device, message.public_key)
    if not possession.holds(message.public_key, said, message.signature):
        raise _no("cle_non_prouvee")


def _invited(connection: Connection, code: str) -> Row[Any]:
    """Return the invitation with its person, their organisation's name and their PLIE."""
    invitation, plie = tables.invitation, tables.plie
    user, employer = tables.KINDS["utilisateur"], tables.KINDS["organisation"]
    employed = and_(employer.c.plie == user.c.plie, employer.c.id == user.c.organisation)
    invited = and_(user.c.plie == invitation.c.plie, user.c.id == invitation.c.utilisateur)
    joined = outerjoin(
        invitation.join(user, invited).join(plie, plie.c.plie == invitation.c.plie),
        employer,
        employed,
    )
    columns = (user.c.nom, user.c.role, employer.c.nom.label("organisation"))
    query = (
        select(invitation, *columns, plie.c.referentiel, plie.c.epoch)
        .select_from(joined)
        .where(invitation.c.code_sha256 == digest(code))
        .with_for_update(of=invitation)
    )
    return connection.execute(query).one()


def _known(connection: Connection, plie: str, device: str) -> Row[Any] | None:
    return connection.execute(select(tables.device).filter_by(plie=plie, id=device)).one_or_none()

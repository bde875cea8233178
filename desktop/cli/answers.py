"""Commands that compute an answer and print it: no display, no vault opened."""

import argparse
import json
import shlex
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from desktop import settings
from desktop.cli.told import tell
from desktop.documents import dates
from desktop.documents.compte_rendu import FIELD_ACCOMPAGNATEUR, FIELD_ADHERENT
from desktop.usecases import referentiels as known
from desktop.usecases.verification import (
    AUTORITE,
    Verdict,
    Verification,
    confiances,
    verifier_fichier,
    verifier_ici,
)
from plie.empechement import Empechement

DONE, NO = 0, 1
# What people call the fields of a compte-rendu; a machine is told their names in the file.
_SEALS = {
    FIELD_ADHERENT: "Signature de la personne",
    FIELD_ACCOMPAGNATEUR: "Signature de l’accompagnateur·rice",
}


def verifier(asked: argparse.Namespace) -> int:
    """Say whether a compte-rendu is intact, who sealed it, when (interfaces.md).

    Without an authority given, those of the stores of this machine's vaults are believed.

    Raises:
        Empechement: a file that cannot be read, or is no PDF.
    """
    pdf = _read(asked.fichier)
    crl = _read(asked.revocations) if asked.revocations else None
    now = datetime.fromtimestamp(time.time(), UTC)
    here = settings.read()
    if asked.confiance:
        found = verifier_fichier(pdf, authority=_read(asked.confiance), crl=crl, at=now)
    else:
        found = verifier_ici(pdf, confiances(here.vaults), crl=crl, at=now)
    unknown = found.verdict is Verdict.NON_RECONNU and not asked.confiance
    how = _how_to_trust(here) if unknown else []
    words = json.dumps(_form(found), ensure_ascii=False) if asked.json else _words(found, how)
    tell(words)
    return DONE if found.verdict is Verdict.INTACT else NO


def referentiels(asked: argparse.Namespace) -> int:
    """List the référentiels shipped."""
    found = [known.charger(id_) for id_ in known.connus()]
    if asked.json:
        tell(json.dumps([{"id": r.id, "nom": r.nom} for r in found], ensure_ascii=False))
    else:
        tell("\n".join(f"{r.id}\t{r.nom}" for r in found))
    return DONE


def _form(found: Verification) -> dict[str, object]:
    signatures = [
        {
            "champ": s.champ,
            "par": s.par,
            "le": s.le.isoformat() if s.le else None,
            "motif": s.motif,
            "intact": s.intact,
        }
        for s in found.signatures
    ]
    return {"verdict": found.verdict.value, "signatures": signatures, "raison": found.raison}


def _words(found: Verification, how: Sequence[str]) -> str:
    seals = [
        f"  {_SEALS.get(s.champ, s.champ)}\u00a0: scellée par {s.par or 'inconnu'}, {_when(s.le)}. "
        f"{s.motif or ''}".rstrip()
        for s in found.signatures
    ]
    return "\n".join([found.raison, *how, *seals])


def _how_to_trust(here: settings.Settings) -> list[str]:
    """Say how to give an authority, and where that of the demonstration is, if it was ever run."""
    demo = here.demo / "magasin" / AUTORITE
    give = (
        "Donnez celle du magasin qui a délivré le certificat\u00a0: --confiance suivi du fichier "
        f"{AUTORITE} du dossier de ce magasin."
    )
    if not demo.exists():
        return [give]
    path = shlex.quote(str(demo))
    return [give, f"Pour un document de la démonstration\u00a0: --confiance {path}"]


def _when(at: datetime | None) -> str:
    # In the seal's own zone, as the sentence above says it: one seal has one hour.
    return f"le {dates.moment(at)}" if at else "date inconnue"


def _read(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError:
        raise Empechement(
            f"le fichier {path} ne peut pas être lu. Vérifiez son nom et vos droits."
        ) from None

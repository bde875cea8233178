"""The files that a dossier names, as they are given to the person: each once, under a name that one reads, in a zip.

Nothing is fetched here: one that has not come to this machine is told, not left out in silence.
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from desktop.models.rows import Rows
from desktop.usecases.noms import KINDS
from plie import phrases
from plie.kinds import KindSpec

LISTE = "liste.txt"
# What tells a file from the one before it of the same thing.
_WHICH = {"sha256_scelle": "scellé", "scan": "numérisé"}
# The first of these that a thing has dates it.
_DAYS = ("date", "datee_du", "recue_le", "etabli_le", "fait_le", "signe_le")
_SUFFIXES = (
    (b"%PDF-", ".pdf"), (b"\x89PNG", ".png"), (b"\xff\xd8\xff", ".jpg"), (b"II*\x00", ".tif"), (b"MM\x00*", ".tif"),
)  # fmt: skip
_HEAD = 1024  # bytes within which a PDF says that it is one
# What some system takes for something else in a name.
_NOT_IN_A_NAME = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')
_LONGEST = 60
_OLDEST = 1980  # a zip knows no day before


@dataclass(frozen=True, slots=True)
class FichierGarde:
    """A file of the dossier: its sum, what it is, its name in the zip; "" while it is not on this machine."""

    sha256: str
    titre: str
    nom: str
    contenu: bytes | None

    @property
    def phrase(self) -> str:
        """The line of the list that says it."""
        if self.contenu is None:
            return f"{self.titre}\u00a0: pas encore sur ce poste (empreinte {self.sha256})"
        return f"{self.nom} (empreinte {self.sha256})"


def fichiers(
    rows: Rows, things: Iterable[tuple[KindSpec, Iterable[object]]]
) -> tuple[FichierGarde, ...]:
    """Return the files that these things name, in their order, each once."""
    found = dict[str, FichierGarde]()
    for spec, held in things:
        for thing in held:
            for field in spec.blobs:
                sum_ = getattr(thing, field)
                if sum_ and sum_ not in found:
                    found[sum_] = _one(rows, spec, thing, field, len(found) + 1)
    return tuple(found.values())


def paquet(kept: Iterable[FichierGarde], *, at: dt.datetime) -> bytes:
    """Return a zip of the files and of their plain list; it is not encrypted."""
    every = tuple(kept)
    told = "".join(f"{one.phrase}\r\n" for one in every)
    whole = BytesIO()
    with ZipFile(whole, "w", ZIP_STORED) as put:
        put.writestr(_entry(LISTE, at), told.encode("utf-8-sig"))
        for one in every:
            if one.contenu is not None:
                put.writestr(_entry(one.nom, at), one.contenu)
    return whole.getvalue()


def _one(rows: Rows, spec: KindSpec, thing: object, field: str, number: int) -> FichierGarde:
    sum_ = str(getattr(thing, field))
    content = rows.blob(sum_)
    day = next((d for name in _DAYS if (d := getattr(thing, name, None)) is not None), None)
    said = [KINDS[spec.word]]
    if isinstance(day, dt.date):
        said.append(f"du {phrases.short_date(day.date() if isinstance(day, dt.datetime) else day)}")
    said += [_WHICH[field]] if field in _WHICH else []
    given = PurePath(getattr(thing, "nom_fichier", "")).stem
    title = " ".join(said) + (f", {given}" if given else "")
    if content is None:
        return FichierGarde(sum_, title, "", None)
    plain = _NOT_IN_A_NAME.sub("-", title)[:_LONGEST].rstrip(" .")
    return FichierGarde(sum_, title, f"{number:02} {plain}{_suffix(content)}", content)


def _suffix(content: bytes) -> str:
    head = content[:_HEAD]
    return next((suffix for mark, suffix in _SUFFIXES if mark in head), ".bin")


def _entry(name: str, at: dt.datetime) -> ZipInfo:
    return ZipInfo(name, (max(at.year, _OLDEST), *at.timetuple()[1:6]))

"""Comptes-rendus to be found again, of a dossier or of all: the version in force of each entretien, newest first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from desktop.models.rows import Rows
from plie import phrases
from plie.entretien import current, etat
from plie.kinds import CompteRendu, Signature
from plie.vocabulaire import EtatCompteRendu, NatureEntretien, label


@dataclass(frozen=True, slots=True)
class LigneCompteRendu:
    """One: whose, of which day and kind, and where its signatures are."""

    id: str
    nom: str
    titre: str
    etat: EtatCompteRendu

    @property
    def resume(self) -> str:
        """What tells it from the others of the same person."""
        return f"{self.titre} — {self.etat.label.lower()}"


def tous(rows: Rows) -> tuple[LigneCompteRendu, ...]:
    """Return those of every dossier of this machine."""
    held, signed = rows.by_dossier(CompteRendu, ("contenu",)), rows.by_dossier(Signature)
    found = [pair for id_, all_ in held.items() for pair in en_vigueur(all_, signed.get(id_, ()))]
    return _lines(found)


def du_dossier(rows: Rows, dossier: str) -> tuple[LigneCompteRendu, ...]:
    """Return those of one."""
    signed = rows.all(Signature, dossier=dossier)
    return _lines(en_vigueur(rows.all(CompteRendu, dossier=dossier), signed))


def en_vigueur(
    comptes_rendus: Iterable[CompteRendu], signatures: Iterable[Signature]
) -> Iterator[tuple[CompteRendu, EtatCompteRendu]]:
    """Give the version in force of each entretien of one dossier, and its state."""
    all_, signed = tuple(comptes_rendus), tuple(signatures)
    for entretien in {cr.entretien for cr in all_}:
        cr = current(entretien, all_)
        if cr is not None:
            yield cr, etat(cr, signed)


def _lines(
    found: Iterable[tuple[CompteRendu, EtatCompteRendu]],
) -> tuple[LigneCompteRendu, ...]:
    newest = sorted(found, key=lambda pair: (pair[0].date, pair[0].id), reverse=True)
    return tuple(_line(cr, state) for cr, state in newest)


def _line(cr: CompteRendu, state: EtatCompteRendu) -> LigneCompteRendu:
    version = f", version {cr.version}" if cr.version > 1 else ""
    what = f"{label(NatureEntretien, cr.nature)} du {phrases.medium_date(cr.date)}{version}"
    return LigneCompteRendu(cr.id, cr.adherent_nom, what, state)

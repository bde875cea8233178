"""The right of access: everything held on a person, readable (PDF) and portable (JSON), in one act (RGPD, art. 15).

With the files themselves (pièces, CVs, comptes-rendus as they were sealed), and the line of the table that an
import made the dossier of, unmapped columns included: what is held is told, whether or not a field has it. And
in which role and when others opened it, as the store told it to whoever follows the dossier.
Words typed in a card and not told yet (`saisies`) are not in it: the fact is, once it is told, and they go otherwise.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, time
from typing import Any

from desktop.documents.donnees import DonneesData, render
from desktop.models.rows import Rows
from desktop.usecases.annulations import annules, pourquoi
from desktop.usecases.champs import champ, en_mots
from desktop.usecases.dossiers import assemble
from desktop.usecases.fichiers_gardes import fichiers, paquet
from desktop.usecases.historique import LigneHistorique, changements, lire
from desktop.usecases.importation import LigneOrigine, origine_du_fichier
from desktop.usecases.lectures import consultations, consulte
from desktop.usecases.noms import KINDS, TIES
from plie.dossier_suivi import suivi
from plie.droits import readable
from plie.formes import export
from plie.kinds import Annulation, Id, KindSpec, Personne
from plie.phrases import short_date
from plie.referentiel import Referentiel
from plie.refus import Refus
from plie.vocabulaire import Role
from wire.codec import to_values

# What a person looks for first; the rest follows as the kinds come.
_READ = (
    "personne", "coordonnees", "situation", "parcours", "prescription", "diagnostic", "condition_adhesion",
    "evaluation", "preconisation", "rendez_vous", "evenement", "entretien", "compte_rendu", "signature", "etape",
    "bilan_etape", "objectif", "competence", "emploi", "certification", "cv", "piece", "piece_examen",
)  # fmt: skip
_MISSING: tuple[object, ...] = (None, "", (), [])


@dataclass(frozen=True, slots=True)
class Acces:
    """What the person is given: the readable document, the same as data, the files as a zip (b"" when there are none).

    `absents`: how many files are not on this machine, told in all three.
    """

    nom: str
    pdf: bytes
    json: bytes
    fichiers: bytes = b""
    absents: int = 0


def raison(role: str) -> str:
    """Return why a role does not make it; "" when it may: what it cannot read would be missing."""
    withheld = [spec for spec in export.kinds() if readable(role, spec.word) is not None]
    withheld = [spec for spec in withheld if spec.word != "entretien"]
    return "Votre rôle ne lit pas tout le dossier\u00a0: demandez-le à la coordination." * bool(
        withheld
    )


def rassembler(rows: Rows, dossier: str, *, referentiel: Referentiel, now: datetime) -> Acces:
    """Gather everything held on a person. `now` is local.

    Raises:
        KeyError: no such dossier here.
        Refus: this role does not read all of it.
    """
    identity = rows.identity()
    refused = raison(identity.role)
    if refused:
        raise Refus("droit_refuse", refused, article="RGPD, art. 15")
    person = rows.get(Personne, dossier)
    things = {spec: _things(rows, spec, dossier) for spec in export.kinds()}
    whole = assemble(rows, dossier)
    gone = {fait.id: by for fait, by in annules(whole)}
    files, line = fichiers(rows, things.items()), origine_du_fichier(rows, dossier)
    openings = consultations(rows, dossier)
    made = {
        "fait_le": now.isoformat(timespec="seconds"),
        "par": identity.nom,
        "referentiel": referentiel.id,
    }
    told = export.write(
        suivi(whole, on=now.date()),
        {spec.word: [_data(spec, one) for one in held] for spec, held in things.items()},
        [
            {
                "kind": c.kind, "id": c.id, "champ": c.champ, "de": c.de, "a": c.a,
                "par": c.par, "role": c.role, "le": c.le,
            }
            for c in changements(rows, dossier)
        ],
        made,
        fichiers=[{"sha256": f.sha256, "nom": f.nom, "titre": f.titre} for f in files],
        origine=_came_from(line),
        consultations=[{"role": one.role, "le": one.le} for one in openings],
    )  # fmt: skip
    pdf = render(
        DonneesData(
            nom=person.nom,
            le=now.date(),
            plie=referentiel.nom,
            sections=tuple(
                (KINDS.get(spec.word, spec.word), tuple((*_said(rows, spec, x, referentiel), *_cancelled(x, gone)) for x in held))
                for spec, held in _as_read(things)
            ),
            fichiers=tuple(one.phrase for one in files),
            origine=line.phrases(now.tzinfo) if line else (),
            historique=tuple(
                _changed(line)
                for line in lire(rows, dossier, referentiel=referentiel, zone=referentiel.zone)
            ),
            consultations=tuple(
                consulte(one, referentiel.zone, referentiel.dire) for one in openings
            ) or _elsewhere(identity.role),
            at=now,
        )
    )  # fmt: skip
    return Acces(
        person.nom,
        pdf,
        told.encode(),
        paquet(files, at=now) if files else b"",
        sum(one.contenu is None for one in files),
    )


def _as_read(
    things: Mapping[KindSpec, tuple[object, ...]],
) -> list[tuple[KindSpec, list[object]]]:
    """Return what is held as one reads it: who they are first, then from the orientation on, each kind day by day."""
    rank = {word: place for place, word in enumerate(_READ)}
    ordered = sorted(things, key=lambda spec: rank.get(spec.word, len(_READ)))
    return [(spec, sorted(things[spec], key=_day)) for spec in ordered if things[spec]]


def _day(thing: object) -> str:
    """Return the first day that a thing says, and its hour where it says one; what says none comes first."""
    values = [getattr(thing, field.name) for field in fields(thing)]  # type: ignore[arg-type] # a kind is a dataclass
    days = (value.isoformat() for value in values if isinstance(value, date))
    hours = (value.isoformat() for value in values if isinstance(value, time))
    return f"{next(days, '')} {next(hours, '')}"


def _elsewhere(role: str) -> tuple[str, ...]:
    """Say where the openings are told, to whom the store tells none."""
    if role == Role.ACCOMPAGNATEUR.value:
        return ()
    return ("Le poste de la personne qui suit ce dossier en tient la liste.",)


def _came_from(line: LigneOrigine | None) -> dict[str, Any] | None:
    if line is None:
        return None
    cells = [{"colonne": head, "valeur": cell} for head, cell in line.cellules]
    return {"importe_le": line.le.isoformat(), "ligne": line.numero, "cellules": cells}


def _things(rows: Rows, spec: KindSpec, dossier: str) -> tuple[object, ...]:
    if spec.cls is Personne:
        return (rows.get(Personne, dossier),)
    return rows.all(spec.cls, dossier=dossier)


def _data(spec: KindSpec, thing: object) -> dict[str, Any]:
    values = to_values(thing)
    return {f.name: values[f.name] for f in spec.fields if values.get(f.name) is not None}


def _said(
    rows: Rows, spec: KindSpec, thing: object, referentiel: Referentiel
) -> tuple[tuple[str, str], ...]:
    """Return the fields of a thing in words; what ties it to others is in the data alone."""
    return tuple(
        (champ(spec.word, f.name, referentiel).label, " · ".join(words))
        for f in spec.fields
        if f.name not in TIES or f.name in {"structure", "professionnel"}
        for value in (getattr(thing, f.name),)
        if value not in _MISSING
        for words in (en_mots(rows, spec.word, f.name, value, referentiel),)
    )


def _cancelled(thing: object, gone: Mapping[Id, Annulation]) -> tuple[tuple[str, str], ...]:
    """Say of what was noted by mistake that it counts no more."""
    by = gone.get(Id(getattr(thing, "id", "")))
    if by is None:
        return ()
    return (("Noté par erreur", f"annulé le {short_date(by.annule_le)}\u00a0: {pourquoi(by)}"),)


def _changed(line: LigneHistorique) -> str:
    return f"{line.quand}\u00a0: {line.titre}, de «\u00a0{line.de}\u00a0» à «\u00a0{line.a}\u00a0»"

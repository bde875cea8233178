"""The directory of the demonstration: partner structures, their professionals, the permanences."""

from collections.abc import Callable, Collection
from datetime import date, timedelta
from random import Random

from desktop.demo.agenda import Agenda
from desktop.demo.cadre import Cadre
from desktop.demo.library import Library
from plie.kinds import Id, Lieu, Permanence, Professionnel, Structure
from plie.vocabulaire import DemiJournee

_WORKED = 5
_GONE = timedelta(days=40)


def directory(
    library: Library, today: date, new_id: Callable[[], Id], rng: Random
) -> tuple[Cadre, tuple[object, ...]]:
    """Return what the stories share, and the directory as kinds."""
    names = library.noms.professionnels
    people = [("Mme", p) for p in names.feminins] + [("M.", p) for p in names.masculins]
    rng.shuffle(people)
    surnames = rng.sample(names.noms, len(library.lieux.structure))
    structures, professionals = [], []
    for partner, (civilite, prenom), nom in zip(
        library.lieux.structure, people, surnames, strict=False
    ):
        structure = Structure(
            id=new_id(), nom=partner.nom, genre=partner.genre, commune=partner.commune
        )
        structures.append(structure)
        professional = Professionnel(
            id=new_id(), structure=structure.id, nom=nom, prenom=prenom, fonction=partner.fonction
        )
        professionals.append((professional, f"{civilite}\u00a0{nom}"))
    again, gone = _again(library, today, new_id, surnames, people[len(structures)][1])
    places = [
        Lieu(id=new_id(), nom=p.nom, adresse=p.adresse, commune=p.commune)
        for p in library.lieux.permanence
    ]
    cadre = Cadre(
        library=library,
        agenda=Agenda(until=today - timedelta(days=1)),
        today=today,
        new_id=new_id,
        structures=tuple(s.id for s in structures),
        professionnels=tuple((p.id, shown) for p, shown in professionals),
    )
    return cadre, (*structures, *(p for p, _ in professionals), *places, again, gone)


def _again(
    library: Library, today: date, new_id: Callable[[], Id], taken: Collection[str], prenom: str
) -> tuple[Structure, Professionnel]:
    """Return a structure written a second time by somebody else, and who has left it since."""
    told = library.lieux.redite
    again = Structure(id=new_id(), nom=told.nom, genre=told.genre, commune=told.commune)
    nom = next(nom for nom in library.noms.professionnels.noms if nom not in taken)
    gone = Professionnel(
        id=new_id(), structure=again.id, nom=nom, prenom=prenom, fonction=told.fonction,
        parti_le=today - _GONE,
    )  # fmt: skip
    return again, gone


def permanences(
    library: Library, accompagnateur: Id, since: date, new_id: Callable[[], Id]
) -> tuple[Permanence, ...]:
    """Return where the adviser receives each half-day; a place alone on a day has it whole."""
    found = []
    for jour in range(_WORKED):
        held = [p.nom for p in library.lieux.permanence if jour in p.jours]
        for half, nom in zip(DemiJournee, (held * 2)[: len(DemiJournee)], strict=False):
            found.append(
                Permanence(
                    id=new_id(),
                    utilisateur=accompagnateur,
                    lieu=nom,
                    jour=jour,
                    demi_journee=half,
                    depuis=since,
                )
            )
    return tuple(found)

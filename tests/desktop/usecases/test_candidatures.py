"""The tray of candidatures: who waits, the lots that fit, given to an AE, the prescripteur told (C8, C9-3-1)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from desktop.demo.caseload import fill, generate
from desktop.models.unit_of_work import Work
from desktop.models.vault import Vault
from desktop.usecases.candidatures import (
    LigneCandidature,
    brouillon,
    choisir_lot,
    dossiers_des_candidatures,
    lire,
    noter_retour,
    noter_sans_objet,
    repartir,
)
from desktop.usecases.evenements import annuler
from desktop.usecases.listes import dossiers_de_la_liste
from plie.candidature import MomentRetour, Retour, en_instance, retours
from plie.dossier import Dossier
from plie.kinds import (
    Affectation,
    Cloture,
    CompteRendu,
    Coordonnees,
    Evenement,
    Id,
    Lot,
    Personne,
    Prescription,
    Professionnel,
    Structure,
    Utilisateur,
)
from plie.refus import Refus
from plie.vocabulaire import Role
from tests import builders
from tests.builders import PERSONNE

NOW = datetime(2026, 9, 10, 14, 32, tzinfo=UTC)
TODAY = NOW.date()
ROUEN = builders.le_referentiel("rouen-2021-2027")
SEVERAL = next(  # a commune of several lots of adults
    c
    for lot in ROUEN.lots
    for c in lot.communes
    if sum("adulte" in o.publics and c in o.communes for o in ROUEN.lots) > 1
)


@pytest.fixture(autouse=True)
def known(vault: Vault) -> None:
    """One person oriented ten days ago by someone who has since left a structure merged into another."""
    with vault.work() as work:
        for structure in (
            Structure(id=Id("s2"), nom="Mission locale", courriel="accueil@exemple.invalid"),
            Structure(id=Id("s1"), nom="Mission loc.", fusionnee_dans=Id("s2")),
        ):
            work.insert(structure)
        work.insert(
            Professionnel(
                id=Id("p1"), structure=Id("s1"), nom="Lorgnac", prenom="Ode",
                courriel="ode@exemple.invalid", parti_le=date(2026, 9, 5),
            )
        )  # fmt: skip
        work.insert(builders.une_personne())
        work.insert(builders.des_coordonnees(commune_insee=SEVERAL))
        work.insert(builders.un_parcours())
        work.insert(
            builders.une_prescription(
                recue_le=TODAY - timedelta(days=10), structure=Id("s1"), professionnel=Id("p1"),
                pre_diagnostic="Cherche depuis deux ans.",
            )
        )  # fmt: skip
        work.commit()


def tray(vault: Vault, on: date = TODAY) -> tuple[LigneCandidature, ...]:
    with vault.look() as rows:
        return lire(rows, referentiel=ROUEN, on=on)


def test_a_candidature_says_since_when_from_whom_and_the_lots_that_fit(vault: Vault) -> None:
    (one,) = tray(vault)

    assert (one.jours, one.recue, one.origine) == (10, "31/08/2026", "Prescription")
    assert one.de_qui == "Ode Lorgnac (parti·e le 05/09/2026), Mission locale"
    assert one.courriel == "accueil@exemple.invalid"
    assert one.pre_diagnostic == "Cherche depuis deux ans."
    assert len(one.lots) > 1
    assert one.lot == ""


@pytest.mark.parametrize(
    ("days", "told"),
    [(0, "0\u00a0jour d’attente"), (1, "1\u00a0jour d’attente"), (2, "2\u00a0jours d’attente")],
)
def test_how_long_one_waits_agrees_in_number(vault: Vault, days: int, told: str) -> None:
    (one,) = tray(vault, on=TODAY - timedelta(days=10 - days))

    assert one.attente == told
    assert one.resume.startswith(told)


def test_who_comes_back_waits_since_the_new_orientation_whoever_met_them_before(
    vault: Vault,
) -> None:
    """A second parcours is a candidature of its own: those of the first met the person for it."""
    earlier = TODAY - timedelta(days=900)
    with vault.work() as work:
        for thing in (
            builders.un_parcours(id=Id("p0"), numero=0, ouvert_le=earlier),
            builders.un_entretien(id=Id("e0"), parcours=Id("p0"), date=earlier),
            Cloture(
                id=Id("c0"), dossier=PERSONNE, parcours=Id("p0"), motif="injoignable",
                close_le=earlier + timedelta(days=60),
            ),
        ):  # fmt: skip
            work.insert(thing)
        work.commit()

    (waiting,) = tray(vault)
    assert (waiting.jours, waiting.premier_rendez_vous) == (10, "")

    with vault.work() as work:
        work.insert(builders.un_entretien(parcours=builders.PARCOURS, date=TODAY))
        work.commit()
    (met,) = tray(vault)
    assert (met.jours, met.premier_rendez_vous) == (None, "10/09/2026")


def test_a_lot_is_the_store_s_of_the_same_name_and_public_and_never_that_of_another(
    vault: Vault,
) -> None:
    """C8: « mrn-1 » is not « lot-1 », and two lots of one number are a choice."""
    with vault.work() as work:
        for lot in (
            Lot(id=Id("L6"), numero=6, nom="Rouen rive gauche", public="adulte"),
            Lot(id=Id("L7"), numero=7, nom="Rouen", public="jeune"),
            Lot(id=Id("L8"), numero=8, nom="Rouen, Petit-Quevilly", public="adulte"),
            Lot(id=Id("L8b"), numero=8, nom="Le même, deux fois", public="adulte"),
            Lot(id=Id("L2"), numero=2, nom="Lot 2", public="jeune"),
            Lot(id=Id("M2"), nom="MRN-2 · Rouen rive gauche", public="adulte"),
            Lot(id=Id("M5"), nom="MRN-5 · Duclair", public="adulte+jeune"),
        ):
            work.insert(lot)
        known = work.rows.all(Coordonnees)[0]
        work.patch(Coordonnees, known.id, work.seen(Coordonnees, known.id), commune_insee="76540")
        work.commit()

    (one,) = tray(vault)

    assert [id_ for id_, _ in one.lots] == ["L6", "M2"]
    assert {id_ for id_, _ in one.lots_tous} == {"L6", "L7", "L8", "L8b", "L2", "M2", "M5"}
    assert dict(one.lots_tous)["M5"] == "Territoire 5 de la Métropole · Métropole"


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({}, ["lot-6", "lot-7", "lot-8", "mrn-2"]),
        ({"adresse": "4, allée des Essais, Rouen Rive Gauche"}, ["lot-6", "mrn-2"]),
        ({"adresse": "4, quai (rive droite)"}, ["lot-7", "lot-8"]),
        ({"qpv_nom": "Les Hauts de Rouen"}, ["lot-7", "mrn-2"]),
        ({"adresse": "4, allée de la Rive"}, ["lot-6", "lot-7", "lot-8", "mrn-2"]),
    ],
)
def test_a_town_shared_by_several_lots_is_told_apart_by_its_sectors(
    vault: Vault, where: dict[str, str], expected: list[str]
) -> None:
    """C8: the quartier or the address may say the sector; each choice says its own, and who holds it."""
    with vault.work() as work:
        known = work.rows.all(Coordonnees)[0]
        town = {"adresse": "", "commune": "Rouen", "commune_insee": "76540"} | where
        work.patch(Coordonnees, known.id, work.seen(Coordonnees, known.id), **town)
        work.commit()

    (one,) = tray(vault)

    assert [code for code, _ in one.lots] == expected
    assert dict(one.lots_tous)["lot-6"] == "Lot 6 · Rouen rive gauche · prestataire"


def test_the_lot_is_chosen_by_a_person_where_several_fit(vault: Vault) -> None:
    (one,) = tray(vault)

    with vault.work() as work:
        choisir_lot(work, one.prescription, one.lots[1][0])

    assert tray(vault)[0].lot == one.lots[1][0]


def test_coordination_gives_it_to_an_adviser_and_the_day_is_kept(vault: Vault) -> None:
    (one,) = tray(vault)
    with vault.work() as work:
        identity = work.rows.identity()
        work.identify(replace(identity, role=Role.COORDINATION.value))
        work.insert(Utilisateur(id=Id("ae"), nom="Odilon", role=Role.ACCOMPAGNATEUR.value))
        work.commit()

    with vault.work() as work, pytest.raises(Refus):
        repartir(work, one.id, one.prescription, a="", on=TODAY)
    with vault.work() as work:
        repartir(work, one.id, one.prescription, a="ae", on=TODAY)

    with vault.look() as rows:
        assert [a.utilisateur for a in rows.all(Affectation, dossier=PERSONNE)] == ["ae"]
        assert rows.all(Prescription)[0].repartie_le == TODAY
    assert tray(vault)[0].suivi_par == "Odilon"


def test_the_prescripteur_is_told_of_the_first_rendez_vous_once(vault: Vault) -> None:
    with vault.work() as work:
        work.insert(builders.un_entretien(date=TODAY - timedelta(days=1)))
        work.commit()
    (one,) = tray(vault)
    (retour,) = one.retours
    mail = brouillon(one, retour, auteur="Odilon Carpentras")
    assert mail.a == "accueil@exemple.invalid"
    assert "premier rendez-vous a eu lieu le 09/09/2026" in mail.texte

    with vault.work() as work:
        noter_retour(work, one.id, retour, now=NOW)

    assert tray(vault)[0].retours == ()
    with vault.look() as rows:
        (line,) = rows.all(Evenement)
    assert (line.genre, line.date) == ("courriel", TODAY)
    assert line.texte == "Retour au prescripteur\u00a0: premier rendez-vous du 09/09/2026"


def test_once_integrated_it_stays_only_while_its_prescripteur_is_to_be_told(vault: Vault) -> None:
    with vault.work() as work:
        work.insert(builders.une_inscription(commission_le=TODAY))
        work.insert(builders.une_decision(prise_le=TODAY))
        work.commit()

    (one,) = tray(vault)
    assert [r.moment for r in one.retours] == ["decision"]
    (later,) = tray(vault, TODAY + timedelta(days=400))
    assert later.retours == one.retours
    with vault.work() as work:
        noter_retour(work, one.id, one.retours[0], now=NOW)
    assert tray(vault) == ()


def test_what_would_serve_nothing_is_said_so_and_asked_again_once_that_is_cancelled(
    vault: Vault,
) -> None:
    """C9-3-1."""
    begun = [
        builders.une_etape(id=Id(f"e{n}"), intitule=title, debut=TODAY - timedelta(days=90))
        for n, title in enumerate(("Atelier mobilité", "Remise à niveau"))
    ]
    with vault.work() as work:
        for etape in begun:
            work.insert(etape)
        work.commit()
    (one,) = tray(vault)
    assert [r.quoi for r in one.retours] == ["Atelier mobilité", "Remise à niveau"]
    assert "Atelier" not in brouillon(one, one.retours[0], auteur="Odilon").texte

    with vault.work() as work:
        noter_sans_objet(work, one.id, one.retours[:1], now=NOW)

    assert [r.quoi for r in tray(vault)[0].retours] == ["Remise à niveau"]
    with vault.look() as rows:
        (line,) = rows.all(Evenement)
    with vault.work() as work:
        annuler(work, line.id, now=NOW)
    assert len(tray(vault)[0].retours) == 2


def test_coordination_sees_the_retours_of_who_waits_and_of_the_others_when_it_asks(
    vault: Vault,
) -> None:
    """C9-3-1: what is told « en continu » is theirs to see done; hundreds of dossiers are read when asked for only."""
    with vault.work() as work:
        work.insert(builders.un_entretien(date=TODAY - timedelta(days=1)))
        work.identify(replace(work.rows.identity(), role=Role.COORDINATION.value))
        work.commit()
    (one,) = tray(vault)
    assert (one.attend, [r.moment for r in one.retours]) == (True, ["rendez_vous"])
    with vault.work() as work:
        work.insert(builders.une_etape(debut=TODAY))
        work.insert(builders.une_decision(prise_le=TODAY))
        work.commit()

    assert tray(vault) == ()
    with vault.look() as rows:
        (decided,) = lire(rows, referentiel=ROUEN, on=TODAY, decidees=True)

    assert not decided.attend
    assert [r.moment for r in decided.retours] == ["rendez_vous", "decision", "etape"]


def test_what_is_read_in_brief_says_what_whole_dossiers_say(vault: Vault) -> None:
    """On a whole invented caseload, with entretiens whose first day was corrected in a later version."""
    with vault.work() as work:
        caseload = generate(
            seed=7, now=NOW, accompagnateur=Id("ae"), accompagnateur_nom="Élise Bonnefoy",
            new_id=work.new_id,
        )  # fmt: skip
        for dossier in caseload.dossiers:
            fill(work, dossier)
        work.commit()
    with vault.look() as rows:
        first = [min(own, key=lambda cr: cr.date) for own in rows.by_dossier(CompteRendu).values()]
    with vault.work() as work:
        for cr in first[::3]:
            moved = cr.date + timedelta(days=200)
            work.insert(
                replace(cr, id=work.new_id(), version=2, remplace=cr.id, motif="Jour", date=moved)
            )
        for one in list(work.rows.all(Personne))[::7]:
            _came_back(work, one.id)
        work.commit()

    moments, states = set[MomentRetour](), set[bool]()
    with vault.look() as rows:
        for on in (TODAY - timedelta(days=ago) for ago in range(0, 600, 60)):
            brief = {d.id: _said(d, on) for d in dossiers_des_candidatures(rows, on=on)}
            whole = {d.id: _said(d, on) for d in dossiers_de_la_liste(rows, on=on)}
            assert brief == whole
            moments |= {retour.moment for _, due, *_ in whole.values() for retour in due}
            states |= {waits for waits, *_ in whole.values()}

    assert (moments, states) == (set(MomentRetour), {False, True})
    with vault.work() as work:
        work.identify(replace(work.rows.identity(), role=Role.COORDINATION.value))
        work.commit()
    with vault.look() as rows:
        waiting = {d.id: _said(d, TODAY) for d in dossiers_des_candidatures(rows, on=TODAY)}
        whole = {d.id: _said(d, TODAY) for d in dossiers_de_la_liste(rows, on=TODAY)}
        every = {
            d.id: _said(d, TODAY) for d in dossiers_des_candidatures(rows, on=TODAY, decidees=True)
        }
    # Who tells no prescripteur reads those that wait alone, unless they ask, and of each the same.
    assert waiting == {i: said for i, said in whole.items() if said[0]}
    assert every == whole


def _said(dossier: Dossier, on: date) -> tuple[bool, tuple[Retour, ...], date | None, list[Id]]:
    met = min((e.date for e in dossier.entretiens_held if e.date), default=None)
    ahead = [r.id for r in dossier.rendez_vous if r.date and r.date >= on and r.issue == "prevu"]
    return en_instance(dossier), retours(dossier, (), on=on), met, ahead


def _came_back(work: Work, dossier: Id) -> None:
    """Open a second parcours; of entretiens that name none, the day says of which each is."""
    opened = TODAY - timedelta(days=40)
    again = builders.un_parcours(id=work.new_id(), dossier=dossier, numero=2, ouvert_le=opened)
    work.insert(again)
    for ago in (90, 20, 5):
        day = TODAY - timedelta(days=ago)
        held = builders.un_entretien(id=work.new_id(), dossier=dossier, parcours=None, date=day)
        work.insert(held)

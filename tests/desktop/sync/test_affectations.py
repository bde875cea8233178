"""Coordination gives dossiers from its own desktop; each one's day tells what came and what left."""

from collections.abc import Callable
from datetime import UTC, timedelta

import pytest

from desktop.usecases.affectations import collegues, confier, passages, reaffecter, rendre, suivis
from desktop.usecases.conflits import Conflit, conflits, trancher
from desktop.usecases.referentiels import charger
from desktop.usecases.synchronisation import etat
from plie.kinds import CompteRendu, Entretien
from plie.phrases import short_date
from plie.refus import Refus
from plie.vocabulaire import Role
from tests.builders import un_compte_rendu
from tests.desktop.sync.mains import held, read_on, reassign, utilisateur
from tests.desktop.sync.postes import DEBUT, Magasin, Montre, Poste

ON = DEBUT.date()


@pytest.fixture
def suivante(magasin: Magasin, nouveau: Callable[[str], Poste]) -> Poste:
    poste = nouveau("Ana Bo")
    poste.enrol(magasin.invite("Ana Bo", Role.ACCOMPAGNATEUR))
    return poste


def _told(poste: Poste) -> list[tuple[str, str]]:
    with poste.vault.look() as rows:
        return [(p.titre, p.detail) for p in passages(rows, now=poste.montre().astimezone(UTC))]


def test_no_dossier_is_given_from_a_day_that_the_store_does_not_know(
    ae: Poste, suivante: Poste, coordination: Poste
) -> None:
    """Given from next year, it would leave its AE's machine then, and reach no other until then."""
    dossier = ae.dossier()
    ae.cycle()
    read_on(suivante)
    coordination.montre.instant += timedelta(days=365, hours=1)
    outcome = coordination.cycle()
    wrong = coordination.montre().date()

    with coordination.vault.work() as work, pytest.raises(Refus, match="horloge_fausse"):
        reaffecter(work, [dossier], a=utilisateur(suivante), on=wrong)

    with coordination.vault.look() as rows:
        told = etat(rows, last=outcome)
    assert (told.titre, "avance de 365" in told.raison) == ("Horloge à vérifier", True)
    with coordination.vault.work() as work:
        reaffecter(work, [dossier], a=utilisateur(suivante), on=ON)
    coordination.montre.instant = DEBUT
    with coordination.vault.look() as rows:
        assert etat(rows, last=coordination.cycle()).titre == ""


def test_given_for_good_from_coordinations_desk(
    ae: Poste, suivante: Poste, coordination: Poste
) -> None:
    dossier = ae.dossier()
    ae.cycle()
    read_on(suivante)
    coordination.cycle()
    with coordination.vault.work() as work:
        reaffecter(work, [dossier], a=utilisateur(suivante), on=ON)

    for poste in (coordination, suivante, ae, coordination):
        assert poste.cycle().complete

    assert dossier in held(suivante)
    assert held(ae) == set()
    with coordination.vault.look() as rows:
        line = next(one for one in suivis(rows, on=ON) if one.id == dossier)
        assert line.accompagnateur == "Ana Bo"
        assert [(c.nom, c.dossiers) for c in collegues(rows, on=ON)] == [
            ("Ana Bo", 2), ("Odilon Carpentras", 0),
        ]  # fmt: skip
        assert rows.set_aside() == ()
    assert [title for title, _ in _told(suivante)] == ["Maïwenn Trévignac"]
    ((title, detail),) = _told(ae)
    assert "Un dossier est parti" in title
    assert "Trévignac" not in title + detail


def test_given_to_two_at_once_by_two_hands_all_see_the_same_and_are_told(
    ae: Poste, suivante: Poste, coordination: Poste, magasin: Magasin,
    nouveau: Callable[[str], Poste],
) -> None:  # fmt: skip
    """Whoever exchanges first, one is in charge everywhere; given again, it is settled."""
    troisieme, autre = nouveau("Luc Ys"), nouveau("Zélie Roc")
    troisieme.enrol(magasin.invite("Luc Ys", Role.ACCOMPAGNATEUR))
    autre.enrol(magasin.invite("Zélie Roc", Role.COORDINATION))
    dossier = ae.dossier()
    for poste in (ae, coordination, autre):
        assert poste.cycle().complete
    for hand, to in ((coordination, suivante), (autre, troisieme)):
        with hand.vault.work() as work:
            reaffecter(work, [dossier], a=utilisateur(to), on=ON)

    for hand in (autre, coordination, autre):
        assert hand.cycle().complete

    lines = [_line_of(hand, dossier) for hand in (coordination, autre)]
    assert lines[0] == lines[1]
    charged, said = lines[0]
    other = {"Ana Bo": "Luc Ys", "Luc Ys": "Ana Bo"}[charged]
    assert said == f"donné aussi, au même moment, à {other}\u00a0: réaffectez-le pour trancher"
    with autre.vault.work() as work:
        reaffecter(work, [dossier], a=utilisateur(troisieme), on=ON)
    for poste in (autre, coordination, suivante, troisieme):
        assert poste.cycle().complete
    assert _line_of(coordination, dossier) == ("Luc Ys", "")
    assert (dossier in held(troisieme), dossier in held(suivante)) == (True, False)


def _line_of(poste: Poste, dossier: str) -> tuple[str, str]:
    with poste.vault.look() as rows:
        line = next(one for one in suivis(rows, on=ON) if one.id == dossier)
    return line.accompagnateur, line.remplacement


def test_an_absence_is_written_under_the_name_of_who_stands_in(
    ae: Poste, suivante: Poste, coordination: Poste
) -> None:
    dossier = ae.dossier()
    ae.cycle()
    read_on(suivante)
    coordination.cycle()
    until = ON + timedelta(days=9)
    with coordination.vault.work() as work:
        confier(work, [dossier], a=utilisateur(suivante), on=ON, du=ON, jusqu_au=until)
    for poste in (coordination, suivante):
        poste.cycle()
    who = utilisateur(suivante)
    with suivante.vault.work() as work:
        report = un_compte_rendu(
            id=work.new_id(), dossier=dossier, accompagnateur=who, accompagnateur_nom="Ana Bo"
        )
        work.insert(report)
        work.commit()

    for poste in (suivante, ae, coordination):
        assert poste.cycle().complete

    assert held(ae) == {dossier}
    assert any(f"jusqu’au {short_date(until)}" in detail for _, detail in _told(suivante))
    for poste in (ae, coordination):
        with poste.vault.look() as rows:
            assert rows.get(CompteRendu, report.id).accompagnateur == who
    with coordination.vault.look() as rows:
        line = next(one for one in suivis(rows, on=ON) if one.id == dossier)
        assert (line.accompagnateur, line.remplace) == ("Odilon Carpentras", True)


def test_an_absence_begins_on_its_day_whoever_is_offline(
    ae: Poste, suivante: Poste, coordination: Poste, magasin: Magasin
) -> None:
    """C9-3-6: who goes away is offline when it begins; what they had not sent is merged."""
    lent, undone = ae.dossier(), ae.dossier()
    ae.cycle()
    own = read_on(suivante)
    coordination.cycle()
    who, days = utilisateur(suivante), [ON + timedelta(days=n) for n in range(20)]
    for dossier in (lent, undone):
        with coordination.vault.work() as work:
            confier(work, [dossier], a=who, on=ON, du=days[2], jusqu_au=days[9])
    with coordination.vault.work() as work:
        confier(work, [lent], a=who, on=ON, du=days[3], jusqu_au=days[12])
    with coordination.vault.work() as work:
        rendre(work, [undone], on=ON)
    for poste in (coordination, suivante):
        assert poste.cycle().complete
    ae.entretien(lent, "Écrit hors ligne, avant de partir.")
    asked = f"Ana Bo, du {short_date(days[3])} au {short_date(days[12])}"
    assert _line_of(coordination, lent) == ("Odilon Carpentras", asked)
    assert _line_of(coordination, undone) == ("Odilon Carpentras", "")
    assert held(suivante) == {own}

    clock = magasin.mint.clock
    assert isinstance(clock, Montre)
    clock.instant += timedelta(days=3)
    suivante.cycle()
    assert held(suivante) == {own, lent}
    ae.cycle()
    suivante.cycle()

    with suivante.vault.look() as rows:
        assert [e.contenu for e in rows.all(Entretien)] == ["Écrit hors ligne, avant de partir."]
    clock.instant += timedelta(days=10)
    suivante.cycle()
    assert held(suivante) == {own}
    assert held(ae) == {lent, undone}


@pytest.mark.parametrize("begins", [0, 3], ids=["under way", "to come"])
@pytest.mark.parametrize("by_command", [False, True], ids=["desktop", "command"])
def test_who_stands_in_for_someone_leaves_with_them(
    ae: Poste, suivante: Poste, coordination: Poste, magasin: Magasin,
    nouveau: Callable[[str], Poste], *, begins: int, by_command: bool,
) -> None:  # fmt: skip
    """The absence was the former one's: nobody sees a colleague's dossiers who is there (C9-3-6)."""
    troisieme = nouveau("Luc Ys")
    troisieme.enrol(magasin.invite("Luc Ys", Role.ACCOMPAGNATEUR))
    dossier, du = ae.dossier(), ON + timedelta(days=begins)
    for poste in (ae, suivante, troisieme, coordination):
        poste.cycle()
    read_on(suivante)
    with coordination.vault.work() as work:
        until = du + timedelta(days=9)
        confier(work, [dossier], a=utilisateur(suivante), on=ON, du=du, jusqu_au=until)
    for poste in (coordination, suivante):
        poste.cycle()
    late = None if begins else suivante.entretien(dossier, "Tenu sans le savoir encore")

    if by_command:
        reassign(magasin, troisieme, dossier)
    else:
        with coordination.vault.work() as work:
            reaffecter(work, [dossier], a=utilisateur(troisieme), on=ON)
    for poste in (coordination, suivante, ae, troisieme, coordination):
        assert poste.cycle().complete

    assert [dossier in held(poste) for poste in (ae, suivante, troisieme)] == [False, False, True]
    assert _line_of(coordination, dossier) == ("Luc Ys", "")
    with troisieme.vault.look() as rows:
        assert late is None or rows.find(Entretien, late) is not None


def test_an_absence_ended_here_and_prolonged_there_is_told_and_settled(
    ae: Poste, suivante: Poste, coordination: Poste, magasin: Magasin,
    nouveau: Callable[[str], Poste],
) -> None:  # fmt: skip
    """Which of the two ends holds meanwhile is no hand's choice: both are told, with whose it is."""
    autre = nouveau("Zélie Roc")
    autre.enrol(magasin.invite("Zélie Roc", Role.COORDINATION))
    dossier, later = ae.dossier(), ON + timedelta(days=12)
    for poste in (ae, suivante, coordination, autre):
        poste.cycle()
    given = {"a": utilisateur(suivante), "on": ON, "du": ON}
    with coordination.vault.work() as work:
        confier(work, [dossier], **given, jusqu_au=ON + timedelta(days=5))
    for poste in (coordination, autre):
        poste.cycle()
    with coordination.vault.work() as work:
        rendre(work, [dossier], on=ON)
    with autre.vault.work() as work:
        confier(work, [dossier], **given, jusqu_au=later)
    for poste in (coordination, autre, coordination, suivante, ae):
        assert poste.cycle().complete

    told = [_disputed(poste) for poste in (coordination, autre, ae)]

    assert [len(one) for one in told] == [1, 1, 1]
    assert {one.objet for (one,) in told} == {"Affectation «\u00a0Ana Bo\u00a0»"}
    (elsewhere,) = told[2]
    assert elsewhere.empeche.startswith("À trancher par\u00a0: coordination.")
    (mine,) = told[0]
    with coordination.vault.work() as work:
        trancher(work, mine.kind, mine.id, seen=mine.seen, values={"fin": later})
    for poste in (coordination, autre, suivante):
        assert poste.cycle().complete
    assert [_disputed(poste) for poste in (coordination, autre)] == [(), ()]
    assert dossier in held(suivante)


def _disputed(poste: Poste) -> tuple[Conflit, ...]:
    with poste.vault.look() as rows:
        return conflits(rows, referentiel=charger("demo"))


def test_nobody_is_given_nothing(ae: Poste, coordination: Poste) -> None:
    dossier = ae.dossier()
    ae.cycle()
    coordination.cycle()
    boss = utilisateur(coordination)
    for who in ("", boss):
        with coordination.vault.work() as work, pytest.raises(Refus):
            reaffecter(work, [dossier], a=who, on=ON)
    with coordination.vault.work() as work, pytest.raises(Refus, match="date_passee"):
        confier(work, [dossier], a=utilisateur(ae), on=ON, du=ON, jusqu_au=ON - timedelta(days=1))
    late, soon = ON + timedelta(days=2), ON + timedelta(days=1)
    with coordination.vault.work() as work, pytest.raises(Refus, match="fin_avant_debut"):
        confier(work, [dossier], a=utilisateur(ae), on=ON, du=late, jusqu_au=soon)

    assert coordination.waiting() == 0

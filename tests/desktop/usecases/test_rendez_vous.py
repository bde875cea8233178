"""Rendez-vous on a real vault: taken, put off, ended; the file and the page that leave."""

from collections.abc import Iterator
from datetime import UTC, date, time, timedelta
from pathlib import Path

import icalendar
import pypdfium2
import pytest
from sqlalchemy import event

from desktop.models.vault import Vault
from desktop.usecases import agenda, impression, permanences, rendez_vous
from plie import phrases
from plie.agenda import semaine
from plie.kinds import Entretien, Evenement, RendezVous
from plie.refus import Refus
from plie.vocabulaire import DemiJournee, GenreEvenement, IssueRendezVous
from tests import builders
from tests.builders import MIDI
from tests.desktop import vaults

TODAY, TOMORROW = MIDI.date(), MIDI.date() + timedelta(days=1)
DEMO = builders.le_referentiel()


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    made = vaults.fresh(tmp_path / "coffre")
    with made.work() as work:
        work.insert(builders.une_personne())
        work.commit()
    yield made
    made.close()


def take(
    vault: Vault,
    le: date | None = TOMORROW,
    debut: time = time(9, 30),
    who: str = builders.PERSONNE,
    lieu: str = "Elbeuf",
) -> str:
    with vault.work() as work:
        return rendez_vous.prendre(
            work, who, le=le, debut=debut, duree_min=45, lieu=lieu, now=MIDI
        ).id_of("rendez_vous")


def put_off(vault: Vault, id_: str, le: date, debut: time) -> str:
    with vault.work() as work:
        changes = rendez_vous.deplacer(
            work, id_, le=le, debut=debut, duree_min=None, lieu="", now=MIDI
        )
    return next(w.id for w in changes.written if w.kind == "rendez_vous" and w.id != id_)


def all_(vault: Vault, kind: type) -> tuple:  # type: ignore[type-arg]
    with vault.look() as rows:
        return rows.all(kind)


def day(vault: Vault, le: date) -> agenda.Jour:
    with vault.look() as rows:
        return agenda.jours(rows, (le,))[0]


def test_a_rendez_vous_taken_stands_on_its_day(vault: Vault) -> None:
    take(vault)

    (line,) = day(vault, TOMORROW).rendez_vous

    assert agenda.hours(line.creneau) == "9\u00a0h\u00a030 – 10\u00a0h\u00a015"
    assert (line.lieu, line.issue) == ("Elbeuf", IssueRendezVous.PREVU)


@pytest.mark.parametrize("le", [None, TODAY - timedelta(days=1)])
def test_no_rendez_vous_without_a_day_or_in_the_past(vault: Vault, le: date | None) -> None:
    with pytest.raises(Refus):
        take(vault, le)

    assert all_(vault, RendezVous) == ()


def test_one_person_has_one_rendez_vous_at_a_moment(vault: Vault) -> None:
    id_ = take(vault)

    with pytest.raises(Refus, match="rendez_vous_pris"):
        take(vault)
    with vault.work() as work:
        rendez_vous.terminer(work, id_, IssueRendezVous.EXCUSE, now=MIDI)
    again = take(vault)

    assert {r.id for r in all_(vault, RendezVous)} == {id_, again}


def test_put_off_it_stays_and_another_stands_for_it(vault: Vault) -> None:
    id_ = take(vault)

    put_off(vault, id_, TOMORROW + timedelta(days=7), time(14))

    old, new = sorted(all_(vault, RendezVous), key=lambda r: r.date)
    assert (old.issue, new.issue) == (IssueRendezVous.REPORTE, IssueRendezVous.PREVU)
    assert (new.reporte_de, new.lieu, new.duree_min) == (id_, "Elbeuf", 45)


def test_one_is_not_put_off_onto_another_of_the_same_person(vault: Vault) -> None:
    id_ = take(vault)
    take(vault, debut=time(14))

    with pytest.raises(Refus, match="rendez_vous_pris"):
        put_off(vault, id_, TOMORROW, time(14, 30))

    assert {r.issue for r in all_(vault, RendezVous)} == {IssueRendezVous.PREVU}


@pytest.mark.parametrize("issue", [IssueRendezVous.EXCUSE, IssueRendezVous.NON_EXCUSE])
def test_a_missed_one_is_an_evenement_and_no_entretien(
    vault: Vault, issue: IssueRendezVous
) -> None:
    id_ = take(vault, TODAY)

    with vault.work() as work:
        rendez_vous.terminer(work, id_, issue, now=MIDI)

    (missed,) = all_(vault, Evenement)
    assert (missed.genre, missed.rendez_vous) == (GenreEvenement.ABSENCE, id_)
    assert all_(vault, Entretien) == ()
    with vault.work() as work, pytest.raises(Refus, match="rendez_vous_termine"):
        rendez_vous.terminer(work, id_, IssueRendezVous.HONORE, now=MIDI)


def test_one_to_come_can_be_excused_but_not_honoured(vault: Vault) -> None:
    id_ = take(vault)
    with vault.work() as work, pytest.raises(Refus, match="rendez_vous_a_venir"):
        rendez_vous.terminer(work, id_, IssueRendezVous.HONORE, now=MIDI)

    with vault.work() as work:
        rendez_vous.terminer(work, id_, IssueRendezVous.EXCUSE, now=MIDI)

    (excused,) = all_(vault, Evenement)
    assert (excused.date, excused.heure) == (TODAY, None)
    assert excused.texte == f"Prévenu avant le rendez-vous du {phrases.short_date(TOMORROW)}"


def test_two_at_once_are_told_and_both_stand(vault: Vault) -> None:
    take(vault)
    with vault.work() as work:
        other = work.new_id()
        work.insert(builders.une_personne(id=other, prenoms="Théodule", nom_naissance="Kerbrézan"))
        work.commit()
    with vault.look() as rows:
        told = agenda.au_meme_moment(rows, other, TOMORROW, time(10), 45)
    take(vault, debut=time(10), who=other)

    lines = day(vault, TOMORROW).rendez_vous

    mine = builders.une_personne().nom
    assert told == (f"{mine}, 9\u00a0h\u00a030 – 10\u00a0h\u00a015",)
    assert {line.chevauche for line in lines} == {(mine,), ("Théodule Kerbrézan",)}


def test_a_half_day_has_one_permanence(vault: Vault) -> None:
    def add(lieu: str) -> None:
        with vault.work() as work:
            permanences.ajouter_permanence(
                work,
                lieu=lieu,
                jour=TOMORROW.weekday(),
                demi_journee=DemiJournee.MATIN,
                now=MIDI,
            )

    add("Elbeuf")
    with pytest.raises(Refus, match="demi_journee_prise"):
        add("Cléon")

    (held,) = day(vault, TOMORROW).permanences
    assert held.lieu == "Elbeuf"
    assert day(vault, TOMORROW).libres
    with vault.work() as work:
        permanences.oter_permanence(work, held.id)
    with vault.work() as work:
        assert not permanences.oter_permanence(work, held.id)
    assert day(vault, TOMORROW).permanences == ()


def test_a_week_is_read_at_once_and_says_which_entretien_is_begun(vault: Vault) -> None:
    take(vault)
    take(vault, le=TODAY)
    with vault.work() as work:
        work.insert(builders.un_entretien(date=TODAY))
        work.commit()
    asked: list[str] = []

    with vault.look() as rows:
        event.listen(
            rows.connection, "before_cursor_execute", lambda _c, _k, sql, *_: asked.append(sql)
        )
        week = agenda.jours(rows, semaine(TODAY))

    assert len([sql for sql in asked if "FROM entretien" in sql]) == 1
    lines = [(line.le, line.commence) for jour in week for line in jour.rendez_vous]
    assert lines == [(TODAY, True), (TOMORROW, False)]


def test_the_calendar_file_names_nobody(vault: Vault) -> None:
    id_ = take(vault)

    with vault.look() as rows:
        first = agenda.calendrier(rows, (TOMORROW,), zone=UTC, now=MIDI)
        again = agenda.calendrier(rows, (TOMORROW,), zone=UTC, now=MIDI)

    (event,) = icalendar.Calendar.from_ical(first).walk("VEVENT")
    assert str(event["SUMMARY"]) == "Rendez-vous"
    assert str(event["LOCATION"]) == "Elbeuf"
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(minutes=45)
    assert id_ not in first.decode()
    assert not {word for word in builders.une_personne().nom.split() if word in first.decode()}
    assert first == again


@pytest.mark.parametrize(
    ("lieu", "said"),
    [
        ("Domicile de Mme TREVIGNAC", ""),
        ("chez Maïwenn", ""),
        ("Maison du canal", "Maison du canal"),
    ],
)
def test_a_place_that_names_the_person_stays_here(vault: Vault, lieu: str, said: str) -> None:
    take(vault, lieu=lieu)

    with vault.look() as rows:
        file = agenda.calendrier(rows, (TOMORROW,), zone=UTC, now=MIDI)

    (event,) = icalendar.Calendar.from_ical(file).walk("VEVENT")
    assert str(event.get("LOCATION", "")) == said


def test_the_calendar_file_has_the_hours_of_the_plie_in_winter_as_in_summer(
    vault: Vault, elsewhere: str
) -> None:
    """Half past nine in Paris is half past seven in summer, universal time, half past eight in winter."""
    winter = date(2027, 1, 14)
    for day_ in (TOMORROW, winter):
        take(vault, le=day_)

    with vault.look() as rows:
        file = agenda.calendrier(rows, (TOMORROW, winter), zone=DEMO.zone, now=MIDI)

    starts = [e["DTSTART"].dt for e in icalendar.Calendar.from_ical(file).walk("VEVENT")]
    assert [(s.hour, s.minute) for s in starts] == [(7, 30), (8, 30)], elsewhere


def test_a_calendar_that_has_an_earlier_export_follows_what_became_of_each(vault: Vault) -> None:
    week, later = (TOMORROW,), MIDI + timedelta(hours=1)
    moved, cancelled = take(vault), take(vault, debut=time(14))
    with vault.look() as rows:
        before = events(agenda.calendrier(rows, week, zone=UTC, now=MIDI))

    again = put_off(vault, moved, TOMORROW + timedelta(days=7), time(10))
    put_off(vault, again, TOMORROW + timedelta(days=14), time(11))
    with vault.work() as work:
        rendez_vous.terminer(work, cancelled, IssueRendezVous.ANNULE, now=MIDI)
    with vault.look() as rows:
        after = events(agenda.calendrier(rows, week, zone=UTC, now=later))

    assert before.keys() == after.keys()
    (there,) = (uid for uid, one in before.items() if one["DTSTART"].dt.hour == 9)
    assert after[there]["DTSTART"].dt.date() == TOMORROW + timedelta(days=14)
    assert after[there]["STATUS"] == "CONFIRMED"
    (crossed,) = after.keys() - {there}
    assert after[crossed]["STATUS"] == "CANCELLED"
    assert after[there]["SEQUENCE"] > before[there]["SEQUENCE"]


def test_one_that_goes_on_after_midnight_lasts_in_the_file_what_it_was_taken_for(
    vault: Vault,
) -> None:
    take(vault, debut=time(23, 30))

    with vault.look() as rows:
        (one,) = events(agenda.calendrier(rows, (TOMORROW,), zone=UTC, now=MIDI)).values()

    assert one["DTEND"].dt - one["DTSTART"].dt == timedelta(minutes=45)


def test_an_empty_weekend_leaves_its_room_but_today_is_shown(vault: Vault) -> None:
    week = semaine(TODAY)
    with vault.look() as rows:
        found = agenda.jours(rows, week)

    assert [jour.le for jour in agenda.montres(found, on=TODAY)] == [*week[:5]]
    assert [jour.le for jour in agenda.montres(found, on=week[6])] == [*week[:5], week[6]]


def test_a_week_without_a_rendez_vous_makes_no_file(vault: Vault) -> None:
    with vault.look() as rows, pytest.raises(Refus, match="rien_a_exporter"):
        agenda.calendrier(rows, (TOMORROW,), zone=UTC, now=MIDI)


def events(file: bytes) -> dict[str, icalendar.Event]:
    return {str(e["UID"]): e for e in icalendar.Calendar.from_ical(file).walk("VEVENT")}


def test_the_rendez_vous_of_tomorrow_are_on_one_page(vault: Vault) -> None:
    take(vault)

    with vault.look() as rows:
        job = impression.tirage(
            rows, f"rendez_vous:{TOMORROW.isoformat()}", referentiel=DEMO, now=MIDI
        )

    document = pypdfium2.PdfDocument(job.pdf)
    words = document[0].get_textpage().get_text_range()
    assert len(document) == 1
    assert builders.une_personne().nom in words
    assert "Elbeuf" in words

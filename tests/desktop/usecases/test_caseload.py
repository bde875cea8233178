"""My caseload: who is slipping comes first, and today's page says what waits."""

from datetime import date, datetime, time, timedelta, timezone

from desktop.models.vault import Vault
from desktop.usecases.caseload import file_active, noms_seuls
from desktop.usecases.dossiers import assemble, entete
from desktop.usecases.identite import Candidature, creer
from desktop.usecases.journee import ma_journee
from plie.kinds import Commentaire, CompteRendu, Id
from plie.vocabulaire import Gravite
from tests import builders

DEMO = builders.le_referentiel()
NOW = datetime(2026, 9, 30, 8, 15, tzinfo=timezone(timedelta(hours=2)))
ON = NOW.date()


def person(vault: Vault, number: int, nom: str, *, last: date | None) -> Id:
    """Put an integrated person in the vault, in an étape since then, the acte signed, last met on a day."""
    ids = [Id(f"00000000-0000-7000-8000-0000000{number}{n:04d}") for n in range(9)]
    with vault.work() as work:
        work.insert(builders.une_personne(id=ids[0], nom_naissance=nom))
        work.insert(
            builders.un_parcours(
                id=ids[1], dossier=ids[0], origine="reprise", integre_le=date(2026, 6, 1)
            )
        )
        work.insert(
            builders.une_etape(id=ids[4], dossier=ids[0], parcours=ids[1], debut=date(2026, 6, 1))
        )
        for signed in builders.un_acte_signe(date(2026, 6, 1), dossier=ids[0], parcours=ids[1]):
            work.insert(signed)
        if last:
            work.insert(
                builders.un_entretien(id=ids[2], dossier=ids[0], parcours=ids[1], date=last)
            )
            work.insert(
                builders.un_compte_rendu(
                    id=ids[3],
                    dossier=ids[0],
                    entretien=ids[2],
                    date=last,
                    finalise_le=builders.un_instant(last),
                )
            )
            for signature in builders.les_deux_signatures(
                id=ids[3], dossier=ids[0], compte_rendu=ids[3]
            ):
                work.insert(signature)
        work.commit()
    return ids[0]


def test_the_gravest_comes_first_with_the_sentence_that_says_why(vault: Vault) -> None:
    """C7-2A before C9-3-6: two months without an entretien before one month."""
    calm = person(vault, 1, "Calme", last=ON - timedelta(days=5))
    lost = person(vault, 2, "Perdue", last=ON - timedelta(days=75))
    with vault.work() as work:
        work.insert(builders.un_cv(id=work.new_id(), dossier=calm, date=ON - timedelta(days=30)))
        work.commit()

    with vault.look() as rows:
        first, second = file_active(rows, referentiel=DEMO, on=ON)

    assert (first.id, first.gravite) == (lost, Gravite.SERIEUSE)
    assert "le délai de 2\u00a0mois" in first.raison
    assert (second.gravite, second.raison) == (None, "Dernier entretien le 25/09/2026")


def test_the_day_says_the_rendez_vous_then_drafts(vault: Vault) -> None:
    met = person(vault, 1, "Attendue", last=ON - timedelta(days=20))
    with vault.work() as work:
        work.insert(
            builders.un_rendez_vous(
                id=work.new_id(), dossier=met, date=ON, debut=time(9, 30), lieu="Mairie annexe"
            )
        )
        work.insert(
            builders.un_entretien(id=work.new_id(), dossier=met, date=ON - timedelta(days=1))
        )
        work.commit()

    with vault.look() as rows:
        day = ma_journee(rows, referentiel=DEMO, now=NOW)

    assert [(line.icone, line.action) for line in day][:2] == [
        ("rendez_vous", "nouvel_entretien"),
        ("entretien", "terminer"),
    ]
    assert day[0].detail == "9\u00a0h\u00a030 · Mairie annexe"


def test_a_new_person_has_a_dossier_a_parcours_and_a_date(vault: Vault) -> None:
    """C9-3-1: an orientation is received on a day."""
    with vault.work() as work:
        changes = creer(
            work,
            Candidature(
                prenoms=" Yanis ", nom="Kerbrat", naissance_le=date(2001, 2, 3), recue_le=ON
            ),
            on=ON,
        )

    with vault.look() as rows:
        dossier = assemble(rows, changes.id_of("personne"))
    head = entete(dossier, referentiel=DEMO, on=ON, role="accompagnateur")
    assert head.ligne == "25 ans · Orienté·e"
    assert dossier.personne.nom == "Yanis Kerbrat"
    assert [p.recue_le for p in dossier.prescriptions] == [ON]


def test_who_has_left_is_said_to_have_since_when_and_after_how_long(vault: Vault) -> None:
    """They were said to be integrated « depuis », as if they still were."""
    with vault.work() as work:
        for thing in (
            builders.une_personne(),
            builders.un_parcours(),
            builders.une_decision(prise_le=date(2025, 6, 12)),
            builders.une_decision(
                id=Id("d2"), objet="sortie", issue="sortie", prise_le=date(2026, 2, 13)
            ),
        ):
            work.insert(thing)
        work.commit()

    with vault.look() as rows:
        head = entete(
            assemble(rows, builders.PERSONNE), referentiel=DEMO, on=ON, role="accompagnateur"
        )

    assert head.ligne.endswith("sorti·e le 13/02/2026, après 8 mois")


def test_a_rendez_vous_whose_entretien_is_begun_is_not_offered_again(vault: Vault) -> None:
    met = person(vault, 1, "Attendue", last=ON - timedelta(days=20))
    with vault.work() as work:
        work.insert(builders.un_rendez_vous(id=work.new_id(), dossier=met, date=ON))
        work.insert(builders.un_entretien(id=work.new_id(), dossier=met, date=ON))
        work.commit()

    with vault.look() as rows:
        day = ma_journee(rows, referentiel=DEMO, now=NOW)

    told = {line.icone for line in day if line.icone in {"rendez_vous", "entretien"}}
    assert told == {"entretien"}


def test_the_day_tells_the_last_comment_about_a_compte_rendu_for_a_week(vault: Vault) -> None:
    met = person(vault, 1, "Commentée", last=ON - timedelta(days=20))
    with vault.look() as rows:
        (cr,) = rows.all(CompteRendu, dossier=met)
    with vault.work() as work:
        for texte, ago in (("Oubliée", 9), ("Première", 3), ("Pensez au CV.", 2)):
            work.insert(
                Commentaire(
                    id=work.new_id(),
                    dossier=met,
                    sur_kind="compte_rendu",
                    sur_id=cr.id,
                    texte=texte,
                    auteur_nom="Odilon Carpentras",
                    ecrit_le=builders.un_instant(ON - timedelta(days=ago)),
                )
            )
        work.commit()

    def told(on: date) -> list[tuple[str, str, str]]:
        with vault.look() as rows:
            now = datetime.combine(on, NOW.time(), NOW.tzinfo)
            day = ma_journee(rows, referentiel=DEMO, now=now)
        return [(j.detail, j.action, j.id) for j in day if j.icone == "commentaire"]

    assert told(ON) == [("Odilon Carpentras, le 28/09/2026\u00a0: Pensez au CV.", "lire", cr.id)]
    assert told(ON + timedelta(days=6)) == []


def test_the_day_counts_those_whom_the_list_shows_without_a_rendez_vous(vault: Vault) -> None:
    """C9-3-6: one entretien a month begins with a rendez-vous."""
    people = [person(vault, n, f"Personne {n}", last=ON) for n in (1, 2, 3)]
    with vault.work() as work:
        work.insert(builders.un_rendez_vous(id=work.new_id(), dossier=people[0], date=ON))
        work.commit()

    with vault.look() as rows:
        listed = [x for x in file_active(rows, referentiel=DEMO, on=ON) if x.sans_rendez_vous]
        told = [j for j in ma_journee(rows, referentiel=DEMO, now=NOW) if j.icone == "agenda"]

    assert {line.id for line in listed} == set(people[1:])
    assert [j.titre for j in told] == ["2\u00a0personnes sans rendez-vous prévu ce mois-ci"]


def test_the_rendez_vous_and_the_drafts_come_by_their_hours_and_days(vault: Vault) -> None:
    """9 h is before 10 h and 27 August before 20 September, whatever their figures."""
    people = [person(vault, n, f"Personne {n}", last=None) for n in (1, 2)]
    days, hours = (date(2026, 9, 20), date(2026, 8, 27)), (time(10), time(9))
    with vault.work() as work:
        for dossier, day, hour in zip(people, days, hours, strict=True):
            work.insert(builders.un_entretien(id=work.new_id(), dossier=dossier, date=day))
            work.insert(
                builders.un_rendez_vous(
                    id=work.new_id(), dossier=dossier, date=ON, debut=hour, lieu=""
                )
            )
        work.commit()

    with vault.look() as rows:
        day_asked = ma_journee(rows, referentiel=DEMO, now=NOW)

    told = [j.detail for j in day_asked if j.icone in {"rendez_vous", "entretien"}]
    assert told == [
        "9\u00a0h", "10\u00a0h",
        "Entretien du 27/08/2026 à 14\u00a0h à terminer",
        "Entretien du 20/09/2026 à 14\u00a0h à terminer",
    ]  # fmt: skip


def test_of_what_is_to_sign_the_oldest_comes_first(vault: Vault) -> None:
    """27 August is before 20 September, whatever their figures."""
    people = [person(vault, n, f"Personne {n}", last=None) for n in (1, 2)]
    with vault.work() as work:
        for dossier, day in zip(people, (date(2026, 9, 20), date(2026, 8, 27)), strict=True):
            work.insert(
                builders.un_compte_rendu(
                    id=work.new_id(), dossier=dossier, entretien=work.new_id(), date=day
                )
            )
        work.commit()

    with vault.look() as rows:
        day_asked = ma_journee(rows, referentiel=DEMO, now=NOW)

    waiting = [j.detail for j in day_asked if j.icone == "signature"]
    assert waiting == ["Compte-rendu du 27/08/2026 à signer", "Compte-rendu du 20/09/2026 à signer"]


def test_the_names_alone_are_those_of_the_list_in_their_own_order_with_nothing_told(
    vault: Vault,
) -> None:
    person(vault, 1, "Pellouarn", last=ON - timedelta(days=75))
    person(vault, 2, "Kerbrézan", last=ON - timedelta(days=5))

    with vault.look() as rows:
        names, lines = noms_seuls(rows, on=ON), file_active(rows, referentiel=DEMO, on=ON)

    assert [line.nom for line in names] == sorted(line.nom for line in lines)
    assert {(line.id, line.nom) for line in names} == {(line.id, line.nom) for line in lines}
    assert all(not line.court and line.gravite is None and not line.alertes for line in names)

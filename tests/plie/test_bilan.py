"""Le bilan d’activité d’un lot (C11, domain.md §6) : ses dates sont des données, son alerte tient jusqu’à l’envoi noté."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from plie.alertes.lot import alertes_du_lot
from plie.bilan import confies, en_vigueur, objections
from plie.kinds import BilanLot, Id, Lot, Utilisateur
from plie.referentiel import Referentiel, read
from plie.refus import Illisible
from plie.vocabulaire import ActionAlerte, CodeAlerte, Gravite
from tests.builders import REFERENTIELS, le_referentiel, un_instant
from tests.plie.test_articles_donnees import TROISIEME

ROUEN = le_referentiel("rouen-2021-2027")
ILES = read(TROISIEME.read_text(encoding="utf-8"), source="estuaire.toml")
JUIN, DECEMBRE = date(2026, 6, 30), date(2026, 12, 31)
ONE_DAY = timedelta(days=1)


def note(
    arrete_au: date, transmis_le: date | None, *, le: date | None = None, lot: str = "lot"
) -> BilanLot:
    at = un_instant(le or transmis_le or arrete_au)
    return BilanLot(
        id=Id(f"b-{arrete_au}-{at:%j}"), lot=Id(lot), arrete_au=arrete_au, transmis_le=transmis_le,
        auteur_nom="Une responsable", note_le=at,
    )  # fmt: skip


def vues(
    bilans: list[BilanLot], on: date, referentiel: Referentiel = ROUEN
) -> list[tuple[str | None, bool, date]]:
    found = alertes_du_lot("lot", bilans, referentiel=referentiel, on=on)
    return [(a.objet, a.annoncee, a.depuis) for a in found]


def naif(
    bilans: list[BilanLot], on: date, dates: list[tuple[date, date]], annonce: int
) -> Iterator[tuple[str, bool, date]]:
    """Chaque bilan à son tour, jour après jour ; la dernière note d’un bilan est la bonne."""
    partis = set()
    for fin, _ in dates:
        notes = [b for b in bilans if b.lot == "lot" and b.arrete_au == fin]
        if notes:
            derniere = notes[0]
            for b in notes:
                derniere = b if b.note_le >= derniere.note_le else derniere
            if derniere.transmis_le and derniere.transmis_le <= on:
                partis.add(fin)
    echus = [fin for fin, envoi in dates if envoi < on]
    for fin, envoi in dates:
        avant_tout = any(fin < parti for parti in partis) and not any(p < fin for p in partis)
        remplace = not partis and fin in echus[:-1]
        if fin in partis or avant_tout or remplace:
            continue
        jour = envoi - annonce * ONE_DAY
        premier = None
        while jour <= on:
            annoncee = jour <= envoi
            if premier is None or annoncee != premier[1]:
                premier = (jour, annoncee)
            jour += ONE_DAY
        if premier:
            yield fin.isoformat(), premier[1], premier[0]


def au_hasard(seed: int, dates: list[tuple[date, date]]) -> list[BilanLot]:
    """Des envois à l’heure, en retard, oubliés, repris, d’un autre lot ; parfois aucun."""
    draws = Random(seed)  # noqa: S311 - the same scenario each time
    found = []
    for fin, envoi in dates:
        if draws.random() < 0.3 or seed == 0:
            continue
        parti = envoi + timedelta(days=draws.randint(-40, 50))
        parti = max(parti, fin)
        lot = "lot" if draws.random() < 0.8 else "autre"
        found.append(note(fin, parti, lot=lot))
        if draws.random() < 0.3:
            corrige = None if draws.random() < 0.5 else parti + 9 * ONE_DAY
            found.append(note(fin, corrige, le=parti + 3 * ONE_DAY, lot=lot))
    draws.shuffle(found)
    return found


@pytest.mark.parametrize("referentiel", [ROUEN, ILES], ids=lambda r: r.id)
def test_chaque_jour_de_deux_ans_donne_les_alertes_du_calcul_naif(referentiel: Referentiel) -> None:
    """C11: R > D, announced some days before; the third référentiel has other dates and numbers."""
    dates = [(p.fin, p.envoi) for p in referentiel.bilans]
    (regle,) = (r for r in referentiel.alertes if r.code is CodeAlerte.BILAN_DU)
    montrees = set()
    for seed in range(5):
        bilans = au_hasard(seed, dates)
        for n in range(731):
            on = date(2025, 9, 1) + n * ONE_DAY
            trouve = vues(bilans, on, referentiel)

            assert trouve == list(naif(bilans, on, dates, regle.annonce_jours)), (seed, on)
            montrees |= {annoncee for _, annoncee, _ in trouve}

    assert montrees == {True, False}


@pytest.mark.parametrize(
    ("on", "attendu"),
    [
        (date(2026, 8, 30), []),
        (date(2026, 8, 31), [("2026-06-30", True, date(2026, 8, 31))]),
        (date(2026, 9, 30), [("2026-06-30", True, date(2026, 8, 31))]),
        (date(2026, 10, 1), [("2026-06-30", False, date(2026, 10, 1))]),
        (
            date(2027, 3, 1),
            [("2026-06-30", False, date(2026, 10, 1)), ("2026-12-31", False, date(2027, 3, 1))],
        ),
    ],
)
def test_l_envoi_est_annonce_trente_jours_puis_du_le_lendemain(
    on: date, attendu: list[tuple[str, bool, date]]
) -> None:
    """C11."""
    assert vues([note(date(2025, 12, 31), date(2026, 2, 20))], on) == attendu


def test_les_dates_d_envoi_sont_celles_du_cahier_des_charges() -> None:
    """C11: 30 September, 28 February (leap years too), and 31 January for the last one."""
    envois = {p.fin: p.envoi for p in ROUEN.bilans}

    assert envois[JUIN] == date(2026, 9, 30)
    assert envois[date(2023, 12, 31)] == date(2024, 2, 28)
    assert envois[date(2027, 12, 31)] == date(2028, 1, 31)
    assert len(envois) == 14
    assert le_referentiel("demo").bilans == ROUEN.bilans
    assert le_referentiel("atout-plie-2018-2022").bilans == ()


def test_l_alerte_dit_ses_dates_son_article_et_son_geste() -> None:
    (une,) = alertes_du_lot("lot", [], referentiel=ROUEN, on=date(2026, 10, 1))
    annonce = alertes_du_lot("lot", [], referentiel=ROUEN, on=date(2026, 9, 30))[-1]

    assert (une.code, une.gravite, une.action, une.article) == (
        CodeAlerte.BILAN_DU, Gravite.AVERTISSEMENT, ActionAlerte.REDIGER_BILAN, "C11",
    )  # fmt: skip
    assert une.phrase == (
        "Bilan d’activité arrêté au 30/06/2026\u202f; son envoi était dû le 30/09/2026, "
        "et aucun envoi n’est noté pour ce lot."
    )
    assert annonce.phrase == (
        "Bilan d’activité arrêté au 30/06/2026\u202f; son envoi est dû le 30/09/2026."
    )


def test_une_note_reprise_rend_son_alerte() -> None:
    """What was said to be sent, and was not."""
    sent = note(JUIN, date(2026, 9, 20))
    back = note(JUIN, None, le=date(2026, 10, 3))

    assert vues([sent], date(2026, 10, 5)) == []
    assert [objet for objet, *_ in vues([back, sent], date(2026, 10, 5))] == ["2026-06-30"]
    assert en_vigueur([back, sent], "lot")[JUIN] is back


def test_sans_cle_pas_de_regle() -> None:
    seules = replace(ROUEN, alertes=tuple(r for r in ROUEN.alertes if r.code != "bilan_du"))

    assert vues([], date(2026, 10, 1), seules) == []


@pytest.mark.parametrize(
    ("before", "after", "key", "said"),
    [
        ("[bilan]", "[bilan]\nannuel = true", "bilan.annuel", "clé inconnue"),
        ("envoi = 2021-09-30,", "", "bilan.periodes[1].envoi", "clé manquante"),
        ("envoi = 2021-09-30", 'envoi = "30/09"', "bilan.periodes[1].envoi", "une date"),
        ("fin = 2021-06-30", "fin = 2020-06-30", "bilan.periodes[1].fin", "précède"),
        ("envoi = 2021-09-30", "envoi = 2021-06-29", "bilan.periodes[1].envoi", "précède la fin"),
        ("debut = 2021-07-01", "debut = 2021-06-30", "bilan.periodes", "après la précédente"),
        ("[bilan]", "[bilans]", "bilan", "l’alerte «\u00a0bilan_du\u00a0» l’attend"),
    ],
)
def test_ce_qui_est_mal_ecrit_est_refuse_avec_sa_cle(
    before: str, after: str, key: str, said: str
) -> None:
    text = (REFERENTIELS / "rouen-2021-2027.toml").read_text(encoding="utf-8")
    assert before in text

    with pytest.raises(Illisible) as refus:
        read(text.replace(before, after, 1), source="essai.toml")

    assert f"«\u00a0{key}\u00a0»" in refus.value.phrase
    assert said in refus.value.phrase


@pytest.mark.parametrize(
    ("transmis_le", "echange", "codes"),
    [
        (date(2026, 9, 25), "", []),
        (JUIN, "", []),
        (date(2026, 6, 29), "", ["bilan_trop_tot"]),
        (date(2026, 10, 2), "", ["bilan_futur"]),
        (None, " ", ["bilan_inchange"]),
        (None, "Relu ensemble", []),
        (None, "2 85 05 78 006 084 41", ["nir_ecrit"]),
    ],
)
def test_ce_qui_s_oppose_a_une_note(
    transmis_le: date | None, echange: str, codes: list[str]
) -> None:
    found = objections(transmis_le, echange, None, arrete_au=JUIN, on=date(2026, 10, 1))

    assert [one.code for one in found] == codes


def test_chacun_note_les_bilans_de_ses_lots() -> None:
    """domain.md §2: « bilans of the lots » of one's organisation; coordination, those of the PLIE."""
    lots = (
        Lot(id=Id("c"), numero=3),
        Lot(id=Id("a"), numero=1, organisation=Id("ici")),
        Lot(id=Id("b"), numero=2, organisation=Id("ailleurs")),
    )
    equipe = (Utilisateur(id=Id("u"), organisation=Id("ici"), lot=Id("c")),)

    def de(role: str, organisation: str) -> list[str]:
        return [lot.id for lot in confies(lots, equipe, role=role, organisation=organisation)]

    assert de("coordination", "") == ["a", "b", "c"]
    assert de("responsable", "ici") == ["a", "c"]
    assert [de("responsable", ""), de("gestionnaire", "ici"), de("accompagnateur", "ici")] == [
        []
    ] * 3

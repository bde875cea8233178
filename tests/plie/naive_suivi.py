"""The alerts of domain.md §6 a second time, naively, over DOSSIER.json as plain values.

No code of plie.alertes: the days are counted one by one, and the exits are those of naive_sortie.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from plie.sortie.cas import Cas, Certification, Contrat
from tests.plie.naive_alertes import ONE_DAY, back_from, month_later
from tests.plie.naive_sortie import ORDER, Naive

Form = dict[str, Any]
Found = tuple[str, bool, date, str | None]

ROUEN = [
    "entretien_mensuel",
    "sans_entretien_2_mois",
    "sans_etape_2_mois",
    "hors_parcours_6_mois",
    "trois_ans",
    "diagnostic_renforce",
    "reexamen_du",
    "suspension_finie",
    "cr_a_signer",
    "objectif_echu",
    "cv_perime",
    "sortie_possible",
    "fin_post_formation",
    "etape_a_cloturer",
    "liaison_a_transmettre",
    "bilan_etape_du",
    "acte_a_signer",
    "reorientation_a_preparer",
]
ATOUT = [
    "trois_ans",
    "point_etape_6_mois",
    "cr_a_signer",
    "objectif_echu",
    "cv_perime",
    "sortie_possible",
    "etape_a_cloturer",
    "bilan_etape_du",
]
# A3.1: « no contact alert applies » to who takes part in actions only, with a referent outside the PLIE.
OF_CONTACT = {"entretien_mensuel", "sans_entretien_2_mois", "point_etape_6_mois"}
NOTICES = {
    "entretien_mensuel": 7,
    "trois_ans": 60,
    "diagnostic_renforce": 7,
    "reexamen_du": 30,
    "fin_post_formation": 30,
}
# « au moins », « atteignant », « du »; the others are « plus de ».
FROM_DUE = {
    "hors_parcours_6_mois",
    "trois_ans",
    "reexamen_du",
    "fin_post_formation",
    "point_etape_6_mois",
    "liaison_a_transmettre",
    "reorientation_a_preparer",
}
# C9-3-4: « pendant la dernière année du marché ».
LAST_YEAR = 2027


@dataclass
class NaiveSuivi:
    """One dossier; each day of it is asked on its own."""

    form: Form
    rouen: bool

    def __post_init__(self) -> None:
        names = ("type", "debut", "fin", "heures_hebdo", "temps_plein", "temps_partiel_convenu")
        cas = Cas(
            contrats=tuple(
                Contrat(**{n: c.get(n) for n in names}) for c in self.form.get("contrats", [])
            ),
            certifications=tuple(
                Certification(
                    nature=c["nature"],
                    obtenue_le=c["obtenue_le"],
                    suivi_jusqu_au=c.get("suivi_jusqu_au"),
                    formation_superieure_jusqu_au=c.get("formation_superieure_jusqu_au"),
                )
                for c in self.form.get("certifications", [])
            ),
            integration=self.form.get("integration"),
        )
        self.exits = Naive(cas, rouen=self.rouen)
        self.positives: dict[tuple[str, date], bool] = {}

    def expected(self, on: date) -> list[Found]:
        """Return (code, announced, since, object) for a day, in no order."""
        exists = ROUEN if self.rouen else ATOUT
        if not self.rouen and self.form.get("participation") == "actions_exterieur":
            exists = [code for code in exists if code not in OF_CONTACT]
        found = [
            judged
            for code, due, about in self.dues(on)
            if code in exists
            for judged in judge(code, due, on, about)
        ]
        since = self.exit_since(on)
        return [*found, ("sortie_possible", False, since, None)] if since else found

    def dues(self, on: date) -> Iterator[tuple[str, date, str | None]]:
        form, etat = self.form, self.form["etat"]
        joined = form.get("integration")
        if not past(joined, on):
            joined = None
        if etat == "integre" and joined is not None:
            yield from self.clocks(joined, on)
            yield from self.in_parcours(joined, on)
            yield from self.certified(joined, on)
        if etat in ("integre", "suspendu"):
            if joined is not None:
                yield from self.three_years(joined, on)
                yield from self.last_year(joined, on)
            if form.get("prochain_reexamen"):
                yield "reexamen_du", form["prochain_reexamen"], None
        if etat == "diagnostic_renforce" and past(form.get("diagnostic_renforce_le"), on):
            yield "diagnostic_renforce", form["diagnostic_renforce_le"] + 28 * ONE_DAY, None
        if etat == "suspendu" and form.get("suspendu_jusqu_au"):
            yield "suspension_finie", form["suspendu_jusqu_au"], None
        if etat != "sorti":
            yield from self.to_sign(on)
        if etat in ("diagnostic", "presente", "integre"):
            yield from self.cv(joined, on)

    def to_sign(self, on: date) -> Iterator[tuple[str, date, str | None]]:
        for e in self.met(on):
            finalised = e["etat"] != "brouillon" and past(e.get("finalise_le"), on)
            if finalised and not signed(e, on) and not e.get("refus_signature"):
                about = e.get("id") or str(e["date"])
                yield "cr_a_signer", e["finalise_le"] + 7 * ONE_DAY, about

    def clocks(self, joined: date, on: date) -> Iterator[tuple[str, date, str | None]]:
        ends = {s.get("fin") for s in self.form.get("suspensions", [])}

        def start(days: set[date]) -> date:
            started = days | ends | {joined}
            return next(d for d in back_from(on, joined) if d in started)

        met = self.met(on)
        at_work = self.under_way(on)
        in_person = {e["date"] for e in met if e["modalite"] == "physique"}
        justified = start({e["date"] for e in met if signed(e, on)})
        busy = start(at_work | self.proposed(on))
        yield "entretien_mensuel", month_later(start(in_person), 1), None
        yield "sans_entretien_2_mois", month_later(start({e["date"] for e in met}), 2), None
        if on not in at_work:
            yield "sans_etape_2_mois", month_later(start(at_work), 2), None
        yield "hors_parcours_6_mois", min(month_later(d, 6) for d in (justified, busy)), None

    def in_parcours(self, joined: date, on: date) -> Iterator[tuple[str, date, str | None]]:
        for o in self.form.get("objectifs", []):
            closed = past(o.get("atteint_le"), on) or past(o.get("abandonne_le"), on)
            if o.get("echeance") and not closed:
                yield "objectif_echu", o["echeance"], o.get("id") or o["intitule"]
        for e in self.form.get("etapes", []):
            yield from self.of_etape(e, on)
        bilans = [e["date"] for e in self.met(on) if e["nature"] == "bilan"]
        for k in range(1, 20):
            due = month_later(joined, 6 * k)
            if not any(day >= due - 30 * ONE_DAY for day in bilans):
                yield "point_etape_6_mois", due, None
                break
        if not past(self.form.get("acte_signe_le"), on):
            yield "acte_a_signer", joined + 30 * ONE_DAY, None

    def certified(self, joined: date, on: date) -> Iterator[tuple[str, date, str | None]]:
        if not past(self.form.get("sortie_proposee_le"), on):
            for c in self.form.get("certifications", []):
                if joined <= c["obtenue_le"] <= on:
                    after = c.get("formation_superieure_jusqu_au") or c["obtenue_le"]
                    due = c.get("suivi_jusqu_au") or month_later(after, 6)
                    yield "fin_post_formation", due, c.get("id") or c["nature"]

    def of_etape(self, e: Form, on: date) -> Iterator[tuple[str, date, str | None]]:
        about = e.get("id") or e["intitule"]
        ended = [e[k] for k in ("fin", "abandonnee_le") if past(e.get(k), on)]
        started = past(e.get("debut"), min([*ended, on]))
        if past(e.get("abandonnee_le"), on) and not started:
            return
        if e.get("proposee_le") and e["proposee_le"] > on and not started:
            return
        if e.get("fin_prevue") and not ended:
            yield "etape_a_cloturer", e["fin_prevue"] + 7 * ONE_DAY, about
        if not e.get("partenaire"):
            return
        expected = e.get("debut") or e.get("debut_prevu")
        untold = not past(e.get("objectifs_transmis_le"), on)
        if expected and not past(e.get("debut"), on) and untold:
            yield "liaison_a_transmettre", expected - 3 * ONE_DAY, about
        if ended and not past(e.get("bilan_signe_le"), on):
            yield "bilan_etape_du", min(ended) + 30 * ONE_DAY, about

    def last_year(self, joined: date, on: date) -> Iterator[tuple[str, date, str | None]]:
        left = ("sortie_proposee_le", "reorientation_preparee_le")
        if on.year <= LAST_YEAR and not any(past(self.form.get(key), on) for key in left):
            yield "reorientation_a_preparer", max(date(LAST_YEAR, 1, 1), joined), None

    def three_years(self, joined: date, on: date) -> Iterator[tuple[str, date, str | None]]:
        due = month_later(joined, 36)
        for r in self.form.get("reexamens", []):
            if r["motif"] == "trois_ans" and due - 60 * ONE_DAY <= r["date"] <= on:
                return
        yield "trois_ans", due, None

    def cv(self, joined: date | None, on: date) -> Iterator[tuple[str, date, str | None]]:
        known = [c["date"] for c in self.form.get("cvs", []) if c["date"] <= on]
        since = joined or self.form.get("orientation")
        if known:
            yield "cv_perime", month_later(max(known), 6), None
        elif past(since, on):
            yield "cv_perime", since, None

    def met(self, on: date) -> list[Form]:
        every = self.form.get("entretiens", [])
        return [e for e in every if e["date"] <= on and not e.get("remplace")]

    def under_way(self, on: date) -> set[date]:
        """Every day up to `on` on which an étape or a contract was under way."""
        spans = [(c["debut"], c.get("fin")) for c in self.form.get("contrats", [])]
        for e in self.form.get("etapes", []):
            if e.get("debut"):
                ends = [e[k] for k in ("fin", "abandonnee_le") if past(e.get(k), on)]
                spans.append((e["debut"], min(ends, default=None)))
        days: set[date] = set()
        for first, last in spans:
            day = first
            while day <= on and (last is None or day <= last):
                days.add(day)
                day += ONE_DAY
        return days

    def proposed(self, on: date) -> set[date]:
        days = set()
        for e in self.form.get("etapes", []):
            gone = e.get("abandonnee_le") if past(e.get("abandonnee_le"), on) else None
            started = e.get("debut") is not None and e["debut"] <= (gone or on)
            if past(e.get("proposee_le"), on) and (gone is None or started):
                days.add(e["proposee_le"])
        return days

    def exit_since(self, on: date) -> date | None:
        if self.form["etat"] != "integre" or past(self.form.get("sortie_proposee_le"), on):
            return None
        runs = []
        held = {job.family for job in self.exits.jobs} | {"certification"}
        for family in held.intersection(ORDER):
            day = on
            while self.positive(family, day):
                day -= ONE_DAY
            if day != on:
                runs.append(day + ONE_DAY)
        return min(runs, default=None)

    def positive(self, family: str, day: date) -> bool:
        if (family, day) not in self.positives:
            self.positives[family, day] = self.exits.positive(family, day)
        return self.positives[family, day]


def past(day: date | None, on: date) -> bool:
    return day is not None and day <= on


def signed(e: Form, on: date) -> bool:
    return e["etat"] == "signe" and past(e.get("signe_le"), on) and not e.get("refus_signature")


def judge(code: str, due: date, on: date, about: str | None) -> list[Found]:
    """Ask each day from before the notice what held; the first that answers as `on` does is since."""
    notice = NOTICES.get(code, 0)

    def status(day: date) -> str:
        if day > due or (day == due and code in FROM_DUE):
            return "holds"
        return "announced" if notice and (due - day).days <= notice else ""

    now = status(on)
    if not now:
        return []
    since = due - (notice + 1) * ONE_DAY
    while status(since) != now:
        since += ONE_DAY
    return [(code, now == "announced", since, about)]

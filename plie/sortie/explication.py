"""The reasoning of a judgement in French: one sentence per step, with its figures and its article."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from plie import phrases
from plie.regles.sortie import Famille, GenreRegle
from plie.sortie.cas import Cas
from plie.sortie.diplomes import Diplomes, Suivie
from plie.sortie.emplois import FOREVER, Emplois, Group, Job, covered, joined, window
from plie.sortie.semaines import Semaines
from plie.vocabulaire import NatureCertification, TypeContrat, label


@dataclass(frozen=True, slots=True, kw_only=True)
class Expose:
    """What there is to explain: the case as it was counted, on a day."""

    cas: Cas
    emplois: Emplois
    diplomes: Diplomes | None
    on: date

    @property
    def day(self) -> int:
        """The day judged, as an ordinal."""
        return self.on.toordinal()

    @property
    def start(self) -> int:
        """The first day of the window."""
        return window(self.emplois, self.day)


def raisons(expose: Expose, conclusion: str) -> Iterator[str]:
    """Yield the sentences, the window first and the conclusion last."""
    regles = expose.emplois.regles
    first, last = date.fromordinal(expose.start), expose.on - timedelta(days=1)
    yield (
        f"Fenêtre examinée\u00a0: du {_day(first)} au {_day(last)}, soit "
        f"{regles.fenetre_mois}\u00a0mois avant le {_day(expose.on)} ({regles.article})."
    )
    yield from _left_out(expose)
    for famille in regles.familles:
        if famille.regle is not None and expose.emplois.of(famille.code):
            yield from _family(expose, famille)
    if expose.diplomes is not None:
        for held in expose.diplomes.held:
            yield _certification(expose, expose.diplomes, held)
    if regles.comite is not None and expose.emplois.listed:
        count = covered(joined(job.span for job in expose.emplois.listed), expose.start, expose.day)
        may = regles.mots.dire("on peut saisir le comité technique à partir de")
        yield (
            f"Tous contrats réunis\u00a0: {_days(count)} dans la fenêtre\u202f; {may} "
            f"{_days(regles.comite.jours)} ({regles.comite.article})."
        )
    yield conclusion


def hours(value: Decimal) -> str:
    """Return hours as French writes them: 29,50\u00a0h, 28\u00a0h."""
    text = f"{value.normalize():f}" if value == value.to_integral() else f"{value:.2f}"
    return f"{text.replace('.', ',')}\u00a0h"


def _left_out(expose: Expose) -> Iterator[str]:
    since = expose.cas.integration
    if since is not None:
        earlier = [c.debut for c in expose.cas.contrats] + [
            c.obtenue_le for c in expose.cas.certifications
        ]
        if any(day < since for day in earlier):
            yield f"Intégration le {_day(since)}\u00a0: ce qui précède ne compte pas."
    for contrat in expose.cas.contrats:
        if expose.emplois.regles.famille(contrat.type) is None:
            what = label(TypeContrat, contrat.type)
            yield f"{what} commencé le {_day(contrat.debut)}\u00a0: ce type n’est dans aucune règle."
    for job in expose.emplois.all:
        if not job.famille.compte:
            yield (
                f"{_contract(job)}\u00a0: une étape du parcours, jamais une sortie "
                f"({job.famille.article})."
            )
    regle = expose.emplois.regles.certification
    known = (*regle.natures, *regle.comite) if regle else ()
    for certification in expose.cas.certifications:
        if certification.nature not in known:
            what = label(NatureCertification, certification.nature)
            yield f"{what}\u00a0: cette certification n’est dans aucune règle."


def _family(expose: Expose, famille: Famille) -> Iterator[str]:
    match famille.regle:
        case GenreRegle.EN_COURS:
            for group in expose.emplois.groups(famille):
                yield _running(expose, famille, group)
        case GenreRegle.FENETRE | GenreRegle.UN_CONTRAT:
            yield _in_window(expose, famille)
        case _:
            yield _missions(expose, famille)
    if famille.temps_partiel:
        yield from _part_time(expose, famille)


def _running(expose: Expose, famille: Famille, group: Group) -> str:
    started = _day(date.fromordinal(group.span.start))
    due = group.span.first(famille.mois, more=famille.plus_de)
    when = _day(date.fromordinal(due))
    begun = f"{famille.libelle} commencé le {started}"
    if group.span.start > expose.day:
        return f"{begun}\u00a0: pas encore commencé le {_day(expose.on)}."
    asked = f"{'plus de ' if famille.plus_de else ''}{famille.mois}\u00a0mois"
    if group.span.end <= expose.day:
        ended = _day(date.fromordinal(group.span.end - 1))
        return f"{begun}, terminé le {ended}\u00a0: il n’est plus en cours ({famille.article})."
    if group.span.end < due:
        ended = _day(date.fromordinal(group.span.end - 1))
        return f"{begun}, jusqu’au {ended}\u00a0: il n’atteindra pas {asked} ({famille.article})."
    verb = "atteints" if due <= expose.day else "à atteindre"
    return f"{begun}, en cours\u00a0: {asked} {verb} le {when} ({famille.article})."


def _in_window(expose: Expose, famille: Famille) -> str:
    held, kept = (_counted(expose, famille, suitable=suitable) for suitable in (False, True))
    days = f"{_days(held)} dans la fenêtre"
    if kept != held:
        days += f", dont {kept} à un temps de travail accepté"
    asked = f"{'plus de ' if famille.plus_de else ''}{famille.mois}\u00a0mois"
    if famille.regle is GenreRegle.FENETRE:
        asked = f"{_days(famille.jours)}, ou un seul contrat de {asked},"
        return f"{famille.libelle}\u00a0: {days}\u202f; {asked} sont demandés ({famille.article})."
    return f"{famille.libelle}\u00a0: {days}\u202f; un contrat de {asked} est demandé ({famille.article})."


def _counted(expose: Expose, famille: Famille, *, suitable: bool) -> int:
    groups = expose.emplois.groups(famille)
    spans = [s for group in groups for s in expose.emplois.stretches(group, suitable=suitable)]
    return covered(joined(spans), expose.start, expose.day)


def _missions(expose: Expose, famille: Famille) -> str:
    regles = expose.emplois.regles
    weeks = Semaines(expose.emplois.of(famille.code), regles, until=expose.day)
    touched = weeks.touched(expose.start, expose.day)
    mean = weeks.mean(expose.start, expose.day)
    done = "des heures inconnues" if mean is None and touched else f"{hours(mean or Decimal(0))}"
    asked = (
        phrases.counted(famille.semaines, "semaine", "semaines")
        if famille.regle is GenreRegle.SEMAINES
        else f"{famille.mois}\u00a0mois sans interruption"
    )
    whole = phrases.counted(touched, "semaine entière", "semaines entières")
    return (
        f"{famille.libelle}\u00a0: {whole} de la fenêtre, {done} par semaine en "
        f"moyenne\u202f; {asked} à {hours(famille.heures)} en moyenne sont demandés ({famille.article})."
    )


def _part_time(expose: Expose, famille: Famille) -> Iterator[str]:
    regle = expose.emplois.regles.temps_partiel
    for job in expose.emplois.of(famille.code):
        on = min(max(expose.day, job.span.start), job.span.end - 1)
        weekly = expose.emplois.hours_on(on)
        contrat = job.contrat
        full = contrat.temps_plein is None and (job.hours is None or weekly >= regle.plein)
        if contrat.temps_plein or full:
            continue
        begun = f"Temps partiel du contrat commencé le {_day(contrat.debut)}"
        if regle.derogation and contrat.derogation_duree:
            yield f"{begun}\u00a0: accepté par une dérogation nommée ({regle.article})."
        elif weekly < regle.minimum:
            yield (
                f"{begun}\u00a0: {hours(weekly)} par semaine, tous contrats réunis\u202f; au moins "
                f"{hours(regle.minimum)} sont demandées ({regle.article})."
            )
        elif regle.convenu and contrat.temps_partiel_convenu is not True:
            yield (
                f"{begun}\u00a0: {hours(weekly)} par semaine\u202f; il n’est pas dit qu’il convient à la "
                f"personne ({regle.article})."
            )
        else:
            yield f"{begun}\u00a0: {hours(weekly)} par semaine, accepté ({regle.article})."


def _certification(expose: Expose, diplomes: Diplomes, held: Suivie) -> str:
    regle = diplomes.regle
    what = label(NatureCertification, held.certification.nature)
    obtained = f"{what}\u00a0: certification obtenue le {_day(held.certification.obtenue_le)}"
    if held.certification.nature in regle.comite:
        of = expose.emplois.regles.mots.dire("du ressort du comité technique")
        obtained = f"{obtained}, {of}"
    if regle.suivi_mois is None:
        return f"{obtained} ({regle.article})."
    end = _day(date.fromordinal(held.end))
    waiting = diplomes.awaited(held, expose.day)
    if not waiting:
        return f"{obtained}\u202f; le suivi qui la prolonge prend fin le {end} ({regle.article})."
    since = _day(date.fromordinal(min(span.start for span in waiting)))
    return (
        f"{obtained}\u202f; un emploi commencé le {since}, avant la fin du suivi ({end}), doit "
        f"atteindre {regle.emploi_mois}\u00a0mois ({regle.article})."
    )


def _contract(job: Job) -> str:
    what = label(TypeContrat, job.contrat.type)
    if job.span.end == FOREVER:
        return f"{what} depuis le {_day(job.contrat.debut)}"
    return f"{what} du {_day(job.contrat.debut)} au {_day(date.fromordinal(job.span.end - 1))}"


def _days(count: int) -> str:
    return phrases.counted(count, "jour", "jours")


def _day(day: date) -> str:
    return phrases.short_date(day)

"""What the screens of signing say, from the facts."""

from collections.abc import Sequence
from datetime import tzinfo

from desktop.ui.sitting import Sitting
from desktop.ui.widgets.document_lines import DocumentLine
from desktop.usecases.a_signer import Lecture
from plie import phrases
from plie.kinds import CompteRendu
from plie.vocabulaire import NatureEntretien, Signataire, label


def title(cr: CompteRendu) -> str:
    """Return what one document is called: « Suivi du jeudi 10 septembre 2026 à 14 h »: one may have two of a day."""
    start = f" à {phrases.spoken_time(cr.debut)}" if cr.debut else ""
    return f"{label(NatureEntretien, cr.nature)} du {phrases.long_date(cr.date)}{start}"


def place(sitting: Sitting, cr: CompteRendu) -> str:
    """Say which of those that wait is before the reader's eyes; "" where it is alone."""
    if sitting.alone:
        return ""
    day = phrases.long_date(cr.date)
    return f"Compte-rendu {sitting.place(cr.id)} sur {sitting.count}, du {day}."


def approved(sitting: Sitting, id_: str, *, action: str = "") -> DocumentLine:
    """Return the line of a document that the person accepts, with their remark."""
    remark = sitting.approved[id_].remark
    words = f"Votre remarque\u00a0: «\u00a0{remark}\u00a0»" if remark else "Vous êtes d’accord"
    return DocumentLine(id_, title(sitting.documents[id_]), words, action)


def refused(sitting: Sitting, id_: str) -> DocumentLine:
    """Return the line of a document that the person does not sign, with their reason."""
    reason = f"Raison donnée\u00a0: «\u00a0{sitting.refused[id_]}\u00a0»"
    return DocumentLine(id_, title(sitting.documents[id_]), reason)


def to_read(waiting: Sequence[CompteRendu], signed: Sequence[CompteRendu]) -> str:
    """Say to the adviser what the person is about to read, and what they have signed already."""
    if len(waiting) > 1:
        told = (
            f"Elle va lire {len(waiting)} comptes-rendus, l’un après l’autre, donner sa réponse à "
            "chacun, puis signer en une fois."
        )
    else:
        told = "Elle va lire le compte-rendu et donner sa réponse."
    if not signed:
        return told
    which, several = _these(signed), len(signed) > 1
    wait = (
        "portent déjà sa signature et attendent" if several else "porte déjà sa signature et attend"
    )
    return f"{told}\n\n{which} {wait} la vôtre."


def kept(left: Sequence[CompteRendu], *, answered: bool) -> str:
    """Say what is kept of what the person did, and what is still theirs to sign."""
    if not answered:
        return "Rien n’a été signé."
    if not left:
        return "Votre réponse est enregistrée."
    wait = "restent" if len(left) > 1 else "reste"
    return f"Ce que vous avez répondu est enregistré. {_these(left)} {wait} à signer."


def answer(lecture: Lecture, signed_at: str, late: str = "") -> str:
    """Say to the adviser what the person answered, and what the clock holds against it."""
    person = lecture.signature(Signataire.ADHERENT)
    if person is None:
        return late
    words = f"{person.nom} a signé le {signed_at}."
    if person.remarque:
        words += f"\nSa remarque\u00a0: «\u00a0{person.remarque}\u00a0»"
    return "\n".join(part for part in (words, late) if part)


def under(count: int, later: int) -> str:
    """Say how many documents are shown, and how many more come once these are signed."""
    shown = f"{count} documents, l’un sous l’autre"
    if not later:
        return f"{shown}\u00a0:"
    come = f"{later} autres viendront" if later > 1 else "un autre viendra"
    return f"{shown}\u202f; {come} ensuite\u00a0:"


def closed(lecture: Lecture, count: int, zone: tzinfo | None) -> str:
    """Say that both have signed, and when the last seal was put."""
    last = max(signature.signe_le for signature in lecture.signatures)
    hour = phrases.spoken_time(last.astimezone(zone).time())
    if count > 1:
        return f"{count} comptes-rendus signés par les deux parties, scellés à {hour}"
    return f"Compte-rendu signé par les deux parties, scellé à {hour}"


def following(cr: CompteRendu) -> str:
    """Say which is to be signed next."""
    return f"Signer le suivant\u00a0: entretien du {phrases.day_and_hour(cr.date, cr.debut)}"


def not_signed(lecture: Lecture) -> str:
    """Say what a refusal makes of a compte-rendu."""
    person = lecture.signature(Signataire.ADHERENT)
    reason = f"\nRaison donnée\u00a0: «\u00a0{person.motif_refus}\u00a0»" if person else ""
    return f"Le compte-rendu reste lisible, mais il compte comme non signé.{reason}"


def _these(some: Sequence[CompteRendu]) -> str:
    days = phrases.join_words([f"du {phrases.long_date(cr.date)}" for cr in some])
    return f"Les comptes-rendus {days}" if len(some) > 1 else f"Le compte-rendu {days}"

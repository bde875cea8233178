"""The forms of the gestures that move a parcours: their fields, and which of them an answer asks for."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from desktop.ui.binding import Form
from desktop.ui.field import Field
from desktop.ui.forms.fields import said
from desktop.usecases.demarches import Apport, Demarche, Geste

Options = Mapping[str, tuple[tuple[str, str], ...]]
# The word of an issue or of an object to the fields that it alone has.
_ONLY: dict[str, tuple[str, ...]] = {
    "suspendu_jusqu_au": ("suspension",),
    "prochain_reexamen": ("suspension", "reprise", "maintien"),
    "reorientation": ("refus", "sortie"),
    "motif_sortie": ("sortie",),
    "nature_sortie": ("sortie",),
    "motif_reexamen": ("reexamen",),
    "integre_le": ("reprise",),
    "reprise_decision": ("reprise",),
    "protocole_anterieur": ("reprise",),
}
_WHY = Field("motif", "Pourquoi", "text", help="Lu par l’équipe et par l’accompagnateur·rice.")
_CANCELLED = (
    "Lu par l’équipe et par l’accompagnateur·rice. Ce que vous annulez ne comptera plus, et restera dans l’histoire du "
    "dossier\u202f; notez ensuite ce qui est juste."
)
_CHOOSERS = {Geste.INSCRIRE: "objet", Geste.DECIDER: "issue", Geste.OUVRIR: "origine"}


def fields(geste: Demarche, options: Options, chosen: str) -> tuple[Field, ...]:
    """Return the fields of a gesture, for what is chosen of its object, issue or origin."""
    found = (f for f in _all(geste, options) if f.name not in _ONLY or chosen in _ONLY[f.name])
    body = dict(options.get("instance", ())).get(chosen, "") if geste is Geste.INSCRIRE else ""
    # « Commission » is the body of every day: another one is asked for by its own name.
    return tuple(
        replace(f, label=f"{body}, le") if body and f.name == "commission_le" else f for f in found
    )


def chooser(geste: Demarche) -> str:
    """Return the name of the field that others depend on; "" for none."""
    return _CHOOSERS.get(geste, "") if isinstance(geste, Geste) else ""


def first(geste: Demarche, options: Options) -> str:
    """Return the name of the field where the keyboard begins: the first that leaves a choice."""
    asked = _all(geste, options)
    chosen = (f.name for f in asked if f.editor != "choice" or len(f.options) > 1)
    return next(chosen, asked[0].name)


def form(
    geste: Demarche,
    options: Options,
    values: Mapping[str, object],
    *,
    today: Callable[[], date],
    dire: Callable[[str], str] = str,
) -> Form:
    """Return the form of a gesture with what was already said of it; widgets are `geste_<field>`."""
    chosen = str(values.get(chooser(geste)) or "")
    made = Form("geste", said(fields(geste, options, chosen), dire), today=today)
    made.load(values, {})
    return made


def _all(geste: Demarche, options: Options) -> tuple[Field, ...]:
    if isinstance(geste, Apport):
        return _of_the_file(geste, options)
    match geste:
        case Geste.INSCRIRE:
            motifs = options["motif_reexamen"]
            asked = Field("motif_reexamen", "Motif du réexamen", "choice", options=motifs)
            return (
                Field("objet", "Objet", "choice", options=options["objet"]),
                Field("commission_le", "Commission du", "date", beside=True),
                *((asked,) if motifs else ()),
            )
        case Geste.DEPLACER | Geste.RETIRER | Geste.ANNULER:
            return _reasoned(geste, options)
        case Geste.DECIDER:
            return (
                Field("issue", "Décision", "choice", options=options["issue"]),
                Field("prise_le", "Prise le", "date", beside=True),
                Field("suspendu_jusqu_au", "Suspendu·e jusqu’au", "date"),
                Field("prochain_reexamen", "Prochain réexamen", "date", beside=True),
                Field(
                    "motif_sortie",
                    "Motif de la sortie",
                    "choice",
                    options=options["motif_sortie"],
                ),
                Field(
                    "nature_sortie",
                    "Nature de l’emploi",
                    "choice",
                    options=options["nature_sortie"],
                    beside=True,
                ),
                Field("reorientation", "Réorientation proposée", "text"),
                Field("motif", "Motif", "text"),
                Field("preconisations", "Préconisations", "text"),
            )
        case Geste.CLORE:
            return (
                Field("motif", "Motif", "choice", options=options["motif_cloture"]),
                Field("close_le", "Close le", "date", beside=True),
                Field(
                    "moyens",
                    "Moyens employés pour garder le lien",
                    "text",
                    help="Appels, courriers, relances, avec leurs dates.",
                ),
            )
        case Geste.OUVRIR:
            return (
                Field("origine", "Origine", "choice", options=options["origine"]),
                Field("ouvert_le", "Ouvert le", "date", beside=True),
                Field("integre_le", "Intégré·e à l’origine le", "date"),
                Field("reprise_decision", "Décision qui liste la reprise", "line", beside=True),
                Field("protocole_anterieur", "Protocole antérieur", "line"),
            )


def _reasoned(geste: Geste, options: Options) -> tuple[Field, ...]:
    """Return the fields of what undoes something: what, or to when, and why."""
    if geste is Geste.ANNULER:
        wrong = Field("fait", "Noté par erreur", "choice", options=options["fait"])
        return wrong, replace(_WHY, help=_CANCELLED)
    when = (Field("commission_le", "Nouvelle séance, le", "date"),)
    return (*(when if geste is Geste.DEPLACER else ()), _WHY)


def _of_the_file(apport: Apport, options: Options) -> tuple[Field, ...]:
    match apport:
        case Apport.PRECONISER:
            return (
                Field("objet", "Pour", "choice", options=options["objet_preconiser"]),
                Field("proposee_le", "Le", "date", beside=True),
                Field("texte", "Ce que vous préconisez", "text"),
            )
        case Apport.VISER:
            return (
                Field("objet", "Pour", "choice", options=options["objet_viser"]),
                Field("conforme", "Le dossier est", "choice", options=options["conforme"]),
                Field("vise_le", "Visé le", "date", beside=True),
                Field("reserves", "Ce qui manque ou ne convient pas", "text"),
            )
        case Apport.AVISER:
            return (
                Field("objet", "Pour", "choice", options=options["objet_aviser"]),
                Field("avis", "Avis", "choice", options=options["avis"]),
                Field("rendu_le", "Rendu le", "date", beside=True),
                Field("texte", "Pourquoi", "text"),
            )

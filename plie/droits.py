"""Who may write and read what (domain.md §2 and §12): pure, asked by the screens and by the store.

It judges a role against a kind, in a dossier that is open to it, wholly or in part; which dossiers
are is the store's affair (`central.scope`). What a role may not read never leaves the store.
"""

from dataclasses import dataclass

from plie.kinds import Nature, Scope, by_word
from plie.vocabulaire import GenreAnnule, Mot, Role

# The kinds that make the state of a parcours (C7, `plie.mouvement`): without one of them, a false one would be said.
ETAT = (
    "parcours", "entretien", "diagnostic", "inscription", "retrait_inscription", "decision", "cloture",
    "annulation",
)  # fmt: skip
# The role of an affectation that opens a dossier in part: its person is the referent of a structure
# where the dossier's person is in parcours, and follows that alone (C9-3-6).
REFERENT = "referent_structure"


class Reason(Mot):
    """Why an operation was set aside: the code kept with it, and its French sentence."""

    DROIT_REFUSE = "droit_refuse", "Votre rôle ne permet pas d’écrire cet élément."
    AUTEUR_USURPE = "auteur_usurpe", "L’auteur indiqué n’est pas la personne de cet appareil."
    HORS_PERIMETRE = "hors_perimetre", "Ce dossier, ou ce lot, ne vous est pas confié."
    VALEUR_INVALIDE = "valeur_invalide", "Une valeur n’a pas la forme attendue."
    FAIT_IMMUABLE = "fait_immuable", "Un fait enregistré ne se modifie pas et ne se supprime pas."
    DOSSIER_INCONNU = "dossier_inconnu", "Le magasin central ne connaît pas ce dossier."
    CHOSE_INCONNUE = "chose_inconnue", "Le magasin central n’a pas reçu la création de cet élément."
    TROP_LOURD = "trop_lourd", "Ce texte est plus long que ce que le magasin central garde."
    # The one reason that a machine finds by itself: the store never had the words.
    NE_PASSE_PAS = "ne_passe_pas", "Ce texte est trop long pour passer sur ce réseau."


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a gesture is allowed; if not, the reason, and the article that commands it."""

    allowed: bool
    reason: Reason | None = None
    article: str | None = None


ALLOWED = Verdict(allowed=True)

# Who sees every dossier of the PLIE (domain.md §2).
PLIE_ENTIER = frozenset({Role.COORDINATION, Role.GESTIONNAIRE})
_NOTHING: frozenset[str] = frozenset()
# Until Finaliser, those who review receive only that an entretien is there (sync.md §2).
_DRAFT = frozenset({"dossier", "parcours", "date", "debut", "duree_min", "modalite", "nature"})
# A compte-rendu without its narrative, nor the names of third parties (domain.md §2).
_WITHOUT_NARRATIVE = frozenset({
    "dossier", "entretien", "version", "remplace", "date", "debut", "duree_min", "modalite",
    "lieu", "nature", "adherent_nom", "accompagnateur", "accompagnateur_nom", "finalise_le", "pdf",
})  # fmt: skip
_SIGNED = frozenset({
    "dossier", "compte_rendu", "qui", "nom", "moyen", "position", "sha256_montre",
    "sha256_scelle", "signe_le",
})  # fmt: skip
_JOBS = frozenset({"dossier", "parcours", "metiers_rome", "metiers_vises"})


def _all_but(kind_word: str, *withheld: str) -> frozenset[str]:
    spec = by_word(kind_word)
    known = {f.name for f in spec.fields} if spec else set[str]()
    return frozenset(known - {"id", *withheld})


# What is told of the person in words, of which figures and proofs have no need (domain.md §2).
_NARRATIVE: dict[str | None, frozenset[str]] = {
    "diagnostic": _all_but(
        "diagnostic", "atouts", "motivation", "parcours_professionnel", "projet",
        "etapes_envisagees", "synthese",
    ),
    "evaluation": _all_but("evaluation", "action"),
    "condition_adhesion": _all_but("condition_adhesion", "argument"),
    "preconisation": _all_but("preconisation", "texte", "constat"),
    "cloture": _all_but("cloture", "moyens"),
    "bilan_etape": _all_but("bilan_etape", "texte", "fichier"),
    "avis_motive": _all_but("avis_motive", "texte"),
    "visa": _all_but("visa", "reserves"),
    "sortie_proposee": _all_but("sortie_proposee", "texte"),
    "retrait_inscription": _all_but("retrait_inscription", "motif"),
    "annulation": _all_but("annulation", "motif"),
}  # fmt: skip
_IDENTITY = frozenset({"civilite", "nom_naissance", "nom_usage", "prenoms", "naissance_le"})

# Role to kind to the fields read; a kind absent here is read whole, None stands for any other kind.
_READ: dict[Role, dict[str | None, frozenset[str]]] = {
    Role.ACCOMPAGNATEUR: {},
    Role.MAGASIN: {},
    Role.RESPONSABLE: {"entretien": _DRAFT},
    Role.COORDINATION: {"entretien": _DRAFT},
    Role.GESTIONNAIRE: {
        "entretien": _DRAFT,
        "compte_rendu": _WITHOUT_NARRATIVE,
        "signature": _SIGNED,
        **_NARRATIVE,
    },
    Role.RELATIONS_ENTREPRISES: {
        "personne": _IDENTITY,
        "compte_rendu": _WITHOUT_NARRATIVE,
        "signature": _SIGNED,
        "situation": _JOBS,
        "emploi": _all_but("emploi", "difficultes", "formation_utile"),
        None: _NOTHING,
    },
}
# What the referent of a structure reads: who the person is, the étape, its objectives, its bilan.
_LIMITED: dict[str, frozenset[str] | None] = {
    "personne": _IDENTITY,
    "etape": None,
    "objectif": None,
    "bilan_etape": None,
    "affectation": None,
}
# What relations_entreprises reads whole within a dossier: « CV, métiers visés, étapes en emploi ».
_FOR_EMPLOYMENT = frozenset({"coordonnees", "parcours", "etape", "cv", "affectation"})
# The files that others fetch too: a pièce is examined, a CV is shown to an employer.
_FILES = {
    Role.GESTIONNAIRE: frozenset({"piece", "acte_engagement", "signature_acte"}),
    Role.RELATIONS_ENTREPRISES: frozenset({"cv"}),
}
# Of the review, relations_entreprises follows what is about what they work on (domain.md §2): they
# write it and read it there only, and are told what was set aside of it.
_REVIEW = frozenset({"commentaire", "demande", "accuse_reception", "prise_de_connaissance"})
_EMPLOYMENT = frozenset({"etape", "emploi", "cv"})
_ABOUT: dict[Role, dict[str, frozenset[str]]] = {
    Role.RELATIONS_ENTREPRISES: {
        **dict.fromkeys(_REVIEW, _EMPLOYMENT),
        "mise_de_cote": _REVIEW,
    },
}
# What cancels a fact is of whoever notes facts of that kind: it is written for the kind it names, and read by all.
_CANCELS = "annulation"
_CANCELLED = frozenset(genre.value for genre in GenreAnnule)
# Of what the whole PLIE shares, what is not for everyone: the bilans of the lots (C11).
_CLOSED_TO = {
    "bilan_lot": frozenset({Role.ACCOMPAGNATEUR, Role.RELATIONS_ENTREPRISES}),
}
# What is of a lot: a responsable reads and writes of their organisation's only (`central.scope`).
OF_LOT = frozenset({"bilan_lot"})
_NARRATIVE_READERS = frozenset({Role.ACCOMPAGNATEUR, Role.RESPONSABLE, Role.COORDINATION})
_ARTICLES = {
    "entretien": "C9-3-6",
    "compte_rendu": "C9-3-6",
    "signature": "C9-3-6",
    "decision": "C7",
    "retrait_inscription": "C7",
    "annulation": "C7",
    "avis_motive": "C7",
    "visa": "C7",
    "piece_examen": "C7",
    "bilan_lot": "C11",
}


def judged_by_subject(role: str, kind_word: str) -> bool:
    """Tell whether what a role may do of a kind depends on the kind of thing that it is about."""
    known = _role(role)
    return known is not None and kind_word in _ABOUT.get(known, {})


def written_by_subject(role: str, kind_word: str) -> bool:
    """Tell whether what a role may write of a kind depends on what it is about, whoever reads it."""
    return kind_word == _CANCELS or judged_by_subject(role, kind_word)


def may_write(role: str, verb: str, kind_word: str, *, about: str = "") -> Verdict:
    """Judge a gesture of a role on a kind.

    Args:
        role: code of the role.
        verb: "insert", "patch" or "delete".
        kind_word: word of the kind; a later version's kind is kept, therefore writable.
        about: for a fact of the review, the word of the kind of thing that it is about; for what cancels a fact,
            the word of the kind cancelled.
    """
    known = _role(role)
    if known is None:
        return Verdict(allowed=False, reason=Reason.DROIT_REFUSE)
    spec = by_word(kind_word)
    if spec is None:
        return ALLOWED
    article = _ARTICLES.get(kind_word)
    if known not in spec.writers:
        return Verdict(allowed=False, reason=Reason.DROIT_REFUSE, article=article)
    if spec.nature is Nature.FACT and verb != "insert":
        return Verdict(allowed=False, reason=Reason.FAIT_IMMUABLE, article=article)
    if written_by_subject(role, kind_word) and not _writes_about(known, kind_word, about):
        return Verdict(allowed=False, reason=Reason.DROIT_REFUSE, article=article)
    return ALLOWED


def _writes_about(role: Role, kind_word: str, about: str) -> bool:
    if kind_word == _CANCELS:
        noted = by_word(about) if about in _CANCELLED else None
        return noted is not None and role in noted.writers
    return about in _ABOUT[role][kind_word]


def readable(
    role: str, kind_word: str, *, limited: bool = False, about: str = ""
) -> frozenset[str] | None:
    """Return the fields of a kind that a role may read; None for all, unknown ones included.

    A kind of a later version is read only by a role from which nothing is withheld.

    Args:
        role: code of the role.
        kind_word: word of the kind.
        limited: in a dossier that is open in part only (C9-3-6).
        about: as in `may_write`.
    """
    known = _role(role)
    if known is None or known in _CLOSED_TO.get(kind_word, ()):
        return _NOTHING
    if limited:
        return _LIMITED.get(kind_word, _NOTHING)
    if judged_by_subject(role, kind_word):
        return None if about in _ABOUT[known][kind_word] else _NOTHING
    withheld = _READ[known]
    spec = by_word(kind_word)
    if spec is None:
        return _NOTHING if withheld else None
    if kind_word in withheld:
        return withheld[kind_word]
    whole = spec.scope is Scope.PLIE or kind_word in _FOR_EMPLOYMENT
    return None if whole else withheld.get(None)


def reads(role: str, *kind_words: str, limited: bool = False) -> bool:
    """Tell whether a role reads something of each of these kinds; what it does not read is said nowhere."""
    return all(readable(role, word, limited=limited) != _NOTHING for word in kind_words)


def reads_field(role: str, kind_word: str, field: str) -> bool:
    """Tell whether a role reads a field of a kind."""
    read = readable(role, kind_word)
    return read is None or field in read


def knows_state(role: str, *, limited: bool = False) -> bool:
    """Tell whether a role reads all that makes the state of a parcours, and the alerts that follow from it (C7)."""
    return reads(role, *ETAT, limited=limited)


def limited_kinds() -> frozenset[str]:
    """Return the words of the kinds of which something is read in a dossier open in part."""
    return frozenset(_LIMITED)


def may_read_blob(role: str, kind_word: str) -> bool:
    """Tell whether a role may fetch the file that a thing of this kind refers to."""
    known = _role(role)
    if known is None or readable(role, kind_word) is not None:
        return False
    return known in _NARRATIVE_READERS or kind_word in _FILES.get(known, _NOTHING)


# Asked for each operation of a batch and of a page.
_BY_CODE = {role.value: role for role in Role}


def _role(code: str) -> Role | None:
    return _BY_CODE.get(code)

"""`ReglesParticipation`: the ways of taking part in a PLIE, and what each asks of who accompanies (A3.1).

The first is that of whoever nothing is said of. Of one that somebody outside the PLIE accompanies, the alerts of
contact are theirs: which fall silent is data.
"""

from dataclasses import dataclass

from plie.regles import choix
from plie.regles.alertes import RegleAlerte
from plie.table import Table
from plie.vocabulaire import CodeAlerte


@dataclass(frozen=True, slots=True, kw_only=True)
class FormeParticipation:
    """One way: `exterieur` when the referent is outside the PLIE; `sans_alertes`: those that do not apply."""

    code: str
    libelle: str
    exterieur: bool
    sans_alertes: tuple[CodeAlerte, ...]
    article: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReglesParticipation:
    """`libelle` and `referent` are what a form calls the way of taking part, and the referent outside."""

    libelle: str
    referent: str
    formes: tuple[FormeParticipation, ...]
    article: str

    @property
    def ordinaire(self) -> FormeParticipation:
        """The way of whoever nothing is said of."""
        return self.formes[0]

    def forme(self, code: str) -> FormeParticipation:
        """Return a way by its code; the ordinary one for none, or for one that this PLIE does not have."""
        return next((one for one in self.formes if one.code == code), self.ordinaire)


def read(table: Table, *, alertes: tuple[RegleAlerte, ...]) -> ReglesParticipation:
    """Read `[participation]`; `alertes` are those that there are.

    Raises:
        Illisible: a key is unknown, missing, of a wrong shape, or names what is not there.
    """
    regles = ReglesParticipation(
        libelle=table.text("libelle"),
        referent=table.text("referent"),
        formes=tuple(_forme(item, alertes) for item in table.tables("formes")),
        article=table.text("article"),
    )
    table.close()
    if not regles.formes:
        raise table.refusal("formes", "au moins une est attendue")
    choix.once(table, "formes", (one.code for one in regles.formes))
    return regles


def _forme(table: Table, alertes: tuple[RegleAlerte, ...]) -> FormeParticipation:
    found = FormeParticipation(
        code=choix.code(table),
        libelle=table.text("libelle"),
        exterieur=table.boolean("exterieur") if table.has("exterieur") else False,
        sans_alertes=table.mots("sans_alertes", CodeAlerte) if table.has("sans_alertes") else (),
        article=table.text("article"),
    )
    table.close()
    held = {regle.code for regle in alertes if regle.code is not CodeAlerte.BILAN_DU}
    choix.known(table, "sans_alertes", found.sans_alertes, held, "[[alerte]]")
    return found

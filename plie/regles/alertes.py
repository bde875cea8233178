"""`RegleAlerte`: the numbers of one alert, read from a référentiel; no table there, no alert (domain.md §6).

How an alert is judged is code (`plie/alertes/`); which exist, with what delays, is data. Each code
takes the keys that have a meaning for it, and no other.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from plie.calendrier import add_months
from plie.mots import Mots
from plie.toml_table import TomlTable
from plie.vocabulaire import CodeAlerte, Gravite

_LONGEST_MONTHS, _LONGEST_DAYS = 120, 3660
# Due on a date that the dossier itself carries: no delay.
_DATED = frozenset(
    {
        CodeAlerte.REEXAMEN_DU,
        CodeAlerte.SUSPENSION_FINIE,
        CodeAlerte.OBJECTIF_ECHU,
        CodeAlerte.FIN_POST_FORMATION,
        CodeAlerte.BILAN_DU,
    }
)
# Holds when the exit rules say so: nothing is due, nothing can be announced.
_JUDGED = frozenset({CodeAlerte.SORTIE_POSSIBLE})
_BEFORE = frozenset({CodeAlerte.LIAISON_A_TRANSMETTRE})
# Due from a day of the protocol to another, until an exit of one of its motives is prepared.
_DURING = frozenset({CodeAlerte.REORIENTATION_A_PREPARER})
# A fact shortly before the due date already answers these.
_CLEARED = frozenset({CodeAlerte.TROIS_ANS, CodeAlerte.POINT_ETAPE_6_MOIS})


@dataclass(frozen=True, slots=True, kw_only=True)
class RegleAlerte:
    """The numbers of one alert.

    Attributes:
        mois, jours: the delay, in calendar months or in days, never both; neither when the dossier
            carries the date.
        avant_jours: how many days before the date the alert is due.
        leve_jours: from how many days before the due date a fact clears it.
        annonce_jours: how many days before the due date it is announced.
        depuis, jusqu_au: the first and the last day on which it may hold, both of the protocol.
        motifs: the motives of exit that answer it, prepared for a day to come.
        libelle: how its PLIE calls it in a few words; "" for what it is called everywhere.
    """

    code: CodeAlerte
    mois: int | None = None
    jours: int | None = None
    avant_jours: int = 0
    leve_jours: int = 0
    annonce_jours: int = 0
    depuis: date | None = None
    jusqu_au: date | None = None
    motifs: tuple[str, ...] = ()
    libelle: str = ""
    gravite: Gravite
    article: str

    @property
    def titre(self) -> str:
        """What it is called in a few words, whatever its delay unless its PLIE says it."""
        return self.libelle or self.code.label

    def due(self, start: date, *, times: int = 1) -> date:
        """Return the due date of a clock that starts on `start`, or of its so many-th turn."""
        if self.mois is not None:
            return add_months(start, self.mois * times)
        return start + timedelta(days=(self.jours or 0) * times - self.avant_jours)

    def cleared_from(self, due: date) -> date:
        """Return the first day on which a fact answers what is due."""
        return due - timedelta(days=self.leve_jours)


def read(top: TomlTable, mots: Mots) -> tuple[RegleAlerte, ...]:
    """Read the alerts of a référentiel, each once; one that it does not name is called with its `mots`.

    Raises:
        Illisible: a key is unknown, missing, of a wrong shape, or has no meaning for its alert.
    """
    regles = tuple(_alerte(table, mots) for table in top.optional_tables("alerte"))
    if len({regle.code for regle in regles}) != len(regles):
        raise top.refusal("alerte", "un code y est écrit deux fois")
    return regles


def _alerte(table: TomlTable, mots: Mots) -> RegleAlerte:
    code = table.mot("code", CodeAlerte)
    delayed = code not in _DATED | _JUDGED | _BEFORE | _DURING
    if delayed and table.has("mois") == table.has("jours"):
        raise table.refusal(
            "mois", "«\u00a0mois\u00a0» ou «\u00a0jours\u00a0» est attendu, l’un des deux"
        )
    regle = RegleAlerte(
        code=code,
        mois=table.integer("mois", low=1, high=_LONGEST_MONTHS)
        if delayed and table.has("mois")
        else None,
        jours=_days(table, "jours") if delayed and table.has("jours") else None,
        avant_jours=_days(table, "avant_jours") if code in _BEFORE else 0,
        leve_jours=_days(table, "leve_jours") if code in _CLEARED else 0,
        annonce_jours=_days(table, "annonce_jours")
        if code not in _JUDGED and table.has("annonce_jours")
        else 0,
        depuis=table.day("depuis") if code in _DURING else None,
        jusqu_au=table.day("jusqu_au") if code in _DURING else None,
        motifs=table.texts("motifs") if code in _DURING else (),
        libelle=table.text("libelle") if table.has("libelle") else mots.dire(code.label),
        gravite=table.mot("gravite", Gravite),
        article=table.text("article"),
    )
    table.close()
    if regle.depuis is not None and regle.jusqu_au is not None and regle.jusqu_au < regle.depuis:
        raise table.refusal("jusqu_au", "la fin précède le début")
    return regle


def _days(table: TomlTable, key: str) -> int:
    low = 1 if key == "jours" else 0
    return table.integer(key, low=low, high=_LONGEST_DAYS)

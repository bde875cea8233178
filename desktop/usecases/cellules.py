"""What a cell says for a field: read as it must have been meant, and told when it was mended.

Spreadsheets lose the zero of « 01000 » and of telephones, keep dates as numbers, mix their forms.
What cannot be read is told with what is expected; nothing is guessed where two readings are open.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from desktop.pages.table_messages import Cell, Moment
from desktop.usecases.colonnes import Forme, texte
from desktop.usecases.jours import PasUnJourError, depuis_1904, lire_jour
from plie import phrases
from plie.phonetique import mots
from plie.vocabulaire import Origine
from plie.vocabulaire_dossier import MinimaSocial


@dataclass(frozen=True, slots=True)
class Lu:
    """What a cell says: the values it gives, and how it was mended ("" when it was not)."""

    valeurs: Mapping[str, str | date]
    repare: str = ""


@dataclass(frozen=True, slots=True)
class Attendu:
    """A cell that cannot be read; `phrase` says what is expected of it."""

    phrase: str


@dataclass(frozen=True, slots=True)
class Contexte:
    """What cells are read with.

    Attributes:
        on: today.
        communes: words of a commune → its name and its INSEE code.
        mois_jour: fields of which a column writes months before days.
        formes: the ways of taking part, code → words; none where the PLIE has but one.
        depuis_1904: whether the numbers of the table count days from 1904.
    """

    on: date
    communes: Mapping[str, tuple[str, str]]
    mois_jour: frozenset[str] = frozenset()
    formes: Mapping[str, str] = field(default_factory=dict)
    depuis_1904: bool = False


_FORMULA = re.compile(
    r"[=@].|[+\-](?=[A-Za-z(=])|#(?:N/A|REF|VALUE|VALEUR|DIV/0|NAME|NOM|NUM|NULL)"
)
_POSTAL = re.compile(r"\d{5}")
_MAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]{2,}")
_PHONES_APART = re.compile(r"[/;,\n]|\bou\b|\bet\b|\s-\s")
_FOREIGN = re.compile(r"\+\d{8,15}")
_FRENCH = re.compile(r"0[1-9]\d{8}")
# A name of a hundred thousand letters is compared with others for minutes, and nothing else is done meanwhile.
_LONGEST = 200
# The field that several numbers in one cell fill beside its own, one a line.
AUTRES_TELEPHONES = "autres_telephones"
_EMPTY = ("", "-", "—", "/", "?", "nc", "n c", "neant", "non renseigne", "inconnu")
_SEXES = {
    "Mme": ("mme", "madame", "mlle", "mademoiselle", "f", "femme", "feminin"),
    "M.": ("m", "mr", "monsieur", "h", "homme", "masculin"),
}
_ORIGINES: dict[str, tuple[str, ...]] = {
    Origine.PRESCRIPTEUR: ("prescripteur", "prescription", "orientation", "prescrit"),
    Origine.REPERAGE: ("reperage",),
    Origine.SPONTANEE: ("spontanee", "candidature spontanee", "spontane"),
    Origine.REPRISE: ("reprise", "reprise d un protocole anterieur", "ancien protocole"),
    Origine.TRANSFERT: ("transfert", "transfere", "mutation"),
}


def lire(champ: str, forme: Forme, cell: Cell, avec: Contexte) -> Lu | Attendu | None:
    """Return what a cell says for a field; None when it says nothing."""
    words = texte(cell)
    if mots(words) in _EMPTY:
        return None
    if forme is not Forme.TEXTE and len(words) > _LONGEST:
        return Attendu(f"une valeur de {_LONGEST} caractères au plus")
    if _FORMULA.match(words) and forme is not Forme.TELEPHONE:
        return Attendu("une valeur, et non une formule ou une erreur de calcul")
    return _READERS[forme](champ, cell, words, avec)


def _name(champ: str, _cell: Cell, words: str, _avec: Contexte) -> Lu | Attendu:
    if any(sign.isdigit() for sign in words):
        return Attendu("un nom, sans chiffre")
    cased = _cased(words)
    return Lu({champ: cased}, "majuscules remises" if cased != words else "")


def _whole_name(_champ: str, _cell: Cell, words: str, avec: Contexte) -> Lu | Attendu:
    """« LE GALL Marie-Anne »: what is all in capitals is the name."""
    parts = words.replace(",", " ").split()
    capital = [part for part in parts if part == part.upper() and len(part) > 1]
    first = [part for part in parts if part not in capital]
    if not capital or not first or parts not in ([*capital, *first], [*first, *capital]):
        return Attendu(
            "le nom en capitales puis le prénom («\u00a0LE GALL Marie\u00a0»), ou deux colonnes"
        )
    name = _name("nom_naissance", "", " ".join(capital), avec)
    if isinstance(name, Attendu):
        return name
    return Lu({**name.valeurs, "prenoms": " ".join(first)}, "nom et prénom séparés")


def _cased(words: str) -> str:
    if words not in {words.upper(), words.lower()}:
        return words
    return re.sub(r"[^\W\d_]+", lambda found: found[0].capitalize(), words)


def _text(champ: str, _cell: Cell, words: str, _avec: Contexte) -> Lu:
    return Lu({champ: words})


def _birth(champ: str, cell: Cell, words: str, avec: Contexte) -> Lu | Attendu:
    return _past(_day(champ, cell, words, avec), champ, "une date de naissance passée", avec)


def _fact(champ: str, cell: Cell, words: str, avec: Contexte) -> Lu | Attendu:
    """Read the day of what has happened: as where it is typed, one to come is a slip (C9-3-1, P6)."""
    return _past(_day(champ, cell, words, avec), champ, "une date passée", avec)


def _past(read: Lu | Attendu, champ: str, expected: str, avec: Contexte) -> Lu | Attendu:
    day = read.valeurs[champ] if isinstance(read, Lu) else None
    if isinstance(day, date) and day > avec.on:
        return Attendu(f"{expected}\u00a0: {phrases.short_date(day)} est à venir")
    return read


def _day(champ: str, cell: Cell, words: str, avec: Contexte) -> Lu | Attendu:
    # A date of the workbook is one already: its order is no repair.
    is_date = isinstance(cell, Moment)
    if avec.depuis_1904 and isinstance(cell, float):
        words = depuis_1904(words)
    try:
        read = lire_jour(words, on=avec.on, mois_jour=champ in avec.mois_jour and not is_date)
    except PasUnJourError as problem:
        return Attendu(problem.phrase)
    return Lu({champ: read.jour}, read.repare)


def _postal(champ: str, _cell: Cell, words: str, _avec: Contexte) -> Lu | Attendu:
    bare = re.sub(r"^(?:F|FR)-", "", words.upper()).replace(" ", "")
    if bare.isdigit() and len(bare) == len("1000"):
        return Lu({champ: f"0{bare}"}, "zéro remis devant le code postal")
    if not _POSTAL.fullmatch(bare):
        return Attendu("un code postal de cinq chiffres, par exemple 01000")
    return Lu({champ: bare}, "code postal resserré" if bare != words else "")


def _commune(champ: str, _cell: Cell, words: str, avec: Contexte) -> Lu | Attendu:
    plain = re.sub(r"\bste\b", "sainte", re.sub(r"\bst\b", "saint", mots(words)))
    known = avec.communes.get(plain)
    if known is None:
        cased = _cased(words)
        return Lu({champ: cased}, "majuscules remises" if cased != words else "")
    name, insee = known
    repare = "commune écrite comme au Code officiel" if name != words else ""
    return Lu({champ: name, "commune_insee": insee}, repare)


def _phones(champ: str, _cell: Cell, words: str, _avec: Contexte) -> Lu | Attendu:
    """Read a number, or several in one cell: the first is the person's, the others come beside it."""
    parts = [part for part in _PHONES_APART.split(words) if part.strip()]
    read = [_phone(part) for part in parts]
    numbers = [found[0] for found in read if found is not None]
    if not numbers or len(numbers) < len(parts):
        return Attendu("un numéro de dix chiffres, par exemple 06\u00a012\u00a034\u00a056\u00a078")
    first, *others = numbers
    told = [found[1] for found in read if found and found[1]]
    told += ["plusieurs numéros séparés"] if others else []
    more = {AUTRES_TELEPHONES: "\n".join(others)} if others else {}
    return Lu({champ: first, **more}, ", ".join(dict.fromkeys(told)))


def _phone(words: str) -> tuple[str, str] | None:
    """Return a number as it is written in French, and how it was mended; None when it is none."""
    bare = re.sub(r"[\s.\-()]", "", words).removeprefix("'")
    told = ""
    if bare.startswith(("+33", "0033", "33")) and len(bare) >= len("33612345678"):
        bare, told = "0" + bare[-9:], "indicatif de la France ôté du téléphone"
    if bare.isdigit() and len(bare) == len("612345678") and bare[0] != "0":
        bare, told = f"0{bare}", "zéro remis devant le téléphone"
    if _FRENCH.fullmatch(bare):
        return " ".join(re.findall("..", bare)), told
    return (words.strip(), "") if _FOREIGN.fullmatch(bare) else None


def _mail(champ: str, _cell: Cell, words: str, _avec: Contexte) -> Lu | Attendu:
    bare = words.removeprefix("mailto:").replace(" ", "").rstrip(".;,")
    if not _MAIL.fullmatch(bare):
        return Attendu("une seule adresse, par exemple prenom.nom@exemple.fr")
    return Lu({champ: bare}, "courriel resserré" if bare != words else "")


def _among(
    champ: str, words: str, choices: Mapping[str, tuple[str, ...]], said: str
) -> Lu | Attendu:
    plain = mots(words)
    found = next((code for code, known in choices.items() if plain in known), None)
    return Attendu(said) if found is None else Lu({champ: str(found)})


def _civility(champ: str, _cell: Cell, words: str, _avec: Contexte) -> Lu | Attendu:
    return _among(champ, words, _SEXES, "«\u00a0Mme\u00a0» ou «\u00a0M.\u00a0»")


def _origin(champ: str, _cell: Cell, words: str, _avec: Contexte) -> Lu | Attendu:
    return _among(
        champ, words, _ORIGINES, "prescription, repérage, spontanée, reprise ou transfert"
    )


def _minima(champ: str, _cell: Cell, words: str, _avec: Contexte) -> Lu | Attendu | None:
    """Read which minima sociaux someone has, in any words around them."""
    said = mots(words).split()
    if said in (["non"], ["aucun"], ["0"]):
        return None
    found = [m.value for m in MinimaSocial if m.value in said]
    return Lu({champ: "\n".join(found)}) if found else Attendu("RSA, ASS ou AAH")


def _way(champ: str, _cell: Cell, words: str, avec: Contexte) -> Lu | Attendu | None:
    """Read how someone takes part, as the PLIE says it (A3.1); None where it has but one way."""
    if not avec.formes:
        return None
    said = " ou ".join(f"«\u00a0{one}\u00a0»" for one in avec.formes.values())
    return _among(champ, words, {c: (mots(w), mots(c)) for c, w in avec.formes.items()}, said)


_Reader = Callable[[str, Cell, str, Contexte], Lu | Attendu | None]
_READERS: dict[Forme, _Reader] = {
    Forme.NOM: _name,
    Forme.NOM_COMPLET: _whole_name,
    Forme.TEXTE: _text,
    Forme.DATE: _fact,
    Forme.NAISSANCE: _birth,
    Forme.CODE_POSTAL: _postal,
    Forme.COMMUNE: _commune,
    Forme.TELEPHONE: _phones,
    Forme.COURRIEL: _mail,
    Forme.CIVILITE: _civility,
    Forme.ORIGINE: _origin,
    Forme.MINIMA: _minima,
    Forme.PARTICIPATION: _way,
}

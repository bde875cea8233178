"""`Refus`: the domain says no.

Refus            a rule refuses; carries its code, its French sentence and its source article
└── Illisible    data that came from outside (référentiel, case file) cannot be read as such
"""


class Refus(Exception):
    """A rule refuses a gesture.

    Attributes:
        code: stable word of the refusal, e.g. ``cr_sans_duree``.
        phrase: French sentence shown as is.
        article: source article, e.g. ``C9-3-6``; None when no text commands the rule.
    """

    def __init__(self, code: str, phrase: str, *, article: str | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.phrase = phrase
        self.article = article


class Illisible(Refus):
    """A data file breaks its form; the sentence names the file, the key and the reason."""

    def __init__(self, phrase: str) -> None:
        super().__init__("illisible", phrase)

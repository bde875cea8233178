"""`Empechement`: the machine says no (disk, network, key, file).

Empechement        what happened, what is safe, what to do: one French sentence, shown as is
├── desktop.models.errors.VaultError…     the vault
├── desktop.sync.errors.LineError…        the network
└── desktop.documents.errors.PaperError…  files and seals
"""


class Empechement(Exception):
    """Something outside the rules prevents the gesture.

    Attributes:
        phrase: French sentence(s) for the person: what happened, what is safe, what to do.
    """

    def __init__(self, phrase: str) -> None:
        super().__init__(phrase)
        self.phrase = phrase

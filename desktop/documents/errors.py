"""What can prevent a document from being made, sealed or read back.

Empechement
└── PaperError            a sentence in French, shown as is
    ├── NotAPdf           these bytes are no PDF that can be read
    ├── TooLarge          a file beyond what is opened here
    ├── SealRefused       this field cannot be sealed, or not with this key
    └── UnreadableTrust   the authority or the revocation list given cannot be used

An altered or unknown seal is no error: it is a verdict (see `verify`).
"""

from plie.empechement import Empechement


class PaperError(Empechement):
    """A document cannot be made, sealed or read back."""


class NotAPdf(PaperError):
    """These bytes are no PDF, or one too damaged to hold any seal."""


class TooLarge(PaperError):
    """The file is larger than what is opened here."""


class SealRefused(PaperError):
    """The field is missing, already sealed, or the key does not fit its certificate."""


class UnreadableTrust(PaperError):
    """The authority certificate or the revocation list cannot be used."""

"""What every command of `permanence-central` shares: a parser whose help and refusals are French."""

import argparse
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NoReturn

PROGRAM = "permanence-central"
VARIABLE = "PERMANENCE_CENTRAL"
BASE_VARIABLE = "PERMANENCE_CENTRAL_BASE"
OWNER_VARIABLE = "PERMANENCE_CENTRAL_PROPRIETAIRE"
BUCKET_VARIABLE = "PERMANENCE_CENTRAL_SEAU"
# What an English message of argparse names: options, or words in capitals (metavars).
_NAMED = re.compile(r"(?<![\w-])--?[a-z][\w-]*|\b[A-Z]{3,}\b")


class Parser(argparse.ArgumentParser):
    """An argparse parser whose help and refusals are French; a refusal leaves with 2."""

    def __init__(self, prog: str, description: str) -> None:
        super().__init__(
            prog=prog,
            description=description,
            add_help=False,
            allow_abbrev=False,
            formatter_class=_Help,
        )
        self.group = self.add_argument_group("paramètres")
        self.group.add_argument("-h", "--aide", "--help", action="help", help="cette aide")

    def error(self, message: str) -> NoReturn:
        """Say in one line what cannot be understood, and leave."""
        named = ", ".join(dict.fromkeys(_NAMED.findall(message)))
        about = f" (voir {named})" if named else ""
        self.exit(
            2,
            f"{PROGRAM}\u00a0: commande incomplète ou mal écrite{about}. Aide\u00a0: {self.prog} --aide\n",
        )


def common(made: Parser, default: str | None) -> None:
    """Take what every command takes, before or after its name."""
    made.group.add_argument(
        "--donnees",
        type=Path,
        default=default,
        metavar="CHEMIN",
        help=f"dossier du magasin (sinon la variable {VARIABLE})",
    )
    made.group.add_argument(
        "--base",
        default=default,
        metavar="URL",
        help=f"base PostgreSQL, pour le rôle qui sert (sinon {BASE_VARIABLE}\u202f; sinon SQLite)",
    )
    made.group.add_argument(
        "--proprietaire",
        default=default,
        metavar="URL",
        help=f"la même pour le rôle qui possède les tables (sinon {OWNER_VARIABLE})",
    )
    made.group.add_argument(
        "--seau",
        default=default,
        metavar="URL",
        help=f"seau S3 des fichiers, s3://nom/prefixe (sinon {BUCKET_VARIABLE}\u202f; sinon le dossier)",
    )
    made.group.add_argument("--json", action="store_true", default=default, help="réponse en JSON")


class _Help(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, prefix or "Emploi\u00a0: ")

"""The commands of `permanence`: without one the application opens; the others need no display.

Human text is French. Exit status: 0 done or valid, 1 the answer is "no", 2 wrong usage or unreadable
input, said in one line. Each command loads its own part only, so that the unlock screen comes up
before the databases and the PDF libraries are read.
"""

import argparse
import importlib
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NoReturn

from plie.empechement import Empechement
from plie.refus import Refus

MISUSE = 2


class Parser(argparse.ArgumentParser):
    """An argument parser in French: its help, and errors of one line with exit status 2."""

    def __init__(self, prog: str, description: str) -> None:
        super().__init__(prog=prog, description=description, add_help=False, formatter_class=_Help)
        self.group = self.add_argument_group("paramètres")
        self.group.add_argument("-h", "--aide", "--help", action="help", help="cette aide")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, and where help is."""
        del message  # argparse speaks English
        sys.stderr.write(f"permanence\u00a0: commande mal formée. Aide\u00a0: {self.prog} --help\n")
        raise SystemExit(MISUSE)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return its exit status."""
    asked = _parser().parse_args(arguments)
    module, _, function = asked.run.partition(":")
    run: Callable[[argparse.Namespace], int] = getattr(importlib.import_module(module), function)
    try:
        return run(asked)
    except (Refus, Empechement) as error:
        sys.stderr.write(f"permanence\u00a0: {error.phrase}\n")
        return MISUSE


def _parser() -> Parser:
    parser = Parser(
        "permanence",
        "Suivi des parcours, comptes-rendus signés. Sans commande, ouvre l’application.",
    )
    parser.set_defaults(run="desktop.app:run")
    commands = parser.add_subparsers(
        title="commandes", metavar="COMMANDE", parser_class=Parser, prog=parser.prog
    )

    def add(name: str, what: str) -> Parser:
        return commands.add_parser(name, help=what, description=what)

    essai = add("demarrer-demo", "essayer sur un portefeuille inventé")
    essai.set_defaults(run="desktop.demo.essai:run")

    demo = add("demo", "dérouler tout le travail, sans écran")
    demo.group.add_argument("--out", default="demo-out", help="dossier où laisser les résultats")
    demo.set_defaults(run="desktop.demo.parcours:run")

    shots = add("captures", "dessiner chaque écran dans un fichier PNG")
    shots.group.add_argument("--out", default="screenshots", help="dossier où laisser les images")
    shots.set_defaults(run="desktop.demo.captures:run")

    verify = add("verifier", "vérifier les sceaux d’un compte-rendu")
    verify.group.add_argument("fichier", help="le PDF à vérifier")
    verify.group.add_argument(
        "--confiance", help="certificat de l’autorité (autorite.pem du magasin)"
    )
    verify.group.add_argument("--revocations", help="liste de révocation (PEM ou DER)")
    verify.group.add_argument("--json", action="store_true", help="répondre pour une machine")
    verify.set_defaults(run="desktop.cli.answers:verifier")

    rules = add("regles", "appliquer les règles d’un référentiel à un fichier")
    asked = rules.add_subparsers(
        title="questions", metavar="QUESTION", parser_class=Parser, prog=rules.prog, required=True
    )

    def question(name: str, what: str, file: str) -> None:
        parser = asked.add_parser(name, help=what, description=what)
        parser.group.add_argument("fichier", help=file)
        parser.group.add_argument("--referentiel", required=True, help="identifiant des règles")
        parser.group.add_argument("--date", required=True, help="le jour demandé (AAAA-MM-JJ)")
        parser.group.add_argument("--json", action="store_true", help="répondre pour une machine")
        parser.set_defaults(run=f"desktop.cli.regles:{name}")

    question("sortie", "dire si une sortie est positive, et pourquoi", "le cas (JSON)")
    question("alertes", "dire ce qui est dû dans un dossier, et pourquoi", "le dossier (JSON)")

    known = add("referentiels", "les référentiels connus")
    known.group.add_argument("--json", action="store_true", help="répondre pour une machine")
    known.set_defaults(run="desktop.cli.answers:referentiels")
    return parser


class _Help(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, prefix or "Emploi\u00a0: ")

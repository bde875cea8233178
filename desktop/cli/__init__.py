"""The commands of `permanence`: without one the application opens; the others need no display.

Human text is French. Exit status: 0 done or valid, 1 the answer is "no", 2 wrong usage or unreadable
input, said in one line. Each command loads its own part only, so that the unlock screen comes up
before the databases and the PDF libraries are read.
"""

import argparse
import importlib
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn

from plie.empechement import Empechement
from plie.refus import Refus

MISUSE = 2


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors are one French line and exit status 2."""

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
    parser = Parser(prog="permanence", description="Suivi des parcours, comptes-rendus signés.")
    parser.set_defaults(run="desktop.app:run")
    commands = parser.add_subparsers(title="commandes", metavar="COMMANDE", parser_class=Parser)

    essai = commands.add_parser("demarrer-demo", help="essayer sur un portefeuille inventé")
    essai.set_defaults(run="desktop.demo.essai:run")

    demo = commands.add_parser("demo", help="dérouler tout le travail, sans écran")
    demo.add_argument("--out", default="demo-out", help="dossier où laisser les résultats")
    demo.set_defaults(run="desktop.demo.parcours:run")

    shots = commands.add_parser("captures", help="dessiner chaque écran dans un fichier PNG")
    shots.add_argument("--out", default="screenshots", help="dossier où laisser les images")
    shots.set_defaults(run="desktop.demo.captures:run")

    verify = commands.add_parser("verifier", help="vérifier les sceaux d’un compte-rendu")
    verify.add_argument("fichier", help="le PDF à vérifier")
    verify.add_argument("--confiance", help="certificat de l’autorité (PEM)")
    verify.add_argument("--revocations", help="liste de révocation (PEM ou DER)")
    verify.add_argument("--json", action="store_true", help="répondre pour une machine")
    verify.set_defaults(run="desktop.cli.answers:verifier")

    known = commands.add_parser("referentiels", help="les référentiels connus")
    known.add_argument("--json", action="store_true", help="répondre pour une machine")
    known.set_defaults(run="desktop.cli.answers:referentiels")
    return parser

"""The command line's grammar, in French: what may be typed, and one sentence for what may not."""

import argparse
import re
from datetime import date
from pathlib import Path
from typing import NoReturn

from central import team_grammar as team
from central.authority import Motif
from central.deposits import KEPT_DAYS
from central.gestion import VALID_DAYS
from central.grammar import PROGRAM, Parser, common
from central.people import ROLES
from central.serve import LOOPBACK, MAX_PROCESSES

DEFAULT_PORT = 8440
_MAX_PORT, _MAX_DAYS, _MAX_OFFLINE = 65_535, 90, 365
# A machine may be away for a month between a file and what names it.
_LEAST_KEPT = 31
_PLIE = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


def parser() -> Parser:
    """Return the grammar of every command."""
    root = Parser(PROGRAM, "Le magasin central d’un PLIE\u00a0: l’ouvrir, le servir, y inviter.")
    common(root, None)
    commands = root.add_subparsers(
        dest="commande",
        required=True,
        metavar="COMMANDE",
        title="commandes",
        parser_class=Parser,
        prog=PROGRAM,
    )
    for name, (text, add) in COMMANDS.items():
        made = commands.add_parser(name, help=text, description=text)
        common(made, argparse.SUPPRESS)
        add(made)
    return root


def _init(made: Parser) -> None:
    made.group.add_argument(
        "--plie", required=True, type=_plie, metavar="ID", help="ex.\u00a0: mon-plie"
    )
    made.group.add_argument("--nom", required=True, metavar="TEXTE", help="nom du PLIE")
    made.group.add_argument("--referentiel", required=True, metavar="ID", help="ex.\u00a0: demo")
    made.group.add_argument("--organisation", metavar="TEXTE", help="première organisation")


def _servir(made: Parser) -> None:
    made.group.add_argument(
        "--hote", default="127.0.0.1", metavar="ADRESSE", help="adresse d’écoute"
    )
    made.group.add_argument(
        "--port",
        default=DEFAULT_PORT,
        type=_port,
        metavar="NOMBRE",
        help=f"port d’écoute ({DEFAULT_PORT}\u202f; 0\u00a0: un port libre)",
    )
    made.group.add_argument(
        "--processus",
        default=1,
        type=_processes,
        metavar="NOMBRE",
        help="processus qui servent ensemble (1\u202f; davantage\u00a0: avec PostgreSQL seulement)",
    )
    made.group.add_argument(
        "--certificat", type=Path, metavar="CHEMIN", help="TLS\u00a0: la chaîne du serveur, PEM"
    )
    made.group.add_argument(
        "--cle", type=Path, metavar="CHEMIN", help="TLS\u00a0: sa clé privée, PEM"
    )
    made.group.add_argument(
        "--derriere-proxy",
        nargs="?",
        const=LOOPBACK,
        metavar="ADRESSES",
        help="un proxy parle TLS\u202f; le croire s’il vient de ces adresses (sinon de cette machine)",
    )
    made.group.add_argument(
        "--jeton",
        type=Path,
        metavar="CHEMIN",
        help="fichier du jeton qui ouvre /metriques (sinon à cette machine seulement)",
    )
    made.group.add_argument(
        "--avec-parent", action="store_true", help="s’arrêter quand l’entrée standard se ferme"
    )


def _inviter(made: Parser) -> None:
    roles = ", ".join(role.value for role in ROLES)
    made.group.add_argument("--nom", required=True, metavar="TEXTE", help="prénom et nom")
    made.group.add_argument("--role", required=True, type=team.role, metavar="ROLE", help=roles)
    made.group.add_argument("--organisation", metavar="TEXTE", help="sinon la première du PLIE")
    made.group.add_argument(
        "--url", metavar="URL", help="adresse du magasin, telle que vue des postes"
    )
    made.group.add_argument(
        "--fichier",
        type=Path,
        metavar="CHEMIN",
        help="fichier d’invitation, à un chemin où il n’y en a pas",
    )
    made.group.add_argument(
        "--valable-jours",
        default=VALID_DAYS,
        type=_days,
        metavar="NOMBRE",
        help=f"durée de validité ({VALID_DAYS} jours)",
    )


def _revoquer(made: Parser) -> None:
    made.group.add_argument("appareil", metavar="APPAREIL", help="identifiant, ou son début")
    made.group.add_argument(
        "--motif",
        type=Motif,
        default=Motif.PERDU,
        metavar="MOTIF",
        help="perdu (sinon)\u00a0: aucun de ses sceaux n’est plus cru\u202f; "
        "rendu\u00a0: ceux d’avant restent valables",
    )


def _hors_ligne(made: Parser) -> None:
    made.group.add_argument(
        "jours",
        nargs="?",
        type=_offline,
        metavar="JOURS",
        help="jours qu’un poste peut passer sans joindre le magasin (30 d’abord\u202f; 0\u00a0: sans limite)",
    )


def _journal(made: Parser) -> None:
    made.group.add_argument(
        "geste", choices=["verifier"], metavar="GESTE", help="verifier\u00a0: suivre la chaîne"
    )


def _recevoir(made: Parser) -> None:
    made.group.add_argument(
        "fichier", type=Path, metavar="FICHIER", help="travail non envoyé, scellé par un poste"
    )


def _reaffecter(made: Parser) -> None:
    made.group.add_argument("dossiers", nargs="+", metavar="DOSSIER", help="identifiants")
    made.group.add_argument(
        "--a",
        required=True,
        metavar="QUI",
        help="prénom et nom de qui les reçoit, ou son identifiant",
    )
    made.group.add_argument(
        "--jusqu-au",
        type=date.fromisoformat,
        metavar="DATE",
        help="AAAA-MM-JJ : le temps d’une absence (sinon : pour de bon)",
    )
    made.group.add_argument(
        "--a-partir-du",
        type=date.fromisoformat,
        metavar="DATE",
        help="AAAA-MM-JJ : quand l’absence commence (sinon : aujourd’hui)",
    )


def _dossier(made: Parser) -> None:
    made.group.add_argument(
        "dossier", type=Path, metavar="DOSSIER", help="dossier de la sauvegarde"
    )


def _nettoyer(made: Parser) -> None:
    made.group.add_argument(
        "--jours",
        default=KEPT_DAYS,
        type=_kept,
        metavar="NOMBRE",
        help=f"garder ceux des derniers jours ({KEPT_DAYS})",
    )


def _nothing(_made: Parser) -> None:
    """Take no parameter of its own."""


COMMANDS = {
    "init": ("ouvrir le PLIE d’un nouveau magasin", _init),
    "migrer": ("amener les tables du magasin à cette version", _nothing),
    "sauvegarder": ("copier tout le magasin, d’un seul instant, dans un dossier neuf", _dossier),
    "restaurer": ("refaire un magasin d’une sauvegarde, là où il n’y en a pas", _dossier),
    "servir": ("servir les appareils enrôlés", _servir),
    "utilisateurs": (
        "montrer, ajouter, changer les personnes, ou leur retirer l’accès",
        team.utilisateurs,
    ),
    "lots": ("montrer, ajouter, changer, confier, importer les lots", team.lots),
    "inviter": ("inviter quelqu’un\u00a0: un code à usage unique", _inviter),
    "revoquer": ("retirer l’accès d’un appareil", _revoquer),
    "appareils": ("montrer les appareils enrôlés", _nothing),
    "hors-ligne": ("montrer ou dire combien de temps un poste peut rester hors ligne", _hors_ligne),
    "journal": ("vérifier que le journal est entier et que rien n’y fut changé", _journal),
    "recevoir": ("recevoir le travail non envoyé d’un poste, par fichier", _recevoir),
    "reaffecter": ("donner des dossiers à un·e autre accompagnateur·rice", _reaffecter),
    "retraits": (
        "montrer les accusés des dossiers effacés des postes qu’ils ont quittés",
        _nothing,
    ),
    "dossiers": ("compter les dossiers, sans rien dire des personnes", _nothing),
    "nettoyer": ("retirer les fichiers déposés depuis longtemps que rien ne nomme", _nettoyer),
}


def _plie(text: str) -> str:
    if not _PLIE.fullmatch(text):
        raise ValueError
    return text


def _port(text: str) -> int:
    return int(text) if 0 <= int(text) <= _MAX_PORT else _bad()


def _offline(text: str) -> int:
    return int(text) if 0 <= int(text) <= _MAX_OFFLINE else _bad()


def _kept(text: str) -> int:
    return int(text) if _LEAST_KEPT <= int(text) <= _MAX_OFFLINE else _bad()


def _processes(text: str) -> int:
    return int(text) if 1 <= int(text) <= MAX_PROCESSES else _bad()


def _days(text: str) -> int:
    return int(text) if 1 <= int(text) <= _MAX_DAYS else _bad()


def _bad() -> NoReturn:
    raise ValueError

"""What may be typed after `utilisateurs` and `lots`: a gesture each, none to show them all."""

import argparse
from pathlib import Path

from central.authority import Motif
from central.grammar import Parser, common
from central.people import ROLES
from plie.vocabulaire import Role

_ROLES = ", ".join(one.value for one in ROLES)
_QUI = "identifiant, son début, ou prénom et nom"
_LOT = "numéro, nom ou identifiant"
_MAX_NUMERO = 9_999


def utilisateurs(made: Parser) -> None:
    """Add the gestures on people."""
    gestures = _gestures(made)
    add = _gesture(gestures, "ajouter", "ajouter quelqu’un, sans l’inviter encore")
    add.group.add_argument("--nom", required=True, metavar="TEXTE", help="prénom et nom")
    add.group.add_argument("--role", required=True, type=role, metavar="ROLE", help=_ROLES)
    add.group.add_argument("--organisation", metavar="TEXTE", help="sinon la première du PLIE")
    change = _gesture(
        gestures, "modifier", "changer le nom, le rôle ou l’organisation de quelqu’un"
    )
    change.group.add_argument("qui", metavar="QUI", help=_QUI)
    change.group.add_argument("--nom", metavar="TEXTE", help="prénom et nom")
    change.group.add_argument("--role", type=role, metavar="ROLE", help=_ROLES)
    change.group.add_argument(
        "--organisation", metavar="TEXTE", help="ajoutée si elle est nouvelle"
    )
    leave = _gesture(
        gestures, "desactiver", "retirer l’accès\u00a0: appareils révoqués, invitations annulées"
    )
    leave.group.add_argument("qui", metavar="QUI", help=_QUI)
    leave.group.add_argument(
        "--motif",
        type=Motif,
        default=Motif.RENDU,
        metavar="MOTIF",
        help="rendu (sinon)\u00a0: les sceaux d’avant restent valables\u202f; "
        "perdu\u00a0: aucun n’est plus cru",
    )
    back = _gesture(gestures, "reactiver", "rendre l’accès\u202f; il reste à inviter de nouveau")
    back.group.add_argument("qui", metavar="QUI", help=_QUI)


def lots(made: Parser) -> None:
    """Add the gestures on lots."""
    gestures = _gestures(made)
    add = _gesture(gestures, "ajouter", "ajouter un lot")
    add.group.add_argument(
        "--numero", required=True, type=_numero, metavar="NOMBRE", help="de 1 à 9999"
    )
    add.group.add_argument("--nom", required=True, metavar="TEXTE", help="territoire, en clair")
    _described(add)
    change = _gesture(gestures, "modifier", "changer un lot")
    change.group.add_argument("lot", metavar="LOT", help=_LOT)
    change.group.add_argument("--numero", type=_numero, metavar="NOMBRE", help="de 1 à 9999")
    change.group.add_argument("--nom", metavar="TEXTE", help="territoire, en clair")
    _described(change)
    entrust = _gesture(
        gestures, "confier", "confier un lot à un·e accompagnateur·rice, ou à personne"
    )
    entrust.group.add_argument("lot", metavar="LOT", help=_LOT)
    to = entrust.group.add_mutually_exclusive_group(required=True)
    to.add_argument("--a", metavar="QUI", help=_QUI)
    to.add_argument("--a-personne", action="store_true", help="le lot reste à pourvoir")
    take = _gesture(gestures, "importer", "ajouter ou mettre à jour les lots d’un fichier CSV")
    take.group.add_argument(
        "fichier",
        type=Path,
        metavar="FICHIER",
        help="colonnes lot et public\u202f; nom, ou nom_officiel (une ligne par commune)",
    )


def role(text: str) -> Role:
    """Read a role that someone may have."""
    for one in ROLES:
        if one.value == text:
            return one
    raise ValueError


def _described(made: Parser) -> None:
    made.group.add_argument("--public", metavar="TEXTE", help="ex.\u00a0: jeune, adulte")
    made.group.add_argument(
        "--organisation", metavar="TEXTE", help="qui le porte\u202f; ajoutée si nouvelle"
    )


def _gestures(made: Parser) -> "argparse._SubParsersAction[Parser]":
    return made.add_subparsers(
        dest="geste",
        metavar="GESTE",
        title="gestes (sans geste\u00a0: la liste)",
        parser_class=Parser,
        prog=made.prog,
    )


def _gesture(gestures: "argparse._SubParsersAction[Parser]", name: str, text: str) -> Parser:
    made = gestures.add_parser(name, help=text, description=text)
    common(made, argparse.SUPPRESS)
    return made


def _numero(text: str) -> int:
    if not 0 < int(text) <= _MAX_NUMERO:
        raise ValueError
    return int(text)

"""Why PostgreSQL does not do what the store asked, in French, by SQLSTATE.

Never by its own words, which change with its language and its version. Nothing here tries again or
mends anything.
"""

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError, OperationalError

from central.errors import StoreBehindError, StoreError

# connection_exception, invalid_authorization_specification, invalid_catalog_name.
_UNREACHED = ("08", "28", "3D")
_NOT_GRANTED, _NO_SUCH_NAME, _READ_ONLY, DISK_FULL = "42501", "42704", "25006", "53100"
_DAMAGED = frozenset({"XX001", "XX002"})
# undefined_table, undefined_column, duplicate_table, duplicate_object, datatype_mismatch.
_OTHER_TABLES = frozenset({"42P01", "42703", "42P07", "42710", "42804"})
_UNTOUCHED = "Rien n’a été modifié."


def of(error: DBAPIError) -> str:
    """Return the SQLSTATE of an error; "" when the server was not reached."""
    return getattr(error.orig, "sqlstate", None) or ""


def told(error: DBAPIError, url: URL, serving: str, *, owner: bool) -> StoreError:
    """Return what happened, what is safe and what to do.

    Args:
        error: what the driver raised.
        url: of the role that asked.
        serving: the role that serves.
        owner: whether the one that asked is the owner of the tables.
    """
    phrase = _phrase(of(error), error, url, serving, owner=owner)
    closed = of(error) == _NOT_GRANTED and not owner
    return StoreBehindError(phrase) if closed else StoreError(phrase)


def _phrase(state: str, error: DBAPIError, url: URL, serving: str, *, owner: bool) -> str:  # noqa: PLR0911 - one line a cause
    option = "--proprietaire" if owner else "--base"
    where = f"la base «\u00a0{url.database}\u00a0» (rôle «\u00a0{url.username}\u00a0», {option})"
    if (not state and isinstance(error, OperationalError)) or state.startswith(_UNREACHED):
        return (
            f"La base du magasin central ne répond pas, ou refuse ce rôle ({option}). {_UNTOUCHED} "
            "Vérifiez son adresse, le rôle, son mot de passe, et qu’elle est démarrée."
        )
    if not state:
        names = ", ".join(sorted(url.query)) or "aucune"
        return (
            f"L’adresse de la base ({option}) porte une option que PostgreSQL ne connaît pas "
            f"(options données\u00a0: {names}). {_UNTOUCHED} La base n’a pas été jointe\u00a0: corrigez "
            "l’adresse."
        )
    if state == _NOT_GRANTED:
        return _not_granted(where, owner=owner)
    if state == _NO_SUCH_NAME and owner:
        return (
            f"Le rôle qui sert («\u00a0{serving}\u00a0», nommé par --base) n’existe pas sur ce serveur "
            f"PostgreSQL. {_UNTOUCHED} Créez-le (createuser), ou corrigez --base."
        )
    if state == _READ_ONLY:
        return (
            f"PostgreSQL ne laisse que lire {where}\u00a0: c’est un serveur de secours, ou réglé "
            f"ainsi. {_UNTOUCHED} Donnez l’adresse du serveur où l’on écrit."
        )
    if state == DISK_FULL:
        return (
            f"Le disque de PostgreSQL est plein\u00a0: {where} ne peut plus rien recevoir. "
            f"{_UNTOUCHED} Faites de la place, puis recommencez."
        )
    if state in _DAMAGED:
        return (
            f"PostgreSQL dit abîmée {where} (erreur {state}). {_UNTOUCHED} Arrêtez le magasin, gardez "
            "cette base telle quelle, et restaurez une sauvegarde dans une base neuve."
        )
    if state in _OTHER_TABLES:
        return (
            f"Les tables de {where} ne sont pas celles d’un magasin de Permanence, ou ont été "
            f"changées à la main (erreur {state}). {_UNTOUCHED} Vérifiez le nom de la base dans "
            "l’adresse."
        )
    return (
        f"PostgreSQL a refusé ce que le magasin demandait à {where} (erreur {state}). {_UNTOUCHED} "
        "Le journal de PostgreSQL dit pourquoi."
    )


def _not_granted(where: str, *, owner: bool) -> str:
    if owner:
        return (
            f"Ce rôle ne possède pas les tables du magasin, ou n’a pas le droit d’en faire, dans "
            f"{where}. {_UNTOUCHED} Donnez à --proprietaire le rôle qui possède cette base et ses "
            "tables."
        )
    return (
        f"Ce rôle n’a pas le droit de lire les tables du magasin dans {where}. {_UNTOUCHED} Donnez à "
        "--base le rôle qui sert\u202f; si c’est lui, «\u00a0permanence-central migrer\u00a0» lui rend "
        "ses droits (--proprietaire)."
    )

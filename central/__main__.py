"""`permanence-central`: the composition of the store. What a command does is done in the modules it calls."""

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

from central import (
    affectations,
    chain,
    clocks,
    crl,
    deposits,
    fleet,
    gestion,
    people,
    receipts,
    reception,
    safekeeping,
    system,
    team,
)
from central.authority import Authority
from central.context import the_store
from central.grammar import BASE_VARIABLE, BUCKET_VARIABLE, OWNER_VARIABLE, PROGRAM, VARIABLE
from central.machine import MINT, mint
from central.say import many, say
from central.serve import Service, serve
from central.settings import Settings
from central.store import Store, migrate
from central.usage import parser
from plie import phrases
from plie.empechement import Empechement
from plie.refus import Refus


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status.

    0: done; 1: the answer is no; 2: refused, with a French sentence.
    """
    typed = sys.argv[1:] if argv is None else argv
    asked = parser().parse_args(typed)
    try:
        _check_letters(typed)
        return _run(asked, _settings(asked))
    except (Refus, Empechement) as refusal:
        print(f"{PROGRAM}\u00a0: {refusal.phrase}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{PROGRAM}\u00a0: {system.phrase(error)}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 0


def _check_letters(typed: Sequence[str]) -> None:
    """Refuse half a character, which no name of ours holds and no database takes."""
    try:
        "".join(typed).encode()
    except UnicodeEncodeError as error:
        raise Refus(
            "lettres_illisibles",
            "Une lettre de cette commande ne se lit pas\u00a0: le terminal n’écrit pas en UTF-8. Rien n’a "
            "été modifié. Réglez-le (LANG=C.UTF-8), ou tapez-la d’ailleurs.",
        ) from error


def _run(asked: Namespace, settings: Settings) -> int:
    if asked.commande in _FIRST:
        _FIRST[asked.commande](asked, settings)
        return 0
    with closing(Store.open(settings)) as store:
        return _COMMANDS[asked.commande](asked, store) or 0


def _settings(asked: Namespace) -> Settings:
    folder = asked.donnees or os.environ.get(VARIABLE)
    if not folder:
        raise Refus(
            "sans_dossier", f"Dites où vit le magasin\u00a0: --donnees, ou la variable {VARIABLE}."
        )
    base = asked.base or os.environ.get(BASE_VARIABLE, "")
    owner = asked.proprietaire or os.environ.get(OWNER_VARIABLE, "")
    bucket = asked.seau or os.environ.get(BUCKET_VARIABLE, "")
    settings = Settings(Path(folder), base, owner, bucket)
    if settings.folder.exists() and not settings.folder.is_dir():
        raise Refus(
            "dossier_refuse",
            f"{folder} n’est pas un dossier\u00a0: le magasin en veut un (--donnees). Rien n’a été "
            "modifié.",
        )
    if (
        asked.commande not in ("init", "restaurer")
        and not settings.base
        and not settings.database.exists()
    ):
        raise Refus(
            "magasin_absent",
            f"Aucun magasin dans {folder}\u00a0: commencez par «\u00a0init\u00a0».",
        )
    return settings


def _init(asked: Namespace, settings: Settings) -> None:
    # The devices would learn it at their enrolment, and open no vault.
    clocks.zone(asked.referentiel)
    nom = people.named(asked.nom)
    settings.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    migrate(settings)
    authority = _authority(settings, nom)
    with closing(Store.open(settings)) as store:
        gestion.open_plie(
            store,
            authority,
            MINT,
            plie=asked.plie,
            nom=nom,
            referentiel=asked.referentiel,
            organisation=people.named(asked.organisation or nom),
        )
    answer = {
        "plie": asked.plie,
        "donnees": str(settings.folder),
        "autorite": str(settings.authority_certificate),
        "revocations": str(settings.revocations),
        "authority_sha256": authority.sha256,
    }
    say(asked, answer, f"PLIE «\u00a0{nom}\u00a0» ouvert dans {settings.folder}.")


def _authority(settings: Settings, nom: str) -> Authority:
    # An earlier init that was cut short may have left it: it is then the one to keep.
    if settings.authority_key.exists():
        return Authority.load(settings)
    return Authority.create(settings, nom, at=MINT.now())


def _migrer(asked: Namespace, settings: Settings) -> None:
    before, after = migrate(settings)
    answer = {"avant": before, "apres": after}
    done = f"amenées à la révision {after}" if before != after else f"déjà à la révision {after}"
    say(asked, answer, f"Les tables du magasin sont {done}.")


def _servir(asked: Namespace, settings: Settings) -> None:
    service = Service(
        host=asked.hote,
        port=asked.port,
        processes=asked.processus,
        certificate=asked.certificat,
        key=asked.cle,
        proxies=asked.derriere_proxy or "",
        token=system.text_of(asked.jeton) if asked.jeton else "",
        with_parent=asked.avec_parent,
    )
    service.check(settings)
    # Here first: a store that is not fit to be served is refused in words.
    with closing(Store.open(settings)) as store:
        store.shelf.check()
        crl.publish(store, gestion.the_plie(store))
        mint(store)
        Authority.load(settings)
    asked.json = asked.json or asked.avec_parent

    def announce(url: str) -> None:
        answer = {"port": int(url.rpartition(":")[2]), "url": url}
        say(asked, answer, f"Le magasin répond à l’adresse {url}. Ctrl+C pour l’arrêter.")

    serve(settings, service, announce=announce)


def _journal(asked: Namespace, store: Store) -> int:
    found = chain.verify(store, plie=gestion.the_plie(store))
    if found.intact:
        lines = many(found.lignes, "ligne")
        text = f"Journal intact\u00a0: {lines}."
        if found.dernier:
            text += f" Dernière empreinte\u00a0: {found.dernier}"
    else:
        text = (
            f"Le journal est rompu à la ligne {found.rompu}\u00a0: {found.pourquoi}. Intact avant "
            f"elle\u00a0: {many(found.lignes, 'ligne')}. Rien n’a été modifié."
        )
    say(asked, asdict(found), text)
    return 0 if found.intact else 1


def _recevoir(asked: Namespace, store: Store) -> None:
    recu = reception.receive(
        store,
        Authority.load(store.settings),
        mint(store),
        plie=gestion.the_plie(store),
        path=asked.fichier,
    )
    aside = sum(recu.mis_de_cote.values())
    say(
        asked,
        asdict(recu),
        f"Travail {phrases.de(recu.utilisateur)} reçu\u00a0: {many(recu.operations, 'changement')}, "
        f"{many(recu.fichiers, 'fichier')}\u202f; {aside} mis de côté.",
    )


def _nettoyer(asked: Namespace, store: Store) -> None:
    plie = gestion.the_plie(store)
    done = deposits.clean(store, mint(store), plie=plie, days=asked.jours)
    weight = f"{done.octets / 1e6:.1f}".replace(".", ",")
    say(
        asked,
        asdict(done),
        f"Fichiers que rien ne nomme depuis plus de {many(asked.jours, 'jour')}\u00a0: "
        f"{many(done.fichiers, 'retiré')} ({weight}\u00a0Mo).",
    )


def _dossiers(asked: Namespace, store: Store) -> None:
    lines = gestion.dossiers(store, mint(store), plie=gestion.the_plie(store))
    text = [
        f"{line.id}  {line.ae or 'sans AE'}  {many(line.operations, 'opération')}  "
        f"{many(line.comptes_rendus, 'compte-rendu')}"
        for line in lines
    ]
    say(asked, [asdict(line) for line in lines], "\n".join(text) or "Aucun dossier.")


def _reaffecter(asked: Namespace, store: Store) -> None:
    plie = gestion.the_plie(store)
    who = affectations.of_name(store, plie=plie, nom=asked.a)
    given = {"plie": plie, "dossiers": asked.dossiers, "utilisateur": who}
    if asked.jusqu_au:
        count = affectations.confier(
            store, mint(store), **given, jusqu_au=asked.jusqu_au, du=asked.a_partir_du
        )
        since = f"du {asked.a_partir_du:%d/%m/%Y} " if asked.a_partir_du else "jusqu’"
        done = f"confiés à {asked.a} {since}au {asked.jusqu_au:%d/%m/%Y}"
    elif asked.a_partir_du:
        raise Refus(
            "absence_sans_fin", "Une absence qui commence (--a-partir-du) finit aussi (--jusqu-au)."
        )
    else:
        count = affectations.reaffecter(store, mint(store), **given)
        done = f"donnés à {asked.a}"
    say(asked, {"dossiers": count, "utilisateur": who}, f"Dossiers {done} : {count}.")


def _retraits(asked: Namespace, store: Store) -> None:
    plie = gestion.the_plie(store)
    with store.look(the_store(plie)) as connection:
        lines = receipts.kept(connection, plie)
    zone = mint(store).zone
    text = [
        f"{line.dossier}  effacé du poste {line.device} de {line.utilisateur}  "
        f"{line.recu_le.astimezone(zone):%d/%m/%Y %H:%M}"
        for line in lines
    ]
    say(asked, [asdict(line) for line in lines], "\n".join(text) or "Aucun accusé.")


# What opens the store by itself, or makes it.
_FIRST: dict[str, Callable[[Namespace, Settings], None]] = {
    "init": _init,
    "migrer": _migrer,
    "servir": _servir,
    "restaurer": safekeeping.restaurer,
}
_COMMANDS: dict[str, Callable[[Namespace, Store], int | None]] = {
    "journal": _journal,
    "sauvegarder": safekeeping.sauvegarder,
    "utilisateurs": team.utilisateurs,
    "lots": team.lots,
    "inviter": fleet.inviter,
    "revoquer": fleet.revoquer,
    "appareils": fleet.appareils,
    "hors-ligne": fleet.hors_ligne,
    "recevoir": _recevoir,
    "reaffecter": _reaffecter,
    "retraits": _retraits,
    "dossiers": _dossiers,
    "nettoyer": _nettoyer,
}


if __name__ == "__main__":
    sys.exit(main())

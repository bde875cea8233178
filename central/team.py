"""`permanence-central utilisateurs` and `lots`: each gesture, and what it answers."""

from argparse import Namespace
from collections.abc import Callable
from dataclasses import asdict

from central import departure, gestion, lots_csv, people
from central import lots as held
from central.authority import Authority
from central.lots import LotTenu
from central.machine import mint
from central.people import Compte
from central.say import many, say
from central.store import Store
from plie.phrases import nom_du_lot


def utilisateurs(asked: Namespace, store: Store) -> None:
    """Do one gesture on people, or show them all."""
    _ON_PEOPLE[asked.geste](asked, store, gestion.the_plie(store))


def lots(asked: Namespace, store: Store) -> None:
    """Do one gesture on lots, or show them all."""
    _ON_LOTS[asked.geste](asked, store, gestion.the_plie(store))


def _list_people(asked: Namespace, store: Store, plie: str) -> None:
    found = people.comptes(store, mint(store), plie=plie)
    text = "\n".join(map(_of_person, found)) or "Personne encore."
    say(asked, [asdict(one) for one in found], text)


def _of_person(one: Compte) -> str:
    said = [one.id, one.nom, one.role, one.organisation or "sans organisation"]
    if one.lot:
        said.append(f"lot {one.lot}")
    said.append(f"{many(one.appareils, 'appareil')}, {many(one.dossiers, 'dossier')}")
    if one.desactive_le:
        said.append(f"accès retiré le {one.desactive_le:%d/%m/%Y}")
    return "  ".join(said)


def _add_person(asked: Namespace, store: Store, plie: str) -> None:
    made = people.add(
        store,
        mint(store),
        plie=plie,
        nom=asked.nom,
        role=asked.role,
        organisation=asked.organisation,
    )
    nom = people.plain(asked.nom)
    text = f"{nom} a un compte ({made}). «\u00a0inviter\u00a0», au même nom, lui donne accès."
    say(asked, {"utilisateur": made, "nom": nom, "role": asked.role.value}, text)


def _change_person(asked: Namespace, store: Store, plie: str) -> None:
    who = people.change(
        store, mint(store), plie=plie, qui=asked.qui, nom=asked.nom, role=asked.role,
        organisation=asked.organisation,
    )  # fmt: skip
    nom = people.nom_de(store, plie=plie, utilisateur=who)
    say(asked, {"utilisateur": who}, f"Compte de {nom} modifié.")


def _deactivate(asked: Namespace, store: Store, plie: str) -> None:
    authority = Authority.load(store.settings)
    gone = departure.deactivate(
        store, authority, mint(store), plie=plie, qui=asked.qui, motif=asked.motif
    )
    text = (
        f"Accès retiré\u00a0: {many(gone.appareils, 'appareil révoqué')}, "
        f"{many(gone.invitations, 'invitation annulée')}. Ce qui a été écrit reste."
    )
    if gone.dossiers:
        given = many(gone.dossiers, "dossier")
        text += f" {given} à donner à quelqu’un\u00a0: «\u00a0reaffecter\u00a0»."
    say(asked, asdict(gone), text)


def _reactivate(asked: Namespace, store: Store, plie: str) -> None:
    who = departure.reactivate(store, mint(store), plie=plie, qui=asked.qui)
    nom = people.nom_de(store, plie=plie, utilisateur=who)
    say(asked, {"utilisateur": who}, f"Accès rendu à {nom}\u00a0: il reste à l’inviter de nouveau.")


def _list_lots(asked: Namespace, store: Store, plie: str) -> None:
    found = held.lots(store, plie=plie)
    say(asked, [asdict(one) for one in found], "\n".join(map(_of_lot, found)) or "Aucun lot.")


def _of_lot(one: LotTenu) -> str:
    said = [nom_du_lot(one.numero, one.nom)]
    said += filter(None, (one.public, one.organisation))
    said.append(", ".join(one.accompagnateurs) or "à pourvoir")
    return "  ".join(said)


def _add_lot(asked: Namespace, store: Store, plie: str) -> None:
    made = held.add(
        store, mint(store), plie=plie, numero=asked.numero, nom=asked.nom, public=asked.public or "",
        organisation=asked.organisation,
    )  # fmt: skip
    say(asked, {"lot": made}, f"Lot {nom_du_lot(asked.numero, asked.nom)} ajouté.")


def _change_lot(asked: Namespace, store: Store, plie: str) -> None:
    made = held.change(
        store, mint(store), plie=plie, lot=asked.lot, numero=asked.numero, nom=asked.nom,
        public=asked.public, organisation=asked.organisation,
    )  # fmt: skip
    say(asked, {"lot": made}, f"Lot {asked.lot} modifié.")


def _entrust(asked: Namespace, store: Store, plie: str) -> None:
    made = held.entrust(store, mint(store), plie=plie, lot=asked.lot, qui=asked.a)
    done = f"confié à {asked.a}" if asked.a is not None else "à pourvoir"
    say(asked, {"lot": made, "a": asked.a}, f"Lot {asked.lot} {done}.")


def _import(asked: Namespace, store: Store, plie: str) -> None:
    done = held.take(store, mint(store), plie=plie, lus=lots_csv.read(asked.fichier))
    text = (
        f"Lots\u00a0: {many(done.ajoutes, 'ajouté')}, {many(done.modifies, 'modifié')}, "
        f"{many(done.inchanges, 'inchangé')}."
    )
    say(asked, asdict(done), text)


_Gesture = Callable[[Namespace, Store, str], None]
_ON_PEOPLE: dict[str | None, _Gesture] = {
    None: _list_people,
    "ajouter": _add_person,
    "modifier": _change_person,
    "desactiver": _deactivate,
    "reactiver": _reactivate,
}
_ON_LOTS: dict[str | None, _Gesture] = {
    None: _list_lots,
    "ajouter": _add_lot,
    "modifier": _change_lot,
    "confier": _entrust,
    "importer": _import,
}

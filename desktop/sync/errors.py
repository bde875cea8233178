"""What may prevent an exchange; every sentence says that what is saved here is safe.

Empechement
└── LineError                 `titre`: two words for the status bar; `retry_after` when the store said
    ├── StoreUnreachable      no network, or the line cut
    │   ├── StoreNotFound     the name leads nowhere: no network, or a wrong name
    │   ├── StoreStopped      the machine refuses the call
    │   ├── NoAnswer          the call was not taken: nothing left
    │   ├── AnswerLost        sent, and no answer in time: it may have arrived
    │   ├── LineCut           cut while speaking
    │   └── LineTooSlow       a reply that trickles in
    ├── NotSecure             no secure line: nothing was sent
    │   ├── CertificateExpired, CertificateEarly (this machine's clock), UnknownIssuer (something
    │   └── listens in between), OtherName
    ├── ProxyAsks             407
    ├── NetworkForbids        403 in no words of the store's
    ├── StoreMoved            404, 410 in no words of the store's
    ├── TooLarge              413: the parts are cut smaller
    ├── StoreBusy             503
    │   └── StoreCrowded (429), StoreBroken (500), GatewayLost (502, 504), StoreFull (507)
    ├── NotAStore             a captive portal, a proxy's page, another server
    ├── BadAnswer             a reply damaged on the way, or cut
    │   └── AnswerTooLarge, StrayAnswer (to something else than what was asked)
    ├── DeviceRevoked         the manager withdrew this device: the application locks
    ├── DeviceUnknown         the token is no token of this store
    ├── OtherPlie             the store is another PLIE's
    ├── StoreTooNew           this application must be updated
    ├── StoreTooOld           the store must be updated
    ├── StoreRestored         the store's epoch changed: it was restored from a backup
    ├── Removals              what comes would delete too much at once: the person is asked
    ├── StoreRefused          any other refusal, in the store's own words (plain text)
    ├── BadInvitation         the file or the code is no invitation
    ├── WrongAuthority        the store is not the one that this vault knows
    │   └── OtherInviter      nor the one that gave the code: it was not sent
    └── OtherOwner            the vault already belongs to someone else, or to another store
"""

from datetime import timedelta

from plie.empechement import Empechement

_SAFE = "Tout est enregistré ici"
RESUMES = f"{_SAFE}\u00a0: l’échange reprendra de lui-même."


class LineError(Empechement):
    """The exchange cannot go on; nothing saved here is touched."""

    titre = "Échange impossible"

    def __init__(self, phrase: str, *, retry_after: timedelta | None = None) -> None:
        super().__init__(phrase)
        self.retry_after = retry_after


class _Told(LineError):
    """An error whose sentence is always the same: `sentence`."""

    sentence = ""

    def __init__(self, *, retry_after: timedelta | None = None) -> None:
        super().__init__(self.sentence, retry_after=retry_after)


class StoreUnreachable(_Told):
    """No answer at all."""

    titre = "Hors ligne"
    sentence = f"Le magasin central ne répond pas (pas de réseau, ou magasin arrêté). {RESUMES}"


class StoreNotFound(StoreUnreachable):
    """Its name leads nowhere."""

    sentence = (
        "Le magasin central est introuvable\u00a0: ce poste n’est sans doute pas relié à internet. "
        f"{RESUMES}"
    )


class StoreStopped(StoreUnreachable):
    """The machine at its address refuses the call."""

    sentence = (
        f"Le magasin central ne répond pas\u00a0: il est arrêté, sa machine répond. {RESUMES}"
    )


class NoAnswer(StoreUnreachable):
    """The call was not taken in time: nothing has left."""

    sentence = f"Le magasin central n’a pas pris l’appel à temps\u00a0: rien n’est parti. {RESUMES}"


class AnswerLost(StoreUnreachable):
    """What was sent may have arrived; its answer did not come in time."""

    sentence = (
        "Le magasin central n’a pas répondu à temps. Ce qui est parti sera redemandé, et ne "
        f"comptera jamais deux fois. {RESUMES}"
    )


class LineCut(StoreUnreachable):
    """The line was cut while something was being said."""

    sentence = (
        "La ligne a été coupée pendant l’échange. Ce qui n’est pas arrivé en entier sera renvoyé, "
        f"et ne comptera jamais deux fois. {RESUMES}"
    )


class LineTooSlow(StoreUnreachable):
    """What comes trickles in, without an end."""

    sentence = (
        "Le réseau est trop lent pour finir l’échange, qui a été abandonné pour l’instant. "
        f"{RESUMES}"
    )


class NotSecure(_Told):
    """No secure line could be made: nothing was sent."""

    titre = "Liaison non sûre"
    sentence = (
        "La liaison chiffrée avec le magasin central n’a pas pu s’établir\u00a0: rien n’a été envoyé. "
        f"{_SAFE}\u00a0: changez de réseau ou, si cela dure, prévenez votre gestionnaire."
    )


class CertificateExpired(NotSecure):
    """The certificate of the store's server is past its end."""

    sentence = (
        "Le certificat du magasin central est périmé (ou l’horloge de ce poste avance)\u00a0: rien "
        f"n’a été envoyé. {_SAFE}\u00a0: vérifiez la date de ce poste, sinon prévenez votre "
        "gestionnaire."
    )


class CertificateEarly(NotSecure):
    """The certificate is of a time to come: this machine's clock is wrong."""

    titre = "Horloge à vérifier"
    sentence = (
        "L’horloge de ce poste n’est sans doute pas à l’heure\u00a0: pour elle, le certificat du "
        f"magasin central n’est pas encore valable. Rien n’a été envoyé. {_SAFE}\u00a0: mettez ce "
        "poste à la bonne date, l’échange reprendra de lui-même."
    )


class UnknownIssuer(NotSecure):
    """Nobody whom this machine trusts vouches for who answers."""

    sentence = (
        "Ce réseau s’interpose entre ce poste et le magasin central (le certificat présenté n’est "
        f"pas d’une autorité connue)\u00a0: rien n’a été envoyé. {_SAFE}\u00a0: changez de réseau ou "
        "prévenez votre gestionnaire."
    )


class OtherName(NotSecure):
    """The certificate is another server's."""

    sentence = (
        "Le serveur qui répond présente le certificat d’un autre nom que celui du magasin "
        f"central\u00a0: rien n’a été envoyé. {_SAFE}\u00a0: identifiez-vous sur le réseau s’il le "
        "demande, sinon prévenez votre gestionnaire."
    )


class ProxyAsks(_Told):
    """A proxy on the way wants to know who asks."""

    titre = "Réseau à identifier"
    sentence = (
        "Le proxy de ce réseau demande un identifiant avant de laisser passer l’échange. "
        f"{_SAFE}\u00a0: demandez ce réglage à votre service informatique, ou changez de réseau."
    )


class NetworkForbids(_Told):
    """Something on the way forbids the store's address."""

    titre = "Accès bloqué par le réseau"
    sentence = (
        "Ce réseau interdit l’accès au magasin central (filtre ou pare-feu). "
        f"{_SAFE}\u00a0: changez de réseau ou prévenez votre service informatique."
    )


class StoreMoved(_Told):
    """A server answers there, and the store is not on it."""

    titre = "Magasin central introuvable"
    sentence = (
        "Un serveur répond à l’adresse du magasin central, mais le magasin n’y est pas ou n’y est "
        f"plus. {_SAFE}\u00a0: demandez la bonne adresse à votre gestionnaire."
    )


class TooLarge(_Told):
    """What was sent weighs more than the way lets through, even cut."""

    titre = "Envoi trop gros"
    sentence = (
        "Un envoi est trop gros pour passer sur ce réseau, même découpé. "
        f"{_SAFE}\u00a0: changez de réseau ou prévenez votre gestionnaire."
    )


class StoreBusy(_Told):
    """The store answers that it cannot serve now."""

    titre = "Magasin central indisponible"
    sentence = f"Le magasin central est occupé ou en maintenance. {RESUMES}"


class StoreCrowded(StoreBusy):
    """The store is asked too much at once."""

    sentence = f"Le magasin central reçoit trop de demandes à la fois. {RESUMES}"


class StoreBroken(StoreBusy):
    """The store met an error of its own."""

    sentence = f"Le magasin central a rencontré une erreur, inscrite dans son journal. {RESUMES}"


class GatewayLost(StoreBusy):
    """What stands before the store does not reach it."""

    sentence = f"L’entrée du magasin central répond, mais n’arrive pas à le joindre. {RESUMES}"


class StoreFull(StoreBusy):
    """The store has no room for what is sent."""

    titre = "Magasin central plein"
    sentence = (
        f"Le disque du magasin central est plein\u00a0: prévenez votre gestionnaire. {RESUMES}"
    )


class NotAStore(_Told):
    """Something else answered at the store's address."""

    titre = "Hors ligne"
    sentence = (
        "Ce n’est pas le magasin central qui a répondu\u00a0: ce réseau demande peut-être de "
        "s’identifier (portail Wi-Fi), ou l’adresse du magasin est fausse. "
        f"{_SAFE}\u00a0: identifiez-vous sur le réseau, l’échange reprendra de lui-même."
    )


class BadAnswer(_Told):
    """A reply that was cut or damaged."""

    titre = "Réponse illisible"
    sentence = f"La réponse du magasin central est arrivée abîmée, et n’est pas retenue. {RESUMES}"


class AnswerTooLarge(BadAnswer):
    """A reply that weighs, or unpacks to, more than any reply of a store's."""

    sentence = f"La réponse reçue est démesurée\u00a0: elle n’a pas été lue. {RESUMES}"


class StrayAnswer(BadAnswer):
    """A reply that answers something else than what was asked."""

    sentence = (
        "La réponse reçue n’est pas celle de ce qui était demandé\u00a0: elle n’a pas été retenue. "
        f"{RESUMES}"
    )


class DeviceRevoked(_Told):
    """The manager withdrew this device."""

    titre = "Accès retiré"
    sentence = (
        "L’accès de cet appareil a été retiré. Ce qui est enregistré ici reste chiffré et "
        "n’est pas effacé\u00a0: adressez-vous à votre gestionnaire."
    )


class DeviceUnknown(_Told):
    """The store does not know this device's token."""

    titre = "Appareil inconnu"
    sentence = (
        f"Le magasin central ne reconnaît pas cet appareil. {_SAFE}\u00a0: demandez une nouvelle "
        "invitation à votre gestionnaire."
    )


class OtherPlie(_Told):
    """The store that answers keeps another PLIE's dossiers, not this one's."""

    titre = "Magasin d’un autre PLIE"
    sentence = (
        "Le magasin central qui a répondu est celui d’un autre PLIE\u00a0: rien de vos dossiers ne lui "
        f"a été envoyé. {_SAFE}\u00a0: prévenez votre gestionnaire."
    )


class StoreTooNew(_Told):
    """The store speaks a later protocol."""

    titre = "Mise à jour nécessaire"
    sentence = (
        f"Le magasin central est d’une version plus récente. {_SAFE}\u00a0: mettez Permanence à "
        "jour pour reprendre l’échange."
    )


class StoreTooOld(_Told):
    """The store speaks an earlier protocol."""

    titre = "Magasin central à mettre à jour"
    sentence = (
        f"Le magasin central est d’une version plus ancienne que Permanence. {_SAFE}\u00a0: "
        "prévenez votre gestionnaire, l’échange reprendra après sa mise à jour."
    )


class StoreRestored(_Told):
    """The store is not at the epoch that this vault has read: it was restored."""

    titre = "Magasin central restauré"
    sentence = (
        "Le magasin central a été restauré d’une sauvegarde\u00a0: ce poste n’échange plus avec lui "
        "avant une version de Permanence à venir. Rien n’a été envoyé ni reçu. "
        f"{_SAFE}\u00a0: continuez, et prévenez votre gestionnaire."
    )


class Removals(_Told):
    """What comes would delete something in too many dossiers at once."""

    titre = "Suppressions à confirmer"
    sentence = (
        "Le magasin central annonce des suppressions dans beaucoup de vos dossiers à la fois. Rien "
        f"n’a été supprimé ici. {_SAFE} : dites dans Échanges si vous vous y attendiez."
    )


class StoreRefused(LineError):
    """Another refusal, with the store's sentence: text from outside, never rich text."""

    def __init__(self, code: str, phrase: str) -> None:
        super().__init__(f"Le magasin central a refusé la demande\u00a0: {phrase} {_SAFE}.")
        self.code = code


class BadInvitation(LineError):
    """What was given is no invitation."""

    titre = "Invitation illisible"

    def __init__(self, why: str) -> None:
        super().__init__(
            f"Cette invitation ne peut pas servir\u00a0: {why}. Rien n’a été modifié\u00a0: demandez-en une "
            "autre à votre gestionnaire."
        )


class WrongAuthority(_Told):
    """The store's authority is not the one that this vault knows, or did not sign."""

    titre = "Magasin central non reconnu"
    sentence = (
        "Le magasin qui a répondu n’est pas celui que ce poste attend. Rien ne lui a été envoyé "
        f"de vos dossiers. {_SAFE}\u00a0: prévenez votre gestionnaire."
    )


class OtherInviter(WrongAuthority):
    """The store's authority is not the one that the invitation pins."""

    sentence = (
        "Le magasin qui répond à cette adresse n’est pas celui qui a fait cette invitation. Votre "
        "code ne lui a pas été envoyé, et rien n’a été modifié\u00a0: vérifiez l’adresse avec votre "
        "gestionnaire."
    )


class OtherOwner(_Told):
    """The vault was enrolled before, for someone else or with another store."""

    titre = "Coffre déjà relié"
    sentence = (
        "Ce coffre est déjà relié, pour une autre personne ou à un autre magasin central. "
        f"{_SAFE} et rien n’a changé\u00a0: créez un autre coffre pour cette invitation."
    )

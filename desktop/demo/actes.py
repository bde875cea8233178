"""The actes d’engagement of the invented caseload: signed by the three parties, but for a few of the last ones (C7-1)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.demo.cadre import Cadre
from desktop.demo.story import Story
from plie.kinds import ActeEngagement, Decision, Parcours, SignatureActe
from plie.vocabulaire import IssueCommission, MoyenSignature
from plie.vocabulaire_dossier import PartieActe

# Coordination’s hand, as in the scene of the demonstration.
_EQUIPE = "Solène Azéma"
# Days from the integration to each signature: the paper goes round.
_AFTER = {PartieActe.ADHERENT: 6, PartieActe.ACCOMPAGNATEUR: 6, PartieActe.EQUIPE: 16}
# Of those who joined lately, so many still lack the équipe’s signature.
_LEFT, _LATELY = 4, timedelta(days=230)


@dataclass(slots=True)
class Actes:
    """Goes over the stories, one dossier after another: the same are left to be signed each time."""

    cadre: Cadre
    accompagnateur: str
    left: int = 0

    def of(self, story: Story, *, active: bool) -> Iterator[ActeEngagement | SignatureActe]:
        """Yield the acte of each parcours that someone joined, and who signed it."""
        for _, fact in story.facts:
            if isinstance(fact, Decision) and fact.issue == IssueCommission.INTEGRATION:
                joined = _joined(story, fact)
                lacking = active and self.left < _LEFT and self.cadre.today - joined < _LATELY
                self.left += lacking
                yield from self._acte(story, fact, joined, lacking=lacking)

    def _acte(
        self, story: Story, decision: Decision, joined: date, *, lacking: bool
    ) -> Iterator[ActeEngagement | SignatureActe]:
        person = story.profil.personne(story.dossier).nom
        names = {
            PartieActe.ADHERENT: person,
            PartieActe.ACCOMPAGNATEUR: self.accompagnateur,
            PartieActe.EQUIPE: _EQUIPE,
        }
        acte = ActeEngagement(
            id=self.cadre.new_id(), dossier=story.dossier, parcours=decision.parcours,
            decision=decision.id, etabli_le=joined, adherent_nom=person,
            accompagnateur_nom=self.accompagnateur,
        )  # fmt: skip
        yield acte
        for partie, days in _AFTER.items():
            day = joined + timedelta(days=days)
            if day <= self.cadre.today and not (lacking and partie is PartieActe.EQUIPE):
                yield self._signature(acte, partie, names[partie], day)

    def _signature(
        self, acte: ActeEngagement, partie: PartieActe, nom: str, day: date
    ) -> SignatureActe:
        return SignatureActe(
            id=self.cadre.new_id(), dossier=acte.dossier, acte=acte.id, qui=partie, nom=nom,
            moyen=MoyenSignature.PAPIER, signe_le=day,
        )  # fmt: skip


def _joined(story: Story, decision: Decision) -> date:
    """Return the day of the integration: of who was taken up from elsewhere, the one before."""
    own = (f for _, f in story.facts if isinstance(f, Parcours) and f.id == decision.parcours)
    before = next((parcours.integre_le for parcours in own), None)
    return before or decision.prise_le

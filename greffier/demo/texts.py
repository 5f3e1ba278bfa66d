"""What the demonstration says around its scenes, in both languages."""

from __future__ import annotations

from typing import Final

from rules.bilingual import Sentence
from sync.effects.kinds import comment, move

WELCOME: Final = Sentence(
    "Greffier, le greffier de vos tableaux Trello. Tout se passe sur cette machine, avec un Trello "
    "simulé et des personnes inventées.",
    "Greffier, the clerk of your Trello boards. All of it happens on this machine, with a simulated "
    "Trello and invented people.",
)
PORT_TAKEN: Final = Sentence(
    "Le port {wanted} est déjà pris : je prends le {port}.",
    "Port {wanted} is taken: I take {port}.",
)
STARTING: Final = Sentence(
    "Greffier démarre et lit les deux tableaux…", "Greffier starts and reads both boards…"
)
BOTH_READ: Final = Sentence("les deux tableaux lus et vérifiés", "both boards read and checked")
READ: Final = Sentence(
    "{cards} cartes lues en {calls} appels à Trello, webhooks de {hooks} tableaux enregistrés",
    "{cards} cards read with {calls} calls to Trello, webhooks of {hooks} boards registered",
)
TIDIED: Final = Sentence(
    "{complete} complètes ; {moved} incomplètes expliquées en commentaire et rangées dans "
    "« Profil à mettre à jour » ; {left} laissées tranquilles (déjà rangées, planifiées, modèles…)",
    "{complete} complete; {moved} incomplete ones explained in a comment and put into “Profil à "
    "mettre à jour”; {left} left in peace (put there before, planned, templates…)",
)
RECEIVED_ONE: Final = Sentence(
    "une annonce de Trello ({kinds}), vérifiée et rangée",
    "one delivery from Trello ({kinds}), verified and stored",
)
RECEIVED: Final = Sentence(
    "{count} annonces de Trello ({kinds}), vérifiées et rangées",
    "{count} deliveries from Trello ({kinds}), verified and stored",
)
WAITS: Final = Sentence(
    "la carte vient d'être touchée : je la laisse se poser {wait}",
    "the card was just touched: I let it settle for {wait}",
)
VERDICTS: Final = {
    "complete": Sentence("complète", "complete"),
    "warned": Sentence("complète, à signaler : {warned}", "complete, to be noted: {warned}"),
    "incomplete": Sentence("incomplète, il manque : {missing}", "incomplete, missing: {missing}"),
    "suspended": Sentence(
        "suspendue : une personne a décidé, je n'y touche plus",
        "suspended: a person has decided, I leave it alone",
    ),
    "not-checked": Sentence("pas à vérifier", "not to be checked"),
    "gone": Sentence("partie du tableau", "gone from the board"),
    "accepted": Sentence(
        "complète par exception, sur décision d'un responsable ; il manquait : {missing}",
        "complete by exception, a manager's decision; what was missing: {missing}",
    ),
}
EFFECTS: Final = {
    comment.WRITE.name: Sentence("un commentaire écrit", "a comment written"),
    comment.EDIT.name: Sentence(
        "le même commentaire mis à jour", "the same comment brought up to date"
    ),
    move.MOVE.name: Sentence("la carte déplacée", "the card moved"),
}
FAILED: Final = Sentence(
    "attendu en vain pendant {wait} : {what}", "waited {wait} in vain for: {what}"
)
BROKEN: Final = Sentence("ce n'est plus vrai : {what}", "this does not hold any more: {what}")
STOPPED: Final = Sentence(
    "Greffier s'est arrêté de lui-même ; son journal dit pourquoi : {log}",
    "Greffier stopped by itself; its log says why: {log}",
)
AS_TOLD: Final = Sentence("Tout est allé comme annoncé : {scenes}.", "All went as told: {scenes}.")
NOT_AS_TOLD: Final = Sentence(
    "Tout n'est pas allé comme annoncé : {scenes}, dont {failed} en défaut.",
    "Not all went as told: {scenes}, {failed} of which failed.",
)
SUMMARY: Final = Sentence(
    "{calls} appels à Trello, {deliveries} annonces reçues, "
    "{receipts} gestes avec reçu, en {took}.",
    "{calls} calls to Trello, {deliveries} deliveries received, "
    "{receipts} acts with a receipt, in {took}.",
)
ADDRESSES: Final = Sentence("Vous pouvez continuer vous-même :", "You can go on yourself:")
BOARDS: Final = Sentence("les tableaux      {url}", "the boards        {url}")
STATE: Final = Sentence("l'état du greffe  {url}", "the clerk's state {url}")
MAILS: Final = Sentence("les courriels     {url}", "the mails         {url}")
GESTURE: Final = Sentence("un geste, par exemple", "a gesture, for example")
LOG: Final = Sentence("le journal        {path}", "the log           {path}")
STOP: Final = Sentence("Ctrl-C arrête tout.", "Ctrl-C stops everything.")
BYE: Final = Sentence("Tout est arrêté.", "Everything has stopped.")
UNKNOWN_SCENE: Final = Sentence(
    "--scene {name} : aucune scène ne s'appelle ainsi ; il y a : {known}",
    "--scene {name}: there is no such scene; there are: {known}",
)
NO_FOLDER: Final = Sentence(
    "impossible d'écrire dans {folder} ({why}) ; un autre dossier se donne avec GREFFIER_DATA",
    "cannot write into {folder} ({why}); GREFFIER_DATA names another folder",
)

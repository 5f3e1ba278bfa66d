"""The sentences of mails to students and mentors, in French and English."""

from __future__ import annotations

from typing import Final

from rules.bilingual import Sentence

HELLO: Final = Sentence("Bonjour {name},", "Hello {name},")
AT_SCHOOL: Final = Sentence(
    "{own} ({school} à l'heure de l'école)", "{own} ({school} at the school)"
)

WELCOME: Final = Sentence("{mentor} vous accompagne", "{mentor} is your mentor")
WELCOME_BODY: Final = Sentence(
    "{mentor} est votre mentor : vous vous verrez une fois par semaine, en visioconférence.",
    "{mentor} is your mentor: you meet once a week, by video.",
)
SLOT: Final = Sentence("Votre créneau : {slot}.", "Your weekly time: {slot}.")
SLOT_SUBJECT: Final = Sentence("Vos sessions : {slot}", "Your sessions: {slot}")
NEXT_DATES: Final = Sentence("Vos prochaines sessions", "Your next sessions")
CHOOSE: Final = Sentence(
    "Choisissez votre première session sur votre page : elle vous propose des heures où {mentor} est libre.",
    "Choose your first session on your page: it offers times at which {mentor} is free.",
)
PAGE: Final = Sentence("Ouvrir ma page", "Open my page")
CHOOSE_BUTTON: Final = Sentence("Choisir ma première session", "Choose my first session")
PAGE_BODY: Final = Sentence(
    "Votre page montre vos sessions, vos objectifs et vos comptes rendus. Vous y déplacez une session, ou "
    "vous l'annulez. Elle s'ouvre sans compte : ne transmettez ce lien à personne.",
    "Your page shows your sessions, your goals and your reports. There you move a session, or cancel it. It "
    "opens without an account: give the link to nobody.",
)
CALENDAR: Final = Sentence("Dans votre agenda", "In your calendar")
CALENDAR_BODY: Final = Sentence(
    "Abonnez votre agenda à cette adresse, et vos sessions y restent à jour : {url}",
    "Subscribe your calendar to this address, and your sessions stay up to date there: {url}",
)

REMINDER: Final = Sentence("Votre session : {when}", "Your session: {when}")
REMINDER_BODY: Final = Sentence(
    "Votre session avec {mentor} commence le {when}.",
    "Your session with {mentor} begins on {when}.",
)
JOIN: Final = Sentence("Rejoindre la session", "Join the session")
GOALS: Final = Sentence("Vos objectifs", "Your goals")
UNABLE: Final = Sentence(
    "Un empêchement ? Jusqu'à {late} avant, déplacez-la vous-même sur votre page. Plus tard, prévenez "
    "quand même : une absence sans un mot compte comme telle.",
    "Unable to come? Until {late} before, move it yourself on your page. Later, tell us all the same: an "
    "absence without a word counts as one.",
)
UNABLE_ANY_TIME: Final = Sentence(
    "Un empêchement ? Tant qu'elle n'a pas commencé, déplacez-la vous-même sur votre page. Une absence sans "
    "un mot compte comme telle.",
    "Unable to come? As long as it has not begun, move it yourself on your page. An absence without a word "
    "counts as one.",
)

MOVED: Final = Sentence("Session déplacée : {when}", "Session moved: {when}")
MOVED_BODY: Final = Sentence(
    "Votre session avec {mentor} est déplacée au {when}.",
    "Your session with {mentor} is now on {when}.",
)
MOVED_BY_YOU: Final = Sentence(
    "Comme vous l'avez demandé, votre session avec {mentor} est déplacée au {when}.",
    "As you asked, your session with {mentor} is now on {when}.",
)
BEFORE: Final = Sentence("Elle était prévue le {when}.", "It was planned for {when}.")
CANCELLED: Final = Sentence("Session annulée : {when}", "Session cancelled: {when}")
CANCELLED_BODY: Final = Sentence(
    "Votre session avec {mentor}, prévue le {when}, n'aura pas lieu.",
    "Your session with {mentor}, planned for {when}, will not take place.",
)
CANCELLED_BY_YOU: Final = Sentence(
    "Comme vous l'avez demandé, votre session avec {mentor}, prévue le {when}, n'aura pas lieu.",
    "As you asked, your session with {mentor}, planned for {when}, will not take place.",
)
AGAIN: Final = Sentence(
    "La suite est sur votre page : votre prochaine session, ou de quoi en choisir une.",
    "What comes next is on your page: your next session, or times to choose one.",
)
CHANGES: Final = Sentence("Vos prochaines sessions changent", "Your next sessions change")
CHANGE_MOVED: Final = Sentence("{before} : déplacée au {when}", "{before}: moved to {when}")
CHANGE_NEW: Final = Sentence("Nouvelle : {when}", "New: {when}")
CHANGE_OFF: Final = Sentence("{before} : n'a pas lieu", "{before}: does not take place")

REPORT: Final = Sentence(
    "Compte rendu de votre session du {day}", "Report of your session of {day}"
)
NEXT_GOALS: Final = Sentence("Pour la prochaine fois", "For next time")
BLOCKERS: Final = Sentence("Points bloquants", "What is in the way")
MORE: Final = Sentence("Autre chose", "Anything else")
REPORT_FOOT: Final = Sentence(
    "Vous avez demandé les comptes rendus par courriel : sur votre page, un bouton arrête ces envois.",
    "You asked for reports by mail: a button on your page ends it.",
)

LINK: Final = Sentence("Votre nouveau lien", "Your new link")
LINK_BODY: Final = Sentence(
    "Voici un nouveau lien vers votre page. Le précédent n'ouvre plus rien.",
    "Here is a new link to your page. The one before opens nothing any more.",
)
LINK_NOT_YOU: Final = Sentence(
    "Vous n'avez rien demandé ? Ne faites rien : ce lien n'est envoyé qu'à vous.",
    "Did you not ask for it? Do nothing: this link is sent to you alone.",
)
FOOT: Final = Sentence(
    "Vous recevez ce message parce que {mentor} suit votre parcours. Répondez-y pour lui écrire.",
    "You receive this because {mentor} is your mentor. Answer it to write to them.",
)
FOOT_SCHOOL: Final = Sentence(
    "Vous recevez ce message parce que {mentor} suit votre parcours. Personne ne lit l'adresse d'où il part "
    ": pour lui écrire, passez par votre canal habituel.",
    "You receive this because {mentor} is your mentor. Nobody reads the address that this mail comes from: "
    "write to them where you usually do.",
)

UNSET: Final = Sentence("{count} sans statut", "{count} without a status")
UNSET_BODY: Final = Sentence(
    "Donnez leur statut : « Greffe » sur votre tableau Trello, puis « Sessions ». Dix secondes par session.",
    "Give them their status: “Clerk's office” on your Trello board, then “Sessions”. Ten seconds a session.",
)
UNSET_ITEM: Final = Sentence("{student}, {when}", "{student}, {when}")
STUDENT_MOVED: Final = Sentence("{student} a déplacé votre session", "{student} moved your session")
STUDENT_MOVED_BODY: Final = Sentence(
    "Votre session avec {student} est déplacée au {when}.",
    "Your session with {student} is now on {when}.",
)
STUDENT_CHOSE: Final = Sentence(
    "{student} a choisi sa première session", "{student} chose a first session"
)
STUDENT_CHOSE_BODY: Final = Sentence(
    "Votre première session avec {student} a lieu le {when}. Fixez ensuite un créneau hebdomadaire dans "
    "« Greffe ».",
    "Your first session with {student} is on {when}. Then set a weekly time in “Clerk's office”.",
)
STUDENT_CANCELLED: Final = Sentence(
    "Votre étudiant a annulé : {student}, {when}", "Your student cancelled: {student}, {when}"
)
STUDENT_CANCELLED_BODY: Final = Sentence(
    "{student} ne viendra pas à votre session, prévue le {when}.",
    "{student} will not come to your session, planned for {when}.",
)
IN_TIME: Final = Sentence(
    "L'annulation est dans les temps. Proposez-lui une autre heure dans « Greffe », « Étudiants ».",
    "The cancellation is in time. Offer another time in “Clerk's office”, “Students”.",
)
LATE: Final = Sentence(
    "L'annulation est tardive : le statut le dit déjà, vous n'avez rien à noter.",
    "The cancellation is late: the status says so already, there is nothing to note.",
)
PROFILE: Final = Sentence(
    "Votre profil de mentor est vide : deux minutes suffisent",
    "Your mentor's profile is empty: two minutes are enough",
)
PROFILE_BODY: Final = Sentence(
    "{by} vous demande de compléter votre profil : « Greffe » sur votre tableau Trello, puis « Mon "
    "profil ». Dites les projets que vous accompagnez et validez, et combien d'étudiants : on vous "
    "proposera ce qui vous convient.",
    "{by} asks you to fill in your profile: “Clerk's office” on your Trello board, then “My profile”. "
    "Say which projects you follow and validate, and how many students: you will be offered what suits "
    "you.",
)
ASK_HOLD: Final = Sentence(
    "Pouvez-vous tenir la soutenance de {student} ?", "Could you hold {student}'s defence?"
)
ASK_HOLD_BODY: Final = Sentence(
    "{by} vous demande de tenir la soutenance de {student}, le {at}. Répondez d'ici le {until}.",
    "{by} asks you to hold {student}'s defence, on {at}. Please answer by {until}.",
)
ASK_HOLD_UNDATED_BODY: Final = Sentence(
    "{by} vous demande de tenir la soutenance de {student}. Répondez d'ici le {until}.",
    "{by} asks you to hold {student}'s defence. Please answer by {until}.",
)
ASK_TAKE: Final = Sentence("Pouvez-vous suivre {student} ?", "Could you take {student} over?")
ASK_TAKE_BODY: Final = Sentence(
    "{by} vous demande de suivre {student}. Répondez d'ici le {until}.",
    "{by} asks you to take {student} over. Please answer by {until}.",
)
ANSWER: Final = Sentence("Répondre", "Answer")
ANSWER_HOW: Final = Sentence(
    "Dire non ne compte jamais contre vous : une autre personne sera sollicitée. Vous pouvez aussi "
    "répondre sur la carte, dans son panneau ou en commentaire.",
    "To say no never counts against you: another person will be asked. You can answer on the card as "
    "well, in its panel or in a comment.",
)
ASK_OVER: Final = Sentence(
    "La demande ne tient plus : vous n'avez rien à faire",
    "The request stands no more: there is nothing for you to do",
)
ASK_OVER_BODY: Final = Sentence(
    "La demande de {by} ne tient plus : la carte a changé, ou quelqu'un d'autre s'en charge. Vous n'avez "
    "rien à faire. Merci !",
    "What {by} asked you for stands no more: the card has changed, or somebody else takes it. There is "
    "nothing for you to do. Thank you!",
)
A_STUDENT: Final = Sentence("un étudiant", "a student")
MENTOR_FOOT: Final = Sentence(
    "Vous avez donné cette adresse dans « Mon profil » ; vous l'y changez ou l'y retirez.",
    "You gave this address in “My profile”; you change it or take it back there.",
)

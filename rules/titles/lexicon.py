"""The words that mean something in a title: what is noise, what links, what sounds like a course.

Lists only, written without accents: the reader folds what it meets before looking here. A word that
is in none of them is most likely part of somebody's name.
"""

from __future__ import annotations

NOISE = 1  # never a name nor a course: soutenance, projet, urgent
WEAK = 2  # noise beside noise or alone, otherwise part of a name: test, mars
LINK = 4  # joins words, and is a particle in names: de, la, van
HINT = 8  # sounds like a course: ingénieur, marketing
FIRST = 16  # a common first name
ODD = 32  # everyday word that is neither a name nor a course: voir, bug
COURSE_NEXT = 64  # what follows is the course: parcours, formation
NAME_NEXT = 128  # what follows is the student: étudiante, élève
OTHER_NEXT = 256  # what follows is somebody else: mentor, validateur
SPLIT = 512  # stands between the name and the course: en, chez
NUMBER = 1024  # a number, a date, an hour or a project: 12, 14h30, P7
SURNAME = 2048  # a first name that is just as common as a surname: Martin, Simon
LEAD = 4096  # leads from a noise word to the name: soutenance *de* Marie
SUBJECT = 8192  # sounds like a subject by its ending: -tion, -ique, -logie
CIVIL = 16384  # how a person is addressed, no part of the name: M., Mme, Dr
PROCESS = 32768  # tells of the school's process, and leads to a name: soutenance, urgent
NOUN = 65536  # a thing that is somebody's, before "de": soutenance de, copie de, transfert de
GRAMMAR = 131072  # a linking word of everyday French or English, not only of names: de, le, of
MONTH = 262144  # a month, which needs a number beside it
CALLED = 524288  # also somebody's name: beside a single word in capitals it is one
CORE = 2097152  # of the process and nobody's name, wherever it stands: soutenance, urgent, étudiant
GUESSED = 1048576  # a part of a title that may have lost a word of a name, or have one too many

WORDS: dict[int, str] = {
    NOISE: """
        soutenance soutenances soutenir resoutenance defense defence defenses transfert transferts
        transfer projet projets project proj oc openclassrooms openclassroom rattrapage
        urgent urgente urgence urgentissime prioritaire important nouveau nouvelle mme mlle melle
        mr mrs ms monsieur madame mademoiselle docteur pr prof prenom prenoms nom
        noms surname firstname lastname second seconde deuxieme troisieme premiere premier
        derniere dernier reprogrammee reportee
        reporte annulee annule confirmee confirme validee valide refaire rdv visio janvier fevrier
        juillet septembre octobre novembre decembre lundi mardi mercredi jeudi vendredi samedi
        dimanche monday tuesday wednesday thursday friday saturday sunday xxx xxxx todo tbd
        proposition propositions demande passer changement reporter
        reprise suivi relance evaluation examen presentation recherche cherche arret copie copy
        cours dr abandon depart completer definir confirmer preciser renseigner
    """,
    WEAK: """
        test tests essai carte card cards passage passages session sessions oral jury titre title
        sans new exemple example modele template brouillon draft mars avril mai juin aout vide
        untitled heure heures h n no num numero fin blanche blanc finale final mentorat
        name autre
    """,
    COURSE_NEXT: "parcours formation filiere cursus course specialite track promo promotion "
    "programme program",
    NAME_NEXT: "etudiant etudiante etudiants eleve student mentore mentoree apprenant apprenante "
    "candidat candidate stagiaire alternant alternante",
    OTHER_NEXT: "mentor mentors validateur validatrice tuteur tutrice evaluateur "
    "evaluatrice examinateur examinatrice par by avec with "
    "nee actuel actuelle ancien ancienne futur "
    "future",
    SPLIT: "en chez in at",
    CIVIL: "m mme mlle melle mr mrs ms monsieur madame mademoiselle dr docteur pr prof",
    PROCESS: """
        soutenance soutenances soutenir resoutenance defense defence defenses transfert transferts
        transfer oc openclassrooms openclassroom rattrapage urgent urgente urgence urgentissime
        prioritaire important prenom prenoms nom noms surname firstname lastname reprogrammee
        reportee reporte annulee annule confirmee confirme validee valide refaire rdv visio xxx todo
        tbd proposition propositions demande passer changement reporter reprise suivi relance
        evaluation presentation recherche cherche arret abandon depart completer definir confirmer
        preciser renseigner test tests essai carte card cards passage passages session sessions
        sans exemple example modele template brouillon draft vide untitled heure heures num numero
        mentorat titre title no
    """,
    CORE: """
        soutenance soutenances soutenir resoutenance defense defence defenses transfert transferts
        transfer oc openclassrooms openclassroom rattrapage urgent urgente urgence urgentissime
        prioritaire prenom prenoms nom noms surname firstname lastname rdv visio xxx todo tbd
        reprogrammee reportee reporte annulee annule confirmee confirme validee valide refaire
        completer definir confirmer preciser renseigner no etudiant etudiante etudiants eleve
        apprenant apprenante mentore mentoree parcours formation filiere cursus specialite
    """,
    NOUN: """
        soutenance soutenances resoutenance defense defence defenses transfert transferts transfer
        rattrapage proposition propositions demande changement reprise suivi relance evaluation
        presentation recherche arret abandon depart test tests essai carte card cards passage
        passages session sessions copie copy projet projets projects project examen oral jury cours
    """,
    GRAMMAR: "d de du des la le l les a au aux pour of for the et and sur vers e y s st",
    MONTH: "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    CALLED: """
        janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre lundi
        mardi mercredi jeudi vendredi samedi dimanche second seconde premier dernier troisieme
        deuxieme nouveau nouvelle par by future futur en in
    """,
    LINK: """
        d de du des la le les l van von der den ten ter zu ben bin ibn el al as da das do dos di
        del della du y e a au aux pour of for the et and sur vers s st
    """,
    LEAD: "d de du des pour of for a au avec sur",
    HINT: """
        dev concepteur integrateur ingenieur designer design data donnees chef assistant
        technicien expert experte manager management marketing administrateur admin architecte
        architecture ux ui devops cyber cybersecurite securite reseau reseaux systeme systemes web
        python java jee php javascript js typescript react angular vue node symfony django
        android ios swift kotlin rust golang ruby rails dotnet csharp sql cloud ai ml machine
        learning deep scientist analyst analytics product owner scrum agile gestion gestionnaire
        comptable comptabilite compta rh ressources humaines communication digital numerique
        informatique logiciel logiciels software fullstack frontend front backend back mobile
        testeur testeuse qa support consultant consultante responsable charge chargee conseiller
        conseillere commercial commerciale vente ventes business ecommerce commerce seo community
        graphiste graphisme redacteur redactrice formateur formatrice directeur directrice
        entrepreneur entrepreneuriat salesforce blockchain bts but licence master bachelor
        diplome certification finance financier juridique droit paie immobilier logistique
        hotellerie restauration sante social wordpress nocode lowcode ia programmation
        developpement application dap daj cdp infographiste monteur infra infrastructure
        bureautique secretariat secretaire engineering conception maintenance hardware art
        intelligence artificielle artificial big video jeu jeux game games animateur electronique
        full stack projet enseignant pedagogie pedagogique qualite energie energetique environnement
        plomberie patisserie cuisine coiffure menuiserie mecanique electricite boulangerie
        couture jardinage paysagiste horlogerie esthetique fleuriste tourisme traduction
        journalisme photographie architecte decoration ebenisterie boucherie soudure chaudronnerie
        cybersecurity security network marketeur growth sales customer success
    """,
    ODD: """
        fix write read review code codes login bug bugs add move create update delete remove
        check see call send email mail phone todo doing done link links lien liens info infos
        information note notes idea ideas idee idees question questions help aide aider voir
        faire relire envoyer appeler ajouter creer crea creez corriger preparer verifier mettre
        jour reunion meeting point merci bonjour hello ok stop attention readme doc docs document
        documents fichier file files page site app deploy release sprint task tasks tache taches
        feature features issue issues setup set install installer config drill drills lab un une
        ce cet cette ces mon ma mes son sa ses notre votre leur qui que quoi dont ou est sont etre
        avoir il elle ils elles nous vous on je tu pas plus moins tout tous toute toutes rien avant
        apres pendant demain hier is are be to from it this that these those what whatever where
        when why how who your you my our their not any some all anything here there like nice
        simple work want need please para por con los las una uno sobre aqui haz tus
        deja dejando tarea tareas curso repositorio inspiration visualize advanced archived
        attachments comments too checklist checklists board boards liste liste list lists
        ajout suppression livrable livrables divers perdu perdue inconnu inconnue
        dossier relecture travail semaine mois deploy nube attente
        validation retard svp absent absente malade dispo disponible
        api gateway user users story stories team landing retrospective database server home
        dashboard button form search profile settings auth testing unit deployment demo docker
        kubernetes git github trello slack budget planning roadmap newsletter blog article logo
        website menu header footer style css html json export import payment cart order shop
        store lunch page pages screen component error errors crash refactor migrate upgrade update
        version backlog kanban organiser organisation reserver acheter commander payer ranger
        nettoyer finir terminer commencer lire ecrire rediger relancer contacter
        placeholder mode emploi regles reglement bienvenue welcome
        or mais but if si alors donc
    """,
}

# One key for the ways of writing the same word of a course: a course is looked up by these keys.
SAME: dict[str, str] = {
    "dev": "developpeur developpeuse developeur developper developer developpeurs devs develop "
    "developpeure",
    "integrateur": "integratrice integrator",
    "chef": "cheffe chefe chefs",
    "ingenieur": "ingenieure engineer ingenieurs ing",
    "analyst": "analyste analysts analystes",
    "application": "applications appli applis app apps applicatif applicative",
    "jee": "j2ee javaee",
    "ai": "ia",
    "fullstack": "fullstacks",
    "concepteur": "conceptrice",
    "assistant": "assistante",
    "technicien": "technicienne",
    "administrateur": "administratrice",
    "projet": "projets project projects",
    "digital": "digitale digitaux",
    "donnees": "donnee",
    "web": "internet",
    "manager": "manageuse",
}

# Linking words that stand between a name and a course; before one, "le" and "la" are part of a name.
TO_COURSE = frozenset(
    ("d", "de", "du", "des", "l", "en", "pour", "of", "for", "in", "at", "chez", "a")
)

# What announces a name before a colon, beside the words of NAME_NEXT.
NAME_HEADS = frozenset(("nom", "prenom", "name"))

# Short words that keep their accents: whatever else is written so is a name ("Lê" is not "le").
ACCENTED = frozenset(("à", "née", "nées", "août", "être", "idée", "où", "dès"))

# The accents of French. In a longer word, the wrong one of them or none is a slip: "éléve".
FRENCH = frozenset("éèêëàâîïôùûç")

# Weak words that lead to a name at the start of a title: "Jury Marie Dupont", "Carte de Marie".
LEADERS = frozenset(("jury", "oral", "session", "passage", "carte", "card"))

# Words met all the time with their accents, or with digits: listed so that they need no folding.
USUAL = """
    développeur développeuse dév intégrateur ingénieur ingénieure données étudiant étudiante élève
    mentoré mentorée défense 2ème numérique cybersécurité léa chloé zoé inès noémie aïcha andré
    françois françoise jérôme rémi rémy rené renée théo loïc mélanie amélie aurélie cécile céline
    hélène hervé stéphane stéphanie sébastien frédéric gaël gaëlle joël noël anaïs maëlle clément
    grégory cédric éric étienne timothée léo raphaël raphaëlle jérémy mickaël élodie valérie
    véronique émilie mélissa océane aurélien benoît éléonore élise eloïse agnès thérèse thaïs
    p1 p2 p3 p4 p5 p6 p7 p8 p9 p10 p11 p12 p13
    1 2 3 4 5 6 7 8 9 10 11 12 13
"""

# Small words that may stand between two words of a course without changing it.
# The last ones are endings: "Développeur·se web", "Chef·fe de projet".
FILLERS = frozenset(
    (
        *("d", "de", "des", "du", "en", "l", "le", "la", "les", "et", "and", "of", "option"),
        *("specialite", "se", "euse", "trice", "rice", "ice", "fe", "e", "re", "s"),
    )
)

SUBJECT_ENDINGS = (
    "tion",
    "sion",
    "ique",
    "iques",
    "logie",
    "graphie",
    "metrie",
    "nomie",
    "culture",
    "isme",
    "bilite",
    "icite",
    "tecture",
    "eering",
    "erie",
    "ology",
    "ness",
)

"""Names of people: which words are common first names, and how a name is written properly."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# First names common in France, of every origin, without accents. Being absent from this list never
# counts against anybody: it only takes away one reason to be sure.
FIRST_NAMES = _words(
    """
    aaron abby abdallah abdel abdelkader abdellah abdou abdoul abdoulaye abel abigail achille
    ada adam adama adel adele adeline adil adrian adrien adrienne agathe agnes ahmad ahmed aicha
    aida aime aimee aissata aissatou akim alain alan alba alban albane albert alberto alessandro
    alessia alex alexandra alexandre alexia alexis alfred ali alice alicia alima alina aline
    alioune alix alma alois alpha alphonse alya amadou amael amanda amandine amar ambre ambroise
    amel amelia amelie amin amina aminata amine amir amira amy ana anae anais anas anastasia
    anatole andrea andreas andree andrei andrew ange angela angele angelina angelique angelo
    anissa anita ann anna annabelle anne annick annie anouk anthony antoine antoinette antonia
    antonin antonio anwar apolline aria ariane arielle aristide armand armelle arnaud arno
    arsene arthur arwa asma asmaa assa assia astrid aurelia aurelie aurelien aurore awa axel
    axelle aya ayman aymen ayoub aziz aziza bakary baptiste barbara basile bastien beatrice ben
    benjamin benoit berenice bernadette bernard bertrand bilal bilel billy binta blaise blanche
    blandine boris boubacar brahim brandon brice brigitte bruno bryan camelia cameron camille
    candice capucine carine carl carla carlos carmen carole carolina caroline cassandra
    catherine cecile cecilia cedric celeste celestin celia celina celine chaima chantal charlene
    charles charlie charline charlotte cheikh chems cherif chloe chris christel christelle
    christian christiane christine christophe christopher cindy claire clara clarisse claude
    claudia claudine clea clelia clemence clement clementine cleo clothilde clotilde clovis
    colette coline come constance constant constantin coralie corentin corinne cyprien cyril
    cyrille dalia damien dan dana daniel daniela daniele danielle danny daouda daphne dario dave
    david deborah delphine demba denis denise diana diane didier diego dimitri dina djamel
    djamila djibril dominique donovan dora dorian doriane dorothee driss dylan eddy eden edgar
    edith edmond edouard eduardo edwige elena eleonore elfie elia elian eliane elias elie eline
    eliott elisa elisabeth elise elizabeth ella ellie elodie eloise elsa elvira elyes elyse
    emeline emeric emile emilia emilie emilien emilio emma emmanuel emmanuelle emmy enora enzo
    eric erica erika erwan esteban estelle esther ethan etienne eugene eugenie eva evan evelyne
    ewen eya fabien fabienne fabio fabrice fadila fanny fanta farah farid farida fatiha fatima
    fatma fatou fatoumata faustine felicie felix ferdinand fernand fernanda fernando fiona
    flavie flavien fleur flora florence florent florentin florian florine fode fouad france
    frances francesca francesco francine francis francisco franck francois francoise frank fred
    frederic frederique gabin gabriel gabriela gabriella gabrielle gael gaelle gaetan gaspard
    gaston gautier genevieve geoffrey georges geraldine gerard germain ghislain ghislaine
    gilbert gilles gisele giulia gladys goran grace gregoire gregory guillaume guillemette
    gustave guy gwenaelle gwendoline habib hadrien hakim hamid hamza hana hanae hanane hanna
    hannah harold haroun harouna harry hasan hassan hawa hayat heidi helena helene heloise henri
    henriette herve hicham hind honore hortense houda hubert hugo hugues ian ibrahim ibrahima
    ibtissem ida idriss idrissa ignace igor iker ilan ilana ilham ilhan ilies ilyas ilyes iman
    imane imene imran ines ingrid irene irina iris isaac isabella isabelle isis ismael ismail
    issa ivan ivana jack jacky jacob jacqueline jacques jade jalil jamal james jamila jan jana
    jane janine jasmine jason jassim javier jean jeanne jeannine jennifer jenny jeremie jeremy
    jerome jessica jessy jihane jimmy joachim joan joana joanna joao joel joelle joey johan
    johann johanna john jonas jonathan jordan jorge jose joseph josephine josette joshua josiane
    josselin joy juan jude judith jules julia julian juliana julie julien julienne juliette june
    justin justine kader kadiatou kais kamal kamel karen karim karima karin karine karl katia
    kelly kenza kevin khadija khadim khaled khalid khalil killian kim koffi kofi laetitia laila
    lamia lamine lana lara larissa laura laure laureen laurence laurent laurie laurine lea leah
    leana leandre leane leila leo leon leona leonard leonie leonor leontine leopold leslie leyla
    lia liam lila lilas lili lilia lilian liliane lilly lilou lina linda line linh lino lionel
    lisa lise lison livia liza loan loane logan loic lois lola lorena lorenzo lorraine lou
    louane louis louisa louise louka loukas louna luc luca lucas lucie lucien lucienne lucile
    lucille ludivine ludovic luis luisa luka lukas luna lya lydia lydie lyes lyna lynda
    madeleine madeline mady mae mael maelie maelle maelys magali magalie magdalena mahamadou
    mahaut mai maia maiwenn malik malika malo malorie mamadou manel manon manuel manuela maram
    marc marceau marcel marcelle marco margaux margot marguerite maria mariam mariama mariame
    marianne marie marielle mariem marilyn marina marine mario marion marius marjorie mark
    marlene marley marouane marta martha marthe martin martine marvin marwa marwan mary maryam
    maryline maryse mateo mathias mathieu mathilde mathis mathys matteo matthew matthias
    matthieu maud maurice max maxence maxim maxime maximilien maya mayssa medhi mehdi mei
    melanie melina melissa melody meriem merouane meryem mia micael michael michel michele
    micheline michelle miguel mike mila milan milo mina minh mireille miriam moctar modibo
    mohamed mohammad mohammed moise mona monica monique morgan morgane mouad mouhamed mouna
    mourad moussa moustapha muriel murielle mustapha mylene myriam nabil nabila nada nadege
    nadia nadine nael nahel naima neha naomi nassim nastasia natacha natalia natan nathalie nathan
    nathanael nawel neil nelly nelson nesrine nicolas nicole nicoletta nils nina nine noa noah
    noam noe noel noelie noelle noemie noor nora norah norbert nordine nour noura nouria oceane
    octave odette odile olga olive olivia olivier omar ophelie oriane orlane oscar othmane oumar
    oumou ousmane owen pablo paloma pamela pascal pascale pascaline patrice patricia patrick
    paul paula pauline paulo pedro penelope perrine peter petra philippe philomene pierre
    pierrick priscilla prune quentin rachel rachid rachida rafael raissa ralph rania raoul
    raphael raphaelle rayan raymond rebecca regine regis reine remi remy renaud rene renee reza
    riad ricardo richard rita robert roberto robin rodolphe rodrigue roger rokhaya roland romain
    romane romeo romuald romy ronan rosa rosalie rose roseline roxane ruben ruth ryan saad
    sabine sabrina sacha safa safia said saida salah salim salima salimata sally salma salome
    salomon sam samantha sami samia samir samira samuel samy sandie sandra sandrine santiago
    sara sarah sasha saskia savannah sean sebastien selena selim selma serena serge sergio severine
    shaima shana shanon sharon sibylle sidonie simeon simon simone sirine sixtine sofia sofiane
    soizic solange solene solenn soline sonia sophia sophie soraya souad soufiane soukaina
    souleymane stanislas steeve stella stephane stephanie stephen steve steven sullivan suzanne
    suzie svetlana sybille sylvain sylvaine sylvia sylviane sylvie tamara tanguy tania tara
    tarek tariq tatiana teddy teo teresa tess thais thanh theo theodore theophile therese thiago
    thibaud thibault thibaut thierry thomas tiago tidiane tifany tiffany tim timothe timothee
    tina titouan tom tomas tommy tony tracy tristan typhaine ulysse ursula valentin valentina
    valentine valeria valerie valery vanessa vera veronique vianney victoire victor victoria
    vincent viola violaine violette virginie vivian viviane vladimir wafa waleed walid wassim
    wendy werner wilfrid wilfried will william willy xavier xiao yacine yael yamina yan yanis
    yann yannick yannis yasmin yasmina yasmine yassin yassine yassir yaya yazid yohan yohann
    yolande youcef younes youness youri youssef youssouf ysee yuri yusuf yvan yves yvette yvon
    yvonne zacharie zahra zakaria zara zeinab zelie zineb zinedine zoe zoubida zoulikha
    """
)

# First names that are at least as common as surnames: they say nothing about the order of a name.
SURNAMES_TOO = _words(
    """
    adam ahmed aime alain albert alexandre ali amar andre ange armand arnaud aziz baptiste
    bastien benoit bernard bertrand blaise blanche camara charles claude clement come constant
    constantin dan daniel david denis didier felix ferdinand fernand fleur france francois
    gabriel gautier georges gerard germain gilbert guillaume guy hakim hamid hassan henri herve
    honore hubert hugo ibrahim issa jacob james jean john jordan joseph khalil kim laurent leon
    leonard lionel lorraine lou louis luc lucas marc marceau marion mark martin martine mathieu
    maurice max michaud michel mohamed morgan moussa nicolas noel olivier omar owen pascal paul
    perrine peter philippe pierre prune raymond regis reine remy renaud richard robert roger
    roland rolland rose royer ryan said salah salomon samuel simon thomas victor vidal vincent
    xavier
    """
)

# Particles stay small ("Paul de la Tour"); the second kind only after another ("Yann Le Goff").
_SMALL = _words("d de du des von van der den ter zu ibn da das do dos di del della y e")
_SMALL_AFTER_SMALL = _words("la le les el al ben bin den der ten")
PARTICLES = _SMALL | _SMALL_AFTER_SMALL
_ACCENTS = re.compile("[\u0300-\u036f]+")
_PIECES = re.compile(r"([^\W_]+)")
_SCOTTISH = re.compile(r"\bMc([bcdfghklmnpqrstvwxyz])")
_VOWELS = frozenset("AEIOUYÀÂÄÉÈÊËÎÏÔÖÙÛÜ")


def written_properly(units: Sequence[str]) -> str:
    """Return a name as a person would write it: first name first, capitals only where they belong.

    `units` are the words of the name in the order read, hyphens and apostrophes inside
    ("Jean-Baptiste", "N’Diaye"). What is written in mixed case is kept as it is. The result is NFC.
    """
    name = " ".join(units)
    if not _in_order(units, name):
        units = _first_name_first(units)
        name = " ".join(_cased(units))
    return name if name.isascii() else unicodedata.normalize("NFC", name)


def is_first_name(unit: str) -> bool:
    """Return whether this word, or what stands before its first hyphen, is a common first name."""
    bare = unaccented(unit.lower())
    return bare in FIRST_NAMES or bare.partition("-")[0] in FIRST_NAMES


def looks_capital(unit: str) -> bool:
    """Return whether the word is written in capitals, as surnames are in French lists."""
    return unit.isupper() and sum(map(str.isalpha, unit)) > 1


def is_small(word: str) -> bool:
    """Return whether the word begins with a small letter, in a script whose words begin with capitals."""
    first = word[0]
    return first.islower() and first.title() != first  # Georgian letters are small, all of them


def unaccented(text: str) -> str:
    """Return the text without its accents: "é" becomes "e"."""
    if text.isascii():
        return text
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", text))


def _in_order(units: Sequence[str], name: str) -> bool:
    if not name.istitle() or units[0].lower() in PARTICLES:
        return False
    return len(units) != 2 or not _swapped(units)


def _first_name_first(units: Sequence[str]) -> Sequence[str]:
    lead = _capital_lead(units)
    if lead:
        return [*units[lead:], *units[:lead]]
    if len(units) > 2 and units[0].lower() in PARTICLES and is_first_name(units[-1]):
        return [units[-1], *units[:-1]]
    if len(units) == 2 and _swapped(units):
        return [units[1], units[0]]
    return units


def _capital_lead(units: Sequence[str]) -> int:
    """Return how many words at the start are a surname in capitals, before a first name."""
    lead = 0
    while lead < len(units) and _is_capital_piece(units[lead]):
        lead += 1
    if lead in (0, len(units)):
        return 0
    if lead == 1 and (_is_initials(units[0]) or _given_in_capitals(units)):
        return 0
    return lead


def _is_capital_piece(unit: str) -> bool:
    return looks_capital(unit) or (unit.isupper() and unit.lower() in PARTICLES)


def _is_initials(unit: str) -> bool:
    return len(unit) == 2 and unit.isupper() and not _VOWELS.intersection(unit)


def _given_in_capitals(units: Sequence[str]) -> bool:
    return is_first_name(units[0]) and not any(is_first_name(each) for each in units[1:])


def _swapped(units: Sequence[str]) -> bool:
    """Return whether two words of the same case are surname then first name."""
    last = unaccented(units[1].lower())
    known = is_first_name(units[1]) and last not in SURNAMES_TOO
    return known and not is_first_name(units[0]) and len(units[0]) > 2


def _cased(units: Sequence[str]) -> list[str]:
    cased: list[str] = []
    after_small = False
    for at, unit in enumerate(units):
        cased.append(_cased_unit(unit, after_small, at in (0, len(units) - 1)))
        after_small = cased[-1] in _SMALL
    return cased


def _cased_unit(unit: str, after_small: bool, at_an_end: bool) -> str:
    low = unit.lower()
    if not (unit.islower() or _is_capital_piece(unit)) or _is_initials(unit):
        return unit
    if not at_an_end and (low in _SMALL or (low in _SMALL_AFTER_SMALL and after_small)):
        return low
    return _capitalized(unit)


def _capitalized(unit: str) -> str:
    pieces = _PIECES.split(unit)
    for at in range(1, len(pieces), 2):
        elided = pieces[at] in ("d", "D") and pieces[at + 1][:1] == "’"
        pieces[at] = pieces[at].lower() if elided else pieces[at].capitalize()
    return _SCOTTISH.sub(lambda found: "Mc" + found[1].upper(), "".join(pieces))

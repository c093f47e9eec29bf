"""What the demo event says, in French and English."""

from __future__ import annotations

from typing import Any, NamedTuple


class AgendaLine(NamedTuple):
    """A line of the agenda, `after_min` minutes after the start."""

    after_min: int
    title: str
    description: str
    speaker: str


class Texts(NamedTuple):
    """One language's words. `people` are (name, role, about)."""

    title: str
    tagline: str
    description: str
    eyebrow: str
    hero_text: str
    countdown: str
    waiting: str
    teaser: tuple[str, str]
    people_title: str
    people: tuple[tuple[str, str, str], ...]
    figures_title: str
    figures: tuple[tuple[str, str, str], ...]
    agenda_title: str
    agenda: tuple[AgendaLine, ...]
    faq_title: str
    faq: tuple[tuple[str, str], ...]
    live_text: tuple[str, str]
    quote: tuple[str, str, str]
    after_hero: tuple[str, str, str]
    thanks: tuple[str, str]
    answers: tuple[str, str]
    survey: tuple[str, str]
    next_step: tuple[str, str, str]


ENGLISH = Texts(
    title="Aurelle One. The golden hour.",
    tagline="One evening. One car. The light decides.",
    description="The world premiere of the Aurelle One, live from the salt flats, with your questions on the set.",
    eyebrow="World premiere",
    hero_text="We built a car around the forty minutes of the day when everything looks true. See it with us, live.",
    countdown="The light goes down in",
    waiting="The doors are open. It begins in a moment.",
    teaser=(
        "Drawn with a single line",
        "From the nose to the tail, one line of light. No grille, no crease that is not needed, no chrome. What is "
        "left is proportion.",
    ),
    people_title="On the set",
    people=(
        ("Inès Valmont", "Chief executive", "Founded Aurelle in a boat shed in Brest, with eleven people and a lathe."),
        (
            "Tomás Herrera",
            "Head of design",
            "Drew the line of the One in an afternoon, and defended it for four years.",
        ),
        ("Maud Keller", "Journalist, your host", "Has asked carmakers the second question for twenty years."),
    ),
    figures_title="What we can already say",
    figures=(
        ("682", "km", "WLTP range"),
        ("0.19", "Cd", "drag coefficient"),
        ("16", "min", "from 10 to 80%"),
        ("1,690", "kg", "ready to drive"),
    ),
    agenda_title="The evening",
    agenda=(
        AgendaLine(0, "The doors open", "Music, and the salt flats at dusk.", ""),
        AgendaLine(10, "The reveal", "The Aurelle One, for the first time.", "Inès Valmont"),
        AgendaLine(30, "One line", "How a car is drawn when nothing may be added.", "Tomás Herrera"),
        AgendaLine(50, "Your questions", "Maud Keller puts them to the set, live.", "Maud Keller"),
        AgendaLine(80, "The last light", "What happens next, and when you can drive it.", "Inès Valmont"),
    ),
    faq_title="Before you ask",
    faq=(
        ("Do I need to install anything?", "<p>No. A browser made in the last three years is all it takes.</p>"),
        ("Will my question be read on air?", "<p>It may be. You see on this page where it stands, at every step.</p>"),
        ("Can I watch it again?", "<p>Yes. The whole evening stays on this page afterwards.</p>"),
    ),
    live_text=(
        "You are at the premiere",
        "<p>Ask the people on the set anything. Moderators pass on what many want to know; you see where your question "
        "stands.</p>",
    ),
    quote=("We took things away until the car was left.", "Tomás Herrera", "Head of design"),
    after_hero=("That was the golden hour", "Thank you for being there", "The evening is over. The car stays."),
    thanks=(
        "Thank you",
        "You asked more than we had time for. What was answered on the set is here; the rest we answer in writing.",
    ),
    answers=("Asked by you, answered on the set", "In the order of the evening."),
    survey=("How was it?", "Two questions, half a minute. We read every word."),
    next_step=("Drive it", "The first cars are in our spaces from March. An hour is yours.", "Book a drive"),
)

FRENCH = Texts(
    title="Aurelle One. L’heure d’or.",
    tagline="Un soir. Une voiture. La lumière décide.",
    description="La première mondiale de l’Aurelle One, en direct du désert de sel, avec vos questions sur le plateau.",
    eyebrow="Première mondiale",
    hero_text="Nous avons conçu une voiture pour les quarante minutes du jour où tout paraît vrai. Découvrez-la en direct.",
    countdown="La lumière tombe dans",
    waiting="Les portes sont ouvertes. Cela commence dans un instant.",
    teaser=(
        "Dessinée d’un seul trait",
        "Du nez à la poupe, une ligne de lumière. Pas de calandre, pas un pli de trop, pas de chrome. Reste la proportion.",
    ),
    people_title="Sur le plateau",
    people=(
        (
            "Inès Valmont",
            "Directrice générale",
            "A fondé Aurelle dans un hangar à bateaux de Brest, à onze et un tour.",
        ),
        (
            "Tomás Herrera",
            "Directeur du design",
            "A tracé la ligne de la One en un après-midi, et l’a défendue quatre ans.",
        ),
        ("Maud Keller", "Journaliste, votre hôte", "Pose aux constructeurs la deuxième question depuis vingt ans."),
    ),
    figures_title="Ce que nous pouvons déjà dire",
    figures=(
        ("682", "km", "d’autonomie WLTP"),
        ("0,19", "Cx", "de traînée"),
        ("16", "min", "de 10 à 80 %"),
        ("1 690", "kg", "en ordre de marche"),
    ),
    agenda_title="La soirée",
    agenda=(
        AgendaLine(0, "Les portes s’ouvrent", "Musique, et le désert de sel au crépuscule.", ""),
        AgendaLine(10, "La révélation", "L’Aurelle One, pour la première fois.", "Inès Valmont"),
        AgendaLine(30, "Un seul trait", "Dessiner une voiture quand rien ne doit s’ajouter.", "Tomás Herrera"),
        AgendaLine(50, "Vos questions", "Maud Keller les porte sur le plateau, en direct.", "Maud Keller"),
        AgendaLine(80, "La dernière lumière", "La suite, et quand vous pourrez la conduire.", "Inès Valmont"),
    ),
    faq_title="Avant de demander",
    faq=(
        ("Faut-il installer quelque chose ?", "<p>Non. Un navigateur de moins de trois ans suffit.</p>"),
        (
            "Ma question passera-t-elle à l’antenne ?",
            "<p>Peut-être. Vous voyez ici où elle en est, à chaque étape.</p>",
        ),
        ("Pourrai-je revoir la soirée ?", "<p>Oui. Toute la soirée reste sur cette page.</p>"),
    ),
    live_text=(
        "Vous êtes à la première",
        "<p>Demandez ce que vous voulez au plateau. Les modérateurs transmettent ce que beaucoup veulent savoir ; vous "
        "voyez où en est votre question.</p>",
    ),
    quote=("Nous avons enlevé, jusqu’à ce que reste la voiture.", "Tomás Herrera", "Directeur du design"),
    after_hero=("C’était l’heure d’or", "Merci d’avoir été là", "La soirée est finie. La voiture reste."),
    thanks=(
        "Merci",
        "Vous avez demandé plus que le temps ne permettait. Ce qui a reçu réponse est ici ; le reste suivra par écrit.",
    ),
    answers=("Vos questions, leurs réponses", "Dans l’ordre de la soirée."),
    survey=("C’était comment ?", "Deux questions, une demi-minute. Nous lisons chaque mot."),
    next_step=(
        "Conduisez-la",
        "Les premières arrivent dans nos espaces en mars. Une heure est à vous.",
        "Réserver un essai",
    ),
)

TEXTS: dict[str, Texts] = {"en": ENGLISH, "fr": FRENCH}

CONSENTS: dict[str, tuple[bool, dict[str, str]]] = {
    "rules": (
        True,
        {
            "en": "I have read how Aurelle handles my data for this event, and I keep to the rules of the house.",
            "fr": "J’ai lu comment Aurelle traite mes données pour cet événement, et je respecte les règles de la maison.",
        },
    ),
    "news": (
        False,
        {
            "en": "Aurelle may write to me about the One. I can end this with one click.",
            "fr": "Aurelle peut m’écrire au sujet de la One. J’y mets fin d’un clic.",
        },
    ),
}

# Name, company, country, language, question, and how far it is when the demo starts.
WELCOME = "Bonsoir et bienvenue ! Good evening, and welcome. Vos questions pour le plateau vont dans « Questions »."

CHAT: tuple[tuple[str, str], ...] = (
    ("Léa Fontaine", "Bonsoir de Nantes 👋"),
    ("Jonas Lindqvist", "Good evening from Luleå. Minus nine here."),
    ("Amara Okafor", "That silhouette in the teaser!"),
)

QUESTIONS: tuple[tuple[str, str, str, str, str, str, str], ...] = (
    ("Camille Roux", "Auto Hebdo", "FR", "fr", "Quelle part de la batterie vient d’Europe ?", "answered", "battery"),
    ("Jonas Lindqvist", "", "SE", "en", "How much range is left at minus twenty, heating on?", "on_deck", "battery"),
    (
        "Amara Okafor",
        "Lagos Motor Review",
        "NG",
        "en",
        "Can every workshop repair it, or only yours?",
        "on_deck",
        "life",
    ),
    ("Léa Fontaine", "", "FR", "fr", "Pourquoi avoir renoncé à la calandre, même décorative ?", "approved", "design"),
    (
        "Haruto Sato",
        "Drive Tokyo",
        "JP",
        "en",
        "Who drew the light signature, and what did you throw away?",
        "approved",
        "design",
    ),
    ("Mia Bauer", "", "DE", "en", "Will there be a version with a tow bar?", "approved", "life"),
    ("Pablo Ortega", "El Motor", "ES", "en", "What does the second owner get: warranty, updates?", "pending", ""),
    ("Chloé Martin", "", "BE", "fr", "Peut-on recharger la maison avec la voiture ?", "pending", ""),
    ("Sofia Rossi", "Quattroruote", "IT", "en", "What will it weigh, with and without you in it?", "parked", "battery"),
    ("Nils Berg", "", "NO", "en", "What is the range in real winter, say at -20?", "merged", "battery"),
    ("Inès Dubois", "", "FR", "fr", "Elle est où la voiture jaune de la photo ?", "rejected", ""),
    ("Tariq Haddad", "Gulf Wheels", "AE", "en", "Does the glass roof stay cool at 45 degrees?", "written", "design"),
)
"""Who asks what, how far it got, and its theme."""

THEMES: dict[str, tuple[str, str]] = {
    "battery": ("Batterie · Battery", "#3fa7d6"),
    "design": ("Design", "#e8743b"),
    "life": ("Vivre avec · Living with it", "#59b37a"),
}
"""Name, colour; by the key that questions name."""

ANSWER = "Yes: 78 % of the heat stays outside.\nOui : 78 % de la chaleur reste dehors."
DECLINED = "Elle arrive dans quelques minutes : restez avec nous."

CREW: tuple[tuple[str, str], ...] = (
    ("director", "Dana Moreau"),
    ("moderator", "Malik Benali"),
    ("host", "Maud Keller"),
    ("organiser", "Oriane Petit"),
    ("technician", "Theo Brandt"),
)


def body_before(texts: Texts, images: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Return the blocks of the page before the launch."""
    portraits = [images.get(f"speaker_{n}") for n in (1, 2, 3)]
    return [
        (
            "hero",
            {
                "eyebrow": texts.eyebrow,
                "title": texts.title,
                "text": texts.hero_text,
                "image": None,
                "link": {"label": "", "url": ""},
            },
        ),
        ("countdown", {"title": texts.countdown, "waiting_text": texts.waiting}),
        (
            "teaser",
            {"title": texts.teaser[0], "text": texts.teaser[1], "image": images.get("poster"), "layout": "full"},
        ),
        (
            "figures",
            {
                "title": texts.figures_title,
                "figures": [{"value": value, "unit": unit, "label": label} for value, unit, label in texts.figures],
            },
        ),
        ("agenda", {"title": texts.agenda_title}),
        (
            "people",
            {
                "title": texts.people_title,
                "people": [
                    {"name": name, "role": role, "text": about, "portrait": portrait}
                    for (name, role, about), portrait in zip(texts.people, portraits, strict=True)
                ],
            },
        ),
        (
            "faq",
            {"title": texts.faq_title, "items": [{"question": asked, "answer": answer} for asked, answer in texts.faq]},
        ),
    ]


def body_live(texts: Texts) -> list[tuple[str, dict[str, Any]]]:
    """Return the blocks under the stage."""
    return [
        ("text", {"title": texts.live_text[0], "text": texts.live_text[1]}),
        ("quote", {"quote": texts.quote[0], "name": texts.quote[1], "role": texts.quote[2], "portrait": None}),
        ("agenda", {"title": texts.agenda_title}),
    ]


def body_after(texts: Texts, book_url: str) -> list[tuple[str, dict[str, Any]]]:
    """Return the blocks of the page after the launch."""
    eyebrow, title, text = texts.after_hero
    return [
        ("hero", {"eyebrow": eyebrow, "title": title, "text": text, "image": None, "link": {"label": "", "url": ""}}),
        ("thanks", {"title": texts.thanks[0], "text": texts.thanks[1], "image": None}),
        ("survey", {"title": texts.survey[0], "text": texts.survey[1]}),
        ("answers", {"title": texts.answers[0], "text": texts.answers[1]}),
        (
            "call_to_action",
            {
                "title": texts.next_step[0],
                "text": texts.next_step[1],
                "link": {"label": texts.next_step[2], "url": book_url},
            },
        ),
    ]

"""Pairs of questions that people would call the same, or not: what the threshold was chosen with."""

from __future__ import annotations

SAME = [
    ("What is the price of the car?", "what's the price of this car"),
    ("How much does it cost?", "How much will it cost ?"),
    ("What is the range of the battery?", "What range does the battery have?"),
    ("When will it be available in France?", "When is it available in France, please?"),
    ("How long does it take to charge the battery?", "How long does the battery take to charge to 80%?"),
    ("Does it come in other colours?", "Will it come in other colors?"),
    ("Where is the car built?", "Where is this car being built?"),
    ("Can it tow a caravan?", "Can the car tow a caravan?"),
    ("Is there a left-hand and a right-hand drive version?", "Will there be a right-hand drive version?"),
    ("Quel est le prix de la voiture ?", "C'est quoi le prix de cette voiture ?"),
    ("Quelle est l'autonomie réelle de la batterie ?", "Quelle autonomie reelle pour la batterie"),
    ("Quand sera-t-elle disponible en France ?", "Elle sera disponible quand en France ?"),
    ("Combien de temps faut-il pour charger la batterie ?", "Combien de temps pour charger la batterie à 80 % ?"),
    ("Y aura-t-il d'autres couleurs ?", "Est-ce qu'il y aura d'autres couleurs que celles-ci ?"),
    ("Où est-elle fabriquée ?", "Elle est fabriquée où ?"),
    ("La voiture est-elle fabriquée en Europe ?", "Les voitures sont-elles fabriquées en Europe ?"),
    ("Peut-elle tracter une caravane ?", "Est-ce qu'elle peut tracter une caravane de 1,5 t ?"),
    ("Quelles sont les options de série ?", "Quelles options sont de série ?"),
    ("Bonjour, quel est le coût de l'entretien ? Merci", "Quel est le coût de l'entretien"),
    ("Is the battery recyclable?", "IS THE BATTERY RECYCLABLE???"),
]

DIFFERENT = [
    ("What is the price of the car?", "What is the range of the car?"),
    ("What is the price of the car?", "What is the price of a second battery with fast charging at home?"),
    ("When will it be available in France?", "When will it be available in the United States?"),
    ("How long does it take to charge the battery?", "How long is the battery guaranteed?"),
    ("Does it come in other colours?", "Does it come with other wheels?"),
    ("Where is the car built?", "Who designed the car?"),
    ("Can it tow a caravan?", "Can it drive by itself on a motorway?"),
    ("Is the battery recyclable?", "Is the battery made in Europe?"),
    ("How fast is it?", "How safe is it?"),
    ("Quel est le prix de la voiture ?", "Quel est le poids de la voiture ?"),
    ("Quelle est l'autonomie de la batterie ?", "Quelle est la garantie de la batterie ?"),
    ("Quand sera-t-elle disponible en France ?", "Quand sera-t-elle disponible au Japon ?"),
    ("Combien de temps faut-il pour charger la batterie ?", "Combien de places y a-t-il dans la voiture ?"),
    ("Y aura-t-il d'autres couleurs ?", "Y aura-t-il une version hybride ?"),
    ("Où est-elle fabriquée ?", "Où puis-je l'essayer ?"),
    ("Peut-elle tracter une caravane ?", "Peut-elle rouler sous la neige ?"),
    ("Quelles sont les options de série ?", "Quels sont les délais de livraison ?"),
    ("Quel est le coût de l'entretien ?", "Qui a dessiné l'intérieur ?"),
    ("Pourquoi un SUV ?", "Pourquoi maintenant ?"),
    ("Comment recharger à la maison ?", "Comment entretenir les freins ?"),
]

"""What is said in the large demo, in five languages: sentences with places to fill, about what small exporters ask."""

from typing import Final

# {city} is a city of the gazetteer, {other} another, {trade} a service in the sentence's language, {n} a number.
SENTENCES: Final = {
    "en": (
        "Does anybody know a tax adviser in {city} who has worked with a firm of {n} people?",
        "We sold {trade} to a customer in {city} last year and were paid after {n} days.",
        "The tender in {city} asks for references from {other}, which nobody of our size has.",
        "Our first pilot in {city} took {n} weeks and ended with an order for {trade}.",
        "Ask the chamber in {city} for the list of buyers before you book a flight to {other}.",
        "The contract was signed in {city}, but the invoices had to go to {other}.",
        "A reseller from {other} offered to carry our {trade} for {n} percent.",
        "Hotels near the fair in {city} are full {n} weeks before it opens.",
        "I would translate the offer first, then the web page, and the manual for {trade} last.",
        "Withholding tax on {trade} was {n} percent until we filed the certificate in {city}.",
        "The bank in {city} wanted to see the founders in person, so plan {n} days for it.",
        "Whoever exports {trade} to {city} should read what changed in the spring.",
    ),
    "fr": (
        "Quelqu’un connaît-il un bon comptable à {city} pour une équipe de {n} personnes ?",
        "Nous avons vendu {trade} à un client de {city} et le paiement est venu après {n} jours.",
        "L’appel d’offres de {city} demande des références que seule une maison de {other} possède.",
        "Le premier essai à {city} a duré {n} semaines et a mené à une commande.",
        "Demandez à la chambre de commerce de {city} la liste des acheteurs avant de partir pour {other}.",
        "Le contrat fut signé à {city}, mais les factures partent pour {other}.",
        "Un distributeur de {other} propose de vendre {trade} contre {n} pour cent.",
        "La retenue à la source était de {n} pour cent jusqu’au dépôt du certificat à {city}.",
    ),
    "es": (
        "¿Alguien conoce a un asesor fiscal en {city} que trabaje con equipos de {n} personas?",
        "Vendimos {trade} a un cliente de {city} y pagó después de {n} días.",
        "La licitación de {city} pide referencias que solo tiene una empresa de {other}.",
        "El primer piloto en {city} duró {n} semanas y terminó con un pedido.",
        "Pidan a la cámara de {city} la lista de compradores antes de viajar a {other}.",
        "El contrato se firmó en {city}, pero las facturas van a {other}.",
        "Un distribuidor de {other} quiere ofrecer {trade} por el {n} por ciento.",
    ),
    "de": (
        "Kennt jemand eine Steuerberaterin in {city}, die Firmen mit {n} Leuten betreut?",
        "Wir haben {trade} an einen Kunden in {city} verkauft und wurden nach {n} Tagen bezahlt.",
        "Die Ausschreibung in {city} verlangt Nachweise, die nur ein Haus aus {other} hat.",
        "Der erste Versuch in {city} dauerte {n} Wochen und endete mit einem Auftrag.",
        "Fragt die Kammer in {city} nach der Liste der Einkäufer, bevor ihr nach {other} fliegt.",
        "Der Vertrag wurde in {city} geschlossen, die Rechnungen gehen aber nach {other}.",
    ),
    "ja": (
        "{city}で税理士を探しています。社員は{n}人です。",
        "{city}のお客様に{trade}を提供し、{n}日後に入金がありました。",
        "{city}の展示会は{n}週間前に満室になります。",
        "契約は{city}で結び、請求書は{other}へ送りました。",
    ),
}
TRADES: Final = {
    "en": (
        *("software", "translations", "energy audits", "clinic scheduling"),
        *("payment tools", "drone surveys", "market research", "training"),
    ),
    "fr": ("des logiciels", "des traductions", "des audits d’énergie", "des formations", "des études de marché"),
    "es": ("programas", "traducciones", "auditorías de energía", "cursos", "estudios de mercado"),
    "de": ("Software", "Übersetzungen", "Energieberatung", "Schulungen", "Marktstudien"),
    "ja": ("ソフトウェア", "翻訳", "研修", "市場調査"),
}
TITLES: Final = {
    "en": (
        "Who has sold {trade} in {city}?",
        "Opening an account in {city}",
        "{city} or {other} first?",
        "Paid late in {city}",
    ),
    "fr": ("Qui a vendu {trade} à {city} ?", "Ouvrir un compte à {city}", "{city} ou {other} d’abord ?"),
    "es": ("¿Quién vende {trade} en {city}?", "Abrir una cuenta en {city}", "¿Primero {city} o {other}?"),
    "de": ("Wer verkauft {trade} in {city}?", "Ein Konto in {city} eröffnen", "Erst {city} oder {other}?"),
    "ja": ("{city}で{trade}を売るには", "{city}での口座開設"),
}
SPOKEN: Final[tuple[tuple[str, int], ...]] = (("en", 60), ("fr", 14), ("es", 12), ("de", 9), ("ja", 5))
"""In what share of a hundred threads each language is spoken."""

"""EBOPS 2010: the twelve main categories of services in trade, and the parts of them that small firms sell.

Source: Manual on Statistics of International Trade in Services 2010 (United Nations, IMF, OECD, Eurostat, UNCTAD,
UNWTO, WTO; ST/ESA/STAT/SER.M/86/Rev.1), annex I, with the codes of the SDMX code list for BPM6. The United Nations
allow the classification to be reproduced with its source named; names are shortened here where that loses nothing.
"""

from django.utils.translation import gettext_lazy as _

MAIN = [
    ("SA", _("Manufacturing services on inputs owned by others")),
    ("SB", _("Maintenance and repair")),
    ("SC", _("Transport")),
    ("SD", _("Travel")),
    ("SE", _("Construction")),
    ("SF", _("Insurance and pension services")),
    ("SG", _("Financial services")),
    ("SH", _("Charges for the use of intellectual property")),
    ("SI", _("Telecommunications, computer and information services")),
    ("SJ", _("Other business services")),
    ("SK", _("Personal, cultural and recreational services")),
    ("SL", _("Government goods and services")),
]
PARTS = [
    ("SC1", _("Sea transport")),
    ("SC2", _("Air transport")),
    ("SC3", _("Other modes of transport")),
    ("SC4", _("Postal and courier services")),
    ("SE1", _("Construction abroad")),
    ("SF1", _("Direct insurance")),
    ("SF2", _("Reinsurance")),
    ("SF3", _("Auxiliary insurance services")),
    ("SH1", _("Franchises and trademarks licensing")),
    ("SH2", _("Licences for the results of research and development")),
    ("SH3", _("Licences to reproduce or distribute software")),
    ("SH4", _("Licences to reproduce or distribute audio-visual works")),
    ("SI1", _("Telecommunications services")),
    ("SI2", _("Computer services")),
    ("SI21", _("Computer software")),
    ("SI22", _("Other computer services")),
    ("SI3", _("Information services")),
    ("SJ1", _("Research and development services")),
    ("SJ2", _("Professional and management consulting")),
    ("SJ211", _("Legal services")),
    ("SJ212", _("Accounting, auditing, bookkeeping and tax consulting")),
    ("SJ213", _("Business and management consulting and public relations")),
    ("SJ22", _("Advertising, market research and opinion polling")),
    ("SJ3", _("Technical, trade-related and other business services")),
    ("SJ31", _("Architectural, engineering, scientific and other technical services")),
    ("SJ32", _("Waste treatment, agricultural and mining services")),
    ("SJ33", _("Operating leasing")),
    ("SJ34", _("Trade-related services")),
    ("SK1", _("Audio-visual and related services")),
    ("SK21", _("Health services")),
    ("SK22", _("Education services")),
    ("SK23", _("Heritage and recreational services")),
]
EBOPS = sorted([*MAIN, *PARTS])
NAMES = dict(EBOPS)
MAIN_NAMES = dict(MAIN)


def main_of(code: str) -> str:
    """The main category that a part belongs to: SI21 is of SI."""
    return code[:2]


def choices_by_main() -> list[tuple[object, list[tuple[str, object]]]]:
    """For a select with a group for each main category."""
    return [(name, [(code, part) for code, part in EBOPS if main_of(code) == main]) for main, name in MAIN]

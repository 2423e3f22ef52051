import pytest
from django.core.exceptions import ValidationError

from ground.words.names import honest_line, honest_name, honest_title, plain_words

OF_EVERY_COUNTRY = [
    *(
        "Zoë Ŋ",
        "محمد العلي",
        "مُحَمَّد",
        "ᐃᓄᒃᑎᑐᑦ",
        "नि‌मिषा",
        "李 小龍",
        "山田　太郎",
        "👩‍👩‍👧 Family",
        "O'Brien-Ng",
        "O’Brien",
    ),
    *("ʻOkina Kāneʻohe", "Nguyễn Thị Huệ", "สมชาย ใจดี", "น้ำเพชร", "བསྒྲུབས", "မြွှုံ့", "சிவகுமார்", "ന്‍ ജയൻ", "ශ්‍රී ලංකා"),
    *(
        "می‌خواهم",
        "Ελένη Παπαδοπούλου",
        "Александр Пушкин",
        "Йорґ Їжак",
        "אברהם",
        "שָׁלוֹם",
        "김민수",
        "Ọlá Ṣówándé",
        "Ḥasan",
    ),
    *("Marie-Ève L’Écuyer", "İpek Şahin", "Þóra Ðað", "Łukasz", "Søren Ærø", "Jean-Luc d'Arc", "X Æ A-12", "Y", "Ng"),
    *(
        "ソニーPlayStation",
        "LINE株式会社",
        "삼성SDS",
        "Αθήνα Tech",
        "Москва Tech",
        "3M",
        "1984",
        "Café №5",
        "I ❤️ Tea",
        "🚢",
    ),
    *(
        "Admin Husić",
        "Official Chamber of Commerce",
        "Handelskontor Bremen",
        "Kontor & Söhne",
        "Team Nokia",
        "Agent Smith",
    ),
    *("<script>alert(1)</script>", "ＮＴＴ", "µTorrent", "🏴󠁧󠁢󠁥󠁮󠁧󠁿 Tea", "1️⃣ First", "O'Brien-Ng", "Ḥasan", "Team Nokia"),
]
UNSEEN = [
    *("Ada\u202eevil", "Ada\x00", "\u2066Ada", "zero\u200bwidth", "\u3164", "\u2800", "A\u115fB", "A\u1160", "\uffa0"),
    *(
        "Ada\ufe0f",
        "Ada\u200d",
        "Ada\u200dByron",
        "Ada\u00adByron",
        "\ufeffAda",
        "Ada\U000e0041",
        "Ada\u034f",
        "\ue000",
    ),
    *(
        "\u2065",
        "Ada\ufff0",
        "\U0001d159",
        "\U00013441\U00013442",
        "Ada\U00016fe4",
        "\ufdd0",
        "Ada\ufffe",
        "\U0010ffff",
    ),
]
LINE_ENDS = ["New\nLine", "A\r\nB", "A\rB", "x\u2028y", "x\u2029y", "x\x85y", "x\x0by", "x\x0cy", "x\x1ey"]
PILED = ["Z" + "\u0301" * 80, "a\u0301\u0302\u0303\u0304", "\u0301Ada", "ก" + "\u0e31" * 80, "a" + "\u20dd" * 4]
MIXED = ["Runа", "Pаypal", "Scοre", "Αnn", "Аbс", "Моderator", "ᏦONTOR", "Kоntоr Tea"]
KEPT = [
    *("Kontor staff", "KONTOR STAFF", "K0ntor-Staff", "KontorStaff", "Staff of Kontor", "Équipe Kontor", "Adm1n"),
    *("Equipo de Kontor", "Moderator", "Modérateur", "Moderadora", "Administrator", "Administrateur", "Administrador"),
    *("Official Kontor support", "Kontor", "Site admin", "adrninistrator", "official", "Officiel", "Ｋontor staff"),
    *(
        "𝐊ontor staff",
        "K o n t o r staff",
        "a d m i n",
        "Kᴏntor staff",
        "@dmin",
        "$taff of Kontor",
        "Trade commissioner",
    ),
    *("🅺🅾🅽🆃🅾🆁 staff Rosa", "🇰🇴🇳🇹🇴🇷 team", "🅐🅓🅜🅘🅝", "🅺🅾🅽🆃🅾🆁🆂🆃🅰🅵🅵", "ⓀⓞⓝⓣⓞⓡⓈⓣⓐⓕⓕ"),
    *("Trade commissioner", "Kontor|Team", "Kontor!", "Programme officer", "Personnel de Kontor"),
]

BROKEN = {"unseen": UNSEEN, "line_break": LINE_ENDS, "marks": PILED}


def code_of(rule, text):
    with pytest.raises(ValidationError) as refused:
        rule(text)
    return refused.value.code


@pytest.mark.parametrize("rule", [plain_words, honest_title, honest_name, honest_line])
@pytest.mark.parametrize("name", OF_EVERY_COUNTRY)
def test_names_are_written_as_people_write_them(rule, name):
    rule(name)


@pytest.mark.parametrize("rule", [plain_words, honest_title, honest_name, honest_line])
@pytest.mark.parametrize(
    ("name", "code"),
    [
        (name, code)
        for code, names in [("unseen", UNSEEN), ("line_break", LINE_ENDS), ("marks", PILED)]
        for name in names
    ],
)
def test_what_cannot_be_seen_breaks_the_line_or_piles_up_is_refused(rule, name, code):
    assert code_of(rule, name) == code


@pytest.mark.parametrize("rule", [honest_title, honest_name, honest_line])
@pytest.mark.parametrize("name", MIXED)
def test_a_word_of_letters_that_look_alike_is_refused(rule, name):
    assert code_of(rule, name) == "mixed"


@pytest.mark.parametrize("name", ["...", "—", "  "])
def test_a_name_names_something(name):
    assert code_of(honest_name, name) == "no_letter"


@pytest.mark.parametrize("name", KEPT)
def test_nobody_is_called_like_those_who_run_the_house(name):
    assert code_of(honest_name, name) == "reserved"


@pytest.mark.parametrize(
    "name", ["A former member", "former MEMBER", "F0rmer member", "Un ancien membre", "Antigua miembro", "Exmiembro"]
)
def test_nobody_is_called_like_who_has_left(name):
    assert code_of(honest_name, name) == "reserved"


@pytest.mark.parametrize("name", ["Former Members’ Club of Oslo", "Membre Fondateur", "Ancien Régime Conseil"])
def test_words_of_leaving_may_stand_in_a_name(name):
    honest_name(name)


@pytest.mark.parametrize(
    "line",
    [
        *("Kontor staff", "Official Kontor support", "Officer of Kontor", "Administrator", "Modératrice officielle"),
        *("Commissioner at Kontor", "Trade commissioner, Kontor", "Kontor’s official moderator", "Équipe de Kontor"),
    ],
)
def test_no_line_claims_an_office_of_the_house(line):
    assert code_of(honest_line, line) == "office"


@pytest.mark.parametrize(
    "line",
    [
        *(
            "Trade commissioner, Montréal",
            "Programme officer at Landing Lisbon",
            "Keeps Kontor’s boards",
            "Support staff",
        ),
        *(
            "Support staff",
            "Uses Kontor daily with my team",
            "Security officer at Acme",
            "Tide models for small ports",
            "",
        ),
    ],
)
def test_what_people_do_elsewhere_is_said(line):
    honest_line(line)

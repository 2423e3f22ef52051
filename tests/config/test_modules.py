import re
from pathlib import Path

import pytest

from config import modules

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "static" / "js"
ALL = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.js"))
ENTRIES = ["forum.js", "kontor.js", "show-room.js"]
SCRIPT = re.compile(r"static 'js/([\w/-]+\.js)'")


def ours(name):
    return (FOLDER / name).read_text()


@pytest.mark.parametrize("name", ALL)
def test_every_module_of_ours_is_joined(name):
    text = modules.joined(name, ours)
    imports = re.findall(r'^import .* from "(.*)";', text, re.M)
    assert imports in ([], ["../kontor.js" if "/" in name else "./kontor.js"]) or text == ours(name)


def test_each_behaviour_stands_in_one_of_four_folders():
    """At the top are lists alone: what every page, a page of the forums, a room of a show asks for."""
    assert [name for name in ALL if "/" not in name] == ENTRIES
    assert {name.partition("/")[0] for name in ALL if "/" in name} == {"live", "forms", "forum", "page"}
    for name in ENTRIES:
        assert re.fullmatch(r'(?://.*\n|import ".*";\n)+', ours(name))


def test_no_module_runs_twice_on_a_page():
    """What a page asks for beside kontor.js holds nothing that kontor.js, or another that it asks for, holds too."""
    within = modules._in_order("kontor.js", ours)
    for page in (ROOT / "templates").rglob("*.html"):
        asked = SCRIPT.findall(page.read_text())
        if not asked or "{% block script %}" in page.read_text():
            continue
        beside = [name for one in asked for name in modules._in_order(one, ours) if name not in within]
        assert len(beside) == len(set(beside)) and not set(asked) & set(within), page


def test_a_module_comes_once_and_after_what_it_needs():
    texts = {
        "kontor.js": 'import "./a.js";\nimport { b } from "./b.js";\nb();\n',
        "a.js": 'import { b as again } from "./b.js";\nimport * as c from "./c.js";\nagain(c.one);\n',
        "b.js": "export function b() {}\nconst hidden = 1;\n",
        "c.js": "// A remark.\nexport const one = 1;\n",
        "page.js": 'import { b } from "./b.js";\nimport { d } from "./d.js";\nd(b);\n',
        "d.js": "export async function d() {}\n",
        "far/page-2.js": 'import { b } from "../b.js";\nimport { e } from "./e.js";\ne(b);\n',
        "far/e.js": "export const e = 1;\n",
    }
    assert modules.joined("kontor.js", texts.__getitem__) == (
        "const _b = (() => {\nfunction b() {}\nconst hidden = 1;\n\nreturn { b };\n})();\n"
        "const _c = (() => {\nconst one = 1;\n\nreturn { one };\n})();\n"
        "const _a = (() => {\nconst { b: again } = _b;\nconst c = _c;\nagain(c.one);\n\nreturn {  };\n})();\n"
        "const _kontor = (() => {\n\nconst { b } = _b;\nb();\n\nreturn {  };\n})();\n"
        "export { _b, _c, _a, _kontor };\n"
    )
    assert modules.joined("page.js", texts.__getitem__) == (
        'import { _b } from "./kontor.js";\n'
        "const _d = (() => {\nasync function d() {}\n\nreturn { d };\n})();\n"
        "const _page = (() => {\nconst { b } = _b;\nconst { d } = _d;\nd(b);\n\nreturn {  };\n})();\n"
    )
    assert modules.joined("far/page-2.js", texts.__getitem__) == (
        'import { _b } from "../kontor.js";\n'
        "const _far_e = (() => {\nconst e = 1;\n\nreturn { e };\n})();\n"
        "const _far_page_2 = (() => {\nconst { b } = _b;\nconst { e } = _far_e;\ne(b);\n\nreturn {  };\n})();\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "export default 1;",
        "export let live = 1;",
        'export * from "./b.js";',
        'export { b } from "./b.js";',
        'import b from "https://elsewhere/b.js";',
        'const b = import("./b.js");',
        "await 1;",
        "import.meta.url;",
        'import "./kontor.js";',
    ],
)
def test_what_would_be_joined_wrongly_is_refused(text):
    texts = {"kontor.js": text, "b.js": ""}
    with pytest.raises(modules.NotOurs):
        modules.joined("kontor.js", texts.__getitem__)

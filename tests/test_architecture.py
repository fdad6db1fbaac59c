"""Everything that docs/architecture.md names exists, and no imports form a circle."""

from __future__ import annotations

import ast
import re
import tomllib
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs/architecture.md").read_text("utf-8")
# `bot/delivery/desk.py`, or with what it holds: `bot/delivery/desk.py:Desk.commit`
NAMED = re.compile(r"\b((?:bot|telegram_playground|alembic|content)/[\w/]*\w+\.\w+)(?::([A-Za-z_][\w.]*))?")
FOLDERS = re.compile(r"`((?:bot|telegram_playground|content|alembic|tests|bench|docs)[\w/]*/)`")
DIAGRAMS = re.findall(r"^```mermaid\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
NODE = re.compile(r'\["([^"]+)"\]')


def names_in(text: str) -> list[tuple[str, str]]:
    return sorted({(file, name.rstrip(".")) for file, name in NAMED.findall(text)})


def holds(file: Path, name: str) -> bool:
    """Is there a definition `name` (`function`, `Class`, `Class.method`) in the file?"""
    body = ast.parse(file.read_text("utf-8")).body
    for part in name.split("."):
        found = [node for node in body if defines(node, part)]
        if not found:
            return False
        first = found[0]
        body = first.body if isinstance(first, ast.ClassDef) else []
    return True


def defines(node: ast.stmt, name: str) -> bool:
    if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
        return node.name == name
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return any(isinstance(target, ast.Name) and target.id == name for target in targets)


@pytest.mark.parametrize(("file", "name"), names_in(PAGE))
def test_what_the_page_names_exists(file: str, name: str) -> None:
    assert (ROOT / file).is_file()
    assert not name or holds(ROOT / file, name)


def test_the_page_names_every_room() -> None:
    rooms = {path.name for path in (ROOT / "bot").iterdir() if (path / "__init__.py").exists()}

    assert {f"bot/{room}/" for room in rooms} <= set(FOLDERS.findall(PAGE))


def test_every_folder_that_the_page_names_exists() -> None:
    assert [folder for folder in FOLDERS.findall(PAGE) if not (ROOT / folder).is_dir()] == []


def test_the_page_has_the_layers_that_are_checked() -> None:
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]
    contracts = tools["importlinter"]["contracts"]
    [layers] = [each["layers"] for each in contracts if each["name"] == "Imports run one way"]

    assert "\n".join(line.replace("(", "").replace(")", "") for line in layers) in PAGE


def test_the_diagram_shows_only_what_exists() -> None:
    nodes = [node for diagram in DIAGRAMS for node in NODE.findall(diagram)]
    code = [node for node in nodes if ".py" in node]

    assert len(code) > 10
    for node in code:
        [(file, name)] = names_in(node)
        assert holds(ROOT / file, name), node


def test_a_wrong_name_would_be_found() -> None:
    assert not holds(Path(__file__), "no_such_function")
    assert holds(Path(__file__), "holds")


def circle_in(package: str) -> list[str]:
    """Return the modules of one import circle, the first also as the last; empty when there is no circle.

    Imports under `if TYPE_CHECKING:` count too.
    """
    graph = grimp.build_graph(package, exclude_type_checking_imports=False, cache_dir=None)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1]
        return circle
    return []


@pytest.mark.parametrize("package", ["bot", "telegram_playground"])
def test_no_imports_form_a_circle(package: str) -> None:
    assert circle_in(package) == []


def test_a_circle_for_types_only_would_be_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "circular"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "one.py").write_text("import circular.two\n", "utf-8")
    (package / "two.py").write_text(
        "from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from circular.one import x\n",
        "utf-8",
    )
    monkeypatch.syspath_prepend(tmp_path)

    assert set(circle_in("circular")) == {"circular.one", "circular.two"}

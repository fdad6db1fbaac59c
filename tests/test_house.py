"""Promises of the house itself: what a newcomer reads is true, and stays so."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bot.domain.message import phrase
from bot.screens.commands import MENU
from bot.settings import defaults
from bot.telegram.commands import commands
from bot.telegram.rendering import Renderer
from tests import once

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
NOT_OURS = {".git", ".venv", "build", "data", "dist", "__pycache__"}
MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:work|farm|root|home/\w+|Users/\w+|tmp/\w+)/")
REGISTRIES = re.compile(
    r"https?://[^\s\"')]*/(?:simple|packages)/|pythonhosted[.]org|pypi[.]org|registry[.]npmjs|"
    r"(?:index-url|find-links)\s*[=:]|--hash=",
)


def read(path: str) -> str:
    return (ROOT / path).read_text("utf-8")


def shell_blocks(text: str) -> list[str]:
    return re.findall(r"^```sh\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


def our_files() -> Iterator[Path]:
    """Yield every file that belongs to the repository: by git's word, or without git all but what is made."""
    if shutil.which("git") and (ROOT / ".git").exists():
        told = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
        names: Iterable[Path] = (ROOT / name for name in told.stdout.split("\0") if name)
    else:
        names = (path for path in ROOT.rglob("*") if not is_made(path.relative_to(ROOT)))
    yield from (path for path in names if path.is_file())


def is_made(path: Path) -> bool:
    folders = path.parts[:-1]
    return any(part in NOT_OURS or (part.startswith(".") and part != ".ci") for part in folders)


def text_of(path: Path) -> str | None:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        return None  # a picture or a font


def wanted() -> list[Requirement]:
    """Return what pyproject.toml asks for: to run, to develop, to build."""
    project = PROJECT["project"]
    extras = [each for extra in project["optional-dependencies"].values() for each in extra]
    return [
        Requirement(line) for line in project["dependencies"] + extras + PROJECT["build-system"]["requires"]
    ]


def pins() -> dict[str, str]:
    """Return the version that constraints.txt has for each library."""
    lines = [line.partition("#")[0].strip() for line in read("constraints.txt").splitlines()]
    found: dict[str, str] = {}
    for requirement in (Requirement(line) for line in lines if line):
        [pin] = requirement.specifier
        assert pin.operator == "=="
        found[canonicalize_name(requirement.name)] = pin.version
    return found


def brought_along() -> set[str]:
    """Return the names of all that is wanted, directly or through one another, as far as it is installed."""
    found: set[str] = set()
    waiting = wanted()
    while waiting:
        name = canonicalize_name(waiting.pop().name)
        if name in found:
            continue
        found.add(name)
        try:
            lines = metadata.requires(name) or []
        except metadata.PackageNotFoundError:  # the build backend lives in an environment of its own
            continue
        needs = [Requirement(line) for line in lines]
        waiting += [need for need in needs if need.marker is None or need.marker.evaluate({"extra": ""})]
    return found


def test_the_readme_has_two_commands_of_one_line_each_that_do_all_their_own_set_up() -> None:
    demo, tests, *_ = shell_blocks(read("README.md"))

    assert demo.count("\n") == tests.count("\n") == 1
    for command in (demo, tests):
        assert command.startswith("python3 -m venv .venv && ")
        assert "PIP_CONSTRAINT=constraints.txt" in command
    assert demo.endswith("/unknot demo\n")
    assert tests.endswith("/pytest\n")


def test_ci_runs_the_readmes_test_command() -> None:
    _, tests, *_ = shell_blocks(read("README.md"))
    [pattern] = re.findall(r"grep -E '(.+?)' README.md", read(".ci/run"))

    assert [line for line in read("README.md").splitlines() if re.search(pattern, line)] == [tests.strip()]


def test_env_example_names_every_setting_with_its_default_and_no_other() -> None:
    named = dict(re.findall(r"^([A-Z_]+)=(.*)$", read(".env.example"), re.MULTILINE))

    assert named == {name.upper(): default for name, default in defaults().items()}


def test_the_readme_has_a_line_for_every_setting() -> None:
    lines = re.findall(r"^\| `([A-Z_]+)` \|", read("README.md"), re.MULTILINE)

    assert lines == [name.upper() for name in defaults()]


def test_every_dependency_has_its_line_among_the_decisions() -> None:
    decisions = "\n".join(path.read_text("utf-8") for path in (ROOT / "docs/decisions").glob("0*.md"))

    missing = [
        each.name
        for each in wanted()
        if not re.search(rf"\b{re.escape(each.name)}\b", decisions, re.IGNORECASE)
    ]

    assert missing == []


def test_every_dependency_is_pinned_to_a_version_that_pyproject_allows() -> None:
    pinned = pins()

    for each in wanted():
        assert each.specifier.contains(pinned[canonicalize_name(each.name)]), str(each)


def test_all_that_dependencies_bring_along_is_pinned() -> None:
    assert brought_along() - set(pins()) == set()


def test_every_decision_is_in_the_list_of_decisions() -> None:
    folder = ROOT / "docs/decisions"
    listed = re.findall(r"\((0\d+-[\w-]+\.md)\)", (folder / "README.md").read_text("utf-8"))

    assert listed == sorted(path.name for path in folder.glob("0*.md"))


def test_every_decision_has_its_number_in_the_list_and_in_the_index_by_subject() -> None:
    folder = ROOT / "docs/decisions"
    by_number, by_subject = (folder / "README.md").read_text("utf-8").split("## By subject")
    numbers = [int(path.name[:4]) for path in sorted(folder.glob("0*.md"))]
    rows = re.findall(r"^\| [^|]+ \| ([\d, ]+) \|$", by_subject, re.MULTILINE)

    assert [int(number) for number in re.findall(r"^(\d+)\. \[", by_number, re.MULTILINE)] == numbers
    assert sorted({int(number) for row in rows for number in row.split(",")}) == numbers


def test_no_init_file_in_alembic_hides_the_library() -> None:
    assert list((ROOT / "alembic").rglob("__init__.py")) == []


def test_the_wheel_ships_texts_migrations_and_media() -> None:
    shipped = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]

    assert shipped == {"content": "bot/_content", "alembic": "bot/_alembic", "media": "bot/_media"}


def test_every_command_has_its_place_in_the_readme_and_the_menu_its_words() -> None:
    catalogue = once.catalogue()
    readme = read("README.md")

    for language in catalogue.languages:
        for name in MENU:
            assert Renderer(catalogue, language).plain(phrase(f"command.{name}"))
    for command in commands(catalogue):
        assert re.search(rf"`/{command}\b", readme), command


def test_the_changelog_knows_this_version() -> None:
    assert f"## [{PROJECT['project']['version']}]" in read("CHANGELOG.md")


@pytest.mark.parametrize("forbidden", [MACHINE_PATHS, REGISTRIES], ids=["machine paths", "registries"])
def test_no_file_knows_a_machine_or_a_registry(forbidden: re.Pattern[str]) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
        for path in our_files()
        for number, line in enumerate((text_of(path) or "").splitlines(), 1)
        if path != Path(__file__) and forbidden.search(line)
    ]

    assert found == []


def test_every_link_in_the_documents_leads_somewhere() -> None:
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in our_files()
        if page.suffix == ".md"
        for target in re.findall(r"\]\((?!https?://)([^)\s]+)\)", page.read_text("utf-8"))
        if not leads_somewhere(page, target)
    ]

    assert broken == []


def test_every_test_that_proves_a_guarantee_exists() -> None:
    named = re.findall(r"`([\w/]+/test_\w+\.py)`", read("docs/guarantees.md"))

    assert named
    assert [name for name in sorted(set(named)) if not (ROOT / "tests" / name).is_file()] == []


def leads_somewhere(page: Path, target: str) -> bool:
    name, _, anchor = target.partition("#")
    goal = page.parent / name if name else page
    if not goal.exists() or not anchor:
        return goal.exists()
    headings = re.findall(r"^#+ (.+)$", goal.read_text("utf-8"), re.MULTILINE)
    return anchor in [re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings]


def test_imports_run_one_way() -> None:
    run = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"

    told = subprocess.run(
        [sys.executable, "-c", run], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )

    assert told.returncode == 0, told.stdout + told.stderr


@pytest.mark.parametrize(
    ("folder", "longest"), [("bot", 350), ("telegram_playground", 350), ("bench", 350), ("tests", 600)]
)
def test_no_module_is_too_long_to_read(folder: str, longest: int) -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines())
        for path in our_files()
        if path.suffix == ".py" and path.relative_to(ROOT).parts[0] == folder
    }

    assert lengths
    assert {name: length for name, length in lengths.items() if length > longest} == {}

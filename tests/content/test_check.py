"""Every kind of fault is found, all at once, and each says where it is and what would be right."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.content.check import find_faults
from bot.content.faults import ContentError, Fault
from bot.content.folder import content_folder
from bot.content.reader import read_catalogue

EN = "locales/en"

# File, text in it, text instead, key of the fault, a part of what would be right.
DAMAGE = [
    # a file
    ("sources.yaml", "grade: seed", "grade: [seed", "", "not YAML"),
    ("languages.yaml", "languages: [en]", "- en", "", "write a map here"),
    ("languages.yaml", "[en]", "[en, zh-hans]", "languages", "there is no folder locales/zh-hans"),
    # a field
    ("techniques/kneading.yaml", "alone: good\n", "", "alone", "give one of: good"),
    ("techniques/kneading.yaml", "alone: good", "alone: perfect", "alone", "give one of: good"),
    ("techniques/kneading.yaml", "min_seconds: 180", "min_seconds: long", "min_seconds", "a whole number"),
    (
        "techniques/kneading.yaml",
        "min_seconds: 180",
        "min_seconds: 400",
        "max_seconds",
        "min_seconds no more",
    ),
    ("techniques/kneading.yaml", "pressure: [3, 5]", "pressure: [3, 8]", "pressure", "two numbers"),
    ("techniques/kneading.yaml", "alone: good", "alone: good\ncolour: red", "colour", "no such field"),
    ("techniques/kneading.yaml", "alone: good", "alone: good\nalone: fair", "alone", "give it once"),
    ("techniques/kneading.yaml", "order: 1", "order: 2", "order", "count from 1 to 5"),
    ("techniques/kneading.yaml", "[seed, V1,", "[seed, V9,", "sources", "V9 is not in sources.yaml"),
    ("techniques/kneading.yaml", "[spine, neck,", "[spine, knee,", "keep_off", "knee is not in"),
    ("techniques/kneading.yaml", "[spine, neck,", "[neck,", "keep_off", "spine must be among them"),
    ("techniques/tapping.yaml", "kidneys, ", "", "keep_off", "kidneys must be among them"),
    (
        "techniques/tapping.yaml",
        '"lightly tap the back"',
        '"hit it"',
        "seed.motion",
        "the seed's words exactly",
    ),
    ("techniques/kneading.yaml", "  rhythm: null\n", "", "seed.rhythm", "or null where it has none"),
    # a technique in a routine that a person builds
    ("techniques/pushing.yaml", "own_routine:", "x:", "own_routine", "the seed gives no limits"),
    ("techniques/pushing.yaml", "seconds: [60, 300], ", "", "own_routine.seconds", "and only there"),
    ("techniques/pushing.yaml", "[60, 300]", "[300, 60]", "own_routine.seconds", "from 1 to 600"),
    ("techniques/rolling.yaml", "{sides: 2,", "{seconds: [9, 99],", "own_routine.seconds", "and only there"),
    ("techniques/rolling.yaml", "sides: 2", "sides: 3", "own_routine.sides", "give 1 or 2"),
    ("techniques/rolling.yaml", ", sources: [design]}", "}", "own_routine.sources", "give a list of texts"),
    ("techniques/rolling.yaml", "[design]", "[O9]", "own_routine.sources", "O9 is not in sources.yaml"),
    # a trial
    ("trials.yaml", "tapping:\n", "taping:\n", "tapping", "give it a trial"),
    ("trials.yaml", "tapping:\n", "taping:\n", "taping", "no such technique"),
    ("trials.yaml", "step: tapping,", "step: kneading,", "tapping.plans", "give tapping once"),
    # an offer
    ("offers.yaml", "first: quick", "first: slow", "first", "give one of: taster, quick"),
    ("offers.yaml", "first: quick", "first: solo", "first", "solo has no plan for partner"),
    ("offers.yaml", "alone: solo", "alone: long", "alone", "long has no plan for alone"),
    ("offers.yaml", "taste: taster", "taste: quick", "taste", "quick has no plan for alone"),
    ("offers.yaml", "taste: taster", "tasty: taster", "tasty", "no such field"),
    # a question
    (
        "faq.yaml",
        "next: [keep_off, techniques]",
        "next: [spine]",
        "questions.where.next",
        "there is no button spine",
    ),
    (
        "faq.yaml",
        "sources: [M1, design], next: [rem",
        "sources: [C9], next: [rem",
        "questions.how_often.sources",
        "C9 is not in",
    ),
    (
        "faq.yaml",
        "also: [sitting, giver]",
        "also: [kneeling]",
        "questions.position.also",
        "kneeling is no other",
    ),
    (
        "faq.yaml",
        "also: [sitting, giver]",
        "also: [position]",
        "questions.position.also",
        "position is no other",
    ),
    ("faq.yaml", "[sitting, giver]", "[sorry]", "questions.position.also", "sorry is no other"),
    ("faq.yaml", "  sorry: {}", "  oil: {}", "small_talk.oil", "a question has this key"),
    ("faq.yaml", "[V1, V3]", "[V1, V2, V3]", "faq.does_it_work", 'name its source too: <a href="{url:V2}">'),
    (f"{EN}/faq.yaml", "Sleep well.", "Sleep well. " + "Oh, " * 60, "faq.good_night", "60 is the most"),
    (f"{EN}/faq.yaml", "<i>This is {own_advice}.</i>", "So.", "faq.sides", "must be: {own_advice}"),
    # a place
    ("places.yaml", "Europe/Berlin", "Europe/Bonn", "populous", "Europe/Bonn is no time zone"),
    ("places.yaml", "Europe/Berlin", "Europe/London", "populous", "each zone once"),
    (f"{EN}/cities.yaml", "Europe/Berlin:", "Europe/Bonn:", "Europe/Bonn", "this is no time zone"),
    (f"{EN}/cities.yaml", "[cdmx]", "[Cdmx]", "America/Mexico_City", "in lower case"),
    (f"{EN}/cities.yaml", "[cdmx]", "[kl]", "Asia/Kuala_Lumpur", "is in America/Mexico_City already"),
    ("places.yaml", "ECT: [America/Guayaquil]", "ECT: [Quito]", "abbreviations.ECT", "Quito is no time zone"),
    # times
    (f"{EN}/times.yaml", "[noon, midday", "[noon, midnight, midday", "words.midnight", "is in noon already"),
    (f"{EN}/times.yaml", "  noon: [", "  noom: [", "words.noom", "no such field"),
    (f"{EN}/times.yaml", '"12": [dec', '"december": [dec', "months.december", "a whole number in quotes"),
    # how firm, how fast
    ("pressure.yaml", "[2, 3]", "[1, 2]", "lighter", "lighter than the one before"),
    ("pressure.yaml", "[2, 3]", "[3, 2]", "lighter.0.pressure", "two numbers"),
    ("pressure.yaml", "  - {pressure: [1, 2], sources: [design]}", "#", "lighter", "give 2 of them"),
    ("pressure.yaml", "[1, 2], sources: [design]", "[1, 2], sources: [O9]", "lighter.1.sources", "O9 is not"),
    ("steps.yaml", "rhythm: by_pace", "rhythm: fast", "rolling.rhythm", "give one of: by_pace"),
    (
        "steps.yaml",
        "{kind: finish, ",
        "{kind: finish, rhythm: by_pace, ",
        "finish.rhythm",
        "only a technique",
    ),
    ("steps.yaml", "low_ribs: stays_above", "low_ribs: above", "wall_kneading.low_ribs", "stays_above"),
    ("steps.yaml", "{kind: finish, ", "{kind: finish, low_ribs: stays_above, ", "finish.low_ribs", "only a"),
    ("steps.yaml", ", rhythm: by_pace", "", "step.rolling", "its placeholders must be: {pressure}"),
    # a source
    ("sources.yaml", "  grade: A", "  grade: D", "V1.grade", "give one of: A, B, C"),
    (
        "sources.yaml",
        "  url: https://doi.org/10.1002",
        "  link: https://doi.org/10.1002",
        "V1.url",
        "give the address",
    ),
    ("sources.yaml", "https://www.nice", "www.nice", "V3.url", "begins with https://"),
    ("tips/posture.yaml", "source: D37", "source: D99", "week_of_moving.source", "D99 is not in"),
    ("tips/posture.yaml", "source: D37", "source: design", "week_of_moving.source", "only A, B may stand"),
    (
        "tips/posture.yaml",
        "tags: [walking, mindset]",
        "tags: []",
        "week_of_moving.tags",
        "give a list of texts",
    ),
    (
        "tips/posture.yaml",
        "[walking, mindset]",
        "[walkin]",
        "week_of_moving.tags",
        "walkin is not in tips/tags",
    ),
    ("tips/exercise.yaml", "trunk_turn:", "elbows:", "elbows", "another file has a tip of this key"),
    (
        "safety/red_flags.yaml",
        "fever: {urgency: today",
        "fever: {urgency: soon",
        "fever.urgency",
        "now, today",
    ),
    ("safety/areas.yaml", "neck: {rule: never", "neck: {rule: no", "neck.rule", "never, light, bone"),
    # a plan
    (
        "routines/full.yaml",
        "pushing, seconds: 60",
        "pushing, seconds: 61",
        "plans.partner",
        "add up to 600 s",
    ),
    (
        "routines/full.yaml",
        "kneading, seconds: 180",
        "kneading, seconds: 90",
        "plans.partner.1.seconds",
        "at least",
    ),
    (
        "routines/full.yaml",
        "tapping, seconds: 60",
        "tapping, seconds: 150",
        "plans.partner.5.seconds",
        "at most",
    ),
    (
        "routines/full.yaml",
        "step: pushing",
        "step: tapping",
        "plans.partner",
        "in the order of their session_order, each once",
    ),
    ("routines/full.yaml", "step: pushing", "step: petting", "plans.partner.2.step", "give one of: settle"),
    ("routines/full.yaml", "sides: 2", "sides: 3", "plans.partner.4.sides", "give 1 or 2"),
    ("routines/long.yaml", "  partner:", "  dog:", "plans", "a plan for partner"),
    ("routines/solo.yaml", "step: shoulder_tapping", "step: tapping", "plans.alone.2.step", "not for alone"),
    ("routines/full.yaml", "order: 3", "order: 2", "order", "this place already"),
    ("steps.yaml", "technique: rolling,", "technique: rowing,", "rolling.technique", "give one of: kneading"),
    (
        "steps.yaml",
        "name: step_name.finish",
        "name: step_name.end",
        "step_name.end",
        "this phrase is missing",
    ),
    # a phrase
    (f"{EN}/screens.yaml", "neck: |", "nek: |", "neck", "this phrase is missing"),
    (f"{EN}/screens.yaml", "neck: |", "nek: |", "nek", "the bot never asks for this"),
    (f"{EN}/errors.yaml", 'place "{text}"', 'place "{words}"', "e_zone", "its placeholders must be: {text}"),
    (f"{EN}/session.yaml", "until {time|wt}", "until {time}", "paused", "{time|wt}"),
    (f"{EN}/errors.yaml", "oops: Sorry", "oops: <u>Sorry</u>", "oops", "<u> is not used here"),
    (f"{EN}/safety.yaml", "<b>Keep off</b>", "<b>Keep off", "safety_keep_off", "close <b>"),
    (f"{EN}/errors.yaml", "oops: Sorry", "oops: 7 #", "oops", "give a text here"),
    (f"{EN}/errors.yaml", "oops: Sorry", "neck: x\noops: Sorry", "neck", "give it once; also in"),
    (f"{EN}/labels.yaml", '    "7": Jul', "    7: Jul", "format.month.7", "put the key in quotes"),
    (
        f"{EN}/labels.yaml",
        "not_meant: Not",
        "not_meant: Really, truly, this was Not",
        "button.not_meant",
        "30 is",
    ),
    (f"{EN}/labels.yaml", "quick: Quick 5", "quick: Quick 5 min.", "button.routine.quick", "11 is the most"),
    (f"{EN}/labels.yaml", "help: What I can do", "help: <b>What</b>", "command.help", "plain text"),
    (f"{EN}/session.yaml", "resumed: Going", "resumed: <b>Going</b>", "resumed", "plain text"),
    (
        f"{EN}/techniques.yaml",
        "Lean in with your weight.",
        "Lean in. " * 50,
        "technique.kneading.how",
        "1024 is the most",
    ),
    (
        f"{EN}/techniques.yaml",
        "    not_on: spine, neck, hip",
        "    off: spine, neck, hip",
        "technique.pushing.not_on",
        "is missing",
    ),
    (
        f"{EN}/techniques.yaml",
        "<b>Pressure</b>: {pressure}\n",
        "\n",
        "technique_card",
        "placeholders must be",
    ),
    (f"{EN}/tips.yaml", "easier: turn only", "lighter: turn only", "tip.trunk_turn.easier", "is missing"),
    (f"{EN}/techniques.yaml", "{url:V1}", "{url:V9}", "technique_why", "V9 is no source"),
    (f"{EN}/techniques.yaml", "{url:V1}", "{url:design}", "technique_why", "no source of grade A or B"),
    (
        f"{EN}/safety.yaml",
        "safety_keep_off: |\n",
        "safety_keep_off: |\n  " + "Not here. " * 100 + "\n",
        "safety_keep_off",
        "below its picture",
    ),
    # how many words a step has
    (
        f"{EN}/session.yaml",
        "<i>You: at the head, lean in.</i>",
        "Slowly. " * 8,
        "step.kneading",
        "45 is the most",
    ),
    (
        f"{EN}/session.yaml",
        "Stand or sit tall. Shoulders",
        "Stand or sit tall, at ease, as you like it. Shoulders",
        "step_short.settle_solo",
        "15 is the most",
    ),
    (
        f"{EN}/session.yaml",
        "  settle: Rest",
        "  settled: Rest",
        "step_short.settle",
        "this phrase is missing",
    ),
    # a change-over, a step that wants another time
    ("routines/long.yaml", "change_over: 10", "change_over: 90", "plans.partner.4.change_over", "less than"),
    (
        "routines/taster.yaml",
        "kneading, seconds: 40",
        "kneading, seconds: 20",
        "plans.partner.1.seconds",
        "more than 20 s",
    ),
    (
        "steps.yaml",
        "wants: [180, 240], sources: [O2]",
        "wants: [180, 240], sources: [O9]",
        "wall_pushing.sources",
        "O9 is not",
    ),
    ("techniques/tapping.yaml", "session_order: 5", "session_order: 4", "session_order", "count from 1 to 5"),
    # a wording
    (f"{EN}/screens.yaml", "thanks:\n", "thank:\n", "thanks.1", "this phrase is missing"),
    (f"{EN}/screens.yaml", "Go gently.", "Go, {name}.", "thanks.6", "its placeholders must be: none"),
    (f"{EN}/reminders.yaml", "your {minutes|long}", "your {n}", "reminder_opener.1", "must be: none"),
    # a time of day
    (f"{EN}/labels.yaml", 'time_am: "{hour}:{minute}"', 'time_am: "{hour}"', "format.time_am", "{minute}"),
    (f"{EN}/labels.yaml", 'time_am: "{hour}:', 'time_am: "{h}:', "format.time_am", "{hour} {hour_12}"),
    # a promise
    (f"{EN}/screens.yaml", "Go gently.", "It cures.", "thanks.6", '"cures" promises too much'),
    (
        f"{EN}/progress.yaml",
        "week is still open.",
        "you missed.",
        "progress_week_none",
        '"you missed" shames',
    ),
    (f"{EN}/session.yaml", "No effort.", "It heals.", "step.breathing", '"heals" promises too much'),
    (
        f"{EN}/reminders.yaml",
        "below is enough.\nlate_tip",
        "toxins stay.\nlate_tip",
        "late",
        '"toxins" promises too much',
    ),
    (f"{EN}/tips.yaml", "And blink.", "It fixes posture.", "tip.zoom", '"fixes posture" promises'),
    (
        f"{EN}/techniques.yaml",
        "See it as comfort, not a cure.",
        "It is a cure.",
        "technique_why",
        '"cure" promises too much',
    ),
    (
        f"{EN}/techniques.yaml",
        "See it as comfort, not a cure.",
        "Fine.",
        "allowed.technique_why",
        "is not there any more",
    ),
    # a word
    # what people write of dangers
    (f"{EN}/dangers.yaml", "fever: [", "fewer: [", "red_flags.fever", "give a list of texts"),
    (f"{EN}/dangers.yaml", "fever: [", "fewer: [", "red_flags.fewer", "no such field"),
    (f"{EN}/dangers.yaml", "fever: [fever", "fever: [<hot>", "red_flags.fever", "there is no term hot"),
    (f"{EN}/dangers.yaml", "fever: [fever", "fever: [fever, fever", "red_flags.fever", "stands here twice"),
    (f"{EN}/dangers.yaml", "fever: [fever", "fever: [Fever", "red_flags.fever", "in lower case"),
    (f"{EN}/dangers.yaml", "fever: [fever", "fever: [+ fever", "red_flags.fever", "between parts"),
    (f"{EN}/dangers.yaml", "leg: [leg", "leg: [leg + knee", "terms.leg", "a term has phrases without +"),
    (f"{EN}/dangers.yaml", "  denying: [", "  denied: [", "scope.denying", "give a list of texts"),
    ("safety/red_flags.yaml", "urgency: crisis", "urgency: soon", "crisis.urgency", "give one of: crisis"),
    ("safety/red_flags.yaml", "past: ask", "past: gone", "operation.past", "give one of: over, ask"),
    ("helplines.yaml", "US:", "USA:", "USA", "is no country"),
    ("helplines.yaml", "sources: [K3]", "sources: [design]", "US.sources", "only A, B may stand here"),
    ("helplines.yaml", 'number: "988"', "number: 988", "US.number", "give a text here"),
    ("helplines.yaml", "hours: some", "hours: few", "CN.hours", "give one of: all, some"),
    (
        f"{EN}/words.yaml",
        "[pushing, push,",
        "[pushing, knead,",
        "techniques.pushing",
        "means techniques.kneading",
    ),
    (f"{EN}/words.yaml", "[thanks, thank", "[Thanks, thank", "intents.thanks", "in lower case"),
    (f"{EN}/words.yaml", "[thanks, thank", "[yes, thank", "intents.thanks", "in quotes"),
    (f"{EN}/words.yaml", 'stop: ["✋", ', 'stop: ["hand", ', "signs.stop", "is not one sign"),
    (f"{EN}/words.yaml", 'stop: ["✋", ', 'stop: ["✋✋", ', "signs.stop", "is not one sign"),
    (f"{EN}/words.yaml", 'resume: ["▶"]', 'resume: ["⏸"]', "signs.resume", "a sign means one thing"),
    (f"{EN}/words.yaml", 'resume: ["▶"]', 'go: ["▶"]', "signs.go", "no such field"),
    (
        f"{EN}/words.yaml",
        "nearly_alone: [end,",
        "nearly_alone: [ende,",
        "calls.nearly_alone",
        "form of no intent",
    ),
    (f"{EN}/times.yaml", "  sun: [", "  sol: [", "days.sun", "give a list of texts"),
]


# A source that does not exist, for one tip
D99 = ("no_perfect: {tags: [mindset], source: D21", "no_perfect: {tags: [mindset], source: D99")


def damage(folder: Path, file: str, text: str, instead: str) -> None:
    path = folder / file
    before = path.read_text(encoding="utf-8")
    assert text in before
    path.write_text(before.replace(text, instead), encoding="utf-8")


def told(faults: list[Fault]) -> str:
    return "\n".join(str(fault) for fault in faults)


def test_the_real_folder_has_no_fault() -> None:
    assert told(find_faults(content_folder())) == ""


@pytest.mark.parametrize(("file", "text", "instead", "key", "right"), DAMAGE)
def test_a_fault_is_found_and_told(
    copy: Path, file: str, text: str, instead: str, key: str, right: str
) -> None:
    damage(copy, file, text, instead)

    faults = find_faults(copy)

    assert [fault for fault in faults if fault.key == key and right in fault.right], told(faults)


def test_a_fault_names_file_and_line(copy: Path) -> None:
    damage(
        copy,
        "tips/posture.yaml",
        "no_perfect: {tags: [mindset], source: D21",
        "no_perfect: {tags: [mindset], source: D99",
    )

    lines = (copy / "tips/posture.yaml").read_text(encoding="utf-8").splitlines()
    number = next(n for n, line in enumerate(lines, 1) if "D99" in line)
    assert told(find_faults(copy)) == (
        f"tips/posture.yaml:{number}: no_perfect.source: D99 is not in sources.yaml"
    )


def test_all_faults_of_all_files_come_at_once(copy: Path) -> None:
    damage(
        copy,
        "tips/posture.yaml",
        "no_perfect: {tags: [mindset], source: D21",
        "no_perfect: {tags: [mindset], source: D99",
    )
    damage(copy, "routines/full.yaml", "pushing, seconds: 60", "pushing, seconds: 61")
    damage(copy, f"{EN}/errors.yaml", "oops: Sorry", "oops: <u>Sorry</u>")

    with pytest.raises(ContentError) as caught:
        read_catalogue(copy)

    assert {fault.file for fault in caught.value.faults} == {
        "tips/posture.yaml",
        "routines/full.yaml",
        f"{EN}/errors.yaml",
    }
    assert str(caught.value) == told(list(caught.value.faults))


def test_a_missing_file_is_named(copy: Path) -> None:
    (copy / "tips/exercise.yaml").unlink()

    assert "tips/exercise.yaml: this file is missing" in told(find_faults(copy))


def test_an_empty_folder_is_told_and_does_not_break(tmp_path: Path) -> None:
    assert "languages.yaml: this file is missing" in told(find_faults(tmp_path))


def test_a_broken_file_of_texts_is_one_fault(copy: Path) -> None:
    (copy / EN / "session.yaml").write_text("ready: [", encoding="utf-8")

    assert [fault.file for fault in find_faults(copy) if "missing" in fault.right] == []
    assert "session.yaml" in told(find_faults(copy))


def test_a_second_language_must_have_every_phrase_with_the_same_placeholders(copy: Path) -> None:
    damage(copy, "languages.yaml", "[en]", "[en, xx]")
    (copy / "locales/xx").mkdir()
    for path in (copy / EN).glob("*.yaml"):
        (copy / "locales/xx" / path.name).write_bytes(path.read_bytes())
    assert find_faults(copy) == []

    damage(copy, "locales/xx/screens.yaml", "neck: |", "nek: |")
    damage(copy, "locales/xx/errors.yaml", 'place "{text}"', "place that")

    faults = {(fault.file, fault.key) for fault in find_faults(copy)}
    assert faults == {
        ("locales/xx", "neck"),
        ("locales/xx/screens.yaml", "nek"),
        ("locales/xx/errors.yaml", "e_zone"),
    }


def test_a_folder_of_a_language_that_is_not_offered_is_named(copy: Path) -> None:
    (copy / "locales/de").mkdir()

    assert "locales/de is not named here" in told(find_faults(copy))

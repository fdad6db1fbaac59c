from pathlib import Path

import tests.conversations.asked.judging as j


async def test_x(stage):
    n = [0, 0, 0]
    for number, row in enumerate(Path("/tmp/fresh.tsv").read_text().splitlines()):
        a, b, c = row.split("\t")
        said = j.Said(a, b, j._alternatives(c))
        o = await j.hear(stage, said, number)
        n[0] += 1
        n[1] += j.is_right(said, o)
        n[2] += j.is_wrong_in_silence(said, o)
        if not j.is_right(said, o):
            print(
                "WRONG" if o.changes else "miss",
                a,
                "|",
                b,
                "|",
                c,
                "|",
                o.answer,
                sorted(o.after.rings),
                o.after.zone,
            )
    print(n)

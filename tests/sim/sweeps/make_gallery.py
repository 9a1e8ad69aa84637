#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""make_gallery.py PROGRAM WORK: runs the sweeps of docs/gallery.md, and writes its tables and pictures,
and the README's picture of the report, by the command that the README shows."""
import os
import pathlib
import re
import shlex
import subprocess
import sys

import gallery
import pages


def tables(page, study, rows, axes):
    """The page with the study's table anew."""
    def table(says):
        return says[0][:says.start("table") - says.start()] + gallery.table_of(says, rows, axes)

    return page.replace(study.text, gallery.SAYS_TABLE.sub(table, study.text))


def make_studies(program, node, work):
    page, studies = pages.PAGE.read_text(encoding="utf-8"), pages.studies()
    for study in studies:
        sweep = pages.file_of(study)
        print(f"{study.title}: {sweep.name}", flush=True)
        program.page(study, sweep)
        page = tables(page, study, program.rows(study), program.axes(sweep))
    pages.write_studies(work, studies, {})
    node("pictures.mjs", pages.PAGE.parent)
    pages.PAGE.write_text(page, encoding="utf-8")


def make_readme_picture(program, node):
    readme = (pages.ROOT / "README.md").read_text(encoding="utf-8")
    command, page = re.search(r"^\$ cowmmu (compare .*--report (\S+))$", readme, re.M).groups()
    print(f"README: {command}", flush=True)
    program(*(pages.ROOT / w if w.startswith("sim/") else w for w in shlex.split(command)))
    node("readme.mjs", page, pages.ROOT / "docs/readme_report.png")


def main():
    work = pathlib.Path(sys.argv[2])
    program, environment = pages.Program(sys.argv[1], work), pages.prepare(work)

    def node(script, *arguments):
        subprocess.run(["node", pages.HERE / "browser" / script, *arguments], check=True,
                       env=os.environ | environment)

    make_readme_picture(program, node)
    make_studies(program, node, work)


if __name__ == "__main__":
    main()

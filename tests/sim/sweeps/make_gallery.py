#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""make_gallery.py PROGRAM WORK: runs the sweeps of docs/gallery.md, and writes its tables and pictures."""
import os
import pathlib
import subprocess
import sys

import gallery
import pages


def tables(page, study, rows, axes):
    """The page with the study's table anew."""
    def table(says):
        return says[0][:says.start("table") - says.start()] + gallery.table_of(says, rows, axes)

    return page.replace(study.text, gallery.SAYS_TABLE.sub(table, study.text))


def main():
    program, work = pages.Program(sys.argv[1], pathlib.Path(sys.argv[2])), pathlib.Path(sys.argv[2])
    environment = pages.prepare(work)
    page, studies = pages.PAGE.read_text(encoding="utf-8"), pages.studies()
    for study in studies:
        sweep = pages.file_of(study)
        print(f"{study.title}: {sweep.name}", flush=True)
        program.page(study, sweep)
        page = tables(page, study, program.rows(study), program.axes(sweep))
    pages.write_studies(work, studies, {})
    subprocess.run(["node", pages.HERE / "browser/pictures.mjs", pages.PAGE.parent], check=True,
                   env=os.environ | environment)
    pages.PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()

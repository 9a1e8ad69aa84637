# SPDX-License-Identifier: Apache-2.0
"""What the gallery's target and its tests share: the page's studies, their sweeps and report pages."""
import csv
import io
import json
import pathlib
import shutil
import subprocess
import sys
import xml.etree.ElementTree

import gallery

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
PAGE = ROOT / "docs/gallery.md"
BROWSER = HERE.parent / "report/browser"  # what drives the report's pages drives these
sys.path.insert(0, str(ROOT / "tests/support"))
import npm_packages  # pylint: disable=wrong-import-position


def studies():
    return gallery.studies_of(PAGE.read_text(encoding="utf-8"))


def file_of(study):
    return ROOT / f"sim/sweeps/{study.sweep}.toml"


def texts_of(study):
    """What is written in the study's picture."""
    picture = xml.etree.ElementTree.parse(PAGE.parent / study.picture)
    return ["".join(t.itertext()) for t in picture.iter("{http://www.w3.org/2000/svg}text")]


class Program:
    """cowmmu, in a folder."""

    def __init__(self, program, folder):
        self.program, self.folder = str(pathlib.Path(program).resolve()), folder

    def __call__(self, *arguments):
        run = subprocess.run([self.program, *map(str, arguments)], cwd=self.folder, text=True,
                             capture_output=True, check=False)
        if run.returncode != 0:
            sys.exit(f"cowmmu {' '.join(map(str, arguments))}: status {run.returncode}\n{run.stdout}{run.stderr}")
        return run.stdout

    def axes(self, sweep):
        """The values of each axis of a sweep file, in its order."""
        return gallery.axes_of(self("sweep", sweep, "--dry-run", "--db", "not-there.db"))

    def rows(self, study):
        return list(csv.DictReader(io.StringIO(self("export", f"{study.sweep}.db", "--csv", "-", "--quiet"))))

    def page(self, study, sweep):
        """Runs the sweep file into a new database; its report."""
        for suffix in ("", "-wal", "-shm"):
            (self.folder / f"{study.sweep}.db{suffix}").unlink(missing_ok=True)
        self("sweep", sweep, "--db", f"{study.sweep}.db", "--quiet")
        self("report", f"{study.sweep}.db", "-o", f"{study.sweep}.html")
        page = (self.folder / f"{study.sweep}.html").read_text(encoding="utf-8")
        if '<div id="page"></div>' not in page:
            npm_packages.skip("cowmmu was built without npm: it makes plain pages only")


def chromium():
    for name in ("chromium", "chromium-browser"):
        if shutil.which(name):
            return shutil.which(name)
    return npm_packages.skip("chromium is not installed")


def prepare(folder):
    """Skips what cannot be done here before any sweep runs; the environment of the browser's scripts."""
    folder.mkdir(parents=True, exist_ok=True)
    environment = {"CHROMIUM": chromium(), "WORK": str(folder)}
    npm_packages.install(BROWSER, folder)
    return environment


def write_studies(folder, found, names):
    """For the browser's scripts; `names`: by sweep, what its picture shows."""
    text = [{"sweep": s.sweep, "picture": s.picture, "plot": s.plot, "choices": s.choices,
             "names": names.get(s.sweep, [])} for s in found]
    (folder / "studies.json").write_text(json.dumps(text), encoding="utf-8")

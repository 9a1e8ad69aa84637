#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""deb_test.py BUILD: cpack makes the packages; the .deb is installed by dpkg where nothing is but its
dependencies, and runs there; so does what the .tar.gz holds.

What this does not prove: that apt finds the dependencies in Debian's archive (they are the
installed packages of this machine, in its versions)."""
import pathlib
import sys
import tempfile
import unittest

from clean_root import CleanRoot, run

BUILD = pathlib.Path()
COMPARE = ("compare", "--set", "workload.pages=256", "--policies", "eager,cow")


class Packages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        run("cpack", "--config", BUILD / "CPackConfig.cmake", "-B", cls.folder, cwd=cls.folder)

    def deb(self, name):
        found = list(self.folder.glob(f"{name}_*.deb"))
        self.assertEqual(len(found), 1, found)
        return found[0]

    def test_the_deb_runs_where_nothing_is_but_its_dependencies(self):
        root = CleanRoot(self.folder / "root", self.deb("cowmmu"))
        self.assertNotIn("cmake", root.packages)
        root.install()
        told = root.run("/usr/bin/cowmmu", *COMPARE, "/usr/share/cowmmu/scenarios/first.toml")
        self.assertIn("pages copied", told)
        self.assertIn("against eager", told)
        page = run("man", "-l", root.root / "usr/share/man/man1/cowmmu-compare.1")
        self.assertIn("--policies LIST", page)

    def test_a_missing_dependency_would_be_noticed(self):
        root = CleanRoot(self.folder / "poor", self.deb("cowmmu"))
        systemc = next(name for name in root.packages if name.startswith("libsystemc"))
        del root.packages[systemc]
        root.register()
        with self.assertRaisesRegex(AssertionError, f"depends on {systemc}"):
            root.install()

    def test_dev_depends_on_the_program_and_every_library(self):
        depends = run("dpkg-deb", "-f", self.deb("cowmmu-dev"), "Depends")
        for name in ("cowmmu (= ", "libsystemc-dev", "libcli11-dev", "libsqlite3-dev", "pkg-config"):
            self.assertIn(name, depends)
        listed = run("dpkg-deb", "-c", self.deb("cowmmu-dev"))
        self.assertIn("cmake/cowmmu/cowmmu-config.cmake", listed)
        self.assertNotIn("usr/bin/cowmmu", listed)

    def test_the_archive_runs_wherever_it_is_unpacked(self):
        (archive,) = self.folder.glob("*.tar.gz")
        run("tar", "-xf", archive, "-C", self.folder)
        top = self.folder / archive.name.removesuffix(".tar.gz")
        told = run(top / "bin/cowmmu", *COMPARE, top / "share/cowmmu/scenarios/first.toml")
        self.assertIn("against eager", told)
        self.assertTrue((top / "include/cowmmu/sw/os/fork/fork_job.h").is_file())


if __name__ == "__main__":
    BUILD = pathlib.Path(sys.argv[1]).resolve()
    unittest.main(argv=sys.argv[:1])

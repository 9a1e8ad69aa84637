#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""install_test.py SOURCE BUILD: `cmake --install` into an empty prefix gives a program that runs from
there, and a CMake package with which the example of docs/extending.md, copied out of the
installation, is built and gives the figures that follow from its text."""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "docs"))
import docs_test  # noqa: E402

SOURCE, BUILD = pathlib.Path(), pathlib.Path()


def run(*command, **options):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, **options)
    if done.returncode != 0:
        raise AssertionError(f"{command}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


class Install(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.prefix = cls.folder / "prefix"
        run("cmake", "--install", BUILD, "--prefix", cls.prefix)

    def test_everything_is_where_a_user_looks(self):
        share = self.prefix / "share"
        self.assertEqual([path.name for path in (self.prefix / "bin").iterdir()], ["cowmmu"])
        for tree, place in (("sim/scenarios", "scenarios"), ("sim/sweeps", "sweeps"),
                            ("sim/traces", "traces"), ("tests/litmus", "litmus")):
            self.assertEqual({p.name for p in (SOURCE / tree).iterdir()} - {"CMakeLists.txt"},
                             {p.name for p in (share / "cowmmu" / place).iterdir()}, tree)
        for name in ("doc/cowmmu/LICENSE", "doc/cowmmu/README.md", "doc/cowmmu/CHANGELOG.md",
                     "doc/cowmmu/docs/first_run.md", "man/man1/cowmmu.1", "man/man1/cowmmu-run.1",
                     "bash-completion/completions/cowmmu", "zsh/vendor-completions/_cowmmu",
                     "fish/vendor_completions.d/cowmmu.fish"):
            self.assertTrue((share / name).is_file(), name)

    def test_scenarios_run_from_there_and_find_their_recordings(self):
        data = self.prefix / "share/cowmmu"
        told = run(self.prefix / "bin/cowmmu", "run", data / "scenarios/shell.toml", cwd=self.folder)
        self.assertIn("0 leaked", told)

    def test_nothing_installed_refers_to_the_source_or_the_build(self):
        for path in self.prefix.rglob("*.cmake"):
            text = path.read_text()
            for tree in (SOURCE, BUILD):
                self.assertNotIn(f"{tree}/", text, path)

    def test_the_example_is_built_outside_of_the_source_and_gives_its_figures(self):
        user = self.folder / "user"
        shutil.copytree(self.prefix / "share/doc/cowmmu/examples/my_fork", user)
        run("cmake", "-G", "Ninja", "-B", user / "build", "-S", user, "-DCMAKE_BUILD_TYPE=Release",
            f"-DCMAKE_PREFIX_PATH={self.prefix}", "-DCMAKE_FIND_USE_PACKAGE_REGISTRY=OFF",
            "-DCMAKE_CXX_COMPILER_LAUNCHER=")
        run("cmake", "--build", user / "build")
        used = run("ninja", "-C", user / "build", "-t", "deps")
        self.assertIn(f"{self.prefix}/include/cowmmu/sw/os/fork/fork_job.h", used)
        self.assertNotIn(f"{SOURCE}/", used)
        self.check_figures(user)

    # 256 pages, of which the child writes every 8th: 32, 8 of them among the first 64.
    def check_figures(self, user):
        program, scenario = user / "build/my_fork", user / "every_nth.toml"
        told = json.loads(run(program, "compare", scenario, "--policies", "eager,eager_first,cow",
                              "--check", "--json", "-", "--quiet"))
        got = {r["policy"]: (r["stats"]["fork"]["pages_copied"],
                             r["stats"]["faults"]["cow_copy"]["count"]) for r in told["runs"]}
        self.assertEqual(got, {"eager": (256, 0), "eager_first": (64, 24), "cow": (0, 32)})
        self.check_page(user)
        for r in told["runs"]:
            self.assertEqual(r["stats"]["frames"]["leaked"], 0)
            self.assertTrue(r["stats"]["oracle"]["checked"])
        wrong = subprocess.run([program, "run", scenario, "--set", "os.fork=eager_frist"],
                               capture_output=True, text=True)
        self.assertEqual(wrong.returncode, 2)
        self.assertIn("did you mean eager_first?", wrong.stderr)

    def check_page(self, user):
        page = (SOURCE / "docs/extending.md").read_text().splitlines()
        (shown,) = docs_test.commands(page, "my_fork")
        command, begin, end = shown
        printed = run(user / "build/my_fork", *command.split()[1:], cwd=user).splitlines()
        wrong = docs_test.first_difference(page[begin:end], printed)
        self.assertIsNone(wrong, "\n".join(["my_fork prints", *printed]))


if __name__ == "__main__":
    SOURCE, BUILD = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    unittest.main(argv=sys.argv[:1])

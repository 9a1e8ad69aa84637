#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""completion_test.py PROGRAM FOLDER: bash, zsh and fish, asked what may follow, offer what the
program's help lists."""
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

PROGRAM, FOLDER = "", pathlib.Path()

BASH = r"""
source "$1"
compopt() { :; }  # there is no line being edited
shift
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_cowmmu
printf '%s\n' "${COMPREPLY[@]}"
"""

# zsh completes only at a prompt: one in a pseudo terminal, whose menu is printed.
ZSH = r"""
zmodload zsh/zpty
zpty z zsh -f -i
send() { zpty -w z "$1" }
send "PS1= ; fpath=($1 \$fpath); autoload -Uz compinit; compinit -u -D; stty -echo"
send "zstyle ':completion:*' list-separator '#'; LISTMAX=10000; setopt noalwayslastprompt; cd ${(q)3}"
send "bindkey '^X' list-choices; compdef; print READY"
local chunk all=
while [[ $all != *$'\n'READY* ]]; do zpty -r z chunk || exit 1; all+=$chunk; done
zpty -w -n z "$2"$'\C-x'
sleep 2
while zpty -r -t z chunk; do print -r -- $chunk; done
zpty -d z
"""


def options(*command):
    """The names that the help of a command lists."""
    text = subprocess.run([PROGRAM, *command, "--help"], check=True, capture_output=True,
                          text=True).stdout
    found = re.findall(r"^  (-\S+)", text, re.M)
    return {name for names in found for name in names.split(",")}


def bash(*typed):
    done = subprocess.run(["bash", "-c", BASH, "bash", FOLDER / "bash/cowmmu", *typed], text=True,
                          capture_output=True, check=True)
    return set(done.stdout.split())


def fish(line):
    script = f"source {FOLDER}/fish/cowmmu.fish; complete -C {line!r}"
    done = subprocess.run(["fish", "--no-config", "-c", script], capture_output=True, text=True,
                          check=True)
    assert done.stderr == "", done.stderr
    return {offer.split("\t")[0] for offer in done.stdout.splitlines()}


def zsh(line, folder="/"):
    done = subprocess.run(["zsh", "-f", "-c", ZSH, "zsh", FOLDER / "zsh", line, folder], text=True,
                          capture_output=True, check=True)
    return set(re.findall(r"[\w.=-]+", re.sub(r"\x1b\[[\d;?]*[a-zA-Z]", " ", done.stdout)))


class Completion(unittest.TestCase):
    def test_bash_offers_commands_options_words_and_files(self):
        self.assertEqual(bash("cowmmu", "c"), {"compare", "calibrate"})
        for command in ("run", "compare", "sweep", "litmus", "params"):
            self.assertEqual(bash("cowmmu", command, "-"), options(command), command)
        self.assertEqual(bash("cowmmu", "run", "x.toml", "--vcd", ""), {"vcd", "fst"})
        self.assertEqual(bash("cowmmu", "--quiet", "params", "ser"), {"server"})
        self.assertEqual(bash("cowmmu", "run", "--set", "os.fo"), {"os.fork=", "os.fork_old="})
        self.assertEqual(bash("cowmmu", "run", "--seed", ""), set())
        self.assertIn(f"{FOLDER}/man1", bash("cowmmu", "run", "--out", f"{FOLDER}/m"))
        self.assertEqual(bash("cowmmu", "run", f"{FOLDER}/man1/cowmmu-r"),
                         {f"{FOLDER}/man1/cowmmu-{c}.1" for c in ("run", "report", "record")})

    def test_fish_offers_commands_options_words_and_files(self):
        self.assertEqual(fish("cowmmu c"), {"compare", "calibrate"})
        for command in ("run", "compare", "sweep", "litmus", "params"):
            self.assertEqual(fish(f"cowmmu {command} -") | fish(f"cowmmu {command} --"),
                             options(command), command)
        self.assertEqual(fish("cowmmu run x.toml --vcd "), {"vcd", "fst"})
        self.assertEqual(fish("cowmmu params ser"), {"server"})
        self.assertEqual(fish("cowmmu run --set os.fork="), {"os.fork="})
        self.assertIn(f"{FOLDER}/man1/", fish(f"cowmmu run --out {FOLDER}/m"))
        self.assertIn(f"{FOLDER}/man1/", fish(f"cowmmu run {FOLDER}/m"))

    def test_zsh_offers_commands_options_words_and_files(self):
        self.assertLessEqual({"run", "compare", "params"}, zsh("cowmmu "))
        for command in ("run", "sweep"):
            self.assertLessEqual(options(command), zsh(f"cowmmu {command} -"), command)
        self.assertLessEqual({"vcd", "fst"}, zsh("cowmmu run --vcd "))
        with tempfile.TemporaryDirectory() as folder:
            for name in ("one.toml", "two.toml"):
                (pathlib.Path(folder) / name).touch()
            self.assertLessEqual({"one.toml", "two.toml"}, zsh("cowmmu run ", folder))


if __name__ == "__main__":
    PROGRAM, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
    unittest.main(argv=sys.argv[:1])

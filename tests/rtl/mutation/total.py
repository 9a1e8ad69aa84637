#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""total.py FOLDER LIST.toml...: how many mutants of the lists are killed, by what runs of mutate.py
have left in FOLDER. Exit status 0 if every one is."""
import pathlib
import sys
import tomllib


def main():
    folder, *lists = map(pathlib.Path, sys.argv[1:])
    mutants = [f"{path.stem}.{mutant['name']}" for path in lists
               for mutant in tomllib.loads(path.read_text(encoding="utf-8"))["mutant"]]
    alive = [mutant for mutant in mutants if not (folder / mutant).exists()]
    for mutant in alive:
        print(f"not killed: {mutant}")
    killed = len(mutants) - len(alive)
    print(f"mutation: {killed}/{len(mutants)} killed ({100 * killed // len(mutants)} %)")
    return 1 if alive else 0


if __name__ == "__main__":
    sys.exit(main())

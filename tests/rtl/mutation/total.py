#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""total.py SCORE...: the sum of what runs of mutate.py have written. Exit status 0 if every mutant
was killed."""
import pathlib
import sys


def main():
    scores = [[int(n) for n in pathlib.Path(name).read_text(encoding="utf-8").split("/")]
              for name in sys.argv[1:]]
    killed, mutants = (sum(column) for column in zip(*scores))
    print(f"mutation: {killed}/{mutants} killed ({100 * killed // mutants} %)")
    return 0 if killed == mutants else 1


if __name__ == "__main__":
    sys.exit(main())

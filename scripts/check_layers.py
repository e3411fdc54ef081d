#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks that includes only look down: a room's files include only the rooms that
scripts/layers.txt lists for it, and outside libraries only where they belong.

usage: check_layers.py [--root FOLDER] [--table FILE] | --self-test

Prints one line FILE:LINE: PROBLEM for each violation; exit status 1 if there is any,
2 if the table itself is wrong.
"""

import argparse
import re
import sys
import tempfile
from pathlib import Path

INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)')
SUFFIXES = {".hpp", ".cpp", ".h", ".cc", ".inl", ".ipp", ".in"}
# Folders at the top of the repository whose files belong to some room.
ROOM_TREES = ("sim", "models", "outputs")


class TableError(Exception):
    """The table of layers cannot be used."""


class Layers:
    """The table: rooms with what they may include, outside prefixes with who may include them."""

    def __init__(self, text, name):
        self.rooms = {}
        self.outside = {}
        for number, line in enumerate(text.splitlines(), 1):
            line = line.split("#", 1)[0].strip()
            if not line:
                continue
            key, colon, values = line.partition(":")
            key, allowed = key.strip(), values.split()
            if not colon or not key or key in self.rooms or key[1:] in self.outside:
                raise TableError(f"{name}:{number}: want one line 'ROOM: ROOMS' a room: '{line}'")
            unknown = [room for room in allowed if room not in self.rooms]
            if unknown:
                raise TableError(
                    f"{name}:{number}: {key} lists {', '.join(unknown)}, not among the lines above "
                    "(a room may only look down). List the lower room first."
                )
            if key.startswith("<"):
                self.outside[key[1:]] = set(allowed)
            else:
                self.rooms[key] = set(allowed)

    def room_of(self, path):
        """The deepest room that holds a path given from the repository root, or None."""
        parts = Path(path).parts[:-1]
        # A folder below sim/ without a line of its own is no part of the public face.
        if len(parts) > 1 and parts[0] == "sim" and "/".join(parts[:2]) not in self.rooms:
            return None
        for length in range(len(parts), 0, -1):
            room = "/".join(parts[:length])
            if room in self.rooms:
                return room
        return None


def check_include(layers, root, room, quoted, angled):
    """The problem with one include, or None."""
    target = quoted or angled
    other = layers.room_of(target)
    inside = Path(target).parts[0] in ROOM_TREES
    if other is not None:
        if angled:
            return f'<{target}> is ours (it would be searched among system headers). Write "{target}".'
        if other != room and other not in layers.rooms[room]:
            allowed = ", ".join(sorted(layers.rooms[room])) or "no other room"
            return f'{room} may not include "{target}" of {other} (it may include {allowed}).'
    elif inside:
        return f'"{target}" lies in no room of the table. Add its folder to scripts/layers.txt.'
    elif quoted and (root / target).exists() is False:
        return f'"{target}" is not a path from the repository root. Write the whole path.'
    for prefix, rooms in layers.outside.items():
        if angled and target.startswith(prefix) and room not in rooms:
            return f"{room} may not include <{target}> (only {', '.join(sorted(rooms))} may)."
    return None


def check_tree(root, layers):
    """All violations below root, as (file:line, problem)."""
    found = []
    for tree in ROOM_TREES:
        for file in sorted((root / tree).rglob("*")):
            if file.suffix not in SUFFIXES or not file.is_file():
                continue
            path = file.relative_to(root).as_posix()
            room = layers.room_of(path)
            if room is None:
                found.append((f"{path}:1", "lies in no room of the table. Add its folder to scripts/layers.txt."))
                continue
            for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
                match = INCLUDE.match(line)
                problem = match and check_include(layers, root, room, match[1], match[2])
                if problem:
                    found.append((f"{path}:{number}", problem))
    return found


def self_test():
    """Proves on small trees that each kind of violation is found, and nothing else is."""
    table = "sim/base:\nmodels: sim/base\nsim/kernel: sim/base models\nsim: sim/base sim/kernel\n" \
            "sim/app: sim sim/base\n<hdf5: sim/kernel\n"
    # (file, text, expected number of violations)
    cases = [
        ("models/good.hpp", '#include "sim/base/id.hpp"\n#include <vector>\n', 0),
        ("sim/app/good.cpp", '#include "sim/yanbi.hpp"\n#include "sim/base/id.hpp"\n', 0),
        ("sim/kernel/good.cpp", '#include <hdf5.h>\n#include "sim/kernel/step.hpp"\n', 0),
        ("models/comment.cpp", '// #include "sim/kernel/step.hpp"\n', 0),
        ("sim/base/up.cpp", '#include "models/walking.hpp"\n', 1),
        ("models/up.cpp", '#include <cmath>\n  #  include "sim/kernel/step.hpp"\n', 1),
        ("sim/app/below.cpp", '#include "sim/kernel/step.hpp"\n', 1),
        ("sim/kernel/face.cpp", '#include "sim/yanbi.hpp"\n', 1),
        ("sim/kernel/angled.cpp", '#include <sim/base/id.hpp>\n', 1),
        ("sim/kernel/relative.cpp", '#include "step.hpp"\n', 1),
        ("models/outside.cpp", '#include <hdf5.h>\n', 1),
        ("sim/cellar/lost.cpp", '#include <vector>\n', 1),
        ("models/lost.cpp", '#include "sim/cellar/lost.hpp"\n', 1),
    ]
    layers = Layers(table, "table")
    failures = []
    for path, text, expected in cases:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / path
            file.parent.mkdir(parents=True)
            file.write_text(text, encoding="utf-8")
            found = check_tree(Path(folder), layers)
            if len(found) != expected:
                failures.append(f"{path}: {len(found)} violations found, want {expected}: {found}")
    try:
        Layers("sim/base: models\nmodels:\n", "table")
        failures.append("a table whose lower room looks up was accepted")
    except TableError:
        pass
    for failure in failures:
        print(failure, file=sys.stderr)
    print(f"self-test: {len(cases) + 1 - len(failures)} of {len(cases) + 1} cases as expected")
    return 1 if failures else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    repository = Path(__file__).resolve().parent.parent
    parser.add_argument("--root", type=Path, default=repository)
    parser.add_argument("--table", type=Path, default=repository / "scripts" / "layers.txt")
    parser.add_argument("--self-test", action="store_true")
    options = parser.parse_args()
    if options.self_test:
        return self_test()
    try:
        layers = Layers(options.table.read_text(encoding="utf-8"), options.table.name)
    except (OSError, TableError) as error:
        print(error, file=sys.stderr)
        return 2
    found = check_tree(options.root, layers)
    for place, problem in found:
        print(f"{place}: {problem}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

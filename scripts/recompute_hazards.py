# SPDX-License-Identifier: Apache-2.0
"""What scripts/recompute_scores.py decides again from a hazard file and a city file: water on a link, at
a door and at a home between frames, when shelters can be lost, and who is at risk. Nothing of Yanbi's
own code is used; outputs/FORMAT.md and docs/hazards.md have the rules."""

import re
import tomllib

import numpy as np

DEFAULTS = {
    "hazard.alarm_at": 0.0, "flood.default_sill": 0.3, "flood.door_limit": 0.4,
    "flood.vulnerable.stand_depth": 0.5, "flood.vulnerable.stand_flow": 0.4,
    "flood.adult.stand_depth": 1.2, "flood.adult.stand_flow": 1.2,
}
UNITS = {"s": 1.0, "min": 60.0, "h": 3600.0, "d": 86400.0}


def seconds(value):
    """A duration of a scenario: a number of seconds, or a text such as "2 min"."""
    found = re.fullmatch(r"\s*([0-9.eE+-]+)\s*([a-z]*)\s*", str(value))
    return float(found[1]) * UNITS[found[2] or "s"]


def looked_up(document, key):
    for part in key.split("."):
        if not isinstance(document, dict) or part not in document:
            return None
        document = document[part]
    return document


def parameters_of(scenario_text, overrides=()):
    """The parameters above, from the text that a result keeps and KEY=VALUE overrides."""
    document = tomllib.loads(scenario_text)
    values = {}
    for key, default in DEFAULTS.items():
        given = looked_up(document, key)
        values[key] = default if given is None else given
    kept = [line[len("# --set "):] for line in scenario_text.splitlines()
            if line.startswith("# --set ")]
    for override in [*kept, *overrides]:
        key, _, value = override.partition("=")
        if key.strip() not in values:
            continue
        try:
            values[key.strip()] = tomllib.loads(f"value = {value}")["value"]
        except tomllib.TOMLDecodeError:
            values[key.strip()] = value.strip()
    values["hazard.alarm_at"] = seconds(values["hazard.alarm_at"])
    return values


class Rows:
    """Water at places of one kind."""

    def __init__(self, group, frames):
        self.frames = [int(f) for f in frames]
        self.row = {int(place): row for row, place in enumerate(group["place"][...])}
        self.depth = group["depth"][...].astype(np.int64)
        self.flow = group["flow"][...].astype(np.int64) if "flow" in group else None

    def is_above(self, values, tick, limit):
        """Whether water on a straight line between frames is above a limit, in whole numbers."""
        after = int(np.searchsorted(self.frames, tick, side="right"))
        if after == 0:
            return bool(values[0] > limit)
        if after == len(self.frames):
            return bool(values[-1] > limit)
        start, end = self.frames[after - 1], self.frames[after]
        low, high = int(values[after - 1]), int(values[after])
        return (low - limit) * (end - start) + (high - low) * (tick - start) > 0

    def first_above(self, place, limit, start):
        """The first tick from `start` on at which the depth is above the limit; None = never."""
        if place not in self.row:
            return None
        values = self.depth[self.row[place]]
        if self.is_above(values, start, limit):
            return start
        for end in [f for f in self.frames if f > start]:
            if self.is_above(values, end, limit):
                # It rises in one straight line since the frame before, or since `start`.
                low = max([start] + [f for f in self.frames if f < end])
                high = end
                while high - low > 1:
                    middle = (low + high) // 2
                    if self.is_above(values, middle, limit):
                        high = middle
                    else:
                        low = middle
                return high
        return None

    def passes(self, place, tick, depth, flow):
        """Whether depth or flow is above its limit at a place."""
        if place not in self.row:
            return False
        row = self.row[place]
        if self.is_above(self.depth[row], tick, depth):
            return True
        return self.flow is not None and self.is_above(self.flow[row], tick, flow)


def thousandths(value):
    return int(np.floor(float(value) * 1000.0 + 0.5))


class Hazard:
    """A hazard file, with the clock of a scenario: all times are ticks after the alarm."""

    def __init__(self, file, parameters):
        self.hash = file.attrs["hash"]
        self.city_hash = file.attrs["city_hash"]
        self.parameters = parameters
        self.alarm_at = round(parameters["hazard.alarm_at"] * 10)
        self.links = self.doors = self.homes = None
        if "flood" in file:
            frames = file["flood/time"][...]
            self.links, self.doors, self.homes = (
                Rows(file[f"flood/{kind}"], frames) for kind in ("links", "entrances", "origins"))
        self.impacts = self.read_impacts(file["attack"]) if "attack" in file else []

    def read_impacts(self, attack):
        """(tick after the alarm, works, doors) of everything that may come down."""
        strikes, waves = attack["strikes"], attack["waves"]
        found = []
        for w, at in enumerate(waves["at"][...]):
            first, last = waves["first_strike"][w], waves["first_strike"][w + 1]
            works, doors = set(), set()
            for strike in waves["strike"][first:last]:
                for f in range(strikes["first_footprint"][strike],
                               strikes["first_footprint"][strike + 1]):
                    works.update(strikes["work"][strikes["first_work"][f]:
                                                 strikes["first_work"][f + 1]].tolist())
                    doors.update(strikes["entrance"][strikes["first_entrance"][f]:
                                                     strikes["first_entrance"][f + 1]].tolist())
            found.append((max(0, int(at) - self.alarm_at), works, doors))
        return found

    def after_alarm(self, tick):
        return None if tick is None else tick - self.alarm_at

    def takes(self, link, tick, vulnerable):
        """Whether water on a link is more than people stand in, at a tick after the alarm."""
        who = "vulnerable" if vulnerable else "adult"
        return self.links is not None and self.links.passes(
            link, tick + self.alarm_at, thousandths(self.parameters[f"flood.{who}.stand_depth"]),
            thousandths(self.parameters[f"flood.{who}.stand_flow"]))

    def wet_at(self, origin):
        """When water first stands at a home; None = never."""
        if self.homes is None:
            return None
        return self.after_alarm(self.homes.first_above(origin, 0, self.alarm_at))

    def shelter_times(self, work, doors, sill):
        """When a shelter cannot be used any more: by water alone (None = never); impacts that may
        hit it; and all times at which a door or the whole may fail."""
        sills = {d: thousandths(self.parameters["flood.default_sill"] if np.isnan(sill[d])
                                else sill[d]) for d in doors}
        limit = thousandths(self.parameters["flood.door_limit"])
        first, stuck = [], []
        for door in doors:
            if self.doors is not None:
                first.append(self.after_alarm(
                    self.doors.first_above(door, sills[door], self.alarm_at)))
                stuck.append(self.after_alarm(
                    self.doors.first_above(door, sills[door] + limit, self.alarm_at)))
        known = [t for t in first if t is not None]
        by_water = min(known) if known else None  # then it empties, or is lost at once
        struck = [at for at, works, footprint in self.impacts
                  if work in works or footprint & set(doors)]
        return by_water, struck, struck + [t for t in stuck if t is not None]


class City:
    """What is asked of a city file."""

    def __init__(self, file):
        self.hash = file.attrs["hash"]
        self.work_of_key = {key.decode(): w for w, key in enumerate(file["works/key"][...])}
        doors = file["entrances"]
        self.door_work = doors["work"][...]
        self.on_network = doors["on_network"][...] != 0
        self.sill = np.full(len(self.door_work), np.nan)
        if "sill" in doors and "has_sill" in doors:
            self.sill = np.where(doors["has_sill"][...] != 0, doors["sill"][...], np.nan)
        self.populations = {group.attrs["name"]: group["persons"][...].astype(np.int64)
                            for group in file["populations"].values()}
        self.zones = {group.attrs["name"]: group["zone_of_origin"][...].astype(np.int64)
                      for group in file["geographies"].values()}

    def doors_of(self, work):
        return np.flatnonzero((self.door_work == work) & self.on_network).tolist()


def check_hazard_facts(comparison, file, hazard):
    comparison.same("/: hazard_hash", ["file"], [file.attrs.get("hazard_hash", "")], [hazard.hash])
    comparison.same("/: city_hash", ["file"], [file.attrs["city_hash"]], [hazard.city_hash])


def check_caught(comparison, run, agents, hazard):
    """Who is caught stands in water that is above what people of the class stand in, at that tick or
    within the tick before, since times are rounded up."""
    caught = np.flatnonzero(np.isfinite(agents.caught_at))
    wrong = []
    for agent in caught:
        tick, link = int(agents.caught_at[agent]), int(agents.caught_on[agent])
        vulnerable = bool(agents.vulnerable[agent])
        wrong.append(not any(hazard.takes(link, t, vulnerable) for t in (tick, tick - 1)))
    comparison.same(f"run {run}: /agents/caught_at: not in deep water", ["caught"],
                    np.array(wrong, dtype=bool), np.zeros(len(caught), dtype=bool))


def check_lost(comparison, file, count, hazard, city, horizon, keys):
    """Shelters are lost by water when it says, or where a strike may hit them, at an impact or when
    the doors that it left are under water."""
    lost_at = np.asarray(file["/shelters/lost_at"][...])
    for s, key in enumerate(keys):
        work = city.work_of_key[key]
        by_water, struck, possible = hazard.shelter_times(work, city.doors_of(work), city.sill)
        by_water = np.inf if by_water is None or by_water > horizon else by_water
        for run in range(count):
            found = np.inf if np.isnan(lost_at[run, s]) else round(lost_at[run, s] * 10)
            expected = by_water
            if any(at <= horizon for at in struck) and found in possible and found <= by_water:
                expected = found
            comparison.same(f"run {run}: /shelters/lost_at of {key}", ["tick"], [found], [expected])


def check_water(comparison, file, geography, runs, hazard, home_zone, zones):
    """When water comes to each zone, who is at risk, and who of them is inside before."""
    group = file[f"/scores/{geography}"]
    agents = runs[0][0]
    wet_at = {int(o): hazard.wet_at(int(o)) for o in np.unique(agents.origin)}
    wet = np.array([np.inf if wet_at[int(o)] is None else wet_at[int(o)] for o in agents.origin])
    at_risk = np.isfinite(wet)
    expected = np.zeros(zones, dtype=np.int64)
    np.add.at(expected, home_zone[at_risk], agents.persons[at_risk])
    comparison.same(f"/scores/{geography}/at_risk", ["zone"], group["at_risk"][...], expected)
    arrival = np.full(zones, np.inf)
    np.minimum.at(arrival, home_zone, wet)
    comparison.same(f"/scores/{geography}/water_arrival", ["zone"], group["water_arrival"][...],
                    np.where(np.isfinite(arrival), arrival / 10.0, np.nan), 1e-12)
    found = group["inside_before_water"][...]
    for run, (agents, _) in enumerate(runs):
        inside = at_risk & (agents.arrived_at <= wet)
        # Who left a shelter again may or may not have been inside when the water came.
        unsure = at_risk & ~inside & (np.isfinite(agents.lost_at) | agents.may_split)
        least, most = np.zeros(zones, dtype=np.int64), np.zeros(zones, dtype=np.int64)
        np.add.at(least, home_zone[inside], agents.persons[inside])
        np.add.at(most, home_zone[inside | unsure], agents.persons[inside | unsure])
        comparison.same(f"run {run}: /scores/{geography}/inside_before_water", ["zone"], found[run],
                        np.clip(found[run], least, most))


def check_who_stays(comparison, file, geography, name, agents, city):
    """Everybody of the population is to be sheltered, or stays since no water comes."""
    if file.attrs["population"] not in city.populations:
        return  # a time of the day between two of them
    everybody = city.populations[file.attrs["population"]]
    zone_of_origin = city.zones[name]
    zones = len(file[f"/scores/{geography}/zone"])
    expected = np.zeros(zones, dtype=np.int64)
    np.add.at(expected, zone_of_origin, everybody)
    np.add.at(expected, zone_of_origin[agents.origin], -agents.persons)
    comparison.same(f"/scores/{geography}/not_at_risk", ["zone"],
                    file[f"/scores/{geography}/not_at_risk"][...], expected)


def check_at_risk_only(comparison, agents, hazard):
    """Nobody whose home stays dry is to be sheltered where only people at risk are."""
    dry = [int(o) for o in np.unique(agents.origin) if hazard.wet_at(int(o)) is None]
    comparison.same("/agents/origin: dry homes", ["agent"], [len(dry)], [0])

"""Editors that type and readers that search at the same time, against one `rettesnor serve` on loopback, for a bounded time.

An editor changes a letter of their own, asks for findings after each key, sees the letter every fifth key and saves the
draft every tenth; the next key comes a while after the last answer, as the editor's script does. A reader searches,
opens a page, and reads for a while.

    .venv/bin/python tools/benchmarks/workshop_load.py [--seconds 60] [--editors 20] [--readers 100]
"""

import argparse
import asyncio
import json
import os
import random
import re
import tempfile
import time
from collections import defaultdict
from html import unescape
from pathlib import Path

import httpx2
from editor_latency import fill, served

KEY_S = (0.15, 0.35)  # between keys, at random
READ_S = (2.0, 8.0)
# The service closes a connection that rests for five seconds; a browser then opens another.
RESTS = httpx2.Limits(keepalive_expiry=3)
SENTENCES = ("Vi ser på din jobplan.", "Såfremt De udebliver, skal I ringe.", "Du kan klage inden 4 uger.")
QUERIES = (
    "partshøring",
    "udeblivelse sanktion",
    "sygedagpenge forlængelse",
    "frist klage",
    "mentor",
    "jobplan",
)

Times = defaultdict[str, list[float]]


class Load:
    """Counts what is asked and answered; nothing is asked after `until`."""

    def __init__(self, address: str, until: float) -> None:
        self.address, self.until = address, until
        self.times: Times = defaultdict(list)
        self.errors: list[str] = []

    async def ask(self, client: httpx2.AsyncClient, what: str, method: str, path: str, **more: object) -> str:
        """The answer's text; its time is noted, and what is not 200 is an error."""
        began = time.perf_counter()
        try:
            answer = await client.request(method, path, **more)
        except httpx2.HTTPError as fault:
            self.errors.append(f"{what}: {type(fault).__name__}")
            return ""
        self.times[what].append((time.perf_counter() - began) * 1000)
        if answer.status_code != 200:
            self.errors.append(f"{what}: {answer.status_code}")
        return answer.text

    async def editor(self, number: int, slug: str, chance: random.Random) -> None:
        cookies = {"rettesnor-navn": f"Redaktion {number}"}
        async with httpx2.AsyncClient(
            base_url=self.address, cookies=cookies, timeout=60, verify=False
        ) as client:
            page = await self.ask(client, "editor opens", "GET", f"/vaerksted/brev/{slug}/")
            found = re.search(r'data-editor="([^"]*)"', page)
            if found is None:
                self.errors.append(f"no editor in /vaerksted/brev/{slug}/")
                return
            data = json.loads(unescape(found[1]))
            text, version = data["current"], data["version"]
            headers = {"X-Rettesnor-Token": data["token"]}
            key = 0
            while time.monotonic() < self.until:
                sentence = SENTENCES[number % len(SENTENCES)] + " "
                text += sentence[key % len(sentence)]
                key += 1
                asked = {"path": data["path"], "text": text}
                await self.ask(client, "findings", "POST", "/vaerksted/tjek", json=asked, headers=headers)
                if key % 5 == 0:
                    shown = {**asked, "case": "", "channel": "digital_post"}
                    await self.ask(client, "letter", "POST", "/vaerksted/vis", json=shown, headers=headers)
                if key % 10 == 0:
                    kept = {**asked, "base": data["baseSha"], "version": version}
                    answer = await self.ask(
                        client, "draft", "POST", "/vaerksted/gem", json=kept, headers=headers
                    )
                    version = json.loads(answer).get("version", version) if answer else version
                await asyncio.sleep(chance.uniform(*KEY_S))

    async def reader(self, chance: random.Random) -> None:
        async with httpx2.AsyncClient(
            base_url=self.address, timeout=60, verify=False, limits=RESTS
        ) as client:
            await asyncio.sleep(chance.uniform(0, READ_S[1]))
            while time.monotonic() < self.until:
                await self.ask(client, "search", "GET", "/sog/", params={"q": chance.choice(QUERIES)})
                await self.ask(client, "page", "GET", "/")
                await asyncio.sleep(chance.uniform(*READ_S))


async def run(address: str, slugs: list[str], seconds: float, editors: int, readers: int) -> Load:
    load = Load(address, time.monotonic() + seconds)
    work = [
        *(
            load.editor(number, slugs[number % len(slugs)], random.Random(number))
            for number in range(editors)
        ),
        *(load.reader(random.Random(1000 + number)) for number in range(readers)),
    ]
    await asyncio.gather(*work)
    return load


def figures(times: list[float]) -> str:
    ranked = sorted(times)
    return f"{len(ranked)} | {ranked[len(ranked) // 2]:.0f} ms | {ranked[int(0.95 * (len(ranked) - 1))]:.0f} ms | {ranked[-1]:.0f} ms"


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--editors", type=int, default=20)
    parser.add_argument("--readers", type=int, default=100)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch).resolve()
        fill(root)
        slugs = sorted(path.parent.name for path in root.glob("letter_templates/*/letter.md"))
        with served(root) as service:
            before = _cpu(service.pid)
            load = asyncio.run(run(service.address, slugs, args.seconds, args.editors, args.readers))
            used = _cpu(service.pid) - before
    print(
        f"{args.editors} editors, {args.readers} readers, {args.seconds:.0f} s; load {os.getloadavg()[0]:.1f}"
    )
    print("| | asked | median | p95 | longest |\n|---|---|---|---|---|")
    for what, times in sorted(load.times.items()):
        print(f"| {what} | {figures(times)} |")
    print(f"errors: {len(load.errors)} {sorted(set(load.errors))[:5]}")
    print(f"the service used {used:.0f} s of processor")
    return int(bool(load.errors))


def _cpu(pid: int) -> float:
    """Seconds of processor that the process and its threads have used. Source: proc(5), stat, fields 14 and 15."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    raise SystemExit(main())

"""How long a tap takes to reach every board, and what that costs: ``python -m tests.benchmarks.board``.

A real server on a seeded hospital, its planner running; ``--boards`` sockets in this process, half Chinese, half
English, one more that stops reading; ``--changes`` bed changes a second by HTTP. A change's latency runs from just
before its request is sent until a board has the message with the changed tile: a little more than commit to board.
Taps begin ``--settle`` seconds after the boards are connected, when planner and solvers have started.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import httpx
import pandas as pd
import psutil
import typer
from rich.console import Console
from rich.table import Table
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin

PORT = 8765
ADDRESS = f"http://127.0.0.1:{PORT}"
PASSWORD = "for the benchmark"  # noqa: S105  a server that lives for a minute


@dataclass(frozen=True, slots=True)
class _Load:
    """Changes per second, for how many seconds, after how many."""

    changes: float
    seconds: float
    settle: float


@dataclass(slots=True)
class Run:
    """What was sent when, and when each board had it (seconds of the monotonic clock)."""

    sent: dict[str, float] = field(default_factory=dict)
    latencies: list[float] = field(default_factory=list)
    refused: int = 0


def main(
    boards: Annotated[int, typer.Option(help="Boards connected.")] = 200,
    changes: Annotated[float, typer.Option(help="Changes per second.")] = 20.0,
    seconds: Annotated[float, typer.Option(help="How long.")] = 30.0,
    beds: Annotated[int, typer.Option(help="Beds of the hospital.")] = 1000,
    settle: Annotated[float, typer.Option(help="Seconds for planner and solvers to start, before the taps.")] = 25.0,
) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "BEDCENTRE_DATABASE_URL": f"sqlite:///{Path(folder) / 'hospital.sqlite'}",
            "BEDCENTRE_PORT": str(PORT),
        }
        _bedcentre(environment, "seed", "--beds", str(beds))
        _bedcentre(environment, "user", "add", "bench", "--name", "B", "--role", "coordinator", "--password", PASSWORD)
        server = subprocess.Popen([sys.executable, "-m", "bedcentre", "serve"], env=environment)
        try:
            run, cpu = asyncio.run(_measure(server.pid, boards, _Load(changes, seconds, settle)))
        finally:
            server.terminate()
            server.wait()
    _print(run, cpu, boards, changes)


def _bedcentre(environment: dict[str, str], *words: str) -> None:
    subprocess.run([sys.executable, "-m", "bedcentre", *words], env=environment, check=True)  # noqa: S603  our own


async def _measure(pid: int, boards: int, load: _Load) -> tuple[Run, dict[str, float]]:
    run = Run()
    async with httpx.AsyncClient(base_url=ADDRESS, headers={"origin": ADDRESS}, timeout=30) as http:
        await _until_up(http)
        await http.post("/sign-in", data={"username": "bench", "password": PASSWORD})
        session = http.cookies["session"]
        page = (await http.get("/board")).text
        free = _free_beds(page)
        async with _watching(session, boards, run), _frozen(session):
            await asyncio.sleep(load.settle)
            cpu = [psutil.Process(pid), psutil.Process()]
            for process in cpu:
                process.cpu_percent()
            await _drive(http, free, load.changes, load.seconds, run)
            used = {"server": cpu[0].cpu_percent(), "boards and taps": cpu[1].cpu_percent()}
    return run, used


async def _until_up(http: httpx.AsyncClient) -> None:
    while True:
        try:
            await http.get("/sign-in")
        except httpx.TransportError:
            await asyncio.sleep(0.2)
        else:
            return


def _free_beds(page: str) -> list[str]:
    """The ids of the beds that the page shows as free."""
    tiles = page.split('<a id="b')[1:]
    return [tile.split('"', 1)[0] for tile in tiles if 'data-state="free"' in tile.split(">", 1)[0]]


@asynccontextmanager
async def _watching(session: str, boards: int, run: Run) -> AsyncIterator[None]:
    sockets = [await _board(session, "zh-CN" if number % 2 else "en") for number in range(boards)]
    listeners = [asyncio.create_task(_listen(socket, run)) for socket in sockets]
    try:
        yield
    finally:
        for listener in listeners:
            listener.cancel()
        await asyncio.gather(*listeners, return_exceptions=True)
        await asyncio.gather(*(socket.close() for socket in sockets))


@asynccontextmanager
async def _frozen(session: str) -> AsyncIterator[None]:
    """A board whose machine hangs: connected, never reading."""
    socket = await _board(session, "en", max_queue=1)
    try:
        yield
    finally:
        socket.transport.abort()


async def _board(session: str, language: str, max_queue: int | None = None) -> ClientConnection:
    headers = {"cookie": f"session={session}; looks={language}.0.auto"}
    address = f"ws://127.0.0.1:{PORT}/live/board?since=0"
    return await connect(
        address, origin=Origin(ADDRESS), additional_headers=headers, max_queue=max_queue, max_size=None
    )


async def _listen(socket: ClientConnection, run: Run) -> None:
    seen: dict[str, float] = {}
    try:
        await socket.recv()  # the whole board, which it has not seen yet
        async for message in socket:
            now = time.monotonic()
            for bed, sent in tuple(run.sent.items()):
                if seen.get(bed) != sent and f'id=\\"b{bed}\\"' in str(message):
                    seen[bed] = sent
                    run.latencies.append(now - sent)
    except ConnectionClosed:
        return


async def _drive(http: httpx.AsyncClient, free: list[str], changes: float, seconds: float, run: Run) -> None:
    """Block and unblock free beds in turn, evenly spaced."""
    begun = time.monotonic()
    taps: set[asyncio.Task[None]] = set()
    for number in range(int(changes * seconds)):
        await asyncio.sleep(max(0.0, begun + number / changes - time.monotonic()))
        bed, round_ = free[number % len(free)], number // len(free)
        taps.add(asyncio.create_task(_tap(http, bed, "unblock" if round_ % 2 else "block", run)))
    await asyncio.gather(*taps)
    await asyncio.sleep(2)


async def _tap(http: httpx.AsyncClient, bed: str, act: str, run: Run) -> None:
    run.sent[bed] = time.monotonic()
    answer = await http.post(f"/beds/{bed}/{act}", data={"reason": "benchmark"})
    run.refused += answer.is_error
    await asyncio.sleep(1.5)
    run.sent.pop(bed, None)


def _print(run: Run, cpu: dict[str, float], boards: int, changes: float) -> None:
    figures = pd.Series(run.latencies) * 1000
    table = Table("figure", "value", title=f"{boards} boards and a frozen one, {changes:g} changes/s, tap to board")
    for share in (0.5, 0.95, 0.99, 1.0):
        table.add_row(f"p{share * 100:g}", f"{figures.quantile(share):.0f} ms")
    table.add_row("taps heard by boards / refused", f"{len(run.latencies)} / {run.refused}")
    for name, percent in cpu.items():
        table.add_row(f"CPU of {name}", f"{percent:.0f} % of one core")
    Console().print(table)


if __name__ == "__main__":
    typer.run(main)

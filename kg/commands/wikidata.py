"""`kg wikidata`: refresh the snapshot from Wikidata, propose items for what has none, accept links."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from kg.wikidata.web import Web

_CACHE = Path(".wikidata-cache")
_TIMEOUT = 90.0

app = typer.Typer(
    help="Reference data from Wikidata, and links to its items. Example: kg wikidata refresh --out snapshot",
    no_args_is_help=True,
)

Cache = Annotated[Path, typer.Option(help="Folder that keeps answers for a day, to go on after a break.")]
Timeout = Annotated[float, typer.Option(help="Seconds to wait for an answer.", min=0.1)]


@app.command()
def refresh(
    out: Annotated[Path, typer.Option(help="Folder of the new tables; they appear when all are complete.")],
    tables: Annotated[Path | None, typer.Option(help="Folder of the tables to start from [default: ours].")] = None,
    endpoint: Annotated[
        str | None, typer.Option(help="A SPARQL endpoint in Wikidata's shape [default: Wikidata's].")
    ] = None,
    cache: Cache = _CACHE,
    page: Annotated[int, typer.Option(help="Rows asked for at a time.", min=1)] = 5000,
    timeout: Timeout = _TIMEOUT,
) -> None:
    """Make the reference tables anew from Wikidata: names, capitals, offices, and who holds them since when.

    The queries are those of queries/wikidata/. Where anything fails, the tables of --out stay as they were.

    Example: kg wikidata refresh --out snapshot
    """
    from kg import console
    from kg.resources import data
    from kg.wikidata import snapshot
    from kg.wikidata.client import Client
    from kg.wikidata.refresh import refresh as refreshed

    client = Client(endpoint=endpoint or _settings()["endpoint"], web=_web(cache, timeout), page=page)
    changed: list[tuple[str, int]] = []
    new = refreshed(snapshot.read(tables or data("tenures.csv").parent), client, lambda *told: changed.append(told))
    snapshot.write(new, out)
    console.table("Refreshed", ("table", "rows", "new or changed"), [(name, len(new[name]), n) for name, n in changed])


def _settings() -> dict[str, Any]:
    import tomllib

    from kg.resources import data

    return tomllib.loads(data("wikidata.toml").read_text("utf-8"))


def _web(cache: Path, timeout: float) -> Web:
    from kg.wikidata.web import Web

    return Web(user_agent=_settings()["user_agent"], cache=cache, timeout=timeout)


@app.command()
def reconcile(
    store: Annotated[Path, typer.Option(help="Folder of the store.")],
    out: Annotated[Path, typer.Option(help="The CSV table of proposals; answers that it holds already stay.")] = Path(
        "links.csv"
    ),
    service: Annotated[
        str | None, typer.Option(help="A service of the Reconciliation API to ask in place of the snapshot.")
    ] = None,
    wikibase: Annotated[
        str | None, typer.Option(help="A MediaWiki API (…/w/api.php) to search in place of the snapshot.")
    ] = None,
    cache: Cache = _CACHE,
    timeout: Timeout = _TIMEOUT,
) -> None:
    """Propose Wikidata items for persons and organisations that have none: offline, from the snapshot, or by a service.

    Nothing is linked: each row has a score, a reason and the sentences of articles. A person reads them, writes yes or
    no into the column accept, and takes the table in with 'kg wikidata accept'. A service is sent names, no more.

    Example: kg wikidata reconcile --store graph --out links.csv
    """
    from kg import console
    from kg.store import Store
    from kg.wikidata.links import read, write
    from kg.wikidata.matching import in_snapshot
    from kg.wikidata.reconcile import propose
    from kg.wikidata.services import by_service, by_wikibase

    if service and wikibase:
        raise typer.BadParameter("ask one of --service and --wikibase at a time.")
    web = _web(cache, timeout)
    find = by_service(web, service) if service else by_wikibase(web, wikibase) if wikibase else in_snapshot
    edited = [row for _, row in read(out)] if out.exists() else []
    with Store.read(store) as opened:
        count = write(propose(opened, edited, find), out)
    console.say(f"{out}: {count:,} rows. Answer yes or no in the column accept, then: kg wikidata accept {out}")


@app.command()
def accept(
    links: Annotated[Path, typer.Argument(help="The edited table of 'kg wikidata reconcile'.")],
    store: Annotated[Path, typer.Option(help="Folder of the store.")],
    by: Annotated[str, typer.Option(help="Who answers for the links [default: the name of this account].")] = "",
) -> None:
    """Take the accepted rows of an edited table into a store: these links, and no others, with who, when and why.

    All or nothing: a row that is wrong is named, and the store stays as it was. To take a link back, answer no or take
    its row out, and accept the table again. Links stay when articles are built anew.

    Example: kg wikidata accept links.csv --store graph --by "Marie Martin"
    """
    import getpass

    from kg import console
    from kg.store import Store
    from kg.wikidata.accept import accept as take_in

    with Store.open(store) as opened:
        taken = take_in(links, opened, by or getpass.getuser())
    console.say(
        f"{links}: {taken.new:,} new links, {taken.kept:,} kept, {taken.back:,} taken back; "
        f"{taken.waiting:,} rows wait for an answer."
    )

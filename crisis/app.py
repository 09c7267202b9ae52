"""create_app(): the only place that knows everything."""

from __future__ import annotations

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from crisis.database import Database
from crisis.ledger import Ledger
from crisis.live import Live
from crisis.live.guard import Guard
from crisis.playbook import FOLDER
from crisis.playbook.shelves import Library
from crisis.settings import ROOT, Settings
from crisis.web.account import account, limiter
from crisis.web.adopting import adopting
from crisis.web.answering import answering
from crisis.web.attaching import attaching
from crisis.web.calling import calling
from crisis.web.confirming import confirming
from crisis.web.directory import directory
from crisis.web.door import door
from crisis.web.exercising import exercising
from crisis.web.exports import exports
from crisis.web.guests import guests
from crisis.web.learning import learning
from crisis.web.listening import listening
from crisis.web.lobby import lobby
from crisis.web.looking_back import looking_back
from crisis.web.pages import pages
from crisis.web.paper import paper
from crisis.web.playbooks import playbooks as library
from crisis.web.safety import protect
from crisis.web.sitraps import sitraps
from crisis.web.things import things
from crisis.web.together import together
from crisis.web.visit import Product
from crisis.web.voice import voice
from crisis.web.wall import wall


def create_app(settings: Settings) -> Flask:
    """The product on this database, with its pages, its door and its live boards."""
    database = Database(settings)
    database.check()
    app = Flask("crisis", static_folder=str(ROOT / "static"), template_folder=None)
    playbooks = Library(FOLDER, settings.playbooks, settings.home / "playbooks", settings.numbers)
    product = Product(settings, Ledger(database), playbooks)
    app.extensions["crisis"] = product
    protect(app, settings)
    limiter.init_app(app)
    for blueprint in (account, lobby, directory, sitraps, door, pages, things, calling, exports, paper):
        app.register_blueprint(blueprint)
    for blueprint in (library, learning, adopting, exercising, looking_back, together, listening, voice, attaching):
        app.register_blueprint(blueprint)
    for blueprint in (answering, confirming, guests, wall):  # by a link, without an account
        app.register_blueprint(blueprint)
    guard = Guard(app.wsgi_app, settings, database)
    live = Live(app, product, guard)
    guard.inner, app.wsgi_app = app.wsgi_app, guard  # type: ignore[method-assign, assignment]
    app.extensions["crisis.live"] = live
    if settings.proxies:
        # Without this everybody behind the proxy counts as one address, and shares its limits.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)  # type: ignore[method-assign]
    return app

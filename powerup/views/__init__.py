"""The pages and endpoints of the Power-Up, put together."""

from __future__ import annotations

from flask import Blueprint

from powerup.http import static_files
from powerup.http.power_up import PowerUp
from powerup.views import (
    api,
    ask_page,
    desk,
    feeds,
    front_page,
    missing_page,
    pages,
    rules_page,
    session_page,
    student_page,
)


def blueprint(powerup: PowerUp) -> Blueprint:
    """Return the routes of all that people see: inside Trello, the rules, a session, a student's page."""
    views = Blueprint("powerup", "powerup", template_folder="templates")
    static_files.add_route(views)
    front_page.add_route(views, powerup)
    missing_page.add_handler(views, powerup)
    rules_page.add_route(views, powerup)
    feeds.add_routes(views, powerup)
    ask_page.add_routes(views, powerup)
    session_page.add_routes(views, powerup)
    student_page.add_routes(views, powerup)
    pages.add_routes(views, powerup)
    api.add_routes(views, powerup)
    desk.add_routes(views, powerup)
    return views

"""The demo brand: Aurelle, a fictional maker of an electric car, and the night on which it shows the Aurelle One."""

SLUG = "aurelle-one"
# Told to everybody who starts the demo; `create_demo` refuses to run in production.
PASSWORD = "golden-hour"  # noqa: S105

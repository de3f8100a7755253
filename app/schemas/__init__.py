"""marshmallow schemas of what comes in and goes out, the same for forms and API."""

from app.schemas import messages as messages

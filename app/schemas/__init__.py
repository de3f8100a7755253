"""marshmallow schemas of what comes in and goes out, the same for forms and API."""

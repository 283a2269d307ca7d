"""A bare Flask application that says hello: the yardstick of every speed figure."""

from flask import Flask

app = Flask(__name__)


@app.get("/")
def hello() -> str:
    return "hello"

"""Prints what is refused, a JSON list of messages: a fault of the declaration, and an option that there is not."""

import json

from aws_cdk import App, Stack
from cdk_plinth import Backend, Field, IndexOptions, Rule

refusals = []


def refused(run):
    try:
        run()
    except Exception as error:
        refusals.append(str(error))


app = App()
backend = Backend(Stack(app, "Notes"), "Backend")
backend.data.add_model(
    "notes",
    fields={"title": Field.string()},
    rules=[Rule.owner()],
    indexes={"newest": IndexOptions(partition=["owner"], sort=["createdOn"])},
)
refused(app.synth)
refused(lambda: IndexOptions(partitions=["owner"]))
print(json.dumps(refusals))

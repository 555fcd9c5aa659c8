"""IAM: condition keys."""

import json
import re

from ministack.core import iam_actions
from ministack.services import dynamodb

from .replace import replace


def named_items(data):
    """Each (table, key or item) that a DynamoDB request names."""
    yield data.get("TableName"), data.get("Key") or data.get("Item")
    for operations in data.get("TransactItems") or []:
        for operation in operations.values():
            yield operation.get("TableName"), operation.get("Key") or operation.get("Item")
    for table, requests in (data.get("RequestItems") or {}).items():
        if isinstance(requests, dict):  # BatchGetItem
            for key in requests.get("Keys", []):
                yield table, key
        else:  # BatchWriteItem
            for request in requests:
                operation = next(iter(request.values()))
                yield table, operation.get("Key") or operation.get("Item")


def queried_partition(data):
    """The value that a query compares the partition key of its table or index with."""
    table = dynamodb._tables.get(data.get("TableName")) or {}
    indexes = table.get("GlobalSecondaryIndexes") or []
    index = next((index for index in indexes if index["IndexName"] == data.get("IndexName")), table)
    partition = next((key["AttributeName"] for key in index.get("KeySchema", []) if key["KeyType"] == "HASH"), None)
    names, values = data.get("ExpressionAttributeNames") or {}, data.get("ExpressionAttributeValues") or {}
    expression = re.sub("[()]", " ", data.get("KeyConditionExpression") or "")
    for condition in re.split(r"\sAND\s", expression, flags=re.IGNORECASE):
        left, _, right = (side.strip() for side in condition.partition("="))
        if left and names.get(left, left) == partition:
            yield from values.get(right, {}).values()


def leading_keys_are_known():
    """`dynamodb:LeadingKeys` holds the partition keys that a request names, so that a policy can bind a caller to his own items.

    MiniStack leaves it empty.
    https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
    """

    @replace(iam_actions, "dynamodb_service_context")
    def _(original, body):
        context = original(body)
        try:
            data = json.loads(body or b"{}")
        except ValueError:
            return context
        keys = [str(value) for value in queried_partition(data)]
        for table, item in named_items(data):
            value = (item or {}).get((dynamodb._tables.get(table) or {}).get("pk_name")) or {}
            keys += [str(part) for part in value.values()]
        return {**context, "dynamodb:LeadingKeys": keys} if keys else context


def batch_needs_the_single_action():
    """A batch of SQS is allowed by the action of one message: `SendMessageBatch` by `sqs:SendMessage`. IAM knows no action of the batch's name.

    MiniStack asks for `sqs:SendMessageBatch`.
    https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html
    """

    @replace(iam_actions, "extract_iam_action")
    def _(original, service, *request):
        action = original(service, *request)
        return action.removesuffix("Batch") if service == "sqs" and action else action

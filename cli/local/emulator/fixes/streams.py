"""Lambda: event source mappings of DynamoDB streams."""

from ministack.core.responses import _request_account_id, _request_region
from ministack.services import dynamodb, lambda_svc

from .replace import replace


def stream_mappings():
    """Each (account, region, mapping) that reads a DynamoDB stream."""
    return [entry for entry in lambda_svc._iter_all_esms() if ":dynamodb:" in entry[2].get("EventSourceArn", "")]


def table_of(mapping):
    return mapping["EventSourceArn"].split("/")[1]


def mapping_gives_up():
    """After MaximumRetryAttempts a mapping gives a batch up, tells its onFailure destination, and goes on with the next.

    MiniStack tries for ever.
    https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
    """
    failures = {}  # mapping: (position, how often the batch there failed)

    def send_failure(mapping, batch):
        func, _config = lambda_svc._get_func_record_for_qualifier(mapping["FunctionName"], mapping.get("Qualifier"))
        records = lambda_svc._apply_filter_criteria(batch, mapping)
        lambda_svc._send_ddb_stream_failure_record(mapping, func, records, mapping["EventSourceArn"], {}, "RetryAttemptsExhausted")

    @replace(lambda_svc, "_poll_dynamodb_streams")
    def _(original):
        positions, backoff = lambda_svc._dynamodb_stream_positions, lambda_svc._esm_backoff_until
        before = dict(backoff)
        processed = original()
        for account, region, mapping in stream_mappings():
            uuid, limit = mapping["UUID"], mapping.get("MaximumRetryAttempts")
            if backoff.get(uuid, 0) <= before.get(uuid, 0):
                continue  # it did not fail now
            position = positions.get(uuid)
            failed_at, times = failures.get(uuid, (None, 0))
            times = times + 1 if failed_at == position else 1
            failures[uuid] = (position, times)
            if limit is None or int(limit) < 0 or times <= int(limit):
                continue
            tokens = _request_account_id.set(account), _request_region.set(region)
            try:
                batch = dynamodb.stream_records_since(table_of(mapping), position, mapping.get("BatchSize", 100))
                send_failure(mapping, batch)
                positions[uuid] = position + len(batch)
                backoff.pop(uuid, None)
            finally:
                _request_account_id.reset(tokens[0])
                _request_region.reset(tokens[1])
        return processed


def mapping_goes_on_after_a_restart():
    """A mapping reads on, whatever restarts.

    MiniStack keeps positions over a restart but not the records they count: every position lies past the stream's new end.
    """

    @replace(lambda_svc, "_poll_dynamodb_streams")
    def _(original):
        positions = lambda_svc._dynamodb_stream_positions
        for account, region, mapping in stream_mappings():
            scope = {"account_id": account, "region": region}
            if positions.get(mapping["UUID"], 0) > dynamodb.stream_end_position(table_of(mapping), **scope):
                positions[mapping["UUID"]] = dynamodb.stream_start_position(table_of(mapping), **scope)
        return original()

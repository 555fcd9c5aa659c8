"""Lambda: event source mappings of DynamoDB streams."""

from contextlib import contextmanager

from ministack.core.responses import _request_account_id, _request_region
from ministack.services import dynamodb, lambda_svc

from .replace import replace


@contextmanager
def scope(account, region):
    """As if a request of this account and region were being answered: stores are read by both."""
    tokens = _request_account_id.set(account), _request_region.set(region)
    try:
        yield
    finally:
        _request_account_id.reset(tokens[0])
        _request_region.reset(tokens[1])


def mapping_gives_up():
    """After MaximumRetryAttempts a mapping gives a batch up, tells its onFailure destination, and goes on with the next.

    MiniStack tries for ever.
    https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
    """
    positions, backoff = lambda_svc._dynamodb_stream_positions, lambda_svc._esm_backoff_until
    failures = {}  # mapping: (position, how often the batch there has failed)

    def has_given_up(mapping):
        uuid, limit = mapping["UUID"], mapping.get("MaximumRetryAttempts")
        failed_at, times = failures.get(uuid, (None, 0))
        times = times + 1 if failed_at == positions.get(uuid) else 1
        failures[uuid] = (positions.get(uuid), times)
        return limit is not None and 0 <= int(limit) < times

    def give_up(mapping):
        uuid, source = mapping["UUID"], mapping["EventSourceArn"]
        batch = dynamodb.stream_records_since(source.split("/")[1], positions[uuid], mapping.get("BatchSize", 100))
        func, _config = lambda_svc._get_func_record_for_qualifier(mapping["FunctionName"], mapping.get("Qualifier"))
        matching = lambda_svc._apply_filter_criteria(batch, mapping)
        lambda_svc._send_ddb_stream_failure_record(mapping, func, matching, source, {}, "RetryAttemptsExhausted")
        positions[uuid] += len(batch)
        backoff.pop(uuid, None)

    @replace(lambda_svc, "_poll_dynamodb_streams")
    def _(original):
        before = dict(backoff._data)
        processed = original()
        for account, region, mapping in lambda_svc._iter_all_esms():
            with scope(account, region):
                failed_now = backoff.get(mapping["UUID"], 0) > before.get((account, region, mapping["UUID"]), 0)
                if failed_now and ":dynamodb:" in mapping.get("EventSourceArn", "") and has_given_up(mapping):
                    give_up(mapping)
        return processed


def mapping_goes_on_after_a_restart():
    """A mapping reads on, whatever restarts.

    MiniStack keeps a mapping's position over a restart, but not the records it counts: it waits past the end of a new stream.
    """

    @replace(lambda_svc, "_restore_state")
    def _(original, data):
        original(data)
        positions = lambda_svc._dynamodb_stream_positions._data
        for mapping in positions:
            positions[mapping] = 0

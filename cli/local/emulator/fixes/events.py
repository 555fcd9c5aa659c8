"""EventBridge: rules and their targets."""

import json

from ministack.services import eventbridge, lambda_svc

from .replace import replace


def rule_retries_a_function():
    """A rule invokes a function asynchronously: what fails is retried, then sent to the onFailure destination.

    MiniStack invokes it once and forgets the failure.
    https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
    """

    @replace(eventbridge, "_dispatch_to_lambda")
    def _(original, arn, payload):
        func, config, _name = lambda_svc._get_func_record_for_ref(arn)
        if func and config:
            lambda_svc.invoke_async_with_retry(lambda_svc._execution_record_for_config(func, config), json.loads(payload))
